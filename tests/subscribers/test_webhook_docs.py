"""The code of docs/webhooks.md, run as it stands there."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from clarion.subscribers.channels.webhook.signature import signed

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text()
BODY = '{"text": "Zahlungen schlagen fehl – 決済"}\n'.encode()


def code(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_python_on_the_page_tells_genuine_from_forged_and_old(nine):
    known = {}
    exec(code("python"), known)
    is_genuine, now = known["is_genuine"], nine.timestamp()
    header = signed(BODY, secret="s3cret", at=nine)
    assert is_genuine(BODY, header, "s3cret", now=now + 299)
    assert not is_genuine(BODY, header, "s3cret", now=now + 301)
    assert not is_genuine(BODY + b" ", header, "s3cret", now=now)
    assert not is_genuine(BODY, header, "another", now=now)
    assert not is_genuine(BODY, header.replace("t=1", "t=2"), "s3cret", now=now)
    assert is_genuine(BODY, header.replace(",", ",v1=0000,"), "s3cret", now=now)
    for nonsense in ("", "t=,v1=", "v1=abc", "t=abc,v1=abc", "=,=,="):
        assert not is_genuine(BODY, nonsense, "s3cret", now=now)


@pytest.mark.parametrize(("secret", "said"), [("s3cret", "genuine"), ("another", "forged")])
def test_the_shell_on_the_page_tells_genuine_from_forged(nine, tmp_path, secret, said):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    body = tmp_path / "body"
    body.write_bytes(BODY)
    known = {
        **os.environ,
        "SIGNATURE": signed(BODY, secret="s3cret", at=nine),
        "SECRET": secret,
        "BODY_FILE": str(body),
    }
    ran = subprocess.run(
        ["/bin/sh", "-c", code("sh")], env=known, capture_output=True, text=True, check=False
    )
    assert (ran.stdout.strip(), ran.stderr) == (said, "")
