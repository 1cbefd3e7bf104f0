"""From a person to a role or to the system: rewrites of a sentence that hold whatever happened, or none at all.

    Ana forgot to renew the certificate.   -> The certificate was not renewed: nothing renewed it or warned of it.
    Ana deleted the wrong table.           -> It was possible to delete the wrong table.
    Ana deployed release 118.              -> The incident commander deployed release 118.

Pure. What was left out is told of the thing; what was done wrongly was possible to do; and where neither fits, a name
that is known becomes its role. Quotations, code, possessives and "by Ana" stay: there a rewrite would change who says
or owns something. In doubt there is no rewrite, and the review asks its question instead.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from clarion.postmortems.acts_in_words import (
    ACTS,
    AFTER,
    ALONE_IN_S,
    BY_CHANCE,
    BY_ITSELF,
    DONE,
    DONE_AMISS,
    LEFT_OUT,
    LET,
    LONGEST_OBJECT,
    NO_SUBJECT,
    NOT_IN_A_THING,
    OF_PEOPLE,
    POINT_BACK,
    PROGRAMS,
    WITHOUT_CARE,
    WRONGLY,
)
from clarion.postmortems.acts_of_people import Act, act_at, stands_before, without_time
from clarion.review import Lexicon
from clarion.review.detectors import NOT_OURS
from clarion.review.reading import Reading, Sentence, read
from clarion.review.reading.classes import COORDINATORS, DETERMINERS, RELATIVES, SUBORDINATORS
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    breaks_before,
    dependent_if,
    is_adverb,
    is_human,
    is_name,
    nature,
    subject_of,
)
from clarion.review.reading.inflection import is_past

#: The role of somebody of whom nothing else is known.
SOMEBODY = "a responder"


class Rewrite(NamedTuple):
    """`suggestion` takes the place of text[start:end], which is `quote`. `names`: a known person was named there."""

    start: int
    end: int
    quote: str
    suggestion: str
    names: bool


def rewrites_in(text: str, roles: Mapping[str, str]) -> list[Rewrite]:
    """The rewrites of a text, by place, none within another. `roles` maps full names of people to what they were."""
    reading = read(text, Lexicon(people=tuple(roles)))
    if ACTS.isdisjoint(reading.vocabulary):
        return []
    known = _by_each_name(tuple(roles.items()))
    found: list[Rewrite] = []
    for sentence in reading.sentences:
        for word in range(sentence.first, sentence.last):
            rewrite = _at(reading, sentence, word, known)
            if rewrite and (not found or rewrite.start >= found[-1].end):
                found.append(rewrite)
    return found


def rewritten(text: str, rewrites: Iterable[Rewrite]) -> str:
    """The text with its rewrites, none of which may lie within another."""
    for each in sorted(rewrites, reverse=True):
        text = text[: each.start] + each.suggestion + text[each.end :]
    return text


def _at(reading: Reading, sentence: Sentence, word: int, known: Mapping[str, str]) -> Rewrite | None:
    """The rewrite of the act whose first word stands at `word`, if there is one and it is the writer's own prose."""
    act = act_at(reading, sentence, word)
    if act is None or dependent_if(reading, sentence, word):
        return None
    subject = act.nobody or without_time(reading, subject_of(reading, sentence, word))
    if subject is None or not stands_before(reading, subject, act.first):
        return None
    by_role = _by_role(reading, sentence, subject, known)
    found = by_role
    told_of_a_person = act.nobody or is_human(reading, subject)
    if told_of_a_person and POINT_BACK.isdisjoint(reading.lower[act.last : sentence.last]):
        found = (
            _left_out(reading, sentence, subject, act)
            or _let(reading, sentence, subject, act)
            or _done_wrongly(reading, sentence, subject, act)
            or by_role
        )
    if found is None or not NOT_OURS.isdisjoint(reading.regions(found.start, found.end)):
        return None
    return found._replace(names=by_role is not None)


