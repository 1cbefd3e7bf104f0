"""Addresses of subscribers in files of others: kept as those that readers type are, or left out with the reason."""

from django.core.exceptions import ValidationError

from clarion.intake.fields import BadField
from clarion.subscribers.addresses import clean_address


class NoAddress(BadField):
    """Nobody can be reached by it. It breaks no file: the page that exported it could not reach them either."""


def read_address(channel: str, address: str, path: str) -> str:
    """The address in the one spelling by which it is found again. Raises NoAddress, which does not repeat what may be a secret."""
    try:
        return clean_address(channel, address)
    except ValidationError as error:
        raise NoAddress(path, f"{' '.join(error.messages)} It was left out.") from None
