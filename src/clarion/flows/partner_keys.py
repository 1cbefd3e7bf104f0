"""Keys to the partners' page: make, rotate, revoke. Each becomes a version of the page, so that it holds at once."""

from datetime import datetime
from functools import partial

from django.db import transaction

from clarion.accounts import partner_keys as keys
from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.statuspage.publishing import freeze, write_behind
from clarion.statuspage.snapshots import Scope, latest_snapshot
from clarion.statuspage.which_page import partners_page
from clarion.subscribers.disabling import disable_those_of
from clarion.updates.approval import void_approvals
from clarion.updates.audiences import Audience
from clarion.updates.drafts import Draft


@transaction.atomic
def make_partner_key(name: str, *, by: Person, at: datetime) -> tuple[PartnerKey, str]:
    """The row and the key, shown once. The first one opens the page. Raises NotAllowed, ValidationError."""
    require(by, Act.MANAGE_WORKSPACE)
    key, secret = keys.make_partner_key(name, by=by, at=at)
    if PartnerKey.objects.count() == 1:
        _void_what_was_meant_for_inside(at=at)
    _show(at=at)
    return key, secret


@transaction.atomic
def rotate_partner_key(key: PartnerKey, *, by: Person, at: datetime) -> str:
    """The new key, shown once; the old one opens nothing any more. Raises NotAllowed, ValidationError.

    Who subscribed by the old one goes on being told: they are the same partner.
    """
    require(by, Act.MANAGE_WORKSPACE)
    secret = keys.rotate_partner_key(key, by=by, at=at)
    _show(at=at)
    return secret


@transaction.atomic
def revoke_partner_key(key: PartnerKey, *, by: Person, at: datetime) -> int:
    """The key opens nothing any more, and who subscribed by it is told nothing any more; how many those were.

    Revoking it again changes nothing. Raises NotAllowed.
    """
    require(by, Act.MANAGE_WORKSPACE)
    if not keys.revoke_partner_key(key, by=by, at=at):
        return 0
    told_no_more = disable_those_of(key, at=at)
    _show(at=at)
    return told_no_more


def _void_what_was_meant_for_inside(*, at: datetime) -> None:
    """Whoever approved a text for partners had colleagues in mind; from now on it would be read outside."""
    for draft in Draft.objects.open().filter(audience=Audience.PARTNERS):
        void_approvals(draft, "partners outside the company read it from now on", at=at)


def _show(*, at: datetime) -> None:
    page = partners_page()
    if page is None:
        return
    first_one = latest_snapshot(page.name) is None
    freeze(None, at=at, scope=Scope.EVERYTHING if first_one else Scope.KEYS, page=page)
    # After the commit, never inside (see `publish.py`); if it fails, the sweep writes the files.
    transaction.on_commit(partial(write_behind, at=at, page=page))
