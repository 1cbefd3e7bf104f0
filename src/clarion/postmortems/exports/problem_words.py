"""The statement of the problem in plain words, for pictures: where nobody wrote one, the title of the post-mortem."""

import re

from clarion.postmortems.document import Document
from clarion.postmortems.exports.wrapped_words import one_line
from clarion.postmortems.sections import Part

_LINK = re.compile(r"!?\[([^\]\n]{0,400})\]\([^)\s]{0,800}\)")
_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)|[*`]+|(?<!\w)_+|_+(?!\w)", re.MULTILINE)


def problem_in_words(document: Document) -> str:
    """One line without the marks of Markdown."""
    text = _LINK.sub(r"\1", document.sections.get(Part.PROBLEM, ""))
    return one_line(_MARKS.sub("", text)) or one_line(document.title)
