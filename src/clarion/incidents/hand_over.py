"""Who does what in an incident, and how a role goes from one person to the next."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.drills import may_in
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry

#: Field -> how people call the role, in the order in which they are asked for.
POSITIONS = {
    "commander": "commander",
    "communications_lead": "communications lead",
    "backup": "backup for communications",
    "operations_lead": "operations lead",
    "scribe": "scribe",
}

#: What whoever holds the role must be allowed to do; nothing for the others.
NEEDS = {"communications_lead": Act.PUBLISH_EXTERNAL, "backup": Act.PUBLISH_EXTERNAL}


def hand_over(
    incident: Incident,
    to: Mapping[str, Person | None],
    *,
    seen: Mapping[str, Person | None] | None = None,
    by: Person,
    at: datetime,
) -> set[str]:
    """Give roles to other people, None leaves a role empty; the names of the roles that changed hands.

    `seen` is who held them when the writer looked; None does not ask. The promise clock calls whoever holds the
    role when it calls. Raises ValidationError with the field.
    """
    for position, person in to.items():
        if position not in POSITIONS:
            raise ValidationError(f"There is no role {position} in an incident.")
        if person and not person.is_active:
            raise ValidationError({position: f"{person} does not work here any more."})
        if person and position in NEEDS and not may_in(incident, person, NEEDS[position]):
            raise ValidationError(
                {position: f"{person} may not {NEEDS[position]}. Choose a communications lead."}
            )
    with transaction.atomic():
        current = Incident.with_drills.select_for_update().get(pk=incident.pk)
        for position, person in (seen or {}).items():
            holder = getattr(current, position)
            if holder not in {person, to.get(position, person)}:
                raise ValidationError({position: f"{holder or 'Nobody'} holds this role by now. Look again."})
        changed = {name for name, person in to.items() if getattr(current, name) != person}
        handed = []
        for name in [position for position in POSITIONS if position in changed]:
            before, after = getattr(current, name), to[name]
            setattr(current, name, after)
            words = f"{POSITIONS[name]}: {before or 'nobody'} → {after or 'nobody'}"
            record_entry(current, words, source=Source.RECORD, at=at, by=by)
            handed.append(words)
        if changed:
            current.save(update_fields=sorted(changed))
            record_act(Done.HANDED_OVER, current.reference, by=by, at=at, detail="; ".join(handed))
    incident.refresh_from_db()
    return changed
