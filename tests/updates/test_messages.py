"""An update as a mail and as a chat message."""

import pytest

from clarion.updates.messages import LONGEST_SUBJECT, chat_of, mail_of
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, nine):
    return an_incident("Card payments fail", by=ana, at=nine)


def drafted(incident, audience, text, *, by, at):
    draft = start_draft(incident, audience, by=by, at=at)
    draft.text = text
    return draft


def test_readers_outside_are_not_told_a_severity_or_a_number(incident, ben, nine):
    mail = mail_of(drafted(incident, "customer", "We are sorry.\n", by=ben, at=nine))
    assert mail == ("Card payments fail (investigating)", "We are sorry.\n")


def test_colleagues_see_in_the_subject_how_bad_it_is(incident, ben, nine):
    mail = mail_of(drafted(incident, "engineering", "We look at it.", by=ben, at=nine))
    assert mail.subject == f"SEV2 {incident.reference}: Card payments fail (investigating)"


def test_a_title_can_neither_break_a_header_nor_run_on(incident, ben, nine):
    draft = drafted(incident, "public", "x", by=ben, at=nine)
    draft.incident.title = "Card payments\r\nBcc: everybody@example.com\n" + "very " * 100
    subject = mail_of(draft).subject
    assert "\n" not in subject
    assert "\r" not in subject
    assert len(subject) == LONGEST_SUBJECT


def test_what_is_said_to_the_review_alone_is_not_sent(incident, ben, nine):
    text = "Cards fail. <!-- clarion: allow jargon -->\nNext update by 10:00 UTC.\n"
    draft = drafted(incident, "public", text, by=ben, at=nine)
    assert "clarion:" not in mail_of(draft).text
    assert "clarion:" not in chat_of(draft)


def test_chat_has_its_own_bold_and_links(incident, ben, nine):
    text = "**Cards** fail, see [our page](https://status.example.com/x).\n"
    chat = chat_of(drafted(incident, "public", text, by=ben, at=nine))
    assert chat == (
        "*Card payments fail (investigating)*\n*Cards* fail, see our page (https://status.example.com/x).\n"
    )
