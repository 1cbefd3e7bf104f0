"""Remedies that are told to do: "please keep the receipt", "if you see black, reinstall the app", "restarting helps"."""

from clarion.review.grounding.remedy import Remedy, clause_of
from clarion.review.grounding.roles import TROUBLE
from clarion.review.reading import BlockKind, Reading, Sentence
from clarion.review.reading.classes import AUXILIARIES, DETERMINERS

DOING = frozenset(
    """
    use try keep turn switch play open close take order book pay call phone ring send upload enter print download restart reload
    reinstall skip ignore select choose store save export scan show present quote copy move plug unplug hold collect fetch dial
    leave record hand place submit reset refresh clear press tap click put wear carry write read watch draw connect disconnect
    """.split()
)
"""What a reader is told to do in a sentence that begins with the verb."""
_NO_IMPERATIVE = frozenset(
    """
    note accept bear contact see check visit refer find follow let know be stay rest await wait subscribe apologise apologize stand
    do expect allow excuse forgive reach reply get write inform share understand email mail ring don't understand report watch read
    monitor review consult direct forward tell give feel decide promise confirm approve say
    """.split()
)


def told_to_do(reading: Reading, sentence: Sentence, verb: int) -> Remedy | None:
    """ "Keep the receipt", "Play through the browser": a verb and its object; not "Print jobs fail", a step in a list."""
    following = verb + 1
    if (
        sentence.block.kind is not BlockKind.PARAGRAPH
        or following >= sentence.last
        or reading.gap(following) != " "
    ):
        return None
    opens = reading.lower[following] in DETERMINERS | _WAYS
    _, last = clause_of(reading, sentence, verb)
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


def imperative(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
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
    _, last = clause_of(reading, sentence, word)
    said_to_ours = not _OF_THE_RESPONSE.isdisjoint(lower[word : last + 1])
    return None if said_to_ours else Remedy(word, last)


def _may_be_a_base_form(word: str) -> bool:
    return (
        word.isalpha()
        and not word.endswith(("ing", "ed", "s'"))
        and word not in {"for", "in", "at", "if", "you", "our", "we", "your"}
    )


def helping(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
    """ "Restarting the router helps"."""
    first, _ = clause_of(reading, sentence, word)
    return (
        Remedy(first, word)
        if any(text.endswith("ing") for text in reading.lower[first : first + 2])
        else None
    )


def after_condition(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
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
    return imperative(reading, sentence, comma)
