"""Updates as messages of Slack, Teams and Discord: what they say, that they fit, and that no text becomes a command."""

import json
import re
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from clarion.subscribers.channels.apprise.message import message_of as bare
from clarion.subscribers.channels.discord import message as discord_message
from clarion.subscribers.channels.discord.message import message_of as discord
from clarion.subscribers.channels.markup import blocks, pages
from clarion.subscribers.channels.plain_text import shortened, units
from clarion.subscribers.channels.slack.message import SLACK as SLACK_DIALECT
from clarion.subscribers.channels.slack.message import escape as slack_escape
from clarion.subscribers.channels.slack.message import message_of as slack
from clarion.subscribers.channels.slack.message import plain_message_of as mattermost
from clarion.subscribers.channels.teams.message import escape as teams_escape
from clarion.subscribers.channels.teams.message import message_of as teams
from clarion.subscribers.channels.words import Words, words_of
from tests.factories.incidents import an_incident
from tests.factories.subscribers import an_update
from tests.subscribers.chat_schemas import DISCORD, SLACK, TEAMS, longest, strings

MANAGE = ("Manage or unsubscribe", "https://status.example/subscribe/manage/abc:def/")
TEXT = (
    "Only **card** payments fail; *SEPA* works. See [our help](https://help.example/a?x=1&y=2).\n"
    "Since: 09:00 UTC\n\n- Wait\n- Use `SEPA`"
)

IN_SLACK = (
    "Only *card* payments fail; _SEPA_ works. See <https://help.example/a?x=1&amp;y=2|our help>.\n"
    "Since: 09:00 UTC\n\n• Wait\n• Use `SEPA`"
)


def some_words(**more):
    values = {
        "language": "en", "title": "Card payments fail", "state": "Identified", "text": TEXT,
        "services": (("Checkout", "Partial outage"),), "promise": "Next update by 10:40 UTC", "due": "10:40 UTC", "wrong": "", "internal": "",
        "link": "https://status.example/incidents/abc#def", "link_words": "Read it on the status page",
        "published_at": datetime(2026, 3, 10, 9, 20, tzinfo=UTC), "resolved": False, **more,
    }  # fmt: skip
    return Words(**values)


def test_slack_reads_headline_state_text_promise_services_and_links():
    said = [
        block["text"]["text"] if "text" in block else [each["text"] for each in block["elements"]]
        for block in slack(some_words(), manage=MANAGE)["blocks"]
    ]
    assert said == [
        "Card payments fail",
        ["*Identified*"],
        IN_SLACK,
        "*Next update by 10:40 UTC*",
        ["Checkout: Partial outage"],
        [
            "<https://status.example/incidents/abc#def|Read it on the status page>",
            "<https://status.example/subscribe/manage/abc:def/|Manage or unsubscribe>",
        ],
    ]
    assert slack(some_words())["text"] == "Card payments fail (Identified). Next update by 10:40 UTC"


def test_a_server_that_only_took_over_slacks_webhooks_is_sent_one_text_in_markdown():
    assert mattermost(some_words(), manage=MANAGE) == {
        "text": "**Card payments fail** (Identified)\n\n"
        "Only **card** payments fail; _SEPA_ works. See [our help](https://help.example/a?x=1&y=2).\nSince: 09:00 UTC\n\n"
        "- Wait\n- Use `SEPA`\n\n**Next update by 10:40 UTC**\n\n- Checkout: Partial outage\n\n"
        "[Read it on the status page](https://status.example/incidents/abc#def) · "
        "[Manage or unsubscribe](https://status.example/subscribe/manage/abc:def/)"
    }


def test_teams_reads_a_card_with_a_line_for_each_paragraph_facts_and_buttons():
    card = teams(some_words(), manage=MANAGE)["attachments"][0]["content"]
    assert [part.get("text") for part in card["body"]] == [
        "Card payments fail",
        "Identified",
        "Only **card** payments fail; _SEPA_ works. See [our help](https://help.example/a?x=1&y=2).\n\nSince: 09:00 UTC",
        "- Wait\r- Use SEPA",
        "Next update by 10:40 UTC",
        None,
    ]
    assert card["body"][-1]["facts"] == [{"title": "Checkout", "value": "Partial outage"}]
    assert [each["url"] for each in card["actions"]] == [
        "https://status.example/incidents/abc#def",
        MANAGE[1],
    ]


