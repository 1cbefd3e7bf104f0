"""Phrases are read late; here every one of them is read."""

import pytest

from clarion.review.detectors import Phrases
from clarion.review.phrases import PhraseError, anchor_words, parse
from clarion.review.registry import claims, elements, rules

ALL = {
    **rules(),
    **{f"missing/{name}": e for name, e in elements().items()},
    **{f"record/{n}": c for n, c in claims().items()},
}


@pytest.mark.parametrize("name", ALL)
def test_every_phrase_can_be_read_and_is_looked_up_under_its_anchor(name):
    for detector in ALL[name].detectors:
        for source in detector.sources if isinstance(detector, Phrases) else ():
            phrase = parse(source)
            assert phrase.parts[phrase.anchor].words == anchor_words(source)


@pytest.mark.parametrize("source", ["", "^", "a?", ".. $", "a? ..6"])
def test_a_phrase_without_a_word_to_look_up_is_an_error(source):
    with pytest.raises(PhraseError, match="no word to look up"):
        parse(source)
