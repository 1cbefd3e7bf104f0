"""One request to the API of a tracker, and its answer as JSON, by the way out that checks addresses (`outgoing.py`).

The address is an admin's; private ones are refused unless CLARION_TRACKER_ALLOW_PRIVATE says otherwise.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from clarion.postmortems.trackers.tracker import TrackerProblem
from clarion.subscribers.channels.outgoing import Answer, Letter, Receiver, ask
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import LONGEST_PAUSE, pause_in

#: Bytes of an answer: an issue with a long text has some tens of thousands, a list of a hundred some hundred times as many.
LARGEST_ANSWER = 4_000_000
CHECK_ADDRESS = "Check its address in Settings, Trackers."
MEND_ACCESS = "Check its token in Settings, Trackers: it must be valid and may read and write issues."
PASSING = frozenset({408, 425, 429})


def asked(
    name: str, method: str, address: str, *, headers: Mapping[str, str], body: Any = None, at: datetime
) -> Any:
    """The answer as JSON, None where it is empty. `name` begins a sentence: "GitHub". Raises TrackerProblem."""
    if not keeps_a_token(address):
        raise TrackerProblem(
            f"{name} is asked with https:// alone, so that nobody on the way reads the token. Disconnect it in Settings, "
            "Trackers, and connect it with an address that begins with https://.",
            final=True,
        )
    receiver = Receiver(
        name=name,
        check=CHECK_ADDRESS,
        allow="Set CLARION_TRACKER_ALLOW_PRIVATE=true if this is your own server.",
        private=("*",) if settings.TRACKER_ALLOW_PRIVATE else (),
        judge=lambda _: None,
        read=LARGEST_ANSWER,
    )
    raw = b"" if body is None else json.dumps(body).encode()
    told = {"User-Agent": "Clarion", **headers, **({"Content-Type": "application/json"} if raw else {})}
    answer = ask(Letter(address, raw, told, method), receiver)
    if isinstance(answer, Problem):
        raise TrackerProblem(str(answer), final=answer.final, pause=answer.pause)
    if answer.status >= 300:
        raise problem_of(name, answer, at=at)
    try:
        return json.loads(answer.words) if answer.words else None
    except ValueError:
        raise TrackerProblem(f"{name} did not answer in JSON. {CHECK_ADDRESS}", final=True) from None


def keeps_a_token(address: str) -> bool:
    """Whether a token that is sent there is read by nobody on the way: encrypted, or within this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and _is_this_machine(host)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def understood(name: str) -> Iterator[None]:
    """Around what reads an answer: one without the shape of the API is a TrackerProblem, and no fault of ours."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TrackerProblem(
            f"{name} answered something else than its API does. {CHECK_ADDRESS}", final=True
        ) from error


def problem_of(name: str, answer: Answer, *, at: datetime) -> TrackerProblem:
    """What an answer that is no success means."""
    if pause := _pause(answer, at=at):
        return TrackerProblem(f"{name} asks for a pause. Clarion tries again.", pause=pause)
    said = f" It says: {words}" if (words := _words(answer)) else ""
    if answer.status in {401, 403}:
        return TrackerProblem(f"{name} refuses the token ({answer.status}). {MEND_ACCESS}{said}", final=True)
    if answer.status in {404, 410}:
        return TrackerProblem(
            f"{name} does not know this issue or project ({answer.status}), or the token may not see it.",
            final=True, gone=True,
        )  # fmt: skip
    final = 300 <= answer.status < 500 and answer.status not in PASSING
    remedy = "" if final else " Clarion tries again."
    return TrackerProblem(f"{name} answered {answer.status}.{remedy}{said}", final=final)


def _pause(answer: Answer, *, at: datetime) -> timedelta | None:
    """GitHub says 403 or 429 with the second at which its limit ends; others say Retry-After."""
    if answer.status in {403, 429} and answer.headers.get("x-ratelimit-remaining") == "0":
        reset = answer.headers.get("x-ratelimit-reset", "")
        if reset.isdecimal():
            seconds = int(reset) - at.timestamp()
            return min(max(timedelta(seconds=seconds), timedelta(seconds=1)), LONGEST_PAUSE)
    return pause_in(answer.headers) if answer.status in {403, 429, 503} else None


def _words(answer: Answer) -> str:
    """What the service says in its own words: GitHub's `message` and `errors`, Jira's `errorMessages` and `errors`."""
    try:
        said = json.loads(answer.words)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    errors = said.get("errors") or {}
    named = (
        [f"{field}: {words}" for field, words in errors.items()]
        if isinstance(errors, dict)
        else [str(each.get("message") or each.get("code") or "") for each in errors if isinstance(each, dict)]
    )
    told = [str(said.get("message") or ""), *map(str, said.get("errorMessages") or []), *named]
    return "; ".join(words for words in told if words)[:200]
