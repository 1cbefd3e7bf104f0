"""What a letter says, in the language that was asked for.

Nothing that a stranger typed stands in it, beside the address that it goes to: a form that mails typed words to typed
addresses would be used to send advertisements.
"""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from clarion.accounts.workspace import Workspace
from clarion.subscribers.letters import Letter, LetterKind
from clarion.subscribers.links import CONFIRMABLE_FOR, Purpose, link
from clarion.subscribers.scope import Scope, services_shown, titles_shown
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.tidying import UNCONFIRMED_FOR
from clarion.updates.audiences import Audience


def message_of(letter: Letter) -> EmailMessage:
    """The mail. Raises ValueError for an address that cannot be written to."""
    name = page = Workspace.current().name
    with translation.override(letter.wanted.get("language", "en")):
        if letter.subscriber.audience == Audience.PARTNERS:
            page = _("%(name)s for partners") % {"name": name}
        write = _confirm if letter.kind == LetterKind.CONFIRM else _already
        subject, paragraphs = write(letter, page)
        paragraphs.append(f"{name}: {settings.PUBLIC_URL}/")
    return EmailMessage(
        subject=" ".join(subject.split()),
        body="\n\n".join(paragraphs) + "\n",
        to=[letter.to],
        headers={"Message-ID": _id(letter), "Auto-Submitted": "auto-generated"},
    )


def _confirm(letter: Letter, page: str) -> tuple[str, list[str]]:
    if letter.subscriber.channel == Channel.MAIL:
        asked = _("Somebody, hopefully you, asked for updates from %(page)s at this e-mail address.")
    else:
        asked = _(
            "Somebody, hopefully you, asked for updates from %(page)s at a %(channel)s address that ends in"
            " “%(end)s”, and named this e-mail address as its contact."
        )
    said = {"page": page, "channel": _channel(letter), "end": _end(letter)}
    days = {"days": CONFIRMABLE_FOR.days, "removed": UNCONFIRMED_FOR.days}
    return _("Please confirm your subscription to %(page)s") % said, [
        asked % said,
        _about(letter),
        _("Confirm it here within %(days)d days:") % days + f"\n{link(Purpose.CONFIRM, letter.public_id)}",
        _(
            "If it was not you, there is nothing to do. Without your confirmation no update is sent, and the address"
            " is removed after %(removed)d days."
        )
        % days,
    ]


def _already(letter: Letter, page: str) -> tuple[str, list[str]]:
    manage = link(Purpose.OWNER, letter.subscriber.public_id)
    said = {"page": page, "channel": _channel(letter), "end": _end(letter)}
    if letter.subscriber.channel == Channel.MAIL:
        subscribed = _("This e-mail address is subscribed to %(page)s already. Nothing was changed.")
    else:
        subscribed = _(
            "The %(channel)s address that ends in “%(end)s” is subscribed to %(page)s already, with you as its"
            " contact. Nothing was changed."
        )
    scope = Scope.from_json(letter.wanted)
    wished = [("service", each) for each in scope.services] + [("incident", each) for each in scope.incidents]
    query = f"?{urlencode(wished)}" if wished else ""
    return _("You are subscribed to %(page)s already") % said, [
        subscribed % said,
        _("Choose what you are told of, or unsubscribe:") + f"\n{manage}{query}",
        _("If you did not ask, there is nothing to do."),
    ]


def _about(letter: Letter) -> str:
    scope = Scope.from_json(letter.wanted)
    if scope.everything:
        return _("About: everything that is published there.")
    names = [service.name for service in services_shown(scope.services, letter.subscriber.audience)]
    names += titles_shown(scope.incidents, letter.subscriber.audience).values()
    return _("About: %(names)s.") % {"names": ", ".join(names)}


def _channel(letter: Letter) -> str:
    """Inside a sentence: names of firms keep their capital, a webhook has one in German alone."""
    label = str(letter.subscriber.get_channel_display())
    kept = letter.subscriber.channel != Channel.WEBHOOK or translation.get_language() in {"de", "ja"}
    return label if kept else label.lower()


def _end(letter: Letter) -> str:
    return f"…{letter.subscriber.address[-4:]}"


def _id(letter: Letter) -> str:
    """The same for every attempt."""
    host = urlsplit(settings.CONSOLE_URL).hostname or "localhost"
    return f"<letter-{letter.public_id}.{Workspace.current().public_id}@{host}>"
