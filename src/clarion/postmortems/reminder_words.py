"""What a reminder says, by mail and in chat: what is due, when, who owns it, where it is. It names the owner and blames nobody."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from clarion.accounts.visible_words import one_line
from clarion.accounts.workspace import Workspace
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.postmortem import Answer, PostMortem, Reviewer, Stage
from clarion.postmortems.reminders import Reminder, ReminderCall, ReminderKind
from clarion.subscribers.channels.chat.message import plain

#: What to do about an action item, and about a post-mortem.
ITEM_HELP = "Close it with words when it is done. If the date cannot be kept, move it and say why; if somebody else should do it, give it to them."
POSTMORTEM_HELP = (
    "The page lists what is still missing. If somebody else should write it, hand it over there."
)
REVIEW_HELP = (
    "Comment beside the paragraphs, then agree, or say what should change. If you cannot, tell whoever asked."
)
WORKED_HELP = (
    "Say yes, partly or no, and how that shows. If it did not help, open it again or add another action item."
)


def mail_of(call: ReminderCall, *, at: datetime) -> EmailMessage:
    """The mail to the person of the reminder. Raises ValueError for an address that cannot be written to."""
    reminder, person = call.reminder, call.reminder.person
    assert person is not None, "a call by mail is written for a person"  # noqa: S101
    return EmailMessage(
        subject=one_line(f"{urgency(reminder, today=at.date())}: {reminder.about}"),
        body=(
            f"{_sentence(reminder, today=at.date())}\n\n"
            f"{address_of(reminder.about)}\n\n"
            f"{_help(reminder)}\n"
            f"{_why_you(reminder)}\n"
        ),
        to=[person.email],
        headers={
            "Message-ID": _id(f"reminder-{reminder.pk}"),
            # All reminders of one thing stand together in a mail reader.
            "References": _id(f"reminders-of-{reminder.about.reference.lower()}"),
            "Auto-Submitted": "auto-generated",
        },
    )


def line_of(call: ReminderCall, *, at: datetime) -> str:
    reminder = call.reminder
    if reminder.kind == ReminderKind.REVIEW:
        said = f"{urgency(reminder, today=at.date())}: {reminder.about}. Asked: {reminder.person}."
        return f"{plain(one_line(said))} {address_of(reminder.about)}"
    owner = f"Owner: {reminder.person.name}." if reminder.person else "Nobody owns it; please take it."
    said = f"{urgency(reminder, today=at.date())}: {reminder.about}. {owner}"
    return f"{plain(one_line(said))} {address_of(reminder.about)}"


def urgency(reminder: Reminder, *, today: date) -> str:
    """The beginning of a subject or a sentence: "Due in 7 days", "2 weeks overdue"."""
    if reminder.kind == ReminderKind.WORKED:
        return "Did it work?"
    if reminder.kind == ReminderKind.REVIEW:
        return "Please review"
    days = (reminder.due_on - today).days
    if days > 0:
        return "Due tomorrow" if days == 1 else f"Due in {days} days"
    return "Due today" if days == 0 else f"{-days} day{'s' if days < -1 else ''} overdue"


def asking_of(reminder: Reminder) -> Reviewer | None:
    """The asking that it tells of, while it waits for its answer; None once it was answered, taken back or asked anew."""
    postmortem = reminder.postmortem
    if postmortem is None or postmortem.stage != Stage.IN_REVIEW:
        return None
    waiting = postmortem.reviewers.filter(person=reminder.person, asked_at=reminder.at, answer=Answer.WAITING)
    found: Reviewer | None = waiting.select_related("asked_by").first()
    return found


def address_of(about: ActionItem | PostMortem) -> str:
    if isinstance(about, ActionItem):
        return f"{settings.CONSOLE_URL}/action-items/{about.reference}/"
    return f"{settings.CONSOLE_URL}/postmortems/{about.public_id}/"


def _sentence(reminder: Reminder, *, today: date) -> str:
    about = reminder.about
    if reminder.kind == ReminderKind.REVIEW:
        asking = asking_of(reminder)
        by = asking.asked_by.name if asking else "A colleague"
        return f"{one_line(by)} asks you to review this post-mortem.\n\n{one_line(str(about))}"
    if reminder.kind == ReminderKind.WORKED:
        assert isinstance(about, ActionItem)  # noqa: S101 -- only items are asked
        closed = f"{about.closed_at:%-d %B %Y}" if about.closed_at else "a month ago"
        return f"This action item was closed on {closed}. Did it work?\n\n{one_line(str(about))}\nDone: {one_line(about.closing_words)}"
    what = "action item" if isinstance(about, ActionItem) else "post-mortem"
    due = f"{reminder.due_on:%-d %B %Y}"
    said = urgency(reminder, today=today)
    said = said[0].lower() + said[1:]
    lines = [f"This {what} is {said} ({due}).", "", one_line(str(about))]
    if isinstance(about, ActionItem) and about.outcome:
        lines.append(f"Outcome: {one_line(about.outcome)}")
    return "\n".join(lines)


def _help(reminder: Reminder) -> str:
    if reminder.kind == ReminderKind.REVIEW:
        return REVIEW_HELP
    if reminder.kind == ReminderKind.WORKED:
        return WORKED_HELP
    return ITEM_HELP if isinstance(reminder.about, ActionItem) else POSTMORTEM_HELP


def _why_you(reminder: Reminder) -> str:
    about = reminder.about
    if reminder.kind == ReminderKind.REVIEW:
        return "You get this mail once, because you were asked."
    if isinstance(about, ActionItem) and about.owner != reminder.person:
        return "You are reminded because you own its post-mortem, and nobody who works here owns the action item."
    return "You are reminded because you own it."


def _id(name: str) -> str:
    """The same for every attempt; the workspace keeps two installations on one host apart."""
    host = urlsplit(settings.CONSOLE_URL).hostname or "localhost"
    return f"<{name}.{Workspace.current().public_id}@{host}>"
