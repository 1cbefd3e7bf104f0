"""Encryption and sign-in of the mail client, and hosts that try to trick it."""

import ssl
import subprocess
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from clarion.subscribers.channels.mail.letter import Letter
from clarion.subscribers.channels.mail.relay import Relay
from clarion.subscribers.channels.mail.smtp import Server, Tls
from clarion.subscribers.parcels import ChannelDown, Parcel
from tests.mail_server import MailServer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    command = [
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
    try:
        subprocess.run(
            [*command, "-addext", "subjectAltName=DNS:localhost", *files], check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return folder / "certificate.pem"


@contextmanager
def secure_server(certificate, *, starttls: bool, user: str = "", methods=("LOGIN", "PLAIN")):
    receiver = MailServer()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))

    def signs_in(server, session, envelope, mechanism, data):
        good = (data.login, data.password) == (user.encode(), b"p/w:x")
        return AuthResult(success=good, handled=good)

    options = {"auth_exclude_mechanism": {"LOGIN", "PLAIN"} - set(methods)}
    if user:
        # Encrypted from the start is encrypted, though the receiver's library does not see it.
        options |= {"auth_required": True, "authenticator": signs_in, "auth_require_tls": starttls}
    if starttls:
        options |= {"tls_context": context, "require_starttls": True}

    class Local(Controller):
        def factory(self):
            return SMTP(self.handler, **options, hostname="test.example")

    controller = Local(receiver, hostname="localhost", port=0, ssl_context=None if starttls else context)
    controller.port = free_port()
    controller.start()
    receiver.port = controller.port
    try:
        yield receiver
    finally:
        controller.stop()


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def send(server: Server, *addresses: str, international: bool = False):
    relay = Relay(server, sender="clarion@example.com", name="status.example.com", connections=2)
    letters = [
        Letter(
            Parcel(number, "key", "s", address, "en", "", "", attempts=1, update=None),
            address.encode(),
            b"Subject: hello\r\n\r\n.dot\r\nend\r\n",
            international=international,
        )
        for number, address in enumerate(addresses)
    ]
    try:
        return list(relay.carry(letters, number=len(letters)))
    finally:
        relay.close()


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("method", ["PLAIN", "LOGIN"])
@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.FROM_THE_START])
def test_letters_go_out_encrypted_and_signed_in(certificate, monkeypatch, tls, method):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    starttls = tls == Tls.STARTTLS
    with secure_server(certificate, starttls=starttls, user="me@x", methods=[method]) as receiver:
        server = Server("localhost", receiver.port, tls, user="me@x", password="p/w:x", timeout=5)
        [carried] = send(server, "ida@example.com")
    assert carried.outcome.answer.is_yes
    assert receiver.mails[0].get_payload() == ".dot\r\nend\r\n"


def test_a_wrong_password_is_said_with_the_remedy_and_does_not_stand_in_the_message(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secure_server(certificate, starttls=True, user="me@x") as receiver:
        server = Server("localhost", receiver.port, Tls.STARTTLS, user="me@x", password="secret", timeout=5)
        with pytest.raises(ChannelDown) as down:
            send(server, "ida@example.com")
    assert str(down.value).startswith("The mail server refuses to work (535 ")
    assert "secret" not in str(down.value)


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(certificate):
    with secure_server(certificate, starttls=True) as receiver:
        server = Server("localhost", receiver.port, Tls.STARTTLS, timeout=5)
        with pytest.raises(ChannelDown, match="certificate"):
            send(server, "ida@example.com")
    assert receiver.mails == []


def test_a_server_that_offers_no_encryption_where_it_is_asked_for_gets_nothing(relay):
    server = Server("127.0.0.1", relay.port, Tls.STARTTLS, user="me", password="secret", timeout=1)
    relay.says["STAR"] = b"502 not here"
    with pytest.raises(ChannelDown, match="502 not here"):
        send(server, "ida@example.com")
    assert not any(line.startswith((b"AUTH", b"MAIL")) for line in relay.commands)


def test_an_answer_slipped_in_before_the_encryption_ends_the_connection(relay):
    server = Server("127.0.0.1", relay.port, Tls.STARTTLS, timeout=1)
    relay.says["STAR"] = b"220 go\r\n250 slipped in"
    with pytest.raises(ChannelDown, match="between STARTTLS and encryption"):
        send(server, "ida@example.com")


def test_an_international_address_needs_a_server_that_says_it_takes_them(relay):
    server = Server("127.0.0.1", relay.port, timeout=1)
    [carried] = send(server, "jörg@example.com", international=True)
    assert str(carried.outcome.answer) == "553 5.6.7 the server takes no international addresses"
    assert not any(line.startswith(b"RCPT") for line in relay.commands)
    relay.offers.append(b"SMTPUTF8")
    [carried] = send(server, "jörg@example.com", international=True)
    assert carried.outcome.answer.is_yes
    assert b"MAIL FROM:<clarion@example.com> SMTPUTF8 BODY=8BITMIME" in relay.commands


def test_a_server_whose_answer_does_not_end_is_left(relay):
    server = Server("127.0.0.1", relay.port, timeout=1)
    relay.says["EHLO"] = b"250-" + b"x" * 200_000
    with pytest.raises(ChannelDown, match="does not end"):
        send(server, "ida@example.com")


def test_an_old_server_that_knows_no_ehlo_gets_letters_too(relay):
    server = Server("127.0.0.1", relay.port, timeout=1)
    relay.says["EHLO"] = b"500 what?"
    assert [each.outcome.answer.is_yes for each in send(server, "a@example.com", "b@example.com")] == [
        True,
        True,
    ]
    assert b"HELO status.example.com" in relay.commands
