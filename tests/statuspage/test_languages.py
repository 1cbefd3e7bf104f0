"""The page in several languages: addresses, links, words, dates, feeds. Authors' words are Greek here, or translated."""

import html
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from clarion.flows.approve import approve
from clarion.flows.languages import choose_languages
from clarion.flows.publish import publish
from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.states import State
from clarion.statuspage.listener import LANGUAGE
from clarion.statuspage.publishing import freeze, write_page
from clarion.statuspage.reader_language import incident_in
from clarion.statuspage.reading import Reading
from clarion.statuspage.renderer import _sources
from clarion.statuspage.templatetags.remembered import _rendered
from clarion.updates.editing import edit_draft
from clarion.updates.suggested_text import start_draft
from clarion.updates.time_words import duration_words
from tests.factories.incidents import an_incident, put_right, say
from tests.statuspage.languages import bare_words, page_in, something_of_everything, wrapping_catalog
from tests.statuspage.reading_files import every_document, words_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
OTHERS = ("de", "fr", "es", "ja")
#: Not in a language of its own: what machines read, pictures, the feed of a service, and what other sites show.
SHARED = re.compile(
    r"/(?:api|de|fr|es|ja|embed)/|/[^/]*\.(?:svg|png|ics|rss|json)$|^/services/\w+/history\.atom$|#"
)


@pytest.fixture
def everything(nine, ben, cleo, public_folder) -> dict[str, str]:
    """Every document of a page in five languages: address and instant -> content."""
    page_in("en", *OTHERS)
    something_of_everything(by=ben, approver=cleo, at=nine)
    write_page(at=nine + 45 * MINUTE)
    documents = every_document(public_folder).items()
    return {path: content.decode() for path, content in documents if not content.startswith(b"\x89PNG")}


@pytest.fixture
def wrapped(settings, tmp_path):
    """German that says every sentence of the catalog in ⟦brackets⟧."""
    wrapping_catalog(tmp_path / "locale", "de")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    trans_real._translations.pop("de", None)
    yield
    trans_real._translations.pop("de", None)


def pages_of(everything, language):
    return {
        path: page
        for path, page in everything.items()
        if page.startswith("<!doctype html>") and path.startswith(f"/{language}/")
    }


def test_every_page_stands_below_the_prefix_of_each_further_language_and_the_first_keeps_its_addresses(
    everything,
):
    paths = {path.partition(" ")[0] for path in everything if not path.startswith("404")}
    plain = {path for path in paths if not SHARED.search(path)}
    assert "/" in plain
    assert any(path.startswith("/incidents/") for path in plain)
    for language in OTHERS:
        assert {path for path in paths if path.startswith(f"/{language}/")} == {
            f"/{language}{path}" for path in plain
        }


@pytest.mark.parametrize("language", OTHERS)
def test_links_of_a_page_stay_in_its_language_except_those_of_the_switch(everything, language):
    for path, page in pages_of(everything, language).items():
        assert f'<html lang="{language}">' in page
        body = re.sub(r'<nav class="languages".*?</nav>', "", page.partition("<body>")[2], flags=re.DOTALL)
        leading_away = {
            link
            for link in re.findall(r'href="([^"]+)"', body)
            if not link.startswith((f"/{language}/", "#", "http://", "https://", "mailto:"))
            and not SHARED.search(link)
        }
        assert leading_away == set(), path


def test_every_page_names_itself_in_the_other_languages_and_the_switch_leads_there(everything):
    there = {path.partition(" ")[0] for path in everything}
    for path, page in everything.items():
        address = path.partition(" ")[0]
        if not page.startswith("<!doctype html>") or address in {"404", "/embed/banner"}:
            continue
        alternates = dict(
            re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://[^/]+([^"]*)">', page)
        )
        assert set(alternates) == {"en", *OTHERS, "x-default"}, path
        assert alternates["x-default"] == alternates["en"]
        assert set(alternates.values()) <= there
        assert address in alternates.values()
        switch = re.search(r'<nav class="languages".*?</nav>', page, re.DOTALL)[0]
        assert re.findall(r'href="([^"]+)"', switch) == [alternates[each] for each in ("en", *OTHERS)]
        assert switch.count('aria-current="page"') == 1


def test_the_page_that_says_there_is_nothing_leads_to_every_language(everything):
    page = everything[next(path for path in everything if path.startswith("404"))]
    assert re.findall(r'hreflang="(\w+)"', page) == ["en", *OTHERS]
    assert 'href="/de/"' in page


#: Called the same in every language.
FORMATS = {"Atom", "RSS", "JSON", "Feed", "Statuspage"}


def test_a_german_page_has_no_word_that_no_catalog_holds(wrapped, everything):
    for path, page in pages_of(everything, "de").items():
        shown = re.sub(r'<nav class="languages".*?</nav>|<style>.*?</style>', "", page, flags=re.DOTALL)
        spoken = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', shown))
        text = html.unescape(re.sub(r"<[^>]*>", " ", shown))
        assert bare_words(f"{text} {html.unescape(spoken)}") <= FORMATS, path


