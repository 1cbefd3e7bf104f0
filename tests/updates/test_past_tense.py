"""What the record says of an impact, told once it is over: turned where it is plain how, and else named as how it was."""

import pytest

from clarion.updates.past_tense import AT_THE_TIME, in_the_past, told_afterwards


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("Card payments are declined.", "Card payments were declined"),
        ("about a quarter of card payments fail", "About a quarter of card payments failed"),
        ("Customers in Spain cannot log in", "Customers in Spain could not log in"),
        ("Search is slow and results do not appear", "Search was slow and results did not appear"),
        (
            "Card payments and refunds fail in Spain and Portugal",
            "Card payments and refunds failed in Spain and Portugal",
        ),
        ("Card payments fail while the bank is down", "Card payments failed while the bank was down"),
        ("Orders arrive late, and some are lost", "Orders arrived late, and some were lost"),
        ("Emails are not sent; they wait in a queue", "Emails were not sent; they waited in a queue"),
        ("Customers have to log in twice", "Customers had to log in twice"),
        ("Users that are signed in can’t sign out", "Users that were signed in couldn't sign out"),
        ("Cards fail. Refunds take longer than usual.", "Cards failed. Refunds took longer than usual"),
        ("Page loads are slow", "Page loads were slow"),
        ("Error reports fail", "Error reports failed"),
        ("Search results show old prices", "Search results showed old prices"),
        ("iOS users see no orders", "iOS users saw no orders"),
        ("card payments were declined", "Card payments were declined"),
        (
            "Card payments fail when customers use vouchers",
            "Card payments failed when customers used vouchers",
        ),
        ("No test makes the check fail", "No test made the check fail"),
        ("The check lets old entries expire", "The check let old entries expire"),
        (
            "Nobody owns the list, and the alarm reads another one",
            "Nobody owned the list, and the alarm read another one",
        ),
        ("The gateway's own check warns of nothing", "The gateway's own check warned of nothing"),
    ],
)
def test_a_plain_sentence_is_told_in_the_past(record, told):
    assert told_afterwards(record) == told


@pytest.mark.parametrize(
    "record",
    [
        "Checkout outage", "Some customers may see errors", "Checkout is down since 09:31 UTC", "Card payments now fail",
        "Card payments fail when customers choose vouchers", "Users who pay by card see an error", "Payments fail and retry forever",
        "Cards fail and customers order by phone", "Logins time out", "Is it slow?", "It's slow", "Customers see “502”",
        "Payments will fail until noon", "Payments fail [[where]]",
    ],
)  # fmt: skip
def test_what_is_not_plain_stays_as_it_is_and_is_called_how_it_was(record):
    assert in_the_past(record) is None
    assert told_afterwards(record) == f"{AT_THE_TIME}{record}"


def test_nothing_stays_nothing():
    assert told_afterwards(" ") == ""
