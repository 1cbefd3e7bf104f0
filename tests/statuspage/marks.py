"""Marked words in every text column of an installation, and the table that says which of them readers may see.

There are two pages: what `TABLE` calls public stands on the public page; the same columns of what was published for
partners stand on their page alone (`FOR_PARTNERS`).

A mark is written over what the flows wrote, so that the public side is asked of every column, not of those that
a test thought of. A new text column without a line in `TABLE` makes the test of the route walk fail.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models

from clarion.accounts.append_only import allow_changes, refuse_changes
from clarion.accounts.audit import AuditEntry

type Rows = models.QuerySet[Any]
#: The rows of a table whose value in a column is public.
type Public = Callable[[Rows], Rows]


def never(rows: Rows) -> Rows:
    return rows.none()


def always(rows: Rows) -> Rows:
    return rows


def listed(rows: Rows) -> Rows:
    """Services that the public page lists."""
    return rows.filter(is_public=True, drill=False)


def told(rows: Rows) -> Rows:
    """Updates for the public page."""
    return rows.filter(audience="public", incident__drill=False)


def spoken_of(rows: Rows) -> Rows:
    """Incidents that the public page has heard of."""
    return rows.filter(updates__audience="public", drill=False).distinct()


def put_right(rows: Rows) -> Rows:
    """Quiet corrections of what the public page said: old words stand beside the new ones."""
    return rows.filter(update__audience="public", update__incident__drill=False)


def translated(rows: Rows) -> Rows:
    """As `told`: another function, because partners read the text as it was written."""
    return told(rows)


def told_partners(rows: Rows) -> Rows:
    """Updates for the partners' page."""
    return rows.filter(audience="partners", incident__drill=False)


def partners_heard_of(rows: Rows) -> Rows:
    return rows.filter(updates__audience="partners", drill=False).distinct()


def put_right_for_partners(rows: Rows) -> Rows:
    return rows.filter(update__audience="partners", update__incident__drill=False)


#: What readers of the public page may see of a column -> what partners may see of it, on their page.
FOR_PARTNERS: dict[Public, Public] = {
    told: told_partners,
    spoken_of: partners_heard_of,
    put_right: put_right_for_partners,
}

