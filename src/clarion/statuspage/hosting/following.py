"""Keep a copy up to date: at every publication, and at every instant at which the page reads differently by itself."""

import logging
import math
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

from clarion.statuspage.hosting.copying import Report, bring_up_to_date
from clarion.statuspage.hosting.target import NotCopied, Target
from clarion.statuspage.manifest import FILE_NAME

LOOK_EVERY_SECONDS = 0.1
RETRY_AFTER_SECONDS = 5.0

logger = logging.getLogger(__name__)


def follow(folder: Path, target: Target, *, stop: Event, told: Callable[[Report], None]) -> None:
    """Copy from `folder` (CLARION_DATA/public) whenever there is a reason to, until `stop` is set.

    A failure is logged and tried again: the copy is served meanwhile as it is. `told` hears of every run.
    """
    seen: tuple[int, int, int] | None = None
    due = 0.0
    while not stop.is_set():
        now_seen, now = _look(folder), time.time()
        if now_seen is not None and (now_seen != seen or now >= due):
            try:
                report = bring_up_to_date(folder, target, now=now)
            except NotCopied as error:
                logger.warning("%s Trying again in %.0f seconds.", error, RETRY_AFTER_SECONDS)
                stop.wait(RETRY_AFTER_SECONDS)
                continue
            seen, due = now_seen, report.next_variant
            told(report)
        stop.wait(
            min(LOOK_EVERY_SECONDS, max(0.0, due - time.time())) if due != math.inf else LOOK_EVERY_SECONDS
        )


def _look(folder: Path) -> tuple[int, int, int] | None:
    """What tells one version of the page from another; None before anything was published."""
    try:
        status = (folder / FILE_NAME).stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
