"""A test message to one subscriber, at once: whether the address works is known before the next incident."""

import smtplib
from datetime import datetime
from types import ModuleType
from uuid import uuid4

from django.core import mail
from django.core.mail import EmailMessage

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.subscribers.channels.apprise import deliver as apprise
from clarion.subscribers.channels.discord import deliver as discord
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.slack import deliver as slack
from clarion.subscribers.channels.teams import deliver as teams
from clarion.subscribers.channels.webhook import deliver as webhook
from clarion.subscribers.subscriber import Channel, Subscriber

CHANNELS: dict[str, ModuleType] = {
    Channel.WEBHOOK: webhook,
    Channel.SLACK: slack,
    Channel.TEAMS: teams,
    Channel.DISCORD: discord,
    Channel.APPRISE: apprise,
}


def send_test(subscriber: Subscriber, *, by: Person, at: datetime) -> Problem | None:
    """What went wrong, or None when the other side took it. Recorded before it is sent. Raises NotAllowed."""
    require(by, Act.MANAGE_WORKSPACE)
    shown = f"{subscriber.public_id}, {subscriber.masked}"
    record_act(Done.TESTED_SUBSCRIBER, shown, by=by, at=at)
    said = (
        f"Test message from Clarion, sent by {by.name}: updates of {Workspace.current().name} arrive here."
        " Nothing has happened."
    )
    if subscriber.channel == Channel.MAIL:
        return _by_mail(subscriber.address, said)
    send_note = CHANNELS[subscriber.channel].send_note
    problem: Problem | None = send_note(
        subscriber.address, text=said, key=f"test-{uuid4()}", secret=subscriber.secret, at=at
    )
    return problem


def _by_mail(address: str, said: str) -> Problem | None:
    subject = f"Test message of {' '.join(Workspace.current().name.split())}"
    try:
        message = EmailMessage(
            subject, f"{said}\n", to=[address], headers={"Auto-Submitted": "auto-generated"}
        )
        mail.mailers.default.send_messages([message])
    except smtplib.SMTPRecipientsRefused:
        return Problem(
            "The mail server does not take a mail to this address.", "Check the address.", final=True
        )
    except (OSError, ValueError) as error:
        return Problem(
            f"The mail did not go out ({type(error).__name__}).", "Check CLARION_SMTP_URL and the address."
        )
    return None
