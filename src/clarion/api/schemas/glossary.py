"""The glossary: what readers are told instead of a term of the trade."""

from typing import Annotated

from pydantic import Field, StringConstraints

from clarion.accounts.glossary import GlossaryTerm
from clarion.api.fields import Answer, Body, Text


class NewTerm(Body):
    term: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] = Field(
        description="A term of the trade, for example “ingress”."
    )
    plain: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = Field(
        description="What readers are told, for example “the entrance to our systems”."
    )


class TermAnswer(Answer):
    id: int
    term: str
    plain: str

    @classmethod
    def of(cls, term: GlossaryTerm, *, key: int | None = None) -> "TermAnswer":
        """`key` is that of a term that was removed just now and has none any more."""
        return cls(id=key or term.pk, term=term.term, plain=term.plain)
