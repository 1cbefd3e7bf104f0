"""An update as a message of Teams: an Adaptive Card, as the workflow "post to a channel when a webhook request is received"
takes it.

A message may have 28 KB. The Markdown of a card knows **strong**, _emphasis_, lists and links; no quotation, code or
heading. A mention needs an entity beside the text, which is never written here.
"""

import json
import re
from typing import Any

from clarion.subscribers.channels.markup import Dialect, beside_addresses, blocks, pages
from clarion.subscribers.channels.plain_text import shortened, without_hidden
from clarion.subscribers.channels.words import Words

#: Of the whole message, in bytes, beside a limit of 28 KB.
LARGEST = 26_000
TITLE, BLOCK, BLOCKS = 300, 2000, 40
#: A mark that could begin or end something.
_MARK = re.compile(r"(?<!\w)[*_`]|[*_`](?!\w)|\](?=\()|^(?=#|>|-\s|\+\s|\d+[.)]\s)", re.MULTILINE)


def message_of(words: Words, *, manage: tuple[str, str] | None = None) -> dict[str, Any]:
    """`manage`: words and address of the link by which the subscriber leaves."""
    texts, whole = pages(blocks(words.text, TEAMS), TEAMS, most=BLOCK, at_most=BLOCKS, joined=False)
    while len(json.dumps(texts, ensure_ascii=False).encode("utf-8", "replace")) > LARGEST * 2 // 3:
        texts, whole = texts[:-1], False
    body = [
        _text(escape(shortened(words.title, TITLE)), size="Large", weight="Bolder", style="heading"),
        _text(
            " · ".join(escape(each) for each in (words.state, words.internal) if each),
            isSubtle=True,
            spacing="None",
        ),
        *([_text(escape(shortened(words.wrong, TITLE * 3)), isSubtle=True)] if words.wrong else []),
        *map(_text, texts),
        *([] if whole else [_text("…")]),
        *([_text(escape(words.promise_line), weight="Bolder")] if words.promise_line else []),
        *([_services(words)] if words.services else []),
    ]
    links = [(words.link_words, words.link), *([manage] if manage else [])]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": words.language,
        "fallbackText": shortened(words.in_short, TITLE),
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": said, "url": address} for said, address in links],
        "msteams": {"width": "Full"},
    }
    return envelope(card)


def note_of(text: str) -> dict[str, Any]:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [_text(escape(text))],
    }
    return envelope(card)


def envelope(card: dict[str, Any]) -> dict[str, Any]:
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def escape(text: str) -> str:
    """Backslashes are not understood on every telephone, so that a space without width takes the meaning of a mark."""
    return beside_addresses(without_hidden(text), lambda part: _MARK.sub("\\g<0>\u200b", part))


def link(words: str, address: str) -> str:
    return f"[{words}]({address.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"


TEAMS = Dialect(
    escape=escape, plain=escape, link=link, strong="**", emphasis="_", code="", fence=False,
    quote="", bullet="- ", line="\n\n", item="\r",
)  # fmt: skip


def _text(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": without_functions(text), "wrap": True, **more}


def without_functions(text: str) -> str:
    """A card runs {{DATE(…)}}; asked of the whole text, since two braces may come together only there."""
    return re.sub(r"\{(?=\{)", "{\u200b", text)


def _services(words: Words) -> dict[str, Any]:
    facts = [
        {"title": without_functions(escape(shortened(name, 120))), "value": escape(status)}
        for name, status in words.services
    ]
    return {"type": "FactSet", "facts": facts}
