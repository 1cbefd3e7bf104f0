"""The main job by clicking: sign in by the one-time link, declare, write, mend, approve, publish, correct, resolve."""

import json
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.tokens import make_intake_token
from clarion.flows.call import mark_and_call
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.updates.promises import Promise
from tests.browser.conftest import barriers, fits, picture
from tests.public_reader import page_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALERT = {
    "version": "4",
    "groupKey": "{}:{alertname='HighErrorRate'}",
    "status": "firing",
    "receiver": "clarion",
    "groupLabels": {"alertname": "HighErrorRate"},
    "commonLabels": {"alertname": "HighErrorRate", "service": "checkout-web", "severity": "critical"},
    "commonAnnotations": {"summary": "Checkout answers with errors"},
    "externalURL": "http://alertmanager.example.com",
}


def hand_in_an_alert(address: str, started: str) -> None:
    firing = {
        "status": "firing",
        "labels": ALERT["commonLabels"],
        "annotations": ALERT["commonAnnotations"],
        "startsAt": started,
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "",
        "fingerprint": "c0ffee",
    }
    answer = httpx.post(address, content=json.dumps({**ALERT, "alerts": [firing]}), trust_env=False)
    assert answer.status_code == 202, answer.text


def write(page: Page, text: str) -> None:
    """Type into the composer and wait until the review of these words is shown."""
    with page.expect_response(lambda answer: "/save/" in answer.url) as answer:
        page.fill("#id_text", text)
    assert answer.value.status == 200
    page.wait_for_timeout(150)


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def approve_as(page, live_server, person):
    """Leave the draft to another lead, who approves it."""
    draft_page = page.url
    sign_in(page, live_server, person)
    page.goto(draft_page)
    page.get_by_role("button", name="Approve this text").click()


