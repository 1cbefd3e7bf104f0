"""Addresses that carry a token are logged without it."""

import logging
import re

_TOKEN = re.compile(r"(/intake/[a-z]+/|/sign-in/once/|/partners/|/subscribe/[a-z]+/)[^/\s'\"]+")


class NoTokens(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
