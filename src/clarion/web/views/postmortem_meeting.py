"""The meeting on a post-mortem: plan it, and take its entry for a calendar."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.meeting import calendar_entry, meeting_of, plan_meeting
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.postmortem_meeting import MeetingForm
from clarion.web.postmortem_answers import refuse
from clarion.web.postmortem_page import page
from clarion.web.postmortem_parts.meeting import address_of


@allowed(Act.LEARN)
@require_POST
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = get_object_or_404(PostMortem.objects.select_related("facilitator"), public_id=public_id)
    at, form = timezone.now(), MeetingForm(request.POST)
    if not form.is_valid():
        return page(request, postmortem, at=at, status=422, meeting_form=form)
    try:
        plan_meeting(postmortem, form.wanted, seen=form.shown, by=person_of(request), at=at)
    except RowChanged:
        postmortem = PostMortem.objects.with_incidents().get(pk=postmortem.pk)
        form = MeetingForm.over(request.POST, meeting_of(postmortem))
        return page(request, postmortem, at=at, status=409, meeting_form=form, meeting_conflict=True)
    except (PostMortemClosed, ValidationError) as refused:
        if isinstance(refused, ValidationError):
            refuse(form, refused)
        else:
            form.add_error(None, str(refused))
        return page(request, postmortem, at=at, status=422, meeting_form=form)
    postmortem = PostMortem.objects.with_incidents().get(pk=postmortem.pk)
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, postmortem, at=at, meeting_saved=True)
    return redirect(f"{reverse('postmortem', args=[public_id])}#meeting")


@allowed(Act.SEE)
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The meeting as a file that calendars open."""
    postmortem = get_object_or_404(
        PostMortem.objects.select_related("facilitator", "owner"), public_id=public_id
    )
    try:
        content = calendar_entry(postmortem, address=address_of(postmortem), at=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(f"{reverse('postmortem', args=[public_id])}#meeting")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{postmortem.reference}-meeting.ics"'
    return response
