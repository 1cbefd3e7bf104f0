"""The text part of a mail: Markdown as people would write it by hand, without its marks, links with their address behind."""

from clarion.subscribers.channels.markup import Dialect, blocks
from clarion.subscribers.channels.plain_text import without_hidden


def plain(text: str) -> str:
    return "\n\n".join(block.rich for block in blocks(text, PLAIN))


def _link(words: str, address: str) -> str:
    """ "our help (https://help.example)"; an address that stands for itself stands once."""
    words, address = words.removeprefix("mailto:"), address.removeprefix("mailto:")
    return words if words == address else f"{words} ({address})"


PLAIN = Dialect(
    escape=without_hidden, plain=without_hidden, link=_link, strong="", emphasis="", code="", fence=False,
    quote="> ", bullet="- ", line="\n", item="\n",
)  # fmt: skip
