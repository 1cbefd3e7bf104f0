"""Words and clock promise the same time: whichever the writer changes, the other follows."""

from datetime import timedelta

import pytest

from clarion.flows.declare import declare
from clarion.incidents.states import Severity
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.gate import unfinished
from clarion.updates.promise_in_words import brought_to_agree
from clarion.updates.suggested_text import start_draft

pytestmark = pytest.mark.django_db
TEXT = "We are investigating. Search is slow since 08:50 UTC.\n\nNext update by {} UTC.\n"


@pytest.fixture
def draft(ana, ben, nine) -> Draft:
    incident = declare("Search is slow", severity=Severity.SEV2, services={}, by=ana, at=nine)
    draft = start_draft(incident, "public", by=ben, at=nine)
    draft.text = TEXT.format("09:20")
    assert draft.next_update_at == nine + timedelta(minutes=20)
    return draft


def test_a_changed_clock_is_written_into_the_text(draft, nine):
    later = nine + timedelta(minutes=45)
    assert brought_to_agree(draft, text=draft.text, next_update_at=later, at=nine) == (
        TEXT.format("09:45"),
        later,
    )


def test_a_clock_on_another_day_names_the_day_and_takes_it_back(draft, nine):
    tomorrow = nine + timedelta(days=1, hours=1)
    text, _ = brought_to_agree(draft, text=draft.text, next_update_at=tomorrow, at=nine)
    assert text == TEXT.replace(" UTC.\n", " UTC on 11 March.\n").replace(
        "08:50 UTC on 11 March", "08:50 UTC"
    ).format("10:00")
    draft.text, draft.next_update_at = text, tomorrow
    assert unfinished(draft, at=nine) == []
    later = nine + timedelta(minutes=45)
    assert brought_to_agree(draft, text=text, next_update_at=later, at=nine) == (TEXT.format("09:45"), later)


def test_inside_the_company_a_text_does_not_promise_what_no_clock_keeps(draft, ben, nine):
    inside = start_draft(draft.incident, "engineering", by=ben, at=nine)
    inside.text, inside.next_update_at = TEXT.format("10:00"), None
    assert unfinished(inside, at=nine) == [
        "The text promises 10:00 UTC, and no clock is set. Set it, or take the promise out."
    ]


def test_a_changed_time_in_the_text_moves_the_clock(draft, nine):
    text = TEXT.format("09:35")
    agreed = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine)
    assert agreed == (text, nine + timedelta(minutes=35))


def test_a_time_in_another_zone_moves_the_clock_too(draft, nine):
    text = TEXT.replace("UTC.\n", "CET.\n").format("10:40")
    _, due = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine)
    assert due == nine + timedelta(minutes=40)


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (30, "The next update is promised for 09:30 UTC, which has passed. Choose a later time."),
        (45, "The text promises 09:20 UTC, the clock is set to 09:45 UTC. Make them agree."),
    ],
)
def test_a_time_that_has_passed_does_not_move_the_clock_to_tomorrow_and_the_gate_says_so(
    draft, ben, nine, clock, said
):
    due, at = nine + timedelta(minutes=clock), nine + timedelta(minutes=31)
    draft.text, draft.next_update_at = TEXT.format(f"09:{clock}"), due
    text = TEXT.format("09:20")
    assert brought_to_agree(draft, text=text, next_update_at=due, at=at) == (text, due)
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=ben, at=at)
    assert unfinished(draft, at=at) == [said]


@pytest.mark.parametrize(
    "words", ["{} UTC tomorrow", "tomorrow, {} UTC", "{} UTC on 11 March", "Wednesday, {} UTC"]
)
def test_a_time_whose_day_the_text_names_is_of_that_day(draft, nine, words):
    text = TEXT.replace("{} UTC", words).format("08:00")
    _, due = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine)
    assert due == nine + timedelta(hours=23)


@pytest.mark.parametrize("words", ["{} UTC today", "{} UTC on Friday", "{} UTC on 12 March"])
def test_a_time_of_another_day_than_tomorrow_is_left_to_the_writer(draft, nine, words):
    text = TEXT.replace("{} UTC", words).format("08:00")
    _, due = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine)
    assert due == draft.next_update_at


def test_shortly_before_midnight_a_time_shortly_after_it_is_meant(draft, nine):
    at = nine.replace(hour=23, minute=50)
    text = TEXT.format("00:20")
    _, due = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=at)
    assert due == at + timedelta(minutes=30)


def test_a_later_time_of_the_same_day_moves_the_clock_however_late(draft, nine):
    _, due = brought_to_agree(draft, text=TEXT.format("22:00"), next_update_at=draft.next_update_at, at=nine)
    assert due == nine.replace(hour=22)


@pytest.mark.parametrize("text", ["We are investigating.\n", "", "Next update in 20 minutes.\n"])
def test_without_a_clock_time_in_the_text_nothing_is_changed(draft, nine, text):
    assert brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine) == (
        text,
        draft.next_update_at,
    )


def test_when_both_were_changed_both_stay_and_the_gate_decides(draft, nine):
    text, due = TEXT.format("09:35"), nine + timedelta(minutes=50)
    assert brought_to_agree(draft, text=text, next_update_at=due, at=nine) == (text, due)
