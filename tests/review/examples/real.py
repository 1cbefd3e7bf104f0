"""Real status updates with labels, joined by reference: the labels live here, the texts do not.

`real/labels.jsonl` names an update (incident and position, or file and characters), the start of the SHA-256 of its
text, and what a reader found in it. The texts come from the data folder beside the checkout (see `locate`), and a text
that has changed since it was labelled is refused rather than scored against labels that no longer fit it.

How the sample was drawn, with seed 7: GitHub incidents 2024-2025 without maintenance, in three strata (first update,
between, resolved), no text twice; every message of the cState files about outages, and the newest message of enough
other files to make 30. Documents were shuffled, so `dev` and `held_out` share no incident.

    python -m tests.review.examples.real DATA_DIR OUT_DIR [--part dev] [--eval-dir EVAL_DIR]

writes spans.jsonl and elements.jsonl to OUT_DIR in the form that the scorer reads.
"""

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict

type Part = Literal["dev", "held_out"]
type Kind = Literal["acknowledgement", "progress", "resolution"]

PARTS: tuple[Part, ...] = ("dev", "held_out")
LABELS = Path(__file__).with_name("real") / "labels.jsonl"
GITHUB_FILE = "github-incidents-2024-2025.jsonl"
CSTATE_FOLDER = "jenkins-cstate"
OTHER_SETS = ("grounding.jsonl", "postmortem.jsonl")  # the scorer wants them; real updates carry no record


class TextChanged(Exception):
    """The text that a label points to is not the text that was labelled."""


class AvoidedQuote(TypedDict):
    rule: str
    quote: str


class Item(TypedDict):
    id: str
    audience: str
    kind: Kind
    text: str
    avoid: list[AvoidedQuote]
    require: dict[str, bool]


@dataclass(frozen=True)
class GithubUpdate:
    """One update of one incident, counted from the oldest, which is 0."""

    incident: str
    update: int

    @property
    def id(self) -> str:
        return f"github-{self.incident}-{self.update}"


@dataclass(frozen=True)
class CstateMessage:
    """The characters of one message in a cState file, front matter and heading markers left out."""

    file: str
    start: int
    end: int

    @property
    def id(self) -> str:
        return f"cstate-{self.file.removesuffix('.md')}-{self.start}"


@dataclass(frozen=True)
class AvoidSpan:
    """A span that should not stand as written, in characters of the update's text."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Label:
    place: GithubUpdate | CstateMessage
    sha256: str  # the first 12 hexadecimal digits
    part: Part
    audience: str
    kind: Kind
    avoid: tuple[AvoidSpan, ...]
    require: dict[str, bool]


def read_labels(path: Path = LABELS) -> list[Label]:
    return [_label(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def items(data_dir: Path, *, part: Part | None = None) -> Iterator[Item]:
    """Yield the labelled updates with their texts; None means both parts.

    Raises TextChanged if a text differs from the labelled one, and FileNotFoundError if the data is not there.
    """
    for label in read_labels():
        if part in (None, label.part):
            yield _item(label, text=locate(label, data_dir=data_dir))


def locate(label: Label, *, data_dir: Path) -> str:
    """Return the text that a label points to.

    Raises TextChanged if it is not the text that was labelled.
    """
    text = _text_at(label.place, data_dir=data_dir)
    if fingerprint(text) != label.sha256:
        raise TextChanged(f"{label.place.id} no longer has the text that was labelled")
    return text


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_sets(out_dir: Path, labelled: Iterable[Item]) -> None:
    """Write spans.jsonl and elements.jsonl, one line per update in each."""
    spans, elements = [], []
    for item in labelled:
        head = {key: item[key] for key in ("id", "audience", "kind", "text")}
        spans.append({**head, "avoid": item["avoid"], "lookalike": []})
        elements.append({**head, "require": item["require"]})
    out_dir.mkdir(parents=True, exist_ok=True)
    _write_lines(out_dir / "spans.jsonl", spans)
    _write_lines(out_dir / "elements.jsonl", elements)


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(
        description="Write the labelled real updates in the form that the scorer reads."
    )
    cli.add_argument("data_dir", type=Path, metavar="DATA_DIR", help="the folder that holds the real texts")
    cli.add_argument("out_dir", type=Path, metavar="OUT_DIR")
    cli.add_argument("--part", choices=PARTS, help="only this part; both, if not given")
    cli.add_argument("--eval-dir", type=Path, help=f"folder to copy {' and '.join(OTHER_SETS)} from")
    options = cli.parse_args(arguments)
    write_sets(options.out_dir, items(options.data_dir, part=options.part))
    if options.eval_dir:
        for name in OTHER_SETS:
            shutil.copyfile(options.eval_dir / name, options.out_dir / name)


def _label(line: dict[str, Any]) -> Label:
    return Label(
        place=_place(line),
        sha256=line["sha256"],
        part=line["part"],
        audience=line["audience"],
        kind=line["kind"],
        avoid=tuple(AvoidSpan(**span) for span in line["avoid"]),
        require=line["require"],
    )


def _place(line: dict[str, Any]) -> GithubUpdate | CstateMessage:
    if line["source"] == "github":
        return GithubUpdate(line["incident"], line["update"])
    return CstateMessage(line["file"], line["start"], line["end"])


def _text_at(place: GithubUpdate | CstateMessage, *, data_dir: Path) -> str:
    if isinstance(place, GithubUpdate):
        return _github_messages(data_dir / GITHUB_FILE)[place.incident][place.update]
    whole = (data_dir / CSTATE_FOLDER / place.file).read_text(encoding="utf-8")
    return whole[place.start : place.end]


@cache  # one pass over the file serves every label
def _github_messages(path: Path) -> dict[str, list[str]]:
    incidents = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {incident["id"]: [update["message"] for update in incident["updates"]] for incident in incidents}


def _item(label: Label, *, text: str) -> Item:
    return Item(
        id=label.place.id,
        audience=label.audience,
        kind=label.kind,
        text=text,
        avoid=[AvoidedQuote(rule=span.rule, quote=text[span.start : span.end]) for span in label.avoid],
        require=label.require,
    )


def _write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
