"""Problems by clicking: from the room of an incident to a known error, and its workaround in the room of the next one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.services import add_service
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.problems.linking import link_item
from clarion.problems.writing import make_known_error, resolve_problem
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem_of
from tests.factories.problems import a_problem, it_expired

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2


def looked_at(page, name):
    picture(page, name)
    assert barriers(page) == []
    assert fits(page)


def test_a_problem_from_the_first_room_to_the_next(page, live_server, ana, ben, dev, checkout):
    at = timezone.now()
    for title in ("Search is slow", "Exports arrive late", "Reports are empty", "Maps stay grey"):
        an_incident(title, by=ben, at=at)
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(dev, at=at)}/")
    page.get_by_role("link", name="Learn").click()
    page.get_by_role("link", name="Problems").click()
    expect(page.get_by_text("No problem yet.")).to_be_visible()
    looked_at(page, "problems-empty")

    # The room of the second incident offers to open a problem with both.
    before = it_expired(checkout, by=ben, at=at, days_ago=20, workaround="pay by bank transfer")
    incident = it_expired(checkout, by=ben, at=at)
    page.goto(f"{live_server.url}/incidents/{incident.reference}/")
    expect(page.get_by_text("Second time in 90 days")).to_be_visible()
    looked_at(page, "room-seen-before")
    page.get_by_role("link", name="Open a problem… with").click()
    expect(page.get_by_label("Cause")).to_have_value(incident.cause)
    page.fill("#id_title", "Certificates expire unnoticed")
    page.fill("#id_workaround", "")
    looked_at(page, "problem-new")
    page.get_by_role("button", name="Open the problem").click()
    expect(page.get_by_role("heading", name="Certificates expire unnoticed")).to_be_visible()

    # A known error needs a workaround.
    page.get_by_role("button", name="Make it a known error").click()
    expect(page.get_by_text("A known error has a workaround.")).to_be_visible()
    page.fill("#id_workaround", "Run renew-certificate gateway.\nThen reload the gateway.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Make it a known error").click()
    expect(page.get_by_text("is a known error: rooms of similar incidents")).to_be_visible()

    # The next incident shows it, and is linked by one click.
    third = it_expired(checkout, by=ben, at=timezone.now())
    page.goto(f"{live_server.url}/incidents/{third.reference}/")
    expect(page.locator("#seen-before").get_by_text("Run renew-certificate gateway.").first).to_be_visible()
    page.get_by_role("button", name="Link to PRB-").first.click()
    expect(page.get_by_text("belongs to PRB-")).to_be_visible()
    expect(page.get_by_text("Third time in 90 days")).to_be_visible()
    looked_at(page, "room-third-time")

    page.locator("#seen-before").get_by_role("link", name="PRB-").first.click()
    page.fill("#id_incident", "INC-99999")
    page.get_by_role("button", name="Link", exact=True).first.click()
    expect(page.get_by_text("There is no incident “INC-99999”")).to_be_visible()
    page.fill("#id_incident", "")
    looked_at(page, "problem-refused")
    assert before.problems.count() == 1


def test_pages_that_are_full_and_pages_of_long_words(page, live_server, ana, ben, cleo, checkout):
    at = timezone.now()
    search = add_service("Search and everything that belongs to it")
    for title in ("Search is slow", "Exports arrive late", "Reports are empty", "Maps stay grey"):
        an_incident(title, by=ben, at=at)
    days = (300, 200, 85, 40, 12, 1)
    severities = ("SEV4", "SEV1", "SEV2", "SEV3", "SEV1", "SEV2")
    incidents = [
        it_expired(checkout if number % 2 else search, by=ben, at=at, days_ago=ago, severity=severity)
        for number, (ago, severity) in enumerate(zip(days, severities, strict=True))
    ]
    problem = a_problem(incidents=incidents, owner=cleo, by=ben, at=at - timedelta(days=190))
    make_known_error(problem, by=ben, at=at)
    postmortem = a_postmortem_of(*incidents[-2:-1], by=ben, at=at)
    Why.objects.create(postmortem=postmortem, answer="No alarm watched the certificate expire", added_at=at)
    for text in ("Alert 30 days before a certificate expires", "Renew certificates by a job"):
        item = ActionItem.objects.create(
            postmortem=postmortem, text=text, owner=ben, due_on=at.date() + timedelta(days=9), added_at=at
        )
        link_item(problem, item, by=ben, at=at)
    long = a_problem(
        LONG[:200].strip(), cause=LONG * 3, workaround=LONG * 3, incidents=incidents[:1], by=ben, at=at
    )
    resolve_problem(a_problem("Full disks", by=ben, at=at), "Volumes that grow by themselves", by=ben, at=at)
    newest = it_expired(checkout, by=ben, at=at)
    theirs = a_postmortem_of(newest, by=ben, at=at)

    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ben, at=at)}/")
    for path, name in (
        ("/problems/?state=all", "problems"),
        (f"/problems/{problem.public_id}/", "problem"),
        (f"/problems/{long.public_id}/", "problem-long-words"),
        (f"/postmortems/{theirs.public_id}/", "postmortem-similar"),
        (f"/incidents/{newest.reference}/", "room-known-error"),
        ("/search/", "search-empty"),
        ("/search/?q=expired+certificate", "search"),
        ("/search/?q=zebra", "search-nothing"),
        ("/search/?q=Donaudampf", "search-long-words"),
    ):
        page.goto(f"{live_server.url}{path}")
        expect(page.locator("main h1").first).to_be_visible()
        looked_at(page, name)
