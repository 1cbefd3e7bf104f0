"""A process that does one thing and is killed at a step of it: `python -m tests.killed.victim`.

Reads orders, one JSON line each, and answers each with a JSON line. Every order is carried out by a child of its
own, which is killed by SIGKILL at the step that the order names; the product knows nothing of it. A step is a
line of the functions in `WATCHED`, before it runs, or a statement that writes, after it ran.
"""

import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from typing import Any

#: Files whose lines are steps, and the functions that count.
WATCHED: dict[str, set[str]] = {
    "clarion/flows/publish.py": {"publish", "_send_out"},
    "clarion/flows/drill.py": {"follow_drills", "follow_drill", "end_drill"},
    "clarion/practice/drills/engine.py": {"catch_up", "_show"},
    "clarion/flows/publish_ahead.py": {"publish_what_is_due"},
    "clarion/flows/maintenance_series.py": {"announce_occurrences", "announce", "_announce"},
    "clarion/flows/call.py": {"mark_and_call", "_call_all", "_call_some"},
    "clarion/postmortems/reminder_clock.py": {"remind", "reminders_owed", "_postmortems_owed", "_write_some"},
    "clarion/postmortems/reminder_calls.py": {"write_calls"},
    "clarion/statuspage/publishing.py": {"write_behind", "write_page"},
    "clarion/statuspage/site.py": {"Site.locked", "Site.write"},
    "clarion/statuspage/blobs.py": {
        "Blobs.begin", "Blobs.put", "Blobs.settle", "Blobs.retire", "Blobs.prune", "replace_file", "sync",
    },
    "django/db/backends/base/base.py": {
        "BaseDatabaseWrapper.commit", "BaseDatabaseWrapper._commit", "BaseDatabaseWrapper.run_and_clear_commit_hooks",
    },
}  # fmt: skip
#: Reading changes nothing: being killed after it is being killed before the next line.
WRITING = ("INSERT", "UPDATE", "DELETE", "BEGIN", "RELEASE")
TOOL = sys.monitoring.PROFILER_ID


class Steps:
    """Counts steps, and kills this process at the one that is wanted; None kills at none."""

    def __init__(self, wanted: int | None) -> None:
        self.wanted = wanted
        self.names: list[str] = []
        self._one_at_a_time = threading.Lock()  # files are brought to disk by several threads

    def take(self, name: str) -> None:
        with self._one_at_a_time:
            if self.wanted == len(self.names):
                os.kill(os.getpid(), signal.SIGKILL)
            self.names.append(name)

    def line(self, code: Any, number: int) -> Any:
        file = next((each for each in WATCHED if code.co_filename.endswith(each)), None)
        if file is None or code.co_qualname not in WATCHED[file]:
            return sys.monitoring.DISABLE
        self.take(f"{file}:{number} {code.co_qualname}")
        return None

    def statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        if sql.startswith(WRITING):
            self.take(f"after {' '.join(sql.split()[:3])}")
        return answer

    @contextmanager
    def counted(self) -> Any:
        from django.db import connection

        events = sys.monitoring
        events.use_tool_id(TOOL, "steps")
        events.register_callback(TOOL, events.events.LINE, self.line)
        with connection.execute_wrapper(self.statement):
            events.set_events(TOOL, events.events.LINE)
            try:
                yield
            finally:
                events.set_events(TOOL, 0)


def main() -> None:
    import django

    django.setup()
    from tests.killed import scene

    deeds: dict[str, Callable[..., Any]] = {
        "set up": scene.set_up,
        "publish": scene.publish_approved,
        "press": scene.press_publish,
        "sweep": scene.sweep,
        "change the page": scene.change_the_page,
        "plan work": scene.plan_work,
        "owe reminders": scene.owe_reminders,
        "remind": scene.remind,
        "hold a drill": scene.hold_a_drill,
        "follow drills": scene.follow,
        "rows": scene.rows,
        "more drafts": scene.more_drafts,
        "sign in": scene.sign_in_cleo,
    }
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(in_child(deeds[order.pop("do")], **order)), flush=True)


def in_child(
    deed: Callable[..., Any], *, at_step: int | None = None, count: bool = False, **given: Any
) -> dict[str, Any]:
    """Do it in a forked child; {"died": signal}, {"failed": code}, or {"answer", "steps"}."""
    from django.db import connections

    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(read)
            steps = Steps(at_step)
            with steps.counted() if count or at_step is not None else nullcontext():
                answer = deed(**given)
            with os.fdopen(write, "w") as pipe:
                json.dump({"answer": answer, "steps": steps.names}, pipe)
            connections.close_all()
            code = 0
        except Exception:  # noqa: BLE001 -- said, and told by the code
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return {"died": os.WTERMSIG(status)}
    return json.loads(said) if status == 0 else {"failed": os.waitstatus_to_exitcode(status)}


if __name__ == "__main__":
    main()
