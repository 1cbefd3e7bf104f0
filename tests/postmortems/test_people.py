"""People involved: listed with their role, apart from everything else."""

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.document import read_document
from clarion.postmortems.people import (
    add_involved,
    change_involved,
    fill_involved,
    known_people,
    remove_involved,
)
from clarion.postmortems.writing import RowChanged
from tests.factories.incidents import say
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


def test_they_are_filled_from_roles_updates_and_the_timeline_each_once(postmortem, ana, ben, cleo, dev, nine):
    incident = postmortem.incidents.get()
    incident.commander, incident.communications_lead = cleo, ben
    incident.save()
    say(incident, "Card payments fail.", by=ben, at=nine)
    record_entry(incident, "rolled back", source=Source.PERSON, by=dev, at=nine)
    fill_involved(postmortem, by=ana, at=nine)
    assert read_document(postmortem).involved == (
        ("Cleo Lindqvist", "incident commander"),
        ("Ben Okafor", "communications lead, wrote updates"),
        ("Ana Sousa", "responder"),
        ("Dev Patel", "responder"),
    )
    assert known_people(postmortem) == []
    assert fill_involved(postmortem, by=ana, at=nine) == []


def test_somebody_from_outside_is_listed_by_name_and_a_colleague_is_linked(postmortem, ana, dev, nine):
    outside = add_involved(postmortem, "engineer of the bank", "supplier", by=ana, at=nine)
    inside = add_involved(postmortem, "dev patel", "", by=ana, at=nine)
    assert (outside.person, str(outside)) == (None, "engineer of the bank, supplier")
    assert (inside.person, str(inside)) == (dev, "dev patel")


def test_the_log_of_acts_does_not_name_them(postmortem, ana, nine):
    add_involved(postmortem, "engineer of the bank", "supplier", by=ana, at=nine)
    told = AuditEntry.objects.get(act="added_involved")
    assert (told.subject, told.detail) == (postmortem.reference, "1 person")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [(" ", "Write a name"), ("DEV PATEL", "is listed already"), ("a\x00b", "control char")],
)
def test_nobody_is_listed_without_a_name_or_twice(postmortem, ana, dev, nine, name, remedy):
    add_involved(postmortem, "Dev Patel", "", by=ana, at=nine)
    with pytest.raises(ValidationError) as refused:
        add_involved(postmortem, name, "", by=ana, at=nine)
    assert remedy in refused.value.message_dict["name"][0]


def test_of_two_who_change_one_line_the_second_sees_what_the_first_saved(postmortem, ana, ben, nine):
    listed = add_involved(postmortem, "Ida", "", by=ana, at=nine)
    change_involved(listed, "Ida", "scribe", seen_version=1, by=ana, at=nine)
    with pytest.raises(RowChanged) as conflict:
        change_involved(listed, "Ida", "commander", seen_version=1, by=ben, at=nine)
    assert str(conflict.value.row) == "Ida, scribe"
    assert str(remove_involved(listed, seen_version=2, by=ben, at=nine)) == "Ida, scribe"
    assert read_document(postmortem).involved == ()
