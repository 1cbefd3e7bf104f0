"""The door of the partners' page: /partners/<key>/…, answered from its own folder to whoever holds a key.

The manifest of that folder names the SHA-256 of every key that opens it, so that neither Django nor a database is
asked, and a revoked key opens nothing from the moment on that a new manifest stands. To whoever holds no key there
is nothing here: the listener answers as for any address that does not exist.

What is behind the door is kept by nobody on the way: caches, search engines, other pages' scripts and the pages
that a reader goes to next learn nothing of it.
"""

import hashlib
import hmac
from dataclasses import dataclass, fields, replace
from pathlib import Path

from clarion.statuspage.answers import Answer, Answers, Headers, message
from clarion.statuspage.loaded_site import LoadedSite
from clarion.statuspage.manifest import Entry, Manifest

ENTRANCE = "/partners/"
#: Where the page's own link leads that needs the key in an address of the console's side.
SUBSCRIBE = "/subscribe"
PRIVATE = [
    ("cache-control", "private, no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex"),
]
#: Headers that are for everybody, and so are not for this page.
_FOR_EVERYBODY = {"access-control-allow-origin"}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The reader is sent on. 308: for good, the same document; 303: to a form of another server."""

    status: int
    address: str


class PartnersDoor:
    def __init__(self, folder: Path) -> None:
        self.site = PrivateSite(folder)

    def find(self, path: str) -> Answers | Elsewhere | None:
        """What stands at /partners/<key>/…; None when the key opens nothing or nothing is there."""
        self.site.refresh()
        key, slash, rest = path.removeprefix(ENTRANCE).partition("/")
        manifest = self.site.manifest
        if manifest is None or not opens(key, manifest):
            return None
        if not slash:
            return Elsewhere(308, f"{path}/")
        if f"/{rest}" == SUBSCRIBE and manifest.subscribe:
            return Elsewhere(303, f"{manifest.subscribe}{key}/")
        if found := self.site.find(f"/{rest}"):
            return found
        shorter = rest.rstrip("/")
        if shorter != rest and self.site.find(f"/{shorter}"):
            return Elsewhere(308, f"{ENTRANCE}{key}/{shorter}")
        return None


class PrivateSite(LoadedSite):
    """The site of a page that asks for a key."""

    def _make(self, blob: str, entry: Entry, manifest: Manifest) -> Answers:
        made = super()._make(blob, entry, manifest)
        return replace(made, **{each.name: _private(getattr(made, each.name)) for each in fields(made)})


def opens(key: str, manifest: Manifest) -> bool:
    """Whether the key is among those of the manifest; takes as long for a wrong key as for the right one."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest().encode()
    found = [hmac.compare_digest(digest, each.encode()) for each in manifest.keys]
    return any(found)


def elsewhere(found: Elsewhere) -> tuple[Headers, bytes]:
    headers, body = message("Moved.", "text/plain; charset=utf-8", ("location", found.address))
    return unkept(headers), body


def unkept(headers: Headers) -> Headers:
    """The same headers for a page that nobody on the way may keep."""
    ours = {name for name, _ in PRIVATE} | _FOR_EVERYBODY
    return [*(pair for pair in headers if pair[0] not in ours), *PRIVATE]


def _private(answer: Answer) -> Answer:
    return replace(answer, headers=unkept(answer.headers), unchanged=unkept(answer.unchanged))
