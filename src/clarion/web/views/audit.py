"""The audit log: to read, and to take along."""

from itertools import batched

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clarion.accounts.audit import AuditEntry, Done, record_act
from clarion.accounts.audit_export import FORMATS
from clarion.accounts.roles import Act
from clarion.web.access import allowed, person_of
from clarion.web.forms.audit_filter import AuditFilter

PAGE_SIZE = 50
LINES_AT_ONCE = 200
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


@allowed(Act.SEE_AUDIT)
@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """The newest first. A page begins below an entry, not after a number of them: the log grows while it is read."""
    form = AuditFilter(request.GET)
    return _page(request, form, status=200 if form.is_valid() else 422)


@allowed(Act.SEE_AUDIT)
@require_GET
def export_audit(request: HttpRequest) -> HttpResponseBase:
    """What was chosen, as a file, the oldest first. Exporting is an act itself."""
    form, kind = AuditFilter(request.GET), request.GET.get("format", "")
    if kind not in FORMATS:
        raise Http404
    if not form.is_valid():
        return _page(request, form, status=422)
    at = timezone.now()
    record_act(Done.EXPORTED_AUDIT, kind, by=person_of(request), at=at, detail=form.in_words())
    lines = FORMATS[kind](form.chosen(AuditEntry.objects.oldest_first()).in_pieces())
    answer = StreamingHttpResponse(map("".join, batched(lines, LINES_AT_ONCE)), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="audit-{at:%Y-%m-%d-%H%M}.{kind}"'
    return answer


def _page(request: HttpRequest, form: AuditFilter, *, status: int) -> HttpResponse:
    entries = form.chosen(AuditEntry.objects.newest_first())
    above = _entry(request.GET.get("below", ""))
    if above:
        entries = entries.before(above)
    shown = list(entries[: PAGE_SIZE + 1])
    context = {
        "form": form,
        "entries": shown[:PAGE_SIZE],
        "further": shown[PAGE_SIZE - 1].pk if len(shown) > PAGE_SIZE else None,
        "begins_below": above,
        "chosen": any(form[name].value() for name in form.fields),
    }
    return render(request, "web/settings/audit.html", context, status=status)


def _entry(number: str) -> AuditEntry | None:
    known = number.isascii() and number.isdigit() and len(number) < 19
    return AuditEntry.objects.filter(pk=int(number)).first() if known else None
