"""`clarion postmortem`: what is owed, and opening one."""

import pytest
from click.testing import CliRunner
from django.utils import timezone

from clarion.cli.main import main
from clarion.postmortems.postmortem import PostMortem, Stage
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem, end

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, ["postmortem", *words])


def test_the_list_names_stage_due_day_and_owner_of_what_is_owed(ana):
    owed = a_postmortem(by=ana, at=timezone.now())
    done = a_postmortem("Search is slow", by=ana, at=timezone.now())
    PostMortem.objects.filter(pk=done.pk).update(stage=Stage.FINAL)
    line = f"{owed.reference}\tDraft\t{owed.due_on}\tAna Sousa\tCard payments fail\n"
    assert run("list").output == line
    assert f"{done.reference}\tFinal\t-\tAna Sousa\tSearch is slow" in run("list", "--all").output


def test_several_incidents_of_one_cause_share_one(ana, ben):
    at = timezone.now()
    incidents = [an_incident(title, by=ana, at=at) for title in ("Card payments fail", "Refunds fail")]
    for incident in incidents:
        end(incident, by=ana, at=at)
    answer = run("open", *[incident.reference for incident in incidents], "--owner", "ben@example.com")
    assert answer.exit_code == 0, answer.output
    postmortem = PostMortem.objects.get()
    assert postmortem.owner == ben
    assert set(postmortem.incidents.all()) == set(incidents)
    assert f"/postmortems/{postmortem.public_id}/" in answer.output


def test_what_cannot_be_opened_says_why(ana):
    incident = an_incident(by=ana, at=timezone.now())
    for words, said in (
        (["INC-99999999"], "There is no incident INC-99999999"),
        (["soon"], "Write its number, as INC-44"),
        ([incident.reference], "Resolve it first"),
    ):
        answer = run("open", *words)
        assert answer.exit_code == 1
        assert said in answer.output