def test_discord_reads_an_embed_and_calls_nobody():
    message = discord(some_words(), manage=MANAGE)
    assert message["allowed_mentions"] == {"parse": []}
    assert message["embeds"][0]["title"] == "Card payments fail"
    assert message["embeds"][0]["timestamp"] == "2026-03-10T09:20:00+00:00"
    assert message["embeds"][0]["description"] == (
        "**Identified**\n\nOnly **card** payments fail; *SEPA* works. See [our help](https://help.example/a?x=1&y=2).\n"
        "Since: 09:00 UTC\n\n- Wait\n- Use `SEPA`\n\n**Next update by 10:40 UTC**\n\n"
        "[Read it on the status page](https://status.example/incidents/abc#def) · "
        "[Manage or unsubscribe](https://status.example/subscribe/manage/abc:def/)"
    )


@pytest.fixture
def incident(ana, checkout, nine):
    return an_incident("Card payments fail", by=ana, at=nine)


def test_a_correction_says_so_and_quotes_what_was_wrong_where_its_text_does_not(incident, nine):
    wrong = an_update(incident, at=nine, text="All payments fail.")
    more = {"kind": "correction", "corrects": wrong, "wrong_words": "All payments fail."}
    words = words_of(
        an_update(incident, at=nine + timedelta(minutes=9), text="Only cards fail.", **more), "en"
    )
    assert (words.title, words.wrong) == (
        "Correction: Card payments fail",
        "Our update of 09:00 UTC said: “All payments fail.”",
    )
    quoting = an_update(incident, at=nine, text="We wrote “all payments  fail”. Only cards fail.", **more)
    assert words_of(quoting, "en").wrong == ""


def test_a_promise_stands_with_its_day_where_that_is_another_and_not_at_all_once_it_is_over(incident, nine):
    def promise(due, **more):
        return words_of(an_update(incident, at=nine, next_update_at=due, **more), "en").promise

    assert promise(nine + timedelta(minutes=100)) == "Next update by 10:40 UTC"
    assert promise(nine + timedelta(days=1)) == "Next update by 09:00 UTC on 11 March"
    assert promise(None) == ""
    assert promise(nine + timedelta(minutes=100), state="resolved") == ""


ALERT = """\
SEV2 INC-44: Card payments fail

Impact: card payments are declined. Service: Checkout. Scope: about a quarter of customers.
Started: 09:00 UTC.
What is being done: the gateway is rolled back.
Next steps: check the error rate at 09:30 UTC.
Incident commander: Cleo Lindqvist. External questions go to Ben Okafor only; please do not answer them yourself.
Next update by 09:20 UTC.
"""


@pytest.mark.parametrize("message", [slack, mattermost, teams, discord, lambda words: list(bare(words))])
def test_colleagues_read_an_alert_whole_with_who_answers_outside_and_the_promise_once(
    incident, nine, message
):
    update = an_update(
        incident,
        at=nine,
        audience="engineering",
        kind="alert",
        text=ALERT,
        next_update_at=nine + timedelta(minutes=20),
    )
    words = words_of(update, "en")
    said = "\n".join(strings(message(words)))
    assert f"SEV2 {incident.reference}: Card payments fail" in said
    assert "Internal, for engineering. Please do not pass it on." in said
    assert "External questions go to Ben Okafor only; please do not answer them yourself." in said
    assert said.replace(words.in_short, "").count("Next update by 09:20 UTC") == 1
    assert "Started: 09:00 UTC.\n" in said
    assert words.in_short.endswith("Next update by 09:20 UTC")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("We look into it.\n\nNext update by 10:40 UTC.", ""),
        ("We look into it. Next update by **10:40 UTC**", ""),
        ("At 10:40 UTC we restart.\n\nPlease wait.", "Next update by 10:40 UTC"),
    ],
)
def test_a_promise_that_ends_the_text_is_not_said_again_and_every_other_is(text, line):
    assert some_words(text=text).promise_line == line


