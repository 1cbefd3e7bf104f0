"""The link that a key is: its address, and whether the page's files let it in already, or still."""

from django.conf import settings

from clarion.accounts.partner_keys import PartnerKey
from clarion.statuspage.partners_door import ENTRANCE
from clarion.statuspage.site import Site


def link_of(secret: str) -> str:
    return f"{settings.PUBLIC_URL}{ENTRANCE}{secret}/"


def is_let_in(key_hash: str) -> bool:
    """Whether the files as they stand let the key in. The rows say what should be; a full disk can hold it up."""
    manifest = Site(settings.PARTNERS_FOLDER).manifest()
    return manifest is not None and key_hash in manifest.keys


def lag_of(key: PartnerKey) -> str:
    """What an admin has to know when the files do not follow what was decided; "" when they do."""
    if key.revoked_at and is_let_in(key.key_hash):
        return (
            f"The link of {key} still works: the page's files could not be written. Clarion tries again every"
            " ten seconds; look whether the disk is full."
        )
    return ""
