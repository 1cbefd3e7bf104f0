"""Sums of the team: what is shown, and that no name and no number of one person can be read from them or worked out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.quiz.quiz_rounds import QuizRound
from clarion.practice.skills import trained_skills
from clarion.practice.team import MONTHS, Practised, months_over, sums
from clarion.practice.team_rows import team_sums
from clarion.practice.tiers import Tier

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 3, tzinfo=UTC)
SKILLS = ("alerts", "briefs")


def did(person, skill="alerts", tier=Tier.SOLID, at=FEBRUARY):
    return Practised(person, skill, at, tier)


def february(*rows, at=NOW):
    return sums(rows, SKILLS, at=at)[0]


def attempts(month):
    return {each.skill: each.attempts for each in month.skills}


def test_three_people_are_shown_and_two_are_not():
    assert february(did(1), did(2), did(2)).people is None
    assert february(did(1), did(2), did(2)).skills == ()
    shown = february(did(1), did(2), did(3))
    assert (shown.people, attempts(shown)) == (3, {"alerts": 5, "briefs": None})


def test_a_skill_of_two_people_reads_like_one_of_nobody():
    three = [did(1), did(2), did(3)]
    assert february(*three, did(1, "briefs"), did(2, "briefs")) == february(*three)


def test_attempts_are_rounded_so_that_three_do_not_tell_that_everybody_made_one():
    few, more = [did(1), did(2), did(3)], [did(1), did(1), did(1), did(1), did(2), did(2), did(3)]
    assert attempts(february(*few)) == attempts(february(*more)) == {"alerts": 5, "briefs": None}


def test_shares_need_two_tiers_and_three_people_in_each():
    six = [did(person, tier=Tier.SOLID if person < 4 else Tier.EXCELLENT) for person in range(1, 7)]
    shares = {each.tier: each.percent for each in february(*six).tiers}
    assert shares == {Tier.NEEDS_WORK: 0, Tier.SOLID: 50, Tier.EXCELLENT: 50}
    assert february(*six, did(1, tier=Tier.NEEDS_WORK)).tiers == ()
    assert february(*six[:3]).tiers == ()
    assert february(*six[:5]).tiers == ()


def test_the_quiz_and_drills_count_as_attempts_and_in_no_share():
    rows = [replace(did(person, "briefs"), tier=None) for person in (1, 2, 3)]
    assert attempts(february(*rows)) == {"alerts": None, "briefs": 5}
    assert february(*rows).tiers == ()


def test_only_months_that_are_over_are_shown_the_latest_first():
    months = months_over(NOW)
    assert (months[0].isoformat(), months[-1].isoformat(), len(months)) == (
        "2026-02-01",
        "2025-09-01",
        MONTHS,
    )
    assert all(
        each.people is None for each in sums([did(1, at=NOW), did(2, at=NOW), did(3, at=NOW)], SKILLS, at=NOW)
    )


def test_looking_before_and_after_somebody_practised_shows_the_same():
    rows = [did(1), did(2), did(3)]
    after = [*rows, did(4, at=NOW), did(1, "briefs", Tier.NEEDS_WORK, at=NOW)]
    assert sums(rows, SKILLS, at=NOW) == sums(after, SKILLS, at=NOW + timedelta(hours=1))


def test_a_month_that_is_shown_reads_the_same_from_every_later_day():
    rows = [did(1), did(2), did(3), did(4, at=NOW)]
    in_april = {each.month: each for each in sums(rows, SKILLS, at=datetime(2026, 4, 30, tzinfo=UTC))}
    for month in sums(rows, SKILLS, at=NOW)[:-1]:
        assert in_april[month.month] == month


somebody = some.integers(1, 5)
rows_of_february = some.lists(
    some.builds(did, person=somebody, skill=some.sampled_from(SKILLS), tier=some.sampled_from(Tier)),
    max_size=25,
)


@given(rows_of_february)
def test_what_is_shown_is_never_of_fewer_than_three_people(rows):
    shown = february(*rows)
    assert shown.people is None or shown.people >= 3
    for skill in shown.skills:
        who = {row.person for row in rows if row.skill == skill.skill}
        assert (skill.attempts is not None) == (len(who) >= 3)
        assert skill.attempts is None or skill.attempts % 5 == 0
    for share in shown.tiers:
        who = {row.person for row in rows if row.tier is share.tier}
        assert not who or len(who) >= 3


@given(rows_of_february, some.permutations([1, 2, 3, 4, 5]))
def test_it_does_not_matter_who_did_what(rows, names):
    renamed = [replace(row, person=names[row.person - 1]) for row in rows]
    assert february(*renamed) == february(*rows)


@given(rows_of_february, somebody)
def test_what_is_hidden_of_a_skill_changes_no_other_number(rows, one):
    """One person's attempts at a skill that stays hidden: however many they are, the sums of skills read the same."""
    hidden = [row for row in rows if row.skill != "briefs"]
    lonely = [did(one, "briefs") for _ in range(4)]
    if one in {row.person for row in hidden}:
        assert attempts(february(*hidden, *lonely)) == attempts(february(*hidden))


# -- the rows


@pytest.mark.django_db
def test_the_rows_of_three_people_become_sums_without_a_name(ana, ben, dev):
    key = trained_skills()[0].texts[0].key
    for person in (ana, ben, dev):
        Attempt.objects.create(
            person=person, activity=Activity.EXERCISE, key=key, text="x", tier=Tier.SOLID, at=FEBRUARY
        )
    for person in (ana, ben):
        QuizRound.objects.create(
            person=person, seed=1, question_ids=[], started_at=FEBRUARY, ended_at=FEBRUARY
        )
    month = team_sums(at=NOW)[0]
    assert month.people == 3
    assert attempts(month)[trained_skills()[0].label] == 5
    assert attempts(month)["Quiz"] is None
    assert not any(person.name in repr(month) for person in (ana, ben, dev))
