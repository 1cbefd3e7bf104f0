"""`clarion practice`: exercises and the quiz in a terminal.

Without a person nothing is kept, and the database is not asked: what a person practises is theirs, so that a command
never writes it for the first admin, as other commands would.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from clarion.cli.practice_screen import Left, Screen, screen_here

if TYPE_CHECKING:
    from clarion.accounts.people import Person
    from clarion.practice.progress_rows import Progress

AS = click.option(
    "--as",
    "email",
    help="E-mail of the person who practises; what they answer is kept for them alone. Default: CLARION_PERSON, else nothing is kept.",
)
IN_THE_CONSOLE = "Situations, open scenarios, the interview and drills are in the console, under Practice."
NOT_KEPT = "Nothing is kept. Add --as YOUR-EMAIL, or set CLARION_PERSON, to keep it for yourself."


@click.group("practice", invoke_without_command=True)
@AS
@click.pass_context
def practice_group(context: click.Context, email: str | None) -> None:
    """Exercises and the quiz; alone, what there is and what is due."""
    context.obj = email
    if context.invoked_subcommand is None:
        with _practising(email) as (person, screen):
            _overview(_progress(person), person, screen)


@practice_group.command("exercises")
@AS
@click.pass_context
def exercises(context: click.Context, email: str | None) -> None:
    """Every exercise by skill, with what you did of it."""
    with _practising(email or context.obj) as (person, screen):
        from clarion.cli.practice_exercise import list_exercises

        list_exercises(_progress(person), screen)


@practice_group.command("exercise")
@click.argument("key", required=False)
@AS
@click.pass_context
def exercise(context: click.Context, key: str | None, email: str | None) -> None:
    """One exercise: KEY as `clarion practice exercises` names it, else the next one for you.

    On a terminal you write in your editor or line by line. Piped, standard input is the text.
    """
    with _practising(email or context.obj) as (person, screen):
        from clarion.cli.practice_exercise import found, practise
        from clarion.practice.progress import next_exercise

        def next_one() -> str:
            text = next_exercise(_progress(person).skills)
            return text.key if text else ""

        practise(found(key or next_one()), screen, by=person, next_key=next_one)


@practice_group.command("quiz")
@AS
@click.pass_context
def quiz(context: click.Context, email: str | None) -> None:
    """A round of five questions, with an explanation after each."""
    with _practising(email or context.obj) as (person, screen):
        from clarion.cli.practice_quiz import play
        from clarion.cli.practice_rounds import round_for

        play(round_for(person), screen)


@contextmanager
def _practising(email: str | None) -> "Iterator[tuple[Person | None, Screen]]":
    """Who practises (None: nobody, nothing is kept) and where. Leaving is no error."""
    from clarion.cli.acting import start_django

    start_django()
    from django.core.exceptions import PermissionDenied
    from django.db import DatabaseError

    try:
        person = _person(email or os.environ.get("CLARION_PERSON"))
        screen = screen_here()
        if person is None:
            screen.say(NOT_KEPT, look="hint")
            screen.say()
        yield person, screen
    except (Left, KeyboardInterrupt):
        click.echo("You have left practice.")
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        raise click.ClickException(
            f"The database cannot be used ({reason}). Run `clarion up` once, check CLARION_DATA, or practise without --as."
        ) from error


def _person(email: str | None) -> "Person | None":
    if not email:
        return None
    from clarion.accounts.permission import require
    from clarion.accounts.roles import Act
    from clarion.cli.acting import acting_person

    person = acting_person(email)
    require(person, Act.PRACTISE)
    return person


def _progress(person: "Person | None") -> "Progress":
    from django.utils import timezone

    from clarion.practice.progress_rows import progress_of

    return progress_of(person, at=timezone.now())


def _overview(progress: "Progress", person: "Person | None", screen: Screen) -> None:
    from clarion.cli.practice_exercise import listed_in
    from clarion.practice.attempts import Activity

    ours = listed_in(progress, Activity.EXERCISE)
    tried = sum(skill.texts_tried for skill in ours)
    shipped = sum(len(skill.skill.texts) for skill in ours)
    new, quiz = sum(kind.new for kind in progress.quiz.kinds), progress.quiz
    screen.title("Practice")
    screen.say(f"Exercises: {shipped}" + (f", {tried} tried" if person else ""))
    asked = sum(kind.known + kind.learning for kind in quiz.kinds)
    screen.say(f"Quiz: {asked + new} questions" + (f", {new} new to you, {quiz.due} due" if person else ""))
    screen.say(IN_THE_CONSOLE)
    screen.say()
    if progress.next and person:
        screen.title(f"Next: {progress.next.title}")
        screen.say(progress.next.why)
        screen.say(_command(progress), indent=2)
    else:
        screen.say("Begin with one of these:")
        screen.say("clarion practice exercises\nclarion practice quiz", indent=2)


def _command(progress: "Progress") -> str:
    """How the next thing is begun: the two activities that the terminal has, else the console."""
    from clarion.practice.attempts import Activity

    text = progress.next.text if progress.next else None
    if text is None:
        return "clarion practice quiz"
    if text.activity is Activity.EXERCISE:
        return f"clarion practice exercise {text.key}"
    return "In the console, under Practice. Here: clarion practice exercise"
