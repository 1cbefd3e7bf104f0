"""Fields of our own: a time in UTC, a list in one line."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from django import forms
from django.utils import timezone

from clarion.incidents.near_midnight import last_such_time, next_such_time


class Lies(Enum):
    """On which side of now a moment lies: what "23:55" means a few minutes after midnight."""

    BEHIND = "behind"
    AHEAD = "ahead"


def read_moment(text: str, lies: Lies, *, now: datetime) -> datetime | None:
    """A time in UTC, None for no words: "2026-03-10 09:31" any day; "09:31" of today, and around midnight of the day
    before for what lies behind, of the day after for what lies ahead. Raises ValidationError.
    """
    words = text.strip().removesuffix("UTC").removesuffix("Z").strip().replace("T", " ")
    if not words:
        return None
    for form in ("%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            moment = datetime.strptime(words, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if form != "%H:%M":
            return moment
        today = datetime.combine(now.astimezone(UTC).date(), moment.time(), UTC)
        return (last_such_time if lies == Lies.BEHIND else next_such_time)(today, at=now)
    raise forms.ValidationError(
        "Write a time in UTC such as 09:31, or a day and time such as 2026-03-10 09:31."
    )


class MomentField(forms.DateTimeField):
    """A time in UTC, with or without its day; see `read_moment`."""

    def __init__(self, *, lies: Lies = Lies.BEHIND, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"placeholder": "09:31", "inputmode": "numeric", "size": 16})
        )
        super().__init__(**kwargs)
        self.lies = lies
        self.now: datetime | None = None  # what the clock of a drill shows; None is real time

    def to_python(self, value: Any) -> datetime | None:
        return read_moment(str(value or ""), self.lies, now=self.now or timezone.now())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The field shows minutes: what it shows unchanged is unchanged, whatever the seconds."""
        return bool(self.prepare_value(initial) != self.prepare_value(self.to_python(data)))

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value


class WordsField(forms.CharField):
    """Words that people write or paste. Its page sets no `maxlength`: a browser would cut what is pasted and say nothing."""

    default_error_messages = {
        "max_length": "Use at most %(limit_value)d characters; these are %(show_value)d."
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class ListField(forms.CharField):
    """Several words in one field, separated by commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [part.strip() for part in str(super().clean(value) or "").split(",") if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value
