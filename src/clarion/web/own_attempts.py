"""Attempts are private: each person finds their own, and for everybody else they are not there."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from clarion.practice.attempts import Activity, Attempt
from clarion.web.access import person_of


def own_attempt(request: HttpRequest, pk: int, activity: Activity) -> Attempt:
    """Raises Http404 also for an attempt of somebody else, an admin's eyes included."""
    return get_object_or_404(Attempt.objects.by(person_of(request)).filter(activity=activity), pk=pk)


def last_attempts(request: HttpRequest, activity: Activity) -> dict[str, Attempt]:
    """The person's newest attempt at each text, by its key."""
    mine = Attempt.objects.by(person_of(request)).filter(activity=activity)
    return {attempt.key: attempt for attempt in mine.order_by("at", "pk")}


def text_of[T](texts: Mapping[str, T], key: str) -> T:
    """Raises Http404 where no text for practice has this id (any more)."""
    try:
        return texts[key]
    except KeyError:
        raise Http404(f"There is no {key} to practise.") from None


def next_untried[T](texts: Mapping[str, T], done: Mapping[str, Attempt], *, after: str) -> T | None:
    """The first text behind this one that was not tried, then the first of all; None when all were."""
    keys = list(texts)
    here = keys.index(after)
    return next((texts[key] for key in keys[here + 1 :] + keys[:here] if key not in done), None)


def typed_text(request: HttpRequest) -> str:
    """What was typed; a browser ends lines with two characters, a text that is kept with one."""
    return request.POST.get("text", "").replace("\r\n", "\n")
