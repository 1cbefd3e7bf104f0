"""The shipped templates, filled from a full record: what they say passes the product's own review."""

import re
from datetime import UTC, datetime

import pytest

from clarion.drafting import Facts, draft_text
from clarion.drafting.fill import PROMPTS, template
from clarion.review import Severity, review
from clarion.updates.audiences import EXTERNAL_AUDIENCES, KINDS

NOW = datetime(2026, 3, 10, 10, 20, tzinfo=UTC)
WRITTEN = {
    "action": "we are exchanging the certificate",
    "next_steps": "Ravi exchanges the certificate, Ines checks payments in Spain",
    "right_words": "Only card payments fail; orders by invoice work",
    "prevention": "certificates are renewed and checked by a machine 30 days before they end",
    "name of the customer": "Ms Lindqvist",
}
"""What a writer puts where the record cannot know."""
EVERY = [(audience.value, kind.value) for audience, kinds in KINDS.items() for kind in kinds]


def filled(audience, kind):
    state = "resolved" if kind == "resolution" else "identified"
    facts = Facts(
        now=NOW, reference="INC-4", title="Card payments fail", severity="SEV2", state=state,
        impact="Card payments fail with an error message", services=["Checkout"], percent_affected=25.0,
        regions=["Spain", "Portugal"], cause="a certificate had expired", cause_confirmed=True,
        workaround="please pay by invoice until then", started_at=NOW.replace(hour=9, minute=31),
        resolved_at=NOW.replace(minute=10), next_update_at=NOW.replace(minute=40), commander="Ana Sousa",
        external_questions_go_to="Ben Okafor", corrected_at=NOW.replace(hour=9, minute=40),
        wrong_words="No orders can be placed.",
    )  # fmt: skip
    text = draft_text(facts, audience=audience, kind=kind)
    asked = {prompt: name for name, prompt in PROMPTS.items()}
    return re.sub(r"\[\[([^\]]+)\]\]", lambda found: WRITTEN[asked.get(found[1], found[1])], text)


@pytest.mark.parametrize(("audience", "kind"), EVERY)
def test_a_filled_template_says_everything_its_kind_must_say(audience, kind):
    said = review(filled(audience, kind), audience=audience, kind=kind)
    assert said.missing == ()


@pytest.mark.parametrize(("audience", "kind"), EVERY)
def test_a_filled_template_says_nothing_that_must_not_stand(audience, kind):
    said = review(filled(audience, kind), audience=audience, kind=kind)
    assert [(found.rule, found.quote) for found in said.findings if found.severity != Severity.HINT] == []


@pytest.mark.parametrize(
    ("audience", "kind"), [(audience, kind) for audience, kind in EVERY if audience not in EXTERNAL_AUDIENCES]
)
def test_every_internal_template_says_who_answers_questions_from_outside(audience, kind):
    assert "go to {external_questions_go_to} only; please do not answer them yourself." in template(
        audience, kind
    )


@pytest.mark.parametrize(
    ("audience", "kind"), [(audience, kind) for audience, kind in EVERY if audience in EXTERNAL_AUDIENCES]
)
def test_no_text_for_readers_outside_speaks_of_the_protocol(audience, kind):
    assert "external_questions_go_to" not in template(audience, kind)
