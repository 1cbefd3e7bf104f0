"""Markdown as a reader sees it, with offsets into the source: blocks, and inline spans that are not prose.

Blocks follow CommonMark 0.31 (containers, lazy continuation, fences, headings) and GitHub's tables, in one pass over
the lines. Two simplifications, both for time that stays linear: containers nest 16 deep at most, deeper markers are
text; a link's target ends at the first bracket or blank.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from clarion.review.reading.patterns import pattern

_DEEPEST = 16
_PLAIN_FIRST = pattern(r"[^\s#>\-*+`~|<0-9=_]")
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_HEADING = pattern(r" {0,3}(#{1,6})(?=[ \t]|$)[ \t]*")
_UNDERLINE = pattern(r" {0,3}(=+|-+)[ \t]*$")
_RULER = pattern(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_QUOTE = pattern(r" {0,3}> ?")
_MARKER = pattern(r" {0,3}(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_DELIMITERS = pattern(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
# CommonMark 4.6: raw HTML that ends at a mark, and raw HTML that ends at a blank line. Kind 7 (any tag alone on its
# line) is read as text: its tags are markup all the same, and its words may be prose.
_HTML_TO_MARK = pattern(
    r" {0,3}<(?:(!--)|(\?)|(!\[CDATA\[)|(![A-Za-z])|((?:script|pre|style|textarea)(?=[\s>]|$)))",
    re.IGNORECASE,
)
_HTML_ENDS = tuple(
    pattern(e, re.IGNORECASE) for e in ("-->", r"\?>", "]]>", ">", r"</(?:script|pre|style|textarea)>")
)
_HTML_TO_BLANK = pattern(
    r" {0,3}</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|"
    r"nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s>]|/>|$)",
    re.IGNORECASE,
)


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """A paragraph directly inside a list item."""
    ROW = "row"
    CODE = "code"
    FRONT_MATTER = "front_matter"
    HTML = "html"


PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.ROW})


class Block:
    """A leaf of the document: text[start:end], without the markers before its first line."""

    __slots__ = ("end", "kind", "quoted", "start")

    def __init__(self, kind: BlockKind, start: int, end: int, *, quoted: bool) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.quoted = quoted

    def __repr__(self) -> str:
        return f"Block({self.kind.value}, {self.start}, {self.end}, quoted={self.quoted})"


def blocks_of(text: str) -> list[Block]:
    """Return the leaf blocks of `text` in order."""
    if "\n" not in text and _PLAIN_FIRST.match(text.lstrip(" ")) and not text.startswith("    "):
        return [Block(BlockKind.PARAGRAPH, len(text) - len(text.lstrip()), len(text), quoted=False)]
    return _Scanner(text).scan()


class _Fence(NamedTuple):
    mark: str
    length: int


class _Scanner:
    """One pass over the lines. `containers` holds 0 for a block quote, else the column where an item's content begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.containers: list[int] = []
        self.fence: _Fence | None = None
        self.open: Block | None = None
        self.in_table = False
        self.html_end: re.Pattern[str] | None = None
        """What ends the open HTML block; None: a blank line."""
        self.line_start = 0
        self.bare = False
        """The innermost container is an item that holds nothing yet. A blank line ends it; others go on over blank lines."""
        self.lazy = False
        """The line goes on with a paragraph of containers whose markers it lacks."""

    def scan(self) -> list[Block]:
        text, start = self.text, self._front_matter()
        while start < len(text):
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            self._line(start, stop)
            start = stop + 1
        return self.blocks

    def _front_matter(self) -> int:
        """Return the offset after YAML or TOML front matter, 0 where there is none."""
        mark = self.text[:3]
        if mark not in {"---", "+++"} or self.text[3:5].lstrip("\r")[:1] != "\n":
            return 0
        close = self.text.find("\n" + mark, 3)
        if close < 0 or self.text[close + 4 : close + 6].lstrip("\r")[:1] not in {"", "\n"}:
            return 0
        self._add(BlockKind.FRONT_MATTER, 0, close + 4)
        self.open = None
        return close + 5

    def _line(self, start: int, stop: int) -> None:
        if stop > start and self.text[stop - 1] == "\r":
            stop -= 1
        line, self.line_start = self.text[start:stop], start
        if self._is_plain(line):
            self._plain(start, stop)
            return
        if "\t" in line:
            line, start = _with_blanks_for_tabs(line, start)
        position, kept = self._continue(line)
        self.lazy = False
        if kept < len(self.containers):
            self.lazy = self._goes_on_lazily(line, position)
            if not self.lazy:
                del self.containers[kept:]
                self._close()
        if self.fence:
            self._fenced(line, position, start, stop)
        elif self.open and self.open.kind is BlockKind.HTML:
            self._html(line[position:], stop)
        else:
            position = position if self.lazy else self._enter(line, position)
            self._leaf(line, position, start, stop)

    def _is_plain(self, line: str) -> bool:
        """Tell whether the line can be nothing but text of a paragraph outside of everything: most lines are."""
        return (
            not self.containers
            and _PLAIN_FIRST.match(line) is not None
            and "|" not in line
            and (self.open is None or self.open.kind is BlockKind.PARAGRAPH)
            and self.fence is None
            and not self.in_table
        )

    def _plain(self, start: int, stop: int) -> None:
        self.lazy = False
        if self.open:
            self.open.end = stop
        else:
            self._add(BlockKind.PARAGRAPH, start, stop)

    def _continue(self, line: str) -> tuple[int, int]:
        """Consume the markers of the open containers. Return where the rest begins and how many containers go on."""
        position = kept = 0
        for column in self.containers:
            if column == 0:
                quote = _QUOTE.match(line, position)
                if not quote:
                    break
                position = quote.end()
            elif not line[position:].strip():
                if self.bare and kept == len(self.containers) - 1:
                    break
            elif line[position : position + column].isspace() and len(line) - position > column:
                position += column
            else:
                break
            kept += 1
        return position, kept

    def _goes_on_lazily(self, line: str, position: int) -> bool:
        """Tell whether the line goes on with an open paragraph although its container's marker is missing."""
        rest = line[position:]
        return (
            self.open is not None
            and self.fence is None
            and not self.in_table
            and self.open.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
            and bool(rest.strip())
            and not _starts_block(rest)
        )

    def _enter(self, line: str, position: int) -> int:
        """Open the containers that begin on this line and return where their content begins."""
        while len(self.containers) < _DEEPEST:
            rest = line[position:]
            quote = _QUOTE.match(rest)
            if quote:
                self._close()
                self.bare = False
                self.containers.append(0)
                position += quote.end()
                continue
            marker = _MARKER.match(rest)
            if not marker or _RULER.match(rest) or self._interrupts_badly(marker, rest):
                return position
            self._close()
            after = rest[marker.end() :]
            blanks = len(after) - len(after.lstrip(" "))
            width = marker.end() + (blanks if 1 <= blanks <= 4 and after.strip() else 1)
            self.bare = not after.strip()
            self.containers.append(width)
            position = min(position + width, len(line))
        return position

    def _interrupts_badly(self, marker: re.Match[str], rest: str) -> bool:
        """Inside a paragraph a list may only start with 1 and with text: "2019. was" and a lone dash are prose."""
        if self.open is None or self.open.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            return False
        starts_elsewhere = marker[1] is not None and int(marker[1]) != 1
        return starts_elsewhere or not rest[marker.end() :].strip()

    def _fenced(self, line: str, position: int, start: int, stop: int) -> None:
        rest = line[position:].strip()
        fence = self.fence
        if self.open:
            self.open.end = stop
        if (
            fence
            and len(rest) >= fence.length
            and rest == fence.mark * len(rest)
            and line[position : position + 4].strip()
        ):
            self._close()
        elif self.open is None:
            self._add(BlockKind.CODE, start, stop)

    def _leaf(self, line: str, position: int, start: int, stop: int) -> None:
        rest = line[position:]
        if not rest.strip():
            if self.open and self.open.kind is not BlockKind.CODE:
                self._close()
            return
        self.bare = False
        begin = start + position
        paragraph = (
            self.open if self.open and self.open.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM} else None
        )
        if self._code(rest, begin, stop, after=paragraph) or self._heading(
            rest, begin, stop, after=paragraph
        ):
            return
        if self.in_table or (paragraph and "|" in rest and _DELIMITERS.match(rest)):
            self._table(rest, paragraph, begin, stop)
        elif rest.lstrip(" ").startswith("<") and (
            html := _HTML_TO_MARK.match(rest) or _HTML_TO_BLANK.match(rest)
        ):
            self._begin_html(rest, begin, stop, _HTML_ENDS[html.lastindex - 1] if html.lastindex else None)
        elif paragraph:
            paragraph.end = stop
        else:
            self._begin_text(rest, begin, stop)

    def _code(self, rest: str, begin: int, stop: int, *, after: Block | None) -> bool:
        """Begin or go on with code, if this line is code. Indented code cannot follow a paragraph at once."""
        fence = _FENCE.match(rest)
        if fence and not (fence[1][0] == "`" and "`" in fence[2]):
            self._add(BlockKind.CODE, begin, stop)
            self.fence = _Fence(fence[1][0], len(fence[1]))
            return True
        if rest.startswith("    ") and after is None:
            self._indented(begin, stop)
            return True
        return False

    def _heading(self, rest: str, begin: int, stop: int, *, after: Block | None) -> bool:
        """Take the line as a heading, as what makes the paragraph before it one, or as a ruler, if it is one of them."""
        if heading := _HEADING.match(rest):
            self._add(BlockKind.HEADING, min(begin + heading.end(), stop), stop)
        elif after and not self.lazy and _UNDERLINE.match(rest):
            after.kind = BlockKind.HEADING
        elif not _RULER.match(rest):
            return False
        self.open = None
        return True

    def _indented(self, begin: int, stop: int) -> None:
        if self.open and self.open.kind is BlockKind.CODE:
            self.open.end = stop
        else:
            self._add(BlockKind.CODE, begin, stop)

    def _table(self, rest: str, header: Block | None, begin: int, stop: int) -> None:
        """The delimiter row makes the paragraph before it a header; rows follow until a blank line."""
        if header:
            header.kind = BlockKind.ROW
            self.open, self.in_table = header, True
        elif rest.strip():
            self._add(BlockKind.ROW, begin, stop)

    def _begin_html(self, rest: str, begin: int, stop: int, end: re.Pattern[str] | None) -> None:
        self._add(BlockKind.HTML, begin + len(rest) - len(rest.lstrip()), stop)
        self.html_end = end
        self._html(rest, stop)

    def _html(self, rest: str, stop: int) -> None:
        """Go on with an HTML block: to its mark over blank lines, or to the first blank line.

        What follows a comment on its last line is text, unlike in CommonMark: readers see it, so it is reviewed.
        """
        html, mark = self.open, self.html_end
        if html is None or (mark is None and not rest.strip()):
            self._close()
            return
        html.end = stop
        ended = mark.search(rest) if mark else None
        if ended is None:
            return
        self._close()
        after = rest[ended.end() :]
        if mark is _HTML_ENDS[0] and after.strip():
            html.end = stop - len(after)
            self._begin_text(after, html.end, stop)

    def _begin_text(self, rest: str, begin: int, stop: int) -> None:
        kind = BlockKind.ITEM if self.containers and self.containers[-1] else BlockKind.PARAGRAPH
        self._add(kind, begin + len(rest) - len(rest.lstrip()), stop)

    def _add(self, kind: BlockKind, start: int, end: int) -> None:
        self.open = Block(kind, max(start, self.line_start), end, quoted=0 in self.containers)
        self.blocks.append(self.open)

    def _close(self) -> None:
        self.open = self.fence = self.html_end = None
        self.in_table = False


