"""The chat channel of the workspace: an address that only an admin types, and that is not shown again."""

from datetime import datetime

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.subscribers.masking import masked


@transaction.atomic
def set_chat_channel(address: str, *, by: Person, at: datetime) -> None:
    """Empty: calls go to no chat. Raises NotAllowed."""
    require(by, Act.MANAGE_WORKSPACE)
    Workspace.current()
    Workspace.objects.filter(pk=1).update(chat_webhook=address)
    record_act(Done.CHANGED_CHAT, masked("webhook", address) or "none", by=by, at=at)
