"""The scale is not believed alone where grammar rules the fault out, and goes on being believed where it does not."""

import pytest

from clarion.review import review
from clarion.review.reading import read
from clarion.review.weighing.borne_out import borne_out


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("blame", "Why did no alarm fire?"),
        ("blame", "People in Europe cannot join meetings."),
        ("blame", "IC @lena, comms @jonas, scribe @gus."),
        ("blame", "The nurse on duty noticed the wrong label and called the laboratory."),
        ("blame", "Nobody on the rota had the right to publish, so the draft waited."),
        ("blame", "The board asked who is responsible."),
        ("blame", "Only regional managers call the desk."),
        ("dismissive", "We are sorry, above all to those who needed us urgently."),
        ("minimising", "This is not a minor problem for you."),
        ("overpromise", "Next summary tomorrow at 9 a.m. EST."),
    ],
)
def test_a_sentence_that_cannot_have_the_fault_is_spared(rule, text):
    reading = read(text)
    assert not borne_out(rule, reading, reading.sentences[0])


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("blame", "Why did no engineer look at the alarm?"),
        ("blame", "People in Europe cannot be bothered to read the notice."),
        ("blame", "The watchman noticed the smoke too late."),
        ("blame", "To those who asked who did it: the depot."),
        ("dismissive", "We are sorry, but all of you could have waited."),
        ("minimising", "It is not serious, only a small bug."),
        ("overpromise", "Next update at 9, and everything will be fixed by then."),
        ("vague", "Why did no alarm fire?"),
    ],
)
def test_a_sentence_that_can_have_it_is_left_to_the_scale(rule, text):
    reading = read(text)
    assert borne_out(rule, reading, reading.sentences[0])


@pytest.mark.parametrize("text", ["Nobody can pay.", "No data is affected."])
def test_neither_hardship_nor_comfort_tells_what_to_do_or_what_fails(text):
    found = {each.name: each.present for each in review(text, audience="public", kind="progress").elements}
    assert not found["reader_action"]
    assert found["impact"] is (text == "Nobody can pay.")
