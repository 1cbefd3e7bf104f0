"""`clarion practice` in a real terminal: a round of the quiz, an exercise, and leaving in the middle of both."""

import re

import pytest

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.exercises.exercise import exercises
from clarion.practice.quiz.question import questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from clarion.practice.tiers import Tier
from tests.cli.terminal import CTRL_D, same_database, terminal

NAME = "first-word-meetings"
WEAK = "Since 14:03 UTC, people in Europe cannot join meetings. It is probably the release."


def the_question(shown):
    """The one whose prompt is on the screen, however its lines are wrapped."""
    words = " ".join(shown.split())
    (found,) = [each for each in questions().values() if " ".join(each.prompt.split()) in words]
    return found


def what_to_type(question, shown, *, right):
    if question.passage:
        words = question.passage.text.split()
        return question.passage.wrong if right else f"{' '.join(words[:2])} ... {' '.join(words[-2:])}"
    listed = re.findall(r"^  (\d)\. (.+?)(?=^  \d\. |^$)", shown, re.MULTILINE | re.DOTALL)
    return next(number for number, text in listed if (" ".join(text.split()) == question.right) is right)


def play_one(screen, *, right):
    shown = screen.until("> ")
    question = the_question(shown)
    screen.types(what_to_type(question, shown, right=right))
    said = screen.until("✓ Right." if right else "✕ Not this time.")
    return question, said


@pytest.fixture
def nobody(tmp_path):
    return {"CLARION_DATA": str(tmp_path / "nothing")}


@pytest.fixture
def kept(transactional_db, tmp_path):
    return same_database(tmp_path / "data")


def test_a_round_of_the_quiz_is_played_in_a_terminal_and_kept(kept, ben):
    with terminal("practice", "quiz", "--as", ben.email, environment=kept) as screen:
        for number in range(1, 6):
            play_one(screen, right=number != 2)
            assert "It comes back" in screen.until("\n" if number == 5 else "Enter goes on. ") or number == 5
            if number < 5:
                screen.types("")
        screen.until("4 of 5 right")
        assert screen.ends() == 0
    seen = " ".join(screen.seen.split())
    assert seen.count("Comes back in the next round.") == 1
    assert seen.count("Comes back tomorrow.") == 4
    round_ = QuizRound.objects.get(person=ben)
    assert round_.ended_at is not None
    assert list(round_.answers.values_list("right", flat=True)) == [True, False, True, True, True]
    assert "\x1b[32m✓ Right.\x1b[0m" in screen.raw


def test_ctrl_c_in_the_middle_of_a_round_keeps_every_answer_and_the_round_goes_on(kept, ben):
    with terminal("practice", "--as", ben.email, "quiz", environment=kept) as screen:
        first, _ = play_one(screen, right=True)
        screen.until("Enter goes on. ")
        screen.types("")
        screen.until("Question 2 of 5")
        screen.until("> ")
        screen.interrupts("1 of 5 answers are kept.")
        assert screen.ends() == 0
    assert [each.question for each in QuizAnswer.objects.all()] == [first.id]
    with terminal("practice", "quiz", "--as", ben.email, environment=kept) as screen:
        screen.until("Question 2 of 5")
        screen.until("> ")
        screen.presses(CTRL_D)
        screen.until("You have left practice.")
        assert screen.ends() == 0
    assert QuizRound.objects.count() == 1
    assert "Traceback" not in screen.seen


def test_an_exercise_is_written_checked_improved_finished_and_kept(kept, dev):
    model = exercises()[NAME].model
    with terminal("practice", "exercise", NAME, "--as", dev.email, environment=kept) as screen:
        assert "Your task" in screen.until("t> ")
        screen.types("t")
        for line in [*WEAK.split(". "), "."]:
            screen.until("| ")
            screen.types(line)
        said = screen.until("f> ")
        assert "As it stands: ○ needs work" in said
        marked = next(line for line in said.splitlines() if "probably" in line)
        marks = said.splitlines()[said.splitlines().index(marked) + 1]
        assert marked[marks.index("^") : marks.rindex("^") + 1].startswith("probably")
        screen.types("w")
        screen.until("t> ")
        screen.types("t")
        for line in model.split("\n"):
            screen.until("| ")
            screen.types(line)
        screen.until("| ")
        screen.presses(CTRL_D)
        assert "As it stands: ● excellent" in screen.until("f> ")
        screen.types("f")
        said = screen.until("a> ")
        assert "● excellent: all criteria are met" in said
        assert "A model answer" in said
        assert "Why it works" in said
        screen.types("q")
        assert screen.ends() == 0
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.activity, attempt.key) == (dev, Activity.EXERCISE, NAME)
    assert (attempt.tier, attempt.text) == (Tier.EXCELLENT, model)


