"""A post-mortem is taken along in four forms, and read within the console."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.impact import Measure
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.sections import Section
from tests.browser.conftest import barriers, fits, picture
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUMMARY = "For **92 minutes** a quarter of card payments failed.\n\n- Nobody was charged twice.\n- `orders` were kept."


def a_written_postmortem(*, by, at) -> PostMortem:
    """With something in every part."""
    postmortem = a_postmortem(by=by, at=at)
    Section.objects.filter(postmortem=postmortem, part="summary").update(text=SUMMARY)
    Section.objects.filter(postmortem=postmortem, part="problem").update(
        text="A quarter of card payments failed."
    )
    incident = postmortem.incidents.get()
    said = [
        (EntryKind.ALERT, "alert HighErrorRate on checkout-web"),
        (EntryKind.OBSERVATION, "TLS handshakes of the gateway fail"),
        (EntryKind.DECISION, "decided to renew the certificate by hand"),
        (EntryKind.ACTION, "loaded the new certificate on all six gateways"),
    ]
    for number, (kind, text) in enumerate(said):
        happened = at - timedelta(minutes=110 - 20 * number)
        record_entry(incident, text, source=Source.PERSON, at=at, occurred_at=happened, by=by, kind=kind)
    known = {"postmortem": postmortem, "added_at": at}
    above = Why.objects.create(
        answer="The expiry check reads another certificate", kind="detection_gap", **known
    )
    leaf = Why.objects.create(answer="No test makes the check fail", above=above, evidence="ci.toml", **known)
    item = ActionItem.objects.create(
        text="Add a test that lets the check fail", owner=by, due_on=date(2026, 3, 25), **known
    )
    item.whys.add(leaf)
    Measure.objects.create(
        postmortem=postmortem, side="external", metric="users", value=Decimal(1200), unit="users"
    )
    Lesson.objects.create(postmortem=postmortem, kind="lucky", text="It happened on a Tuesday morning.")
    Involved.objects.create(postmortem=postmortem, person=by, name=by.name, role="incident commander")
    return postmortem


def test_all_four_forms_are_downloaded_and_the_article_is_read(page, live_server, ana, tmp_path: Path):
    postmortem = a_written_postmortem(by=ana, at=timezone.now())
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.locator("summary", has_text="Export").click()
    picture(page, "postmortem-exports-menu")
    files: dict[str, bytes] = {}
    for form in ("PDF", "HTML", "Markdown", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=form, exact=True).click()
        name = download.value.suggested_filename
        download.value.save_as(tmp_path / name)
        files[name.rpartition(".")[2]] = (tmp_path / name).read_bytes()
    assert files["pdf"].startswith(b"%PDF-")
    assert b"# PM-" in files["md"]
    assert json.loads(files["json"])["document"]["items"][0]["owner"] == "Ana Sousa"

    # The HTML file is whole by itself.
    (tmp_path / "alone.html").write_bytes(files["html"])
    page.goto((tmp_path / "alone.html").as_uri())
    expect(page.get_by_role("heading", name="Card payments fail")).to_be_visible()
    expect(page.get_by_role("img", name="Timeline of")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "postmortem-html")

    # In the console, what is published is read first.
    PostMortem.objects.update(stage=Stage.PUBLISHED, finished_at=timezone.now(), published_at=timezone.now())
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    expect(page.get_by_text("No test makes the check fail").last).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "postmortem-reading")
    page.get_by_role("link", name="Comments, versions and changes").click()
    expect(page.locator("#rail")).to_be_visible()
