"""Marking the wrong words of a passage: by number or by typing them, right from half of them on, with few beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarion.practice.quiz.marking import (
    NotMarked,
    found_by_review,
    is_right,
    runs,
    spans_to_hit,
    words_of,
    words_ticked,
    words_typed,
    wrong_spans,
)
from clarion.practice.quiz.question import Passage
from clarion.review import Audience, Kind

TEXT = (
    "Since 07:45 UTC, parents cannot sign in to Klassbook. We are investigating."
    " It is probably connected with a change of our network last night. Next update by 08:15 UTC."
)
WRONG = "It is probably connected with a change of our network last night."
START = TEXT.index(WRONG)
PASSAGE = Passage(TEXT, Audience.PUBLIC, Kind.ACKNOWLEDGEMENT, "speculation", START, START + len(WRONG))
FIRST = len(TEXT[:START].split())


def words(first, last):
    """Numbers of the words of the wrong sentence, counted in it from 1."""
    return set(range(FIRST + first - 1, FIRST + last))


def test_what_is_wrong_is_told_by_the_question_and_by_the_review():
    assert [finding.quote for finding in found_by_review(PASSAGE)] == ["probably"]
    assert wrong_spans(PASSAGE) == [words(1, 12), words(3, 3)]


@pytest.mark.parametrize(
    ("marked", "right"),
    [
        (words(1, 12), True),
        (words(1, 6), True),
        (words(4, 8), False),
        (words(3, 3), True),
        (words(1, 3), True),
        (words(1, 12) | {0, 1, 2}, True),
        (words(1, 12) | {0, 1, 2, 3}, False),
        ({0, 1}, False),
        (set(), False),
    ],
    ids=[
        "the whole sentence",
        "half of it",
        "less than half, beside the word",
        "the word that the review marks",
        "the word and those before it",
        "three words beside",
        "four words beside",
        "elsewhere",
        "nothing",
    ],
)
def test_a_mark_is_right_with_half_of_a_wrong_span_and_three_words_beside_at_most(marked, right):
    assert is_right(PASSAGE, marked) is right


def test_a_finding_that_reaches_beyond_the_question_is_no_place_to_hit_but_costs_nothing():
    text = "Labels could not be printed today. Marta Keller from our database team restored the service at 06:45 UTC."
    start = text.index("Marta")
    passage = Passage(text, Audience.PUBLIC, Kind.RESOLUTION, "leak", start, start + len("Marta Keller"))
    assert [each.quote for each in found_by_review(passage)] == [
        "Marta Keller from our database team restored"
    ]
    assert spans_to_hit(passage) == [{6, 7}]
    assert is_right(passage, range(6, 13))
    assert not is_right(passage, range(8, 13))


@pytest.mark.parametrize(
    "typed",
    [
        "probably connected",
        "“Probably connected”",
        "PROBABLY   connected",
        "probably ... connected",
        "probably…connected",
    ],
)
def test_typed_words_are_found_whatever_their_case_and_punctuation(typed):
    assert set(words_typed(TEXT, typed)) == words(3, 4)


def test_three_dots_leave_out_what_stands_between():
    assert set(words_typed(TEXT, "It is ... last night")) == words(1, 12)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Mark the words that are wrong: at least one."),
        (" ... ", "Mark the words that are wrong: at least one."),
        ("most likely", "These words do not stand in the text like this. Copy them as they are there."),
        ("UTC", "These words stand in the text more than once. Add the words before or after them."),
        (
            "last night ... It is",
            "Write the first words before the three dots and the last words after them.",
        ),
    ],
)
def test_typed_words_that_name_no_single_place_are_refused_with_the_remedy(typed, said):
    with pytest.raises(NotMarked) as refused:
        words_typed(TEXT, typed)
    assert str(refused.value) == said


@pytest.mark.parametrize("numbers", [[-1], [0, 999], [10**30]])
def test_a_number_that_no_word_has_is_refused(numbers):
    with pytest.raises(NotMarked, match="These marks do not fit the text"):
        words_ticked(TEXT, numbers)


def test_ticks_mark_what_lies_between_the_first_and_the_last_of_them():
    assert words_ticked(TEXT, [5, 2, 5]) == (2, 3, 4, 5)
    assert words_ticked(TEXT, [7]) == (7,)


@given(text=some.text(some.sampled_from("ab .,\n\t…–é😅"), max_size=60))
def test_words_and_what_stands_between_them_are_the_whole_text(text):
    found = words_of(text)
    assert "".join(word.text + word.gap for word in found) == text.lstrip()
    assert all(text[word.start : word.end] == word.text for word in found)


@given(marked=some.sets(some.integers(0, len(TEXT.split()) - 1)))
def test_runs_are_the_whole_text_and_show_every_wrong_character_and_marked_word(marked):
    found = list(runs(PASSAGE, marked))
    assert "".join(run.text for run in found) == TEXT
    assert "".join(run.text for run in found if run.wrong) == WRONG
    shown = " ".join(run.text for run in found if run.marked).split()
    assert len(shown) >= len(marked)


@given(
    marked=some.sets(some.integers(0, len(TEXT.split()) - 1)), more=some.sampled_from(sorted(words(1, 12)))
)
def test_one_more_wrong_word_never_makes_a_right_mark_wrong(marked, more):
    if is_right(PASSAGE, marked):
        assert is_right(PASSAGE, marked | {more})
