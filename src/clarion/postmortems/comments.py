"""Comments of reviewers on a paragraph. They quote it, so that they stay readable when the paragraph changes.

open --settle--> settled --reopen--> open. Replies hang below the first comment, one deep, and are settled with it. They
stay possible until the post-mortem is published: also what is final may be wrong.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.sections import LONGEST as LONGEST_PARAGRAPH
from clarion.postmortems.sections import Part
from clarion.postmortems.writing import PostMortemClosed

LONGEST = 4000


class CommentQuerySet(models.QuerySet["Comment"]):
    def threads(self) -> "CommentQuerySet":
        """First comments, each with its replies and everybody who wrote: three queries."""
        return (
            self.filter(answers=None)
            .select_related("by", "settled_by")
            .prefetch_related(models.Prefetch("replies", Comment.objects.select_related("by")))
        )

    def open(self) -> "CommentQuerySet":
        return self.filter(answers=None, settled_at=None)


class Comment(models.Model):
    """`paragraph` is the paragraph as it read when it was commented on; empty for a comment on the whole part."""

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="comments")
    part = models.CharField(max_length=20, choices=Part)
    paragraph = models.TextField(blank=True)
    text = models.TextField(max_length=LONGEST)
    answers = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by} on {self.get_part_display().lower()}"


@transaction.atomic
def comment(
    postmortem: PostMortem, part: Part, *, text: str, paragraph: str = "", by: Person, at: datetime
) -> Comment:
    """`paragraph` is the paragraph as its reader saw it. Raises ValidationError (field `text`), PostMortemClosed."""
    current = _locked(postmortem, by)
    must_be_visible(paragraph, "text")
    made = Comment.objects.create(
        postmortem=current, part=part, paragraph=paragraph.strip()[:LONGEST_PARAGRAPH], text=_words(text), by=by, at=at
    )  # fmt: skip
    record_act(Done.COMMENTED, current.reference, by=by, at=at, detail=f"on {Part(part).label.lower()}")
    return made


@transaction.atomic
def reply(first: Comment, *, text: str, by: Person, at: datetime) -> Comment:
    """A reply to a thread opens it again: something is left to say. Raises as `comment` does."""
    current = _locked(first.postmortem, by)
    first = Comment.objects.get(pk=first.answers_id or first.pk)
    made = Comment.objects.create(
        postmortem=current, part=first.part, paragraph=first.paragraph, text=_words(text), answers=first, by=by, at=at
    )  # fmt: skip
    Comment.objects.filter(pk=first.pk).update(settled_at=None, settled_by=None)
    record_act(Done.COMMENTED, current.reference, by=by, at=at, detail=f"reply on {Part(first.part).label.lower()}")  # fmt: skip
    return made


@transaction.atomic
def settle(first: Comment, *, by: Person, at: datetime) -> None:
    """Settled twice is settled by whoever was first. Raises PostMortemClosed."""
    current = _locked(first.postmortem, by)
    if Comment.objects.open().filter(pk=first.pk).update(settled_at=at, settled_by=by):
        record_act(Done.SETTLED_COMMENT, current.reference, by=by, at=at, detail=f"on {first.get_part_display().lower()}")  # fmt: skip


@transaction.atomic
def reopen_comment(first: Comment, *, by: Person, at: datetime) -> None:
    current = _locked(first.postmortem, by)
    settled = Comment.objects.filter(pk=first.pk, answers=None).exclude(settled_at=None)
    if settled.update(settled_at=None, settled_by=None):
        record_act(Done.REOPENED_COMMENT, current.reference, by=by, at=at, detail=f"on {first.get_part_display().lower()}")  # fmt: skip


def may_be_commented(postmortem: PostMortem) -> bool:
    return postmortem.stage != Stage.PUBLISHED


def _locked(postmortem: PostMortem, by: Person) -> PostMortem:
    """The post-mortem, locked, its version counted up. Raises PostMortemClosed once it is published, NotAllowed."""
    require(by, Act.LEARN)
    current = PostMortem.objects.select_for_update().get(pk=postmortem.pk)
    if not may_be_commented(current):
        raise PostMortemClosed(current)
    current.version += 1
    current.save(update_fields=["version"])
    return current


def _words(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError({"text": "Write the comment first."})
    if len(text) > LONGEST:
        raise ValidationError(
            {
                "text": f"A comment takes {LONGEST:,} characters, and this one has {len(text):,}. Split it, or write it into the text."
            }
        )
    must_be_visible(text, "text")
    return text
