"""The link that a key is, and whether the page's files let in exactly the keys that they should."""

from django.conf import settings

from clarion.accounts.partner_keys import PartnerKey
from clarion.statuspage.partners_door import ENTRANCE
from clarion.statuspage.site import Site

BEHIND = (
    "The page's files do not follow yet: they could not be written. A new link does not work so far, and a revoked"
    " one still does. Clarion tries again every ten seconds; look whether the disk is full."
)


def link_of(secret: str) -> str:
    return f"{settings.PUBLIC_URL}{ENTRANCE}{secret}/"


def files_are_behind() -> bool:
    """Whether the files let in other keys than the rows say. So after a write that failed, until one succeeds."""
    manifest = Site(settings.PARTNERS_FOLDER).manifest()
    return set(manifest.keys if manifest else ()) != set(PartnerKey.objects.hashes())
