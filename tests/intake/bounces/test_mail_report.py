"""Reports that come as mails: what they say, and when they are believed."""

import mailbox
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from click.testing import CliRunner
from django.db import OperationalError
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from clarion.cli.main import main
from clarion.configuration import Misconfigured
from clarion.intake.bounces import mail_report
from clarion.intake.bounces.mail_report import read_report
from clarion.intake.bounces.mailbox import Unreadable, unseen_mails
from clarion.subscribers.bounces import BounceKind, Returned, receive
from clarion.subscribers.links import Purpose, return_tag, token
from clarion.subscribers.subscriber import Subscriber
from clarion.worker.tasks import read_bounces
from tests.factories.subscribers import a_subscriber
from tests.intake.bounces.reports import feedback, out_of_office, undelivered

IDA = "abcdefghij12"
PROOF = {"token": ""}


@pytest.fixture
def proof() -> str:
    return token(Purpose.UNSUBSCRIBE, IDA)


def test_a_quoted_link_to_unsubscribe_leads_to_the_subscriber(proof) -> None:
    [report] = read_report(undelivered(token=proof))
    assert report == Returned(
        "ida@example.com",
        BounceKind.HARD,
        "<20260310093200.4AB12@mx.example.com>",
        "smtp; 550 5.1.1 <ida@example.com>: Recipient address rejected",
        IDA,
    )


def test_the_tag_of_a_return_path_leads_to_the_subscriber() -> None:
    [report] = read_report(undelivered(to=f"bounce+{return_tag(IDA).upper()}@status.example.com"))
    assert (report.subscriber, report.kind) == (IDA, BounceKind.HARD)


def test_without_proof_a_report_says_nothing_of_the_address() -> None:
    for forged in (
        undelivered(token=f"{IDA}:1abcde:nonsense"),
        feedback(token="x"),
        undelivered(to="bounce+abcdefghij12abcdefghij12@x.example"),
    ):
        [report] = read_report(forged)
        assert (report.kind, report.subscriber, report.address) == (
            BounceKind.UNPROVEN,
            None,
            "ida@example.com",
        )


@pytest.mark.django_db
def test_forged_reports_are_written_down_and_silence_nobody_however_many_come() -> None:
    subscriber = a_subscriber("ida")
    for number in range(5):
        forged = undelivered(status="4.4.7").replace(b"4AB12@mx", b"%d@mx" % number)
        assert [receive(each, source="mailbox", at=timezone.now()) for each in read_report(forged)] == [0]
    subscriber.refresh_from_db()
    assert subscriber.is_active
    assert [bounce.kind for bounce in subscriber.bounces.all()] == ["unproven"] * 5


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", BounceKind.HARD),
        ("failed", "5.1.10", BounceKind.HARD),
        ("Failed", "5.2.1", BounceKind.HARD),
        ("failed", "5.4.4", BounceKind.HARD),
        ("failed", "5.2.2", BounceKind.SOFT),
        ("failed", "5.7.1", BounceKind.SOFT),
        ("failed", "5.1.8", BounceKind.SOFT),
        ("failed", "4.4.7", BounceKind.SOFT),
        ("delayed", "4.4.1", None),
        ("delivered", "2.0.0", None),
        ("relayed", "2.0.0", None),
        ("failed", "nonsense", None),
    ],
)
def test_only_what_is_about_the_address_itself_is_final(proof, action, status, kind) -> None:
    found = read_report(undelivered(action=action, status=status, token=proof))
    assert [report.kind for report in found] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("kind", "counts"), [("abuse", True), ("opt-out", True), ("not-spam", False), ("virus", False)]
)
def test_a_feedback_report_is_a_complaint_when_it_says_so(proof, kind, counts) -> None:
    found = read_report(feedback(kind, token=proof))
    assert found == (
        [Returned("ida@example.com", BounceKind.COMPLAINT, "<fbl-1@hotmail.example>", "", IDA)]
        if counts
        else []
    )


def test_an_automatic_answer_is_no_report() -> None:
    assert read_report(out_of_office()) == []


@hypothesis_settings(deadline=None)
@given(
    st.binary(max_size=2000)
    | st.text(max_size=300).map(
        lambda text: undelivered(token="x").replace(b"rfc822", text.encode("utf-8", "replace"))
    )
)
def test_no_mail_makes_reading_fail(raw) -> None:
    read_report(raw)


@pytest.mark.django_db
def test_what_no_database_holds_is_taken_out_of_a_report() -> None:
    subscriber = a_subscriber("ida")
    raw = undelivered(token=token(Purpose.UNSUBSCRIBE, subscriber.public_id))
    [report] = read_report(raw.replace(b"Recipient address", b"Recipient \xff\x00 address"))
    assert receive(report, source="mailbox", at=timezone.now()) == 1
    assert "Recipient" in Subscriber.objects.get().disabled_because
    unknown = Returned("a\udcff\0@example.com", BounceKind.HARD, "\0", "\udcff")
    assert receive(unknown, source="mailbox", at=timezone.now()) == 0


