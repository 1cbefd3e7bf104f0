"""Causes for readers outside: the answers of the tree that can be told there, in the past and in plain words.

Pure over `Document`. An answer is told when it has evidence, says what made it possible, and names a condition; then what people did
is told of the thing, a term of the trade gives way to plain words, and what is over is told as over. Each step is one that
changes nothing in what is said. What the review would stop or ask about even then is not told, and `untold_causes` says why:
somebody who knows what readers know has to find the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from clarion.postmortems.blameless import people_in
from clarion.postmortems.document import Document
from clarion.postmortems.five_whys import WhyKind
from clarion.postmortems.person_to_role import Rewrite, rewrites_in, rewritten
from clarion.postmortems.told_to_readers import without_codes
from clarion.postmortems.why_checks import every_node, is_no_condition
from clarion.review import Audience, Finding, Kind, Lexicon, review
from clarion.review.fixes import fix
from clarion.review.lexicon import EMPTY
from clarion.review.reading.classes import AUXILIARIES, COORDINATORS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from clarion.updates.past_tense import in_the_past

#: Answers that say what made it possible. Luck and what helped are for colleagues.
TOLD_AS_CAUSES = frozenset({WhyKind.TRIGGER, WhyKind.CONTRIBUTOR, WhyKind.DETECTION_GAP, WhyKind.DIFFICULTY})
#: What may stand behind a noun that gives way to several words; behind another one, "the failover procedure", they would not read.
_ENDS_A_NOUN = AUXILIARIES | COORDINATORS | PREPOSITIONS | RELATIVES | SUBORDINATORS
_NEXT_WORD = re.compile(r"\s*([^\s.,;:)]*)")
_ARTICLE_BEFORE = re.compile(r"\b([Aa])n? $")
_LETTERS = re.compile(r"[^\W\d_]+")
_BLAMES = "It is about people; readers are told what made it possible."
_NAMES = "It names a person."


@dataclass(frozen=True, slots=True)
class Untold:
    """An answer that readers are not told, and why, in a sentence."""

    answer: str
    because: str


def told_causes(document: Document, *, lexicon: Lexicon = EMPTY) -> list[str]:
    """In the order of the tree, without a full stop. `lexicon`: whom and what the workspace knows by name."""
    return list(dict.fromkeys(words for words in _each(document, lexicon) if isinstance(words, str)))


def untold_causes(document: Document, *, lexicon: Lexicon = EMPTY) -> list[Untold]:
    """Answers with evidence that would be told, were it not for their words."""
    return [words for words in _each(document, lexicon) if isinstance(words, Untold)]


def _each(document: Document, lexicon: Lexicon) -> Iterator[str | Untold]:
    """A hypothesis is told to nobody outside the document."""
    roles = {**dict.fromkeys(lexicon.people, ""), **people_in(document)}
    lexicon, known = lexicon._replace(people=tuple(sorted(roles))), tuple(sorted(roles.items()))
    for node in every_node(document.whys):
        if node.kind in TOLD_AS_CAUSES and not node.hypothesis:
            yield _for_readers(node.answer, lexicon, known)


@lru_cache(maxsize=4096)
def _for_readers(answer: str, lexicon: Lexicon, roles: tuple[tuple[str, str], ...]) -> str | Untold:
    """Remembered: the page of a post-mortem asks it of every answer, again and again."""
    words = " ".join(without_codes(answer).split()).rstrip(".")
    away = [each for each in rewrites_in(words, dict(roles)) if not _tells_of_a_person(each)]
    words = _in_plain_words(rewritten(words, away), lexicon)
    words = in_the_past(words) or words
    if is_no_condition(words):
        return Untold(answer, _BLAMES)
    if _names_somebody(words, (name for name, _ in roles)):
        return Untold(answer, _NAMES)
    if found := next(iter(_said_of(words, lexicon)), None):
        return Untold(answer, f"“{found.quote}”: {found.message}")
    return words[0].upper() + words[1:]


def _tells_of_a_person(rewrite: Rewrite) -> bool:
    """ "The incident commander deployed" does, as "Ana deployed" did; "the certificate was not renewed" does not."""
    return rewrite.names and not re.search(r"\b(was|were)\b", rewrite.suggestion)


def _in_plain_words(words: str, lexicon: Lexicon) -> str:
    """With every safe rewrite of the review, and its plain word for each term of the trade that stands alone."""
    words = fix(
        words, lambda text: review(text, audience=Audience.PUBLIC, kind=Kind.POSTMORTEM, lexicon=lexicon)
    ).text
    for found in sorted(_said_of(words, lexicon), key=lambda each: each.start, reverse=True):
        after = _NEXT_WORD.match(words, found.end)
        stands_alone = after is not None and (not after[1] or after[1].lower() in _ENDS_A_NOUN)
        if found.rule == "jargon" and found.suggestion and stands_alone:
            words = _with_article(words[: found.start], found.suggestion) + words[found.end :]
    return words


def _with_article(before: str, noun: str) -> str:
    """ "An instance" and "a copy": the article follows the word that took the place of the other."""
    vowel = noun[0].lower() in "aeiou"
    return _ARTICLE_BEFORE.sub(lambda found: f"{found[1]}{'n' if vowel else ''} ", before) + noun


def _names_somebody(words: str, roles: Iterable[str]) -> bool:
    names = {
        part for name in roles for part in _LETTERS.findall(name) if part[:1].isupper() and len(part) > 2
    }
    return not names.isdisjoint(_LETTERS.findall(words))


def _said_of(words: str, lexicon: Lexicon) -> list[Finding]:
    """What readers outside would stumble over; a hint is no reason."""
    said = review(words, audience=Audience.PUBLIC, kind=Kind.POSTMORTEM, lexicon=lexicon)
    return list(said.telling)
