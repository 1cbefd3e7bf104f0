"""Action items across incidents: the board, the page of one, and what becomes of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.action_items import ActionItem, day_in_words
from clarion.postmortems.item_board import GROUPS, OWED, open_without_owner, shown
from clarion.postmortems.item_calendar import item_calendar_of
from clarion.postmortems.item_following import (
    close_item,
    drop_item,
    give_item,
    move_due,
    reopen_item,
    say_whether_it_worked,
)
from clarion.postmortems.item_writing import change_item
from clarion.postmortems.trackers.account import connected
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.action_items import (
    ActForm,
    CloseForm,
    DropForm,
    GiveForm,
    MoveForm,
    ReopenForm,
    WordsForm,
    WorkedForm,
)
from clarion.web.forms.item_filter import ItemFilter
from clarion.web.forms.trackers import LinkForm
from clarion.web.postmortem_parts.items import wording_of_item

#: Rows of a group on the board, and on a page of the group alone.
ROWS, PAGE = 20, 50


@allowed(Act.SEE)
def board(request: HttpRequest) -> HttpResponse:
    """All groups that are owed, or one of them a page at a time."""
    return board_page(request)


def board_page(request: HttpRequest, **more: Any) -> HttpResponse:
    at, person = timezone.now(), person_of(request)
    form = ItemFilter(request.GET, person=person)
    status = 200 if form.is_valid() else 422
    chosen = form.cleaned_data.get("show") or ""
    names, most = ((chosen,), PAGE) if chosen else (OWED, ROWS)
    after = _item_of(request.GET.get("after", "")) if chosen else None
    groups = [shown(GROUPS[name], form.asked(), today=at.date(), most=most, after=after) for name in names]
    context = {
        "form": form,
        "groups": [group for group in groups if group.items or chosen],
        "alone": bool(chosen),
        "unowned": 0 if form.asked().nobody else open_without_owner(),
        "today": at.date(),
        "calendar": item_calendar_of(person),
        **more,
    }
    return render(request, "web/action_items/board.html", context, status=status)


@allowed(Act.SEE)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(pk), at=timezone.now())


@allowed(Act.LEARN)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, while the post-mortem is written. When somebody else was faster, both texts are shown."""
    found, at = _found(pk), timezone.now()
    if request.method != "POST":
        return redirect("action_item", pk)
    form = WordsForm(request.POST, postmortem=found.postmortem)
    if not form.is_valid():
        return _page(request, found, at=at, status=422, words_form=form)
    seen = request.POST.get("version", "")
    try:
        change_item(
            found, form.words(), whys=form.cleaned_data["whys"],
            seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None, by=person_of(request), at=at,
        )  # fmt: skip
    except RowChanged:
        return _page(request, _found(pk), at=at, status=409, words_form=form, conflict=True)
    except PostMortemClosed as closed:
        return _page(request, found, at=at, status=409, words_form=form, refused=str(closed))
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, found, at=at, status=422, words_form=form)
    messages.success(request, f"{found.reference} is changed.")
    return redirect("action_item", pk)


@allowed(Act.LEARN)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(item: ActionItem, given: dict[str, Any], **who: Any) -> str:
        moved = move_due(item, given["due_on"], reason=given["reason"], **who)
        return f"{moved.reference} is due {day_in_words(moved.due_on)}. Reminders count from there."

    return _act(request, pk, name="move_form", form_class=MoveForm, verb=verb)


@allowed(Act.LEARN)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(item: ActionItem, given: dict[str, Any], **who: Any) -> str:
        owner = give_item(item, given["owner"], **who).owner
        return f"{owner} owns it and is reminded." if owner else "Nobody owns it now."

    return _act(request, pk, name="give_form", form_class=GiveForm, verb=verb)


@allowed(Act.LEARN)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(item: ActionItem, given: dict[str, Any], **who: Any) -> str:
        closed = close_item(item, given["closing_words"], **who)
        return f"{closed.reference} is done. On {day_in_words(closed.check_on)} its owner is asked whether it worked."

    return _act(request, pk, name="close_form", form_class=CloseForm, verb=verb)


