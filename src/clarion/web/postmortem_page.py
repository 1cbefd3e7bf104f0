"""The page of a post-mortem: five parts down the page, and beside them what is still missing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clarion.postmortems.document import read_document
from clarion.postmortems.missing import missing
from clarion.postmortems.postmortem import PostMortem
from clarion.web.access import person_of
from clarion.web.postmortem_parts import (
    causes,
    impact,
    items,
    lessons,
    meeting,
    people,
    readers,
    review,
    similar,
    stage,
    summary,
    timeline,
)
from clarion.web.postmortem_pulse import beat_of
from clarion.web.written_sections import written_sections

#: Name of a part -> what its template needs; in the order of the page.
PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "summary": summary.context,
    "timeline": timeline.context,
    "causes": causes.context,
    "impact": impact.context,
    "lessons": lessons.context,
    "items": items.context,
    "people": people.context,
    "similar": similar.context,
    "meeting": meeting.context,
    "readers": readers.context,
    "review": review.context,
    "stage": stage.context,
}

#: Id of what htmx asks for alone -> its template: a part, or a piece of one beside which somebody may be writing.
PIECES = {part: f"web/postmortem/{part}.html" for part in PARTS} | {
    "five-whys": "web/postmortem/five_whys.html"
}


def page(
    request: HttpRequest, postmortem: PostMortem, *, at: datetime, status: int = 200, **more: object
) -> HttpResponse:
    """The whole page, or with htmx the part that it asks for (its `HX-Target`) and the rail beside it.

    `more` goes to the template: what was typed and not saved, a conflict, an error.
    """
    context = page_context(request, postmortem, at=at)
    part_asked = request.headers.get("HX-Target", "")
    template = "web/postmortem.html"
    if part_asked in PIECES:
        context |= {"part": PIECES[part_asked]}
        template = "web/postmortem/answer.html"
    answer = render(request, template, context | more, status=status)
    # The address of an act is no page to come back to, and htmx takes it for one whatever `hx-push-url` says.
    if request.headers.get("HX-Request"):
        answer["HX-Push-Url"] = "false"
    return answer


def page_context(request: HttpRequest, postmortem: PostMortem, *, at: datetime) -> dict[str, Any]:
    """What the page and each of its parts need. The pulse is read first: what changes meanwhile shows with the next."""
    person = person_of(request)
    beat = beat_of(postmortem, person=person, at=at)
    document = read_document(postmortem)
    context: dict[str, Any] = {
        "postmortem": postmortem,
        "beat": beat,
        "part_names": list(PARTS),
        "document": document,
        "missing": missing(document),
        "sections": written_sections(postmortem, person=person, at=at),
        "at": at,
        "today": at.date(),
    }
    for part in PARTS.values():
        context |= part(postmortem, document, person=person)
    return context
