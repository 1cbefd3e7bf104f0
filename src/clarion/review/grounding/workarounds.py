"""Sentences that tell the reader what to do meanwhile: "please ...", "you can ...", "orders can be placed by phone"."""

from collections.abc import Iterator
from typing import NamedTuple

from clarion.review.grounding.roles import TROUBLE
from clarion.review.reading import BlockKind, Reading, Sentence
from clarion.review.reading.classes import AUXILIARIES, DETERMINERS, NEGATIONS
from clarion.review.reading.grammar import breaks_before, clause_around

_ABLE = frozenset(["can", "could", "may", "might"])
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
_NO_IMPERATIVE = frozenset(
    """
    note accept bear contact see check visit refer find follow let know be stay rest await wait subscribe apologise apologize stand
    do expect allow excuse forgive reach reply get write inform share understand email mail ring don't understand report watch read
    monitor review consult direct forward tell give feel decide promise confirm approve say
    """.split()
)
_CUES = frozenset(
    "please can could may workaround instead meantime meanwhile alternatively helps temporarily alternative".split()
)
_DOING = frozenset(
    """
    use try keep turn switch play open close take order book pay call phone ring send upload enter print download restart reload
    reinstall skip ignore select choose store save export scan show present quote copy move plug unplug hold collect fetch dial
    leave record hand place submit reset refresh clear press tap click put wear carry write read watch draw connect disconnect
    """.split()
)
"""What a reader is told to do in a sentence that begins with the verb."""
_OFFERED = frozenset(
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
OPENINGS = _CUES | {"if", "might"} | _DOING | _OFFERED
_BEFORE_IMPERATIVE = frozenset(["please", "alternatively", "instead", "meanwhile", "meantime"])
_REACH = 14
_JOINTS = frozenset(["but", "while", "until", "because"])


class Remedy(NamedTuple):
    """The words first..last (inclusive) that tell what to do."""

    first: int
    last: int


def remedies(reading: Reading) -> Iterator[Remedy]:
    """Yield what the reader is told to do or may do meanwhile, at most one a clause."""
    seen = -1
    for word in reading.where(OPENINGS):
        sentence = reading.sentence_at(reading.starts[word]) if word > seen else None
        remedy = _at(reading, sentence, word) if sentence else None
        if remedy:
            remedy = _without_what_it_replaces(reading, remedy)
            seen = remedy.last
            yield remedy


def _without_what_it_replaces(reading: Reading, remedy: Remedy) -> Remedy:
    """ "Write an e-mail | instead of calling the bank"."""
    for word in range(remedy.first + 1, remedy.last):
        if reading.lower[word : word + 2] in (["instead", "of"], ["rather", "than"]):
            return Remedy(remedy.first, word - 1)
    return remedy


def _at(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
    text = reading.lower[word]
    if word == sentence.first and text in _DOING:
        return _told_to_do(reading, sentence, word)
    if text in _OFFERED:
        return _offered(reading, sentence, word)
    if text == "if" and word > sentence.first + 1:
        return _works_if(reading, sentence, word)
    if text in _ABLE:
        return _possible(reading, sentence, word)
    if text in _BEFORE_IMPERATIVE:
        return _imperative(reading, sentence, word + 1)
    if (
        text in {"workaround", "alternative"}
        and word + 1 < sentence.last
        and reading.gap(word + 1)[:1] in {",", ":"}
    ):
        return _imperative(reading, sentence, word + 1)
    if text == "helps":
        return _helping(reading, sentence, word)
    if text == "if" and word == sentence.first:
        return _after_condition(reading, sentence, word)
    return None


def _told_to_do(reading: Reading, sentence: Sentence, verb: int) -> Remedy | None:
    """ "Keep the receipt", "Play through the browser": a verb and its object; not "Print jobs fail", a step in a list."""
    following = verb + 1
    if (
        sentence.block.kind is not BlockKind.PARAGRAPH
        or following >= sentence.last
        or reading.gap(following) != " "
    ):
        return None
    opens = reading.lower[following] in DETERMINERS | _WAYS
    _, last = _clause(reading, sentence, verb)
    clause = reading.lower[following : last + 1]
    if not opens or not (AUXILIARIES - {"to", "get"}).isdisjoint(clause):
        return None
    if not _OF_THE_RESPONSE.isdisjoint(clause):
        return None
    by_the_way = reading.lower[following] in _WAYS
    return None if by_the_way and not TROUBLE.isdisjoint(clause) else Remedy(verb, last)


_OF_THE_RESPONSE = frozenset("question questions channel caller callers thread".split())
"""What people inside are told about speaking with each other and with customers: who answers, not what helps meanwhile."""
_WAYS = frozenset("it them through by from via with in on at over without off up another".split())


def _offered(reading: Reading, sentence: Sentence, participle: int) -> Remedy | None:
    """ "Reservations are taken by telephone", "tickets are sold at the counter"."""
    first, last = _clause(reading, sentence, participle)
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


def _works_if(reading: Reading, sentence: Sentence, joint: int) -> Remedy | None:
    """ "Payments go through if the terminal is set to offline", "it helps if you reload"."""
    first, last = joint - 1, joint
    while first > sentence.first and joint - first < _REACH and not breaks_before(reading, first):
        first -= 1
    while last + 1 < sentence.last and last - joint < _REACH and not breaks_before(reading, last + 1):
        last += 1
    leading = reading.lower[first:joint]
    if _WORKS.isdisjoint(leading[-3:]) or not NEGATIONS.isdisjoint(leading) or breaks_before(reading, joint):
        return None
    return (
        None
        if reading.lower[joint + 1] in {"not", "necessary", "needed", "possible"}
        else Remedy(first, last)
    )


def _possible(reading: Reading, sentence: Sentence, able: int) -> Remedy | None:
    """ "Customers can upload by hand", "orders can be placed by phone"; not "can take longer", "can log in again"."""
    lower = reading.lower
    first, last = _clause(reading, sentence, able)
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


def _imperative(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
    """ "Please keep the receipt", "alternatively, use the app"; not "please note", "please contact support"."""
    lower = reading.lower
    while word < sentence.last and lower[word] in {
        "just",
        "also",
        "simply",
        "therefore",
        "temporarily",
        "then",
        "kindly",
        "please",
        "the",
    }:
        word += 1
    if word >= sentence.last or lower[word] in _NO_IMPERATIVE or not _may_be_a_base_form(lower[word]):
        return None
    if lower[word - 1] in {"instead", "meanwhile", "meantime"}:
        return None
    _, last = _clause(reading, sentence, word)
    said_to_ours = not _OF_THE_RESPONSE.isdisjoint(lower[word : last + 1])
    return None if said_to_ours else Remedy(word, last)


def _may_be_a_base_form(word: str) -> bool:
    return (
        word.isalpha()
        and not word.endswith(("ing", "ed", "s'"))
        and word not in {"for", "in", "at", "if", "you", "our", "we", "your"}
    )


def _helping(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
    """ "Restarting the router helps"."""
    first, _ = _clause(reading, sentence, word)
    return (
        Remedy(first, word)
        if any(text.endswith("ing") for text in reading.lower[first : first + 2])
        else None
    )


def _after_condition(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
    """ "If you see black, reinstall the app": the imperative after the condition."""
    comma = next((w for w in range(word + 2, min(word + 16, sentence.last)) if "," in reading.gap(w)), None)
    if comma is None or reading.lower[comma] in {
        "we",
        "you",
        "it",
        "this",
        "the",
        "they",
        "our",
        "please",
        "i",
        "a",
        "there",
        "that",
        "then",
    }:
        return None
    return _imperative(reading, sentence, comma)


def _clause(reading: Reading, sentence: Sentence, word: int) -> tuple[int, int]:
    return clause_around(reading, sentence, word, _JOINTS, reach=_REACH)


def instructs(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Tell whether the clause that holds `word` tells the reader what to do."""
    first, last = _clause(reading, sentence, word)
    clause = reading.lower[first : last + 1]
    if "please" in clause or "instead" in clause:
        return True
    return any(
        text in {"can", "may"} and reading.lower[first + place - 1] in {"you", "customers", "users"}
        for place, text in enumerate(clause)
        if place
    )
