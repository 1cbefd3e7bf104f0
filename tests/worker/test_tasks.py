"""What the queue is set up to do: sweeps and each way of calling apart, so that none waits for another."""

from django.conf import settings

from clarion.subscribers.calls import Way

OPTIONS = settings.TASKS["default"]["OPTIONS"]


def test_sweep_mail_and_chat_run_every_ten_seconds_on_threads_of_their_own():
    queues = {name: task.get("queue_name", "default") for name, task in OPTIONS["recurring"].items()}
    assert queues == {"sweep": "default", "send_mail": "mail", "send_chat": "chat"}
    assert {task["schedule"] for task in OPTIONS["recurring"].values()} == {"*/10 * * * * *"}
    assert [worker["queues"] for worker in OPTIONS["workers"]] == [["default"], ["mail"], ["chat"]]


def test_every_way_of_calling_has_its_queue():
    assert {task["args"][0] for task in OPTIONS["recurring"].values() if "args" in task} == set(Way.values)
