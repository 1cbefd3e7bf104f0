"""A copy in a folder, which nginx, a CDN's uploader or any other web server reads.

Beside each file lies its gzipped sibling (`gzip_static` of nginx). A file is written aside, brought to disk and
renamed into its place, so that a reader gets the old one or the new one, whole.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from itertools import batched
from pathlib import Path

from clarion.statuspage.blobs import SYNC_ALL_FROM, Blobs, sync, unpack
from clarion.statuspage.hosting.names import NOTES, Piece, file_name
from clarion.statuspage.hosting.target import NotCopied

#: What is copied is public, and is read by a server that runs as somebody else.
FILE_MODE, FOLDER_MODE = 0o644, 0o755
#: Documents that are brought to disk together.
TOGETHER = 1000


class Folder:
    """A target for `copying.bring_up_to_date`; use it inside `opened`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._notes = root / NOTES
        self._incoming = self._notes / "incoming"

    def note(self, name: str) -> bytes | None:
        try:
            return (self._notes / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._not_written(error) from error

    def keep_note(self, name: str, content: bytes) -> None:
        with self._told():
            self._replace([(self._notes / name, content)])

    def drop_note(self, name: str) -> None:
        with self._told():
            (self._notes / name).unlink(missing_ok=True)

    def put(self, pieces: list[Piece], blobs: Blobs) -> None:
        for some in batched(pieces, TOGETHER):
            files = []
            for piece in some:
                gzipped = blobs.read_gzipped(piece.blob)
                path = self.root / file_name(piece)
                files += [(path, unpack(piece.blob, gzipped)), (_sibling(path), gzipped)]
            with self._told():
                self._replace(files)

    def put_beside(self, name: str, content: bytes) -> None:
        with self._told():
            self._replace([(self.root / name, content)])

    def remove(self, pieces: list[Piece]) -> None:
        with self._told():
            for piece in pieces:
                path = self.root / file_name(piece)
                path.unlink(missing_ok=True)
                _sibling(path).unlink(missing_ok=True)
                self._remove_empty(path.parent)

    def _replace(self, files: list[tuple[Path, bytes]]) -> None:
        """Write these files, bring them to disk, and rename each into its place. Raises OSError."""
        drafts = []
        for number, (path, content) in enumerate(files):
            draft = self._incoming / str(number)
            draft.write_bytes(content)
            draft.chmod(FILE_MODE)
            drafts.append((draft, path))
        if len(drafts) >= SYNC_ALL_FROM:
            os.sync()
        else:
            for draft, _ in drafts:
                sync(draft)
        for draft, path in drafts:
            self._make_folder(path.parent)
            _be_newer(draft, path)
            draft.replace(path)

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(mode=FOLDER_MODE)
            folder.chmod(FOLDER_MODE)

    def _remove_empty(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            while folder != self.root:
                folder.rmdir()
                folder = folder.parent

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._not_written(error) from error

    def _not_written(self, error: OSError) -> NotCopied:
        return NotCopied(
            f"The copy in {self.root} could not be written ({error.strerror or error})."
            " Give it room, or make it a folder that Clarion may write."
        )


@contextlib.contextmanager
def opened(root: Path) -> Iterator[Folder]:
    """The folder, made if it is not there, for one writer. Raises NotCopied when it holds anything else."""
    folder = Folder(root)
    try:
        _make_ours(root)
        descriptor = os.open(root / NOTES / "lock", os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError as error:
        raise folder._not_written(error) from error  # noqa: SLF001 -- its own maker
    try:
        _be_alone(descriptor, root)
        yield folder
    finally:
        os.close(descriptor)


def _be_alone(descriptor: int, root: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise NotCopied(f"Another process keeps the copy in {root} up to date already.") from error


def _make_ours(root: Path) -> None:
    """Raises NotCopied, OSError."""
    notes = root / NOTES
    if root.is_dir() and any(root.iterdir()) and not notes.is_dir():
        raise NotCopied(
            f"{root} holds files that are not Clarion's."
            " Name an empty folder: what is no longer on the page is removed there."
        )
    for folder in (root, notes):
        if not folder.is_dir():
            folder.mkdir(parents=True)
            folder.chmod(FOLDER_MODE)
    for folder in (notes / "shards", notes / "incoming"):
        folder.mkdir(exist_ok=True)


def _sibling(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def _be_newer(draft: Path, path: Path) -> None:
    """See to it that the new file is at least a second younger than the one that it replaces.

    Web servers make the ETag of a file of its size and the second in which it changed. Two versions of one size
    within a second would otherwise be one for every cache.
    """
    with contextlib.suppress(FileNotFoundError):
        old = int(path.stat().st_mtime)
        if old >= int(time.time()):
            os.utime(draft, (old + 1, old + 1))
