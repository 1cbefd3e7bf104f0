"""Calls as lines of a chat channel."""

from datetime import datetime

from clarion.subscribers.calls import Call
from clarion.subscribers.wording import wording


def plain(text: str) -> str:
    """Words that people typed, so that they stay words: no tags, no mention that calls a whole channel."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("@", "@\u200b")


def line_of(call: Call, *, at: datetime) -> str:
    """One line; several calls are lines of one message."""
    words, person = wording(call, at=at), call.notice.person
    called = f"{person.name} is called. " if person else "Nobody holds the role; please take it. "
    said = f"{words.urgency}: {words.readers}, {words.promised}. {words.incident}. {called}{words.protocol}"
    return f"{plain(said)} Write it: {words.link}"
