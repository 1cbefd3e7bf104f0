"""A drill keeps the cadence that it is scored by. Those that were taken before get the table of this moment."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from clarion.updates.cadence import SHIPPED


def keep_the_table_of_now(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    changed = (
        apps.get_model("updates", "CadenceSettings").objects.values_list("changed", flat=True).first() or {}
    )
    table = {cell: changed.get(cell, minutes) for cell, minutes in SHIPPED.items()}
    apps.get_model("practice", "Drill").objects.update(cadence=table)


class Migration(migrations.Migration):
    dependencies = [("practice", "0002_waiting"), ("updates", "0004_cadence_and_heartbeats")]

    operations = [
        migrations.AddField(
            model_name="drill",
            name="cadence",
            field=models.JSONField(default=dict, editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(keep_the_table_of_now, migrations.RunPython.noop),
    ]
