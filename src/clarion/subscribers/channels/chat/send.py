"""Post calls to the workspace's chat channel."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import batched

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.subscribers.call_rows import CallRow
from clarion.subscribers.channels.chat.message import plain
from clarion.subscribers.channels.chat.post import post
from clarion.subscribers.channels.outcome import Attempt
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.masking import masked

#: Chat servers take about one message a second, so that calls which come together share one.
LINES = 10


def send(calls: Sequence[CallRow], write: Callable[..., str], *, at: datetime) -> Iterator[Attempt]:
    """A message for every few calls, each a line as `write` makes it. When the first fails, the rest is not tried."""
    address = Workspace.current().chat_webhook
    waiting = list(batched(calls, LINES))
    while waiting:
        problem = (
            post(address, {"text": "\n".join(write(call, at=at) for call in waiting[0])}) if address else GONE
        )
        if problem:
            yield Attempt([call for lines in waiting for call in lines], problem)
            return
        yield Attempt(list(waiting.pop(0)))


def send_test(workspace: Workspace, *, by: Person, at: datetime) -> Problem | None:
    """A line that says what it is; what went wrong, or None."""
    if not workspace.chat_webhook:
        return GONE
    said = (
        f"Test message from Clarion, sent by {by.name}: calls about promises of {workspace.name} arrive here."
    )
    record_act(Done.TESTED_CHAT, masked("webhook", workspace.chat_webhook), by=by, at=at)
    return post(workspace.chat_webhook, {"text": plain(said)})


GONE = Problem("There is no chat channel any more.", "Type its address in Settings, Workspace.", final=True)
