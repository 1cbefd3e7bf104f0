"""The gate: what stands between a draft and its readers, in words that say what to do.

Two doors. Approval asks for a text that is finished and that the review passes, or a recorded reason why it
may go out all the same. Publication asks for an approval that still holds, and for a promise that lies ahead.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.drafting import unfilled_prompts
from clarion.incidents.hand_over import POSITIONS
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.updates.approval import Approval, standing_approval
from clarion.updates.audiences import AFTER_THE_END, EXTERNAL_AUDIENCES, Audience, Kind
from clarion.updates.drafts import Draft
from clarion.updates.editors import writers_of
from clarion.updates.heartbeats import too_many
from clarion.updates.leaving import leaves_the_company
from clarion.updates.plan_in_order import about_the_plan
from clarion.updates.promise_in_words import names_the_time, promised_in_words
from clarion.updates.publication import latest_update
from clarion.updates.replies import is_reply
from clarion.updates.review_of_draft import objections
from clarion.updates.translation_checks import unfinished_translations
from clarion.updates.withdrawals import explains_superseded


class NotApprovable(Exception):
    """The draft cannot be approved as it is. `reasons` says why, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class NotPublishable(NotApprovable):
    """The draft cannot be published as it is."""


def must_be_approvable(
    draft: Draft, *, also: Sequence[str] = (), by: Person, override_reason: str = "", at: datetime
) -> None:
    """Raises NotApprovable. A reason overrides the review and the second pair of eyes, never an unfinished text.

    `also` are objections of whoever asks, which a reason overrides as well.
    """
    reasons = unfinished(draft, at=at)
    if not reasons and not override_reason.strip():
        reasons = [*also, *objections(draft, at=at), *needs_other_eyes(draft, by)]
    if reasons:
        raise NotApprovable(reasons)


def needs_other_eyes(draft: Draft, by: Person) -> list[str]:
    """Why `by` should not approve alone what leaves the company: they wrote in it, and a lead could read it.

    Empty where no other communications lead is there to ask.
    """
    return eyes_needed(draft.audience, writers=writers_of(draft), by=by, incident=draft.incident)


def eyes_needed(audience: str, *, writers: set[int], by: Person, incident: Incident) -> list[str]:
    """The same for words that have no draft; `writers` are the keys of the people who wrote in them."""
    if by.pk not in writers or not leaves_the_company(audience):
        return []
    others = [person for person in _could_read(incident) if person != by]
    if not others:
        return []
    readers = [person.name for person in others if person.pk not in writers][:2]
    if not readers:
        return ["You wrote in this text, and so did every other communications lead. Say why it cannot wait."]
    wrote = "You wrote this text yourself." if writers == {by.pk} else "You wrote in this text."
    return [f"{wrote} Ask {' or '.join(readers)} to approve it, or say why it cannot wait."]


def _could_read(incident: Incident) -> list[Person]:
    """Whose eyes count: communications leads; in a drill whoever holds a role in it."""
    if incident.drill:
        holders = [getattr(incident, position) for position in POSITIONS]
        return list(dict.fromkeys(person for person in holders if person))
    return list(Person.objects.active().filter(role=Role.COMMUNICATIONS_LEAD))


def must_be_publishable(draft: Draft, *, also: Sequence[str] = (), at: datetime) -> Approval:
    """The approval that holds. Raises NotPublishable. `also`: as in `must_be_approvable`."""
    approval = standing_approval(draft)
    if approval is None:
        last = draft.approvals.first()
        why = (
            f"The approval by {last.by} no longer holds: {last.void_reason or 'the facts changed'}."
            if last
            else ""
        )
        raise NotPublishable([f"{why} Somebody has to approve this text first.".strip()])
    if draft.publish_at and at < draft.publish_at:
        when = f"{draft.publish_at:%H:%M} UTC on {draft.publish_at.day} {draft.publish_at:%B}"
        raise NotPublishable([f"This text goes out by itself at {when}; it says what is true by then."])
    if reasons := unfinished(draft, at=at):
        raise NotPublishable(reasons)
    # The record may have moved since in a way that voids nothing: a cause, a moment. Times are read as they were then.
    if not approval.override_reason and (reasons := [*also, *objections(draft, at=approval.at)]):
        raise NotPublishable(
            [*reasons, "The record changed since the approval: mend the text, or approve it again."]
        )
    return approval


