"""Read the written site the way the listener does, at any time of the clock."""

import html
import re
from datetime import datetime
from pathlib import Path

from clarion.statuspage.loaded_site import LoadedSite
from clarion.statuspage.manifest import read_shard
from clarion.statuspage.site import Site


def text_at(folder: Path, path: str, at: datetime) -> str:
    """The document as a reader gets it at that time."""
    answers = LoadedSite(folder, clock=at.timestamp).find(path)
    assert answers is not None, f"nothing stands at {path}"
    return answers.plain.body.decode()


def words_of(page: str) -> str:
    """What a reader sees of an HTML page: its text, in one line."""
    visible = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", visible)).split())
    return re.sub(r" (?=[.,:])", "", text)


def every_document(folder: Path) -> dict[str, bytes]:
    """All bytes of the site: address and variant -> content."""
    site = Site(folder)
    manifest = site.manifest()
    assert manifest is not None
    entries = dict(manifest.hot)
    for shard in manifest.shards.values():
        entries |= read_shard(site.blobs.read(shard))
    return {
        f"{path} from {variant.start}": site.blobs.read(variant.blob)
        for path, entry in entries.items()
        for variant in entry.variants
    }
