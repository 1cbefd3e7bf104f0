"""From a publication to the subscribers' inboxes: expanded in steps, sent in batches, one result for each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.subscribers import distributing
from clarion.subscribers.deliveries import Delivery, DeliveryState, Distribution, write_distribution
from clarion.subscribers.delivering import ATTEMPTS, TAKEN_FOR, deliver_batch, take_batch
from clarion.subscribers.distributing import is_being_written, write_all, write_step
from clarion.subscribers.pace import Pace, at_once, has_to_wait, reserve
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.tallies import Tally
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(ana):
    now = timezone.now()
    return an_update(an_incident("Card payments fail", by=ana, at=now), at=now)


def expand(update) -> None:
    write_distribution(update, at=update.published_at)
    for _ in write_all(at=update.published_at):
        pass


def states() -> dict[str, int]:
    rows = Delivery.objects.order_by().values_list("state", flat=True)
    return {state: list(rows).count(state) for state in set(rows)}


def send_all(at) -> None:
    while deliver_batch("mail", clock=lambda: at):
        pass


def test_a_distribution_is_written_in_steps_each_with_how_far_it_came(update, monkeypatch):
    monkeypatch.setattr(distributing, "STEP", 4)
    told = [
        a_subscriber(f"s{number}", channel="webhook" if number % 5 == 0 else "mail").pk
        for number in range(10)
    ]
    write_distribution(update, at=update.published_at)
    distribution = Distribution.objects.get()
    assert is_being_written(at=update.published_at)

    assert write_step(at=update.published_at) == {"mail", "webhook"}
    distribution.refresh_from_db()
    assert (distribution.reached, Delivery.objects.count()) == (told[3], 4)

    assert list(write_all(at=update.published_at)) == [{"mail", "webhook"}, {"mail"}, set()]
    assert not is_being_written(at=update.published_at)
    assert sorted(Delivery.objects.values_list("subscriber_id", flat=True)) == told
    assert {each.channel: each.written for each in Tally.objects.all()} == {"mail": 8, "webhook": 2}
    assert write_step(at=update.published_at) is None


def test_a_step_that_was_done_and_not_remembered_repeats_nobody(update):
    a_subscriber("ida")
    expand(update)
    Distribution.objects.update(reached=0, written_at=None)
    for _ in write_all(at=update.published_at):
        pass
    assert Delivery.objects.count() == 1


def test_every_subscriber_gets_one_mail_and_the_row_and_the_tally_say_so(update, mail_server):
    for number in range(60):
        a_subscriber(f"s{number}")
    expand(update)
    send_all(update.published_at)
    assert sorted(mail["To"] for mail in mail_server.mails) == sorted(
        f"s{number}@example.com" for number in range(60)
    )
    assert states() == {"sent": 60}
    tally = Tally.objects.get()
    assert (tally.written, tally.sent, tally.waiting) == (60, 60, 0)
    assert deliver_batch("mail", clock=lambda: update.published_at + timedelta(days=2)) == 0


def test_a_batch_is_of_one_update_and_nobody_else_gets_it_until_its_time_is_over(update, ana):
    for number in range(3):
        a_subscriber(f"s{number}")
    expand(update)
    at = update.published_at + timedelta(seconds=1)
    later = an_update(an_incident("Search is slow", by=ana, at=at), at=at)
    expand(later)
    first = take_batch("mail", at=at)
    assert (first.update, len(first.parcels)) == (update, 3)
    second = take_batch("mail", at=at)
    assert (second.update, len(second.parcels)) == (later, 3)
    assert take_batch("mail", at=at) is None
    assert take_batch("mail", at=at + TAKEN_FOR - timedelta(seconds=1)) is None
    again = take_batch("mail", at=at + TAKEN_FOR)
    assert [parcel.key for parcel in again.parcels] == [parcel.key for parcel in first.parcels]
    assert [parcel.attempts for parcel in again.parcels] == [2, 2, 2]


def test_who_left_was_disabled_or_is_reached_otherwise_by_now_is_told_nothing(update, mail_server):
    people = [a_subscriber(name) for name in ("stays", "leaves", "disabled", "moves")]
    expand(update)
    now = timezone.now()
    Subscriber.objects.filter(pk=people[1].pk).update(left_at=now)
    Subscriber.objects.filter(pk=people[2].pk).update(disabled_at=now)
    Subscriber.objects.filter(pk=people[3].pk).update(channel="webhook")
    send_all(update.published_at)
    assert [mail["To"] for mail in mail_server.mails] == ["stays@example.com"]
    assert states() == {"sent": 1, "not_needed": 3}
    tally = Tally.objects.get()
    assert (tally.sent, tally.not_needed, tally.waiting) == (1, 3, 0)


def test_a_passing_refusal_is_tried_later_and_later_then_given_up(update, relay):
    a_subscriber("ida")
    expand(update)
    relay.says["RCPT"] = b"451 4.2.1 mailbox busy"
    at, pauses = update.published_at, []
    while Delivery.objects.get().state == DeliveryState.WAITING:
        send_all(at)
        row = Delivery.objects.get()
        pauses.append((row.next_attempt_at - at).total_seconds())
        at = row.next_attempt_at
    assert (row.state, row.attempts) == (DeliveryState.FAILED, ATTEMPTS)
    for pause, least in zip(pauses, [15, 30, 60, 120, 240, 480, 960, *[1800] * 8], strict=True):
        assert least <= pause <= least * 1.5
    assert row.failure == (
        "The mail server did not take the mail (451 4.2.1 mailbox busy). It is sent again."
    )
    assert Tally.objects.get().failed == 1


def test_an_address_that_does_not_exist_is_given_up_at_once_and_not_written_to_again(update, relay):
    for name in ("ida", "gone", "closed"):
        a_subscriber(name)
    expand(update)
    relay.says["RCPT gone@example.com"] = b"550 5.1.1 no such user"
    relay.says["RCPT closed@example.com"] = b"550 5.2.1 mailbox disabled"
    send_all(update.published_at)
    assert [mail["To"] for mail in relay.mails] == ["ida@example.com"]
    assert states() == {"sent": 1, "failed": 2}
    disabled = Subscriber.objects.get(disabled_at__isnull=False)
    assert disabled.address == "gone@example.com"
    assert disabled.disabled_because == (
        "The mail server does not take this address (550 5.1.1 no such user)."
        " The subscriber is told nothing more by mail."
    )


@pytest.mark.parametrize("people", [1, 3, 20])
@pytest.mark.parametrize("answer", [b"554 5.7.1 <%b>: Relay access denied", b"550 relay not permitted"])
def test_a_server_that_refuses_us_pauses_the_channel_and_gives_up_nobody(update, relay, people, answer):
    for number in range(people):
        address = f"s{number}@example.com"
        a_subscriber(address=address)
        relay.says[f"RCPT {address}"] = answer.replace(b"%b", address.encode())
    expand(update)
    deliver_batch("mail", clock=lambda: update.published_at)
    assert set(Delivery.objects.values_list("state", "attempts")) == {("waiting", 0)}
    said = answer.decode().replace("%b", "…")
    assert Pace.objects.get().problem == (
        f"The mail server passes no mail of ours on ({said}). Allow this machine to send through it, or check"
        " user, password and sender in CLARION_SMTP_URL and CLARION_MAIL_FROM."
    )
    relay.says.clear()
    send_all(update.published_at + timedelta(minutes=5))
    assert states() == {"sent": people}


def test_the_same_bare_refusal_of_a_whole_batch_is_about_us_and_of_a_few_about_them(update, relay):
    for number in range(4):
        a_subscriber(f"s{number}")
    expand(update)
    relay.says["RCPT"] = b"550 denied"
    send_all(update.published_at)
    assert states() == {"failed": 4}
    for number in range(5):
        a_subscriber(f"t{number}")
    expand(an_update(update.incident, at=update.published_at))
    Subscriber.objects.filter(address__startswith="s").update(left_at=timezone.now())
    send_all(update.published_at)
    assert Delivery.objects.filter(state="waiting", attempts=0).count() == 5
    assert Pace.objects.get().failures == 1


def test_one_reader_whom_nobody_outside_may_write_to_stops_nobody_elses_mail(update, relay):
    for name in ("closed group", "ida", "joe"):
        a_subscriber(name, address=f"{name.split()[-1]}@example.com")
    expand(update)
    relay.says["RCPT group@example.com"] = b"550 5.7.133 only members may write"
    send_all(update.published_at)
    assert states() == {"sent": 2, "waiting": 1}
    assert Delivery.objects.get(state="waiting").attempts == 1
    send_all(update.published_at + timedelta(minutes=1))
    row = Delivery.objects.get(state="waiting")
    assert (row.attempts, Pace.objects.count()) == (2, 0)
    assert row.failure == (
        "The mail server does not take this address (550 5.7.133 only members may write). It is sent again."
    )


def test_a_mailbox_that_is_full_is_tried_again(update, relay):
    for name in ("ida", "full"):
        a_subscriber(name)
    expand(update)
    relay.says["RCPT full@example.com"] = [b"552 5.2.2 mailbox full"]
    send_all(update.published_at)
    assert states() == {"sent": 1, "waiting": 1}
    send_all(update.published_at + timedelta(minutes=1))
    assert states() == {"sent": 2}


def test_a_text_that_is_no_address_reaches_no_server(update, relay):
    a_subscriber("evil", address="evil@example.com>\r\nRCPT TO:<other@example.com")
    expand(update)
    send_all(update.published_at)
    assert not any(b"other" in line for line in relay.commands)
    assert states() == {"failed": 1}


def test_what_could_not_go_out_for_a_day_is_no_news_any_more(update, mail_server):
    a_subscriber("ida")
    expand(update)
    send_all(update.published_at + timedelta(days=1, seconds=1))
    assert mail_server.mails == []
    row = Delivery.objects.get()
    assert (row.state, row.failure) == (
        DeliveryState.FAILED,
        "It could not be sent within a day. The page shows the update.",
    )
    assert Tally.objects.get().failed == 1


def test_when_the_server_is_away_the_channel_pauses_and_no_attempt_is_counted(update, relay, settings):
    for number in range(3):
        a_subscriber(f"s{number}")
    expand(update)
    settings.MAILERS["default"]["OPTIONS"]["port"] = 1
    at = update.published_at
    assert deliver_batch("mail", clock=lambda: at) == 3
    pace = Pace.objects.get()
    assert pace.paused_until == at + timedelta(seconds=5)
    assert (
        pace.problem
        == (
            "The mail server cannot be reached (Connection refused). Check CLARION_SMTP_URL, and that the server runs."
        )
        or "Connect call failed" in pace.problem
    )
    assert set(Delivery.objects.values_list("attempts", "next_attempt_at", "state")) == {
        (0, pace.paused_until, "waiting")
    }
    assert deliver_batch("mail", clock=lambda: at + timedelta(seconds=1)) == 0
    at += timedelta(seconds=6)
    deliver_batch("mail", clock=lambda: at)
    assert Pace.objects.get().paused_until == at + timedelta(seconds=10)

    settings.MAILERS["default"]["OPTIONS"]["port"] = relay.port
    send_all(at + timedelta(seconds=10))
    assert (Pace.objects.get().failures, states()) == (0, {"sent": 3})


@pytest.mark.parametrize(
    ("step", "answer", "said"),
    [
        ("greeting", b"554 go away", "The mail server refuses to work (554 go away)."),
        ("EHLO", b"hang", "The mail server did not answer within 0.4 seconds."),
        (
            "greeting",
            b"drop",
            "The connection to the mail server was lost (the server closed the connection).",
        ),
        (
            "greeting",
            b"no smtp here",
            "The connection to the mail server was lost (the server does not speak SMTP).",
        ),
        (
            "MAIL",
            b"553 5.7.1 not your sender",
            "The mail server refuses to work (553 5.7.1 not your sender).",
        ),
        (
            "RCPT",
            b"hang",
            "The connection to the mail server was lost (it did not answer within 0.4 seconds).",
        ),
        ("RCPT", b"drop", "The connection to the mail server was lost (the server closed the connection)."),
    ],
)
def test_a_server_that_does_not_work_pauses_the_channel_and_loses_nothing(update, relay, step, answer, said):
    for number in range(20):
        a_subscriber(f"s{number}")
    expand(update)
    relay.says[step] = answer
    deliver_batch("mail", clock=lambda: update.published_at)
    assert Pace.objects.get().problem.startswith(said)
    assert states() == {"waiting": 20}
    relay.says.clear()
    send_all(update.published_at + timedelta(minutes=5))
    assert states() == {"sent": 20}
    assert sorted(mail["To"] for mail in relay.mails) == sorted(
        f"s{number}@example.com" for number in range(20)
    )


@pytest.mark.parametrize("answer", [b"drop", b"hang", b"421 4.3.2 shutting down"])
def test_a_server_that_breaks_off_after_the_content_may_have_it_so_that_it_is_sent_again_under_the_same_id(
    update, relay, settings, answer
):
    settings.MAIL_CONNECTIONS = 1
    for number in range(5):
        a_subscriber(f"s{number}")
    expand(update)
    relay.says["content"] = [b"250 taken", answer]
    deliver_batch("mail", clock=lambda: update.published_at)
    assert states() == {"sent": 4, "waiting": 1}
    waiting = Delivery.objects.get(state="waiting")
    assert waiting.failure.startswith("The connection was lost while the mail was on its way (")
    assert waiting.attempts == 1
    send_all(update.published_at + timedelta(minutes=1))
    assert states() == {"sent": 5}
    assert len({mail["Message-ID"] for mail in relay.mails}) == 5


@pytest.mark.parametrize(
    ("answer", "state"), [(b"451 4.3.0 later", "waiting"), (b"554 5.7.1 spam", "failed")]
)
def test_a_refusal_of_the_content_is_that_letters_alone(update, relay, answer, state):
    for number in range(5):
        a_subscriber(f"s{number}")
    expand(update)
    relay.says["content"] = [answer]
    deliver_batch("mail", clock=lambda: update.published_at)
    assert states() == {"sent": 4, state: 1}


@pytest.mark.parametrize("offers", [[b"PIPELINING"], [b"8BITMIME"]])
def test_with_and_without_pipelining_a_refused_letter_does_not_disturb_the_next(
    update, relay, settings, offers
):
    settings.MAIL_CONNECTIONS = 1
    relay.offers = offers
    for number in range(9):
        a_subscriber(f"s{number}")
    relay.says["RCPT s3@example.com"] = b"550 5.1.1 no"
    expand(update)
    send_all(update.published_at)
    assert states() == {"sent": 8, "failed": 1}
    assert [mail["To"] for mail in relay.mails] == [
        f"s{number}@example.com" for number in range(9) if number != 3
    ]
    assert relay.connections == 1


def test_a_small_batch_opens_no_more_connections_than_it_has_letters(update, relay):
    a_subscriber("ida")
    expand(update)
    send_all(update.published_at)
    assert relay.connections == 1


def test_connections_are_kept_from_batch_to_batch(update, relay, settings):
    settings.MAIL_CONNECTIONS = 2
    for number in range(8):
        a_subscriber(f"s{number}")
    expand(update)
    send_all(update.published_at)
    expand(an_update(update.incident, at=update.published_at))
    send_all(update.published_at)
    assert states() == {"sent": 16}
    assert relay.connections == 2


def test_a_server_that_takes_fewer_connections_gets_all_over_those(update, relay):
    for number in range(30):
        a_subscriber(f"s{number}")
    relay.says["greeting"] = [b"220 ready", b"220 ready", *[b"421 too many"] * 30]
    expand(update)
    send_all(update.published_at)
    assert states() == {"sent": 30}


def test_an_agreed_rate_is_kept_by_all_workers_together(update, relay, settings):
    settings.MAIL_PER_SECOND = 20.0
    at = update.published_at
    assert at_once("mail", most=500) == 20
    assert reserve("mail", 20, at=at) == at
    assert reserve("mail", 10, at=at) == at + timedelta(seconds=1)
    assert reserve("mail", 20, at=at + timedelta(seconds=9)) == at + timedelta(seconds=9)
    assert reserve("webhook", 500, at=at) == at
    minute = timedelta(minutes=1)
    assert not has_to_wait("mail", at=at, patience=minute)
    settings.MAIL_PER_SECOND = 0.01
    assert at_once("mail", most=500) == 1
    reserve("mail", 1, at=at)
    assert has_to_wait("mail", at=at, patience=minute)


def test_the_kept_tally_is_what_the_rows_say(update, relay):
    for number in range(12):
        a_subscriber(f"s{number}")
    relay.says["RCPT"] = [b"550 5.2.1 no", b"451 later", b"250 ok", b"550 5.1.1 gone"]
    expand(update)
    send_all(update.published_at)
    tally = Tally.objects.get()
    counted = states()
    assert (tally.sent, tally.failed, tally.waiting) == (
        counted["sent"],
        counted["failed"],
        counted["waiting"],
    )


def test_a_server_that_is_too_slow_for_a_batch_gets_the_rest_in_the_next_one_and_nothing_twice(
    update, relay, settings, monkeypatch
):
    settings.MAIL_CONNECTIONS = 1
    for number in range(9):
        a_subscriber(f"s{number}")
    expand(update)
    monkeypatch.setattr("clarion.subscribers.channels.mail.deliver.PATIENCE", -1.0)
    deliver_batch("mail", clock=lambda: update.published_at)
    assert set(Delivery.objects.values_list("state", "attempts", "next_attempt_at", "failure")) == {
        ("waiting", 0, update.published_at, "")
    }
    monkeypatch.undo()
    send_all(update.published_at)
    assert len(relay.mails) == 9
