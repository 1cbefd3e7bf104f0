"""A sweep that is killed while it publishes planned work: the next one publishes each text once, and announces each window once."""

from collections import Counter

from tests.killed.test_publish import SIGKILL, middles


def test_killed_at_any_step_each_text_goes_out_once_and_each_window_is_announced_once(stage):
    stage.reset()
    stage.order("plan work")
    before = counts(stage.rows())
    steps = stage.order("sweep", count=True)["steps"]
    swept = counts(stage.rows())
    new = swept - before
    assert (new["incidents.Incident"], new["updates.IncidentUpdate"]) == (3, 4), (
        "three windows are announced, and one has begun"
    )
    stage.order("sweep")
    assert counts(stage.rows()) == swept, "the second sweep finds nothing to do"

    for number in list(middles(steps))[::12]:
        stage.reset()
        stage.order("plan work")
        assert stage.order("sweep", at_step=number) == {"died": SIGKILL}
        stage.order("sweep")
        assert counts(stage.rows()) == swept, f"killed at {steps[number]}"


def counts(rows: dict) -> Counter:
    return Counter({table: len(lines) for table, lines in rows.items()})
