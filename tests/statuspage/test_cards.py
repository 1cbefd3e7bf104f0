"""What a shared link shows: words on every page, a picture for the index and for recent incidents."""

import html
import io
import re
import unicodedata
from datetime import timedelta

import pytest
from PIL import Image

from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.picture import SIZE, Picture, draw, drawable
from clarion.statuspage.publishing import freeze, write_page
from tests.factories.incidents import a_history, an_incident, say
from tests.statuspage.reading_files import text_at

MINUTE = timedelta(minutes=1)
HARMFUL = '"><script>alert(1)</script>'


def meta(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    return {name: html.unescape(content) for name, content in found}


@pytest.fixture
def down(nine, ben, checkout):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    return incident


@pytest.mark.django_db
def test_every_page_says_what_a_link_to_it_shows(nine, down, checkout, shown):
    paths = [
        "/",
        "/history",
        "/history/2026-03",
        f"/incidents/{down.public_id}",
        f"/services/{checkout.public_id}",
    ]
    cards = {path: meta(shown(path, at=nine)) for path in paths}
    assert [cards[path]["og:title"] for path in paths] == [
        "Status", "History", "March 2026", "Card payments fail", "Checkout",
    ]  # fmt: skip
    for path, card in cards.items():
        assert card["og:url"] == f"http://127.0.0.1:8001{path}"
        assert card["og:image"].startswith("http://127.0.0.1:8001/")
        assert card["og:image:alt"]
        assert card["twitter:card"] == "summary_large_image"
    assert cards["/"]["og:description"] == "A major outage is in progress"
    assert cards[paths[3]]["og:description"] == "Investigating · Checkout"
    assert cards[paths[3]]["og:image:alt"] == "Status: Card payments fail · Investigating"
    assert cards[paths[4]]["og:description"] == "Major outage"


@pytest.mark.django_db
def test_long_titles_are_cut_and_no_title_is_markup(nine, ben, shown):
    incident = an_incident(f"{HARMFUL}{'A very long title ' * 9}"[:200], by=ben, at=nine)
    say(incident, "It fails.", by=ben, at=nine)
    page = shown(f"/incidents/{incident.public_id}", at=nine)
    assert "<script" not in page
    title = meta(page)["og:title"]
    assert title.startswith(HARMFUL)
    assert title.endswith("…")
    assert len(title) <= 100


@pytest.mark.django_db
def test_a_picture_stands_where_the_card_says_and_changes_its_address_when_the_state_does(
    nine, ben, down, listener
):
    write_page(at=nine)
    addresses = []
    for path in ("/", f"/incidents/{down.public_id}"):
        address = meta(listener.get(path).text)["og:image"]
        addresses.append(address)
        answer = listener.get(address.removeprefix("http://127.0.0.1:8001"))
        assert answer.headers["content-type"] == "image/png"
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
    say(down, "It works again.", state=State.RESOLVED, by=ben, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    listener.get("/")
    after = [meta(listener.get(path).text)["og:image"] for path in ("/", f"/incidents/{down.public_id}")]
    assert [each.partition("?")[0] for each in after] == [each.partition("?")[0] for each in addresses]
    assert not set(after) & set(addresses)


@pytest.mark.django_db
def test_an_old_incident_shows_the_picture_of_the_page_and_has_none_of_its_own(
    nine, checkout, shown, public_folder
):
    a_history(2, service=checkout, at=nine, spacing=timedelta(days=20))
    freeze(None, at=nine)
    recent, old = (each.public_id for each in Incident.objects.order_by("-declared_at"))
    pictures = {each: meta(shown(f"/incidents/{each}", at=nine))["og:image"] for each in (recent, old)}
    assert pictures[recent].startswith(f"http://127.0.0.1:8001/incidents/{recent}.png?")
    assert pictures[old] == "http://127.0.0.1:8001/picture.png"
    with pytest.raises(AssertionError, match="nothing stands at"):
        text_at(public_folder, f"/incidents/{old}.png", nine)


def a_picture_of(**different) -> Picture:
    values = {
        "name": "Acme", "title": "Card payments fail", "state": "Investigating",
        "status": ServiceStatus.MAJOR_OUTAGE, "site": "status.example.com", "head": "",
    }  # fmt: skip
    return Picture(**{**values, **different})


def test_the_same_picture_is_drawn_once():
    assert draw(a_picture_of()) is draw(a_picture_of())


def test_all_that_a_picture_tells_is_seen_on_it():
    told = [
        {},
        {"name": "Bolt"},
        {"title": "Other"},
        {"state": "Resolved"},
        {"site": "x.example"},
        {"head": "#123456"},
    ]
    told += [{"status": status} for status in ServiceStatus if status != ServiceStatus.MAJOR_OUTAGE]
    assert len({draw(a_picture_of(**each)) for each in told}) == len(told)


@pytest.mark.parametrize(
    "text", ["Müller & Söhne – 100 €", "Crédit Agricole", "Łódź", "Альфа", "Ελλάδα", "a\u0308", ""]
)
def test_letters_of_latin_greek_and_cyrillic_can_be_drawn(text):
    assert drawable(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("決済が失敗", ""), ("مدفوعات", ""), ("\uffff", ""), ("決済 Checkout", "Checkout"),
        ("🔥 down", "down"), ("Acme🚀", "Acme"), ("👩🏽\u200d💻 Payments ❤\ufe0f", "Payments"), ("a\u200bb", "ab"),
    ],
)  # fmt: skip
def test_signs_and_words_that_no_font_has_are_left_out_and_the_rest_is_drawn(text, rest):
    assert drawable(text) == rest
    assert draw(a_picture_of(title=text)) == draw(a_picture_of(title=rest))
    assert draw(a_picture_of(name=text)) == draw(a_picture_of(name=rest))


@pytest.mark.parametrize("title", ["word " * 60, "Donaudampfschifffahrtsgesellschaft" * 5, "x"])
def test_words_never_leave_the_picture(title):
    with Image.open(io.BytesIO(draw(a_picture_of(title=title, name=title, site="a" * 200)))) as picture:
        right = picture.crop((SIZE[0] - 40, 140, SIZE[0], SIZE[1]))
        assert right.getcolors() == [(40 * (SIZE[1] - 140), (255, 255, 255))]


@pytest.mark.django_db
def test_a_service_page_without_incidents_has_a_card_too(nine, shown):
    service = add_service("Search")
    freeze(None, at=nine)
    assert meta(shown(f"/services/{service.public_id}", at=nine))["og:description"] == "Operational"
