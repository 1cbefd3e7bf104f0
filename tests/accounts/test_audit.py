"""What the audit log tells of an act, and what it never tells."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done, differences, record_act
from clarion.accounts.membership import add_person, change_person
from clarion.accounts.one_time_links import make_one_time_token, use_one_time_token
from clarion.accounts.origin import Via
from clarion.accounts.permission import NotAllowed
from clarion.accounts.recorded_sign_in import UNKNOWN
from clarion.accounts.tokens import make_intake_token
from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.publish import publish
from clarion.incidents.states import Severity, State
from clarion.updates.editing import PAUSE_BETWEEN_EDITS, edit_draft
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"


@pytest.fixture
def fresh_attempts():
    """Failed attempts are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def told(act: Done) -> list[tuple[str, str]]:
    """Subject and detail of the acts of a kind, the oldest first."""
    return list(AuditEntry.objects.filter(act=act).order_by("pk").values_list("subject", "detail"))


@pytest.fixture
def draft(ben, nine):
    return start_draft(an_incident(by=ben, at=nine), "public", by=ben, at=nine)


def test_a_change_of_the_record_is_told_with_before_and_after(ana, checkout, nine):
    incident = an_incident(by=ana, at=nine, regions=["France"])
    change(
        incident,
        {"severity": Severity.SEV1, "regions": ["France", "Spain"], "title": incident.title},
        services={checkout: "major_outage"},
        by=ana,
        at=nine,
    )
    detail = (
        "severity: SEV2 → SEV1; regions: France → France, Spain; services: nothing → Checkout major outage"
    )
    assert told(Done.CHANGED_RECORD) == [(incident.reference, detail)]
    change(incident, {"severity": Severity.SEV1}, by=ana, at=nine)
    assert len(told(Done.CHANGED_RECORD)) == 1, "what changes nothing is no act"


def test_a_publication_tells_what_it_announces_and_an_approval_tells_its_reason(draft, ben, cleo, nine):
    due = nine + timedelta(minutes=20)
    changes = {"text": "Cards fail.", "state": State.IDENTIFIED, "next_update_at": due}
    edit_draft(draft, changes, seen_version=None, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason="cannot wait")
    update = publish(draft, by=cleo, at=nine)
    name = f"Public page acknowledgement of {draft.incident.reference}"
    assert told(Done.APPROVED) == [(name, "version 2 all the same: cannot wait")]
    assert told(Done.PUBLISHED) == [
        (name, f"update {update.public_id}, identified; next update by 2026-03-10 09:20 UTC")
    ]
    assert told(Done.CHANGED_RECORD) == [(draft.incident.reference, "state: investigating → identified")]


def test_what_is_rolled_back_leaves_no_line(ana, nine):
    with transaction.atomic():
        record_act(Done.DECLARED, "INC-1", by=ana, at=nine)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


def test_typing_on_is_one_act_and_each_new_edit_is_another(draft, ben, cleo, nine):
    """Saved at every pause in typing: what begins an edit is recorded, what goes on with it is not."""

    def edits_after(text, by, minutes) -> int:
        at = nine + timedelta(minutes=minutes)
        edit_draft(draft, {"text": text}, seen_version=None, by=by, at=at)
        return len(told(Done.EDITED_DRAFT))

    pause = PAUSE_BETWEEN_EDITS.total_seconds() / 60
    assert edits_after("One", ben, 1) == 1, "the first change of the suggested text"
    assert edits_after("One two", ben, 2) == 1
    assert edits_after("One two three", ben, 2 + pause) == 1, "the same edit, however long it takes"
    assert edits_after("Cleo's", cleo, 3 + pause) == 2, "another person"
    assert edits_after("Cleo's words", cleo, 4 + 2 * pause) == 3, "after a longer pause"
    approve(draft, seen_version=draft.version, by=ben, at=nine, override_reason="a test")
    assert edits_after("Cleo's last words", cleo, 5 + 2 * pause) == 4, "it voids an approval"
    assert told(Done.EDITED_DRAFT)[-1][1] == "from version 7; the approval no longer holds"


