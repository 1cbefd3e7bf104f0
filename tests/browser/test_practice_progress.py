"""Progress in a browser: empty, full, and the sums of the team; the next thing is one press away."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from clarion.practice.attempts import Attempt
from clarion.practice.quiz.playing import answer, open_round
from clarion.practice.skills import trained_skills
from clarion.practice.tiers import Tier
from tests.browser.conftest import barriers, fits, picture
from tests.browser.test_main_job import sign_in
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A_MONTH_AGO = (datetime.now(UTC).replace(day=1) - timedelta(days=3)).replace(hour=9)


def looked_at(page, name):
    picture(page, name)
    assert barriers(page) == []
    assert fits(page)


def practised(by, *, at, skills, often=1):
    """Attempts at the first texts of so many skills, getting better as they go."""
    for place, skill in enumerate(trained_skills()[:skills]):
        for number in range(often + place % 3):
            text = skill.texts[number % len(skill.texts)]
            tier = list(Tier)[min(2, (number + place) % 4)]
            Attempt.objects.create(
                person=by, activity=text.activity, key=text.key, text="x", tier=tier, own_view={"all": tier},
                at=at + timedelta(minutes=10 * number + place),
            )  # fmt: skip


def a_played_round(by, *, at):
    round_ = open_round(by, at=at, seed=4)
    while question := round_.next_question():
        answer(round_, question.passage.wrong if question.passage else question.choices[0], at=at)


def test_progress_empty_and_full_and_the_way_to_the_next_thing(page, live_server, public_folder, ben):
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/progress/")
    looked_at(page, "progress-empty")
    now = datetime.now(UTC) - timedelta(hours=3)
    practised(ben, at=now, skills=14, often=6)
    a_played_round(ben, at=now)
    page.reload()
    looked_at(page, "progress-full")
    page.goto(f"{live_server.url}/practice/")
    looked_at(page, "practice-next")
    page.locator(".practice-next .primary").click()
    expect(page).not_to_have_url(f"{live_server.url}/practice/")
    open_round(ben, at=datetime.now(UTC), seed=5)
    page.goto(f"{live_server.url}/practice/")
    page.get_by_role("button", name="Continue your round").click()
    expect(page.get_by_role("heading", name="Question 1 of 5")).to_be_visible()


def test_the_sums_of_a_team(page, live_server, public_folder, ben, ana, cleo, dev):
    for number, who in enumerate(
        [
            ana,
            cleo,
            dev,
            person("Eve Moreau", "responder"),
            person("Finn Aas", "responder"),
            person("Gia Rossi", "responder"),
        ]
    ):
        practised(who, at=A_MONTH_AGO, skills=5 + number, often=2)
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/progress/")
    page.get_by_role("link", name="What the team practised, in sum").click()
    expect(page.get_by_text("6 people")).to_be_visible()
    looked_at(page, "progress-team")
