"""Drills: which can be taken, starting one, a script of one's own, the debrief. The room itself is the incident's."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.flows.drill import end_drill, follow_drill, join_drill, start_clock, start_drill
from clarion.practice.drills.debrief import debrief_of
from clarion.practice.drills.drill import Drill
from clarion.practice.drills.engine import ends_at, script_of, shown_so_far
from clarion.practice.drills.from_incident import script_from
from clarion.practice.drills.offered import find_script, own_scripts, shipped_scripts
from clarion.practice.drills.one_story import Disagreement
from clarion.practice.drills.picture import drill_svg, lines_of
from clarion.practice.drills.read_messages import ReadMessage
from clarion.practice.drills.scoring import Score
from clarion.practice.drills.script import Script
from clarion.review import Finding, Severity
from clarion.web.access import allowed, person_of
from clarion.web.forms.drills import LARGEST_SEED, PastIncidentForm, ScriptForm, StartForm
from clarion.web.marked_text import marked_text

MOST_EARLIER = 20
#: Who presses again within this time meant it once.
TWO_CLICKS = timedelta(seconds=5)


def own_folder() -> Path:
    """Where a team's own scripts lie."""
    return Path(settings.DATA) / "drills"


@allowed(Act.PRACTISE)
def drills(request: HttpRequest) -> HttpResponse:
    mine = Drill.objects.of(person_of(request)).select_related("incident")
    for running in mine.running():
        follow_drill(running, now=timezone.now())
    context = {
        "shipped": shipped_scripts(),
        "own": own_scripts(own_folder()),
        "running": mine.open(),
        "earlier": mine.over()[:MOST_EARLIER],
        "past": PastIncidentForm(),
    }
    return render(request, "web/practice/drills.html", context)


@allowed(Act.PRACTISE)
def start(request: HttpRequest) -> HttpResponse:
    """Of a script by its name (`script`), or of a text that was written before (`text`)."""
    given = request.POST if request.method == "POST" else request.GET
    name, person = given.get("script", ""), person_of(request)
    if request.method == "POST" and "text" in request.POST:
        written = ScriptForm(request.POST)
        if not written.is_valid():
            return _writing(request, written, status=422)
        return _start(request, written.script, person, text=written.cleaned_data["text"])
    script = find_script(name, folder=own_folder())
    if script is None:
        raise Http404("There is no such script.")
    return _start(request, script, person, name=name)


