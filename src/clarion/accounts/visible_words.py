"""Words that people can see: validators for single lines and for texts, what is left of words that nobody checked, and
how a text becomes one line.
"""

import re
import unicodedata
from collections.abc import Callable

from django.core.exceptions import ValidationError

#: Characters of the text that lead to what is hidden.
SHOWN_BEFORE = 20
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible_words(text: str) -> None:
    """Raises ValidationError for control characters, marks that reverse the direction of what follows, broken
    UTF-8, and text in which nothing can be seen.
    """
    kinds = [unicodedata.category(character) for character in text]
    if {"Cc", "Cs"} & set(kinds) or _TURNS_TEXT & set(text):
        raise ValidationError("Use one line of visible characters; a control character is hidden in it.")
    if all(kind[0] in "CZM" for kind in kinds):
        raise ValidationError("Nothing can be seen of this. Write at least one letter or sign.")


def only_visible(text: str) -> str:
    """The text without what `visible_words` refuses; line breaks and tabs stay. For words that came by themselves."""
    return _HIDDEN.sub("", text)


def visible_text(text: str) -> None:
    """The same for texts of several lines, which may turn their direction and may be empty.

    Raises ValidationError for control characters besides line breaks and tabs, and for broken UTF-8: no database takes
    all of them, and nobody sees them.
    """
    hidden = (
        place
        for place, each in enumerate(text)
        if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\r\t"
    )
    if (place := next(hidden, None)) is not None:
        before = one_line(text[max(0, place - SHOWN_BEFORE) : place])
        where = f"after “{before}”" if before else "at its beginning"
        raise ValidationError(f"A control character is hidden in this text, {where}. Take it out.")


def must_be_visible(text: str, field: str, *, check: Callable[[str], None] = visible_text) -> None:
    """The check, with the field that it is about. Raises ValidationError."""
    try:
        check(text)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None


def one_line(words: str) -> str:
    """Words that people typed or pasted, as one line: breaks, tabs and repeated spaces become single spaces."""
    return " ".join(words.split())
