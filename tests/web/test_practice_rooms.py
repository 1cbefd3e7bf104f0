"""Situations, open scenarios and the interview in the console: what is shown when, and to whom."""

import pytest
from django.utils.html import escape

from clarion.accounts.audit import AuditEntry
from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, Attempt
from clarion.practice.interview import answering
from clarion.practice.interview.interview_question import interview_questions
from clarion.practice.interview.red_flags import RED_FLAGS
from clarion.practice.scenarios.answering import hand_in
from clarion.practice.scenarios.scenario import scenarios
from clarion.practice.situations.situation import Worth, situations

pytestmark = pytest.mark.django_db
PAUSE = {"HX-Request": "true", "HX-Target": "said"}


@pytest.fixture
def learner(client, dev):
    client.force_login(dev)
    return client


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def number_of(situation, worth) -> int:
    return next(number for number, answer in enumerate(situation.answers) if answer.worth is worth)


# -- situations


def test_the_list_names_every_situation_in_its_group(learner):
    said = page(learner.get("/practice/situations/"))
    for situation in situations().values():
        assert escape(situation.title) in said
    assert said.count("not tried") == len(situations())


def test_a_question_shows_the_answers_and_no_verdict(learner):
    situation = situations()["first-words-payments"]
    said = page(learner.get("/practice/situations/first-words-payments/"))
    for answer in situation.answers:
        assert escape(answer.text) in said
        assert escape(answer.why) not in said
    assert "falls short" not in said


def test_after_the_choice_every_answer_is_annotated_and_the_own_one_marked(learner, dev):
    situation = situations()["first-words-payments"]
    address = "/practice/situations/first-words-payments/"
    answer = learner.post(address, {"answer": number_of(situation, Worth.PARTLY)}, follow=True)
    said = page(answer)
    assert Attempt.objects.by(dev).get().tier == "solid"
    for each in situation.answers:
        assert escape(each.why) in said
    assert said.count("your choice") == 1
    assert "<mark" in said
    assert '<span class="worth partly">partly</span>' in page(learner.get("/practice/situations/"))


@pytest.mark.parametrize("typed", ["", "9", "-1", "x", "²"])
def test_no_choice_is_refused_and_asks_again(learner, typed):
    answer = learner.post("/practice/situations/first-words-payments/", {"answer": typed})
    assert answer.status_code == 422
    assert "Choose one of the answers first." in answer.content.decode()
    assert not Attempt.objects.exists()


def test_a_choice_whose_text_was_changed_since_is_shown_as_it_was(learner, dev, nine):
    old = Attempt.objects.create(
        person=dev, activity=Activity.SITUATION, key="first-words-payments", text="An <old> answer", tier="solid", at=nine
    )  # fmt: skip
    said = page(learner.get(f"/practice/situations/answers/{old.pk}/"))
    assert "An &lt;old&gt; answer" in said
    assert "your choice" not in said


# -- open scenarios


def test_the_rubric_names_its_lines_before_and_its_tiers_only_afterwards(learner):
    scenario = scenarios()["wrong-region"]
    said = page(learner.get("/practice/scenarios/wrong-region/"))
    for line in scenario.rubric:
        assert escape(line.says) in said
    assert escape(scenario.rubric[0].looks_like["excellent"]) not in said
    assert "12 %" in said


def test_a_pause_in_typing_reads_the_wording_and_keeps_nothing(learner):
    said = page(
        learner.post(
            "/practice/scenarios/wrong-region/", {"text": "It will be fixed by 11:00 UTC."}, headers=PAUSE
        )
    )
    assert "overpromise" in said
    assert "<html" not in said
    assert "7 words" in said
    assert not Attempt.objects.exists()
    without_script = page(
        learner.post("/practice/scenarios/wrong-region/", {"text": "Soon.", "check": "yes"})
    )
    assert "<html" in without_script
    assert not Attempt.objects.exists()


def test_earlier_answers_to_a_scenario_are_told_once_the_person_has_judged_them(learner, dev, nine):
    scenario = scenarios()["wrong-region"]
    view = dict.fromkeys((line.id for line in scenario.rubric), "solid")
    first, second = (hand_in(scenario, sample.text, by=dev, at=nine) for sample in scenario.samples[:2])
    address = f"/practice/scenarios/answers/{second.pk}/"
    assert "Earlier attempts" not in page(learner.post(address, view, follow=True))
    learner.post(f"/practice/scenarios/answers/{first.pk}/", view)
    told = page(learner.get(address)).split("Earlier attempts", 1)[1]
    assert f"{len(first.met)} met, {len(first.unmet)} not yet" in told
    assert f"/practice/scenarios/answers/{first.pk}/" in told


