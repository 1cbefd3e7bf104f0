"""What a publication means for the public side: the snapshot, inside the transaction; the files, after it."""

from datetime import datetime

from clarion.statuspage.snapshots import Snapshot
from clarion.updates.publication import IncidentUpdate


def freeze(update: IncidentUpdate | None, *, at: datetime) -> Snapshot:
    """Take the snapshot; call it in the transaction that publishes. `update` None: something else changed."""
    return Snapshot()


def write_behind(*, at: datetime) -> None:
    """Write the files of the newest snapshot; after the commit. A failure is logged and left to the sweep."""


def write_if_behind(*, at: datetime) -> None:
    """Write the files when they are older than the newest snapshot, or a promise has become late."""
