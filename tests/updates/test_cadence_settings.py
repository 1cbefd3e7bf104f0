"""The cadence as a workspace sets it: whole, by admins, nobody overwritten, standing promises untouched."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.permission import NotAllowed
from clarion.flows.call import mark_and_call
from clarion.incidents.states import Severity
from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import (
    CadenceChanged,
    CadenceSettings,
    cadence_settings,
    change_cadence,
    current_cadence,
)
from clarion.updates.notices import Notice
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


def changed(ana, nine, **cells):
    """Cells with underscores for dots, because keywords have none."""
    wanted = {name.replace("__", "."): minutes for name, minutes in cells.items()}
    seen = cadence_settings().version
    return change_cadence({**SHIPPED, **wanted}, seen_version=seen, by=ana, at=nine)


def test_without_a_change_the_shipped_table_holds_and_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        cadence = current_cadence()
        assert cadence.interval("SEV1", "investigating", "public") == timedelta(minutes=15)
        assert cadence.interval("SEV2", "identified", "leadership") is None


def test_what_is_promised_from_then_on_follows_the_changed_table_and_what_stands_stays(ana, ben, nine):
    before = an_incident(severity=Severity.SEV2, by=ana, at=nine).promises.get(audience="public")
    changed(ana, nine, first_acknowledgement__SEV2=3, engineering__SEV2=45)
    after = an_incident(severity=Severity.SEV2, by=ana, at=nine)
    before.refresh_from_db()
    assert before.due_at == nine + timedelta(minutes=5)
    assert after.promises.get(audience="public").due_at == nine + timedelta(minutes=3)
    assert after.promises.get(audience="engineering").due_at == nine + timedelta(minutes=45)


def test_partners_and_support_hear_as_often_as_the_public_until_they_have_a_time_of_their_own(ana, nine):
    changed(ana, nine, public__SEV1__investigating=12, support__SEV1=25)
    cadence = current_cadence()
    assert cadence.interval("SEV1", "investigating", "partners") == timedelta(minutes=12)
    assert cadence.interval("SEV1", "investigating", "support") == timedelta(minutes=25)


def test_an_empty_cell_owes_nothing(ana, ben, nine):
    changed(ana, nine, first_acknowledgement__SEV2=None, engineering__SEV2=None)
    assert not an_incident(severity=Severity.SEV2, by=ana, at=nine).promises.exists()


def test_warning_and_escalation_follow_their_minutes_and_can_be_switched_off(ana, ben, cleo, nine):
    incident = an_incident(severity=Severity.SEV2, by=ana, at=nine)
    incident.promises.exclude(audience="engineering").delete()  # due at 09:20
    changed(ana, nine, warn_before=10, escalate_after=None)
    made = {minute: mark_and_call(at=nine + timedelta(minutes=minute)) for minute in (9, 10, 20, 25, 300)}
    assert made == {9: 0, 10: 1, 20: 1, 25: 0, 300: 0}
    assert set(Notice.objects.values_list("kind", flat=True)) == {"warning", "due"}


def test_of_two_admins_at_once_the_second_is_told_and_nothing_of_the_first_is_lost(ana, nine):
    changed(ana, nine, engineering__SEV1=7)
    with pytest.raises(CadenceChanged, match="Ana Sousa changed the table since you opened it"):
        change_cadence({**SHIPPED, "engineering.SEV2": 8}, seen_version=0, by=ana, at=nine)
    assert cadence_settings().changed == {"engineering.SEV1": 7}


def test_only_differences_are_kept_so_that_back_to_the_shipped_table_keeps_none(ana, nine):
    changed(ana, nine, engineering__SEV1=7)
    changed(ana, nine)
    assert CadenceSettings.objects.get().changed == {}
    assert CadenceSettings.objects.get().version == 2


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_outside_a_day_are_refused_by_the_name_of_their_cell(ana, nine, minutes):
    with pytest.raises(ValidationError) as refused:
        changed(ana, nine, engineering__SEV1=minutes)
    assert refused.value.message_dict == {"engineering.SEV1": ["Write minutes from 1 to 1440, or nothing."]}


def test_a_table_with_a_hole_is_refused(ana, nine):
    with pytest.raises(ValidationError, match="not complete"):
        change_cadence({"warn_before": 5}, seen_version=0, by=ana, at=nine)


def test_who_does_not_manage_the_workspace_changes_nothing(ben, nine):
    with pytest.raises(NotAllowed):
        change_cadence(SHIPPED, seen_version=0, by=ben, at=nine)
