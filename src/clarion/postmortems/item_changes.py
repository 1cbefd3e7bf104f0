"""What was done to an action item, as its page tells it: added, given to somebody, closed, opened again."""

from datetime import datetime

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.audit import Done, acts, record_act
from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem


class ItemChange(AppendOnly):
    """`detail` says from what to what, or quotes the reason that was given."""

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(max_length=40, choices=acts)
    detail = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item.reference}: {self.act_in_words}"

    @property
    def act_in_words(self) -> str:
        return str(Done(self.act).label)


def note(item: ActionItem, act: Done, detail: str = "", *, by: Person, at: datetime, told: str = "") -> None:
    """Write the line of the item's page and that of the audit log, which holds `told` and no words of the document.

    Call it in the transaction of the act.
    """
    ItemChange.objects.create(item=item, act=act, detail=detail[:1000], by=by, at=at)
    record_act(act, item.reference, by=by, at=at, detail=told)
