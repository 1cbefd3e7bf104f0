"""The page of numbers, and its files."""

import csv
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from clarion.incidents.states import Severity
from clarion.numbers.figures import FIGURES
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client, ana, ben):
    client.force_login(ana)
    at = timezone.now() - timedelta(minutes=5)
    incident = an_incident("<b>Cards</b> fail", severity=Severity.SEV1, by=ana, at=at)
    say(incident, "We are investigating.", by=ben, at=at + timedelta(minutes=4))
    return incident


def test_the_page_shows_every_figure_with_its_definition_and_what_is_empty_says_so(client, told):
    content = client.get("/numbers/").content.decode()
    assert content.count('class="figure"') == len(FIGURES)
    assert "From declaring an incident to its first update" in content
    assert f"{told.reference}, SEV1: 4 min" in content
    assert "Nothing to count in these months yet." in content


def test_another_severity_has_nothing_to_show_and_nonsense_is_refused(client, told):
    assert f"{told.reference}, SEV1" not in client.get("/numbers/", {"severity": "SEV4"}).content.decode()
    assert client.get("/numbers/", {"months": "9000"}).status_code == 422


def test_table_and_picture_are_files_that_stand_alone(client, told):
    answer = client.get("/numbers/first_post.csv")
    rows = list(csv.reader(answer.content.decode().splitlines()))
    assert rows[0] == ["month", "severity", "dots", "median_minutes", "p90_minutes", "highest_minutes"]
    assert rows[1][1:] == ["SEV1", "1", "4.0", "4.0", "4.0"]
    drawn = client.get("/numbers/first_post.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(drawn.content).tag.endswith("svg")


def test_there_is_no_other_figure_and_no_picture_of_nothing(client, told):
    assert client.get("/numbers/nonsense.csv").status_code == 404
    assert client.get("/numbers/corrections.svg").status_code == 404
