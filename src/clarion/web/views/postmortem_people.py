"""People involved: fill from the incidents, add, change, take out and put back."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.people import add_involved, change_involved, fill_involved, remove_involved
from clarion.postmortems.writing import RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.involved import InvolvedForm
from clarion.web.postmortem_answers import answer, part_of, postmortem_of, refuse, seen_version
from clarion.web.postmortem_page import page


@allowed(Act.LEARN)
@require_POST
@part_of("people")
def fill(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = postmortem_of(public_id)
    fill_involved(postmortem, by=person_of(request), at=timezone.now())
    return answer(request, postmortem, "people")


@allowed(Act.LEARN)
@require_POST
@part_of("people")
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem, at = postmortem_of(public_id), timezone.now()
    form = InvolvedForm(request.POST, auto_id="new_involved_%s")
    if form.is_valid():
        try:
            add_involved(postmortem, **form.cleaned_data, by=person_of(request), at=at)
            return answer(request, postmortem, "people")
        except ValidationError as error:
            refuse(form, error)
    return page(request, postmortem, at=at, status=422, new_involved_form=form)


@allowed(Act.LEARN)
@part_of("people")
def involved(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """One line as a form in its place. When somebody else changed it meanwhile, both are shown."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    found = postmortem.involved.get(pk=pk)
    if request.method != "POST":
        return page(request, postmortem, at=at, changing_involved=found.pk, involved_form=InvolvedForm.of(found), seen=found.version)  # fmt: skip
    form, seen, saved = InvolvedForm(request.POST, auto_id="involved_%s"), seen_version(request), None
    if form.is_valid():
        try:
            change_involved(found, **form.cleaned_data, seen_version=seen, by=person_of(request), at=at)
            return answer(request, postmortem, "people")
        except RowChanged:
            saved = postmortem.involved.get(pk=pk)
            seen = saved.version
        except ValidationError as error:
            refuse(form, error)
    return page(
        request, postmortem, at=at, status=409 if saved else 422,
        changing_involved=found.pk, involved_form=form, seen=seen, saved_involved=saved,
    )  # fmt: skip


@allowed(Act.LEARN)
@require_POST
@part_of("people")
def remove(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Take one out; the answer offers to put it back."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    found = postmortem.involved.get(pk=pk)
    try:
        said = remove_involved(found, seen_version=seen_version(request), by=person_of(request), at=at)
    except RowChanged:
        return page(request, postmortem, at=at, status=409, involved_changed=pk)
    return page(request, postmortem, at=at, removed_involved=said)
