"""Templates: facts become words, what is not known becomes a prompt or goes away, nothing runs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.drafting import Facts, fill, prompt, shipped_template, unfilled_prompts
from clarion.drafting.facts import in_one_line
from clarion.drafting.fill import NoTemplate
from clarion.drafting.placeholders import PLACEHOLDERS
from clarion.drafting.sample import WRITTEN, sample_words

NOW = datetime(2026, 3, 10, 10, 20, tzinfo=UTC)


def draft_text(facts: Facts, *, audience: str, kind: str) -> str:
    """As a draft begins, with the shipped template."""
    return fill(shipped_template(audience, kind), facts.words())


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


@given(st.text(alphabet="{}?[]\n _.abcxyz%$<>", max_size=60), st.text(max_size=200))
def test_whatever_is_typed_as_a_template_filling_it_never_raises(shaped, free):
    for template in (shaped, free, shaped + free, "{" + free + "}"):
        assert fill(template, facts().words()).endswith("\n")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n{}"), max_size=40))
def test_what_stands_between_braces_is_a_known_name_a_prompt_or_plain_text_and_never_code(typed):
    text = fill(f"a {{{typed}}} b", {"x": "known"})
    outcomes = {f"a {{{typed}}} b\n", f"a [[{typed}]] b\n", f"a [[{typed[:-1]}]] b\n", "\n"}
    asked = {f"a {prompt(typed.removesuffix('?'))} b\n"}
    assert text == "a known b\n" if typed.removesuffix("?") == "x" else text in outcomes | asked


@pytest.mark.parametrize(
    "typed",
    [
        "{x.__class__}", "{impact.__class__.__mro__}", "{impact!r}", "{impact:>99999999}", "{0}", "{impact[0]}",
        "{{ impact }}", "{% load x %}", "{% include 'settings.py' %}", "${impact}", "%(impact)s", "{{impact|safe}}",
    ],
)  # fmt: skip
def test_no_other_template_language_is_understood(typed):
    text = fill(typed, {"impact": "Card payments fail", "0": "", "x": "x"})
    assert "class" not in text or text == f"{typed}\n"
    assert "<" not in text
    assert len(text) < 200


def test_a_fact_that_looks_like_a_placeholder_stays_as_it_is():
    known = facts(impact="It says {cause} and {workaround?}", cause="a secret", cause_confirmed=True)
    assert fill("{impact}. {impact?}", known.words()) == (
        "It says {cause} and {workaround?}. It says {cause} and {workaround?}\n"
    )


def test_every_placeholder_is_documented_and_every_one_of_the_record_is_filled():
    assert {name for name, each in PLACEHOLDERS.items() if each.from_record} == facts().words().keys()
    assert WRITTEN.keys() == {name for name, each in PLACEHOLDERS.items() if not each.from_record}
    for each in PLACEHOLDERS.values():
        assert each.becomes
        assert unfilled_prompts(fill(f"{{{each.name}}}", {})) == [each.asks]


def test_the_sample_knows_every_placeholder():
    assert [name for name, words in sample_words(state="identified", now=NOW).items() if not words] == [
        "ended"
    ]
    assert [name for name, words in sample_words(state="resolved", now=NOW).items() if not words] == [
        "next_update",
        "public_next_update",
    ]


def test_a_long_public_text_is_quoted_in_one_line_that_ends_with_a_sentence():
    assert in_one_line("One.\n\nTwo  words.\n") == "One. Two words."
    assert in_one_line("One sentence. " * 100) == "One sentence. " * 42 + "…"
    assert in_one_line("x" * 700) == "x" * 600 + " …"
