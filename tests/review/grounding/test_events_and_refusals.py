"""What a text tells as gone before the trouble, and which clauses deny a way out."""

import pytest

from clarion.review.grounding.details import degrees, other_kinds, versions
from clarion.review.grounding.events import events
from clarion.review.grounding.refusals import refusals
from clarion.review.reading import read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mail is back. A falling tree had torn the line.", ["A falling tree had torn the line"]),
        ("Mail failed since our host moved the servers.", ["our host moved the servers"]),
        ("A key in the config was entered twice.", ["A key in the config was entered twice"]),
        ("Mail had failed since noon.", []),
        ("Readers had written to us before.", []),
        ("Since the morning, mail is late.", []),
        ("A falling tree may have torn the line.", []),
    ],
)
def test_what_had_gone_before_the_trouble(text, told):
    reading = read(text)
    assert [
        reading.text[reading.starts[event.first] : reading.ends[event.last]] for event in events(reading)
    ] == told


@pytest.mark.parametrize(
    ("text", "forbids"),
    [
        ("Please do not use the side door.", [True]),
        ("Reloading the page does not help.", [False]),
        ("Parcels cannot be left at the desk.", [False]),
        ("The side door is locked.", []),
        ("We do not know the cause.", []),
    ],
)
def test_a_way_out_is_forbidden_or_of_no_use(text, forbids):
    assert [refusal.forbids for refusal in refusals(read(text))] == forbids


@pytest.mark.parametrize(
    ("look", "text", "recorded", "found"),
    [
        (versions, "We withdrew release 5.2.", "release 2.5", ["release 5.2"]),
        (versions, "We went back to release 2.4.", "release 2.5", []),
        (versions, "Release 2.5 failed on devices with driver 1.1.", "release 2.5", []),
        (degrees, "The timer was set too short.", "a timer set too long", ["too short"]),
        (degrees, "Sorry for the too short notice.", "a timer set too long", []),
        (
            other_kinds,
            "A steam valve stuck in the cellar.",
            "a gas valve that stuck in the cellar",
            ["steam valve"],
        ),
        (other_kinds, "An old valve stuck in the cellar.", "a gas valve that stuck in the cellar", []),
    ],
)
def test_a_detail_departs_from_the_recorded_cause(look, text, recorded, found):
    reading = read(text)
    assert [text[start:end] for start, end in look(reading, recorded)] == found
