"""The public form: a letter is written, whatever the address is, and nobody learns who is subscribed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clarion.flows.partner_keys import make_partner_key
from clarion.subscribers.form_limits import PER_CLIENT, PER_MAIL, FormUse
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.letters import Letter, LetterKind
from clarion.subscribers.subscriber import Subscriber
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
IDA = {"mail": "ida@example.com", "about": "everything", "language": "en"}


def ask(client: Client, path: str = "/subscribe/", **fields: object):
    return client.post(path, {**IDA, **fields})


def test_who_asks_gets_a_letter_and_is_not_told_of_anything_before_they_confirm(client, checkout) -> None:
    answer = ask(client, about="chosen", services=[checkout.public_id], language="de")

    assert (answer.status_code, answer["Location"]) == (302, "/subscribe/sent/?language=en")
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == (LetterKind.CONFIRM, "ida@example.com")
    assert letter.wanted == {
        "everything": False, "services": [checkout.public_id], "incidents": [], "language": "de", "payload": "clarion",
    }  # fmt: skip
    assert letter.subscriber.standing == "asked"
    assert not Subscriber.objects.active().exists()


def test_a_known_address_gets_the_same_answer_and_is_not_changed(client) -> None:
    known = a_subscriber("ida", everything=False)
    answers = [ask(client, mail=mail) for mail in ("ida@example.com", "nobody@example.com")]
    page = [client.get(answer["Location"]).content for answer in answers]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert page[0] == page[1]
    assert Letter.objects.get(to="ida@example.com").kind == LetterKind.ALREADY
    assert Letter.objects.get(to="nobody@example.com").kind == LetterKind.CONFIRM
    known.refresh_from_db()
    assert (known.everything, known.is_active) == (False, True)


def test_a_webhook_is_confirmed_by_its_contact(client) -> None:
    hook = "https://hooks.example.com/in/abcd1234"
    ask(client, "/subscribe/?channel=webhook", address=hook, payload="statuspage")

    letter = Letter.objects.get()
    assert (letter.to, letter.subscriber.channel, letter.subscriber.address) == (
        "ida@example.com",
        "webhook",
        hook,
    )
    body = message_of(letter).body
    assert "ends in “…1234”" in body
    assert "hooks.example.com" not in body, "a stranger's words do not stand in a mail of ours"


def test_who_asks_for_a_webhook_of_somebody_else_learns_nothing_and_its_contact_is_told(client) -> None:
    hook = "https://hooks.example.com/in/abcd1234"
    a_subscriber(channel="webhook", address=hook, contact="owner@example.com")
    ask(client, "/subscribe/?channel=webhook", address=hook, payload="clarion")

    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == (LetterKind.ALREADY, "owner@example.com")


def test_a_link_offers_one_incident_under_the_title_that_readers_know(client, ana) -> None:
    now = timezone.now()
    incident = an_incident("ledgerd deadlocks", by=ana, at=now)
    address = f"/subscribe/?incident={incident.public_id}"
    assert client.get(address).status_code == 404, "nobody was told of it yet"

    an_update(incident, at=now, title="Card payments fail")
    page = client.get(address).content.decode()
    assert "Card payments fail" in page
    assert "ledgerd" not in page
    ask(client, address, about="chosen", incidents=[incident.public_id])
    assert Letter.objects.get().wanted["incidents"] == [incident.public_id]


def test_a_service_that_is_not_public_cannot_be_chosen(client, checkout) -> None:
    checkout.is_public = False
    checkout.save()
    assert client.get(f"/subscribe/?service={checkout.public_id}").status_code == 404
    assert "Checkout" not in client.get("/subscribe/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("mail", "", "Write the e-mail address that we write to."),
        ("mail", "ida", "This is not an e-mail address. Write it like name@example.com."),
        ("mail", "\u017fue@example.com", "Before the @ only letters without accents can be used."),
        ("mail", "\u212aim@example.com", "Before the @ only letters without accents can be used."),
        ("about", "chosen", "Choose at least one of the lines below, or everything."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    client, checkout, field, value, said
) -> None:
    answer = ask(client, **{field: value, "language": "ja"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert '<option value="ja" selected>' in page
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.com/x",
        "https://user:pass@hooks.example.com/",
        "ftp://x",
        "hooks",
        "https://",
        "https://[::1",
    ],
)
def test_only_a_whole_https_address_is_a_webhook(client, address) -> None:
    answer = ask(client, "/subscribe/?channel=webhook", address=address, payload="clarion")
    assert answer.status_code == 422
    assert "it begins with https://" in answer.content.decode()


def test_what_only_an_admin_may_use_is_not_offered(client) -> None:
    assert client.get("/subscribe/?channel=apprise").status_code == 404


def test_the_form_answers_429_with_the_remedy_when_one_address_is_asked_for_too_often(client) -> None:
    for number in range(PER_MAIL):
        assert Client(REMOTE_ADDR=f"203.0.113.{number}").post("/subscribe/", IDA).status_code == 302
    answer = ask(client, mail="IDA@example.com")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert "Please try again in 60 minutes" in answer.content.decode()
    assert Letter.objects.count() == PER_MAIL
    assert ask(client, mail="other@example.com").status_code == 302

    FormUse.objects.update(at=timezone.now() - timedelta(hours=1, seconds=1))
    assert ask(client).status_code == 302


def test_the_form_answers_429_to_a_program_that_types_many_addresses_from_one_network() -> None:
    for number in range(PER_CLIENT):
        answer = Client(REMOTE_ADDR=f"2001:db8::{number:x}").post(
            "/subscribe/", {**IDA, "mail": f"a{number}@example.com"}
        )
        assert answer.status_code == 302
    refused = Client(REMOTE_ADDR="2001:db8::ffff").post("/subscribe/", IDA)
    elsewhere = Client(REMOTE_ADDR="2001:db8:0:1::1").post("/subscribe/", IDA)
    assert (refused.status_code, elsewhere.status_code) == (429, 302)


def test_the_form_is_refused_without_its_cookie_and_says_what_to_do() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/subscribe/", IDA)
    assert answer.status_code == 403
    assert "This form was open too long" in answer.content.decode()
    strict.get("/subscribe/")
    assert ask(strict, csrfmiddlewaretoken=strict.cookies["csrftoken"].value).status_code == 302


def test_behind_a_proxy_that_ends_tls_the_form_is_taken_from_the_address_of_the_settings(settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://status.example.com"]
    strict = Client(enforce_csrf_checks=True)
    strict.get("/subscribe/")
    cookie = strict.cookies["csrftoken"].value
    for origin, status in (("https://status.example.com", 302), ("https://evil.example", 403), ("null", 403)):
        fields = {**IDA, "csrfmiddlewaretoken": cookie}
        assert strict.post("/subscribe/", fields, headers={"origin": origin}).status_code == status


def test_the_page_sets_no_session_and_allows_no_script(client) -> None:
    answer = client.get("/subscribe/")
    assert set(answer.cookies) == {"csrftoken"}
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<script" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_the_language_is_what_the_address_says_then_what_the_browser_asks_for(client) -> None:
    spoken = [
        client.get("/subscribe/", headers={"accept-language": "fr"}),
        client.get("/subscribe/?language=de", headers={"accept-language": "fr"}),
        client.get("/subscribe/?language=tlh", headers={"accept-language": "ja"}),
        client.get("/subscribe/"),
    ]
    assert [answer["Content-Language"] for answer in spoken] == ["fr", "de", "ja", "en"]


@pytest.mark.parametrize("name", ["incident", "service"])
@pytest.mark.parametrize("value", ["%00", "x" * 5000, "%ED%A0%80", "1'--", "abcdefghijkl"])
def test_a_made_up_link_to_an_incident_or_service_leads_nowhere(client, name, value) -> None:
    assert client.get(f"/subscribe/?{name}={value}").status_code == 404


def test_an_address_that_does_not_exist_answers_in_the_readers_look(client) -> None:
    answer = client.get("/subscribe/nothing/here/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert "/subscribe/style.css" in answer.content.decode()


BREAKS = st.sampled_from(["\n", "\r", "\r\n", "\0", "\x0b", "\u2028", "\x85", " "])


class NoHeader(TestCase):
    """A line break in any field, at any place, reaches no header of a mail: the form refuses it, or it is no word of it."""

    @settings(max_examples=60, deadline=None)
    @given(
        field=st.sampled_from(["mail", "address", "language", "payload", "about", "services"]),
        before=st.sampled_from(["ida@example.com", "https://hooks.example.com/x", "en", ""]),
        line_break=BREAKS,
        after=st.sampled_from(["Bcc: everybody@example.com", "x", "@example.com", ""]),
    )
    def test_no_field_writes_a_header(self, field, before, line_break, after) -> None:
        FormUse.objects.all().delete()
        fields = {**IDA, "address": "https://hooks.example.com/x", "payload": "clarion"}
        fields[field] = f"{before}{line_break}{after}"
        self.client.post("/subscribe/?channel=webhook", fields)
        for letter in Letter.objects.all():
            headers = message_of(letter).message().as_bytes().split(b"\n\n")[0]
            names = {
                line.split(b":")[0].lower() for line in headers.splitlines() if not line.startswith(b" ")
            }
            assert names <= {
                b"subject", b"from", b"to", b"date", b"message-id", b"auto-submitted", b"mime-version",
                b"content-type", b"content-transfer-encoding",
            }  # fmt: skip
            assert letter.to == "ida@example.com"


def test_the_letter_about_a_webhook_has_no_capital_inside_its_sentence(client) -> None:
    ask(
        client,
        "/subscribe/?channel=webhook",
        address="https://hooks.example.com/in/abcd1234",
        payload="clarion",
    )
    assert "at a webhook address that ends in" in message_of(Letter.objects.get()).body


def test_a_reader_is_not_told_of_a_setting_that_only_an_admin_can_change(client) -> None:
    answer = ask(client, "/subscribe/?channel=webhook", address="https://127.0.0.1/in", payload="clarion")
    said = answer.content.decode()
    assert "cannot be reached from outside. Use the public address of the server." in said
    assert "CLARION_WEBHOOK_ALLOW_PRIVATE" not in said


def test_what_a_reader_mistypes_writes_no_line_into_the_terminal(client, caplog) -> None:
    assert ask(client, mail="nobody").status_code == 422
    assert client.get("/sign-in/once/nothing/").status_code >= 400
    assert [record.request.path for record in caplog.records if record.name == "django.request"] == [
        "/sign-in/once/nothing/"
    ]


def test_the_partners_form_and_its_letter_say_that_they_are_for_partners(client, ana) -> None:
    _, key = make_partner_key("Northwind Travel", by=ana, at=timezone.now())
    address = f"/subscribe/partners/{key}/"
    assert "<h1>Subscribe · Status for partners</h1>" in client.get(address).content.decode()
    assert "for partners" not in client.get("/subscribe/").content.decode()
    ask(client, address)
    mail = message_of(Letter.objects.get())
    assert mail.subject == "Please confirm your subscription to Status for partners"
    assert mail.body.endswith("Status: http://127.0.0.1:8001/\n")