def _start(
    request: HttpRequest, script: Script, person: Person, *, name: str = "", text: str = ""
) -> HttpResponse:
    """The form, filled in or not; the room of the new drill once it is right."""
    sent = request.method == "POST" and "pace" in request.POST
    form = StartForm(request.POST if sent else None, script=script, person=person)
    if sent and form.is_valid():
        if just_started := _pressed_twice(script, person):
            return redirect("room", just_started.incident_id)
        seed = form.cleaned_data["seed"]
        try:
            drill = start_drill(
                script,
                people=form.people(),
                waits=form.is_for_a_team(),
                pace=form.cleaned_data["pace"],
                seed=secrets.randbelow(LARGEST_SEED) if seed is None else seed,
                by=person,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect("room", drill.incident.pk)
    context = {"script": script, "form": form, "name": name, "text": text}
    return render(request, "web/practice/drill_start.html", context, status=422 if form.errors else 200)


def _pressed_twice(script: Script, person: Person) -> Drill | None:
    """The drill of the same script that this person started a moment ago."""
    since = timezone.now() - TWO_CLICKS
    begun = Drill.objects.open().filter(started_by=person, title=script.title, begins_at__gte=since)
    return begun.select_related("incident").first()


@allowed(Act.PRACTISE)
def write(request: HttpRequest) -> HttpResponse:
    """A script to be edited: begun with a shipped one, with a past incident, or with nothing. Nothing of it is kept here."""
    if request.method != "POST":
        return _begin_writing(request)
    form = ScriptForm(request.POST)
    if not form.is_valid():
        return _writing(request, form, status=422)
    if request.POST.get("do") == "download":
        answer = HttpResponse(form.cleaned_data["text"], content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="drill.toml"'
        return answer
    if request.POST.get("do") == "use":
        return _start(request, form.script, person_of(request), text=form.cleaned_data["text"])
    return _writing(request, form, checked=form.script)


def _begin_writing(request: HttpRequest) -> HttpResponse:
    if "incident" in request.GET:
        past = PastIncidentForm(request.GET)
        if not past.is_valid():
            messages.error(request, " ".join(map(str, past.errors["incident"])))
            return redirect("drills")
        return _writing(request, ScriptForm({"text": script_from(past.cleaned_data["incident"])}))
    name = request.GET.get("script", "")
    script = find_script(name, folder=own_folder()) if name else None
    if name and script is None:
        raise Http404("There is no such script.")
    return _writing(request, ScriptForm(initial={"text": script.source if script else ""}))


def _writing(
    request: HttpRequest, form: ScriptForm, *, checked: Script | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "checked": checked.in_words() if checked else []}
    return render(request, "web/practice/drill_write.html", context, status=status)


@allowed(Act.PRACTISE)
def drill(request: HttpRequest, public_id: str) -> HttpResponse:
    """The debrief; while the drill runs, the way to its room and what came in so far; before, who is there."""
    found, now = _find(request, public_id), timezone.now()
    if found.started_at is None:
        return _gathering(request, found, now=now)
    follow_drill(found, now=now)
    people = found.participants.select_related("person")
    context: dict[str, Any] = {"drill": found, "people": people, "script": script_of(found)}
    if found.ended_at is None:
        running = {
            "shown": reversed(shown_so_far(found)),
            "shows": found.clock.shows(now),
            "ends_at": ends_at(found),
        }
        return render(request, "web/practice/drill_running.html", context | running)
    debrief = debrief_of(found, now=now)
    context |= {
        "debrief": debrief,
        "picture": _picture(drill_svg(debrief.course, debrief.score.messages)),
        "lines": lines_of(debrief.course),
        "read": [(each, _marked(each), _apart(each, debrief.score)) for each in debrief.score.messages],
        "to_talk_about": [hint for hint in debrief.course.script.hints if hint not in debrief.score.to_try],
    }
    return render(request, "web/practice/drill_debrief.html", context)


def _gathering(request: HttpRequest, drill: Drill, *, now: datetime) -> HttpResponse:
    """Who is there and what each is asked for, until the clock is started; or that the drill was called off."""
    if drill.waits:
        join_drill(drill, by=person_of(request), at=now)
    return render(request, "web/practice/drill_waiting.html", _who_is_there(drill, person_of(request)))


@allowed(Act.PRACTISE)
def waiting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who came meanwhile; an empty answer while nobody did. Once the clock runs, or nobody waits any more, the page goes on."""
    found = _find(request, public_id)
    if not found.waits:
        page = (
            reverse("drill", args=[public_id])
            if found.ended_at
            else reverse("room", args=[found.incident_id])
        )
        return HttpResponse(headers={"HX-Redirect": page})
    context = _who_is_there(found, person_of(request))
    if request.GET.get("here") == str(context["here"]):
        return HttpResponse(status=204)
    return render(request, "web/practice/drill_waiting.html#who", context)


def _who_is_there(drill: Drill, person: Person) -> dict[str, Any]:
    people, briefings = list(drill.participants.select_related("person")), dict(script_of(drill).roles)
    told = {role.value: words for role, words in briefings.items()}
    away = {each.person for each in people if each.joined_at is None}
    return {
        "drill": drill,
        "script": script_of(drill),
        "people": [(each, told.get(each.role, "")) for each in people],
        "here": len({each.person for each in people} - away),
        "away": sorted(each.name for each in away),
        "starts": person == drill.started_by,
    }


@allowed(Act.PRACTISE)
@require_POST
def clock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody is there, or nobody is waited for any longer: from now on things come in."""
    found = _find(request, public_id)
    start_clock(found, by=person_of(request), at=timezone.now())
    return redirect("room", found.incident_id)


@allowed(Act.PRACTISE)
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    end_drill(found, by=person_of(request), at=timezone.now())
    return redirect("drill", public_id)


def _find(request: HttpRequest, public_id: str) -> Drill:
    """Raises Http404 for everybody who does not take part, admins included."""
    mine = Drill.objects.of(person_of(request)).select_related("incident", "started_by")
    return get_object_or_404(mine, public_id=public_id)


def _picture(svg: str) -> SafeString:
    """Every word in it was escaped where it was drawn."""
    return mark_safe(svg)


def _apart(read: ReadMessage, score: Score) -> list[Disagreement]:
    """Where this message told another story than an earlier one had told others."""
    return [each for each in score.disagreements if each.later == read.message]


def _marked(read: ReadMessage) -> SafeString:
    """What contradicts the truth is marked like a finding that blocks."""
    untrue = [
        Finding("truth", each.start, each.end, each.quote, Severity.BLOCK, each.recorded or "")
        for each in read.contradicted
    ]
    return marked_text(read.message.text.rstrip(), [*untrue, *read.findings])
