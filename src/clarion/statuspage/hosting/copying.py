"""Bring a copy up to the version that stands: only what changed is written, and what is gone is removed.

A run compares the manifest with the copy's own notes (`notes.py`). Shards with the same hash are not looked into,
so that a publication costs the same with ten incidents of history and with a hundred thousand. What a killed run may
have touched is written again by the next one.

Each document is replaced by itself, in an order in which nothing leads to what is not there yet: documents of
incidents and months, then feeds and data, then the pages, the index last; what is gone is removed after that. The
other way, a folder per version behind a symbolic link, would link every file of the history anew for each
publication (see docs/benchmarks.md), and object storage has no links.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from clarion.statuspage.blobs import Blobs, BrokenBlob
from clarion.statuspage.hosting.names import NOT_FOUND_DATA, Piece, StrangeAddress, headers_file
from clarion.statuspage.hosting.notes import (
    Pieces,
    Standing,
    drop_unfinished,
    keep_shard_note,
    keep_standing,
    keep_unfinished,
    read_shard_note,
    read_standing,
    read_unfinished,
)
from clarion.statuspage.hosting.target import NotCopied, Target
from clarion.statuspage.manifest import BrokenManifest, Entry, Manifest, read_shard, shard_of
from clarion.statuspage.site import Site

#: Shards that are written together; after them a run over the whole history notes how far it came.
TOGETHER = 16
#: The page may be published anew while it is being copied; then it is copied again.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `next_variant`: POSIX second from which the copy is no longer what readers should see."""

    version: int
    written: int
    removed: int
    next_variant: float


@dataclass(frozen=True, slots=True)
class Change:
    """How some documents of the copy differ from those that should stand. `blob` is the hash of the shard."""

    new: Pieces
    changed: list[Piece]
    gone: list[Piece]
    shard: str = ""
    blob: str | None = None
    next_variant: float = math.inf


def bring_up_to_date(folder: Path, target: Target, *, now: float) -> Report:
    """Copy what stands in `folder` (CLARION_DATA/public) as of the POSIX second `now`. Raises NotCopied."""
    for attempt in range(1, ATTEMPTS + 1):
        manifest = Site(folder).manifest()
        if manifest is None:
            raise NotCopied(
                f"Nothing is published yet: there is no page in {folder}. Publish something first."
            )
        try:
            return _Run(manifest, Blobs(folder), target, now=now).copy()
        except (BrokenBlob, BrokenManifest) as error:
            if attempt == ATTEMPTS:
                raise NotCopied(f"{error} Remove {folder}; the worker writes it again at once.") from error
        except StrangeAddress as error:
            raise NotCopied(str(error)) from error
    raise AssertionError