# -- what was left out


def _left_out(reading: Reading, sentence: Sentence, subject: NounPhrase, act: Act) -> Rewrite | None:
    """ "Ana forgot to renew the certificate" told of the certificate."""
    forms = LEFT_OUT.get(act.left_out)
    if forms is None:
        return None
    last = _object_from(reading, sentence, act.last + 1)
    if last is None:
        return None
    thing = reading.text[reading.starts[act.last + 1] : reading.ends[last]]
    many = _is_many(reading, act.last + 1, last)
    suggestion = f"{thing} {'were' if many else 'was'} not {forms.participle}"
    whole = subject.first == sentence.first and last == sentence.last - 1
    if whole and act.left_out in BY_ITSELF:
        it = "them" if many else "it"
        suggestion += f": nothing {forms.past} {it} or warned of {it}"
    return _rewrite(reading, sentence, subject, last=last, suggestion=suggestion)


def _object_from(reading: Reading, sentence: Sentence, first: int) -> int | None:
    """The last word of the thing that begins at `first`; None where it is not plain which words belong to it."""
    lower, last = reading.lower, first
    if first >= sentence.last or lower[first] in OF_PEOPLE:
        return None
    while last < sentence.last and last - first < LONGEST_OBJECT:
        word = lower[last]
        if last > first and (word in AFTER or breaks_before(reading, last)):
            break
        if word in NOT_IN_A_THING or is_adverb(word) or is_name(reading, last):
            return None
        last += 1
    ends = last >= sentence.last or breaks_before(reading, last) or lower[last] in AFTER
    bare = last - first == 1 and lower[first] in DETERMINERS
    if not ends or last == first or bare or (last < sentence.last and _lists(reading, sentence, last)):
        return None
    return last - 1 if nature(reading, NounPhrase(first, last - 1, last - 1)) is Nature.THING else None


def _lists(reading: Reading, sentence: Sentence, comma: int) -> bool:
    """ "The certificate, the key and the chain": what follows the comma may belong to the thing; ", so" does not."""
    if not breaks_before(reading, comma) or reading.lower[comma] in SUBORDINATORS | RELATIVES | COORDINATORS:
        return False
    return not COORDINATORS.isdisjoint(reading.lower[comma : sentence.last])


def _is_many(reading: Reading, first: int, last: int) -> bool:
    lower = reading.lower
    if lower[first] in {"a", "an", "this", "every", "each", "any", "another"}:
        return False
    if lower[first] in {"these", "those", "all", "both", "several", "many"}:
        return True
    head = next((word for word in range(first + 1, last + 1) if lower[word] in {"of", "for", "in", "on", "at", "from"}), last + 1) - 1  # fmt: skip
    noun = lower[head]
    raised = reading.capitalised(head) or noun in ALONE_IN_S
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s")) and not raised


# -- what was done wrongly


def _let(reading: Reading, sentence: Sentence, subject: NounPhrase, act: Act) -> Rewrite | None:
    """ "The team let the licence lapse": it lapsed."""
    lower, first = reading.lower, act.last + 1
    if lower[act.last] != "let":
        return None
    verb = next((word for word in range(first, min(first + 6, sentence.last)) if lower[word] in LET), first)
    things = [word for word in range(first, verb) if breaks_before(reading, word)]
    if verb == first or things or not NO_SUBJECT.isdisjoint(lower[first:verb]) or lower[first] in OF_PEOPLE:
        return None
    thing = reading.text[reading.starts[first] : reading.ends[verb - 1]]
    return _rewrite(reading, sentence, subject, last=verb, suggestion=f"{thing} {LET[lower[verb]]}")


