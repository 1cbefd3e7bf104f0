"""The tree of whys: each act has a page that shows its form in its place, and the same address takes what it sends.

With htmx the tree alone is answered (its id is `five-whys`), so that whoever writes prose beside it loses nothing.
"""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.document import read_document
from clarion.postmortems.five_whys import LONGEST_ANSWER, Why, WhyKind
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.why_decisions import accept_risk, add_item_for, link_item, unlink_item
from clarion.postmortems.why_review import reviewed
from clarion.postmortems.why_shape import standing_tree
from clarion.postmortems.why_tree import Way, add_why, change_why, move_below, move_why, put_back, take_out
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.five_whys import ItemForm, MoveForm, RiskForm, WhyForm
from clarion.web.postmortem_page import page
from clarion.web.postmortem_parts.causes import Opened, opened_to_add, review_of


@allowed(Act.LEARN)
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more answer, below or beside the one that the request names, else below the problem."""
    postmortem = _found(public_id)
    document, at = read_document(postmortem), timezone.now()
    above, after = _named(request, postmortem, "below"), _named(request, postmortem, "beside")
    if request.method != "POST":
        return _with_form(
            request,
            postmortem,
            opened_to_add(postmortem, WhyForm(document=document), above=above, after=after),
        )
    form = WhyForm(request.POST, document=document)
    refused = ""
    if form.is_valid():
        try:
            why = add_why(postmortem, form.words(), above=above, after=after, by=person_of(request), at=at)
            return _saved(request, why)
        except ValidationError as error:
            _refuse(form, error)
        except PostMortemClosed as closed:
            refused = str(closed)
    opened = opened_to_add(postmortem, form, above=above, after=after, error=refused)
    return _with_form(request, postmortem, opened, status=409 if refused else 422)


@allowed(Act.LEARN)
def change(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Reword an answer, its kind or its evidence. In a conflict both texts are shown, and the writer decides."""
    postmortem = _found(public_id)
    why = _answer(postmortem, pk)
    document = read_document(postmortem)
    if request.method != "POST":
        return _with_form(request, postmortem, _to_change(why, WhyForm(document=document, why=why)))
    form = WhyForm(request.POST, document=document, why=why)
    conflict, refused = None, ""
    if form.is_valid():
        try:
            seen = form.cleaned_data["version"]
            change_why(why, form.words(), seen_version=seen, by=person_of(request), at=timezone.now())
            return _saved(request, why)
        except RowChanged as changed:
            conflict = cast("Why", changed.row)
            form.face(conflict.version)
        except ValidationError as error:
            _refuse(form, error)
        except PostMortemClosed as closed:
            refused = str(closed)
    opened = _to_change(why, form, conflict=conflict, error=refused)
    return _with_form(request, postmortem, opened, status=409 if conflict or refused else 422)


