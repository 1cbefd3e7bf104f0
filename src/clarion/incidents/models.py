"""The tables of this app, by topic."""

from clarion.incidents.alerts import Alert, Suggestion
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.incidents.services import Service
from clarion.incidents.timeline import Entry

__all__ = ["AffectedService", "Alert", "Entry", "Incident", "MaintenanceSeries", "Service", "Suggestion"]
