"""Our own: {"address", "kind": "hard" | "soft" | "complaint", "detail"?, "id"?}, for a script beside a mail server."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from clarion.intake.fields import read_choice, read_text
from clarion.subscribers.bounces import BounceKind, Returned

NAME = "plain"
KINDS = {kind.value: kind for kind in BounceKind if kind != BounceKind.UNPROVEN}


def recognises(body: Any) -> bool:
    return isinstance(body, dict) and "address" in body


def read(body: Any) -> Iterator[Returned]:
    """`id` lets a report that is sent again count once; without it each counts."""
    yield Returned(
        read_text(body["address"], "address", limit=400),
        read_choice(body.get("kind"), "kind", KINDS),
        read_text(body.get("id", str(uuid4())), "id", limit=200),
        read_text(body.get("detail", ""), "detail", limit=10_000, empty=True)[:400],
    )
