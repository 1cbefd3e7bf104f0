"""A token in an address never reaches the log."""

import logging

from clarion.web.log_filter import NoTokens


def test_tokens_of_the_intake_and_of_sign_in_links_are_left_out():
    for address in (
        "/intake/alertmanager/s3cr3t",
        "/sign-in/once/s3cr3t/",
        "/partners/s3cr3t/",
        "/subscribe/partners/s3cr3t/",
    ):
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "Internal Server Error: %s", (address,), None
        )
        assert NoTokens().filter(record)
        assert "s3cr3t" not in record.getMessage()
        assert address.partition("/s3cr3t")[0] in record.getMessage()
