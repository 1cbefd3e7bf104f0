"""Pictures of the page and of incidents for links that are shared (OpenGraph): 1200 × 630, drawn by Pillow.

A picture is drawn once and remembered by what it shows. The fonts are ours (DejaVu Sans, letters of Latin, Greek and
Cyrillic). What they lack is left out rather than drawn as a box: a sign such as an emoji alone, a letter with its word.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.colours import ink_on
from clarion.statuspage.status_colours import COLOURS

SIZE = (1200, 630)
FONTS = Path(__file__).parent / "fonts"
PAPER, INK, QUIET = "#ffffff", "#1b1f24", "#59636e"
_LEFT, _HEAD, _ICON = 72, 132, 72
_WIDTH = SIZE[0] - 2 * _LEFT
_LINES = 3
#: No font has a letter there: what is drawn for it is what is drawn for any letter that is missing.
_MISSING = "\uffff"


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is seen on it: name of the page, a title, how things stand in a word and a form, the site, the head."""

    name: str
    title: str
    state: str
    status: ServiceStatus
    site: str
    head: str


@lru_cache(maxsize=200)
def draw(picture: Picture) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(image)
    head = picture.head or INK
    canvas.rectangle((0, 0, SIZE[0], _HEAD), fill=head)
    _write(canvas, picture.name, _font(48, bold=True), ink_on(head), at=(_LEFT, _HEAD // 2), anchor="lm")
    image.paste(COLOURS[picture.status], (_LEFT, 200), _icon(picture.status))
    state_at = (_LEFT + _ICON + 24, 200 + _ICON // 2)
    _write(canvas, picture.state, _font(40), COLOURS[picture.status], at=state_at, anchor="lm")
    for number, line in enumerate(_lines(picture.title, _font(60, bold=True))):
        _write(canvas, line, _font(60, bold=True), INK, at=(_LEFT, 316 + 78 * number), anchor="la")
    _write(canvas, picture.site, _font(28), QUIET, at=(_LEFT, SIZE[1] - 40), anchor="ls")
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def drawable(text: str) -> str:
    """On one line, what of it the fonts have: without signs that they lack, and without words with letters that they lack."""
    words = map(_without_signs, unicodedata.normalize("NFC", text).split())
    return " ".join(word for word in words if word and all(map(_has, word)))


def _without_signs(word: str) -> str:
    """Emoji are symbols (S), and what joins and varies them is a mark (M), a control (C) or a modifier."""
    return "".join(letter for letter in word if _has(letter) or unicodedata.category(letter)[0] not in "SMC")


@lru_cache(maxsize=2000)
def _has(letter: str) -> bool:
    font = _font(24)
    return _shape(font, letter) != _shape(font, _MISSING)


def _shape(font: ImageFont.FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


@lru_cache(maxsize=8)
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


def _write(
    canvas: ImageDraw.ImageDraw,
    text: str,
    font: ImageFont.FreeTypeFont,
    ink: str,
    *,
    at: tuple[int, int],
    anchor: str,
) -> None:
    """One line, cut where it would leave the picture."""
    if line := drawable(text):
        canvas.text(at, _cut(line, font, SIZE[0] - _LEFT - at[0]), font=font, fill=ink, anchor=anchor)


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The title in at most three lines; the last one ends with an ellipsis when there was more."""
    lines: list[str] = []
    words = drawable(title).split()
    while words and len(lines) < _LINES:
        line = words.pop(0)
        while words and font.getlength(f"{line} {words[0]}") <= _WIDTH:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = f"{lines[-1]} {' '.join(words)}"
    return [_cut(line, font, _WIDTH) for line in lines]


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


@lru_cache(maxsize=8)
def _icon(status: ServiceStatus) -> Image.Image:
    """A mask in the form that the page shows for the status, drawn large and made small so that edges are smooth."""
    large = 4 * _ICON
    mask = Image.new("L", (large, large), 0)
    canvas, unit = ImageDraw.Draw(mask), large / 16

    def at(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    def mark(*numbers: float) -> None:
        canvas.line(at(*numbers), fill=0, width=round(2 * unit), joint="curve")

    if status == ServiceStatus.OPERATIONAL:
        canvas.ellipse(at(1, 1, 15, 15), fill=255)
        mark(4.5, 8.2, 6.9, 10.6, 11.5, 5.7)
    elif status == ServiceStatus.UNDER_MAINTENANCE:
        canvas.rounded_rectangle(at(1, 1, 15, 15), radius=2 * unit, fill=255)
        mark(4.5, 6, 11.5, 6)
        mark(4.5, 10, 11.5, 10)
    elif status == ServiceStatus.DEGRADED_PERFORMANCE:
        canvas.polygon(at(8, 1, 15.5, 15, 0.5, 15), fill=255)
        mark(8, 6, 8, 10)
        mark(8, 11.4, 8, 13.4)
    elif status == ServiceStatus.PARTIAL_OUTAGE:
        canvas.polygon(at(8, 0, 16, 8, 8, 16, 0, 8), fill=255)
        mark(4.8, 8, 11.2, 8)
    else:
        canvas.polygon(at(5, 0, 11, 0, 16, 5, 16, 11, 11, 16, 5, 16, 0, 11, 0, 5), fill=255)
        mark(5, 5, 11, 11)
        mark(11, 5, 5, 11)
    return mask.resize((_ICON, _ICON), Image.Resampling.LANCZOS)
