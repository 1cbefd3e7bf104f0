"""A sweep that is killed at any step: the next one calls everybody once, and writes the page that is owed."""

from collections import Counter

from tests.killed.test_publish import SIGKILL, middles


def test_killed_at_any_step_it_calls_everybody_once_and_the_page_is_written(stage):
    stage.reset()
    stage.order("change the page")
    unswept, owed = stage.rows(), stage.files()
    steps = stage.order("sweep", count=True)["steps"]
    swept, written = stage.rows(), stage.page()
    calls = Counter((notice["promise"], notice["kind"]) for notice in swept["updates.Notice"])
    assert len(calls) > 3
    assert set(calls.values()) == {1}
    assert not unswept["updates.Notice"]
    assert "Search" in written

    numbers, survived = list(middles(steps))[::3], 0
    for number in numbers:
        stage.reset()
        stage.order("change the page")
        # Ids are made anew in each scene, so that a run can have a few steps less than the one that was counted.
        if (end := stage.order("sweep", at_step=number)) != {"died": SIGKILL}:
            assert "answer" in end
            survived += 1
            continue
        at = f"killed at {steps[number]}"
        assert stage.files() == owed, at
        stage.order("sweep")
        assert in_any_order(stage.rows()) == in_any_order(swept), at
        assert stage.page() == written, at
        assert stage.order("sweep")["answer"] == 0, f"{at}: the third sweep finds nothing to call"
    assert survived <= len(numbers) // 5, "only the last steps are missing now and then"


def in_any_order(rows: dict) -> dict:
    """Whom the first sweep had called stands before those whom the second one called."""
    return {table: sorted(map(repr, lines)) for table, lines in rows.items()}
