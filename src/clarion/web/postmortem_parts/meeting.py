"""The part "meeting" of a post-mortem's page: when, where, who leads it, and the invitation."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.document import Document
from clarion.postmortems.meeting import invitation, invited_to, meeting_of, part_in_the_incident, subject_of
from clarion.postmortems.postmortem import PostMortem
from clarion.web.forms.postmortem_meeting import MeetingForm


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part needs, beside `postmortem` and `document`."""
    text, invited = invitation(postmortem, address=address_of(postmortem)), invited_to(postmortem)
    facilitator = postmortem.facilitator
    return {
        "meeting": meeting_of(postmortem),
        "meeting_form": MeetingForm.of(meeting_of(postmortem)),
        "may_plan_meeting": postmortem.is_writable and person.may(Act.LEARN),
        "invited": invited,
        "invitation": text,
        "invitation_mail": mail_address(subject_of(postmortem), text, to=[each.email for each in invited]),
        "facilitator_part": part_in_the_incident(postmortem, facilitator) if facilitator else [],
    }


def address_of(postmortem: PostMortem) -> str:
    """The permanent address of the document, for what leaves the console."""
    return f"{settings.CONSOLE_URL}{reverse('postmortem', args=[postmortem.public_id])}"


def mail_address(subject: str, text: str, *, to: list[str]) -> str:
    """A `mailto:` address (RFC 6068): who presses it sees the mail in their own program, and sends it or not."""
    addresses = ",".join(quote(each, safe="@") for each in to if each)
    body = quote(text.replace("\n", "\r\n"), safe="")
    return f"mailto:{addresses}?subject={quote(subject, safe='')}&body={body}"
