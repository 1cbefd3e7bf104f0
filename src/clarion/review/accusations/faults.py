"""Faults as nouns and verdicts: the operator's mistake, human error, caused by a contractor, Anna is to blame."""

from clarion.review.accusations.deeds import WITNESSED
from clarion.review.accusations.people import from_subject
from clarion.review.detectors import Situation, Spot
from clarion.review.phrases import Match
from clarion.review.reading.classes import BEFALLEN, COORDINATORS, PREPOSITIONS, RELATIVES
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    breaks_before,
    is_human,
    nature,
    phrase_after,
    phrase_before,
    possessor,
    subject_of,
)


def by_person(match: Match, _: Situation) -> Spot | None:
    """ "Caused by a contractor", "due to a junior developer": the cause is a person; "due to user demand" is none."""
    reading, sentence = match.reading, match.sentence
    phrase = phrase_after(reading, sentence, match.last + 1) if match.last + 1 < sentence.last else None
    if phrase is None or phrase.head != phrase.last or reading.lower[phrase.head] in BEFALLEN:
        return None
    ends = phrase.last + 1 >= sentence.last or reading.gap(phrase.last + 1) != " "
    following = reading.lower[phrase.last + 1] if phrase.last + 1 < sentence.last else ""
    if not is_human(reading, phrase) or not (ends or following in PREPOSITIONS | RELATIVES | COORDINATORS):
        return None
    return Spot(match.start, reading.ends[phrase.last])


def role_error(match: Match, situation: Situation) -> Spot | None:
    """ "Contractor error", "developer oversight"; "user error rate" is a figure."""
    following = match.reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    figures = {
        "rate",
        "rates",
        "message",
        "messages",
        "log",
        "logs",
        "page",
        "report",
        "reports",
        "code",
        "codes",
        "handling",
        "budget",
        "count",
    }
    return None if following in figures else human_error(match, situation)


def owned_fault(match: Match, _: Situation) -> Spot | None:
    """A fault as a noun with its owner: "the operator's mistake", "her oversight", "an error by the contractor"."""
    reading, sentence = match.reading, match.sentence
    owner = possessor(reading, sentence, match.first)
    if owner and _may_be_blamed(reading.lower[owner.head].removesuffix("'s"), match, owner):
        return Spot(reading.starts[owner.first], match.end)
    following = match.last + 1
    if following + 1 < sentence.last and reading.lower[following] in {"by", "from"}:
        agent = phrase_after(reading, sentence, following + 1)
    elif reading.lower[following : following + 4] == ["on", "the", "part", "of"]:
        agent = phrase_after(reading, sentence, following + 4)
    elif following + 1 < sentence.last and reading.lower[following] in _within(reading.lower[match.first]):
        agent = phrase_after(reading, sentence, following + 1)
        agent = (
            agent
            if agent and is_human(reading, agent) and reading.lower[agent.head] not in _VICTIMS | _DEVICES
            else None
        )
    else:
        agent = None
    return Spot(match.start, reading.ends[agent.last]) if agent and is_human(reading, agent) else None


def _within(noun: str) -> frozenset[str]:
    """ "Negligence in the night team" accuses; "a fault in a power unit" does not."""
    plain = noun in {"fault", "error", "failure", "slip", "mistake", "misunderstanding"}
    return frozenset(["of"] if plain else ["of", "in"])


_DEVICES = frozenset(["unit", "units", "board", "desk", "group", "groups"])
_VICTIMS = frozenset(["user", "users", "customer", "customers", "client", "clients"])
_THIRD_PERSON = frozenset({"his", "her", "their"})


def _may_be_blamed(word: str, match: Match, owner: NounPhrase) -> bool:
    """ "Our error" and "your error message" are not; "her error" and "the engineer's error" are."""
    if word in _THIRD_PERSON:
        return word != "their"
    after = match.reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    return is_human(match.reading, owner) and after not in {
        "message",
        "messages",
        "log",
        "logs",
        "page",
        "rate",
    }


def human_error(match: Match, _: Situation) -> Spot | None:
    """ "Human error" as a cause; in a negation or as a thing to design for it is fine."""
    reading = match.reading
    first = max(match.first - 6, match.sentence.first)
    before = set(reading.lower[first : match.first])
    if before & {"not", "no", "never", "avoid", "prevent", "against", "tolerate", "catch", "rather", "risk"}:
        return None
    return Spot(match.start, match.end)


def accused(match: Match, _: Situation) -> Spot | None:
    """ "Anna is to blame", "the team was careless": a person or team is the subject of the reproach."""
    return from_subject(match, subject_of(match.reading, match.sentence, match.first) or _before(match))


def _before(match: Match) -> NounPhrase | None:
    return phrase_before(match.reading, match.sentence, match.first)


def target(match: Match, _: Situation) -> Spot | None:
    """ "Blame the developers", "the fault of the night shift": the phrase after the match is a person or team."""
    reading, sentence = match.reading, match.sentence
    if not {"not", "never", "don't"}.isdisjoint(
        reading.lower[max(match.first - 2, sentence.first) : match.first]
    ):
        return None  # "do not blame the driver"
    phrase = phrase_after(reading, sentence, match.last + 1) if match.last + 1 < sentence.last else None
    return Spot(match.start, reading.ends[phrase.last]) if phrase and is_human(reading, phrase) else None


def cleft(match: Match, _: Situation) -> Spot | None:
    """ "It was Karim who left the switch on": singles a person out, unless for thanks."""
    reading, sentence = match.reading, match.sentence
    person = phrase_before(reading, sentence, match.last)
    if any(breaks_before(reading, word) for word in range(match.first + 1, match.last + 1)):
        return None
    following = reading.lower[match.last + 1 : min(match.last + 4, sentence.last)]
    good = WITNESSED | {
        "helped",
        "wrote",
        "opened",
        "called",
        "joined",
        "led",
        "suggested",
        "proposed",
        "built",
        "paged",
        "won",
        "saved",
    }
    if person is None or nature(reading, person) is Nature.SELF or not good.isdisjoint(following):
        return None
    return Spot(reading.starts[person.first], reading.ends[min(match.last + 2, sentence.last - 1)])
