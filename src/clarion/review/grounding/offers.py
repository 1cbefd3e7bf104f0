"""Remedies that are open: "customers can upload by hand", "tickets are sold at the counter", "it helps if you reload"."""

from clarion.review.grounding.remedy import REACH, Remedy, clause_of
from clarion.review.grounding.roles import TROUBLE
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import NEGATIONS
from clarion.review.reading.grammar import breaks_before

ABLE = frozenset(["can", "could", "may", "might"])
_PERMITTED = frozenset(
    """
    use try retry choose switch continue order pay book call place send upload enter print download rerun re-run restart reload
    reinstall skip ignore select open request submit create take sign
    """.split()
)
"""After "may", which more often tells what may happen."""
_PARTICIPLES = frozenset(
    "done sent made taken read put paid bought had given written held kept left cut begun got run sold".split()
)
_OUR_SIDE = frozenset(
    "we i it this which that there our engineers team they what who error errors problem issue".split()
)
_NO_REMEDY = frozenset(
    """
    take cause occur happen lead see expect affect result find follow subscribe contact confirm say report rule vary appear reach
    learn track know notice ask hear look read still have assure apologise apologize understand imagine change differ also help
    seem experience encounter receive get lose fail become remain rise fluctuate delay begin continue arrive exclude tell trace
    reproduce identify determine restore resolve fix recover return resume work
    """.split()
) - {"read", "work", "get", "receive", "help", "ask"}
_RECOVERED = frozenset(
    ["again", "now", "normally", "since", "usual", "once", "before", "anymore", "back", "soon"]
)
OFFERED = frozenset(
    "taken accepted handled handed processed issued given sold served dispensed answered collected".split()
)
_ELSEWHERE = frozenset(
    """
    phone telephone hand counter counters desk cash paper fax branch branches mail e-mail email radio office person letter post
    hotline voucher front reception till tills
    """.split()
)
"""Where and by what means things are done without the service."""
_WORKS = frozenset(["works", "work", "helps", "help", "through", "succeed", "succeeds", "possible"])


def offered(reading: Reading, sentence: Sentence, participle: int) -> Remedy | None:
    """ "Reservations are taken by telephone", "tickets are sold at the counter"."""
    first, last = clause_of(reading, sentence, participle)
    clause = reading.lower[first : last + 1]
    if (
        reading.lower[participle - 1] not in {"are", "is", "be", "being", "still", "also"}
        or participle == first
    ):
        return None
    if not NEGATIONS.isdisjoint(clause) or not _RECOVERED.isdisjoint(clause):
        return None
    following = reading.lower[participle + 1 : last + 1]
    return None if _ELSEWHERE.isdisjoint(following) else Remedy(first, last)


def works_if(reading: Reading, sentence: Sentence, joint: int) -> Remedy | None:
    """ "Payments go through if the terminal is set to offline", "it helps if you reload"."""
    first, last = joint - 1, joint
    while first > sentence.first and joint - first < REACH and not breaks_before(reading, first):
        first -= 1
    while last + 1 < sentence.last and last - joint < REACH and not breaks_before(reading, last + 1):
        last += 1
    leading = reading.lower[first:joint]
    if _WORKS.isdisjoint(leading[-3:]) or not NEGATIONS.isdisjoint(leading) or breaks_before(reading, joint):
        return None
    return (
        None
        if reading.lower[joint + 1] in {"not", "necessary", "needed", "possible"}
        else Remedy(first, last)
    )


def possible(reading: Reading, sentence: Sentence, able: int) -> Remedy | None:
    """ "Customers can upload by hand", "orders can be placed by phone"; not "can take longer", "can log in again"."""
    lower = reading.lower
    first, last = clause_of(reading, sentence, able)
    clause = lower[first : last + 1]
    if not NEGATIONS.isdisjoint(clause) or not _RECOVERED.isdisjoint(lower[able : last + 1]):
        return None
    verb = next((w for w in range(able + 1, min(able + 5, last + 1)) if lower[w] not in _FILLERS), None)
    if lower[able] in {"may", "might"} and (
        reading.capitalised(able) or lower[verb or able] not in _PERMITTED
    ):
        return None
    if verb and lower[verb - 1] == "be" and not (lower[verb].endswith("ed") or lower[verb] in _PARTICIPLES):
        return None
    subject = set(lower[max(able - 3, first) : able])
    if "than" in lower[first:able] or "that" in lower[first:able]:
        return None
    if verb is not None and lower[verb] in _LOOKS and _elsewhere(reading, verb, last):
        return Remedy(first, last) if subject.isdisjoint(_OUR_SIDE) else None
    if verb is None or lower[verb] in _NO_REMEDY or not subject or not subject.isdisjoint(_OUR_SIDE):
        return None
    if {"only", "no"} & set(lower[first:able]) or {"it", "they", "we"} & {lower[able - 1]}:
        return None
    return Remedy(first, last)


_LOOKS = frozenset(["see", "read", "find", "hear", "follow", "look"])


def _elsewhere(reading: Reading, verb: int, last: int) -> bool:
    """ "See the dishes on the notice board": a place to look, that is no page of ours and shows no trouble."""
    words = reading.lower[verb + 1 : last + 1]
    if not TROUBLE.isdisjoint(words) or not {"status", "page", "updates", "progress", "news"}.isdisjoint(
        words
    ):
        return False
    return not {"on", "at", "via", "through", "over", "in"}.isdisjoint(words[1:])


_FILLERS = frozenset(
    [
        "be",
        "still",
        "also",
        "however",
        "always",
        "therefore",
        "temporarily",
        "either",
        "meanwhile",
        "continue",
        "to",
        "simply",
    ]
)
