"""The manifest: which bytes stand at which address, for one version of the public page.

    manifest.json    version, renderer, the hot documents (page, feed, API), and 256 shards
    blobs/<sha256>   gzipped bytes, named after the hash of what is inside; a shard is a blob too

One small file names everything, so that one rename switches everything. Documents that seldom change (one
per incident, one per month) are listed in shards by the hash of their address: a publication rewrites the
shard of its incident, never a list of the whole history.

Read by the listener: this file imports neither Django nor anything that does.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FILE_NAME = "manifest.json"
FORMAT = 1


class BrokenManifest(Exception):
    """The manifest or a shard is not what this version of Clarion writes."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Which blob stands at an address from an instant on (POSIX seconds, UTC), until the next variant."""

    start: float
    blob: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document; `variants` in order of their instants, at least one.

    `framed`: other sites may frame it. `lasting`: the address is made of the bytes, which never change there.
    """

    content_type: str
    variants: tuple[Variant, ...]
    framed: bool = False
    lasting: bool = False

    def at(self, now: float) -> Variant:
        """The variant that is valid now; the first one when the clock runs behind the writer's."""
        started = [variant for variant in self.variants if variant.start <= now]
        return started[-1] if started else self.variants[0]


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of the page.

    `version` is the snapshot's number, `renderer` the digest of what made the bytes, `good_until` the
    POSIX second from which the files no longer say everything (the day has turned). `page_policy` is the
    Content-Security-Policy of HTML documents, `framed_policy` that of the few that other sites may frame.
    `months` (incidents by month, "2026-03"), `maintenances` (public ids, newest first) and `first_named` (public
    id of a service -> POSIX second of the first update that named it) are what the next writer would otherwise
    have to search the whole history for.

    Of a page that asks for a key: `keys` are the SHA-256 of those that open it, `beside` is the snapshot of the
    public page whose services it shows, `subscribe` is where its readers subscribe (their key is put behind it).
    """

    version: int
    renderer: str
    good_until: float
    page_policy: str
    hot: Mapping[str, Entry]
    shards: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    maintenances: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    beside: int = 0
    subscribe: str = ""
    first_named: Mapping[str, float] = field(default_factory=dict)
    framed_policy: str = ""

    def blobs(self) -> set[str]:
        """The blobs that the manifest itself names: hot documents and shards."""
        return blobs_of(self.hot) | set(self.shards.values())


def shard_of(path: str) -> str:
    """The shard that lists the document.

    A page and its picture share one, and services, which are few, have shards of their own: a publication rewrites
    few of the shards that grow with the history.
    """
    if "/services/" in path:
        return f"services-{hashlib.sha256(path.encode()).hexdigest()[0]}"
    return hashlib.sha256(path.partition(".")[0].encode()).hexdigest()[:2]


def blobs_of(entries: Mapping[str, Entry]) -> set[str]:
    return {variant.blob for entry in entries.values() for variant in entry.variants}


def write_manifest(manifest: Manifest) -> bytes:
    return _dump(
        {
            "format": FORMAT,
            "version": manifest.version,
            "renderer": manifest.renderer,
            "good_until": manifest.good_until,
            "page_policy": manifest.page_policy,
            "months": dict(manifest.months),
            "maintenances": list(manifest.maintenances),
            "keys": list(manifest.keys),
            "beside": manifest.beside,
            "subscribe": manifest.subscribe,
            "first_named": dict(manifest.first_named),
            "framed_policy": manifest.framed_policy,
            "hot": _entries_as_json(manifest.hot),
            "shards": dict(manifest.shards),
        }
    )


def read_manifest(content: bytes) -> Manifest:
    """Raises BrokenManifest."""
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise BrokenManifest(f"The manifest has the format {data['format']}; this is format {FORMAT}.")
        return Manifest(
            version=int(data["version"]),
            renderer=data["renderer"],
            good_until=float(data["good_until"]),
            page_policy=data["page_policy"],
            hot=_entries_from_json(data["hot"]),
            shards=dict(data["shards"]),
            months=dict(data["months"]),
            maintenances=tuple(data["maintenances"]),
            keys=tuple(str(key) for key in data.get("keys", ())),
            beside=int(data.get("beside", 0)),
            subscribe=str(data.get("subscribe", "")),
            first_named=dict(data.get("first_named", {})),
            framed_policy=data.get("framed_policy", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenManifest(f"The manifest cannot be read: {error!r}.") from error


def write_shard(entries: Mapping[str, Entry]) -> bytes:
    return _dump(_entries_as_json(entries))


def read_shard(content: bytes) -> dict[str, Entry]:
    """Raises BrokenManifest."""
    try:
        return _entries_from_json(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenManifest(f"A shard of the manifest cannot be read: {error!r}.") from error


def _entries_as_json(entries: Mapping[str, Entry]) -> dict[str, Any]:
    return {
        path: {
            "type": entry.content_type,
            "variants": [[each.start, each.blob] for each in entry.variants],
            **({"framed": True} if entry.framed else {}),
            **({"lasting": True} if entry.lasting else {}),
        }
        for path, entry in entries.items()
    }


def _entries_from_json(data: Mapping[str, Any]) -> dict[str, Entry]:
    return {
        path: Entry(
            value["type"],
            tuple(Variant(float(start), blob) for start, blob in value["variants"]),
            framed=bool(value.get("framed")),
            lasting=bool(value.get("lasting")),
        )
        for path, value in data.items()
    }


def _dump(data: Any) -> bytes:
    # Sorted, so that the same content is the same bytes and therefore the same blob.
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
