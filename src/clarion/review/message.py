"""What is reviewed: the audience a text is for, and the kind of message it is."""

from enum import StrEnum


class Audience(StrEnum):
    ENGINEERING = "engineering"
    PARTNERS = "partners"
    LEADERSHIP = "leadership"
    SUPPORT = "support"
    PUBLIC = "public"
    CUSTOMER = "customer"
    POSTMORTEM = "postmortem"


class Kind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    PROGRESS = "progress"
    RESOLUTION = "resolution"
    CORRECTION = "correction"
    ALERT = "alert"
    PARTNER_BRIEF = "partner_brief"
    TALKING_POINTS = "talking_points"
    CUSTOMER_REPLY = "customer_reply"
    EXECUTIVE_SUMMARY = "executive_summary"
    POSTMORTEM = "postmortem"
    RCA = "rca"
    TIMELINE_ENTRY = "timeline_entry"
    WHY_ANSWER = "why_answer"
    ROOT_CAUSE = "root_cause"
    ACTION_ITEM = "action_item"
    POSTMORTEM_TEXT = "postmortem_text"


EXTERNAL = frozenset({Audience.PUBLIC, Audience.CUSTOMER})
INTERNAL = frozenset(Audience) - EXTERNAL
LAY = frozenset(Audience) - {Audience.ENGINEERING, Audience.POSTMORTEM}
"""Readers who cannot be expected to know how the system is built."""
EVERYONE = frozenset(Audience)
AFTER_THE_END = frozenset({Kind.POSTMORTEM, Kind.RCA})
"""Texts for readers that look back once it is over; the documents from which they are made are `POSTMORTEM_KINDS`."""
POSTMORTEM_KINDS = frozenset({Kind.TIMELINE_ENTRY, Kind.WHY_ANSWER, Kind.ROOT_CAUSE, Kind.ACTION_ITEM})
EVERY_KIND = frozenset(Kind)
MESSAGES = EVERY_KIND - POSTMORTEM_KINDS - {Kind.POSTMORTEM_TEXT}
"""Kinds that tell somebody about an incident, as opposed to the parts of a post-mortem."""
