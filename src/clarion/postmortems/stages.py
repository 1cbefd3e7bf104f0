"""From stage to stage: ask for a review, answer it, make final, publish in the company, reopen.

draft --ask for review--> in review --make final--> final --publish--> published
  ^-----------------------/ back                    /                  /
  ^----- reopen, with a reason --------------------/------------------/

Each change of stage locks the row, freezes the document as a version and leaves its act. What is final or published is
not written in (see `writing.py`), and stays at its permanent address.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed, require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible
from clarion.postmortems.document import read_document
from clarion.postmortems.exports.agreed import document_to_read
from clarion.postmortems.finishing import must_be_finishable
from clarion.postmortems.freezing import freeze
from clarion.postmortems.postmortem import WRITABLE, Answer, PostMortem, Reviewer, Stage
from clarion.postmortems.reminder_calls import tell_reviewers

LONGEST_WORDS = 400
FINISHED = frozenset({Stage.FINAL, Stage.PUBLISHED})
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class WrongStage(Exception):
    """It has gone on since the page was opened, so that this cannot be done any more. Says what it is now."""

    def __init__(self, postmortem: PostMortem, wanted: str) -> None:
        stage = postmortem.get_stage_display().lower()
        super().__init__(
            f"{postmortem.reference} is {stage} by now, and cannot be {wanted}. Nothing was changed."
        )


class ChangedMeanwhile(Exception):
    """Somebody wrote in it since the page was opened: what is made final has to have been read."""

    def __init__(self, postmortem: PostMortem) -> None:
        super().__init__(
            f"{postmortem.reference} was changed since you opened this page. Nothing was made final. Read what is new, "
            "then press the button again."
        )


@transaction.atomic
def ask_for_review(
    postmortem: PostMortem, reviewers: Sequence[Person], *, by: Person, at: datetime
) -> PostMortem:
    """The reviewers are asked, those who answered an earlier round again; whoever is not among them any more is not.

    Whoever is asked by somebody else hears of it by mail and in chat, once for each asking.
    Works in review, too: to ask others. Raises ValidationError (field `reviewers`), WrongStage, NotAllowed.
    """
    require(by, Act.LEARN)
    current = _locked(postmortem, WRITABLE, wanted="put into review")
    _must_be_reviewers(current, reviewers)
    again = current.stage == Stage.DRAFT
    no_longer = list(current.reviewers.exclude(person__in=reviewers).select_related("person"))
    current.reviewers.filter(pk__in=[each.pk for each in no_longer]).delete()
    asked = [person for person in reviewers if _ask(current, person, again=again, by=by, at=at)]
    if again:
        _move(current, Stage.IN_REVIEW, review_asked_at=at)
        freeze(current, why="put into review", by=by, at=at)
    tell_reviewers(current, [person for person in asked if person != by], at=at)
    told = f"asked {', '.join(person.name for person in asked) or 'nobody new'}"
    if no_longer:
        told += f"; no longer {', '.join(each.person.name for each in no_longer)}"
    record_act(Done.ASKED_FOR_REVIEW, current.reference, by=by, at=at, detail=told)
    return current


@transaction.atomic
def answer_review(
    postmortem: PostMortem, answer: Answer, *, words: str = "", read: str = "", by: Person, at: datetime
) -> Reviewer:
    """A reviewer agrees, or says what to change; they may think again as long as it is in review.

    `read` is the fingerprint of the document that they had before them; later changes are then told beside their yes.
    Raises ValidationError (field `words`), WrongStage, NotAllowed.
    """
    require(by, Act.LEARN)
    current = _locked(postmortem, {Stage.IN_REVIEW}, wanted="answered")
    reviewer = current.reviewers.filter(person=by).first()
    if reviewer is None:
        raise NotAllowed(
            "You were not asked to review this post-mortem. Write a comment, or ask to be added."
        )
    words = words.strip()
    if answer == Answer.WANTS_CHANGES and not words:
        raise ValidationError({"words": "Say in a sentence what should change."})
    _must_be_sound(words, field="words")
    reviewer.answer, reviewer.words, reviewer.answered_at = answer, words, at
    reviewer.read = read if _FINGERPRINT.fullmatch(read) else ""
    reviewer.save()
    record_act(Done.ANSWERED_REVIEW, current.reference, by=by, at=at, detail=Answer(answer).label.lower())
    return reviewer


@transaction.atomic
def back_to_draft(postmortem: PostMortem, *, by: Person, at: datetime) -> PostMortem:
    """Out of review, to rewrite more than a word. Raises WrongStage, NotAllowed."""
    require(by, Act.LEARN)
    current = _locked(postmortem, {Stage.IN_REVIEW}, wanted="taken back to draft")
    _move(current, Stage.DRAFT, review_asked_at=None)
    freeze(current, why="taken back to draft", by=by, at=at)
    record_act(Done.TOOK_BACK_TO_DRAFT, current.reference, by=by, at=at)
    return current


@transaction.atomic
def make_final(
    postmortem: PostMortem, *, seen_version: int | None, override_reason: str = "", by: Person, at: datetime
) -> PostMortem:
    """From here on its words stay. `seen_version` is the version of the post-mortem that was read; None does not ask.

    Raises NotFinishable, ChangedMeanwhile, WrongStage, ValidationError (field `override_reason`), NotAllowed.
    """
    require(by, Act.FINISH_POSTMORTEM)
    current = _locked(postmortem, WRITABLE, wanted="made final")
    if seen_version is not None and current.version != seen_version + 1:
        raise ChangedMeanwhile(current)
    reason = override_reason.strip()
    _must_be_sound(reason, field="override_reason")
    must_be_finishable(current, read_document(current), override_reason=reason)
    _move(current, Stage.FINAL, finished_at=at)
    freeze(current, why=reason, by=by, at=at)
    record_act(
        Done.MADE_FINAL, current.reference, by=by, at=at, detail=f"all the same: {reason}" if reason else ""
    )
    return current


@transaction.atomic
def publish_postmortem(postmortem: PostMortem, *, by: Person, at: datetime) -> PostMortem:
    """To everybody in the company, at its permanent address, as it was agreed. Raises WrongStage, NotAllowed."""
    require(by, Act.FINISH_POSTMORTEM)
    current = _locked(postmortem, {Stage.FINAL}, wanted="published")
    agreed = document_to_read(current)
    _move(current, Stage.PUBLISHED, published_at=at)
    published = replace(agreed, stage=current.stage, published_at=at)
    freeze(current, why="published in the company", document=published, by=by, at=at)
    record_act(Done.PUBLISHED_POSTMORTEM, current.reference, by=by, at=at)
    return current


@transaction.atomic
def reopen_postmortem(postmortem: PostMortem, reason: str, *, by: Person, at: datetime) -> PostMortem:
    """Back to draft, with the reason; what was final stays as a version. Raises ValidationError (field `reason`),
    WrongStage, NotAllowed.
    """
    require(by, Act.FINISH_POSTMORTEM)
    current = _locked(postmortem, FINISHED, wanted="reopened")
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Say why it is reopened; whoever agreed to it reads that."})
    _must_be_sound(reason, field="reason")
    _move(current, Stage.DRAFT, review_asked_at=None, finished_at=None, published_at=None)
    freeze(current, why=f"reopened: {reason}"[:LONGEST_WORDS], by=by, at=at)
    record_act(Done.REOPENED_POSTMORTEM, current.reference, by=by, at=at, detail=reason)
    return current


def _locked(postmortem: PostMortem, stages: Collection[str], *, wanted: str) -> PostMortem:
    """The row, locked until the transaction ends, its version counted up. Raises WrongStage."""
    current = PostMortem.objects.select_for_update().get(pk=postmortem.pk)
    if current.stage not in stages:
        raise WrongStage(current, wanted)
    current.version += 1
    current.save(update_fields=["version"])
    return current


def _move(current: PostMortem, stage: Stage, **moments: datetime | None) -> None:
    current.stage = stage
    for name, moment in moments.items():
        setattr(current, name, moment)
    current.save(update_fields=["stage", *moments])


def _must_be_reviewers(current: PostMortem, reviewers: Sequence[Person]) -> None:
    """Raises ValidationError without anybody who did not write it alone, and for somebody who cannot answer."""
    if not {person.pk for person in reviewers} - {current.owner_id}:
        said = "Choose somebody besides the owner: they know already what they meant."
        raise ValidationError(
            {"reviewers": said if reviewers else "Choose who reads it, one person at least."}
        )
    if away := [person.name for person in reviewers if not person.may(Act.LEARN)]:
        raise ValidationError(
            {"reviewers": f"{', '.join(away)} cannot sign in any more. Choose somebody else."}
        )


def _ask(current: PostMortem, person: Person, *, again: bool, by: Person, at: datetime) -> bool:
    """Whether the person was asked now: somebody who was asked in this round already keeps their answer."""
    asked = {
        "asked_at": at,
        "asked_by": by,
        "answer": Answer.WAITING,
        "answered_at": None,
        "words": "",
        "read": "",
    }
    if again:
        current.reviewers.update_or_create(person=person, defaults=asked)
        return True
    return current.reviewers.get_or_create(person=person, defaults=asked)[1]


def _must_be_sound(words: str, *, field: str) -> None:
    """Raises ValidationError with the field."""
    if len(words) > LONGEST_WORDS:
        told = f"Write at most {LONGEST_WORDS} characters; these are {len(words)}. A comment may be longer."
        raise ValidationError({field: told})
    must_be_visible(words, field)
