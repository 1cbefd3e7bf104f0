"""Five languages by looking: every page free of barriers and no wider than a phone, and a translation by clicking."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.languages import spoken
from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus
from clarion.statuspage.publishing import write_page
from clarion.statuspage.site import Site
from clarion.updates.suggested_text import start_draft
from tests.browser.conftest import PICTURES, barriers, fits, picture
from tests.factories.incidents import an_incident, say
from tests.statuspage.languages import page_in, something_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = [code for code, _ in spoken()]
WIDTHS = {"desktop": 1280, "phone": 320}


def test_every_page_in_every_language_has_no_barrier_and_fits_a_small_phone(
    page: Page, reader, public_folder, settings, ben, cleo
):
    settings.PUBLIC_URL = reader.address("")
    page_in(*LANGUAGES)
    at = timezone.now() - timedelta(minutes=45)
    something_of_everything(by=ben, approver=cleo, at=at)
    add_service("Donaudampfschifffahrtsgesellschaftskapitänsabrechnungsdienst", description="Abrechnung " * 8)
    write_page(at=timezone.now())
    hot = [path for path in Site(public_folder).manifest().hot if path.startswith("/") and path.endswith("/")]
    assert sorted(hot) == sorted(["/", *(f"/{each}/" for each in LANGUAGES[1:])])
    for language, home in zip(LANGUAGES, ["/", *(f"/{each}/" for each in LANGUAGES[1:])], strict=True):
        look_at(page, reader.address(home), f"page-{language}-index")
        page.get_by_role("link", name="αποτυγχάνουν").click()
        look_at(page, page.url, f"page-{language}-incident")
        below = "/" if home == "/" else home
        for path in ("history", f"history/{at:%Y-%m}"):
            look_at(page, reader.address(f"{below}{path}"), f"page-{language}-{path.partition('/')[0]}")
    look_at(page, reader.address("/nothing/here"), "page-not-found")


def look_at(page: Page, address: str, name: str) -> None:
    page.goto(address)
    assert barriers(page) == [], name
    PICTURES.mkdir(exist_ok=True)
    for size, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.screenshot(path=PICTURES / f"{name}-{size}.png", full_page=True)
        assert wide <= 0, f"{name} is {wide} px too wide for {width} px"
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_language_switch_stays_at_the_same_page(page: Page, reader, settings, ben):
    settings.PUBLIC_URL = reader.address("")
    page_in("en", "fr")
    incident = an_incident(by=ben, at=timezone.now())
    say(incident, "Card payments fail.", by=ben, at=timezone.now())
    page.goto(reader.address(f"/incidents/{incident.public_id}"))
    page.get_by_role("link", name="Français").click()
    assert page.url == reader.address(f"/fr/incidents/{incident.public_id}")
    expect(page.get_by_text("Cette information n’est disponible qu’en anglais.")).to_be_visible()
    page.get_by_role("link", name="État actuel de tous les services").click()
    assert page.url == reader.address("/fr/")


def test_a_translation_is_typed_checked_approved_and_read(
    page: Page, live_server, reader, settings, ana, ben, cleo, checkout
):
    settings.PUBLIC_URL = reader.address("")
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/settings/languages/")
    page.get_by_label("German (Deutsch)").check()
    page.get_by_label("French (Français)").check()
    picture(page, "settings-languages")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("button", name="Save the languages").click()
    expect(page.get_by_text("is written in these languages now")).to_be_visible()

    incident = an_incident(
        services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=timezone.now(),
        percent_affected=25, regions=["Europe"], impact="Card payments are declined",
    )  # fmt: skip
    draft = start_draft(incident, "public", by=ben, at=timezone.now())
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/drafts/{draft.pk}/")
    picture(page, "composer-translations-empty")
    page.locator("#translations > summary").click()
    promised = f"{draft.next_update_at:%H:%M}"
    type_german(page, "Kartenzahlungen werden abgelehnt. Nächste Meldung bis 03:33 UTC. [[wen es betrifft]]")
    expect(page.locator("#review")).to_contain_text("Fill in, in the German text: wen es betrifft.")
    expect(page.locator("#review")).to_contain_text(f"does not name {promised}")
    picture(page, "composer-translations-remarks")
    assert barriers(page) == []
    assert fits(page)
    draft.refresh_from_db()
    german = (
        f"Kartenzahlungen werden bei 25 % der Nutzer in Europa abgelehnt. Nächste Meldung bis {promised} UTC."
    )
    type_german(page, german)
    page.fill("#id_translated_title_de", "Kartenzahlungen schlagen fehl")
    expect(page.locator("#preview")).to_contain_text("Kartenzahlungen schlagen fehl")
    picture(page, "composer-translations-done")

    sign_in(page, live_server, cleo)
    page.goto(f"{live_server.url}/drafts/{draft.pk}/")
    reason = page.get_by_placeholder("Why it may go out all the same")
    if reason.is_visible():
        reason.fill("read in both languages")
        page.get_by_role("button", name="Approve all the same").click()
    else:
        page.get_by_role("button", name="Approve this text").click()
    page.get_by_role("button", name="Publish →").click()
    expect(page.get_by_text("In German")).to_be_visible()
    picture(page, "room-translated")
    page.goto(reader.address("/de/"))
    expect(page.get_by_role("heading", name="Kartenzahlungen schlagen fehl")).to_be_visible()
    expect(page.get_by_text(german)).to_be_visible()


def type_german(page: Page, text: str) -> None:
    with page.expect_response(lambda answer: "/save/" in answer.url) as answer:
        page.fill("#id_translated_text_de", text)
    assert answer.value.status == 200
    page.wait_for_timeout(150)


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")
