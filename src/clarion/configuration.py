"""What the environment says, read without Django: the folder, the secret, the database.

Errors are `Misconfigured`: one line for the person at the terminal, with the remedy.
"""

import json
import os
import secrets
import tempfile
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class Misconfigured(Exception):
    """Something that the environment says cannot work; the message is one line and names the remedy."""


def data_folder() -> Path:
    """The folder for database, snapshots and secrets: CLARION_DATA, or data/ in the current folder."""
    return Path(os.environ.get("CLARION_DATA") or "data").resolve()


def make_data_folder() -> Path:
    """The data folder, made if it is not there, readable by its owner only.

    Raises Misconfigured when it cannot be made or written.
    """
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        reason = error.strerror or error
        raise Misconfigured(
            f"The data folder {folder} cannot be written ({reason}). Set CLARION_DATA to a folder that you own."
        ) from error
    return folder


def addresses(folder: Path) -> tuple[str, str]:
    """Where people reach console and public page: from the environment, else as `clarion up` last ran, else the defaults."""
    try:
        note = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        note = {}
    console = os.environ.get("CLARION_CONSOLE_URL") or note.get("console") or "http://127.0.0.1:8000"
    public = os.environ.get("CLARION_PUBLIC_URL") or note.get("public") or "http://127.0.0.1:8001"
    return str(console).rstrip("/"), str(public).rstrip("/")


def secret_key(folder: Path) -> str:
    """CLARION_SECRET_KEY, or the key kept in the data folder.

    Where neither is there (a command such as `clarion --help`, or the type checker), the key is made up
    and lasts as long as the process; `clarion up` writes one first (see `keep_secret_key`).
    """
    if key := os.environ.get("CLARION_SECRET_KEY"):
        return key
    try:
        return (folder / "secret-key").read_text(encoding="ascii").strip()
    except OSError:
        return secrets.token_urlsafe(50)


def keep_secret_key(folder: Path) -> None:
    """Write a signing key into the data folder once; a second call, or a second process, changes nothing."""
    path, draft = folder / "secret-key", folder / f".secret-key-{os.getpid()}"
    if path.exists():
        return
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
    try:
        # A link appears whole or not at all, so that no other process ever reads half a key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def trusted_proxies() -> list[IPv4Network | IPv6Network]:
    """The networks that CLARION_TRUSTED_PROXIES names; a single address is a network of one. Raises Misconfigured."""
    named = [
        part.strip() for part in os.environ.get("CLARION_TRUSTED_PROXIES", "").split(",") if part.strip()
    ]
    try:
        return [ip_network(part, strict=False) for part in named]
    except ValueError as error:
        raise Misconfigured(
            f"CLARION_TRUSTED_PROXIES is not a list of addresses or networks ({error})."
            " Write them with commas, for example 127.0.0.1,10.0.0.0/8."
        ) from error


def may_be_private(name: str) -> tuple[str, ...]:
    """Who may have a private address, by the variable of that name: host names and networks, or "*" for everybody.

    `true` is everybody, `false` or nothing is nobody. Raises Misconfigured.
    """
    said = os.environ.get(name, "").strip().lower()
    if said in {"", "0", "false", "no"}:
        return ()
    if said in {"1", "true", "yes"}:
        return ("*",)
    named = tuple(part.strip() for part in said.split(",") if part.strip())
    for part in named:
        try:
            if "/" in part:
                ip_network(part, strict=False)
        except ValueError as error:
            raise Misconfigured(
                f"{name} is not a list of host names and networks ({error})."
                " Write them with commas, for example chat.example.com,10.1.0.0/16, or true for all."
            ) from error
    return named


def database_settings(folder: Path) -> dict[str, Any]:
    """Django's settings for the database that CLARION_DATABASE_URL names, else for SQLite in the folder."""
    address = os.environ.get("CLARION_DATABASE_URL")
    return _postgresql(address) if address else _sqlite(folder / "clarion.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    # IMMEDIATE takes the write lock when a transaction begins: a transaction that reads first and writes
    # later would otherwise fail with "database is locked" without waiting for the timeout.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # A file, because the tests of concurrent people need several connections to one database.
        "TEST": {"NAME": str(Path(tempfile.gettempdir()) / f"clarion-test-{os.getpid()}.sqlite3")},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise Misconfigured(
            "CLARION_DATABASE_URL is not an address of the form postgresql://user:password@host:port/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail_settings(folder: Path) -> dict[str, Any]:
    """Django's MAILERS for the server that CLARION_SMTP_URL names; without one, mails become files in the folder.

    smtp:// is plain (a server on this machine), smtp+starttls:// and smtps:// are encrypted. Raises Misconfigured.
    """
    address = os.environ.get("CLARION_SMTP_URL")
    if not address:
        backend = "clarion.subscribers.channels.mail.readable.ReadableFiles"
        return {"default": {"BACKEND": backend, "OPTIONS": {"file_path": folder / "mail"}}}
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtp+starttls", "smtps"} or not parts.hostname:
        raise Misconfigured(
            "CLARION_SMTP_URL is not an address of the form smtp+starttls://user:password@host:port"
            " (or smtps:// or, without encryption, smtp://)."
        )
    options = {
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+starttls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 10,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def mail_limits() -> tuple[float | None, int]:
    """Mails a second (None: no limit) and connections of a worker, as the environment says. Raises Misconfigured."""
    rate, connections = os.environ.get("CLARION_MAIL_PER_SECOND"), os.environ.get("CLARION_MAIL_CONNECTIONS")
    return (
        _number("CLARION_MAIL_PER_SECOND", rate, least=0.01) if rate else None,
        int(_number("CLARION_MAIL_CONNECTIONS", connections, least=1)) if connections else 10,
    )


def _number(name: str, value: str, *, least: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not least <= number <= 1_000_000:
        raise Misconfigured(
            f"{name} is not a number of at least {least:g}. Write it in digits, for example 20."
        )
    return number
