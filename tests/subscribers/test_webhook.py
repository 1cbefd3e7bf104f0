"""Webhooks: a receiver that checks signature, age and repetition; our own document; what receivers of Statuspage's read."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from django.utils import timezone

from clarion.statuspage import v2
from clarion.statuspage.public_incident import IMPACTS, PLANNED_STATES
from clarion.statuspage.public_state import INDICATORS
from clarion.statuspage.reading import Reading
from clarion.subscribers.channels.webhook import said_before
from clarion.subscribers.channels.webhook.deliver import deliver
from clarion.subscribers.channels.webhook.said_before import said_before as read_before
from clarion.subscribers.channels.webhook.statuspage_payload import payloads_of
from clarion.subscribers.deliveries import delivery_key
from clarion.subscribers.links import Purpose, read_token
from clarion.subscribers.parcels import Parcel
from clarion.updates.quiet_corrections import QuietCorrection
from tests.factories.incidents import an_incident, say
from tests.factories.subscribers import an_update
from tests.subscribers.receiving import Answered, receiving

pytestmark = pytest.mark.django_db
SECRET = "s3cret-of-this-subscriber"
SCHEMA = Path(__file__).parents[2] / "docs" / "webhook.schema.json"


@pytest.fixture
def server(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = ("*",)
    with receiving() as there:
        yield there


@pytest.fixture
def incident(ana, nine):
    return an_incident("Card payments fail", by=ana, at=nine)


def a_line(service, status="partial_outage", before="operational"):
    return {"id": service.public_id, "name": service.name, "status": status, "before": before}


def a_parcel(update, address, *, subscriber="abcdefghij12", **more):
    key = delivery_key(update.public_id, subscriber)
    values = {"delivery": 1, "key": key, "subscriber": subscriber, "address": address, "language": "en",
              "payload": "clarion", "secret": SECRET, "attempts": 1, "update": update, **more}  # fmt: skip
    return Parcel(**values)


def problems(parcels, *, at):
    return [handed.problem for handed in deliver(parcels, at=at)]


class Inbox:
    """A receiver as docs/webhooks.md tells people to write one."""

    def __init__(self, secret):
        self.secret, self.known, self.taken = secret.encode(), set(), []

    def take(self, headers, body, *, now):
        said = dict(part.split("=", 1) for part in headers["Clarion-Signature"].split(","))
        expected = hmac.new(self.secret, f"{said['t']}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, said["v1"]):
            return "forged"
        if abs(now.timestamp() - int(said["t"])) > 300:
            return "old"
        if headers["Clarion-Delivery"] in self.known:
            return "known"
        self.known.add(headers["Clarion-Delivery"])
        self.taken.append(json.loads(body))
        return "taken"


def test_a_receiver_knows_what_is_genuine_what_is_old_and_what_it_has(server, incident, nine):
    parcel = a_parcel(an_update(incident, at=nine), server.address())
    assert problems([parcel], at=nine) == problems([parcel], at=nine + timedelta(minutes=1)) == [None]
    inbox, (first, again) = Inbox(SECRET), server.asked
    assert inbox.take(first.headers, first.body, now=nine + timedelta(minutes=6)) == "old"
    assert inbox.take(first.headers, first.body, now=nine) == "taken"
    assert inbox.take(again.headers, again.body, now=nine) == "known"
    assert inbox.take(first.headers, first.body.replace(b"Card", b"Some"), now=nine) == "forged"
    assert Inbox("another").take(first.headers, first.body, now=nine) == "forged"
    newer = {**first.headers, "Clarion-Signature": first.headers["Clarion-Signature"].replace("t=", "t=1")}
    assert inbox.take(newer, first.body, now=nine) == "forged"


def test_our_document_holds_promise_correction_and_links_and_follows_its_schema(
    server, incident, nine, checkout, settings
):
    wrong = an_update(incident, at=nine, text="All payments fail.")
    update = an_update(
        incident, at=nine + timedelta(minutes=20), kind="correction", corrects=wrong, wrong_words="All payments fail.",
        text="Only **card** payments fail.", services=[a_line(checkout)], next_update_at=nine + timedelta(minutes=100),
    )  # fmt: skip
    parcel = a_parcel(update, server.address())
    assert problems([parcel], at=nine) == [None]
    asked = server.asked[0]
    assert (asked.headers["Clarion-Event"], asked.headers["Clarion-Delivery"]) == (
        "incident.correction",
        parcel.key,
    )
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.headers["User-Agent"].startswith("Clarion/")
    said = asked.document
    jsonschema.validate(said, json.loads(SCHEMA.read_text()))
    page = f"{settings.PUBLIC_URL}/incidents/{incident.public_id}"
    assert said["delivery"] == parcel.key
    assert read_token(Purpose.UNSUBSCRIBE, said["subscriber"]["unsubscribe"].split("/")[-2]) == "abcdefghij12"
    assert read_token(Purpose.MANAGE, said["subscriber"]["manage"].split("/")[-2]) == "abcdefghij12"
    assert said["incident"] == {
        "id": incident.public_id, "title": "Card payments fail", "state": "investigating", "impact": "major",
        "planned": False, "url": page,
    }  # fmt: skip
    assert said["update"] == {
        "id": update.public_id, "audience": "public", "kind": "correction", "state": "investigating", "language": "en",
        "text": "Only **card** payments fail.", "html": "<p>Only <strong>card</strong> payments fail.</p>\n",
        "published_at": "2026-03-10T09:20:00.000Z", "next_update_by": "2026-03-10T10:40:00.000Z",
        "corrects": {"id": wrong.public_id, "published_at": "2026-03-10T09:00:00.000Z", "wrong_words": "All payments fail."},
        "put_right": [], "url": f"{page}#{update.public_id}",
    }  # fmt: skip
    assert said["services"] == [a_line(checkout)]


def test_colleagues_programs_are_told_severity_and_reference_and_readers_programs_are_not(
    server, incident, nine
):
    inside = an_update(incident, at=nine, audience="engineering", kind="alert")
    problems([a_parcel(inside, server.address())], at=nine)
    said = server.documents[0]
    jsonschema.validate(said, json.loads(SCHEMA.read_text()))
    assert (said["incident"]["reference"], said["incident"]["severity"]) == (incident.reference, "SEV2")


def test_what_was_put_right_is_read_as_it_reads_now_with_what_it_was(server, incident, nine, ana):
    update = an_update(incident, at=nine, text="Some paymens fail.")
    QuietCorrection.objects.create(
        update=update,
        wrong_words="paymens",
        right_words="payments",
        reason="typo",
        by=ana,
        approved_by=ana,
        at=nine,
    )
    problems([a_parcel(update, server.address())], at=nine)
    said = server.documents[0]["update"]
    assert said["text"] == "Some payments fail."
    assert said["put_right"] == [{"wrong_words": "paymens", "right_words": "payments"}]


class ZulipLike:
    """What Zulip's receiver for Statuspage reads of a payload."""

    def read(self, payload):
        if "incident" in payload:
            incident = payload["incident"]
            topic = f"{incident['name']}: {payload['page']['status_description']}"
            return (
                topic,
                f"{incident['name']} is {incident['status']}: {incident['incident_updates'][0]['body']}",
            )
        update, component = payload["component_update"], payload["component"]
        topic = f"{component['name']}: {payload['page']['status_description']}"
        return topic, f"{component['name']} from {update['old_status']} to {update['new_status']}"


