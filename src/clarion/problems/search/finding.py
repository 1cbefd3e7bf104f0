"""The search box: words in, texts out, over post-mortems, problems, action items, causes and incidents."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from clarion.problems.search.engine import full_text
from clarion.problems.search.texts import IndexedText, TextKind
from clarion.problems.search.words import keys_of

MOST = 50
#: Words of a query that are looked for; nobody types more.
MOST_WORDS = 12
LONGEST_QUERY = 200
#: What is searched unless planned work is asked for, too.
UNASKED = tuple(kind for kind in TextKind if kind is not TextKind.MAINTENANCE)
_REFERENCE = re.compile(r"^\s*(INC|PM|PRB|AI)[-\s]?(\d{1,12})\s*$", re.IGNORECASE)
_KINDS_OF = {
    "INC": (TextKind.INCIDENT, TextKind.MAINTENANCE),
    "PM": (TextKind.POSTMORTEM,),
    "PRB": (TextKind.PROBLEM,),
    "AI": (TextKind.ITEM,),
}


@dataclass(frozen=True)
class Answer:
    """`words` are the keys that were looked for, to be marked in the texts. `only_some`: no text holds all of them."""

    texts: tuple[IndexedText, ...]
    words: tuple[str, ...]
    only_some: bool = False


def find(query: str, *, kinds: Collection[TextKind] = UNASKED, most: int = MOST) -> Answer:
    """The best first. A reference ("INC-44") finds its row; words are found in any form, the last one also begun."""
    if match := _REFERENCE.match(query):
        named = IndexedText.objects.filter(kind__in=_KINDS_OF[match[1].upper()], row=int(match[2]))
        return Answer(tuple(named), ())
    words = keys_of(query[:LONGEST_QUERY])[:MOST_WORDS]
    if not words or not kinds:
        return Answer((), ())
    engine = full_text()
    keys = engine.holding_all(words, kinds=kinds, most=most)
    only_some = not keys and len(words) > 1
    if only_some:
        counts = engine.frequencies(words)
        weights = {word: 1 / counts[word] for word in words if word in counts}
        keys = engine.holding_any(weights, kinds=kinds, most=most) if weights else []
    texts = IndexedText.objects.in_bulk(keys)
    return Answer(tuple(texts[key] for key in keys if key in texts), tuple(words), only_some)
