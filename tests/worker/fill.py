"""Run by the tests in a process of its own: `fill.py NUMBER MINUTES` sets up the data folder of the environment.

So many promises that fell due so many minutes ago, all led by Ben with Cleo behind him.
"""

import sys
from datetime import datetime, timedelta

import django


def main(number: int, minutes: float) -> None:
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    write_promises(number, due=timezone.now() - timedelta(minutes=minutes))


def write_promises(number: int, *, due: datetime, over: timedelta = timedelta()) -> None:
    """The promises fall due evenly over that time, from `due` on."""
    from clarion.accounts.people import Person
    from clarion.incidents.incident import Incident
    from clarion.updates.audiences import Audience
    from clarion.updates.promises import Promise

    lead, backup = (
        Person.objects.create_user(f"{name.lower()}@example.com", name=name, role="communications_lead")
        for name in ("Ben", "Cleo")
    )
    made, audiences = due - timedelta(hours=1), list(Audience)
    incidents = Incident.objects.bulk_create(
        Incident(
            title=f"Incident {each}",
            severity="SEV2",
            declared_at=made,
            communications_lead=lead,
            backup=backup,
        )
        for each in range(-(-number // len(audiences)))
    )
    Promise.objects.bulk_create(
        Promise(
            incident=incidents[each // len(audiences)],
            audience=audiences[each % len(audiences)],
            made_at=made,
            due_at=due + over * each / number,
        )
        for each in range(number)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
