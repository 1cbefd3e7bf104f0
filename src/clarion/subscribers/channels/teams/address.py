"""The address of a workflow of Microsoft Teams that takes webhooks, or of an old connector."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from clarion.subscribers.channels.outgoing import read_address

HOSTS = (
    ".logic.azure.com", ".logic.azure.us", ".api.powerplatform.com", ".api.powerplatform.us", ".webhook.office.com",
    ".powerautomate.com", ".flow.microsoft.com",
)  # fmt: skip


def check(address: str) -> None:
    """Raises ValidationError."""
    url = read_address(address)
    if url.scheme != "https" or not url.host.endswith(HOSTS):
        raise ValidationError(
            gettext(
                "This is not a webhook of Teams. In the channel, choose Workflows, “Send webhook alerts to a channel”, and paste"
                " the address that it shows; its host ends in logic.azure.com or api.powerplatform.com."
            )
        )
    if not url.host.endswith(".webhook.office.com") and "sig=" not in url.query.decode("ascii"):
        raise ValidationError(
            gettext(
                "A part of the address is missing: it has to hold “sig=…”. Copy it whole, from https:// to the end."
            )
        )
