"""A length of time is told by one rule on every page, in mails, exports and findings: whole minutes that have passed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template

from clarion.numbers.picture import shown
from clarion.postmortems.document import IncidentFacts
from clarion.postmortems.exports.wording import facts_of_incident
from clarion.postmortems.summary import suggested_summary
from clarion.review import Record, review
from clarion.updates.time_words import duration_words

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
#: Nearer to 26 minutes than to 25, of which 25 have passed.
LENGTH = timedelta(minutes=25, seconds=50)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (LENGTH, "25 min"),
        (timedelta(seconds=20), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(minutes=72), "1 h 12 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=31, minutes=59), "1 day 7 h"),
        (timedelta(days=3), "3 days"),
        (timedelta(days=9, hours=23), "9 days 23 h"),
        (timedelta(days=12, hours=5), "12 days"),
    ],
)
def test_a_length_is_told_in_minutes_that_have_passed_and_in_its_two_largest_units(length, words):
    assert duration_words(length) == words


def test_the_same_length_reads_the_same_wherever_it_is_told():
    facts = IncidentFacts(
        "INC-1", "Cards fail", "SEV1", (), "", None, None, (), "", cause_confirmed=False,
        moments={"started": START, "resolved": START + LENGTH},
    )  # fmt: skip
    assert ("Lasted", "25 min") in facts_of_incident(facts)
    assert ", 25 min." in suggested_summary((facts,))
    console = Template(
        "{% load clocks %}{% lasted start end %}, {{ length|length_of }}, {{ number|minutes }}"
    )
    told = {"start": START, "end": START + LENGTH, "length": LENGTH, "number": LENGTH / timedelta(minutes=1)}
    assert console.render(Context(told)) == "25 min, 25 min, 25 min"
    amount = Template("{% load measures %}{% amount value 'minutes' %}")
    assert amount.render(Context({"value": Decimal("95.9")})) == "95.9 minutes (1 h 35 min)"
    assert shown(LENGTH / timedelta(minutes=1), "minutes") == "25 min"


def test_the_review_counts_as_the_pages_do():
    record = Record(
        status="resolved", started_at=START, resolved_at=START + LENGTH, now=START + timedelta(days=1)
    )
    said = review("The outage lasted two hours.", audience="public", kind="postmortem", record=record)
    assert [claim.recorded for claim in said.claims if claim.field == "resolved_at"] == ["25 minutes"]
