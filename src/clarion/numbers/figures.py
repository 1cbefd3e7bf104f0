"""All figures, in the order in which they are shown. To add one, write its file and a line here."""

from collections.abc import Callable

from clarion.numbers import action_items, approval_time, corrections, first_post, promises, silence
from clarion.numbers.figure import Figure, Period

FIGURES: dict[str, Callable[[Period], Figure]] = {
    "first_post": first_post.figure,
    "silence": silence.figure,
    "promises": promises.figure,
    "corrections": corrections.figure,
    "approval": approval_time.figure,
    "action_items": action_items.figure,
}