def test_earlier_answers_of_an_interview_tell_parts_and_doubts(learner, dev, nine):
    question = next(iter(interview_questions().values()))
    earlier = answering.answer(question, question.weak[0].text, by=dev, at=nine)
    strong = answering.answer(question, question.strong, by=dev, at=nine)
    told = page(learner.get(f"/practice/interview/answers/{strong.pk}/")).split("Earlier attempts", 1)[1]
    assert f"No doubt is raised: {RED_FLAGS[question.weak[0].flag].name}" in told.split("Met:")[0]
    assert f"/practice/interview/answers/{earlier.pk}/" in told


def test_the_own_view_comes_before_the_verdict(learner, dev):
    scenario = scenarios()["wrong-region"]
    solid = scenario.samples[1]
    said = page(learner.post("/practice/scenarios/wrong-region/", {"text": solid.text}, follow=True))
    attempt = Attempt.objects.by(dev).get()
    address = f"/practice/scenarios/answers/{attempt.pk}/"
    assert escape(scenario.model.text[:40]) not in said
    assert "The reviewer</th>" not in said
    assert "judge your answer" in page(learner.get("/practice/scenarios/"))

    view = dict.fromkeys((line.id for line in scenario.rubric), "excellent")
    refused = learner.post(address, {**view, "sorry": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count("Choose what you think of this one.") == 1
    assert refused.content.decode().count("checked") == 3

    said = page(learner.post(address, view, follow=True))
    assert escape(scenario.model.why) in said
    assert said.count("not as you") == 4
    assert "Names the message of 10:05: missing" in said

    Attempt.objects.filter(pk=attempt.pk).update(own_view={"open": "solid"})
    said = page(learner.get(address))
    assert said.count("not asked then") == 3
    assert "not as you" not in said


@pytest.mark.parametrize(
    "address", ["/practice/scenarios/wrong-region/", "/practice/interview/first-minutes/"]
)
@pytest.mark.parametrize(
    ("text", "says"), [("", "There is no text yet."), ("a " * LONGEST_ATTEMPT, "16,000 characters")]
)
def test_what_cannot_be_kept_is_refused_and_stays_in_the_field(learner, address, text, says):
    answer = learner.post(address, {"text": text})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert text in answer.content.decode()
    assert not Attempt.objects.exists()


# -- interview


def test_a_question_says_what_is_listened_for_and_keeps_the_strong_answer_for_later(learner):
    question = interview_questions()["first-minutes"]
    said = page(learner.get("/practice/interview/first-minutes/"))
    assert escape(question.listens_for) in said
    assert escape(question.strong[:40]) not in said


def test_a_pause_tells_the_parts_and_the_red_flags(learner):
    said = page(
        learner.post(
            "/practice/interview/first-minutes/",
            {"text": "Last year our shop was down. I sent the same e-mail to everyone."},
            headers=PAUSE,
        )
    )
    assert "No difference between audiences" in said
    assert "What came of it" in said
    assert not Attempt.objects.exists()


def test_the_strong_answer_stands_beside_the_own_one(learner, dev):
    question = interview_questions()["first-minutes"]
    said = page(
        learner.post("/practice/interview/first-minutes/", {"text": question.weak[0].text}, follow=True)
    )
    assert escape(question.strong) in said
    assert escape(question.why) in said
    assert "One message at the end" in said
    assert Attempt.objects.by(dev).get().tier == "needs_work"
    assert "needs work" in page(learner.get("/practice/interview/"))


# -- all three


@pytest.mark.parametrize(
    ("room", "activity", "key"),
    [
        ("situations", Activity.SITUATION, "first-words-payments"),
        ("scenarios", Activity.SCENARIO, "wrong-region"),
        ("interview", Activity.INTERVIEW, "first-minutes"),
    ],
)
def test_an_attempt_is_there_for_its_person_alone_and_leaves_nothing_in_the_log(
    client, ana, dev, nine, room, activity, key
):
    kept = Attempt.objects.create(person=dev, activity=activity, key=key, text="Mine", tier="solid", at=nine)
    address = f"/practice/{room}/answers/{kept.pk}/"
    logged = AuditEntry.objects.count()
    client.force_login(ana)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404
    client.force_login(dev)
    assert client.get(address).status_code == 200
    assert AuditEntry.objects.count() == logged
    Attempt.objects.filter(pk=kept.pk).update(key="gone")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("room", ["situations", "scenarios", "interview"])
def test_what_is_not_there_is_404(learner, room):
    assert learner.get(f"/practice/{room}/nothing/").status_code == 404
    assert learner.get(f"/practice/{room}/answers/99999999999999999999/").status_code == 404


def test_typed_words_are_never_code(learner):
    code = "<script>alert(1)</script> Last year our shop was down and customers could not pay. I told them."
    for address in ("/practice/interview/first-minutes/", "/practice/scenarios/wrong-region/"):
        assert "<script>alert" not in page(learner.post(address, {"text": code}, headers=PAUSE))
        assert "<script>alert" not in page(learner.post(address, {"text": code}, follow=True))


def test_the_first_page_of_practice_leads_to_the_rooms(learner):
    said = page(learner.get("/practice/"))
    for room in ("situations", "scenarios", "interview"):
        assert f'href="/practice/{room}/"' in said
