"""Subscribers through the API."""

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry
from clarion.subscribers.subscriber import Subscriber
from tests.api.test_rules import error_of
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db
NEW = {"audience": "customer", "address": "Ida@Example.com", "note": "asked by phone"}


def test_a_subscriber_is_added_read_and_removed(as_ana, checkout) -> None:
    made = as_ana.post("/subscribers", {**NEW, "services": ["checkout-web"], "language": "de"})
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["address"], said["state"], said["services"]) == (
        "Ida@example.com",
        "active",
        [checkout.public_id],
    )
    assert as_ana.get(f"/subscribers/{said['id']}").json() == said

    gone = as_ana.call("DELETE", f"/subscribers/{said['id']}").json()
    assert (gone["state"], gone["address"], gone["services"]) == ("gone", "wiped", [])
    assert not any("ida@" in f"{entry.subject} {entry.detail}".lower() for entry in AuditEntry.objects.all())


def test_an_address_is_added_once(as_ana) -> None:
    as_ana.post("/subscribers", NEW)
    error = error_of(as_ana.post("/subscribers", {**NEW, "address": "IDA@EXAMPLE.COM"}), 422, "invalid")
    assert error["fields"] == {"address": ["This address is a subscriber of this audience already."]}


def test_who_complained_is_not_brought_back(as_ana) -> None:
    now = timezone.now()
    a_subscriber("ida", audience="customer", disabled_at=now, complained_at=now)
    error = error_of(as_ana.post("/subscribers", NEW), 422, "invalid")
    assert "Only they can come back" in error["message"]


def test_the_list_is_filtered_and_hides_addresses_of_webhooks(as_ana) -> None:
    a_subscriber("eve", left_at=timezone.now())
    a_subscriber(
        channel="slack", address="https://hooks.slack.com/services/T0/B0/secret7f3a", audience="support"
    )
    [slack] = as_ana.get("/subscribers", state="active", channel="slack").json()["items"]
    assert slack["address"] == "https://hooks.slack.com/…7f3a"
    assert [each["audience"] for each in as_ana.get("/subscribers", q="eve@").json()["items"]] == ["public"]
    error_of(as_ana.get("/subscribers", state="asleep"), 422, "invalid")


def test_what_is_wrong_is_named_by_its_field(as_ana) -> None:
    for change, field in (
        ({"address": "ida"}, "address"),
        ({"note": " "}, "note"),
        ({"channel": "fax"}, "channel"),
        ({"language": "tlh"}, "language"),
    ):
        assert field in error_of(as_ana.post("/subscribers", {**NEW, **change}), 422, "invalid")["fields"]
    assert (
        "no service"
        in error_of(as_ana.post("/subscribers", {**NEW, "services": ["x"]}), 422, "invalid")["message"]
    )
    assert not Subscriber.objects.exists()
