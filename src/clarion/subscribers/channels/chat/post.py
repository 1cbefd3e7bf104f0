"""One request to the chat server of the workspace, whose address an admin typed (see `outgoing.py` for the way out).

Private addresses are refused unless CLARION_CHAT_ALLOW_PRIVATE says otherwise: a chat server of one's own often has one.
That setting opens the inside for this one address, not for those that subscribers type.
"""

import json
from typing import Any

from django.conf import settings

from clarion.subscribers.channels.outgoing import WAIT_A_MOMENT, Answer, Letter, Receiver, send
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import pause_in

#: Answers that may be another one in a minute.
PASSING = frozenset({408, 425, 429})
CHECK = "Check the address of the chat channel in Settings, Workspace."


def post(address: str, body: dict[str, Any]) -> Problem | None:
    """Send the body as JSON; what went wrong, or None."""
    receiver = Receiver(
        name="The chat server",
        check=CHECK,
        allow="Set CLARION_CHAT_ALLOW_PRIVATE=true if this is your own server.",
        private=("*",) if settings.CHAT_ALLOW_PRIVATE else (),
        judge=_judged,
    )
    return send(Letter(address, json.dumps(body).encode(), {"Content-Type": "application/json"}), receiver)


def _judged(answer: Answer) -> Problem | None:
    status = answer.status
    if 200 <= status < 300:
        return None
    final = 300 <= status < 500 and status not in PASSING
    remedy = CHECK if final else WAIT_A_MOMENT
    return Problem(f"The chat server answered {status}.", remedy, final=final, pause=pause_in(answer.headers))
