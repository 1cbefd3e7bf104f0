"""Where an update goes when it is published, and to how many: what the publish button says before it is pressed."""

from collections.abc import Sequence
from typing import NamedTuple

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.people import Person
from clarion.updates.audiences import Audience
from clarion.updates.leaving import leaves_the_company


class Destination(NamedTuple):
    """`readers` None: nobody counts them (a page, a feed). `counted`: the name is what is counted ("mails"). `about`: roughly."""

    name: str
    readers: int | None = None
    counted: bool = False
    about: bool = False


def destinations(audience: str, told: Sequence[Destination] = ()) -> list[Destination]:
    """In the order in which they matter to whoever publishes. `told` are the subscribers, counted by who knows them."""
    if audience == Audience.PUBLIC:
        return [Destination("public page, feed and status API"), *told]
    people = Person.objects.active().count()
    room = Destination("incident room", people)
    if place := beyond_the_room(audience):
        return [Destination(place), room, *told]
    if audience == Audience.CUSTOMER and not told:
        return [room, Destination("the mail is yours to send")]
    return [room, *told]


def beyond_the_room(audience: str) -> str:
    """ "partners' page, 3 keys"; "" for an audience without such a page, and where nobody ever made a key."""
    if audience != Audience.PARTNERS or not leaves_the_company(audience):
        return ""
    keys = PartnerKey.objects.live().count()
    return f"partners' page, {keys} key{'' if keys == 1 else 's'}"


def in_words(going: list[Destination]) -> str:
    """ "incident room (4 people), about 210,000 mails, 12 webhooks"."""
    return ", ".join(_words(each) for each in going)


def _words(each: Destination) -> str:
    if each.readers is None:
        return each.name
    if each.counted:
        return f"{'about ' if each.about else ''}{each.readers:,} {each.name}"
    return f"{each.name} ({each.readers} {'person' if each.readers == 1 else 'people'})"
