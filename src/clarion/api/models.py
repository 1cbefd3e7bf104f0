"""The tables of this app, by topic."""

from clarion.api.answered_requests import AnsweredRequest

__all__ = ["AnsweredRequest"]