def test_a_text_that_is_left_in_the_middle_of_a_line_is_not_lost(kept, dev):
    with terminal("practice", "exercise", NAME, "--as", dev.email, environment=kept) as screen:
        screen.until("t> ")
        screen.types("t")
        screen.until("| ")
        screen.types("Joining meetings fails in Europe.")
        screen.until("| ")
        screen.presses("and no")
        screen.until("and no")
        screen.interrupts("Your text is kept as it is (needs work).")
        assert screen.ends() == 0
    assert Attempt.objects.get().text == "Joining meetings fails in Europe."


def test_a_text_that_is_too_long_to_be_kept_is_shown_when_the_person_leaves(kept, dev, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nfor n in $(seq 900); do echo "sentence $n" >> "$1"; done\n')
    editor.chmod(0o700)
    with terminal(
        "practice", "exercise", NAME, "--as", dev.email, environment={**kept, "EDITOR": str(editor)}
    ) as screen:
        screen.until("e> ")
        screen.types("e")
        screen.until("8,000 can be kept.")
        screen.until("e> ")
        screen.types("q")
        assert "sentence 900" in screen.until("You have left practice.")
        assert screen.ends() == 0
    assert not Attempt.objects.exists()


def test_without_a_person_the_text_is_shown_to_copy_and_no_data_folder_is_made(nobody, tmp_path):
    with terminal("practice", "exercise", NAME, environment=nobody) as screen:
        screen.until("Nothing is kept.")
        screen.until("t> ")
        screen.types("t")
        screen.until("| ")
        screen.types("Joining meetings fails in Europe.")
        screen.until("| ")
        screen.types(".")
        screen.until("f> ")
        screen.types("q")
        assert "Joining meetings fails in Europe." in screen.until("You have left practice.")
        assert screen.ends() == 0
    assert "Your text as it is, to copy" in screen.seen
    assert not (tmp_path / "nothing").exists()


def test_the_editor_of_the_person_gets_the_text_and_gives_it_back(nobody, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "It is probably the release.\\n" >> "$1"\n')
    editor.chmod(0o700)
    with terminal(
        "practice", "exercise", "all-clear-banking", environment={**nobody, "EDITOR": str(editor)}
    ) as screen:
        screen.until("e> ")
        screen.types("")
        said = screen.until("f> ")
        assert "It is probably the release." in said
        assert "just a minor" in said.lower()
        screen.types("f")
        screen.until("a> ")
        screen.types("a")
        screen.until("e> ")
        screen.types("q")
        assert screen.ends() == 0


def test_an_editor_that_cannot_be_started_leaves_the_text_to_be_typed(nobody):
    with terminal(
        "practice", "exercise", NAME, environment={**nobody, "EDITOR": "/nonexistent/editor"}
    ) as screen:
        screen.until("e> ")
        screen.types("e")
        screen.until("Type the text here instead")
        screen.until("| ")
        screen.types("Joining fails.")
        screen.until("| ")
        screen.types(".")
        screen.until("f> ")
        screen.presses(CTRL_D)
        screen.until("You have left practice.")
        assert screen.ends() == 0


def test_a_narrow_terminal_wraps_every_line(nobody):
    with terminal("practice", "quiz", environment=nobody, columns=34) as screen:
        screen.until("> ")
        screen.presses(CTRL_D)
        screen.until("You have left practice.")
        assert screen.ends() == 0
    assert max(len(line) for line in screen.seen.splitlines()) <= 34