def test_readers_outside_are_told_no_severity_and_colleagues_everything(incident, nine, settings):
    outside = words_of(an_update(incident, at=nine), "en")
    assert (outside.title, outside.internal) == ("Card payments fail", "")
    assert outside.link.startswith(f"{settings.PUBLIC_URL}/incidents/{incident.public_id}#")
    inside = words_of(an_update(incident, at=nine, audience="engineering", kind="alert"), "en")
    assert inside.title == f"{incident.severity} {incident.reference}: Card payments fail"
    assert inside.internal == "Internal, for engineering. Please do not pass it on."
    assert inside.link == f"{settings.CONSOLE_URL}/incidents/{incident.reference}/"


def test_a_customer_is_led_to_the_incidents_page_only_where_there_is_one(incident, nine, settings):
    update = an_update(incident, at=nine, audience="customer")
    assert words_of(update, "en").link == f"{settings.PUBLIC_URL}/"
    an_update(incident, at=nine)
    assert words_of(update, "en").link == f"{settings.PUBLIC_URL}/incidents/{incident.public_id}"


def test_planned_work_has_states_of_its_own(incident, nine):
    incident.planned = True
    assert words_of(an_update(incident, at=nine, state="identified"), "en").state == "In progress"


def test_of_many_services_those_that_do_not_work_come_first_and_the_rest_is_counted(incident, nine):
    lines = [
        {"id": f"s{number}", "name": f"S{number}", "status": "operational", "before": "operational"}
        for number in range(30)
    ]
    lines[29]["status"] = "major_outage"
    services = words_of(an_update(incident, at=nine, services=lines), "en").services
    assert services[0] == ("S29", "Major outage")
    assert services[-1] == ("…", "10 more")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<!channel> pay", "&lt;!channel&gt; pay"), ("@channel A & B", "@\u200bchannel A &amp; B"),
        ("ask support@example.com", "ask support@example.com"), ("<https://evil.example|pay>", "&lt;https://evil.example|pay&gt;"),
        ("see https://a.example/@here?x=1&y=_2_", "see https://a.example/%40here?x=1&amp;y=_2_"),
    ],
)  # fmt: skip
def test_slack_takes_no_command_from_a_text(typed, said):
    assert slack_escape(typed) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5 * 3 and a_b", r"5 \* 3 and a\_b"), ("# not a heading", r"\# not a heading"), ("||spoiler||", r"\|\|spoiler\|\|"),
        ("<@1234> @everyone", "\\<@\u200b1234\\> @\u200beveryone"), ("https://a.example/a_b_c", "https://a.example/a_b_c"),
        ("[pay](https://evil.example)", r"\[pay\](https://evil.example)"),
    ],
)  # fmt: skip
def test_discord_shows_marks_as_they_were_typed(typed, said):
    assert discord_message.escape(typed) == said


def test_teams_runs_no_function_and_makes_no_link_of_a_text():
    assert teams_escape("[a](b) 5 * 3 _x_ a_b") == "[a]\u200b(b) 5 *\u200b 3 _\u200bx_\u200b a_b"
    text = "{{DATE(2026-01-01,SHORT)}} {`{`{ https://x.example/{{a"
    card = teams(some_words(text=text))["attachments"][0]["content"]
    said = "{\u200b{DATE(2026-01-01,SHORT)}} {\u200b{\u200b{ https://x.example/{\u200b{a"
    assert card["body"][2]["text"] == said


@pytest.mark.parametrize(
    ("message", "link"), [(slack, r"<"), *((each, r"(?<!\\)\]\(") for each in (mattermost, teams, discord))]
)
@pytest.mark.parametrize(
    "typed",
    ["[a](javascript:alert(1))", "[a](data:text/html,x)", "[a](/relative)", "![a](https://x.example/p.png)"],
)
def test_a_link_leads_to_the_web_and_a_picture_is_its_description(message, link, typed):
    said = " ".join(strings(message(some_words(text=typed))))
    assert not re.search(rf"{link}(?!https://status)", said)
    assert "p.png" not in said


