"""Stages: SQLite always, and the PostgreSQL server of CLARION_DATABASE_URL where there is one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.killed.stage import Postgresql, Sqlite, Stage, a_stage

DATABASE_URL = os.environ.get("CLARION_DATABASE_URL")


@pytest.fixture(scope="session", params=["sqlite", *(["postgresql"] if DATABASE_URL else [])])
def stage(request, tmp_path_factory) -> Iterator[Stage]:
    folder: Path = tmp_path_factory.mktemp("stage")
    database = Postgresql(DATABASE_URL) if request.param == "postgresql" else Sqlite()
    with a_stage(folder, database) as stage:
        yield stage
