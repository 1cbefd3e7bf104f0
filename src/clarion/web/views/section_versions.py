"""The versions of one section: who wrote when, what differs between two of them, and one of them again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.comparing import diff_words
from clarion.postmortems.section_writing import Edit, edits_of, write_again
from clarion.postmortems.sections import Section
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.views.sections import found_section
from clarion.web.written_sections import written_section


@allowed(Act.SEE)
def versions(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    section = found_section(public_id, name)
    at, edits = timezone.now(), list(edits_of(section))
    context = {
        "at": at,
        "postmortem": section.postmortem,
        "written": written_section(section, person=person_of(request), at=at),
        "edits": edits,
        **_comparison(request, section, edits),
    }
    return render(request, "web/postmortem/versions.html", context)


@allowed(Act.LEARN)
@require_POST
def again(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """An earlier version as the next one; nothing is overwritten."""
    section = found_section(public_id, name)
    number, seen = _number(request.POST.get("number", "")), _number(request.POST.get("seen", ""))
    try:
        now = write_again(section, number, seen_version=seen, by=person_of(request), at=timezone.now())
        messages.success(request, f"Version {number} stands again, as version {now.version}.")
    except RowChanged:
        section.refresh_from_db()
        messages.error(
            request,
            f"Nothing changed yet: {section.edited_by or 'somebody else'} saved version {section.version} meanwhile. "
            "Look at it, then choose again.",
        )
    except PostMortemClosed as closed:
        messages.error(request, str(closed))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("postmortem_versions", public_id, name)


def _comparison(request: HttpRequest, section: Section, edits: list[Edit]) -> dict[str, Any]:
    """The two versions that the reader asks for; the newest edit and what stood before it until they ask."""
    newest = edits[0].newest.number
    before_it = edits[1].newest.number if len(edits) > 1 else newest
    older = _number(request.GET.get("from", str(before_it)))
    newer = _number(request.GET.get("to", str(newest)))
    texts = {row.number: row.text for row in section.versions.filter(number__in=[older, newer])}
    if older not in texts or newer not in texts:
        older, newer = before_it, newest
        texts = {row.number: row.text for row in section.versions.filter(number__in=[older, newer])}
    return {"older": older, "newer": newer, "words": diff_words(texts[older], texts[newer])}


def _number(typed: str) -> int:
    """-1, which no version is, for what is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
