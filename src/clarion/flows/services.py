"""Change what the public page lists: a service more, another name of the workspace."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.incidents.services import Service
from clarion.incidents.services import add_service as add
from clarion.statuspage.publishing import freeze, write_behind
from clarion.statuspage.snapshots import Scope

#: What an admin changes of the workspace here; the chat channel has a form of its own.
CHANGED_HERE = ("name", "external_questions_go_to", "teams", "domains")


@transaction.atomic
def add_service(name: str, *, by: Person, at: datetime, **fields: Any) -> Service:
    """`fields`: group, description, aliases. Raises NotAllowed, ValidationError when the name is taken."""
    require(by, Act.MANAGE_WORKSPACE)
    service = add(name, **fields)
    record_act(Done.ADDED_SERVICE, service.name, by=by, at=at, detail=service.group)
    _show(at, Scope.SERVICES)
    return service


@transaction.atomic
def rename_workspace(workspace: Workspace, *, by: Person, at: datetime) -> None:
    """Save the changed workspace; its name stands on the page. Raises NotAllowed, ValidationError."""
    require(by, Act.MANAGE_WORKSPACE)
    workspace.full_clean()
    before = Workspace.objects.get(pk=workspace.pk).in_words()
    # Not the whole row: the chat channel may have been replaced since it was read, and would come back.
    workspace.save(update_fields=[*CHANGED_HERE, "updated_at"])
    if changes := differences(before, workspace.in_words()):
        record_act(Done.CHANGED_WORKSPACE, workspace.name, by=by, at=at, detail=changes)
    _show(at, Scope.EVERYTHING)


def _show(at: datetime, scope: Scope) -> None:
    freeze(None, at=at, scope=scope)
    transaction.on_commit(partial(write_behind, at=at))
