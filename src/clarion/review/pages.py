"""The page of a rule, an element or a claim field in Markdown, written from its own file: what it asks, why, for whom,
examples, look-alikes, sources. `clarion rule NAME` shows it, and the pages under docs/ are these.
"""

from collections.abc import Iterable, Iterator

from clarion.review import registry
from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.element import ElementRule
from clarion.review.elements import REQUIRED
from clarion.review.message import Audience, Kind
from clarion.review.record import Cause, Record
from clarion.review.rule import Example, Rule, Source, Strictness
from clarion.review.secrets import mask, secrets_of

_EMPTY = Record()


def page_of(name: str) -> str | None:
    """Return the page of a rule, an element or a claim field, in this order; None for an unknown name.

    A few words are both an element and a claim field ("status", "cause"): then both are shown.
    """
    pages = []
    if rule := registry.rules().get(name):
        pages.append(rule_page(name, rule))
    if element := registry.elements().get(name):
        pages.append(element_page(name, element))
    if claim := registry.claims().get(name):
        pages.append(claim_page(name, claim))
    return "\n".join(pages) or None


def rule_page(name: str, rule: Rule) -> str:
    return _joined(
        [
            f"# {name}",
            rule.reason,
            "## Why it matters",
            rule.why,
            "## How severe",
            *_severities(rule.severity),
            "## Found",
            *_listed(_quoted(example) for example in rule.flagged),
            "## Fine, though it looks alike",
            *_listed(_quoted(example) for example in rule.fine),
            "## To let one sentence stand",
            f"Put `<!-- clarion: allow {name} because REASON -->` before it; the reason stays in the text.",
            *_sources(rule.sources),
        ]
    )


def element_page(name: str, element: ElementRule) -> str:
    kinds = [f"`{kind}`" for kind, names in REQUIRED.items() if name in names]
    return _joined(
        [
            f"# {name}",
            element.asks,
            "## Why it matters",
            element.why,
            "## Asked of",
            ", ".join(kinds) + ".",
            "## Said",
            *_listed(_quoted(example) for example in element.present),
            "## Not said, though it looks alike",
            *_listed(_quoted(example) for example in element.absent),
            *_sources(element.sources),
        ]
    )


def claim_page(field: str, claim: ClaimRule, *, heading: str = "#") -> str:
    """`heading` is the mark of its title: the pages of all fields are one document."""
    return _joined(
        [
            f"{heading} {field} (record)",
            claim.checks,
            f"{heading}# Contradicted or not held",
            *_listed(_against(example) for example in claim.faulty),
            f"{heading}# Agrees",
            *_listed(_against(example) for example in claim.agreeing),
        ]
    )


# -- parts of a page


def _joined(parts: Iterable[str]) -> str:
    """Blank lines between parts, none between the items of a list."""
    page, before = "", ""
    for part in parts:
        in_list = part.startswith("- ") and before.startswith("- ")
        page += ("\n" if before and not in_list else "") + part + "\n"
        before = part
    return page


def _listed(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield f"- {item}"


def _quoted(example: Example) -> str:
    return f"{_code(example.text)} ({example.kind} for {example.audience})"


def _against(example: GroundingExample) -> str:
    held = [
        f"{field} {_value(getattr(example.record, field))}"
        for field in Record._fields
        if getattr(example.record, field) != getattr(_EMPTY, field)
    ]
    return f"{_code(example.text)} (record: {', '.join(held) or 'nothing'})"


def _value(value: object) -> str:
    if isinstance(value, Cause):
        return f"{'confirmed' if value.confirmed else 'suspected'}: {value.text}" if value.text else "unknown"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _code(text: str) -> str:
    """Return the text as inline code, secrets masked, line ends shown: nothing in an example may act as Markdown."""
    shown = " ⏎ ".join(mask(text, 0, len(text), list(secrets_of(text))).split("\n"))
    ticks = "`" * (max((len(run) for run in _runs(shown)), default=0) + 1)
    blank = " " if "`" in shown[:1] + shown[-1:] else ""
    return f"{ticks}{blank}{shown}{blank}{ticks}"


def _runs(text: str) -> list[str]:
    """Return the runs of backticks."""
    return "".join(sign if sign == "`" else " " for sign in text).split()


def _severities(strictness: Strictness) -> Iterator[str]:
    if not strictness.audiences and not strictness.kinds:
        yield f"- {strictness.default or 'off'}, for everybody"
        return
    if set(strictness.audiences) != set(Audience):
        yield f"- {strictness.default or 'off'}, unless said otherwise below"
    for audience in Audience:
        if audience in strictness.audiences:
            yield f"- for {audience}: {strictness.audiences[audience] or 'off'}"
    for kind in Kind:
        if kind in strictness.kinds:
            yield f"- in a text of kind {kind}: {strictness.kinds[kind] or 'off'}"


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    yield "## Where the guidance comes from"
    yield from _listed(f"[{source.title}]({source.url})" for source in sources)


# -- lists of all


def listed() -> Iterator[tuple[str, str, str]]:
    """Yield sort ("rule", "element", "record"), name and one sentence of everything that a review looks for."""
    for name, rule in registry.rules().items():
        yield "rule", name, rule.reason
    for name, element in registry.elements().items():
        yield "element", name, element.asks
    for field, claim in registry.claims().items():
        yield "record", field, claim.checks
