"""In which order rows are taken: the same everywhere, so that on PostgreSQL no two transactions wait for each other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.subscribers.deliveries import Delivery
from clarion.subscribers.disabling import disable_all
from clarion.subscribers.tidying import wipe
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
IDS = ("cccccccccccc", "aaaaaaaaaaaa", "bbbbbbbbbbbb")


def test_those_who_are_disabled_together_are_taken_in_the_order_of_their_ids() -> None:
    for public_id in IDS:
        a_subscriber(public_id, public_id=public_id)
    with CaptureQueriesContext(connection) as asked:
        assert disable_all(dict.fromkeys(IDS, "It refuses."), at=timezone.now()) == 3
    updates = [query["sql"] for query in asked if query["sql"].startswith("UPDATE")]
    assert [next(each for each in IDS if each in sql) for sql in updates] == sorted(IDS)


def test_whoever_is_wiped_is_taken_before_their_deliveries_and_in_the_order_of_their_ids(ana) -> None:
    now = timezone.now()
    rows = [a_subscriber(public_id, public_id=public_id) for public_id in IDS]
    update = an_update(an_incident(by=ana, at=now), at=now)
    for row in rows:
        Delivery.objects.create(
            update=update,
            subscriber=row,
            channel="mail",
            state="failed",
            next_attempt_at=now,
            failure="550 no",
        )
    with CaptureQueriesContext(connection) as asked:
        wipe([row.pk for row in rows], at=now)
    said = [query["sql"] for query in asked if not query["sql"].startswith("SAVEPOINT")]
    assert said[0].startswith("SELECT")
    assert 'FROM "subscribers_subscriber"' in said[0]
    assert 'ORDER BY "subscribers_subscriber"."public_id" ASC' in said[0]
    assert any(sql.startswith('UPDATE "subscribers_delivery"') for sql in said[1:])
