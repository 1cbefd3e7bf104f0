"""The API has the rules of the console: from the declaration to the correction, and what is refused on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry
from clarion.updates.drafts import Draft
from clarion.updates.promises import Outcome, Promise
from clarion.updates.publication import IncidentUpdate
from tests.public_reader import page_at

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """\
We are investigating a problem with Checkout. Card payments are declined for 25 % of users in Europe since {since} UTC.

Next update by {due:%H:%M} UTC.
"""


def written(as_ben, incident, **more) -> dict:
    """A public draft with clean words by Ben."""
    started = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public"}).json()
    due = timezone.now() + timedelta(minutes=20)
    text = TEXT.format(since=f"{incident.started_at:%H:%M}", due=due)
    change = {"version": started["version"], "text": text, "next_update_at": due.isoformat(), **more}
    answer = as_ben.patch(f"/drafts/{started['id']}", change)
    assert answer.status_code == 200, answer.content
    return answer.json()


def published(as_ben, as_cleo, incident) -> dict:
    draft = written(as_ben, incident)
    approved = as_cleo.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]})
    assert approved.status_code == 200, approved.content
    answer = as_cleo.post(f"/drafts/{draft['id']}/publish", {"version": draft["version"]})
    assert answer.status_code == 200, answer.content
    return answer.json()


def error_of(answer, status: int, code: str) -> dict:
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.content
    return answer.json()["error"]


def test_from_the_declaration_to_the_resolution(as_ana, as_ben, as_cleo, checkout, public_folder):
    declared = as_ana.post(
        "/incidents",
        {
            "title": "Card payments fail",
            "severity": "SEV2",
            "services": [{"service": "checkout-web", "status": "major_outage"}],
            "impact": "Card payments are declined",
            "percent_affected": 25,
            "regions": ["Europe"],
        },
    )
    assert declared.status_code == 201, declared.content
    incident = Incident.objects.get(pk=declared.json()["number"])
    assert declared.json()["services"] == [
        {"id": checkout.public_id, "name": "Checkout", "status": "major_outage"}
    ]
    assert {owed["audience"] for owed in declared.json()["owed"]} == {"public", "engineering"}

    update = published(as_ben, as_cleo, incident)
    assert update["approval"]["by"]["name"] == "Cleo Lindqvist"
    assert "Card payments are declined" in page_at(public_folder, timezone.now())
    kept = as_ana.get("/promises", incident=incident.pk, audience="public", outcome="kept").json()["items"]
    assert [promise["kept_by"] for promise in kept] == [update["id"]]

    resolved = as_ana.post(f"/incidents/{incident.pk}/resolve").json()
    assert resolved["incident"]["state"] == "investigating", "readers are told first"
    draft = resolved["draft"]
    assert (draft["audience"], draft["kind"], draft["state"]) == ("public", "resolution", "resolved")
    text = (
        "Resolved: Checkout works again for everybody in Europe. We apologise to everybody who could not pay."
    )
    draft = as_ben.patch(f"/drafts/{draft['id']}", {"version": draft["version"], "text": text}).json()
    yes = {"version": draft["version"], "override_reason": "the cause is not known yet"}
    assert as_cleo.post(f"/drafts/{draft['id']}/approve", yes).status_code == 200
    assert as_cleo.post(f"/drafts/{draft['id']}/publish", {"version": draft["version"]}).status_code == 200
    assert as_ana.get(f"/incidents/{incident.pk}").json()["state"] == "resolved"
    assert not Promise.objects.filter(outcome=Outcome.OPEN).exists()


def test_an_edit_voids_the_approval(as_ben, as_cleo, incident):
    draft = written(as_ben, incident)
    approved = as_cleo.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]}).json()
    assert approved["approval"]["by"]["name"] == "Cleo Lindqvist"
    change = {"version": draft["version"], "text": f"{draft['text']}We apologise.\n"}
    edited = as_ben.patch(f"/drafts/{draft['id']}", change).json()
    assert edited["approval"] is None
    refused = as_cleo.post(f"/drafts/{draft['id']}/publish", {"version": edited["version"]})
    error = error_of(refused, 422, "not_publishable")
    assert error["reasons"][0].startswith(
        "The approval by Cleo Lindqvist no longer holds: the draft was edited."
    )
    assert not IncidentUpdate.objects.exists()


def test_a_change_of_the_record_voids_the_approval(as_ana, as_ben, as_cleo, incident):
    draft = written(as_ben, incident)
    as_cleo.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]})
    as_ana.patch(f"/incidents/{incident.pk}", {"version": incident.version, "users_affected": 4000})
    assert as_cleo.get(f"/drafts/{draft['id']}").json()["approval"] is None


def test_nothing_is_published_without_an_approval(as_ben, as_cleo, incident):
    draft = written(as_ben, incident)
    refused = as_cleo.post(f"/drafts/{draft['id']}/publish", {"version": draft["version"]})
    error = error_of(refused, 422, "not_publishable")
    assert error["reasons"] == ["Somebody has to approve this text first."]


def test_what_the_review_blocks_needs_a_reason_which_is_recorded(as_ben, as_cleo, incident):
    draft = written(as_ben, incident)
    blamed = f"An engineer forgot to renew a certificate. {draft['text']}"
    draft = as_ben.patch(f"/drafts/{draft['id']}", {"version": draft["version"], "text": blamed}).json()
    assert [found["rule"] for found in draft["review"]["findings"] if found["severity"] == "block"] == [
        "blame"
    ]
    refused = as_cleo.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]})
    assert "engineer forgot" in error_of(refused, 422, "not_approvable")["reasons"][0]
    yes = {"version": draft["version"], "override_reason": "quoted from the customer"}
    approved = as_cleo.post(f"/drafts/{draft['id']}/approve", yes).json()
    assert approved["approval"]["override_reason"] == "quoted from the customer"
    assert Entry.objects.filter(text__endswith="approved all the same: quoted from the customer").exists()


def test_who_wrote_a_text_does_not_approve_it_through_a_token_either(as_ben, as_cleo, incident):
    draft = written(as_ben, incident)
    refused = as_ben.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]})
    assert error_of(refused, 422, "not_approvable")["reasons"] == [
        "You wrote this text yourself. Ask Cleo Lindqvist to approve it, or say why it cannot wait."
    ]


def test_a_responder_does_not_approve_what_leaves_the_company(as_ben, as_dev, incident):
    draft = written(as_ben, incident)
    refused = as_dev.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]})
    message = error_of(refused, 403, "not_allowed")["message"]
    assert message.endswith("Ask somebody with the role communications lead or admin.")


@pytest.mark.parametrize("act", ["", "/approve", "/publish", "/refill", "/fix"])
def test_who_saw_an_older_draft_is_told_the_version_of_now(as_ben, as_cleo, incident, act):
    draft = written(as_ben, incident)
    body = {"version": 1}
    body |= {"rule": "blame", "start": 0, "end": 1} if act == "/fix" else {}
    body |= {} if act else {"text": "Other words."}
    answer = as_cleo.call("POST" if act else "PATCH", f"/drafts/{draft['id']}{act}", body)
    if act == "/publish":
        as_cleo.post(f"/drafts/{draft['id']}/approve", {"version": draft["version"]})
        answer = as_cleo.post(f"/drafts/{draft['id']}/publish", {"version": 1})
    assert error_of(answer, 409, "draft_changed")["version"] == draft["version"]
    assert Draft.objects.get().text == draft["text"]


def test_who_saw_an_older_record_is_told_the_version_of_now(as_ana, as_ben, incident):
    seen = incident.version
    first = as_ben.patch(f"/incidents/{incident.pk}", {"version": seen, "impact": "Nobody can pay"}).json()
    assert first["version"] == seen + 1
    second = as_ana.patch(f"/incidents/{incident.pk}", {"version": seen, "impact": "Some cannot pay"})
    assert error_of(second, 409, "record_changed")["version"] == seen + 1
    incident.refresh_from_db()
    assert incident.impact == "Nobody can pay"


def test_a_change_touches_only_what_was_sent(as_ana, incident):
    changed = as_ana.patch(f"/incidents/{incident.pk}", {"version": 1, "cause": " an expired certificate "})
    assert changed.json()["cause"] == "an expired certificate"
    assert changed.json()["impact"] == "Card payments are declined"
    assert [line["name"] for line in changed.json()["services"]] == ["Checkout"]
    emptied = as_ana.patch(
        f"/incidents/{incident.pk}", {"version": 2, "services": [], "percent_affected": None}
    ).json()
    assert (emptied["services"], emptied["percent_affected"], emptied["regions"]) == ([], None, ["Europe"])


def test_a_changed_record_does_not_resolve(as_ana, incident):
    refused = as_ana.patch(f"/incidents/{incident.pk}", {"version": 1, "state": "resolved"})
    assert "Resolve" in error_of(refused, 422, "invalid")["message"]


def test_an_incident_that_nobody_outside_heard_of_is_resolved_at_once(as_ana, incident):
    assert as_ana.post(f"/incidents/{incident.pk}/resolve").json()["draft"] is None
    again = as_ana.post(f"/incidents/{incident.pk}/resolve")
    assert error_of(again, 422, "invalid")["message"] == f"{incident.reference} is resolved already."


def test_a_published_draft_is_closed_and_a_repeated_publication_says_so(as_ben, as_cleo, incident):
    published(as_ben, as_cleo, incident)
    draft = Draft.objects.get()
    again = as_cleo.post(f"/drafts/{draft.pk}/publish", {"version": draft.version})
    assert "was published at" in error_of(again, 409, "draft_closed")["message"]
    assert as_ben.get(f"/drafts/{draft.pk}").json()["status"] == "published"
    assert IncidentUpdate.objects.count() == 1


def test_a_correction_quotes_what_was_published(as_ana, as_ben, as_cleo, incident):
    update = published(as_ben, as_cleo, incident)
    as_ana.patch(f"/incidents/{incident.pk}", {"version": incident.version, "percent_affected": 60})
    [wrong] = as_ana.get(f"/incidents/{incident.pk}/contradictions").json()
    assert (wrong["update"]["id"], wrong["claims"][0]["field"]) == (update["id"], "percent_affected")
    refused = as_ben.post(f"/updates/{update['id']}/correct", {"wrong_words": "All is lost."})
    assert "does not say this" in error_of(refused, 422, "invalid")["message"]
    words = update["text"].split("\n", maxsplit=1)[0].split(". ")[1]
    draft = as_ben.post(f"/updates/{update['id']}/correct", {"wrong_words": words}).json()
    assert (draft["kind"], draft["corrects"]) == ("correction", update["id"])


def test_words_and_clock_of_a_promise_are_kept_in_step(as_ben, incident):
    draft = written(as_ben, incident)
    later = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=45)
    change = {"version": draft["version"], "next_update_at": later.isoformat()}
    assert f"by {later:%H:%M} UTC" in as_ben.patch(f"/drafts/{draft['id']}", change).json()["text"]


def test_a_finding_is_fixed_or_let_stand_with_a_reason_and_counts_again(as_ben, incident):
    draft = written(as_ben, incident)
    blamed = f"An engineer forgot to renew a certificate. {draft['text']}"
    draft = as_ben.patch(f"/drafts/{draft['id']}", {"version": draft["version"], "text": blamed}).json()
    [found] = [each for each in draft["review"]["findings"] if each["severity"] == "block"]
    place = {name: found[name] for name in ("rule", "start", "end")}
    no_reason = as_ben.post(f"/drafts/{draft['id']}/dismissals", {**place, "reason": " "})
    assert error_of(no_reason, 422, "invalid")["fields"]["reason"]
    draft = as_ben.post(f"/drafts/{draft['id']}/dismissals", {**place, "reason": "quoted"}).json()
    assert draft["review"]["allowed"][0]["reason"] == "quoted"
    assert draft["objections"] == []
    again = as_ben.post(f"/dismissals/{draft['dismissed'][0]['id']}/take-back").json()
    assert again["objections"]
    elsewhere = as_ben.post(f"/drafts/{draft['id']}/dismissals", {**place, "start": 1, "reason": "quoted"})
    error_of(elsewhere, 422, "invalid")


def test_a_draft_is_filled_again_and_put_away(as_ben, incident):
    draft = written(as_ben, incident)
    body = {"version": draft["version"], "kind": "talking_points"}
    error_of(as_ben.post(f"/drafts/{draft['id']}/refill", body), 422, "invalid")
    refilled = as_ben.post(f"/drafts/{draft['id']}/refill", {**body, "kind": "progress"}).json()
    assert (refilled["kind"], refilled["version"]) == ("progress", draft["version"] + 1)
    assert as_ben.post(f"/drafts/{draft['id']}/discard").json()["status"] == "discarded"
    error_of(as_ben.post(f"/drafts/{draft['id']}/discard"), 409, "draft_closed")
    assert as_ben.get(f"/incidents/{incident.pk}/drafts").json()["items"] == []
    assert len(as_ben.get(f"/incidents/{incident.pk}/drafts", show="all").json()["items"]) == 1


def test_a_kind_that_an_audience_is_not_sent_is_refused(as_ben, incident):
    body = {"audience": "support", "kind": "progress"}
    error_of(as_ben.post(f"/incidents/{incident.pk}/drafts", body), 422, "invalid")


def test_roles_change_hands_unless_somebody_was_faster(as_ana, incident, ana, ben, dev):
    path = f"/incidents/{incident.pk}/roles"
    handed = as_ana.post(path, {"hand_overs": [{"role": "commander", "from": ana.pk, "to": dev.pk}]}).json()
    assert handed["roles"]["commander"] == {"id": dev.pk, "name": "Dev Patel"}
    late = as_ana.post(path, {"hand_overs": [{"role": "commander", "from": ana.pk, "to": ben.pk}]})
    assert "Dev Patel holds this role by now" in error_of(late, 422, "invalid")["fields"]["commander"][0]
    weak = {"hand_overs": [{"role": "communications_lead", "from": ben.pk, "to": dev.pk}]}
    assert "Choose a communications lead" in error_of(as_ana.post(path, weak), 422, "invalid")["message"]
    nobody = {"hand_overs": [{"role": "scribe", "from": None, "to": 999999}]}
    assert "no person 999999" in error_of(as_ana.post(path, nobody), 422, "invalid")["message"]
    twice = {"hand_overs": [{"role": "scribe", "from": None, "to": dev.pk}] * 2}
    assert "Name each role once" in error_of(as_ana.post(path, twice), 422, "invalid")["message"]


def test_lines_are_added_to_the_timeline_all_or_none(as_dev, incident):
    path = f"/incidents/{incident.pk}/timeline"
    added = as_dev.post(path, {"text": "00:01 rolled back release 118\nerrors fall"})
    assert [entry["text"] for entry in added.json()["entries"]] == ["rolled back release 118", "errors fall"]
    before = Entry.objects.count()
    assert "Line 2" in error_of(as_dev.post(path, {"text": "fine\n25:00 odd"}), 422, "invalid")["message"]
    assert Entry.objects.count() == before
    at = timezone.now() - timedelta(hours=30)
    told = as_dev.post(path, {"text": "09:00 a first slow\nanswer", "occurred_at": at.isoformat()}).json()[
        "entries"
    ]
    assert [entry["text"] for entry in told] == ["09:00 a first slow answer"]
    endless = {"text": "x" * 2001, "occurred_at": at.isoformat()}
    assert list(error_of(as_dev.post(path, endless), 422, "invalid")["fields"]) == ["text"]
    ahead = {"text": "x", "occurred_at": (timezone.now() + timedelta(hours=1)).isoformat()}
    assert list(error_of(as_dev.post(path, ahead), 422, "invalid")["fields"]) == ["occurred_at"]


def test_a_service_is_added_by_an_admin_and_a_name_is_taken_once(as_ana, checkout):
    added = as_ana.post("/services", {"name": "Search", "aliases": ["search-api"]})
    assert (added.status_code, added.json()["aliases"]) == (201, ["search-api"])
    assert as_ana.post("/services", {"name": "search"}).status_code == 422


def test_any_text_is_reviewed_against_a_record_or_an_incident(as_dev, incident):
    sent = {"audience": "public", "kind": "progress", "text": "Checkout fails for 60 % of users."}
    facts = {"record": {"percent_affected": 25, "services": ["Checkout"]}}
    for known in (facts, {"incident": incident.pk}):
        [claim] = as_dev.post("/review", {**sent, **known}).json()["claims"]
        assert (claim["field"], claim["verdict"]) == ("percent_affected", "contradicted")
    both = as_dev.post("/review", {**sent, **facts, "incident": incident.pk})
    assert error_of(both, 422, "invalid")["fields"] == {"record": ["Send an incident or a record, not both."]}
    error_of(as_dev.post("/review", {**sent, "incident": 999999}), 404, "not_found")
