"""Full-text search by SQLite: an FTS5 table beside the table of texts, ranked by bm25.

It is filled from here and not by triggers: Django makes a table anew to change it, and would drop them.
"""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from clarion.problems.search.texts import IndexedText, TextKind

#: The weights of the columns kind, title_words, words for bm25.
WEIGHTS = "0, 2, 1"

CREATE = (
    "CREATE VIRTUAL TABLE problems_fulltext USING fts5(kind, title_words, words, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE problems_vocabulary USING fts5vocab(problems_fulltext, row)",
)
DROP = ("DROP TABLE problems_vocabulary", "DROP TABLE problems_fulltext")


class SQLite:
    def put(self, texts: Iterable[IndexedText]) -> None:
        rows = [(text.pk, text.kind, text.title_words, text.words) for text in texts]
        self.remove([key for key, *_ in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO problems_fulltext(rowid, kind, title_words, words) VALUES (%s, %s, %s, %s)", rows
            )

    def remove(self, keys: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM problems_fulltext WHERE rowid = %s", [(key,) for key in keys])

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        if not words:
            return {}
        marks = ", ".join(["%s"] * len(words))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT term, doc FROM problems_vocabulary WHERE term IN ({marks})",  # noqa: S608 -- marks are %s
                list(words),
            )
            return dict(cursor.fetchall())

    def holding_any(
        self, weights: Mapping[str, float], *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        return self._best(_either("words", weights), kinds=kinds, most=most)

    def best_of_each(
        self, weights: Mapping[str, float], *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        return [key for kind in kinds for key in self.holding_any(weights, kinds=[kind], most=most)]

    def holding_all(self, words: Collection[str], *, kinds: Collection[TextKind], most: int) -> list[int]:
        *whole, beginning = [f'"{word}"' for word in words]
        wanted = " AND ".join(f"words : {word}" for word in [*whole, f"{beginning} *"])
        return self._best(wanted, kinds=kinds, most=most)

    def _best(self, wanted: str, *, kinds: Collection[TextKind], most: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM problems_fulltext WHERE problems_fulltext MATCH %s"  # noqa: S608 -- WEIGHTS is ours
                f" ORDER BY bm25(problems_fulltext, {WEIGHTS}), rowid DESC LIMIT %s",
                [f"{_either('kind', kinds)} AND ({wanted})", most],
            )
            return [key for (key,) in cursor.fetchall()]


def _either(column: str, words: Iterable[str]) -> str:
    """A query of FTS5; words are letters and digits only, so that none is read as an operator inside its quotes."""
    return f"{column} : (" + " OR ".join(f'"{word}"' for word in words) + ")"
