"""CSV: what is imported, what is wrong and how it is said, and that an export comes back the same."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.accounts.audit import AuditEntry, Done
from clarion.subscribers.csv_import import import_file, look_through
from clarion.subscribers.csv_lines import UnreadableFile, read_lines, write_lines
from clarion.subscribers.letters import Letter
from clarion.subscribers.scope import Scope, scope_of
from clarion.subscribers.subscriber import Subscriber
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HEADING = "audience,channel,address,services,language,everything,confirmed\n"


def bring_in(text: str, by) -> None:
    import_file(text.encode(), note="customers of the contract of 2026", by=by, at=NOW)


def test_a_file_of_addresses_alone_is_asked_to_confirm(ana) -> None:
    bring_in("address\nida@example.com\nEVE@example.com\n", ana)
    assert {(each.address, each.standing, each.audience) for each in Subscriber.objects.all()} == {
        ("ida@example.com", "asked", "public"),
        ("EVE@example.com", "asked", "public"),
    }
    assert {letter.to for letter in Letter.objects.all()} == {"ida@example.com", "EVE@example.com"}


def test_one_address_can_be_of_several_audiences(ana) -> None:
    bring_in("address,audience,confirmed\nida@example.com,public,yes\nida@example.com,customer,yes\n", ana)
    assert Subscriber.objects.active().count() == 2


def test_every_column_counts(ana, checkout) -> None:
    bring_in(
        HEADING
        + "customer,mail,ida@example.com,checkout-web,de,,yes\n"
        + "engineering,slack,https://hooks.slack.com/services/x,,,yes,true\n",
        ana,
    )
    ida, slack = Subscriber.objects.order_by("pk")
    assert (ida.audience, ida.language, ida.is_active, ida.note) == (
        "customer", "de", True, "customers of the contract of 2026",
    )  # fmt: skip
    assert scope_of(ida) == Scope(False, (checkout.public_id,))
    assert (slack.channel, slack.everything, slack.is_active) == ("slack", True, True)
    assert not Letter.objects.exists()
    acts = AuditEntry.objects.filter(act=Done.IMPORTED_SUBSCRIBERS).order_by("pk")
    assert [entry.subject for entry in acts] == ["begun", "2 subscribers"]
    assert not any("@" in entry.detail for entry in acts)


def test_who_is_there_left_or_complained_stays_as_they_are(ana) -> None:
    a_subscriber("there")
    a_subscriber("left", left_at=NOW)
    a_subscriber("gone", disabled_at=NOW)
    a_subscriber("angry", disabled_at=NOW, complained_at=NOW)
    asked = a_subscriber("asked", confirmed_at=None)
    lines = [
        f"{name}@example.com,yes" for name in ("there", "THERE", "left", "gone", "angry", "asked", "new")
    ]
    text = "\n".join(["address,confirmed", *lines])
    looked = look_through(text.encode())
    assert (looked.active, looked.there, looked.twice, looked.left_out) == (2, 1, 1, 3)
    bring_in(text, ana)
    active = {each.address for each in Subscriber.objects.active()}
    assert active == {"there@example.com", "asked@example.com", "new@example.com"}
    asked.refresh_from_db()
    assert asked.note == "customers of the contract of 2026"


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (
            "staff,mail,a@example.com,,,,",
            "audience",
            "“staff” is not known. Use one of customer, engineering",
        ),
        ("public,fax,a@example.com,,,,", "channel", "“fax” is not known. Use one of apprise"),
        ("public,mail,,,,,", "address", "There is no address."),
        ("public,mail,a at example.com,,,,", "address", "Take them out, please."),
        ("public,webhook,http://x.example.com/,,,yes,yes", "address", "begins with https://"),
        (
            "public,mail,a@example.com,Checkot,,,",
            "services",
            "There is no service “Checkot”. Services: Checkout.",
        ),
        ("public,mail,a@example.com,,tlh,,", "language", "“tlh” is not known. Use one of de, en"),
        ("public,mail,a@example.com,,,maybe,", "everything", "“maybe” is neither yes nor no."),
        ("public,mail,a@example.com,,,no,", "services", "Nothing would be told."),
        ("public,mail,a@example.com,Checkout,,yes,", "everything", "Take them out to tell of everything"),
        ("public,webhook,https://x.example.com/,,,yes,no", "confirmed", "A webhook has no mailbox"),
        ("public,mail,a@example.com,,,,,,", "", "It has 9 cells, the heading 7."),
    ],
)
def test_one_wrong_line_stops_all_and_is_named_with_its_remedy(ana, checkout, line, column, said) -> None:
    text = f"{HEADING}public,mail,good@example.com,,,,\n{line}\n"
    [wrong] = look_through(text.encode()).wrong
    assert (wrong.number, wrong.column) == (3, column)
    assert said in wrong.problem
    with pytest.raises(ValidationError, match="Line 3"):
        bring_in(text, ana)
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"mail\nida@example.com\n", "“mail” that is not known"),
        (b"", "There is no column “address”"),
        (b"address,address\n", "stands twice"),
        ("address\nidà@example.com\n".encode("latin-1"), "not in UTF-8"),
        (b'address\n"ida@example.com\n' + b"x" * 200_000, "Check its quotation marks"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, said) -> None:
    with pytest.raises(UnreadableFile, match=said):
        list(read_lines(content))


def test_a_spreadsheet_of_another_country_is_read() -> None:
    content = "\ufeffAddress;Confirmed\r\nida@example.com;YES\r\n;\r\n".encode()
    [line] = read_lines(content)
    assert (line.address, line.confirmed) == ("ida@example.com", True)


def test_an_export_is_imported_again_as_it_was_without_who_is_not_active(ana, checkout) -> None:
    ida = a_subscriber("ida", language="ja", everything=False, note="=HYPERLINK(1)")
    ida.services.add(checkout)
    a_subscriber(channel="webhook", address="https://x.example.com/in", audience="customer")
    a_subscriber("+plus", audience="customer")
    a_subscriber("out", disabled_at=NOW)
    a_subscriber("left", left_at=NOW)
    text = "".join(write_lines(Subscriber.objects.all()))
    assert "'=HYPERLINK(1)" in text
    assert "'+plus@example.com" in text
    before = {
        (s.audience, s.channel, s.address, s.language, s.everything) for s in Subscriber.objects.active()
    }
    Subscriber.objects.all().delete()

    bring_in(text, ana)
    after = {(s.audience, s.channel, s.address, s.language, s.everything) for s in Subscriber.objects.all()}
    assert after == before
    assert scope_of(Subscriber.objects.get(address="ida@example.com")) == Scope(False, (checkout.public_id,))


def test_an_export_of_whatever_there_may_be_is_imported_again(ana, checkout) -> None:
    one = an_incident("Card payments fail", by=ana, at=NOW)
    reader = a_subscriber("one", everything=False)
    reader.incidents.add(one)
    gone = a_subscriber("nothing", everything=False)
    hook = {"channel": "webhook", "confirmed_at": None}
    a_subscriber(
        address="https://x.example.com/asked", contact="ida@example.com", payload="statuspage", **hook
    )
    a_subscriber(address="https://x.example.com/nobody", **hook)
    a_subscriber(address="https://x.example.com/off", disabled_at=NOW, **hook)
    text = "".join(write_lines(Subscriber.objects.all()))
    Subscriber.objects.all().delete()

    looked = look_through(text.encode())
    assert (looked.wrong, looked.active, looked.to_confirm, looked.left_out) == ([], 1, 1, 1)
    assert looked.unreached == [3, 5]
    assert "services are not here: lines 3, 5" in looked.in_words()
    bring_in(text, ana)
    assert scope_of(Subscriber.objects.get(address=reader.address)) == Scope(False, (), (one.public_id,))
    assert not Subscriber.objects.filter(address=gone.address).exists()
    asked = Subscriber.objects.get(channel="webhook")
    assert (asked.standing, asked.payload, asked.contact) == ("asked", "statuspage", "ida@example.com")
    letter = Letter.objects.get()
    assert (letter.to, letter.wanted["payload"]) == ("ida@example.com", "statuspage")


def test_an_incident_that_is_not_here_is_named() -> None:
    [wrong] = look_through(b"address,incidents\nida@example.com,nowhere\n").wrong
    assert (wrong.column, wrong.problem) == (
        "incidents", "There is no incident “nowhere”. Write its public id, or take it out.",
    )  # fmt: skip


@settings(deadline=None)
@given(st.text(max_size=300).map(lambda text: f"address,services,confirmed\n{text}"))
def test_no_file_makes_reading_fail(text) -> None:
    try:
        list(read_lines(text.encode("utf-8", "replace")))
    except UnreadableFile:
        return


def test_thousands_of_lines_are_written_in_steps(ana, checkout) -> None:
    lines = [f"a{number}@example.com,Checkout,yes" for number in range(2500)]
    bring_in("\n".join(["address,services,confirmed", *lines]), ana)
    assert Subscriber.objects.active().count() == 2500
    assert scope_of(Subscriber.objects.get(address="a2499@example.com")).services == (checkout.public_id,)
