"""Opening a post-mortem: its sections are made, the summary is begun from the record."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.visible_words import only_visible
from clarion.incidents.drills import must_be_real
from clarion.incidents.incident import Incident
from clarion.postmortems.demands import asked_of
from clarion.postmortems.document import facts_of
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.published_lines import leave_out_notes_of_imports, write_published_lines
from clarion.postmortems.sections import Part, Section, SectionVersion
from clarion.postmortems.summary import suggested_summary


@transaction.atomic
def open_postmortem(
    incidents: Sequence[Incident],
    *,
    by: Person | None,
    at: datetime,
    owner: Person | None = None,
    by_itself: bool = False,
) -> PostMortem:
    """A draft that covers the incidents, named after the first of the most severe ones.

    `by_itself`: the end of an incident opens it, by whoever ended that. Raises ValidationError without incidents, and for
    what is not over; WouldLeave for a drill.
    """
    if not incidents:
        raise ValidationError("Choose the incidents that it is about.")
    for incident in incidents:
        must_be_real(incident)
        must_be_over(incident)
    first = min(incidents, key=lambda incident: (incident.severity, incident.began_at()))
    postmortem = PostMortem.objects.create(
        title=only_visible(first.title),
        severity=first.severity,
        owner=owner,
        due_on=asked_of(first.severity).due_on(at.date()),
        opened_at=at,
        opened_by=None if by_itself else by,
    )
    postmortem.incidents.set(incidents)
    summary = suggested_summary(facts_of(postmortem))
    sections = [Section(postmortem=postmortem, part=part, edited_at=at) for part in Part]
    sections[0].text = summary
    sections[0].save()  # by itself, so that whoever listens to what is written hears of it
    Section.objects.bulk_create(sections[1:])
    SectionVersion.objects.bulk_create(
        SectionVersion(section=each, number=1, text=each.text, at=at) for each in sections
    )
    write_published_lines(incidents, at=at)
    leave_out_notes_of_imports(incidents, by=by, at=at)
    covers = ", ".join(incident.reference for incident in incidents)
    record_act(Done.OPENED_POSTMORTEM, str(postmortem), by=by, at=at, detail=f"covers {covers}")
    return postmortem


def must_be_over(incident: Incident) -> None:
    """Raises ValidationError: while it lasts, nobody is asked to write about it."""
    if incident.planned:
        raise ValidationError(f"{incident.reference} is planned work. Post-mortems are written of incidents.")
    if incident.is_open:
        raise ValidationError(
            f"{incident.reference} is still open. Resolve it first, then write its post-mortem."
        )