def test_receivers_of_statuspages_webhooks_read_incident_and_changed_services(
    server, incident, nine, checkout
):
    an_update(incident, at=nine, text="We look into it.")
    update = an_update(
        incident,
        at=nine + timedelta(minutes=9),
        text="Cards fail.",
        state="identified",
        services=[a_line(checkout)],
    )
    parcel = a_parcel(update, server.address(), payload="statuspage")
    assert problems([parcel], at=nine) == [None]
    assert [ZulipLike().read(document) for document in server.documents] == [
        ("Card payments fail: Partial System Outage", "Card payments fail is identified: Cards fail."),
        ("Checkout: Partial System Outage", "Checkout from operational to partial_outage"),
    ]
    assert [asked.headers["Clarion-Event"] for asked in server.asked] == [
        "statuspage.incident",
        "statuspage.component",
    ]
    assert [asked.headers["Clarion-Delivery"] for asked in server.asked] == [parcel.key, f"{parcel.key}.1"]
    meta = server.documents[0]["meta"]
    assert read_token(Purpose.UNSUBSCRIBE, meta["unsubscribe"].split("/")[-2]) == "abcdefghij12"
    assert meta["generated_at"] == "2026-03-10T09:00:00.000Z"


INCIDENT_KEYS = {
    "backfilled", "components", "created_at", "id", "impact", "impact_override", "incident_updates", "monitoring_at", "name",
    "page_id", "postmortem_body", "postmortem_body_last_updated_at", "postmortem_ignored", "postmortem_notified_subscribers",
    "postmortem_notified_twitter", "postmortem_published_at", "resolved_at", "scheduled_auto_completed",
    "scheduled_auto_in_progress", "scheduled_for", "scheduled_remind_prior", "scheduled_reminded_at", "scheduled_until",
    "shortlink", "started_at", "status", "updated_at",
}  # fmt: skip
COMPONENT_KEYS = {
    "status",
    "name",
    "created_at",
    "updated_at",
    "position",
    "description",
    "showcase",
    "id",
    "page_id",
    "group_id",
}
COMPONENT_UPDATE_KEYS = {"old_status", "new_status", "created_at", "component_type", "id", "component_id"}


