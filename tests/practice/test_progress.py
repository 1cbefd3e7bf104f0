"""How far a person is and what comes next: the same rows always give the same answer."""

from datetime import timedelta
from random import Random

import pytest

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.own_attempts import tried_by
from clarion.practice.progress import (
    QuizProgress,
    Tried,
    by_skill,
    next_exercise,
    quiz_progress,
    what_next,
)
from clarion.practice.progress_rows import drills_of, progress_of
from clarion.practice.quiz.playing import answer, open_round
from clarion.practice.quiz.question import QuestionKind, questions
from clarion.practice.quiz.spacing import Standing
from clarion.practice.skills import PractisedText, TrainedSkill, trained_skills
from clarion.practice.tiers import Tier
from tests.factories.drills import a_drill

NOTHING_DUE = QuizProgress(round_is_open=False, due=0, kinds=())
WORK, SOLID, EXCELLENT = Tier.NEEDS_WORK, Tier.SOLID, Tier.EXCELLENT


def skill(name, *keys, activity=Activity.EXERCISE):
    return TrainedSkill(
        name, name.capitalize(), tuple(PractisedText(activity, key, key.upper()) for key in keys)
    )


ALERTS, BRIEFS = skill("alerts", "a1", "a2"), skill("briefs", "b1", "b2")


@pytest.fixture
def tried(nine):
    def at_minute(minute, key, tier):
        return Tried(Activity.EXERCISE, key, tier, nine + timedelta(minutes=minute))

    return at_minute


def next_of(*tries, quiz=NOTHING_DUE):
    return what_next(by_skill([ALERTS, BRIEFS], tries), quiz)


def test_somebody_new_begins_with_the_first_text_of_the_first_skill():
    assert (next_of().text.key, next_of().why) == ("a1", "Alerts: not tried yet.")


def test_a_skill_that_needs_work_comes_before_one_that_was_never_tried(tried):
    found = next_of(tried(1, "b1", WORK))
    assert (found.text.key, found.why) == ("b2", "Briefs: your latest text needs work.")


def test_a_skill_never_tried_comes_before_a_solid_one_and_solid_before_excellent(tried):
    assert next_of(tried(1, "a1", SOLID)).text.key == "b1"
    found = next_of(tried(1, "a1", EXCELLENT), tried(2, "b1", SOLID))
    assert (found.text.key, found.why) == ("b2", "Briefs: your latest text is solid; it can be excellent.")


def test_among_equals_the_one_practised_the_longest_ago_comes_first(tried):
    found = next_of(tried(2, "a1", EXCELLENT), tried(1, "b1", EXCELLENT))
    assert (found.text.key, found.why) == ("b2", "Briefs: you practised it the longest ago.")


def test_in_a_skill_without_new_texts_the_weakest_and_oldest_comes_first(tried):
    rows = [tried(1, "a1", EXCELLENT), tried(2, "a2", SOLID), tried(3, "a1", WORK), tried(4, "b1", EXCELLENT)]
    assert next_of(*rows).text.key == "a1"


def test_a_skill_is_as_strong_as_its_latest_text_whatever_came_before(tried):
    rows = [tried(1, "a1", WORK), tried(2, "a1", EXCELLENT), tried(3, "b1", SOLID)]
    assert next_of(*rows).text.key == "b2"


def test_the_order_in_which_rows_come_changes_nothing(tried):
    rows = [
        tried(minute, key, tier)
        for minute, (key, tier) in enumerate([("a1", WORK), ("b1", SOLID), ("a2", SOLID), ("b2", WORK)])
    ]
    expected = next_of(*rows)
    for seed in range(10):
        assert next_of(*Random(seed).sample(rows, len(rows))) == expected


def test_texts_that_are_no_longer_shipped_count_nowhere(tried):
    (alerts, _) = by_skill([ALERTS, BRIEFS], [tried(1, "gone", WORK)])
    assert alerts.tries == ()
    assert next_of(tried(1, "gone", WORK)) == next_of()


