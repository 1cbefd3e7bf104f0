"""The wording of an action item: what the review says of it, and what only action items are asked.

Owner and due date have fields of their own, which count like words in the text. What leans on care or training alone is blocked: it
changes nobody's next night. Vague openers are pointed out unless the outcome says how one can tell that it is done.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clarion.review import Audience, Kind, Severity, review

#: Element of the review -> what the form calls it.
ASKED = {
    "owner": "owner",
    "due": "due date",
    "specific": "what exactly",
    "measurable": "how to check it",
    "systemic": "changes a process, tool or design",
}
VAGUE_OPENERS = (
    "improve", "enhance", "optimise", "optimize", "strengthen", "make better", "investigate", "look into", "consider",
    "explore", "evaluate", "discuss", "think about", "ensure", "make sure", "monitor", "review", "try", "work on",
)  # fmt: skip
#: Remedies that ask people to be other people: as what is done, not as a word among others ("a training environment").
WEAK = re.compile(
    r"""^\s*(?:(?:please|also|we|should|must|to|will|everyone|everybody|staff)\s+)*
        (?:(?:re-?)?train|remind|educate|coach|instruct|double-?check|discipline)(?:s|d|ed)?\b
    |\b(?:be|being)\s+(?:more\s+)?(?:careful|attentive|vigilant|aware|mindful)\b
    |\bmore\s+(?:care|carefully|attention|awareness|training|discipline)\b
    |\bpay(?:s|ing)?\s+(?:\w+\s+)?attention\b
    |\braise[sd]?\s+awareness\b|\bawareness\s+(?:training|campaign|session)s?\b
    |\b(?:give|provide|hold|organi[sz]e|schedule|run|repeat|plan|do)s?\s+(?:\w+\s+){0,3}trainings?\b
    |^\s*trainings?\s+(?:for|of|on)\b
    |\bremember\s+to\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSES = re.compile(r"[,;.:]|\band\b|\bthen\b", re.IGNORECASE)
_NO_VERBS = frozenset(
    """
    the a an we i they he she it there this that these those our your my all every each no some any more less better new old
    should must need needs to in on by for with at from of when after before if because as and or not
    """.split()
)
_NOUN_ENDINGS = ("ing", "tion", "ment", "ness", "ity", "ance", "ence")
#: Verbs that end like nouns.
_VERBS = frozenset(
    "bring ring implement document augment experiment supplement station mention enhance finance".split()
)

CARE = (
    "It leans on care or training alone. Change a step, a tool or a limit, so that nobody has to be careful."
)
OPENER = "Anything can close this. Say what will be different, or how anybody can check that it is done."
VERB = "Begin with what is done: Add, Alert, Limit, Remove."


@dataclass(frozen=True)
class Remark:
    """`quote` are the words that it is about; empty where it is about the whole."""

    severity: Severity
    quote: str
    message: str


@dataclass(frozen=True)
class Wording:
    """`elements` maps a name of `ASKED` to whether it is there."""

    remarks: tuple[Remark, ...]
    elements: dict[str, bool]

    @property
    def blocked(self) -> bool:
        return any(remark.severity is Severity.BLOCK for remark in self.remarks)

    @property
    def lacks(self) -> list[str]:
        return [words for name, words in ASKED.items() if not self.elements[name]]

    @property
    def holds(self) -> list[str]:
        return [words for name, words in ASKED.items() if self.elements[name]]


@lru_cache(maxsize=4096)
def wording_of(text: str, outcome: str = "", *, owner: str = "", due_on: date | None = None) -> Wording:
    """What is to be said of an item with these fields. Pure; a few milliseconds, remembered."""
    said = review(_sentences(text, outcome), audience=Audience.POSTMORTEM, kind=Kind.ACTION_ITEM)
    elements = {element.name: element.present for element in said.elements}
    elements |= {"owner": elements["owner"] or bool(owner), "due": elements["due"] or bool(due_on)}
    remarks = [Remark(found.severity, found.quote, found.message) for found in said.findings]
    if weak := leans_on_care(text):
        remarks = [Remark(Severity.BLOCK, weak, CARE), *(each for each in remarks if weak not in each.quote)]
    opener = vague_opener(text)
    if opener and not elements["measurable"] and not any(opener in each.quote for each in remarks):
        remarks.append(Remark(Severity.WARN, opener, OPENER))
    if first := not_a_verb(text):
        remarks.append(Remark(Severity.HINT, first, VERB))
    return Wording(tuple(remarks), elements)


def leans_on_care(text: str) -> str:
    """The words that ask for care or training, where no other part of the text changes something for good; else empty."""
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    weak = [found[0].strip() for clause in clauses if (found := WEAK.search(clause))]
    rest = [clause for clause in clauses if not WEAK.search(clause)]
    return "" if not weak or _is_systemic(". ".join(rest)) else weak[0]


def vague_opener(text: str) -> str:
    """The vague words with which it begins, as they stand there; else empty."""
    lower = text.strip().lower()
    opener = next((each for each in VAGUE_OPENERS if re.match(rf"{each}\b", lower)), "")
    return text.strip()[: len(opener)]


def not_a_verb(text: str) -> str:
    """The first word where it can be no verb; else empty. In doubt it is one."""
    words = re.findall(r"[\w'-]+", text)
    first = words[0].lower() if words else ""
    noun = first.endswith(_NOUN_ENDINGS) and first not in _VERBS and len(first) > 5
    return words[0] if first in _NO_VERBS or noun else ""


def _is_systemic(text: str) -> bool:
    said = review(text, audience=Audience.POSTMORTEM, kind=Kind.ACTION_ITEM)
    return any(element.name == "systemic" and element.present for element in said.elements)


def _sentences(text: str, outcome: str) -> str:
    """Both as sentences of one text, the way in which people write an item in one line."""
    parts = [part.strip() for part in (text, outcome) if part.strip()]
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts)
