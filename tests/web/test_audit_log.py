"""The page of the audit log: what is looked for is found, page after page, and taken along as a file."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.accounts import audit
from clarion.accounts.audit import AuditEntry, Done, record_act
from clarion.accounts.audit_export import COLUMNS, harmless
from clarion.accounts.origin import Via, coming_from
from clarion.web.views.audit import PAGE_SIZE

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 9, 23, 59, tzinfo=UTC)


@pytest.fixture
def entries(client, ana, ben) -> dict[str, AuditEntry]:
    """Three acts, a minute before midnight and a day apart."""
    client.force_login(ana)
    with coming_from(Via.CONSOLE, "203.0.113.7"):
        wanted = [
            ("declared", Done.DECLARED, "INC-1", ana, "SEV1: Card payments fail"),
            ("approved", Done.APPROVED, "Public page progress of INC-1", ben, "version 3"),
            ("token", Done.MADE_TOKEN, "prometheus", ana, "for alerts"),
        ]
        made = {
            name: record_act(act, subject, by=by, at=MONDAY + timedelta(days=number), detail=detail)
            for number, (name, act, subject, by, detail) in enumerate(wanted)
        }
    with coming_from(Via.INTAKE, "198.51.100.1"):
        made["alerts"] = record_act(
            Done.RECEIVED_ALERTS, "Refunds fail", by=None, at=MONDAY + timedelta(days=3)
        )
    return made


def shown(client, entries, query) -> list[str]:
    names = {entry.pk: name for name, entry in entries.items()}
    return [names[entry.pk] for entry in client.get("/settings/audit/", query).context["entries"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["alerts", "token", "approved", "declared"]),
        ({"q": "inc-1"}, ["approved", "declared"]),
        ({"q": "Okafor"}, ["approved"]),
        ({"q": "198.51.100.1"}, ["alerts"]),
        ({"q": "100%"}, []),
        ({"act": "approved"}, ["approved"]),
        ({"since": "2026-03-11"}, ["alerts", "token"]),
        ({"until": "2026-03-09"}, ["declared"]),
        ({"since": "2026-03-10", "until": "2026-03-10"}, ["approved"]),
    ],
)
def test_all_that_was_chosen_holds_and_the_newest_is_first(client, entries, query, names):
    assert shown(client, entries, query) == names


def test_a_person_is_chosen(client, entries, ana):
    assert shown(client, entries, {"person": ana.pk, "q": "inc-1"}) == ["declared"]


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ({"since": "2026-03-11", "until": "2026-03-10"}, "exchange them"),
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"act": "flew"}, "not one of the available choices"),
    ],
)
@pytest.mark.parametrize("address", ["/settings/audit/", "/settings/audit/export/?format=csv"])
def test_what_cannot_be_chosen_is_said_and_nothing_is_exported(client, entries, query, remedy, address):
    separator = "&" if "?" in address else "?"
    given = "&".join(f"{name}={value}" for name, value in {**query, "q": "kept"}.items())
    answer = client.get(f"{address}{separator}{given}")
    assert answer.status_code == 422
    assert remedy in answer.content.decode()
    assert 'value="kept"' in answer.content.decode()
    assert not AuditEntry.objects.filter(act=Done.EXPORTED_AUDIT).exists()


def test_page_after_page_shows_each_act_once_also_where_many_have_one_time(client, ana, nine, monkeypatch):
    monkeypatch.setattr("clarion.web.views.audit.PAGE_SIZE", 3)
    client.force_login(ana)
    made = [
        record_act(Done.DECLARED, f"INC-{number}", by=ana, at=nine + timedelta(minutes=number // 4))
        for number in range(10)
    ]
    seen, below = [], ""
    while below is not None:
        answer = client.get("/settings/audit/", {"below": below, "q": "INC"}).context
        seen += [entry.subject for entry in answer["entries"]]
        below = answer["further"]
    assert seen == [entry.subject for entry in reversed(made)]


@pytest.mark.parametrize("below", ["0", "-1", "x", "9" * 40, "²"])
def test_a_page_that_begins_nowhere_begins_at_the_newest(client, entries, below):
    assert shown(client, entries, {"below": below})[0] == "alerts"


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({}, "audit_newest (at<?)"),
        ({"person": "ana"}, "audit_of_person (person_id=? AND at<?)"),
        ({"act": "declared"}, "audit_of_act (act=? AND at<?)"),
    ],
)
def test_a_page_is_a_range_of_an_index_however_long_the_log_is(client, entries, ana, query, index):
    if "person" in query:
        query = {"person": ana.pk}
    with CaptureQueriesContext(connection) as captured:
        client.get("/settings/audit/", {"below": entries["alerts"].pk, **query})
    page = next(each["sql"] for each in captured if f"LIMIT {PAGE_SIZE + 1}" in each["sql"])
    assert "OFFSET" not in page
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {page}").fetchall())
        assert f"USING INDEX {index}" in plan
        assert "B-TREE" not in plan


def export(client, kind, **query) -> str:
    answer = client.get("/settings/audit/export/", {"format": kind, **query})
    assert answer.streaming
    assert f".{kind}" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content).decode()


def test_json_lines_are_exact_and_the_export_is_told_too(client, entries, ana):
    rows = [json.loads(line) for line in export(client, "jsonl", q="inc-1", act="declared").splitlines()]
    assert rows == [
        {
            "id": entries["declared"].pk,
            "at": "2026-03-09T23:59:00Z",
            "person": "Ana Sousa",
            "email": "ana@example.com",
            "via": "console",
            "address": "203.0.113.7",
            "token": "",
            "act": "declared",
            "subject": "INC-1",
            "detail": "SEV1: Card payments fail",
        }
    ]
    told = AuditEntry.objects.get(act=Done.EXPORTED_AUDIT)
    assert (told.person, told.subject, told.detail) == (ana, "jsonl", "q: inc-1; act: declared")


def test_an_export_holds_everything_the_oldest_first_also_in_pieces(client, entries, monkeypatch):
    monkeypatch.setattr(audit, "ROWS_AT_ONCE", 2)
    rows = list(csv.reader(StringIO(export(client, "csv"))))
    assert rows[0] == list(COLUMNS)
    assert [row[7] for row in rows[1:]] == [
        "declared", "approved", "made_token", "received_alerts", "exported_audit",
    ]  # fmt: skip


def test_what_is_written_while_somebody_exports_does_not_make_it_endless(ana, nine, monkeypatch):
    monkeypatch.setattr(audit, "ROWS_AT_ONCE", 2)
    for _ in range(4):
        record_act(Done.DECLARED, "INC-1", by=ana, at=nine)
    seen = 0
    for _ in AuditEntry.objects.all().in_pieces():
        record_act(Done.DECLARED, "INC-2", by=ana, at=nine + timedelta(hours=1))
        seen += 1
    assert seen == 4


def test_the_first_and_the_last_day_there_is_bound_nothing(client, entries, ana):
    forever = {"since": "0001-01-01", "until": "9999-12-31"}
    client.force_login(ana)
    assert client.get("/settings/audit/", forever).status_code == 200
    assert len(export(client, "jsonl", **forever).splitlines()) >= len(entries)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " =", "＝", "\r"])
def test_a_spreadsheet_calculates_nothing(begin):
    assert harmless(f"{begin}1+1") == f"'{begin}1+1"


@pytest.mark.parametrize("text", ["INC-1", "Ana Sousa", "a=b", "", "“-1”", "203.0.113.7", "1+1"])
def test_an_ordinary_cell_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_formula_that_somebody_typed_is_only_words_in_the_csv(client, ana, nine):
    client.force_login(ana)
    record_act(Done.ADDED_SERVICE, '=HYPERLINK("http://evil.example","x")', by=ana, at=nine, detail="@SUM(1)")
    row = next(row for row in csv.reader(StringIO(export(client, "csv"))) if row[7] == "added_service")
    assert row[8:] == ['\'=HYPERLINK("http://evil.example","x")', "'@SUM(1)"]


def test_there_are_two_kinds_of_file(client, ana):
    client.force_login(ana)
    assert client.get("/settings/audit/export/", {"format": "xlsx"}).status_code == 404


def test_what_people_wrote_is_never_markup(client, ana, nine):
    client.force_login(ana)
    record_act(Done.DECLARED, "<script>alert(1)</script>", by=ana, at=nine, detail="<b>" * 100)
    page = client.get("/settings/audit/").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
