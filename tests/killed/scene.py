"""What the victims play: an installation with approved drafts that wait, and what users and the worker do to it."""

import re
import resource
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.accounts.workspace import Workspace
from clarion.flows.approve import approve
from clarion.flows.correct import correct
from clarion.flows.drill import follow_drills
from clarion.flows.maintenance import Recurring, plan
from clarion.flows.maintenance_series import approve_for_series
from clarion.flows.publish import publish
from clarion.flows.resolve import resolve
from clarion.incidents.incident import Incident
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_following import close_item
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem
from clarion.statuspage.publishing import freeze
from clarion.statuspage.snapshots import Scope
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.planned_texts import Step
from clarion.updates.suggested_text import start_draft, start_planned_draft
from clarion.updates.written_ahead import write_ahead
from clarion.worker import tasks
from tests.factories.drills import a_drill
from tests.factories.incidents import REASON, an_incident, say

FIRST = "Card payments fail for some customers."
#: What each waiting draft says.
PROGRESS = "We found the cause of the failing card payments."
CORRECTION = "That was wrong: they fail for all customers."
RESOLUTION = "Card payments work again."


#: Fields that differ from run to run, or with the entry through which the same act came.
DIFFERS = {"public_id", "password", "fingerprint", "last_login", "via", "address"}


def set_up() -> dict[str, int]:
    """Three incidents that readers know, each with an approved draft that waits, one more that is late; draft keys."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    ben = Person.objects.create_user("ben@example.com", name="Ben", role=Role.COMMUNICATIONS_LEAD)
    Person.objects.create_user("cleo@example.com", name="Cleo", role=Role.COMMUNICATIONS_LEAD)
    service = add_service("Checkout")
    told = []
    for title in ("Cards", "Wrong cards", "Fixed cards"):
        incident = an_incident(title, services={service: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=now)
        told.append(say(incident, f"{title}: {FIRST}", by=ben, at=now))
    found, _, fixed = (update.incident for update in told)
    progress = start_draft(found, "public", by=ben, at=now)
    correction = correct(told[1], wrong_words=FIRST, by=ben, at=now)
    resolution = resolve(fixed, by=ben, at=now)
    waiting = {"progress": progress, "correction": correction, "resolution": resolution}
    _make_ready(progress, PROGRESS, State.IDENTIFIED, by=ben, at=now)
    _make_ready(correction, CORRECTION, State.INVESTIGATING, by=ben, at=now)
    _make_ready(resolution, RESOLUTION, State.RESOLVED, by=ben, at=now)
    # Approved as well, and void as soon as the progress changes the state.
    _make_ready(
        start_draft(found, "customer", by=ben, at=now), "For customers.", State.IDENTIFIED, by=ben, at=now
    )
    an_incident("Late", by=ben, at=now - timedelta(hours=2))
    return {name: draft.pk for name, draft in waiting.items()}


def more_drafts(number: int) -> list[int]:
    """So many more incidents, each with an approved draft that waits; their keys."""
    now, ben = timezone.now(), Person.by_email("ben@example.com")
    drafts = []
    for index in range(number):
        incident = an_incident(f"Incident {index}.", by=ben, at=now)
        draft = start_draft(incident, "public", by=ben, at=now)
        _make_ready(draft, words_of(index), State.IDENTIFIED, by=ben, at=now)
        drafts.append(draft.pk)
    return drafts


def words_of(index: int) -> str:
    return f"We found the cause of incident {index}."


def sign_in_cleo() -> str:
    """The value of a session's cookie."""
    client = Client()
    client.force_login(Person.by_email("cleo@example.com"))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _make_ready(draft: Draft, text: str, state: State, *, by: Person, at: datetime) -> None:
    due = None if state == State.RESOLVED else at + timedelta(hours=2)
    edit_draft(draft, {"text": text, "state": state, "next_update_at": due}, seen_version=None, by=by, at=at)
    approve(draft, seen_version=draft.version, by=by, at=at, override_reason=REASON)


def publish_approved(draft: int, room_after_commit: int | None = None) -> None:
    if room_after_commit is None:
        publish(Draft.objects.get(pk=draft), by=Person.by_email("cleo@example.com"), at=timezone.now())
        return
    with transaction.atomic():
        transaction.on_commit(lambda: _leave_room(room_after_commit))
        publish_approved(draft)


def press_publish(draft: int, room: int | None = None) -> str:
    """What Cleo does in the composer, by the console's own view; the words that she is shown."""
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(Person.by_email("cleo@example.com"))
    version = Draft.objects.get(pk=draft).version
    _leave_room(room)
    page = client.post(f"/drafts/{draft}/publish/", {"version": version}, follow=True).content.decode()
    said = page.partition('<div class="messages"')[2]  # after the bar that calls her
    told = re.findall(r'<p class="message (?:success|error|info)"[^>]*>([^<]*)', said)
    return " ".join(told or re.findall(r"<h1>([^<]*)", page))


def sweep(room: int | None = None) -> int:
    Person.objects.exists()  # the connection is open, as that of a worker is
    _leave_room(room)
    return tasks.sweep.func()


