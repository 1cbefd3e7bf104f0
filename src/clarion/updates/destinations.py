"""Where an update goes when it is published, and to how many: what the publish button says before it is pressed."""

from typing import NamedTuple

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.people import Person
from clarion.updates.audiences import Audience
from clarion.updates.leaving import leaves_the_company


class Destination(NamedTuple):
    """`readers` None: nobody counts them (a page, a feed)."""

    name: str
    readers: int | None = None


def destinations(audience: str) -> list[Destination]:
    """In the order in which they matter to whoever publishes."""
    if audience == Audience.PUBLIC:
        return [Destination("public page, feed and status API")]
    people = Person.objects.active().count()
    room = Destination("incident room", people)
    if place := beyond_the_room(audience):
        return [Destination(place), room]
    if audience == Audience.CUSTOMER:
        return [room, Destination("the mail is yours to send")]
    return [room]


def beyond_the_room(audience: str) -> str:
    """ "partners' page, 3 keys"; "" for an audience without such a page, and where nobody ever made a key."""
    if audience != Audience.PARTNERS or not leaves_the_company(audience):
        return ""
    keys = PartnerKey.objects.live().count()
    return f"partners' page, {keys} key{'' if keys == 1 else 's'}"


def in_words(going: list[Destination]) -> str:
    """ "incident room (4 people), chat channel"."""
    return ", ".join(_words(each) for each in going)


def _words(each: Destination) -> str:
    if each.readers is None:
        return each.name
    return f"{each.name} ({each.readers} {'person' if each.readers == 1 else 'people'})"
