"""Confirm, manage, leave: by signed links, without cookie and without sign-in."""

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from django.utils import timezone

from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, link, read_return_tag, read_token, return_tag, token
from clarion.subscribers.scope import Scope, scope_of, set_scope
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.subscribing import Wish, ask, confirm
from clarion.subscribers.tidying import tidy
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def client() -> Client:
    """A browser that never sends a form token."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def letter(db) -> Letter:
    return ask(Wish("mail", "ida@example.com", "ida@example.com", Scope(), "en"), at=timezone.now())


def path(purpose: Purpose, public_id: str) -> str:
    return f"/subscribe/{purpose}/{token(purpose, public_id)}/"


def test_looking_at_the_link_confirms_nothing_pressing_the_button_does(client, letter) -> None:
    address = path(Purpose.CONFIRM, letter.public_id)
    assert b"Confirm your subscription" in client.get(address).content
    client.head(address)
    assert not Subscriber.objects.active().exists()

    answer = client.post(address)
    assert "You are subscribed" in answer.content.decode()
    assert not answer.cookies
    assert Subscriber.objects.active().get().address == "ida@example.com"
    assert "You are subscribed" in client.get(address).content.decode()


def test_what_is_confirmed_is_the_address_as_the_letter_reached_it(client) -> None:
    now = timezone.now()
    ask(Wish("mail", "IDA@example.com", "IDA@example.com", Scope(), "en"), at=now)
    letter = ask(Wish("mail", "ida@example.com", "ida@example.com", Scope(), "en"), at=now)
    address = path(Purpose.CONFIRM, letter.public_id)
    assert "IDA@example.com" not in client.get(address).content.decode()
    client.post(address)
    assert Subscriber.objects.get().address == "ida@example.com"


def test_a_link_to_confirm_is_good_once(client, letter) -> None:
    address = path(Purpose.CONFIRM, letter.public_id)
    client.post(address)
    subscriber = Subscriber.objects.get()
    client.post(path(Purpose.UNSUBSCRIBE, subscriber.public_id), ONE_CLICK)
    assert "You have left since" in client.post(address).content.decode()
    assert not Subscriber.objects.active().exists()


class LongAgo(TimestampSigner):
    def timestamp(self) -> str:
        return b62_encode(int((timezone.now() - timedelta(days=3, minutes=1)).timestamp()))


def test_a_link_to_confirm_is_good_for_three_days(client, letter) -> None:
    old = LongAgo(salt="clarion.subscribers.confirm")
    answer = client.post(f"/subscribe/confirm/{old.sign(letter.public_id)}/")
    assert answer.status_code == 410
    assert "three days" in answer.content.decode()


def test_a_link_to_confirm_that_was_cut_says_so(client, letter) -> None:
    answer = client.get(f"{path(Purpose.CONFIRM, letter.public_id)[:-9]}/")
    assert answer.status_code == 404
    assert "It may be cut off. Copy the whole link from the mail" in answer.content.decode()


def test_who_was_disabled_or_complained_comes_back_by_confirming_anew(client) -> None:
    now = timezone.now()
    gone = a_subscriber("ida", disabled_at=now, disabled_because="It refused.", complained_at=now)
    letter = ask(Wish("mail", "ida@example.com", "ida@example.com", Scope(), "de"), at=now)
    client.post(path(Purpose.CONFIRM, letter.public_id))
    gone.refresh_from_db()
    assert (gone.is_active, gone.disabled_because, gone.complained_at, gone.language) == (
        True,
        "",
        None,
        "de",
    )
    assert gone.confirmed_at >= now


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("bad", ["nonsense", "abc:def:ghi", "%00", "x" * 3000])
def test_a_made_up_link_says_that_it_cannot_be_read(client, purpose, bad) -> None:
    assert client.get(f"/subscribe/{purpose}/{bad}/").status_code in {404, 410}
    assert client.post(f"/subscribe/{purpose}/{bad}/").status_code in {404, 410}


def test_a_link_is_good_for_its_purpose_only() -> None:
    for purpose in Purpose:
        for other in Purpose:
            assert (read_token(other, token(purpose, "abc")) == "abc") == (other == purpose)


def test_manage_changes_what_they_are_told_of(client, checkout, ana) -> None:
    subscriber = a_subscriber()
    now = timezone.now()
    incident = an_incident(by=ana, at=now)
    an_update(incident, at=now)
    address = path(Purpose.MANAGE, subscriber.public_id)
    wished = f"{address}?incident={incident.public_id}"
    page = client.get(wished).content.decode()
    assert "Card payments fail" in page
    assert page.index('<form method="post">') < page.index("Card payments fail"), "the form keeps the query"
    answer = client.post(
        wished,
        {
            "do": "save",
            "about": "chosen",
            "services": [checkout.public_id],
            "incidents": [incident.public_id],
            "language": "fr",
        },
    )
    assert answer.status_code == 302
    assert scope_of(subscriber) == Scope(True, (checkout.public_id,), (incident.public_id,))
    subscriber.refresh_from_db()
    assert (subscriber.everything, subscriber.language) == (False, "fr")
    assert client.get(address)["Content-Language"] == "fr"


def test_a_service_that_an_admin_chose_for_a_customer_is_kept_though_readers_do_not_see_it(
    client, checkout
) -> None:
    checkout.is_public = False
    checkout.save()
    subscriber = a_subscriber(audience="customer")
    address = path(Purpose.MANAGE, subscriber.public_id)
    assert "Checkout" not in client.get(address).content.decode()
    set_scope(subscriber, Scope(False, (checkout.public_id,)))
    assert "Checkout" in client.get(address).content.decode()
    client.post(
        address, {"do": "save", "about": "chosen", "services": [checkout.public_id], "language": "en"}
    )
    assert scope_of(subscriber).services == (checkout.public_id,)


def test_manage_shows_the_key_of_the_signature_of_a_webhook_that_an_admin_added_without_a_contact(
    client,
) -> None:
    hook = a_subscriber(channel="webhook", address="https://hooks.example.com/x")
    assert hook.secret in client.get(path(Purpose.MANAGE, hook.public_id)).content.decode()


@pytest.mark.parametrize("channel", ["slack", "teams", "discord", "apprise", "webhook"])
@pytest.mark.parametrize("purpose", [Purpose.MANAGE, Purpose.UNSUBSCRIBE])
def test_who_has_a_link_out_of_a_shared_channel_is_shown_neither_its_secret_address_nor_who_answers_for_it(
    client, channel, purpose
) -> None:
    hook = a_subscriber(
        channel=channel,
        address="https://hooks.example.com/services/T0/B0/xyz12345",
        contact="boss@example.com",
    )
    page = client.get(path(purpose, hook.public_id)).content.decode()
    assert "…2345" in page
    assert "services/T0" not in page
    assert "boss@example.com" not in page
    assert hook.secret not in page


def test_the_owner_of_a_webhook_finds_key_and_contact_by_the_link_out_of_a_mail(client) -> None:
    hook_at = "https://hooks.example.com/in/xyz12345"
    wish = Wish("webhook", hook_at, "boss@example.com", Scope(), "en")
    letter = ask(wish, at=timezone.now())
    hook = confirm(letter, at=timezone.now())
    owner = path(Purpose.OWNER, hook.public_id).partition(":")[0]
    assert owner in client.get(path(Purpose.CONFIRM, letter.public_id)).content.decode()
    assert owner in message_of(ask(wish, at=timezone.now())).body
    page = client.get(path(Purpose.OWNER, hook.public_id)).content.decode()
    assert hook.secret in page
    assert "boss@example.com" in page
    assert hook_at not in page
    assert client.get(f"/subscribe/owner/{token(Purpose.MANAGE, hook.public_id)}/").status_code == 404


def test_one_click_leaves_also_where_the_last_slash_is_lost(client) -> None:
    subscriber = a_subscriber()
    address = path(Purpose.UNSUBSCRIBE, subscriber.public_id).rstrip("/")
    assert client.post(address, ONE_CLICK).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.standing == "gone"


def test_one_click_leaves_without_cookie_and_form_token_and_twice_is_no_error(client) -> None:
    subscriber = a_subscriber()
    address = path(Purpose.UNSUBSCRIBE, subscriber.public_id)
    client.get(address)
    assert Subscriber.objects.active().exists()
    for _ in range(2):
        answer = client.post(address, ONE_CLICK)
        assert answer.status_code == 200
        assert not answer.cookies
    subscriber.refresh_from_db()
    assert subscriber.standing == "gone"
    assert subscriber.address == "ida@example.com"


@pytest.mark.parametrize(
    "fields", [{"confirmed_at": None}, {"disabled_at": timezone.now()}, {"audience": "partners"}]
)
def test_leaving_is_never_refused(client, fields) -> None:
    subscriber = a_subscriber(**fields)
    assert client.post(path(Purpose.UNSUBSCRIBE, subscriber.public_id), ONE_CLICK).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.standing == "gone"


def test_a_link_to_leave_is_good_when_nobody_is_there_any_more(client) -> None:
    assert client.post(path(Purpose.UNSUBSCRIBE, "abcdefghijkl"), ONE_CLICK).status_code == 200


def test_forget_me_wipes_the_address_at_once_and_keeps_what_was_delivered(client, ana) -> None:
    now, subscriber = timezone.now(), a_subscriber(contact="boss@example.com", note="by phone")
    update = an_update(an_incident(by=ana, at=now), at=now)
    Delivery.objects.create(
        update=update, subscriber=subscriber, channel="mail", state=DeliveryState.FAILED, next_attempt_at=now,
        failure="550 no ida@example.com here",
    )  # fmt: skip
    client.post(path(Purpose.MANAGE, subscriber.public_id), {"do": "forget"})
    subscriber.refresh_from_db()
    assert (subscriber.address, subscriber.contact, subscriber.note, subscriber.secret) == ("", "", "", "")
    assert subscriber.address_key == f"wiped-{subscriber.public_id}"
    assert [delivery.failure for delivery in subscriber.deliveries.all()] == [""]
    a_subscriber("ida")  # the address is free again


def test_who_left_is_wiped_after_thirty_days_and_who_never_confirmed_is_removed_after_seven() -> None:
    now = timezone.now()
    left = a_subscriber("left", left_at=now - timedelta(days=30, minutes=1))
    recent = a_subscriber("recent", left_at=now - timedelta(days=29))
    a_subscriber("never", confirmed_at=None, asked_at=now - timedelta(days=7, minutes=1))
    a_subscriber("waits", confirmed_at=None, asked_at=now - timedelta(days=6))

    assert tidy(at=now) == 2
    assert dict(Subscriber.objects.values_list("public_id", "address")) == {
        left.public_id: "", recent.public_id: "recent@example.com",
        Subscriber.objects.get(address__startswith="waits").public_id: "waits@example.com",
    }  # fmt: skip
    assert tidy(at=now) == 0


def test_the_tag_of_a_return_path_survives_a_server_that_changes_its_case() -> None:
    assert read_return_tag(return_tag("abcdefghij12").upper()) == "abcdefghij12"
    assert read_return_tag("abcdefghij12" + "0" * 20) is None
    assert read_return_tag("") is None


def test_links_stand_below_the_address_of_the_settings(settings) -> None:
    settings.SUBSCRIBE_URL = "https://status.example.com"
    assert link(Purpose.MANAGE, "abc").startswith("https://status.example.com/subscribe/manage/abc:")


def test_a_choice_that_is_refused_is_not_saved_and_says_so(client, checkout) -> None:
    address = path(Purpose.MANAGE, a_subscriber().public_id)
    answer = client.post(address, {"do": "save", "about": "chosen", "language": "en"})
    assert answer.status_code == 422
    assert "Not saved." in answer.content.decode()
    assert "Not sent yet." not in answer.content.decode()
