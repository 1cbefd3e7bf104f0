"""What an admin sets, through the API: templates, cadence, glossary, people."""

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.people import Person
from clarion.drafting import shipped_template
from clarion.updates.cadence import SHIPPED
from clarion.updates.suggested_text import start_draft
from clarion.updates.templates import save_template, template_in_force
from tests.api.conftest import Program
from tests.api.test_rules import error_of

pytestmark = pytest.mark.django_db

TEMPLATE = "/templates/public/progress"


@pytest.fixture
def better() -> str:
    """A text that the review lets go out: the shipped one with a line more."""
    return shipped_template("public", "progress") + "\nThank you for your patience while we work on this.\n"


def test_a_template_is_read_saved_and_restored(as_ana, ben, incident, better):
    shipped = as_ana.get(TEMPLATE).json()
    assert (shipped["version"], shipped["is_shipped"], shipped["edited_by"]) == (0, True, None)
    saved = as_ana.call("PUT", TEMPLATE, {"version": 0, "text": better, "note": "kinder"}).json()
    assert (saved["version"], saved["is_shipped"], saved["note"]) == (1, False, "kinder")
    assert template_in_force("public", "progress").text == better
    back = as_ana.post(f"{TEMPLATE}/restore", {"version": 1, "restore": "shipped"}).json()
    assert (back["version"], back["is_shipped"], back["text"]) == (2, True, shipped["text"])
    again = as_ana.post(f"{TEMPLATE}/restore", {"version": 2, "restore": 1}).json()
    assert (again["version"], again["text"]) == (3, better)
    history = as_ana.get(f"{TEMPLATE}/versions").json()["items"]
    assert [row["version"] for row in history] == [3, 2, 1]
    assert history[0]["edited_by"]["name"] == "Ana Sousa"
    listed = as_ana.get("/templates").json()
    assert [row for row in listed if row["version"]] == [again]


def test_who_saw_an_older_template_keeps_their_text_and_is_shown_the_other(as_ana, ana, better):
    save_template("public", "progress", better, seen_version=0, by=ana, at=timezone.now())
    mine = {"version": 0, "text": f"{better}Sorry.\n"}
    error = error_of(as_ana.call("PUT", TEMPLATE, mine), 409, "template_changed")
    assert (error["version"], error["now"]["text"], error["sent"]) == (1, better, mine["text"])
    restored = as_ana.post(f"{TEMPLATE}/restore", {"version": 0, "restore": "shipped"})
    error_of(restored, 409, "template_changed")


def test_a_template_that_would_never_go_out_is_saved_only_on_purpose(as_ana):
    blamed = {"version": 0, "text": "An engineer broke {services}.\n"}
    error = error_of(as_ana.call("PUT", TEMPLATE, blamed), 422, "template_stopped")
    assert any("engineer broke" in reason for reason in error["reasons"])
    assert as_ana.call("PUT", TEMPLATE, {**blamed, "anyway": True}).json()["version"] == 1


def test_an_unsound_template_names_each_problem(as_ana):
    error = error_of(as_ana.call("PUT", TEMPLATE, {"version": 0, "text": "{servces} {"}), 422, "invalid")
    assert "Perhaps you mean {services}" in error["fields"]["text"][0]


def test_a_text_is_previewed_on_the_sample_and_on_an_incident(as_ana, incident):
    typed = {"text": "{title}. An engineer broke it. {servces}"}
    sample = as_ana.post(f"{TEMPLATE}/preview", typed).json()
    assert "An engineer broke it." in sample["text"]
    assert sample["objections"]
    assert "is no placeholder" in sample["problems"][0]
    real = as_ana.post(f"{TEMPLATE}/preview", {**typed, "incident": incident.pk}).json()
    assert real["text"].startswith("Card payments fail.")
    error_of(as_ana.post(f"{TEMPLATE}/preview", {**typed, "incident": 999999}), 404, "not_found")
    assert not incident.drafts.exists()


def test_a_kind_that_an_audience_is_not_sent_has_no_template(as_ana):
    error_of(as_ana.get("/templates/support/progress"), 404, "not_found")
    error_of(as_ana.get("/templates/everybody/progress"), 422, "invalid")
    none = as_ana.post(f"{TEMPLATE}/restore", {"version": 0, "restore": 7})
    assert "no version 7" in error_of(none, 422, "invalid")["message"]


