"""What others do with a draft while its composer is open, and what comes into the timeline meanwhile."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.updates.approval import standing_approval
from clarion.updates.drafts import Draft
from clarion.web.access import allowed, person_of
from clarion.web.composer_page import composer_page, is_over
from clarion.web.heard import heard_since, newest_entry
from clarion.web.pulse import DraftPulse, draft_pulse_of
from clarion.web.rooms import draft_for, time_in
from clarion.web.templatetags.clocks import clock

#: Tells htmx that there is nothing to ask for any more.
STOP_ASKING = 286


@allowed(Act.WRITE)
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts that others changed; an empty answer while `seen` is the pulse of the page and `heard` the newest entry.

    `version` is that of the words in the fields, `typing` says that more was typed than is saved, `behind` that the page
    could not show a part while somebody was in it. What is typed is never sent over: where another text was saved
    meanwhile, both are shown.
    """
    draft, person = draft_for(request, pk), person_of(request)
    at = time_in(draft.incident)
    seen, now = DraftPulse.read(request.GET.get("seen", "")), draft_pulse_of(draft, at=at)
    heard, newest = _number(request, "heard"), newest_entry(draft.incident)
    changed = seen != now or "behind" in request.GET
    if not changed and heard == newest:
        return HttpResponse(status=204)
    context: dict[str, Any] = {"at": at, "draft": draft, "incident": draft.incident, "changed": changed}
    if changed:
        context |= _changed(request, draft, seen=seen, now=now, person=person, at=at)
    if heard != newest:
        more = heard_since(_number(request, "opened"), draft.incident, by=person, newest=newest)
        context |= {"heard_more": True, "heard": more}
    over = changed and is_over(draft)
    return render(request, "web/compose/live.html", context, status=STOP_ASKING if over else 200)


def _changed(
    request: HttpRequest, draft: Draft, *, seen: DraftPulse, now: DraftPulse, person: Person, at: datetime
) -> dict[str, Any]:
    held, typing = _number(request, "version"), "typing" in request.GET
    moved = held != draft.version
    page = composer_page(draft, person=person)
    answer: dict[str, Any] = {
        "typing": typing,
        # The fields follow what was saved, or what the incident announces by now, unless somebody is typing in them.
        "takes_words": not typing and not page["over"] and (moved or seen.words != now.words),
        "state_followed": not moved and seen.words != now.words,
        "news": _news(draft, moved=moved, decided=seen.approvals != now.approvals, person=person, at=at),
    }
    if moved and typing and not page["over"]:
        answer |= {"conflict": True, "seen": held}
    return page | answer


def _news(draft: Draft, *, moved: bool, decided: bool, person: Person, at: datetime) -> list[str]:
    """What others did, a sentence each; what it led to stands beside it."""
    if draft.published_at:
        return [f"{draft.update.by or 'Clarion'} published this text."]
    news = []
    if moved:
        who = "You, in another window," if draft.edited_by == person else draft.edited_by or "Clarion"
        news.append(f"{who} changed this text at {clock(draft.edited_at, at)}.")
    if decided and (approval := standing_approval(draft)):
        news.append(f"{approval.by} approved this text at {clock(approval.at, at)}.")
    elif decided and (last := draft.approvals.select_related("by").first()):
        why = last.void_reason or "the facts changed"
        news.append(f"The approval by {last.by} no longer holds: {why}.")
    return news


def _number(request: HttpRequest, name: str) -> int:
    """One that no row has when the page does not say."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else -1