def _leave_room(size: int | None) -> None:
    """No file grows beyond `size` bytes in this process; the system refuses it as it refuses on a full disk."""
    if size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def change_the_page() -> None:
    """Something that readers should see and that nobody has written yet."""
    add_service("Search")
    freeze(None, at=timezone.now(), scope=Scope.SERVICES)


def plan_work() -> None:
    """Weekly work whose first window began a minute ago: its start was approved ahead, its text for every window."""
    now, ben = timezone.now(), Person.by_email("ben@example.com")
    before, start = now - timedelta(hours=2), now - timedelta(minutes=1)
    weekly = Recurring("FREQ=WEEKLY", weeks_ahead=3)
    work = plan(
        "Release",
        start=start,
        end=start + timedelta(hours=1),
        services=[],
        recurring=weekly,
        by=ben,
        at=before,
    )
    announcement = start_planned_draft(work, Step.ANNOUNCEMENT, by=ben, at=before)
    approve(announcement, seen_version=1, by=ben, at=before, override_reason=_filled(announcement))
    publish(announcement, by=ben, at=before)
    ahead = write_ahead(work, State.IDENTIFIED, by=ben, at=before)
    approve(ahead, seen_version=1, by=ben, at=before, override_reason=_filled(ahead))
    approve_for_series(MaintenanceSeries.objects.get(), by=ben, at=before)


def owe_reminders() -> None:
    """Action items and a post-mortem that owe one reminder of each kind, to be carried by mail and by chat."""
    now, ben, today = timezone.now(), Person.by_email("ben@example.com"), timezone.now().date()
    Workspace.current()
    Workspace.objects.update(chat_webhook="http://127.0.0.1:1/hook")
    incident = Incident.objects.all()[0]
    incident.state = State.RESOLVED  # the clocks of its promises are other tests' business
    postmortem = open_postmortem([incident], by=ben, at=now - timedelta(days=60), owner=ben)
    PostMortem.objects.update(due_on=today - timedelta(days=5))
    for days in (-20, -13, -3, 5):
        item = add_item(postmortem, f"Add limit {days} to the import", owner=ben, by=ben, at=now)
        due = today + timedelta(days=days)
        ActionItem.objects.filter(pk=item.pk).update(due_on=due, warn_on=due - timedelta(days=7))
    done = add_item(postmortem, "Reject empty files", owner=ben, by=ben, at=now)
    close_item(done, "Rule 12 is live", by=ben, at=now - timedelta(days=33))


def remind() -> int:
    Person.objects.exists()  # the connection is open, as that of a worker is
    return tasks.remind_owners.func()


def hold_a_drill() -> None:
    """One that nobody has looked at since it began, and whose minutes are over."""
    a_drill(Person.by_email("ben@example.com"), pace=20, at=timezone.now() - timedelta(minutes=30))


def follow() -> int:
    Person.objects.exists()  # the connection is open, as that of a worker is
    return follow_drills(now=timezone.now())


def _filled(draft: Draft) -> str:
    """Why it may go out; the text has no open places then."""
    Draft.objects.filter(pk=draft.pk).update(text=draft.text.replace("[[", "").replace("]]", ""))
    return REASON


#: What differs within texts: the summary of a post-mortem says how long the incident lasted, and a rollback on PostgreSQL uses up
#: numbers of post-mortems.
DIFFERS_IN_WORDS = re.compile(r"\d\d:\d\d|\d{1,2} [A-Z][a-z]+ \d{4}|\d+ (?:min|h)\b|PM-\d+")
#: Keys that are kept as numbers, without a reference.
NUMBERS_OF_ROWS = frozenset({"row", "postmortem"})


def rows() -> dict[str, list[dict[str, Any]]]:
    """All rows of all our tables in the order of their keys, without what differs from run to run.

    Times are told apart from no time only, keys by their place in their table.
    """
    ours = [config for config in apps.get_app_configs() if config.name.startswith("clarion.")]
    tables = [model for config in ours for model in config.get_models()]
    places = {
        model: {pk: place for place, pk in enumerate(_all(model).values_list("pk", flat=True))}
        for model in tables
    }
    return {model._meta.label: [_row(row, places) for row in _all(model)] for model in tables}


def _all(model: type[models.Model]) -> models.QuerySet[Any]:
    """Whoever presses the button again signs in again, and comes through another entry; the act is the same."""
    rows = models.QuerySet(model).order_by("pk")
    return rows.exclude(act=Done.SIGNED_IN) if model is AuditEntry else rows


def _row(row: models.Model, places: dict[Any, dict[int, int]]) -> dict[str, Any]:
    return {
        field.name: _value(field, field.value_from_object(row), places)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in DIFFERS
    }


def _value(field: Any, value: Any, places: dict[Any, dict[int, int]]) -> Any:
    if value is None:
        return None
    if field.is_relation:
        return places[field.related_model][value]
    if isinstance(field, models.DateTimeField) or field.name in NUMBERS_OF_ROWS:
        return "it is there"
    if field.name == "detail":
        return re.sub(r"update [a-z0-9]{12}", "update ID", value)
    if field.name == "content":
        return [[update["body"] for update in each["incident_updates"]] for each in value["incidents"]]
    return value if isinstance(value, (int, list, bool)) else DIFFERS_IN_WORDS.sub("…", str(value))