#: Text column -> which rows of it readers may see. Columns of closed sets (choices) hold no words of anybody.
TABLE: dict[str, Public] = {
    "accounts.ApiToken.name": never,
    "accounts.ApiToken.prefix": never,
    "accounts.ApiToken.scopes": never,
    "accounts.ApiToken.secret_hash": never,
    "accounts.AuditEntry.address": never,
    "accounts.AuditEntry.detail": never,
    "accounts.AuditEntry.person_email": never,
    "accounts.AuditEntry.person_name": never,
    "accounts.AuditEntry.subject": never,
    "accounts.AuditEntry.token": never,
    "accounts.Workspace.chat_webhook": never,
    "api.AnsweredRequest.answer": never,
    "api.AnsweredRequest.key_hash": never,
    "api.AnsweredRequest.request_hash": never,
    "incidents.Entry.why": never,
    "postmortems.ActionItem.closing_words": never,
    "postmortems.ActionItem.outcome": never,
    "postmortems.ActionItem.public_id": never,
    "postmortems.ActionItem.text": never,
    "postmortems.ActionItem.worked_words": never,
    "postmortems.Comment.paragraph": never,
    "postmortems.Comment.text": never,
    "postmortems.DocumentVersion.content": never,
    "postmortems.DocumentVersion.why": never,
    "postmortems.DueChange.reason": never,
    "postmortems.Involved.name": never,
    "postmortems.Involved.role": never,
    "postmortems.ItemCalendar.token_hash": never,
    "postmortems.ItemChange.detail": never,
    "postmortems.Lesson.text": never,
    "postmortems.Measure.name": never,
    "postmortems.Measure.source": never,
    "postmortems.Measure.source_url": never,
    "postmortems.Measure.unit": never,
    "postmortems.PostMortem.meeting_place": never,
    "postmortems.PostMortem.public_id": never,
    "postmortems.PostMortem.set_aside_why": never,
    "postmortems.PostMortem.title": never,
    "postmortems.ReminderCall.failure": never,
    "postmortems.Reviewer.read": never,
    "postmortems.Reviewer.words": never,
    "postmortems.Section.text": never,
    "postmortems.SectionVersion.text": never,
    "postmortems.Why.accepted_risk": never,
    "postmortems.Why.answer": never,
    "postmortems.Why.evidence": never,
    "postmortems.Why.evidence_url": never,
    "postmortems.TicketLink.address": never,
    "postmortems.TicketLink.failure": never,
    "postmortems.TicketLink.key": never,
    "postmortems.TicketLink.pushed": never,
    "postmortems.TicketLink.seen_progress": never,
    "postmortems.TrackerAccount.address": never,
    "postmortems.TrackerAccount.hook_secret": never,
    "postmortems.TrackerAccount.issue_type": never,
    "postmortems.TrackerAccount.project": never,
    "postmortems.TrackerAccount.public_id": never,
    "postmortems.TrackerAccount.secret": never,
    "postmortems.TrackerAccount.user": never,
    "practice.Attempt.key": never,
    "practice.Attempt.met": never,
    "practice.Attempt.own_view": never,
    "practice.Attempt.text": never,
    "practice.Attempt.unmet": never,
    "practice.Drill.cadence": never,
    "practice.Drill.public_id": never,
    "practice.Drill.script": never,
    "practice.Drill.title": never,
    "practice.QuizAnswer.given": never,
    "practice.QuizAnswer.question": never,
    "practice.QuizRound.public_id": never,
    "practice.QuizRound.question_ids": never,
    "problems.IndexedText.cause": never,
    "problems.IndexedText.cause_words": never,
    "problems.IndexedText.services": never,
    "problems.IndexedText.text": never,
    "problems.IndexedText.title": never,
    "problems.IndexedText.title_words": never,
    "problems.IndexedText.words": never,
    "problems.Problem.cause": never,
    "problems.Problem.public_id": never,
    "problems.Problem.removal": never,
    "problems.Problem.reopened_because": never,
    "problems.Problem.title": never,
    "problems.Problem.workaround": never,
    "statuspage.PageLook.accent_dark": never,  # a word is no colour, and what is none is left out
    "statuspage.PageLook.accent_light": never,
    "statuspage.PageLook.head_dark": never,
    "statuspage.PageLook.head_light": never,
    "statuspage.PageLook.link": always,
    "statuspage.PageLook.logo": always,
    "statuspage.PageLook.logo_alt": always,
    "subscribers.Bounce.detail": never,
    "subscribers.Bounce.event": never,
    "subscribers.Bounce.source": never,
    "subscribers.BounceToken.name": never,
    "subscribers.BounceToken.token_hash": never,
    "subscribers.BounceToken.to_open": never,
    "subscribers.FormUse.key": never,
    "subscribers.ImportFile.name": never,
    "subscribers.ImportFile.note": never,
    "subscribers.ImportFile.packed": never,
    "subscribers.Letter.failure": never,
    "subscribers.Letter.public_id": never,
    "subscribers.Letter.to": never,
    "subscribers.Letter.wanted": never,
    "subscribers.Call.failure": never,
    "subscribers.Delivery.failure": never,
    "subscribers.Pace.problem": never,
    "subscribers.Subscriber.address": never,
    "subscribers.Subscriber.address_key": never,
    "subscribers.Subscriber.contact": never,
    "subscribers.Subscriber.note": never,
    "subscribers.Subscriber.disabled_because": never,
    "subscribers.Subscriber.language": never,
    "subscribers.Subscriber.public_id": never,
    "subscribers.Subscriber.secret": never,
    "updates.CadenceSettings.changed": never,
    "updates.Draft.customer": never,
    "updates.Draft.customer_words": never,
    "updates.MessageTemplate.note": never,
    "updates.MessageTemplate.text": never,
    "updates.QuietCorrection.approval_reason": never,
    "updates.QuietProposal.right_words": never,
    "updates.QuietProposal.wrong_words": never,
    "updates.QuietCorrection.right_words": put_right,
    "updates.QuietCorrection.wrong_words": put_right,
    "accounts.GlossaryTerm.term": never,
    "accounts.GlossaryTerm.plain": never,
    "accounts.IntakeToken.name": never,
    "accounts.IntakeToken.token_hash": never,
    "accounts.OneTimeLink.token_hash": never,
    "accounts.PartnerKey.key_hash": never,  # and beside it, on purpose, in the folder of the partners' page
    "accounts.PartnerKey.name": never,
    "accounts.Person.password": never,
    "accounts.Person.email": never,
    "accounts.Person.name": never,
    "accounts.Workspace.name": always,
    "accounts.Workspace.public_id": always,
    "accounts.Workspace.external_questions_go_to": never,
    "accounts.Workspace.teams": never,
    "accounts.Workspace.domains": never,
    "incidents.Alert.source": never,
    "incidents.Alert.fingerprint": never,
    "incidents.Alert.labels": never,
    "incidents.Alert.annotations": never,
    "incidents.Alert.generator_url": never,
    "incidents.Entry.text": never,
    "incidents.Entry.evidence_url": never,
    "incidents.Incident.public_id": spoken_of,
    "incidents.Incident.title": never,  # readers see the title that an update had
    "incidents.Incident.impact": never,
    "incidents.Incident.regions": never,
    "incidents.Incident.cause": never,
    "incidents.Incident.workaround": never,
    "incidents.Incident.source_key": never,
    "incidents.MaintenanceSeries.title": never,
    "incidents.MaintenanceSeries.impact": never,
    "incidents.MaintenanceSeries.rule": never,
    "incidents.MaintenanceSeries.zone": never,
    "incidents.Service.public_id": listed,
    "incidents.Service.name": listed,
    "incidents.Service.aliases": never,
    "incidents.Service.group": listed,
    "incidents.Service.description": listed,
    "incidents.Suggestion.group_key": never,
    "incidents.Suggestion.title": never,
    "updates.Approval.fingerprint": never,
    "updates.Approval.override_reason": never,
    "updates.Approval.void_reason": never,
    "updates.DismissedFinding.rule": never,
    "updates.DismissedFinding.quote": never,
    "updates.DismissedFinding.context": never,
    "updates.DismissedFinding.reason": never,
    "updates.Draft.text": never,
    "updates.Draft.translations": never,
    "updates.Draft.wrong_words": never,
    "updates.IncidentUpdate.public_id": told,
    "updates.IncidentUpdate.title": told,
    "updates.IncidentUpdate.text": told,
    "updates.IncidentUpdate.translations": translated,  # partners read one language
    "updates.IncidentUpdate.services": told,
    "updates.IncidentUpdate.wrong_words": told,
    "updates.IncidentUpdate.source_key": never,
    "updates.SeriesText.start_text": never,
    "updates.SeriesText.finish_text": never,
    "updates.SeriesText.fingerprint": never,
    "updates.SeriesText.void_reason": never,
}

