"""What readers do with their own subscription: ask, confirm, choose, leave, be forgotten.

The row says when they asked, confirmed and left, and is the evidence of it. The audit log does not: it is never
changed, and a reader who leaves has a right to be forgotten.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from clarion.accounts.partner_keys import PartnerKey
from clarion.subscribers.letters import Letter, LetterKind, LetterState
from clarion.subscribers.links import Purpose, read_token
from clarion.subscribers.scope import Scope, set_scope
from clarion.subscribers.subscriber import Channel, Payload, Subscriber, address_key
from clarion.subscribers.tidying import wipe
from clarion.updates.audiences import Audience


class KeyRevoked(Exception):
    """The key by which a partner asked was revoked before they confirmed."""


@dataclass(frozen=True)
class Wish:
    """What a reader typed, checked. `mail` is where the letter goes; of a mail subscriber the address itself.

    `partner_key` is the id of the key by whose form a partner asked.
    """

    channel: str
    address: str
    mail: str
    scope: Scope
    language: str
    payload: str = Payload.CLARION
    audience: str = Audience.PUBLIC
    partner_key: int | None = None

    def wanted(self) -> dict[str, object]:
        wanted = {**self.scope.as_json(), "language": self.language, "payload": self.payload}
        return wanted if self.partner_key is None else {**wanted, "partner_key": self.partner_key}


@transaction.atomic
def ask(wish: Wish, *, at: datetime) -> Letter:
    """Write the letter that they have to answer, or that says that they are subscribed.

    Whoever is subscribed already is not changed by this: somebody else may have typed their address.
    """
    subscriber, _ = Subscriber.objects.get_or_create(
        audience=wish.audience,
        channel=wish.channel,
        address_key=address_key(wish.channel, wish.address),
        defaults={
            "address": wish.address,
            "language": wish.language,
            "payload": wish.payload,
            "asked_at": at,
        },
    )
    known = subscriber.is_active
    # That of a webhook goes to its own contact: who else knows the address learns nothing.
    to = subscriber.mail_address if known else wish.mail
    return Letter.objects.create(
        subscriber=subscriber,
        to=to,
        kind=LetterKind.ALREADY if known else LetterKind.CONFIRM,
        wanted=wish.wanted(),
        state=LetterState.WAITING if to else LetterState.NOT_NEEDED,
        written_at=at,
        next_attempt_at=at,
    )


def letter_to_confirm(token: str) -> Letter | None:
    """The letter of the link; None for one that is too old, made up, or whose address was wiped."""
    letter_id = read_token(Purpose.CONFIRM, token)
    if letter_id is None:
        return None
    letters = Letter.objects.filter(public_id=letter_id, kind=LetterKind.CONFIRM, subscriber__wiped_at=None)
    return letters.select_related("subscriber").first()


def key_is_live(letter: Letter) -> bool:
    """Whether the key by which it was asked for still opens the partners' page; True for letters that need none.

    Within a transaction the key stays as it is until the end, so that nobody is confirmed past its revocation.
    """
    key = letter.wanted.get("partner_key")
    if key is None:
        return True
    with transaction.atomic():
        return PartnerKey.objects.live().select_for_update().filter(pk=key).first() is not None


class AnotherContact(Exception):
    """The webhook was confirmed by somebody else, whose it stays."""


def check_contact(subscriber: Subscriber, letter: Letter) -> None:
    """Raises AnotherContact: also of two who asked before it was confirmed, one cannot take it from the other."""
    if subscriber.channel != Channel.MAIL and subscriber.is_active and subscriber.contact != letter.to:
        raise AnotherContact


@transaction.atomic
def confirm(letter: Letter, *, at: datetime) -> Subscriber:
    """From now on they are told. A second time changes nothing, so that an old mail does not bring anybody back.

    Raises KeyRevoked and AnotherContact; nothing is changed then. Whether a webhook's server wants messages was asked
    before (`needs_proof`).
    """
    # The key first, then the subscriber: the order in which revoking takes them.
    is_live = key_is_live(letter)
    subscriber = Subscriber.objects.select_for_update().get(pk=letter.subscriber_id)
    check_contact(subscriber, letter)
    if not Letter.objects.filter(pk=letter.pk, used_at=None).update(used_at=at):
        return subscriber
    if not is_live:
        raise KeyRevoked
    if not subscriber.is_active:
        # What was published before is on the page; they are told of what comes.
        subscriber.confirmed_at = at
    subscriber.left_at = subscriber.disabled_at = subscriber.complained_at = None
    subscriber.disabled_because = ""
    subscriber.partner_key_id = letter.wanted.get("partner_key")
    if subscriber.channel == Channel.MAIL:
        # As it is spelled where the letter arrived, whoever typed it first.
        subscriber.address, subscriber.contact = letter.to, ""
    else:
        subscriber.contact = letter.to
    subscriber.language, subscriber.payload = letter.wanted["language"], letter.wanted["payload"]
    subscriber.save()
    set_scope(subscriber, Scope.from_json(letter.wanted))
    return subscriber


def needs_proof(letter: Letter) -> bool:
    """Whether the server of the address has to say that it wants messages, before this letter confirms it."""
    return letter.subscriber.channel == Channel.WEBHOOK and letter.used_at is None


@transaction.atomic
def choose(subscriber: Subscriber, scope: Scope, *, language: str, payload: str) -> None:
    """What they are told of from now on, and in which language."""
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    Subscriber.objects.filter(pk=subscriber.pk).update(language=language, payload=payload)
    set_scope(subscriber, scope)


def leave(subscriber: Subscriber, *, at: datetime) -> bool:
    """Nothing is sent any more, also of what waits. Never refused; False when they had left before."""
    return bool(Subscriber.objects.filter(pk=subscriber.pk, left_at=None).update(left_at=at))


@transaction.atomic
def forget(subscriber: Subscriber, *, at: datetime) -> None:
    """Leave, and wipe the address now instead of in 30 days."""
    leave(subscriber, at=at)
    wipe([subscriber.pk], at=at)
