"""The page of the composer: the draft, what the review says of it, and what may be done with it by whoever looks."""

from datetime import datetime
from typing import Any, NamedTuple

from clarion.accounts.languages import english_name
from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.drills import may_in
from clarion.incidents.states import state_label
from clarion.postmortems.reader_texts import not_agreed, postmortem_of
from clarion.review import Review
from clarion.subscribers.expected import subscribers_told
from clarion.updates.approval import standing_approval
from clarion.updates.audiences import AFTER_THE_END
from clarion.updates.destinations import destinations, in_words
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft, DraftClosed
from clarion.updates.gate import needs_other_eyes, unfinished
from clarion.updates.leaving import leaves_the_company
from clarion.updates.markdown import render_markdown
from clarion.updates.messages import chat_of, mail_of
from clarion.updates.planned_texts import step_of
from clarion.updates.published_text import published_text
from clarion.updates.refilling import kinds_to_become, why_not_no_news
from clarion.updates.review_of_draft import objections_besides, objections_to_words, review_draft
from clarion.updates.translations import language_of_texts
from clarion.updates.withdrawals import explains_superseded
from clarion.web.forms.draft import DraftForm
from clarion.web.forms.translations import posted_translations, translation_fields
from clarion.web.heard import Heard, newest_entry
from clarion.web.marked_text import marked_text
from clarion.web.pulse import draft_pulse_of
from clarion.web.rooms import time_in

#: Whether the text leaves the company -> what it takes.
APPROVING = {False: Act.APPROVE_INTERNAL, True: Act.APPROVE_EXTERNAL}
PUBLISHING = {False: Act.PUBLISH_INTERNAL, True: Act.PUBLISH_EXTERNAL}


class Objecting(NamedTuple):
    """Why the text would not go out, told once: `in_text` is what the lists beside the text show, `besides` what no list shows."""

    in_text: list[str]
    besides: list[str]

    @property
    def number(self) -> int:
        return len(self.in_text) + len(self.besides)


def composer_page(draft: Draft, *, person: Person, **more: Any) -> dict[str, Any]:
    """All that the templates of the composer show. `more` is what an answer adds, such as a form that was refused."""
    at = time_in(draft.incident)
    # First: what changes while the page is made is then shown by the next pulse.
    pulse = draft_pulse_of(draft, at=at)
    review = review_draft(draft, at=at)
    leaves = leaves_the_company(draft.audience)
    may_approve = may_in(draft.incident, person, APPROVING[leaves])
    objecting = _objecting(draft, review)
    looks_back = draft.kind in AFTER_THE_END
    eyes = needs_other_eyes(draft, person) if may_approve else []
    return {
        "at": at,
        "pulse": pulse,
        "heard": Heard(newest_entry(draft.incident)),
        "draft": draft,
        "incident": draft.incident,
        "form": DraftForm.of(draft),
        "step": step_of(draft),
        "state_label": _state_label(draft),
        "looks_back": looks_back,
        "postmortem": postmortem_of(draft.incident) if looks_back else None,
        "not_agreed": not_agreed(draft),
        "kinds": kinds_to_become(draft),
        "newer_public": explains_superseded(draft),
        "over": is_over(draft),
        "may_say_no_news": not why_not_no_news(draft),
        "review": review,
        "marked": marked_text(draft.text, review.findings),
        "unfinished": unfinished(draft, at=at),
        "objections": objecting,
        "other_eyes": eyes,
        "asks_why": bool(objecting.number or eyes),
        "approval": standing_approval(draft),
        "dismissed": _dismissed(draft, review),
        "last_approval": draft.approvals.select_related("by").first(),
        "external": leaves,
        "may_approve": may_approve,
        "may_publish": may_in(draft.incident, person, PUBLISHING[leaves]),
        "goes_to": _goes_to(draft, at=at),
        "preview": render_markdown(published_text(draft.text)),
        "as_mail": mail_of(draft),
        "as_chat": chat_of(draft),
        "translations": translation_fields(
            draft, typed=posted_translations(more["form"].data) if "form" in more else None
        ),
        "texts_in": english_name(language_of_texts()),
        **more,
    }


def _objecting(draft: Draft, review: Review) -> Objecting:
    """Of the same review whose findings and claims are listed beside the text."""
    return Objecting(
        objections_to_words(review), [*not_agreed(draft), *objections_besides(draft, review=review)]
    )


def is_over(draft: Draft) -> str:
    """Why nothing more is written in this draft, for whoever has it open; empty while it can be."""
    if draft.published_at or draft.discarded_at:
        return str(DraftClosed(draft))
    if draft.incident.drill and draft.incident.drill_of.ended_at:
        return "This drill is over, and nothing more is written in it."
    return ""


def _goes_to(draft: Draft, *, at: datetime) -> str:
    """What the publish button says; nothing of a drill goes anywhere."""
    if draft.incident.drill:
        return "this drill only: nothing leaves"
    return in_words(destinations(draft.audience, subscribers_told(draft, at=at)))


def _state_label(draft: Draft) -> str:
    if draft.kind in AFTER_THE_END:
        return draft.get_kind_display()
    return "Cancelled" if draft.cancels else state_label(draft.state, planned=draft.incident.planned)


def _dismissed(draft: Draft, review: Review) -> list[tuple[DismissedFinding, bool]]:
    """What people let stand, each with whether the text still says it."""
    found = {(each.finding.rule, each.finding.quote) for each in review.allowed}
    rows = draft.dismissed.filter(taken_back_at=None).select_related("by")
    return [(row, (row.rule, row.quote) in found) for row in rows]
