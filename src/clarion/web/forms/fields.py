"""Fields of our own: a time in UTC, a list in one line, a day."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone


class MomentField(forms.DateTimeField):
    """A time in UTC: "09:31" means today, "2026-03-10 09:31" any day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"placeholder": "09:31", "inputmode": "numeric", "size": 16})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        text = str(value or "").strip().removesuffix("UTC").removesuffix("Z").strip().replace("T", " ")
        if not text:
            return None
        for form in ("%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
            try:
                moment = datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                continue
            if form == "%H:%M":
                moment = datetime.combine(timezone.now().date(), moment.time(), UTC)
            return moment
        raise forms.ValidationError(
            "Write a time in UTC such as 09:31, or a day and time such as 2026-03-10 09:31."
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The field shows minutes: what it shows unchanged is unchanged, whatever the seconds."""
        return bool(self.prepare_value(initial) != self.prepare_value(self.to_python(data)))

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value


class ListField(forms.CharField):
    """Several words in one field, separated by commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [part.strip() for part in str(super().clean(value) or "").split(",") if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