def test_an_open_round_comes_first_then_a_round_that_is_due_as_a_whole(tried):
    assert next_of(quiz=QuizProgress(round_is_open=True, due=0, kinds=())).title == "Your round of the quiz"
    assert (
        next_of(quiz=QuizProgress(round_is_open=False, due=5, kinds=())).why
        == "5 questions are due to come back."
    )
    assert next_of(quiz=QuizProgress(round_is_open=False, due=4, kinds=())).text.key == "a1"


def test_nothing_is_next_where_nothing_is_shipped():
    assert what_next([], NOTHING_DUE) is None


def test_the_terminal_is_offered_exercises_alone(tried):
    asked = skill("interview", "q1", activity=Activity.INTERVIEW)
    skills = by_skill([asked, ALERTS], [Tried(Activity.INTERVIEW, "q1", WORK, tried(1, "a1", WORK).at)])
    assert what_next(skills, NOTHING_DUE).text.key == "q1"
    assert next_exercise(skills).key == "a1"


def test_the_quiz_counts_known_learning_and_new_by_kind(nine):
    kinds = {"one": QuestionKind.VOCABULARY, "two": QuestionKind.VOCABULARY, "three": QuestionKind.ERROR}
    later = nine + timedelta(days=1)
    standing = {"one": Standing(1, later), "three": Standing(0, nine), "gone": Standing(0, nine)}
    found = quiz_progress(kinds, standing, at=nine, round_is_open=False)
    counts = {each.kind: (each.known, each.learning, each.new) for each in found.kinds}
    assert counts[QuestionKind.VOCABULARY] == (1, 0, 1)
    assert counts[QuestionKind.ERROR] == (0, 1, 0)
    assert counts[QuestionKind.SCENARIO] == (0, 0, 0)
    assert found.due == 1


# -- what is shipped, and the rows


def test_every_shipped_text_trains_exactly_one_skill():
    texts = [(text.activity, text.key) for each in trained_skills() for text in each.texts]
    assert len(texts) == len(set(texts))
    assert {activity for activity, _ in texts} == set(Activity)
    assert len({each.id for each in trained_skills()}) == len(trained_skills())


def attempted(person, activity, key, at, tier=SOLID, **more):
    return Attempt.objects.create(
        person=person, activity=activity, key=key, text="x", tier=tier, at=at, **more
    )


@pytest.mark.django_db
def test_only_the_rows_of_the_person_are_read(dev, ben, nine):
    first = trained_skills()[0]
    attempted(ben, Activity.EXERCISE, first.texts[0].key, nine)
    assert tried_by(dev) == []
    assert progress_of(dev, at=nine) == progress_of(None, at=nine)
    assert progress_of(ben, at=nine).attempts == 1


@pytest.mark.django_db
def test_the_tier_of_a_scenario_shows_nowhere_before_the_person_gave_their_own_view(dev, nine):
    key = next(each for each in trained_skills() if each.id == "scenarios").texts[0].key
    row = attempted(dev, Activity.SCENARIO, key, nine)
    assert tried_by(dev) == []
    row.own_view = {"facts": "solid"}
    row.save()
    assert [each.tier for each in tried_by(dev)] == [SOLID]


@pytest.mark.django_db
def test_a_round_of_the_quiz_that_is_open_comes_next_and_its_misses_count(dev, nine):
    round_ = open_round(dev, at=nine, seed=1)
    assert progress_of(dev, at=nine).next.title == "Your round of the quiz"
    while question := round_.next_question():
        given = (
            question.passage.text.split()[0]
            if question.passage
            else next(each for each in question.choices if each != question.right)
        )
        answer(round_, [0] if question.passage else given, at=nine)
    found = progress_of(dev, at=nine + timedelta(minutes=1))
    assert sum(kind.learning for kind in found.quiz.kinds) + sum(kind.known for kind in found.quiz.kinds) == 5
    assert sum(kind.new for kind in found.quiz.kinds) == len(questions()) - 5


@pytest.mark.django_db
def test_drills_count_for_those_who_took_part_once_they_are_over(dev, ben, nine):
    drill = a_drill(ben, at=nine)
    assert drills_of(ben) == []
    drill.ended_at = nine + timedelta(minutes=9)
    drill.save()
    assert (drills_of(ben), drills_of(dev)) == ([drill], [])
