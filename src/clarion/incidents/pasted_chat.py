"""Messages copied out of a chat, as lines of a timeline: the time first, then the words in one line.

    Slack   Ana Sousa  2:05 PM          Teams   [14:05] Ana Sousa
            rolled back release 118             rolled back release 118
            2:07 PM
            errors end

Whoever wrote is left out: a timeline tells what was seen and done. What was typed as lines already stays as it is.
"""

import re

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d))"
_NAME = r"[^\W\d_][^\d\[\]:]{0,60}?"
#: "Ana Sousa  2:05 PM", "deploy-bot APP  [14:05]"
_NAME_FIRST = re.compile(rf"(?P<who>{_NAME})(?:\s+|\s*\[)(?P<clock>{_CLOCK})\]?(?:\s+\(edited\))?")
#: "[14:05] Ana Sousa", "[2026-03-10 14:05] Ana Sousa", "[Tuesday 14:05] Ana Sousa"
_TIME_FIRST = re.compile(
    rf"\[(?:(?P<day>{_DAY})[,T]?\s*|[^\W\d]+,?\s+)?(?P<clock>{_CLOCK})\]\s*(?P<who>{_NAME})"
)
_TIME_ALONE = re.compile(rf"\[?(?:(?P<day>{_DAY})[,T]?\s+)?(?P<clock>{_CLOCK})\]?")
_BEGINS_WITH_TIME = re.compile(rf"(?:[-*•]\s+)?\[?(?:{_DAY}[T ,]+)?\d{{1,2}}:\d{{2}}")
_DIVIDER = re.compile(
    r"(?:today|yesterday|new|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,?\s+[A-Za-z]+\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?)?)",
    re.IGNORECASE,
)
_TRAILER = re.compile(r"\s*\((?:edited|bearbeitet)\)\s*$")


def read_chat(pasted: str) -> str:
    """The messages, one a line; the same text where it is no copy of a chat."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    heads = [_head(lines, place) for place in range(len(lines))]
    if not any(heads):
        return pasted
    written: list[str] = []
    for place, line in enumerate(lines):
        if clock := heads[place]:
            written.append(clock)
        elif _DIVIDER.fullmatch(line) or _names_the_next(lines, heads, place):
            continue
        elif written and not _BEGINS_WITH_TIME.match(line):
            written[-1] += f" {_TRAILER.sub('', line)}"
        else:
            written.append(line)
    return "\n".join(line if " " in line else f"{line} a message without words" for line in written)


def _head(lines: list[str], place: int) -> str:
    """The time of a message whose head this line is, in one word; empty for any other line."""
    line = lines[place]
    found = _TIME_ALONE.fullmatch(line) or _NAME_FIRST.fullmatch(line) or _TIME_FIRST.fullmatch(line)
    if found is None or not _is_name(found.groupdict().get("who")):
        return ""
    if found.re is _TIME_FIRST and not _words_follow(lines, place):
        return ""  # "[14:05] Errors began", one of many such lines
    clock = re.sub(r"[\s.]", "", found["clock"]).lower()
    day = found.groupdict().get("day")
    return f"{day}T{clock}" if day else clock


def _words_follow(lines: list[str], place: int) -> bool:
    return place + 1 < len(lines) and not _BEGINS_WITH_TIME.match(lines[place + 1])


def _is_name(words: str | None) -> bool:
    """Whether it can be whoever wrote; None, where only a time stands, can."""
    if words is None:
        return True
    parts = words.removesuffix(" APP").split()
    return len(parts) <= 4 and all(part[0].isupper() or "-" in part or "." in part for part in parts)


def _names_the_next(lines: list[str], heads: list[str], place: int) -> bool:
    """Whether the line is the name above a time that stands alone. In doubt it is words: those are never left out.

    One word alone ("Done") is taken for a name at the beginning, or where it stands above times again and again.
    """
    if not _stands_above_a_time(lines, heads, place) or any(map(_NAME_FIRST.fullmatch, lines)):
        return False
    line = lines[place]
    if len(line) > 60 or not _is_name(line):
        return False
    again = sum(
        lines[each] == line and _stands_above_a_time(lines, heads, each) for each in range(len(lines))
    )
    return place == 0 or again > 1 or len(line.split()) > 1


def _stands_above_a_time(lines: list[str], heads: list[str], place: int) -> bool:
    return place + 1 < len(lines) and bool(heads[place + 1]) and bool(_TIME_ALONE.fullmatch(lines[place + 1]))
