"""The main job: from an alert to a reviewed, approved, published update with a promise that is watched.

Alert -> accepted incident -> draft -> findings fixed -> approval -> edit voids approval -> approval ->
publication -> page, feed and v2 JSON show it -> promise missed -> correction -> resolution. People act through
the console's own addresses; readers read the bytes that the public listener serves.
"""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from clarion.accounts.tokens import make_intake_token
from clarion.flows.call import mark_and_call
from clarion.incidents.alerts import Suggestion
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.updates.drafts import Draft
from clarion.updates.promises import Outcome, Promise
from tests.public_reader import page_at

pytestmark = pytest.mark.django_db(transaction=True)

BAD = """\
An engineer forgot to renew a certificate on 10.4.2.7, and Checkout declines card payments for 25 % of customers in Europe.

Next update by {due} UTC.
"""
GOOD = """\
We are investigating a problem with Checkout. Since {started} UTC, card payments are declined for about a quarter of \
customers in Europe. You can pay by bank transfer.

Next update by {due} UTC.
"""


def alert(started):
    firing = {
        "status": "firing",
        "labels": {"alertname": "HighErrorRate", "service": "checkout-web", "severity": "critical"},
        "annotations": {"summary": "Checkout answers with errors"},
        "startsAt": started.isoformat(),
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example.com/graph",
        "fingerprint": "c0ffee",
    }
    group = {
        "version": "4",
        "groupKey": '{}:{alertname="HighErrorRate"}',
        "status": "firing",
        "receiver": "clarion",
    }
    return {
        **group,
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": firing["annotations"],
        "externalURL": "",
        "alerts": [firing],
    }