def test_the_main_job_by_clicking(
    page, live_server, reader, public_folder, settings, ana, ben, cleo, checkout
):
    settings.PUBLIC_URL = reader.address("")
    add_service("Reports", group="For merchants")
    now = timezone.now()
    started = (now - timedelta(minutes=9)).replace(second=0, microsecond=0)

    # Sign in by the one-time link; an empty workspace says what will be here.
    sign_in(page, live_server, cleo)
    expect(page.get_by_text("No update is owed")).to_be_visible()
    picture(page, "console-home-empty")

    # An alert suggests; a person declares.
    token = make_intake_token("alertmanager", by=ana, at=now)
    hand_in_an_alert(f"{live_server.url}/intake/alertmanager/{token}", started.isoformat())
    page.reload()
    page.get_by_role("link", name="Declare…").click()
    page.fill("#id_title", "Card payments fail")
    page.get_by_label("SEV2").check()
    page.select_option(f"#id_service_{checkout.pk}", "major_outage")
    picture(page, "declare")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_role("heading", name="Card payments fail")).to_be_visible()
    incident = Incident.objects.get()

    # The record.
    page.wait_for_load_state()  # keys are read by a script
    page.keyboard.press("e")
    expect(page.locator("#id_impact")).to_be_focused()
    page.keyboard.press("Escape")
    for fact, field, value in (
        ("affected", "percent_affected", "25"),
        ("regions", "regions", "Europe"),
        ("workaround", "workaround", "pay by bank transfer"),
    ):
        page.click(f"#value-{fact}")
        page.fill(f"#id_{field}", value)
        page.keyboard.press("Enter")
        expect(page.locator(f"#value-{fact}")).to_contain_text(value)
    page.fill("#entry", f"{started:%H:%M} error rate rose above 20 %")
    page.get_by_role("button", name="Add").click()

    # Write, see the findings, mend them.
    page.locator("li", has_text="Public page").get_by_role("button").click()
    draft_due = page.input_value("#id_next_update_at")[-5:]
    write(
        page,
        "An engineer forgot to renew a certificate on 10.4.2.7!!! Some users may see errors; it will be fixed by 17:00.\n\n"
        f"60 % of customers are affected. Next update by {draft_due} UTC.\n",
    )
    expect(page.locator("#review").get_by_text("block blame")).to_be_visible()
    expect(page.locator("#marks mark.block").first).to_be_attached()
    picture(page, "composer-findings")
    assert barriers(page) == []
    assert fits(page)
    write(
        page,
        f"We are investigating a problem with Checkout. Since {started:%H:%M} UTC, card payments are declined for about a "
        f"quarter of customers in Europe. You can pay by bank transfer.\n\nNext update by {draft_due} UTC.\n",
    )
    expect(page.get_by_text("You wrote this text yourself. Ask Ben Okafor")).to_be_visible()
    picture(page, "composer-own-text")

    # Another lead approves; one more word voids it; approved again and published.
    draft_page = page.url
    sign_in(page, live_server, ben)
    page.goto(draft_page)
    expect(page.get_by_text("Ready to be approved")).to_be_visible()
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_role("button", name="Publish → public page")).to_be_visible()
    write(page, page.input_value("#id_text") + "\nPayments by card on file are affected too.\n")
    expect(page.get_by_text("no longer holds")).to_be_visible()
    sign_in(page, live_server, cleo)
    page.goto(draft_page)
    # By now both leads wrote in it, so whoever approves says why nobody else has to.
    page.fill("#override", "both leads wrote in it and nobody else is awake")
    page.get_by_role("button", name="Approve all the same").click()
    expect(page.get_by_role("button", name="Publish → public page")).to_be_visible()
    picture(page, "composer-approved")
    page.get_by_role("button", name="Publish → public page").click()
    expect(page.get_by_text("Published at")).to_be_visible()
    picture(page, "incident-room")
    assert barriers(page) == []
    assert fits(page)

    # A role changes hands.
    page.get_by_role("link", name="Hand over…").click()
    picture(page, "hand-over")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_label("Scribe").select_option(label="Ana Sousa")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("scribe Ana Sousa")).to_be_visible()

    # Readers see it.
    page.goto(reader.address("/"))
    page.wait_for_timeout(700)
    page.reload()
    expect(page.get_by_text("about a quarter of customers in Europe")).to_be_visible()
    picture(page, "public-page")
    assert barriers(page) == []
    assert fits(page)

    # The promise passes: home calls the lead, the page says that the update is late.
    promise = Promise.objects.get(audience="public", closed_at=None)
    Promise.objects.filter(pk=promise.pk).update(due_at=now - timedelta(minutes=4))
    mark_and_call(at=timezone.now())
    page.goto(f"{live_server.url}/")
    expect(page.locator(".due.late").first).to_be_visible()
    picture(page, "console-home")
    assert barriers(page) == []
    assert fits(page)
    page.goto("about:blank")
    page.set_content(page_at(public_folder, promise.due_at + timedelta(minutes=1)))
    expect(page.get_by_text("Late:").first).to_be_visible()
    picture(page, "public-page-late")

    # Correct what was wrong.
    page.goto(f"{live_server.url}/incidents/{incident.reference}/record/")
    page.fill("#id_percent_affected", "40")
    page.get_by_role("button", name="Save the record").click()
    expect(page.get_by_text("the record says 40% by now")).to_be_visible()
    picture(page, "incident-room-contradicted")
    assert barriers(page) == []
    page.get_by_role("link", name="Correct…").first.click()
    page.fill("#own_words", "about a quarter of customers in Europe")
    page.get_by_role("button", name="Write the correction").click()
    correction_due = page.input_value("#id_next_update_at")[-5:]
    write(
        page,
        f"Correction to our first update. We wrote that about a quarter of customers in Europe are affected. That was wrong: "
        "40 % of customers in Europe are affected. We are still investigating why Checkout declines card payments. "
        f"We apologise for the wrong number.\n\nNext update by {correction_due} UTC.\n",
    )
    approve_as(page, live_server, ben)
    page.get_by_role("button", name="Publish → public page").click()
    expect(page.get_by_text("Published at")).to_be_visible()
    page.goto(reader.address("/"))
    page.wait_for_timeout(700)
    page.reload()
    expect(page.get_by_text("That was wrong: 40 %").first).to_be_visible()
    picture(page, "public-page-corrected")

    # Resolve.
    page.goto(f"{live_server.url}/incidents/{incident.reference}/record/")
    page.fill("#id_cause", "an expired certificate")
    page.get_by_label("confirmed, may be told").check()
    page.get_by_role("button", name="Save the record").click()
    page.get_by_role("button", name="Resolve…").click()
    incident.refresh_from_db()
    write(
        page,
        f"Resolved: card payments work again in Checkout. From {started:%H:%M} to {incident.mitigated_at:%H:%M} UTC they were "
        "declined for 40 % of customers in Europe. The cause was an expired certificate. A job now renews certificates 30 days "
        "before they expire. We apologise to everybody who could not pay.\n",
    )
    approve_as(page, live_server, cleo)
    page.get_by_role("button", name="Publish → public page").click()
    expect(page.get_by_text("Published at")).to_be_visible()
    page.goto(reader.address("/"))
    page.wait_for_timeout(700)
    page.reload()
    expect(page.get_by_text("Resolved").first).to_be_visible()
    picture(page, "public-page-resolved")