def test_a_failed_sign_in_names_the_account_but_never_what_else_was_typed(ana, fresh_attempts):
    """A tired person types the password into the first field."""
    browser = Client(REMOTE_ADDR=ADDRESS)
    for login in ("ANA@example.com", "three-tired@horses.example"):
        browser.post("/sign-in/", {"login": login, "password": "three tired horses"})
    assert told(Done.SIGN_IN_FAILED) == [("ana@example.com", ""), (UNKNOWN, "")]
    failed = AuditEntry.objects.first()
    assert (failed.person, failed.via, failed.address) == (None, Via.CONSOLE, ADDRESS)
    assert not any("horses" in str(value) for row in AuditEntry.objects.values() for value in row.values())


def test_attempts_to_sign_in_from_one_address_are_limited_so_that_nobody_fills_the_log(ana, fresh_attempts):
    browser = Client(REMOTE_ADDR="203.0.113.99")
    for _ in range(40):
        browser.post("/sign-in/", {"login": "ana@example.com", "password": "wrong"})
    assert len(told(Done.SIGN_IN_FAILED)) == 5


def test_the_address_behind_a_trusted_proxy_is_recorded_and_nobody_elses_claim(settings, ana):
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    for remote in ("10.0.0.2", "198.51.100.66"):
        token = make_one_time_token(ana, at=timezone.now())
        Client(REMOTE_ADDR=remote).get(f"/sign-in/once/{token}/", headers={"X-Forwarded-For": ADDRESS})
    signed_in = AuditEntry.objects.filter(act=Done.SIGNED_IN_ONCE).order_by("pk")
    assert [entry.address for entry in signed_in] == [ADDRESS, "198.51.100.66"]


def test_no_token_is_ever_told(ana, nine):
    link, intake = make_one_time_token(ana, by=ana, at=nine), make_intake_token("alerts", by=ana, at=nine)
    use_one_time_token(link, at=nine)
    for row in AuditEntry.objects.values():
        assert not any(link in str(value) or intake in str(value) for value in row.values())
    assert told(Done.MADE_LINK) == told(Done.SIGNED_IN_ONCE) == [("ana@example.com", "")]


def test_a_new_role_is_told_with_the_old_one_and_the_name_stays_as_it_was(ana, dev, nine):
    change_person(dev, role="communications_lead", is_active=False, by=ana, at=nine)
    ana.name = "Ana Maria Sousa"
    ana.save()
    entry = AuditEntry.objects.get()
    assert entry.person_name == "Ana Sousa"
    assert (entry.subject, entry.detail) == (
        "dev@example.com",
        "role: Responder → Communications lead; active: yes → no",
    )
    dev.refresh_from_db()
    assert (dev.role, dev.is_active) == ("communications_lead", False)


def test_who_may_not_manage_people_leaves_neither_person_nor_line(dev, nine):
    with pytest.raises(NotAllowed):
        add_person("eve@example.com", name="Eve Moreau", role="admin", by=dev, at=nine)
    assert not AuditEntry.objects.exists()


def test_what_is_too_long_is_shortened_and_lines_are_joined(ana, nine):
    entry = record_act(Done.DECLARED, "x" * 999, by=ana, at=nine, detail="one\ntwo  " + "y" * 9999)
    assert len(entry.subject) == 200
    assert entry.detail.startswith("one two yyy")
    assert entry.detail.endswith("…")
    assert len(entry.detail) == 2000


def test_only_what_differs_is_told():
    before = {"role": "Responder", "active": "yes", "teams": ""}
    assert differences(before, {"role": "Admin", "active": "yes", "teams": "Payments"}) == (
        "role: Responder → Admin; teams: nothing → Payments"
    )
    assert differences(before, before) == ""