@allowed(Act.LEARN)
def move(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """One place up or down (`way`), or under another answer (`below`)."""
    postmortem = _found(public_id)
    why = _answer(postmortem, pk)
    if request.POST.get("way") in set(Way):
        return _done(request, why, lambda by, at: move_why(why, Way(request.POST["way"]), by=by, at=at))
    document = read_document(postmortem)
    form = MoveForm(_sent(request), document=document, why=why)
    if request.method == "POST" and form.is_valid():
        above = postmortem.whys.filter(pk=form.cleaned_data["below"]).first()
        return _done(request, why, lambda by, at: move_below(why, above, by=by, at=at))
    opened = Opened(
        "move", why.pk, form, _address("postmortem_move_why", why), "Move this answer with all that is below it",
        saves="Move",
    )  # fmt: skip
    return _with_form(request, postmortem, opened, status=422 if form.errors else 200)


@allowed(Act.LEARN)
@require_POST
def remove(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Out of the tree, until it is put back."""
    why = _answer(_found(public_id), pk)
    return _done(request, why, lambda by, at: take_out(why, by=by, at=at), then=_neighbour(why))


@allowed(Act.LEARN)
@require_POST
def restore(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    why = _answer(_found(public_id), pk)
    return _done(request, why, lambda by, at: put_back(why, by=by, at=at))


@allowed(Act.LEARN)
def risk(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Accept that nothing is done about it, with a reason and a person; without a reason the acceptance is taken back."""
    postmortem = _found(public_id)
    why = _answer(postmortem, pk)
    person = person_of(request)
    form = RiskForm(_sent(request), why=why, person=person)
    conflict, refused = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            accept_risk(
                why, form.cleaned_data["reason"], person=form.cleaned_data["person"], by=person,
                seen_version=form.cleaned_data["version"], at=timezone.now(),
            )  # fmt: skip
            return _saved(request, why)
        except RowChanged as changed:
            conflict = cast("Why", changed.row)
            form.face(conflict.version)
        except ValidationError as error:
            _refuse(form, error, accepted_risk="reason")
        except PostMortemClosed as closed:
            refused = str(closed)
    opened = Opened(
        "risk", why.pk, form, _address("postmortem_accept_risk", why), "Accept the risk", saves="Accept the risk",
        conflict=conflict, error=refused,
    )  # fmt: skip
    status = 409 if conflict or refused else 422 if form.errors else 200
    return _with_form(request, postmortem, opened, status=status)


@allowed(Act.LEARN)
def item(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Link an action item that is there, add a new one, or take one off (`unlink` is its public id)."""
    postmortem = _found(public_id)
    why = _answer(postmortem, pk)
    if unlinked := request.POST.get("unlink"):
        found = _item(postmortem, unlinked)
        return _done(request, why, lambda by, at: unlink_item(why, found, by=by, at=at))
    form = ItemForm(_sent(request), document=read_document(postmortem), why=why)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, why, form)
            return _saved(request, why)
        except ValidationError as error:
            _refuse(form, error)
        except PostMortemClosed as closed:
            refused = str(closed)
    opened = Opened(
        "item", why.pk, form, _address("postmortem_why_item", why), "What will be done about it?",
        saves="Link it", error=refused,
    )  # fmt: skip
    return _with_form(request, postmortem, opened, status=409 if refused else 422 if form.errors else 200)


@allowed(Act.LEARN)
@require_POST
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the review says of an answer that is being typed. Nothing is saved."""
    _found(public_id)
    kind = request.POST.get("kind", "")
    said = reviewed(
        request.POST.get("answer", "")[: 2 * LONGEST_ANSWER],
        kind if kind in WhyKind.values else WhyKind.CONTRIBUTOR,
    )
    return render(request, "web/postmortem/why_said.html", {"said": said})


def _decide(request: HttpRequest, why: Why, form: ItemForm) -> None:
    by, at = person_of(request), timezone.now()
    if chosen := form.cleaned_data["item"]:
        link_item(why, _item(why.postmortem, chosen), by=by, at=at)
    if text := form.cleaned_data["text"]:
        add_item_for(why, text, by=by, at=at)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _found(public_id: str) -> PostMortem:
    return get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)


def _answer(postmortem: PostMortem, pk: int) -> Why:
    return get_object_or_404(postmortem.whys.select_related("above", "evidence_entry", "postmortem"), pk=pk)


def _item(postmortem: PostMortem, public_id: str) -> ActionItem:
    """Compared here: the database refuses some of what can be sent as an id."""
    found = next((each for each in postmortem.action_items.all() if each.public_id == public_id), None)
    if found is None:
        raise Http404("This post-mortem has no such action item.")
    return found


def _named(request: HttpRequest, postmortem: PostMortem, name: str) -> Why | None:
    """The answer that the request names as a place."""
    key = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return _answer(postmortem, int(key)) if key.isdecimal() and len(key) < 19 else None


def _neighbour(why: Why) -> int | None:
    """Where to go on when it is taken out: the answer before it, the one after it, or the one above."""
    siblings = list(why.postmortem.whys.standing().filter(above=why.above_id).values_list("pk", flat=True))
    if why.pk not in siblings or len(siblings) == 1:
        return why.above_id
    place = siblings.index(why.pk)
    return int(siblings[place - 1] if place else siblings[1])


def _to_change(why: Why, form: WhyForm, *, conflict: Why | None = None, error: str = "") -> Opened:
    return Opened(
        "answer", why.pk, form, _address("postmortem_why", why), "Change the answer", saves="Save the answer",
        said=review_of(form), conflict=conflict, error=error,
    )  # fmt: skip


def _address(name: str, why: Why) -> str:
    return reverse(name, args=[why.postmortem.public_id, why.pk])


def _refuse(form: Any, error: ValidationError, **names: str) -> None:
    """Each message at the field that it is about; `names` say which field shows the trouble of which column."""
    for field, told in error.update_error_dict({}).items():
        shown = names.get(field, field)
        form.add_error(shown if shown in form.fields else None, told)


def _done(request: HttpRequest, why: Why, act: Any, *, then: int | None = None) -> HttpResponse:
    """An act without a form: done, or a message that says why it was not."""
    try:
        act(person_of(request), timezone.now())
    except (ValidationError, PostMortemClosed) as refused:
        told = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        messages.error(request, " ".join(told))
    return _saved(request, why, focus=why.pk if then is None else then)


def _saved(request: HttpRequest, why: Why, *, focus: int | None = None) -> HttpResponse:
    """The tree as it stands now; whoever uses the keyboard goes on at the answer."""
    focus = focus or why.pk
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, why.postmortem, at=timezone.now(), focused_why=focus)
    return redirect(f"{reverse('postmortem', args=[why.postmortem.public_id])}#why-{focus}")


def _with_form(
    request: HttpRequest, postmortem: PostMortem, opened: Opened, *, status: int = 200
) -> HttpResponse:
    """The page with the form in its place; below the tree where its answer was taken out meanwhile."""
    if opened.key not in standing_tree(postmortem):
        opened = replace(opened, key=None)
    return page(request, postmortem, at=timezone.now(), status=status, opened_why=opened)
