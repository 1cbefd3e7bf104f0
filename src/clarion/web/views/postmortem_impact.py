"""Measures of impact: add, change, take out and put back, take over what the record suggests."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.document import read_document
from clarion.postmortems.impact import Measure
from clarion.postmortems.measuring import add_measures, change_measure, remove_measure, suggested_measures
from clarion.postmortems.writing import RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.measures import MeasureForm, said_by
from clarion.web.postmortem_answers import answer, part_of, postmortem_of, refuse, seen_version
from clarion.web.postmortem_page import page


@allowed(Act.LEARN)
@require_POST
@part_of("impact")
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem, at = postmortem_of(public_id), timezone.now()
    form = MeasureForm(request.POST, auto_id="new_measure_%s")
    if form.is_valid():
        try:
            add_measures(postmortem, [form.measure()], by=person_of(request), at=at)
            return answer(request, postmortem, "impact")
        except ValidationError as error:
            refuse(form, error)
    return page(request, postmortem, at=at, status=422, new_measure_form=form)


@allowed(Act.LEARN)
@part_of("impact")
def measure(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """One measure as a form in its place. When somebody else changed it meanwhile, both are shown."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    found = postmortem.measures.get(pk=pk)
    if request.method != "POST":
        return page(request, postmortem, at=at, changing_measure=found.pk, measure_form=MeasureForm.of(found), seen=found.version)  # fmt: skip
    form, seen, saved = MeasureForm(request.POST, auto_id="measure_%s"), seen_version(request), None
    if form.is_valid():
        try:
            change_measure(found, form.measure(), seen_version=seen, by=person_of(request), at=at)
            return answer(request, postmortem, "impact")
        except RowChanged:
            saved = postmortem.measures.get(pk=pk)
            seen = saved.version
        except ValidationError as error:
            refuse(form, error)
    return page(
        request, postmortem, at=at, status=409 if saved else 422,
        changing_measure=found.pk, measure_form=form, seen=seen, saved_measure=saved,
    )  # fmt: skip


@allowed(Act.LEARN)
@require_POST
@part_of("impact")
def remove(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Take one out; the answer offers to put it back as it was."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    found = postmortem.measures.get(pk=pk)
    try:
        said = remove_measure(found, seen_version=seen_version(request), by=person_of(request), at=at)
    except RowChanged:
        return page(request, postmortem, at=at, status=409, measure_changed=pk)
    removed = Measure(**said)
    return page(request, postmortem, at=at, removed_measure=removed, removed_measure_fields=_typed(removed))


@allowed(Act.LEARN)
@require_POST
@part_of("impact")
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take over one of the suggestions, or all. What somebody else took over meanwhile is not added twice."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    chosen = request.POST.get("suggested", "")
    suggested = suggested_measures(postmortem, read_document(postmortem))
    new = [each.fields for each in suggested if chosen in {each.key, "all"}]
    if new:
        add_measures(postmortem, new, by=person_of(request), at=at)
    return answer(request, postmortem, "impact")


def _typed(measure: Measure) -> dict[str, str]:
    """The fields of the form, as if somebody had typed this measure."""
    form = MeasureForm()
    return {name: form.fields[name].prepare_value(value) for name, value in said_by(measure).items()}
