"""What changed between two texts, word by word, and between two versions of a post-mortem, part by part. Pure.

A version is the document as `document.as_json` gives it. Older ones may lack what was added to it since.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from clarion.postmortems.action_items import ItemKind, ItemState, Worked
from clarion.postmortems.five_whys import WhyKind
from clarion.postmortems.impact import Side
from clarion.postmortems.lessons import LessonKind
from clarion.postmortems.postmortem import Stage
from clarion.postmortems.sections import Part

WORD = re.compile(r"\S+\s*|\s+")
#: So many pairs of words are compared; a longer stretch that was rewritten shows as old text and new text.
MOST_PAIRS = 1_000_000
#: Two lines without a key of their own that share this much of their words are one that was reworded.
ALIKE = 0.5

type Content = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """`sign` is "-" (only in the older text), "+" (only in the newer) or " " (in both)."""

    sign: str
    words: str


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was. `name` says what it is where the part holds different things."""

    kind: Kind
    words: tuple[Words, ...]
    name: str = ""


@dataclass(frozen=True)
class PartChanges:
    name: str
    changes: tuple[Change, ...]


def diff_words(before: str, after: str) -> tuple[Words, ...]:
    """Both texts in reading order, as runs of words; of changed words the old ones come first."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs: list[Words] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(a=old, b=new).get_opcodes():
        went, came = "".join(old[start:end]), "".join(new[new_start:new_end])
        runs += [Words(" ", came)] if tag == "equal" else _words_of_lines(went, came)
    return tuple(_joined(runs))


def compare(before: Content, after: Content) -> list[PartChanges]:
    """The parts in which anything changed, in the order of the document."""
    parts = [
        PartChanges("Top", tuple(_facts(_top(before), _top(after)))),
        *(
            PartChanges(str(part.label), tuple(_prose(before, after, part)))
            for part in (Part.SUMMARY, Part.TIMELINE, Part.PROBLEM, Part.CAUSES, Part.IMPACT, Part.LESSONS)
        ),
        PartChanges("Timeline", tuple(_keyed(_lines(before), _lines(after)))),
        PartChanges("Five whys", tuple(_keyed(_whys(before), _whys(after)))),
        PartChanges("Measures of impact", tuple(_alike(_measures(before), _measures(after)))),
        *(
            PartChanges(str(kind.label), tuple(_alike(_lessons(before, kind), _lessons(after, kind))))
            for kind in LessonKind
        ),
        PartChanges("Action items", tuple(_keyed(_items(before), _items(after)))),
        PartChanges("People involved", tuple(_alike(_involved(before), _involved(after)))),
    ]
    return [part for part in parts if part.changes]


# -- words


def _words_of_lines(before: str, after: str) -> Iterator[Words]:
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        yield from (Words("-", before), Words("+", after))
        return
    bare, bare_now = [word.strip() for word in old], [word.strip() for word in new]
    for tag, start, end, new_start, new_end in SequenceMatcher(
        a=bare, b=bare_now, autojunk=False
    ).get_opcodes():
        was, now = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal":
            yield Words(" ", now)
            continue
        stuck = new_start > 0 and start > 0 and new[new_start - 1].endswith(bare_now[new_start - 1])
        yield Words("-", f" {was}" if was and stuck and bare_now[new_start - 1] else was)
        yield Words("+", now)


def _joined(runs: list[Words]) -> Iterator[Words]:
    """Neighbours of one sign as one run, empty ones left out."""
    waiting: Words | None = None
    for run in runs:
        if not run.words:
            continue
        if waiting and waiting.sign == run.sign:
            waiting = Words(run.sign, waiting.words + run.words)
            continue
        if waiting:
            yield waiting
        waiting = run
    if waiting:
        yield waiting


# -- things


def _facts(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for name, now in after.items():
        if (was := before.get(name, "")) != now:
            words = tuple(Words(sign, text) for sign, text in (("-", was), ("+", now)) if text)
            yield Change(Kind.CHANGED, words, name)


def _prose(before: Content, after: Content, part: Part) -> Iterator[Change]:
    was, now = (content.get("sections", {}).get(part, "") for content in (before, after))
    if was != now:
        kind = Kind.ADDED if not was else Kind.REMOVED if not now else Kind.CHANGED
        yield Change(kind, diff_words(was, now))


def _keyed(before: dict[Any, str], after: dict[Any, str]) -> Iterator[Change]:
    """Things that keep their key when they are reworded: what came and changed, in order, then what went."""
    for key, now in after.items():
        if key not in before:
            yield Change(Kind.ADDED, (Words("+", now),))
        elif before[key] != now:
            yield Change(Kind.CHANGED, diff_words(before[key], now))
    for key, was in before.items():
        if key not in after:
            yield Change(Kind.REMOVED, (Words("-", was),))


def _alike(before: list[str], after: list[str]) -> Iterator[Change]:
    """Things without a key: one that shares half of its words with one that went is that one, reworded."""
    went = [line for line in before if line not in after]
    for now in [line for line in after if line not in before]:
        was = max(went, key=lambda line: _likeness(line, now), default=None)
        if was is None or _likeness(was, now) < ALIKE:
            yield Change(Kind.ADDED, (Words("+", now),))
            continue
        went.remove(was)
        yield Change(Kind.CHANGED, diff_words(was, now))
    yield from (Change(Kind.REMOVED, (Words("-", was),)) for was in went)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(a=one.split(), b=other.split(), autojunk=False).ratio()


# -- what is compared, as sentences


def _top(content: Content) -> dict[str, str]:
    return {
        "Title": content.get("title", ""),
        "Stage": _label(Stage, content.get("stage", "")),
        "Severity": content.get("severity", ""),
        "Owner": content.get("owner", ""),
        "Due": content.get("due_on") or "",
        "Incidents": ", ".join(each["reference"] for each in content.get("incidents", [])),
    }


def _lines(content: Content) -> dict[int, str]:
    return {line["entry"]: _line(line) for line in content.get("timeline", [])}


def _line(line: dict[str, Any]) -> str:
    at = line["at"][:16].replace("T", " ")
    return f"{at} {line['text']}{_beside(line.get('evidence_url'))}"


def _whys(content: Content) -> dict[int, str]:
    return dict(_branch(content.get("whys", [])))


def _branch(nodes: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        guess = "hypothesis" if node.get("hypothesis") else ""
        evidence = node.get("evidence") or node.get("evidence_url") or guess
        answer = f"{_label(WhyKind, node['kind'])}: {node['answer']}"
        risk = f"accepted risk: {node['accepted_risk']}" if node.get("accepted_risk") else ""
        items = ", ".join(node.get("items", []))
        yield node["key"], answer + _beside(evidence) + _beside(risk) + _beside(items)
        yield from _branch(node.get("below", []))


def _measures(content: Content) -> list[str]:
    return [
        f"{_label(Side, each['side'])}: {each['label']} {Decimal(each['value']).normalize():f} {each['unit']}"
        f"{_beside('estimated' if each.get('estimated') else 'measured')}{_beside(each.get('source'))}"
        for each in content.get("measures", [])
    ]


def _lessons(content: Content, kind: LessonKind) -> list[str]:
    return list(content.get("lessons", {}).get(kind, []))


def _items(content: Content) -> dict[str, str]:
    return {
        each["public_id"]: f"{each['reference']} {each['text']}"
        + "".join(
            _beside(words)
            for words in (
                _label(ItemKind, each["kind"]),
                each.get("owner") or "nobody owns it",
                f"due {each['due_on']}" if each.get("due_on") else "no due date",
                each.get("outcome"),
                _label(ItemState, each["state"]),
                each.get("dropped_because"),
                _label(Worked, each["worked"]) if each.get("worked") else "",
            )
        )
        for each in content.get("items", [])
    }


def _involved(content: Content) -> list[str]:
    return [f"{name}{_beside(role)}" for name, role in content.get("involved", [])]


def _beside(words: str | None) -> str:
    return f" · {words}" if words else ""


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value
