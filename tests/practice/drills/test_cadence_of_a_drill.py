"""A drill of an earlier version kept no cadence: it gets the one of the day on which the version is changed."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clarion.practice.drills.drill import Drill
from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import change_cadence
from tests.factories.drills import a_drill


@pytest.mark.django_db(transaction=True)
def test_drills_of_an_earlier_version_keep_the_table_that_holds_when_they_are_migrated(ana, ben, dev, nine):
    drill = a_drill(ben, dev, at=nine)
    table = {**SHIPPED, "public.SEV1.identified": 45, "engineering.SEV4": None}
    change_cadence(table, seen_version=0, by=ana, at=nine)
    MigrationExecutor(connection).migrate([("practice", "0001_first")])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("practice"))
    assert Drill.objects.get(pk=drill.pk).cadence == table
