"""Recurring work: approve its text once, let the sweep make and announce the occurrences, end it."""

import logging
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.flows.maintenance import write_planned
from clarion.flows.publish import publish
from clarion.incidents.incident import Incident
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.incidents.planned_window import Window, window_of
from clarion.incidents.states import State
from clarion.incidents.timeline import Source, record_entry
from clarion.updates.approval import Approval, fingerprint, standing_approval
from clarion.updates.audiences import Audience
from clarion.updates.drafts import Draft
from clarion.updates.gate import NotPublishable
from clarion.updates.planned_texts import Step
from clarion.updates.series_texts import (
    SeriesText,
    announcement_of,
    fingerprint_of,
    standing_text,
    text_for,
    with_window,
)
from clarion.updates.suggested_text import start_planned_draft
from clarion.updates.written_ahead import write_ahead

logger = logging.getLogger(__name__)

#: In one sweep: each announcement writes the page; the next sweep goes on.
AT_MOST = 10
#: What is to begin within an hour is no announcement any more.
NOT_SOONER = timedelta(hours=1)


@transaction.atomic
def approve_for_series(series: MaintenanceSeries, *, by: Person, at: datetime) -> SeriesText:
    """A yes to the words of the published announcement for every occurrence, with the texts written ahead and approved
    for its start and end. It takes the right to approve and to publish, since the sweep publishes in its name.

    Raises NotAllowed, ValidationError.
    """
    require(by, Act.APPROVE_EXTERNAL)
    require(by, Act.PUBLISH_EXTERNAL)
    series = MaintenanceSeries.objects.select_for_update().get(pk=series.pk)
    update = announcement_of(series)
    if series.ended_at:
        raise ValidationError("This series has ended. Plan a new one.")
    if update is None:
        raise ValidationError(
            "Publish the announcement of the first window; its words are then used for all."
        )
    own = window_of(update)
    if own is None:
        raise ValidationError("The announcement names no window.")
    with_window(update.text_now, of=own, to=own)
    series.texts.filter(voided_at=None).update(voided_at=at, void_reason="another text was approved")
    text = SeriesText.objects.create(
        series=series, update=update, fingerprint=fingerprint_of(series), by=by, at=at,
        start_text=_ahead(update.incident, State.IDENTIFIED, own),
        finish_text=_ahead(update.incident, State.RESOLVED, own),
    )  # fmt: skip
    by_itself = [word for word, has in (("start", text.start_text), ("end", text.finish_text)) if has]
    detail = f"update {update.public_id}" + (f"; {' and '.join(by_itself)} by itself" if by_itself else "")
    record_act(Done.APPROVED_SERIES, str(series), by=by, at=at, detail=detail)
    return text


def _ahead(incident: Incident, state: str, window: Window) -> str:
    """The text written ahead for this state, where somebody approved it, as it would read for that window; else empty.

    Raises ValidationError when it does not name its own window in the words that can be exchanged.
    """
    draft = incident.drafts.written_ahead().filter(state=state, audience=Audience.PUBLIC).first()
    own = window_of(incident)
    if draft is None or own is None or standing_approval(draft) is None:
        return ""
    return with_window(draft.text, of=own, to=window)


@transaction.atomic
def end_series(series: MaintenanceSeries, *, by: Person, at: datetime) -> list[Incident]:
    """No further occurrences; those that were announced stay, and are given back to be cancelled one by one.

    Raises NotAllowed, ValidationError.
    """
    require(by, Act.CHANGE_RECORD)
    series = MaintenanceSeries.objects.select_for_update().get(pk=series.pk)
    if series.ended_at:
        raise ValidationError("This series has ended already.")
    series.ended_at = at
    series.save(update_fields=["ended_at"])
    series.texts.filter(voided_at=None).update(voided_at=at, void_reason="the series ended")
    record_act(Done.ENDED_SERIES, str(series), by=by, at=at)
    return list(series.occurrences.open().order_by("planned_start"))


def missing_windows(series: MaintenanceSeries, *, at: datetime) -> list[Window]:
    """The windows within the weeks ahead that have no occurrence yet."""
    made = set(series.occurrences.filter(occurrence__gt=at).values_list("occurrence", flat=True))
    return [
        window
        for window in series.coming(at=at)
        if window.start not in made and window.start - at > NOT_SOONER
    ]


def announce_occurrences(*, at: datetime, at_most: int = AT_MOST) -> int:
    """Make and announce what is missing of every series whose text somebody approved; how many were made.

    Each is a transaction of its own: killed in between, the next sweep goes on with the next one.
    """
    made = 0
    for series in MaintenanceSeries.objects.filter(ended_at=None).order_by("pk"):
        text = standing_text(series)
        for window in missing_windows(series, at=at) if text else ():
            if made >= at_most:
                return made
            made += text is not None and announce(series, text, window, at=at)
    return made


def announce(series: MaintenanceSeries, text: SeriesText, window: Window, *, at: datetime) -> bool:
    """One occurrence, whole or not at all. False when another sweep made it, or its text cannot go out any more.

    The database itself lets an occurrence be there once (a constraint), so two sweeps at once announce it once. What
    cannot go out voids the yes to the series: somebody has to look at it, and it is not tried every ten seconds.
    """
    try:
        with transaction.atomic():
            _announce(series, text, window, at=at)
    except IntegrityError:
        return False
    except (NotPublishable, PermissionDenied, ValidationError) as error:
        logger.warning("%s is not announced any more: %s", series, error)
        reason = f"it could not go out for {window.start:%Y-%m-%d %H:%M} UTC: {_in_one_line(error)}"
        SeriesText.objects.filter(pk=text.pk, voided_at=None).update(voided_at=at, void_reason=reason[:200])
        return False
    return True


def _in_one_line(error: Exception) -> str:
    return " ".join(getattr(error, "messages", None) or [str(error)])


def _announce(series: MaintenanceSeries, text: SeriesText, window: Window, *, at: datetime) -> None:
    incident = write_planned(
        series.title, window, series.services.all(), impact=series.impact, series=series, by=text.by, at=at
    )
    draft = start_planned_draft(incident, Step.ANNOUNCEMENT, by=None, at=at)
    draft.text = text_for(text, window)
    draft.save()
    _approve(draft, text, at=at)
    publish(draft, by=text.by, at=at)
    own = window_of(text.update)
    for state, words in ((State.IDENTIFIED, text.start_text), (State.RESOLVED, text.finish_text)):
        if words and own:
            ahead = write_ahead(incident, state, text=with_window(words, of=own, to=window), by=None, at=at)
            _approve(ahead, text, at=at)


def _approve(draft: Draft, text: SeriesText, *, at: datetime) -> None:
    """The yes to the series, written down for this text. A reason that was given for its words holds for them here."""
    draft.incident.refresh_from_db()
    given = text.update.approval
    Approval.objects.create(
        draft=draft, fingerprint=fingerprint(draft), by=text.by, at=at,
        override_reason=given.override_reason if given else "",
    )  # fmt: skip
    said = f"{draft} approved with the text for every occurrence ({text.at:%Y-%m-%d %H:%M} UTC)"
    record_entry(draft.incident, said, source=Source.UPDATE, at=at, by=text.by)
