"""The post-mortem of one or more incidents, and how far it has come.

    draft --ask for review--> in review --agree--> final --publish--> published
      ^-------------------------/ back            / reopened, with a reason
      ^------------------------------------------/

Where none is needed after all, a draft is set aside with a reason, and can be taken up again.

Its words live in topic files beside this one: sections, five whys, measures of impact, lessons, action items.
"""

from datetime import date

from django.db import models

from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.accounts.visible_words import visible_words
from clarion.incidents.incident import Incident
from clarion.incidents.states import Severity


class Stage(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    FINAL = "final", "Final"
    PUBLISHED = "published", "Published"
    SET_ASIDE = "set_aside", "Not needed"


#: Stages in which its words are written. What is final stays as it was agreed; whoever must change it reopens it.
WRITABLE = frozenset({Stage.DRAFT, Stage.IN_REVIEW})


class PostMortemQuerySet(models.QuerySet["PostMortem"]):
    def owed(self) -> "PostMortemQuerySet":
        """Those that somebody still has to finish, the most urgent first."""
        return self.filter(stage__in=WRITABLE).order_by("due_on", "pk")

    def overdue(self, *, today: date) -> "PostMortemQuerySet":
        return self.owed().filter(due_on__lt=today)

    def with_incidents(self) -> "PostMortemQuerySet":
        return self.select_related("owner").prefetch_related("incidents")


class PostMortem(models.Model):
    """`severity` is the worst of its incidents when it was opened. `due_on` is a day in UTC; None asks for none.

    `version` counts every change of anything in it, so that an open page can ask cheaply whether there is news.
    `opened_by` is None where the end of an incident opened it. `public_id` is part of its permanent address.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    title = models.CharField(max_length=200, validators=[visible_words])
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    severity = models.CharField(max_length=4, choices=Severity)
    incidents = models.ManyToManyField(Incident, related_name="postmortems")
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="postmortems"
    )
    due_on = models.DateField(null=True, blank=True)

    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    review_asked_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    set_aside_why = models.CharField(max_length=400, blank=True)

    meeting_at = models.DateTimeField(null=True, blank=True)
    meeting_place = models.CharField(max_length=200, blank=True, help_text="a room, or the address of a call")
    facilitator = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    version = models.PositiveIntegerField(default=1)

    objects = PostMortemQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["stage", "due_on"], name="postmortems_owed"),
            models.Index(fields=["opened_at", "id"], name="postmortems_by_opening"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """The name by which people call it, for example PM-7."""
        return f"PM-{self.pk}"

    @property
    def is_writable(self) -> bool:
        return self.stage in WRITABLE

    def is_overdue(self, *, today: date) -> bool:
        return self.is_writable and self.due_on is not None and self.due_on < today


class Answer(models.TextChoices):
    WAITING = "waiting", "Asked"
    AGREED = "agreed", "Agreed"
    WANTS_CHANGES = "wants_changes", "Wants changes"


class Reviewer(models.Model):
    """Somebody who was asked to read it before it is final, and what they answered.

    `read` is the fingerprint of the document that they answered to (see `freezing.py`); empty where it is not known.
    """

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=400, blank=True)
    read = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "person"], name="one_reviewer_per_postmortem")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display().lower()}"
