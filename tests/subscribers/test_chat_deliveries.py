"""Deliveries to Slack, Teams, Discord and Apprise against a server that answers as they do; and test messages."""

import json
import subprocess
import sys
from datetime import timedelta

import jsonschema
import pytest

from clarion.accounts.audit import AuditEntry
from clarion.accounts.permission import NotAllowed
from clarion.subscribers.channels.apprise import address as apprise_address
from clarion.subscribers.channels.apprise import deliver as apprise
from clarion.subscribers.channels.discord import deliver as discord
from clarion.subscribers.channels.slack import deliver as slack
from clarion.subscribers.channels.teams import deliver as teams
from clarion.subscribers.deliveries import delivery_key
from clarion.subscribers.parcels import Parcel
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.trial import CHANNELS, send_test
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update
from tests.subscribers.chat_schemas import DISCORD, SLACK, TEAMS
from tests.subscribers.receiving import Answered, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = ("*",)
    with receiving() as there:
        yield there


@pytest.fixture
def update(ana, nine):
    return an_update(an_incident("Card payments fail", by=ana, at=nine), at=nine)


def a_parcel(update, address, *, language="en", subscriber="abcdefghij12"):
    key = delivery_key(update.public_id, subscriber)
    return Parcel(1, key, subscriber, address, language, "clarion", "secret", 1, update)


def problem(channel, parcel, *, at):
    [handed] = list(channel.deliver([parcel], at=at))
    return handed.problem


@pytest.mark.parametrize(("channel", "schema"), [(teams, TEAMS), (discord, DISCORD)])
def test_the_message_arrives_in_the_form_of_the_service(server, update, nine, channel, schema):
    assert problem(channel, a_parcel(update, server.address()), at=nine) is None
    jsonschema.validate(server.documents[0], schema)
    assert "Some payments fail" in json.dumps(server.documents[0])
    assert server.asked[0].headers["Content-Type"] == "application/json"


def test_slack_itself_is_sent_blocks_and_a_server_of_ones_own_markdown(server, update, nine, monkeypatch):
    assert problem(slack, a_parcel(update, server.address()), at=nine) is None
    monkeypatch.setattr(slack, "is_slack", lambda address: True)
    assert problem(slack, a_parcel(update, server.address()), at=nine) is None
    assert set(server.documents[0]) == {"text"}
    jsonschema.validate(server.documents[1], SLACK)


@pytest.mark.parametrize("channel", [slack, teams, discord])
def test_readers_find_a_way_out_in_each_message_and_a_channel_of_the_company_keeps_it(
    server, update, nine, channel
):
    problem(channel, a_parcel(update, server.address()), at=nine)
    inside = an_update(update.incident, at=nine, audience="engineering", kind="alert")
    problem(channel, a_parcel(inside, server.address()), at=nine)
    said = [asked.body.decode() for asked in server.asked]
    assert ["/subscribe/manage/" in each for each in said] == [True, False]
    assert "Internal, for engineering. Please do not pass it on." in said[1]


@pytest.mark.parametrize(
    ("channel", "answer", "final", "gone", "pause"),
    [
        (slack, Answered(429, {"Retry-After": "30"}), False, False, 30),
        (slack, Answered(404, pieces=(b"no_service",)), True, True, None),
        (slack, Answered(410, pieces=(b"channel_is_archived",)), True, True, None),
        (slack, Answered(403, pieces=(b"action_prohibited",)), True, False, None),
        (slack, Answered(400, pieces=(b"invalid_blocks",)), True, False, None),
        (slack, Answered(500), False, False, None),
        (discord, Answered(429, {"Retry-After": "1"}, (b'{"retry_after": 0.65, "global": false}',)), False, False, 0.65),
        (discord, Answered(429, {"Retry-After": "5"}, (b"<html>",)), False, False, 5),
        (discord, Answered(429, {}, (b'{"retry_after": NaN}',)), False, False, None),
        (discord, Answered(404, {}, (b'{"message": "Unknown Webhook", "code": 10015}',)), True, True, None),
        (discord, Answered(401, {}, (b'{"message": "Invalid Webhook Token", "code": 50027}',)), True, True, None),
        (discord, Answered(400, {}, (b'{"embeds": ["0"]}',)), True, False, None),
        (discord, Answered(302, {"Location": "http://127.0.0.1/"}), True, False, None),
        (teams, Answered(429, {"Retry-After": "10"}), False, False, 10),
        (teams, Answered(200, {}, (b"Microsoft Teams endpoint returned HTTP error 429",)), False, False, None),
        (teams, Answered(404), True, False, None),
        (teams, Answered(410), True, True, None),
        (teams, Answered(502), False, False, None),
    ],
)  # fmt: skip
def test_what_the_answers_of_each_service_mean(server, update, nine, channel, answer, final, gone, pause):
    server.answers = [answer]
    said = problem(channel, a_parcel(update, server.address()), at=nine)
    assert (said.final, said.gone) == (final, gone)
    assert said.pause == (None if pause is None else timedelta(seconds=pause))
    assert len(server.asked) == 1


def test_a_limit_of_discord_for_our_whole_address_spares_it_the_rest_of_the_batch(server, update, nine):
    server.answers = [Answered(429, {}, (b'{"retry_after": 20, "global": true}',))] * 4
    parcels = [a_parcel(update, server.address(), subscriber=f"subscriber{number}") for number in range(20)]
    assert all(handed.problem for handed in discord.deliver(parcels, at=nine))
    assert len(server.asked) <= 4


