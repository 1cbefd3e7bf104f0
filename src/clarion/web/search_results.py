"""The results of a search as the page shows them: where each leads, its words with what was looked for marked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString, mark_safe

from clarion.problems.search.places import Place, places_of
from clarion.problems.search.texts import IndexedText, TextKind
from clarion.problems.search.words import words_in

#: Characters of a text that are shown around the first word that was looked for.
BEFORE, SHOWN = 60, 220


@dataclass(frozen=True)
class Result:
    label: str
    reference: str
    address: str
    title: SafeString
    excerpt: SafeString
    at: datetime


def results_of(texts: Iterable[IndexedText], words: Collection[str]) -> list[Result]:
    """Two queries, for the places."""
    texts = list(texts)
    return [_result(text, place, words) for text, place in zip(texts, places_of(texts), strict=True)]


def marked(text: str, words: Collection[str]) -> SafeString:
    """Every character is escaped; words that were looked for, the last one also begun, stand in `<mark>`."""
    parts, position = [], 0
    for word in sorted(words_in(text), key=lambda word: word.start):
        if word.start >= position and _is_wanted(word.key, words):
            parts += [
                escape(text[position : word.start]),
                "<mark>",
                escape(text[word.start : word.end]),
                "</mark>",
            ]
            position = word.end
    return mark_safe("".join([*parts, escape(text[position:])]))


def excerpt(text: str, words: Collection[str]) -> SafeString:
    """A piece of the text around the first word that was looked for, marked."""
    text = " ".join(text.split())
    first = next((word.start for word in words_in(text) if _is_wanted(word.key, words)), 0)
    begin = text.rfind(" ", 0, max(first - BEFORE, 0)) + 1 if first > BEFORE else 0
    end = text.find(" ", begin + SHOWN) if len(text) > begin + SHOWN else -1
    piece = text[begin:] if end < 0 else text[begin:end]
    dots = ("… " if begin else "", "" if end < 0 else " …")
    return mark_safe(f"{dots[0]}{marked(piece[: 2 * SHOWN], words)}{dots[1]}")


def _is_wanted(key: str, words: Collection[str]) -> bool:
    *_, last = words or [""]
    return bool(words) and (key in words or key.startswith(last))


def _result(text: IndexedText, place: Place, words: Collection[str]) -> Result:
    rest = text.text if text.kind == TextKind.WHY else f"{text.text}\n{text.cause}"
    label = TextKind(text.kind).label
    return Result(
        label, place.reference, place.path, marked(text.title, words), excerpt(rest, words), text.at
    )
