"""`clarion practice` without a terminal: what there is, texts and answers from a pipe, and for whom they are kept."""

import pytest
from click.testing import CliRunner
from django.utils import timezone

from clarion.cli.main import main
from clarion.cli.practice_screen import Screen
from clarion.practice.attempts import Attempt
from clarion.practice.exercises.exercise import exercises
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from clarion.practice.quiz.rounds import choose
from clarion.practice.tiers import Tier
from clarion.review.formats.text import columns_of
from tests.factories.quiz import in_place_of_shipped

NAME = "first-word-meetings"


def run(*words, stdin="", **environment):
    return CliRunner().invoke(
        main, ["practice", *words], input=stdin, env={"CLARION_PERSON": "", **environment}
    )


def words(answer):
    return " ".join(answer.output.split())


@pytest.fixture
def four(monkeypatch):
    from clarion.cli import practice_rounds

    there = in_place_of_shipped(monkeypatch)
    monkeypatch.setattr(practice_rounds, "questions", lambda: there)
    return there


# -- without a person: the database is not asked (these tests have none)


def test_without_a_person_it_says_what_there_is_and_that_nothing_is_kept():
    said = run()
    assert said.exit_code == 0
    assert "Nothing is kept. Add --as YOUR-EMAIL" in words(said)
    assert f"Exercises: {len(exercises())}" in said.output
    assert "clarion practice quiz" in said.output
    assert "\x1b" not in said.output


def test_every_exercise_is_listed_by_its_skill():
    said = words(run("exercises"))
    assert all(f"{each.id}: " in said for each in exercises().values())
    assert said.index("Rewrite a status update") < said.index(NAME)


def test_a_piped_text_is_checked_and_shown_beside_the_model_answer():
    said = run("exercise", NAME, stdin="People cannot join. It is probably the release.\n")
    assert said.exit_code == 0
    lines = said.output.splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("    People cannot join."))
    assert lines[place + 1].index("^") == lines[place].index("probably")
    assert "Your text: needs work" in said.output
    assert " ".join(exercises()[NAME].model.split()) in words(said)
    assert "What differs" in said.output


def test_the_model_answer_is_excellent_and_an_end_mark_ends_it():
    said = run("exercise", NAME, stdin=exercises()[NAME].model + "\n.\nNo word of this is read.\n")
    assert "Your text: excellent" in said.output
    assert "No word of this" not in said.output


@pytest.mark.parametrize(
    ("given", "says"),
    [("", "There is no text yet."), ("word " * 1700, "8,000 can be kept. Shorten it by 499.")],
)
def test_a_text_that_cannot_be_finished_is_refused_with_the_remedy(given, says):
    said = run("exercise", NAME, stdin=given)
    assert said.exit_code == 1
    assert says in words(said)


@pytest.mark.parametrize(
    ("key", "near"), [("first-word-meeting", f"Do you mean {NAME}"), ("zzzz", "names them all")]
)
def test_an_unknown_key_names_what_comes_near(key, near):
    said = run("exercise", key, stdin="x")
    assert said.exit_code == 1
    assert near in words(said)


def test_without_a_key_the_first_exercise_comes():
    assert next(iter(exercises().values())).title in run("exercise", stdin="x").output


def test_a_round_ends_calmly_where_the_input_ends_and_shows_what_was_answered(four, monkeypatch):
    # A round that begins with choices: what answers a passage is no number.
    kinds = {question.id: question.kind for question in four.values()}
    begins = {seed: choose(kinds, {}, at=timezone.now(), seed=seed)[0] for seed in range(20)}
    seed = next(seed for seed, first in begins.items() if four[first].choices)
    monkeypatch.setattr("clarion.cli.practice_rounds.randbelow", lambda _: seed)
    said = run("quiz", stdin="9\n1\n")
    assert said.exit_code == 0
    assert "Question 1 of 4" in said.output
    assert "of 1 right" in said.output
    assert "You have left practice." in said.output


def test_words_that_do_not_stand_in_the_text_are_asked_for_again(four):
    said = run("quiz", stdin="nothing of the kind\n1\n" * 6)
    assert (
        "These words do not stand in the text like this." in words(said) or "Type the number" in said.output
    )


@pytest.mark.parametrize(
    ("text", "part", "width"),
    [
        ("Payments fail. It is probably the release.", "probably", 24),
        ("支払いが失敗します。probably the release 支払い 支払い 支払い", "probably", 24),
        ("averyveryveryverylongwordthatnolineholds probably", "probably", 24),
        ("one\n\n  two probably\tthree", "probably", 80),
    ],
)
def test_marks_stand_below_their_words_in_any_width_and_script(text, part, width, capsys):
    start = text.index(part)
    Screen(width=width, colour=False, asks=False).marked(text, start, start + len(part))
    shown, marks = capsys.readouterr().out.splitlines()
    before = shown[: shown.index(part)]
    assert columns_of(shown) <= width
    assert marks == " " * columns_of(before) + "^" * len(part)


def test_a_span_over_two_lines_is_marked_on_both(capsys):
    Screen(width=80, colour=False, asks=False).marked("It broke\nagain. Sorry.", 3, 14)
    assert capsys.readouterr().out == "    It broke\n       ^^^^^\n    again. Sorry.\n    ^^^^^\n"


def test_signs_that_would_move_the_cursor_are_not_printed(capsys):
    Screen(width=80, colour=False, asks=False).say("Up\x1b[2A and away")
    assert "\x1b" not in capsys.readouterr().out


# -- for a person


@pytest.mark.django_db(transaction=True)
def test_a_text_is_kept_for_the_person_of_the_option(dev):
    said = run("exercise", NAME, "--as", "DEV@example.com", stdin=exercises()[NAME].model)
    assert "kept for you alone" in words(said)
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.tier) == (dev, Tier.EXCELLENT)
    assert f"{NAME}: " in run("exercises", CLARION_PERSON="dev@example.com").output
    assert "(excellent)" in words(run("exercises", CLARION_PERSON="dev@example.com"))
    assert "(excellent)" not in words(run("exercises"))


@pytest.mark.django_db(transaction=True)
def test_without_the_option_nothing_is_written_for_the_first_admin(ana):
    run("exercise", NAME, stdin=exercises()[NAME].model)
    run("quiz", stdin="1\n")
    assert not Attempt.objects.exists()
    assert not QuizRound.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_round_of_a_person_goes_on_where_it_stopped_and_says_when_each_comes_back(dev, four):
    run("quiz", "--as", dev.email, stdin="3\n")
    given = QuizAnswer.objects.count()
    said = run("--as", dev.email, "quiz", stdin="1\nMore ... soon\n" * 6)
    assert f"Question {given + 1} of 4" in said.output
    assert QuizAnswer.objects.count() == 4
    assert QuizRound.objects.get().ended_at is not None
    assert said.output.count("Comes back") == 4
    assert "of 4 right" in said.output


@pytest.mark.django_db(transaction=True)
def test_the_overview_names_what_is_due_and_the_next_thing(dev):
    said = words(run("--as", dev.email))
    assert "new to you, 0 due" in said
    assert "Next: First word: nobody can join a meeting" in said
    assert f"clarion practice exercise {NAME}" in said
    run("quiz", "--as", dev.email, stdin="1\n")
    assert "Next: Your round of the quiz" in words(run("--as", dev.email))


@pytest.mark.django_db(transaction=True)
def test_nobody_of_that_address_is_said_with_the_address():
    said = run("quiz", "--as", "eve@example.com")
    assert said.exit_code == 1
    assert "Nobody active has the address eve@example.com." in said.output
