"""Publication: the update as it went out. Written once; what was wrong is said by a correction.

A typo or a wrong time is put right by a row beside it (`quiet_corrections.py`): `text` stays what was published.
"""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber

from clarion.accounts.append_only import AppendOnly, AppendOnlyQuerySet
from clarion.accounts.languages import ENGLISH, spoken
from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.incidents.incident import Incident
from clarion.incidents.states import Severity, State, state_label
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Audience, Kind
from clarion.updates.published_text import published_text
from clarion.updates.translations import frozen_translations, language_of_texts

if TYPE_CHECKING:
    from clarion.updates.approval import Approval
    from clarion.updates.drafts import Draft
    from clarion.updates.quiet_corrections import QuietProposal


class UpdateQuerySet(AppendOnlyQuerySet["IncidentUpdate"]):
    pass


UpdateManager = models.Manager.from_queryset(UpdateQuerySet)


class RealUpdates(UpdateManager["IncidentUpdate"]):
    """Without those of drills; see `incidents/drills.py`."""

    def get_queryset(self) -> models.QuerySet["IncidentUpdate"]:
        return super().get_queryset().filter(drill=False)


class IncidentUpdate(AppendOnly):
    """One message to one audience, with all that a reader was shown beside it.

    `services` is a list of {"id": public id, "name", "status", "before"}: what the update said of each
    affected service, and what was said before; names are kept so that a later renaming changes nothing
    here. `language` is that of title and text; `translations` holds language -> {"title", "text"} as its author gave them,
    "title" perhaps empty (see `translations.py`). `explains` is the public update that talking points explain. `source_key` names the place that an imported update came from.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="updates")
    # Kept here too, so that no page that asks for updates has to ask their incidents.
    drill = models.BooleanField(default=False, editable=False)
    audience = models.CharField(max_length=20, choices=Audience)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State)
    severity = models.CharField(max_length=4, choices=Severity)
    title = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=10, choices=spoken, default=ENGLISH)
    translations = models.JSONField(default=dict, blank=True)
    services = models.JSONField(default=list)
    next_update_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    wrong_words = models.TextField(blank=True)
    explains = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="explained_by"
    )
    heartbeat = models.BooleanField(default=False)  # it said that there is no news
    # Of planned work: when it was to take place by these words, and whether they said that it does not.
    planned_start = models.DateTimeField(null=True, blank=True)
    planned_end = models.DateTimeField(null=True, blank=True)
    cancels = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.OneToOneField(
        "updates.Draft", on_delete=models.PROTECT, null=True, blank=True, related_name="update"
    )
    approval = models.OneToOneField(
        "updates.Approval", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_key = models.CharField(max_length=200, unique=True, null=True, blank=True)

    with_drills = UpdateQuerySet.as_manager()
    objects: ClassVar[RealUpdates] = RealUpdates()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["incident", "audience", "-published_at"]),
            models.Index(fields=["audience", "-published_at"]),
            models.Index(
                fields=["audience", "planned_end"],
                condition=models.Q(planned_end__isnull=False),
                name="planned_windows",
            ),
        ]

    @property
    def text_now(self) -> str:
        """The text with what was put right quietly since (see `quiet_corrections.py`); prefetch them for a list."""
        text = self.text
        for correction in self.quiet_corrections.all():
            text = text.replace(correction.wrong_words, correction.right_words, 1)
        return text

    @property
    def proposed_quietly(self) -> "QuietProposal | None":
        """What somebody wants to put right, while it waits for a yes; prefetch `quiet_proposals` for a list."""
        return next((each for each in self.quiet_proposals.all() if each.closed_at is None), None)

    @property
    def kind_words(self) -> str:
        return Kind(self.kind).words

    @property
    def state_label(self) -> str:
        """The state that it announced, in the words that fit; of planned work "Scheduled" and so on."""
        planned = self.planned_start is not None
        return "Cancelled" if self.cancels else state_label(self.state, planned=planned)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.published_at:%Y-%m-%d %H:%M} UTC"


def latest_update(incident: Incident, audience: str) -> IncidentUpdate | None:
    """What the audience last heard about the incident; a reply is heard by one customer only."""
    heard = incident.updates.filter(audience=audience).exclude(kind=Kind.CUSTOMER_REPLY)
    return heard.order_by("-published_at", "-pk").first()


def latest_updates(incident: Incident) -> dict[str, IncidentUpdate]:
    """Audience -> what it last heard about the incident, in one query."""
    newest_first = ("-published_at", "-pk")
    number = Window(RowNumber(), partition_by="audience", order_by=newest_first)
    heard = incident.updates.exclude(kind=Kind.CUSTOMER_REPLY)
    newest = heard.annotate(number=number).filter(number=1).select_related("by", "withdrawal")
    newest = newest.prefetch_related("quiet_corrections")
    return {update.audience: update for update in newest}


def window_said(
    incident: Incident, *, next_update_at: datetime | None, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """Start and end of planned work as an update published at `at` freezes them; two None for what nobody planned.

    Work that was entered without an end (an import, a replay) ends, as far as anybody can say, with what is known of it.
    """
    if not incident.planned:
        return None, None
    start = incident.planned_start or incident.started_at or at
    known = incident.planned_end or incident.mitigated_at or incident.resolved_at
    return start, max(start, known or next_update_at or at)


def write_update(
    draft: "Draft", incident: Incident, *, approval: "Approval", by: Person, at: datetime
) -> IncidentUpdate:
    """Freeze the draft as an update; the incident's first moment of publication is set."""
    start, end = window_said(incident, next_update_at=draft.next_update_at, at=at)
    update = IncidentUpdate(
        planned_start=start, planned_end=end, cancels=draft.cancels,
        incident=incident, drill=incident.drill, audience=draft.audience, kind=draft.kind, text=published_text(draft.text),
        state=incident.state, severity=incident.severity, title=incident.title,
        services=services_said(incident, draft.audience), next_update_at=draft.next_update_at,
        corrects=draft.corrects, wrong_words=draft.wrong_words, explains=draft.explains, heartbeat=draft.heartbeat,
        published_at=at, by=by, draft=draft, approval=approval,
        language=language_of_texts(), translations=frozen_translations(draft),
    )  # fmt: skip
    update.save()
    told = draft.audience in EXTERNAL_AUDIENCES and draft.kind != Kind.CUSTOMER_REPLY
    if told and incident.first_published_at is None:
        incident.first_published_at = at
        incident.save(update_fields=["first_published_at"])
    return update


def services_said(incident: Incident, audience: str) -> list[dict[str, str]]:
    """What an update published now says of each affected service, beside what the last one said.

    A service that was named before and is no longer affected is said to be operational again; so are all
    once the incident is resolved.
    """
    last = latest_update(incident, audience)
    before = {line["id"]: line for line in last.services} if last else {}
    now = {
        line.service.public_id: {"name": line.service.name, "status": line.status}
        for line in incident.affected.select_related("service").filter(service__is_public=True)
    }
    named = {key: {"name": line["name"], "status": "operational"} for key, line in before.items()} | now
    resolved = incident.state == State.RESOLVED
    return [
        {
            "id": key,
            "name": line["name"],
            "status": "operational" if resolved else line["status"],
            "before": before[key]["status"] if key in before else "operational",
        }
        for key, line in named.items()
    ]
