"""The address of an incoming webhook of Slack, or of a server of one's own that takes the same form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from clarion.subscribers.channels.outgoing import read_address

HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})


def check(address: str) -> None:
    """Raises ValidationError. Other hosts are those of Mattermost, Rocket.Chat and their like: any path."""
    url = read_address(address)
    if url.host not in HOSTS:
        if f".{url.host}".endswith(".slack.com"):
            raise ValidationError(
                gettext(
                    "This is a page of Slack. Paste the address of an incoming webhook: https://hooks.slack.com/services/…"
                )
            )
        return
    if url.scheme != "https" or not url.path.startswith(("/services/", "/workflows/", "/triggers/")):
        raise ValidationError(
            gettext(
                "This is not a whole incoming webhook of Slack. It begins with https://hooks.slack.com/services/…"
            )
        )
    if not url.path.startswith("/services/"):
        raise ValidationError(
            gettext(
                "This starts a workflow of Slack, which takes other messages. Make an incoming webhook and paste its address."
            )
        )


def is_slack(address: str) -> bool:
    """Whether it is Slack itself, which knows blocks."""
    try:
        return read_address(address).host in HOSTS
    except ValueError:
        return False
