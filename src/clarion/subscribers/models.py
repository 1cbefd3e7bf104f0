"""The tables of this app, by topic."""

from clarion.subscribers.calls import Call

__all__ = ["Call"]
