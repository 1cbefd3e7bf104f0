"""`clarion up`: everything in one command. Sets up what is missing, then runs console, public page and worker.

`clarion worker`: only the worker, for a second machine with PostgreSQL.
"""

import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

from clarion.configuration import Misconfigured, keep_secret_key, make_data_folder

#: A process that ends by itself is started again, at most this often in a row.
RESTARTS = 5
LIVED_LONG = 60.0
#: Processes of the console: drawing a room takes one of them longer than waiting for the database does.
CONSOLE_WORKERS = 2
STOP_PATIENCE = 10.0


LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Have the kernel end this process when `up` is killed: nothing is left that holds the ports."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Part:
    """One of the processes that `up` keeps running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started: float = field(default=0.0)

    def start(self) -> None:
        # A session, and so a process group, of its own: Ctrl-C in the terminal reaches `up` alone, which then
        # stops the parts in order; and whatever a part has started is stopped with it.
        # `up` has one thread, so that running code between fork and exec is safe.
        self.process = subprocess.Popen(  # noqa: S603 -- our own commands
            self.command,
            start_new_session=True,
            preexec_fn=_end_with_parent if LINUX else None,  # noqa: PLW1509
        )
        self.started = time.monotonic()

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process and not self.ended():
            self.process.terminate()

    def clear(self, patience: float = 0.0) -> None:
        """Wait for the end, then make sure that nothing of the part is left (a killed server leaves its workers)."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of the console."
)
@click.option(
    "--public-port",
    default=8001,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port of the public page.",
)
@click.option(
    "--demo/--no-demo",
    default=True,
    help="Fill a new workspace with invented people, services and incidents.",
)
def up(host: str, port: int, public_port: int, *, demo: bool) -> None:
    """Set up what is missing, then run console, public page and worker until Ctrl-C."""
    try:
        folder = make_data_folder()
    except Misconfigured as error:
        raise click.ClickException(str(error)) from error
    if port == public_port:
        raise click.ClickException("Console and public page need two ports. Choose another --public-port.")
    _must_be_free(host, port, "--port")
    _must_be_free(host, public_port, "--public-port")
    keep_secret_key(folder)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 -- compared, not bound
    os.environ.setdefault("CLARION_DATA", str(folder))
    os.environ.setdefault("CLARION_CONSOLE_URL", f"http://{shown}:{port}")
    os.environ.setdefault("CLARION_PUBLIC_URL", f"http://{shown}:{public_port}")

    link = _set_up(demo=demo)
    parts = _parts(host, port, public_port)
    _keep_running(parts, folder, link)


@click.command()
@click.option(
    "--copy/--no-copy", default=True, help="Keep the copy of the page in CLARION_STATIC_DIR up to date."
)
def worker(*, copy: bool) -> None:
    """Run only the worker: promise clocks, calls, deliveries, the public page when it is behind."""
    parts = _copy_of_the_page() if copy else []
    for part in parts:
        part.start()
    try:
        _work()
    finally:
        for part in parts:
            part.stop()
            part.clear(STOP_PATIENCE)


def _work() -> None:
    from clarion.cli.acting import start_django

    start_django()
    from dj_queue.management.commands.dj_queue import wait_for_dj_queue_migrations
    from dj_queue.runtime.supervisor import AsyncSupervisor

    threading.excepthook = _begin_anew
    give_way()
    wait_for_dj_queue_migrations("default", stdout=sys.stdout)  # type: ignore[no-untyped-call]
    # A name of its own: by default it is the process's number, and that is 1 in every container.
    name = f"worker-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    supervisor = AsyncSupervisor.from_backend_config(name=name, cli_overrides={"mode": "async"})  # type: ignore[no-untyped-call]
    supervisor.run()


def give_way() -> None:
    """Whoever publishes on the same machine goes first: a million mails may take a second longer."""
    with suppress(PermissionError):  # it gives way to others even more already
        os.setpriority(os.PRIO_PROCESS, 0, 5)


#: Of the threads that find the database gone at the same moment, one begins anew.
_FIRST = threading.Lock()


