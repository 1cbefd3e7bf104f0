"""What the record says of an impact, told once it is over: "card payments are declined" -> "card payments were declined".

A record is written while it lasts, and a text about what is over is read for years. Only what is plain is turned: every clause has
a verb of a short list, and nothing in it points at its own present ("now", "until", "may"). Where that is not so, the sentence
stays as it is and is called what it was: how it looked at the time. No word is added that nobody wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clarion.review.reading.inflection import verb_forms
from clarion.review.reading.repairs import LEMMAS, THIRDS

AT_THE_TIME = "How it was at the time: "

_AUXILIARIES = {
    "is": "was", "are": "were", "has": "had", "have": "had", "cannot": "could not", "can": "could", "can't": "couldn't",
    "isn't": "wasn't", "aren't": "weren't", "hasn't": "hadn't", "haven't": "hadn't", "don't": "didn't", "doesn't": "didn't",
}  # fmt: skip
#: Verbs that are hardly ever nouns.
_PLAIN = tuple(
    """
    fail see receive lose get arrive appear respond remain reject refuse decline go come become know warn describe contain depend
    exist ignore assume require allow prevent keep hold make send write serve expire include
    """.split()
)
#: Verbs whose forms are nouns as well: "page loads", "error reports".
_ALSO_NOUNS = tuple(
    """
    load show return work run start stop open stay wait need miss hang crash break freeze report take reach drop display use share
    end check cover lack
    """.split()
)
_VERBS = {
    form: (verb_forms(lemma)[2], lemma in _PLAIN, form == lemma)
    for lemma in (*_PLAIN, *_ALSO_NOUNS)
    for form in verb_forms(lemma)[:2]
}
#: Forms of which no other is turned: "the gateway's own check", and what reads the same in past and present.
_VERBS |= {"owns": ("owned", True, False), "reads": ("read", True, False), "lets": ("let", True, False)}
#: Behind one of these a bare verb is no act of its own: "no test makes the check fail".
_LET_ACT = frozenset("make makes made let lets help helps helped see sees saw".split())
_PASTS = frozenset(past for past, _, _ in _VERBS.values()) | frozenset(
    "was were had did could wasn't weren't hadn't didn't couldn't".split()
)
_BARE_AFTER = frozenset(_AUXILIARIES) | frozenset("to not do does did could couldn't didn't was were".split())
_BETWEEN = frozenset("also only often still always mostly sometimes never no longer even both all".split())
_DETERMINERS = frozenset(
    "a an the this these those our your their its his her some any every each no".split()
)
#: With one of these a sentence speaks of its own present, of what may be, or of more than was.
_POINTS_AT_NOW = frozenset(
    """
    now currently present presently moment today tonight tomorrow yet until till since soon ago will shall may might should would must
    do does it's there's that's we're they're you're i'm we've they've
    """.split()
)
_MANY = frozenset("they we you people some many few most several others".split())
_PRONOUNS = frozenset("i it he she they we you".split())
_RELATIVES = frozenset("that which who whom whose what".split())
_OPENS_A_CLAUSE = frozenset(
    "while when where if because that which who whom as since although though unless so whether how what why".split()
)
_JOINS = frozenset(["and", "or", "but", "nor", "then"])
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = re.compile(r"[,;:()–—]")
_NOT_PLAIN = re.compile(r"[?\"“”`\n\[\]]|[.!]\s")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    lower: str
    raised: bool
    breaks: bool
    """A comma, colon or bracket stands before it."""


def told_afterwards(sentence: str) -> str:
    """The sentence in the past, without its full stop; or named as how it was at the time. Empty for nothing."""
    sentence = sentence.strip().rstrip(".")
    past = in_the_past(sentence)
    if not sentence or past is None:
        return sentence and f"{AT_THE_TIME}{sentence}"
    return past[0].upper() + past[1:] if past.split()[0].islower() else past


def in_the_past(text: str) -> str | None:
    """Its sentences in the past, or None where one is not plain how. One that is in the past already stays as it is."""
    sentences = [_in_the_past(sentence) for sentence in text.split(". ")]
    return None if None in sentences else ". ".join(map(str, sentences))


def _in_the_past(sentence: str) -> str | None:
    words = list(_words(sentence))
    if _NOT_PLAIN.search(sentence) or any(
        each.lower in _POINTS_AT_NOW and not _negates(words, n) for n, each in enumerate(words)
    ):
        return None
    turned = {place: past for place in range(len(words)) if (past := _past_at(words, place))}
    told = turned.keys() | {place for place, each in enumerate(words) if each.lower in _PASTS}
    if not told or not all(_is_plain(words, clause, told) for clause in _clauses(words)):
        return None
    for place in sorted(turned, reverse=True):
        word = words[place]
        sentence = sentence[: word.start] + turned[place] + sentence[word.end :]
    return sentence


def _words(sentence: str) -> Iterator[_Word]:
    end = 0
    for found in _WORD.finditer(sentence):
        breaks = bool(_STOP.search(sentence, end, found.start()))
        lower, raised = found[0].lower().replace("’", "'"), found[0][0].isupper()
        yield _Word(found.start(), found.end(), lower, raised, breaks)
        end = found.end()


def _negates(words: list[_Word], place: int) -> bool:
    """ "Do not arrive" is turned; "do" alone is not."""
    following = words[place + 1 : place + 2]
    return words[place].lower in {"do", "does"} and bool(following) and following[0].lower == "not"


def _past_at(words: list[_Word], place: int) -> str:
    """The past of the verb that stands there, or nothing."""
    lower = words[place].lower
    if place == 0:
        return ""
    if _negates(words, place):
        return "did"
    if lower in _AUXILIARIES:
        return "" if words[place - 1].lower == "to" else _AUXILIARIES[lower]
    if lower not in _VERBS:
        return ""
    past, plain, base = _VERBS[lower]
    before = _before(words, place)
    if before in _BARE_AFTER or before in _DETERMINERS or not before or (base and _is_let(words, place)):
        return ""
    return past if plain or _may_be_its_subject(words, place, before, base=base) else ""


def _is_let(words: list[_Word], place: int) -> bool:
    """Whether something else in its clause makes or lets it happen."""
    for word in range(place - 1, -1, -1):
        if words[word].lower in _LET_ACT:
            return True
        if words[word + 1].breaks or words[word].lower in _OPENS_A_CLAUSE | _JOINS:
            break
    return False


def _before(words: list[_Word], place: int) -> str:
    """The nearest word before that is no adverb; nothing where a clause begins."""
    for word in range(place - 1, -1, -1):
        if words[word + 1].breaks:
            return ""
        if words[word].lower not in _BETWEEN and not words[word].lower.endswith("ly"):
            return words[word].lower
    return ""


def _may_be_its_subject(words: list[_Word], place: int, before: str, *, base: bool) -> bool:
    """ "Results show" and "checkout loads" agree in number; "page loads are slow" has its verb behind it."""
    following = words[place + 1].lower if place + 1 < len(words) else ""
    many = before in _MANY or (before.endswith("s") and not before.endswith("ss"))
    verb_follows = following in _AUXILIARIES or following in _VERBS or following in _PASTS
    return many == base and not verb_follows and before not in _OPENS_A_CLAUSE | _JOINS


def _clauses(words: list[_Word]) -> Iterator[range]:
    first = 0
    for place, word in enumerate(words):
        if place and (word.breaks or word.lower in _OPENS_A_CLAUSE | _JOINS):
            yield range(first, place)
            first = place
    yield range(first, len(words))


def _is_plain(words: list[_Word], clause: range, told: set[int]) -> bool:
    """Its verb is in the past by now, right behind "who" or "that"; or it is none by itself, as "and Portugal"."""
    lower = [words[place].lower for place in clause]
    if lower[0] in _RELATIVES:
        return clause.start + 1 in told
    if not told.isdisjoint(clause):
        return True
    if clause.start < min(told) and lower[0] not in _OPENS_A_CLAUSE:
        return True  # the subject, "Orders and refunds fail"
    first = clause.start + (lower[0] in _JOINS)
    rest = words[first : clause.stop]
    acts = _PRONOUNS | LEMMAS | _VERBS.keys()
    return bool(rest) and _names_a_thing(rest[0]) and acts.isdisjoint(lower)


def _names_a_thing(word: _Word) -> bool:
    """Not sure to be one, and sure to be no verb that would have to be turned."""
    if word.lower in LEMMAS | THIRDS | _VERBS.keys() | _OPENS_A_CLAUSE:
        return False
    return word.raised or word.lower in _DETERMINERS or word.lower[0].isdigit() or word.lower.endswith("s")
