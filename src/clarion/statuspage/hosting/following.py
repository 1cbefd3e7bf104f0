"""Keep a copy up to date: at every publication, and at every instant at which the page reads differently by itself."""

import logging
import math
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event

from clarion.statuspage.hosting.copying import Report, bring_up_to_date
from clarion.statuspage.hosting.target import NotCopied, Target
from clarion.statuspage.manifest import FILE_NAME

LOOK_EVERY_SECONDS = 0.1
RETRY_AFTER_SECONDS = 5.0

logger = logging.getLogger(__name__)

type Seen = tuple[int, int, int]


def follow(
    folder: Path,
    open_target: Callable[[], AbstractContextManager[Target]],
    *,
    stop: Event,
    told: Callable[[Report], None],
) -> None:
    """Copy from `folder` (CLARION_DATA/public) whenever there is a reason to, until `stop` is set. Never raises.

    A failure is logged once and tried again: the copy is served meanwhile as it is. `told` hears of every run.
    """
    seen: Seen | None = None
    due, complaint = math.inf, ""
    while not stop.is_set():
        there, now = _look(folder), time.time()
        if there and (there != seen or now >= due):
            try:
                with open_target() as target:
                    report = bring_up_to_date(folder, target, now=now)
            except NotCopied as error:
                if str(error) != complaint:
                    logger.warning("%s It is tried again every %.0f seconds.", error, RETRY_AFTER_SECONDS)
                complaint = str(error)
                stop.wait(RETRY_AFTER_SECONDS)
                continue
            except Exception:
                # Whatever it is: `clarion up` would end when this process ended again and again.
                logger.exception("The page could not be copied; it is tried again.")
                stop.wait(RETRY_AFTER_SECONDS)
                continue
            seen, due, complaint = there, report.next_variant, ""
            told(report)
        stop.wait(min(LOOK_EVERY_SECONDS, max(0.0, due - time.time())))


def _look(folder: Path) -> Seen | None:
    """What tells one version of the page from another; None before anything was published."""
    try:
        status = (folder / FILE_NAME).stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
