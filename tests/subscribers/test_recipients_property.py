"""Who is told, asked of random subscribers and updates, against the rule written down in plain Python.

Nobody outside the scope, everybody inside, each once: whatever was asked, left, disabled, or sent before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service, add_service
from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.recipients import recipients_of
from clarion.subscribers.scope import Scope, set_scope
from clarion.subscribers.subscriber import Subscriber
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate
from tests.conftest import person
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

NOW = timezone.now()
SERVICES, INCIDENTS = 3, 2


@dataclass(frozen=True)
class Drawn:
    """A subscriber as a plain value. `confirmed` is in minutes from the publication; None is not confirmed."""

    audience: str
    confirmed: int | None
    left: bool
    disabled: bool
    everything: bool
    services: frozenset[int]
    incidents: frozenset[int]
    sent: DeliveryState | None


@dataclass(frozen=True)
class DrawnUpdate:
    audience: str
    incident: int
    names: frozenset[int]
    corrects: bool = field(default=False)


few = some.sampled_from([Audience.PUBLIC, Audience.PARTNERS, Audience.CUSTOMER, Audience.ENGINEERING])
subscribers = some.builds(
    Drawn,
    audience=few,
    confirmed=some.sampled_from([None, -60, -1, 0, 1, 60]),
    left=some.booleans(),
    disabled=some.booleans(),
    everything=some.booleans(),
    services=some.frozensets(some.integers(0, SERVICES - 1)),
    incidents=some.frozensets(some.integers(0, INCIDENTS - 1)),
    sent=some.sampled_from([None, *DeliveryState]),
)
updates = some.builds(
    DrawnUpdate,
    audience=few,
    incident=some.integers(0, INCIDENTS - 1),
    names=some.frozensets(some.integers(0, SERVICES - 1)),
    corrects=some.booleans(),
)


def is_told(one: Drawn, update: DrawnUpdate) -> bool:
    """The rule, without a database."""
    if one.confirmed is None or one.confirmed > 0 or one.left or one.disabled:
        return False
    if one.audience != update.audience:
        return False
    if update.corrects and one.sent in {DeliveryState.SENT, DeliveryState.WAITING}:
        return True
    return one.everything or bool(one.services & update.names) or update.incident in one.incidents


class Recipients(TestCase):
    @settings(max_examples=120, deadline=None)
    @given(drawn=some.lists(subscribers, max_size=12), update=updates)
    def test_exactly_those_inside_the_scope_are_told_and_each_once(self, drawn, update) -> None:
        world = _World()
        original = world.update(update, corrects=None)
        rows = [world.subscriber(one, original, number) for number, one in enumerate(drawn)]
        published = world.update(update, corrects=original) if update.corrects else original

        told = list(recipients_of(published).values_list("pk", flat=True))

        assert told == [row.pk for row, one in zip(rows, drawn, strict=True) if is_told(one, update)]

    @settings(max_examples=40, deadline=None)
    @given(drawn=some.lists(subscribers, max_size=12), update=updates, step=some.integers(1, 4))
    def test_who_is_told_step_by_step_is_who_is_told_at_once(self, drawn, update, step) -> None:
        world = _World()
        original = world.update(update, corrects=None)
        for number, one in enumerate(drawn):
            world.subscriber(one, original, number)
        at_once = list(recipients_of(original).values_list("pk", flat=True))
        reached, told = 0, []
        while some_keys := list(
            recipients_of(original).filter(pk__gt=reached).values_list("pk", flat=True)[:step]
        ):
            told += some_keys
            reached = some_keys[-1]
        assert told == at_once


class _World:
    """Services and incidents of one example."""

    def __init__(self) -> None:
        by = person("Ana Sousa", "admin")
        self.services: Sequence[Service] = [add_service(f"Service {number}") for number in range(SERVICES)]
        self.incidents: Sequence[Incident] = [an_incident(by=by, at=NOW) for _ in range(INCIDENTS)]

    def update(self, drawn: DrawnUpdate, *, corrects: IncidentUpdate | None) -> IncidentUpdate:
        named = [self.services[number] for number in sorted(drawn.names)]
        lines = [
            {"id": each.public_id, "name": each.name, "status": "major_outage", "before": "operational"}
            for each in named
        ]
        return an_update(
            self.incidents[drawn.incident], at=NOW, audience=drawn.audience, services=lines, corrects=corrects
        )

    def subscriber(self, one: Drawn, original: IncidentUpdate, number: int) -> Subscriber:
        moment = _minutes(one.confirmed)
        row = a_subscriber(
            f"s{number}", audience=one.audience, confirmed_at=moment,
            left_at=NOW if one.left else None, disabled_at=NOW if one.disabled else None,
        )  # fmt: skip
        services = tuple(self.services[each].public_id for each in one.services)
        incidents = tuple(self.incidents[each].public_id for each in one.incidents)
        set_scope(row, Scope(everything=False, services=services, incidents=incidents))
        Subscriber.objects.filter(pk=row.pk).update(everything=one.everything)
        if one.sent:
            Delivery.objects.create(
                update=original, subscriber=row, channel="mail", state=one.sent, next_attempt_at=NOW
            )
        return row


def _minutes(minutes: int | None) -> datetime | None:
    return None if minutes is None else NOW + timedelta(minutes=minutes)


@pytest.mark.django_db
def test_a_step_of_a_distribution_walks_an_index_and_sorts_nothing(ana) -> None:
    update = an_update(an_incident(by=ana, at=NOW), at=NOW)
    correction = an_update(update.incident, at=NOW, kind="correction", corrects=update)
    for told in (update, correction):
        plan = _plan_of_a_step(told)
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
        assert "subscribers_audienc" in plan or "subscribers_subscriber_pkey" in plan


def _plan_of_a_step(update: IncidentUpdate) -> str:
    """PostgreSQL reads a small table whole; it is asked as if that were dear."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    return str(recipients_of(update).filter(pk__gt=7)[:2000].explain())
