"""The script of a drill: what is read, and what is refused with the file, the key and the remedy."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clarion.incidents import states
from clarion.practice.content import ContentError
from clarion.practice.drills import script as scripts
from clarion.practice.drills.drill import DrillRole
from clarion.practice.drills.script import InjectKind, ScriptRole
from clarion.practice.drills.script_reading import read_script
from clarion.updates.audiences import Audience

NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

SMALL = """\
title = "Rooms cannot be booked"
summary = "A short one."
minutes = 20
severity = "SEV2"

[begins]
title = "Rooms cannot be booked"
impact = "Guests see an error"
known = "The front desk called."
started = 4

[[services]]
name = "Room booking"
status = "major_outage"

[roles]
communications = "You write."
support = "You answer guests."

[[truth]]
from = 0
status = "investigating"

[[truth]]
from = 8
status = "identified"
percent = 40
cause = "a full disk"
confirmed = true

[[truth]]
from = 15
status = "resolved"
percent = 40
cause = "a full disk"
confirmed = true

[[injects]]
at = 1
kind = "alert"
from = "Monitoring"
text = "Bookings fail."

[[injects]]
at = 5
kind = "rumour"
from = "A waiter"
to = "support"
id = "closed"
words = ["closed"]
text = "I hear that the hotel is closed."

[[injects]]
at = 8
kind = "finding"
from = "Tom, engineer"
text = "Confirmed: a full disk. 40 % of guests are affected."

[[injects]]
at = 10
kind = "fact"
from = "The manager"
about = "closed"
text = "The hotel is open."
jitter = 2

