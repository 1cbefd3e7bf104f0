"""The one table of texts that can be searched. It holds nothing that cannot be made again from the rows themselves."""

from django.db import models


class TextKind(models.TextChoices):
    """Planned work is a kind of its own, so that nobody who looks for incidents meets it unasked."""

    INCIDENT = "incident", "Incident"
    POSTMORTEM = "postmortem", "Post-mortem"
    PROBLEM = "problem", "Problem"
    ITEM = "item", "Action item"
    WHY = "why", "Cause"
    MAINTENANCE = "maintenance", "Planned maintenance"


class IndexedText(models.Model):
    """What one row says. `row` is its key; no foreign key, because rows of five tables stand here.

    `title`, `text` and `cause` are the reader's words; `title_words`, `words` (of all three) and `cause_words` the words
    to compare, each separated by a space. `services` are keys of services; `postmortem` is the key of the post-mortem
    that a cause or an action item belongs to. `at` is when it happened or was written.
    """

    kind = models.CharField(max_length=12, choices=TextKind)
    row = models.BigIntegerField()
    title = models.CharField(max_length=600, blank=True)
    text = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)
    cause_words = models.TextField(blank=True)
    services = models.JSONField(default=list)
    postmortem = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="one_text_per_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}: {self.title[:60]}"
