"""What readers are told after a post-mortem: written by one person, approved by another, published, corrected.

Incident -> resolution -> post-mortem -> text for the public page, filled from both -> review -> approval -> page, feed, v2
JSON, mail; beside it the executive RCA for leaders. People act through the console's own addresses.
"""

import re
from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from clarion.flows.resolve import resolve
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import Stage
from clarion.subscribers.delivery_tasks import deliver, write_deliveries
from clarion.updates.drafts import Draft
from clarion.updates.promises import Promise
from tests.factories.incidents import an_incident, say
from tests.factories.subscribers import a_subscriber
from tests.mail_server import running_mail_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail_server(settings):
    with running_mail_server() as receiver:
        options = {"host": "127.0.0.1", "port": receiver.port, "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        yield receiver


@pytest.fixture
def incident(ana, ben, checkout):
    """Resolved an hour ago; readers were told."""
    began = (timezone.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    incident = an_incident(
        severity=Severity.SEV1, services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=began,
        impact="Card payments were declined", percent_affected=25, regions=["Spain"], started_at=began,
        cause="a certificate had expired", cause_confirmed=True,
    )  # fmt: skip
    say(incident, "Card payments fail.", by=ben, at=began + timedelta(minutes=4))
    say(incident, "Card payments work again.", state=State.RESOLVED, by=ben, at=began + timedelta(hours=2))
    incident.refresh_from_db()
    return incident


@pytest.fixture
def postmortem(incident, dev):
    opened = open_postmortem([incident], by=dev, at=timezone.now(), owner=dev)
    opened.sections.filter(part="summary").update(
        text="A certificate of the payment service ended, and card payments were declined until it was exchanged."
    )
    Why.objects.create(
        postmortem=opened, answer="Certificates were renewed by hand", evidence="runbook 12",
        added_at=timezone.now(),
    )  # fmt: skip
    ActionItem.objects.create(
        postmortem=opened, text="Renew certificates by machine 30 days before they end", owner=dev,
        due_on=date(2027, 1, 31), added_at=timezone.now(),
    )  # fmt: skip
    return opened


def begin(client, postmortem, incident, audience) -> Draft:
    answer = client.post(
        f"/postmortems/{postmortem.public_id}/texts/", {"incident": incident.pk, "audience": audience}
    )
    return Draft.objects.get(pk=int(re.search(r"/drafts/(\d+)/", answer["Location"])[1]))


def act(client, draft, name, **more):
    draft.refresh_from_db()
    return client.post(f"/drafts/{draft.pk}/{name}/", {"version": draft.version, **more}, follow=True)


def test_the_public_post_mortem_and_the_executive_rca(
    client, reader, mail_server, postmortem, incident, ben, cleo, dev
):
    a_subscriber("ida")
    # It is begun from the document's page, filled from record and document; nothing is left to fill in.
    client.force_login(ben)
    assert "For other readers" in client.get(f"/postmortems/{postmortem.public_id}/").content.decode()
    draft = begin(client, postmortem, incident, "public")
    assert "[[" not in draft.text
    assert "- Certificates were renewed by hand" in draft.text
    assert "Dev Patel" not in draft.text
    composer = client.get(f"/drafts/{draft.pk}/").content.decode()
    assert "it promises no next update and changes no state" in composer
    assert "Next update by" not in composer
    assert 'class="missing"' not in composer
    assert 'class="block"' not in composer

    # Its document is a draft: nobody approves it without a reason. Final, another person does.
    client.force_login(cleo)
    assert "is still a draft. Make it final first" in act(client, draft, "approve").content.decode()
    assert not draft.approvals.exists()
    postmortem.stage = Stage.FINAL
    postmortem.save()
    client.force_login(ben)
    assert "You wrote this text yourself" in act(client, draft, "approve").content.decode()
    client.force_login(cleo)
    act(client, draft, "approve")
    assert draft.approvals.get().override_reason == ""
    told = act(client, draft, "publish").content.decode()
    assert "Published at" in told
    assert 'id="readers"' in told, "back at the post-mortem"

    # Readers see it, the incident is as it was, and nothing more is owed.
    incident.refresh_from_db()
    assert incident.state == State.RESOLVED
    assert not Promise.objects.owed().exists()
    page = reader.page(f"/incidents/{incident.public_id}").text
    assert '<span class="state">Post-mortem</span>' in page
    assert "We will renew certificates by machine 30 days before they end." in page
    entry = feedparser.parse(reader.address("/history.atom")).entries[0]
    assert entry.title == "Post-mortem: Card payments fail"
    newest = reader.page("/api/v2/incidents.json").json()["incidents"][0]
    assert (newest["status"], newest["incident_updates"][0]["status"]) == ("resolved", "postmortem")

    # Subscribers are told by mail.
    write_deliveries.call()
    deliver.call("mail")
    mail = next(each for each in mail_server.mails if each["Subject"] == "Post-mortem: Card payments fail")
    assert mail["To"] == "ida@example.com"

    # The executive RCA names owners, stays inside, and is a file for whoever asks.
    client.force_login(ben)
    rca = begin(client, postmortem, incident, "leadership")
    assert "By 31 January 2027, Dev Patel will renew certificates by machine" in rca.text
    client.force_login(cleo)
    act(client, rca, "approve")
    act(client, rca, "publish")
    assert "31 January 2027" not in reader.page(f"/incidents/{incident.public_id}").text
    address = f"/postmortems/{postmortem.public_id}/texts/{rca.pk}"
    assert "<h1>Executive RCA: Card payments fail</h1>" in client.get(f"{address}/").content.decode()
    answer = client.get(f"{address}.md")
    assert answer["Content-Type"].startswith("text/markdown")
    assert answer.content.decode().startswith("# Executive RCA: Card payments fail\n\n_INC-")
    assert "executive RCA" in client.get(f"/incidents/{incident.reference}/").content.decode()


def test_an_incident_that_nobody_outside_heard_of_may_still_be_looked_back_on_inside(
    client, ben, cleo, checkout
):
    quiet = an_incident("Reports are slow", by=ben, at=timezone.now())
    resolve(quiet, by=ben, at=timezone.now())
    quiet.refresh_from_db()
    postmortem = open_postmortem([quiet], by=ben, at=timezone.now(), owner=ben)
    client.force_login(ben)
    rca = begin(client, postmortem, quiet, "leadership")
    assert (rca.kind, rca.state) == ("rca", State.RESOLVED)
