"""What the timeline picture is drawn with: strokes, words, and a form for each kind of line.

Colours are attributes, which any viewer knows and a style sheet may replace: the classes say what each stroke is.
"""

from html import escape

from clarion.incidents.entry_kinds import EntryKind
from clarion.postmortems.exports.wrapped_words import one_line

SIZE = 11
#: The second one is in the PDF.
FAMILY = "system-ui, 'DejaVu Sans', sans-serif"
INK, QUIET, RULE, PAPER, ACCENT = "#1d1d1b", "#5e5c56", "#d9d8d3", "#ffffff", "#1f5f8b"

#: Round for what was seen, square for what was done, a rhombus for a decision, pointed for a change of state or an alert.
FORMS = {
    EntryKind.OBSERVATION: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    EntryKind.ACTION: "m-4 -4h8v8h-8z",
    EntryKind.DECISION: "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
    EntryKind.CHANGE: "m0 -5l5 9h-10z",
    EntryKind.NOTE: "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
    EntryKind.COMMUNICATION: "m-5.5 -4h11v7h-5l-3 3v-3h-3z",
    EntryKind.ALERT: "m0 5l5 -9h-10z",
}
HOLLOW = frozenset({EntryKind.NOTE, EntryKind.ALERT})


def coordinate(value: float) -> str:
    """One digit after the point at most."""
    return f"{value:.1f}".removesuffix(".0")


def safe(text: str) -> str:
    """For the content of an element and for a quoted attribute."""
    return escape(one_line(text))


def stroke(name: str, d: str, colour: str, *, more: str = "") -> str:
    return f'<path class="{name}" d="{d}" stroke="{colour}" fill="none"{more}/>'


def down(x: float, top: float, bottom: float) -> str:
    """The path of a line from top to bottom."""
    return f"M{coordinate(x)} {coordinate(top)}V{coordinate(bottom)}"


def across(left: float, right: float, y: float) -> str:
    return f"M{coordinate(left)} {coordinate(y)}H{coordinate(right)}"


def aside(x: float, y: float, text: str, *, more: str = "") -> str:
    """Words that explain, in a quieter colour."""
    at = f'x="{coordinate(x)}" y="{coordinate(y)}"'
    return f'<text class="quiet" {at} fill="{QUIET}"{more}>{safe(text)}</text>'


def words(x: float, y: float, text: str, *, long: float, name: str = "words", bold: bool = False) -> str:
    """On a piece of paper that is `long` wide, so that a line behind them does not strike them through."""
    under = f'x="{coordinate(x - 1)}" y="{coordinate(y - 10)}" width="{coordinate(long + 2)}" height="13"'
    at = f'x="{coordinate(x)}" y="{coordinate(y)}" fill="{QUIET if name == "lane" else INK}"'
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<rect class="under" {under} fill="{PAPER}"/><text class="{name}" {at}{weight}>{safe(text)}</text>'
    )


def mark(kind: EntryKind, x: float, y: float) -> str:
    """The form of the kind, in the middle of which the point lies."""
    d = f"M{coordinate(x)} {coordinate(y)}{FORMS[kind]}"
    if kind in HOLLOW:
        return f'<path class="mark hollow" d="{d}" fill="{PAPER}" stroke="{INK}"/>'
    said = kind == EntryKind.COMMUNICATION
    name, colour = ("mark said", ACCENT) if said else ("mark", INK)
    return f'<path class="{name}" d="{d}" fill="{colour}" stroke="{PAPER}"/>'
