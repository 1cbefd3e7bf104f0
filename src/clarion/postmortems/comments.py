"""Comments of reviewers on a paragraph. They quote it, so that they stay readable when the paragraph changes."""

from django.db import models

from clarion.accounts.people import Person
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.sections import Part


class Comment(models.Model):
    """`paragraph` is the paragraph as it read when it was commented on; empty for a comment on the whole part."""

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="comments")
    part = models.CharField(max_length=20, choices=Part)
    paragraph = models.TextField(blank=True)
    text = models.TextField(max_length=4000)
    answers = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by} on {self.get_part_display().lower()}"