@dataclass
class ImapServer:
    """Just enough of RFC 3501 for a client that searches, fetches and marks."""

    mails: list[bytes]
    seen: set[int] = field(default_factory=set)
    port: int = 0

    def answer(self, words: list[str]) -> Iterator[bytes]:
        match words:
            case ["CAPABILITY"]:
                yield b"* CAPABILITY IMAP4rev1\r\n"
            case ["SELECT", _]:
                yield b"* %d EXISTS\r\n" % len(self.mails)
            case ["SEARCH", "UNSEEN"]:
                unseen = [str(n) for n in range(1, len(self.mails) + 1) if n not in self.seen]
                yield f"* SEARCH {' '.join(unseen)}\r\n".encode()
            case ["FETCH", number, "(RFC822.SIZE)"]:
                yield f"* {number} FETCH (RFC822.SIZE {len(self.mails[int(number) - 1])})\r\n".encode()
            case ["FETCH", number, _]:
                raw = self.mails[int(number) - 1]
                yield f"* {number} FETCH (BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
            case ["STORE", number, "+FLAGS", _]:
                self.seen.add(int(number))


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    state = ImapServer([])

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline():
                tag, *words = line.decode().split()
                if words[0] == "LOGIN" and words[2] != '"secret"':
                    self.wfile.write(f"{tag} NO wrong password {words[2]}\r\n".encode())
                    continue
                for answered in state.answer(words):
                    self.wfile.write(answered)
                self.wfile.write(f"{tag} OK done\r\n".encode())
                if words[0] == "LOGOUT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield state
        server.shutdown()
        thread.join()


@pytest.mark.django_db
def test_the_worker_reads_the_mailbox_once_and_disables_who_is_gone(imap, settings) -> None:
    subscriber = a_subscriber("ida")
    proof = token(Purpose.UNSUBSCRIBE, subscriber.public_id)
    imap.mails = [out_of_office(), undelivered(token=proof), b"x" * 1_000_001]
    settings.BOUNCE_MAILBOX = f"imap://bounces:secret@127.0.0.1:{imap.port}/INBOX"
    assert (read_bounces.func(), read_bounces.func()) == (1, 0)
    assert imap.seen == {1, 2, 3}
    assert not Subscriber.objects.active().exists()


def nested(depth: int, kind: str = "multipart/report") -> bytes:
    """A mail in a mail in a mail, as somebody writes it who means no good."""
    heads = (f"Content-Type: {kind}; boundary=b{number}\n\n--b{number}\n" for number in range(depth))
    return "".join(heads).encode()


@pytest.mark.parametrize(
    "kind", ["multipart/report", "multipart/mixed", "MESSAGE/rfc822", "\n multipart/report"]
)
def test_a_mail_of_a_thousand_mails_is_no_report(kind) -> None:
    assert read_report(nested(1000, kind)) == []


@pytest.mark.django_db
def test_a_mail_that_nobody_can_read_is_passed_over_and_the_next_are_read(
    imap, settings, monkeypatch, caplog
) -> None:
    subscriber = a_subscriber("ida")
    proof = token(Purpose.UNSUBSCRIBE, subscriber.public_id)
    monkeypatch.setattr(mail_report, "MOST_NESTED", 10_000)  # so that something fails that nobody thought of
    imap.mails = [nested(1000), undelivered(token=proof)]
    settings.BOUNCE_MAILBOX = f"imap://bounces:secret@127.0.0.1:{imap.port}/INBOX"
    assert read_bounces.func() == 1
    assert imap.seen == {1, 2}
    assert "could not be read (RecursionError)" in caplog.text
    assert "boundary" not in caplog.text


@pytest.mark.django_db
def test_a_mail_waits_in_the_mailbox_while_the_database_cannot_be_used(imap, settings, monkeypatch) -> None:
    subscriber = a_subscriber("ida")
    imap.mails = [undelivered(token=token(Purpose.UNSUBSCRIBE, subscriber.public_id))]
    settings.BOUNCE_MAILBOX = f"imap://bounces:secret@127.0.0.1:{imap.port}/INBOX"

    def is_away(*_, **__) -> int:
        raise OperationalError("the database is away")

    with monkeypatch.context() as away:
        away.setattr(mail_report, "receive", is_away)
        with pytest.raises(OperationalError):
            read_bounces.func()
    assert imap.seen == set()
    assert read_bounces.func() == 1


def test_a_mailbox_that_cannot_be_read_says_why_without_the_password(imap) -> None:
    with pytest.raises(Unreadable, match="Check CLARION_BOUNCE_MAILBOX") as raised:
        list(unseen_mails(f"imap://bounces:hunter2@127.0.0.1:{imap.port}/"))
    assert "hunter2" not in str(raised.value)
    with pytest.raises(Unreadable):
        list(unseen_mails("imap://bounces:secret@127.0.0.1:1/"))


@pytest.mark.parametrize(
    "address", ["https://x", "imaps://host/", "imaps://u:p@host:port/", 'imaps://u:p@host/a"b']
)
def test_a_wrong_address_of_the_mailbox_names_the_setting(address) -> None:
    with pytest.raises(Misconfigured, match="CLARION_BOUNCE_MAILBOX"):
        list(unseen_mails(address))


@pytest.mark.django_db
def test_the_command_reads_files_mboxes_and_maildirs(tmp_path) -> None:
    ida, eve, kim = (a_subscriber(name) for name in ("ida", "eve", "kim"))
    raw = [undelivered(token=token(Purpose.UNSUBSCRIBE, each.public_id)) for each in (ida, eve, kim)]
    (tmp_path / "one.eml").write_bytes(raw[0])
    box = mailbox.mbox(tmp_path / "box")
    box.add(raw[1])
    box.close()
    mailbox.Maildir(tmp_path / "folder").add(raw[2])
    (tmp_path / "deep.eml").write_bytes(nested(1000))
    paths = [str(tmp_path / name) for name in ("deep.eml", "one.eml", "box", "folder")]
    said = CliRunner().invoke(main, ["bounces", *paths])
    assert said.output == "Read 4 mails: 3 reports, 3 subscribers disabled.\n"
    assert not Subscriber.objects.active().exists()
    assert CliRunner().invoke(main, ["bounces"]).output.startswith("Error: Name files to read")
