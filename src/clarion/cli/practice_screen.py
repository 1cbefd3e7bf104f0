"""What practice writes to a terminal and asks there. Colour only where a person looks; narrow terminals wrap.

Ctrl-C and the end of the input are `Left`: whoever practises leaves calmly, and the caller keeps what was answered.
"""

import os
import shutil
import signal
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

import click

from clarion.review.formats.text import columns_of, printable

WIDEST, NARROWEST = 96, 20
_COLOURS = {"good": "green", "warn": "yellow", "block": "red", "hint": "cyan"}


class Left(Exception):
    """The person pressed Ctrl-C, or the input ended."""


@dataclass(frozen=True)
class Screen:
    """`asks` tells whether a person can answer; else standing questions are left out and the input is read as it comes."""

    width: int
    colour: bool
    asks: bool

    def title(self, text: str) -> None:
        self.say(text, look="bold")

    def say(self, text: str = "", *, indent: int = 0, look: str = "") -> None:
        """Each line wrapped by itself; what follows the mark of a list stands below its first word."""
        for line in text.split("\n"):
            for piece in self._wrapped(printable(line), " " * indent):
                click.echo(self.painted(piece, look), color=self.colour)

    def marked(self, text: str, start: int, end: int, *, look: str = "") -> None:
        """The lines that hold characters `start` to `end` (exclusive), each with marks below them."""
        for begin, stop in self._lines(text, indent=4):
            if start < stop and begin < max(end, start + 1):
                shown, at = printable(text[begin:stop]), max(start, begin) - begin
                marks = "^" * max(columns_of(shown[at : min(end, stop) - begin].rstrip()), 1)
                click.echo(f"    {shown.rstrip()}", color=self.colour)
                click.echo(
                    "    " + " " * columns_of(shown[:at]) + self.painted(marks, look), color=self.colour
                )

    def painted(self, text: str, look: str) -> str:
        if not self.colour or not look:
            return text
        return click.style(text, bold=True) if look == "bold" else click.style(text, fg=_COLOURS[look])

    def _wrapped(self, line: str, margin: str) -> list[str]:
        if not line.strip():
            return [""]
        mark = line[: len(line) - len(line.lstrip())] + _mark_of(line.lstrip())
        return textwrap.wrap(
            line, self.width,
            initial_indent=margin, subsequent_indent=margin + " " * len(mark), drop_whitespace=True,
        )  # fmt: skip

    def _lines(self, text: str, *, indent: int) -> Iterator[tuple[int, int]]:
        """Where the lines of a text begin and stop when it is wrapped; every character belongs to one of them."""
        begin = 0
        for line in text.splitlines(keepends=True):
            stop, room = begin + len(line), self.width - indent
            while columns_of(text[begin:stop].rstrip()) > room:
                cut = _cut(text, begin, room)
                yield begin, cut
                begin = cut
            yield begin, stop
            begin = stop


def _cut(text: str, begin: int, room: int) -> int:
    """Where a line of so many columns ends: behind its last blank, or in the middle of a word that is longer."""
    full = begin
    while full < len(text) and columns_of(text[begin : full + 1]) <= room:
        full += 1
    blank = text.rfind(" ", begin, full + 1) + 1
    return blank if blank > begin else max(full, begin + 1)


def _mark_of(line: str) -> str:
    first = line.split(" ", 1)[0]
    is_mark = first in {"-", "*", "•", "✓", "–", "·", "○", "◐", "●", "✕"} or first.rstrip(".)").isdigit()
    return first + " " if is_mark and first != line else ""


def screen_here() -> Screen:
    """The terminal that the command runs in; 80 columns without colour where there is none."""
    watched = sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns or 80
    with suppress(ImportError):
        import readline  # noqa: F401 - gives `input` its arrow keys
    return Screen(
        width=max(min(columns - 1, WIDEST), NARROWEST),
        colour=watched and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb",
        asks=sys.stdin.isatty() and watched,
    )


def asked(prompt: str) -> str:
    """One line as it was typed. Raises Left."""
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt) as error:
        click.echo()
        raise Left from error


def chosen(offers: Mapping[str, str], screen: Screen) -> str:
    """One of the letters on offer; Enter takes the first. Asks again until it is one. Raises Left."""
    first = next(iter(offers))
    for letter, words in offers.items():
        screen.say(f"{letter}  {words}{' (or Enter)' if letter == first else ''}", indent=2)
    while True:
        typed = asked(f"{first}> ").strip().lower() or first
        if typed in offers:
            return typed
        screen.say(f"Type one of the letters {', '.join(offers)}.")


@contextmanager
def kept_whole() -> Iterator[None]:
    """Ctrl-C waits until what is kept inside is kept, and is answered then. For the main thread."""
    pressed = []

    def note(_number: int, _frame: FrameType | None) -> None:
        pressed.append(True)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise Left