#: Made of the public side itself and read back by it; the walk looks into the newest one instead.
#: The languages of the page are codes of a closed list, as a column with choices holds them.
NOT_MARKED = {"statuspage.Snapshot.content", "accounts.Workspace.further_languages"}

#: Apps of others: the public side reads through `statuspage/visible.py` alone, and that asks none of their tables.
APPS_OF_OTHERS = {
    "auth", "contenttypes", "sessions", "messages", "staticfiles", "allauth", "account", "django_htmx", "dj_queue",
}  # fmt: skip

#: JSON that is not a list of words -> a value that holds the word.
SHAPES: dict[str, Callable[[str], Any]] = {
    "incidents.Alert.labels": lambda word: {"alertname": word, word: word},
    "incidents.Alert.annotations": lambda word: {"summary": word, word: word},
    "practice.Drill.cadence": lambda word: {word: 5},
    "updates.IncidentUpdate.translations": lambda word: {"de": {"title": word, "text": word}},
    "statuspage.PageLook.link": lambda word: f"https://{word}.example/",
    "statuspage.PageLook.logo": lambda word: word.encode(),
    "updates.IncidentUpdate.services": lambda word: [
        {"id": word, "name": word, "status": "major_outage", "before": "operational"}
    ],
}

_TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


@dataclass(frozen=True)
class Mark:
    """A word that stands in one column only; `public` says whether all readers may see it, `partners` whether only
    partners may.
    """

    word: str
    column: str
    public: bool
    partners: bool = False