def test_the_payload_has_exactly_the_keys_of_statuspages_and_times_in_utc(server, incident, nine, checkout):
    update = an_update(incident, at=nine, services=[a_line(checkout)])
    problems([a_parcel(update, server.address(), payload="statuspage")], at=nine)
    about_incident, about_service = server.documents
    assert set(about_incident) == {"meta", "page", "incident"}
    assert set(about_incident["page"]) == {"id", "status_indicator", "status_description"}
    assert set(about_incident["incident"]) == INCIDENT_KEYS
    assert set(about_incident["incident"]["components"][0]) == COMPONENT_KEYS
    assert set(about_service) == {"meta", "page", "component", "component_update"}
    assert set(about_service["component_update"]) == COMPONENT_UPDATE_KEYS
    assert set(about_service["component"]) == COMPONENT_KEYS
    times = [value for key, value in about_incident["incident"].items() if key.endswith("_at") and value]
    assert all(datetime.fromisoformat(each).tzinfo == UTC and each.endswith("Z") for each in times)


def test_the_incident_reads_as_in_the_pages_own_api(incident, nine, checkout, ana):
    checkout.group = "Shop"
    checkout.save()
    an_update(incident, at=nine, text="We look into it.")
    an_update(incident, at=nine, audience="engineering", text="Not for readers.")
    quiet = an_update(
        incident, at=nine + timedelta(minutes=5), state="monitoring", services=[a_line(checkout)]
    )
    QuietCorrection.objects.create(
        update=quiet, wrong_words="fail", right_words="fall", reason="typo", by=ana, approved_by=ana, at=nine + timedelta(hours=1)
    )  # fmt: skip
    update = an_update(
        incident,
        at=nine + timedelta(minutes=9),
        state="resolved",
        services=[a_line(checkout, "operational", "partial_outage")],
    )
    state = Reading().current([incident.public_id], updated_at=nine)
    said = Reading().incidents([incident.public_id])[0]
    page, ours = v2.incident(said, state), payloads_of(update, "en")[0]["incident"]
    for updates in (page["incident_updates"], ours["incident_updates"]):
        for each in updates:
            each.pop("wants_twitter_update", None)
            each.pop("twitter_updated_at", None)
    page["components"] = [{key: each[key] for key in COMPONENT_KEYS} for each in page["components"]]
    assert {key: ours[key] for key in page} == page


def test_the_roll_up_is_that_of_the_page(incident, nine, checkout, ana):
    an_update(incident, at=nine, severity="SEV3", services=[a_line(checkout, "degraded_performance")])
    other = an_incident("Search is down", by=ana, at=nine)
    update = an_update(other, at=nine + timedelta(minutes=1), severity="SEV1")
    planned = an_incident("New disks", by=ana, at=nine)
    planned.planned = True
    planned.save()
    an_update(planned, at=nine, severity="SEV1", state="investigating")
    over = an_incident("Mail is late", by=ana, at=nine)
    an_update(over, at=nine, severity="SEV1", state="resolved")
    ids = [each.public_id for each in (incident, other, planned, over)]
    state = Reading().current(ids, updated_at=nine)
    before = read_before(update)
    assert (before.indicator, before.description) == (state.indicator, v2.DESCRIPTIONS[state.indicator])
    assert before.indicator == "critical"
    earlier = read_before(incident.updates.get())
    assert earlier.indicator == "minor"


def test_planned_work_has_the_window_that_its_update_named_and_affects_services_from_its_start(
    nine, ana, checkout
):
    hour = timedelta(hours=1)
    some = {checkout: "under_maintenance"}
    work = an_incident("New disks", services=some, planned=True, by=ana, at=nine)
    first = say(work, "Checkout is read-only.", promise=None, by=ana, at=nine)
    work.refresh_from_db()
    work.planned_start, work.planned_end = nine + 2 * hour, nine + 4 * hour
    work.save()
    moved = say(work, "It is an hour later.", promise=None, by=ana, at=nine + timedelta(minutes=5))

    def window_of(update):
        incident = payloads_of(update, "en")[0]["incident"]
        return incident["scheduled_for"], incident["scheduled_until"]

    assert window_of(first) == ("2026-03-10T10:00:00.000Z", "2026-03-10T11:00:00.000Z")
    assert window_of(moved) == ("2026-03-10T11:00:00.000Z", "2026-03-10T13:00:00.000Z")
    other = an_incident("Mail is late", severity="SEV4", by=ana, at=nine)
    for at, indicator in ((nine + hour, "none"), (nine + 2 * hour, "maintenance")):
        update = say(other, "Still late.", by=ana, at=at)
        assert read_before(update).indicator == indicator
        assert (
            Reading().current([work.public_id, other.public_id], updated_at=at).as_of(at).indicator
            == indicator
        )


