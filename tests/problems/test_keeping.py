"""The index of texts follows the rows: when they are saved, when they go, and what was written in bulk later."""

from datetime import timedelta

import pytest
from django.db import connection

from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.record import change_record
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.sections import Section
from clarion.problems.linking import link_incident
from clarion.problems.search.finding import find
from clarion.problems.search.keeping import catch_up, refresh_all
from clarion.problems.search.sqlite import DROP
from clarion.problems.search.texts import IndexedText, TextKind
from clarion.problems.writing import change_problem
from tests.factories.incidents import an_incident, say
from tests.factories.postmortems import a_postmortem
from tests.factories.problems import a_problem, it_expired

pytestmark = pytest.mark.django_db


def found(query, **options):
    return [(text.kind, text.row) for text in find(query, **options).texts]


def test_an_incident_is_found_by_its_new_words_as_soon_as_its_record_changes(ben, checkout, nine):
    incident = an_incident(services={checkout: "major_outage"}, by=ben, at=nine)
    assert found("certificate") == []
    change_record(incident, {"cause": "an expired certificate"}, by=ben, at=nine)
    assert found("certificate") == [("incident", incident.pk)]
    change_record(incident, {"cause": "a full disk"}, by=ben, at=nine)
    assert found("certificate") == []
    text = IndexedText.objects.get(kind="incident", row=incident.pk)
    assert (text.services, text.cause, text.at) == ([checkout.pk], "a full disk", incident.began_at())


def test_an_incident_is_found_by_what_the_public_last_read(ben, nine):
    incident = an_incident(by=ben, at=nine)
    say(incident, "Tokens cannot be minted.", by=ben, at=nine)
    assert found("minted") == [("incident", incident.pk)]


def test_an_index_that_is_broken_keeps_nobody_from_publishing(ben, nine, caplog):
    if connection.vendor != "sqlite":
        return  # the index of PostgreSQL is a column of its table
    incident = an_incident(by=ben, at=nine)
    with connection.cursor() as cursor:
        for each in DROP:
            cursor.execute(each)
    assert say(incident, "Tokens cannot be minted.", by=ben, at=nine).pk
    assert "A text was not indexed" in caplog.text


def test_a_post_mortem_is_found_by_its_prose_and_its_causes(ben, nine):
    postmortem = a_postmortem(by=ben, at=nine)
    Section.objects.filter(part="summary").first()
    section = postmortem.sections.get(part="summary")
    section.text = "Terminals in shops were offline."
    section.save()
    why = Why.objects.create(postmortem=postmortem, answer="The pager was muted", added_at=nine)
    assert found("terminals") == [("postmortem", postmortem.pk)]
    assert set(found("pager")) == {("postmortem", postmortem.pk), ("why", why.pk)}
    why.removed_at = nine
    why.save()
    assert found("pager") == []


def test_an_action_item_is_found_by_the_cause_that_it_answers(ben, nine):
    postmortem = a_postmortem(by=ben, at=nine)
    why = Why.objects.create(postmortem=postmortem, answer="The pager was muted", added_at=nine)
    item = ActionItem.objects.create(postmortem=postmortem, text="Test the escalation weekly", added_at=nine)
    item.whys.set([why])
    assert ("item", item.pk) in found("pager")
    item.delete()
    assert ("item", item.pk) not in found("escalation")


def test_a_problem_has_the_services_of_its_incidents(ben, checkout, nine):
    problem = a_problem(by=ben, at=nine)
    incident = it_expired(checkout, by=ben, at=nine)
    link_incident(problem, incident, by=ben, at=nine)
    assert IndexedText.objects.get(kind="problem", row=problem.pk).services == [checkout.pk]
    AffectedService.objects.get(incident=incident).delete()
    assert IndexedText.objects.get(kind="problem", row=problem.pk).services == []
    change_problem(problem, {"title": "Zebras"}, by=ben, at=nine)
    assert found("zebra") == [("problem", problem.pk)]


def test_a_post_mortem_that_takes_in_another_incident_has_its_services_and_so_have_its_causes(
    ben, checkout, nine
):
    postmortem = a_postmortem(by=ben, at=nine)
    why = Why.objects.create(postmortem=postmortem, answer="The pager was muted", added_at=nine)
    postmortem.incidents.add(it_expired(checkout, by=ben, at=nine))
    for kind, row in (("postmortem", postmortem.pk), ("why", why.pk)):
        assert IndexedText.objects.get(kind=kind, row=row).services == [checkout.pk]


def test_what_is_written_in_bulk_is_caught_up_with_once(ben, nine):
    an_incident(by=ben, at=nine)
    bulk = [Incident(title=f"Llamas {number}", severity="SEV3", declared_at=nine) for number in range(3)]
    Incident.objects.bulk_create(bulk)
    assert found("llamas") == []
    assert (catch_up(), catch_up()) == (3, 0)
    assert len(found("llamas")) == 3


def test_what_sql_changed_is_mended_by_the_nightly_comparison(ben, nine):
    kept, gone = (an_incident(title, by=ben, at=nine) for title in ("Llamas", "Zebras"))
    Incident.objects.filter(pk=kept.pk).update(title="Camels")
    gone.entries.all()._raw_delete("default")
    gone.promises.all().delete()
    Incident.objects.filter(pk=gone.pk)._raw_delete("default")
    assert refresh_all() == 2
    assert (found("llamas"), found("zebras"), found("camels")) == ([], [], [("incident", kept.pk)])
    assert refresh_all() == 0
    assert refresh_all(anew=True) == 1
    assert found("camels") == [("incident", kept.pk)]


def test_planned_work_is_found_only_by_who_asks_for_it(ben, nine):
    work = an_incident("Upgrade of llamas", planned=True, by=ben, at=nine)
    assert found("llamas") == []
    assert found("llamas", kinds=tuple(TextKind)) == [("maintenance", work.pk)]


def test_saving_a_stage_or_a_version_alone_asks_nothing(ben, nine, django_assert_num_queries):
    postmortem = a_postmortem(by=ben, at=nine)
    postmortem.due_on = nine.date() + timedelta(days=9)
    with django_assert_num_queries(1):
        postmortem.save(update_fields=["due_on"])