def _done_wrongly(reading: Reading, sentence: Sentence, subject: NounPhrase, act: Act) -> Rewrite | None:
    """ "Ana deleted the wrong table": what happened was possible, and somebody can ask what made it so."""
    verb, past = act.last, reading.lower[act.last]
    lemma = "" if act.left_out or act.nobody else DONE.get(past) or DONE_AMISS.get(past, "")
    if not lemma or verb + 1 >= sentence.last or _goes_on(reading, sentence, verb):
        return None
    before = set(reading.lower[act.first : verb])
    if breaks_before(reading, verb + 1) or before - BY_CHANCE - WITHOUT_CARE:
        return None
    if reading.lower[verb + 1] in OF_PEOPLE or not (
        past in DONE_AMISS or before or _is_wrong(reading, sentence, verb)
    ):
        return None
    chance = [word for word in reading.lower[act.first : verb] if word in BY_CHANCE]
    suggestion = " ".join(["it was possible to", *chance, lemma])
    return _rewrite(reading, sentence, subject, last=verb, suggestion=suggestion)


def _is_wrong(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """ "the wrong table", "without a review", "straight to production"."""
    clause = []
    for word in range(verb + 1, sentence.last):
        if breaks_before(reading, word):
            break
        clause.append(reading.lower[word])
    straight = any(
        word in {"straight", "directly"} and clause[place + 1 : place + 2] in (["to"], ["on"], ["into"])
        for place, word in enumerate(clause)
    )
    return (
        straight or not WRONGLY.isdisjoint(clause) or clause[-2:] in (["by", "mistake"], ["by", "accident"])
    )


def _goes_on(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """ "Deleted the table and broke checkout", "deleted the table, then left": the subject acts again."""
    lower = reading.lower
    again = {"and", "but", "or", "then"}
    for word in range(verb + 1, sentence.last):
        if lower[word] in again and any(map(is_past, lower[word + 1 : min(word + 4, sentence.last)])):
            return True
    return False


# -- a name for its role


def _by_role(
    reading: Reading, sentence: Sentence, subject: NounPhrase, known: Mapping[str, str]
) -> Rewrite | None:
    """ "Ana deployed": the subject is a name and nothing else, and everybody agrees whose."""
    words = reading.text[reading.starts[subject.first] : reading.ends[subject.last]]
    role = known.get(" ".join(words.split()).lower())
    if role is None or not all(map(reading.capitalised, range(subject.first, subject.last + 1))):
        return None
    return _rewrite(reading, sentence, subject, last=subject.last, suggestion=_with_article(role))


def _with_article(role: str) -> str:
    """ "Database on call" -> the database on call; "SRE" -> the SRE; "a responder" stays."""
    role = " ".join(role.split()) or SOMEBODY
    if role.split()[0].lower() in {"a", "an", "the", "our"}:
        return role[0].lower() + role[1:]
    ordinary = role[1:2].islower() or role[1:2] in {"", "-"}
    return f"the {role[0].lower() + role[1:] if ordinary else role}"


@lru_cache(maxsize=16)
def _by_each_name(roles: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Full names, and each part of a name that only one person has, in lower case -> the role."""
    known = {" ".join(name.split()).lower(): role for name, role in roles if name.strip()}
    shared: dict[str, list[str]] = {}
    for name in known:
        for part in {name.split()[0], name.split()[-1]}:
            shared.setdefault(part, []).append(name)
    parts = {
        part: known[names[0]]
        for part, names in shared.items()
        if len(names) == 1 and part not in PROGRAMS and len(part) > 1
    }
    return parts | {name: role for name, role in known.items() if name not in PROGRAMS}


def _rewrite(
    reading: Reading, sentence: Sentence, subject: NounPhrase, *, last: int, suggestion: str
) -> Rewrite:
    """The rewrite of the words from the subject to `last`, with a capital where the sentence begins."""
    start, end = reading.starts[subject.first], reading.ends[last]
    if subject.first == sentence.first and reading.capitalised(subject.first):
        suggestion = suggestion[0].upper() + suggestion[1:]
    return Rewrite(start, end, reading.text[start:end], suggestion, names=False)
