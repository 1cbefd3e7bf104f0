"""Two receivers that are real: a mail server and a chat server on this machine."""

import json
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from clarion.accounts.workspace import Workspace
from clarion.incidents.states import Severity
from clarion.updates.promises import make_promise
from tests.factories.incidents import an_incident
from tests.mail_server import MailServer, running_mail_server
from tests.scripted_mail_server import ScriptedMailServer, scripted_mail_server


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    with running_mail_server() as receiver:
        options = {"host": "127.0.0.1", "port": receiver.port, "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        yield receiver


@dataclass
class ChatServer:
    """The lines that it took, request by request; it gives the answers of `answers` first, then 200."""

    bodies: list[dict[str, str]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    address: str = ""
    trickles: bool = (
        False  # it sends one line of its answer after the other, for longer than anybody should wait
    )
    server: ThreadingHTTPServer | None = None


@pytest.fixture
def chat_server(settings) -> Iterator[ChatServer]:
    settings.CHAT_ALLOW_PRIVATE = True
    chat = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            chat.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            chat.hosts.append(self.headers["Host"])
            status = chat.answers.pop(0) if chat.answers else 200
            self.send_response(status)
            for number in range(50 if chat.trickles else 0):
                self.send_header(f"X-{number}", "more to come")
                self.flush_headers()
                time.sleep(0.1)
            if 300 <= status < 400:
                self.send_header("Location", f"{chat.address}/elsewhere")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat.server = server
    chat.address = f"http://localhost:{server.server_address[1]}/hooks/secret-part"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield chat
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tls(chat_server, tmp_path) -> Path:
    """The chat server speaks TLS, with a certificate for localhost that it made itself; the certificate's file."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    files = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run([*made, *files], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    chat_server.server.socket = context.wrap_socket(chat_server.server.socket, server_side=True)
    return certificate


@pytest.fixture
def chat_channel(db, chat_server) -> ChatServer:
    workspace = Workspace.current()
    workspace.chat_webhook = chat_server.address
    workspace.save()
    return chat_server


@pytest.fixture
def promise(ana, ben, cleo):
    """An update for the public that is due now, led by Ben, Cleo behind him."""
    at = timezone.now() - timedelta(minutes=20)
    incident = an_incident("Card payments fail", severity=Severity.SEV2, by=ana, at=at)
    incident.promises.all().delete()
    return make_promise(incident, "public", due_at=at + timedelta(minutes=20), at=at)


@pytest.fixture
def relay(settings) -> Iterator[ScriptedMailServer]:
    """A mail server that does what the test says, and is what CLARION_SMTP_URL names."""
    with scripted_mail_server() as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 0.4}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        yield server
