"""Whether the server behind a webhook wants messages: it is asked, and has to send back a word that nobody can guess.

Anybody can type the address of a server that is not theirs. Incoming webhooks of chats need no such question: their
address is a secret that only its owner has.
"""

import json
import secrets
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from clarion.subscribers.channels.outgoing import Answer, send
from clarion.subscribers.channels.webhook.deliver import receiver
from clarion.subscribers.channels.webhook.message import signed_letter


class Proof(StrEnum):
    GIVEN = "given"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


def ask_for_proof(address: str, *, secret: str, at: datetime) -> Proof:
    """One signed POST, and what came of it; it takes up to 15 seconds. Call it outside of a transaction."""
    word = secrets.token_urlsafe(32)
    body = json.dumps({"type": "clarion.challenge", "challenge": word}).encode()
    came: list[bool] = []

    def judge(answer: Answer) -> None:
        came.append(holds(answer, word))

    letter = signed_letter(
        address, body, event="clarion.challenge", key=f"challenge-{uuid4()}", secret=secret, at=at
    )
    send(letter, replace(receiver(), judge=judge))
    if not came:
        return Proof.UNREACHABLE
    return Proof.GIVEN if came[0] else Proof.MISSING


def holds(answer: Answer, word: str) -> bool:
    """Nothing beside the word: a server that sends back whatever it gets has not understood the question."""
    if not 200 <= answer.status < 300:
        return False
    if answer.headers.get("clarion-challenge", "").strip() == word:
        return True
    said = answer.words.decode("utf-8", "replace").strip()
    if said == word:
        return True
    try:
        return bool(json.loads(said) == {"challenge": word})
    except (ValueError, RecursionError):
        return False
