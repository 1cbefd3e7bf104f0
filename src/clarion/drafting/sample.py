"""A sample record, complete, on which a template is shown before any incident needs it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from clarion.drafting.facts import Facts

#: What a writer puts where the record cannot know.
WRITTEN: Mapping[str, str] = {
    "action": "we are exchanging the certificate",
    "next_steps": "Ravi exchanges the certificate, Ines checks payments in Spain",
    "right_words": "Only card payments fail; orders by invoice work",
    "prevention": "certificates are renewed and checked by a machine 30 days before they end",
}
#: The commander, and who answers questions from outside.
SAMPLE_PEOPLE = ("Ana Sousa", "Ben Okafor")


def sample_words(*, state: str, now: datetime) -> dict[str, str]:
    """Placeholder -> words, for every placeholder there is; those that only a resolved incident knows when it is."""
    return {**sample_facts(state=state, now=now).words(), **WRITTEN}


def sample_facts(*, state: str, now: datetime) -> Facts:
    resolved = state == "resolved"
    return Facts(
        now=now,
        reference="INC-44",
        title="Card payments fail",
        severity="SEV2",
        state=state,
        impact="Card payments fail with an error message",
        impact_then="Card payments failed with an error message",
        services=["Checkout"],
        percent_affected=25.0,
        regions=["Spain", "Portugal"],
        cause="a certificate had expired",
        cause_confirmed=True,
        workaround="please pay by invoice until then",
        started_at=now - timedelta(minutes=49),
        resolved_at=now - timedelta(minutes=10) if resolved else None,
        next_update_at=None if resolved else now + timedelta(minutes=20),
        commander=SAMPLE_PEOPLE[0],
        external_questions_go_to=SAMPLE_PEOPLE[1],
        corrected_at=now - timedelta(minutes=40),
        wrong_words="No orders can be placed.",
        public_words="We have identified the cause. Card payments fail for 25 % of users in Spain and Portugal.",
        public_at=now - timedelta(minutes=5),
        public_next_update_at=None if resolved else now + timedelta(minutes=15),
        customer="Ms Lindqvist",
        last_update_at=now - timedelta(minutes=25),
        window="Tuesday 3 March 2026, 10:00 to 11:00 UTC",
        window_before="Monday 2 March 2026, 10:00 to 11:00 UTC",
        summary="A certificate of the payment service expired, and card payments were declined until it was exchanged.",
        measures="- Declined payments: 1,200 (measured)\n- Support tickets: 84 (estimated)",
        causes="- Certificates were renewed by hand\n- No alert watched the day on which a certificate ends",
        changes="- We will renew certificates by machine 30 days before they end.\n"
        "- We will add an alert for certificates that end within 14 days.",
        changes_and_owners="- By 31 March 2026, Ravi Menon will renew certificates by machine 30 days before they end.\n"
        "- By 24 March 2026, Ines Prado will add an alert for certificates that end within 14 days.",
    )
