"""A post-mortem to take along and to read: its files at permanent addresses, and the reading view."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from clarion.accounts.roles import Act
from clarion.postmortems.document import Document
from clarion.postmortems.exports.agreed import document_to_read
from clarion.postmortems.exports.forms import FORMS, file_name, file_of
from clarion.postmortems.exports.html import article_context
from clarion.postmortems.exports.kept import document_of
from clarion.postmortems.exports.pdf import PdfNotInstalled
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.versions import DocumentVersion
from clarion.web.access import allowed


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
