"""The timeline through the API: kinds, evidence, remarks, amendments with their history, lines taken for noise."""

import pytest
from django.utils import timezone

from clarion.incidents.added_lines import add_lines
from clarion.incidents.amendments import amend_entry
from clarion.incidents.timeline import Entry, Source, record_entry
from tests.api.test_rules import error_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(incident, ben) -> Entry:
    return add_lines(incident, "rolled back 118 https://deploys.example.com/118", by=ben, at=timezone.now())[
        0
    ]


def lines(program, incident, **query) -> list[str]:
    answer = program.get(f"/incidents/{incident.pk}/timeline", **query).json()
    return [line["text"] for line in answer["items"]]


def test_an_entry_tells_its_kind_evidence_and_what_the_review_would_reword(as_dev, incident, entry, ben):
    add_lines(incident, "Ravi broke the card payments", by=ben, at=timezone.now())
    blamed, plain = as_dev.get(f"/incidents/{incident.pk}/timeline", source="person").json()["items"]
    assert (plain["kind"], plain["evidence_url"]) == ("action", "https://deploys.example.com/118")
    assert (plain["remark"], plain["amended"], plain["hidden"]) == ("", False, False)
    assert blamed["remark"].startswith("“Ravi broke")
    assert as_dev.get(f"/timeline/{entry.pk}").json() == plain


def test_a_line_is_amended_with_a_reason_and_every_wording_is_kept(as_dev, incident, entry):
    change = {"text": " rolled\nback 119 ", "kind": "decision", "why": "a typing error"}
    amended = as_dev.patch(f"/timeline/{entry.pk}", change).json()
    assert (amended["text"], amended["kind"], amended["why"]) == (
        "rolled back 119",
        "decision",
        "a typing error",
    )
    assert (amended["by"]["name"], amended["first_by"]["name"]) == ("Dev Patel", "Ben Okafor")
    assert (amended["amended"], amended["evidence_url"]) == (True, entry.evidence_url)
    for key in (entry.pk, amended["id"]):
        history = as_dev.get(f"/timeline/{key}/history").json()["items"]
        assert [each["text"] for each in history] == ["rolled back 119", "rolled back 118"]
        assert as_dev.get(f"/timeline/{key}").json() == amended
    assert "rolled back 118" not in lines(as_dev, incident)


def test_who_saw_an_older_line_is_shown_the_one_of_now(as_dev, as_ben, entry):
    first = as_ben.patch(f"/timeline/{entry.pk}", {"text": "rolled back 119"}).json()
    error = error_of(as_dev.patch(f"/timeline/{entry.pk}", {"text": "rolled back 120"}), 409, "entry_changed")
    assert (error["version"], error["now"]) == (first["id"], first)
    assert Entry.objects.filter(text="rolled back 120").count() == 0
    again = as_dev.patch(f"/timeline/{error['version']}", {"text": "rolled back 120"})
    assert again.status_code == 200


def test_what_clarion_wrote_down_is_not_reworded(as_dev, incident):
    record = incident.entries.filter(source=Source.RECORD).first() or record_entry(
        incident, "severity: SEV3 → SEV2", source=Source.RECORD, at=timezone.now()
    )
    refused = as_dev.patch(f"/timeline/{record.pk}", {"text": "nothing happened"})
    assert "change the record" in error_of(refused, 422, "not_amendable")["message"]


def test_noise_is_hidden_and_shown_again(as_dev, incident):
    alert = record_entry(incident, "DiskAlmostFull firing", source=Source.ALERT, at=timezone.now())
    hidden = as_dev.patch(f"/timeline/{alert.pk}", {"hidden": True, "why": "not ours"}).json()
    assert hidden["hidden"]
    assert alert.text not in lines(as_dev, incident)
    assert alert.text in lines(as_dev, incident, hidden="too", kind="alert")
    assert lines(as_dev, incident, hidden="only") == [alert.text]
    as_dev.patch(f"/timeline/{hidden['id']}", {"hidden": False})
    assert alert.text in lines(as_dev, incident, kind="alert")
    assert lines(as_dev, incident, hidden="only") == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": None}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"occurred_at": "2999-01-01T00:00:00Z"}, "occurred_at"),
        ({"kind": "gossip"}, "kind"),
        ({"evidence_url": "javascript:alert(1)"}, "evidence_url"),
        ({"evidence_url": "https://ana:secret@example.com/"}, "evidence_url"),
        ({"hidden": "yes"}, "hidden"),
        ({"why": "x" * 401}, "why"),
        ({"source": "alert"}, "source"),
    ],
)
def test_an_amendment_that_cannot_be_accepted_is_422_with_its_field(as_dev, entry, change, field):
    error = error_of(as_dev.patch(f"/timeline/{entry.pk}", change), 422, "invalid")
    assert list(error["fields"]) == [field]
    assert not Entry.objects.filter(amends=entry).exists()


def test_a_line_that_is_amended_between_two_pages_comes_once(as_dev, incident, ben):
    at = timezone.now().replace(microsecond=0)
    first, *_ = add_lines(incident, "one\ntwo\nthree\nfour", by=ben, at=at)
    path = f"/incidents/{incident.pk}/timeline"
    page = as_dev.get(path, limit=2, source="person").json()
    amend_entry(first, {"text": "one, reworded"}, by=ben, at=at)
    rest = as_dev.get(path, limit=2, source="person", cursor=page["next"]).json()
    read = [line["text"] for line in page["items"] + rest["items"]]
    assert read == ["four", "three", "two", "one, reworded"]
