"""Calls about promises: what calls me, what did not get through, try again."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.calls import CallAnswer, CallingAnswer
from clarion.api.schemas.incidents import no_such
from clarion.subscribers.calls import SHOWN_FOR, Call, try_again
from clarion.updates.who_is_called import calls_to

router = Router(tags=["Calls"])


@router.get(
    "",
    response=answers(list[CallingAnswer]),
    summary="What calls the person of the token, the earliest due first",
    **asks(Act.SEE, also="One line a promise; it ends when the promise is settled."),
)
def list_my_calls(request: HttpRequest) -> list[CallingAnswer]:
    return [CallingAnswer.of(notice) for notice in calls_to(person_of(request))]


@router.get(
    "/in-trouble",
    response=answers(Listed[CallAnswer]),
    summary="Mails and chat messages that do not get through, the latest first",
    **asks(Act.MANAGE_WORKSPACE, also="Failing and still tried, or given up within the last day."),
)
def list_calls_in_trouble(request: HttpRequest, page: Query[Page]) -> object:
    calls = Call.objects.in_trouble(since=timezone.now() - SHOWN_FOR)
    return page_of(request, calls, page, by=None, show=CallAnswer.of)


@router.post(
    "/{pk}/again",
    response=answers(CallAnswer, errors=READING),
    summary="Try a call anew that was given up",
    **asks(Act.MANAGE_WORKSPACE),
)
def try_call_again(request: HttpRequest, pk: Number) -> CallAnswer:
    if not try_again(find_call(pk), by=person_of(request), at=timezone.now()):
        raise ValidationError("This call is not given up; nothing was changed.")
    return CallAnswer.of(find_call(pk))


def find_call(pk: int) -> Call:
    """Raises Http404."""
    calls = Call.objects.select_related("notice__promise__incident", "notice__person")
    call = calls.filter(pk=pk).first()
    if call is None:
        raise no_such("call", pk)
    return call