@allowed(Act.LEARN)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(item: ActionItem, given: dict[str, Any], **who: Any) -> str:
        return f"{drop_item(item, given['reason'], **who).reference} will not be done. Its page says why."

    return _act(request, pk, name="drop_form", form_class=DropForm, verb=verb)


@allowed(Act.LEARN)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(item: ActionItem, given: dict[str, Any], **who: Any) -> str:
        opened = reopen_item(item, given["due_on"], reason=given["reason"], **who)
        return f"{opened.reference} is open again, due {day_in_words(opened.due_on)}."

    return _act(request, pk, name="reopen_form", form_class=ReopenForm, verb=verb)


@allowed(Act.LEARN)
def worked(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(item: ActionItem, given: dict[str, Any], **who: Any) -> str:
        said = say_whether_it_worked(item, given["worked"], given["worked_words"], **who)
        more = "" if said.worked == "yes" else " Open it again, or add another item, if there is more to do."
        return f"Kept: {said.get_worked_display().lower()}.{more}"

    return _act(request, pk, name="worked_form", form_class=WorkedForm, verb=verb)


def _act(
    request: HttpRequest, pk: int, *, name: str, form_class: type[ActForm], verb: Callable[..., str]
) -> HttpResponse:
    """Do it and say so; or show the page with what was typed, and why nothing was saved."""
    found, at = _found(pk), timezone.now()
    if request.method != "POST":
        return redirect("action_item", pk)
    form = form_class(request.POST, item=found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            said = verb(found, given, seen_version=given["version"], by=person_of(request), at=at)
        except RowChanged:
            now = _found(pk)
            again = form_class({**request.POST.dict(), "version": now.version}, item=now)
            return _page(request, now, at=at, status=409, **{name: again, "overtaken": True, "opened": name})
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("action_item", pk)
    return _page(request, found, at=at, status=422, **{name: form, "opened": name})


def _found(pk: int) -> ActionItem:
    items = ActionItem.objects.select_related(
        "owner", "postmortem", "added_by", "closed_by", "worked_by", "ticket__account"
    )
    return get_object_or_404(items, pk=pk)


def _page(
    request: HttpRequest, item: ActionItem, *, at: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of the item as it is saved; `more` are forms with what was typed, and why it was not saved."""
    person = person_of(request)
    context = {
        "item": item,
        "at": at,
        "today": at.date(),
        "overdue": item.is_overdue(today=at.date()),
        "to_be_checked": item.is_to_be_checked(today=at.date()),
        "wording": wording_of_item(item),
        "whys": item.whys.all(),
        "incidents": item.postmortem.incidents.order_by("declared_at"),
        "changes": item.changes.select_related("by"),
        "due_changes": item.due_changes.select_related("by"),
        "words_form": _words_form(item) if item.postmortem.is_writable else None,
        "link_form": _link_form(person),
        **_acts(item, person),
        **more,
    }
    return render(request, "web/action_items/item.html", context, status=status)


def _link_form(person: Person) -> LinkForm | None:
    """For linking an issue of a tracker; None where none is connected."""
    return LinkForm() if person.may(Act.LEARN) and connected().exists() else None


def _words_form(item: ActionItem) -> WordsForm:
    words = {"text": item.text, "kind": item.kind, "outcome": item.outcome}
    return WordsForm(postmortem=item.postmortem, initial={**words, "whys": item.whys.all()})


def _acts(item: ActionItem, person: Person) -> dict[str, Any]:
    """The forms that its state allows."""
    if not person.may(Act.LEARN):
        return {}
    forms: dict[str, dict[str, type[ActForm]]] = {
        "open": {
            "close_form": CloseForm,
            "move_form": MoveForm,
            "give_form": GiveForm,
            "drop_form": DropForm,
        },
        "done": {"worked_form": WorkedForm, "reopen_form": ReopenForm, "give_form": GiveForm},
        "dropped": {"reopen_form": ReopenForm},
    }
    return {name: form(item=item) for name, form in forms[item.state].items()}


def _item_of(key: str) -> ActionItem | None:
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        return None
    return ActionItem.objects.filter(pk=int(key)).first()
