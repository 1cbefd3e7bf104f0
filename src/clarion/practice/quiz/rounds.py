"""Which five questions make a round. Pure and the same for the same seed and moment: no Django, no clock.

In this order, each question once at most:

1. what was missed, the longest ago first;
2. what is due, the longest overdue first;
3. what is new, one of each kind in turn, so that a first round knows all four kinds;
4. what is not due yet, the soonest first: only where nothing else is left.

A round holds at least three of the four kinds where the questions allow it; a question that would leave no place for
the third kind waits for the next round.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain, zip_longest

from clarion.practice.quiz.question import QuestionKind
from clarion.practice.quiz.shuffled import shuffled
from clarion.practice.quiz.spacing import Standing

ROUND = 5
KINDS_WANTED = 3


def choose(
    kinds: Mapping[str, QuestionKind], standing: Mapping[str, Standing], *, at: datetime, seed: int
) -> list[str]:
    """Five ids of `kinds` (every question there is, with its kind), fewer where there are fewer, in the order they are asked."""
    wanted = min(KINDS_WANTED, len(set(kinds.values())))
    chosen: list[str] = []
    for question in _by_urgency(kinds, standing, at=at, seed=seed):
        if len(chosen) < ROUND and _leaves_room(question, chosen, kinds, wanted):
            chosen.append(question)
    return shuffled(chosen, seed=seed)


def _leaves_room(question: str, chosen: list[str], kinds: Mapping[str, QuestionKind], wanted: int) -> bool:
    """Whether the places after this question are enough for the kinds that would then still be missing."""
    kinds_so_far = {kinds[each] for each in (*chosen, question)}
    return wanted - len(kinds_so_far) <= ROUND - len(chosen) - 1


def _by_urgency(
    kinds: Mapping[str, QuestionKind], standing: Mapping[str, Standing], *, at: datetime, seed: int
) -> Iterator[str]:
    known = sorted(standing.keys() & kinds.keys(), key=lambda each: (standing[each].due_at, each))
    missed = [each for each in known if standing[each].missed]
    due = [each for each in known if not standing[each].missed and standing[each].is_due(at)]
    later = [each for each in known if not standing[each].missed and not standing[each].is_due(at)]
    return chain(missed, due, _dealt(kinds.keys() - standing.keys(), kinds, seed), later)


def _dealt(new: Iterable[str], kinds: Mapping[str, QuestionKind], seed: int) -> Iterator[str]:
    """New questions as cards from a pile for each kind, one of each in turn; the seed shuffles the piles."""
    mixed = shuffled(new, seed=seed)
    piles = [
        [each for each in mixed if kinds[each] == kind] for kind in shuffled(set(kinds.values()), seed=seed)
    ]
    return (each for turn in zip_longest(*piles) for each in turn if each is not None)
