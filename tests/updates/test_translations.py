"""Translations of a draft: part of its version, its approval and its update; checked for what every language shares."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.workspace import Workspace
from clarion.flows.approve import approve
from clarion.flows.declare import declare
from clarion.flows.languages import choose_languages
from clarion.flows.publish import publish
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.approval import fingerprint, standing_approval
from clarion.updates.drafts import Draft, DraftChanged
from clarion.updates.editing import edit_draft
from clarion.updates.editors import writers_of
from clarion.updates.gate import NotApprovable, NotPublishable
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft
from clarion.updates.translation_checks import Weight, figures_in, remarks_on_translations, times_in
from clarion.updates.translations import said_to

pytestmark = pytest.mark.django_db(transaction=True)

ENGLISH = """\
We are investigating a problem with Checkout. Card payments are declined for 25 % of users in Europe since 09:00 UTC.

Next update by 09:20 UTC.
"""
GERMAN = """\
Wir untersuchen ein Problem mit Checkout. Seit 09:00 UTC werden Kartenzahlungen bei 25 % der Nutzer in Europa abgelehnt.

Nächste Meldung bis 09:20 UTC.
"""


@pytest.fixture
def draft(ana, ben, cleo, checkout, nine) -> Draft:
    workspace = Workspace.current()
    workspace.further_languages = ["de", "ja"]
    workspace.save()
    facts = {"percent_affected": 25, "regions": ["Europe"], "impact": "Card payments are declined"}
    incident = declare(
        "Card payments fail", severity=Severity.SEV2, services={checkout: ServiceStatus.MAJOR_OUTAGE},
        facts=facts, by=ana, at=nine,
    )  # fmt: skip
    draft = start_draft(incident, "public", by=ben, at=nine)
    edit_draft(
        draft,
        {"text": ENGLISH, "next_update_at": nine + timedelta(minutes=20)},
        seen_version=None,
        by=ben,
        at=nine,
    )
    return draft


def german(draft, text, *, title="", by=None, seen=None, at):
    words = {"de": {"title": title, "text": text}}
    return edit_draft(draft, {"translations": words}, seen_version=seen, by=by, at=at)


def remarks(draft):
    return [(remark.weight, remark.message) for remark in remarks_on_translations(draft)]


def test_a_translation_that_agrees_is_approved_and_frozen_with_the_update(draft, ben, cleo, nine):
    german(draft, GERMAN, title="Kartenzahlungen schlagen fehl", by=ben, at=nine)
    assert remarks(draft) == []
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    update = publish(draft, by=cleo, at=nine)
    assert update.language == "en"
    assert update.translations == {"de": {"title": "Kartenzahlungen schlagen fehl", "text": GERMAN}}
    assert said_to(update, "de") == ("Kartenzahlungen schlagen fehl", GERMAN, "de")
    assert said_to(update, "ja") == ("Card payments fail", ENGLISH, "en")
    assert said_to(update, "en") == ("Card payments fail", ENGLISH, "en")


def test_a_title_that_was_given_before_is_that_of_later_updates_too(draft, ben, cleo, nine):
    german(draft, GERMAN, title="Kartenzahlungen schlagen fehl", by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    first = publish(draft, by=cleo, at=nine)
    later = {
        "audience": "public",
        "kind": "progress",
        "state": "identified",
        "severity": "SEV2",
        "text": "Found.",
    }
    update = IncidentUpdate.objects.create(
        incident=draft.incident, published_at=nine + timedelta(minutes=5), title=first.title, **later
    )
    assert said_to(update, "de") == ("Kartenzahlungen schlagen fehl", "Found.", "en")
    assert said_to(update, "ja").title == "Card payments fail"
    update.title = "All payments fail"
    assert said_to(update, "de").title == "All payments fail"


def test_an_edit_of_a_translation_is_an_edit_of_the_draft_and_voids_the_approval(draft, ben, cleo, nine):
    german(draft, GERMAN, by=ben, at=nine)
    version = draft.version
    approve(draft, seen_version=version, by=cleo, at=nine)
    german(draft, GERMAN.replace("untersuchen", "prüfen"), by=ben, at=nine)
    assert draft.version == version + 1
    assert standing_approval(draft) is None
    with pytest.raises(NotPublishable):
        publish(draft, by=cleo, at=nine)
    with pytest.raises(DraftChanged):
        german(draft, "Andere Worte", by=cleo, seen=version, at=nine)


def test_who_translates_has_written_in_the_text(draft, ben, cleo, nine):
    german(draft, GERMAN, by=cleo, at=nine)
    assert writers_of(draft) == {ben.pk, cleo.pk}


def test_the_same_translation_again_changes_nothing(draft, ben, nine):
    german(draft, GERMAN, by=ben, at=nine)
    assert german(draft, GERMAN.replace("\n", "\r\n"), by=ben, at=nine) is False


def test_languages_that_are_not_sent_stay_and_none_takes_one_away(draft, ben, nine):
    german(draft, GERMAN, by=ben, at=nine)
    edit_draft(
        draft,
        {"translations": {"ja": {"title": "", "text": "調査中です。"}}},
        seen_version=None,
        by=ben,
        at=nine,
    )
    assert set(draft.translations) == {"de", "ja"}
    edit_draft(draft, {"translations": {"de": None}}, seen_version=None, by=ben, at=nine)
    assert set(draft.translations) == {"ja"}


def test_an_approval_from_before_translations_holds(draft, nine):
    before = fingerprint(draft)
    draft.translations = {"de": {"title": "", "text": ""}}
    assert fingerprint(draft) == before


def test_an_open_prompt_in_a_translation_is_not_approved_whatever_the_reason(draft, ben, cleo, nine):
    german(draft, f"{GERMAN}\n[[was jetzt getan wird]]", by=ben, at=nine)
    with pytest.raises(NotApprovable, match=r"Fill in, in the German text: was jetzt getan wird\."):
        approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason="it cannot wait")


@pytest.mark.parametrize(
    ("text", "weight", "message"),
    [
        (GERMAN.replace("09:20", "09:30"), Weight.OBJECTION, "The German text does not name 09:20, for which the next update is promised. Make them agree."),
        (GERMAN.replace("09:00", "08:00"), Weight.OBJECTION, "The German text says 08:00, which the original does not."),
        (GERMAN.replace("25 %", "35 %"), Weight.OBJECTION, "The German text says 35, which the original does not."),
        (GERMAN.replace("25 %", "einem Viertel"), Weight.HINT, "The German text has no 25; the original does."),
        (f"{GERMAN}\nSiehe db-01.prod.internal.", Weight.OBJECTION, "The German text says “db-01.prod.internal”"),
        (f"{GERMAN}\nghp_abcdefghijklmnopqrstuvwxyz0123456789", Weight.OBJECTION, "Holds a secret"),
    ],
)  # fmt: skip
def test_what_every_language_shares_is_compared_with_the_original(draft, ben, nine, text, weight, message):
    german(draft, text, by=ben, at=nine)
    found = remarks(draft)
    assert any(each == weight and message in said for each, said in found), found


def test_an_objection_to_a_translation_takes_a_reason(draft, ben, cleo, nine):
    german(draft, GERMAN.replace("25 %", "35 %"), by=ben, at=nine)
    with pytest.raises(NotApprovable, match="35"):
        approve(draft, seen_version=draft.version, by=cleo, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason="counted again")


def test_a_promise_that_a_translation_does_not_name_takes_a_reason(draft, ben, cleo, nine):
    german(draft, GERMAN.replace("bis 09:20 UTC", "in zwanzig Minuten"), by=ben, at=nine)
    with pytest.raises(NotApprovable, match=r"does not name 09:20"):
        approve(draft, seen_version=draft.version, by=cleo, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason="said in words")
    assert publish(draft, by=cleo, at=nine).translations["de"]["text"].strip().endswith("Minuten.")


def test_a_title_without_a_text_is_unfinished(draft, ben, nine):
    german(draft, "", title="Kartenzahlungen", by=ben, at=nine)
    assert remarks(draft) == [
        (Weight.UNFINISHED, "There is a German title without a text. Write the text, or take it out.")
    ]


@pytest.mark.parametrize(
    ("language", "text", "title", "message"),
    [
        ("fr", "Bonjour", "", "The page has no language “fr” besides its own. Use de or ja"),
        ("xx", "x", "", "The page has no language “xx”"),
        ("de", "x" * 20_001, "", "The German text has 20001 characters; at most 20000 fit."),
        ("de", "x", "x" * 201, "The German title has 201 characters; at most 200 fit."),
        ("de", "x\0", "", "Take the NUL character out of the German text."),
    ],
)
def test_what_cannot_be_saved_says_why_and_saves_nothing(draft, ben, nine, language, text, title, message):
    words = {language: {"title": title, "text": text}}
    with pytest.raises(ValidationError) as refused:
        edit_draft(draft, {"translations": words}, seen_version=None, by=ben, at=nine)
    assert message in refused.value.messages[0]
    assert Draft.objects.get(pk=draft.pk).translations == {}


def test_a_text_that_stays_inside_takes_no_translation(draft, ben, nine):
    inside = start_draft(draft.incident, "engineering", by=ben, at=nine)
    with pytest.raises(ValidationError, match="takes no translation"):
        german(inside, GERMAN, by=ben, at=nine)


def test_a_language_that_the_page_gave_up_is_neither_approved_nor_published(draft, ana, ben, cleo, nine):
    german(draft, GERMAN, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    choose_languages("en", ["ja"], by=ana, at=nine)
    assert standing_approval(draft) is None
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    assert publish(draft, by=cleo, at=nine).translations == {}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("bis 14:05 UTC", {845}), ("um 14.05 Uhr", {845}), ("à 14 h 05", {845}), ("à 14h05 UTC", {845}), ("午後2時5分", {845}),
        ("14時05分まで", {845}), ("14時まで", {840}), ("約14時間", set()), ("um 14 Uhr", {840}), ("um 14:05 Uhr", {845}), ("2:05 p. m.", {845}), ("2:05 PM", {845}), ("después de 1 h 12 min", set()), ("1.25 %", set()),
        ("１４：０５ UTC", {845}), ("99:99", set()), ("次のお知らせ：14:05 UTCまで。", {845}), ("次のお知らせ:14:05まで", {845}), ("14：05：復旧", {845}),
        ("5日、14:05、復旧", {845}), ("午後2:05", {845}), ("14:05:30", set()), ("1,14:05", set()),
    ],
)  # fmt: skip
def test_times_are_read_as_each_language_writes_them(text, times):
    assert times_in(text) == times


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1,200 users", {1200}), ("1.200 Nutzer", {1200}), ("1 200 utilisateurs", {1200}), ("1\u202f200 utilisateurs", {1200}),
        ("3.5 %", {3.5}), ("3,5 %", {3.5}), ("２５％", {25}), ("10 March 2026", {10, 2026}), ("10.03.2026", {10, 2026}), ("2026年3月10日", {10, 2026}),
        ("2026-03-10", {10, 2026}), ("bis 14:05 UTC", set()), ("https://status.example/2024", set()), ("none", set()),
        ("対象：25％、約1，200件", {25, 1200}), ("次のお知らせ：14:05 UTCまで。", set()),
    ],
)  # fmt: skip
def test_figures_are_read_as_each_language_writes_them(text, figures):
    assert figures_in(text) == figures
