"""What colleagues are told not to say is not said by whoever tells them."""

import pytest

from clarion.review import review
from clarion.review.reading import read
from clarion.review.reading.forbidden import forbidden


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Never say that the weather is to blame; give the new time.", "weather is to blame"),
        ("Agents should not promise that it is fixed by noon.", "fixed by noon"),
        ("Avoid the phrases 'not our fault' and 'out of our hands'.", "out of our hands"),
        ("Please do not use the words 'beyond our control'.", "beyond our control"),
    ],
)
def test_a_phrase_that_is_forbidden_is_not_used(text, phrase):
    reading, start = read(text), text.index(phrase)
    assert forbidden(reading, reading.sentences[0], start, start + len(phrase))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Do not say anything, it is probably the database.", "probably"),
        ("Avoid the word outage, call it a small dip.", "small dip"),
        ("Please do not tell us again.", "not tell us again"),
        ("We do not say that it is only a minor bug.", "minor bug"),
        ("It is our carrier's fault; never say so.", "carrier's fault"),
    ],
)
def test_what_else_the_sentence_says_is_said(text, phrase):
    reading, start = read(text), text.index(phrase)
    assert not forbidden(reading, reading.sentences[0], start, start + len(phrase))


def test_a_public_text_tells_nobody_what_not_to_say():
    text = "Never say that the technician forgot the key."
    inside = review(text, audience="support", kind="talking_points")
    outside = review(text, audience="public", kind="progress")
    assert [finding.rule for finding in inside.findings] == []
    assert "blame" in [finding.rule for finding in outside.findings]


def test_words_that_colleagues_may_not_know_stay_jargon():
    found = review("Do not speak of cache invalidation.", audience="support", kind="talking_points")
    assert [finding.rule for finding in found.findings] == ["jargon"]
