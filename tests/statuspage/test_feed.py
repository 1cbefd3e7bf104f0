"""The feeds: Atom, RSS and JSON Feed say the same, one entry per update, with ids that last."""

import json
from datetime import timedelta

import feedparser
import pytest
from jsonschema import Draft202012Validator

from clarion.accounts.workspace import Workspace
from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import freeze
from tests.factories.incidents import a_history, an_incident, put_right, say

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
FEEDS = ("/history.atom", "/history.rss", "/feed.json")

#: JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), the parts that Clarion writes and no others.
JSON_FEED = {
    "type": "object",
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://.*/feed.json$"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "pattern": "^urn:uuid:"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "date_modified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["id", "url", "content_html", "date_published", "date_modified"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["version", "title", "items", "feed_url", "home_page_url"],
    "additionalProperties": False,
}


@pytest.fixture
def told(nine, ben):
    incident = an_incident("Payments & <refunds> fail", by=ben, at=nine)
    first = say(incident, "Card payments **fail**.", by=ben, at=nine)
    put_right(first, "Card payments **fail**.", "Only refunds fail.", by=ben, at=nine + MINUTE)
    say(incident, "All is well.\x0b", state=State.RESOLVED, by=ben, at=nine + 2 * MINUTE)
    return incident


@pytest.fixture
def entries(shown):
    """Of one feed, in one shape: (id, title, address, kind, published, updated, content) of each entry."""

    def entries(path: str, *, at) -> list[tuple[str, ...]]:
        text = shown(path, at=at)
        if path.endswith(".json"):
            return [
                (each["id"], each["title"], each["url"], each["tags"][0], each["date_published"],
                 each["date_modified"], each["content_html"])
                for each in json.loads(text)["items"]
            ]  # fmt: skip
        feed = feedparser.parse(text)
        assert not feed.bozo, feed.get("bozo_exception")
        return [
            (each.id, each.title, each.link, each.tags[0].term, _as_iso(each.published_parsed),
             _as_iso(each.updated_parsed), each.summary)
            for each in feed.entries
        ]  # fmt: skip

    return entries


@pytest.mark.parametrize("path", FEEDS)
def test_a_reader_finds_one_entry_per_update_newest_first(path, nine, told, entries):
    found = entries(path, at=nine + 3 * MINUTE)
    assert [title for _, title, *_ in found] == [
        "Resolved: Payments & <refunds> fail",
        "Correction: Payments & <refunds> fail",
        "Investigating: Payments & <refunds> fail",
    ]
    assert [kind for _, _, _, kind, *_ in found] == ["resolution", "correction", "acknowledgement"]
    assert [published for *_, published, _, _ in found] == [
        f"2026-03-10T09:0{minute}:00Z" for minute in (2, 1, 0)
    ]
    assert all(f"/incidents/{told.public_id}#" in address for _, _, address, *_ in found)
    assert found[0][-1] == "<p>All is well.</p>"


def test_the_three_formats_say_the_same(nine, told, entries):
    atom, rss, json_feed = (entries(path, at=nine + 3 * MINUTE) for path in FEEDS)
    assert atom == rss == json_feed


@pytest.mark.parametrize("path", FEEDS)
def test_an_entry_that_was_wrong_says_so_above_its_text_and_has_a_newer_time(path, nine, told, entries):
    *_, updated, content = entries(path, at=nine + 3 * MINUTE)[2]
    assert content == (
        "<p><strong>Corrected at 10 March 2026, 09:01 UTC. This was wrong: “Card payments **fail**.”</strong></p>\n"
        "<p>Card payments <strong>fail</strong>.</p>"
    )
    assert updated == "2026-03-10T09:01:00Z"


@pytest.mark.parametrize("path", FEEDS)
def test_what_was_put_right_quietly_moves_the_time_and_not_the_id(path, nine, ben, cleo, entries):
    incident = an_incident(by=ben, at=nine)
    update = say(incident, "We are investigatnig this.", by=ben, at=nine)
    before = entries(path, at=nine + MINUTE)
    proposal = propose_quietly(
        update, wrong_words="investigatnig", right_words="investigating", reason="typo", by=ben, at=nine
    )
    put_right_quietly(proposal, by=cleo, at=nine + 12 * MINUTE)
    after = entries(path, at=nine + 13 * MINUTE)
    assert [entry[0] for entry in after] == [entry[0] for entry in before]
    assert after[0][4:6] == ("2026-03-10T09:00:00Z", "2026-03-10T09:12:00Z")
    assert "Put right at 10 March 2026, 09:12 UTC: “investigatnig” → “investigating”" in after[0][-1]


