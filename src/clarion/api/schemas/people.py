"""People as programs see them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from clarion.accounts.api_tokens import ApiToken, Scope
from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.api.fields import Answer, Body, Text


class Named(Answer):
    """A person where only the name matters."""

    id: int
    name: str

    @classmethod
    def of(cls, person: Person | None) -> "Named | None":
        return cls(id=person.pk, name=person.name) if person else None


class PersonAnswer(Answer):
    id: int
    name: str
    role: Role
    active: bool

    @classmethod
    def of(cls, person: Person) -> "PersonAnswer":
        return cls(id=person.pk, name=person.name, role=Role(person.role), active=person.is_active)


class NewPerson(Body):
    email: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
    name: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    role: Role = Role.RESPONDER


class PersonChange(Body):
    """What is left out stays as it is."""

    role: Role | None = None
    active: Annotated[bool, Field(strict=True)] | None = Field(
        None, description="False when somebody leaves: sign-in and tokens end at once."
    )


class TokenAnswer(Answer):
    """Whose token this is, and what it may do."""

    person: PersonAnswer
    token: str = Field(description="The name of the token.")
    scopes: list[Scope]
    may: list[str] = Field(description="What role and scopes allow together.")
    expires_at: datetime

    @classmethod
    def of(cls, token: ApiToken) -> "TokenAnswer":
        return cls(
            person=PersonAnswer.of(token.person),
            token=token.name,
            scopes=[scope for scope in Scope if scope.value in token.scopes],
            may=sorted(act.value for act in token.acts() if token.person.may(act)),
            expires_at=token.expires_at,
        )
