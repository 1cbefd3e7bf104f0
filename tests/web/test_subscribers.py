"""Subscribers in the console: found, paged, taken along; their addresses stay out of the audit log."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clarion.accounts.audit import AuditEntry
from clarion.subscribers.import_files import ImportFile
from clarion.subscribers.subscriber import Subscriber
from clarion.web.views.subscribers import PAGE_SIZE
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db
NOTE = "customers of 2026, by contract"


@pytest.fixture
def as_ana(client, ana):
    client.force_login(ana)
    return client


def test_pages_follow_each_other_without_a_gap(as_ana) -> None:
    names = [a_subscriber(f"a{number:03}").address for number in range(PAGE_SIZE + 5)]
    first = as_ana.get("/audiences/")
    second = as_ana.get(f"/audiences/?below={first.context['further']}")
    shown = [each.address for page in (first, second) for each in page.context["subscribers"]]
    assert shown == names[::-1]
    assert second.context["further"] is None


@pytest.mark.parametrize("below", ["x", "-1", "9" * 30, "%00"])
def test_a_made_up_page_shows_the_first(as_ana, below) -> None:
    a_subscriber()
    assert len(as_ana.get(f"/audiences/?below={below}").context["subscribers"]) == 1


def test_counts_are_by_audience_and_standing(as_ana) -> None:
    now = timezone.now()
    a_subscriber("a")
    a_subscriber("b", language="de")
    a_subscriber("c", left_at=now)
    a_subscriber("d", audience="customer", disabled_at=now)
    a_subscriber("e", confirmed_at=None)
    counts = as_ana.get("/audiences/").context["counts"]
    assert counts.table == {
        "Public page": {"asked": 1, "active": 2, "disabled": 0, "gone": 1},
        "Customers": {"asked": 0, "active": 0, "disabled": 1, "gone": 0},
    }
    assert (counts.channels, counts.languages) == ({"E-mail": 2}, {"en": 1, "de": 1})


def test_an_export_holds_what_the_filters_chose_and_the_log_says_so_without_the_words(as_ana) -> None:
    a_subscriber("ida")
    a_subscriber("eve", audience="customer")
    text = b"".join(as_ana.get("/audiences/export.csv?audience=customer&q=eve@example.com")).decode()
    assert "eve@example.com" in text
    assert "ida@example.com" not in text
    assert AuditEntry.objects.get().detail == "audience: customer; some words"


def test_no_act_writes_an_address_into_the_log(as_ana) -> None:
    hook = a_subscriber(channel="webhook", address="https://hooks.example.com/in/very-secret-7f3a")
    ida = a_subscriber("ida")
    for subscriber in (hook, ida):
        as_ana.post(f"/subscribers/{subscriber.pk}/disable/", {"because": "asked by phone"})
        as_ana.post(f"/subscribers/{subscriber.pk}/enable/")
        as_ana.post(f"/subscribers/{subscriber.pk}/remove/")
    said = " ".join(f"{entry.subject} {entry.detail}" for entry in AuditEntry.objects.all())
    assert "very-secret" not in said
    assert "ida@" not in said
    assert "hooks.example.com/…7f3a" in said
    assert {each.address for each in Subscriber.objects.all()} == {""}


def test_after_a_complaint_only_the_reader_comes_back(as_ana) -> None:
    now = timezone.now()
    angry = a_subscriber(disabled_at=now, complained_at=now)
    answer = as_ana.post(f"/subscribers/{angry.pk}/enable/", follow=True)
    assert "Only they can come back" in answer.content.decode()
    angry.refresh_from_db()
    assert angry.disabled_at


def upload(client, content: bytes):
    file = SimpleUploadedFile("people.csv", content, content_type="text/csv")
    return client.post("/audiences/import/", {"file": file, "note": NOTE})


def test_looking_through_a_file_imports_nothing_and_each_file_is_imported_once(as_ana) -> None:
    answer = upload(as_ana, b"address,confirmed\nida@example.com,yes\n")
    assert answer.context["preview"].in_words() == "1 active at once"
    assert not Subscriber.objects.exists()
    kept = ImportFile.objects.get()
    as_ana.post(f"/audiences/import/{kept.pk}/")
    assert Subscriber.objects.active().get().note == NOTE
    again = as_ana.post(f"/audiences/import/{kept.pk}/", follow=True)
    assert "This file was imported already" in again.content.decode()


def test_a_file_that_cannot_be_read_keeps_the_note_and_says_what_to_do(as_ana) -> None:
    answer = upload(as_ana, b"\xff\xfea\x00d\x00")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert NOTE in page
    assert "not in UTF-8" in page or "no column “address”" in page


def test_another_admin_does_not_import_the_file_of_the_first(as_ana, client) -> None:
    upload(as_ana, b"address,confirmed\nida@example.com,yes\n")
    from tests.conftest import person

    client.force_login(person("Zoe Adler", "admin"))
    client.post(f"/audiences/import/{ImportFile.objects.get().pk}/")
    assert not Subscriber.objects.exists()


def test_addresses_with_a_token_are_logged_without_it() -> None:
    import logging

    from clarion.web.log_filter import NoTokens

    for address in ("/subscribe/manage/abc:def:ghi/", "/intake/bounces/abc"):
        record = logging.LogRecord("x", logging.INFO, "", 0, "Not Found: %s", (address,), None)
        NoTokens().filter(record)
        assert "abc" not in record.getMessage()
