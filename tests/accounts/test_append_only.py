"""The audit log is only added to: the model refuses to change it, and so does the database."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from clarion.accounts.append_only import Written
from clarion.accounts.audit import AuditEntry, Done, record_act

pytestmark = pytest.mark.django_db
TABLE = "accounts_auditentry"


@pytest.fixture
def entry(ana, nine) -> AuditEntry:
    return record_act(Done.DECLARED, "INC-1", by=ana, at=nine, detail="SEV2: Card payments fail")


def as_it_was() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.values_list("subject", "detail"))


def test_the_model_refuses(entry):
    with pytest.raises(Written):
        entry.save()
    with pytest.raises(Written):
        entry.delete()
    with pytest.raises(Written):
        AuditEntry.objects.update(detail="nothing")
    with pytest.raises(Written):
        AuditEntry.objects.all().delete()
    assert as_it_was() == [("INC-1", "SEV2: Card payments fail")]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET detail = 'nothing'",
        f"UPDATE {TABLE} SET at = at",
        f"DELETE FROM {TABLE}",
        f"DELETE FROM {TABLE} WHERE subject = 'INC-1'",
    ],
)
def test_the_database_refuses(entry, statement):
    """It fails, too, when a later migration makes the table anew and forgets RefuseChanges."""
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert as_it_was() == [("INC-1", "SEV2: Card payments fail")]


def test_no_row_takes_the_place_of_another(entry):
    same = {field.attname: getattr(entry, field.attname) for field in AuditEntry._meta.concrete_fields}
    forged = AuditEntry(**same | {"detail": "nothing"})
    names = [name for name in same if name != "id"]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.bulk_create(
            [forged], update_conflicts=True, unique_fields=["id"], update_fields=names
        )
    assert as_it_was() == [("INC-1", "SEV2: Card payments fail")]


def test_the_way_around_the_triggers_that_each_database_has_is_closed(entry):
    """SQLite's REPLACE deletes without asking a trigger on DELETE, PostgreSQL's TRUNCATE without asking for each row."""
    columns = ", ".join(field.column for field in AuditEntry._meta.concrete_fields)
    statement = {
        "sqlite": f"REPLACE INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}",
        "postgresql": f"TRUNCATE {TABLE}",
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL truncates nothing while rows of a transaction wait to be checked
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert as_it_was() == [("INC-1", "SEV2: Card payments fail")]


@pytest.mark.django_db(transaction=True)
def test_it_is_guarded_again_after_the_migration_went_back_and_forth(ana, nine):
    call_command("migrate", "accounts", "0001", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)  # all of it: other rooms stand on these tables
    record_act(Done.DECLARED, "INC-1", by=ana, at=nine)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