def test_a_german_feed_has_no_word_that_no_catalog_holds(wrapped, everything):
    feed = ET.fromstring(
        next(page for path, page in everything.items() if path.startswith("/de/history.atom"))
    )
    said = [element.text or "" for element in feed.iter() if element.tag.endswith(("title", "content"))]
    said += [element.get("label", "") for element in feed.iter() if element.tag.endswith("category")]
    assert bare_words(html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(" ".join(said))))) == set()


@pytest.mark.parametrize(
    ("language", "sentence", "day", "month"),
    [
        ("de", "Einige Dienste sind gestört", "10. März 2026, 09:00 UTC", "März 2026"),
        ("fr", "Certains services sont perturbés", "10 mars 2026, 09:00 UTC", "mars 2026"),
        (
            "es",
            "Algunos servicios presentan interrupciones",
            "10 de marzo de 2026, 09:00 UTC",
            "marzo de 2026",
        ),
        ("ja", "一部のサービスで障害が発生しています", "2026年3月10日 09:00 UTC", "2026年3月"),
    ],
)
def test_sentences_days_and_months_are_those_of_the_language_and_times_say_utc(
    everything, language, sentence, day, month
):
    index = [page for path, page in everything.items() if path.startswith(f"/{language}/ ")]
    assert sentence in words_of(index[0])
    assert day in words_of(index[-1])
    assert f"<h1>{month}</h1>" in next(
        page for path, page in everything.items() if path.startswith(f"/{language}/history/2026-03")
    )


def test_the_v2_json_is_the_same_whatever_languages_the_page_has(everything, nine, ben, public_folder):
    before = {path: page for path, page in everything.items() if path.startswith("/api/")}
    page_in("en")
    freeze(None, at=nine + 45 * MINUTE)
    write_page(at=nine + 45 * MINUTE)
    after = every_document(public_folder).items()
    assert {path: page.decode() for path, page in after if path.startswith("/api/")} == before


def test_a_page_in_one_language_has_no_switch_no_alternates_and_no_address_more(
    nine, ben, cleo, public_folder
):
    something_of_everything(by=ben, approver=cleo, at=nine)
    write_page(at=nine + 45 * MINUTE)
    documents = every_document(public_folder)
    assert not [path for path in documents if path.startswith("/de")]
    assert not [path for path, page in documents.items() if b"hreflang" in page or b"languages" in page]


