"""Nobody who can, nothing that is done: what readers suffer, unless the deed is an ill."""

import pytest

from clarion.review.reading import read
from clarion.review.reading.nobody import deprived


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No one can join meetings.", "No one can join"),
        ("Nobody in Spain with an old card can pay.", "Nobody in Spain with an old card can pay"),
        ("None of our customers is able to sign in.", "None of our customers is able"),
        ("No card payments have gone through since noon.", "No card payments have gone"),
        ("Not a single order comes through.", "single order comes through"),
        ("No mail arrives.", "No mail arrives"),
    ],
)
def test_what_nobody_can_do_is_told(text, told):
    reading = read(text)
    found = [text[reading.starts[each.first] : reading.ends[each.last]] for each in deprived(reading)]
    assert found == [told]


@pytest.mark.parametrize(
    "text",
    [
        "No one was charged twice.",
        "No data is affected, and no messages are lost.",
        "No one can read your messages.",
        "No customer needs to order again.",
        "Nobody has picked this up yet.",
        "There is no need to call.",
        "No",
        "None of",
    ],
)
def test_an_ill_that_befalls_nobody_is_none(text):
    assert list(deprived(read(text))) == []
