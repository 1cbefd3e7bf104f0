"""Plan maintenance: a window on the wall clock of a place, and how it repeats."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from clarion.accounts.visible_words import visible_words
from clarion.flows.maintenance import Recurring
from clarion.incidents.planned_window import must_be_a_window
from clarion.incidents.recurrence import DAY_NAMES, DAYS, on_the_wall, valid_rule, valid_zone
from clarion.incidents.services import Service
from clarion.web.forms.days import day_input

HOW_OFTEN = [
    ("", "once"),
    ("DAILY", "every day, or every n days"),
    ("WEEKLY", "every week, or every n weeks, on the days below"),
    ("MONTHLY", "every month, or every n months, on the same day of the month"),
    ("WEEKDAY", "every month, or every n months, on the same weekday (the second Tuesday)"),
]


def read_on_the_wall(text: str, zone: str, *, after: datetime) -> datetime:
    """A typed time of a place in UTC: "2026-03-10 22:00", or "22:00", which is the next one after that moment.

    Raises ValidationError that says how to write it.
    """
    words = text.strip().replace("T", " ").removesuffix("UTC").strip()
    for form in ("%Y-%m-%d %H:%M", "%H:%M"):
        try:
            typed = datetime.strptime(words, form)  # noqa: DTZ007 -- the place is added below
        except ValueError:
            continue
        if form == "%H:%M":
            return _next_such_time(typed.time(), zone, after=after)
        return on_the_wall(typed.date(), typed.time(), zone)
    raise ValidationError("Write a day and time such as 2026-03-10 22:00.")


def _next_such_time(clock: time, zone: str, *, after: datetime) -> datetime:
    day = after.astimezone(ZoneInfo(zone)).date()
    moment = on_the_wall(day, clock, zone)
    return moment if moment > after else on_the_wall(day + timedelta(days=1), clock, zone)


class WindowForm(forms.Form):
    """From when to when, and on whose wall clock it is typed."""

    start = forms.CharField(
        max_length=40, label="Begins", widget=forms.TextInput(attrs={"placeholder": "2026-03-10 22:00"})
    )
    end = forms.CharField(
        max_length=40, label="Ends", widget=forms.TextInput(attrs={"placeholder": "2026-03-10 23:00"})
    )
    zone = forms.CharField(
        max_length=64,
        label="Time zone",
        initial="UTC",
        validators=[valid_zone],
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Typed times become `window_start` and `window_end`, in UTC."""
        super().clean()
        if {"start", "end", "zone"} <= self.cleaned_data.keys():
            at = timezone.now()
            start = self._read("start", after=at)
            end = self._read("end", after=start) if start else None
            if start and end:
                self._keep(start, end, at=at)
        return self.cleaned_data

    def _read(self, name: str, *, after: datetime) -> datetime | None:
        try:
            return read_on_the_wall(self.cleaned_data[name], self.cleaned_data["zone"], after=after)
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def _keep(self, start: datetime, end: datetime, *, at: datetime) -> None:
        try:
            must_be_a_window(start, end, at=at)
        except ValidationError as error:
            self.refuse(error)
        else:
            self.cleaned_data |= {"window_start": start, "window_end": end}

    def refuse(self, error: ValidationError) -> None:
        """Show what was refused at the field that it names, where the form has it."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)

    @property
    def zones(self) -> list[str]:
        """Places to choose from."""
        return ["UTC", *sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name)]

    @classmethod
    def of(cls, start: datetime, end: datetime, *, zone: str) -> "WindowForm":
        place = ZoneInfo(zone)
        shown = {
            "start": f"{start.astimezone(place):%Y-%m-%d %H:%M}",
            "end": f"{end.astimezone(place):%Y-%m-%d %H:%M}",
            "zone": zone,
        }
        return cls(initial=shown)


class PlanForm(WindowForm):
    title = forms.CharField(max_length=200, validators=[visible_words])
    services = forms.ModelMultipleChoiceField(
        queryset=Service.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    impact = forms.CharField(max_length=400, required=False)
    repeat = forms.ChoiceField(choices=HOW_OFTEN, required=False)
    every = forms.IntegerField(min_value=1, max_value=52, required=False, initial=1)
    days = forms.MultipleChoiceField(
        choices=list(zip(DAYS, DAY_NAMES, strict=True)), required=False, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(required=False, widget=day_input())
    count = forms.IntegerField(min_value=2, max_value=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = Service.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("repeat") and "window_start" in cleaned:
            try:
                rule = self._rule(cleaned)
                valid_rule(rule)
            except ValidationError as error:
                self.refuse(error)
            else:
                cleaned["rule"] = rule
        return cleaned

    def recurring(self) -> Recurring | None:
        """None for what takes place once."""
        rule = self.cleaned_data.get("rule")
        return Recurring(rule, zone=self.cleaned_data["zone"]) if rule else None

    def _rule(self, cleaned: dict[str, Any]) -> str:
        """The text of RFC 5545. Raises ValidationError."""
        local = cleaned["window_start"].astimezone(ZoneInfo(cleaned["zone"]))
        repeat, every, days = cleaned["repeat"], cleaned.get("every") or 1, cleaned.get("days") or []
        parts = [f"FREQ={'MONTHLY' if repeat == 'WEEKDAY' else repeat}"]
        if every > 1:
            parts.append(f"INTERVAL={every}")
        if repeat == "WEEKLY":
            parts.append(f"BYDAY={','.join(days or [DAYS[local.weekday()]])}")
        if repeat == "WEEKDAY":
            parts.append(f"BYDAY={_place_in_month(local.date())}{DAYS[local.weekday()]}")
        return ";".join([*parts, *self._its_end(cleaned)])

    def _its_end(self, cleaned: dict[str, Any]) -> list[str]:
        until, count = cleaned.get("until"), cleaned.get("count")
        if until and count:
            raise ValidationError(
                {"count": "It ends on a day or after so many times, not both. Empty one of them."}
            )
        if count:
            return [f"COUNT={count}"]
        if until is None:
            return []
        last = datetime.combine(until, time(23, 59, 59), ZoneInfo(cleaned["zone"])).astimezone(UTC)
        if last < cleaned["window_start"]:
            raise ValidationError({"until": "That day lies before the first window. Choose a later one."})
        return [f"UNTIL={last:%Y%m%dT%H%M%SZ}"]


def _place_in_month(day: date) -> int:
    """1 for the first such weekday of its month, and so on; the fifth is called the last."""
    place = (day.day - 1) // 7 + 1
    return -1 if place == 5 else place
