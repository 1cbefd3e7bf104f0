"""Ids that appear in public addresses and in the Statuspage v2 API."""

from django.utils.crypto import get_random_string

PUBLIC_ID_LENGTH = 12


def new_public_id() -> str:
    """Twelve characters of a-z and 0-9: clients tell ids from names by exactly this pattern."""
    return get_random_string(PUBLIC_ID_LENGTH, "abcdefghijklmnopqrstuvwxyz0123456789")
