"""Rows that are written once: neither changed nor deleted, by anybody.

The model refuses (`AppendOnly`); for the audit log the database refuses as well (`RefuseChanges`), so that a
statement in SQL, or another program on the same database, cannot change it either.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Written(Exception):
    """This row was written once and stays as it is; write a new one instead (a correction, a new entry)."""


class AppendOnlyQuerySet[M: models.Model](models.QuerySet[M]):
    def update(self, **kwargs: Any) -> int:
        raise Written(f"{self.model.__name__} rows are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Written(f"{self.model.__name__} rows are not deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise Written(f"{self.model.__name__} rows are not changed")


class AppendOnly(models.Model):
    """Base of tables whose rows are only added."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Written(f"{type(self).__name__} {self.pk} is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Written(f"{type(self).__name__} {self.pk} is not deleted")


class RefuseChanges(Operation):
    """A step of a migration: the database itself refuses to change or delete rows of the table.

    On SQLite a later migration that alters the table makes it anew and loses the triggers: end that migration with
    this step again. `tests/accounts/test_append_only.py` fails when that was forgotten.
    """

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        vendor = schema_editor.connection.vendor
        for statement in [*allow_changes(vendor, self.table), *refuse_changes(vendor, self.table)]:
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in allow_changes(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse to change or delete rows of {self.table}"


def refuse_changes(vendor: str, table: str) -> list[str]:
    """The SQL that makes a table append-only. `vendor` is sqlite or postgresql; `table` is ours, never typed by a user."""
    refused = f"{table} is append-only: its rows are neither changed nor deleted"
    if vendor == "sqlite":
        # REPLACE deletes the row that is in its way without asking a trigger on DELETE.
        in_its_way = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608
        raising = f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {raising}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {raising}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {in_its_way} {raising}",
        ]
    raising = f"BEGIN RAISE EXCEPTION '{refused}'; END"
    calling = f"EXECUTE FUNCTION {table}_refuse()"
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {raising} $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {calling}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {calling}",
    ]


def allow_changes(vendor: str, table: str) -> list[str]:
    """The SQL that takes `refuse_changes` back; it does nothing where nothing was refused."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for what in ("update", "delete", "replace")]
    return [f"DROP FUNCTION IF EXISTS {table}_refuse() CASCADE"]  # and with it the triggers that call it