def models_of_ours() -> list[type[models.Model]]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("clarion.")]
    return [model for config in ours for model in config.get_models()]


def text_columns() -> Iterator[tuple[type[models.Model], Any]]:
    for model in models_of_ours():
        for field in model._meta.concrete_fields:
            if isinstance(field, _TEXTS) and not field.choices:
                yield model, field


def name_of(model: type[models.Model], field: Any) -> str:
    return f"{model._meta.label}.{field.name}"


def fill_empty_tables(at: datetime) -> None:
    """One row in every table that the flows left empty, so that each column can be marked."""
    for model in models_of_ours():
        _first_row(model, at)


def mark_everything() -> list[Mark]:
    """Write a word of its own over every text column of every row; the words."""
    marks = []
    _sql(allow_changes(connection.vendor, AuditEntry._meta.db_table))
    for number, (model, field) in enumerate(text_columns()):
        column = name_of(model, field)
        if column in NOT_MARKED:
            continue
        rows: Rows = models.QuerySet(model)  # past the managers: tables that are only added to are marked too
        public = set(TABLE[column](rows).values_list("pk", flat=True))
        partners = set(FOR_PARTNERS.get(TABLE[column], never)(rows).values_list("pk", flat=True)) - public
        for row in rows.all():
            shown = "p" if row.pk in public else "t" if row.pk in partners else "i"
            value = _value(column, field, f"zq{number:03}{shown}{row.pk}")
            rows.filter(pk=row.pk).update(**{field.name: value})
        marks.append(Mark(f"zq{number:03}i", column, public=False))
        if TABLE[column] is not never:
            marks.append(Mark(f"zq{number:03}p", column, public=True))
        if TABLE[column] in FOR_PARTNERS:
            marks.append(Mark(f"zq{number:03}t", column, public=False, partners=True))
    _sql(refuse_changes(connection.vendor, AuditEntry._meta.db_table))
    return marks


def _sql(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _value(column: str, field: Any, word: str) -> Any:
    """The word in the shape that the column holds."""
    if column in SHAPES:
        return SHAPES[column](word)
    if isinstance(field, models.BinaryField):
        return word.encode()
    return [word] if isinstance(field, models.JSONField) else word


def _first_row(model: type[models.Model], at: datetime) -> Any:
    rows: Rows = models.QuerySet(model)
    if (row := rows.first()) is not None:
        return row
    needed = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.null or field.has_default())
    ]
    return rows.bulk_create([model(**{field.name: _anything(field, at) for field in needed})])[0]


def _anything(field: Any, at: datetime) -> Any:
    """Some value that the column takes."""
    if field.is_relation:
        return _first_row(field.related_model, at)
    if field.choices:
        return field.choices[0][0]
    plain = {
        models.DateTimeField: at,
        models.DateField: at.date(),
        models.DurationField: timedelta(hours=1),
        models.JSONField: {},
        models.BinaryField: b"x",
    }
    kinds = [kind for kind in plain if isinstance(field, kind)]
    return plain[kinds[0]] if kinds else "x" if isinstance(field, _TEXTS) else 1
