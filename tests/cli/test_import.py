"""`clarion import`: what is printed, what is kept, with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.cli.import_ import import_
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.updates.publication import IncidentUpdate
from tests.intake.other_pages import cachet, statuspage

DATA = Path(__file__).parents[2].parent / "shared" / "data"
real_data = pytest.mark.skipif(not DATA.exists(), reason="the folder shared is not beside the checkout")

pytestmark = pytest.mark.django_db(transaction=True)

INCIDENT = {
    "id": "101",
    "title": "Card payments fail",
    "impact": "major",
    "started_at": "2026-03-10T09:00:00Z",
    "updates": [
        {"at": "2026-03-10T09:05:00Z", "status": "Investigating", "message": "We are looking."},
        {"at": "2026-03-10T10:00:00Z", "status": "Resolved", "message": "Payments work again."},
    ],
}
CSTATE = """---
title: Outage of the mirrors
date: 2026-03-10T09:00:00Z
resolved: true
resolvedWhen: 2026-03-10T10:00:00Z
severity: down
affected:
  - mirrors.example.org
---
The mirrors answer with errors.
"""


@pytest.fixture(autouse=True)
def ana() -> Person:
    return Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)


def run(*words):
    return CliRunner().invoke(import_, [str(word) for word in words])


@pytest.fixture
def history(tmp_path: Path) -> Path:
    file = tmp_path / "history.jsonl"
    file.write_text(json.dumps(INCIDENT) + "\n")
    return file


def break_a_line(history):
    with history.open("a") as file:
        file.write(json.dumps({**INCIDENT, "id": "102", "impact": "huge"}) + "\n")


def test_the_last_line_says_what_is_there_also_the_second_time(history):
    first, second = run("github-status", history), run("github-status", history)
    assert first.output.splitlines() == ["1 new", "1 incident, 2 updates"]
    assert second.output.splitlines() == ["0 new", "1 incident, 2 updates"]
    assert first.exit_code == second.exit_code == 0


def test_of_a_file_with_a_broken_line_nothing_is_imported(history):
    break_a_line(history)
    result = run("github-status", history)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{history}:2: impact: “huge” is not known; use one of critical, major, minor, none, maintenance",
        "Nothing was imported. Mend the lines, or add --skip-broken to import the others.",
    ]
    assert result.stdout.splitlines()[-1] == "0 incidents, 0 updates"
    assert not Incident.objects.exists()


def test_broken_lines_are_skipped_when_asked_and_still_end_with_1(history):
    break_a_line(history)
    result = run("github-status", "--skip-broken", history)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{history}:2: ")
    assert result.stdout.splitlines()[-1] == "1 incident, 2 updates"


def test_review_prints_the_table_before_the_last_line(history):
    lines = run("github-status", "--review", history).stdout.splitlines()
    assert lines[0] == "The review of 2 updates, each as a public text"
    assert lines[-1] == "1 incident, 2 updates"


def test_a_broken_cstate_file_is_left_out_whole_and_the_others_are_imported(tmp_path):
    (tmp_path / "good.md").write_text(CSTATE)
    (tmp_path / "_index.md").write_text("---\ntitle: Incidents\n---\n")
    (tmp_path / "bad.md").write_text(CSTATE.replace("09:00:00Z", "09:00:00"))
    result = run("cstate", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / 'bad.md'}:3: date: “2026-03-10T09:00:00” has no zone")
    assert result.stdout.splitlines() == ["1 new", "1 incident, 2 updates"]
    assert Incident.objects.get().source_key == "cstate:good"


def test_a_folder_without_incidents_is_said_to_be_one(tmp_path):
    result = run("cstate", tmp_path)
    assert result.exit_code == 1
    assert "holds no .md file. Name the folder of the incidents." in result.stderr


def test_who_may_not_import_is_told_who_may(history):
    Person.objects.create_user("dev@example.com", name="Dev Patel", role=Role.RESPONDER)
    result = run("github-status", history, "--as", "dev@example.com")
    assert result.exit_code == 1
    assert result.stderr == "Error: You may not import incidents. Ask somebody with the role admin.\n"


@real_data
def test_the_real_history_of_github():
    file = DATA / "github-incidents-2024-2025.jsonl"
    first, second = run("github-status", file), run("github-status", file)
    assert first.output.splitlines() == ["299 new", "299 incidents, 1,696 updates"]
    assert second.output.splitlines() == ["0 new", "299 incidents, 1,696 updates"]
    assert IncidentUpdate.objects.count() == 1696


@real_data
def test_the_real_files_of_cstate():
    result = run("cstate", DATA / "jenkins-cstate")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["60 new", "60 incidents, 124 updates"]
    assert result.stderr.count("\n") == 1


def test_an_import_is_one_act_and_importing_the_same_again_is_none(history, ana):
    run("github-status", history)
    run("github-status", history)
    entry = AuditEntry.objects.get(act=Done.IMPORTED)
    assert (entry.person, entry.subject, entry.via) == (ana, "1 incident", "command")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    folder.mkdir()
    for name, raw in statuspage().items():
        (folder / name).write_bytes(raw)
    return folder


def test_a_whole_statuspage_comes_over(page):
    result = run("statuspage", page)
    assert result.stdout.splitlines() == [
        "2 new",
        "2 new services, 2 new subscribers",
        "2 incidents, 5 updates",
        "1 subscriber left out: no file says that they confirmed. See --confirmed.",
    ]
    assert result.exit_code == 0


def test_a_dry_run_says_so_and_keeps_nothing(page):
    result = run("statuspage", page, "--dry-run")
    assert result.stdout.splitlines()[0] == "Nothing was kept; this is what an import would bring."
    assert not Incident.objects.exists()


def test_nothing_of_a_broken_page_is_imported_unless_asked_for(page):
    (page / "broken.json").write_text("{")
    assert run("statuspage", page).exit_code == 1
    assert not Incident.objects.exists()
    assert run("statuspage", page, "--skip-broken").exit_code == 1
    assert Incident.objects.count() == 2


def test_cachet_comes_over_with_its_links(tmp_path):
    for name, raw in cachet(2).items():
        (tmp_path / name).write_bytes(raw)
    moved = tmp_path / "moved.map"
    result = run("cachet", tmp_path, "--zone", "Europe/Berlin", "--redirects", moved)
    assert result.stdout.splitlines()[-1] == f"3 redirects written to {moved}"
    here = Incident.objects.get(title="Card payments fail")
    assert f"/incidents/12 /incidents/{here.public_id};\n" in moved.read_text()
    assert here.started_at.isoformat() == "2026-03-10T09:05:00+00:00"


def test_a_zone_that_is_none_is_named(tmp_path):
    (tmp_path / "x.json").write_text("{}")
    assert (
        "“Mars” is no time zone; write one like Europe/Berlin."
        in run("cachet", tmp_path, "--zone", "Mars").output
    )


def test_cstate_brings_the_services_of_its_configuration(tmp_path):
    (tmp_path / "2026-03-10-mirrors.md").write_text(CSTATE)
    config = tmp_path / "config.yml"
    config.write_text(
        "params:\n  systems:\n    - name: mirrors.example.org\n      category: Downloads\n    - name: Wiki\n"
    )
    result = run("cstate", tmp_path, "--config", config)
    assert "2 new services, 0 new subscribers" in result.stdout
    assert list(Service.objects.values_list("name", "group")) == [
        ("mirrors.example.org", "Downloads"),
        ("Wiki", ""),
    ]
