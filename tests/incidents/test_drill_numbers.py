"""Drills are numbered on their own: they use up no number of an incident, and no address means both."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import Resolver404, resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from clarion.flows.drill import follow_drill
from clarion.incidents.drill_numbers import next_drill_key
from clarion.incidents.incident import Incident
from clarion.incidents.references import incident_key, incident_reference
from clarion.practice.drills.drill import Drill
from clarion.web.urls import urlpatterns
from tests.factories.drills import a_drill, tell
from tests.factories.incidents import an_incident


@pytest.mark.django_db
def test_incidents_are_numbered_without_a_hole_where_drills_were_taken_between_them(ben, dev, nine):
    first = an_incident(by=ben, at=nine)
    drills = [a_drill(ben, dev, at=nine).incident for _ in range(3)]
    second = an_incident(by=ben, at=nine)
    assert second.pk == first.pk + 1
    assert [drill.reference for drill in drills] == ["DRILL-1", "DRILL-2", "DRILL-3"]
    assert second.reference == f"INC-{second.pk}"


@pytest.mark.django_db
def test_a_drill_and_an_incident_of_one_number_have_rooms_of_their_own(client, ben, dev, nine):
    incident = an_incident("Card payments fail", by=ben, at=nine)
    drill = a_drill(ben, dev, at=nine)
    Incident.with_drills.filter(pk=drill.incident_id).update(title="Rooms cannot be booked")
    number = incident.pk
    while drill.incident_id != -number:
        drill = a_drill(ben, dev, at=nine)
    client.force_login(ben)
    room, practice = (
        client.get(f"/incidents/{code}-{number}/").content.decode() for code in ("INC", "DRILL")
    )
    assert [name in room for name in (f"INC-{number}", "Card payments fail", f"DRILL-{number}")] == [
        True,
        True,
        False,
    ]
    assert [name in practice for name in (f"INC-{number}", "Card payments fail", f"DRILL-{number}")] == [
        False,
        False,
        True,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["DRILL-1", "drill-1", "-1"])
def test_nobody_finds_a_drill_by_its_number_in_the_list_of_incidents(ben, dev, nine, typed):
    a_drill(ben, dev, at=nine)
    assert not Incident.objects.chosen(words=typed).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("drill", "key"), [(True, 7), (False, -7), (False, 0)])
def test_the_database_refuses_a_key_that_says_the_wrong_thing(nine, drill, key):
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident(pk=key, drill=drill, title="Payments", severity="SEV1", declared_at=nine).save(
            force_insert=True
        )


@given(st.integers(min_value=-(10**12) + 1, max_value=10**12 - 1).filter(bool))
def test_a_reference_and_an_address_lead_back_to_their_key(key):
    assert incident_key(incident_reference(key)) == key
    assert resolve(reverse("room", args=[key])).kwargs == {"pk": key}


@pytest.mark.parametrize(
    "path", ["INC--1", "DRILL--1", "INC-", "-1", "1", "DRILL-1.5", "inc-1x", f"INC-{10**12}"]
)
def test_what_is_no_reference_has_no_room(path):
    with pytest.raises(Resolver404):
        resolve(f"/incidents/{path}/")


def test_every_address_that_names_an_incident_can_name_a_drill():
    assert not [route.name for route in urlpatterns if "INC-<" in str(route.pattern)]


@pytest.mark.django_db(transaction=True)
def test_drills_of_an_earlier_version_keep_their_number_and_all_that_was_written_in_them(ben, dev, nine):
    drill = a_drill(ben, dev, at=nine)
    tell(drill, "Rooms cannot be booked. We write again by 09:23 UTC.", minute=3, by=ben)
    written = _written_in(drill)
    MigrationExecutor(connection).migrate([("incidents", "0006_drills")])
    _give_key(drill.incident_id, 57)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("incidents"))

    drill = Drill.objects.select_related("incident").get(pk=drill.pk)
    assert drill.incident.reference == "DRILL-57"
    assert _written_in(drill) == written
    assert next_drill_key_in_transaction() == -58
    follow_drill(drill, now=drill.started_at)


def next_drill_key_in_transaction() -> int:
    with transaction.atomic():
        return next_drill_key()


def _written_in(drill: Drill) -> list[list[int]]:
    incident = drill.incident
    rows = (incident.entries, incident.updates, incident.promises, incident.drafts, incident.affected)
    counted = [sorted(each.values_list("pk", flat=True)) for each in rows]
    assert all(counted)
    return counted


def _give_key(key: int, new: int) -> None:
    """As an earlier version numbered drills: like incidents."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column, relation in connection.introspection.get_relations(cursor, table).items():
                if relation[1] == Incident._meta.db_table:
                    cursor.execute(f"UPDATE {table} SET {column} = {new} WHERE {column} = {key}")
        cursor.execute(f"UPDATE {Incident._meta.db_table} SET id = {new} WHERE id = {key}")
