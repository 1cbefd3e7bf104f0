"""What the review is told besides the text: the incident's record, and the words of the workspace."""

from datetime import datetime

from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.incidents.incident import Incident, affected_services
from clarion.incidents.services import Service, services_beside
from clarion.incidents.states import State
from clarion.review import Cause, Lexicon, Record, Term
from clarion.review import Service as ServiceNames


def record_of(incident: Incident, *, announced: str | None = None, now: datetime) -> Record:
    """The incident's record as the review reads it; `announced` is the state that a draft is about to set.

    `now` counts to the minute: nothing that people write of time is finer. It ended when it worked again, as readers are
    told; that somebody pressed Resolve some minutes later concerns nobody outside.
    """
    state = announced or incident.state
    ended = incident.mitigated_at or incident.resolved_at or incident.planned_end
    return Record(
        status=state,
        severity=incident.severity,
        started_at=incident.began_at(),
        services=tuple(line.service.name for line in affected_services(incident)),
        users_affected=incident.users_affected,
        percent_affected=float(incident.percent_affected) if incident.percent_affected is not None else None,
        regions=tuple(incident.regions),
        cause=Cause(confirmed=incident.cause_confirmed, text=incident.cause or None),
        workaround=incident.workaround or None,
        resolved_at=ended if state == State.RESOLVED else None,
        now=now.replace(second=0, microsecond=0),
    )


def workspace_lexicon(incident: Incident | None = None) -> Lexicon:
    """What this workspace calls its services, people and teams, its glossary, and the domains it may name.

    `incident`: the one that is written about, which may be a drill with services of its own.
    """
    workspace = Workspace.current()
    services = services_beside(incident) if incident else Service.objects.all()
    return Lexicon(
        services=tuple(ServiceNames(service.name, internal=tuple(service.aliases)) for service in services),
        people=tuple(Person.objects.values_list("name", flat=True)),
        teams=tuple(workspace.teams),
        glossary=tuple(Term(entry.term, entry.plain) for entry in GlossaryTerm.objects.all()),
        domains=tuple(workspace.domains),
    )
