"""A line of the timeline is never changed: what amends it takes its place, and its history stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.accounts.append_only import Written
from clarion.incidents.amendments import (
    EntryChanged,
    NotAmendable,
    amend_entry,
    history_of,
    newest_of,
)
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.timeline import Entry, Source, record_entry
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def incident(ben, nine):
    return an_incident(by=ben, at=nine)


@pytest.fixture
def line(incident, dev, nine):
    return record_entry(incident, "rolled back release 118", source=Source.PERSON, at=nine, by=dev)


def reads(incident, **more):
    return [entry.text for entry in incident.entries.current(**more) if entry.source != Source.RECORD]


def test_a_persons_line_is_of_the_kind_that_its_words_suggest(line):
    assert line.kind == EntryKind.ACTION


def test_the_list_shows_the_newest_words_and_the_history_all_of_them(incident, line, ben, nine):
    second = amend_entry(
        line, {"text": "rolled back release 119"}, by=ben, at=nine + MINUTE, why="wrong number"
    )
    third = amend_entry(second, {"occurred_at": nine - MINUTE}, by=ben, at=nine + 2 * MINUTE)
    assert reads(incident) == ["rolled back release 119"]
    assert [(entry.text, entry.by, entry.why) for entry in history_of(line)] == [
        ("rolled back release 119", ben, ""),
        ("rolled back release 119", ben, "wrong number"),
        ("rolled back release 118", line.by, ""),
    ]
    assert list(history_of(third)) == list(history_of(line))
    assert newest_of(line) == third
    assert third.first == line
    assert third.source == Source.PERSON


def test_an_amendment_that_changes_nothing_writes_nothing(line, ben, nine):
    assert amend_entry(line, {"text": line.text, "kind": line.kind}, by=ben, at=nine) == line
    assert not Entry.objects.filter(amends=line).exists()


def test_who_saw_older_words_overwrites_nobody(incident, line, ben, dev, nine):
    theirs = amend_entry(line, {"text": "rolled back release 119"}, by=ben, at=nine)
    with pytest.raises(EntryChanged) as conflict:
        amend_entry(line, {"text": "rolled back release 120"}, by=dev, at=nine)
    assert conflict.value.newest == theirs
    assert reads(incident) == ["rolled back release 119"]


def test_the_database_itself_refuses_a_second_successor(line, ben, nine):
    amend_entry(line, {"text": "rolled back release 119"}, by=ben, at=nine)
    second = Entry(
        incident=line.incident, occurred_at=nine, recorded_at=nine, source="person", text="x", amends=line
    )
    with pytest.raises(ValidationError, match="Amends already exists"):
        second.full_clean()


def test_noise_is_hidden_and_can_be_shown_again(incident, line, ben, nine):
    hidden = amend_entry(line, {"hidden": True}, by=ben, at=nine)
    assert reads(incident) == []
    assert reads(incident, with_hidden=True) == ["rolled back release 118"]
    amend_entry(hidden, {"hidden": False}, by=ben, at=nine)
    assert reads(incident) == ["rolled back release 118"]


@pytest.mark.parametrize("source", [Source.ALERT, Source.IMPORT])
def test_what_a_machine_reported_may_be_hidden_and_not_reworded(incident, ben, nine, source):
    entry = record_entry(incident, "HighErrorRate", source=source, at=nine)
    with pytest.raises(NotAmendable, match="Add a line of your own beside it, or hide it"):
        amend_entry(entry, {"text": "all is well"}, by=ben, at=nine)
    with pytest.raises(NotAmendable):
        amend_entry(entry, {"text": "all is well", "hidden": True}, by=ben, at=nine)
    amend_entry(entry, {"hidden": True}, by=ben, at=nine)
    assert reads(incident) == []


@pytest.mark.parametrize(
    ("source", "instead"),
    [(Source.RECORD, "change the record"), (Source.UPDATE, "correct the update"), (Source.CLOCK, "stays")],
)
def test_what_clarion_wrote_down_itself_stays_and_it_says_why(incident, ben, nine, source, instead):
    entry = record_entry(incident, "state: investigating → identified", source=source, at=nine)
    with pytest.raises(NotAmendable, match=instead):
        amend_entry(entry, {"text": "nothing"}, by=ben, at=nine)
    with pytest.raises(NotAmendable, match=instead):
        amend_entry(entry, {"hidden": True}, by=ben, at=nine)


def test_an_amendment_cannot_be_changed_either(line, ben, nine):
    amended = amend_entry(line, {"text": "rolled back release 119"}, by=ben, at=nine)
    amended.text = "nothing"
    with pytest.raises(Written):
        amended.save()


def test_an_empty_line_and_a_bad_address_are_refused(line, ben, nine):
    with pytest.raises(ValidationError):
        amend_entry(line, {"text": ""}, by=ben, at=nine)
    with pytest.raises(ValidationError, match="begins with https"):
        amend_entry(line, {"evidence_url": "javascript:alert(1)"}, by=ben, at=nine)


def test_lines_stand_in_the_order_of_what_happened_and_keep_it_when_amended(incident, dev, ben, nine):
    late = record_entry(
        incident, "pager rang", source=Source.PERSON, at=nine, occurred_at=nine - 5 * MINUTE, by=dev
    )
    first = record_entry(incident, "first", source=Source.PERSON, at=nine, by=dev)
    record_entry(incident, "second", source=Source.PERSON, at=nine, by=dev)
    amend_entry(first, {"text": "first, reworded"}, by=ben, at=nine)
    assert reads(incident) == ["second", "first, reworded", "pager rang"]
    assert [entry.text for entry in incident.entries.current().before(first)][-1] == late.text


def test_a_list_is_one_query_however_many_lines_were_amended(incident, dev, ben, nine):
    for number in range(20):
        entry = record_entry(incident, f"line {number}", source=Source.PERSON, at=nine, by=dev)
        amend_entry(entry, {"text": f"line {number}, reworded"}, by=ben, at=nine)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = [(entry.first.by, entry.by) for entry in incident.entries.current().with_people()]
    assert len(queries) == 1
    assert (dev, ben) in shown


@pytest.mark.parametrize("occurred_at", ["2031-01-01 10:00", "1999-12-31 10:00"])
def test_a_line_is_not_moved_to_where_nothing_can_have_happened(incident, line, ben, nine, occurred_at):
    moved = {"occurred_at": datetime.fromisoformat(occurred_at).replace(tzinfo=UTC)}
    with pytest.raises(ValidationError) as refused:
        amend_entry(line, moved, by=ben, at=nine + MINUTE)
    (said,) = refused.value.message_dict["occurred_at"]
    assert said.startswith("It cannot have happened in the future, nor before the year 2000.")
    assert said.endswith("it is 2026-03-10 09:01 UTC now.")
    assert newest_of(line) == line
    assert amend_entry(line, {"occurred_at": nine + 5 * MINUTE}, by=ben, at=nine + MINUTE) != line
