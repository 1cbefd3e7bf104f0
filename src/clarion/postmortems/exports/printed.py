"""The document as it is printed: without control characters, and without marks that turn the direction of what follows.

A title that is told backwards misleads whoever reads the file, and words of an import or an alert were typed by nobody here.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from clarion.accounts.visible_words import only_visible
from clarion.postmortems.document import Document


def printed(document: Document) -> Document:
    """The same document where it holds nothing hidden."""
    made: Document = _printed(document)
    return made


def _printed(value: Any) -> Any:
    if isinstance(value, str):
        return only_visible(value)
    if isinstance(value, dict):
        return {key: _printed(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_printed, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _printed(getattr(value, each.name)) for each in fields(value)})
    return value
