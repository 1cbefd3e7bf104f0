"""A reader subscribes, gets a real mail, confirms, chooses and leaves; an admin sees it all."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.workspace import Workspace
from clarion.incidents.services import add_service
from clarion.subscribers.bounces import BounceKind, Returned, receive
from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.form_limits import PER_MAIL, FormUse
from clarion.subscribers.links import Purpose, link
from clarion.subscribers.posting import post_letters
from clarion.subscribers.subscriber import Subscriber
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update
from tests.mail_server import running_mail_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Zahlungsverkehrsabwicklungsschnittstellenüberwachungsdienst"


def look(page: Page, name: str) -> None:
    """Pictures of a page that everybody can read, on a small telephone too."""
    picture(page, name)
    assert barriers(page) == []
    assert fits(page)
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.set_viewport_size(before)


def link_of(mail) -> str:
    """The first link below /subscribe/ in the words of a mail."""
    words = mail.get_payload(decode=True).decode()
    return re.search(r"http\S+/subscribe/\S+", words)[0]


def test_a_reader_subscribes_confirms_chooses_and_leaves(
    page: Page, live_server, settings, ana, checkout
) -> None:
    settings.SUBSCRIBE_URL = live_server.url
    Workspace.current()
    Workspace.objects.update(name="Marlow Pay")
    add_service(LONG)
    now = timezone.now()
    incident = an_incident("ledgerd deadlocks", by=ana, at=now)
    an_update(incident, at=now, title="Card payments fail for some customers in Europe")

    # From the page of an incident to the form, which has it ticked already.
    page.goto(f"{live_server.url}/subscribe/?incident={incident.public_id}")
    expect(page.get_by_label("Card payments fail for some customers")).to_be_checked()
    look(page, "reader-subscribe-incident")
    page.get_by_label("Everything that is published").check()
    expect(page.get_by_label("Checkout")).to_be_hidden()
    look(page, "reader-subscribe")

    # A mistake is said beside its field; nothing else is lost.
    page.get_by_label("Only what I choose here:").check()
    page.get_by_label("Checkout").check()
    page.fill("#id_mail", "ida at example.com")
    page.get_by_role("button", name="Send me the mail to confirm").click()
    expect(page.get_by_text("An address has no spaces")).to_be_visible()
    expect(page.get_by_label("Checkout")).to_be_checked()
    look(page, "reader-subscribe-error")

    page.fill("#id_mail", "ida@example.com")
    page.get_by_role("button", name="Send me the mail to confirm").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    look(page, "reader-sent")

    with running_mail_server() as server:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {
            "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": server.port}}
        }
        assert post_letters(at=timezone.now()) == 1
        [mail] = server.mails
    assert mail["To"] == "ida@example.com"
    assert "Card payments fail for some customers in Europe" in mail.get_payload(decode=True).decode()

    page.goto(link_of(mail))
    look(page, "reader-confirm")
    assert not Subscriber.objects.active().exists()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="You are subscribed")).to_be_visible()
    look(page, "reader-confirmed")

    page.get_by_role("link", name="Choose what you are told of").click()
    look(page, "reader-manage")
    page.get_by_label("Card payments fail for some customers").uncheck()
    page.get_by_label("Language of the messages").select_option("de")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice.fine")).to_be_visible()
    look(page, "reader-manage-saved")
    subscriber = Subscriber.objects.active().get()
    assert list(subscriber.services.all()) == [checkout]
    assert subscriber.language == "de"

    # A mail program leaves for its reader: one POST, no cookie, no form token.
    leave = link(Purpose.UNSUBSCRIBE, subscriber.public_id)
    page.goto(f"{leave}?language=en")
    look(page, "reader-unsubscribe")
    answer = httpx.post(leave, data={"List-Unsubscribe": "One-Click"}, trust_env=False)
    assert (answer.status_code, answer.headers.get("set-cookie")) == (200, None)
    assert not Subscriber.objects.active().exists()
    page.reload()
    look(page, "reader-gone")
    page.get_by_role("button", name="Forget my address now").click()
    expect(page.get_by_text("It is removed.")).to_be_visible()
    assert Subscriber.objects.get().address == ""

    # The other ways, other languages, and what goes wrong.
    page.goto(f"{live_server.url}/subscribe/?channel=webhook")
    look(page, "reader-subscribe-webhook")
    page.goto(f"{live_server.url}/subscribe/?channel=teams&language=ja")
    look(page, "reader-subscribe-ja")
    page.goto(f"{live_server.url}/subscribe/manage/nonsense/")
    look(page, "reader-link-unreadable")
    hook = a_subscriber(
        channel="webhook", address=f"https://hooks.example.com/{LONG * 3}", contact="ida@example.com"
    )
    page.goto(link(Purpose.MANAGE, hook.public_id))
    look(page, "reader-manage-webhook")
    FormUse.objects.all().delete()
    for _ in range(PER_MAIL + 1):
        page.goto(f"{live_server.url}/subscribe/")
        page.fill("#id_mail", "eve@example.com")
        page.get_by_role("button", name="Send me the mail to confirm").click()
    expect(page.get_by_text("Please try again in 60 minutes")).to_be_visible()
    look(page, "reader-too-often")


def test_an_admin_adds_imports_and_looks_at_subscribers(
    page: Page, live_server, ana, checkout, tmp_path: Path
) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.get_by_role("link", name="Audiences").click()
    look(page, "audiences-empty")

    page.get_by_role("link", name="Add a subscriber…").click()
    page.fill("#id_address", "https://user:secret@hooks.slack.com/x")
    page.select_option("#id_channel", "slack")
    page.fill("#id_note", "the channel of the support team")
    page.get_by_role("button", name="Add the subscriber").click()
    expect(page.get_by_text("Paste the whole address of the webhook")).to_be_visible()
    look(page, "audiences-add-error")
    page.fill("#id_address", "https://hooks.slack.com/services/T0/B0/7f3a")
    page.select_option("#id_audience", "support")
    page.get_by_role("button", name="Add the subscriber").click()
    expect(page.get_by_role("heading", name="https://hooks.slack.com/…7f3a")).to_be_visible()
    look(page, "audiences-subscriber-new")

    file = tmp_path / "people.csv"
    file.write_text(
        "address,services,confirmed\nida@example.com,Checkot,yes\nnobody,,yes\nkim@example.com,,yes\n"
    )
    page.get_by_role("link", name="Audiences").click()
    page.get_by_role("link", name="Import…").click()
    page.set_input_files("#id_file", file)
    page.fill("#id_note", "customers of 2026, by contract")
    page.get_by_role("button", name="Look through the file").click()
    expect(page.get_by_text("2 lines cannot be imported, so that nothing is.")).to_be_visible()
    look(page, "audiences-import-wrong")
    names = [f"customer{number}@{LONG.lower().replace('ü', 'ue')}.example" for number in range(30)]
    file.write_text(
        "\n".join(
            [
                "address,services,audience,confirmed",
                *(f"{name},Checkout,customer,yes" for name in names),
                "eve@example.com,,,no",
            ]
        )
    )
    page.set_input_files("#id_file", file)
    page.fill("#id_note", "customers of 2026, by contract")
    page.get_by_role("button", name="Look through the file").click()
    expect(page.get_by_text("30 active at once; 1 asked to confirm.")).to_be_visible()
    look(page, "audiences-import")
    page.get_by_role("button", name="Import 31 subscribers").click()
    expect(page.get_by_text("Imported: 30 active at once; 1 asked to confirm.")).to_be_visible()
    look(page, "audiences")

    # One who was told, and whose address refuses mail by now.
    now = timezone.now()
    ida = a_subscriber("ida", note="asked by phone")
    incident = an_incident(by=ana, at=now)
    for number, state in enumerate((DeliveryState.SENT, DeliveryState.FAILED)):
        update = an_update(incident, at=now + timedelta(minutes=number))
        Delivery.objects.create(
            update=update, subscriber=ida, channel="mail", state=state, next_attempt_at=now, done_at=now,
            failure="550 5.1.1 no such user" if state == DeliveryState.FAILED else "",
        )  # fmt: skip
    receive(
        Returned("ida@example.com", BounceKind.HARD, "1", "smtp; 550 5.1.1 no such user"),
        source="ses",
        at=now,
    )
    page.fill("#id_q", "ida@")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="ida@example.com").click()
    expect(page.get_by_text("The address refuses mail for good.")).to_be_visible()
    look(page, "audiences-subscriber")
    page.get_by_role("button", name="Enable").click()
    expect(page.get_by_text("Enabled. They are told")).to_be_visible()
    page.get_by_role("button", name="Remove, and wipe the address").click()
    expect(page.get_by_text("The address is wiped; what was delivered stays countable.")).to_be_visible()
    look(page, "audiences-subscriber-wiped")

    page.goto(f"{live_server.url}/audiences/bounces/")
    page.fill("#id_name", "Amazon SES")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("code.shown")).to_contain_text("/intake/bounces/")
    look(page, "audiences-bounces")
