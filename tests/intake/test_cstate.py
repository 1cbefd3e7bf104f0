"""cState's incident files: strict front matter, messages newest first, times as far as the file tells them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.cstate import parse

FILES = Path(__file__).parents[2].parent / "shared" / "data" / "jenkins-cstate"
START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
END = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)

FRONT = {
    "title": "Outage of the mirrors",
    "date": "2026-03-10T9:00:00-00:00",
    "resolved": "true",
    "resolvedWhen": "2026-03-10T11:30:00+01:00",
    "severity": "disrupted",
    "affected": "\n  - mirrors.example.org\n  - Chat rooms\n  - Chat rooms",
    "section": "issue",
}
BODY = """
[Final Message]
The mirrors work again.

[Update]
We restart the proxy.

[Initial message]
The mirrors answer with errors.

- all of Europe
"""


def text(body=BODY, **changes):
    front = {**FRONT, **changes}
    pairs = "\n".join(f"{key}: {value}" for key, value in front.items() if value is not None)
    return f"---\n{pairs}\n---\n{body}"


def read(body=BODY, **changes):
    parsed = parse(text(body, **changes).encode(), "content/2026-03-10-mirrors.md")
    assert parsed.complaints == ()
    return parsed.incidents[0]


def complaints(body=BODY, **changes):
    parsed = parse(text(body, **changes).encode(), "a.md")
    return [str(complaint) for complaint in parsed.complaints], len(parsed.incidents)


def told(past):
    return [(update.at, update.state, update.text) for update in past.updates]


def test_a_file_is_one_incident():
    past = read()
    assert past.key == "cstate:2026-03-10-mirrors"
    assert past.origin == "cState file 2026-03-10-mirrors.md"
    assert past.title == "Outage of the mirrors"
    assert (past.severity, past.status) == (Severity.SEV3, ServiceStatus.PARTIAL_OUTAGE)
    assert past.services == ("mirrors.example.org", "Chat rooms")
    assert (past.started_at, past.resolved_at) == (START, END)


def test_messages_are_told_oldest_first_and_one_without_a_time_stays_at_the_one_before():
    assert told(read()) == [
        (START, State.INVESTIGATING, "The mirrors answer with errors.\n\n- all of Europe"),
        (START, State.INVESTIGATING, "We restart the proxy."),
        (END, State.RESOLVED, "The mirrors work again."),
    ]


def test_headings_are_known_without_brackets_and_with_the_rest_of_a_comment():
    body = "Final message:\nOver.\n\n[Initial Message] -->\nIt began."
    assert [update.text for update in read(body).updates] == ["It began.", "Over."]


def test_what_stands_in_a_comment_was_never_shown():
    body = "<!--\n[Final Message]\nOver.\n[Initial message]\n-->\nWork on Tuesday.\n<!-- never closed"
    assert told(read(body))[0] == (START, State.INVESTIGATING, "Work on Tuesday.")


def test_a_resolved_incident_without_a_final_message_is_resolved_by_its_front_matter():
    assert told(read("The mirrors answer with errors.")) == [
        (START, State.INVESTIGATING, "The mirrors answer with errors."),
        (END, State.RESOLVED, "Resolved."),
    ]


def test_an_open_incident_stays_open_whatever_its_headings_say():
    past = read(resolved="false", resolvedWhen=None)
    assert past.resolved_at is None
    assert past.state == State.INVESTIGATING
    assert {update.at for update in past.updates} == {START}


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("down", "SEV2"), ("disrupted", "SEV3"), ("notice", "SEV4")],
)
def test_severity(severity, expected):
    assert read(severity=severity).severity == expected


def test_an_informational_entry_is_no_disruption():
    past = read(informational="true", severity="down")
    assert (past.severity, past.status) == (Severity.SEV4, ServiceStatus.OPERATIONAL)


def test_a_draft_was_never_shown_and_is_left_out():
    assert complaints(draft="true") == (["a.md:12: is a draft, which readers never saw; it was left out"], 0)
    assert not parse(text(draft="true").encode(), "a.md").is_broken
    assert read(draft="false") == read()


def test_no_service_may_be_affected():
    assert read(affected="").services == ()
    assert read(affected="[]").services == ()


def test_windows_line_ends_are_read():
    parsed = parse(text().replace("\n", "\r\n").encode(), "content/2026-03-10-mirrors.md")
    assert parsed.incidents == (read(),)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"owner": "ops"}, "a.md:12: “owner” is not known and was left out"),
        ({"resolvedWhen": None}, "a.md:4: resolved without resolvedWhen; the time of its start was taken"),
        (
            {"resolvedWhen": "2026-03-09T09:00:00Z"},
            "a.md:5: resolvedWhen is before date; the time of its start",
        ),
    ],
)
def test_what_is_doubtful_is_said_and_imported(changes, said):
    lines, incidents = complaints(**changes)
    assert incidents == 1
    assert [line.startswith(said) for line in lines] == [True]


def test_an_end_before_the_start_is_never_kept():
    parsed = parse(text(resolvedWhen="2026-03-09T09:00:00Z").encode(), "a.md")
    assert parsed.incidents[0].resolved_at == START


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "a.md:2: title: must be text, is missing"),
        ({"title": "x" * 201}, "a.md:2: title: is 201 characters long; shorten it to at most 200"),
        (
            {"date": "2026-03-10 09:00:00"},
            "a.md:3: date: “2026-03-10 09:00:00” has no zone; add Z or an offset",
        ),
        ({"date": None}, "a.md:1: date: must be text, is missing"),
        ({"resolved": "yes"}, "a.md:4: resolved: “yes” is not known; use one of true, false"),
        ({"resolvedWhen": "soon"}, "a.md:5: resolvedWhen: “soon” is not a time"),
        ({"severity": "bad"}, "a.md:6: severity: “bad” is not known; use one of down, disrupted, notice"),
        ({"affected": "ci"}, "a.md:7: affected: must be a list; write one `- name` line per service"),
        ({"affected": f"\n  - {'x' * 121}"}, "a.md:7: affected: is 121 characters long"),
        ({"informational": "maybe"}, "a.md:12: informational: “maybe” is not known; use one of true, false"),
        (
            {"title": "[cluster] down"},
            "a.md:2: a value that begins with [ is not read; put it in double quotes",
        ),
        (
            {"body": "<!-- nothing -->"},
            "a.md:1: no message below the front matter; write what readers were told",
        ),
    ],
)
def test_a_broken_file_is_named_with_the_line_and_left_out_whole(changes, said):
    lines, incidents = complaints(**changes)
    assert incidents == 0
    assert [line.startswith(said) for line in lines] == [True]


def test_everything_that_is_wrong_with_a_file_is_told_at_once():
    lines, _ = complaints(title="", date="now", severity="bad")
    assert [line.split(": ")[1] for line in lines] == ["title", "date", "severity"]


def test_a_file_that_is_not_utf_8_is_broken():
    parsed = parse(b"---\ntitle: caf\xe9\n---\n", "a.md")
    assert [str(one) for one in parsed.complaints] == ["a.md:2: is not UTF-8; save the file in that encoding"]


lines_of_a_file = st.lists(
    st.sampled_from(["---", *text().splitlines(), "a: b", "  - c", "<!--", "-->", '"', "x:"])
    | st.text(max_size=20)
).map("\n".join)


@given(content=st.text() | lines_of_a_file | st.text().map(text))
def test_whatever_a_file_holds_it_is_read_or_complained_about(content):
    parsed = parse(content.encode("utf-8", "surrogatepass"), "a.md")
    assert bool(parsed.incidents) != parsed.is_broken


@pytest.mark.skipif(not FILES.exists(), reason="the folder shared is not beside the checkout")
def test_all_real_files_are_read():
    parsed = [parse(file.read_bytes(), file.name) for file in sorted(FILES.glob("*.md"))]
    incidents = [past for one in parsed for past in one.incidents]
    assert len(incidents) == 60
    assert all(past.state == State.RESOLVED for past in incidents)
    assert not [update for past in incidents for update in past.updates if "message]" in update.text.lower()]
    assert [str(complaint) for one in parsed for complaint in one.complaints] == [
        "2026-04-29-ci-maintenance-sec-advisory.md:5: resolvedWhen is before date; the time of its start was taken"
    ]
