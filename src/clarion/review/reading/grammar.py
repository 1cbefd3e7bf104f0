"""Light grammar by word classes: who is the subject of a verb, is it negated, passive, under a modal, in which clause.

Everything looks at a window of words around the one in question, so its cost does not grow with the text.
Words are addressed by their index in the reading.
"""

from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from clarion.review.lexicon import Lexicon
from clarion.review.reading.classes import (
    ADVERBS,
    AMBIGUOUS,
    AUXILIARIES,
    BE,
    COORDINATORS,
    DEPARTMENTS,
    DETERMINERS,
    GROUPS,
    HAVE,
    HUMAN,
    MODALS,
    NEGATIONS,
    NOT_ADVERBS,
    NUMBER_WORDS,
    PERSONAL_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    TECHNICAL_MODIFIERS,
)
from clarion.review.reading.names import GIVEN_NAMES
from clarion.review.reading.reading import STOPS, Reading
from clarion.review.reading.sentences import Sentence

_WINDOW = 24
"""No subject is looked for further from its verb than this many words."""
_STRETCH = 60
_CONTRACTED = {
    f"{pronoun}'{rest}": pronoun
    for pronoun in ("i", "we", "you", "he", "she", "it", "they")
    for rest in ("m", "re", "s", "ve", "ll", "d")
}
"""A subject that has swallowed its auxiliary: "we're" -> we."""
_ABBREVIATED = frozenset(["qa", "hr", "ops", "devops", "infra", "sre", "secops", "dba", "dbas"])
"""Departments that a note in the channel writes with small letters."""
_PART_OF = frozenset(
    [
        "one",
        "two",
        "three",
        "some",
        "many",
        "most",
        "several",
        "none",
        "all",
        "half",
        "both",
        "each",
        "either",
    ]
)


class Nature(StrEnum):
    """What a noun phrase names."""

    PERSON = "person"
    TEAM = "team"
    SELF = "self"
    """We, I: the writer's own side."""
    READER = "reader"
    THING = "thing"


class NounPhrase(NamedTuple):
    """The words first..last (inclusive) with their head noun."""

    first: int
    last: int
    head: int


# -- around a verb


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)


def verb_group_start(reading: Reading, sentence: Sentence, verb: int) -> int:
    """Return the first word of the verb's group: "had simply not been told" -> had."""
    first = verb
    while first > sentence.first and not breaks_before(reading, first):
        before = reading.lower[first - 1]
        if before in AUXILIARIES or is_adverb(before):
            first -= 1
        else:
            break
    return first


