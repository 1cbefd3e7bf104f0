"""Deliver updates by Apprise. The library is imported here, when there is something to deliver: it is large.

It connects by itself, so that the walls of `outgoing.py` do not stand here: names are looked up by it, and a proxy of the
environment is asked. Redirects are turned off, and `address.py` allows only services whose host is fixed.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from functools import partial
from typing import Any

from clarion.subscribers.channels.apprise.address import why_refused
from clarion.subscribers.channels.apprise.message import escape, message_of
from clarion.subscribers.channels.manage_link import manage_link
from clarion.subscribers.channels.outgoing import PATIENCE, WAIT_A_MOMENT
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.parcels import Handed, Parcel

log = logging.getLogger(__name__)

AT_ONCE = 4
CHECK = "Check the address, and send a test message."
NOT_INSTALLED = Problem(
    "Apprise is not installed where the worker runs.",
    "Install Clarion with the extra: pip install 'clarion[apprise]'.",
)


def deliver(parcels: Sequence[Parcel], *, at: datetime) -> Iterator[Handed]:
    """What is not known in time stays waiting and is tried again."""
    written = {parcel.language: words_of(parcel.update, parcel.language) for parcel in parcels}
    until = time.monotonic() + PATIENCE
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="apprise")
    try:
        running = {}
        for parcel in parcels:
            title, text = message_of(written[parcel.language], manage=manage_link(parcel))
            running[threads.submit(_hand_over, parcel.address, title, text)] = parcel
        for ended in as_completed(running, timeout=max(0.0, until - time.monotonic())):
            yield Handed(running[ended], ended.result())
    except TimeoutError:
        return
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def send_note(address: str, *, text: str, key: str, secret: str, at: datetime) -> Problem | None:
    """A line of plain text: a test message."""
    return _hand_over(address, "Clarion", escape(text))


def _hand_over(address: str, title: str, text: str) -> Problem | None:
    try:
        import apprise
    except ImportError:
        return NOT_INSTALLED
    if why_not := why_refused(address):
        return Problem("The address may not be used.", why_not, final=True)
    try:
        service = apprise.Apprise.instantiate(address, asset=_asset(apprise), suppress_exceptions=True)
        if service is None:
            return Problem("Apprise cannot read the address.", CHECK, final=True)
        service.redirects = False
        service.overflow_mode = apprise.OverflowMode.SPLIT
        send = partial(service.notify, body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
        return None if send() else Problem(f"{service.service_name} did not take the message.", CHECK)
    except Exception as error:  # noqa: BLE001 -- a hundred plug-ins raise what they like
        # Not the error's own words: they may hold the address, which is a secret.
        log.warning("Apprise failed with %s.", type(error).__name__)
        return Problem(f"Apprise failed ({type(error).__name__}).", WAIT_A_MOMENT)


def _asset(apprise: Any) -> Any:
    """No plug-ins from folders, nothing kept on disk, no secrets in the log, no redirects."""
    return apprise.AppriseAsset(
        app_id="Clarion",
        app_desc="Clarion",
        app_url="",
        plugin_paths=[],
        secure_logging=True,
        async_mode=False,
        http_redirects=False,
    )
