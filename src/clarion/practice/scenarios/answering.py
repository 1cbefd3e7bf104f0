"""An answer to an open scenario, kept: the text first, then what the person thinks of it, then the reviewer's verdict."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.own_attempts import keep_answer
from clarion.practice.scenarios.scenario import Scenario, judge
from clarion.practice.tiers import Tier


def hand_in(scenario: Scenario, text: str, *, by: Person, at: datetime) -> Attempt:
    """Keep the answer with its verdict, which is not shown before `assess_oneself`. Raises ValidationError."""
    return keep_answer(Activity.SCENARIO, scenario.id, text, judge=partial(judge, scenario), by=by, at=at)


def assess_oneself(attempt: Attempt, scenario: Scenario, chosen: Mapping[str, str]) -> None:
    """Keep the person's own view, one tier for each line of the rubric. It is given once: who saw the verdict cannot change it.

    Raises ValidationError with the ids of the lines that have none.
    """
    if attempt.own_view:
        return
    open_lines = [line for line in scenario.rubric if chosen.get(line.id) not in set(Tier)]
    if open_lines:
        raise ValidationError({line.id: "Choose what you think of this one." for line in open_lines})
    attempt.own_view = {line.id: chosen[line.id] for line in scenario.rubric}
    attempt.save(update_fields=["own_view"])
