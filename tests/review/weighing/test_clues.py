"""How a sentence is taken to pieces, and which clues it gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.review.reading import read
from clarion.review.weighing.clues import MOST_PIECES, clues, pieces, stem


def taken(text):
    reading = read(text)
    return pieces(reading, reading.sentences[0])


def test_people_numbers_and_endings_count_alike():
    one = set(clues(taken("The engineer forgot two rows.")))
    other = set(clues(taken("Our admin forgot 14 rows.")))
    assert "<human> forgot <number>" in one & other
    assert "=engineer" in one - other


@pytest.mark.parametrize(
    ("text", "counts_as"),
    [
        ("We were late.", "^ <we> <be> late $"),
        ("At 10:30 UTC, trains ran!", "^ at <time> <zone> , train ran ! $"),
        ("Ask Maria or SRE (now).", "^ ask <Name> or <human> ( now ) $"),
        ("Is it 40 %?", "^ <be> it <number> % ? $"),
        ("It’s “fine”…", '^ <be> " fine " … $'),
        ("One line\nand two", "^ <number> line ¶ and <number> $"),
    ],
)
def test_words_and_marks_become_pieces(text, counts_as):
    assert " ".join(taken(text).counts_as) == counts_as


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("forgets", "forget"), ("restarted", "restart"), ("was", "was"), ("team's", "team"), ("is", "is")],
)
def test_endings_are_cut_but_short_words_stay_whole(word, stemmed):
    assert stem(word) == stemmed


def test_a_text_without_end_is_weighed_by_its_beginning():
    assert len(taken("failed " * 5_000).words) <= MOST_PIECES + 2


def test_a_word_without_end_is_cut_before_it_is_remembered():
    assert max(map(len, taken(f"It {'x' * 5_000} fails.").written)) < 100


@given(st.text(max_size=300))
def test_pieces_are_parallel_and_point_into_the_text(text):
    reading = read(text)
    for sentence in reading.sentences:
        if sentence.last > sentence.first:
            written, counts_as, words = pieces(reading, sentence)
            assert len(written) == len(counts_as) == len(words)
            assert all(sentence.first <= word < sentence.last for word in words)
            assert words == sorted(words)
