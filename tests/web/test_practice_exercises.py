"""Exercises in the console: the list, the live check, what is kept, and that attempts are their person's alone."""

from html import unescape

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry
from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, Attempt
from clarion.practice.exercises.exercise import exercises
from clarion.practice.exercises.judging import finish
from clarion.practice.tiers import Tier

pytestmark = pytest.mark.django_db

NAME = "first-word-meetings"
LIST = "/practice/exercises/"
PAGE = f"{LIST}{NAME}/"
WEAK = "Since 14:03 UTC, people in Europe cannot join meetings. It is probably the <release>."


@pytest.fixture
def exercise():
    return exercises()[NAME]


@pytest.fixture
def learner(client, dev):
    client.force_login(dev)
    return client


@pytest.fixture
def htmx():
    return {"HTTP_HX_REQUEST": "true"}


def words(answer):
    return unescape(" ".join(answer.content.decode().split()))


def attempted(exercise, text, by):
    return finish(exercise, text, by=by, at=timezone.now())


def test_the_list_groups_by_skill_and_says_what_the_person_did(learner, exercise, dev, ben):
    assert words(learner.get(LIST)).count("not tried yet") == len(exercises())
    attempted(exercise, WEAK, dev)
    attempted(exercise, exercise.model, dev)
    attempted(exercises()["last-why-loans"], "x", ben)
    page = words(learner.get(LIST))
    assert page.count("not tried yet") == len(exercises()) - 1
    assert "at best · 2 attempts" in page
    assert page.index("Rewrite a status update") < page.index(exercise.title)


def test_the_list_asks_as_often_with_many_attempts(learner, exercise, dev, django_assert_num_queries):
    learner.get(LIST)
    with django_assert_num_queries(5) as asked:
        learner.get(LIST)
    for _ in range(20):
        attempted(exercise, WEAK, dev)
    with django_assert_num_queries(len(asked.captured_queries)):
        learner.get(LIST)


def test_the_page_shows_situation_record_task_and_the_weak_text_in_the_field(learner, exercise):
    page = words(learner.get(PAGE))
    assert "Joining by phone works in Europe too" in page
    assert "not confirmed; suspected: the latest release" in page
    assert "Rewrite the draft as the first message" in page
    assert exercise.start in page
    assert exercise.model[:40] not in page


def test_the_check_answers_with_criteria_tier_marks_and_remarks_and_keeps_nothing(learner, htmx):
    answer = learner.post(f"{PAGE}check/", {"text": WEAK}, **htmx)
    page = answer.content.decode()
    assert '<li class="met" data-criterion="started">' in page
    assert '<li class="unmet" data-criterion="no-guess">' in page
    assert '<mark class="block">probably</mark>' in page
    assert "&lt;release&gt;" in page
    assert "<release>" not in page
    assert "line 1 · block speculation" in words(answer)
    assert "needs work" in page
    assert "<html" not in page
    assert not Attempt.objects.exists()


def test_the_check_gives_a_whole_page_without_scripts(learner):
    page = words(learner.post(f"{PAGE}check/", {"text": f"{WEAK}\r\nSecond line."}))
    assert page.startswith("<!doctype html>")
    assert '<li class="unmet" data-criterion="no-guess">' in page
    assert "Second line." in page
    assert learner.get(f"{PAGE}check/").status_code == 405


def test_what_is_too_long_to_be_kept_is_read_as_far_as_it_could_be(learner, htmx):
    text = "x " * (LONGEST_ATTEMPT // 2)
    page = learner.post(
        f"{PAGE}check/", {"text": f"{text}It is probably the release."}, **htmx
    ).content.decode()
    assert "probably" in page
    assert '<mark class="block">probably' not in page


def test_a_blank_field_is_not_called_wrong(learner, htmx):
    page = learner.post(f"{PAGE}check/", {"text": " \n"}, **htmx).content.decode()
    assert 'class="unmet"' not in page
    assert "They are checked while you write." in page


def test_a_finished_text_is_kept_and_shown_beside_the_model_answer(learner, exercise, dev):
    answer = learner.post(PAGE, {"text": f"{WEAK}\r\nMore."})
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.activity, attempt.key) == (dev, Activity.EXERCISE, NAME)
    assert attempt.text == f"{WEAK}\nMore."
    assert answer["Location"] == f"{PAGE}attempts/{attempt.pk}/"
    page = words(learner.get(answer["Location"]))
    assert "Your text: <strong" in page
    assert "Investigating: joining a meeting fails in Europe" in page
    assert "The model answer: <q>Our next update comes by 14:35 UTC.</q>" in page
    for tier in Tier:
        assert tier.when in page
    assert page.count('aria-current="true"') == 1


