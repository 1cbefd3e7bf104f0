"""Names and titles that people can see: a validator for single lines, and what is left of words that nobody checked."""

import re
import unicodedata

from django.core.exceptions import ValidationError

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
