"""The design behind an act, named in the same sentence."""

import pytest

from clarion.review.reading import read
from clarion.review.reading.conditions import has_a_condition


@pytest.mark.parametrize(
    "text",
    [
        "An engineer restarted the wrong cluster, since both consoles look alike.",
        "The clerk chose the wrong name from a list that shows eight letters.",
        "A newcomer was alone on shift, as the schedule does not pair newcomers.",
    ],
)
def test_how_a_thing_is_made_is_a_condition(text):
    assert has_a_condition(*(reading := read(text), reading.sentences[0], 3))


@pytest.mark.parametrize(
    "text",
    [
        "The clerk chose the wrong name, because the trainee is new.",
        "The planner relied on memory, which is why the train left early.",
        "An engineer restarted the wrong cluster, as usual.",
        "An engineer restarted the wrong cluster.",
    ],
)
def test_people_and_consequences_are_none(text):
    assert not has_a_condition(*(reading := read(text), reading.sentences[0], 3))
