"""Documents as values, without a database: an empty one, one that has everything, a long one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zlib import crc32

from clarion.postmortems.document import Document, IncidentFacts, ItemFacts, Line, MeasureFacts, WhyNode

START = datetime(2026, 3, 10, 9, 31, tzinfo=UTC)


def minutes(count: float) -> datetime:
    return START + timedelta(minutes=count)


def line(at: float, kind: str, text: str, *, source: str = "person", evidence_url: str = "") -> Line:
    return Line(int(at * 10), "INC-44", minutes(at), kind, source, text, evidence_url)


def why(answer: str, *below: WhyNode, kind: str = "contributor", **known) -> WhyNode:
    values = {
        "evidence": "", "evidence_url": "", "accepted_risk": "", "items": (),
    } | known  # fmt: skip
    hypothesis = not (values["evidence"] or values["evidence_url"])
    return WhyNode(
        key=crc32(answer.encode()) % 10_000,
        answer=answer,
        kind=kind,
        hypothesis=hypothesis,
        below=below,
        **values,
    )


INCIDENT = IncidentFacts(
    reference="INC-44",
    title="Card payments fail",
    severity="SEV1",
    services=("Checkout", "Payments API"),
    impact="about a quarter of card payments fail",
    users_affected=1200,
    percent_affected=Decimal("25.50"),
    regions=("EU", "UK"),
    cause="an expired certificate on the payment gateway",
    cause_confirmed=True,
    moments={
        "started": minutes(0),
        "detected": minutes(2),
        "acknowledged": minutes(4),
        "declared": minutes(5),
        "first published": minutes(9),
        "mitigated": minutes(64),
        "resolved": minutes(92),
    },
)

EMPTY = Document(
    reference="PM-7",
    public_id="k3v9x2m8q4tz",
    title="Card payments fail",
    stage="draft",
    severity="SEV1",
    owner="",
    due_on=date(2026, 3, 13),
    opened_at=minutes(92),
    finished_at=None,
    published_at=None,
    incidents=(replace(INCIDENT, services=(), impact="", users_affected=None, percent_affected=None, regions=(), cause="",
                       moments={"declared": minutes(5)}),),
    sections=dict.fromkeys(("summary", "timeline", "problem", "causes", "impact", "lessons"), ""),
    timeline=(),
    whys=(),
    measures=(),
    lessons={},
    items=(),
    involved=(),
)  # fmt: skip

FULL = replace(
    EMPTY,
    stage="published",
    owner="Ana Sousa",
    finished_at=minutes(60 * 50),
    published_at=minutes(60 * 51),
    incidents=(INCIDENT,),
    sections={
        "summary": "For **92 minutes** about a quarter of card payments in Europe failed.\n\n"
        "The certificate of the payment gateway expired at 09:31 UTC. The check that should have warned us read "
        "the certificate of the load balancer, see [the dashboard](https://grafana.example.com/d/tls?a=1&b=2).\n\n"
        "- Nobody was charged twice.\n- Orders were kept and paid later:\n  1. by card,\n  2. by invoice.\n",
        "timeline": "The gateway refused every connection that it had not kept open, so the errors rose slowly.",
        "problem": "A quarter of card payments failed from 09:31 to 11:03 UTC, because the gateway's certificate had expired.",
        "causes": "Three conditions met.\n\n> The expiry check was green the whole time.\n\n"
        "```\n$ openssl s_client -connect gateway.internal:443\nverify error:num=10:certificate has expired\n```\n",
        "impact": "Customers saw *payment failed* and could pay by invoice.",
        "lessons": "### What surprised us\nThe check had never failed, and nobody had asked whether it could.",
    },
    timeline=(
        line(2, "alert", "alert HighErrorRate on checkout-web", source="alert",
             evidence_url="https://alerts.example.com/a/1"),
        line(5, "change", "declared as SEV1: Card payments fail", source="record"),
        line(9, "communication", "acknowledgement for the public page published", source="update"),
        line(14, "observation", "TLS handshakes of the gateway fail with “certificate has expired”",
             evidence_url="https://grafana.example.com/d/tls"),
        line(20, "decision", "decided to renew the certificate by hand rather than to roll back"),
        line(29, "communication", "progress for the public page published", source="update"),
        line(41, "action", "issued a new certificate and loaded it on two of six gateways"),
        line(64, "action", "loaded the certificate on the other four gateways"),
        line(66, "communication", "progress for the public page published", source="update"),
        line(92, "change", "state: monitoring → resolved", source="record"),
        line(93, "communication", "resolution for the public page published", source="update"),
    ),
    whys=(
        why(
            "The gateway's certificate expired without a warning", kind="trigger",
            evidence="openssl output in the timeline at 09:45 UTC",
            evidence_url="https://grafana.example.com/d/tls",
        ),
        why(
            "The expiry check reads the certificate of the load balancer, not that of the gateway",
            why("The check was written when both were one machine", items=("AI-3",), evidence="commit 4f2a"),
            why("No test makes the check fail", kind="detection_gap", items=("AI-4",)),
            kind="detection_gap", evidence="configuration of the check",
        ),
        why("The new certificate had to be loaded on six machines by hand", kind="difficulty",
            accepted_risk="The gateways are replaced in April; until then six loads take 20 minutes."),
    ),
    measures=(
        MeasureFacts("external", "Users affected", Decimal("1200.00"), "users", False, "payment log", "https://logs.example.com/q/1"),
        MeasureFacts("external", "Revenue", Decimal("48500.50"), "EUR", True, "average basket × failed payments", ""),
        MeasureFacts("internal", "Hours worked", Decimal("14.50"), "hours", True, "call log", ""),
    ),
    lessons={
        "well": ("The alert fired within two minutes.", "Support had talking points before the first call."),
        "poorly": ("The check was green while the certificate had expired.",),
        "lucky": ("It happened at 09:31 and not on a Friday night.",),
    },
    items=(
        ItemFacts("a1", "AI-3", "Read the gateway's certificate in the expiry check", "detect", "Dev Patel",
                  date(2026, 3, 25), "The check fails in staging with a certificate of 13 days", "done", "yes"),
        ItemFacts("a2", "AI-4", "Add a test that lets the expiry check fail every week", "prevent", "Ben Okafor",
                  date(2026, 3, 25), "The weekly test has failed once on purpose", "open", ""),
        ItemFacts("a3", "AI-5", "Buy a second gateway", "mitigate", "", None, "", "dropped", "", "the first one is never down"),
    ),
    involved=(("Ana Sousa", "incident commander"), ("Ben Okafor", "communications lead"), ("Mira of Gatewell", "")),
)  # fmt: skip

KINDS = ("observation", "action", "note", "alert", "communication", "decision", "change")


def long_document(lines: int = 300, whys: int = 40) -> Document:
    """Three days, most of it a night in which nothing happened, with words of every length."""
    deep = None
    for number in range(12):
        deep = why(
            f"Step {number} of a chain that goes deeper than anybody would ask", *([deep] if deep else [])
        )
    wide = tuple(
        why(
            f"Condition {number}: "
            + "the pool of connections was sized for the load of 2021 " * (1 + number % 3),
            why(f"Nobody measures the pool of region {number}", items=("AI-3",), evidence="dashboard"),
        )
        for number in range((whys - 12) // 2)
    )
    return replace(
        FULL,
        title="Card payments fail in every region while " + "x" * 90,
        stage="in_review",
        timeline=tuple(
            line(
                number * 0.7 + (2200 if number > lines // 2 else 0), KINDS[number * 3 % 7],
                f"line {number}: " + "the error rate of checkout-web rose to 25 % " * (1 + number % 4)
                + ("W" * 120 if number % 50 == 7 else ""),
                evidence_url="https://grafana.example.com/" + "d" * 90 if number % 9 == 0 else "",
            )
            for number in range(lines)
        ),
        whys=(*wide, deep),
        sections={part: (text + "\n\n") * 6 for part, text in FULL.sections.items()},
        items=tuple(
            replace(FULL.items[number % 2], reference=f"AI-{number}", owner="" if number % 5 == 0 else "Ben Okafor")
            for number in range(25)
        ),
    )  # fmt: skip
