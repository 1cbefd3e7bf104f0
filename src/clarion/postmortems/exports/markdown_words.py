"""What people wrote, as Markdown that stays what they wrote.

A line of text stands in a table or a list: every sign that could mean something there is escaped. Prose is Markdown
already, and stays as it is written, save what would reach beyond its section: headings above ours, HTML, and a
code block that nobody closed.
"""

import re
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clarion.postmortems.exports.wrapped_words import one_line

_SIGNS = re.compile(r"[\\`*_\[\]<>|~$&]")
_BEGINS = re.compile(r"^(?:[#+\-=:]|\d{1,9}(?=[.)](?:\s|$)))")
_ADDRESS = re.compile(r"https?://[^\s<>|\\`\"]+[^\s<>|\\`\".,;:!?)\]']")
_AN_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|[^\s<>@]+@[^\s<>]+>"
_CODE_OR_TAG = re.compile(
    rf"\\.|(?<!`)(`+)(?!`)(?:[^`]|(?!(?<!`)\1(?!`))`)*+(?<!`)\1(?!`)|(<)(?!{_AN_ADDRESS})", re.DOTALL
)
#: The end of a link's words before an address that no page here would follow: "[x](javascript:...)".
_BEFORE_ADDRESS = re.compile(
    r"(?<!\\)\](?=\(\s*<?\s*(?!(?:https?|mailto):)[A-Za-z][A-Za-z0-9+.-]{1,31}:)", re.IGNORECASE
)
#: Headings of ours are of level 2; those of prose begin below them.
_HIGHEST = 3


def text(words: str) -> str:
    """One line that is drawn as it reads. Addresses of the web become links."""
    line, parts, end = one_line(words), [], 0
    for found in _ADDRESS.finditer(line):
        parts += [_escaped(line[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    whole = "".join([*parts, _escaped(line[end:])])
    return _BEGINS.sub(_with_backslash, whole)


def link(words: str, address: str) -> str:
    """A link where the address may be one, else the words alone."""
    if not address.lower().startswith(("http://", "https://")):
        return text(words)
    safe = re.sub(r"[\s<>\\|`()\[\]\"]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{_escaped(one_line(words))}]({safe})"


def prose(written: str) -> str:
    """A section's Markdown, so that what follows it stands by itself. Headings are lowered to level 3 and below."""
    written = written.replace("\r\n", "\n").replace("\0", "").strip("\n").rstrip()
    lowered = _closed(_with_lower_headings(written))
    if _reads_as(lowered, written):
        return lowered
    without_tags = _without_tags(lowered)
    if _reads_as(without_tags, written):
        return without_tags
    without_links = _BEFORE_ADDRESS.sub(r"\\]", without_tags)
    if _reads_as(without_links, written):
        return without_links
    return "\n\n".join(text(paragraph) for paragraph in re.split(r"\n\s*\n", written) if paragraph.strip())


@lru_cache(maxsize=1)
def shown() -> MarkdownIt:
    """How the console shows prose: CommonMark whose tags are words."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True})


@lru_cache(maxsize=1)
def _elsewhere() -> MarkdownIt:
    """How others read it: tags are tags, and every address is one."""
    reader = MarkdownIt("commonmark", {"html": True, "breaks": True})
    reader.validateLink = lambda _: True  # type: ignore[assignment,method-assign]
    return reader


def _escaped(words: str) -> str:
    return _SIGNS.sub(_with_backslash, words)


def _with_backslash(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def _with_lower_headings(written: str) -> str:
    """All by as much as the highest needs; a heading that was underlined is written with # signs."""
    lines, tokens = written.split("\n"), shown().parse(written)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open" and token.level == 0]
    lower = max(_HIGHEST - min(levels, default=_HIGHEST), 0)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map and lower:
            start, end = token.map
            signs = "#" * min(int(token.tag[1]) + lower, 6)
            words = " ".join(inline.content.split("\n"))
            lines[start:end] = [f"{signs} {words}".rstrip(), *[""] * (end - start - 1)]
    return "\n".join(lines)


def _closed(written: str) -> str:
    """With its last code block closed."""
    tokens = shown().parse(written)
    if tokens and tokens[-1].type == "fence" and not _follows(written, tokens):
        return f"{written}\n{tokens[-1].markup}"
    return written


def _follows(written: str, tokens: list[Token]) -> bool:
    """Whether a paragraph behind it would be one."""
    return len(shown().parse(f"{written}\n\nx")) > len(tokens)


def _without_tags(written: str) -> str:
    """Every < outside of code gets a backslash, so that it begins nothing."""
    lines = written.split("\n")
    for token in shown().parse(written):
        if token.type == "inline" and token.map:
            start, end = token.map
            block = _CODE_OR_TAG.sub(_tag_as_words, "\n".join(lines[start:end]))
            lines[start:end] = block.split("\n")
    return "\n".join(lines)


def _tag_as_words(found: re.Match[str]) -> str:
    return "\\<" if found[2] else found[0]


def _reads_as(tried: str, written: str) -> bool:
    """Whether others read `tried` as the console reads `written`, and a heading behind it stands by itself."""
    after = "\n\n## x"
    here = [_seen(token) for token in shown().parse(written)]
    there = _elsewhere().parse(tried + after)
    return [_seen(token) for token in there] == [*here, *map(_seen, _elsewhere().parse(after))]


def _seen(token: Token) -> tuple[object, ...]:
    """What a reader sees of a token; of which level a heading is, is ours to say."""
    kind = "heading" if token.type.startswith("heading") else token.type + token.tag
    words = "" if token.type == "inline" else token.content.rstrip("\n")
    inside = tuple(map(_seen, token.children or ()))
    language = token.info if token.type == "fence" else ""
    return (kind, token.nesting, token.level, language, words, inside, tuple(sorted(token.attrs.items())))
