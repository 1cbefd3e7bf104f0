"""Sites and copies of them, for what concerns files alone."""

import gzip
import math
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from clarion.statuspage.hosting.copying import Report, bring_up_to_date
from clarion.statuspage.hosting.folder import opened
from clarion.statuspage.hosting.names import NOTES
from clarion.statuspage.loaded_site import NOT_FOUND, LoadedSite
from clarion.statuspage.manifest import Manifest
from clarion.statuspage.site import Document, Edition, Rendering, Site
from tests.statuspage.editions import HEAD, START

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
NOW = START.timestamp() + 1


def page(
    path: str, words: str, content_type: str = HTML, *, later: dict[timedelta, str] | None = None
) -> Document:
    """A document; `later`: what it says from some time after START on."""
    renderings = [Rendering(START, words.encode())]
    renderings += [Rendering(START + after, text.encode()) for after, text in (later or {}).items()]
    return Document(path, content_type, tuple(renderings))


def publish(
    folder: Path, version: int, hot: list[Document], cold: list[Document], *, whole: bool = True
) -> Manifest:
    index = [] if any(each.path == "/" for each in hot) else [page("/", f"version {version}")]
    documents = [*index, page(NOT_FOUND, "There is no page at this address."), *hot]
    site = Site(folder)
    edition = Edition(replace(HEAD, version=version), documents, cold, whole)
    return site.write(edition, now=NOW)


def copy(folder: Path, target: Path, *, now: float = NOW) -> Report:
    with opened(target) as place:
        return bring_up_to_date(folder, place, now=now)


def texts(target: Path) -> dict[str, str]:
    """All files of a copy but its notes and the gzipped siblings, which must say the same."""
    files = {
        str(path.relative_to(target)): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and NOTES not in path.parts
    }
    plain = {
        name: content.decode(errors="replace") for name, content in files.items() if not name.endswith(".gz")
    }
    for name, content in files.items():
        if name.endswith(".gz"):
            assert gzip.decompress(content).decode(errors="replace") == plain[name.removesuffix(".gz")], name
    return plain


def served(folder: Path, paths: list[str], *, now: float = NOW) -> dict[str, str]:
    """What the listener shows at these addresses."""
    site = LoadedSite(folder, clock=lambda: now)
    found = {path: site.find(path) for path in paths}
    return {path: answers.plain.body.decode(errors="replace") for path, answers in found.items() if answers}


NEVER = math.inf
