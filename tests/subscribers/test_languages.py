"""Mails and chat messages in the language of who reads them. Authors' words are Greek here, so that all else is ours."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from django.utils.translation import trans_real

from clarion.accounts.workspace import Workspace
from clarion.incidents.services import add_service
from clarion.subscribers.channels.discord.message import message_of as discord
from clarion.subscribers.channels.mail.update_mail import render
from clarion.subscribers.channels.manage_link import manage_link
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.deliveries import delivery_key
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.parcels import Parcel
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscribing import Wish, ask
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update
from tests.statuspage.languages import bare_words, wrapping_catalog

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 10, 10, 12, tzinfo=UTC)
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


@pytest.fixture
def wrapped(settings, tmp_path):
    """German that says every sentence of the catalog in ⟦brackets⟧."""
    wrapping_catalog(tmp_path / "locale", "de")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    trans_real._translations.pop("de", None)
    yield
    trans_real._translations.pop("de", None)


@pytest.fixture
def correction(ana):
    """All that a mail has words for: a correction with services and a promise of another day."""
    Workspace.current()
    Workspace.objects.update(name="Σελίδα")
    incident = an_incident("Οι πληρωμές αποτυγχάνουν", by=ana, at=AT)
    wrong = an_update(incident, at=AT, text="Αποτυγχάνουν όλες.")
    services = [{"id": "x", "name": "Ταμείο", "status": "partial_outage", "before": "operational"}]
    return an_update(
        incident, at=AT + timedelta(minutes=9), text="Μόνο με κάρτα.", kind="correction", corrects=wrong,
        wrong_words="Αποτυγχάνουν όλες.", services=services, next_update_at=AT + timedelta(days=1),
    )  # fmt: skip


def parcel(update, language: str) -> Parcel:
    key = delivery_key(update.public_id, "k2j4h5g6f7d8")
    return Parcel(
        1, key, "k2j4h5g6f7d8", "ida@example.com", language, "clarion", "secret", attempts=1, update=update
    )


def mail_in(language: str, update) -> list[str]:
    """Subject, plain text, HTML."""
    content = render(update, language, at=AT).to(parcel(update, language)).content
    mail = message_from_bytes(content, policy=SMTP)
    text, page = (part.get_content().replace("\r\n", "\n") for part in mail.iter_parts())
    return [mail["Subject"], text, page]


def bare(text: str) -> set[str]:
    words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", ADDRESS.sub(" ", text), flags=re.DOTALL)
    return bare_words(html.unescape(words))


def letters(language: str) -> list[str]:
    """To confirm and already subscribed, for a mail address and for a webhook."""
    known, hook = a_subscriber("kim"), "https://hooks.example.com/in/abcd"
    add_service("Ταμείο")
    a_subscriber(channel="webhook", address=f"{hook}2", contact="ida@example.com")
    wishes = [
        Wish("mail", "ida@example.com", "ida@example.com", Scope(), language),
        Wish("mail", known.address, known.address, Scope(), language),
        Wish("webhook", hook, "ida@example.com", Scope(), language),
        Wish("webhook", f"{hook}2", "ida@example.com", Scope(), language),
    ]
    mails = [message_of(ask(wish, at=AT)) for wish in wishes]
    return [f"{mail.subject}\n{mail.body}" for mail in mails]


def test_a_german_mail_has_no_word_that_no_catalog_holds(wrapped, correction):
    for said in mail_in("de", correction):
        assert bare(re.sub(r"https?://\S+", " ", said)) == set(), said


def test_a_german_letter_has_no_word_that_no_catalog_holds(wrapped, correction):
    for said in letters("de"):
        # What ends in “…abcd” is the end of an address, and stands within a sentence.
        assert bare(said) == set(), said


def test_a_german_chat_message_has_no_word_that_no_catalog_holds(wrapped, correction):
    for audience in ("public", "support"):
        correction.audience = audience
        words = words_of(correction, "de")
        said = [words.title, words.state, words.promise, words.wrong, words.internal, words.link_words]
        said += [status for _, status in words.services] + [
            (manage_link(parcel(correction, "de")) or [""])[0]
        ]
        severity = f"{correction.severity} {correction.incident.reference}"
        assert bare(" ".join(said).replace(severity, "")) == set(), said


def test_german_mails_speak_as_the_catalog_does(correction):
    subject, text, page = mail_in("de", correction)
    assert subject == "Korrektur: Οι πληρωμές αποτυγχάνουν (wird untersucht)"
    assert text.startswith(
        "Wir berichtigen eine frühere Meldung (10. März 2026, 10:12 UTC).\nWir hatten geschrieben: „Αποτυγχάνουν όλες.“\n"
    )
    assert "- Ταμείο: Teilausfall\n\nNächste Meldung bis 11. März 2026, 10:12 UTC\n" in text
    assert "Abonnement ändern" in page
    confirm = letters("de")[0]
    assert confirm.startswith(
        "Bitte bestätigen Sie Ihr Abonnement von Σελίδα\nJemand, hoffentlich Sie, möchte "
    )
    assert "innerhalb von 3 Tagen:\nhttp" in confirm


@pytest.mark.parametrize(
    ("language", "subject", "promise"),
    [
        (
            "fr",
            "Rectification\N{NO-BREAK SPACE}: Οι πληρωμές αποτυγχάνουν (en cours d’analyse)",
            "11 mars, 10:12 UTC",
        ),
        ("es", "Corrección: Οι πληρωμές αποτυγχάνουν (en investigación)", "11 de marzo, 10:12 UTC"),
        ("ja", "訂正：Οι πληρωμές αποτυγχάνουν (調査中)", "3月11日 10:12 UTC"),
    ],
)
def test_subjects_and_promises_are_written_as_the_language_writes_them(
    correction, language, subject, promise
):
    # A header keeps no no-break space: it is folded into a common one.
    assert mail_in(language, correction)[0] in {subject, subject.replace("\N{NO-BREAK SPACE}", " ")}
    assert promise in json.dumps(discord(words_of(correction, language)), ensure_ascii=False)


def test_a_title_that_an_earlier_update_has_in_the_language_heads_mails_and_chats(correction):
    given = {"de": {"title": "Kartenzahlungen schlagen fehl", "text": "Alle."}}
    an_update(correction.incident, at=AT + timedelta(minutes=5), translations=given)
    content = render(correction, "de", at=AT).to(parcel(correction, "de")).content
    mail = message_from_bytes(content, policy=SMTP)
    assert mail["Subject"].startswith("Korrektur: Kartenzahlungen schlagen fehl (")
    assert words_of(correction, "de").title == "Korrektur: Kartenzahlungen schlagen fehl"
    assert words_of(correction, "fr").title.endswith("Οι πληρωμές αποτυγχάνουν")
