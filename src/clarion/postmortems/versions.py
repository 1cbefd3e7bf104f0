"""Versions of the whole document, frozen whenever its stage changes, so that two can be compared."""

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.people import Person
from clarion.postmortems.postmortem import PostMortem, Stage


class DocumentVersion(AppendOnly):
    """`content` is the document as `document.as_json` gives it; `why` says what it was kept for."""

    postmortem = models.ForeignKey(PostMortem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=Stage)
    content = models.JSONField()
    why = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "number"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.postmortem.reference}, version {self.number}"
