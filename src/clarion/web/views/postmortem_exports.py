"""A post-mortem to read and to take along: its permanent address, the article, the files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from clarion.accounts.roles import Act
from clarion.incidents.references import number_in
from clarion.postmortems.document import Document
from clarion.postmortems.exports.agreed import document_to_read
from clarion.postmortems.exports.forms import FORMS, file_name, file_of
from clarion.postmortems.exports.html import article_context
from clarion.postmortems.exports.kept import document_of
from clarion.postmortems.exports.pdf import PdfNotInstalled
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.versions import DocumentVersion
from clarion.web.access import allowed
from clarion.web.views import postmortems


@allowed(Act.SEE)
def permanent_address(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """What is published is read first; `?work=1` leads to the page behind it, where everything else begins.

    Whoever types its number ("PM-7", "7") is led to the address that stays.
    """
    if named := _named_by_number(public_id):
        return redirect("postmortem", named.public_id)
    published = PostMortem.objects.filter(public_id=public_id, stage=Stage.PUBLISHED)
    if "work" in request.GET or "HX-Request" in request.headers or not published.exists():
        return postmortems.postmortem(request, public_id)
    return read(request, public_id)


@allowed(Act.SEE)
@require_GET
def export(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The file, as the post-mortem is to be read; `?version=3` as it was kept then."""
    if form not in FORMS:
        raise Http404
    _, _, document = _asked(request, public_id)
    try:
        written = file_of(document, form)
    except PdfNotInstalled as error:
        return render(
            request, "web/error.html", {"title": "This server makes no PDF", "text": str(error)}, status=501
        )
    answer = HttpResponse(written, content_type=FORMS[form].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(document, form)}"'
    return answer


@allowed(Act.SEE)
@require_GET
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """For whoever only reads: the article within the console's frame."""
    postmortem, version, document = _asked(request, public_id)
    context = article_context(document) | {"postmortem": postmortem, "version": version}
    return render(request, "web/postmortem_read.html", context)


def _named_by_number(typed: str) -> PostMortem | None:
    """None also where it is an address already."""
    number = number_in(typed, "PM-")
    if number is None or PostMortem.objects.filter(public_id=typed).exists():
        return None
    return PostMortem.objects.filter(pk=number).first()


def _asked(request: HttpRequest, public_id: str) -> tuple[PostMortem, DocumentVersion | None, Document]:
    """Raises Http404 for a version that was never kept."""
    postmortem = get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)
    number = request.GET.get("version", "")
    if not number:
        return postmortem, None, document_to_read(postmortem)
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    version = get_object_or_404(postmortem.versions, number=int(number))
    return postmortem, version, document_of(version.content)
