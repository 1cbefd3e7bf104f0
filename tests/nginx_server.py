"""nginx as an operator runs it, in front of the public page, with what `clarion nginx-config` prints."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from clarion.statuspage.hosting.nginx import Plan, configuration

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
needs_nginx = pytest.mark.skipif(not NGINX, reason="nginx is not installed")

AROUND = """\
{user}daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log {log};
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
{ours}
}}
"""


def written(
    folder: Path, *, copy: Path | None = None, listener: str | None = None, access_log: bool = False
) -> tuple[Path, int]:
    """A whole configuration in that folder, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "tmp").mkdir(parents=True)
    plan = Plan(
        str(copy) if copy else None, listener, listen=f"127.0.0.1:{port}", cache=str(folder / "cache")
    )
    # Folders of tests are their owner's only, so that nginx reads them as who runs the tests.
    user = "user root; " if os.geteuid() == 0 else ""
    text = AROUND.format(
        folder=folder,
        user=user,
        log=folder / "access.log" if access_log else "off",
        ours=configuration(plan),
    )
    (folder / "nginx.conf").write_text(text)
    return folder / "nginx.conf", port


def complaints(configuration: Path) -> str:
    """What `nginx -t` has to say; empty when it likes the configuration and has no warnings."""
    assert NGINX
    command = [NGINX, "-t", "-q", "-c", str(configuration)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stderr or ("" if result.returncode == 0 else "refused")


@contextmanager
def running_nginx(
    folder: Path, *, copy: Path | None = None, listener: str | None = None, access_log: bool = False
) -> Iterator[httpx.Client]:
    assert NGINX
    path, port = written(folder, copy=copy, listener=listener, access_log=access_log)
    process = subprocess.Popen([NGINX, "-c", str(path)])
    try:
        for _ in range(200):
            assert process.poll() is None, (folder / "error.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
    finally:
        process.terminate()
        process.wait(10)
