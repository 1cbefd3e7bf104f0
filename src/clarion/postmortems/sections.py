"""Sections: the prose of a post-mortem, one row a part, with every version that was saved.

`version` counts the changes: who saves says which version they saw, so that two writers never overwrite each other.
"""

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.people import Person
from clarion.postmortems.postmortem import PostMortem

LONGEST = 40_000


class Part(models.TextChoices):
    """In the order of the document. `PROBLEM` is the statement that the tree of whys starts from, one or two sentences."""

    SUMMARY = "summary", "Summary"
    TIMELINE = "timeline", "What happened"
    PROBLEM = "problem", "Problem statement"
    CAUSES = "causes", "Causes"
    IMPACT = "impact", "Impact"
    LESSONS = "lessons", "Lessons"


class Section(models.Model):
    """`text` is Markdown. Every post-mortem has all of them from its opening on, empty where nobody wrote."""

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="sections")
    part = models.CharField(max_length=20, choices=Part)
    text = models.TextField(max_length=LONGEST, blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["postmortem", "part"], name="one_section_per_part")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} of {self.postmortem.reference}"


class SectionVersion(AppendOnly):
    """The text of a section as somebody saved it."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="one_text_per_version_of_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.section}, version {self.number}"
