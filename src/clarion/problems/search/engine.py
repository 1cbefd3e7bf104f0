"""The small interface that the full-text search of both databases answers. Words are those of `words.py`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from django.db import connection

from clarion.problems.search.postgresql import PostgreSQL
from clarion.problems.search.sqlite import SQLite
from clarion.problems.search.texts import IndexedText, TextKind


class FullText(Protocol):
    """Keys are those of `IndexedText`."""

    def put(self, texts: Iterable[IndexedText]) -> None:
        """Texts were saved. Call it in the same transaction."""

    def remove(self, keys: Collection[int]) -> None:
        """Texts were deleted. Call it in the same transaction."""

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        """In how many texts each word stands; a common word may be counted up to `ENOUGH` only."""

    def holding_any(
        self, weights: Mapping[str, float], *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        """Texts that hold some of the words, first those whose words weigh most."""

    def best_of_each(
        self, weights: Mapping[str, float], *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        """As `holding_any`, at most `most` of each kind, in no order."""

    def holding_all(self, words: Collection[str], *, kinds: Collection[TextKind], most: int) -> list[int]:
        """Texts that hold all of the words, the best first. The last word may be the beginning of one."""


def full_text() -> FullText:
    """The one of the database that is used."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
