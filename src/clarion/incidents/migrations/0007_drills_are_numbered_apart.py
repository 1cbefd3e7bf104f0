"""Drills get keys below zero: DRILL-57 keeps its number, as -57, and takes none of an incident any more."""

from collections.abc import Iterator

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def number_drills_apart(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keys of drills, and of all rows that name them: in every table that the database has, whichever app it is of."""
    connection = schema_editor.connection
    drills = apps.get_model("incidents", "Incident").objects.filter(drill=True, pk__gt=0)
    keys = list(drills.values_list("pk", flat=True))
    if not keys:
        return
    with connection.cursor() as cursor:
        for table, column in [("incidents_incident", "id"), *_columns_that_name_incidents(schema_editor)]:
            name, of = connection.ops.quote_name(table), connection.ops.quote_name(column)
            change = f"UPDATE {name} SET {of} = -{of} WHERE {of} = %s"  # noqa: S608  # names from the database itself
            cursor.executemany(change, [[key] for key in keys])
    # PostgreSQL compares references at the end, and alters no table (below) for which it still has to.
    connection.check_constraints()


def _columns_that_name_incidents(schema_editor: BaseDatabaseSchemaEditor) -> Iterator[tuple[str, str]]:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            relations = connection.introspection.get_relations(cursor, table)
            for column, relation in relations.items():
                if relation[1] == "incidents_incident":
                    yield table, column


class Migration(migrations.Migration):
    dependencies = [("incidents", "0006_drills")]

    operations = [
        # Back to an earlier version the keys stay as they are: its pages do not find drills that are over.
        migrations.RunPython(number_drills_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("drill", True), ("id__lt", 0))
                | models.Q(("drill", False), ("id__gt", 0)),
                name="drills_and_incidents_are_numbered_apart",
            ),
        ),
    ]
