"""The tables of this app."""

from clarion.statuspage.look import PageLook
from clarion.statuspage.snapshots import Snapshot

__all__ = ["PageLook", "Snapshot"]
