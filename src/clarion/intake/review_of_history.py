"""What the review finds in updates that others published: which elements they lack, how often each rule fires.

Each update is reviewed as a public text of the kind that its place and state suggest, without a record.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from clarion.intake.history import PastIncident, kind_of
from clarion.review import review
from clarion.review.registry import rules
from clarion.updates.audiences import Audience, Kind


def review_table(history: Iterable[PastIncident]) -> str:
    """Two tables in plain aligned text: elements by kind, rules over all updates."""
    texts: Counter[str] = Counter()
    present: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    fired: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for kind, text in _texts(history):
        said = review(text, audience=Audience.PUBLIC, kind=kind)
        texts[kind] += 1
        asked.update((element.name, kind) for element in said.elements)
        present.update((element.name, kind) for element in said.elements if element.present)
        found.update(finding.rule for finding in said.findings)
        fired.update({finding.rule for finding in said.findings})
    total = texts.total()
    elements = [
        (name, kind, _number(asked[name, kind]), _share(present[name, kind], asked[name, kind]),
         _share(asked[name, kind] - present[name, kind], asked[name, kind]))
        for name in dict.fromkeys(name for name, _ in asked)
        for kind in Kind
        if asked[name, kind]
    ]  # fmt: skip
    fires = [
        (name, _number(fired[name]), _share(fired[name], total), _number(found[name])) for name in rules()
    ]
    return "\n\n".join(
        [
            f"The review of {total:,} updates, each as a public text",
            _aligned(("element", "kind", "updates", "present", "missing"), elements, words=2),
            _aligned(("rule", "updates", "share", "findings"), fires, words=1),
        ]
    )


def _texts(history: Iterable[PastIncident]) -> Iterable[tuple[Kind, str]]:
    for past in history:
        for number, update in enumerate(past.updates):
            yield kind_of(number, update), update.text


def _number(count: int) -> str:
    return f"{count:,}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _aligned(head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int) -> str:
    """Columns as wide as their widest cell; the first `words` columns to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *rows]
    )
