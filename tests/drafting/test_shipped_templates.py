"""The shipped templates, filled from a full record: what they say passes the product's own review."""

import re
from datetime import UTC, datetime

import pytest

from clarion.drafting import Facts, draft_text
from clarion.drafting.fill import PROMPTS
from clarion.review import Severity, review
from clarion.updates.audiences import KINDS
from clarion.updates.heartbeats import heartbeat_kind

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
HEARTBEATS = [(audience.value, heartbeat_kind(audience).value) for audience in KINDS]


def filled(audience, kind, template=None):
    state = "resolved" if kind == "resolution" else "identified"
    facts = Facts(
        now=NOW, reference="INC-4", title="Card payments fail", severity="SEV2", state=state,
        impact="Card payments fail with an error message", services=["Checkout"], percent_affected=25.0,
        regions=["Spain", "Portugal"], cause="a certificate had expired", cause_confirmed=True,
        workaround="please pay by invoice until then", started_at=NOW.replace(hour=9, minute=31),
        resolved_at=NOW.replace(minute=10), next_update_at=NOW.replace(minute=40), commander="Ana Sousa",
        external_questions_go_to="Ben Okafor", corrected_at=NOW.replace(hour=9, minute=40),
        wrong_words="No orders can be placed.", last_update_at=NOW.replace(minute=0),
    )  # fmt: skip
    text = draft_text(facts, audience=audience, kind=template or kind)
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


@pytest.mark.parametrize(("audience", "kind"), HEARTBEATS)
def test_an_update_without_news_passes_the_review_of_its_kind_and_says_since_when(audience, kind):
    text = filled(audience, kind, template="heartbeat")
    said = review(text, audience=audience, kind=kind)
    assert said.missing == ()
    assert [(found.rule, found.quote) for found in said.findings if found.severity != Severity.HINT] == []
    assert "since" in text
    assert "10:00 UTC" in text
    assert "10:40 UTC" in text
