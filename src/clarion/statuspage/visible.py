"""What is publicly visible: the one place that decides it, used by page, feeds and every public API.

Deny by default: an update is visible when it was published for the public page; an incident is visible
when it has such an update, and then only what those updates say of it. The record, drafts, timeline,
suggestions and texts for other audiences are never read by the public side.
"""

from django.db import models

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.updates.audiences import Audience
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate


def visible_updates() -> models.QuerySet[IncidentUpdate]:
    return IncidentUpdate.objects.filter(audience=Audience.PUBLIC)


def visible_incidents() -> models.QuerySet[Incident]:
    return Incident.objects.filter(models.Exists(visible_updates().filter(incident=models.OuterRef("pk"))))


def visible_services() -> models.QuerySet[Service]:
    return Service.objects.filter(is_public=True)


def visible_promises() -> models.QuerySet[Promise]:
    """Standing promises that a public update made in words."""
    return Promise.objects.filter(audience=Audience.PUBLIC, made_by__isnull=False, closed_at=None)
