"""The tables of this app."""

from clarion.statuspage.snapshots import Snapshot

__all__ = ["Snapshot"]
