"""Languages in the console: the settings page, and translations in the composer."""

import pytest

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.workspace import Workspace
from clarion.flows.declare import declare
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.suggested_text import start_draft
from tests.factories.subscribers import an_update

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/languages/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def draft(ana, ben, checkout, nine) -> Draft:
    services = {checkout: ServiceStatus.MAJOR_OUTAGE}
    incident = declare("Card payments fail", severity=Severity.SEV2, services=services, by=ana, at=nine)
    return start_draft(incident, "public", by=ben, at=nine)


@pytest.fixture
def german(draft) -> Draft:
    """A draft of a page in English and German."""
    workspace = Workspace.current()
    workspace.further_languages = ["de"]
    workspace.save()
    return draft


def form(draft, **changes):
    words = draft.translations.get("de", {"title": "", "text": ""})
    return {
        "text": draft.text, "state": draft.state, "next_update_at": f"{draft.next_update_at:%Y-%m-%d %H:%M}",
        "version": draft.version, "translated_title_de": words["title"], "translated_text_de": words["text"],
        **changes,
    }  # fmt: skip


def test_an_admin_chooses_the_languages_and_the_page_shows_where_each_stands(client, ana, settings):
    client.force_login(ana)
    answer = client.post(ADDRESS, {"default": "de", "further": ["en", "de", "ja"]}, follow=True)
    said = answer.content.decode()
    assert "Saved. The public page is written in these languages now." in said
    assert Workspace.current().page_languages == ("de", "en", "ja")
    assert f"{settings.PUBLIC_URL}/ja/" in said
    assert "The review reads English only." in said
    entry = AuditEntry.objects.get(act=Done.CHANGED_LANGUAGES)
    assert entry.detail == "language: English → German; besides: nothing → English, Japanese"


def test_choosing_what_is_chosen_changes_nothing(client, ana):
    client.force_login(ana)
    answer = client.post(ADDRESS, {"default": "en"}, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert not AuditEntry.objects.filter(act=Done.CHANGED_LANGUAGES).exists()


def test_a_language_without_words_is_refused_by_the_name_of_the_field(client, ana):
    client.force_login(ana)
    answer = client.post(ADDRESS, {"default": "en", "further": ["de", "tlh"]})
    assert answer.status_code == 422
    assert "The page is shown in: choose languages of the list." in answer.content.decode()
    assert Workspace.current().page_languages == ("en",)


def test_a_page_in_one_language_shows_no_translations_in_the_composer(lead, draft):
    assert "ranslations" not in lead.get(f"/drafts/{draft.pk}/").content.decode().partition("<main")[2]


def test_a_text_that_stays_inside_shows_no_translations_in_the_composer(lead, german, ben, nine):
    inside = start_draft(german.incident, "engineering", by=ben, at=nine)
    assert "translated_text_de" not in lead.get(f"/drafts/{inside.pk}/").content.decode()


def test_a_translation_is_saved_with_the_text_and_remarks_stand_beside_it(lead, german):
    answer = lead.post(
        f"/drafts/{german.pk}/save/",
        form(german, translated_text_de="Störung seit 07:13 UTC [[was]]"),
        headers=HTMX,
    )
    said = answer.content.decode()
    german.refresh_from_db()
    assert german.translations == {"de": {"title": "", "text": "Störung seit 07:13 UTC [[was]]"}}
    assert "Fill in, in the German text: was." in said
    page = lead.get(f"/drafts/{german.pk}/").content.decode()
    assert ">\nStörung seit 07:13 UTC [[was]]</textarea>" in page
    assert '<details class="translations" id="translations" open>' in page
    assert "The review reads English only" in page
    assert '<div class="prose" lang="de"><p>Störung seit 07:13 UTC' in page


def test_the_preview_shows_the_title_that_readers_of_the_language_were_given_before(lead, german, nine):
    given = {"de": {"title": "Karten gestört", "text": "Wir untersuchen es."}}
    an_update(german.incident, at=nine, translations=given)
    lead.post(f"/drafts/{german.pk}/save/", form(german, translated_text_de="Wir wissen mehr."))
    page = lead.get(f"/drafts/{german.pk}/").content.decode()
    assert 'In German · <span lang="de">Karten gestört</span></p>' in page


def test_a_save_on_an_old_version_keeps_both_translations(lead, german, cleo, nine):
    seen = german.version
    words = {"de": {"title": "", "text": "Cleos Worte"}}
    edit_draft(german, {"translations": words}, seen_version=None, by=cleo, at=nine)
    answer = lead.post(
        f"/drafts/{german.pk}/save/", form(german, version=seen, translated_text_de="Meine Worte")
    )
    said = answer.content.decode()
    assert answer.status_code == 409
    assert ">\nMeine Worte</textarea>" in said
    assert 'The saved German text says:<pre lang="de">Cleos Worte</pre>' in said
    german.refresh_from_db()
    assert german.translations == words


def test_a_translation_in_a_language_that_the_page_gave_up_meanwhile_is_refused_and_not_lost(lead, german):
    typed = form(german, translated_text_de="Meine Worte")
    Workspace.objects.update(further_languages=[])
    for address in ("save", "approve", "publish"):
        answer = lead.post(f"/drafts/{german.pk}/{address}/", typed)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "Meine Worte</textarea>" in said
        assert "takes no translation" in said


def test_approving_with_a_translation_that_is_not_saved_yet_saves_it_and_approves_nothing(lead, german):
    lead.post(f"/drafts/{german.pk}/approve/", form(german, translated_text_de="Neue Worte"))
    german.refresh_from_db()
    assert german.translations["de"]["text"] == "Neue Worte"
    assert not german.approvals.exists()


def test_taking_the_first_language_away_says_what_to_do(client, ana):
    client.force_login(ana)
    said = client.post(ADDRESS, {"default": "en", "further": []}, follow=True).content.decode()
    assert "To take English away, choose another language under “Texts are written in” first." in said
