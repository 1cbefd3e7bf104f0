"""Comments in the margin of a post-mortem, and the rewrites that the review offers there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.incidents.amendments import EntryChanged, NotAmendable
from clarion.postmortems.comments import Comment, comment, reopen_comment, reply, settle
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.rewrites import NotOffered, use_rewrite
from clarion.postmortems.sections import Part
from clarion.postmortems.writing import PostMortemClosed
from clarion.web.access import allowed, person_of
from clarion.web.postmortem_page import page


@allowed(Act.LEARN)
@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """A comment on a paragraph, or on the whole section where none is named."""
    postmortem = _found(public_id)
    part, text = request.POST.get("part", ""), request.POST.get("text", "")
    paragraph = _as_saved(request.POST.get("paragraph", ""))
    if part not in Part.values:
        return _refused(request, postmortem, "There is no such part. Choose a paragraph of this page.")
    try:
        comment(postmortem, Part(part), text=text, paragraph=paragraph, by=person_of(request), at=timezone.now())  # fmt: skip
    except (ValidationError, PostMortemClosed) as refused:
        return _refused(request, postmortem, _words_of(refused), part=part, paragraph=paragraph)
    return _answer(request, postmortem)


@allowed(Act.LEARN)
@require_POST
def answer(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """A reply to a thread, or the same settled with its words."""
    first = _thread(public_id, pk)
    try:
        reply(first, text=request.POST.get("text", ""), by=person_of(request), at=timezone.now())
    except (ValidationError, PostMortemClosed) as refused:
        return _refused(request, first.postmortem, _words_of(refused), answers=first.pk)
    return _answer(request, first.postmortem)


@allowed(Act.LEARN)
@require_POST
def settled(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Settle a thread, or open it again (`settled` is "0")."""
    first = _thread(public_id, pk)
    verb = reopen_comment if request.POST.get("settled") == "0" else settle
    try:
        verb(first, by=person_of(request), at=timezone.now())
    except PostMortemClosed as refused:
        return _refused(request, first.postmortem, str(refused))
    return _answer(request, first.postmortem)


@allowed(Act.LEARN)
@require_POST
def rewrite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Use a rewrite of the review where it was offered. When the words are others by now, the page shows them."""
    postmortem = _found(public_id)
    start = request.POST.get("start", "")
    try:
        use_rewrite(
            postmortem, request.POST.get("key", ""), text=_as_saved(request.POST.get("words", "")),
            start=int(start) if start.isascii() and start.isdigit() and len(start) < 10 else -1,
            suggestion=_as_saved(request.POST.get("suggestion", "")), by=person_of(request), at=timezone.now(),
        )  # fmt: skip
    except (NotOffered, PostMortemClosed, EntryChanged, NotAmendable) as refused:
        return _refused(request, _found(public_id), str(refused), status=409)
    return _answer(request, postmortem)


def _answer(request: HttpRequest, postmortem: PostMortem) -> HttpResponse:
    """With htmx the part that asked; else back at the page, at the same place."""
    if request.headers.get("HX-Request"):
        return page(request, _found(postmortem.public_id), at=timezone.now())
    place = "".join(each for each in request.POST.get("place", "") if each.isalnum() or each == "-")
    return redirect(f"{reverse('postmortem', args=[postmortem.public_id])}#{place}")


def _refused(
    request: HttpRequest, postmortem: PostMortem, why: str, *, status: int = 422, **where: object
) -> HttpResponse:
    """The page with the words that were typed, where they were typed; without a place, the reason stands above all."""
    refused = {"why": why, "text": request.POST.get("text", ""), **where} if where else None
    if not where and not request.headers.get("HX-Request"):
        messages.error(request, why)
    return page(
        request, postmortem, at=timezone.now(), status=status, refused_comment=refused, refused_why="" if where else why
    )  # fmt: skip


def _found(public_id: str) -> PostMortem:
    return get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)


def _thread(public_id: str, pk: int) -> Comment:
    threads = Comment.objects.filter(answers=None).select_related("postmortem")
    return get_object_or_404(threads, pk=pk, postmortem__public_id=public_id)


def _as_saved(text: str) -> str:
    """A browser sends a line break as two characters."""
    return text.replace("\r\n", "\n")


def _words_of(refused: ValidationError | PostMortemClosed) -> str:
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
