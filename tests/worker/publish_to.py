"""Run by the tests in a process of its own: `publish_to.py NUMBER` sets up the data folder of the environment.

So many subscribers by mail, and one update that was published to them a moment ago.
"""

import sys
from datetime import timedelta

import django


def main(number: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from clarion.accounts.people import Person
    from clarion.subscribers.deliveries import write_distribution
    from clarion.subscribers.subscriber import Subscriber, address_key
    from tests.factories.incidents import an_incident
    from tests.factories.subscribers import an_update

    now = timezone.now()
    lead = Person.objects.create_user("ben@example.com", name="Ben", role="communications_lead")
    addresses = [f"reader{each}@example.com" for each in range(number)]
    Subscriber.objects.bulk_create(
        Subscriber(
            address=each,
            address_key=address_key("mail", each),
            asked_at=now - timedelta(days=1),
            confirmed_at=now - timedelta(days=1),
        )
        for each in addresses
    )
    write_distribution(an_update(an_incident(by=lead, at=now), at=now), at=now)


if __name__ == "__main__":
    main(int(sys.argv[1]))
