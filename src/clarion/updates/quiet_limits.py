"""What may be put right quietly: a slip of the pen, or a time. Pure: two texts in, the reason why not out.

Readers are not notified of a quiet correction, so it must not be able to change what they were told. The limits
are blunt on purpose: in doubt, readers are told. Compared are whole lines, however few words somebody picked.
"""

import re
from collections import Counter
from enum import StrEnum

from clarion.review.reading.classes import NUMBER_WORDS
from clarion.review.reading.geography import lineage

#: Characters, of the words picked and of those that take their place.
LONGEST = 120


class QuietReason(StrEnum):
    TYPO = "typo"
    TIME = "time"


_NEGATIONS = frozenset(
    """no not none never nor neither nobody nothing nowhere without cannot hardly barely unless except only just
    yes but if""".split()
)
#: Words that carry the message: states, amounts, directions, duties. A letter in them is not a small thing.
_WEIGHTY = _NEGATIONS | frozenset(
    """
    investigating identified monitoring resolved unresolved open closed scheduled completed verifying progress started stopped
    operational degraded partial major minor outage maintenance down up on off working works worked failing fails failed fixed
    available unavailable affected unaffected safe unsafe lost stable unstable slow normal
    all some few most many every each any several half third quarter more less fewer least both one once twice
    increase increased decrease decreased rise rises fall falls begin began end ended start stop
    before after until since from to by within during over under above below
    can could may might must shall should will would do does did has have had is are was were be been being am
    today yesterday tomorrow day days week weeks month months hour hours minute minutes second seconds
    in out with for against and or
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:(?:[’'.:/-]|(?<=\d),(?=\d))[^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+|\S+@\S+")
_FREE_SIGNS = re.compile(r"[\s.,;:!?'\"“”‘’„()–—-]+")
_TURNS_AROUND = re.compile(r"(?:un|in|im|ir|il|dis|non|de|mis|re|over|under|anti)$")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_TIME = re.compile(
    r"(?<![\d:.,])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?[ap]m\b)?(?:\s?(?:UTC|GMT|CES?T|BST|E[DES]T|[ECMP][SD]T)\b)?"
    r"|\b\d{4}-\d\d-\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b(?:\s\d{{4}}\b)?|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def why_not_quiet(
    before: str, after: str, *, reason: QuietReason, names: frozenset[str] = frozenset()
) -> str:
    """Why readers have to be told of this change, as a sentence; empty when it may be made quietly.

    `names` are the words of the names of services and regions, in lower case.
    """
    if before == after:
        return "Nothing would change."
    if before.count("\n") != after.count("\n"):
        return "A line more or less is more than a slip."
    changed = [pair for pair in zip(before.split("\n"), after.split("\n"), strict=True) if pair[0] != pair[1]]
    judge = _why_no_time if reason == QuietReason.TIME else _why_no_typo
    return next((why for old, new in changed if (why := judge(old, new, names))), "")


def dates_in(text: str) -> list[str]:
    """The days that a text names in figures or by their names; clock times left out."""
    return [found[0] for found in _TIME.finditer(text) if ":" not in found[0]]


def _why_no_time(before: str, after: str, _: frozenset[str]) -> str:
    if _ADDRESS.findall(before) != _ADDRESS.findall(after):
        return "A link would lead elsewhere."
    if _TIME.sub("¤", before) != _TIME.sub("¤", after):
        return "More than a clock time or a date would change."
    return ""


def _why_no_typo(before: str, after: str, names: frozenset[str]) -> str:
    if _ADDRESS.findall(before) != _ADDRESS.findall(after):
        return "A link would lead elsewhere."
    old, new = _WORD.findall(before), _WORD.findall(after)
    signs = _FREE_SIGNS.sub("", _WORD.sub(" ", before)), _FREE_SIGNS.sub("", _WORD.sub(" ", after))
    if signs[0] != signs[1]:
        return "A sign would change that is more than punctuation."
    folded_old, folded_new = [word.casefold() for word in old], [word.casefold() for word in new]
    if folded_old == folded_new:
        holds_a_no = any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in folded_old)
        moved = _WORD.sub("¤", before) != _WORD.sub("¤", after)
        return "Punctuation beside a “no” can turn the sentence around." if holds_a_no and moved else ""
    if len(old) == len(new):
        pairs = zip(old, new, strict=True)
        return next((why for wrong, right in pairs if (why := _why_not_word(wrong, right, names))), "")
    return _why_not_joined(folded_old, folded_new, names)


def _why_not_joined(old: list[str], new: list[str], names: frozenset[str]) -> str:
    """A word that stood twice, or a space too many or too few: the letters stay."""
    touched = [*(Counter(old) - Counter(new)), *(Counter(new) - Counter(old))]
    if any(_is_weighty(word, names) for word in touched):
        return "A word would change that carries the message."
    doubled = len(old) == len(new) + 1 and any(
        old[index] == old[index + 1] and old[:index] + old[index + 1 :] == new
        for index in range(len(old) - 1)
    )
    return "" if doubled or "".join(old) == "".join(new) else "Words would be added or taken away."


def _why_not_word(wrong: str, right: str, names: frozenset[str]) -> str:
    old, new = wrong.casefold(), right.casefold()
    if old == new:
        return ""
    if any(character.isdigit() for character in old + new):
        return f"“{wrong}” and “{right}” are different numbers."
    mixed_up = len(old) > 4 and sorted(old) == sorted(new) and not _is_weighty(old, names)
    if (_is_weighty(old, names) or _is_weighty(new, names)) and not mixed_up:
        return f"“{wrong}” and “{right}” say different things."
    shorter, longer = sorted((old, new), key=len)
    if longer.endswith(shorter) and _TURNS_AROUND.match(longer[: len(longer) - len(shorter)]):
        return f"“{wrong}” and “{right}” say different things."
    if distance(old, new) > _allowed(shorter):
        return f"“{right}” is another word than “{wrong}”."
    return ""


def _is_weighty(word: str, names: frozenset[str]) -> bool:
    return (
        word in _WEIGHTY
        or word in names
        or word in NUMBER_WORDS
        or word.endswith(("n't", "n’t"))
        or any(character.isdigit() for character in word)
        or any(True for _ in lineage(word))
    )


def _allowed(word: str) -> int:
    """How many letters may be wrong: one in a short word, two from seven letters on."""
    return 1 if len(word) < 7 else 2


def distance(one: str, other: str) -> int:
    """Letters to add, take away, exchange, or swap with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, opposite in enumerate(other, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
