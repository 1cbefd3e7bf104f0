"""A post-mortem opens by itself when an incident ends, where its severity asks for one, and only once."""

from datetime import timedelta

import pytest

from clarion.accounts.audit import AuditEntry, Done
from clarion.flows.change import change
from clarion.flows.learn import open_once
from clarion.flows.resolve import resolve
from clarion.incidents.hand_over import hand_over
from clarion.incidents.states import Severity, State
from clarion.postmortems.demand_settings import DemandsChanged, change_demands, current_demands
from clarion.postmortems.demands import Asked, asked_of
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.ownership import set_aside
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.sections import Part
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db


def test_resolving_a_sev1_opens_it_for_the_commander_due_in_three_days(ana, ben, nine):
    incident = an_incident(severity=Severity.SEV1, impact="cards fail", by=ana, at=nine)
    hand_over(incident, {"commander": ben}, by=ana, at=nine)
    resolve(incident, by=ana, at=nine + timedelta(hours=1))
    postmortem = PostMortem.objects.get()
    assert (postmortem.owner, postmortem.due_on, postmortem.opened_by) == (
        ben,
        nine.date() + timedelta(days=3),
        None,
    )
    summary = postmortem.sections.get(part=Part.SUMMARY)
    assert summary.text.startswith(
        f"{incident.reference} (SEV1) lasted from 10 March 2026, 09:00 to 10:00 UTC, 1 h. Cards fail."
    )
    assert summary.versions.get().text == summary.text


def test_publishing_the_resolution_opens_it_and_a_second_end_does_not_open_another(ana, ben, nine):
    incident = an_incident(severity=Severity.SEV2, by=ana, at=nine)
    say(incident, "We are investigating a problem with card payments.", by=ben, at=nine)
    say(incident, "Resolved.", state=State.RESOLVED, promise=None, by=ben, at=nine + timedelta(hours=1))
    assert PostMortem.objects.get().due_on.isoformat() == "2026-03-17"
    incident.refresh_from_db()
    change(incident, {"state": State.IDENTIFIED}, by=ana, at=nine + timedelta(hours=2))
    say(incident, "Resolved again.", state=State.RESOLVED, promise=None, by=ben, at=nine + timedelta(hours=3))
    assert PostMortem.objects.count() == 1


def test_a_sev3_opens_none_until_an_admin_asks_for_it(ana, nine):
    resolve(an_incident(severity=Severity.SEV3, by=ana, at=nine), by=ana, at=nine)
    assert not PostMortem.objects.exists()
    now = current_demands()
    asked = Asked(asked=True, days=7, business_days=False, item_days=20)
    change_demands({**now, Severity.SEV3: asked}, seen=now, by=ana, at=nine)
    resolve(an_incident(severity=Severity.SEV3, by=ana, at=nine), by=ana, at=nine)
    assert PostMortem.objects.get().due_on == nine.date() + timedelta(days=7)
    assert asked_of(Severity.SEV3) == asked
    assert AuditEntry.objects.get(act=Done.CHANGED_DEMANDS).detail.startswith(
        "SEV3: no post-mortem by itself"
    )


def test_two_admins_who_save_the_table_do_not_overwrite_each_other(ana, nine):
    seen = current_demands()
    table = {**seen, Severity.SEV1: Asked(asked=True, days=2, business_days=False, item_days=15)}
    change_demands(table, seen=seen, by=ana, at=nine)
    with pytest.raises(DemandsChanged) as refused:
        change_demands(seen, seen=seen, by=ana, at=nine)
    assert refused.value.table == table


def test_planned_work_teaches_nobody_by_itself(ana, nine):
    work = an_incident("Database upgrade", severity=Severity.SEV1, planned=True, by=ana, at=nine)
    resolve(work, by=ana, at=nine + timedelta(hours=3))
    assert not PostMortem.objects.exists()


def test_by_hand_it_is_opened_once_for_somebody_who_works_here_and_what_was_set_aside_stands_back(
    ana, ben, cleo, nine
):
    incident = an_incident(severity=Severity.SEV3, by=ana, at=nine)
    hand_over(incident, {"commander": ben}, by=ana, at=nine)
    resolve(incident, by=ana, at=nine)
    ben.is_active = False
    ben.save()
    opened = open_once(incident, by=cleo, at=nine)
    assert opened.owner != ben
    assert open_once(incident, by=ana, at=nine) == opened
    incident.refresh_from_db()
    newer = open_postmortem([incident], by=ana, at=nine + timedelta(hours=1))
    set_aside(newer, why="there is one", by=ana, at=nine)
    assert open_once(incident, by=ana, at=nine) == opened
