"""Which number the next drill has. Drills are counted on their own; as keys their numbers lie below zero (`references.py`)."""

from django.db import models

from clarion.accounts.workspace import Workspace
from clarion.incidents.incident import Incident


def next_drill_key() -> int:
    """-3 after DRILL-2. Locks the row of the workspace until the transaction ends: who starts a drill meanwhile waits."""
    Workspace.objects.select_for_update().get(pk=Workspace.current().pk)
    lowest = Incident.with_drills.aggregate(lowest=models.Min("pk"))["lowest"]
    return min(lowest or 0, 0) - 1
