"""Words in lines of a width: pictures know no line breaks of their own, and no font is at hand to measure with.

Widths are those of a wide sans-serif (DejaVu Sans), so that a line is at most shorter than its room, never longer.
"""

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

#: Widths in parts of the font size.
_NARROW = dict.fromkeys("iljI.,:;'|!()[]{}/\\ ", 0.4) | dict.fromkeys('ftr-"`', 0.43)
_WIDE = dict.fromkeys("mMW%@w—…", 1.0)
_CAPITAL, _ORDINARY, _FULL = 0.72, 0.635, 1.05
#: Where a word that is too long may be parted without a hyphen: after what joins names, paths and addresses.
_JOINTS = re.compile(r"(?<=[-_/.,:;@])")
#: What XML does not allow, and marks that would turn the direction of what follows.
_NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """The text without line breaks, and without characters that no picture can hold."""
    return " ".join(_NOT_SHOWN.sub("", text).split())


def width(text: str, size: float) -> float:
    """How wide the text is at most, in the unit of the font size."""
    return size * sum(map(_width, text))


def wrapped(text: str, *, room: float, size: float) -> list[str]:
    """The text in lines that fit the room; a word that does not fit is parted. No text is one empty line."""
    lines, used, space = [""], 0.0, width(" ", size)
    for word in one_line(text).split():
        wide = width(word, size)
        if lines[-1] and used + space + wide <= room:
            lines[-1] += f" {word}"
            used += space + wide
            continue
        parts = [word] if wide <= room else _parted(word, room, size)
        lines = [line for line in lines if line] + parts
        used = width(lines[-1], size)
    return lines


def _parted(word: str, room: float, size: float) -> list[str]:
    """A word in pieces that fit, parted at its joints where it has any."""
    pieces = [""]
    for part in _JOINTS.split(word):
        if width(pieces[-1] + part, size) <= room:
            pieces[-1] += part
            continue
        pieces.append("")
        for character in part:
            if pieces[-1] and width(pieces[-1] + character, size) > room:
                pieces.append("")
            pieces[-1] += character
    return [piece for piece in pieces if piece]


@lru_cache(maxsize=4096)
def _width(character: str) -> float:
    if combining(character):
        return 0
    if east_asian_width(character) in {"W", "F"} or ord(character) > 0x1F000:
        return _FULL
    known = _NARROW.get(character) or _WIDE.get(character)
    return known or (_CAPITAL if character.isupper() else _ORDINARY)
