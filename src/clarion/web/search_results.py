"""The results of a search as the page shows them: where each leads, its words with what was looked for marked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from clarion.postmortems.postmortem import PostMortem
from clarion.problems.problem import Problem
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
    """Two queries, for the addresses of post-mortems and problems."""
    texts = list(texts)
    postmortems = PostMortem.objects.in_bulk({text.postmortem for text in texts if text.postmortem})
    problems = Problem.objects.in_bulk([text.row for text in texts if text.kind == TextKind.PROBLEM])
    return [_result(text, words, postmortems, problems) for text in texts]


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


def _result(
    text: IndexedText,
    words: Collection[str],
    postmortems: dict[int, PostMortem],
    problems: dict[int, Problem],
) -> Result:
    postmortem = postmortems.get(text.postmortem or 0)
    reference, address = _where(text, postmortem, problems.get(text.row))
    rest = text.text if text.kind == TextKind.WHY else f"{text.text}\n{text.cause}"
    label = TextKind(text.kind).label
    return Result(label, reference, address, marked(text.title, words), excerpt(rest, words), text.at)


def _where(text: IndexedText, postmortem: PostMortem | None, problem: Problem | None) -> tuple[str, str]:
    """How it is called, and where it is read."""
    if text.kind == TextKind.PROBLEM and problem:
        return problem.reference, reverse("problem", args=[problem.public_id])
    if postmortem:
        page = reverse("postmortem", args=[postmortem.public_id])
        if text.kind == TextKind.ITEM:
            return f"AI-{text.row}", f"{page}#items"
        return postmortem.reference, f"{page}#causes" if text.kind == TextKind.WHY else page
    return f"INC-{text.row}", reverse("room", args=[text.row])
