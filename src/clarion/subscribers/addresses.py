"""Addresses as people type them: checked, and spelled in one way."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from clarion.subscribers.subscriber import Channel

LONGEST = {Channel.MAIL: 254}
LONGEST_OF_ALL = 500


def clean_address(channel: str, address: str) -> str:
    """The address as it is kept. Raises ValidationError that says what to type instead.

    No line break, space or control character passes, so that no address can become a header of a mail or of a request.
    """
    address = address.strip()
    if len(address) > LONGEST.get(Channel(channel), LONGEST_OF_ALL):
        raise ValidationError(gettext("This address is too long. Check it, please."))
    if any(character.isspace() or not character.isprintable() for character in address):
        raise ValidationError(gettext("An address has no spaces and no line breaks. Take them out, please."))
    if channel == Channel.MAIL:
        return _mail(address)
    return _of_apprise(address) if channel == Channel.APPRISE else _web(address)


def _mail(address: str) -> str:
    """The part before the @ stays as typed; the host is written in small letters of ASCII."""
    name, _, host = address.rpartition("@")
    try:
        spelled = f"{name}@{host.lower().encode('idna').decode('ascii')}"
        validate_email(spelled)
    except (UnicodeError, ValidationError):
        said = gettext("This is not an e-mail address. Write it like name@example.com.")
        raise ValidationError(said) from None
    return spelled


def _web(address: str) -> str:
    wrong = ValidationError(gettext("Paste the whole address of the webhook; it begins with https://."))
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise wrong
    return address


def _of_apprise(address: str) -> str:
    """Only an admin types it; what it may be is decided by the channel when it sends."""
    scheme, separator, rest = address.partition("://")
    if not (separator and rest and scheme.replace("+", "").isalnum()):
        raise ValidationError(gettext("Write an address as Apprise documents it, for example ntfys://topic."))
    return address