[[injects]]
at = 15
kind = "fact"
from = "Tom, engineer"
text = "It works again."
"""


def test_a_script_is_read_into_values():
    script = read_script(SMALL)
    assert (script.title, script.minutes, script.severity, script.level) == (
        "Rooms cannot be booked", 20, "SEV2", "practised",
    )  # fmt: skip
    assert script.audiences == ("public", "support")  # where none is named
    assert script.roles == (("communications", "You write."), ("support", "You answer guests."))
    assert [inject.kind for inject in script.injects] == ["alert", "rumour", "finding", "fact", "fact"]
    assert script.rumours() == [(script.injects[1], script.injects[3])]
    assert script.source == SMALL


def test_what_is_true_follows_the_minutes_and_becomes_a_record():
    script = read_script(SMALL)
    assert [script.truth_at(timedelta(minutes=minute)).status for minute in (-1, 0, 7, 8, 15, 99)] == [
        "investigating", "investigating", "investigating", "identified", "resolved", "resolved",
    ]  # fmt: skip
    passed = timedelta(minutes=16, seconds=20)
    record = script.record_of(script.truth_at(passed), begins_at=NINE, at=NINE + passed)
    assert (record.status, record.percent_affected, record.services) == ("resolved", 40, ("Room booking",))
    assert (record.started_at, record.resolved_at) == (
        NINE - timedelta(minutes=4),
        NINE + timedelta(minutes=15),
    )
    assert (record.cause.confirmed, record.cause.text) == (True, "a full disk")


def test_the_words_of_a_script_are_those_of_incidents_and_of_participants():
    """The script knows nothing of Django, so that a file can be checked without a database."""
    assert list(scripts.State) == list(states.State)
    assert list(scripts.Severity) == list(states.Severity)
    assert list(scripts.ServiceStatus) == list(states.ServiceStatus)
    assert set(scripts.Told) == set(Audience)
    assert [(role.value, role.label) for role in ScriptRole] == [
        (role.value, role.label) for role in DrillRole
    ]


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "own.toml: this is not TOML"),
        (changed('severity = "SEV2"', 'severity = "SEV9"'), "own.toml, line 4: severity: write one of SEV1, SEV2"),
        (changed("minutes = 20", "minutes = 3"), "own.toml, line 3: minutes: write a whole number from 5 to 240"),
        (changed("minutes = 20\n", "minutes = 20\ntittle = 1\n"), "own.toml, line 4: tittle: this key is not known here"),
        (changed('[begins]\ntitle = "Rooms cannot be booked"', "[begins]"), "own.toml, begins, line 6: title: write a text"),
        (changed("[[services]]", "[[servces]]"), "own.toml: services: write at least 1 tables: [[services]]"),
        (changed('"major_outage"', '"broken"'), "own.toml, services 1, line 14: status: write one of operational,"),
        (changed('communications = "You write."\n', ""), "own.toml, roles, line 16: communications: say what the communications lead"),
        (changed('support = "You', 'suport = "You'), "own.toml, roles, line 18: suport: this key is not known here; roles are commander, communications, support, engineer."),
        (changed("from = 0\n", "from = 1\n"), "own.toml, truth 1, line 21: from: write from = 0"),
        (changed("from = 15\nstatus", "from = 8\nstatus"), "own.toml, truth 3, line 32: from: put truths in the order"),
        (changed('cause = "a full disk"\n', ""), "own.toml, truth 2, line 28: confirmed: say which cause is confirmed"),
        (changed("percent = 40", "percent = 140"), "own.toml, truth 2, line 27: percent: write a whole number from 0 to 100"),
        (changed("at = 8\nkind", "at = 4\nkind"), "own.toml, injects 3, line 54: at: put injects in the order of their times"),
        (changed("at = 15\nkind", "at = 20\nkind"), "own.toml, injects 5, line 68: at: minute 20 is not before the end"),
        (changed("at = 8\nkind", "at = 9\nkind").replace('"alert"', '"leader"'), "own.toml, truth 2, line 25: from: nobody tells it: add an alert, a finding"),
        (changed('kind = "alert"', 'kind = "alarm"'), "own.toml, injects 1, line 40: kind: write one of alert, finding,"),
        (changed('id = "closed"\n', ""), "own.toml, injects 2, line 44: id: a rumour needs an id"),
        (changed('words = ["closed"]\n', ""), "own.toml, injects 2, line 44: words: a rumour needs words"),
        (changed('about = "closed"\n', ""), "own.toml, injects 2, line 49: id: nothing disproves this rumour; add a later finding or fact"),
        (changed('about = "closed"', 'about = "open"'), "own.toml, injects 4, line 63: about: “open” names no rumour"),
        (changed('to = "support"', 'to = "engineer"'), "own.toml, injects 2, line 48: to: “engineer” has no briefing; add it to [roles]"),
        (changed('to = "support"', 'to = "boss"'), "own.toml, injects 2, line 48: to: write one of commander, communications"),
        (changed("jitter = 2", "jitter = 30"), "own.toml, injects 4, line 65: jitter: write a whole number from 0 to 10"),
        (changed('text = "Bookings fail."', 'text = "Bookings\\u0000fail."'), "own.toml, injects 1, line 42: text: a control character is hidden in it"),
        ('audiences = ["press"]\n' + SMALL, "own.toml, line 1: audiences: “press” is not known; write public,"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_key_and_remedy(text, says):
    with pytest.raises(ContentError, match=re.escape(says)):
        read_script(text, name="own.toml")


#: Key -> right and wrong words, and what is said of it.
MISTAKES = {
    "severity": ('"SEV2"', '"SEV9"', "own.toml, line 4: severity: write one of SEV1, SEV2, SEV3, SEV4."),
    "known": (
        'known = "The front desk called."\n', "",
        "own.toml, begins, line 6: known: write a text in quotes.",
    ),
    "from": (
        "from = 15\n", "from = 7\n",
        "own.toml, truth 3, line 31: from: put truths in the order of their times; 7 comes after 8.",
    ),
    "words": (
        'kind = "finding"\n', 'kind = "finding"\nwords = ["disk"]\n',
        "own.toml, injects 3, line 55: words: only a rumour has words; remove them.",
    ),
    "jitter": (
        "jitter = 2", 'jitter = "2"', "own.toml, injects 4, line 65: jitter: write a whole number.",
    ),
}  # fmt: skip


def test_five_mistakes_are_named_at_once_in_the_order_of_their_lines():
    wrong = SMALL
    for right, instead, _ in MISTAKES.values():
        assert right in wrong
        wrong = wrong.replace(right, instead, 1)
    with pytest.raises(ContentError) as refused:
        read_script(wrong, name="own.toml")
    assert str(refused.value).splitlines() == [said for _, _, said in MISTAKES.values()]


def test_what_follows_from_a_mistake_is_not_said_beside_it():
    """A finding that is none would leave a truth untold, a rumour's disproof without a minute the rumour, and so on."""
    wrong = changed('kind = "finding"', 'kind = "findings"').replace("at = 10\n", 'at = "10"\n')
    wrong = wrong.replace('status = "investigating"', 'status = "looking"').replace(
        "minutes = 20", "minutes = 9999"
    )
    with pytest.raises(ContentError) as refused:
        read_script(wrong, name="own.toml")
    assert [line.split(": ")[1] for line in str(refused.value).splitlines()] == [
        "minutes", "status", "kind", "at",
    ]  # fmt: skip


def test_a_rumour_is_disproved_after_it_was_heard_by_somebody_who_knows():
    before = SMALL.replace("at = 5\nkind", "at = 10\nkind").replace("at = 8\nkind", "at = 8\nkind")
    swapped = before.replace('about = "closed"', "").replace(
        'text = "Confirmed: a full disk.', 'about = "closed"\ntext = "Confirmed: a full disk.'
    )
    with pytest.raises(ContentError, match="order of their times"):
        read_script(swapped)
    early = SMALL.replace('at = 10\nkind = "fact"', 'at = 8\nkind = "fact"').replace(
        "at = 5\nkind", "at = 8\nkind"
    )
    with pytest.raises(ContentError, match="a rumour is disproved after it was heard; write at = 9 or later"):
        read_script(early)
    by_a_customer = changed('kind = "fact"\nfrom = "The manager"', 'kind = "customer"\nfrom = "The manager"')
    with pytest.raises(ContentError, match="only a finding or a fact disproves a rumour"):
        read_script(by_a_customer)


def test_kinds_of_injects_are_those_of_the_documentation():
    assert list(InjectKind) == ["alert", "finding", "customer", "leader", "rumour", "fact"]


def test_the_example_of_the_documentation_is_in_order():
    page = (Path(__file__).parents[3] / "docs" / "practice-drills.md").read_text()
    example = read_script(page.split("```toml\n")[1].split("```")[0], name="docs/practice-drills.md")
    assert {inject.kind for inject in example.injects} == set(InjectKind)