def test_each_language_is_written_once_and_read_in_it(server, update, nine):
    parcels = [a_parcel(update, server.address(), language=language) for language in ("en", "de", "en")]
    assert [handed.problem for handed in teams.deliver(parcels, at=nine)] == [None] * 3
    languages = sorted(each["attachments"][0]["content"]["lang"] for each in server.documents)
    assert languages == ["de", "en", "en"]


# Apprise


@pytest.fixture
def library():
    return pytest.importorskip("apprise")


def test_apprise_hands_over_title_and_text_to_a_real_server(server, update, nine, library):
    parcel = a_parcel(update, f"json://127.0.0.1:{server.port}/notify")
    assert problem(apprise, parcel, at=nine) is None
    said = server.documents[0]
    assert said["title"] == "Card payments fail"
    assert said["message"].startswith(
        "Investigating\n\nSome payments fail. We look for the cause.\n\nRead it on the status page: "
    )
    assert "Manage or unsubscribe: " in said["message"]


def test_apprise_follows_no_redirect_even_where_the_address_asks_for_it(server, update, nine, library):
    with receiving() as inside:
        server.answers = [Answered(307, {"Location": f"http://127.0.0.1:{inside.port}/"})] * 3
        parcel = a_parcel(update, f"json://127.0.0.1:{server.port}/?redirect=yes")
        assert problem(apprise, parcel, at=nine).reason == "JSON did not take the message."
    assert inside.asked == []


def test_apprise_reaches_no_server_of_any_name_without_the_setting(server, update, nine, settings, library):
    settings.WEBHOOK_ALLOW_PRIVATE = ()
    said = problem(apprise, a_parcel(update, f"json://127.0.0.1:{server.port}/"), at=nine)
    assert (said.final, said.remedy) == (
        True,
        "json:// goes to any server. If it is your own, name its host in CLARION_WEBHOOK_ALLOW_PRIVATE.",
    )
    assert server.asked == []


def test_an_address_that_apprise_cannot_read_says_so_and_shows_no_secret(update, nine, library):
    said = problem(apprise, a_parcel(update, "tgram://secret"), at=nine)
    assert str(said) == "Apprise cannot read the address. Check the address, and send a test message."


def test_services_that_are_taken_have_a_host_of_their_own_in_the_library(library):
    from apprise.manager_plugins import NotificationManager

    services = NotificationManager()
    services.load_modules()
    for scheme in apprise_address.FIXED:
        templates = " ".join(services[scheme].templates)
        assert "{host}" not in templates, scheme
        assert "{domain}" not in templates, scheme
        assert not {"host", "port"} & set(services[scheme].template_tokens), scheme


def test_the_library_is_not_imported_before_something_is_delivered():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'clarion.settings'; django.setup();"
        "import clarion.subscribers.trial, clarion.worker.tasks, clarion.web.urls; sys.exit('apprise' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_the_library_the_remedy_is_named_and_the_delivery_waits(update, nine, monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    said = problem(apprise, a_parcel(update, "tgram://123:abc/1"), at=nine)
    assert str(said) == (
        "Apprise is not installed where the worker runs. Install Clarion with the extra: pip install 'clarion[apprise]'."
    )
    assert not said.final


# Test messages


def test_every_channel_but_mail_has_a_folder_that_sends_test_messages():
    assert set(CHANNELS) == set(Channel) - {Channel.MAIL}


@pytest.mark.parametrize("channel", ["webhook", "slack", "teams", "discord"])
def test_a_test_message_says_that_it_is_one_and_is_recorded_without_the_address(server, ana, nine, channel):
    subscriber = a_subscriber(channel=channel, address=server.address())
    assert send_test(subscriber, by=ana, at=nine) is None
    assert (
        "Test message from Clarion, sent by Ana Sousa: updates of Status arrive here. Nothing has happened."
        in (server.asked[0].body.decode())
    )
    act = AuditEntry.objects.get(act="tested_subscriber")
    assert (act.person, act.subject) == (ana, f"{subscriber.public_id}, {subscriber.masked}")
    assert server.address() not in act.subject


def test_a_webhook_tells_a_test_by_its_type_and_signature(server, ana, nine):
    send_test(a_subscriber(channel="webhook", address=server.address()), by=ana, at=nine)
    assert server.documents[0]["type"] == server.asked[0].headers["Clarion-Event"] == "test"
    assert server.asked[0].headers["Clarion-Signature"].startswith("t=")


def test_a_test_message_that_does_not_arrive_says_why(server, ana, nine):
    server.answers = [Answered(404, pieces=(b"no_service",))]
    subscriber = a_subscriber(channel="slack", address=server.address())
    assert str(send_test(subscriber, by=ana, at=nine)) == (
        "The chat says that the webhook is gone (404). Make a new incoming webhook in the chat, and type its address."
    )


def test_a_test_by_mail_arrives(mail_server, ana, nine):
    assert send_test(a_subscriber("ida"), by=ana, at=nine) is None
    assert mail_server.mails[0]["Subject"] == "Test message of Status"


def test_a_test_by_mail_without_a_server_says_what_to_check(ana, nine, settings):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 1}}}
    assert str(send_test(a_subscriber("ida"), by=ana, at=nine)) == (
        "The mail did not go out (ConnectionRefusedError). Check CLARION_SMTP_URL and the address."
    )


def test_only_an_admin_sends_a_test_message(dev, nine):
    with pytest.raises(NotAllowed):
        send_test(a_subscriber("ida"), by=dev, at=nine)
