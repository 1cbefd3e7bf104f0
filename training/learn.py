"""Learn the scales of the review from labelled examples, and write them into the package.

    pip install -e '.[train]'
    python -m training.learn

Each label has its own logistic regression over clues, weighted by how unevenly a clue is spread (Wang and Manning 2012,
"Baselines and Bigrams", NBSVM). Thresholds come from predictions for examples that were held back in turn.
The same examples give the same files, byte for byte.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from clarion.review.plan import plan_for
from clarion.review.weighing.second_look import RULES_WEIGHED, wanted
from clarion.review.weighing.weights import UNIT, scale
from training.examples import Example, examples_of, of_element_files, of_rule_files
from training.fit import held_back, index_of, learn
from training.rows import Row, rows_of_elements, rows_of_rules, rows_of_texts
from training.thresholds import f_of, judged_of, thresholds_of_elements, thresholds_of_rules

HERE = Path(__file__).resolve().parent
SCALES = HERE.parent / "src" / "clarion" / "review" / "weighing"
AS_IN_LIFE = ("messages", "status_pages")
"""Files whose texts are composed as in life. In the others one rule is broken in every other line, which no threshold should expect."""
MOST_CLUES = 4_000
"""Of a label: what a cold command can read in a few milliseconds."""
LIGHTEST = 3
"""Weights below this many units decide nothing."""


class Side(NamedTuple):
    """Rules or elements: their sentences, labels and thresholds."""

    rows: list[Row]
    labels: tuple[str, ...]
    least: list[float]
    doubt: list[float]


def write(name: str, sides: list[Side]) -> None:
    """Write one scale for the labels of all sides."""
    labels = tuple(label for side in sides for label in side.labels)
    lines: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    bias: list[float] = []
    given: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(labels))
    for side in sides:
        clue_index, given_index = index_of(side.rows)
        for label in side.labels:
            place = labels.index(label)
            learned = learn(
                [row for row in side.rows if label not in row.unknown], label, clue_index, given_index
            )
            bias.append(round(learned.bias, 2))
            for one, its in given_index.items():
                given[one][place] = round(float(learned.given[its]), 2)
            for clue, weight in _weightiest(learned.weights, clue_index):
                first, _, rest = clue.partition(" ")
                lines[first][rest] += [place, weight]
    header = {
        "labels": labels,
        "least": [value for side in sides for value in side.least],
        "doubt": [value for side in sides for value in side.doubt],
        "bias": bias,
        "given": dict(sorted(given.items())),
    }
    body = [
        f"{first}\t{json.dumps(dict(sorted(rests.items())), separators=(',', ':'), ensure_ascii=False)}"
        for first, rests in sorted(lines.items())
    ]
    path = SCALES / f"{name}.txt"
    path.write_text("\n".join([json.dumps(header), *body]) + "\n", encoding="utf-8")
    print(f"{path.name}: {sum(map(len, lines.values()))} clues, {path.stat().st_size:,} bytes")


def _weightiest(weights: np.ndarray, clue_index: dict[str, int]) -> list[tuple[str, int]]:
    """The clues that weigh enough to matter, with whole weights."""
    names = list(clue_index)
    order = np.argsort(-np.abs(weights), kind="stable")[:MOST_CLUES]
    whole = np.rint(weights / UNIT).astype(int)
    return sorted((names[place], int(whole[place])) for place in order if abs(whole[place]) >= LIGHTEST)


def _examples(folder: str) -> tuple[list[Example], list[str]]:
    """Return the examples of a folder, and the name of the file that each comes from."""
    examples, names = [], []
    for path in sorted((HERE / folder).glob("*.txt")):
        for example in examples_of(path):
            examples.append(example)
            names.append(path.stem)
    return examples, names


def _rules() -> Side:
    examples, names = _examples("rules")
    examples, names = examples + (own := of_rule_files()), names + ["rule files"] * len(own)
    rows = list(rows_of_rules(examples))
    labels = tuple(sorted(RULES_WEIGHED))
    guesses = held_back(rows, labels, _families(len(examples)))
    whole = [name.startswith(AS_IN_LIFE) for name in names]
    least, doubt = thresholds_of_rules(rows, guesses, judged=whole.__getitem__)
    for label, up, down in zip(labels, least, doubt, strict=True):
        wanted, ruled, mine = judged_of(rows, label, guesses[label], whole.__getitem__)
        said = np.where(ruled, mine >= down, mine >= up)
        print(f"{label:15} {f_of(wanted, ruled):.2f} -> {f_of(wanted, said):.2f}   least {up}, doubt {down}")
    return Side(rows, labels, least, doubt)


def _elements() -> Side:
    examples = _examples("elements")[0] + of_element_files(in_post_mortems=False)
    rows = list(rows_of_elements(examples))
    labels = tuple(sorted({label for row in rows for label in row.holds}))
    guesses = held_back(rows, labels, _families(len(examples)))
    return Side(rows, labels, thresholds_of_elements(rows, guesses, rules_stand=True), [0.0] * len(labels))


def _post_mortem() -> Side:
    examples = _examples("post_mortem")[0] + of_element_files(in_post_mortems=True)
    rows = list(rows_of_texts(examples))
    labels = tuple(sorted({label for row in rows for label in row.holds}))
    guesses = held_back(rows, labels, _families(len(examples)))
    return Side(rows, labels, thresholds_of_elements(rows, guesses, rules_stand=False), [0.0] * len(labels))


def _families(count: int) -> Callable[[int], int]:
    """Examples that stand together share words, so runs of ten stay in one fold."""
    order = list(range(count // 10 + 1))
    random.Random(0).shuffle(order)
    return lambda example: order[example // 10]


def main() -> None:
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    write("messages", [_rules(), _elements()])
    # What is learned about post-mortems builds on what was just learned about messages.
    for remembered in (scale, plan_for, wanted):
        remembered.cache_clear()
    write("post_mortem", [_post_mortem()])


if __name__ == "__main__":
    main()
