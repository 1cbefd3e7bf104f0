"""Addresses that carry a token are logged without it."""

import logging
import re

_TOKEN = re.compile(
    r"(/intake/[a-z]+/|/sign-in/once/|/partners/|/subscribe/[a-z]+/|/action-items/calendar/)[^/\s'\"]+"
)


class NoReadersErrors(logging.Filter):
    """What readers mistype is answered where they typed it; it is nothing that the person at the terminal could mend."""

    def filter(self, record: logging.LogRecord) -> bool:
        path = getattr(getattr(record, "request", None), "path", "")
        return not (path.startswith("/subscribe/") and 400 <= getattr(record, "status_code", 500) < 500)


class NoTokens(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
