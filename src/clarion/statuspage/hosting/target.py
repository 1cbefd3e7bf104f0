"""What a copy lies in: a folder (`folder.py`) or a bucket (`bucket.py`)."""

from typing import Protocol

from clarion.statuspage.blobs import Blobs
from clarion.statuspage.hosting.names import Piece


class NotCopied(Exception):
    """The copy could not be brought up to date; says why, and what to do. What is there is served on."""


class Target(Protocol):
    """Where a copy lies. Every method raises NotCopied when it cannot do its work."""

    def note(self, name: str) -> bytes | None: ...

    def keep_note(self, name: str, content: bytes) -> None: ...

    def drop_note(self, name: str) -> None: ...

    def put(self, pieces: list[Piece], blobs: Blobs) -> None:
        """Write these, in any order, each whole or not at all. Raises BrokenBlob too."""

    def put_beside(self, name: str, content: bytes) -> None:
        """Write a file that is no document of the page."""

    def remove(self, pieces: list[Piece]) -> None: ...
