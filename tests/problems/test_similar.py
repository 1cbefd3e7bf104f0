"""What is like an incident or a post-mortem: with the reason, and nothing rather than nonsense."""

import pytest

from clarion.incidents.services import add_service
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.problems.search.texts import TextKind
from clarion.problems.similar import similar, similar_to_incident, subject_of_postmortem
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem_of
from tests.factories.problems import a_problem, it_expired

pytestmark = pytest.mark.django_db
NOISE = (
    "Search is slow",
    "Exports arrive late",
    "Reports are empty",
    "Labels print upside down",
    "Maps stay grey",
)


@pytest.fixture(autouse=True)
def others(ben, nine):
    for title in NOISE:
        an_incident(title, by=ben, at=nine)


def rows(found):
    return [each.row for each in found]


def test_the_reason_names_the_service_and_the_words_as_they_stand_there(ben, checkout, nine):
    before = it_expired(checkout, cause="an expired cert on the gateway", by=ben, at=nine)
    now = it_expired(checkout, by=ben, at=nine)
    (similar,) = similar_to_incident(now)
    assert (similar.row, similar.same_services, similar.same_cause) == (before.pk, ("Checkout",), True)
    assert similar.reason == "same service Checkout; both say cert, gateway, expired"


def test_the_same_service_and_the_same_cause_come_first(ben, checkout, nine):
    search = add_service("Search")
    elsewhere, here = (it_expired(service, by=ben, at=nine) for service in (search, checkout))
    now = it_expired(checkout, by=ben, at=nine)
    assert rows(similar_to_incident(now)) == [here.pk, elsewhere.pk]


def test_nothing_is_said_where_only_common_words_are_shared(ben, checkout, nine):
    an_incident("Requests fail for some users", services={checkout: "major_outage"}, by=ben, at=nine)
    now = an_incident("Some users see errors", services={checkout: "major_outage"}, by=ben, at=nine)
    assert similar_to_incident(now) == []


def test_an_incident_without_a_telling_word_is_like_nothing(ben, nine):
    assert similar_to_incident(an_incident("It is down", by=ben, at=nine)) == []


def test_planned_work_is_not_suggested(ben, checkout, nine):
    an_incident(
        "Renew the expired certificate of the gateway", planned=True, services={checkout: "under_maintenance"},
        by=ben, at=nine,
    )  # fmt: skip
    now = it_expired(checkout, by=ben, at=nine)
    assert similar_to_incident(now) == []
    assert len(similar_to_incident(now, kinds=[TextKind.MAINTENANCE])) == 1


def test_incidents_of_the_same_post_mortem_and_problems_that_are_linked_are_not_suggested(
    ben, checkout, nine
):
    first, second = (it_expired(checkout, by=ben, at=nine) for _ in range(2))
    postmortem = a_postmortem_of(first, second, by=ben, at=nine)
    a_problem("Gateway certificate expires", incidents=[second], by=ben, at=nine)
    assert similar_to_incident(first) == []
    assert similar_to_incident(second, kinds=[TextKind.PROBLEM]) == []
    assert similar(subject_of_postmortem(postmortem), kinds=[TextKind.INCIDENT, TextKind.PROBLEM]) == []


def test_a_problem_is_suggested_by_its_cause(ben, checkout, nine):
    problem = a_problem("Gateway certificate expires", cause="nobody renews the certificate", by=ben, at=nine)
    now = it_expired(checkout, by=ben, at=nine)
    (similar,) = similar_to_incident(now, kinds=[TextKind.PROBLEM])
    assert (similar.kind, similar.row) == ("problem", problem.pk)


def test_causes_and_action_items_of_other_post_mortems_are_suggested_and_ones_own_are_not(
    ben, checkout, nine
):
    theirs, ours = (a_postmortem_of(it_expired(checkout, by=ben, at=nine), by=ben, at=nine) for _ in range(2))
    for postmortem in (theirs, ours):
        Why.objects.create(
            postmortem=postmortem, answer="No alarm watched the certificate expire", added_at=nine
        )
        ActionItem.objects.create(
            postmortem=postmortem, text="Alert before a certificate expires", added_at=nine
        )
    found = similar(subject_of_postmortem(ours), kinds=[TextKind.WHY, TextKind.ITEM])
    assert {(each.kind, each.row) for each in found} == {
        ("why", theirs.whys.get().pk), ("item", theirs.action_items.get().pk),
    }  # fmt: skip


def test_it_asks_the_database_as_often_whatever_is_there(ben, checkout, nine, django_assert_max_num_queries):
    now = it_expired(checkout, by=ben, at=nine)
    for _ in range(12):
        it_expired(checkout, by=ben, at=nine)
    with django_assert_max_num_queries(12):
        assert len(similar_to_incident(now)) == 3


def test_what_is_called_the_same_of_the_same_service_is_suggested_before_anybody_knows_a_cause(
    ben, checkout, nine
):
    """At that moment it is needed, although "fails" and "payments" alone tell nothing."""
    first, second = (
        an_incident("Payments fail", services={checkout: "major_outage"}, by=ben, at=nine) for _ in range(2)
    )
    problem = a_problem("Payments fail", workaround="pay by invoice", incidents=[first], by=ben, at=nine)
    found = similar_to_incident(second, kinds=[TextKind.INCIDENT, TextKind.PROBLEM])
    assert {(each.kind, each.row) for each in found} == {("incident", first.pk), ("problem", problem.pk)}
    assert {each.reason for each in found} == {"same service Checkout; the same title"}
    elsewhere = an_incident("Payments fail", by=ben, at=nine)
    assert similar_to_incident(elsewhere) == []
