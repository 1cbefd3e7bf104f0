"""Mails as a file, where no mail server is named."""

import mailbox
import resource
import signal
from datetime import UTC, datetime

import pytest

from clarion.configuration import mail_settings
from clarion.subscribers.channels.mail import mail_file
from clarion.subscribers.channels.mail.letter import Letter
from clarion.subscribers.channels.mail.mail_file import write_to_file
from clarion.subscribers.deliveries import write_distribution
from clarion.subscribers.delivering import deliver_batch
from clarion.subscribers.distributing import write_all
from clarion.subscribers.links import Purpose, link, read_token
from clarion.subscribers.parcels import Parcel
from clarion.subscribers.posting import post_letters
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.subscribing import Wish, ask
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 10, 10, 12, tzinfo=UTC)


@pytest.fixture
def update(ana):
    return an_update(an_incident(by=ana, at=AT), at=AT, text="From here on it works.\nFrom there, too.")


def letters(update, number: int, content: bytes = b"Subject: x\r\n\r\nFrom me\r\n") -> list[Letter]:
    parcel = Parcel(1, "key", "s", "ida@example.com", "en", "", "", attempts=1, update=update)
    return [Letter(parcel, b"ida@example.com", content)] * number


def test_all_mails_of_an_update_are_in_one_file_that_mail_readers_open(update, settings, tmp_path):
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": tmp_path / "mail"}}}
    for number in range(3):
        a_subscriber(f"s{number}", asked_at=AT, confirmed_at=AT)
    write_distribution(update, at=AT)
    for _ in write_all(at=AT):
        pass
    assert deliver_batch("mail", clock=lambda: AT) == 3
    [path] = (tmp_path / "mail").iterdir()
    assert path.name == f"{update.incident.reference}-{update.public_id}.mbox"
    found = list(mailbox.mbox(path))
    assert [mail["To"] for mail in found] == ["s0@example.com", "s1@example.com", "s2@example.com"]
    assert "From here on it works." in found[2].get_payload(0).get_payload(decode=True).decode()
    links = [line for line in path.read_text().splitlines() if "/subscribe/manage/" in line]
    # A token ends with the second at which it was signed, and the line with the slash of the link.
    manage = link(Purpose.MANAGE, Subscriber.objects.order_by("pk").first().public_id).partition(":1")[0]
    assert any(manage in line and line.endswith("/") for line in links)


def test_a_link_in_a_letter_that_became_a_file_stands_whole_on_its_line(settings, tmp_path):
    settings.MAILERS = mail_settings(tmp_path)
    settings.SUBSCRIBE_URL = "https://a-rather-long-name-of-a-host.status.example.com"
    letter = ask(Wish("mail", "ida@example.com", "ida@example.com", Scope(), "de"), at=AT)
    assert post_letters(at=AT) == 1
    [path] = (tmp_path / "mail").iterdir()
    [line] = [line for line in path.read_text(encoding="utf-8").splitlines() if "/subscribe/confirm/" in line]
    assert read_token(Purpose.CONFIRM, line.rsplit("/confirm/")[1].rstrip("/")) == letter.public_id
    assert "Bestätig" in path.read_text(encoding="utf-8")


def test_the_file_ends_at_its_limit_and_the_deliveries_count_all_the_same(update, tmp_path, monkeypatch):
    monkeypatch.setattr(mail_file, "LARGEST", 200)
    assert len(list(write_to_file(tmp_path, letters(update, 50)))) == 50
    [path] = tmp_path.iterdir()
    assert 200 <= path.stat().st_size < 400


def test_a_disk_that_is_full_leaves_no_half_mail_and_says_so(update, tmp_path):
    list(write_to_file(tmp_path, letters(update, 2)))
    [path] = tmp_path.iterdir()
    before = path.read_bytes()
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 30, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            list(write_to_file(tmp_path, letters(update, 1)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == before
