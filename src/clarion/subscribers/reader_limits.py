"""How many webhooks readers may have by themselves: at one server, and for one contact. An admin adds as many as needed."""

from clarion.subscribers.channels.outgoing import read_address
from clarion.subscribers.channels.slack.address import is_slack
from clarion.subscribers.subscriber import Channel, Subscriber

PER_HOST, PER_CONTACT = 20, 10


class TooMany(Exception):
    """There are `most` already. `at_host`: at this server; else with this contact."""

    def __init__(self, most: int, *, at_host: bool) -> None:
        super().__init__(f"{most} subscriptions")
        self.most, self.at_host = most, at_host


def check_room(subscriber: Subscriber, contact: str) -> None:
    """Raises TooMany. Asked once the contact has its letter, so that the form tells nobody how many there are."""
    others = Subscriber.objects.active().exclude(pk=subscriber.pk)
    others = others.exclude(channel=Channel.MAIL).exclude(contact="")
    if others.filter(contact__iexact=contact).count() >= PER_CONTACT:
        raise TooMany(PER_CONTACT, at_host=False)
    host = _host(subscriber)
    # Few enough to be read: an address is spelled in too many ways for a query.
    if host and sum(_host(other) == host for other in others.iterator()) >= PER_HOST:
        raise TooMany(PER_HOST, at_host=True)


def _host(subscriber: Subscriber) -> str:
    """Empty for those of a service that is one server for everybody."""
    if subscriber.channel not in {Channel.WEBHOOK, Channel.SLACK} or is_slack(subscriber.address):
        return ""
    try:
        return read_address(subscriber.address).raw_host.decode("ascii").lower().rstrip(".")
    except ValueError:
        return ""
