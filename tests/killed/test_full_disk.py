"""No room on the disk: what was published is in the database, and its page is written once there is room."""

import pytest

from tests.killed.scene import PROGRESS
from tests.killed.stage import Sqlite


@pytest.mark.parametrize("room", [0, 100, 2000])
def test_a_page_that_finds_no_room_after_the_commit_is_written_by_the_sweep(stage, room):
    draft = stage.drafts["progress"]
    stage.reset()
    stage.order("sweep")
    before = stage.files()
    stage.order("publish", draft=draft, room_after_commit=room)
    published = stage.rows()
    assert [row["text"] for row in published["updates.IncidentUpdate"]].count(PROGRESS) == 1
    assert stage.readers() == before, "readers see the version before, whole"
    stage.order("sweep", room=room)
    assert stage.readers() == before
    assert stage.order("press", draft=draft)["answer"].startswith("This draft was published at")
    stage.order("sweep")
    assert [PROGRESS in text for text in stage.readers().texts].count(True) == 1
    assert stage.rows()["updates.IncidentUpdate"] == published["updates.IncidentUpdate"]


def test_a_database_that_finds_no_room_publishes_nothing_and_keeps_the_draft(stage):
    if not isinstance(stage.database, Sqlite):
        return  # PostgreSQL's files are its own server's
    draft = stage.drafts["progress"]
    stage.reset()
    before, heard = stage.rows(), stage.files()
    assert "Clarion failed to answer" in stage.order("press", draft=draft, room=100)["answer"]
    assert stage.rows() == before
    assert stage.readers() == heard
    assert stage.order("press", draft=draft)["answer"].startswith("Published at")
    assert [PROGRESS in text for text in stage.readers().texts].count(True) == 1