def test_a_link_in_slack_cannot_break_out_of_its_brackets():
    said = slack(some_words(text="[a|b](https://x.example/|y%3E<z>)"))["blocks"][2]["text"]["text"]
    assert re.fullmatch(r"<https://x\.example/[^<>|]*\|a¦b>|\[a\|b\].*", said)


def test_a_long_text_goes_on_in_further_sections_and_ends_with_a_sign_that_there_is_more():
    text = "\n\n".join(f"{number}. " + "words " * 300 for number in range(12))
    sections = [
        block["text"]["text"]
        for block in slack(some_words(text=text))["blocks"]
        if block["type"] == "section"
    ]
    assert all(units(section) <= 3000 for section in sections)
    assert sections[-2] == "…"


def test_a_paragraph_that_is_too_long_is_cut_between_words_and_without_breaking_an_escape():
    written = blocks("a & **b** " * 400, SLACK_DIALECT)
    filled, whole = pages(written, SLACK_DIALECT, most=100, at_most=1000)
    assert whole
    assert all(units(page) <= 100 and re.fullmatch(r"((a|b|&amp;) ?)+", page) for page in filled)
    assert " ".join(filled).split() == ["a", "&amp;", "b"] * 400


def test_shortened_ends_with_a_sign_and_counts_as_chats_do():
    assert shortened("a  b\nc", 10) == "a b c"
    assert shortened("😀" * 10, 10) == "😀😀😀😀…"


ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list("*_~`|<>[]()#@&\\{}!-+.:/\n\t\"'")),
    ),
    max_size=6000,
)
HARD = (
    st.lists(st.sampled_from([
        "<!channel>", "@here ", "@everyone", "&amp;", "**", "_", "`", "```\n", "](https://x.example/)", "[a", "> ", "- ", "1. ",
        "\n\n", "\n", "{{DATE(", "https://x.example/a_b", "😀", "字" * 50, "\u202e", "\x00", "# ", "word " * 40, "\\", "|", "~~",
    ]), max_size=300)
).map("".join)  # fmt: skip
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


@settings_of(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(text=st.one_of(ANY, HARD), title=LINE, name=LINE, wrong=LINE)
@example(text="\x00" * 6000, title="\x00", name="\u202e", wrong="字" * 400)
@example(text='"' * 6000, title='"' * 200, name="<" * 200, wrong="*" * 400)
@example(text="&" * 6000, title="&" * 200, name="&" * 200, wrong="&" * 400)
@example(text="字" * 20000, title="字" * 200, name="字" * 200, wrong="字" * 400)
@example(text="- a\n" * 5000, title="@", name="@", wrong="@")
def test_whatever_is_typed_fits_and_calls_nobody(text, title, name, wrong):
    words = some_words(
        text=text,
        title=title,
        services=((name, "Operational"),) * 21,
        wrong=shortened(wrong, 600),
        internal="Internal",
    )
    said = slack(words, manage=MANAGE)
    jsonschema.validate(said, SLACK)
    assert longest(said["blocks"], "text") <= 3000
    assert not re.search(
        r"<[!@#]", " ".join(strings(said)[1:]).replace(said["blocks"][0]["text"]["text"], "")
    )

    embed = discord(words, manage=MANAGE)
    jsonschema.validate(embed, DISCORD)
    assert sum(map(units, strings(embed["embeds"]))) <= 6000
    assert longest(embed, "description") <= 4096
    assert longest(embed, "title") <= 256

    card = teams(words, manage=MANAGE)
    jsonschema.validate(card, TEAMS)
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= 28_000
    assert not any("{{" in each for each in strings(card["attachments"][0]["content"]["body"]))

    assert units(mattermost(words, manage=MANAGE)["text"]) <= 16_000
    assert units(bare(words, manage=MANAGE)[1]) <= 16_000
