"""An update as a message of Slack: Block Kit, within its limits, without a way for a text to call a channel.

Limits, from Slack's documentation of Block Kit: 50 blocks, 150 characters of a header, 3,000 of a section or an element of
a context, of which there are at most 10. Slack's markup knows *strong*, _emphasis_, ~struck~, `code` and <links>.
"""

import re
from typing import Any

from clarion.subscribers.channels.markup import (
    Dialect,
    beside_addresses,
    blocks,
    pages,
    without_mentions,
)
from clarion.subscribers.channels.plain_text import shortened, without_hidden
from clarion.subscribers.channels.words import Words

HEADER, SECTION, SECTIONS = 150, 3000, 4
#: Of the fallback, which is what a telephone shows.
SHORT = 300
_MARK = re.compile(r"[\\`*_{}\[\]<>#|~]")


def message_of(words: Words, *, manage: tuple[str, str] | None = None) -> dict[str, Any]:
    """`manage`: words and address of the link by which the subscriber leaves."""
    texts, whole = pages(blocks(words.text, SLACK), SLACK, most=SECTION, at_most=SECTIONS)
    parts = [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": shortened(words.title, HEADER), "emoji": False},
        },
        _context(f"*{escape(words.state)}*", escape(words.internal)),
        *([_section(f"&gt; {escape(words.wrong)}")] if words.wrong else []),
        *map(_section, texts),
        *([] if whole else [_section("…")]),
        *([_section(f"*{escape(words.promise_line)}*")] if words.promise_line else []),
        *([_context(_services(words))] if words.services else []),
        _context(link(escape(words.link_words), words.link), link(*manage) if manage else ""),
    ]
    return {
        "text": escape(shortened(words.in_short, SHORT)),
        "blocks": parts,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def plain_message_of(words: Words, *, manage: tuple[str, str] | None = None) -> dict[str, Any]:
    """For servers that took over Slack's webhooks without its blocks: one text in Markdown."""
    texts, whole = pages(blocks(words.text, MARKDOWN), MARKDOWN, most=SECTION, at_most=SECTIONS)
    lines = [
        f"**{escape_markdown(words.title)}** ({escape_markdown(words.state)})",
        escape_markdown(words.internal),
        f"> {escape_markdown(words.wrong)}" if words.wrong else "",
        *texts,
        "" if whole else "…",
        f"**{escape_markdown(words.promise_line)}**" if words.promise_line else "",
        "\n".join(f"- {escape_markdown(name)}: {escape_markdown(status)}" for name, status in words.services),
        " · ".join(
            markdown_link(escape_markdown(said), address)
            for said, address in filter(None, [(words.link_words, words.link), manage])
        ),
    ]
    return {"text": "\n\n".join(filter(None, lines))}


def escape(text: str) -> str:
    """The three characters by which Slack knows commands, and at signs for servers that know others."""
    return _plain_code(beside_addresses(text, without_mentions))


def escape_markdown(text: str) -> str:
    return beside_addresses(without_hidden(text), lambda part: without_mentions(_MARK.sub(r"\\\g<0>", part)))


def link(words: str, address: str) -> str:
    for mark, code in (("|", "%7C"), (">", "%3E"), ("<", "%3C"), ("&", "&amp;")):
        address = address.replace(mark, code)
    return f"<{address}|{words.replace('|', '¦')}>"


def markdown_link(words: str, address: str) -> str:
    return f"[{words}]({address.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"


def _plain_code(text: str) -> str:
    return without_hidden(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


SLACK = Dialect(
    escape=escape, plain=_plain_code, link=link, strong="*", emphasis="_", code="`", fence=True,
    quote="&gt; ", bullet="• ", line="\n", item="\n",
)  # fmt: skip
MARKDOWN = Dialect(
    escape=escape_markdown, plain=without_hidden, link=markdown_link, strong="**", emphasis="_", code="`", fence=True,
    quote="> ", bullet="- ", line="\n", item="\n",
)  # fmt: skip


def _services(words: Words) -> str:
    """Names may be long: what does not fit stands on the page."""
    said = ""
    for name, status in words.services:
        line = f"{escape(shortened(name, 120))}: {escape(status)}"
        if len(said) + len(line) > SECTION // 2:
            return f"{said} · …"
        said = f"{said} · {line}" if said else line
    return said


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(*texts: str) -> dict[str, Any]:
    elements = [{"type": "mrkdwn", "text": text} for text in texts if text]
    return {"type": "context", "elements": elements}
