"""Addresses as people type them: what is refused says what to paste instead, and what is shown again is no secret."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from clarion.subscribers.addresses import clean_address
from clarion.subscribers.channels.addresses import check_address
from clarion.subscribers.masking import masked
from clarion.subscribers.subscriber import Channel, address_key

TEAMS = "https://prod-12.westeurope.logic.azure.com:443/workflows/ab/triggers/manual/paths/invoke?api-version=1&sig=abc"
POWER = (
    "https://default12.34.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/ab/triggers/manual"
    "/paths/invoke?api-version=1&sp=x&sv=1.0&sig=abc"
)


def test_no_other_letter_is_taken_for_one_of_a_mail_address() -> None:
    assert address_key("mail", "Sue@Example.com") == address_key("mail", "sue@example.com")
    assert address_key("mail", "\u017fue@example.com") != address_key("mail", "sue@example.com")


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("mail", "ida@example.com"), ("webhook", "https://hooks.example.com/clarion?key=a"),
        ("webhook", "https://example.com:8443/x"), ("webhook", "https://8.8.8.8/x"), ("webhook", "https://büro.example/x"),
        ("slack", "https://hooks.slack.com/services/T0/B0/secret"), ("slack", "https://chat.example.com/hooks/abc"), ("slack", "https://notslack.com/hooks/abc"),
        ("slack", "https://hooks.slack-gov.com/services/T0/B0/secret"), ("teams", TEAMS), ("teams", POWER),
        ("teams", "https://tenant.webhook.office.com/webhookb2/abc"),
        ("discord", "https://discord.com/api/webhooks/123/abc-DEF_1"), ("discord", "https://discordapp.com/api/v10/webhooks/1/a"),
        ("discord", "https://discord.com/api/webhooks/123/abc?thread_id=5"), ("apprise", "tgram://123:abc/456"),
        ("apprise", "pover://user@token?priority=high"),
    ],
)  # fmt: skip
def test_what_each_channel_takes(channel, address):
    assert check_address(channel, f"  {address} ") == address


@pytest.mark.parametrize(
    ("channel", "address", "said"),
    [
        ("mail", "", "Type an address."),
        ("mail", "nobody", "Enter a valid email address."),
        ("mail", "a@example.com\nBcc: b@example.com", "Use one line of visible characters"),
        ("webhook", "https://example.com/" + "a" * 500, "longer than 500 characters"),
        ("webhook", "ftp://example.com", "begins with https://"),
        ("webhook", "http://example.com/", "begins with https://"),
        ("webhook", "https://user:pw@example.com/", "has no user name and no password in it"),
        ("webhook", "https://example.com/#part", "without what follows the #"),
        ("webhook", "https://example.com:22/", "Port 22 is not one of web servers. Use 443, 80 or one from 1024."),
        ("webhook", "http://127.0.0.1/", "an admin can name it in CLARION_WEBHOOK_ALLOW_PRIVATE"),
        ("webhook", "http://[::1]/", "lies inside a network"),
        ("webhook", "http://169.254.169.254/latest/meta-data", "lies inside a network"),
        ("webhook", "https://hooks.slack.com/services/T/B/x", "This address belongs to Slack. Choose Slack"),
        ("webhook", "https://discord.com/api/webhooks/1/a", "This address belongs to Discord."),
        ("webhook", TEAMS, "This address belongs to Microsoft Teams."),
        ("slack", "https://acme.slack.com/archives/C1", "This is a page of Slack. Paste the address of an incoming webhook"),
        ("slack", "https://hooks.slack.com/", "not a whole incoming webhook of Slack"),
        ("slack", "http://hooks.slack.com/services/T/B/x", "not a whole incoming webhook of Slack"),
        ("slack", "https://hooks.slack.com/workflows/T/A/1", "starts a workflow of Slack"),
        ("teams", "https://teams.microsoft.com/l/channel/1", "This is not a webhook of Teams."),
        ("teams", "https://evil.example/logic.azure.com", "This is not a webhook of Teams."),
        ("teams", "https://logic.azure.com.evil.example/", "This is not a webhook of Teams."),
        ("teams", TEAMS.split("&sig", maxsplit=1)[0], "it has to hold “sig=…”"),
        ("discord", "https://discord.com/channels/1/2", "This is not a webhook of Discord."),
        ("discord", "https://discord.com.evil.example/api/webhooks/1/a", "This is not a webhook of Discord."),
        ("discord", "https://discord.com/api/webhooks/1/a/../../x", "This is not a webhook of Discord."),
        ("discord", "https://discord.com/api/webhooks/1/a/slack", "This is not a webhook of Discord."),
        ("discord", "https://discord.com/api/webhooks/1/a?wait=true", "without what follows the question mark"),
        ("apprise", "nonsense", "Type an address as Apprise writes it"),
        ("apprise", "json://localhost", "json:// goes to any server."),
        ("apprise", "mailto://a:b@example.com", "name its host in CLARION_WEBHOOK_ALLOW_PRIVATE"),
        ("apprise", "https://example.com/", "Type a web address as a webhook"),
        ("apprise", "discord://1/a?template=/etc/passwd", "Leave out “template”"),
        ("apprise", "syslog://", "Type an address as Apprise writes it"),
        ("apprise", "syslog://_", "syslog:// goes to any server."),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_to_do(channel, address, said):
    with pytest.raises(ValidationError) as refused:
        check_address(channel, address)
    assert said in " ".join(refused.value.messages)


def test_an_own_server_is_taken_once_a_setting_names_it(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = ("10.1.0.0/16", "ntfy.internal")
    assert check_address("webhook", "http://10.1.2.3:81/x")
    assert check_address("slack", "http://10.1.2.3/hooks/abc")
    assert check_address("apprise", "ntfy://ntfy.internal/topic")
    with pytest.raises(ValidationError):
        check_address("webhook", "http://10.2.2.3/x")
    with pytest.raises(ValidationError):
        check_address("apprise", "ntfy://other.internal/topic")


@settings_of(max_examples=300, deadline=None)
@given(channel=st.sampled_from(Channel.values), address=st.text(max_size=80))
def test_whatever_is_typed_is_taken_or_refused_in_words(channel, address):
    for typed in (address, f"https://{address}", f"https://discord.com/{address}", f"tgram://{address}"):
        try:
            kept = check_address(channel, typed)
        except ValidationError:
            continue
        assert kept == typed.strip()
        assert "\n" not in kept
        masked(channel, kept)


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [
        ("mail", "ida@example.com", "i…@example.com"), ("mail", "", ""),
        ("slack", "https://hooks.slack.com/services/T0/B0/secret-part-7f3a", "https://hooks.slack.com/…7f3a"),
        ("apprise", "tgram://123:secret/4567", "tgram://…4567"),
        ("webhook", "https://key:secret@example.com/abcd", "https://example.com/…abcd"), ("webhook", "https://[bad", "…[bad"),
    ],
)  # fmt: skip
def test_what_is_shown_again_tells_two_apart_and_is_no_secret(channel, address, shown):
    assert masked(channel, address) == shown


@pytest.mark.parametrize(
    ("name", "said"),
    [("ünï", "Before the @ only letters without accents"), ("a" * 65, "This is not an e-mail address")],
)
def test_a_name_before_the_at_that_mail_servers_do_not_take_is_refused(name, said):
    assert clean_address("mail", f"{'a' * 64}@exämple.de") == f"{'a' * 64}@xn--exmple-cua.de"
    with pytest.raises(ValidationError, match=said):
        clean_address("mail", f"{name}@exämple.de")


def test_a_masked_address_keeps_its_port():
    assert (
        masked("webhook", "https://hooks.example.com:8443/secret-7f3a")
        == "https://hooks.example.com:8443/…7f3a"
    )
