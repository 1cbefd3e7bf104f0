"""Mails that are only looked at, as files: their texts stand as they are, so that a link in them can be copied whole.

As a mail travels, quoted-printable breaks its long lines, and so the only link that a newcomer without a mail server has.
"""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from django.core.mail import EmailMessage as Mail
from django.core.mail.backends.filebased import EmailBackend


def readable(content: bytes) -> bytes:
    """The same mail with its texts in 8bit, and the ends of lines of a file."""
    mail = message_from_bytes(content, policy=default)
    for part in mail.walk():
        if isinstance(part, EmailMessage) and part.get_content_maintype() == "text":
            part.set_content(part.get_content(), subtype=part.get_content_subtype(), cte="8bit")
    return mail.as_bytes()


class ReadableFiles(EmailBackend):
    """Django's files of mails, one for each connection, with texts that can be read and copied."""

    def write_message(self, message: Mail) -> None:
        written = readable(message.message().as_bytes()) + b"\n" + b"-" * 79 + b"\n"
        self.stream.write(written)  # type: ignore[arg-type]  # a stream of bytes, which the stubs do not know
