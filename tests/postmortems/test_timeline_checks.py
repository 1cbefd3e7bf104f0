"""What the timeline does not tell, or tells in an order that cannot be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clarion.postmortems.document import Document, IncidentFacts, Line
from clarion.postmortems.timeline_checks import missing_timeline, remarks_on, silence_that_counts

NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def at(minutes):
    return NINE + timedelta(minutes=minutes)


FACTS = IncidentFacts(
    reference="INC-1", title="Card payments fail", severity="SEV1", services=(), impact="", users_affected=None,
    percent_affected=None, regions=(), cause="", cause_confirmed=False,
    moments={
        "started": at(0), "detected": at(3), "declared": at(5), "first published": at(9), "mitigated": at(50),
        "resolved": at(60),
    },
)  # fmt: skip
DOCUMENT = Document(
    reference="PM-1", public_id="x", title="", stage="draft", severity="SEV1", owner="", due_on=None, opened_at=at(99),
    finished_at=None, published_at=None, incidents=(FACTS,), sections={}, timeline=(), whys=(), measures=(),
    lessons={}, items=(), involved=(),
)  # fmt: skip


def line(minutes, text, *, source="person", kind="note", evidence="https://ci.example.com/1", late=0, key=7):
    return Line(key, "INC-1", at(minutes), kind, source, text, evidence, at(minutes) + timedelta(hours=late))


def told(*lines, **moments):
    """What is said of a document with these lines; `moments` replace those of the record, None takes one out."""
    known = {name.replace("_", " "): moment for name, moment in moments.items()}
    merged = {name: moment for name, moment in (FACTS.moments | known).items() if moment}
    return [remark.words for remark in remarks_on(document(*lines, moments=merged))]


def document(*lines, moments=FACTS.moments):
    return replace(DOCUMENT, timeline=lines, incidents=(replace(FACTS, moments=moments),))


#: Lines that leave no silence of a quarter of an hour.
DENSE = tuple(line(minute, f"looked at part {minute}") for minute in (12, 22, 34, 44, 54))


def test_a_timeline_without_gaps_contradictions_and_bare_lines_is_left_alone():
    assert told(*DENSE) == []


def test_the_silence_that_counts_fits_the_length_of_the_incident():
    lengths = [silence_that_counts(timedelta(hours=hours)) for hours in (0.5, 3, 12, 72)]
    assert lengths == [
        timedelta(minutes=15),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=4),
    ]


def test_a_silence_is_told_with_what_stands_before_and_after_it():
    assert told(line(12, "rolled back release 118"), line(44, "errors end")) == [
        (
            "Nothing is told for 32 min, between 10 Mar 09:12 UTC (“rolled back release 118”) and 10 Mar 09:44 UTC (“errors"
            " end”). What was seen or tried in between?"
        )
    ]


def test_the_promise_clock_does_not_break_a_silence():
    assert (
        len(told(line(12, "rolled back"), line(28, "update is due", source="clock"), line(44, "errors end")))
        == 1
    )


def test_lines_before_the_start_and_after_the_end_are_allowed():
    assert told(line(-300, "release 118 went out"), *DENSE, line(500, "certificate renewed for all")) == []


def test_only_the_longest_silences_are_told_in_order_of_time():
    lines = [line(240 * hour, f"look {hour}") for hour in range(1, 9)]
    said = told(*lines, resolved=at(240 * 9), mitigated=None)
    assert len(said) == 5
    assert said == sorted(said, key=lambda words: words.split("between ")[1])


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        (
            {"detected": at(-20)},
            "says “detected” at 10 Mar 08:40 UTC and “started” at 10 Mar 09:00 UTC. One of the two",
        ),
        ({"mitigated": at(-30)}, "says “mitigated” at 10 Mar 08:30 UTC and “started”"),
        (
            {"detected": at(58), "mitigated": at(20)},
            "says “mitigated” at 10 Mar 09:20 UTC and “detected” at 10 Mar 09:58",
        ),
        ({"resolved": at(-90)}, "says “resolved” at"),
    ],
)
def test_a_later_moment_that_comes_first_is_pointed_out(moments, words):
    assert words in told(*DENSE, **moments)[0]


@pytest.mark.parametrize(
    "moments",
    [
        {"mitigated": at(70)},
        {"resolved": at(48), "mitigated": at(50)},
        {"detected": at(-2)},
        {"declared": at(55)},
        {"detected": at(2), "acknowledged": at(1)},
    ],
)
def test_moments_that_lie_close_and_those_without_an_order_are_left_alone(moments):
    assert told(*DENSE, **moments) == []


def test_an_end_that_is_told_before_the_start_is_pointed_out_at_its_line():
    early = line(-40, "resolved, all clear", kind="change", key=42)
    found = remarks_on(document(early, *DENSE))
    assert [(remark.entry, remark.words[:70]) for remark in found] == [
        (42, "The line of 10 Mar 08:20 UTC tells an end (“resolved, all clear”), and")
    ]


def test_an_alert_that_nobody_saw_is_asked_about():
    said = told(line(1, "alert HighErrorRate", source="alert"), *DENSE, detected=at(11))
    assert "The first alert of INC-1 came at 10 Mar 09:01 UTC, and the record says detected at" in said[0]
    assert "10 min later" in said[0]


def test_an_alert_of_days_before_is_none_of_this_incident():
    assert told(line(-3000, "alert DiskFull", source="alert"), *DENSE) == []


def test_an_incident_that_nobody_outside_was_told_of_is_asked_about():
    assert (
        "was never told to readers outside, or nobody wrote down when"
        in told(*DENSE, first_published=None)[0]
    )


def test_lines_without_evidence_are_counted_and_lines_from_memory_pointed_out():
    said = told(
        *DENSE[:2], line(34, "looked", evidence="", late=30, key=9), line(44, "looked", evidence=""),
        line(45, "impact changed", source="record", evidence=""),
    )  # fmt: skip
    assert said == [
        (
            "1 line was written down more than 12 h later, without evidence. Memory shifts times: add a graph, log or ticket"
            " that shows them."
        ),
        (
            "2 of 4 lines that people or alerts wrote have no evidence. A link to a graph, log, ticket or message lets readers"
            " check them."
        ),
    ]


def test_before_the_end_it_must_tell_start_detection_end_and_what_people_saw():
    bare = document(line(1, "declared", source="record"), moments={"declared": at(5)})
    assert [each.words for each in missing_timeline(bare)] == [
        "The timeline has no line that says what people saw or did",
        "The timeline does not say when INC-1 started",
        "The timeline does not say when INC-1 was detected, or how",
        "The timeline does not say when INC-1 ended",
    ]
    assert {each.where for each in missing_timeline(bare)} == {"timeline"}


@pytest.mark.parametrize(
    "detection",
    [line(2, "alert HighErrorRate", source="alert"), line(2, "the first customers complained to Support")],
)
def test_a_line_may_say_how_it_was_detected(detection):
    moments = {name: moment for name, moment in FACTS.moments.items() if name != "detected"}
    assert list(missing_timeline(document(detection, moments=moments))) == []
