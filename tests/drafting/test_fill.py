"""Templates: facts become words, what is not known becomes a prompt or goes away, nothing runs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.drafting import Facts, draft_text, unfilled_prompts
from clarion.drafting.fill import NoTemplate

NOW = datetime(2026, 3, 10, 10, 20, tzinfo=UTC)


def facts(**known) -> Facts:
    return Facts(
        **{
            "now": NOW,
            "reference": "INC-4",
            "title": "Card payments fail",
            "severity": "SEV2",
            "state": "investigating",
        }
        | known
    )


def test_a_known_record_fills_the_acknowledgement_without_prompts():
    text = draft_text(
        facts(
            services=["Checkout", "Card payments"],
            percent_affected=25.0,
            regions=["Europe"],
            started_at=NOW.replace(hour=9, minute=31),
            next_update_at=NOW.replace(minute=40),
        ),
        audience="public",
        kind="acknowledgement",
    )
    assert text == (
        "We are investigating a problem with Checkout and Card payments. Card payments fail.\n\n"
        "Who is affected: 25 % of users in Europe.\n"
        "Since: 09:31 UTC.\n\n"
        "Next update by 10:40 UTC.\n"
    )


def test_what_the_record_does_not_know_is_asked_of_the_writer():
    text = draft_text(facts(), audience="public", kind="acknowledgement")
    assert unfilled_prompts(text) == [
        "which service",
        "who is affected, or how many",
        "when it began, with zone",
        "when the next update comes, with zone",
    ]


def test_a_suspected_cause_is_never_put_into_a_text():
    text = draft_text(facts(cause="the new release", state="identified"), audience="public", kind="progress")
    assert "new release" not in text


def test_a_time_of_another_day_names_the_day():
    text = draft_text(facts(started_at=NOW.replace(day=9)), audience="public", kind="acknowledgement")
    assert "Since: 10:20 UTC on 9 March." in text


@pytest.mark.parametrize("audience", ["nobody", "../public", "public/.."])
def test_a_template_that_is_not_there_is_an_error(audience):
    with pytest.raises(NoTemplate):
        draft_text(facts(), audience=audience, kind="progress")


@given(st.text(max_size=80))
def test_no_fact_is_ever_read_as_a_template(title):
    braces = facts(title=f"{{severity}} {title} {{services?}}", services=["Checkout"])
    assert "{severity}" in draft_text(braces, audience="engineering", kind="alert")
