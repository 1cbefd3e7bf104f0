"""An update as an e-mail: rendered once per update and language, then joined per recipient from pieces of bytes.

Both parts travel as quoted-printable. The two links of a recipient stand between pieces that are encoded each by itself, so a link can neither
be torn by a line break of the encoding nor break one, and no text of an author can be taken for the place of a link: the places are
marked with a word that is made up at each rendering, and are gone after it.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email.message import MIMEPart
from email.policy import SMTP
from email.quoprimime import body_encode
from email.utils import format_datetime, formataddr, parseaddr
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from clarion.accounts.workspace import Workspace
from clarion.subscribers.channels.mail.letter import Letter, written_address
from clarion.subscribers.channels.mail.plain_part import plain
from clarion.subscribers.deliveries import delivery_key
from clarion.subscribers.links import Purpose, link
from clarion.subscribers.parcels import Parcel
from clarion.subscribers.update_words import state_in_words, status_in_words, subject_of
from clarion.subscribers.where_to_read import address_of
from clarion.updates.audiences import Kind
from clarion.updates.markdown import render_markdown
from clarion.updates.publication import IncidentUpdate
from clarion.updates.published_text import quotes
from clarion.updates.state_words import LOOKING_BACK
from clarion.updates.time_words import day_and_time_words, moment_words
from clarion.updates.translations import said_to

#: Characters of an encoded line: one below the 76 of RFC 2045, for the soft break that stands before a link.
LINE = 75
#: A header of which the email package left the first line empty, because its value is one long word. Some programs take
#: it for empty. Encoded words stay: a line with one has at most 76 characters (RFC 2047), any other up to 998.
_EMPTY_LINE = re.compile(rb"^([A-Za-z-]+:) *\r\n[ \t]+(?!=\?)(?=\S{1,900}(?:\s|\Z))", re.MULTILINE)


_STANDS_FOR_ITSELF = re.compile(r"[!-<>-~]+")


class Slot(StrEnum):
    MANAGE = "manage"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True)
class Mail:
    """All that recipients of one language have in common. `pieces` are bytes, and the places where a link of theirs belongs."""

    update: IncidentUpdate
    headers: bytes
    pieces: tuple[bytes | Slot, ...]
    host: str
    thread: str

    def to(self, parcel: Parcel) -> Letter:
        """Raises ValueError for an address that cannot be written to."""
        address = written_address(parcel.address)
        manage = link(Purpose.MANAGE, parcel.subscriber)
        unsubscribe = link(Purpose.UNSUBSCRIBE, parcel.subscriber)
        own = (
            f"To: {address}\r\n"
            f"Message-ID: {self._id(parcel.key, parcel)}\r\n"
            f"{self._thread(parcel)}"
            f"List-Unsubscribe: <{unsubscribe}>\r\n"
        )
        encoded = {Slot.MANAGE: _encoded_link(manage), Slot.UNSUBSCRIBE: _encoded_link(unsubscribe)}
        pieces = [encoded[piece] if isinstance(piece, Slot) else piece for piece in self.pieces]
        content = b"".join((own.encode(), self.headers, *pieces))
        return Letter(parcel, address.encode(), content, international=not address.isascii())

    def _id(self, key: str, parcel: Parcel) -> str:
        """The same for every attempt. It names the subscriber, so that a mail that comes back tells whose it was."""
        return f"<{key}.{parcel.subscriber}@{self.host}>"

    def _thread(self, parcel: Parcel) -> str:
        """All mails about an incident stand together; a correction answers what it corrects."""
        corrected = self.update.corrects
        if corrected is None:
            return f"In-Reply-To: {self.thread}\r\nReferences: {self.thread}\r\n"
        first = self._id(delivery_key(corrected.public_id, parcel.subscriber), parcel)
        return f"In-Reply-To: {first}\r\nReferences: {self.thread}\r\n {first}\r\n"


def render(update: IncidentUpdate, language: str, *, at: datetime) -> Mail:
    """`at` is the date of the mails."""
    host = urlsplit(settings.SUBSCRIBE_URL).hostname or "localhost"
    workspace = Workspace.current()
    # A word that nobody could have written into a text, because it did not exist before.
    marks = {slot: f"{secrets.token_hex(16)}{slot}" for slot in Slot}
    with override(language):
        context = _context(update, language, workspace, marks)
        text = render_to_string("subscribers/mail/update.txt", context)
        html = render_to_string("subscribers/mail/update.html", context)
        subject = subject_of(update, language)
    message = MIMEPart(policy=SMTP)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message["From"] = formataddr((name or " ".join(workspace.name.split()), address))
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = language
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = "multipart/alternative"
    message.set_boundary(f"=_{secrets.token_hex(16)}")
    for kind, words in (("plain", text), ("html", html)):
        message.attach(_part(kind, words, marks))
    headers, pieces = _taken_apart(message.as_bytes(), marks)
    # Written here, because the email package would encode a long word, which is no name any more then.
    named = (
        f"List-Id: <{update.audience}.{workspace.public_id}.{host}>\r\n"
        f"Feedback-ID: {update.public_id}:{update.kind}:clarion:{workspace.public_id}\r\n"
    )
    headers = named.encode() + headers
    thread = f"<incident-{update.incident.public_id}.{workspace.public_id}@{host}>"
    return Mail(update, headers, pieces, host, thread)


def _context(
    update: IncidentUpdate, language: str, workspace: Workspace, marks: dict[Slot, str]
) -> dict[str, object]:
    words = said_to(update, language)
    return {
        "language": language,
        "workspace": workspace.name,
        "subject": subject_of(update, language),
        "title": words.title,
        "state": LOOKING_BACK.get(
            Kind(update.kind), state_in_words(update.state, planned=update.incident.planned)
        ),
        "text": plain(words.text),
        "html": render_markdown(words.text),
        "services": [
            {"name": line["name"], "status": status_in_words(line["status"])} for line in update.services
        ],
        "promise": moment_words(update.next_update_at, beside=update.published_at)
        if update.next_update_at
        else "",
        "corrects_at": day_and_time_words(update.corrects.published_at) if update.corrects else "",
        "wrong_words": "" if quotes(words.text, update.wrong_words) else update.wrong_words,
        "page": address_of(update, language),
        "why": _why(update, workspace),
        "manage": marks[Slot.MANAGE],
        "unsubscribe": marks[Slot.UNSUBSCRIBE],
    }


def _why(update: IncidentUpdate, workspace: Workspace) -> str:
    name = workspace.name
    if update.kind == Kind.CORRECTION:
        return gettext(
            "You get this because you get the updates of %(name)s, or got the one that is corrected."
        ) % {"name": name}
    return gettext("You get this because you asked for the updates of %(name)s.") % {"name": name}


def _part(kind: str, words: str, marks: dict[Slot, str]) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(_encoded_around(words, marks))
    return part


def _encoded_around(words: str, marks: dict[Slot, str]) -> str:
    """Quoted-printable, each mark on a line of its own between soft line breaks, which a reader's program removes."""
    pieces = re.split(f"({'|'.join(marks.values())})", words)
    return "=\n".join(piece if piece in marks.values() else _encoded(piece) for piece in pieces)


