"""The labelled examples that the scales are learned from: their form, their labels, and that they are not those of the tests."""

import json
from pathlib import Path

import pytest

from clarion.review.elements import REQUIRED
from clarion.review.message import Kind
from clarion.review.weighing.second_look import RULES_WEIGHED
from training.examples import CAUSES, Mark, NotAnExample, examples_of, unmarked

HERE = Path(__file__).resolve().parents[2]
FILES = sorted((HERE / "training").glob("*/*.txt"))
TESTED = sorted((HERE / "tests" / "review" / "examples").glob("[!d]*/*.jsonl"))
"""What is measured with; `dev` and `dev2` are read while rules are written."""


def test_marks_may_nest():
    assert unmarked("{blame|Ravi {loaded|stupidly} forgot} it.") == (
        "Ravi stupidly forgot it.",
        (Mark("loaded", 5, 13), Mark("blame", 0, 20)),
    )


@pytest.mark.parametrize("line", ["no arrow", "pub => {vague|open", "pub => closed}"])
def test_a_line_that_cannot_be_read_is_named(tmp_path, line):
    file = tmp_path / "a.txt"
    file.write_text(f"pub => fine\n{line}\n")
    with pytest.raises(NotAnExample, match=r"a\.txt:2: "):
        list(examples_of(file))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_example_has_labels_that_exist(file):
    for example in examples_of(file):
        kind = Kind(example.kind)
        known = RULES_WEIGHED | {"convoluted", "leak"} if file.parent.name == "rules" else set(REQUIRED[kind])
        assert {mark.label for mark in example.marks} <= known, example.text
        assert example.holds <= set(REQUIRED[kind]) | set(CAUSES), example.text


def test_nothing_is_learned_from_what_is_measured():
    learned = {example.text for file in FILES for example in examples_of(file)}
    measured = {
        json.loads(line)["text"]
        for file in TESTED
        for line in file.read_text().splitlines()
        if line.strip() and "text" in json.loads(line)
    }
    assert len(measured) > 400
    assert learned.isdisjoint(measured)
