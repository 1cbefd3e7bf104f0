"""What a workspace calls its services, people and terms: frozen, hashable, so that what is built from it is kept."""

from typing import NamedTuple


class Service(NamedTuple):
    """One service: `name` is what the record holds, `public` what readers may be told, `internal` what they may not."""

    name: str
    public: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.public, *self.internal)


class Term(NamedTuple):
    """A glossary entry: a term of the trade and what to say instead."""

    term: str
    plain: str


class Lexicon(NamedTuple):
    services: tuple[Service, ...] = ()
    people: tuple[str, ...] = ()
    """Full names of staff."""
    teams: tuple[str, ...] = ()
    glossary: tuple[Term, ...] = ()
    domains: tuple[str, ...] = ()
    """Domains that may be named in public."""


EMPTY = Lexicon()
