"""Connecting a tracker in the settings, linking an item on its page, and the webhook that says "look"."""

import hmac
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.trackers.account import TrackerAccount, connected
from clarion.postmortems.trackers.following import sync_tickets
from clarion.postmortems.trackers.ticket_link import TicketLink, link_ticket
from tests.factories.postmortems import a_postmortem
from tests.postmortems.trackers.stand_in import GITHUB_TOKEN, JIRA_TOKEN, JIRA_USER, trackers

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings):
    settings.TRACKER_ALLOW_PRIVATE = True
    with trackers() as there:
        yield there


@pytest.fixture
def item(ana) -> ActionItem:
    return add_item(a_postmortem(by=ana, at=timezone.now()), "Add an alarm", by=ana, at=timezone.now())


def github(there) -> dict[str, str]:
    return {"kind": "github", "address": there.address, "project": "acme/shop", "secret": GITHUB_TOKEN}


def test_a_tracker_is_connected_once_it_answers_and_its_token_is_shown_nowhere(client, ana, there):
    client.force_login(ana)
    page = client.post("/settings/trackers/", github(there), follow=True).content.decode()
    assert "Connected: acme/shop can be read." in page
    assert "/intake/trackers/" in page
    assert GITHUB_TOKEN not in page
    secret = connected().get().hook_secret
    assert secret in page
    assert secret not in client.get("/settings/trackers/").content.decode()
    jira = {
        "kind": "jira",
        "address": there.address,
        "project": "OPS",
        "user": JIRA_USER,
        "issue_type": "Task",
        "secret": JIRA_TOKEN,
    }
    assert "Connected: Operations" in client.post("/settings/trackers/", jira, follow=True).content.decode()
    assert connected().count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"secret": "nonsense"}, "refuses the token (401). Check its token"),
        ({"project": "acme/nothing"}, "does not know this issue or project"),
        ({"kind": "jira", "address": ""}, "Write the address of your site"),
        ({"address": "nonsense address"}, "Enter a valid URL"),
        ({"address": "http://ghe.example.com"}, "With http:// anybody on the way reads the token."),
    ],
)
def test_what_cannot_be_used_is_not_connected_and_what_was_typed_stays(client, ana, there, wrong, said):
    client.force_login(ana)
    answer = client.post("/settings/trackers/", {**github(there), **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not connected().exists()


def test_a_token_is_changed_and_a_tracker_disconnected(client, ana, there):
    client.force_login(ana)
    client.post("/settings/trackers/", github(there))
    account = TrackerAccount.objects.get()
    client.post(f"/settings/trackers/{account.pk}/", {"secret": "", "by_itself": "on"})
    account.refresh_from_db()
    assert (account.secret, account.by_itself) == (GITHUB_TOKEN, True)
    client.post(f"/settings/trackers/{account.pk}/", {"disconnect": "yes"})
    assert not connected().exists()


def test_an_item_is_linked_looked_at_and_unlinked_on_its_page(client, ana, there, item):
    client.force_login(ana)
    assert b"Connect GitHub or Jira" in client.get(f"/action-items/AI-{item.pk}/").content
    client.post("/settings/trackers/", github(there))
    account = connected().get()
    client.post(f"/action-items/AI-{item.pk}/ticket/", {"account": account.pk, "key": ""})
    sync_tickets(at=timezone.now())
    page = client.get(f"/action-items/AI-{item.pk}/").content.decode()
    assert "https://github.com/acme/shop/issues/1" in page
    assert "in step at" in page
    client.post(f"/action-items/AI-{item.pk}/ticket/change/", {"look": "yes"})
    client.post(f"/action-items/AI-{item.pk}/ticket/change/", {"unlink": "yes"})
    assert not TicketLink.objects.exists()


def test_a_key_that_is_none_is_refused_on_the_page(client, ana, there, item):
    client.force_login(ana)
    client.post("/settings/trackers/", github(there))
    answer = client.post(
        f"/action-items/AI-{item.pk}/ticket/", {"account": connected().get().pk, "key": "a/b"}, follow=True
    )
    assert b"Write the number or key of an issue" in answer.content


class TestWebhook:
    @pytest.fixture
    def link(self, client, ana, there, item) -> TicketLink:
        client.force_login(ana)
        client.post("/settings/trackers/", github(there))
        client.logout()
        link = link_ticket(item, connected().get(), by=ana, at=timezone.now())
        sync_tickets(at=timezone.now())
        link.refresh_from_db()
        return link

    def send(self, client, account, body: bytes, secret: str | None = None):
        signature = hmac.new((secret or account.hook_secret).encode(), body, "sha256").hexdigest()
        return client.post(
            f"/intake/trackers/{account.public_id}", body, content_type="application/json",
            headers={"X-Hub-Signature-256": f"sha256={signature}", "X-GitHub-Event": "issues"},
        )  # fmt: skip

    def test_a_signed_event_makes_us_look_at_once_and_believes_nothing_of_it(self, client, there, link, item):
        there.close(link.key)
        body = json.dumps({"action": "closed", "issue": {"number": 1, "state": "open"}}).encode()
        answer = self.send(client, link.account, body)
        assert (answer.status_code, answer.json()) == (202, {"looking": 1})
        sync_tickets(at=timezone.now() + timedelta(seconds=1))
        item.refresh_from_db()
        assert item.state == "done"

    def test_another_secret_is_shown_once_and_the_one_before_stops_at_once(self, client, ana, link):
        account, before = link.account, link.account.hook_secret
        client.force_login(ana)
        page = client.post(f"/settings/trackers/{account.pk}/", {"rotate": "yes"})
        account.refresh_from_db()
        assert account.hook_secret in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert account.hook_secret not in client.get("/settings/trackers/").content.decode()
        assert self.send(client, account, b'{"issue": {"number": 1}}', secret=before).status_code == 404
        assert self.send(client, account, b'{"issue": {"number": 1}}').status_code == 202

    def test_what_is_not_signed_by_its_secret_finds_nothing(self, client, link):
        assert self.send(client, link.account, b"{}", secret="another").status_code == 404
        assert (
            client.post("/intake/trackers/unknown12345", b"{}", content_type="application/json").status_code
            == 404
        )
        assert client.get(f"/intake/trackers/{link.account.public_id}").status_code == 405

    @pytest.mark.parametrize(
        "body", [b"", b"[]", b"nonsense", b'{"zen": "Design for failure."}', b'{"issue": {"number": 99}}']
    )
    def test_an_event_about_something_else_changes_nothing(self, client, link, body):
        answer = self.send(client, link.account, body)
        assert (answer.status_code, answer.json()) == (202, {"looking": 0})
