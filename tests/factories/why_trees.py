"""Trees of whys as values, for what reads a document and asks no database."""

from datetime import UTC, datetime
from itertools import count

from clarion.postmortems.document import Document, WhyNode

NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
_KEYS = count(1)


def why(
    answer: str,
    *below: WhyNode,
    kind: str = "contributor",
    evidence: str = "",
    risk: str = "",
    items: tuple[str, ...] = (),
) -> WhyNode:
    return WhyNode(
        key=next(_KEYS), answer=answer, kind=kind, evidence=evidence, evidence_url="", hypothesis=not evidence,
        accepted_risk=risk, items=items, below=below,
    )  # fmt: skip


def document_with(*whys: WhyNode, title: str = "Card payments fail", problem: str = "") -> Document:
    """A document of which only the tree and its problem matter."""
    return Document(
        reference="PM-7", public_id="abc", title=title, stage="draft", severity="SEV1", owner="Ana Sousa", due_on=None,
        opened_at=NINE, finished_at=None, published_at=None, incidents=(), sections={"problem": problem}, timeline=(),
        whys=whys, measures=(), lessons={}, items=(), involved=(),
    )  # fmt: skip


def two_branches() -> Document:
    """Eight answers below a problem: how it came about, and why nobody saw it."""
    return document_with(
        why(
            "The card gateway presented an expired certificate", why(
                "The certificate of the gateway is not in the inventory that renews certificates", why(
                    "Gateways were set up by hand in 2023, before the inventory existed",
                    why("No step of the handover asks which certificates a service holds", items=("AI-12", "AI-13"), evidence="handover checklist v4"),
                    evidence="change 4711",
                ),
                evidence="inventory export of 10 March",
            ),
            kind="trigger", evidence="gateway log, 09:31 UTC",
        ),
        why(
            "The probe of checkout uses a test card that skips the gateway",
            why("Probes are not compared with the path of real payments", items=("AI-14",), evidence="probe configuration"),
            why("A probe with a real card costs a fee for each payment", risk="A fee of 2,000 a month is too much"),
            kind="detection_gap", evidence="probe configuration",
        ),
        why("PayPal kept working, since it does not pass the gateway", kind="luck"),
        problem="About a quarter of **card payments** failed for 72 minutes.",
    )  # fmt: skip
