"""Parcels of a channel that posts JSON: rendered, sent by the one way out, handed back one by one."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.metadata import version
from typing import Any

from django.conf import settings

from clarion.subscribers.channels.outgoing import WAIT_A_MOMENT, Errand, Letter, Receiver, exchange
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.parcels import Handed, Parcel

log = logging.getLogger(__name__)

ALLOW = "Name it in CLARION_WEBHOOK_ALLOW_PRIVATE if this is your own server."


def deliver_each(
    parcels: Sequence[Parcel], receiver: Receiver, letters_of: Callable[[Parcel], Sequence[Letter]]
) -> Iterator[Handed]:
    """A parcel that cannot be put into words does not hold up the others."""
    errands = []
    for parcel in parcels:
        try:
            errands.append(Errand(parcel, letters_of(parcel)))
        except Exception:
            log.exception("Delivery %s could not be put into words.", parcel.key)
            yield Handed(
                parcel, Problem("The message could not be written.", "Look into the log of the worker.")
            )
    with closing(exchange(errands, receiver)) as answered:
        for parcel, problem in answered:
            yield Handed(parcel, problem)


def json_letter(address: str, document: dict[str, Any], headers: dict[str, str] | None = None) -> Letter:
    """UTF-8, not escaped: some services count bytes."""
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Letter(
        address, body, {"Content-Type": "application/json", "User-Agent": user_agent(), **(headers or {})}
    )


def user_agent() -> str:
    """Who asks, and where a puzzled receiver finds out more."""
    return f"Clarion/{version('clarion')} (+{settings.PUBLIC_URL})"


def refusal(name: str, status: int, check: str, **more: Any) -> Problem:
    """An answer that says no. It is final or passing as the channel knows."""
    return Problem(f"{name} answered {status}.", check if more.get("final") else WAIT_A_MOMENT, **more)
