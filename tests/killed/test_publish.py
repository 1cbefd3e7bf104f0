"""A publication that is killed at any step: nothing was done yet, or all of it; and its user who repeats it loses nothing.

What "all of it" means is taken from a publication that nobody disturbed: every row of every table is compared.
"""

from collections.abc import Iterable

import pytest

from tests.killed.scene import CORRECTION, PROGRESS, RESOLUTION
from tests.killed.stage import Stage

SAYS = {"progress": PROGRESS, "correction": CORRECTION, "resolution": RESOLUTION}
SIGKILL = 9


@pytest.mark.parametrize(("name", "every"), [("progress", 3), ("correction", 13), ("resolution", 13)])
def test_killed_at_any_step_it_is_done_once_or_not_at_all(stage, name, every):
    draft = stage.drafts[name]
    stage.reset()
    before, heard_before = stage.rows(), stage.files()
    steps = stage.order("publish", draft=draft, count=True)["steps"]
    after, heard = stage.rows(), stage.files()
    assert sum(SAYS[name] in text for text in heard.texts) == 1
    assert_one_of_everything(before, after, SAYS[name])

    done = set()
    for number in list(middles(steps))[::every]:
        stage.reset()
        assert stage.order("publish", draft=draft, at_step=number) == {"died": SIGKILL}
        found, at = stage.rows(), f"killed at {steps[number]}"
        assert found in (before, after), at
        assert stage.files() in (heard_before, heard), at
        done.add(found == after)
        if found == before:
            assert stage.files() == heard_before, at
        if found == before or number % 4 == 0:
            repeat(stage, draft, published=found == after, at=at)
            assert stage.rows() == after, f"{at}, repeated"
        if found == before:
            assert stage.files() == heard, f"{at}, repeated: readers see it at once"
        stage.order("sweep")
        assert stage.readers() == heard, f"{at}, swept"
    assert done == {True, False}, "it was killed before and after the commit"


def repeat(stage: Stage, draft: int, *, published: bool, at: str) -> None:
    """The user finds no answer, opens the draft and presses Publish again."""
    said = stage.order("press", draft=draft)["answer"]
    assert said.startswith("This draft was published at" if published else "Published at"), at


def middles(steps: list[str]) -> Iterable[int]:
    """Each step once; of one that comes again and again, the one in the middle: half is done, half is not."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(steps):
        places.setdefault(name, []).append(place)
    return sorted(each[len(each) // 2] for each in places.values())


def assert_one_of_everything(before: dict, after: dict, text: str) -> None:
    """One update, one approval used, one promise settled and one made or none, one entry, one snapshot."""

    def new(table: str) -> list[dict]:
        return after[table][len(before[table]) :]

    def changed(table: str) -> list[dict]:
        return [now for was, now in zip(before[table], after[table], strict=False) if was != now]

    [update] = new("updates.IncidentUpdate")
    assert update["text"] == text
    assert update["approval"] is not None
    assert not new("updates.Approval")
    resolved = update["state"] == "resolved"
    assert len(new("updates.Promise")) == (0 if resolved else 1)
    kept = [promise for promise in changed("updates.Promise") if promise["outcome"] == "kept"]
    assert len(kept) == 1
    assert len([entry for entry in new("incidents.Entry") if entry["text"].endswith(" published")]) == 1
    [snapshot] = new("statuspage.Snapshot")
    assert [text in bodies for bodies in snapshot["content"]].count(True) == (0 if resolved else 1)
    closed = [draft for draft in changed("updates.Draft") if draft["published_at"]]
    assert [draft["text"] for draft in closed] == [text]


def test_what_is_compared_tells_one_update_from_two(stage):
    """The comparison itself can fail: another publication is not the same state."""
    stage.reset()
    stage.order("publish", draft=stage.drafts["progress"])
    one = stage.rows()
    stage.order("publish", draft=stage.drafts["correction"])
    assert stage.rows() != one
