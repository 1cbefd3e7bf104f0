"""Files of a post-mortem at their permanent addresses, and the view for whoever only reads."""

import json
from dataclasses import replace

import pytest

from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.exports import pdf
from clarion.postmortems.exports.forms import FORMS, file_name
from clarion.postmortems.postmortem import Stage
from clarion.postmortems.versions import DocumentVersion
from tests.factories.postmortems import a_postmortem
from tests.postmortems.exports.samples import FULL

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem("Card payments fail", by=ana, at=nine)


@pytest.fixture
def signed_in(client, dev):
    client.force_login(dev)
    return client


def keep(postmortem, *, by, at, **changed) -> DocumentVersion:
    content = as_json(read_document(postmortem)) | changed
    return DocumentVersion.objects.create(
        postmortem=postmortem, number=1, stage=postmortem.stage, content=content, at=at, by=by
    )


@pytest.mark.parametrize(
    ("form", "content_type", "begins"),
    [
        ("md", "text/markdown; charset=utf-8", b"# PM-"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("pdf", "application/pdf", b"%PDF-"),
        ("json", "application/json", b'{\n  "format": "clarion.postmortem"'),
    ],
)
def test_each_form_is_a_file_with_a_name_of_its_own(signed_in, postmortem, form, content_type, begins):
    answer = signed_in.get(f"/postmortems/{postmortem.public_id}/export.{form}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    name = f"PM-{postmortem.pk}-card-payments-fail.{form}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(begins)


@pytest.mark.parametrize(
    "address", ["export.docx", "export.md?version=2", "export.md?version=x", "read/?version=2"]
)
def test_what_there_is_not_is_not_found(signed_in, postmortem, address):
    assert signed_in.get(f"/postmortems/{postmortem.public_id}/{address}").status_code == 404


def test_a_kept_version_is_exported_and_read_as_it_was(signed_in, postmortem, ana, nine):
    keep(postmortem, by=ana, at=nine, title="As it was called then")
    kept = signed_in.get(f"/postmortems/{postmortem.public_id}/export.json?version=1").content
    assert json.loads(kept)["document"]["title"] == "As it was called then"
    page = signed_in.get(f"/postmortems/{postmortem.public_id}/read/?version=1").content.decode()
    assert "As it was called then" in page
    assert "Version 1 of 10 Mar 2026 09:00 UTC" in page
    assert "/export.pdf?version=1" in page


def test_the_reading_view_shows_the_article_without_fields(signed_in, postmortem):
    page = signed_in.get(f"/postmortems/{postmortem.public_id}/read/").content.decode()
    assert '<article class="article">' in page
    assert "<strong>Draft.</strong> This text was not agreed yet; it may still change." in page
    assert "<textarea" not in page


def test_its_number_leads_to_its_permanent_address(signed_in, postmortem):
    for typed in (str(postmortem.pk), postmortem.reference, postmortem.reference.lower()):
        led = signed_in.get(f"/postmortems/{typed}/")
        assert (led.status_code, led["Location"]) == (302, f"/postmortems/{postmortem.public_id}/")
    for typed in ("PM-999999", "999999", "PM-", "PM-1x"):
        assert signed_in.get(f"/postmortems/{typed}/").status_code == 404


def test_what_is_published_is_read_first_and_the_page_behind_it_is_one_click_away(signed_in, postmortem):
    address = f"/postmortems/{postmortem.public_id}/"
    assert '<article class="article">' not in signed_in.get(address).content.decode()
    postmortem.stage = Stage.PUBLISHED
    postmortem.save()
    read = signed_in.get(address).content.decode()
    assert '<article class="article">' in read
    assert f'href="{address}?work=1"' in read
    assert '<article class="article">' not in signed_in.get(f"{address}?work=1").content.decode()


def test_what_was_agreed_stays_while_action_items_move_on(signed_in, postmortem, ana, nine):
    postmortem.stage = Stage.PUBLISHED
    postmortem.save()
    keep(postmortem, by=ana, at=nine)
    incident = postmortem.incidents.get()
    record_entry(incident, "written long after everybody agreed", source=Source.PERSON, at=nine, by=ana)
    ActionItem.objects.create(postmortem=postmortem, text="Add a test", state="done", added_at=nine)
    for address in ("", "read/", "export.md"):
        read = signed_in.get(f"/postmortems/{postmortem.public_id}/{address}").content.decode()
        assert "written long after" not in read
        assert "Add a test" in read
    postmortem.stage = Stage.DRAFT
    postmortem.save()
    assert b"written long after" in signed_in.get(f"/postmortems/{postmortem.public_id}/export.md").content


def test_the_menu_at_the_top_leads_to_all_four(signed_in, postmortem):
    page = signed_in.get(f"/postmortems/{postmortem.public_id}/").content.decode()
    for form in FORMS:
        assert f'href="/postmortems/{postmortem.public_id}/export.{form}" download' in page


def test_without_the_extra_the_menu_and_the_address_say_what_to_install(signed_in, postmortem, monkeypatch):
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    page = signed_in.get(f"/postmortems/{postmortem.public_id}/").content.decode()
    assert "is not made by this server" in page
    answer = signed_in.get(f"/postmortems/{postmortem.public_id}/export.pdf")
    assert answer.status_code == 501
    assert "pip install &#x27;clarion[pdf]&#x27;" in answer.content.decode()
    assert signed_in.get(f"/postmortems/{postmortem.public_id}/export.md").status_code == 200


def test_nobody_reads_it_who_is_not_signed_in(client, postmortem):
    for address in ("read/", "export.md", "export.json?version=1"):
        assert client.get(f"/postmortems/{postmortem.public_id}/{address}").status_code == 302


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Card payments fail!", "PM-7-card-payments-fail.md"),
        ("支払い", "PM-7.md"),
        ('../"a";\r\nb', "PM-7-a-b.md"),
        ("x" * 200, f"PM-7-{'x' * 60}.md"),
    ],
)
def test_a_file_name_is_plain_whatever_the_title_is(title, name):
    assert file_name(replace(FULL, title=title), "md") == name
