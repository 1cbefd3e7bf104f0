"""The SARIF form against the official schema of SARIF 2.1.0, which the npm package @microsoft/jest-sarif ships."""

import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from clarion.cli.main import main

pytestmark = [pytest.mark.npm, pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed")]

SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("sarif")
    command = [
        "npm",
        "pack",
        "--silent",
        "--pack-destination",
        str(folder),
        "@microsoft/jest-sarif@1.0.0-beta.0",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        member = packed.extractfile(SCHEMA)
        assert member is not None
        return json.load(member)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are looking into it!!\n\nThe technician forgot a cable 😀 and ghp_abcdefghijklmnopqrstuvwx.",
        "<!-- clarion: allow blame because he asked -->\nThe technician forgot a cable.\n<!-- clarion: allow vague -->",
    ],
)
def test_every_log_is_valid(schema, text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a status.md").write_text(text)
    done = CliRunner().invoke(main, ["review", "a status.md", "--format", "sarif", "--fail-on", "never"])
    jsonschema.validate(json.loads(done.output), schema, jsonschema.Draft4Validator)
