"""What a subscriber finds in the inbox: headers, both parts, links, language, and that no text can break out of its place."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from email.utils import parsedate_to_datetime
from quopri import decodestring

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.accounts.workspace import Workspace
from clarion.subscribers.channels.mail.letter import written_address
from clarion.subscribers.channels.mail.plain_part import plain
from clarion.subscribers.channels.mail.update_mail import LINE, _encoded_link, render
from clarion.subscribers.deliveries import delivery_key
from clarion.subscribers.links import Purpose, link, read_token
from clarion.subscribers.parcels import Parcel
from tests.factories.incidents import an_incident
from tests.factories.subscribers import an_update

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 10, 10, 12, tzinfo=UTC)


def parcel(update, *, address: str = "ida@example.com", subscriber: str = "k2j4h5g6f7d8") -> Parcel:
    key = delivery_key(update.public_id, subscriber)
    return Parcel(1, key, subscriber, address, "en", "clarion", "secret", attempts=1, update=update)


def read(update, language: str = "en", **fields):
    content = render(update, language, at=AT).to(parcel(update, **fields)).content
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return message_from_bytes(content, policy=SMTP)


def parts(mail) -> tuple[str, str]:
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


@pytest.fixture
def incident(ana):
    Workspace.objects.update_or_create(pk=1, defaults={"name": "Acme", "public_id": "acmeacmeacme"})
    return an_incident("Card payments fail", by=ana, at=AT)


@pytest.fixture
def update(incident):
    services = [{"id": "x", "name": "Checkout", "status": "partial_outage", "before": "operational"}]
    return an_update(
        incident, at=AT, text="We found the **cause**.\nMore soon.", state="identified",
        services=services, next_update_at=AT + timedelta(minutes=28),
    )  # fmt: skip


def test_a_mail_about_planned_work_says_scheduled_and_not_investigating(incident):
    incident.planned = True
    mail = read(an_update(incident, at=AT, state="investigating"))
    text, html = parts(mail)
    assert mail["Subject"] == "Card payments fail (scheduled)"
    assert "Acme · scheduled</p>" in html
    assert "investigating" not in (text + html).lower()


def test_headers_say_what_it_is_whom_it_is_from_and_how_to_stop_it(update):
    mail = read(update)
    assert mail["To"] == "ida@example.com"
    assert mail["From"] == "Acme <clarion@127.0.0.1>"
    assert mail["Subject"] == "Card payments fail (identified)"
    assert parsedate_to_datetime(mail["Date"]) == AT
    assert mail["Message-ID"] == f"<{delivery_key(update.public_id, 'k2j4h5g6f7d8')}.k2j4h5g6f7d8@127.0.0.1>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "bulk"
    assert mail["List-Id"] == "<public.acmeacmeacme.127.0.0.1>"
    assert mail["Content-Language"] == "en"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    token = address.removeprefix("http://127.0.0.1:8000/subscribe/unsubscribe/").removesuffix("/")
    assert read_token(Purpose.UNSUBSCRIBE, token) == "k2j4h5g6f7d8"


def test_both_parts_say_text_services_promise_and_where_to_read_on(update):
    mail = read(update)
    text, html = parts(mail)
    page = f"http://127.0.0.1:8001/incidents/{update.incident.public_id}#{update.public_id}"
    for words in (
        "We found the cause.\nMore soon.\n",
        "- Checkout: partial outage\n",
        "Next update by 10:40 UTC\n",
        f"All updates: {page}\n",
        "You get this because you asked for the updates of Acme.\n",
        f"Change what you are told: {link(Purpose.MANAGE, 'k2j4h5g6f7d8')[:51]}",
    ):
        assert words in text
    assert "We found the <strong>cause</strong>.<br>" in html
    assert "<li>Checkout: partial outage</li>" in html
    assert f'<a href="{page}">All updates</a>' in html
    for said in (text, html):
        [unsubscribe] = [
            word.strip('"<>') for word in said.replace('href="', " ").split() if "/unsubscribe/" in word
        ]
        token = unsubscribe.partition("/unsubscribe/")[2].partition("/")[0]
        assert read_token(Purpose.UNSUBSCRIBE, token) == "k2j4h5g6f7d8"


def test_a_mail_fetches_nothing_and_runs_nothing(incident):
    update = an_update(
        incident,
        at=AT,
        text="![seen](https://evil.example/x.png) <script>alert(1)</script> [x](javascript:alert(1))",
    )
    html = parts(read(update))[1]
    for word in ("<img", "<script", 'javascript:"', 'src="', "@import", "url("):
        assert word not in html


def test_a_correction_says_so_and_answers_the_mail_that_it_corrects(update, incident):
    correction = an_update(
        incident,
        at=AT + timedelta(minutes=9),
        kind="correction",
        corrects=update,
        wrong_words="All cards fail.",
    )
    original, mail = read(update), read(correction)
    assert mail["Subject"] == "Correction: Card payments fail (investigating)"
    assert mail["In-Reply-To"] == original["Message-ID"]
    assert mail["References"].split() == [original["References"], original["Message-ID"]]
    text, html = parts(mail)
    assert text.startswith(
        "Correction of our message of 10 March 2026, 10:12 UTC.\nWe wrote: “All cards fail.”\n\n"
    )
    assert "<q>All cards fail.</q>" in html
    assert "or got the one that is corrected" in text


def test_what_was_wrong_is_not_quoted_again_around_a_text_that_quotes_it(update, incident):
    text = "Correction. We wrote that all cards fail. That was wrong: only some do."
    wrong = {"kind": "correction", "corrects": update, "wrong_words": "All cards fail."}
    for said in parts(read(an_update(incident, at=AT, text=text, **wrong))):
        assert "Correction of our message of 10 March 2026, 10:12 UTC." in said
        assert "We wrote:" not in said
        assert said.casefold().count("all cards fail") == 1


def test_no_header_begins_with_an_empty_line(incident):
    update = an_update(incident, at=AT, title="a" * 60)
    host = "status.of-a-company-with-a-long-name-in-a-domain-with-many-parts.example"
    with override_settings(SUBSCRIBE_URL=f"https://{host}"):
        head = render(update, "en", at=AT).headers.decode()
    assert [line for line in head.split("\r\n") if line.endswith((":", ": "))] == []
    assert "\r\nSubject: aaaaa" in head
    assert f"List-Id: <public.acmeacmeacme.{host}>\r\n" in head


def test_mails_about_one_incident_stand_together(update, incident):
    later = an_update(incident, at=AT + timedelta(minutes=9))
    assert read(update)["References"] == read(later)["References"]
    assert read(update)["Message-ID"] != read(later)["Message-ID"]


def test_colleagues_read_severity_and_number_and_are_led_to_the_room(incident):
    mail = read(an_update(incident, at=AT, audience="engineering", kind="alert"))
    assert mail["Subject"] == f"SEV2 {incident.reference}: Card payments fail (investigating)"
    assert f"http://127.0.0.1:8000/incidents/{incident.reference}/" in parts(mail)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We found the **cause**, see *below*.\nMore soon.", "We found the cause, see below.\nMore soon."),
        ("Ask [our help](https://help.example/a) or <mailto:help@example.com>.", "Ask our help (https://help.example/a) or help@example.com."),
        ("See <https://help.example> and https://b.example/x_y_z.", "See https://help.example and https://b.example/x_y_z."),
        ("## Now\n\n- pay by `transfer`\n- wait\n\n1. first\n2. second", "Now\n\n- pay by transfer\n- wait\n\n1. first\n2. second"),
        ("> quoted\n\n```\ncode **as it is**\n```", "> quoted\n\ncode **as it is**"),
        ("2 \\* 3 &amp; [x](javascript:alert) <b>y</b>", "2 * 3 & [x](javascript:alert) <b>y</b>"),
    ],
)  # fmt: skip
def test_the_text_part_reads_without_the_marks_of_markdown(text, said):
    assert plain(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "カード決済がご利用いただけません。原因を調査しています。" * 40,
        "Payments 💳 fail 😞 — café, naïve, Ωμέγα",
        "x" * 5000,
        "a line with blanks at its end   \n.\n.hidden\n..two\nFrom here on\n",
        "soft=\nhyphen=3D =\n",
        "\u0085 \u2028 \x0b \x0c tail",
    ],
)
def test_every_text_arrives_as_it_was_written(incident, text):
    mail = read(an_update(incident, at=AT, text=text))
    assert plain(text) in parts(mail)[0]


def test_a_promise_of_another_day_says_which(incident):
    update = an_update(incident, at=AT, next_update_at=AT + timedelta(days=1))
    assert "Next update by 11 March 2026, 10:12 UTC" in parts(read(update))[0]


def test_an_address_in_another_alphabet_is_written_as_it_is_and_needs_a_server_that_takes_it(update):
    letter = render(update, "en", at=AT).to(parcel(update, address="jörg@bücher.example"))
    assert letter.international
    assert letter.recipient == "jörg@xn--bcher-kva.example".encode()
    assert b"\r\n" not in letter.recipient


@pytest.mark.parametrize(
    "address",
    ["", "ida", "ida@", "@example.com", "i da@example.com", "ida@exa mple.com", "a@b.c\r\nBcc: x@y.z", "<a@b.c>", "a@b.c>",
     "a,b@c.de", '"a b"@c.de', "a@b..c", "a@-b.c", "x" * 65 + "@b.c", "a\0@b.c", "a@b.c ORCPT=x"],
)  # fmt: skip
def test_what_is_no_address_is_never_written(address):
    with pytest.raises(ValueError):
        written_address(address)


#: PostgreSQL keeps no NUL, and nothing that is published holds one.
SIGNS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
WORDS = st.text(SIGNS, max_size=300)
SEED = st.sampled_from(
    [
        "\r\n.\r\n",
        "\r\nBcc: x@y.z\r\n",
        "--=_",
        "=?utf-8?q?x?=",
        "=\r\n",
        "manage",
        "unsubscribe",
        "{{ manage }}",
        "\r\n\r\n",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.builds("{}{}{}".format, WORDS, SEED, WORDS),
    title=st.builds("{}{}{}".format, st.text(SIGNS, max_size=60), SEED, st.text(SIGNS, max_size=60)),
    wrong=st.builds("{}{}".format, SEED, WORDS),
    name=st.builds("{}{}".format, st.text(SIGNS, max_size=20), SEED),
)
def test_no_text_can_break_headers_or_parts(incident, text, title, wrong, name):
    Workspace.objects.update(name=name)
    first = an_update(incident, at=AT)
    update = an_update(
        incident, at=AT, kind="correction", corrects=first, wrong_words=wrong, title=title, text=text
    )
    mail = read(update)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.keys() == read(first).keys()
    assert not mail.defects
    assert mail["Bcc"] is None
    for said in parts(mail):
        links = [
            word
            for word in said.replace('"', " ").split()
            if word.startswith("http://127.0.0.1:8000/subscribe/")
        ]
        assert len(links) == 2
        for each, purpose in zip(links, (Purpose.MANAGE, Purpose.UNSUBSCRIBE), strict=True):
            token = each.removeprefix(f"http://127.0.0.1:8000/subscribe/{purpose}/").removesuffix("/")
            assert read_token(purpose, token) == "k2j4h5g6f7d8"


@pytest.mark.parametrize(
    "address", ["https://status.example.com/subscribe/manage/", "http://a.example/?a=1&b="]
)
@pytest.mark.parametrize("more", [0, 28, 29, 30, 31, 32, 33, 100, 103, 104, 105, 106, 107])
def test_a_link_of_any_length_is_read_as_it_was_written_from_lines_that_may_travel(address, more):
    written = _encoded_link(address + "x" * more)
    assert decodestring(written).decode() == address + "x" * more
    assert all(len(line) <= LINE for line in written.split(b"\r\n"))
    assert written.count(b"\r\n") <= 2
