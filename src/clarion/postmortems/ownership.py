"""Who owns a post-mortem, until when it is due, what it is called and which incidents it covers; and whether it is needed."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible
from clarion.incidents.incident import Incident
from clarion.postmortems.freezing import freeze
from clarion.postmortems.opening import must_be_over
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.published_lines import leave_out_notes_of_imports, write_published_lines
from clarion.postmortems.writing import locked_for_writing

#: A post-mortem whose due day lies further away is forgotten, not planned.
FURTHEST_DUE = 366
LONGEST_WHY = 400


@transaction.atomic
def hand_over(
    postmortem: PostMortem, to: Person, *, seen: Person | None, by: Person, at: datetime
) -> PostMortem:
    """Give it to another owner; reminders name them from then on. `seen` is who owned it when the giver looked.

    Raises NotAllowed, PostMortemClosed, ValidationError with the field.
    """
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    if current.owner not in {seen, to}:
        raise ValidationError({"owner": f"{current.owner or 'Nobody'} owns it by now. Look again."})
    if not to.is_active:
        raise ValidationError({"owner": f"{to} does not work here any more. Choose somebody else."})
    if current.owner != to:
        record_act(Done.HANDED_OVER_POSTMORTEM, str(current), by=by, at=at, detail=f"to {to}")
        current.owner = to
        current.save(update_fields=["owner"])
    return current


@transaction.atomic
def move_due(
    postmortem: PostMortem, due_on: date, *, reason: str, seen: date | None, by: Person, at: datetime
) -> PostMortem:
    """Another day on which it is due; why is kept in the audit log.

    `seen` is the day that the mover saw. Raises NotAllowed, PostMortemClosed, ValidationError with the field.
    """
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    if current.due_on == due_on:
        return current
    if current.due_on != seen:
        raise ValidationError({"due_on": f"It is due on {current.due_on} by now. Look again."})
    if due_on < at.date():
        raise ValidationError({"due_on": "That day has passed. Choose today or a day to come."})
    if (due_on - at.date()).days > FURTHEST_DUE:
        raise ValidationError({"due_on": "That is more than a year away. Choose a day within a year."})
    if not reason.strip():
        raise ValidationError({"reason": "Say in a few words why it takes longer, or is wanted sooner."})
    must_be_visible(reason, "reason")
    record_act(
        Done.MOVED_POSTMORTEM, str(current), by=by, at=at, detail=f"{seen} -> {due_on}: {reason.strip()}"
    )
    current.due_on = due_on
    current.save(update_fields=["due_on"])
    return current


@transaction.atomic
def rename(postmortem: PostMortem, title: str, *, by: Person, at: datetime) -> PostMortem:
    """Raises NotAllowed, PostMortemClosed, ValidationError with the field."""
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    if current.title != title.strip():
        current.title = title.strip()
        current.full_clean(exclude=["owner", "opened_by", "facilitator"])
        current.save(update_fields=["title"])
        record_act(Done.RENAMED_POSTMORTEM, str(current), by=by, at=at)
    return current


@transaction.atomic
def cover(postmortem: PostMortem, incident: Incident, *, by: Person, at: datetime) -> PostMortem | None:
    """It covers the incident, too. Returns the incident's own draft, which was set aside, where nobody wrote in it.

    A draft of its own in which somebody wrote stays beside this one: nothing written is put away by itself.
    Raises NotAllowed, PostMortemClosed, ValidationError with the field.
    """
    require(by, Act.LEARN)
    beside = _locked_in_order(postmortem, incident)
    current = locked_for_writing(postmortem)
    try:
        must_be_over(incident)
    except ValidationError as error:
        raise ValidationError({"incident": error.messages}) from error
    if current.incidents.filter(pk=incident.pk).exists():
        raise ValidationError({"incident": f"{current.reference} covers {incident.reference} already."})
    current.incidents.add(incident)
    write_published_lines([incident], at=at)
    leave_out_notes_of_imports([incident], by=by, at=at)
    current.severity = min(current.severity, incident.severity)
    current.save(update_fields=["severity"])
    record_act(Done.CHANGED_COVER, str(current), by=by, at=at, detail=f"covers {incident.reference}, too")
    untouched = incident.postmortems.filter(pk__in=beside, version=1, stage=Stage.DRAFT).first()
    if untouched is None or untouched.incidents.count() > 1:
        return None
    return set_aside(untouched, why=f"{current.reference} covers {incident.reference}", by=by, at=at)


def _locked_in_order(postmortem: PostMortem, incident: Incident) -> set[int]:
    """Lock the post-mortem and those that the incident has, the oldest first; the keys of the latter.

    Two people who let their post-mortems cover each other's incidents would otherwise hold one each, and wait for ever.
    """
    beside = set(incident.postmortems.exclude(pk=postmortem.pk).values_list("pk", flat=True))
    rows = PostMortem.objects.select_for_update().filter(pk__in={postmortem.pk, *beside})
    list(rows.order_by("pk").values_list("pk", flat=True))
    return beside


@transaction.atomic
def uncover(postmortem: PostMortem, incident: Incident, *, by: Person, at: datetime) -> PostMortem:
    """It covers the incident no more; one has to stay. Raises NotAllowed, PostMortemClosed, ValidationError."""
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    covered = list(current.incidents.all())
    if incident not in covered:
        return current
    if len(covered) == 1:
        raise ValidationError(
            {"incident": "It has to cover one incident at least. Add the right one first, or set it aside."}
        )
    current.incidents.remove(incident)
    current.severity = min(each.severity for each in covered if each != incident)
    current.save(update_fields=["severity"])
    record_act(Done.CHANGED_COVER, str(current), by=by, at=at, detail=f"without {incident.reference}")
    return current


@transaction.atomic
def set_aside(postmortem: PostMortem, *, why: str, by: Person, at: datetime) -> PostMortem:
    """None is needed: its words stay, nobody is reminded of it; its action items go on. Raises NotAllowed, PostMortemClosed, ValidationError."""
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    if not why.strip():
        raise ValidationError({"why": "Say in a few words why no post-mortem is needed."})
    if len(why.strip()) > LONGEST_WHY:
        raise ValidationError({"why": f"Use at most {LONGEST_WHY} characters; these are {len(why.strip())}."})
    must_be_visible(why, "why")
    current.stage, current.set_aside_why = Stage.SET_ASIDE, why.strip()
    current.save(update_fields=["stage", "set_aside_why"])
    freeze(current, why=f"set aside: {current.set_aside_why}"[:LONGEST_WHY], by=by, at=at)
    record_act(Done.SET_ASIDE_POSTMORTEM, str(current), by=by, at=at, detail=current.set_aside_why)
    return current


@transaction.atomic
def take_up_again(postmortem: PostMortem, *, by: Person, at: datetime) -> PostMortem:
    """A draft once more. Raises NotAllowed; ValidationError where it was not set aside."""
    require(by, Act.LEARN)
    current = PostMortem.objects.select_for_update().get(pk=postmortem.pk)
    if current.stage != Stage.SET_ASIDE:
        raise ValidationError(f"{current.reference} was not set aside.")
    current.stage, current.set_aside_why = Stage.DRAFT, ""
    current.version += 1
    current.save(update_fields=["stage", "set_aside_why", "version"])
    freeze(current, why="taken up again", by=by, at=at)
    record_act(Done.TOOK_UP_POSTMORTEM, str(current), by=by, at=at)
    return current
