"""Plain words for other people's screens: without characters that nobody sees, and not longer than there is room."""

import re

#: Characters that no chat shows, that turn the direction of what follows, or that some chats refuse.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def without_hidden(text: str) -> str:
    return _HIDDEN.sub("", text)


def shortened(text: str, most: int) -> str:
    """On one line, at most so many UTF-16 units, which is how chats count; never empty, which some refuse."""
    text = " ".join(without_hidden(text).split()) or "…"
    if units(text) <= most:
        return text
    while units(text) > most - 1:
        text = text[: -max(1, (units(text) - most) // 2)]
    return f"{text.rstrip()}…"


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