def unfinished(draft: Draft, *, at: datetime) -> list[str]:
    """What no reason can override: an empty text, open prompts, an impossible state, a promise in the past or missing.

    The same of its translations.
    """
    return [
        *_about_the_words(draft),
        *_about_the_state(draft),
        *(_about_the_end(draft) if draft.kind == Kind.RESOLUTION else []),
        *(_about_the_reply(draft) if is_reply(draft) else []),
        *_about_the_promise(draft, at=at),
        *unfinished_translations(draft),
        *about_the_plan(draft, at=at),
    ]


def _about_the_words(draft: Draft) -> list[str]:
    reasons = [f"Fill in: {prompt}." for prompt in unfilled_prompts(draft.text)]
    if not draft.text.strip():
        reasons.append("The text is empty.")
    if newer := explains_superseded(draft):
        reasons.append(
            f"The public page has a new update since {newer.published_at:%H:%M} UTC. Read it, then fill these talking "
            "points again or say that they explain the new one."
        )
    if draft.kind == Kind.CORRECTION and draft.corrects_id is None:
        reasons.append("A correction names the update that it corrects. Open that update and press Correct.")
    return reasons


def _about_the_state(draft: Draft) -> list[str]:
    """A text neither ends an incident in passing nor brings it back in passing."""
    incident = draft.incident
    if draft.kind in AFTER_THE_END:
        return _about_looking_back(draft)
    if draft.state == State.RESOLVED and draft.kind != Kind.RESOLUTION and incident.is_open:
        return [
            "Only a resolution resolves the incident. Press Resolve in its room, or choose another state."
        ]
    if draft.heartbeat and not incident.is_open:
        return ["The incident is resolved; there is no next update to promise. Discard this draft."]
    if draft.state != State.RESOLVED and not incident.is_open:
        back = "If it is back, set the state in its record first, so that everybody is owed an update again."
        return [f"{incident.reference} is resolved. {back}"]
    return []


def _about_looking_back(draft: Draft) -> list[str]:
    """What looks back is told once it is over, and changes no state."""
    if draft.incident.is_open:
        return [
            f"{draft.incident.reference} is not resolved. Publish this {draft.kind_words} once it is over."
        ]
    if draft.state != State.RESOLVED:
        return ["This text looks back and changes no state. Choose the state resolved."]
    return []


def _about_the_end(draft: Draft) -> list[str]:
    """Whose resolution ends the incident: the public page's where it heard, else the customers'; never one inside."""
    if draft.state != State.RESOLVED:
        return ["A resolution announces the state resolved. Choose that state, or the kind progress."]
    if not draft.incident.is_open:
        return []
    if draft.audience not in EXTERNAL_AUDIENCES:
        return [
            "Press Resolve in the incident's room first; it ends the incident. Then say inside that it is over."
        ]
    if draft.audience == Audience.CUSTOMER and latest_update(draft.incident, Audience.PUBLIC):
        return ["Publish the resolution on the public page first; it ends the incident. Then tell customers."]
    return []


def _about_the_reply(draft: Draft) -> list[str]:
    """A reply goes to somebody, and tells how things stand without changing it."""
    reasons = [] if draft.customer.strip() else ["Name the customer to whom this reply goes."]
    if draft.state != draft.incident.state:
        state = draft.incident.get_state_display()
        reasons.append(
            f"A reply changes no state; the incident is {state.lower()}. Choose “{state}”, and say that."
        )
    return reasons


def _about_the_promise(draft: Draft, *, at: datetime) -> list[str]:
    if draft.state == State.RESOLVED or (draft.incident.planned and draft.next_update_at is None):
        return []  # planned work promises its window
    if draft.heartbeat and draft.next_update_at is None:
        return ["An update without news makes a new promise. Say when the next update comes."]
    if draft.next_update_at is None:
        return _about_no_promise(draft)
    if draft.next_update_at <= at:
        return [
            f"The next update is promised for {draft.next_update_at:%H:%M} UTC, which has passed. Choose a later time."
        ]
    said = promised_in_words(draft)
    if said and not names_the_time(draft.text, draft.next_update_at):
        words, clock = min(said).strftime("%H:%M"), draft.next_update_at.astimezone(UTC).strftime("%H:%M")
        return [f"The text promises {words} UTC, the clock is set to {clock} UTC. Make them agree."]
    approval = standing_approval(draft) if draft.heartbeat else None
    return too_many(draft, at=approval.at if approval else at)


def _about_no_promise(draft: Draft) -> list[str]:
    """Inside the company an update may promise nothing; then its words must not either, as no clock would keep them."""
    if draft.audience in EXTERNAL_AUDIENCES:
        return ["Say when the next update comes: the incident is not resolved."]
    if said := promised_in_words(draft):
        return [
            f"The text promises {min(said):%H:%M} UTC, and no clock is set. Set it, or take the promise out."
        ]
    return []