def _with_blanks_for_tabs(line: str, start: int) -> tuple[str, int]:
    """Return the line with the tabs among its markers as blanks to the next stop of four columns, other tabs as one blank.

    Also return where the line would have to start for the offsets after its markers to hold.
    """
    margin = line[: len(line) - len(line.lstrip(" \t>-*+.)0123456789"))]
    wide = margin.expandtabs(4)
    return wide + line[len(margin) :].replace("\t", " "), start - len(wide) + len(margin)


def _starts_block(rest: str) -> bool:
    """Tell whether a line without its containers' markers begins something new. Any list marker does: its place is no paragraph's."""
    return bool(
        _FENCE.match(rest)
        or _HEADING.match(rest)
        or _RULER.match(rest)
        or _QUOTE.match(rest)
        or _MARKER.match(rest)
        or _HTML_TO_MARK.match(rest)
        or _HTML_TO_BLANK.match(rest)
    )


class Region(StrEnum):
    """What a stretch of text is, where it is not the writer's own prose."""

    CODE = "code"
    QUOTE = "quote"
    """A Markdown block quote: somebody else's text."""
    SPOKEN = "spoken"
    """Words in quotation marks."""
    LINK = "link"
    """The target of a link, or a bare address."""
    MARKUP = "markup"
    """HTML tags and comments, front matter."""


