"""Verbs of what is done about an incident, by form: what the responders do, as opposed to what they say."""

from clarion.review.reading.classes import BE, DETERMINERS, NEGATIONS
from clarion.review.reading.grammar import Nature, is_adverb, nature, subject_of
from clarion.review.reading.inflection import verb_forms
from clarion.review.reading.proper_names import names_within
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence

_LEMMAS = """
    sort track trace restart reboot reset restore recover revert repair fix mend correct replace exchange swap rebuild reindex reroute route shift move
    migrate copy load reload add remove scale throttle limit disable enable switch apply deploy redeploy release roll test verify
    check compare validate investigate analyse analyze examine inspect diagnose debug trace isolate mitigate stabilise stabilize
    contact press escalate engage monitor watch observe clean clear drain flush purge send resend reprocess rerun replay repeat
    reimport import export create credit refund reimburse compensate cancel forward transfer fail patch upgrade update-software
    downgrade install reinstall configure reconfigure tune adjust increase raise reduce lower double extend expand free balance
    rebalance distribute redirect divert bypass block unblock stop pause halt resume withdraw recall order deliver bring drive fetch
    lay splice weld pump search scan collect gather review reconcile recalculate correct merge split convert rotate renew reissue
    issue sign recreate regenerate refresh sync synchronise synchronize resynchronise reconnect connect disconnect unplug start
    activate deactivate backfill requeue process handle work negotiate write call phone ask look dig trace rewrite
    change delete edit rename map count print ship store archive quarantine warm prepare implement explore evaluate reproduce
    try attempt turn bring take put set give return run rerun close open hand relay read build supply decide judge
    assess determine prioritise prioritize assign staff hire shut power cool vent dry seal send help support
    book pay rent lend decouple detach attach mount unmount format restock refill transcribe enter
""".split()
LEMMAS = frozenset(_LEMMAS)
GERUNDS = frozenset(
    form for lemma in LEMMAS for form in verb_forms(lemma) if form.endswith("ing") and form != lemma
)
THIRDS = frozenset(verb_forms(lemma)[1] for lemma in LEMMAS)
PAST = frozenset(form for lemma in LEMMAS for form in verb_forms(lemma)[2:] if not form.endswith("ing"))
REPAIR_NOUNS = frozenset(
    """
    rollback roll-back rollout roll-out copy restore restoration rebuild failover migration reindex restart reboot deployment fix
    patch replay rerun backfill cleanup clean-up test tests repair reimport import replacement exchange switchover scan resend
    reload synchronisation resync recalculation investigation analysis mitigation mitigations work
    """.split()
)

RESPONDERS = frozenset(
    """
    supplier provider vendor carrier bank partner manufacturer technician technicians crew team engineers developers engineer
    developer electrician master desk group staff colleagues experts specialists specialist contractor unit agency
    """.split()
)
"""Nouns for those who repair, inside and outside the company."""
_BEING = BE | {
    "we're",
    "i'm",
    "they're",
    "be",
    "started",
    "began",
    "begun",
    "continue",
    "continues",
    "continuing",
    "keep",
    "keeps",
    "currently",
    "actively",
}
_OTHERS = frozenset("you customers users customer callers they it which that who".split())


def in_progress(reading: Reading, sentence: Sentence, word: int) -> tuple[int, int] | None:
    """ "We are moving the mailboxes", "continue investigating"; "working" needs something to work on."""
    first = word
    while first > sentence.first and (
        is_adverb(reading.lower[first - 1]) or reading.lower[first - 1] in {"now", "both", "to"}
    ):
        first -= 1
    auxiliary = reading.lower[first - 1] if first > sentence.first else ""
    if auxiliary in {"and", "or"} and reading.lower[word] not in {"working", "giving", "setting"}:
        return (
            (word, word)
            if not GERUNDS.isdisjoint(reading.lower[max(word - 10, sentence.first) : word])
            else None
        )
    if auxiliary not in _BEING or not _is_concrete(reading, sentence, word):
        if (
            first == sentence.first
            and reading.lower[word]
            not in {"working", "setting", "giving", "calling", "asking", "writing", "sending", "helping"}
            and word + 1 < sentence.last
        ):
            return word, word  # "Investigating failed sign-ins.", "Restarting the second node now."
        return None
    if not _is_done_by_someone(reading, sentence, word, auxiliary):
        return None
    leading = reading.lower[max(first - 5, sentence.first) : first]
    return (
        None
        if not _OTHERS.isdisjoint(leading[-3:]) or not NEGATIONS.isdisjoint(leading)
        else (first - 1, word)
    )


_OBJECT_AHEAD = (DETERMINERS | {"it", "them"}) - {"any", "no"}


def _is_done_by_someone(reading: Reading, sentence: Sentence, word: int, auxiliary: str) -> bool:
    """A thing that "is moving" does nothing about the incident; one that "is resetting its gateway" may."""
    if auxiliary not in BE or reading.lower[word - 2 : word - 1] in (["and"], ["we"]):
        return True
    subject = subject_of(reading, sentence, word)
    if subject is None or nature(reading, subject) is not Nature.THING:
        return True
    named = bool(names_within(reading, subject.head, subject.head))
    return (
        named
        or not _OBJECT_AHEAD.isdisjoint(reading.lower[word + 1 : word + 2])
        or reading.lower[subject.head] in RESPONDERS
    )


def _is_concrete(reading: Reading, sentence: Sentence, word: int) -> bool:
    following = reading.lower[word + 1 : min(word + 4, sentence.last)]
    if reading.lower[word] != "working":
        return following[:1] != ["on"] or following[1:2] != ["it"]
    if following[:1] == ["on"]:
        return following[1:2] != [] and following[1] not in {"it", "this", "that"}
    return following[:1] in (["to"], ["with"], ["towards"], ["toward"], ["through"])
