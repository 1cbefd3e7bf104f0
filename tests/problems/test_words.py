"""Words to compare: without stop words and endings, words of one meaning as one, each where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.problems.search.words import is_loose, key_of, keys_of, words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("expired", "expires"), ("certificate", "certs"), ("TLS", "SSL"), ("running", "runs"), ("dropped", "drop"),
        ("Café", "cafe"), ("out of memory", "OOM"), ("time-out", "timed out"),
        ("rolled back", "reverted"), ("disk was full", "no space left"), ("customer's", "customers"),
    ],
)  # fmt: skip
def test_words_of_one_meaning_are_one(one, other):
    assert keys_of(one) == keys_of(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("disk", "desk"), ("status code 502", "status code 503"), ("class", "clas s")]
)
def test_words_of_another_meaning_are_another(one, other):
    assert keys_of(one) != keys_of(other)


def test_what_says_nothing_is_no_word():
    assert keys_of("We are currently investigating this issue, and it was at 09:40 UTC on 2026-03-10.") == []


def test_a_word_that_stands_in_every_report_is_known_to_tell_little():
    assert [is_loose(key_of(word)) for word in ("failed", "customers", "certificate")] == [True, True, False]


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says_and_its_key_is_letters_and_digits(text):
    for word in words_in(text):
        assert text[word.start : word.end] == word.shown
        assert word.key.isalnum()
