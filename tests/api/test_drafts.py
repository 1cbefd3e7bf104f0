"""Drafts through the API: how they stand, no news, talking points, replies to one customer."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from clarion.accounts.workspace import Workspace
from clarion.flows.resolve import resolve
from clarion.postmortems.opening import open_postmortem
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft
from tests.api.conftest import Program
from tests.api.test_rules import error_of
from tests.factories.incidents import say

pytestmark = pytest.mark.django_db

TEXT = "We are investigating: card payments fail for 25 % of users in Europe.\n"


def told(incident, text: str = TEXT, *, by, ago: int = 0, **more) -> IncidentUpdate:
    return say(incident, text, by=by, at=timezone.now() - timedelta(minutes=ago), **more)


def test_a_draft_says_how_it_stands_and_where_it_goes(as_ben, as_cleo, incident):
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public"}).json()
    assert draft["standing"]["next_act"] == "approve"
    open_prompt = {"version": 1, "text": f"{draft['text']}[[what we do]]\n"}
    draft = as_ben.patch(f"/drafts/{draft['id']}", open_prompt).json()
    assert (draft["standing"]["next_act"], draft["standing"]["to_fill"]) == ("write", 1)
    assert draft["goes_to"] == [{"name": "public page, feed and status API", "readers": None, "about": False}]
    due = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=20)
    text = f"An engineer forgot to renew a certificate. Checkout fails for 60 % of users. Next update by {due:%H:%M} UTC."
    change = {"version": draft["version"], "text": text, "next_update_at": due.isoformat()}
    draft = as_ben.patch(f"/drafts/{draft['id']}", change).json()
    standing = draft["standing"]
    assert (standing["next_act"], standing["to_fill"]) == ("mend", 0)
    assert standing["blocks"] >= 1
    assert [claim["field"] for claim in standing["contradicted"]] == ["percent_affected"]
    assert "scope" not in standing["missing"]
    yes = {"version": draft["version"], "override_reason": "a test"}
    approved = as_cleo.post(f"/drafts/{draft['id']}/approve", yes).json()
    assert approved["standing"]["next_act"] == "publish"
    as_cleo.post(f"/drafts/{draft['id']}/publish", {"version": draft["version"]})
    assert as_ben.get(f"/drafts/{draft['id']}").json()["standing"] is None


def test_a_draft_inside_goes_to_everybody_who_works_here(as_ben, dev, incident):
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "engineering"}).json()
    assert draft["goes_to"] == [{"name": "incident room", "readers": 4, "about": False}]


def test_no_news_is_a_draft_with_a_new_promise(as_ben, ben, incident):
    path = f"/incidents/{incident.pk}/heartbeats"
    early = error_of(as_ben.post(path, {"audience": "public"}), 422, "invalid")
    assert "heard nothing yet" in early["message"]
    told(incident, by=ben)
    draft = as_ben.post(path, {"audience": "public"}).json()
    assert (draft["heartbeat"], draft["kind"]) == (True, "progress")
    assert draft["next_update_at"]
    assert as_ben.post(path, {"audience": "public"}).json()["id"] == draft["id"], "pressed twice it is one"
    content = as_ben.patch(f"/drafts/{draft['id']}", {"version": 1, "heartbeat": False}).json()
    assert content["heartbeat"] is False


def test_a_draft_is_filled_again_with_no_news_and_with_news(as_ben, ben, incident):
    told(incident, by=ben)
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public"}).json()
    path = f"/drafts/{draft['id']}/refill"
    quiet = as_ben.post(path, {"version": 1, "heartbeat": True}).json()
    assert quiet["heartbeat"]
    assert quiet["text"] != draft["text"]
    again = as_ben.post(path, {"version": quiet["version"]}).json()
    assert again["heartbeat"], "left out, it stays as it is"
    both = {"version": again["version"], "heartbeat": True, "kind": "progress"}
    error_of(as_ben.post(path, both), 422, "invalid")
    loud = as_ben.post(path, {"version": again["version"], "kind": "progress"}).json()
    assert loud["heartbeat"] is False


def test_talking_points_name_what_they_explain_and_are_withdrawn_by_what_is_newer(
    as_ben, as_cleo, ben, incident
):
    public = told(incident, by=ben, ago=20)
    points = told(incident, "Say that we are sorry.", by=ben, ago=15, audience="support")
    assert as_ben.get(f"/updates/{points.pk}").json()["explains"] == public.pk
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "support"}).json()
    assert (draft["explains"], draft["newer_public"]) == (public.pk, None)
    newer = told(incident, f"{TEXT}The cause is known.\n", by=ben)
    withdrawn = as_ben.get(f"/updates/{points.pk}").json()["withdrawn"]
    assert withdrawn["because_of"] == newer.pk
    listed = as_ben.get(f"/incidents/{incident.pk}/updates", audience="support").json()["items"]
    assert [each["withdrawn"] for each in listed] == [withdrawn]

    path = f"/drafts/{draft['id']}"
    assert as_ben.get(path).json()["newer_public"] == newer.pk
    stale = {"version": 1, "explains": public.pk}
    assert f"is {newer.pk}" in error_of(as_ben.post(f"{path}/explain", stale), 422, "invalid")["message"]
    explained = as_ben.post(f"{path}/explain", {"version": 1, "explains": newer.pk}).json()
    assert (explained["explains"], explained["newer_public"]) == (newer.pk, None)


def test_refilled_talking_points_explain_the_public_update_of_now(as_ben, ben, incident):
    told(incident, by=ben, ago=20)
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "support"}).json()
    newer = told(incident, f"{TEXT}The cause is known.\n", by=ben)
    refilled = as_ben.post(f"/drafts/{draft['id']}/refill", {"version": 1}).json()
    assert (refilled["explains"], refilled["newer_public"]) == (newer.pk, None)


def test_only_talking_points_explain_an_update(as_ben, ben, incident):
    draft = start_draft(incident, "public", by=ben, at=timezone.now())
    refused = as_ben.post(f"/drafts/{draft.pk}/explain", {"version": 1, "explains": 1})
    assert list(error_of(refused, 422, "invalid")["fields"]) == ["explains"]


@pytest.fixture
def reply(as_ben, incident) -> dict:
    body = {"audience": "customer", "kind": "customer_reply"}
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", body).json()
    asked = {"version": 1, "customer": "Mr Ito", "customer_words": "Where is\r\nmy money?"}
    return as_ben.patch(f"/drafts/{draft['id']}", asked).json()


def test_a_reply_names_its_customer_in_the_salutation(as_ben, reply):
    assert (reply["customer"], reply["customer_words"]) == ("Mr Ito", "Where is\nmy money?")
    assert "Mr Ito" in reply["text"].partition("\n")[0]
    renamed = as_ben.patch(
        f"/drafts/{reply['id']}", {"version": reply["version"], "customer": "Ms Ito"}
    ).json()
    assert "Ms Ito" in renamed["text"].partition("\n")[0]


def test_what_a_customer_wrote_is_told_to_who_may_write_and_in_no_list(as_ben, ben, incident, reply):
    path = f"/drafts/{reply['id']}"
    assert Program(ben, "write").get(path).json()["customer_words"] == "Where is\nmy money?"
    assert Program(ben, "read").get(path).json()["customer_words"] is None
    listed = as_ben.get(f"/incidents/{incident.pk}/drafts")
    assert listed.json()["items"][0]["customer"] == "Mr Ito"
    assert "my money" not in listed.content.decode()
    conflict = as_ben.patch(path, {"version": 1, "text": "Dear all"})
    error = error_of(conflict, 409, "draft_changed")
    assert (error["now"]["text"], error["sent"]) == (reply["text"], "Dear all")
    assert "my money" not in conflict.content.decode()


def test_only_a_reply_has_a_customer(as_ben, incident):
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public"}).json()
    for name in ("customer", "customer_words"):
        refused = as_ben.patch(f"/drafts/{draft['id']}", {"version": 1, name: "Mr Ito"})
        assert list(error_of(refused, 422, "invalid")["fields"]) == [name]
    assert Draft.objects.get().version == 1


def test_a_draft_takes_translations_in_the_languages_of_the_page_and_the_update_keeps_them(
    as_ben, as_cleo, incident
):
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public"}).json()
    path = f"/drafts/{draft['id']}"
    assert (draft["languages"], draft["translations"]) == ([], {})
    words = {"de": {"title": "Kartenzahlungen", "text": "Seit 07:13 UTC. [[was]]"}}
    refused = as_ben.patch(path, {"version": draft["version"], "translations": words})
    assert "takes no translation" in error_of(refused, 422, "invalid")["fields"]["translations"][0]
    Workspace.objects.update(further_languages=["de"])
    draft = as_ben.patch(path, {"version": draft["version"], "translations": words}).json()
    assert (draft["languages"], draft["translations"]) == (["de"], words)
    assert draft["translation_remarks"][0] == {
        "language": "de", "weight": "unfinished", "message": "Fill in, in the German text: was.",
    }  # fmt: skip
    assert "Fill in, in the German text: was." in draft["unfinished"]
    promised = datetime.fromisoformat(draft["next_update_at"])
    words = {"de": {"title": "", "text": f"Nächste Meldung bis {promised:%H:%M} UTC."}}
    draft = as_ben.patch(path, {"version": draft["version"], "translations": words}).json()
    as_cleo.post(f"{path}/approve", {"version": draft["version"], "override_reason": "a test"})
    update = as_cleo.post(f"{path}/publish", {"version": draft["version"]}).json()
    assert (update["language"], update["translations"]) == ("en", words)


def test_a_translation_with_a_language_that_is_none_is_refused_by_its_name(as_ben, incident):
    draft = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public"}).json()
    for translations in ({"Deutsch!": {"text": "x"}}, {"de": {"words": "x"}}, {"de": "x"}):
        refused = as_ben.patch(f"/drafts/{draft['id']}", {"version": 1, "translations": translations})
        assert refused.status_code == 422


def test_a_text_that_looks_back_is_filled_from_the_post_mortem_and_objects_while_that_is_a_draft(
    as_ben, incident, ben, nine
):
    resolve(incident, by=ben, at=nine)
    incident.refresh_from_db()
    postmortem = open_postmortem([incident], by=ben, at=nine, owner=ben)
    postmortem.sections.filter(part="summary").update(text="A certificate ended.")
    sheet = as_ben.post(f"/incidents/{incident.pk}/drafts", {"audience": "public", "kind": "postmortem"})
    assert sheet.status_code == 200, sheet.content
    body = sheet.json()
    assert (body["kind"], body["state"], body["next_update_at"]) == ("postmortem", "resolved", None)
    assert "A certificate ended." in body["text"]
    assert body["objections"][0].startswith(f"{postmortem.reference} is still a draft.")
    postmortem.sections.filter(part="summary").update(text="A certificate ended at night.")
    again = as_ben.post(f"/drafts/{body['id']}/refill", {"version": body["version"]})
    assert "A certificate ended at night." in again.json()["text"]
