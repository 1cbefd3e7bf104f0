"""An update as a message of Discord: one embed, within its limits, which calls nobody.

Limits, from Discord's documentation of embeds: 256 characters of a title, 4,096 of a description, 25 fields of 256 and
1,024, 2,048 of a footer, 6,000 of all together.
"""

import re
from datetime import UTC
from typing import Any

from clarion.subscribers.channels.markup import (
    Dialect,
    beside_addresses,
    blocks,
    pages,
    without_mentions,
)
from clarion.subscribers.channels.plain_text import shortened, units, without_hidden
from clarion.subscribers.channels.words import Words

TITLE, DESCRIPTION, FOOTER, NAME, VALUE, FIELDS = 256, 4096, 2048, 256, 1024, 25
#: Of the text; what else stands in a description (a quotation, the promise, links) fits beside it.
TEXT = 2400
RESOLVED, OPEN = 0x2E7D32, 0xB26A00
_MARK = re.compile(r"[\\*_~|`<>\[\]]|^[#+-]", re.MULTILINE)


def message_of(words: Words, *, manage: tuple[str, str] | None = None) -> dict[str, Any]:
    """`manage`: words and address of the link by which the subscriber leaves."""
    texts, whole = pages(blocks(words.text, DISCORD), DISCORD, most=TEXT, at_most=1)
    links = [(words.link_words, words.link), *([manage] if manage else [])]
    parts = [
        f"**{escape(words.state)}**",
        f"> {_fitting(words.wrong, 700)}" if words.wrong else "",
        *texts,
        "" if whole else "…",
        f"**{escape(words.promise_line)}**" if words.promise_line else "",
        " · ".join(link(escape(said), address) for said, address in links),
    ]
    embed: dict[str, Any] = {
        "title": _fitting(words.title, TITLE) or "…",
        "url": words.link,
        "description": "\n\n".join(filter(None, parts)),
        "color": RESOLVED if words.resolved else OPEN,
        "timestamp": words.published_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    if words.services:
        embed["fields"] = _fields(words)
    if words.internal:
        embed["footer"] = {"text": shortened(words.internal, FOOTER)}
    return {"embeds": [embed], "allowed_mentions": {"parse": []}}


def note_of(text: str) -> dict[str, Any]:
    return {"content": _fitting(text, 1900), "allowed_mentions": {"parse": []}}


def escape(text: str) -> str:
    """Discord understands a backslash before each of its marks."""
    return beside_addresses(without_hidden(text), lambda part: without_mentions(_MARK.sub(r"\\\g<0>", part)))


def link(words: str, address: str) -> str:
    return f"[{words}]({address.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"


DISCORD = Dialect(
    escape=escape, plain=without_hidden, link=link, strong="**", emphasis="*", code="`", fence=True,
    quote="> ", bullet="- ", line="\n", item="\n",
)  # fmt: skip


def _fitting(text: str, most: int) -> str:
    """Escaped, and at most so long with what escaping adds."""
    length = most
    while units(escape(shortened(text, length))) > most:
        length = length * 3 // 4
    return escape(shortened(text, length))


def _fields(words: Words) -> list[dict[str, Any]]:
    """One list; a field per service would be a wall. What does not fit stands on the page."""
    said = ""
    for name, status in words.services:
        line = f"{_fitting(name, 120)}: {escape(status)}"
        if units(said) + units(line) > VALUE - 4:
            said += "\n…"
            break
        said = f"{said}\n{line}" if said else line
    return [{"name": "\u200b", "value": said, "inline": False}]
