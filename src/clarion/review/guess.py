"""For whom a file is and what kind of message it is: said in its front matter, or guessed by its folders and its name.

    ---
    audience: customer
    kind: resolution
    ---

Of the two, what is not said follows from the other: talking points are for support, a text for leadership is an
executive summary. Where nothing tells, a text is progress for the public, the strictest reading.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clarion.review.message import AFTER_THE_END, Audience, Kind
from clarion.review.reading.patterns import pattern


class UnknownName(ValueError):
    """Front matter names an audience or a kind that does not exist."""

    def __init__(self, line: int, key: str, value: str, known: str) -> None:
        super().__init__(f"{value!r} is no {key}; known are {known}")
        self.line = line


class Guess(NamedTuple):
    audience: Audience
    kind: Kind
    why: str
    """In words, for the user: "said in its front matter"."""


AUDIENCE_OF_KIND = {
    Kind.ALERT: Audience.ENGINEERING,
    Kind.PARTNER_BRIEF: Audience.PARTNERS,
    Kind.TALKING_POINTS: Audience.SUPPORT,
    Kind.CUSTOMER_REPLY: Audience.CUSTOMER,
    Kind.EXECUTIVE_SUMMARY: Audience.LEADERSHIP,
    Kind.RCA: Audience.LEADERSHIP,
    Kind.TIMELINE_ENTRY: Audience.POSTMORTEM,
    Kind.WHY_ANSWER: Audience.POSTMORTEM,
    Kind.ROOT_CAUSE: Audience.POSTMORTEM,
    Kind.ACTION_ITEM: Audience.POSTMORTEM,
    Kind.POSTMORTEM_TEXT: Audience.POSTMORTEM,
}
KIND_OF_AUDIENCE = {
    Audience.PARTNERS: Kind.PARTNER_BRIEF,
    Audience.SUPPORT: Kind.TALKING_POINTS,
    Audience.LEADERSHIP: Kind.EXECUTIVE_SUMMARY,
    Audience.POSTMORTEM: Kind.POSTMORTEM_TEXT,
}
_AUDIENCE_NAMES = {each.value: each for each in Audience} | {
    "post-mortem": Audience.POSTMORTEM, "retrospective": Audience.POSTMORTEM, "rca": Audience.POSTMORTEM,
    "partner": Audience.PARTNERS, "executive": Audience.LEADERSHIP, "statuspage": Audience.PUBLIC,
    "status-page": Audience.PUBLIC, "status": Audience.PUBLIC, "e-mail": Audience.CUSTOMER, "internal": Audience.ENGINEERING,
}  # fmt: skip
#: A folder "postmortems" holds the documents; that a text is for readers is said in its front matter.
_KIND_NAMES = {each.value.replace("_", "-"): each for each in Kind if each not in AFTER_THE_END} | {
    "ack": Kind.ACKNOWLEDGEMENT, "acknowledgment": Kind.ACKNOWLEDGEMENT, "resolved": Kind.RESOLUTION,
    "partner": Kind.PARTNER_BRIEF, "reply": Kind.CUSTOMER_REPLY, "replies": Kind.CUSTOMER_REPLY,
}  # fmt: skip
_FRONT_MATTER = pattern(r"(?:---|\+\+\+)\r?\n")
_ENTRY = pattern(r"(audience|kind)\s*[:=]\s*[\"']?([\w-]+)[\"']?\s*(?:#.*)?$")
_LONGEST_FRONT_MATTER = 200
"""Lines that are looked at."""


def guess(path: str, text: str, *, audience: Audience | None = None, kind: Kind | None = None) -> Guess:
    """Return audience and kind of a text; what is given stands. Raises UnknownName for a wrong word in front matter."""
    if audience and kind:
        return Guess(audience, kind, "as asked")
    asked = audience or kind
    said = dict(_said(text))
    said_audience, said_kind = _named(said, "audience", Audience), _named(said, "kind", Kind)
    folder_audience, folder_kind = _by_path(path)
    known_audience = audience or said_audience or (None if said_kind or kind else folder_audience)
    known_kind = kind or said_kind or folder_kind
    if known_audience is None and known_kind is None:
        return Guess(Audience.PUBLIC, Kind.PROGRESS, "nothing says otherwise; --audience and --kind do")
    why = "as asked" if asked else "said in its front matter" if said_audience or said_kind else "by its path"
    found_audience = (
        known_audience
        or AUDIENCE_OF_KIND.get(known_kind or Kind.PROGRESS)
        or folder_audience
        or Audience.PUBLIC
    )
    return Guess(found_audience, known_kind or KIND_OF_AUDIENCE.get(found_audience, Kind.PROGRESS), why)


def _said(text: str) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield audience and kind of the front matter, each with its line."""
    if not _FRONT_MATTER.match(text):
        return
    lines = text.split("\n", _LONGEST_FRONT_MATTER)
    for number, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], start=2):
        if line.rstrip() == lines[0].rstrip():
            return
        entry = _ENTRY.match(line.rstrip())
        if entry:
            yield entry[1], (number, entry[2])


def _named[T: (Audience, Kind)](said: dict[str, tuple[int, str]], key: str, known: type[T]) -> T | None:
    if key not in said:
        return None
    line, value = said[key]
    try:
        return known(value.replace("-", "_"))
    except ValueError:
        raise UnknownName(line, key, value, ", ".join(known)) from None


def _by_path(path: str) -> tuple[Audience | None, Kind | None]:
    """Look at file name and folders, the nearest first: "postmortems/2025-02.md", "support/talking-points.md"."""
    audience: Audience | None = None
    kind: Kind | None = None
    for part in reversed(re.split(r"[/\\]", path.lower())):
        name = re.sub(r"\.\w+$", "", part).replace("_", "-")
        name = re.sub(r"^[\d-]+|-?\d+$", "", name).strip("-")
        for form in (name, name.removesuffix("s")):
            audience = audience or _AUDIENCE_NAMES.get(form)
            kind = kind or _KIND_NAMES.get(form)
    return audience, kind