def test_words_and_order_are_those_of_the_page():
    assert said_before.IMPACTS == IMPACTS
    assert said_before.PLANNED_STATES == PLANNED_STATES
    assert said_before.INDICATORS == INDICATORS
    assert said_before.DESCRIPTIONS == v2.DESCRIPTIONS


def test_a_webhook_of_one_audience_is_told_nothing_of_another(server, incident, nine, checkout):
    an_update(incident, at=nine, audience="engineering", text="db-3 is on fire.")
    checkout.is_public = False
    checkout.save()
    update = an_update(incident, at=nine + timedelta(minutes=1), services=[a_line(checkout)])
    problems([a_parcel(update, server.address(), payload="statuspage")], at=nine)
    assert len(server.asked) == 1
    assert b"db-3" not in server.asked[0].body
    assert server.documents[0]["incident"]["components"] == []


def test_a_document_does_not_grow_without_end(incident, nine):
    for number in range(55):
        update = an_update(incident, at=nine + timedelta(minutes=number))
    assert len(payloads_of(update, "en")[0]["incident"]["incident_updates"]) == 50
    assert payloads_of(update, "en")[0]["incident"]["created_at"] == "2026-03-10T09:00:00.000Z"


def test_what_many_webhooks_are_sent_is_asked_of_the_database_once(
    server, incident, nine, checkout, django_assert_max_num_queries
):
    update = an_update(incident, at=nine, services=[a_line(checkout)])
    parcels = [
        a_parcel(update, server.address(), subscriber=f"subscriber{number}", payload="statuspage")
        for number in range(30)
    ]
    with django_assert_max_num_queries(20):
        assert problems(parcels, at=nine) == [None] * 30


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_answer_of_2xx_counts(server, incident, nine, status):
    server.answers = [Answered(status, pieces=())]
    assert problems([a_parcel(an_update(incident, at=nine), server.address())], at=nine) == [None]


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 413, 429, 500, 503])
def test_every_other_answer_is_tried_again(server, incident, nine, status):
    server.answers = [Answered(status, {"Location": "http://127.0.0.1/"})]
    problem = problems([a_parcel(an_update(incident, at=nine), server.address())], at=nine)[0]
    assert problem.reason == f"The server of the webhook answered {status}."
    assert (problem.final, problem.gone, len(server.asked)) == (False, False, 1)


def test_410_says_that_nothing_is_wanted_again(server, incident, nine):
    server.answers = [Answered(410)]
    problem = problems([a_parcel(an_update(incident, at=nine), server.address())], at=nine)[0]
    assert (problem.final, problem.gone) == (True, True)


def test_a_pause_that_a_receiver_asks_for_is_handed_on(server, incident, nine):
    server.answers = [Answered(503, {"Retry-After": "120"})]
    problem = problems([a_parcel(an_update(incident, at=nine), server.address())], at=nine)[0]
    assert problem.pause == timedelta(minutes=2)


def test_a_private_address_is_refused_with_the_remedy(server, incident, nine, settings):
    settings.WEBHOOK_ALLOW_PRIVATE = ()
    problem = problems([a_parcel(an_update(incident, at=nine), server.address())], at=nine)[0]
    assert str(problem) == (
        "The server of the webhook has a private address. "
        "Name it in CLARION_WEBHOOK_ALLOW_PRIVATE if this is your own server."
    )
    assert (problem.final, server.asked) == (True, [])


def test_a_problem_never_shows_the_address_or_the_secret(incident, nine, settings):
    settings.WEBHOOK_ALLOW_PRIVATE = ("*",)
    parcel = a_parcel(an_update(incident, at=nine), "http://127.0.0.1:1/hook/secret-part")
    problem = problems([parcel], at=nine)[0]
    assert problem.reason == "The server of the webhook cannot be reached (ConnectError)."
    assert "secret" not in str(problem)


def test_a_parcel_that_cannot_be_written_does_not_hold_up_the_others(server, incident, nine, caplog):
    update = an_update(incident, at=nine)
    good, bad = a_parcel(update, server.address()), a_parcel(update, server.address(), secret=None)
    handed = {each.parcel.secret: each.problem for each in deliver([bad, good], at=timezone.now())}
    assert handed[SECRET] is None
    assert str(handed[None]) == "The message could not be written. Look into the log of the worker."
