"""The address of a webhook of Discord."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from clarion.subscribers.channels.outgoing import read_address

HOSTS = frozenset({"discord.com", "canary.discord.com", "ptb.discord.com", "discordapp.com"})
_PATH = re.compile(r"/api/(v\d+/)?webhooks/\d+/[\w-]+")


def check(address: str) -> None:
    """Raises ValidationError."""
    url = read_address(address)
    if url.scheme != "https" or url.host not in HOSTS or not _PATH.fullmatch(url.path):
        raise ValidationError(
            gettext(
                "This is not a webhook of Discord. In the channel's settings, choose Integrations, Webhooks, and paste the address:"
                " https://discord.com/api/webhooks/…"
            )
        )
    if url.query and b"thread_id=" not in url.query:
        raise ValidationError(gettext("Paste the address without what follows the question mark."))
