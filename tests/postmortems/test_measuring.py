"""Measures of impact: added, changed, taken out; what makes no sense is refused with the remedy."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry
from clarion.incidents.incident import Incident
from clarion.postmortems.document import read_document
from clarion.postmortems.impact import Measure, Metric, Side
from clarion.postmortems.impact_checks import missing_impact
from clarion.postmortems.measuring import add_measures, change_measure, remove_measure, suggested_measures
from clarion.postmortems.people import fill_involved
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from tests.factories.incidents import an_incident, say
from tests.factories.postmortems import a_postmortem, a_postmortem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


def users(**more):
    return {"side": Side.EXTERNAL, "metric": Metric.USERS, "value": Decimal(1200), "unit": "users", **more}


def refused(postmortem, fields, *, by, at):
    with pytest.raises(ValidationError) as error:
        add_measures(postmortem, [fields], by=by, at=at)
    assert not postmortem.measures.exists()
    return error.value.message_dict


def test_a_measure_is_added_with_its_unit_and_counts_as_a_change_of_the_document(postmortem, dev, nine):
    add_measures(postmortem, [users(source="  access  log ")], by=dev, at=nine)
    measure = postmortem.measures.get()
    assert (str(measure), measure.source) == ("Users affected: 1200 users", "access log")
    assert PostMortem.objects.get().version == 2
    told = AuditEntry.objects.get(act="added_measure")
    assert (told.subject, told.detail) == (f"users affected of {postmortem.reference}", "")


@pytest.mark.parametrize(
    ("fields", "field", "remedy"),
    [
        (users(value=Decimal(-1)), "value", "An impact is not negative"),
        (users(value=Decimal("1.5")), "value", "There are no halves of users"),
        (users(value=Decimal(10**10)), "value", "There are not so many users"),
        (users(value=Decimal(101), unit="%"), "value", "More than 100 % of them cannot be affected"),
        (users(unit="hours"), "unit", "Users affected is counted in users, customers, accounts"),
        (users(metric=Metric.DURATION, unit="days", value=Decimal(4000)), "value", "longer than ten years"),
        (users(metric=Metric.REVENUE, unit="euros"), "unit", "the currency by its three letters"),
        (users(metric=Metric.OTHER, unit="orders"), "name", "Write what was measured"),
        (users(metric=Metric.OTHER, name="Orders lost", unit=""), "unit", "Write what the number counts"),
        (users(side=Side.INTERNAL), "what", "not counted on that side"),
        (users(source_url="javascript:alert(1)"), "source_url", "begins with https:// or http://"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field_and_the_remedy(
    postmortem, ana, nine, fields, field, remedy
):
    assert remedy in refused(postmortem, fields, by=ana, at=nine)[field][0]


@pytest.mark.parametrize(
    ("metric", "typed", "kept"),
    [
        (Metric.USERS, "", "users"),
        (Metric.USERS, "Customer", "customers"),
        (Metric.USERS, "%", "% of users"),
        (Metric.DURATION, "Hours", "hours"),
        (Metric.REVENUE, "eur", "EUR"),
        (Metric.REVENUE, "SEK", "SEK"),
    ],
)
def test_a_unit_is_kept_in_one_spelling(postmortem, ana, nine, metric, typed, kept):
    add_measures(postmortem, [users(metric=metric, unit=typed, value=Decimal(50))], by=ana, at=nine)
    assert postmortem.measures.get().unit == kept


def test_of_two_who_change_one_measure_the_second_sees_what_the_first_saved(postmortem, ana, ben, nine):
    measure = add_measures(postmortem, [users()], by=ana, at=nine)[0]
    change_measure(measure, {"value": Decimal(1300)}, seen_version=1, by=ana, at=nine)
    with pytest.raises(RowChanged) as conflict:
        change_measure(measure, {"value": Decimal(1400)}, seen_version=1, by=ben, at=nine)
    assert conflict.value.row.value == 1300
    with pytest.raises(RowChanged):
        remove_measure(measure, seen_version=1, by=ben, at=nine)
    assert postmortem.measures.get().value == 1300


def test_what_was_taken_out_can_be_added_again_as_it_was(postmortem, ana, nine):
    measure = add_measures(postmortem, [users(estimated=True, source="guess of support")], by=ana, at=nine)[0]
    said = remove_measure(measure, seen_version=1, by=ana, at=nine)
    assert not postmortem.measures.exists()
    again = add_measures(postmortem, [said], by=ana, at=nine)[0]
    assert (again.value, again.unit, again.estimated, again.source) == (
        1200,
        "users",
        True,
        "guess of support",
    )


def test_of_many_measures_of_which_one_is_wrong_none_is_added(postmortem, ana, nine):
    with pytest.raises(ValidationError):
        add_measures(postmortem, [users(), users(value=Decimal(-1))], by=ana, at=nine)
    assert not Measure.objects.exists()


def test_what_is_final_takes_no_measure(postmortem, ana, nine):
    PostMortem.objects.update(stage=Stage.FINAL)
    with pytest.raises(PostMortemClosed):
        add_measures(postmortem, [users()], by=ana, at=nine)


def test_the_record_suggests_users_times_updates_people_and_hours(postmortem, ana, ben, nine):
    incident = postmortem.incidents.get()
    started = incident.started_at
    say(incident, "Card payments fail.", by=ben, at=started + timedelta(minutes=20))
    incident.refresh_from_db()
    incident.mitigated_at, incident.resolved_at = (
        started + timedelta(minutes=60),
        started + timedelta(minutes=90),
    )
    incident.save()
    fill_involved(postmortem, by=ana, at=nine)
    suggested = {each.key: each for each in suggested_measures(postmortem, read_document(postmortem))}
    assert {key: str(each.measure) for key, each in suggested.items()} == {
        "users": "Users affected: 1200 users",
        "duration": "Duration: 90 minutes",
        "mitigated": "Until it was mitigated: 60 minutes",
        "people": "People involved: 2 people",
        "hours": "Hours worked: 3 hours",
        "updates": "Updates to readers outside: 1 updates",
    }
    assert {key for key, each in suggested.items() if each.fields["estimated"]} == {"users", "hours"}
    assert suggested["hours"].fields["source"] == "2 people, each for the whole 1 h 30 min"


def test_of_several_incidents_the_one_whose_figure_it_is_is_named_as_source(ana, nine):
    began = nine - timedelta(hours=1)
    first = an_incident(by=ana, at=nine, started_at=began, users_affected=400, percent_affected=Decimal(30))
    second = an_incident(by=ana, at=nine, started_at=began, users_affected=900, percent_affected=Decimal(3))
    third = an_incident(by=ana, at=nine)
    Incident.objects.filter(pk=third.pk).update(started_at=None)
    third.refresh_from_db()
    both = a_postmortem_of(first, second, third, by=ana, at=nine + timedelta(hours=1))
    suggested = suggested_measures(both, read_document(both))
    assert {each.key: each.fields["source"] for each in suggested if each.key != "people"} == {
        "users": f"record of {second.reference}",
        "share": f"record of {first.reference}",
        "duration": f"record of {first.reference}, {second.reference}, started to resolved",
        "mitigated": f"record of {first.reference}, {second.reference}, started to mitigated",
    }


def test_what_stands_there_already_is_not_suggested_again(postmortem, ana, nine):
    document = read_document(postmortem)
    add_measures(
        postmortem, [each.fields for each in suggested_measures(postmortem, document)], by=ana, at=nine
    )
    assert suggested_measures(postmortem, read_document(postmortem)) == []


def test_an_impact_needs_a_number_one_of_outside_and_sources(postmortem, ana, nine):
    def words():
        return [each.words for each in missing_impact(read_document(postmortem))]

    assert words() == ["The impact has no number; an informed estimate is better than none"]
    add_measures(
        postmortem,
        [{"side": "internal", "metric": "hours", "value": Decimal(3), "unit": "hours"}],
        by=ana,
        at=nine,
    )
    assert words() == [
        "The impact says nothing of those outside: users, duration, requests, tickets",
        "1 measure does not say where the number comes from",
    ]
