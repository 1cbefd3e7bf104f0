"""Audiences, and the kinds of message that each is sent."""

from django.db import models


class Audience(models.TextChoices):
    ENGINEERING = "engineering", "Engineering"
    PARTNERS = "partners", "Partners"
    SUPPORT = "support", "Support"
    LEADERSHIP = "leadership", "Leadership"
    PUBLIC = "public", "Public page"
    CUSTOMER = "customer", "Customers"


class Kind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
    PROGRESS = "progress", "Progress"
    RESOLUTION = "resolution", "Resolution"
    CORRECTION = "correction", "Correction"
    ALERT = "alert", "Alert"
    PARTNER_BRIEF = "partner_brief", "Partner brief"
    TALKING_POINTS = "talking_points", "Talking points"
    CUSTOMER_REPLY = "customer_reply", "Customer reply"
    EXECUTIVE_SUMMARY = "executive_summary", "Executive summary"
    POSTMORTEM = "postmortem", "Post-mortem"
    RCA = "rca", "Executive RCA"

    @property
    def words(self) -> str:
        """Inside a sentence: "executive RCA"."""
        return f"{self.label[0].lower()}{self.label[1:]}"


#: Who is outside the company, in the order in which they are told that it is over. Partners may be, too: ask `leaving.py`.
EXTERNAL_AUDIENCES = (Audience.PUBLIC, Audience.CUSTOMER)

#: What looks back once it is over: begun at the post-mortem, promises nothing, changes no state.
AFTER_THE_END = frozenset({Kind.POSTMORTEM, Kind.RCA})

#: What is written for whom: audience -> kinds, in the order of an incident's life. Everybody who is told of an
#: incident can be told that it is over and that something was wrong; leaders hear the end in a summary.
KINDS = {
    Audience.PUBLIC: (
        Kind.ACKNOWLEDGEMENT, Kind.PROGRESS, Kind.RESOLUTION, Kind.CORRECTION, Kind.POSTMORTEM,
    ),
    Audience.CUSTOMER: (
        Kind.ACKNOWLEDGEMENT, Kind.PROGRESS, Kind.RESOLUTION, Kind.CORRECTION, Kind.POSTMORTEM,
        Kind.CUSTOMER_REPLY,
    ),
    Audience.SUPPORT: (Kind.TALKING_POINTS, Kind.RESOLUTION, Kind.CORRECTION),
    Audience.PARTNERS: (Kind.PARTNER_BRIEF, Kind.RESOLUTION, Kind.CORRECTION, Kind.POSTMORTEM),
    Audience.LEADERSHIP: (Kind.EXECUTIVE_SUMMARY, Kind.CORRECTION, Kind.RCA),
    Audience.ENGINEERING: (Kind.ALERT, Kind.PROGRESS, Kind.RESOLUTION, Kind.CORRECTION),
}  # fmt: skip
