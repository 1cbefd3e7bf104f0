"""The first run of an installation: a workspace, an admin and, unless declined, an invented company to try things on."""

from datetime import datetime
from functools import partial

from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.accounts.workspace import Workspace
from clarion.flows.demo import fill_with_demo
from clarion.statuspage.publishing import freeze, write_behind


@transaction.atomic
def first_run(*, at: datetime, demo: bool) -> bool:
    """Set up an empty installation; False, and nothing changed, when somebody works in it already."""
    if Person.objects.exists():
        return False
    workspace = Workspace.current()
    # Before the demo's own updates, which would show the page as it was when each of them was published.
    transaction.on_commit(partial(write_behind, at=at))
    if demo:
        fill_with_demo(workspace, at=at)
    else:
        Person.objects.create_user("admin@localhost.invalid", name="Admin", role=Role.ADMIN)
    freeze(None, at=at)
    return True
