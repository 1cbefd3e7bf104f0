"""Words of the document for readers outside it: without references and codes that they do not know, without what the record says
beside them, and action items told as what will be. Pure over `Document`; no word is added but "we will" and "we have".
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from clarion.postmortems.action_items import ItemState
from clarion.postmortems.acts_in_words import DONE, LEFT_OUT, forms_of
from clarion.postmortems.document import Document, IncidentFacts, ItemFacts, MeasureFacts
from clarion.postmortems.impact import Metric
from clarion.postmortems.sections import Part
from clarion.postmortems.summary import duration_of, sentences_of
from clarion.review.reading.classes import AUXILIARIES, DETERMINERS, MODALS, NUMBER_WORDS
from clarion.review.reading.durations import whole_minutes
from clarion.review.reading.repairs import LEMMAS, THIRDS

#: First words of action items: verbs for sure, and verbs that are nouns as well ("Test of backups").
_VERBS = LEMMAS | LEFT_OUT.keys() | frozenset(DONE.values()) | frozenset(
    """
    alert page make write automate keep define introduce require cover show name warn agree cap catch tell give ask invite
    simulate rehearse separate shorten simplify tighten publish store encrypt cache index tag
    """.split()
)  # fmt: skip
_ALSO_NOUNS = frozenset(
    """
    alert page cover show name cap catch cache index tag store test check review limit run load change update release patch monitor
    record measure schedule start stop watch read lock process map track trace transfer support issue order import export format copy
    count call block book contact help increase hire fix return search scale scan seal set shift split stage swap switch sync view
    work document archive drain purge flush sign restart reset reboot upgrade exchange press launch cut drop pull push mount
    """.split()
)
_BEGINS_OBJECT = DETERMINERS | NUMBER_WORDS.keys() | frozenset(["when", "if", "before"])
_FINITE = (AUXILIARIES - {"to"}) | MODALS | THIRDS
_LASTED = re.compile(r"INC-\d+ \(SEV[1-4]\) lasted from [^\n]*? UTC, [^.\n]*\.[ \t]*")
_IN_BRACKETS = re.compile(r"[ \t]*\((?:(?:INC|PM|AI|PRB)-\d+|SEV[1-4]|[,;/ ])+\)")
_INCIDENT = re.compile(r"(^|[.!?]\s+|\n)?\b(?:[Tt]he )?(?:[Ii]ncident )?INC-\d+\b")
_SEVERITY_BEFORE = re.compile(r"\b([Aa])(n?) SEV[1-4] (\w)")
_SEVERITY = re.compile(r"\bSEV[1-4] (?=incident|outage|problem)")


def summary_for_readers(document: Document) -> str:
    """What people wrote in it. What the record told there is told to readers by the text around."""
    text = "\n" + document.sections.get(Part.SUMMARY, "")
    for incident in document.incidents:
        for sentence in sentences_of(incident):
            text = re.sub(rf"(?<=\s){re.escape(sentence)}(?=\s|$)[ \t]*", "", text)
    text = _LASTED.sub("", text)
    return re.sub(r"\n{3,}", "\n\n", without_codes(text)).strip()


def without_codes(text: str) -> str:
    """ "INC-7 (SEV1) began" -> "The incident began"; what cannot be told without its code stays as it is."""
    text = _IN_BRACKETS.sub("", text)
    text = _INCIDENT.sub(_the_incident, text)
    return _SEVERITY.sub("", _SEVERITY_BEFORE.sub(_with_article, text))


def measures_for_readers(document: Document) -> list[MeasureFacts]:
    """Those that tell more than the record, whose users, share and times stand in the text already."""
    told = {figure for facts in document.incidents for figure in _figures(facts)}
    return [each for each in document.measures if (each.label, each.value, each.unit) not in told]


def measured_as(measure: MeasureFacts) -> str:
    """ "Failed requests: 1,200 requests", and "1,200 tickets" where the unit says what is measured."""
    told = f"{measure.value.normalize():,f} {measure.unit}"
    return told if measure.label.lower() == measure.unit.lower() else f"{measure.label}: {told}"


def change(item: ItemFacts) -> str:
    """What will be, or was done: "We will renew certificates by machine."."""
    if item.state == ItemState.DONE:
        return _sentence(_done(item, "We", have="have") or f"{_bare(item)} (done)")
    return _sentence(_to_come(item, "We") or _bare(item))


def change_and_owner(item: ItemFacts) -> str:
    """The same with who and until when: "By 31 March 2026, Ana Ruiz will renew certificates by machine."."""
    owner = item.owner or "nobody yet"
    if item.state == ItemState.DONE:
        told = _done(item, item.owner or "We", have="has" if item.owner else "have")
        return _sentence(told or f"{_bare(item)}: {owner}, done")
    by = f"{item.due_on.day} {item.due_on:%B %Y}" if item.due_on else ""
    told = _to_come(item, item.owner or ("we" if by else "We"))
    if not told:
        return _sentence(f"{_bare(item)}: {owner}{f', by {by}' if by else ''}")
    return _sentence(f"{f'By {by}, ' if by else ''}{told}{'' if item.owner else f' (owner: {owner})'}")


def _to_come(item: ItemFacts, who: str) -> str:
    """Empty where its first word is not surely a verb."""
    verb, rest = _verb_and_rest(item)
    return f"{who} will {verb} {rest}" if verb else ""


def _done(item: ItemFacts, who: str, *, have: str) -> str:
    """Empty also where a second verb may follow, "Add an alert and page the lead": one participle is not enough."""
    verb, rest = _verb_and_rest(item)
    joined = re.findall(r"(?:\band|\bthen|\bor|,)\s+(\w+)", rest.lower())
    return f"{who} {have} {forms_of(verb).participle} {rest}" if verb and _VERBS.isdisjoint(joined) else ""


def _verb_and_rest(item: ItemFacts) -> tuple[str, str]:
    first, _, rest = _bare(item).partition(" ")
    verb, after = first.lower(), rest.lower().split()
    if not after or ". " in rest or verb not in _VERBS:
        return "", ""
    return (verb, rest) if verb not in _ALSO_NOUNS or _is_object(after) else ("", "")


def _is_object(after: list[str]) -> bool:
    """What follows is worked on: "the list", "14 days", "backups every month"; not "of backups", "rotation covers nights"."""
    first, *others = after
    if first in _BEGINS_OBJECT or first[0].isdigit():
        return True
    return first.endswith("s") and not (others and others[0] in _FINITE)


def _bare(item: ItemFacts) -> str:
    return " ".join(without_codes(item.text).split()).rstrip(".")


def _sentence(words: str) -> str:
    return f"{words}."


def _figures(facts: IncidentFacts) -> Iterator[tuple[str, Decimal, str]]:
    """Label, value and unit of what the record tells, as a measure would hold it."""
    if facts.users_affected is not None:
        yield str(Metric.USERS.label), Decimal(facts.users_affected), "users"
    if facts.percent_affected is not None:
        yield "Share of users affected", facts.percent_affected, "% of users"
    if lasted := duration_of(facts):
        yield str(Metric.DURATION.label), Decimal(whole_minutes(lasted)), "minutes"


def _the_incident(found: re.Match[str]) -> str:
    before = found[1]
    return "the incident" if before is None else f"{before}The incident"


def _with_article(found: re.Match[str]) -> str:
    return f"{found[1]}{'n' if found[3].lower() in 'aeiou' else ''} {found[3]}"