def negated(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """Tell whether the verb's own group holds a negation: "did not check", "never checked"."""
    start = verb_group_start(reading, sentence, verb)
    return not NEGATIONS.isdisjoint(reading.lower[start:verb])


def modal(reading: Reading, sentence: Sentence, verb: int) -> str | None:
    """Return the modal of the verb's group: "should have tested" -> should."""
    start = verb_group_start(reading, sentence, verb)
    return next((word for word in reading.lower[start:verb] if word in MODALS), None)


def passive(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """Tell whether the verb (a past participle) follows a form of "be": "was deleted", "had been skipped"."""
    start = verb_group_start(reading, sentence, verb)
    auxiliaries = [word for word in reading.lower[start:verb] if word in BE or word in HAVE]
    return bool(auxiliaries) and auxiliaries[-1] in BE and not reading.lower[verb].endswith("ing")


def subject_of(reading: Reading, sentence: Sentence, verb: int) -> NounPhrase | None:
    """Return the subject of the verb at `verb`, or None where the sentence does not show one.

    A relative pronoun stands for the noun before it: "the engineer who skipped" -> the engineer.
    """
    end = verb_group_start(reading, sentence, verb)
    if end < verb and reading.lower[end] in _CONTRACTED:
        return NounPhrase(end, end, end)
    if end > sentence.first and reading.lower[end - 1] in COORDINATORS and not breaks_before(reading, end):
        # "checked the list and forgot row 3": the subject stands before the first verb; take the clause's beginning
        return _subject_before(reading, sentence, end - 1, shared=True)
    return _subject_before(reading, sentence, end, shared=False)


def _subject_before(reading: Reading, sentence: Sentence, end: int, *, shared: bool) -> NounPhrase | None:
    lower = reading.lower
    if end <= sentence.first:
        return None
    if lower[end - 1] in RELATIVES and not shared:
        return _antecedent(reading, sentence, end - 1)
    if breaks_before(reading, end) and not shared:
        return _before_insertion(reading, sentence, end)
    start = clause_start(reading, sentence, end)
    if sentence.first < start < end and lower[start - 1] in {"who", "which"} and not shared:
        # "the intern who was left alone did not know": the relative clause has its own verb
        return _antecedent(reading, sentence, start - 1)
    return noun_phrase(reading, start, end, first_one=shared)


def _antecedent(reading: Reading, sentence: Sentence, relative: int) -> NounPhrase | None:
    """The noun that "who" stands for: the nearest one if it names people, else the head of the clause's subject."""
    nearest = phrase_before(reading, sentence, relative)
    if nearest and nature(reading, nearest) is not Nature.THING:
        return nearest
    start = clause_start(reading, sentence, relative, over_comma=True)
    return noun_phrase(reading, start, relative, first_one=False) if start < relative else None


def _before_insertion(reading: Reading, sentence: Sentence, end: int) -> NounPhrase | None:
    """ "The engineer, who was new, skipped the check": step over what stands between two commas."""
    if "," not in reading.gap(end):
        return None
    opening = end - 1
    while opening > sentence.first and end - opening < _WINDOW and "," not in reading.gap(opening):
        opening -= 1
    if "," not in reading.gap(opening) or reading.lower[opening] in COORDINATORS or opening == sentence.first:
        return None
    return noun_phrase(reading, clause_start(reading, sentence, opening), opening, first_one=False)


def clause_start(reading: Reading, sentence: Sentence, end: int, *, over_comma: bool = False) -> int:
    """Return where the clause that ends before the word `end` begins: after punctuation or a subordinator."""
    lower, gaps = reading.lower, reading.words.gaps
    first = max(sentence.first, end - _WINDOW)
    for word in range(end - 1, first - 1, -1):
        text = lower[word]
        if text in _OPENERS or (text == "that" and _opens_a_clause(reading, word)):
            return word + 1
        if text in _RELATIVE_PRONOUNS and word < end - 1:
            return word + 1
        ends = gaps[word] != " " and word > first and breaks_before(reading, word)
        if ends and not (over_comma and gaps[word].strip() == ","):
            return word
    return first


_OPENERS = (SUBORDINATORS - {"after", "before", "since", "until", "till", "that"}) | {
    "but",
    "nor",
    "yet",
    "then",
}
_RELATIVE_PRONOUNS = frozenset(["who", "whom", "which"])


def _opens_a_clause(reading: Reading, that: int) -> bool:
    """ "... say that the staff": a determiner, pronoun or name after "that" begins a clause; a noun does not."""
    following = reading.lower[that + 1] if that + 1 < len(reading.lower) else ""
    return (
        following in DETERMINERS
        or following in PERSONAL_PRONOUNS
        or following in {"we", "i", "you", "they", "it"}
    )


def breaks_before(reading: Reading, word: int) -> bool:
    """Tell whether punctuation that ends a phrase stands before this word."""
    gap = reading.words.gaps[word]
    return gap != " " and not STOPS.isdisjoint(gap)


def clause_around(
    reading: Reading, sentence: Sentence, word: int, joints: frozenset[str], *, reach: int
) -> tuple[int, int]:
    """Return the first and last word of the clause that holds `word`, at most `reach` words to each side.

    Clauses part at punctuation and before a word of `joints`, which belongs to the clause that it opens.
    """

    def parts(place: int) -> bool:
        return breaks_before(reading, place) or reading.lower[place] in joints

    first = last = word
    while first > sentence.first and word - first < reach and not parts(first):
        first -= 1
    while last + 1 < sentence.last and last - word < reach and not parts(last + 1):
        last += 1
    return first, last


# -- noun phrases


def noun_phrase(reading: Reading, start: int, end: int, *, first_one: bool) -> NounPhrase | None:
    """Return the noun phrase that is the subject in lower[start:end], the last one there unless `first_one`.

    The head is the noun before the first preposition: "the person on shift" -> person, "the health check" -> check.
    """
    lower = reading.lower
    while start < end and (
        lower[start] in COORDINATORS or lower[start] in SUBORDINATORS or is_adverb(lower[start])
    ):
        if lower[start] in DETERMINERS:
            break
        start += 1
    while end > start and (is_adverb(lower[end - 1]) and end - start > 1):
        end -= 1
    start = _after_opening_phrase(reading, start, end)
    if start >= end:
        return None
    stop = _first_preposition(reading, start, end)
    if first_one:
        stop = min(stop, _first_verb(reading, start, end))
    last = stop - 1
    if last == start and stop < end and lower[last] in _PART_OF and lower[stop] == "of":
        # "one of our engineers forgot": those named after "of" act
        last = _first_preposition(reading, stop + 1, end) - 1
    return NounPhrase(start, max(end - 1, start), last) if last >= start else None


def _after_opening_phrase(reading: Reading, start: int, end: int) -> int:
    """Skip "On Monday", "In the morning", "At 12:10 UTC" before the subject: it begins at the last determiner or name."""
    lower = reading.lower
    if start >= end or lower[start] not in PREPOSITIONS:
        return start
    for word in range(end - 1, start, -1):
        if (
            lower[word] in DETERMINERS
            or lower[word] in PERSONAL_PRONOUNS
            or lower[word] in {"we", "i", "you", "they"}
        ):
            return word if lower[word - 1] not in PREPOSITIONS else end
    for word in range(start + 1, end):
        if is_name(reading, word):
            return word
    return end


def _first_preposition(reading: Reading, start: int, end: int) -> int:
    for word in range(start + 1, end):
        if reading.lower[word] in PREPOSITIONS and not _hyphenated(reading, word):
            return word
    return end


def _hyphenated(reading: Reading, word: int) -> bool:
    """ "On-call engineer": the preposition is part of a word."""
    return "-" in reading.words.gaps[word] or "-" in reading.words.gaps[word + 1]


def _first_verb(reading: Reading, start: int, end: int) -> int:
    """Return the first word after the phrase's beginning that looks like a finite verb."""
    for word in range(start + 1, end):
        text = reading.lower[word]
        if text in AUXILIARIES or (text.endswith("ed") and len(text) > 4):
            return word
    return end


def is_name(reading: Reading, word: int) -> bool:
    """Tell whether this word is a person's name: of the workspace's people, or a common given name with a capital."""
    if not reading.capitalised(word):
        return False
    text = reading.lower[word].removesuffix("'s")
    return text in GIVEN_NAMES or text in people_of(reading.lexicon)


@lru_cache(maxsize=64)
def people_of(lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the workspace's people, word by word, lower case."""
    return frozenset(part.lower() for name in lexicon.people for part in name.split())


def nature(reading: Reading, phrase: NounPhrase) -> Nature:
    """Tell what a noun phrase names: a person, a team, the writer's side, the reader, or a thing."""
    lower, head = reading.lower, phrase.head
    noun = _CONTRACTED.get(lower[head], lower[head].removesuffix("'s").removesuffix("'"))
    if noun in {"we", "i", "us"}:
        return Nature.SELF
    if noun == "you":
        return Nature.READER
    if noun in PERSONAL_PRONOUNS or is_name(reading, head):
        return Nature.PERSON
    if noun == "it" and reading.cased(head)[:2] != "IT":
        return Nature.THING
    if noun in DEPARTMENTS and head == phrase.first and (reading.capitalised(head) or noun in _ABBREVIATED):
        return Nature.TEAM
    if noun not in HUMAN and noun not in _teams(reading.lexicon):
        return Nature.THING
    if noun in AMBIGUOUS and _is_machine(reading, phrase):
        return Nature.THING
    return Nature.TEAM if noun in GROUPS or noun in _teams(reading.lexicon) else Nature.PERSON


@lru_cache(maxsize=64)
def _teams(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(team.split()[-1].lower() for team in lexicon.teams if team.split())


def _is_machine(reading: Reading, phrase: NounPhrase) -> bool:
    before = reading.lower[phrase.head - 1] if phrase.head > phrase.first else ""
    return before in TECHNICAL_MODIFIERS or (
        before in _OF_COMPANIES and reading.lower[phrase.head] in _OPERATORS
    )


_OPERATORS = frozenset(["operator", "operators"])
_OF_COMPANIES = frozenset(
    "mobile telephone phone telecom telecoms grid rail railway ferry bus tour fibre fiber cable".split()
)
"""A mobile operator is a company, no person at a desk."""


def is_human(reading: Reading, phrase: NounPhrase | None) -> bool:
    """Tell whether the phrase names a person or team other than the writer's "we" and the reader."""
    return phrase is not None and nature(reading, phrase) in {Nature.PERSON, Nature.TEAM}


def phrase_before(reading: Reading, sentence: Sentence, end: int) -> NounPhrase | None:
    """Return the noun phrase that ends before the word `end`: for possessives, "the operator's" before "mistake"."""
    first = end
    while first > sentence.first and not (first < end and breaks_before(reading, first)):
        word = reading.lower[first - 1]
        if word in PREPOSITIONS or word in AUXILIARIES or word in COORDINATORS or word in SUBORDINATORS:
            break
        first -= 1
        if word in DETERMINERS or end - first >= 6:
            break
    return NounPhrase(first, end - 1, end - 1) if first < end else None


def phrase_after(reading: Reading, sentence: Sentence, start: int) -> NounPhrase | None:
    """Return the noun phrase that begins at `start`: the agent after "by", the target after "blame"."""
    stop = start
    while stop < sentence.last and stop - start < 8 and not (stop > start and breaks_before(reading, stop)):
        word = reading.lower[stop]
        if stop > start and (
            word in PREPOSITIONS or word in AUXILIARIES or word in COORDINATORS or word in RELATIVES
        ):
            break
        if stop > start and word in DETERMINERS:
            break
        stop += 1
    return NounPhrase(start, stop - 1, _last_noun(reading, start, stop)) if stop > start else None


def _last_noun(reading: Reading, start: int, stop: int) -> int:
    """The head of a phrase that may run into a verb: the last human noun or name, else the last word."""
    for word in range(stop - 1, start - 1, -1):
        if is_adverb(reading.lower[word]):
            continue
        if reading.lower[word] in HUMAN or is_name(reading, word):
            return word
    return stop - 1


def agent_of(reading: Reading, sentence: Sentence, verb: int) -> NounPhrase | None:
    """Return who did it in a passive: "was deleted by an engineer" -> an engineer."""
    for word in range(verb + 1, min(verb + 8, sentence.last - 1)):
        if breaks_before(reading, word):
            return None
        if reading.lower[word] == "by":
            return phrase_after(reading, sentence, word + 1)
    return None


def possessor(reading: Reading, sentence: Sentence, noun: int) -> NounPhrase | None:
    """Return whose it is: "the operator's mistake" -> the operator's; "her mistake" -> her."""
    for word in range(noun - 1, max(noun - 4, sentence.first) - 1, -1):
        if breaks_before(reading, word + 1):
            return None
        text = reading.lower[word]
        if text.endswith(("'s", "s'")) or text in POSSESSIVES:
            return phrase_before(reading, sentence, word + 1)
        if reading.gap(word + 1).startswith(("'", "’")):
            return phrase_before(reading, sentence, word + 1)
    return None


def clause_span(reading: Reading, sentence: Sentence, word: int) -> tuple[int, int]:
    """Return the words first, last (inclusive) of the stretch between punctuation that holds `word`."""
    place = bisect_right(reading.breaks, word)
    stop = reading.breaks[place] if place < len(reading.breaks) else len(reading.lower)
    last = max(min(stop, sentence.last, word + _STRETCH + 1) - 1, word)
    return _stretch_start(reading, sentence, word), last


def _stretch_start(reading: Reading, sentence: Sentence, word: int) -> int:
    place = bisect_right(reading.breaks, word) - 1
    start = reading.breaks[place] if place >= 0 else 0
    return min(max(start, sentence.first, word - _STRETCH), word)


def is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS


def dependent_if(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Tell whether the stretch that holds `word` begins with "if", "unless", "whether", "in case"."""
    if _CONDITIONS.isdisjoint(reading.vocabulary):
        return False
    first = _stretch_start(reading, sentence, word)
    return not _IFS.isdisjoint(reading.lower[first:word]) or reading.lower[first : first + 2] == [
        "in",
        "case",
    ]


_IFS = frozenset(["if", "unless", "whether"])
_CONDITIONS = _IFS | {"case"}
