"""An action item by clicking: written with its wording reviewed, followed on its page, found on the board, closed, asked about."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.postmortems.action_items import ActionItem, ItemKind
from clarion.postmortems.five_whys import Why
from clarion.postmortems.item_following import close_item, move_due
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import PostMortem, Stage
from tests.browser.conftest import barriers, fits, picture
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)
TEXT = "Alert when a certificate has fewer than 14 days left"
LONG = (
    "Replace the hand-written list of certificates in payment-gateway-production-eu-central-1-replica-set-0042 by one that "
    "is made from what the load balancers really serve"
)


def signed_in(page: Page, live_server, person) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def test_an_item_is_written_with_the_review_beside_it_and_closed_on_its_page(
    page: Page, live_server, ana, ben
):
    now = timezone.now()
    postmortem = a_postmortem(by=ana, at=now)
    Why.objects.create(postmortem=postmortem, answer="No alert looks at certificates", added_at=now)
    signed_in(page, live_server, ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    items = page.locator("#items")
    expect(items.get_by_text("No action item yet.")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "items-empty")

    items.get_by_label("What will be done").press_sequentially("Be more careful with certificates")
    expect(items.get_by_text("It leans on care or training alone.")).to_be_visible()
    picture(page, "items-review")
    items.get_by_label("What will be done").fill(TEXT)
    items.get_by_label("Outcome").fill("A test certificate of 13 days raises an alert")
    expect(items.get_by_text("It leans on care or training alone.")).to_be_hidden()
    items.get_by_label("Owner").select_option(label="Ben Okafor")
    items.get_by_label("Kind").select_option(label="Detect")
    items.get_by_label("No alert looks at certificates").check()
    items.get_by_role("button", name="Add").click()
    expect(items.get_by_role("link", name="AI-")).to_be_visible()
    expect(items.get_by_text("None of them keeps it from happening again")).to_be_visible()
    item = ActionItem.objects.get()
    assert (item.owner, item.kind, item.whys.count()) == (ben, ItemKind.DETECT, 1)

    add_item(postmortem, LONG, owner=ana, due_on=now.date() + 3 * DAY, by=ana, at=now)
    careless = add_item(postmortem, "Remind everybody of the certificate list", by=ana, at=now)
    ActionItem.objects.filter(pk=careless.pk).update(due_on=now.date() - 2 * DAY)
    page.reload()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "items-part")

    items.get_by_role("link", name=item.reference).click()
    page.get_by_label("How it was done").fill("")
    page.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.get_by_text("Say how it was done")).to_be_visible()
    assert barriers(page) == []
    picture(page, "item-error")
    page.get_by_label("How it was done").fill("Alert rule 12 is live; the test alert came at 10:40 UTC")
    page.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.get_by_text("is asked whether it worked").first).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "item-done")
    page.get_by_label("It worked in part").check()
    page.get_by_label("How that shows").fill("It paged, an hour late")
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_text("Kept: it worked in part.")).to_be_visible()


def test_an_open_item_moves_with_a_reason_by_keyboard(page: Page, live_server, ana):
    now = timezone.now()
    item = add_item(
        a_postmortem(by=ana, at=now),
        LONG,
        owner=ana,
        outcome="The list is made anew each night",
        by=ana,
        at=now,
    )
    move_due(item, now.date() + 20 * DAY, reason="the supplier delivers late", by=ana, at=now)
    signed_in(page, live_server, ana)
    page.goto(f"{live_server.url}/action-items/{item.reference}/")
    page.get_by_text("Move the due date").press("Enter")
    page.get_by_label("Why it moves").fill("a change freeze until Monday")
    page.get_by_label("Due", exact=True).fill(f"{now.date() + 30 * DAY}")
    page.get_by_label("Due", exact=True).press("Enter")
    expect(page.get_by_text("Reminders count from there.")).to_be_visible()
    page.get_by_text("Change its words").click()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "item-open")


def test_the_board_and_now_show_what_is_owed(page: Page, live_server, ana, ben):
    now = timezone.now()
    signed_in(page, live_server, ana)
    page.goto(f"{live_server.url}/action-items/")
    expect(page.get_by_text("Nothing is asked of you")).to_be_visible()
    picture(page, "board-empty")
    postmortem = a_postmortem(by=ana, at=now)
    for number, days in enumerate((0, 0, 2, 5, 20, 40)):
        owner = ben if number == 4 else ana
        text = LONG if number == 1 else f"Add limit {number} to the import of price lists"
        kind = list(ItemKind)[number % 4]
        add_item(postmortem, text, owner=owner, kind=kind, due_on=now.date() + days * DAY, by=ana, at=now)
    late = ActionItem.objects.order_by("pk")[1]
    ActionItem.objects.filter(pk=late.pk).update(due_on=now.date() - 9 * DAY)
    done = add_item(postmortem, "Link the runbook from the alert", owner=ana, by=ana, at=now)
    close_item(done, "Linked", by=ana, at=now - 40 * DAY)
    PostMortem.objects.update(stage=Stage.FINAL)
    page.goto(f"{live_server.url}/action-items/?owner=all")
    expect(page.get_by_role("heading", name="Overdue 1")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "board")
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_text("It is shown only now")).to_be_visible()
    assert fits(page)
    picture(page, "board-calendar")
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("link", name=f"Open {late.reference}")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "now-items")
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    expect(page.locator("#items").get_by_text("its words stay")).to_be_visible()
