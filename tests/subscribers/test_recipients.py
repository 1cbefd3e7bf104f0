"""Who is told of an update: nobody outside the scope, everybody inside, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.recipients import recipients_of
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def update(ana):
    return an_update(an_incident(by=ana, at=NOW), at=NOW)


def test_only_active_subscribers_of_the_audience_are_told(update) -> None:
    told = a_subscriber("told")
    a_subscriber("unconfirmed", confirmed_at=None)
    a_subscriber("gone", left_at=NOW)
    a_subscriber("disabled", disabled_at=NOW)
    a_subscriber("later", confirmed_at=NOW + timedelta(seconds=1))
    a_subscriber("partner", audience="partners")

    assert list(recipients_of(update)) == [told]


def test_a_correction_also_goes_to_whoever_was_sent_what_it_corrects_or_may_still_be(update) -> None:
    people = {state: a_subscriber(state, everything=False) for state in DeliveryState.values}
    for state, subscriber in people.items():
        Delivery.objects.create(
            update=update, subscriber=subscriber, channel="mail", state=state, next_attempt_at=NOW
        )

    correction = an_update(update.incident, at=NOW, kind="correction", corrects=update)

    assert list(recipients_of(correction)) == [people["waiting"], people["sent"]]
