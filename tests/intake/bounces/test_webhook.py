"""Reports of mail providers: every format, what each kind does, and what does not get in."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.tokens import make_intake_token
from clarion.intake.bounces import ses as of_amazon
from clarion.intake.bounces.webhook import format_of
from clarion.intake.fields import BadField
from clarion.subscribers.bounce_tokens import BounceToken, make_bounce_token, revoke_bounce_token
from clarion.subscribers.bounces import Bounce, BounceKind, Returned, receive
from clarion.subscribers.subscriber import Subscriber
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db
IDA = "Ida@Example.com"


def ses(said: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": "arn:aws:sns:eu-west-1:123456789012:bounces",
        "Message": json.dumps({**said, "mail": {"destination": [IDA], "messageId": "0100"}}),
        "Timestamp": "2026-03-10T09:31:00.000Z",
        "SignatureVersion": "1",
        **more,
    }


def ses_bounce(kind: str) -> dict[str, Any]:
    recipient = {
        "emailAddress": IDA,
        "action": "failed",
        "status": "5.1.1",
        "diagnosticCode": "smtp; 550 no such user",
    }
    return ses(
        {
            "notificationType": "Bounce",
            "bounce": {"bounceType": kind, "bounceSubType": "General", "bouncedRecipients": [recipient]},
        }
    )


def ses_complaint(feedback: str = "abuse") -> dict[str, Any]:
    complaint = {"complainedRecipients": [{"emailAddress": IDA}], "complaintFeedbackType": feedback}
    return ses({"eventType": "Complaint", "complaint": complaint})


def postmark(kind: str, record: str = "Bounce") -> dict[str, Any]:
    return {"RecordType": record, "ID": 4323372036854775807, "Type": kind, "Email": IDA, "Description": "The server said no.", "Inactive": True}  # fmt: skip


def sendgrid(**event: Any) -> list[dict[str, Any]]:
    delivered = {"event": "delivered", "email": IDA, "sg_event_id": "ZGVs", "timestamp": 1773135060}
    return [delivered, {"email": IDA, "sg_event_id": "Ym91", "reason": "550 no such user", **event}]


def mailgun(event: str, severity: str | None = None) -> dict[str, Any]:
    data = {
        "event": event,
        "id": "G9Bn5sl1TC6nu79C8C0bwg",
        "recipient": IDA,
        "delivery-status": {"code": 550, "message": "no"},
    }
    return {
        "signature": {"token": "x"},
        "event-data": {**data, **({"severity": severity} if severity else {})},
    }


REPORTS = {
    "ses permanent": (ses_bounce("Permanent"), "hard"),
    "ses transient": (ses_bounce("Transient"), "soft"),
    "ses complaint": (ses_complaint(), "complaint"),
    "ses not spam": (ses_complaint("not-spam"), None),
    "ses delivery": (ses({"notificationType": "Delivery"}), None),
    "postmark hard": (postmark("HardBounce"), "hard"),
    "postmark bad": (postmark("BadEmailAddress"), "hard"),
    "postmark soft": (postmark("SoftBounce"), "soft"),
    "postmark auto": (postmark("AutoResponder"), None),
    "postmark spam": (postmark("SpamComplaint", "SpamComplaint"), "complaint"),
    "postmark open": ({"RecordType": "Open"}, None),
    "sendgrid bounce": (sendgrid(event="bounce", type="bounce"), "hard"),
    "sendgrid blocked": (sendgrid(event="bounce", type="blocked"), "soft"),
    "sendgrid spam": (sendgrid(event="spamreport"), "complaint"),
    "mailgun permanent": (mailgun("failed", "permanent"), "hard"),
    "mailgun temporary": (mailgun("failed", "temporary"), "soft"),
    "mailgun complained": (mailgun("complained"), "complaint"),
    "mailgun opened": (mailgun("opened"), None),
    "plain hard": ({"address": IDA, "kind": "hard", "detail": "550"}, "hard"),
    "plain soft": ({"address": IDA, "kind": "soft", "id": "7"}, "soft"),
}  # fmt: skip


@pytest.fixture
def address(ana) -> str:
    return f"/intake/bounces/{make_bounce_token('provider', by=ana, at=timezone.now())}"


def report(client: Client, address: str, body: Any, *, status: int = 202) -> Any:
    answer = client.post(address, json.dumps(body), content_type="text/plain; charset=UTF-8")
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_read_in_the_format_of_its_provider(client, address, name) -> None:
    subscriber = a_subscriber("ida")
    body, kind = REPORTS[name]
    said = report(client, address, body)
    subscriber.refresh_from_db()
    assert said["format"] == name.split(maxsplit=1)[0]
    assert [bounce.kind for bounce in Bounce.objects.all()] == ([kind] if kind else [])
    assert said["disabled"] == (kind in {"hard", "complaint"})
    assert bool(subscriber.disabled_at) == (kind in {"hard", "complaint"})
    assert bool(subscriber.complained_at) == (kind == "complaint")


def test_disabling_is_recorded_without_the_address(client, address) -> None:
    a_subscriber("ida")
    report(client, address, ses_bounce("Permanent"))
    entry = AuditEntry.objects.get(act=Done.DISABLED_SUBSCRIBER)
    assert entry.detail == "i…@example.com; refused for good, reported by ses"
    assert entry.via == "intake"
    assert "smtp; 550 no such user" in Subscriber.objects.get().disabled_because


def test_a_repeated_report_counts_once(client, address) -> None:
    a_subscriber("ida")
    for _ in range(4):
        report(client, address, ses_bounce("Transient"))
    assert Bounce.objects.count() == 1
    assert Subscriber.objects.active().exists()


def test_three_soft_ones_within_seven_days_disable(db) -> None:
    subscriber, now = a_subscriber("ida", confirmed_at=timezone.now() - timedelta(days=90)), timezone.now()
    for number, days in enumerate((8, 5, 1, 0)):
        disabled = receive(
            Returned("ida@example.com", BounceKind.SOFT, str(number)),
            source="plain",
            at=now - timedelta(days=days),
        )
        assert disabled == (days == 0)
    subscriber.refresh_from_db()
    assert subscriber.disabled_because == "The address refused mail 3 times within 7 days."


def test_every_subscription_of_the_address_is_disabled_and_nobody_elses(client, address) -> None:
    ours = [a_subscriber("ida"), a_subscriber("ida", audience="customer")]
    others = [
        a_subscriber("eve"),
        a_subscriber(channel="webhook", address="https://x.example.com/", contact="ida@example.com"),
    ]
    assert report(client, address, REPORTS["plain hard"][0])["disabled"] == 2
    assert {each.is_active for each in Subscriber.objects.filter(pk__in=[one.pk for one in ours])} == {False}
    assert {each.is_active for each in Subscriber.objects.filter(pk__in=[one.pk for one in others])} == {True}


def test_an_unknown_address_is_no_error(client, address) -> None:
    assert report(client, address, REPORTS["plain hard"][0]) == {
        "format": "plain",
        "reports": 1,
        "disabled": 0,
    }


def test_the_topic_of_amazon_is_shown_to_be_confirmed_and_never_fetched(client, address) -> None:
    good = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336"
    body = {"Type": "SubscriptionConfirmation", "TopicArn": "arn", "MessageId": "1", "SubscribeURL": good}
    report(client, address, body)
    assert BounceToken.objects.get().to_open == good
    for bad in (
        "http://sns.eu-west-1.amazonaws.com/", "https://sns.eu-west-1.amazonaws.com.evil.example/",
        "https://sns.x.amazonaws.com@evil.example/", "https://127.0.0.1/", "https://[::1", "javascript:alert(1)",
    ):  # fmt: skip
        said = report(client, address, {**body, "SubscribeURL": bad}, status=400)
        assert said["error"] == "SubscribeURL: is no address of Amazon SNS"
    assert BounceToken.objects.get().to_open == good


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"hello": 1}, "body: is in no format that is known"),
        (7, "body: is in no format that is known"),
        ({"address": IDA, "kind": "gone"}, "kind: “gone” is not known; use one of hard, soft, complaint"),
        ({"address": IDA, "kind": "unproven"}, "kind: “unproven” is not known"),
        ({"address": 7, "kind": "hard"}, "address: must be text, is a number"),
        ([7], "0: must be an object"),
        ({"event-data": []}, "event-data: must be an object"),
        ({**ses({}), "Message": "hello"}, "Message: is not JSON"),
        (
            {**ses({}), "Message": json.dumps({"notificationType": "Bounce"})},
            "Message.bounce: must be an object",
        ),
        ({"RecordType": "Bounce", "Type": "HardBounce"}, "Email: must be text, is missing"),
        ({"RecordType": [], "Type": "HardBounce"}, "RecordType"),
        ([{"event": "bounce", "email": IDA}], "0.sg_event_id: must be text, is missing"),
    ],
)
def test_what_cannot_be_read_is_answered_with_its_field(client, address, body, said) -> None:
    assert said in report(client, address, body, status=400)["error"]


def test_only_a_token_for_bounces_opens_the_address(client, ana, address) -> None:
    now = timezone.now()
    for_alerts = make_intake_token("alertmanager", by=ana, at=now)
    body = REPORTS["plain hard"][0]
    report(client, f"/intake/bounces/{for_alerts}", body, status=404)
    assert client.get(address).status_code == 405
    assert (
        client.post(
            address.replace("bounces", "alertmanager"), "{}", content_type="application/json"
        ).status_code
        == 404
    )
    revoke_bounce_token(BounceToken.objects.get(), by=ana, at=now)
    report(client, address, body, status=404)


NAMES = (
    "Type", "TopicArn", "Message", "MessageId", "SubscribeURL", "RecordType", "Email", "ID", "event", "email", "type",
    "sg_event_id", "event-data", "severity", "recipient", "id", "delivery-status", "address", "kind", "detail",
)  # fmt: skip
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON)
def test_no_json_makes_reading_fail(body) -> None:
    try:
        list(format_of(body).read(body))
        of_amazon.address_to_open(body)
    except BadField:
        return
