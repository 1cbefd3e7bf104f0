"""What pages of practice have in common: a text by its address, one's own attempt at it, what was typed, what comes next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.own_attempts import attempts_of, last_by
from clarion.web.access import person_of

EARLIER_SHOWN = 20


def own_attempt(request: HttpRequest, pk: int, activity: Activity) -> Attempt:
    """Raises Http404 also for an attempt of somebody else, an admin's eyes included."""
    return get_object_or_404(attempts_of(person_of(request), activity), pk=pk)


def last_attempts(request: HttpRequest, activity: Activity) -> dict[str, Attempt]:
    """The person's newest attempt at each text, by its key."""
    return last_by(person_of(request), activity)


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


@dataclass(frozen=True)
class Earlier:
    """An earlier attempt for the list below a page: where it is read, and what it met then, in words."""

    attempt: Attempt
    address: str
    met: list[str]
    not_yet: list[str]


def earlier_attempts(
    attempts: Iterable[Attempt], *, words: Mapping[str, str], address: Callable[[Attempt], str]
) -> list[Earlier]:
    """`words` are those of each criterion, by its id; one that is no longer asked is left out."""
    return [
        Earlier(
            each,
            address(each),
            met=[words[name] for name in each.met if name in words],
            not_yet=[words[name] for name in each.unmet if name in words],
        )
        for each in attempts
    ]