def test_with_htmx_the_page_goes_on_only_when_the_text_was_kept(learner, exercise, htmx):
    kept = learner.post(PAGE, {"text": exercise.model}, **htmx)
    assert kept["HX-Redirect"] == f"{PAGE}attempts/{Attempt.objects.get().pk}/"
    refused = learner.post(PAGE, {"text": " "}, **htmx)
    assert refused.status_code == 422
    assert "There is no text yet. Write one, then finish." in words(refused)


@pytest.mark.parametrize("with_htmx", [True, False])
def test_a_refused_text_stays_in_the_field(learner, htmx, with_htmx):
    long = "word " * (LONGEST_ATTEMPT // 5) + "too long"
    answer = learner.post(PAGE, {"text": long}, **(htmx if with_htmx else {}))
    assert answer.status_code == 422
    page = words(answer)
    assert "Shorten it by 8. Your text is still in the field." in page
    assert with_htmx or long in page
    assert not Attempt.objects.exists()


def test_a_model_answer_meets_all_and_other_words_may_be_as_good(learner, exercise, dev):
    attempt = attempted(exercise, exercise.model, dev)
    page = words(learner.get(f"{PAGE}attempts/{attempt.pk}/"))
    assert "Your text meets all that the model answer meets" in page
    assert '<strong class="tier excellent">' in page


def test_a_text_that_meets_all_and_is_warned_of_is_told_what_keeps_it_from_excellent(learner, exercise, dev):
    attempt = attempted(exercise, f"{exercise.model} Fortunately it is a tiny hiccup.", dev)
    page = words(learner.get(f"{PAGE}attempts/{attempt.pk}/"))
    assert '<strong class="tier solid">' in page
    assert "To be excellent, it still needs an answer to what the review says about its words." in page
    assert "minimising" in page


def test_one_goes_on_from_an_earlier_text_of_ones_own(learner, exercise, dev, ben):
    own, foreign = attempted(exercise, WEAK, dev), attempted(exercise, "secret", ben)
    assert "It is probably the &lt;release&gt;" in learner.get(f"{PAGE}?from={own.pk}").content.decode()
    for wrong in (foreign.pk, "x", "9" * 30, "²"):
        assert learner.get(f"{PAGE}?from={wrong}").status_code == 404
    assert f"attempts/{own.pk}/" in words(learner.get(PAGE))
    assert f"attempts/{foreign.pk}/" not in words(learner.get(PAGE))


def test_an_earlier_attempt_tells_what_it_met_and_what_not_yet_by_what_was_kept_of_it(learner, exercise, dev):
    earlier, whole = attempted(exercise, WEAK, dev), attempted(exercise, exercise.model, dev)
    says = {criterion.id: criterion.says for criterion in exercise.task.criteria}
    assert earlier.met
    assert earlier.unmet
    assert set(earlier.met) | set(earlier.unmet) == set(says)
    page = words(learner.get(f"{PAGE}attempts/{whole.pk}/"))
    told = page.split("Earlier attempts", 1)[1]
    assert f"{len(earlier.met)} met, {len(earlier.unmet)} not yet" in told
    not_yet, met = told.split("Met:", 1)
    assert [says[name] in not_yet for name in earlier.unmet] == [True] * len(earlier.unmet)
    assert [says[name] in met for name in earlier.met] == [True] * len(earlier.met)
    assert f"all {len(says)} met" in words(learner.get(PAGE))


def test_a_criterion_that_is_no_longer_asked_is_left_out_of_what_an_earlier_attempt_met(
    learner, exercise, dev
):
    attempt = attempted(exercise, exercise.model, dev)
    Attempt.objects.filter(pk=attempt.pk).update(met=["gone", attempt.met[0]])
    assert "all 1 met" in words(learner.get(PAGE))


def test_an_attempt_is_its_persons_alone_also_for_admins(client, exercise, ben, ana):
    attempt = attempted(exercise, WEAK, ben)
    for person, status in ((ben, 200), (ana, 404)):
        client.force_login(person)
        assert client.get(f"{PAGE}attempts/{attempt.pk}/").status_code == status
    client.force_login(ben)
    assert client.get(f"{LIST}last-why-loans/attempts/{attempt.pk}/").status_code == 404


def test_nothing_of_it_stands_in_the_audit_log(learner):
    before = AuditEntry.objects.count()
    learner.post(f"{PAGE}check/", {"text": WEAK})
    learner.post(PAGE, {"text": WEAK})
    assert AuditEntry.objects.count() == before


def test_an_exercise_that_is_not_there_is_404(learner):
    for rest in ("", "check/", "attempts/1/"):
        address = f"{LIST}nonsense/{rest}"
        assert (learner.post if rest == "check/" else learner.get)(address).status_code == 404


def test_an_attempt_of_another_day_says_so_when_the_criteria_have_changed(learner, exercise, dev):
    attempt = attempted(exercise, WEAK, dev)
    Attempt.objects.filter(pk=attempt.pk).update(tier=Tier.SOLID)
    assert "by the criteria of that day it was solid" in words(learner.get(f"{PAGE}attempts/{attempt.pk}/"))
