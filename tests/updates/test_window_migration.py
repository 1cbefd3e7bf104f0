"""Planned work of before the column: its window is written down as the page guessed it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import models

from clarion.incidents.incident import Incident
from clarion.updates.publication import IncidentUpdate
from tests.factories.incidents import an_incident, say

HOUR = timedelta(hours=1)
migration = import_module("clarion.updates.migrations.0008_windows_of_planned_work")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moments", "promise", "start", "end"),
    [
        ({"started_at": 3, "mitigated_at": 5}, None, 3, 5),
        ({"started_at": 3, "resolved_at": 6}, 4, 3, 6),
        ({"started_at": 3}, 4, 3, 4),
        ({"started_at": None}, None, 0, 0),
        ({"started_at": 9, "mitigated_at": 5}, None, 9, 9),
    ],
)
def test_windows_are_written_down_as_they_were_guessed(nine, ben, moments, promise, start, end):
    work = an_incident(planned=True, by=ben, at=nine)
    say(work, "We move machines.", promise=promise and promise * HOUR, by=ben, at=nine)
    before = {name: None if hours is None else nine + hours * HOUR for name, hours in moments.items()}
    unplanned = {"planned_start": None, "planned_end": None}
    Incident.objects.filter(pk=work.pk).update(**before, **unplanned)
    models.QuerySet(IncidentUpdate).update(**unplanned)
    other = an_incident(by=ben, at=nine)
    say(other, "Cards fail.", by=ben, at=nine)

    migration.write_down(apps_without_rules(), None)

    work.refresh_from_db()
    update = work.updates.get()
    window = (nine + start * HOUR, nine + end * HOUR)
    assert (work.planned_start, work.planned_end) == window
    assert (update.planned_start, update.planned_end) == window
    assert other.updates.get().planned_start is None


def apps_without_rules():
    """The models as a migration has them: without the manager that refuses to change an update."""

    class Plain:
        @staticmethod
        def get_model(app, name):
            model = apps.get_model(app, name)
            return type(name, (), {"objects": models.QuerySet(model)})

    return Plain
