"""Dismissals: a finding of a draft that a person lets stand, with the reason and their name.

It holds while the sentence stands as it was. A secret cannot be dismissed.
"""

from datetime import datetime

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.review.dismissals import Dismissal, dismissal_of
from clarion.review.finding import Finding
from clarion.updates.approval import void_approvals
from clarion.updates.drafts import Draft


class DismissedFinding(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="dismissed")
    rule = models.CharField(max_length=40)
    quote = models.TextField()
    context = models.TextField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.rule} “{self.quote}” dismissed by {self.by}: {self.reason}"


@transaction.atomic
def dismiss(draft: Draft, finding: Finding, *, reason: str, by: Person, at: datetime) -> DismissedFinding:
    """Raises NotDismissible for a secret, or when no reason is given."""
    what = dismissal_of(finding, draft.text, reason=reason, by=by.name)
    dismissed = DismissedFinding.objects.create(
        draft=draft,
        rule=what.rule,
        quote=what.quote,
        context=what.context,
        reason=what.reason[:400],
        by=by,
        at=at,
    )
    record_act(Done.DISMISSED_FINDING, str(draft), by=by, at=at, detail=_in_words(dismissed))
    return dismissed


@transaction.atomic
def take_back(dismissed: DismissedFinding, *, by: Person, at: datetime) -> None:
    """The finding counts again, and whoever approved the text without it is asked anew; the row stays for ever."""
    if DismissedFinding.objects.filter(pk=dismissed.pk, taken_back_at=None).update(taken_back_at=at):
        record_act(Done.TOOK_BACK_DISMISSAL, str(dismissed.draft), by=by, at=at, detail=_in_words(dismissed))
        void_approvals(dismissed.draft, f"the finding “{dismissed.quote[:80]}” counts again", at=at)


def dismissals_of(draft: Draft) -> list[Dismissal]:
    """What stands dismissed for the draft, as the review reads it."""
    if "dismissed" in getattr(draft, "_prefetched_objects_cache", {}):
        rows = [row for row in draft.dismissed.all() if row.taken_back_at is None]
    else:
        rows = list(draft.dismissed.filter(taken_back_at=None).select_related("by"))
    return [Dismissal(row.rule, row.quote, row.context, row.reason, row.by.name) for row in rows]


def _in_words(dismissed: DismissedFinding) -> str:
    """For the audit log. The words may stand there: what the review takes for a secret is never dismissed."""
    return f"{dismissed.rule} “{dismissed.quote}”: {dismissed.reason}"
