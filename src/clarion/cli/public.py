"""`clarion public`: the public listener alone, without Django and without the database."""

import click

from clarion.configuration import data_folder


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer readers.",
)
def public(host: str, port: int, workers: int) -> None:
    """Serve the public page, its feed and its API from CLARION_DATA/public, and the partners' page to its keys."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    folder = data_folder() / "public"
    click.echo(f"Public page on http://{host}:{port}, from {folder}")
    Granian(
        "clarion.statuspage.listener:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        # HTTP/2 belongs to whatever ends TLS in front; without it every request costs less here.
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        # An address can hold a partner's key; no line of a log may.
        log_access=False,
        # A worker that dies is replaced: the page outlives its processes.
        respawn_failed_workers=True,
    ).serve()
