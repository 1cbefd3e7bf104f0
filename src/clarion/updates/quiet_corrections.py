"""Quiet corrections: a typo or a wrong time of one published update is put right without telling readers anew.

    proposed --somebody who may publish it says yes--> quiet correction (a row of its own, for ever)
        └----withdrawn

What was published stays in the database as it was. `IncidentUpdate.text_now` is the text as it reads now, and
page, feed and API show it with what was wrong beside it. What may be quiet is decided by `quiet_limits.py`, the
review and the promise; everything else is a correction that readers are told of.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.people import Person
from clarion.incidents.services import services_beside
from clarion.review import Review, Severity, Verdict, review
from clarion.updates.known_facts import record_of, workspace_lexicon
from clarion.updates.promise_in_words import minute_of, times_promised
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_limits import LONGEST, QuietReason, dates_in, why_not_quiet

REASONS = [(QuietReason.TYPO.value, "a typo"), (QuietReason.TIME.value, "a wrong time")]


#: Quiet corrections of one update: many small steps could end where no single one may go.
MOST = 5


class ReadersMustBeTold(ValidationError):
    """The change is more than a typo or a time; the message says why. Write a correction that tells readers."""


class _Words(models.Model):
    """The words that were wrong, exactly as they stand in the text, and those that take their place."""

    wrong_words = models.CharField(max_length=LONGEST)
    right_words = models.CharField(max_length=LONGEST)
    reason = models.CharField(max_length=10, choices=REASONS)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"“{self.wrong_words}” → “{self.right_words}”"


class QuietProposal(_Words):
    """What somebody wants to put right. It waits for a yes until it is closed: approved or withdrawn."""

    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, related_name="quiet_proposals")
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["update"],
                condition=models.Q(closed_at=None),
                name="one_waiting_proposal_per_update",
                violation_error_message="A correction of this update waits for approval. Approve or withdraw it first.",
            )
        ]


class QuietCorrection(_Words, AppendOnly):
    """`by` wrote it, `approved_by` said yes; `approval_reason` says why nobody else had to, where they are the same."""

    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, related_name="quiet_corrections")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approval_reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]  # the order in which they apply


def waiting_proposal(update: IncidentUpdate) -> QuietProposal | None:
    return QuietProposal.objects.filter(update=update, closed_at=None).select_related("by").first()


def propose(
    update: IncidentUpdate, *, wrong_words: str, right_words: str, reason: str, by: Person, at: datetime
) -> QuietProposal:
    """Raises ValidationError that names what to pick; ReadersMustBeTold when it is no typo and no time."""
    if reason not in QuietReason:
        raise ValidationError("Say whether it is a typo or a wrong time.")
    must_be_quiet(update, wrong_words, right_words, reason=QuietReason(reason))
    proposal = QuietProposal(
        update=update, wrong_words=wrong_words, right_words=right_words, reason=reason, by=by, proposed_at=at
    )
    proposal.full_clean()
    proposal.save()
    return proposal


def must_be_quiet(update: IncidentUpdate, wrong_words: str, right_words: str, *, reason: QuietReason) -> None:
    """Raises ValidationError, ReadersMustBeTold."""
    if update.quiet_corrections.count() >= MOST:
        raise ReadersMustBeTold(f"Readers have to be told: this update was put right {MOST} times already.")
    before = update.text_now
    after = text_with(before, wrong_words, right_words)
    why = (
        why_not_quiet(before, after, reason=reason, names=_names(update))
        or _why_not_promise(update, before, after)
        or _why_not_review(update, before, after)
    )
    if why:
        raise ReadersMustBeTold(f"Readers have to be told: {why[0].lower() + why[1:]}")


def text_with(text: str, wrong_words: str, right_words: str) -> str:
    """The text with the picked words exchanged. Raises ValidationError when they are not one place of the text."""
    if not wrong_words.strip():
        raise ValidationError("Pick the words that are wrong, exactly as they stand in the update.")
    if not right_words.strip():
        raise ValidationError("Write what is right.")
    if max(len(wrong_words), len(right_words)) > LONGEST:
        raise ValidationError(f"Pick at most {LONGEST} characters, only the words that are wrong.")
    places = text.count(wrong_words)
    if places == 0:
        raise ValidationError("The update does not say these words. Pick them exactly as they stand there.")
    if places > 1:
        raise ValidationError(
            f"These words stand in {places} places. Pick some words around them too, so that it is clear which."
        )
    return text.replace(wrong_words, right_words)


def _names(update: IncidentUpdate) -> frozenset[str]:
    """The words of the names of services and regions, which no typo may exchange."""
    services = [line["name"] for line in update.services]
    services += services_beside(update.incident).values_list("name", flat=True)
    names = [*services, *update.incident.regions]
    return frozenset(word.casefold() for name in names for word in str(name).split())


def _why_not_promise(update: IncidentUpdate, before: str, after: str) -> str:
    """The promise is a clock that people wait for: its words may only be brought to the time it has."""
    lines = zip(before.split("\n"), after.split("\n"), strict=False)
    if any(dates_in(old) != dates_in(new) and _promises(update, old) for old, new in lines):
        return "The next update would be promised for another day."
    said, says = (
        times_promised(text, audience=update.audience, kind=update.kind) for text in (before, after)
    )
    if said == says:
        return ""
    if update.next_update_at and says == {minute_of(update.next_update_at)}:
        return ""
    clock = f"{update.next_update_at:%H:%M} UTC" if update.next_update_at else "no time"
    return f"The next update would be promised for another time; its clock has {clock}."


def _promises(update: IncidentUpdate, line: str) -> bool:
    return bool(times_promised(line, audience=update.audience, kind=update.kind))


def _why_not_review(update: IncidentUpdate, before: str, after: str) -> str:
    """The corrected text must not gain what the gate would object to."""
    gained = _objectionable(_reviewed(update, after)) - _objectionable(_reviewed(update, before))
    return f"The review objects to “{min(gained)[1]}” in the corrected text." if gained else ""


def _reviewed(update: IncidentUpdate, text: str) -> Review:
    record = record_of(update.incident, announced=update.state, now=update.published_at)
    return review(
        text,
        audience=update.audience,
        kind=update.kind,
        record=record,
        lexicon=workspace_lexicon(update.incident),
    )


def _objectionable(said: Review) -> set[tuple[str, str]]:
    findings = {(found.rule, found.quote) for found in said.findings if found.severity == Severity.BLOCK}
    claims = {(claim.field, claim.quote) for claim in said.claims if claim.verdict == Verdict.CONTRADICTED}
    return findings | claims
