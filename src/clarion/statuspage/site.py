"""The site: the public page as files, switched from one version to the next in a single step.

A writer holds a lock, puts new bytes beside the old ones (see `blobs.py`), brings them to disk, and then
replaces `manifest.json` (see `manifest.py`). A reader sees the old version or the new one, whole; a writer
that is killed at any point, or finds the disk full, leaves the old version standing.

**Lateness without anybody running.** A page that shows a promise is rendered several times at once: as it
reads from now on, and as it will read from the moment each standing promise falls due. The manifest holds
these instants, and the listener chooses by its own clock. So the page admits that an update is late although
console, worker and database may be down with the rest. The Statuspage v2 JSON knows no promises and has one
variant.

Pure files: no Django here, and no clock of its own (`now` is an argument).
"""

import contextlib
import fcntl
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from clarion.statuspage.blobs import Blobs, replace_file
from clarion.statuspage.manifest import (
    FILE_NAME,
    BrokenManifest,
    Entry,
    Manifest,
    Variant,
    blobs_of,
    read_manifest,
    read_shard,
    shard_of,
    write_manifest,
    write_shard,
)


class PageNotWritten(Exception):
    """The page's files could not be written; readers still see the version before. Says why."""


class AnotherWriter(PageNotWritten):
    """Somebody else is writing the page's files and has not finished in the time given."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The bytes of a document from an instant on."""

    start: datetime
    body: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at one address; `renderings` in order of their instants, at least one.

    `framed`: other sites may show it inside their own pages. `lasting`: its address is made of its bytes, so that a
    browser may keep it for good.
    """

    path: str
    content_type: str
    renderings: tuple[Rendering, ...]
    framed: bool = False
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A version to be written.

    `hot` replaces all hot documents. `cold` is consumed while writing; its documents replace those of the
    same address, and all of them when `whole` is true. `head` holds version, renderer, policy and what is
    carried on; its documents and shards are filled in here.
    """

    head: Manifest
    hot: Iterable[Document]
    cold: Iterable[Document]
    whole: bool


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = Blobs(folder)

    def manifest(self) -> Manifest | None:
        """The version that stands; None when there is none that can be used, so that all is written anew."""
        try:
            return read_manifest((self.folder / FILE_NAME).read_bytes())
        except (OSError, BrokenManifest):
            return None

    def is_whole(self, manifest: Manifest) -> bool:
        """Whether the blobs that the manifest names are there."""
        return all(self.blobs.has(name) for name in manifest.blobs())

    @contextlib.contextmanager
    def locked(self, *, patience: float = 5.0) -> Iterator[None]:
        """Be the only writer; `patience` in seconds. Raises AnotherWriter, PageNotWritten.

        The system drops the lock with the process, so a killed writer blocks nobody.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._not_written(error) from error
        try:
            _take(descriptor, patience)
            yield
        finally:
            os.close(descriptor)

    def write(self, edition: Edition, *, now: float) -> Manifest:
        """Write and switch; call it under the lock. `now` is the POSIX second for the blobs that retire.

        Raises PageNotWritten, and BrokenBlob or BrokenManifest when a shard to be continued is damaged (write
        the whole site then); the version before still stands.
        """
        before = self.manifest()
        try:
            self.blobs.begin(trusting=not edition.whole)
            written, retiring = self._put(edition, before)
            self.blobs.settle()
            replace_file(self.folder / FILE_NAME, write_manifest(written))
        except OSError as error:
            self.blobs.abandon()
            raise self._not_written(error) from error
        except BaseException:
            self.blobs.abandon()
            raise
        # The new version stands. Tidying up is not worth telling anybody that it did not.
        with contextlib.suppress(OSError):
            self.blobs.retire(retiring, now=now)
            self.blobs.prune(now=now)
        return written

    def _put(self, edition: Edition, before: Manifest | None) -> tuple[Manifest, set[str]]:
        """Put all blobs; the new manifest, and the blobs that it no longer needs."""
        hot = {document.path: self._entry(document) for document in edition.hot}
        changed: dict[str, dict[str, Entry]] = defaultdict(dict)
        for document in edition.cold:
            changed[shard_of(document.path)][document.path] = self._entry(document)
        if edition.whole or before is None:
            shards = {name: self.blobs.put(write_shard(entries)) for name, entries in changed.items()}
            written = replace(edition.head, hot=hot, shards=shards)
            kept = written.blobs().union(*map(blobs_of, changed.values()))
            return written, self.blobs.names() - kept
        shards, outdated = self._merge(before.shards, changed)
        written = replace(edition.head, hot=hot, shards=shards)
        return written, (before.blobs() | outdated) - written.blobs()

    def _merge(
        self, shards: Mapping[str, str], changed: Mapping[str, Mapping[str, Entry]]
    ) -> tuple[dict[str, str], set[str]]:
        """The shards with the changed entries in them, and the blobs that these entries had before."""
        merged, outdated = dict(shards), set()
        for name, entries in changed.items():
            old = read_shard(self.blobs.read(shards[name])) if name in shards else {}
            new = {**old, **entries}
            outdated |= blobs_of(old) - blobs_of(new)
            merged[name] = self.blobs.put(write_shard(new))
        return merged, outdated

    def _entry(self, document: Document) -> Entry:
        variants = (
            Variant(each.start.timestamp(), self.blobs.put(each.body)) for each in document.renderings
        )
        return Entry(document.content_type, tuple(variants), framed=document.framed, lasting=document.lasting)

    def _not_written(self, error: OSError) -> PageNotWritten:
        return PageNotWritten(
            f"The public page could not be written to {self.folder} ({error.strerror or error})."
            " Readers still see the version before."
        )


def _take(descriptor: int, patience: float) -> None:
    give_up = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up:
                raise AnotherWriter(AnotherWriter.__doc__) from None
            time.sleep(0.01)
        else:
            return
