"""How an answer to "why" reads: a condition that can be changed, a single event, or something that nobody could check.

A small scored model. Each cue adds its weight; above zero, the answer names a condition. The weights were set on the
examples in tests/review/examples/dev and on sentences written for this file; a cue that decides alone weighs 3, one that
only leans weighs 1.
"""

from typing import NamedTuple

from clarion.review.reading import Reading
from clarion.review.reading.classes import NEGATIONS
from clarion.review.reading.grammar import is_number
from clarion.review.reading.moods import guessed
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.substance import EMPTY_WORDS, substance


class Cue(NamedTuple):
    """A word that speaks for or against a condition, with its weight."""

    word: int
    weight: float


PROCESS_NOUNS = frozenset(
    """
    process procedure procedures pipeline pipelines tool tools script scripts checklist checklists runbook runbooks handbook handbooks
    playbook contract contracts rule rules policy policies standard standards design architecture screen form forms template
    templates monitoring alerting alarm alarms alert alerts test tests testing review reviews approval approvals deployment deployments
    deploys rollout rollouts release releases plan plans rota roster schedule schedules documentation docs documents guide
    inventory register list lists threshold thresholds limit limits limiter gate gates check checks validation lint linter
    permission permissions access default defaults configuration schema interface api dashboard dashboards backup backups drill drills
    onboarding handover escalation ticket workflow workflows import export imports exports retry retries timeout timeouts quota
    quotas lifecycle rotation renewal training-plan commissioning acceptance agreement budget staging environment environments
    flag flags owner owners ownership step steps console ui page parser scheduler orchestrator job jobs build automation
    supervisor-panel manual instructions training coverage feature features redundancy failover capacity
    """.split()
)
"""What can be changed so that it does not come back."""
_CONDITION_VERBS = frozenset(
    """
    allows allow lets let permits permit treats treat trusts trust assumes assume accepts accept depends depend relies rely shares
    share requires require needs need counts count covers cover ignores ignore skips skip lists list exempts exempt leaves leave
    asks ask keeps keep lives live enters enter stops stop checks check verifies verify validates validate compares compare alerts
    warns warn uses use runs run sends send reads read writes write deletes delete overwrites overwrite enforces enforce
    shows show contains contain sees knows know provides provide offers offer reconciles routes dates names refuses repeat limits
    limit tell tells exists exist includes include holds hold ships ship prevents prevent matches match distinguishes applies
    apply blocks copies reacts measures monitors watches expects logs retries fails separates links takes assigns grants inherits
    """.split()
)
_LASTING = frozenset(
    """
    always whenever any every each per by-hand manually manual implicit hard-coded hardcoded shared same single default optional undocumented
    outdated untested unmonitored unversioned together separate separately own only sooner indefinitely silently
    """.split()
)
_EVENTS = frozenset(
    """
    arrived reached returned dropped struck scanned entered unplugged closed crashed expired failed lost ran started stopped sent
    filled overflowed broke burst jammed turned hit cut switched deleted removed restarted rebooted locked collided timed
    exceeded rose fell leaked got went became made left destroyed corrupted blew melted froze leaped changed pushed deployed
    merged opened pressed pulled spilled tripped swapped duplicated overwrote rejected caused flooded triggered held
    """.split()
)
_ABSENCE = frozenset(
    "no not never nothing nobody none neither nor without cannot can't doesn't don't isn't aren't wasn't missing lacks lack".split()
)
_VAGUE = (
    ("these", "things", "happen"), ("went", "away"), ("stars",), ("bad", "luck"), ("could", "be", "better"), ("nature", "of"),
    ("grown", "historically"), ("time", "pressure"), ("somewhere", "between"), ("something", "in"), ("something", "went"),
    ("murphy",), ("act", "of", "god"), ("perfect", "storm"), ("one", "of", "those"), ("gremlins",), ("fate",), ("karma",),
)  # fmt: skip
CONDITION = 0.0
"""Above this sum the text names a condition."""


def cues(reading: Reading) -> list[Cue]:
    """Return what speaks for (positive) and against a condition."""
    found: list[Cue] = []
    for sentence in reading.sentences:
        found += _of_sentence(reading, sentence)
    return found


def _of_sentence(reading: Reading, sentence: Sentence) -> list[Cue]:
    found = [Cue(sentence.first, -1.0)]
    words = reading.lower[sentence.first : sentence.last]
    process = not PROCESS_NOUNS.isdisjoint(words)
    for place, word in enumerate(words):
        at = sentence.first + place
        before = words[place - 1] if place else ""
        if word in _ABSENCE:
            found.append(Cue(at, _absence(words, place, process=process)))
        elif word in _CONDITION_VERBS and before not in {"to", "the", "a", "an", "of", "was", "were", "had"}:
            found.append(Cue(at, 1.5))
        elif word in PROCESS_NOUNS or word in _LASTING:
            found.append(Cue(at, 0.5))
        elif word in {"is", "are", "has", "have", "can", "may", "must", "does", "do"} and words[
            place + 1 : place + 2
        ] != ["been"]:
            found.append(Cue(at, 1.0))
        elif word in {"was", "were"}:
            found.append(Cue(at, 0.0 if process else -0.5))
        elif word in _EVENTS and not (process and not NEGATIONS.isdisjoint(words)):
            found.append(Cue(at, -1.0))
        elif word == "hand" and before == "by":
            found.append(Cue(at, 1.5))
    return found


def _absence(words: list[str], place: int, *, process: bool) -> float:
    """A missing control weighs much: "no step that compares"; "not" in a single past event weighs less."""
    following = set(words[place + 1 : place + 6])
    if following & PROCESS_NOUNS or following & _CONDITION_VERBS:
        return 2.5
    return 2.0 if process else 0.5


def names_a_condition(reading: Reading) -> bool:
    return sum(cue.weight for cue in cues(reading)) > CONDITION


def can_be_checked(reading: Reading) -> bool:
    """Tell whether somebody could find out if it is true: no guess, and enough words that name something."""
    if any(guessed(reading, sentence) for sentence in reading.sentences) or _is_a_saying(reading):
        return False
    named = substance(reading)
    if {"unknown", "unclear", "unexplained", "mysterious"} & set(reading.lower):
        return False
    figures = any(is_number(word) for word in reading.lower)
    empty = sum(word in EMPTY_WORDS for word in reading.lower)
    if len(named) >= 4:
        return True
    return (len(named) >= 2 and (figures or len(named) >= empty)) or (len(named) == 1 and figures)


def _is_a_saying(reading: Reading) -> bool:
    lower = reading.lower
    return len(lower) < 16 and any(
        tuple(lower[place : place + len(saying)]) == saying
        for saying in _VAGUE
        for place in range(len(lower))
    )