def test_the_cadence_is_replaced_as_a_whole_and_holds_for_the_next_promise(as_ana, as_dev, incident, ben):
    table = as_dev.get("/cadence").json()
    assert (table["version"], table["minutes"], table["shipped"]) == (0, dict(SHIPPED), dict(SHIPPED))
    minutes = {**table["minutes"], "public.SEV2.investigating": 45, "leadership.SEV1": None}
    changed = as_ana.call("PUT", "/cadence", {"version": 0, "minutes": minutes}).json()
    assert (changed["version"], changed["minutes"]) == (1, minutes)
    assert changed["changed_by"]["name"] == "Ana Sousa"
    at = timezone.now()
    draft = start_draft(incident, "public", by=ben, at=at)
    assert 45 <= (draft.next_update_at - at).total_seconds() / 60 <= 50
    late = as_ana.call("PUT", "/cadence", {"version": 0, "minutes": dict(SHIPPED)})
    error = error_of(late, 409, "cadence_changed")
    assert (error["version"], error["now"]["minutes"]) == (1, minutes)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"nonsense": 5}, "minutes", "There are no such cells: nonsense."),
        ({"warn_before": 0}, "minutes.warn_before", "greater than or equal to 1"),
        ({"warn_before": 1441}, "minutes.warn_before", "less than or equal to 1440"),
        ({"warn_before": "5"}, "minutes.warn_before", "integer"),
    ],
)
def test_a_table_that_cannot_be_accepted_names_the_cell(as_ana, change, field, said):
    minutes = dict(SHIPPED) | change
    error = error_of(as_ana.call("PUT", "/cadence", {"version": 0, "minutes": minutes}), 422, "invalid")
    assert said in error["fields"][field][0]


def test_a_table_with_a_cell_missing_is_not_saved(as_ana):
    minutes = {cell: value for cell, value in SHIPPED.items() if cell != "warn_before"}
    error = error_of(as_ana.call("PUT", "/cadence", {"version": 0, "minutes": minutes}), 422, "invalid")
    assert error["fields"] == {"minutes": ["These cells are missing: warn_before."]}


def test_a_term_is_added_once_used_by_the_review_and_removed(as_ana, as_dev):
    term = as_ana.post("/glossary", {"term": "ingress", "plain": "the entrance to our systems"})
    assert term.status_code == 201
    again = as_ana.post("/glossary", {"term": "Ingress", "plain": "another"})
    error_of(again, 422, "invalid")
    assert as_dev.get("/glossary").json()["items"] == [term.json()]
    text = {"audience": "public", "kind": "progress", "text": "The ingress fails."}
    found = as_dev.post("/review", text).json()["findings"]
    assert "the entrance to our systems" in [each["suggestion"] for each in found]
    path = f"/glossary/{term.json()['id']}"
    assert as_ana.call("DELETE", path).json() == term.json()
    error_of(as_ana.call("DELETE", path), 404, "not_found")
    assert as_dev.get("/glossary").json()["items"] == []


def test_a_person_is_added_without_any_way_to_sign_in(as_ana):
    sent = {"email": " Eli@Example.com ", "name": "Eli Stone", "role": "communications_lead"}
    answer = as_ana.post("/people", sent)
    assert answer.status_code == 201
    assert answer.json().keys() == {"id", "name", "role", "active"}
    person = Person.objects.get(pk=answer.json()["id"])
    assert (person.email, person.has_usable_password()) == ("eli@example.com", False)
    assert not AuditEntry.objects.filter(act=Done.MADE_LINK).exists()
    assert list(error_of(as_ana.post("/people", sent), 422, "invalid")["fields"]) == ["email"]
    error_of(as_ana.post("/people", {**sent, "email": "nobody"}), 422, "invalid")


def test_a_role_changes_and_who_leaves_can_do_nothing_any_more(as_ana, as_dev, dev):
    changed = as_ana.patch(f"/people/{dev.pk}", {"role": "communications_lead"}).json()
    assert (changed["role"], changed["active"]) == ("communications_lead", True)
    gone = as_ana.patch(f"/people/{dev.pk}", {"active": False}).json()
    assert (gone["role"], gone["active"]) == ("communications_lead", False)
    assert as_dev.get("/me").status_code == 401


def test_the_last_admin_stays(as_ana, ana):
    refused = as_ana.patch(f"/people/{ana.pk}", {"role": "responder"})
    assert "at least one admin" in error_of(refused, 422, "invalid")["message"]
    error_of(as_ana.patch("/people/999999", {"role": "admin"}), 404, "not_found")


def test_every_change_leaves_a_line_that_names_the_token(ana, better):
    program = Program(ana, "manage")
    program.call("PUT", TEMPLATE, {"version": 0, "text": better})
    program.call("PUT", "/cadence", {"version": 0, "minutes": dict(SHIPPED) | {"warn_before": 7}})
    term = program.post("/glossary", {"term": "ingress", "plain": "the entrance"}).json()
    program.call("DELETE", f"/glossary/{term['id']}")
    person = program.post("/people", {"email": "eli@example.com", "name": "Eli"}).json()
    program.patch(f"/people/{person['id']}", {"role": "admin"})
    lines = AuditEntry.objects.filter(via="api", token="a test", person=ana)
    assert [line.act for line in lines.oldest_first()] == [
        Done.CHANGED_TEMPLATE,
        Done.CHANGED_CADENCE,
        Done.ADDED_TERM,
        Done.REMOVED_TERM,
        Done.ADDED_PERSON,
        Done.CHANGED_PERSON,
    ]
