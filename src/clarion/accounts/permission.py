"""Asking whether a person may do something; the answer no says who may."""

from django.core.exceptions import PermissionDenied

from clarion.accounts.people import Person
from clarion.accounts.roles import Act, Role, acts_of


class NotAllowed(PermissionDenied):
    """You may not do this: your role does not allow it. Says who can."""


def require(person: Person, act: Act) -> None:
    """Raises NotAllowed with a sentence that names the act and the roles that allow it."""
    if person.may(act):
        return
    if person.limited_to is not None and act not in person.limited_to:
        raise NotAllowed(f"This token may not {act}. Use one whose scopes allow it.")
    allowed = " or ".join(role.label.lower() for role in Role if act in acts_of(role))
    raise NotAllowed(f"You may not {act}. Ask somebody with the role {allowed}.")
