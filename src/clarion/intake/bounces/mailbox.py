"""A mailbox for what comes back, read by IMAP, and files or folders of mails."""

import imaplib
import mailbox
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clarion.configuration import Misconfigured

TIMEOUT = 30  # seconds for each answer of the server
LARGEST_MAIL = 1_000_000  # bytes; a report quotes a mail, and ours are small


class Unreadable(Exception):
    """The mailbox cannot be read; the message says why and what to do."""


def mails_in(path: Path) -> Iterator[bytes]:
    """The mails of a file (one mail, or an mbox) or of a Maildir; nothing is changed."""
    if path.is_dir():
        for key in (folder := mailbox.Maildir(path, create=False)).iterkeys():
            yield folder.get_bytes(key)
    elif path.read_bytes()[:5] == b"From ":
        for key in (box := mailbox.mbox(path, create=False)).iterkeys():
            yield box.get_bytes(key)
    else:
        yield path.read_bytes()


def unseen_mails(address: str) -> Iterator[bytes]:
    """The unread mails of imaps://user:password@host:port/folder; each is marked as read once the next is asked for.

    Who stops in between reads the rest the next time. Raises Misconfigured, Unreadable.
    """
    with _opened(address) as server:
        for number in _listed(server.search(None, "UNSEEN")):
            _, sizes = server.fetch(number, "(RFC822.SIZE)")
            size = (
                (sizes[0] if isinstance(sizes[0], bytes) else b"0").rpartition(b"RFC822.SIZE")[2].strip(b" )")
            )
            if int(size) <= LARGEST_MAIL:
                _, parts = server.fetch(number, "(BODY.PEEK[])")
                yield from (part[1] for part in parts if isinstance(part, tuple))
            server.store(number, "+FLAGS", "(\\Seen)")


def _listed(answer: tuple[str, list[bytes | None]]) -> list[str]:
    found = answer[1][0] if answer[1] else b""
    return (found or b"").decode("ascii").split()


@contextmanager
def _opened(address: str) -> Iterator[imaplib.IMAP4]:
    host, port, secure, user, password, folder = _parts(address)
    server: imaplib.IMAP4 | None = None
    try:
        connect = imaplib.IMAP4_SSL if secure else imaplib.IMAP4
        server = connect(host, port, timeout=TIMEOUT)
        server.login(user, password)
        status, _ = server.select(f'"{folder}"')
        if status != "OK":
            raise Unreadable(f"There is no folder “{folder}” in the mailbox. Check CLARION_BOUNCE_MAILBOX.")
        yield server
    except (OSError, imaplib.IMAP4.error) as error:
        # An answer of the server may quote what was typed, but never the password.
        reason = str(error).replace(password, "…") if password else str(error)
        raise Unreadable(
            f"The mailbox cannot be read ({reason[:200]}). Check CLARION_BOUNCE_MAILBOX."
        ) from None
    finally:
        _close(server)


def _close(server: imaplib.IMAP4 | None) -> None:
    try:
        if server:
            server.logout()
    except (OSError, imaplib.IMAP4.error):
        return  # it hung up first


def _parts(address: str) -> tuple[str, int, bool, str, str, str]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    folder = unquote(parts.path.strip("/")) or "INBOX"
    sound = parts.scheme in {"imaps", "imap"} and parts.hostname and parts.username
    if not sound or '"' in folder or "\\" in folder:
        raise Misconfigured(
            "CLARION_BOUNCE_MAILBOX is not an address of the form imaps://user:password@host:port/folder"
            " (or, unencrypted on this machine, imap://)."
        )
    secure = parts.scheme == "imaps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return parts.hostname or "", port or (993 if secure else 143), secure, user, password, folder
