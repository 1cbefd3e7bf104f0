"""The quiz in the console: a round is played without a script, kept through everything, and seen by its person alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry
from clarion.practice.quiz.marking import wrong_spans
from clarion.practice.quiz.playing import answer, open_round
from clarion.practice.quiz.question import questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from tests.factories.quiz import in_place_of_shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(monkeypatch):
    """A quiz of four questions, one of each kind."""
    return in_place_of_shipped(monkeypatch)


def a_round(person, *ids):
    return QuizRound.objects.create(person=person, seed=7, question_ids=list(ids), started_at=timezone.now())


def page_of(client, path, **given):
    return client.get(path, **given).content.decode()


def test_the_first_page_starts_a_round_and_then_continues_it(client, ben, four):
    client.force_login(ben)
    said = page_of(client, "/practice/quiz/")
    assert "Start a round" in said
    assert "4 of 4 questions are new to you" in said
    assert "Rounds that you finish stand here" in said

    begun = client.post("/practice/quiz/start/")
    round_ = QuizRound.objects.get()
    assert begun["Location"] == f"/practice/quiz/{round_.public_id}/"
    assert "Continue your round" in page_of(client, "/practice/quiz/")
    assert client.post("/practice/quiz/start/")["Location"] == begun["Location"]


def test_a_round_is_started_by_a_button_only(client, ben):
    client.force_login(ben)
    assert client.get("/practice/quiz/start/").status_code == 405


def test_a_reload_shows_the_same_question_with_its_choices_in_the_same_order(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'cadence', 'soon').public_id}/"
    shown = re.findall(r'name="choice" value="([^"]+)"', page_of(client, path))
    assert sorted(shown) == ["How bad it is", "How often readers hear of us", "Who is &lt;affected&gt;"]
    assert re.findall(r'name="choice" value="([^"]+)"', page_of(client, path)) == shown


def test_an_answer_leads_to_its_explanation_and_on_to_the_next_question(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'cadence', 'soon').public_id}/"
    sent = {"question": "cadence", "choice": "How bad it is"}
    answered = client.post(path, sent)
    assert answered["Location"] == f"{path}1/"
    said = page_of(client, f"{path}1/")
    assert "Not this time." in said
    assert "It is the rhythm of updates." in said
    assert "✕ your answer" in said
    assert "It comes back in the next round." in said
    assert "Next question" in said
    assert 'name="word"' in page_of(client, path)


def test_a_span_is_marked_by_its_first_and_last_word_and_shown_with_what_the_review_says(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'soon').public_id}/"
    said = page_of(client, path)
    assert len(re.findall('name="word"', said)) == 13
    assert "<span>&lt;Checkout&gt;.</span>" in said
    client.post(path, {"question": "soon", "word": ["8", "12"]})
    assert QuizAnswer.objects.get().right
    said = page_of(client, f"{path}1/")
    assert '<mark class="wrong yours">More information will follow soon.</mark>' in said
    assert "in &lt;Checkout&gt;. " in said
    assert '<span class="tag">warn vague</span> <q>soon</q>' in said
    assert "It comes back tomorrow." in said
    assert "See the round" in said


def test_typed_words_are_an_answer_too(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'soon').public_id}/"
    client.post(path, {"question": "soon", "typed": "more information ... soon"})
    assert QuizAnswer.objects.get().given == [8, 9, 10, 11, 12]


@pytest.mark.parametrize(
    ("sent", "said", "kept"),
    [
        ({}, "Mark the words that are wrong: at least one.", ""),
        ({"word": "x"}, "These marks do not fit the text. Mark the words again.", ""),
        (
            {"typed": "no <such> words"},
            "These words do not stand in the text",
            'value="no &lt;such&gt; words"',
        ),
        ({"word": ["3", "999"]}, "These marks do not fit the text.", 'value="3" checked'),
    ],
)
def test_what_is_no_mark_is_refused_with_the_remedy_and_nothing_is_lost(client, ben, four, sent, said, kept):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'soon').public_id}/"
    answered = client.post(path, {"question": "soon", **sent})
    shown = answered.content.decode()
    assert answered.status_code == 422
    assert said in shown
    assert kept in shown
    assert not QuizAnswer.objects.exists()


def test_a_choice_that_nobody_offered_is_refused(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'cadence').public_id}/"
    answered = client.post(path, {"question": "cadence", "choice": "Something else"})
    assert answered.status_code == 422
    assert "Choose one of the answers." in answered.content.decode()


def test_answering_twice_is_refused_calmly_and_shows_the_first_answer(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'cadence', 'soon').public_id}/"
    client.post(path, {"question": "cadence", "choice": "How often readers hear of us"})
    again = client.post(path, {"question": "cadence", "choice": "How bad it is"}, follow=True)
    said = again.content.decode()
    assert "This question is answered already; the first answer stands." in said
    assert "✓ right, your answer" in said
    assert QuizAnswer.objects.get().right


@pytest.mark.parametrize("asked", ["first-word", "nonsense", "", "x" * 500])
def test_an_answer_to_a_question_of_no_such_round_leads_back_to_it(client, ben, four, asked):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'cadence').public_id}/"
    answered = client.post(path, {"question": asked, "choice": "The cause"}, follow=True)
    assert "This question is not in the round any more." in answered.content.decode()
    assert not QuizAnswer.objects.exists()


def test_the_end_shows_every_result_and_when_each_comes_back(client, ben, four):
    client.force_login(ben)
    round_ = a_round(ben, "cadence", "first-word")
    answer(round_, "How often readers hear of us", at=timezone.now())
    answer(round_, "The cause", at=timezone.now())
    said = page_of(client, f"/practice/quiz/{round_.public_id}/")
    assert "<h1>1 of 2 right</h1>" in said
    assert "Vocabulary · comes back tomorrow" in said
    assert "Scenario · comes back in the next round" in said
    assert "Start another round" in said


def test_the_history_shows_rounds_kinds_and_what_comes_back_when(client, ben, four):
    client.force_login(ben)
    assert "No round is finished yet." in page_of(client, "/practice/quiz/history/")
    round_ = a_round(ben, "cadence", "first-word")
    answer(round_, "How often readers hear of us", at=timezone.now())
    answer(round_, "The cause", at=timezone.now())
    said = page_of(client, "/practice/quiz/history/")
    assert "1 of 2 right" in said
    assert '<td>Vocabulary</td><td class="number">1 of 1</td>' in said
    assert '<td>Find the error</td><td class="number">not asked yet</td>' in said
    assert '<td>missed, in the next round</td><td class="number">1</td>' in said
    assert '<td>known, after 1 day</td><td class="number">1</td>' in said
    assert '<td>new, not asked yet</td><td class="number">2</td>' in said
    assert round_.public_id in page_of(client, "/practice/quiz/")


def test_a_question_that_was_removed_from_the_texts_breaks_no_page(client, ben, four):
    client.force_login(ben)
    round_ = a_round(ben, "cadence", "soon", "first-word")
    path = f"/practice/quiz/{round_.public_id}/"
    answer(round_, "How bad it is", at=timezone.now())
    del four["cadence"], four["soon"]
    assert "Payments fail. What do you write first?" in page_of(client, path)
    assert "no longer in the texts" in page_of(client, f"{path}1/")
    client.post(path, {"question": "first-word", "choice": "The cause"})
    said = page_of(client, path)
    assert "<h1>0 of 2 right</h1>" in said
    assert "A question that is no longer in the texts" in said
    for address in ("/practice/quiz/", "/practice/quiz/history/", f"{path}3/"):
        assert client.get(address).status_code == 200
    four.clear()
    for address in ("/practice/quiz/", "/practice/quiz/history/", path, f"{path}1/"):
        assert client.get(address).status_code == 200


def test_a_question_that_is_not_answered_yet_shows_no_explanation(client, ben, four):
    client.force_login(ben)
    path = f"/practice/quiz/{a_round(ben, 'cadence', 'soon').public_id}/"
    assert client.get(f"{path}2/")["Location"] == path
    assert client.get(f"{path}3/").status_code == 404


def test_what_somebody_practises_is_not_there_for_anybody_else_admins_included(client, ana, ben, four):
    round_ = a_round(ben, "cadence", "soon")
    answer(round_, "How bad it is", at=timezone.now())
    client.force_login(ana)
    path = f"/practice/quiz/{round_.public_id}/"
    sent = {"question": "soon", "word": ["8", "12"]}
    assert client.get(path).status_code == 404
    assert client.get(f"{path}1/").status_code == 404
    assert client.post(path, sent).status_code == 404
    assert QuizAnswer.objects.count() == 1
    for address in ("/practice/quiz/", "/practice/quiz/history/"):
        assert round_.public_id not in page_of(client, address)


def test_the_audit_log_holds_nothing_of_a_round(client, ben, four):
    client.force_login(ben)
    before = AuditEntry.objects.count()
    client.post("/practice/quiz/start/")
    path = f"/practice/quiz/{QuizRound.objects.get().public_id}/"
    client.post(path, {"question": "soon", "word": ["8", "12"]})
    assert AuditEntry.objects.count() == before


def test_the_pages_ask_the_database_as_often_with_ten_times_as_many_rounds(
    client, ben, django_assert_max_num_queries
):
    client.force_login(ben)
    at = timezone.now() - timedelta(days=90)
    for number in range(30):
        round_ = open_round(ben, at=at + timedelta(days=number), seed=number)
        while asked := round_.next_question():
            right = sorted(wrong_spans(asked.passage)[0]) if asked.passage else asked.right
            answer(round_, right, at=at + timedelta(days=number))
    for address in ("/practice/quiz/", "/practice/quiz/history/", f"/practice/quiz/{round_.public_id}/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_every_shipped_question_has_a_page_before_and_after_its_answer(client, ben):
    client.force_login(ben)
    for asked in questions().values():
        QuizRound.objects.all().delete()
        path = f"/practice/quiz/{a_round(ben, asked.id).public_id}/"
        assert client.get(path).status_code == 200
        right = {"word": sorted(wrong_spans(asked.passage)[0])} if asked.passage else {"choice": asked.right}
        client.post(path, {"question": asked.id, **right})
        assert "✓ Right." in page_of(client, f"{path}1/")
