"""The site in memory: hot documents ready to be sent, the rest read when asked for and kept for a while.

Follows `manifest.json`: a look at the file's date at most every few milliseconds, a reload when it changed.
When files vanish or are broken, the last good version stays. Imports neither Django nor a database.
"""

import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path

from clarion.statuspage.answers import Answers, make_answers
from clarion.statuspage.blobs import Blobs, BrokenBlob, unpack
from clarion.statuspage.manifest import (
    FILE_NAME,
    BrokenManifest,
    Entry,
    Manifest,
    read_manifest,
    read_shard,
    shard_of,
)

LOOK_EVERY_SECONDS = 0.005
RETRY_AFTER_SECONDS = 1.0
#: Bytes of documents that are not hot (old incidents, months) kept in memory.
KEPT_BYTES = 32_000_000
KEPT_SHARDS = 64

#: Where the page "there is nothing here" stands among the hot documents; no address reaches it.
NOT_FOUND = "404"

logger = logging.getLogger(__name__)


class LoadedSite:
    """What a process of the listener knows. `clock` gives POSIX seconds: it decides which variant is valid."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.manifest: Manifest | None = None
        self._file = folder / FILE_NAME
        self._blobs = Blobs(folder)
        self._clock = clock
        self._seen: tuple[int, int, int] | None = None
        self._look_again = 0.0
        self._complaint = ""
        self._next_variant = math.inf
        self._hot: dict[str, Answers] = {}
        self._made: dict[tuple[str, str], Answers] = {}
        self._kept: OrderedDict[str, Answers] = OrderedDict()
        self._kept_bytes = 0
        self._shards: OrderedDict[str, Mapping[str, Entry]] = OrderedDict()

    def find(self, path: str) -> Answers | None:
        """What stands at the address now; None when nothing does."""
        self.refresh()
        return self._hot.get(path) or self._find_cold(path)

    def refresh(self) -> None:
        """Take over a new version, unless somebody looked a moment ago."""
        if self.manifest is None or time.monotonic() >= self._look_again:
            self._look()

    def not_found(self) -> Answers | None:
        """The page that says so, in the site's own look; None before anything was published."""
        return self._hot.get(NOT_FOUND)

    def _look(self) -> None:
        self._look_again = time.monotonic() + LOOK_EVERY_SECONDS
        try:
            status = self._file.stat()
            seen = (status.st_ino, status.st_mtime_ns, status.st_size)
            if seen != self._seen:
                self._load(read_manifest(self._file.read_bytes()))
                self._seen, self._complaint = seen, ""
        except FileNotFoundError as error:
            self._complain(str(error))
        except (OSError, BrokenManifest, BrokenBlob) as error:
            # Trying costs more than looking.
            self._look_again = time.monotonic() + RETRY_AFTER_SECONDS
            self._complain(str(error))
        if self._clock() >= self._next_variant:
            self._choose_variants()

    def _complain(self, reason: str) -> None:
        """Say once what is wrong. Before the first publication nothing is."""
        if self.manifest is not None and reason != self._complaint:
            self._complaint = reason
            logger.warning("The public page cannot be read anew; serving the version before. %s", reason)

    def _load(self, manifest: Manifest) -> None:
        """Take over a version, once all its hot documents are in memory. Raises BrokenBlob."""
        made = {}
        for entry in manifest.hot.values():
            for variant in entry.variants:
                key = (variant.blob, entry.content_type)
                made[key] = self._made.get(key) or self._make(variant.blob, entry, manifest)
        if self.manifest is None or manifest.page_policy != self.manifest.page_policy:
            self._kept.clear()
            self._kept_bytes = 0
        self.manifest, self._made = manifest, made
        self._choose_variants()

    def _choose_variants(self) -> None:
        """Put up what is valid now, and note when that changes next."""
        if self.manifest is None:
            return
        now = self._clock()
        self._hot = {
            path: self._made[entry.at(now).blob, entry.content_type]
            for path, entry in self.manifest.hot.items()
        }
        starts = (each.start for entry in self.manifest.hot.values() for each in entry.variants)
        self._next_variant = min((start for start in starts if start > now), default=math.inf)

    def _find_cold(self, path: str) -> Answers | None:
        shard = self.manifest and self.manifest.shards.get(shard_of(path))
        if not self.manifest or not shard:
            return None
        try:
            entry = self._entries_of(shard).get(path)
            if entry is None:
                return None
            return self._keep(entry.at(self._clock()).blob, entry, self.manifest)
        except (BrokenBlob, BrokenManifest) as error:
            logger.warning("The document %s cannot be read. %s", path, error)
            return None

    def _entries_of(self, shard: str) -> Mapping[str, Entry]:
        if shard not in self._shards:
            self._shards[shard] = read_shard(self._blobs.read(shard))
            if len(self._shards) > KEPT_SHARDS:
                self._shards.popitem(last=False)
        self._shards.move_to_end(shard)
        return self._shards[shard]

    def _keep(self, blob: str, entry: Entry, manifest: Manifest) -> Answers:
        if blob in self._kept:
            self._kept.move_to_end(blob)
            return self._kept[blob]
        answers = self._kept[blob] = self._make(blob, entry, manifest)
        self._kept_bytes += answers.weight()
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= dropped.weight()
        return answers

    def _make(self, blob: str, entry: Entry, manifest: Manifest) -> Answers:
        gzipped = self._blobs.read_gzipped(blob)
        content = unpack(blob, gzipped)
        policy = manifest.framed_policy if entry.framed else manifest.page_policy
        return make_answers(
            blob, content, gzipped, content_type=entry.content_type, page_policy=policy, framed=entry.framed,
            lasting=entry.lasting,
        )  # fmt: skip
