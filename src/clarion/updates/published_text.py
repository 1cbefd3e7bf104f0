"""What goes out of a draft's text: all of it but the comments that speak to the review; and what it quotes."""

import re

from clarion.review.reading import read
from clarion.review.suppression import comments_of


def published_text(text: str) -> str:
    """The text without `<!-- clarion: ... -->` comments; a line that held nothing else goes with its comment."""
    if "clarion:" not in text:
        return text
    for comment in reversed(list(comments_of(read(text)))):
        before, after = text[: comment.start], text[comment.end :]
        alone = before.endswith(("\n", "\n ")) or not before.strip(" ")
        text = before.rstrip(" ") + (after.removeprefix("\n") if alone and after.startswith("\n") else after)
    return re.sub(r"\n{3,}", "\n\n", text)


def quotes(text: str, wrong_words: str) -> bool:
    """Whether a correction's own text holds the wrong words, so that nothing around it need quote them again."""
    return _flat(wrong_words) in _flat(text)


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip(".!?").casefold()
