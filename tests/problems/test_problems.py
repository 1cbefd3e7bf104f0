"""Problems: opened, changed, linked, known, resolved, back again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.writing import RowChanged
from clarion.problems.linking import find_incident, link_incident, link_item, unlink_incident, unlink_item
from clarion.problems.opening import begun_with, open_problem
from clarion.problems.problem import Problem, ProblemState
from clarion.problems.writing import change_problem, make_known_error, reopen_problem, resolve_problem
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem
from tests.factories.problems import a_problem

pytestmark = pytest.mark.django_db


def acts(problem):
    entries = AuditEntry.objects.filter(subject=problem.reference).oldest_first()
    return [(entry.act, entry.detail) for entry in entries]


def test_a_problem_begins_with_what_the_record_of_its_incident_says(ben, nine):
    incident = an_incident(cause="an expired certificate", workaround="pay by bank transfer", by=ben, at=nine)
    problem = open_problem(**begun_with([incident]), incidents=[incident], by=ben, at=nine)
    assert (problem.title, problem.cause, problem.workaround, problem.state) == (
        "Card payments fail", "an expired certificate", "pay by bank transfer", "open",
    )  # fmt: skip
    assert list(problem.incidents.all()) == [incident]
    assert acts(problem) == [("opened_problem", f"of {incident.reference}")]


def test_of_several_incidents_it_begins_with_the_first_that_says_something(ben, nine):
    first = a_postmortem(by=ben, at=nine).incidents.get()
    other = an_incident("Exports fail", cause="a full disk", by=ben, at=nine)
    assert begun_with([first, other]) == {"title": first.title, "cause": "a full disk", "workaround": ""}


def test_a_problem_without_a_title_is_refused_by_the_name_of_its_field(ben, nine):
    with pytest.raises(ValidationError) as refused:
        open_problem("  ", by=ben, at=nine)
    assert refused.value.message_dict.keys() == {"title"}
    assert not Problem.objects.exists()


def test_a_change_names_its_fields_in_the_log_and_none_of_their_words(ben, cleo, nine):
    problem = a_problem(by=ben, at=nine)
    changed = change_problem(problem, {"cause": "no alarm", "owner": cleo}, seen_version=1, by=ben, at=nine)
    assert (changed.cause, changed.owner, changed.version) == ("no alarm", cleo, 2)
    assert acts(problem)[-1] == ("changed_problem", "cause, owner")


def test_saving_what_is_there_already_changes_nothing(ben, nine):
    problem = a_problem(by=ben, at=nine)
    assert change_problem(problem, {"title": problem.title}, seen_version=1, by=ben, at=nine).version == 1
    assert len(acts(problem)) == 1


def test_the_second_of_two_writers_is_told_what_the_first_one_saved(ben, nine):
    problem = a_problem(by=ben, at=nine)
    change_problem(problem, {"cause": "the first words"}, seen_version=1, by=ben, at=nine)
    with pytest.raises(RowChanged) as told:
        change_problem(problem, {"cause": "the second words"}, seen_version=1, by=ben, at=nine)
    assert told.value.row.cause == "the first words"


@pytest.mark.parametrize("missing", ["cause", "workaround"])
def test_a_known_error_needs_its_cause_and_a_workaround(missing, ben, nine):
    problem = a_problem(by=ben, at=nine, **{missing: ""})
    with pytest.raises(ValidationError) as refused:
        make_known_error(problem, by=ben, at=nine)
    assert refused.value.message_dict.keys() == {missing}


def test_a_known_error_keeps_its_workaround(ben, nine):
    problem = make_known_error(a_problem(by=ben, at=nine), by=ben, at=nine)
    assert problem.state == ProblemState.KNOWN_ERROR
    with pytest.raises(ValidationError, match="A known error has a workaround"):
        change_problem(problem, {"workaround": ""}, seen_version=2, by=ben, at=nine)


def test_resolving_says_what_removed_the_cause(ben, nine):
    problem = a_problem(by=ben, at=nine)
    with pytest.raises(ValidationError, match="what removed the cause"):
        resolve_problem(problem, "  ", by=ben, at=nine)
    resolved = resolve_problem(problem, "a job renews them", by=ben, at=nine)
    assert (resolved.state, resolved.removal, resolved.resolved_at) == ("resolved", "a job renews them", nine)
    with pytest.raises(ValidationError, match="is resolved already"):
        resolve_problem(problem, "again", by=ben, at=nine)


def test_reopening_takes_a_reason_and_keeps_what_was_said_to_have_removed_it(ben, nine):
    problem = resolve_problem(a_problem(by=ben, at=nine), "a job renews them", by=ben, at=nine)
    with pytest.raises(ValidationError, match="how you know"):
        reopen_problem(problem, "", by=ben, at=nine)
    again = reopen_problem(problem, "one more expired", by=ben, at=nine)
    assert (again.state, again.removal, again.reopened_because, again.resolved_at) == (
        "known_error", "a job renews them", "one more expired", None,
    )  # fmt: skip


def test_a_later_incident_reopens_a_resolved_problem_and_an_earlier_one_does_not(ben, nine):
    problem = resolve_problem(a_problem(by=ben, at=nine, workaround=""), "a job", by=ben, at=nine)
    earlier = an_incident(by=ben, at=nine - timedelta(days=1))
    later = an_incident(by=ben, at=nine + timedelta(days=1))
    assert link_incident(problem, earlier, by=ben, at=nine)
    problem.refresh_from_db()
    assert problem.is_resolved
    assert link_incident(problem, later, by=ben, at=nine + timedelta(days=1))
    problem.refresh_from_db()
    assert (problem.state, problem.reopened_because) == ("open", f"It came back with {later.reference}.")


def test_linking_twice_is_linking_once_and_unlinking_takes_it_back(ben, nine):
    problem, incident = a_problem(by=ben, at=nine), an_incident(by=ben, at=nine)
    linked = [link_incident(problem, incident, by=ben, at=nine) for _ in range(2)]
    unlinked = [unlink_incident(problem, incident, by=ben, at=nine) for _ in range(2)]
    assert (linked, unlinked) == ([True, False], [True, False])
    assert [act for act, _ in acts(problem)] == [
        "opened_problem", "linked_to_problem", "unlinked_from_problem",
    ]  # fmt: skip


def test_action_items_are_linked_and_unlinked(ben, nine):
    problem, postmortem = a_problem(by=ben, at=nine), a_postmortem(by=ben, at=nine)
    item = ActionItem.objects.create(postmortem=postmortem, text="Renew by a job", added_at=nine)
    assert [link_item(problem, item, by=ben, at=nine) for _ in range(2)] == [True, False]
    assert list(problem.action_items.all()) == [item]
    assert [unlink_item(problem, item, by=ben, at=nine) for _ in range(2)] == [True, False]


def test_an_incident_is_found_by_its_number_in_any_spelling(ben, nine):
    incident = an_incident(by=ben, at=nine)
    for typed in (incident.reference, f" inc {incident.pk} ", str(incident.pk)):
        assert find_incident(typed) == incident
    for typed in ("", "INC-", "INC-999999", "9" * 40, "cards"):
        with pytest.raises(ValidationError, match="Type its number"):
            find_incident(typed)


def test_sightings_count_each_incident_once_and_know_the_last(ben, nine):
    incidents = [an_incident(by=ben, at=nine - timedelta(days=days)) for days in (1, 50, 200)]
    problem = a_problem(incidents=incidents, by=ben, at=nine)
    a_problem("Nothing yet", by=ben, at=nine)
    seen, unseen = Problem.objects.with_sightings(since=nine - timedelta(days=90)).often_first()
    assert (seen, seen.incident_count, seen.recent, seen.last_seen) == (
        problem,
        3,
        2,
        nine - timedelta(days=1),
    )
    assert seen.often == "Second time in 90 days"
    assert (unseen.incident_count, unseen.recent, unseen.last_seen, unseen.often) == (0, 0, None, "")
