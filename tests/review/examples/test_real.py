"""The labels of real updates point to the texts that were labelled, and say nothing that the taxonomy does not know."""

import dataclasses
import json
from pathlib import Path

import pytest
from tests.review.examples import real

SHARED = Path(__file__).parents[3].parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real texts lie beside the checkout, not in it"
)

RULES = {
    "blame", "loaded", "counterfactual", "speculation", "overpromise", "alarm", "minimising", "excuse", "vague",
    "jargon", "informal", "idiom", "leak", "dismissive", "convoluted",
}  # fmt: skip
ELEMENTS = {
    "acknowledgement": "status impact scope service started action next_update",
    "progress": "status impact scope service action next_update reader_action",
    "resolution": "status impact scope service started ended cause prevention apology",
}


def test_every_label_uses_the_words_of_the_taxonomy():
    for label in real.read_labels():
        assert {span.rule for span in label.avoid} <= RULES
        assert list(label.require) == ELEMENTS[label.kind].split()


def test_no_incident_is_both_learned_from_and_scored():
    incidents = {part: set() for part in real.PARTS}
    for label in real.read_labels():
        incidents[label.part].add(getattr(label.place, "incident", None) or label.place.file)
    assert incidents["dev"].isdisjoint(incidents["held_out"])


@needs_shared
def test_every_label_finds_its_text_and_every_quote_is_unambiguous():
    labelled = list(real.items(SHARED / "data"))
    assert len({item["id"] for item in labelled}) == len(labelled) == 363
    for item in labelled:
        for span in item["avoid"]:
            assert item["text"].count(span["quote"]) == 1, item["id"]


@needs_shared
def test_a_convoluted_sentence_has_at_least_36_words():
    quotes = [
        s["quote"] for i in real.items(SHARED / "data") for s in i["avoid"] if s["rule"] == "convoluted"
    ]
    assert quotes
    assert min(len(quote.split()) for quote in quotes) >= 36


@needs_shared
def test_a_text_that_changed_since_it_was_labelled_is_refused():
    label = dataclasses.replace(real.read_labels()[0], sha256=real.fingerprint("another text"))
    with pytest.raises(real.TextChanged):
        real.locate(label, data_dir=SHARED / "data")


@needs_shared
def test_the_command_writes_the_four_files_that_the_scorer_reads(tmp_path):
    real.main([str(SHARED / "data"), str(tmp_path), "--part", "dev", "--eval-dir", str(SHARED / "eval")])

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "elements.jsonl", "grounding.jsonl", "postmortem.jsonl", "spans.jsonl",
    ]  # fmt: skip
    spans = [json.loads(line) for line in (tmp_path / "spans.jsonl").read_text().splitlines()]
    elements = [json.loads(line) for line in (tmp_path / "elements.jsonl").read_text().splitlines()]
    assert len(spans) == len(elements) == 180
    assert list(spans[0]) == ["id", "audience", "kind", "text", "avoid", "lookalike"]
    assert list(elements[0]) == ["id", "audience", "kind", "text", "require"]
