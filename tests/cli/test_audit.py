"""`clarion audit`, and the lines that commands and alerts leave."""

import csv
import json
from io import StringIO

import pytest
from click.testing import CliRunner

from clarion.accounts.audit import AuditEntry, Done, record_act
from clarion.accounts.origin import Via
from clarion.cli.main import main

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, words)


@pytest.fixture
def acts(ana, dev, nine) -> None:
    record_act(Done.DECLARED, "INC-1", by=ana, at=nine, detail="SEV2: Card payments fail")
    record_act(Done.ADDED_ENTRY, "INC-1", by=dev, at=nine.replace(day=11), detail="1 line")


def test_the_table_ends_with_the_newest(acts):
    answer = run("audit")
    assert answer.output.splitlines() == [
        "2026-03-10 09:00:00  ana@example.com, command line: declared INC-1 (SEV2: Card payments fail)",
        "2026-03-11 09:00:00  dev@example.com, command line: added to the timeline INC-1 (1 line)",
    ]
    assert run("audit", "--last", "1").output.splitlines() == answer.output.splitlines()[1:]
    assert not AuditEntry.objects.filter(act=Done.EXPORTED_AUDIT).exists()


@pytest.mark.parametrize(
    ("words", "acts_left"),
    [
        (["--since", "2026-03-11"], ["added_entry"]),
        (["--until", "2026-03-10"], ["declared"]),
        (["--since", "2026-03-10T10:00+01:00", "--until", "2026-03-10T09:01Z"], ["declared"]),
        (["--person", "DEV@example.com"], ["added_entry"]),
        (["--words", "payments"], ["declared"]),
        ([], ["declared", "added_entry", "exported_audit"]),
    ],
)
def test_an_export_holds_what_was_asked_for(acts, words, acts_left):
    rows = csv.DictReader(StringIO(run("audit", "--format", "csv", *words).output))
    assert [row["act"] for row in rows if row["act"] != "exported_audit" or not words] == acts_left
    lines = run("audit", "--format", "jsonl", "--until", "2026-03-10").output.splitlines()
    assert [json.loads(line)["subject"] for line in lines] == ["INC-1"]
    told = AuditEntry.objects.filter(act=Done.EXPORTED_AUDIT).latest("pk")
    assert (told.person_email, told.via, told.subject) == ("ana@example.com", Via.COMMAND, "jsonl")
    assert told.detail == "until: 2026-03-10"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--as", "dev@example.com"], "You may not see the audit log. Ask somebody with the role admin."),
        (["--since", "yesterday"], "--since: “yesterday” is not a time. Write it as 2026-03-10T09:31Z."),
        (["--since", "2026-03-10T09:00"], "has no time zone. Add Z for UTC"),
        (["--until", "9999-12-31"], "--until: “9999-12-31” is not in the calendar."),
        (["--person", "nobody@example.com"], "Nobody has the address nobody@example.com."),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_recorded(acts, words, says):
    answer = run("audit", "--format", "csv", *words)
    assert answer.exit_code == 1
    assert says in answer.output
    assert AuditEntry.objects.count() == 2


def test_what_people_wrote_does_not_steer_the_terminal(ana, nine):
    record_act(Done.DECLARED, "\x1b[2J\u202eINC-1", by=ana, at=nine)
    assert "·[2J·INC-1" in run("audit").output


@pytest.mark.parametrize(
    ("words", "act", "subject"),
    [
        (["declare", "Search is down", "--severity", "SEV2"], Done.DECLARED, "INC-"),
        (["person", "add", "eve@example.com", "--name", "Eve Moreau"], Done.ADDED_PERSON, "eve@example.com"),
        (["person", "link", "ana@example.com"], Done.MADE_LINK, "ana@example.com"),
        (["service", "add", "Search"], Done.ADDED_SERVICE, "Search"),
    ],
)
def test_a_command_leaves_its_act_with_who_ran_it(ana, words, act, subject):
    assert run(*words).exit_code == 0
    entry = AuditEntry.objects.get(act=act)
    assert entry.subject.startswith(subject)
    assert (entry.person, entry.via, entry.address) == (ana, Via.COMMAND, "")
