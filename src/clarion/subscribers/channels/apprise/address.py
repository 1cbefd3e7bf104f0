"""Which addresses of Apprise may be used. Read without the library, which only the worker imports.

Apprise connects by itself: it looks up names, asks proxies of the environment and reads files that an address names. So
only services whose host is fixed are allowed, and only arguments that name a reader or a tone. Others need
CLARION_WEBHOOK_ALLOW_PRIVATE: their host, or true.
"""

import re
from importlib.util import find_spec
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

#: Services that are asked at one host of their own, whatever the address says; a test looks into the library for it.
FIXED = frozenset(
    "bulksms clickatell clicksend d7sms dingtalk discord feishu firehydrant flock gchat ifttt ilert incidentio join lark line"
    " msgbird nexmo onesignal opsgenie pagerduty pbul postmark pover prowl push pushy resend sendgrid signl4 slack spike"
    " spush squadcast telnyx tgram threema twilio twist viber vonage webex wecombot whatsapp wxteams brevo mailersend".split()
)
#: Arguments that change to whom and how, not where. Others can name files and pictures to fetch.
ARGUMENTS = frozenset(
    "to cc bcc from name priority sound region thread topic silent preview channel format overflow severity tags".split()
)
_SCHEME = re.compile(r"[a-z0-9]{2,20}://\S+")
EXAMPLE = "for example tgram://token/chat or pover://user@token"


def check(address: str) -> str:
    """The address as it is kept. Raises ValidationError."""
    address = address.strip()
    if not _SCHEME.fullmatch(address):
        raise ValidationError(f"Type an address as Apprise writes it, {EXAMPLE}.")
    if find_spec("apprise") is None:
        raise ValidationError(
            "Apprise is not installed. Install Clarion with the extra: pip install 'clarion[apprise]'."
        )
    why_not = why_refused(address)
    if why_not:
        raise ValidationError(why_not)
    return address


def why_refused(address: str) -> str:
    """A sentence with the remedy; empty for an address that may be used."""
    try:
        parts = urlsplit(address)
        host, arguments = parts.hostname or "", {name.lower() for name, _ in parse_qsl(parts.query)}
    except ValueError:
        return f"Type an address as Apprise writes it, {EXAMPLE}."
    allowed = settings.WEBHOOK_ALLOW_PRIVATE
    if "*" in allowed:
        return ""
    if parts.scheme in {"http", "https"}:
        return (
            "Type a web address as a webhook, as Slack, Teams or Discord: Apprise is for its own addresses."
        )
    if parts.scheme not in FIXED and host not in allowed:
        return f"{parts.scheme}:// goes to any server. If it is your own, name its host in CLARION_WEBHOOK_ALLOW_PRIVATE."
    if unknown := sorted(arguments - ARGUMENTS):
        return f"Leave out “{unknown[0][:40]}”: Clarion only hands over {', '.join(sorted(ARGUMENTS))}."
    return ""
