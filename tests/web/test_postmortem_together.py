"""The parts of a post-mortem's page on one page: links within it find their place, no two things have one id, and an idle pulse is cheap."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.comments import comment
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.lesson_writing import add_lesson
from clarion.postmortems.section_writing import section_of, write_section
from clarion.postmortems.sections import Part
from clarion.postmortems.why_tree import add_why
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
#: The person, the session, the post-mortem with its incidents, its newest line, its action items.
QUERIES_OF_AN_IDLE_PULSE = 6


@pytest.fixture
def postmortem(ana, ben, nine):
    """With something to look at in every part, and something missing in most."""
    postmortem = a_postmortem(by=ana, at=nine)
    incident = postmortem.incidents.get()
    record_entry(incident, "Ben forgot to renew it", source=Source.PERSON, at=nine, by=ben)
    for part in Part:
        section = section_of(postmortem, part)
        text = f"Ana forgot the {part.label.lower()}.\n\nIt was obviously human error."
        write_section(section, text, seen_version=section.version, by=ana, at=nine)
    top = add_why(postmortem, {"answer": "The certificate expired"}, by=ana, at=nine)
    add_why(postmortem, {"answer": "The engineer forgot it"}, above=top, by=ana, at=nine)
    add_item(postmortem, "Be more careful", by=ana, at=nine)
    add_lesson(postmortem, "well", "The alert fired.", by=ana, at=nine)
    comment(postmortem, Part.SUMMARY, text="Which card?", by=ben, at=nine)
    return postmortem


@pytest.fixture
def shown(client, postmortem, ana) -> str:
    client.force_login(ana)
    return client.get(f"/postmortems/{postmortem.public_id}/").content.decode()


def test_every_link_within_the_page_finds_its_place(shown):
    ids = set(re.findall(r'\sid="([^"]+)"', shown))
    wanted = set(re.findall(r'href="#([^"]+)"', shown))
    assert {"top", "timeline", "causes", "impact", "lessons", "items", "review"} & wanted
    assert wanted - ids == set()


def test_no_two_things_on_the_page_have_one_id(shown):
    ids = Counter(re.findall(r'\sid="([^"]+)"', shown))
    assert [each for each, number in ids.items() if number > 1] == []


def test_labels_name_fields_that_are_there(shown):
    ids = set(re.findall(r'\sid="([^"]+)"', shown))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', shown)) - ids == set()


def test_the_parts_stand_in_the_order_of_the_document(shown):
    parts = re.findall(r'<section id="([a-z]+)" class="part', shown)
    assert parts == [
        "stage", "summary", "timeline", "causes", "impact", "lessons", "items", "people", "similar", "meeting", "readers",
        "review",
    ]  # fmt: skip


def test_a_pulse_while_nothing_changed_asks_little(client, shown, postmortem):
    address = f"/postmortems/{postmortem.public_id}/live/"
    seen = re.search(r"/live/\?seen=([^\"&]+)", shown)
    assert seen
    first = client.get(address, {"seen": seen[1]}).content.decode()
    parts = re.search(r"parts=([^\"]+)\"", first)
    assert parts
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, {"seen": seen[1], "parts": parts[1]})
    assert (answer.status_code, answer.content) == (204, b"")
    assert len(asked) <= QUERIES_OF_AN_IDLE_PULSE
