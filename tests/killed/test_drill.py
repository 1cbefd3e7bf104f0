"""A server that is killed while a drill goes on, at any step: whoever comes next shows each inject once, and ends it once."""

from tests.killed.test_publish import SIGKILL, middles


def test_killed_at_any_step_every_inject_is_shown_once_and_the_drill_ends(stage):
    stage.reset()
    stage.order("hold a drill")
    begun, told = stage.rows(), stage.files()
    steps = stage.order("follow drills", count=True)["steps"]
    followed = stage.rows()
    shown = [row["number"] for row in followed["practice.ShownInject"]]
    assert len(begun["practice.ShownInject"]) < len(shown) == len(set(shown))
    assert followed["practice.Drill"][0]["ended_at"]
    assert len(steps) > 30

    for number in list(middles(steps))[::3]:
        stage.reset()
        stage.order("hold a drill")
        assert stage.order("follow drills", at_step=number) == {"died": SIGKILL}
        at = f"killed at {steps[number]}"
        stage.order("follow drills")
        assert stage.rows() == followed, at
        assert stage.order("follow drills")["answer"] == 0, f"{at}: nothing runs any more"
        assert stage.files() == told, f"{at}: nothing of it left"
