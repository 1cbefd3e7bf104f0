"""Full-text search by PostgreSQL: a generated column of lexemes in the table of texts, with a GIN index.

The words are brought to one form before they are saved, so the dictionary is `simple`. The ranks of PostgreSQL do not
know how rare a word is; where that matters, each word brings its own weight.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from clarion.problems.search.texts import IndexedText, TextKind

#: A word in more texts than this is common, however many more they are.
ENOUGH = 3000
#: Words that were found to be common, and in how many texts. They stay common, and to count them takes longest; so each
#: process counts them once. In a small installation no word gets here.
_common: dict[str, int] = {}
COMMON = 500
MOST_COMMON = 5000
#: How many matches are ranked; of words that stand nearly everywhere, the newest.
RANKED = 3000

CREATE = (
    """
    ALTER TABLE problems_indexedtext ADD COLUMN lexemes tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A') || to_tsvector('simple', words)
    ) STORED
    """,
    "CREATE INDEX problems_lexemes ON problems_indexedtext USING gin (lexemes) WITH (fastupdate = off)",
)
DROP = ("ALTER TABLE problems_indexedtext DROP COLUMN lexemes",)


class PostgreSQL:
    def put(self, texts: Iterable[IndexedText]) -> None:
        """The column is generated with its row."""

    def remove(self, keys: Collection[int]) -> None:
        """It goes with its row."""

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        known = {word: _common[word] for word in words if word in _common}
        counted = _count([word for word in words if word not in known])
        if len(_common) < MOST_COMMON:
            _common.update({word: count for word, count in counted.items() if count >= COMMON})
        return known | counted

    def holding_any(
        self, weights: Mapping[str, float], *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        weight, values = _weight_of(weights)
        wanted = " | ".join(map(_quoted, weights))
        return self._best(weight, values, wanted, kinds=kinds, most=most)

    def best_of_each(
        self, weights: Mapping[str, float], *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        weight, values = _weight_of(weights)
        wanted = " | ".join(map(_quoted, weights))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM (SELECT id, row_number() OVER"  # noqa: S608 -- no value in it
                f" (PARTITION BY kind ORDER BY {weight} DESC, id DESC) AS place"
                " FROM (SELECT id, kind, lexemes FROM problems_indexedtext"
                " WHERE lexemes @@ to_tsquery('simple', %s) AND kind = ANY(%s) ORDER BY id DESC LIMIT %s) AS matches"
                ") AS placed WHERE place <= %s",
                [*values, wanted, list(map(str, kinds)), RANKED, most],
            )
            return [key for (key,) in cursor.fetchall()]

    def holding_all(self, words: Collection[str], *, kinds: Collection[TextKind], most: int) -> list[int]:
        *whole, beginning = map(_quoted, words)
        wanted = " & ".join([*whole, f"{beginning}:*"])
        return self._best(
            "ts_rank_cd(lexemes, to_tsquery('simple', %s))", [wanted], wanted, kinds=kinds, most=most
        )

    def _best(
        self, rank: str, values: Sequence[str | float], wanted: str, *, kinds: Collection[TextKind], most: int
    ) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM (SELECT id, lexemes FROM problems_indexedtext"  # noqa: S608 -- no value in it
                f" WHERE lexemes @@ to_tsquery('simple', %s) AND kind = ANY(%s) ORDER BY id DESC LIMIT %s) AS matches"
                f" ORDER BY {rank} DESC, id DESC LIMIT %s",
                [wanted, list(map(str, kinds)), RANKED, *values, most],
            )
            return [key for (key,) in cursor.fetchall()]


def _quoted(word: str) -> str:
    """A word of a tsquery; words are letters and digits only."""
    return f"'{word}'"


def _count(words: list[str]) -> dict[str, int]:
    """In how many texts each word stands, at most `ENOUGH`; without those that stand in none."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            # One plan for all words: as many subqueries as words would take longer to plan than to run.
            "SELECT word, (SELECT count(*) FROM (SELECT 1 FROM problems_indexedtext"
            " WHERE lexemes @@ to_tsquery('simple', quote_literal(word)) LIMIT %s) AS matches)"
            " FROM unnest(%s::text[]) AS word",
            [ENOUGH, words],
        )
        return {word: count for word, count in cursor.fetchall() if count}


def _weight_of(weights: Mapping[str, float]) -> tuple[str, list[str | float]]:
    """SQL that adds up what the words of a text weigh, and its values."""
    each = "CASE WHEN lexemes @@ to_tsquery('simple', %s) THEN %s ELSE 0 END"
    values: list[str | float] = []
    for word, weight in weights.items():
        values += [_quoted(word), weight]
    return " + ".join([each] * len(weights)), values
