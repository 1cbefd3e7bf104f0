"""Planned work of before: its window, which was guessed from its moments each time, is written down as it was guessed."""

from django.db import migrations


def write_down(apps, schema_editor):
    Incident = apps.get_model("incidents", "Incident")
    IncidentUpdate = apps.get_model("updates", "IncidentUpdate")
    for incident in Incident.objects.filter(planned=True).iterator(chunk_size=500):
        told = list(
            IncidentUpdate.objects.filter(incident=incident, audience="public")
            .order_by("-published_at", "-pk")
            .values_list("published_at", "next_update_at")
        )
        first = told[-1][0] if told else incident.declared_at
        last, promised = told[0] if told else (incident.declared_at, None)
        start = incident.started_at or first
        end = max(start, incident.mitigated_at or incident.resolved_at or promised or last)
        Incident.objects.filter(pk=incident.pk).update(planned_start=start, planned_end=end)
        IncidentUpdate.objects.filter(incident=incident).update(planned_start=start, planned_end=end)


class Migration(migrations.Migration):
    dependencies = [
        ("updates", "0007_planned_work"),
        ("incidents", "0005_planned_work"),
    ]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
