"""The signature of what a webhook is sent: HMAC-SHA256 over time and body, with the subscriber's secret.

    Clarion-Signature: t=1764150000,v1=5257a869…

The time is part of what is signed, so that an old message cannot be sent again by somebody who recorded it.
"""

import hashlib
import hmac
from datetime import datetime


def signed(body: bytes, *, secret: str, at: datetime) -> str:
    """The value of the header."""
    seconds = int(at.timestamp())
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"
