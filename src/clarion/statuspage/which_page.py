"""Which page: the public one, or the one for partners. What each shows, where its files are, what it is called.

The partners' page is there from the first key on (see `accounts/partner_keys.py`) and shows what was published for
partners since then. What was written for them before stays unseen: its writers had colleagues in mind, and nobody
had said that their words would leave the company.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from clarion.accounts.partner_keys import PartnerKey
from clarion.statuspage.snapshots import PageName
from clarion.updates.audiences import Audience


@dataclass(frozen=True, slots=True)
class WhichPage:
    """`audience`: whose updates it shows, from `since` on; None means all there are."""

    name: PageName
    audience: Audience
    since: datetime | None = None

    @property
    def folder(self) -> Path:
        """Where its files are; a folder each, so that whoever copies one page cannot copy the other by mistake."""
        folder: Path = settings.PUBLIC_FOLDER if self.is_public else settings.PARTNERS_FOLDER
        return folder

    @property
    def is_public(self) -> bool:
        return self.name == PageName.PUBLIC


PUBLIC_PAGE = WhichPage(PageName.PUBLIC, Audience.PUBLIC)


def partners_page() -> WhichPage | None:
    """None where nobody ever made a key: then there is no such page, nor a file of it."""
    since = PartnerKey.objects.first_made_at()
    return WhichPage(PageName.PARTNERS, Audience.PARTNERS, since) if since else None


def page_for(audience: str) -> WhichPage | None:
    """The page on which an update for this audience appears; None when it appears on none."""
    if audience == Audience.PUBLIC:
        return PUBLIC_PAGE
    return partners_page() if audience == Audience.PARTNERS else None


def pages() -> list[WhichPage]:
    """All the pages there are, the public one first."""
    partners = partners_page()
    return [PUBLIC_PAGE, partners] if partners else [PUBLIC_PAGE]
