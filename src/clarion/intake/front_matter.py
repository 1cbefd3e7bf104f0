"""Front matter of cState files: the part of YAML that they use, read strictly, with line numbers.

Read: `key: value` with plain, 'single' or "double" quoted text on one line, lists of `- text` lines below a
key, `[]`, and comments. Everything else in YAML is refused with its line, not guessed.
"""

import re
from dataclasses import dataclass

FENCE = "---"
_PAIR = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\["\\/])*)"(.*)')
_SINGLE = re.compile(r"'((?:[^']|'')*)'(.*)")
# YAML 1.2, section 7.3.3: a plain text does not begin with one of these.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")


class BadFrontMatter(ValueError):
    """A line is not of the YAML that is read; the message says what to write instead."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


@dataclass(frozen=True)
class Entry:
    """The value of a key, and the line that it stands on; a list when lines with `- ` follow the key."""

    line: int
    value: str | list[str]


def split_front_matter(text: str) -> tuple[dict[str, Entry], str]:
    """The entries between the first two lines of `---`, and the body after them. Raises BadFrontMatter."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise BadFrontMatter(1, f"the file must begin with front matter; its first line must be {FENCE}")
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == FENCE:
            return _entries(lines[1 : number - 1]), "\n".join(lines[number:])
    raise BadFrontMatter(len(lines), f"the front matter does not end; close it with a line {FENCE}")


def _entries(lines: list[str]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    last = ""
    for number, line in enumerate(lines, start=2):
        content = line.rstrip()
        if not content.strip() or content.lstrip().startswith("#"):
            continue
        if pair := _PAIR.fullmatch(content):
            last = pair[1]
            if last in entries:
                raise BadFrontMatter(number, f"{last} stands twice; keep one")
            entries[last] = Entry(number, _value(pair[2] or "", number))
        elif (item := _ITEM.fullmatch(content)) and last:
            _append(entries, last, _scalar(item[1], number), number=number)
        else:
            raise BadFrontMatter(
                number, f"“{content[:40]}” is neither `key: value` nor `- item`; write one of them"
            )
    return entries


def _append(entries: dict[str, Entry], key: str, item: str, *, number: int) -> None:
    before = entries[key].value
    if isinstance(before, str) and before:
        raise BadFrontMatter(number, f"{key} has a value already; write either the value or the list")
    entries[key] = Entry(entries[key].line, [*before, item])


def _value(text: str, number: int) -> str | list[str]:
    return [] if _COMMENT.sub("", text).strip() == "[]" else _scalar(text, number)


def _scalar(text: str, number: int) -> str:
    text = text.strip()
    if text.startswith(('"', "'")):
        return _quoted(text, number)
    plain = _COMMENT.sub("", text).strip()
    if plain and plain[0] in _INDICATORS and not re.match(r"[-?:][^ \t]", plain):
        raise BadFrontMatter(
            number, f"a value that begins with {plain[0]} is not read; put it in double quotes"
        )
    if re.search(r":(?:[ \t]|$)", plain):
        raise BadFrontMatter(
            number, "a value with a colon and a space in it is not read; put it in double quotes"
        )
    return plain


def _quoted(text: str, number: int) -> str:
    found = (_DOUBLE if text[0] == '"' else _SINGLE).fullmatch(text)
    if not found or _COMMENT.sub("", found[2]).strip():
        raise BadFrontMatter(
            number, f"the text in {text[0]} does not end where the line ends; close the quotation"
        )
    return re.sub(r"\\(.)", r"\1", found[1]) if text[0] == '"' else found[1].replace("''", "'")
