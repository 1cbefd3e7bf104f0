"""An update as a title and plain text, for services of which nothing more is known."""

from clarion.subscribers.channels.markup import (
    Dialect,
    beside_addresses,
    blocks,
    pages,
    without_mentions,
)
from clarion.subscribers.channels.plain_text import shortened, without_hidden
from clarion.subscribers.channels.words import Words

TITLE, PAGE, PAGES = 200, 2000, 2


def message_of(words: Words, *, manage: tuple[str, str] | None = None) -> tuple[str, str]:
    """Title and text."""
    texts, whole = pages(blocks(words.text, BARE), BARE, most=PAGE, at_most=PAGES)
    parts = [
        escape(words.state),
        escape(words.internal),
        escape(words.wrong),
        *texts,
        "" if whole else "…",
        "\n".join(f"- {escape(name)}: {escape(status)}" for name, status in words.services),
        escape(words.promise_line),
        f"{words.link_words}: {words.link}",
        f"{manage[0]}: {manage[1]}" if manage else "",
    ]
    return escape(shortened(words.title, TITLE)), "\n\n".join(filter(None, parts))


def escape(text: str) -> str:
    """Nothing that a service could take for a mention or a command of its own."""
    return beside_addresses(without_hidden(text), without_mentions).replace("<", "<\u200b")


def _link(words: str, address: str) -> str:
    return words if words == escape(address) else f"{words} ({address})"


BARE = Dialect(
    escape=escape, plain=escape, link=_link, strong="", emphasis="", code="", fence=False,
    quote="> ", bullet="- ", line="\n", item="\n",
)  # fmt: skip