class Span:
    __slots__ = ("end", "region", "start")

    def __init__(self, region: Region, start: int, end: int) -> None:
        self.region = region
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Span({self.region.value}, {self.start}, {self.end})"


_TICKS = pattern(r"`+")
_TARGET = pattern(r"\]\(([^()\s]{1,2000})")
_ADDRESS = pattern(r"https?://[^\s<>()\[\]\"]{1,2000}")
_TAG = pattern(r"</?[A-Za-z][^<>\n]{0,500}>")
_SPOKEN = pattern(
    r"“[^“”\n]{1,600}[”“]|„[^“”„\n]{1,600}[“”]|«[^«»\n]{1,600}»|(?<![\w\"])\"(?!\s)[^\"\n]{1,600}\"(?!\w)"
    r"|(?<![\w'’])['‘](?=\S)(?:[^'’‘\n]|(?<=\w)['’](?=\w)){1,200}(?<=[\w.,!?])['’](?!\w)"
)
_HAS_QUOTE = pattern(r"[\"'“„«‘]")
_REGION_OF_BLOCK = {
    BlockKind.CODE: Region.CODE,
    BlockKind.FRONT_MATTER: Region.MARKUP,
    BlockKind.HTML: Region.MARKUP,
}


def spans_of(text: str, blocks: list[Block]) -> list[Span]:
    """Return the spans of `text` that are not plain prose, ordered by start; they may nest."""
    spans = [Span(_REGION_OF_BLOCK[b.kind], b.start, b.end) for b in blocks if b.kind in _REGION_OF_BLOCK]
    spans += [Span(Region.QUOTE, block.start, block.end) for block in blocks if block.quoted]
    if "`" in text:
        for block in blocks:
            if block.kind in PROSE:
                spans += _inline_code(text, block)
    if "](" in text:
        spans += [Span(Region.LINK, match.start(1), match.end(1)) for match in _TARGET.finditer(text)]
    if "://" in text:
        spans += [Span(Region.LINK, *match.span()) for match in _ADDRESS.finditer(text)]
    if "<" in text:
        spans += _comments(text)
        spans += [Span(Region.MARKUP, *match.span()) for match in _TAG.finditer(text)]
    if _HAS_QUOTE.search(text):
        spans += [Span(Region.SPOKEN, *match.span()) for match in _SPOKEN.finditer(text)]
    spans.sort(key=lambda span: (span.start, -span.end))
    return spans


def _inline_code(text: str, block: Block) -> list[Span]:
    """Pair runs of backticks of equal length; the positions of each length are kept, so that time stays linear."""
    runs = [match.span() for match in _TICKS.finditer(text, block.start, block.end)]
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[number][1] - runs[number][0], []).append(number)
    spans, number = [], 0
    while number < len(runs):
        same = later[runs[number][1] - runs[number][0]]
        while same and same[-1] <= number:
            same.pop()
        if same:
            spans.append(Span(Region.CODE, runs[number][0], runs[same[-1]][1]))
            number = same[-1]
        number += 1
    return spans


def _comments(text: str) -> list[Span]:
    spans = [Span(Region.MARKUP, *comment) for comment in comments_of(text, 0, len(text))]
    unclosed = text.find("<!--", spans[-1].end if spans else 0)
    return [*spans, Span(Region.MARKUP, unclosed, len(text))] if unclosed >= 0 else spans


def comments_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the comments that begin and end in text[start:end]."""
    while (begin := text.find("<!--", start, end)) >= 0:
        close = text.find("-->", begin + 4, end)
        if close < 0:
            return  # nor does any later one: going on would take quadratic time
        yield begin, close + 3
        start = close + 3
