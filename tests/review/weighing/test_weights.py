"""A scale adds up what clues weigh: packed sums must be plain sums, whatever the sentence."""

import json
from collections import defaultdict
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.review.reading import read
from clarion.review.weighing import weights
from clarion.review.weighing.clues import clues, pieces
from clarion.review.weighing.weights import UNIT, Scale, odds, scale

SMALL = (
    '{"labels": ["blame", "vague"], "least": [0, 0], "doubt": [-3, -3], "bias": [-1.0, -2.0], '
    '"given": {"for public": [0.5, 0.0], "first": [0.0, 1.0]}}\n'
    '<human>\t{"":[0,10],"forgot":[0,30,1,-5],"forgot <number>":[1,7]}\n'
    '=engineer\t{"":[0,-4]}\n'
)


def taken(text):
    reading = read(text)
    return pieces(reading, reading.sentences[0])


def plainly(name):
    """The weights of a scale's file by clue and label, read without the scale."""
    header, *lines = (Path(weights.__file__).parent / f"{name}.txt").read_text().rstrip("\n").split("\n")
    table = defaultdict(dict)
    for line in lines:
        first, rests = line.split("\t", 1)
        for rest, values in json.loads(rests).items():
            table[f"{first} {rest}".strip()] = dict(zip(values[::2], values[1::2], strict=True))
    return json.loads(header), table


def test_what_clues_weigh_is_added_up_and_shared_by_length():
    found = taken("The engineer forgot two rows.")
    size = len(found.words)
    expected = [-1.0 + UNIT * (10 + 30 - 4) / sqrt(size), -2.0 + UNIT * (-5 + 7) / sqrt(size)]
    assert Scale(SMALL).weigh(found) == pytest.approx(expected)


def test_what_is_given_is_added_whole():
    small = Scale(SMALL)
    assert small.given(("first", "for public", "unheard of")) == (0.5, 1.0)
    assert small.given(()) == (0.0, 0.0)


def test_shares_tell_which_pieces_speak_for_a_label():
    found = taken("The engineer forgot two rows.")
    shares = Scale(SMALL).shares(found, label=0)
    assert [place for place, share in enumerate(shares) if share > 0] == [2, 3]
    assert found.written[2:4] == ["engineer", "forgot"]


@pytest.mark.parametrize("name", ["messages", "post_mortem"])
def test_the_shipped_scales_weigh_what_their_files_say(name):
    header, table = plainly(name)
    shipped = scale(name)
    for text in (
        "One of our engineers forgot to renew the certificate, so 4,000 users could not pay from 10:30 UTC.",
        "We are looking into it!",
        "Zürich – „Straßenbahn“ № 5: ¿qué? 🚋",
    ):
        found = taken(text)
        for label, bias in enumerate(header["bias"]):
            total = sum(table[clue].get(label, 0) for clue in clues(found) if clue in table)
            assert shipped.weigh(found)[label] == pytest.approx(bias + UNIT * total / sqrt(len(found.words)))


@given(
    st.lists(
        st.sampled_from("the engineer forgot two rows , we are sorry soon some issues".split()), max_size=600
    )
)
def test_shares_add_up_to_what_is_weighed(words):
    reading = read(" ".join(["It", *words]))
    found = pieces(reading, reading.sentences[0])
    messages = scale("messages")
    by_words = messages.weigh(found)
    for label in (0, len(messages.labels) - 1):
        bias = messages._bias[label]
        assert sum(messages.shares(found, label)) == pytest.approx(by_words[label] - bias, abs=1e-6)


def test_odds_are_probabilities():
    assert odds(0) == 0.5
    assert 0 < odds(-500) < 1e-9 < 1 - 1e-9 < odds(500) <= 1
