"""A typo or a wrong time is put right through the API with the limits of the console."""

import pytest
from django.utils import timezone

from clarion.incidents.timeline import Entry
from clarion.updates.publication import IncidentUpdate
from tests.api.conftest import Program
from tests.api.test_rules import error_of
from tests.factories.incidents import say

pytestmark = pytest.mark.django_db

TEXT = "We are investigatnig a problem: card payments fail for 25 % of users in Europe."
SLIP = {"wrong_words": "investigatnig", "right_words": "investigating", "reason": "typo"}


@pytest.fixture
def update(incident, cleo) -> IncidentUpdate:
    return say(incident, TEXT, by=cleo, at=timezone.now())


def proposed(program, update, **change) -> dict:
    answer = program.post(f"/updates/{update.pk}/quiet-corrections", SLIP | change)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_from_the_proposal_to_what_readers_read(as_ben, as_cleo, update):
    proposal = proposed(as_ben, update)
    listed = as_cleo.get(f"/updates/{update.pk}/quiet-corrections").json()
    assert (listed["waiting"], listed["made"]) == (proposal, [])
    answer = as_cleo.post(f"/quiet-proposals/{proposal['id']}/approve", {}).json()
    assert answer["text"] == update.text
    assert answer["text_now"] == update.text.replace("investigatnig", "investigating")
    [made] = answer["quiet_corrections"]
    assert (made["by"]["name"], made["approved_by"]["name"]) == ("Ben Okafor", "Cleo Lindqvist")
    assert as_ben.get(f"/updates/{update.pk}/quiet-corrections").json() == {"waiting": None, "made": [made]}
    [listed] = as_ben.get(f"/incidents/{update.incident_id}/updates").json()["items"]
    assert listed == answer
    assert Entry.objects.filter(text__contains="put right without notifying").exists()


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("25 %", "5 %", "typo"),
        ("25 %", "5 %", "time"),
        ("fail", "work", "typo"),
        ("Europe", "France", "typo"),
    ],
)
def test_what_is_more_than_a_slip_is_told_to_readers(as_ben, update, wrong, right, reason):
    words = {"wrong_words": wrong, "right_words": right, "reason": reason}
    error = error_of(
        as_ben.post(f"/updates/{update.pk}/quiet-corrections", words), 422, "readers_must_be_told"
    )
    assert error["message"].endswith("Start a correction, which readers are told of.")
    assert error["reasons"][0].startswith("Readers have to be told")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"wrong_words": "nonsense"}, "does not say these words"),
        ({"wrong_words": "a"}, "stand in"),
        ({"right_words": " "}, "Write what is right"),
        ({"reason": "spite"}, "reason"),
        ({"wrong_words": "x" * 121}, "wrong_words"),
    ],
)
def test_words_that_cannot_be_meant_are_422(as_ben, update, change, said):
    answer = as_ben.post(f"/updates/{update.pk}/quiet-corrections", SLIP | change)
    assert said in error_of(answer, 422, "invalid")["message"]


def test_who_proposed_it_does_not_approve_it_without_a_reason(as_ben, update):
    proposal = proposed(as_ben, update)
    path = f"/quiet-proposals/{proposal['id']}/approve"
    refused = error_of(as_ben.post(path, {}), 422, "not_approvable")
    assert refused["reasons"] == [
        "You wrote this text yourself. Ask Cleo Lindqvist to approve it, or say why it cannot wait."
    ]
    approved = as_ben.post(path, {"approval_reason": "nobody else is awake"}).json()
    assert approved["quiet_corrections"][0]["approval_reason"] == "nobody else is awake"


def test_a_yes_takes_both_the_scope_to_approve_and_the_scope_to_publish(as_ben, cleo, update):
    path = f"/quiet-proposals/{proposed(as_ben, update)['id']}/approve"
    for scope in ("approve", "publish"):
        error_of(Program(cleo, scope).post(path, {}), 403, "not_allowed")
    assert Program(cleo, "approve", "publish").post(path, {}).status_code == 200


def test_a_proposal_is_decided_once_and_one_waits_at_a_time(as_ben, as_cleo, update):
    proposal = proposed(as_ben, update)
    second = as_cleo.post(f"/updates/{update.pk}/quiet-corrections", SLIP)
    assert "waits for approval" in error_of(second, 422, "invalid")["message"]
    path = f"/quiet-proposals/{proposal['id']}"
    assert as_ben.post(f"{path}/withdraw").json()["closed_at"]
    error_of(as_ben.post(f"{path}/withdraw"), 409, "proposal_closed")
    error_of(as_cleo.post(f"{path}/approve", {}), 409, "proposal_closed")
    assert as_ben.get(f"/updates/{update.pk}").json()["text_now"] == update.text
