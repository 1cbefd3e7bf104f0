"""How well the review reads labelled texts: precision, recall and F1 per rule, accuracy of elements, claims, post-mortems.

    python benchmarks/review_quality.py                         # all sets of tests/review/examples
    python benchmarks/review_quality.py --set held_out          # one of them
    python benchmarks/review_quality.py --folder DIR            # the same files elsewhere

A finding is right when its rule is the label's and both share a character; hints do not count. `dev` and `dev2` were
read while the rules were written, `held_out` was not: the difference between them is what does not carry over. `leads` are texts as
communications leads write them, two thirds of them without a fault: they measure what the review finds wrongly.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clarion.review import Record, Review, Severity, review

EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "review" / "examples"
SETS = ("dev", "dev2", "held_out", "leads")
#: What the labels of causes mean for systemic, verifiable, blameless; None is not asked.
CAUSES = {
    "systemic": (True, True, True),
    "proximate": (False, True, True),
    "not_verifiable": (None, False, True),
    "blame": (None, None, False),
}

type Span = tuple[int, int]


class Tally:
    """Right, false and missed, by name."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.false: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def names(self) -> list[str]:
        return sorted(name for name in self.right | self.missed if self.right[name] + self.missed[name])

    def scores(self, name: str) -> tuple[float, float, float]:
        right = self.right[name]
        precision = right / (right + self.false[name]) if right else 0.0
        recall = right / (right + self.missed[name]) if right else 0.0
        return precision, recall, (2 * precision * recall / (precision + recall) if right else 0.0)

    def macro(self) -> float:
        names = self.names()
        return sum(self.scores(name)[2] for name in names) / len(names) if names else 0.0

    def match(
        self, wanted: Iterable[tuple[str, Span]], found: list[tuple[str, Span]], *, by_name: bool
    ) -> None:
        """Count what overlaps; with `by_name`, only a finding of the same name is right."""
        used: set[int] = set()
        for name, span in wanted:
            hits = {
                i for i, (other, at) in enumerate(found) if _meet(span, at) and (other == name or not by_name)
            }
            used |= hits
            (self.right if hits else self.missed)[name] += 1
        for index in set(range(len(found))) - used:
            self.false[found[index][0]] += 1


def measure(folder: Path) -> None:
    findings, elements, claims = Tally(), Tally(), Tally()
    alarms = words = 0
    for item in _items(folder / "spans.jsonl"):
        found = [(f.rule, (f.start, f.end)) for f in _review(item).findings if f.severity != Severity.HINT]
        findings.match(
            [(a["rule"], _place(item["text"], a["quote"])) for a in item["avoid"]], found, by_name=True
        )
        if not item["avoid"]:
            alarms, words = alarms + len(found), words + len(item["text"].split())
    right, asked = Counter[str](), Counter[str]()
    for item in _items(folder / "elements.jsonl"):
        _compare(elements, right, asked, item["require"], said=_review(item), key="element")
    for item in _items(folder / "grounding.jsonl"):
        item |= {"audience": "public", "kind": "progress"}
        wanted = [
            (g["field"], _place(item["text"], g["quote"]))
            for g in item["contradictions"] + item["unsupported"]
        ]
        claims.match(wanted, [(c.field, (c.start, c.end)) for c in _review(item).claims], by_name=False)
    for item in _items(folder / "postmortem.jsonl"):
        label = item["label"]
        want = (
            dict(zip(("systemic", "verifiable", "blameless"), CAUSES[label], strict=True))
            if isinstance(label, str)
            else label
        )
        asked_of = {name: value for name, value in want.items() if value is not None}
        _compare(
            Tally(),
            right,
            asked,
            asked_of,
            said=_review(item | {"audience": "postmortem"}),
            key="post-mortem",
        )

    print(f"\n## {folder.name}\n")
    print("| rule | precision | recall | F1 |\n|---|---|---|---|")
    for name in findings.names():
        print("| {} | {:.2f} | {:.2f} | {:.2f} |".format(name, *findings.scores(name)))
    print(
        f"\nrules: macro F1 {findings.macro():.3f}, {1000 * alarms / max(words, 1):.1f} false alarms per 1,000 clean words"
    )
    if asked["element"]:
        accuracy = right["element"] / asked["element"]
        print(f"elements: accuracy {accuracy:.3f}, macro F1 {elements.macro():.3f}")
    if claims.names():
        print(f"claims: macro F1 {claims.macro():.3f}")
    if asked["post-mortem"]:
        print(f"post-mortem: accuracy {right['post-mortem'] / asked['post-mortem']:.3f}")


def _compare(
    tally: Tally, right: Counter[str], asked: Counter[str], want: dict[str, bool], *, said: Review, key: str
) -> None:
    got = {element.name: element.present for element in said.elements}
    for name, value in want.items():
        asked[key] += 1
        right[key] += got.get(name, False) == value
        if got.get(name, False) and value:
            tally.right[name] += 1
        elif got.get(name, False):
            tally.false[name] += 1
        elif value:
            tally.missed[name] += 1


def _review(item: dict[str, Any]) -> Review:
    record = Record.from_json(item["record"]) if "record" in item else None
    return review(item["text"], audience=item["audience"], kind=item["kind"], record=record)


def _items(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from (
            json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
        )


def _place(text: str, quote: str) -> Span:
    start = text.index(quote)
    return start, start + len(quote)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--set", choices=SETS, action="append")
    arguments.add_argument("--folder", type=Path)
    chosen = arguments.parse_args()
    for folder in [chosen.folder] if chosen.folder else [EXAMPLES / name for name in chosen.set or SETS]:
        measure(folder)


if __name__ == "__main__":
    main()
