"""Reminders: who is reminded of an action item or a post-mortem, on which day, and the calls that carry it.

    action item    7 days before, on the due day, then every week until it is done, dropped or moved
    post-mortem    the day before, on the due day, then every 2 days until it is final
    did it work?   30 days after an action item was closed, then every week until somebody answers
    review asked   once for each time that somebody is asked to review a post-mortem; written with the asking (`stages.py`)

Which of the others are owed is asked of rows and clock (see `reminder_clock.py`). A row stands for one day of one of these rows of days, its
slot; the database allows one of a kind for each slot.
"""

from datetime import datetime

from django.db import models

from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.postmortem import PostMortem
from clarion.subscribers.call_rows import CallRow, CallState


class ReminderKind(models.TextChoices):
    BEFORE = "before", "due soon"
    DUE = "due", "due today"
    OVERDUE = "overdue", "overdue"
    WORKED = "worked", "did it work?"
    REVIEW = "review", "asked to review"


class Reminder(models.Model):
    """About an item or a post-mortem, never both. `due_on` is the day that it speaks of, so that it says nothing any more
    once that day was moved.

    `person` is whom it named when it was written or sent; None where nobody who works here owns it. Of an asking it is the
    reviewer, and `at` is when they were asked.
    """

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, null=True, related_name="reminders")
    postmortem = models.ForeignKey(PostMortem, on_delete=models.PROTECT, null=True, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    slot = models.DateField()
    due_on = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "slot"], name="one_reminder_of_an_item_per_slot"),
            models.UniqueConstraint(
                fields=["postmortem", "kind", "slot"],
                condition=~models.Q(kind=ReminderKind.REVIEW),
                name="one_reminder_of_a_postmortem_per_slot",
            ),
            models.UniqueConstraint(
                fields=["postmortem", "person", "at"],
                condition=models.Q(kind=ReminderKind.REVIEW),
                name="one_reminder_of_an_asking",
            ),
            models.CheckConstraint(
                condition=models.Q(item=None) | models.Q(postmortem=None),
                name="a_reminder_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about.reference}: {self.get_kind_display()}"

    @property
    def about(self) -> ActionItem | PostMortem:
        about = self.item or self.postmortem
        assert about is not None, "a constraint of the table"  # noqa: S101
        return about


class ReminderCallQuerySet(models.QuerySet["ReminderCall"]):
    def in_trouble(self, *, since: datetime) -> "ReminderCallQuerySet":
        """What an admin should look at: given up since then, or failing and still tried; the newest first."""
        failing = models.Q(state=CallState.WAITING) & ~models.Q(failure="")
        return self.filter(failing | models.Q(state=CallState.FAILED, done_at__gte=since))


class ReminderCall(CallRow):
    """A reminder to be carried by one way."""

    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, related_name="calls")

    objects = ReminderCallQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "way"], name="one_call_of_a_way_per_reminder")
        ]
        indexes = [
            models.Index(fields=["done_at"], condition=models.Q(state="failed"), name="reminders_given_up"),
            models.Index(
                fields=["way", "next_attempt_at"],
                condition=models.Q(state="waiting"),
                name="reminders_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.reminder}"

    @property
    def addressee(self) -> Person | None:
        return self.reminder.person
