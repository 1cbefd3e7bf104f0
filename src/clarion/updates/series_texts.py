"""The text that people approved for every occurrence of recurring planned work.

It is taken over from an announcement that was reviewed, approved and published for one occurrence: the same words, with
the window of the occurrence in place of that one's. What else could differ is part of the fingerprint; when it changes,
the yes no longer holds, and occurrences are not announced until somebody says it again.
"""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.incidents.planned_window import Window, window_in_words, window_of
from clarion.updates.audiences import Audience, Kind
from clarion.updates.publication import IncidentUpdate


class SeriesText(models.Model):
    """A person's yes to the words of `update` for the whole series. `start_text` and `finish_text` are those that go out
    at the start and end of each window by themselves; empty where people write them.
    """

    series = models.ForeignKey(MaintenanceSeries, on_delete=models.PROTECT, related_name="texts")
    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, related_name="+")
    start_text = models.TextField(blank=True)
    finish_text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.by} approved a text for {self.series}"


def standing_text(series: MaintenanceSeries) -> SeriesText | None:
    """The text whose yes holds for the series as it is now."""
    latest = series.texts.filter(voided_at=None).select_related("update", "by").first()
    return latest if latest and latest.fingerprint == fingerprint_of(series) else None


def fingerprint_of(series: MaintenanceSeries) -> str:
    said = [
        series.title, series.impact, series.rule, series.zone, series.first_start.isoformat(),
        series.length.total_seconds(),
        sorted(series.services.values_list("pk", flat=True)),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def with_window(text: str, *, of: Window, to: Window) -> str:
    """The text with another window. Raises ValidationError when it does not name its own as the template writes it."""
    words = window_in_words(of)
    if words not in text:
        raise ValidationError(
            f"The text does not say “{words}”. Only a text that names its time in these words can be used for the"
            " whole series: each occurrence puts its own time there."
        )
    return text.replace(words, window_in_words(to))


def announcement_of(series: MaintenanceSeries) -> IncidentUpdate | None:
    """The newest published announcement of an occurrence, from which the text is taken; no news of a moved window."""
    told = IncidentUpdate.objects.filter(
        incident__series=series,
        audience=Audience.PUBLIC,
        kind=Kind.ACKNOWLEDGEMENT,
        planned_end__isnull=False,
    )
    return told.order_by("-published_at", "-pk").first()


def text_for(text: SeriesText, window: Window) -> str:
    """Raises ValidationError."""
    own = window_of(text.update)
    if own is None:
        raise ValidationError("The announcement names no window.")
    return with_window(text.update.text_now, of=own, to=window)
