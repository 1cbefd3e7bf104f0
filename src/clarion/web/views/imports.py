"""Import the past of another status page: hand in its files, look at what they hold, import it."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.intake import kept_files
from clarion.intake.count_history import count_history
from clarion.intake.history import ParsedFile
from clarion.intake.kept_files import Kept
from clarion.intake.sources import parse
from clarion.intake.write_history import Written, write_history
from clarion.web.access import allowed, person_of
from clarion.web.forms.imports import ImportForm

COMPLAINTS_SHOWN = 50
GONE = "The files are not here any more: an hour has passed, or they were imported. Choose them again."


@allowed(Act.IMPORT)
@never_cache
def import_page(request: HttpRequest) -> HttpResponse:
    """The form; the answer to handing files in says what an import of them would bring, and keeps nothing yet."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "web/settings/import.html", {"form": form}, status=422 if form.errors else 200)
    chosen, at = form.cleaned_data, timezone.now()
    files = {file.name or "file": file.read() for file in chosen["handed_in"]}
    handed_in = Kept(chosen["source"], chosen["zone"].key, files)
    look = _look(_read(handed_in), by=person_of(request))
    word = kept_files.keep(handed_in, at=at)
    return render(request, "web/settings/import.html", {"form": ImportForm(), "look": look, "word": word})


@allowed(Act.IMPORT)
@require_POST
def import_kept(request: HttpRequest) -> HttpResponse:
    """Import what was looked at; what is broken in it is left out, as the page said."""
    word = request.POST.get("word", "")
    handed_in = kept_files.kept(word, at=timezone.now())
    if handed_in is None:
        messages.error(request, GONE)
        return redirect("import_page")
    parsed = _read(handed_in)
    if request.POST.get("confirmed"):
        vouched = tuple(replace(subscriber, confirmed=True) for subscriber in parsed.subscribers)
        parsed = replace(parsed, subscribers=vouched)
    written = _write(parsed, by=person_of(request))
    kept_files.forget(word)
    messages.success(request, f"Imported: {_in_words(written)}. What was here already stayed as it was.")
    return redirect("import_page")


def _read(handed_in: Kept) -> ParsedFile:
    return parse(handed_in.source, handed_in.files, zone=ZoneInfo(handed_in.zone))


def _look(parsed: ParsedFile, *, by: Person) -> dict[str, Any]:
    would = _count(parsed, by=by)
    unconfirmed = sum(not subscriber.confirmed for subscriber in parsed.subscribers)
    return {
        "would_bring": _in_words(would),
        "brings_any": bool(would.new or would.services or would.subscribers or unconfirmed),
        "complaints": parsed.complaints[:COMPLAINTS_SHOWN],
        "more": max(0, len(parsed.complaints) - COMPLAINTS_SHOWN),
        "unconfirmed": unconfirmed,
        "is_broken": parsed.is_broken,
    }


def _count(parsed: ParsedFile, *, by: Person) -> Written:
    return count_history(parsed.incidents, services=parsed.services, subscribers=parsed.subscribers, by=by)


def _write(parsed: ParsedFile, *, by: Person) -> Written:
    return write_history(
        parsed.incidents,
        services=parsed.services,
        subscribers=parsed.subscribers,
        by=by,
        at=timezone.now(),
    )


def _in_words(written: Written) -> str:
    counts = {
        "incident": written.new,
        "service": written.services,
        "subscriber": written.subscribers,
    }
    return ", ".join(f"{number:,} new {noun}{pluralize(number)}" for noun, number in counts.items())
