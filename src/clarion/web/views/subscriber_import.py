"""Import subscribers: a file is looked through and shown, and imported when an admin says so."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.subscribers.csv_import import Preview, import_file, look_through
from clarion.subscribers.csv_lines import READ
from clarion.subscribers.import_files import ImportFile
from clarion.web.access import allowed, person_of
from clarion.web.forms.subscribers import ImportForm


@allowed(Act.MANAGE_WORKSPACE)
def import_subscribers(request: HttpRequest) -> HttpResponse:
    """The form, and what an import of the file would do. Nothing is imported by it."""
    form = ImportForm(request.POST or None, request.FILES or None)
    preview: Preview | None = None
    kept: ImportFile | None = None
    if request.method == "POST" and form.is_valid():
        file, note = form.cleaned_data["file"], form.cleaned_data["note"]
        content = file.read()
        try:
            preview = look_through(content)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            if preview.is_possible:
                kept = ImportFile.keep(
                    content, name=file.name, note=note, by=person_of(request), at=timezone.now()
                )
    context = {"form": form, "preview": preview, "kept": kept, "columns": READ}
    refused = form.errors or (preview and not preview.is_possible)
    return render(request, "web/audiences/import.html", context, status=422 if refused else 200)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def run_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the file that was looked through; each admin their own, once."""
    kept = ImportFile.objects.filter(pk=pk, by=person_of(request)).first()
    if kept is None:
        messages.error(
            request, "This file was imported already, or is not kept any more. Choose it once more."
        )
        return redirect("import_subscribers")
    try:
        done = import_file(kept.content(), note=kept.note, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("import_subscribers")
    kept.delete()
    messages.success(request, f"Imported: {done.in_words()}.")
    return redirect("audiences")
