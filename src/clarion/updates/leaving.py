"""What leaves the company: what is written for the public and for customers, and for partners since they have a page.

From the first partner key on, texts for partners are read by other organisations. The same holds for them as for
everything that leaves: who approves and publishes may do so outside, and whoever wrote in a text has somebody else
read it.
"""

from datetime import datetime

from clarion.accounts.partner_keys import PartnerKey
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Audience


def leaves_the_company(audience: str) -> bool:
    """Also after the last key was revoked: another one would show what was written meanwhile."""
    if audience == Audience.PARTNERS:
        return PartnerKey.objects.exists()
    return audience in EXTERNAL_AUDIENCES


def shown_since(audience: str) -> datetime | None:
    """What was published for the audience before is not shown to its readers; None where all of it is."""
    return PartnerKey.objects.first_made_at() if audience == Audience.PARTNERS else None
