"""Labelled examples as people write them: a line each, faults and elements marked in place.

    pub => {vague|Some issues} were found; {overpromise|payments are back by 17:00}.
    pub/progress => {service|Trovo Search} {impact|returns no results} {scope|for shops in Norway}.
    why_answer systemic => The pipeline has no step that compares the schema with the values.
    action_item owner specific => Ravi adds an alert on the age of the oldest backup.

Before the arrow stands for whom and of what kind the text is, or, for post-mortem texts, the kind and the labels that hold.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clarion.review import registry
from clarion.review.elements import REQUIRED
from clarion.review.message import POSTMORTEM_KINDS
from clarion.review.rule import Example as OwnExample
from clarion.review.weighing.second_look import RULES_WEIGHED

AUDIENCES = {
    "pub": "public", "cus": "customer", "par": "partners", "lea": "leadership", "sup": "support", "eng": "engineering",
    "pm": "postmortem",
}  # fmt: skip
USUAL_KIND = {
    "public": "progress", "customer": "customer_reply", "partners": "partner_brief", "leadership": "executive_summary",
    "support": "talking_points", "engineering": "progress", "postmortem": "postmortem_text",
}  # fmt: skip
CAUSES = {
    "systemic": frozenset(["systemic", "verifiable", "blameless"]),
    "proximate": frozenset(["verifiable", "blameless"]),
    "not_verifiable": frozenset(["blameless"]),
    "blame": frozenset[str](),
}
"""What holds of a cause with this label."""
NOT_ASKED = {"not_verifiable": frozenset(["systemic"]), "blame": frozenset(["systemic", "verifiable"])}
"""What the label leaves open."""
_OPENING = re.compile(r"\{([a-z_]+)\|")


class Mark(NamedTuple):
    """text[start:end] is what the label speaks of."""

    label: str
    start: int
    end: int


class Example(NamedTuple):
    """A text with its labels. `holds` are the labels of a post-mortem text as a whole; `knows` are the only labels
    that were looked for, None where all were.
    """

    text: str
    audience: str
    kind: str
    marks: tuple[Mark, ...] = ()
    holds: frozenset[str] = frozenset()
    knows: frozenset[str] | None = None


class NotAnExample(ValueError):
    """A line that cannot be read; says which and why."""


def examples_of(path: Path) -> Iterator[Example]:
    """Yield the examples of a file. Raises NotAnExample with file and line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                yield _example(line)
            except ValueError as error:
                raise NotAnExample(f"{path}:{number}: {error}") from error


def _example(line: str) -> Example:
    for_whom, arrow, written = line.partition(" => ")
    if not arrow:
        raise ValueError("expected ' => ' after the audience or kind")
    text, marks = unmarked(written.strip().replace("\\n", "\n"))
    head, *holds = for_whom.split()
    short, _, kind = head.partition("/")
    if short in AUDIENCES:
        audience = AUDIENCES[short]
        return Example(text, audience, kind or USUAL_KIND[audience], marks)
    return Example(text, "postmortem", head, marks, frozenset(holds))


def unmarked(written: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the plain text and its marks. Raises ValueError for marks that do not close."""
    plain: list[str] = []
    open_marks: list[tuple[str, int]] = []
    marks: list[Mark] = []
    place = 0
    while place < len(written):
        opening = _OPENING.match(written, place)
        if opening:
            open_marks.append((opening[1], len(plain)))
            place = opening.end()
            continue
        if written[place] == "}":
            if not open_marks:
                raise ValueError("a mark closes that was not opened")
            label, start = open_marks.pop()
            marks.append(Mark(label, start, len(plain)))
        else:
            plain.append(written[place])
        place += 1
    if open_marks:
        raise ValueError(f"the mark {open_marks[-1][0]!r} does not close")
    return "".join(plain), tuple(marks)


# -- the examples that rules and elements bring themselves


def of_rule_files() -> list[Example]:
    """Return what the rules flag and leave alone by their own word; only the one rule is known of each."""
    return [
        _labelled(example, name, wrong=example in rule.flagged)
        for name, rule in registry.rules().items()
        if name in RULES_WEIGHED
        for example in (*rule.flagged, *rule.fine)
    ]


def _labelled(example: OwnExample, label: str, *, wrong: bool) -> Example:
    quote = example.quote or example.text
    start = example.text.index(quote)
    marks = (Mark(label, start, start + len(quote)),) if wrong else ()
    return Example(example.text, example.audience, example.kind, marks, knows=frozenset([label]))


def of_element_files(*, in_post_mortems: bool) -> list[Example]:
    """Return what the elements see and miss by their own word; only the one element is known of each."""
    found = []
    for name, element in registry.elements().items():
        for example in (*element.present, *element.absent):
            if name in REQUIRED[example.kind] and (example.kind in POSTMORTEM_KINDS) == in_post_mortems:
                said = example in element.present
                labelled = _labelled(example, name, wrong=said)
                found.append(labelled._replace(holds=frozenset([name] if said else [])))
    return found
