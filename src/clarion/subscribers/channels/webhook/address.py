"""The address of a webhook: a server of whoever subscribes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from clarion.subscribers.channels.discord import address as discord
from clarion.subscribers.channels.outgoing import read_address
from clarion.subscribers.channels.slack import address as slack
from clarion.subscribers.channels.teams import address as teams


def check(address: str) -> None:
    """Raises ValidationError: chats do not understand a webhook's document, and take it for an error."""
    host = read_address(address).host
    for name, is_chat in (
        ("Slack", host in slack.HOSTS),
        ("Discord", host in discord.HOSTS),
        ("Microsoft Teams", host.endswith(teams.HOSTS)),
    ):
        if is_chat:
            said = gettext("This address belongs to %(name)s. Choose %(name)s instead of a webhook.")
            raise ValidationError(said % {"name": name})
