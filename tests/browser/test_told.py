"""The pages that say who was told, and a mail as a mail reader shows it: readable, in every size and theme."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.subscribers.channels.mail.update_mail import render
from clarion.subscribers.deliveries import Delivery, write_distribution
from clarion.subscribers.distributing import write_all
from clarion.subscribers.pace import Pace
from clarion.subscribers.parcels import Parcel
from clarion.subscribers.tallies import Tally
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "The mail server does not take this address (550 5.1.1 no such user). The subscriber is told nothing more by mail."


@pytest.fixture
def update(ana):
    now = timezone.now()
    update = an_update(an_incident("Card payments fail", by=ana, at=now), at=now)
    for number in range(12):
        a_subscriber(f"reader{number}")
    a_subscriber(
        "long", address="somebody-with-a-very-long-name-indeed@a-department-of-a-company.example.com"
    )
    a_subscriber("hook", channel="webhook", address="https://hooks.example.com/secret-1234")
    write_distribution(update, at=now)
    for _ in write_all(at=now):
        pass
    Delivery.objects.filter(channel="mail").update(state="sent", done_at=now, attempts=1)
    failed = Delivery.objects.filter(subscriber__address__in=["reader3@example.com", "reader4@example.com"])
    failed.update(state="failed", failure=WHY)
    Tally.objects.filter(channel="mail").update(sent=4_210_987, failed=2, written=4_210_989)
    return update


def test_who_was_told_can_be_read_everywhere(page, live_server, update, ana):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    until = timezone.now() + timedelta(minutes=1)
    problem = "The mail server cannot be reached (Connection refused). Check CLARION_SMTP_URL, and that the server runs."
    Pace.objects.create(channel="mail", failures=3, paused_until=until, problem=problem)
    page.goto(f"{live_server.url}/incidents/{update.incident.reference}/")
    page.get_by_role("link", name="Who was told what, and when").click()
    expect(page.get_by_text("E-mail 4,210,987 of 4,210,989")).to_be_visible()
    for name in ("told", "told-update", "told-now"):
        if name == "told-update":
            page.get_by_role("link", name="Progress").click()
            expect(page.get_by_text("https://hooks.example.com/…1234")).to_be_visible()
        if name == "told-now":
            page.goto(live_server.url)
            expect(page.get_by_text("E-mail pauses:")).to_be_visible()
        picture(page, name)
        assert barriers(page) == []
        assert fits(page)


def test_a_mail_looks_like_one_in_light_and_dark(page, update, tmp_path):
    parcel = Parcel(1, "key", "k2j4h5g6f7d8", "ida@example.com", "en", "", "", attempts=1, update=update)
    from email import message_from_bytes

    mail = message_from_bytes(render(update, "en", at=timezone.now()).to(parcel).content)
    html = tmp_path / "mail.html"
    html.write_bytes(mail.get_payload(1).get_payload(decode=True))
    page.goto(f"file://{html}")
    picture(page, "mail")
    assert fits(page)
