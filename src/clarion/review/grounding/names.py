"""Names of a record or a lexicon found in a text word by word: services, regions, whatever their spelling with hyphens."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from clarion.review.lexicon import Lexicon
from clarion.review.reading import Reading
from clarion.review.reading.words import Words


class Mention(NamedTuple):
    """The words first..last (inclusive) of a text that stand for `name`."""

    first: int
    last: int
    name: str


@lru_cache(maxsize=256)
def _by_first_word(names: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[list[str], str]]]:
    """First word -> the names, written and meant, that begin with it, longest first."""
    table: dict[str, list[tuple[list[str], str]]] = {}
    for written, meant in names:
        words = Words(written).lower
        if words:
            table.setdefault(words[0], []).append((words, meant))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def mentions(reading: Reading, names: Iterable[tuple[str, str]]) -> Iterator[Mention]:
    """Yield where the names (as written, what they mean) stand, by place. Capitals and hyphens do not matter."""
    table = _by_first_word(tuple(names))
    lower, after = reading.lower, 0
    for word in reading.where(table.keys()):
        for words, meant in table[lower[word]]:
            last = word + len(words) - 1
            if word >= after and _same(lower[word : last + 1], words):
                after = last + 1
                yield Mention(word, last, meant)
                break


@lru_cache(maxsize=2)
def services_named(reading: Reading, services: tuple[str, ...]) -> list[Mention]:
    """Return where the services of a record stand, by every name that the workspace has for them."""
    return list(mentions(reading, service_names(services, reading.lexicon)))


def _same(found: list[str], words: list[str]) -> bool:
    return found == words or (found[:-1] == words[:-1] and found[-1:] == [words[-1] + "'s"])


def service_names(services: Iterable[str], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Return each service as the record names it, with the further names that the lexicon knows for it."""
    named = [(service, service) for service in services]
    for entry in lexicon.services:
        for service in services:
            if any(service.casefold() == name.casefold() for name in entry.names):
                named += [(name, service) for name in entry.names if name.casefold() != service.casefold()]
    return named
