"""A post-mortem opens with its sections, its severity and its due day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from clarion.incidents.states import Severity
from clarion.postmortems.demands import business_days_after
from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.sections import Part
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem, end

pytestmark = pytest.mark.django_db


def test_it_covers_its_incidents_and_takes_the_worst_severity_and_its_due_day(ana, nine):
    mild = an_incident("Search is slow", severity=Severity.SEV3, by=ana, at=nine)
    bad = an_incident("Card payments fail", severity=Severity.SEV1, by=ana, at=nine)
    for incident in (mild, bad):
        end(incident, by=ana, at=nine)
    postmortem = open_postmortem([mild, bad], by=None, at=nine, owner=ana)
    assert (postmortem.title, postmortem.severity) == ("Card payments fail", Severity.SEV1)
    assert (postmortem.due_on - nine.date()).days == 3
    assert {section.part for section in postmortem.sections.all()} == set(Part)
    assert {each.reference for each in read_document(postmortem).incidents} == {mild.reference, bad.reference}


def test_without_an_incident_there_is_none(ana, nine):
    with pytest.raises(ValidationError, match="Choose the incidents"):
        open_postmortem([], by=ana, at=nine)


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        (date(2026, 11, 26), 5, date(2026, 12, 3)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
    ],
)
def test_business_days_leave_out_saturday_and_sunday(opened, days, due):
    assert business_days_after(opened, days) == due


def test_the_document_is_plain_json_whose_times_name_their_zone(ana, nine):
    content = as_json(read_document(a_postmortem(by=ana, at=nine)))
    assert content["incidents"][0]["moments"]["started"].endswith("+00:00")
    assert content["timeline"][0]["text"]
