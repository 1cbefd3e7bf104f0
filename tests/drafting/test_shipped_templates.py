"""The shipped templates, filled from a full record: what they say passes the product's own review."""

from datetime import UTC, datetime

import pytest

from clarion.drafting import fill, shipped_template, unfilled_prompts
from clarion.drafting.checking import problems_of
from clarion.drafting.sample import sample_facts, sample_words
from clarion.review import Lexicon, Severity, review
from clarion.updates.audiences import EXTERNAL_AUDIENCES, KINDS, Audience, Kind
from clarion.updates.heartbeats import heartbeat_kind
from clarion.updates.template_preview import SAMPLE_STATES, sample_lexicon, sample_record

NOW = datetime(2026, 3, 10, 10, 20, tzinfo=UTC)
WRONG_WORDS = sample_facts(state="identified", now=NOW).wrong_words
"""A correction quotes them, and they contradict the record by their nature."""
EVERY = [(audience.value, kind.value) for audience, kinds in KINDS.items() for kind in kinds]
"""Every template, on an incident whose cause is known; a resolution on a resolved one."""
AT_THE_END = [
    (audience.value, kind.value)
    for audience, kinds in KINDS.items()
    for kind in kinds
    if kind in {Kind.CORRECTION, Kind.CUSTOMER_REPLY, Kind.EXECUTIVE_SUMMARY}
]
"""What may also be written after it: it promises nothing more."""


def state_of(kind):
    return SAMPLE_STATES.get(Kind(kind), "identified")


def filled(audience, kind, state=None):
    return fill(shipped_template(audience, kind), sample_words(state=state or state_of(kind), now=NOW))


def objected(audience, kind, text, state=None):
    record = sample_record(state=state or state_of(kind), now=NOW)
    said = review(text, audience=audience, kind=kind, record=record, lexicon=sample_lexicon(Lexicon()))
    return [
        *[(found.rule, found.quote) for found in said.findings if found.severity != Severity.HINT],
        *[(claim.field, claim.quote) for claim in said.claims if claim.quote not in WRONG_WORDS],
    ]


HEARTBEATS = [(audience.value, heartbeat_kind(audience).value) for audience in KINDS]


@pytest.mark.parametrize(("audience", "kind"), EVERY)
def test_a_filled_template_says_everything_its_kind_must_say(audience, kind):
    text = filled(audience, kind)
    assert unfilled_prompts(text) == []
    assert review(text, audience=audience, kind=kind).missing == ()


@pytest.mark.parametrize(("audience", "kind"), EVERY)
def test_a_filled_template_says_nothing_that_must_not_stand_or_that_the_record_contradicts(audience, kind):
    assert objected(audience, kind, filled(audience, kind)) == []


@pytest.mark.parametrize(("audience", "kind"), AT_THE_END)
def test_after_the_end_nothing_more_is_promised_and_all_else_is_said(audience, kind):
    text = filled(audience, kind, "resolved")
    assert unfilled_prompts(text) == []
    assert review(text, audience=audience, kind=kind).missing == ("next_update",)
    assert objected(audience, kind, text, "resolved") == []


@pytest.mark.parametrize(("audience", "kind"), EVERY)
def test_a_shipped_template_could_be_saved_as_it_is(audience, kind):
    assert problems_of(shipped_template(audience, kind)) == []


@pytest.mark.parametrize("audience", Audience)
def test_everybody_who_is_told_of_an_incident_can_be_told_that_something_was_wrong_and_that_it_is_over(
    audience,
):
    assert Kind.CORRECTION in KINDS[audience]
    assert {Kind.RESOLUTION, Kind.EXECUTIVE_SUMMARY} & set(KINDS[audience])


@pytest.mark.parametrize(
    ("audience", "kind"), [(audience, kind) for audience, kind in EVERY if audience not in EXTERNAL_AUDIENCES]
)
def test_every_internal_template_says_who_answers_questions_from_outside(audience, kind):
    assert "go to {external_questions_go_to} only; please do not answer them yourself." in shipped_template(
        audience, kind
    )


@pytest.mark.parametrize(
    ("audience", "kind"), [(audience, kind) for audience, kind in EVERY if audience in EXTERNAL_AUDIENCES]
)
def test_no_text_for_readers_outside_speaks_of_the_protocol(audience, kind):
    assert "external_questions_go_to" not in shipped_template(audience, kind)


@pytest.mark.parametrize(("audience", "kind"), HEARTBEATS)
def test_an_update_without_news_passes_the_review_of_its_kind_and_says_since_when(audience, kind):
    text = fill(shipped_template(audience, "heartbeat"), sample_words(state="identified", now=NOW))
    said = review(text, audience=audience, kind=kind)
    assert said.missing == ()
    assert [(found.rule, found.quote) for found in said.findings if found.severity != Severity.HINT] == []
    assert "since" in text
    assert "09:55 UTC" in text
    assert "10:40 UTC" in text