class _Run:
    def __init__(self, manifest: Manifest, blobs: Blobs, target: Target, *, now: float) -> None:
        self.manifest, self.blobs, self.target, self.now = manifest, blobs, target, now
        self.standing = read_standing(target)
        #: What a run that was killed may have touched.
        self.suspects = read_unfinished(target)

    def copy(self) -> Report:
        """Raises NotCopied, and BrokenBlob or BrokenManifest when the page was written anew meanwhile."""
        hot = self._change(self.standing.hot, self._pieces(self.manifest.hot.items()))
        shards = list(self._changed_shards())
        gone = [*hot.gone, *(each for shard in shards for each in shard.gone), *self._left_over(hot, shards)]
        touched = [*hot.changed, *(each for shard in shards for each in shard.changed), *gone]
        if touched:
            keep_unfinished(self.target, {**self.suspects, **{piece.address: piece for piece in touched}})
        self._put_shards(shards)
        for some in _in_safe_order(hot.changed):
            self.target.put(some, self.blobs)
        self._put_beside("_headers", self._headers())
        self._put_beside(NOT_FOUND_DATA, b'{"error":"not found"}')
        self.target.remove(gone)
        self._finish(hot, noteworthy=bool(touched or shards))
        next_variant = min(
            [
                _next(self.manifest.hot.values(), self.now),
                *(each for _, each in self.standing.shards.values()),
            ]
        )
        return Report(self.manifest.version, len(touched) - len(gone), len(gone), next_variant)

    def _changed_shards(self) -> Iterator[Change]:
        doubtful = {shard_of(address) for address in self.suspects}
        for name, blob in self.manifest.shards.items():
            known, next_variant = self.standing.shards.get(name, ("", 0.0))
            if known == blob and self.now < next_variant and name not in doubtful:
                continue
            entries = read_shard(self.blobs.read(blob))
            old = read_shard_note(self.target, name) if known else {}
            change = self._change(old, self._pieces(entries.items()))
            yield Change(
                change.new, change.changed, change.gone, name, blob, _next(entries.values(), self.now)
            )
        for name in self.standing.shards.keys() - self.manifest.shards.keys():
            yield Change({}, [], list(read_shard_note(self.target, name).values()), name)

    def _change(self, old: Pieces, new: Pieces) -> Change:
        changed = [piece for path, piece in new.items() if old.get(path) != piece or path in self.suspects]
        return Change(new, changed, [piece for path, piece in old.items() if path not in new])

    def _pieces(self, entries: Iterable[tuple[str, Entry]]) -> Pieces:
        return {
            path: Piece(path, entry.content_type, entry.at(self.now).blob, entry.lasting)
            for path, entry in entries
        }

    def _headers(self) -> bytes:
        lasting = [path for path, entry in self.manifest.hot.items() if entry.lasting]
        return headers_file(self.manifest.page_policy, self.manifest.framed_policy, lasting)

    def _left_over(self, hot: Change, shards: list[Change]) -> list[Piece]:
        """What a killed run may have written, and the page does not have."""
        new = hot.new.keys() | {path for shard in shards for path in shard.new}
        known_gone = {each.address for change in (hot, *shards) for each in change.gone}
        return [piece for path, piece in self.suspects.items() if path not in new | known_gone]

    def _put_shards(self, shards: list[Change]) -> None:
        """Write what changed in them, and note it now and then, so that a run that is killed goes on from there."""
        for some in batched(shards, TOGETHER):
            if changed := [piece for shard in some for piece in shard.changed]:
                self.target.put(changed, self.blobs)
            for shard in some:
                self._note(shard)
            if len(shards) > TOGETHER:
                keep_standing(self.target, self.standing)

    def _note(self, shard: Change) -> None:
        if shard.changed or shard.gone:
            keep_shard_note(self.target, shard.shard, shard.new)
        if shard.blob is None:
            del self.standing.shards[shard.shard]
        else:
            self.standing.shards[shard.shard] = (shard.blob, shard.next_variant)

    def _put_beside(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        if self.standing.beside.get(name) != digest:
            self.target.put_beside(name, content)
            self.standing.beside[name] = digest

    def _finish(self, hot: Change, *, noteworthy: bool) -> None:
        version = self.manifest.version
        if noteworthy or self.standing.version != version:
            standing = Standing(version, hot.new, self.standing.shards, self.standing.beside)
            keep_standing(self.target, standing)
        if noteworthy:
            drop_unfinished(self.target)


def _in_safe_order(pieces: list[Piece]) -> list[list[Piece]]:
    """Batches, each of which may be written in any order: data, pages, and last the index that leads to all."""
    index = [piece for piece in pieces if piece.address == "/"]
    pages = [piece for piece in pieces if piece.is_page and piece.address != "/"]
    data = [piece for piece in pieces if not piece.is_page]
    return [batch for batch in (data, pages, index) if batch]


def _next(entries: Iterable[Entry], now: float) -> float:
    starts = (variant.start for entry in entries for variant in entry.variants)
    return min((start for start in starts if start > now), default=math.inf)