def _begin_anew(failed: threading.ExceptHookArgs) -> None:
    """A thread of the queue ends when the database goes away, and the process would live on without it, doing nothing.

    So it waits until the database answers, and becomes a new worker in the same process: whoever watches over it sees nothing.
    What tasks had in hand comes back by itself, as after a kill. It is given the options that this one was given.
    """
    from django.db import Error, connection

    if not issubclass(failed.exc_type, Error):
        threading.__excepthook__(failed)
        return
    with _FIRST:
        click.echo(
            f"The database went away ({str(failed.exc_value).splitlines()[0]}); waiting for it.", err=True
        )
        while True:
            time.sleep(1)
            with suppress(Error):
                connection.close()
                connection.ensure_connection()
                break
        click.echo("The database is back; the worker begins anew.", err=True)
        os.execv(sys.executable, [sys.executable, "-m", "clarion.cli.main", *sys.argv[1:]])  # noqa: S606 -- our own command


def _set_up(*, demo: bool) -> str:
    """Migrate, make the workspace on the first run, and return a one-time sign-in link."""
    from clarion.cli.acting import start_django

    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import Error
    from django.utils import timezone

    from clarion.accounts.one_time_links import make_one_time_token
    from clarion.cli.acting import acting_person
    from clarion.flows.first_run import first_run

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        raise click.ClickException(f"The database cannot be used: {str(error).splitlines()[0]}") from error
    first_run(at=timezone.now(), demo=demo)
    token = make_one_time_token(acting_person(), at=timezone.now())
    return f"{settings.CONSOLE_URL}/sign-in/once/{token}/"


def _parts(host: str, port: int, public_port: int) -> list[Part]:
    python = [sys.executable, "-m"]
    console = [*python, "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    console += [
        "--workers",
        str(CONSOLE_WORKERS),
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
        "clarion.wsgi:application",
    ]
    clarion = [*python, "clarion.cli.main"]
    return [
        Part("public page", [*clarion, "public", "--host", host, "--port", str(public_port)]),
        Part("console", console),
        Part("worker", [*clarion, "worker", "--no-copy"]),
        *_copy_of_the_page(),
    ]


def _copy_of_the_page() -> list[Part]:
    """What keeps the copy in CLARION_STATIC_DIR up to date; nothing when that is not set."""
    if not os.environ.get("CLARION_STATIC_DIR"):
        return []
    command = [sys.executable, "-m", "clarion.cli.main", "publish-static", "--follow", "--quiet"]
    return [Part("copy of the page", command)]


def _keep_running(parts: list[Part], folder: Path, link: str) -> None:
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for part in parts:
        part.start()
    note = folder / "run.json"
    addresses = {
        "pid": os.getpid(),
        "console": os.environ["CLARION_CONSOLE_URL"],
        "public": os.environ["CLARION_PUBLIC_URL"],
    }
    note.write_text(json.dumps(addresses))
    failed = ""
    try:
        _say_where(addresses, folder, link)
        while not stopping and not failed:
            time.sleep(0.3)
            failed = _look_after(parts) if not stopping else ""
    finally:
        for part in reversed(parts):
            part.stop()
        for part in parts:
            part.clear(STOP_PATIENCE)
        note.unlink(missing_ok=True)
    if failed:
        raise click.ClickException(
            f"The {failed} stopped {RESTARTS} times in a row; the lines above say why."
        )
    click.echo("Stopped. Everything is saved.")


def _look_after(parts: list[Part]) -> str:
    """Start again what has ended; the name of a part that does not stay up, else an empty string."""
    for part in parts:
        if part.process is None or not part.ended():
            continue
        part.clear()
        lived = time.monotonic() - part.started
        part.restarts = 0 if lived > LIVED_LONG else part.restarts + 1
        if part.restarts > RESTARTS:
            return part.name
        click.echo(f"The {part.name} ended (code {part.process.returncode}); starting it again.", err=True)
        time.sleep(min(part.restarts, RESTARTS) * 0.5)
        part.start()
    return ""


def _say_where(addresses: dict[str, object], folder: Path, link: str) -> None:
    click.echo(f"Console       {addresses['console']}/")
    click.echo(f"Public page   {addresses['public']}/")
    click.echo(f"Data          {folder}")
    click.echo(f"Sign in once  {link}")
    click.echo("Stop with Ctrl-C.")
    sys.stdout.flush()


def _must_be_free(host: str, port: int, option: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({reason}). Choose another with {option}."
            ) from error
