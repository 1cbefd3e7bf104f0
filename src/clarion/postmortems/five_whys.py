"""Five whys as a tree: below the problem statement, each why answers what made the one above possible.

A leaf carries an action item or a risk that somebody accepted. Without evidence an answer is a hypothesis.
"""

from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address
from clarion.incidents.timeline import Entry
from clarion.postmortems.postmortem import PostMortem

LONGEST_ANSWER = 600


class WhyKind(models.TextChoices):
    TRIGGER = "trigger", "Trigger"
    CONTRIBUTOR = "contributor", "Contributor"
    MITIGATOR = "mitigator", "Mitigator"
    DETECTION_GAP = "detection_gap", "Detection gap"
    DIFFICULTY = "difficulty", "Difficulty in handling"
    LUCK = "luck", "Luck"


class WhyQuerySet(models.QuerySet["Why"]):
    def standing(self) -> "WhyQuerySet":
        """Those that nobody took out, in the order in which they are read."""
        return self.filter(removed_at=None).order_by("position", "pk")


class Why(models.Model):
    """`above` is None below the problem statement itself. `position` orders the answers to one question.

    Evidence is an address, a line of the timeline, or words that say where it can be seen. What is taken out keeps
    its row, with `removed_at`, so that it can be put back.
    """

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="whys")
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    position = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=LONGEST_ANSWER)
    kind = models.CharField(max_length=20, choices=WhyKind, default=WhyKind.CONTRIBUTOR)
    evidence = models.CharField(max_length=400, blank=True)
    evidence_url = models.CharField(max_length=LONGEST_ADDRESS, blank=True, validators=[evidence_address])
    evidence_entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_risk = models.CharField(max_length=400, blank=True, help_text="why nothing is done about it")
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = WhyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.answer

    @property
    def is_hypothesis(self) -> bool:
        return not (self.evidence or self.evidence_url or self.evidence_entry_id)
