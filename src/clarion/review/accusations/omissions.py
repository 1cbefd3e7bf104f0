"""What somebody did not do or ought to have done: did not check, never called, should have asked."""

from clarion.review.accusations.people import ANYBODY, COLLEAGUES, from_subject
from clarion.review.detectors import Situation, Spot
from clarion.review.phrases import Match
from clarion.review.reading.classes import BEFALLEN, MODALS
from clarion.review.reading.conditions import has_a_condition
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    breaks_before,
    clause_span,
    dependent_if,
    is_adverb,
    is_human,
    modal,
    nature,
    subject_of,
)
from clarion.review.reading.inflection import is_participle, is_past

_SELF_EXPLAINING = frozenset(
    """
    not receive get have need want lose see hear find experience expect affect cause change touch require wait only
    belong happen exist arrive mean cost remain become
    """.split()
)
"""What people do not do without any fault: "the team did not receive the page"."""


def omitted(match: Match, situation: Situation) -> Spot | None:
    """ "The intern did not know", "the driver never called": of one person or of staff, not of those whom it befell."""
    reading, sentence = match.reading, match.sentence
    verb = match.last + 1
    while verb < sentence.last and is_adverb(reading.lower[verb]):
        verb += 1
    if verb >= sentence.last or reading.lower[verb] in _SELF_EXPLAINING:
        return None
    if situation.audience in COLLEAGUES and has_a_condition(reading, sentence, verb):
        return None
    only_never = match.first == match.last and reading.lower[match.first] == "never"
    habit = only_never and reading.lower[verb].endswith("s") and reading.lower[match.first - 1] != "it"
    if (only_never and not habit and not is_past(reading.lower[verb])) or dependent_if(
        reading, sentence, match.first
    ):
        return None
    subject = subject_of(reading, sentence, match.first)
    if (
        subject is None
        or nature(reading, subject) not in ({Nature.PERSON, Nature.TEAM} if habit else {Nature.PERSON})
        or reading.lower[subject.head] in BEFALLEN | ANYBODY
    ):
        return None
    return Spot(reading.starts[subject.first], reading.ends[verb])


def ought_to(match: Match, _: Situation) -> Spot | None:
    """ "The person on shift should not have closed it": a missed duty of a person or team; "someone" accuses nobody."""
    reading, sentence = match.reading, match.sentence
    done = next(
        (
            w
            for w in range(match.last + 1, min(match.last + 4, sentence.last))
            if is_participle(reading.lower[w])
        ),
        None,
    )
    subject = subject_of(reading, sentence, match.first)
    if done is None or subject is None or reading.lower[subject.head] in BEFALLEN | ANYBODY:
        return None
    spot = (
        None if reading.lower[done] in {"received", "got", "seen", "heard"} else from_subject(match, subject)
    )
    return spot and spot._replace(end=reading.ends[done])


def had_they(match: Match, _: Situation) -> Spot | None:
    """ "Had your husband followed the steps": the duty of a person in an inverted condition."""
    reading, sentence = match.reading, match.sentence
    opens = match.first == sentence.first or breaks_before(reading, match.first)
    named = NounPhrase(match.first + 1, match.last - 1, match.last - 1)
    if not opens or match.last - match.first < 2:
        return None
    blamed = nature(reading, named) is Nature.READER or is_human(reading, named)
    return Spot(match.start, match.end) if blamed else None


def undone(match: Match, _: Situation) -> Spot | None:
    """What people did not do ("did not check"), unless the sentence only tells what they were spared or could not do."""
    reading, sentence = match.reading, match.sentence
    if modal(reading, sentence, match.anchor) or dependent_if(reading, sentence, match.anchor):
        return None
    subject = subject_of(reading, sentence, match.first)
    unable = not {"unable", "unwilling"}.isdisjoint(reading.lower[match.first : match.last + 1])
    if subject is not None and unable and reading.lower[subject.head] in BEFALLEN:
        return None
    return from_subject(match, subject)


def nobody(match: Match, _: Situation) -> Spot | None:
    """ "Nobody bothered to", "somebody broke", "whoever set": the pronoun is the subject."""
    if not MODALS.isdisjoint(match.reading.lower[match.first : match.last]):
        return None
    first, last = clause_span(match.reading, match.sentence, match.anchor)
    return Spot(match.start, match.reading.ends[min(last, match.last + 6)]) if first <= match.first else None
