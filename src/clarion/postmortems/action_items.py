r"""Action items: what will be done so that it does not happen again, by whom, until when, and whether it worked.

open --close--> done --asked after 30 days--> worked: yes | partly | no
  \--drop, with a reason--> dropped        (both can be opened again)
"""

from datetime import UTC, date, datetime, timedelta

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem

#: Days before the due day from which its owner is reminded.
WARNED_BEFORE = timedelta(days=7)
#: Days after closing on which its owner is asked whether it worked.
ASKED_AFTER = timedelta(days=30)


def day_in_words(day: date | None) -> str:
    """ "16 Dec 2026", as pages write it."""
    return f"{day.day} {day:%b %Y}" if day else "no day"


class ItemKind(models.TextChoices):
    PREVENT = "prevent", "Prevent"
    DETECT = "detect", "Detect"
    MITIGATE = "mitigate", "Mitigate"
    PROCESS = "process", "Process"


class ItemState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Worked(models.TextChoices):
    UNKNOWN = "", "Not asked yet"
    YES = "yes", "It worked"
    PARTLY = "partly", "It worked in part"
    NO = "no", "It did not work"


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def open(self) -> "ActionItemQuerySet":
        return self.filter(state=ItemState.OPEN)

    def overdue(self, *, today: date) -> "ActionItemQuerySet":
        return self.open().filter(due_on__lt=today)

    def to_be_checked(self, *, today: date) -> "ActionItemQuerySet":
        """Done so long ago that it shows whether they worked, and nobody has said so."""
        return self.filter(state=ItemState.DONE, worked=Worked.UNKNOWN, check_on__lte=today)

    def due_first(self) -> "ActionItemQuerySet":
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class ActionItem(models.Model):
    """`text` begins with a verb; `outcome` says how anybody can check that it is done. Days are UTC.

    `whys` are the leaves of the cause tree that it answers. `closing_words` say how it was done, or why it was dropped.
    `warn_on` is the day of the first reminder; None where the date was set when that day had passed. `check_on` is the day
    on which its owner is asked whether it worked. Both are written with what they follow from: `set_due`, `set_done`.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    postmortem = models.ForeignKey(PostMortem, on_delete=models.PROTECT, related_name="action_items")
    whys = models.ManyToManyField(Why, blank=True, related_name="action_items")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=ItemKind, default=ItemKind.PREVENT)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    due_on = models.DateField(null=True, blank=True)
    warn_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.OPEN)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closing_words = models.CharField(max_length=400, blank=True)
    check_on = models.DateField(null=True, blank=True)
    worked = models.CharField(max_length=10, choices=Worked, default=Worked.UNKNOWN, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    worked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worked_words = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="action_items_by_due_day"),
            models.Index(fields=["owner", "state", "due_on"], name="action_items_of_an_owner"),
            models.Index(
                fields=["check_on", "id"],
                condition=models.Q(state="done", worked=""),
                name="action_items_to_be_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.text}"

    @property
    def reference(self) -> str:
        """The name by which people call it, for example AI-12."""
        return f"AI-{self.pk}"

    def is_overdue(self, *, today: date) -> bool:
        return self.state == ItemState.OPEN and self.due_on is not None and self.due_on < today

    def is_to_be_checked(self, *, today: date) -> bool:
        asked = self.check_on is not None and self.check_on <= today
        return self.state == ItemState.DONE and not self.worked and asked

    def set_due(self, day: date | None, *, at: datetime) -> None:
        """Its owner is warned some days before, unless that day has passed. Where it is today they are warned today: whoever
        set the date knows it, and the owner may be somebody else.
        """
        first = day - WARNED_BEFORE if day else None
        self.due_on, self.warn_on = day, first if first and first >= at.astimezone(UTC).date() else None

    def set_done(self, *, by: Person, at: datetime) -> None:
        self.state, self.closed_at, self.closed_by = ItemState.DONE, at, by
        self.check_on = at.astimezone(UTC).date() + ASKED_AFTER


class DueChange(AppendOnly):
    """A due date that was moved, and why. The first date of an item needs none."""

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="due_changes")
    before = models.DateField(null=True)
    after = models.DateField(null=True)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item.reference}: {self.before} -> {self.after}"