@pytest.mark.parametrize("path", FEEDS)
def test_ids_stay_when_the_page_moves_and_is_renamed(path, nine, told, entries, settings):
    before = entries(path, at=nine + 3 * MINUTE)
    settings.PUBLIC_URL = "https://status.example.com"
    Workspace.objects.update(name="Another name")
    freeze(None, at=nine + 4 * MINUTE)
    after = entries(path, at=nine + 4 * MINUTE)
    assert [entry[0] for entry in after] == [entry[0] for entry in before]
    assert after[0][2].startswith("https://status.example.com/incidents/")


def test_feeds_without_updates_are_feeds(nine, shown, entries):
    freeze(None, at=nine)
    assert [entries(path, at=nine) for path in FEEDS] == [[], [], []]
    assert feedparser.parse(shown("/history.atom", at=nine)).feed.updated == "2026-03-10T09:00:00Z"
    assert feedparser.parse(shown("/history.rss", at=nine)).feed.updated == "Tue, 10 Mar 2026 09:00:00 GMT"


def test_the_json_feed_is_of_the_shape_that_its_standard_names(nine, told, shown):
    feed = json.loads(shown("/feed.json", at=nine + 3 * MINUTE))
    assert list(Draft202012Validator(JSON_FEED).iter_errors(feed)) == []


def test_rss_says_which_ids_are_no_addresses_and_where_it_stands(nine, told, shown):
    text = shown("/history.rss", at=nine + 3 * MINUTE)
    assert text.count('<guid isPermaLink="false">urn:uuid:') == 3
    assert (
        '<atom:link rel="self" href="http://127.0.0.1:8001/history.rss" type="application/rss+xml" />' in text
    )
    assert "<pubDate>Tue, 10 Mar 2026 09:02:00 GMT</pubDate>" in text


def test_every_page_names_the_feeds_in_its_head(nine, told, shown):
    for path in ("/", f"/incidents/{told.public_id}", "/history"):
        head = shown(path, at=nine + 3 * MINUTE).partition("</head>")[0]
        for kind, address in (
            ("application/atom+xml", "/history.atom"),
            ("application/rss+xml", "/history.rss"),
            ("application/feed+json", "/feed.json"),
        ):
            assert f'<link rel="alternate" type="{kind}"' in head
            assert f'href="{address}"' in head


class TestOfOneService:
    """/services/<id>/history.atom"""

    def test_it_has_the_updates_of_incidents_that_named_the_service_and_no_others(
        self, nine, ben, checkout, shown
    ):
        search = add_service("Search")
        for service, at in ((checkout, nine), (search, nine + MINUTE)):
            incident = an_incident(
                f"{service} fails", services={service: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=at
            )
            say(incident, "It fails.", by=ben, at=at)
            say(incident, "It works.", state=State.RESOLVED, by=ben, at=at + 5 * MINUTE)
        feed = feedparser.parse(shown(f"/services/{search.public_id}/history.atom", at=nine + 9 * MINUTE))
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == [
            "Resolved: Search fails",
            "Investigating: Search fails",
        ]
        assert feed.feed.title.endswith("updates about Search")
        of_all = feedparser.parse(shown("/history.atom", at=nine + 9 * MINUTE)).entries
        assert {entry.id for entry in feed.entries} < {entry.id for entry in of_all}

    def test_it_is_there_before_anything_was_said_and_gone_with_its_service(self, nine, checkout, shown):
        path = f"/services/{checkout.public_id}/history.atom"
        freeze(None, at=nine)
        assert feedparser.parse(shown(path, at=nine)).entries == []
        checkout.is_public = False
        checkout.save()
        freeze(None, at=nine + MINUTE)
        with pytest.raises(AssertionError, match="nothing stands at"):
            shown(path, at=nine + MINUTE)

    def test_its_bytes_stay_while_others_are_spoken_of(self, nine, ben, checkout, shown):
        search = add_service("Search")
        freeze(None, at=nine)
        path = f"/services/{search.public_id}/history.atom"
        before = shown(path, at=nine)
        incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine + MINUTE)
        say(incident, "It fails.", by=ben, at=nine + MINUTE)
        assert shown(path, at=nine + MINUTE) == before

    def test_a_long_history_makes_it_no_longer_than_fifty_entries(self, nine, ben, checkout, shown):
        a_history(60, service=checkout, at=nine)
        freeze(None, at=nine)
        feed = feedparser.parse(shown(f"/services/{checkout.public_id}/history.atom", at=nine))
        assert len(feed.entries) == 50


def _as_iso(parsed) -> str:
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])
