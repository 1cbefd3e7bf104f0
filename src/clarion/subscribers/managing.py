"""What an admin does with subscribers: add, disable, enable, remove. Each leaves its line in the audit log.

The log keeps a subscriber's id and a masked address: it is never changed, and an address has to be forgettable.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.subscribers.addresses import clean_address
from clarion.subscribers.disabling import disable
from clarion.subscribers.scope import Scope, set_scope
from clarion.subscribers.subscriber import Channel, Payload, Subscriber, address_key
from clarion.subscribers.subscribing import forget
from clarion.updates.audiences import Audience

KEY_IS_REVOKED = (
    "The key by which they subscribed was revoked. Make the partner another one, with which they subscribe again, or"
    " add the address anew and say why."
)
ONLY_BY_THE_READER = (
    "The reader complained about a mail from here. Only they can come back, by the public form."
)


@dataclass(frozen=True)
class NewSubscriber:
    """`note` says where the consent came from, or why a channel of the company is told."""

    audience: str
    channel: str
    address: str
    note: str
    scope: Scope = field(default_factory=Scope)
    language: str = "en"
    payload: str = Payload.CLARION


@transaction.atomic
def add_subscriber(new: NewSubscriber, *, by: Person, at: datetime) -> Subscriber:
    """Active at once. Somebody who left comes back by it. Raises NotAllowed; ValidationError with the field."""
    require(by, Act.MANAGE_WORKSPACE)
    address = _checked(new)
    found, made = Subscriber.objects.select_for_update().get_or_create(
        audience=new.audience,
        channel=new.channel,
        address_key=address_key(new.channel, address),
        defaults={"address": address, "asked_at": at},
    )
    if found.is_active:
        raise ValidationError({"address": "This address is a subscriber of this audience already."})
    if found.complained_at:
        raise ValidationError({"address": ONLY_BY_THE_READER})
    found.confirmed_at, found.left_at, found.disabled_at, found.disabled_because = at, None, None, ""
    # From now on by an admin's word, not by a key.
    found.partner_key = None
    found.note, found.language, found.payload = new.note.strip(), new.language, new.payload
    found.save()
    set_scope(found, new.scope)
    detail = f"{found.masked}, {found.get_audience_display()}; {found.note}"
    record_act(Done.ADDED_SUBSCRIBER, str(found), by=by, at=at, detail=detail if made else f"{detail}; again")
    return found


@transaction.atomic
def disable_subscriber(subscriber: Subscriber, *, because: str, by: Person, at: datetime) -> bool:
    """False when nothing was sent to them anyway. Raises NotAllowed."""
    require(by, Act.MANAGE_WORKSPACE)
    reason = " ".join(because.split()) or f"{by.name} disabled it."
    if not disable(subscriber, reason, at=at):
        return False
    record_act(
        Done.DISABLED_SUBSCRIBER, str(subscriber), by=by, at=at, detail=f"{subscriber.masked}; {reason}"
    )
    return True


@transaction.atomic
def enable_subscriber(subscriber: Subscriber, *, by: Person, at: datetime) -> None:
    """They are told of what is published from now on. Raises NotAllowed; ValidationError after a complaint, and
    when the key by which they subscribed was revoked.
    """
    require(by, Act.MANAGE_WORKSPACE)
    current = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if current.complained_at:
        raise ValidationError(ONLY_BY_THE_READER)
    if current.key_is_revoked:
        raise ValidationError(KEY_IS_REVOKED)
    if current.left_at or not current.disabled_at:
        raise ValidationError("This subscriber is not disabled; nothing was changed.")
    # One who never confirmed is not made active by this: they still have to.
    confirmed_at = at if current.confirmed_at else None
    Subscriber.objects.filter(pk=current.pk).update(
        disabled_at=None, disabled_because="", confirmed_at=confirmed_at
    )
    # Why it was disabled may quote the address, so that it is not repeated here.
    detail = f"{current.masked}; it was disabled on {current.disabled_at:%Y-%m-%d}"
    record_act(Done.ENABLED_SUBSCRIBER, str(current), by=by, at=at, detail=detail)


@transaction.atomic
def remove_subscriber(subscriber: Subscriber, *, by: Person, at: datetime) -> None:
    """Their address is wiped at once; what was delivered stays countable. Raises NotAllowed."""
    require(by, Act.MANAGE_WORKSPACE)
    current = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if current.wiped_at:
        return
    record_act(Done.REMOVED_SUBSCRIBER, str(current), by=by, at=at, detail=current.masked)
    forget(current, at=at)


def _checked(new: NewSubscriber) -> str:
    """The address as it is kept. Raises ValidationError with the field."""
    problems: dict[str, str | list[str]] = {}
    for name, value, known in (
        ("audience", new.audience, Audience.values),
        ("channel", new.channel, Channel.values),
    ):
        if value not in known:
            problems[name] = f"“{value[:40]}” is not known; use one of {', '.join(known)}."
    if new.scope.is_empty:
        problems["services"] = "Choose services, or everything."
    if not new.note.strip():
        problems["note"] = (
            "Say where the consent comes from, for example “asked for it by phone on 10 March”."
        )
    if problems:
        raise ValidationError(problems)
    try:
        return clean_address(new.channel, new.address)
    except ValidationError as error:
        raise ValidationError({"address": error.messages}) from error
