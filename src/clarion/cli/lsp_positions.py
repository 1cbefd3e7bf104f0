"""Offsets of a text as positions of the language server protocol, and back.

Protocol 3.17, "Position": lines end with LF, CRLF or CR and nothing else; the character is counted in the units that
client and server agreed on, UTF-16 unless they said otherwise.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")
_CODECS = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1), "utf-32": ("utf-32-le", 4)}
"""Name of an encoding in the protocol -> codec, and bytes of one unit."""


class At(NamedTuple):
    line: int
    character: int


class Positions:
    """Converts offsets of one text. `encoding` is "utf-16", "utf-8" or "utf-32"."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._codec, self._unit = _CODECS[encoding]
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at(self, offset: int) -> At:
        line = bisect_right(self._starts, offset) - 1
        return At(line, self._units(self._text[self._starts[line] : offset]))

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position. What lies behind the end of a line or of the text is that end."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        for offset in range(start, end):
            if self._units(self._text[start:offset]) >= character:
                return offset
        return end

    def _units(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._unit
