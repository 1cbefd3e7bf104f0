"""Safe rewrites are applied until none is left, never in code, quotes or quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.review import Audience, Finding, Kind, Review, Severity, review
from clarion.review.fixes import fix, fixable
from clarion.review.reading import read
from clarion.review.registry import rules

SENTENCES = [example.text for rule in rules().values() for example in rule.flagged]
FRAMES = ["{}", "> {}", "`{}`", "    {}", "- {}", '"{}"', "```\n{}\n```"]


def rewriting(old, new):
    def reviewed(text):
        places = [place for place in range(len(text)) if text.startswith(old, place)]
        return Review(
            tuple(Finding("wordy", p, p + len(old), old, Severity.HINT, "", new, safe=True) for p in places)
        )

    return reviewed


def test_every_safe_rewrite_is_applied():
    assert fix("prior to x, prior to y", rewriting("prior to", "before")) == ("before x, before y", 2)


def test_what_is_not_the_writers_prose_is_left_alone():
    text = '> prior to\n\n`prior to` "prior to" [a](prior to)\n\n    prior to\n'
    assert fix(text, rewriting("prior to", "before")).text.count("prior to") >= 4


def test_overlapping_rewrites_are_applied_one_after_the_other():
    assert fix("aaa", rewriting("aa", "a")) == ("a", 2)


def test_rewrites_that_undo_each_other_end():
    text = "on off"
    there = rewriting("on", "off")
    back = rewriting("off", "on")
    swapped = fix(text, lambda now: there(now) if now.startswith("on") else back(now))
    assert swapped == fix(text, lambda now: there(now) if now.startswith("on") else back(now))


@given(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(FRAMES)), min_size=1, max_size=4),
    st.sampled_from(Audience),
    st.sampled_from(Kind),
)
@settings(max_examples=100, deadline=None)
def test_fixing_is_idempotent_and_leaves_code_and_quotes(parts, audience, kind):
    text = "\n\n".join(frame.format(sentence) for sentence, frame in parts)

    def look(now):
        return review(now, audience=audience, kind=kind)

    once = fix(text, look).text
    assert fix(once, look) == (once, 0)
    assert fixable(look(once), once) == []
    for block in read(text).blocks:
        if block.kind == "code" or block.quoted:
            assert text[block.start : block.end] in once


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Uploads are down!!! Is it us?!", "Uploads are down. Is it us?"),
        ("Pls restart the app. Thx for waiting.", "Please restart the app. Thank you for waiting."),
        ("We're gonna post at 11:00 UTC btw.", "We're going to post at 11:00 UTC by the way."),
        ("The key is ghp_abcdefghijklmnopqrstuvwx!!", "The key is ghp_abcdefghijklmnopqrstuvwx!!"),
        ('Press `STOP!!` and write "help!!".', 'Press `STOP!!` and write "help!!".'),
    ],
)
def test_the_rules_own_safe_rewrites_change_tone_and_nothing_else(text, fixed):
    def look(draft):
        return review(draft, audience="public", kind="progress")

    assert fix(text, look).text == fixed
    assert fix(fixed, look).rewrites == 0


def test_no_rewrite_shows_a_secret():
    text = "The key is ghp_abcdefghijklmnopqrstuvwx!!"
    assert "abcdef" not in repr(review(text, audience="public", kind="progress").findings)
