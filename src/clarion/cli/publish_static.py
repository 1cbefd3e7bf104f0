"""`clarion publish-static`: the page as plain files, for nginx, a CDN or object storage. Without Django and database."""

import math
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
@click.option("--endpoint", envvar="CLARION_S3_ENDPOINT", help="Address of an S3-compatible service.")
@click.option("--region", envvar="CLARION_S3_REGION", help="Region of the bucket.")
def publish_static(target: str, endpoint: str | None, region: str | None, *, keep_following: bool) -> None:
    """Copy the standing page into DIR, a folder of its own or s3://bucket/prefix (default: CLARION_STATIC_DIR).

    Only what changed is written; what is gone from the page is removed. Reads CLARION_DATA/public and nothing else.
    """
    try:
        with _opened(target, endpoint, region) as place:
            if keep_following:
                follow(data_folder() / "public", place, stop=_until_signalled(), told=_say)
            else:
                _say(bring_up_to_date(data_folder() / "public", place, now=time.time()))
    except NotCopied as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _opened(target: str, endpoint: str | None, region: str | None) -> Iterator[Target]:
    if target.startswith("s3://"):
        yield Bucket(target, endpoint=endpoint, region=region)
    elif "://" in target:
        raise NotCopied(f"{target} is neither a folder nor of the form s3://bucket/prefix.")
    else:
        with opened(Path(target).expanduser().resolve()) as folder:
            yield folder


def _say(report: Report) -> None:
    said = f"Version {report.version}: {report.written:,} documents written, {report.removed:,} removed."
    if report.next_variant != math.inf:
        at = datetime.fromtimestamp(report.next_variant, UTC)
        said += f" From {at:%Y-%m-%d %H:%M:%S} UTC on the page reads differently; copy it again then (--follow does)."
    click.echo(said)


def _until_signalled() -> Event:
    stop = Event()

    def set_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, set_stop)
    signal.signal(signal.SIGINT, set_stop)
    return stop
