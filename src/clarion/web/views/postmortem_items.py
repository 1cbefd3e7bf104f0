"""Action items on the page of their post-mortem: one more, and its wording reviewed while it is typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.action_items import day_in_words
from clarion.postmortems.item_wording import Wording, wording_of
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import PostMortemClosed
from clarion.web.access import allowed, person_of
from clarion.web.forms.action_items import NewItemForm
from clarion.web.postmortem_page import page


@allowed(Act.LEARN)
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)
    if request.method != "POST":
        return redirect("postmortem", public_id)
    at, form = timezone.now(), NewItemForm(request.POST, postmortem=postmortem)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "owner", "due_on", "outcome", "whys")}
        try:
            item = add_item(postmortem, form.cleaned_data["text"], **given, by=person_of(request), at=at)
        except PostMortemClosed as closed:
            return page(request, postmortem, at=at, status=409, item_form=form, items_refused=str(closed))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if request.htmx:  # type: ignore[attr-defined]
                return page(request, postmortem, at=at)
            messages.success(request, f"Added {item.reference}, due {day_in_words(item.due_on)}.")
            return redirect(f"{reverse('postmortem', args=[public_id])}#items")
    return page(request, postmortem, at=at, status=422, item_form=form, item_wording=_wording(form))


@allowed(Act.LEARN)
@require_POST
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is to be said of the words in the form; saves nothing."""
    postmortem = get_object_or_404(PostMortem, public_id=public_id)
    form = NewItemForm(request.POST, postmortem=postmortem)
    form.is_valid()
    return render(request, "web/action_items/wording.html", {"wording": _wording(form)})


def _wording(form: NewItemForm) -> Wording | None:
    """None where nothing is typed yet."""
    given = form.cleaned_data
    text, outcome = given.get("text") or "", given.get("outcome") or ""
    # Without a date of its own an item gets the one that its severity asks for.
    due_on = given.get("due_on") or timezone.now().date()
    return wording_of(text, outcome, owner=str(given.get("owner") or ""), due_on=due_on) if text else None
