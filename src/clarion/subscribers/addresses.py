"""Addresses as people type them: checked, and spelled in one way."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from clarion.subscribers.channels.addresses import check_address
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
    return _mail(address) if channel == Channel.MAIL else check_address(channel, address)


def _mail(address: str) -> str:
    """The part before the @ stays as typed; the host is written in small letters of ASCII."""
    name, _, host = address.rpartition("@")
    if not name.isascii():
        # Some of them become ASCII in small letters: “ſue” would be found where “sue” is.
        raise ValidationError(
            gettext("Before the @ only letters without accents can be used. Use another address, please.")
        )
    try:
        spelled = f"{name}@{host.lower().encode('idna').decode('ascii')}"
        validate_email(spelled if len(name) <= 64 else "")  # RFC 5321, 4.5.3.1.1
    except (UnicodeError, ValidationError):
        said = gettext("This is not an e-mail address. Write it like name@example.com.")
        raise ValidationError(said) from None
    return spelled
