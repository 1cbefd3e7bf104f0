"""Blobs: bytes on disk under the name of their hash. Written whole or not at all, never changed.

    blobs/<sha256>    gzip of the content; the name is the hash of the content itself
    incoming/         what is being written; emptied by the next writer after a crash
    retired.log       "<POSIX second> <sha256>" of blobs that no manifest names any more

A retired blob stays for a while, so that a reader who holds the last manifest still finds what it names.
Imports nothing of Django. One writer at a time: call the writing half under the lock of `site.py`.
"""

import contextlib
import gzip
import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

GRACE_SECONDS = 300
#: From this many new blobs on, one sync of the whole system is faster than one per file.
SYNC_ALL_FROM = 200
SYNCED_AT_ONCE = 8


class BrokenBlob(Exception):
    """A blob is missing or does not hold what its name says."""


class Blobs:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "blobs"
        self.incoming = folder / "incoming"
        self.retired = folder / "retired.log"
        self._new: dict[str, Path] = {}
        self._trusting = True

    def read_gzipped(self, name: str) -> bytes:
        """The blob as it is stored. Raises BrokenBlob when it is not there."""
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise BrokenBlob(f"The blob {name} cannot be read ({error.strerror}).") from error

    def read(self, name: str) -> bytes:
        """What is in the blob. Raises BrokenBlob, also when its bytes are not what was written."""
        return unpack(name, self.read_gzipped(name))

    def has(self, name: str) -> bool:
        return (self.folder / name).exists()

    def begin(self, *, trusting: bool) -> None:
        """Make the folders, forget what a crashed writer left behind. Raises OSError.

        `trusting` false writes every blob anew, because one that is there may be damaged.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.incoming.mkdir(exist_ok=True)
        for left_over in self.incoming.iterdir():
            left_over.unlink()
        self._new.clear()
        self._trusting = trusting

    def put(self, content: bytes) -> str:
        """Store the content with the next `settle`; its name. Raises OSError."""
        name = hashlib.sha256(content).hexdigest()
        if name in self._new:
            return name
        if self._trusting and self.has(name):
            # A younger file is what tells `prune` that a retired blob has come back into use.
            os.utime(self.folder / name)
            return name
        path = self._new[name] = self.incoming / name
        path.write_bytes(gzip.compress(content, compresslevel=6, mtime=0))
        return name

    def settle(self) -> None:
        """Bring all that was put to disk, then to its place: a blob in its place is always whole. Raises OSError."""
        if len(self._new) >= SYNC_ALL_FROM:
            os.sync()
        else:
            # Side by side: the disk takes many in the time of one, and a page in five languages has many.
            with ThreadPoolExecutor(SYNCED_AT_ONCE) as threads:
                list(threads.map(sync, self._new.values()))
        for name, path in self._new.items():
            path.replace(self.folder / name)
        sync(self.folder)
        self._new.clear()

    def abandon(self) -> None:
        """Take back what was put and not settled."""
        for path in self._new.values():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        self._new.clear()

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    def retire(self, names: Iterable[str], *, now: float) -> None:
        """Remember that no manifest names these any more. Raises OSError."""
        lines = "".join(f"{now:.3f} {name}\n" for name in sorted(names))
        with self.retired.open("a", encoding="ascii") as log:
            log.write(lines)

    def prune(self, *, now: float) -> int:
        """Remove blobs that were retired a while ago; how many. Cheap when nothing is due. Raises OSError."""
        if not self.retired.exists() or not self._something_is_due(now):
            return 0
        removed, waiting = 0, []
        for line in self.retired.read_text(encoding="ascii").splitlines():
            second, _, name = line.partition(" ")
            if float(second) + GRACE_SECONDS > now:
                waiting.append(f"{line}\n")
            elif self._is_older_than(name, float(second)):
                (self.folder / name).unlink(missing_ok=True)
                removed += 1
        replace_file(self.retired, "".join(waiting).encode())
        return removed

    def _something_is_due(self, now: float) -> bool:
        with self.retired.open(encoding="ascii") as log:
            first = log.readline().partition(" ")[0]
        return bool(first) and float(first) + GRACE_SECONDS <= now

    def _is_older_than(self, name: str, second: float) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / name).stat().st_mtime <= second
        return False


def unpack(name: str, gzipped: bytes) -> bytes:
    """The content of a blob as stored. Raises BrokenBlob."""
    try:
        return gzip.decompress(gzipped)
    except (OSError, EOFError, ValueError) as error:
        raise BrokenBlob(f"The blob {name} is damaged ({error}).") from error


def replace_file(path: Path, content: bytes) -> None:
    """Switch a file from its old content to the new one in a single step that survives a power cut. Raises OSError."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        sync(draft)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file or a folder to disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
