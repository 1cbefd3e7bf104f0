"""`clarion publish-static`: the page as plain files, for nginx, a CDN or object storage. Without Django and database."""

import math
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import FrameType

import click

from clarion.configuration import data_folder
from clarion.statuspage.hosting.bucket import Bucket
from clarion.statuspage.hosting.copying import Report, bring_up_to_date
from clarion.statuspage.hosting.folder import opened
from clarion.statuspage.hosting.following import follow
from clarion.statuspage.hosting.target import NotCopied, Target


@click.command("publish-static")
@click.argument("target", envvar="CLARION_STATIC_DIR", metavar="DIR")
@click.option("--follow", "keep_following", is_flag=True, help="Stay, and copy whenever the page changes.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--endpoint", envvar="CLARION_S3_ENDPOINT", help="Address of an S3-compatible service.")
@click.option("--region", envvar="CLARION_S3_REGION", help="Region of the bucket.")
def publish_static(
    target: str, endpoint: str | None, region: str | None, *, keep_following: bool, quiet: bool
) -> None:
    """Copy the standing page into DIR, a folder of its own or s3://bucket/prefix (default: CLARION_STATIC_DIR).

    Only what changed is written; what is gone from the page is removed. Reads CLARION_DATA/public and nothing else.
    """
    told = _nothing if quiet else _say
    try:
        opener = _opener(target, endpoint, region)
        if keep_following:
            follow(data_folder() / "public", opener, stop=_until_signalled(), told=told)
        else:
            with opener() as place:
                told(bring_up_to_date(data_folder() / "public", place, now=time.time()))
    except NotCopied as error:
        raise click.ClickException(str(error)) from error


def _opener(
    target: str, endpoint: str | None, region: str | None
) -> Callable[[], AbstractContextManager[Target]]:
    """How to open the target; each run opens it anew. Raises NotCopied when its name makes no sense."""
    if target.startswith("s3://"):
        bucket = Bucket(target, endpoint=endpoint, region=region)
        return lambda: nullcontext(bucket)
    if "://" in target:
        raise NotCopied(f"{target} is neither a folder nor of the form s3://bucket/prefix.")
    return lambda: opened(Path(target).expanduser().resolve())


def _say(report: Report) -> None:
    said = f"Version {report.version}: {report.written:,} documents written, {report.removed:,} removed."
    if report.next_variant != math.inf:
        at = datetime.fromtimestamp(report.next_variant, UTC)
        said += f" From {at:%Y-%m-%d %H:%M:%S} UTC on the page reads differently; copy it again then (--follow does)."
    click.echo(said)
    sys.stdout.flush()


def _nothing(report: Report) -> None:
    """For those who read what others print."""


def _until_signalled() -> Event:
    stop = Event()

    def set_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, set_stop)
    signal.signal(signal.SIGINT, set_stop)
    return stop