@pytest.fixture
def told(nine, ben, cleo):
    """An incident with a German text for the first update and none for the second."""
    page_in("en", "de", "fr")
    incident = an_incident("Card payments fail", by=ben, at=nine)
    translated(
        incident, "Card payments fail.", {"de": ("Kartenzahlungen schlagen fehl", "Kartenzahlungen **schlagen fehl**.")},
        by=ben, approver=cleo, at=nine,
    )  # fmt: skip
    say(incident, "We found the cause.", state=State.IDENTIFIED, by=ben, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    return incident


def translated(incident, text, translations, *, by, approver, at):
    draft = start_draft(incident, "public", by=by, at=at)
    words = {language: {"title": title, "text": said} for language, (title, said) in translations.items()}
    changes = {"text": text, "next_update_at": at + 30 * MINUTE, "translations": words}
    edit_draft(draft, changes, seen_version=None, by=by, at=at)
    approve(draft, seen_version=draft.version, by=approver, at=at, override_reason="a test")
    return publish(draft, by=by, at=at)


def test_a_translated_text_is_shown_in_its_language_and_what_has_none_in_the_original_with_a_line(
    told, shown, nine
):
    page = shown(f"/de/incidents/{told.public_id}", at=nine + MINUTE)
    assert '<div class="text"><p>Kartenzahlungen <strong>schlagen fehl</strong>.</p>' in page
    assert '<div class="text" lang="en"><p>We found the cause.</p>' in page
    assert page.count("Diese Meldung liegt nur auf Englisch vor.") == 1
    french = shown(f"/fr/incidents/{told.public_id}", at=nine + MINUTE)
    assert french.count("Cette information n’est disponible qu’en anglais.") == 2
    english = shown(f"/incidents/{told.public_id}", at=nine + MINUTE)
    assert "schlagen" not in english
    assert "available in" not in english


def test_a_title_that_was_translated_once_stays_translated_while_the_title_is_the_same(told, shown, nine):
    assert "<h1>Kartenzahlungen schlagen fehl <span" in shown(
        f"/de/incidents/{told.public_id}", at=nine + MINUTE
    )
    assert '<h1><span lang="en">Card payments fail</span>' in shown(
        f"/fr/incidents/{told.public_id}", at=nine + MINUTE
    )


def test_what_was_put_right_and_what_was_wrong_stays_in_the_language_in_which_it_was_said(
    nine, ben, cleo, shown
):
    page_in("en", "de")
    incident = an_incident(by=ben, at=nine)
    german = {"de": ("", "Die Rechnungen kommen verspätet.")}
    update = translated(incident, "Invoices arrrive late.", german, by=ben, approver=cleo, at=nine)
    proposal = propose_quietly(
        update, wrong_words="arrrive", right_words="arrive", reason="typo", by=ben, at=nine
    )
    put_right_quietly(proposal, by=cleo, at=nine)
    put_right(update, "Invoices arrive late.", "Only some do.", by=ben, at=nine + MINUTE)
    page = shown(f"/de/incidents/{incident.public_id}", at=nine + MINUTE)
    assert "Die Rechnungen kommen verspätet." in page
    assert "Im Originaltext berichtigt" in page
    assert '<del lang="en">arrrive</del> → <ins lang="en">arrive</ins>' in page
    assert '<q lang="en">Invoices arrive late.</q>' in page


def test_each_language_has_a_feed_of_its_own_with_ids_of_its_own(told, public_folder, nine):
    documents = every_document(public_folder)
    feeds = {
        language: feedparser.parse(
            next(page for path, page in documents.items() if path.startswith(f"{prefix}/history.atom"))
        )
        for language, prefix in (("en", ""), ("de", "/de"))
    }
    german = feeds["de"].entries
    assert feeds["de"].feed.language == "de"
    assert [entry.title for entry in german] == [
        "Fehler gefunden: Kartenzahlungen schlagen fehl",
        "Wird untersucht: Kartenzahlungen schlagen fehl",
    ]
    assert german[0].content[0].language == "en"
    assert german[1].content[0].language == "de"
    assert "/de/incidents/" in german[0].link
    assert not {entry.id for entry in german} & {entry.id for entry in feeds["en"].entries}


def test_when_the_default_changes_what_is_published_keeps_its_language(told, ana, nine, public_folder, shown):
    choose_languages("de", ["en"], by=ana, at=nine + MINUTE)
    page = shown(f"/incidents/{told.public_id}", at=nine + MINUTE)
    assert '<html lang="de">' in page
    assert "schlagen fehl" in page
    assert '<div class="text" lang="en"><p>We found the cause.</p>' in page
    assert "available" not in shown(f"/en/incidents/{told.public_id}", at=nine + MINUTE)
    assert not [path for path in every_document(public_folder) if path.startswith(("/de/", "/fr/"))]


def test_a_publication_writes_its_incident_in_every_language_and_the_rest_of_the_history_in_none(
    told, ben, nine, public_folder
):
    other = an_incident("Receipts are late", by=ben, at=nine)
    say(other, "Receipts arrive late.", by=ben, at=nine + 2 * MINUTE)
    write_page(at=nine + 2 * MINUTE)
    untouched = f"/de/incidents/{told.public_id}"
    before = {
        path: page for path, page in every_document(public_folder).items() if path.startswith(untouched)
    }
    say(other, "Still late.", by=ben, at=nine + 3 * MINUTE)
    write_page(at=nine + 3 * MINUTE)
    documents = every_document(public_folder)
    assert {path: page for path, page in documents.items() if path.startswith(untouched)} == before
    assert b"Still late." in next(
        page for path, page in documents.items() if path.startswith(f"/de/incidents/{other.public_id}")
    )


def test_the_front_page_of_a_language_is_found_without_its_last_slash(told, nine, public_folder, listener):
    answer = listener.get("/de")
    assert (answer.status_code, answer.headers["location"]) == (308, "/de/")
    assert '<html lang="de">' in listener.get("/de/").text
    assert listener.get("/it/").status_code == 404


def test_the_digest_of_the_renderer_covers_the_catalogs():
    assert len([path for path in _sources() if path.suffix == ".mo"]) == len(OTHERS)


def test_the_language_of_the_process_is_what_it_was_after_the_page_was_written(told):
    assert translation.get_language() == "en"


def test_what_is_remembered_speaks_the_language_of_its_page_whatever_the_caller_speaks(told, nine):
    incident = incident_in(Reading().incidents([told.public_id])[0], "fr")
    page = Reading().current([], updated_at=nine).page.read_in("fr")
    with translation.override("de"):
        said = _rendered("statuspage/_said.html", incident, page.at_no_time(), nine.date())
    assert "Problème identifié" in said
    assert "Fehler gefunden" not in said


def test_no_duration_ends_with_a_full_stop_that_a_sentence_would_double():
    for language in ("en", "de", "fr", "es", "ja"):
        with translation.override(language):
            assert not duration_words(timedelta(minutes=46)).endswith(".")
            assert not duration_words(timedelta(hours=3, minutes=46)).endswith(".")


def test_addresses_of_a_language_that_is_the_first_one_or_gone_lead_to_the_plain_ones(
    told, public_folder, listener
):
    assert all(LANGUAGE.fullmatch(f"/{code}/history") for code, _ in settings.LANGUAGES)
    for path, plain in (
        ("/en/", "/"),
        ("/en", "/"),
        ("/en/history", "/history"),
        ("/es/history.atom", "/history.atom"),
    ):
        answer = listener.get(path)
        assert (answer.status_code, answer.headers["location"]) == (308, plain)
        assert answer.headers["cache-control"] == "no-store"
    for nothing in ("/en/nothing", "/en//example.com", "/es/404"):
        assert listener.get(nothing).status_code == 404
