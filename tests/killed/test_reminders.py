"""A sweep of reminders that is killed at any step: the next one writes what is missing, each with its calls, and none twice."""

from collections import Counter

from tests.killed.test_publish import SIGKILL, middles
from tests.killed.test_sweep import in_any_order


def test_killed_at_any_step_everybody_is_reminded_once_by_mail_and_by_chat(stage):
    stage.reset()
    stage.order("owe reminders")
    counted = stage.order("remind", count=True)
    steps, reminded = counted["steps"], stage.rows()
    assert counted["answer"] == 6
    kinds = Counter(row["kind"] for row in reminded["postmortems.Reminder"])
    assert kinds == {"before": 1, "due": 1, "overdue": 3, "worked": 1}
    assert Counter(row["way"] for row in reminded["postmortems.ReminderCall"]) == {"mail": 6, "chat": 6}
    assert len(steps) > 60

    for number in list(middles(steps))[::4]:
        stage.reset()
        stage.order("owe reminders")
        assert stage.order("remind", at_step=number) == {"died": SIGKILL}
        at = f"killed at {steps[number]}"
        half = stage.rows()
        assert len(half["postmortems.ReminderCall"]) == 2 * len(half["postmortems.Reminder"]), at
        stage.order("remind")
        assert in_any_order(stage.rows()) == in_any_order(reminded), at
        assert stage.order("remind")["answer"] == 0, f"{at}: the third sweep finds nothing"
