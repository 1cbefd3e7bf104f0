"""Situation, task, action, result: what is found in labelled answers, and what the sentences are that show it."""

import tomllib
from pathlib import Path

import pytest

from clarion.practice.interview.flags.no_structure import ENOUGH_MISSING
from clarion.practice.interview.structure import Part, structure_of

HERE = Path(__file__).parent


def labelled(name: str) -> list[tuple[str, set[Part]]]:
    answers = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["answers"]
    return [(answer["text"], {Part(part) for part in answer["parts"]}) for answer in answers]


def figures(name: str) -> tuple[float, float, int]:
    """Precision and recall over all parts, and how many answers are read without a mistake."""
    read = [(set(structure_of(text).found), parts) for text, parts in labelled(name)]
    right = sum(len(found & parts) for found, parts in read)
    found, wanted = sum(len(each) for each, _ in read), sum(len(parts) for _, parts in read)
    return round(right / found, 2), round(right / wanted, 2), sum(each == parts for each, parts in read)


SEEN, UNSEEN = ("seen", "other_voices"), ("unseen", "later_voices")


def test_there_are_forty_answers_on_each_side():
    assert [len(labelled(name)) for name in (*SEEN, *UNSEEN)] == [20, 20, 20, 20]


def test_the_figures_are_those_of_the_documentation():
    assert {name: figures(name) for name in (*SEEN, *UNSEEN)} == {
        "seen": (1.0, 1.0, 20),
        "other_voices": (0.98, 0.96, 17),
        "unseen": (0.98, 1.0, 19),
        "later_voices": (0.93, 0.82, 12),
    }


@pytest.mark.parametrize("name", [*SEEN, *UNSEEN])
def test_a_story_is_told_from_none_almost_always(name):
    """Two parts missing raise a red flag, so that a wrong count there weighs more than a missed part."""
    wrong = [
        text
        for text, parts in labelled(name)
        if (len(structure_of(text).missing) >= ENOUGH_MISSING) != (len(Part) - len(parts) >= ENOUGH_MISSING)
    ]
    assert len(wrong) <= (3 if name == "later_voices" else 0)


def test_each_part_is_shown_by_its_sentence():
    answer = (
        "Last year callers could not reach us. I was the communications lead. I wrote every half hour."
        " Within a day the complaints fell by half."
    )
    found = structure_of(answer).found
    assert {part: answer[start:end] for part, (start, end) in found.items()} == {
        Part.SITUATION: "Last year callers could not reach us.",
        Part.TASK: "I was the communications lead.",
        Part.ACTION: "I wrote every half hour.",
        Part.RESULT: "Within a day the complaints fell by half.",
    }


@pytest.mark.parametrize(
    "answer", ["", "  \n ", "Transparency builds trust.", "My colleagues describe me as calm."]
)
def test_opinions_and_nothing_have_no_part(answer):
    assert structure_of(answer).missing == tuple(Part)


def test_what_happened_to_us_is_no_action():
    assert Part.ACTION not in structure_of("Once we sent the wrong bill to 300 families.").found


def test_whoever_names_the_parts_is_believed():
    assert (
        structure_of(
            "Situation: lifts stood still.\n- Task: the wards.\n**Action:** maps.\nResult: calm."
        ).missing
        == ()
    )


def test_short_forms_and_the_present_are_understood():
    found = structure_of(
        "It's a Monday and the app doesn't open. I'd been put in charge. I've called the drivers. Ten minutes later they could drive."
    ).found
    assert set(found) == set(Part)
