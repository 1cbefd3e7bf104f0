"""Change how the public page looks: colours and link, the logo. Readers see it as soon as it is saved."""

from datetime import datetime
from functools import partial

from django.db import transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.statuspage.look import PageLook
from clarion.statuspage.public_look import Logo
from clarion.statuspage.publishing import freeze, write_behind

#: What `change_look` saves; the logo has a form of its own.
CHANGED_HERE = ("accent_light", "accent_dark", "head_light", "head_dark", "link")


@transaction.atomic
def change_look(look: PageLook, *, by: Person, at: datetime) -> None:
    """Save colours and link. Raises NotAllowed, ValidationError."""
    require(by, Act.MANAGE_WORKSPACE)
    look.full_clean(exclude=["logo", "logo_width", "logo_height", "logo_alt"])
    saved = _locked()
    before = saved.in_words()
    for name in CHANGED_HERE:
        setattr(saved, name, getattr(look, name))
    _save(saved, before, by=by, at=at)


@transaction.atomic
def change_logo(logo: Logo | None, *, by: Person, at: datetime) -> None:
    """Show this logo; None shows none. Raises NotAllowed, ValidationError."""
    require(by, Act.MANAGE_WORKSPACE)
    saved = _locked()
    before = saved.in_words()
    saved.logo = logo.content if logo else None
    saved.logo_width, saved.logo_height = (logo.width, logo.height) if logo else (0, 0)
    saved.logo_alt = logo.alt if logo else ""
    saved.full_clean(exclude=["logo"])
    _save(saved, before, by=by, at=at)


def _locked() -> PageLook:
    """The row as it is now, so that colours and logo that are saved at once do not undo each other."""
    nothing_yet = {"logo_width": 0, "logo_height": 0}
    look, _ = PageLook.objects.select_for_update().get_or_create(pk=1, defaults=nothing_yet)
    return look


def _save(look: PageLook, before: dict[str, str], *, by: Person, at: datetime) -> None:
    look.save()
    changes = differences(before, look.in_words())
    record_act(Done.CHANGED_LOOK, "public page", by=by, at=at, detail=changes)
    freeze(None, at=at)
    transaction.on_commit(partial(write_behind, at=at))
