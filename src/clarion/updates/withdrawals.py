"""Withdrawals: talking points that nobody should read out any more, because the public update that they explain was superseded.

Talking points explain one public update. When a newer one (or a correction) is published, they are withdrawn in
the same transaction, support is owed new ones, and a draft that explains the old update is marked: the gate asks
its writer to look at the new one. Where a public update is put right quietly, those that repeat its wrong words are
withdrawn too. An update is written once, so a withdrawal is a row of its own.
"""

from datetime import datetime, timedelta

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry
from clarion.updates.approval import void_approvals
from clarion.updates.audiences import Audience, Kind
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.drafts import Draft
from clarion.updates.promises import Outcome, make_promise
from clarion.updates.publication import IncidentUpdate, latest_update

#: Support answers callers who have read the new words already; longer than this they do it without our help.
TALKING_POINTS_WITHIN = timedelta(minutes=10)


class Withdrawal(AppendOnly):
    """`because_of` is the public update that superseded the one which `update` explains, or that one, put right."""

    update = models.OneToOneField(IncidentUpdate, on_delete=models.PROTECT, related_name="withdrawal")
    because_of = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return (
            f"withdrawn at {self.at:%H:%M} UTC: the public update that they explain was {self.what_happened}"
        )

    @property
    def what_happened(self) -> str:
        """To the public update that they explain."""
        return "put right" if self.because_of_id == self.update.explains_id else "superseded"


def explained_by(incident: Incident, kind: str) -> IncidentUpdate | None:
    """The public update that a text of this kind, begun now, explains; None for kinds that explain none."""
    return latest_update(incident, Audience.PUBLIC) if kind == Kind.TALKING_POINTS else None


def explains_superseded(draft: Draft) -> IncidentUpdate | None:
    """The public update that readers have by now, where these talking points do not explain it; else None."""
    latest = explained_by(draft.incident, draft.kind)
    return latest if latest and latest.pk != draft.explains_id else None


def withdraw_superseded(public: IncidentUpdate, *, by: Person | None, at: datetime) -> list[IncidentUpdate]:
    """What follows for support when a public update is published; the talking points that were withdrawn.

    Call it in the transaction that publishes, once the incident's state is saved.
    """
    incident = public.incident
    for draft in incident.drafts.open().filter(kind=Kind.TALKING_POINTS):
        void_approvals(draft, "the public update that it explains was superseded", at=at)
    standing = incident.updates.filter(explains__isnull=False, withdrawal=None).order_by("published_at", "pk")
    withdrawn = list(standing.exclude(explains=public).select_related("explains"))
    _withdraw(withdrawn, because_of=public, by=by, at=at)
    return withdrawn


def withdraw_quoting(
    public: IncidentUpdate, wrong_words: str, *, by: Person, at: datetime
) -> list[IncidentUpdate]:
    """What follows for support when words of a public update were put right; the talking points that repeat them.

    In doubt (a short word that stands there for another reason) they are withdrawn: support would read out a wrong
    time for longer than it takes to write new ones. Call it in the transaction that puts right.
    """
    for draft in public.incident.drafts.open().filter(explains=public):
        if _says(draft.text, wrong_words):
            void_approvals(
                draft, f"“{wrong_words}” was put right in the public update that it explains", at=at
            )
    standing = IncidentUpdate.with_drills.filter(explains=public, withdrawal=None).order_by(
        "published_at", "pk"
    )
    standing = standing.select_related("explains").prefetch_related("quiet_corrections")
    withdrawn = [points for points in standing if _says(points.text_now, wrong_words)]
    _withdraw(withdrawn, because_of=public, by=by, at=at)
    return withdrawn


def _says(text: str, words: str) -> bool:
    """Whether they stand there, however the lines are broken: a quotation is broken anew."""
    return " ".join(words.split()) in " ".join(text.split())


def _withdraw(
    withdrawn: list[IncidentUpdate], *, because_of: IncidentUpdate, by: Person | None, at: datetime
) -> None:
    for points in withdrawn:
        row = Withdrawal(update=points, because_of=because_of, at=at)
        row.save()
        text = (
            f"Talking points of {points.published_at:%H:%M} UTC withdrawn: the public update of "
            f"{points.explains.published_at:%H:%M} UTC, which they explain, was {row.what_happened}"  # type: ignore[union-attr]
        )
        record_entry(because_of.incident, text, source=Source.UPDATE, at=at, by=by)
    if withdrawn and because_of.incident.is_open and not because_of.incident.planned:
        _owe_talking_points(because_of.incident, at=at)


def _owe_talking_points(incident: Incident, *, at: datetime) -> None:
    """Owe support new ones by the cadence, in ten minutes at most.

    What is owed sooner stays owed. A later promise ends, counting neither way: this duty has overtaken it.
    """
    wait = current_cadence().interval(incident.severity, incident.state, Audience.SUPPORT)
    due = at + min(wait or TALKING_POINTS_WITHIN, TALKING_POINTS_WITHIN)
    standing = incident.promises.owed().filter(audience=Audience.SUPPORT)
    if standing.filter(due_at__lte=due).exists():
        return
    standing.update(outcome=Outcome.ENDED, closed_at=at)
    make_promise(incident, Audience.SUPPORT, due_at=due, at=at)
