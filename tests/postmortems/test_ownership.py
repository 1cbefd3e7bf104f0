"""Who owns a post-mortem, when it is due, what it covers; and that none may be needed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry, Done
from clarion.incidents.states import Severity
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.ownership import (
    cover,
    hand_over,
    move_due,
    rename,
    set_aside,
    take_up_again,
    uncover,
)
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.writing import PostMortemClosed
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem, end

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine) -> PostMortem:
    return a_postmortem(by=ana, at=nine)


def told(done: Done) -> list[str]:
    return list(AuditEntry.objects.filter(act=done).values_list("detail", flat=True))


def test_a_hand_over_names_the_new_owner_in_the_log(postmortem, ana, ben, nine):
    assert hand_over(postmortem, ben, seen=ana, by=ana, at=nine).owner == ben
    assert told(Done.HANDED_OVER_POSTMORTEM) == ["to Ben Okafor"]


def test_a_hand_over_from_an_old_page_takes_it_from_nobody(postmortem, ana, ben, cleo, nine):
    hand_over(postmortem, ben, seen=ana, by=ana, at=nine)
    with pytest.raises(ValidationError, match="Ben Okafor owns it by now"):
        hand_over(postmortem, cleo, seen=ana, by=ana, at=nine)


def test_somebody_who_left_owns_nothing(postmortem, ana, ben, nine):
    ben.is_active = False
    ben.save()
    with pytest.raises(ValidationError, match="does not work here any more"):
        hand_over(postmortem, ben, seen=ana, by=ana, at=nine)


def test_another_due_day_needs_a_reason_that_is_kept(postmortem, ana, nine):
    later = postmortem.due_on + timedelta(days=2)
    with pytest.raises(ValidationError, match="why it takes longer"):
        move_due(postmortem, later, reason=" ", seen=postmortem.due_on, by=ana, at=nine)
    moved = move_due(
        postmortem, later, reason="the supplier answers on Friday", seen=postmortem.due_on, by=ana, at=nine
    )
    assert moved.due_on == later
    assert told(Done.MOVED_POSTMORTEM) == ["2026-03-13 -> 2026-03-15: the supplier answers on Friday"]


@pytest.mark.parametrize(("days", "said"), [(-1, "has passed"), (400, "more than a year")])
def test_a_due_day_has_to_be_possible(postmortem, ana, nine, days, said):
    day = nine.date() + timedelta(days=days)
    with pytest.raises(ValidationError, match=said):
        move_due(postmortem, day, reason="later", seen=postmortem.due_on, by=ana, at=nine)


def test_two_who_move_it_at_once_do_not_overwrite_each_other(postmortem, ana, nine):
    seen, later = postmortem.due_on, nine.date() + timedelta(days=9)
    move_due(postmortem, later, reason="holidays", seen=seen, by=ana, at=nine)
    with pytest.raises(ValidationError, match="It is due on 2026-03-19 by now"):
        move_due(postmortem, later + timedelta(days=1), reason="holidays", seen=seen, by=ana, at=nine)


def test_covering_another_incident_sets_its_untouched_draft_aside_and_takes_the_worse_severity(ana, nine):
    mild = an_incident("Search is slow", severity=Severity.SEV3, by=ana, at=nine)
    end(mild, by=ana, at=nine)
    postmortem, other = open_postmortem([mild], by=ana, at=nine), a_postmortem(by=ana, at=nine)
    aside = cover(postmortem, other.incidents.get(), by=ana, at=nine)
    assert (aside.pk, aside.stage, aside.set_aside_why) == (
        other.pk,
        Stage.SET_ASIDE,
        f"{postmortem.reference} covers {other.incidents.get().reference}",
    )
    postmortem.refresh_from_db()
    assert postmortem.severity == Severity.SEV1


def test_a_draft_in_which_somebody_wrote_stays_beside_it(postmortem, ana, nine):
    other = rename(a_postmortem("Search is slow", by=ana, at=nine), "Search was slow", by=ana, at=nine)
    assert cover(postmortem, other.incidents.get(), by=ana, at=nine) is None
    other.refresh_from_db()
    assert other.stage == Stage.DRAFT


def test_it_covers_one_incident_at_least_and_none_that_lasts(postmortem, ana, nine):
    [incident] = postmortem.incidents.all()
    with pytest.raises(ValidationError, match="one incident at least"):
        uncover(postmortem, incident, by=ana, at=nine)
    with pytest.raises(ValidationError, match="still open"):
        cover(postmortem, an_incident(by=ana, at=nine), by=ana, at=nine)
    with pytest.raises(ValidationError, match="already"):
        cover(postmortem, incident, by=ana, at=nine)


def test_what_is_set_aside_says_why_is_owed_no_more_and_can_be_taken_up(postmortem, ana, nine):
    with pytest.raises(ValidationError, match="why no post-mortem is needed"):
        set_aside(postmortem, why="", by=ana, at=nine)
    aside = set_aside(postmortem, why="a false alarm", by=ana, at=nine)
    assert not PostMortem.objects.owed().exists()
    with pytest.raises(PostMortemClosed):
        rename(aside, "Something else", by=ana, at=nine)
    assert take_up_again(aside, by=ana, at=nine).stage == Stage.DRAFT
    assert PostMortem.objects.owed().get() == postmortem
    kept = postmortem.versions.order_by("number")
    assert [each.why for each in kept] == ["set aside: a false alarm", "taken up again"]
    with pytest.raises(ValidationError, match="at most 400"):
        set_aside(postmortem, why="x" * 401, by=ana, at=nine)
