"""What is not needed any more is removed: addresses of those who left, of those who never confirmed, old counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from clarion.subscribers.bounces import Bounce
from clarion.subscribers.deliveries import Delivery
from clarion.subscribers.form_limits import FormUse
from clarion.subscribers.import_files import ImportFile
from clarion.subscribers.scope import clear_scope
from clarion.subscribers.subscriber import Subscriber

#: After leaving, so that who left by mistake, or was removed by one, can be found.
WIPED_AFTER = timedelta(days=30)
UNCONFIRMED_FOR = timedelta(days=7)
IMPORT_KEPT_FOR = timedelta(days=1)
AT_ONCE = 1000


def tidy(*, at: datetime) -> int:
    """Every hour, in short transactions; how many addresses went."""
    FormUse.forget_old(at=at)
    ImportFile.objects.filter(at__lt=at - IMPORT_KEPT_FOR).delete()
    return _wipe_those_who_left(at=at) + _remove_those_who_never_confirmed(at=at)


@transaction.atomic
def wipe(keys: Sequence[int], *, at: datetime) -> None:
    """Of these subscribers stays that they were there and what was delivered; no address, contact, note or secret."""
    chosen = Subscriber.objects.filter(pk__in=keys)
    # Subscribers before deliveries, and in this order: as those do who write down what became of deliveries (disabling.py).
    list(chosen.order_by("public_id").select_for_update().values_list("pk"))
    clear_scope(chosen)
    for subscriber in chosen:
        subscriber.letters.all().delete()
    Bounce.objects.filter(subscriber__in=keys).update(detail="")
    # What a server said of a mail that it refused may quote the address.
    Delivery.objects.filter(subscriber__in=keys).exclude(failure="").update(failure="")
    chosen.update(
        address="", contact="", note="", secret="", disabled_because="", everything=False, wiped_at=at, partner_key=None,
        address_key=Concat(Value("wiped-"), F("public_id")),
    )  # fmt: skip


def _wipe_those_who_left(*, at: datetime) -> int:
    due = Subscriber.objects.filter(left_at__isnull=False, left_at__lte=at - WIPED_AFTER, wiped_at=None)
    wiped = 0
    while keys := list(due.order_by("left_at").values_list("pk", flat=True)[:AT_ONCE]):
        wipe(keys, at=at)
        wiped += len(keys)
    return wiped


def _remove_those_who_never_confirmed(*, at: datetime) -> int:
    """They were never told of anything, so that no row has to stay."""
    due = Subscriber.objects.filter(confirmed_at=None, asked_at__lte=at - UNCONFIRMED_FOR, deliveries=None)
    due = due.exclude(letters__written_at__gt=at - UNCONFIRMED_FOR)
    removed = 0
    while keys := list(due.order_by("asked_at").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            Subscriber.objects.filter(pk__in=keys, confirmed_at=None).delete()
        removed += len(keys)
    return removed
