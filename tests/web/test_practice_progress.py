"""Progress in the console: one's own for oneself alone, the team's in sums, and what the first page offers next."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.exercises.exercise import exercises
from clarion.practice.quiz.playing import open_round
from clarion.practice.tiers import Tier
from tests.conftest import person

pytestmark = pytest.mark.django_db

PROGRESS, TEAM, FIRST = "/practice/progress/", "/practice/progress/team/", "/practice/"
NAME = "first-word-meetings"


def words(answer):
    assert answer.status_code == 200
    return unescape(" ".join(answer.content.decode().split()))


def attempted(by, tier=Tier.SOLID, *, at=None, key=NAME):
    return Attempt.objects.create(
        person=by,
        activity=Activity.EXERCISE,
        key=key,
        text="secret words",
        tier=tier,
        at=at or timezone.now(),
    )


@pytest.fixture
def learner(client, dev):
    client.force_login(dev)
    return client


def a_month_ago():
    return (datetime.now(UTC).replace(day=1) - timedelta(days=3)).replace(hour=9)


def test_somebody_new_reads_what_will_stand_here_and_where_to_begin(learner):
    page = words(learner.get(PROGRESS))
    assert "Every skill that you practise stands here" in page
    assert exercises()[NAME].title in page
    assert page.count("primary") == 1


def test_attempts_stand_by_skill_with_a_picture_that_is_told_in_words(learner, dev):
    for minute, tier in enumerate([Tier.NEEDS_WORK, Tier.SOLID, Tier.EXCELLENT]):
        attempted(dev, tier, at=timezone.now() + timedelta(minutes=minute))
    page = words(learner.get(PROGRESS))
    assert 'aria-label="From the oldest to the latest: needs work, solid, excellent"' in page
    assert "3 attempts at 1 text." in page
    assert "1 of 3 tried" in page
    assert "Not tried yet: Answer a customer" in page


def test_the_page_of_one_person_holds_nothing_of_another_admins_included(client, ana, dev):
    attempted(dev)
    client.force_login(ana)
    assert "Every skill that you practise stands here" in words(client.get(PROGRESS))


def test_the_first_page_has_one_primary_button_for_the_next_thing(learner, dev):
    page = words(learner.get(FIRST))
    assert page.count("primary") == 1
    assert f'href="/practice/exercises/{NAME}/">Begin the exercise' in page
    open_round(dev, at=timezone.now(), seed=1)
    page = words(learner.get(FIRST))
    assert page.count("primary") == 1
    assert '<button class="primary">Continue your round</button>' in page


def test_the_first_page_asks_as_often_with_many_attempts(learner, dev, django_assert_max_num_queries):
    learner.get(FIRST)
    for _ in range(20):
        attempted(dev)
    with django_assert_max_num_queries(8):
        learner.get(FIRST)


def test_a_responder_sees_no_sums_and_no_link_to_them(learner):
    assert learner.get(TEAM).status_code == 403
    assert TEAM not in words(learner.get(PROGRESS))


def test_a_lead_reads_sums_of_three_people_without_a_name(client, ben, cleo, dev, ana):
    for who in (cleo, dev, ana):
        attempted(who, at=a_month_ago())
    client.force_login(ben)
    page = words(client.get(TEAM))
    assert "3 people</strong> practised." in page
    assert "about 5" in page
    assert "secret words" not in page
    main = page[page.index("<main") :]
    assert not any(name in main for name in ("Cleo", "Dev", "Ana", "@example.com"))
    assert TEAM in words(client.get(PROGRESS))


def test_two_people_are_too_few_to_show(client, ben, cleo, dev):
    for who in (cleo, dev):
        attempted(who, at=a_month_ago())
    client.force_login(ben)
    assert "practised." not in words(client.get(TEAM))


def test_nothing_in_the_address_and_no_later_practice_changes_the_sums(client, ben, cleo, dev, ana):
    for who in (cleo, dev, ana):
        attempted(who, at=a_month_ago())
    client.force_login(ben)
    before = _months(client.get(TEAM))
    for query in ("?person=1", "?months=1", "?skill=rewrite", "?since=2020-01-01&until=2030-01-01"):
        assert _months(client.get(TEAM + query)) == before
    attempted(dev, Tier.NEEDS_WORK)
    attempted(person("Eve Moreau", "responder"), Tier.EXCELLENT)
    assert _months(client.get(TEAM)) == before


def _months(answer):
    page = words(answer)
    return page[page.index('class="team-month"') : page.index("The current month appears")]
