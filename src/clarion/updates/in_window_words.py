"""The window of planned work as a text words it: readers plan by these times, so they have to stand there."""

from datetime import UTC

from clarion.incidents.planned_window import window_of
from clarion.incidents.states import State
from clarion.review.reading import read
from clarion.updates.drafts import Draft
from clarion.updates.promise_in_words import names_the_time


def about_the_window(draft: Draft) -> list[str]:
    """What an announcement fails to say of its window, one sentence each; empty for every other text."""
    window = window_of(draft.incident) if draft.incident.planned else None
    if window is None or draft.state != State.INVESTIGATING or draft.corrects_id:
        return []
    reasons = []
    for moment, word in ((window.start, "begins"), (window.end, "ends")):
        if not names_the_time(draft.text, moment):
            reasons.append(
                f"The text does not say when the work {word}. Write {moment.astimezone(UTC):%H:%M} UTC."
            )
    if not reasons and not _names_the_day(draft.text, window.start.day):
        day = window.start.astimezone(UTC)
        reasons.append(f"The text does not say on which day. Write {day:%A} {day.day} {day:%B}.")
    return reasons


def _names_the_day(text: str, day: int) -> bool:
    return any(named.day == day or named.relative is not None for named in read(text).dates)
