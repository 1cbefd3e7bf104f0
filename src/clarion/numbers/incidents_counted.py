"""Which incidents the figures count: declared here, not planned, not imported."""

from clarion.incidents.incident import Incident, IncidentQuerySet
from clarion.numbers.figure import Period


def declared_in(period: Period) -> IncidentQuerySet:
    """Those that were declared in the period."""
    return _ours(period).filter(declared_at__gte=period.since, declared_at__lte=period.at)


def ended_in(period: Period) -> IncidentQuerySet:
    """Those that were resolved in the period."""
    return _ours(period).filter(resolved_at__gte=period.since, resolved_at__lte=period.at)


def _ours(period: Period) -> IncidentQuerySet:
    incidents = Incident.objects.filter(planned=False, source_key=None)
    return incidents.filter(severity=period.severity) if period.severity else incidents
