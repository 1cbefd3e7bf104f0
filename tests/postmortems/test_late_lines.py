"""Lines that are added days later are of the day that is said, and of the zone that is said."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.accounts.audit import AuditEntry, Done
from clarion.incidents.amendments import amend_entry
from clarion.incidents.pasted_chat import read_chat
from clarion.postmortems.late_lines import add_late_lines, with_days
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.writing import PostMortemClosed
from tests.factories.postmortems import a_postmortem

DAY = date(2026, 3, 10)
LATER = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone", "read"),
    [
        ("14:05 errors began", "UTC", "2026-03-10 14:05:00 errors began"),
        ("- 2:05 pm: errors began", "UTC", "2026-03-10 14:05:00 errors began"),
        ("[14:05:30] errors began", "", "2026-03-10 14:05:30 errors began"),
        ("14:05 errors began", "+01:00", "2026-03-10 13:05:00 errors began"),
        ("14:05 errors began", "America/New_York", "2026-03-10 18:05:00 errors began"),
        ("14:05 CET errors began", "+05:00", "2026-03-10 14:05 CET errors began"),
        ("2026-03-11 00:05 errors began", "+01:00", "2026-03-10 23:05:00 errors began"),
        ("3/10/2026 2:05 PM errors began", "UTC", "2026-03-10 14:05:00 errors began"),
        ("[10.03.26, 14:05] errors began", "UTC", "2026-03-10 14:05:00 errors began"),
        ("14:05 AT&T link lost", "+01:00", "2026-03-10 13:05:00 AT&T link lost"),
        ("14:05 Response time rose", "UTC", "2026-03-10 14:05:00 Response time rose"),
    ],
)
def test_a_line_is_of_the_day_and_the_zone_that_are_said(typed, zone, read):
    assert with_days(typed, day=DAY, zone=zone, at=LATER) == read


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_an_hour_that_comes_twice_or_never_as_clocks_change_is_refused_with_the_remedy(day):
    later = datetime(2026, 11, 1, tzinfo=UTC)
    with pytest.raises(ValidationError, match="02:30 comes twice, or never"):
        with_days("02:30 errors began", day=day, zone="Europe/Berlin", at=later)
    assert with_days("02:30 errors began", day=day, zone="+01:00", at=later)[11:16] == "01:30"
    assert with_days("02:30 UTC errors began", day=day, zone="Europe/Berlin", at=later)
    assert with_days("03:30 errors began", day=day, zone="Europe/Berlin", at=later)


def test_past_midnight_the_day_moves_on_and_a_line_a_little_out_of_order_does_not_move_it():
    typed = "23:50 errors began\n23:48 pager rang\n00:05 rolled back\n00:40 errors end"
    assert [line[:16] for line in with_days(typed, day=DAY, zone="UTC", at=LATER).splitlines()] == [
        "2026-03-10 23:50", "2026-03-10 23:48", "2026-03-11 00:05", "2026-03-11 00:40",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "zone", "remedy"),
    [
        ("errors began", "UTC", "Begin with the time at which it happened, such as 14:05"),
        ("14:05 errors began\nerrors end", "UTC", r"Line 2 .*: Begin with the time"),
        (
            "14:05 errors began\n25:05 errors end",
            "UTC",
            r"Line 2 \(“25:05 errors end”\): 25:05 is not a time",
        ),
        ("25:05 errors began", "UTC", "^.'25:05 is not a time of day"),
        ("14:05-14:20 errors began", "UTC", "These are two times. Begin with one"),
        (
            "3/4/2026 14:05 errors began",
            "UTC",
            "can be read in two ways, or is far from the day that you chose",
        ),
        (
            "31/31/2026 14:05 errors began",
            "UTC",
            "can be read in two ways, or is far from the day that you chose",
        ),
        ("14:05 errors began", "Mars", "“Mars” is no time zone known here. Write UTC, "),
        ("14:05 errors began", "../etc/passwd", "no time zone known here"),
        (" \n", "UTC", "Write what happened, beginning with the time"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_the_remedy(typed, zone, remedy):
    with pytest.raises(ValidationError, match=remedy):
        with_days(typed, day=DAY, zone=zone, at=LATER)


@given(
    st.text(alphabet="0123456789:/.-[] \nTapmUC+today ago", max_size=60),
    st.dates(),
    st.sampled_from(
        ["UTC", "+14:00", "-12:00", "Europe/Lisbon", "Asia/Kathmandu", "\x00", "../x", "A" * 300]
    ),
)
def test_any_lines_of_any_day_are_read_or_refused(typed, day, zone):
    with contextlib.suppress(ValidationError):
        with_days(read_chat(typed), day=day, zone=zone, at=LATER)


@pytest.mark.django_db
def test_a_copy_of_a_chat_is_added_to_the_incident_of_the_postmortem(ana, dev, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    incident = postmortem.incidents.get()
    chat = "Ana Sousa  8:05 AM\nrolled back release 118\n8:07 AM\nerrors end"
    add_late_lines(
        postmortem, incident, chat, day=nine.date(), zone="+01:00", by=dev, at=nine + timedelta(days=3)
    )
    told = [(line.occurred_at, line.text) for line in incident.entries.filter(source="person").order_by("pk")]
    assert told[-2:] == [
        (nine.replace(hour=7, minute=5), "rolled back release 118"),
        (nine.replace(hour=7, minute=7), "errors end"),
    ]
    assert PostMortem.objects.get().version == 2


@pytest.mark.django_db
def test_a_line_that_lies_ahead_adds_nothing(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    before = postmortem.incidents.get().entries.count()
    with pytest.raises(ValidationError, match=r"Line 2 .*lies ahead"):
        add_late_lines(
            postmortem, postmortem.incidents.get(), "08:05 pager rang\n10:40 rolled back",
            day=nine.date(), by=ana, at=nine,
        )  # fmt: skip
    assert postmortem.incidents.get().entries.count() == before


@pytest.mark.django_db
def test_what_is_final_takes_no_lines(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    PostMortem.objects.update(stage=Stage.FINAL)
    with pytest.raises(PostMortemClosed, match="Reopen it to change it"):
        add_late_lines(
            postmortem, postmortem.incidents.get(), "08:05 pager rang", day=nine.date(), by=ana, at=nine
        )


@pytest.mark.django_db
def test_what_is_pasted_again_brings_only_what_is_new(ana, dev, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    incident, later = postmortem.incidents.get(), nine + timedelta(days=3)

    def paste(*lines: str) -> list[str]:
        added = add_late_lines(
            postmortem, incident, "\n".join(lines), day=nine.date(), by=dev, at=later
        )  # fmt: skip
        return [line.text for line in added]

    assert paste("08:05 rolled back", "08:07 errors end") == ["rolled back", "errors end"]
    put_right = incident.entries.get(text="errors end")
    amend_entry(put_right, {"text": "errors end in Europe"}, by=dev, at=later)
    lines = AuditEntry.objects.filter(act=Done.ADDED_ENTRY)
    counted = lines.count()
    assert paste("08:05 rolled back", "08:07 errors end") == []
    assert lines.count() == counted
    assert paste("08:05 rolled back", "08:07 errors end", "08:09 pager silent") == ["pager silent"]
    # Another minute, other words or other evidence make another line.
    assert paste("08:06 rolled back", "08:05 rolled back https://ci.example.com/118") == ["rolled back"] * 2
