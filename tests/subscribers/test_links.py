"""Signed links: what signs them quickly signs as Django's signer does, by which they are read."""

import pytest
from django.core.signing import TimestampSigner

from clarion.subscribers.links import Purpose, read_token, token


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_is_what_the_signer_that_reads_it_would_write(purpose, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.5)
    assert token(purpose, "abcdefghijkl") == TimestampSigner(salt=f"clarion.subscribers.{purpose}").sign(
        "abcdefghijkl"
    )
    assert read_token(purpose, token(purpose, "abcdefghijkl")) == "abcdefghijkl"


def test_another_secret_signs_otherwise_and_the_old_one_is_read_while_it_is_named(settings):
    written = token(Purpose.MANAGE, "abcdefghijkl")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert token(Purpose.MANAGE, "abcdefghijkl") != written
    assert read_token(Purpose.MANAGE, written) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert read_token(Purpose.MANAGE, written) == "abcdefghijkl"
