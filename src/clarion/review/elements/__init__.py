"""What must stand: one file an element. To add an element, write its file and add its name here."""

from clarion.review.message import Kind

ELEMENTS = (
    "status", "impact", "scope", "service", "started", "ended", "action", "next_update", "apology",
    "reader_action", "severity", "owners", "protocol", "cause", "prevention", "correction_mark", "systemic",
    "verifiable", "blameless", "owner", "due", "specific", "measurable", "objective", "timestamp", "zone",
)  # fmt: skip
"""Ids of the elements that exist, each a file of this folder."""

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.ACKNOWLEDGEMENT: ("status", "impact", "scope", "service", "started", "action", "next_update"),
    Kind.PROGRESS: ("status", "impact", "scope", "service", "action", "next_update", "reader_action"),
    Kind.RESOLUTION: (
        "status", "impact", "scope", "service", "started", "ended", "cause", "prevention", "apology",
    ),
    Kind.CORRECTION: ("correction_mark", "status", "service", "impact", "apology", "next_update"),
    Kind.ALERT: (
        "severity", "impact", "scope", "service", "started", "action", "owners", "protocol", "next_update",
    ),
    Kind.PARTNER_BRIEF: (
        "status", "impact", "scope", "service", "action", "reader_action", "protocol", "next_update",
    ),
    Kind.TALKING_POINTS: ("status", "impact", "service", "reader_action", "protocol", "apology", "next_update"),
    Kind.CUSTOMER_REPLY: ("apology", "status", "impact", "action", "reader_action", "next_update"),
    Kind.EXECUTIVE_SUMMARY: (
        "severity", "status", "impact", "scope", "started", "cause", "action", "owners", "next_update",
    ),
    # Whoever looks back owes readers what a resolution does: what it did to them, why, and what is different now.
    Kind.POSTMORTEM: ("impact", "scope", "service", "started", "ended", "cause", "prevention", "apology"),
    # Leaders ask how bad it was, why, what changes, and who sees to it.
    Kind.RCA: ("severity", "impact", "scope", "started", "ended", "cause", "prevention", "owners"),
    Kind.WHY_ANSWER: ("systemic", "verifiable", "blameless"),
    Kind.ROOT_CAUSE: ("systemic", "verifiable", "blameless"),
    Kind.ACTION_ITEM: ("owner", "due", "specific", "measurable", "systemic"),
    Kind.TIMELINE_ENTRY: ("objective", "timestamp", "zone", "specific"),
    Kind.POSTMORTEM_TEXT: (),
}  # fmt: skip
"""What each kind of message must say, in the order in which a writer is asked for it."""
