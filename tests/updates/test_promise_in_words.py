"""Words and clock promise the same time: whichever the writer changes, the other follows."""

from datetime import timedelta

import pytest

from clarion.flows.declare import declare
from clarion.incidents.states import Severity
from clarion.updates.drafts import Draft
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


def test_a_changed_time_in_the_text_moves_the_clock(draft, nine):
    text = TEXT.format("09:35")
    agreed = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine)
    assert agreed == (text, nine + timedelta(minutes=35))


def test_a_time_in_another_zone_moves_the_clock_too(draft, nine):
    text = TEXT.replace("UTC.\n", "CET.\n").format("10:40")
    _, due = brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine)
    assert due == nine + timedelta(minutes=40)


def test_a_time_before_now_is_tomorrow(draft, nine):
    _, due = brought_to_agree(draft, text=TEXT.format("08:00"), next_update_at=draft.next_update_at, at=nine)
    assert due == nine + timedelta(hours=23)


@pytest.mark.parametrize("text", ["We are investigating.\n", "", "Next update in 20 minutes.\n"])
def test_without_a_clock_time_in_the_text_nothing_is_changed(draft, nine, text):
    assert brought_to_agree(draft, text=text, next_update_at=draft.next_update_at, at=nine) == (
        text,
        draft.next_update_at,
    )


def test_when_both_were_changed_both_stay_and_the_gate_decides(draft, nine):
    text, due = TEXT.format("09:35"), nine + timedelta(minutes=50)
    assert brought_to_agree(draft, text=text, next_update_at=due, at=nine) == (text, due)