def _encoded(words: str) -> str:
    """The email package encodes bytes that are written as characters below 256."""
    return body_encode(words.encode().decode("latin-1"), maxlinelen=LINE).replace("\r\n", "\n")


def _encoded_link(address: str) -> bytes:
    """Read as what `_encoded` makes, in a fifth of its time: an address of plain letters stands for itself, in lines."""
    if not _STANDS_FOR_ITSELF.fullmatch(address):
        return _encoded(address).replace("\n", "\r\n").encode("ascii")
    lines = [address[begin : begin + LINE - 1] for begin in range(0, len(address), LINE - 1)]
    return "=\r\n".join(lines).encode("ascii")


def _taken_apart(message: bytes, marks: dict[Slot, str]) -> tuple[bytes, tuple[bytes | Slot, ...]]:
    """The common headers, and the body in pieces. The places of links are found here, once, and nowhere later."""
    head, _, body = message.partition(b"\r\n\r\n")
    pieces: list[bytes | Slot] = [body]
    for slot, mark in marks.items():
        pieces = [part for piece in pieces for part in _split(piece, mark.encode(), slot)]
    return _EMPTY_LINE.sub(rb"\1 ", head) + b"\r\n\r\n", tuple(pieces)


def _split(piece: bytes | Slot, mark: bytes, slot: Slot) -> list[bytes | Slot]:
    if isinstance(piece, Slot):
        return [piece]
    first, *rest = piece.split(mark)
    return [first, *(part for after in rest for part in (slot, after))]
