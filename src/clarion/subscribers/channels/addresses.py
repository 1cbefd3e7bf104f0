"""Addresses as people type them: whether a channel can be reached by one.

What is checked here is what can be seen in the address itself. Where its name leads is checked when it is connected to
(see `outgoing.py`), since a name can lead somewhere else tomorrow.
"""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_noop

from clarion.accounts.visible_words import visible_words
from clarion.subscribers.channels.apprise import address as apprise
from clarion.subscribers.channels.discord import address as discord
from clarion.subscribers.channels.outgoing import read_address
from clarion.subscribers.channels.private_addresses import (
    Number,
    is_named,
    is_public,
    may_be_asked,
    may_be_reached,
)
from clarion.subscribers.channels.slack import address as slack
from clarion.subscribers.channels.teams import address as teams
from clarion.subscribers.channels.webhook import address as webhook
from clarion.subscribers.subscriber import Channel

LONGEST = 500
#: The code of the error of an address that lies inside a network.
INSIDE = "inside"
#: Without encryption only to servers that an admin named as their own.
WHOLE = gettext_noop(
    "Paste the whole address of the webhook; it begins with https:// and has no user name and no password in it."
)
CHECKS: dict[str, Callable[[str], None]] = {
    Channel.WEBHOOK: webhook.check,
    Channel.SLACK: slack.check,
    Channel.TEAMS: teams.check,
    Channel.DISCORD: discord.check,
}


def check_address(channel: str, address: str) -> str:
    """The address as it is kept, without spaces around it. Raises ValidationError that names the remedy."""
    address = address.strip()
    if not address:
        raise ValidationError(gettext("Type an address."))
    if len(address) > LONGEST:
        said = gettext("The address is longer than %(most)s characters. Paste the address and nothing else.")
        raise ValidationError(said % {"most": LONGEST})
    visible_words(address)
    if channel == Channel.MAIL:
        validate_email(address)
        return address
    if channel == Channel.APPRISE:
        return apprise.check(address)
    _is_web_address(address)
    CHECKS[channel](address)
    _is_encrypted(address)
    return address


def _is_web_address(address: str) -> None:
    try:
        url = read_address(address)
    except ValueError:
        raise ValidationError(gettext(WHOLE)) from None
    if url.fragment:
        raise ValidationError(gettext("Paste the address without what follows the #."))
    allowed, name = settings.WEBHOOK_ALLOW_PRIVATE, url.raw_host.decode("ascii")
    port = url.port or (443 if url.scheme == "https" else 80)
    number = _number(name)
    if number and not may_be_reached(number, name, allowed=allowed):
        raise ValidationError(
            gettext(
                "This address lies inside a network and cannot be reached from outside. Use the public address of the server; if"
                " it is your own, an admin can name it in CLARION_WEBHOOK_ALLOW_PRIVATE."
            ),
            code=INSIDE,
        )
    if (number is None or is_public(number)) and not may_be_asked(port, name, allowed=allowed):
        said = gettext("Port %(port)s is not one of web servers. Use 443, 80 or one from 1024.")
        raise ValidationError(said % {"port": port})


def _is_encrypted(address: str) -> None:
    """Or leads to a server that an admin named as their own."""
    url = read_address(address)
    name = url.raw_host.decode("ascii")
    if url.scheme != "https" and not is_named(_number(name), name, allowed=settings.WEBHOOK_ALLOW_PRIVATE):
        raise ValidationError(gettext(WHOLE))


def _number(name: str) -> Number | None:
    try:
        return ip_address(name)
    except ValueError:
        return None