def test_from_an_alert_to_the_resolution(client, reader, public_folder, ana, ben, cleo, checkout):
    now = timezone.now()
    started = now - timedelta(minutes=9)

    # An alert suggests an incident. Repeated, it suggests nothing new; readers see nothing of it.
    address = f"/intake/alertmanager/{make_intake_token('alertmanager', by=ana, at=now)}"
    for _ in range(2):
        answer = client.post(address, json.dumps(alert(started)), content_type="application/json")
        assert answer.status_code == 202
    suggestion = Suggestion.objects.get()
    assert suggestion.alerts.count() == 1
    assert reader.page("/").status == 503

    # A person accepts it.
    client.force_login(ben)
    assert "Checkout answers with errors" in client.get("/").content.decode()
    form = {"title": "Card payments fail", "severity": "SEV2", f"service_{checkout.pk}": "major_outage"}
    answer = client.post(
        f"/suggestions/{suggestion.pk}/accept/", {**form, "started_at": started.strftime("%Y-%m-%d %H:%M")}
    )
    incident = Incident.objects.get()
    assert answer.headers["Location"] == f"/incidents/{incident.reference}/"
    assert incident.communications_lead == ben
    facts = {
        **form,
        "state": "investigating",
        "version": incident.version,
        "percent_affected": "25",
        "regions": "Europe",
        "workaround": "pay by bank transfer",
        "started_at": started.strftime("%Y-%m-%d %H:%M"),
    }
    assert client.post(f"/incidents/{incident.reference}/record/", facts).status_code == 302

    # A draft, what the review says of it, and the same draft with its findings mended.
    client.post(f"/incidents/{incident.reference}/write/public/")
    draft = Draft.objects.get()
    assert "[[" not in draft.text, "the record knows all that the acknowledgement says"
    clock = {"due": draft.next_update_at.strftime("%H:%M"), "started": started.strftime("%H:%M")}
    said = save(client, draft, BAD.format(**clock))
    assert {"blame", "leak"} <= set(re.findall(r'class="tag">block (\w+)', said))
    assert approve(client, draft) is None
    said = save(client, draft, GOOD.format(**clock))
    assert "block" not in re.findall(r'class="tag">(\w+)', said)

    # Its author does not approve it alone; approved by another lead; an edit voids it; approved again and published.
    assert approve(client, draft) is None
    assert "You wrote this text yourself" in client.get(f"/drafts/{draft.pk}/").content.decode()
    client.force_login(cleo)
    approve(client, draft)
    assert draft.approvals.get().voided_at is None
    client.force_login(ben)
    save(client, draft, GOOD.format(**clock) + "\nPayments by card on file are affected too.\n")
    assert "no longer holds" in client.get(f"/drafts/{draft.pk}/").content.decode()
    publish(client, draft)
    assert not incident.updates.exists()
    client.force_login(cleo)
    approve(client, draft)
    publish(client, draft)
    update = incident.updates.get()
    assert update.approval.by == cleo

    # Readers see it: page, feed, JSON.
    page = reader.page("/").text
    assert "Card payments fail" in page
    assert f"{clock['due']} UTC" in page
    entry = feedparser.parse(reader.address("/history.atom")).entries[0]
    assert "about a quarter of" in entry.content[0].value
    summary = reader.page("/api/v2/summary.json").json()
    assert summary["incidents"][0]["status"] == "investigating"
    assert summary["components"][0]["status"] == "major_outage"
    assert summary["status"]["indicator"] != "none"

    # The promise passes. The lead and then the backup are called, and the page says that the update is late.
    promise = Promise.objects.get(audience="public", closed_at=None)
    assert promise.due_at == draft.next_update_at
    late = promise.due_at + timedelta(minutes=6)
    assert mark_and_call(at=late) >= 2
    promise.refresh_from_db()
    assert promise.outcome == Outcome.MISSED
    assert "Late:" not in page_at(public_folder, promise.due_at)
    assert "Late:</strong> the next update was promised" in page_at(public_folder, late), (
        "without anybody writing it"
    )

    # What was wrong is corrected, visibly; the promise was kept late.
    answer = client.post(
        f"/updates/{update.pk}/correct/", {"own_words": "about a quarter of customers in Europe"}
    )
    correction = Draft.objects.get(kind="correction")
    assert answer.headers["Location"] == f"/drafts/{correction.pk}/"
    client.post(
        f"/incidents/{incident.reference}/record/",
        {**facts, "version": version(incident), "percent_affected": "40"},
    )
    due = (timezone.now() + timedelta(minutes=30)).replace(second=0, microsecond=0)
    text = (
        f"Correction to our update of {update.published_at:%H:%M} UTC. We wrote that about a quarter of customers in Europe are "
        "affected. That was wrong: 40 % of customers in Europe are affected. We are still investigating why Checkout declines "
        f"card payments. We apologise for the wrong number.\n\nNext update by {due:%H:%M} UTC.\n"
    )
    save(client, correction, text, due=due)
    client.force_login(ben)
    approve(client, correction)
    publish(client, correction)
    assert incident.updates.filter(corrects=update).exists()
    page = reader.page("/").text
    assert "about a quarter of" in page, "what was published stays"
    assert "That was wrong: 40 % of customers" in page

    # Resolved.
    client.post(f"/incidents/{incident.reference}/resolve/")
    incident.refresh_from_db()
    assert incident.state == State.INVESTIGATING, "readers are told first"
    resolution = Draft.objects.get(kind="resolution")
    client.post(
        f"/incidents/{incident.reference}/record/",
        {
            **facts,
            "version": version(incident),
            "percent_affected": "40",
            "cause": "an expired certificate",
            "cause_confirmed": "on",
        },
    )
    ended = incident.mitigated_at.strftime("%H:%M")
    text = (
        f"Resolved: card payments work again in Checkout. From {clock['started']} to {ended} UTC they were declined for 40 % of "
        "customers in Europe. The cause was an expired certificate. A job now renews certificates 30 days before they expire. "
        "We apologise to everybody who could not pay.\n"
    )
    save(client, resolution, text, state="resolved")
    client.force_login(cleo)
    approve(client, resolution)
    publish(client, resolution)
    incident.refresh_from_db()
    assert incident.state == State.RESOLVED
    assert incident.resolved_at is not None
    assert not Promise.objects.owed().exists()
    assert reader.page("/api/v2/status.json").json()["status"]["indicator"] == "none"
    assert reader.page(f"/incidents/{incident.public_id}").status == 200
    assert len(feedparser.parse(reader.address("/history.atom")).entries) == 3


def save(client, draft, text, *, due=None, state=None) -> str:
    """Save as the composer does at a pause in typing; what it shows beside the text."""
    draft.refresh_from_db()
    answer = client.post(
        f"/drafts/{draft.pk}/save/",
        {
            "text": text,
            "state": state or draft.state,
            "next_update_at": (due or draft.next_update_at).strftime("%Y-%m-%d %H:%M")
            if due or draft.next_update_at
            else "",
            "version": draft.version,
        },
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200, answer.content.decode()
    draft.refresh_from_db()
    return answer.content.decode()


def approve(client, draft):
    """The approval, or None when the gate stayed shut."""
    draft.refresh_from_db()
    client.post(f"/drafts/{draft.pk}/approve/", {"version": draft.version})
    return draft.approvals.filter(voided_at=None).first()


def publish(client, draft):
    draft.refresh_from_db()
    client.post(f"/drafts/{draft.pk}/publish/", {"version": draft.version})


def version(incident) -> int:
    incident.refresh_from_db()
    return incident.version
