"""What may be put right without telling readers: slips and times, nothing that changes what they were told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.updates.quiet_limits import QuietReason, distance, why_not_quiet

NAMES = frozenset({"checkout", "payouts", "card", "payments"})


def typo(before, after):
    return why_not_quiet(before, after, reason=QuietReason.TYPO, names=NAMES)


def time(before, after):
    return why_not_quiet(before, after, reason=QuietReason.TIME, names=NAMES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We are investigatnig the problme.", "We are investigating the problem."),
        ("Teh cause is known.", "The cause is known."),
        ("The the cause is known.", "The cause is known."),
        ("A lot ofcustomers wrote.", "A lot of customers wrote."),
        ("customers can pay again", "Customers can pay again."),
        ("We appologise for the dissruption.", "We apologise for the disruption."),
        ("The incident is resovled.", "The incident is resolved."),
        ("Chekcout answers slowly.", "Checkout answers slowly."),
        ("Read on,at our page.", "Read on, at our page."),
        ("The certifcate had lapsed.", "The certificate had lapsed."),
    ],
)
def test_a_slip_of_the_pen_may_be_put_right_quietly(before, after):
    assert typo(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Payments are affected.", "Payments are not affected."),
        ("Refunds are now possible.", "Refunds are not possible."),
        ("Refunds can be made.", "Refunds can't be made."),
        ("No, payments work.", "No payments work."),
        ("No payments work.", "no, Payments work."),
        ("25 % of users", "26 % of users"),
        ("25 % of users", "2.5 % of users"),
        ("one service fails", "four service fails"),
        ("some customers", "sane customers"),
        ("Users in Iran", "Users in Iraq"),
        ("Payouts are late", "Payout are late"),
        ("We are monitoring it.", "We are resolved it."),
        ("The backup is available.", "The backup is unavailable."),
        ("Data was stored.", "Data was restored."),
        ("It worked at noon.", "It sorted at noon."),
        ("the store accepts cards", "the stone rejects cards"),
        ("See https://a.example.com", "See https://b.example.com"),
        ("Write to a@example.com", "Write to b@example.com"),
        ("It costs 5 €.", "It costs 5 $."),
        ("**All** is well", "All is well"),
        ("It works.", "It works. Thanks."),
        ("First line.\nSecond.", "First line. Second."),
        ("since 09:31 UTC", "since 09:13 UTC"),
        ("nowhere to go", "now here to go"),
    ],
)
def test_what_changes_the_message_is_told(before, after):
    assert typo(before, after) != ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Since 09:31 UTC payments fail.", "Since 09:13 UTC payments fail."),
        ("Since 9:31 am payments fail.", "Since 9:13 am payments fail."),
        ("From 10:00 CET", "From 10:00 UTC"),
        ("on 3 March at 09:31", "on 4 March at 09:31"),
        ("on 2026-03-10", "on 2026-03-11"),
        ("on Monday", "on Tuesday"),
    ],
)
def test_a_time_or_a_day_may_be_put_right_quietly(before, after):
    assert time(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Since 09:31 UTC payments fail.", "Since 09:31 UTC refunds fail."),
        ("25 % since 09:31", "35 % since 09:31"),
        ("for 30 minutes", "for 40 minutes"),
        ("version 3.10", "version 3.11"),
        ("https://a.example.com/2026-03-10", "https://a.example.com/2026-03-11"),
        ("Since 09:31 UTC", "Since this morning"),
        ("Since 09:31 UTC.", "Since 09:31 UTC."),
    ],
)
def test_nothing_but_times_changes_with_a_time(before, after):
    assert time(before, after) != ""


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(QuietReason))
def test_any_two_texts_are_judged(before, after, reason):
    assert isinstance(why_not_quiet(before, after, reason=reason), str)


@given(st.text("abcd ", max_size=12), st.text("abcd ", max_size=12))
def test_the_distance_is_the_same_from_both_ends(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
