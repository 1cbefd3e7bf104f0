"""The shipped scripts: each is in order, and each has what a good drill needs."""

from collections import Counter
from pathlib import Path

import pytest

from clarion.practice.drills.offered import find_script, own_scripts, shipped_scripts
from clarion.practice.drills.script import InjectKind, Level, State
from clarion.review import Kind, Severity, review
from tests.practice.drills.test_script import SMALL

SHIPPED = {offered.name: offered.script for offered in shipped_scripts()}


def test_there_are_at_least_six_of_them_from_easy_to_demanding():
    assert len(SHIPPED) >= 6
    assert [script.level for script in SHIPPED.values()] == sorted(
        (script.level for script in SHIPPED.values()), key=list(Level).index
    )
    assert {script.level for script in SHIPPED.values()} == set(Level)
    assert any(len(script.roles) == 1 for script in SHIPPED.values())
    assert any(len(script.roles) == 4 for script in SHIPPED.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_script_has_alerts_findings_an_angry_customer_a_leader_and_a_rumour_that_is_wrong(name):
    script = SHIPPED[name]
    kinds = Counter(inject.kind for inject in script.injects)
    assert 20 <= script.minutes <= 60
    assert kinds[InjectKind.ALERT] >= 2
    assert kinds[InjectKind.FINDING] >= 2
    assert kinds[InjectKind.CUSTOMER] >= 1
    assert kinds[InjectKind.LEADER] >= 1
    assert len(script.rumours()) >= 1
    assert len(script.hints) >= 2
    assert script.truths[-1].status in {State.MONITORING, State.RESOLVED}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_script_tells_its_players_passes_the_review_of_colleagues(name):
    """Injects are voices of an incident, angry ones too; title, summary, briefings and hints are the product's own."""
    script = SHIPPED[name]
    own = [script.title, script.summary, *(briefing for _, briefing in script.roles)]
    for text in own:
        said = review(text, audience="partners", kind=Kind.PROGRESS)
        assert [found for found in said.findings if found.severity is Severity.BLOCK] == [], text


def test_scripts_of_ones_own_are_offered_and_a_broken_one_is_listed_with_its_error(tmp_path: Path):
    (tmp_path / "rooms.toml").write_text(SMALL)
    (tmp_path / "broken.toml").write_text(SMALL.replace("minutes = 20", "minutes = 1"))
    (tmp_path / "latin.toml").write_bytes('title = "Gäste"'.encode("latin-1"))
    (tmp_path / "long.toml").write_text("#" * 200_001)
    (tmp_path / "notes.txt").write_text("not a script")

    found = {each.name: each for each in own_scripts(tmp_path)}

    assert list(found) == ["own-broken", "own-latin", "own-long", "own-rooms"]
    assert found["own-rooms"].script.title == "Rooms cannot be booked"
    assert found["own-broken"].script is None
    assert found["own-broken"].errors == (
        "broken.toml, line 3: minutes: write a whole number from 5 to 240.",
    )
    assert found["own-latin"].errors == ("latin.toml: not in UTF-8. Save it again in that encoding.",)
    assert found["own-long"].errors == ("long.toml: longer than 200,000 bytes. Write a shorter script.",)
    assert find_script("own-rooms", folder=tmp_path) == found["own-rooms"].script
    assert find_script("own-broken", folder=tmp_path) is None
    assert find_script("calls-drop", folder=tmp_path) == SHIPPED["calls-drop"]
    assert find_script("../../secret", folder=tmp_path) is None
    assert own_scripts(tmp_path / "nowhere") == []
