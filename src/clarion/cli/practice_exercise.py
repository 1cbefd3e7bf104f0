"""An exercise in a terminal: the situation, writing, what the criteria and the review say, then the model answer.

show -> write -> checks -> finish (kept) -> tier, model answer, why -> try again
            ^--- improve ---'
"""

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from clarion.cli.practice_checks import show_checks, show_outcome
from clarion.cli.practice_screen import Left, Screen, chosen, kept_whole
from clarion.cli.practice_writing import Paper, write
from clarion.practice.attempts import Activity
from clarion.practice.exercises.exercise import Exercise, exercises
from clarion.practice.exercises.judging import finish, judge
from clarion.practice.facts import facts_of
from clarion.practice.progress import SkillProgress
from clarion.practice.progress_rows import Progress

if TYPE_CHECKING:
    from clarion.accounts.people import Person


def listed_in(progress: Progress, activity: Activity) -> list[SkillProgress]:
    return [each for each in progress.skills if each.skill.texts[0].activity is activity]


def list_exercises(progress: Progress, screen: Screen) -> None:
    for each in listed_in(progress, Activity.EXERCISE):
        screen.title(each.skill.label)
        for text in each.skill.texts:
            latest = each.latest_of(text.key)
            tier = f" ({latest.tier.label})" if latest else ""
            screen.say(
                f"- {text.key}: {text.title}, about {exercises()[text.key].minutes} min{tier}", indent=2
            )
        screen.say()
    screen.say("Begin one: clarion practice exercise KEY")


def found(key: str) -> Exercise:
    """Raises ClickException with the keys that come near."""
    if key in exercises():
        return exercises()[key]
    near = (
        get_close_matches(key, exercises(), n=3) or [each for each in exercises() if key and key in each][:3]
    )
    hint = f" Do you mean {' or '.join(near)}?" if near else ""
    raise click.ClickException(
        f"There is no exercise “{key}”.{hint} `clarion practice exercises` names them all."
    )


def practise(exercise: Exercise, screen: Screen, *, by: "Person | None", next_key: Callable[[], str]) -> None:
    """Until the person leaves; a text that was begun is kept, or shown where nothing is kept. Raises Left then."""
    while True:
        if screen.asks:
            _show(exercise, screen)
        else:  # whoever pipes a text has read the situation
            screen.title(exercise.title)
        _practise_once(exercise, screen, by=by)
        if not screen.asks:
            return
        again = chosen({"a": "try again", "n": "another exercise", "q": "leave"}, screen)
        if again == "q":
            return
        if again == "n":
            exercise = _another(exercise, next_key())


def _another(exercise: Exercise, wanted: str) -> Exercise:
    """The next one for the person, or the one after this where that would be the same."""
    keys = list(exercises())
    return exercises()[wanted if wanted != exercise.id else keys[(keys.index(exercise.id) + 1) % len(keys)]]


def _show(exercise: Exercise, screen: Screen) -> None:
    task = exercise.task
    screen.title(exercise.title)
    screen.say(f"{exercise.skill.label} · about {exercise.minutes} min")
    screen.say()
    screen.say(exercise.situation)
    if task.record:
        screen.say()
        screen.title("The record")
        for fact in facts_of(task.record):
            screen.say(f"- {fact.name}: {fact.words}", indent=2)
    if exercise.start:
        screen.say()
        screen.title("The text you begin from")
        screen.say(exercise.start, indent=2)
    screen.say()
    screen.title("Your task")
    screen.say(exercise.asks)
    screen.say(f"Reviewed as {task.kind.value.replace('_', ' ')} for {task.audience.value}.")
    screen.say()
    for criterion in task.criteria:
        screen.say(f"· {criterion.says}{'' if criterion.must else ' (to be excellent)'}", indent=2)
    screen.say()


def _practise_once(exercise: Exercise, screen: Screen, *, by: "Person | None") -> None:
    paper = Paper(exercise.start)
    try:
        _write_until_finished(exercise, paper, screen)
    except (Left, KeyboardInterrupt):
        with kept_whole():
            _save_what_is_written(exercise, paper, screen, by=by)
        raise Left from None
    if by:
        _keep(exercise, paper.text, by=by)
    show_outcome(exercise, paper.text, screen)
    if by:
        screen.say(
            "Your text is kept for you alone. The console shows it under Practice, Exercises.", look="hint"
        )


def _write_until_finished(exercise: Exercise, paper: Paper, screen: Screen) -> None:
    """Raises Left; ClickException for a piped text that cannot be judged."""
    while True:
        write(paper, screen)
        if refused := paper.refused:
            if not screen.asks:
                raise click.ClickException(refused)
            screen.say(refused, look="warn")
            continue
        show_checks(exercise, paper.text, screen)
        if not screen.asks:
            return
        answer = chosen(
            {"f": "finish and see a model answer", "w": "improve your text", "q": "leave"}, screen
        )
        if answer == "f":
            return
        if answer == "q":
            raise Left


def _keep(exercise: Exercise, text: str, *, by: "Person") -> None:
    from django.utils import timezone

    with kept_whole():
        finish(exercise, text, by=by, at=timezone.now())


def _save_what_is_written(exercise: Exercise, paper: Paper, screen: Screen, *, by: "Person | None") -> None:
    """Nothing where nothing was written, or only the text of the exercise stands there. What is too long is shown, not kept."""
    if not paper.begun or not paper.text.strip():
        return
    if by and not paper.refused:
        _keep(exercise, paper.text, by=by)
        tier = judge(exercise, paper.text).tier.label
        screen.say(f"Your text is kept as it is ({tier}). The console goes on with it: Practice, Exercises.")
        return
    screen.title("Your text as it is, to copy")
    screen.say(paper.text)
