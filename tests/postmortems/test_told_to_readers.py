"""What readers outside are told of the document: no codes, nothing twice, and action items as what will be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clarion.postmortems.document import ItemFacts, MeasureFacts
from clarion.postmortems.sections import Part
from clarion.postmortems.summary import suggested_summary
from clarion.postmortems.told_to_readers import (
    change,
    change_and_owner,
    measures_for_readers,
    summary_for_readers,
    without_codes,
)
from tests.postmortems.exports.samples import FULL


def item(text, *, state="open", owner="Dev Patel", due_on=date(2026, 3, 31)):
    return ItemFacts("a1", "AI-1", text, "prevent", owner, due_on, "", state, "")


@pytest.mark.parametrize(
    ("text", "public", "leaders"),
    [
        ("Renew certificates by machine.", "We will renew certificates by machine.",
         "By 31 March 2026, Dev Patel will renew certificates by machine."),
        ("Alert 14 days before one ends", "We will alert 14 days before one ends.",
         "By 31 March 2026, Dev Patel will alert 14 days before one ends."),
        ("Certificates are renewed by machine", "Certificates are renewed by machine.",
         "Certificates are renewed by machine: Dev Patel, by 31 March 2026."),
        ("Test of backups every month", "Test of backups every month.", "Test of backups every month: Dev Patel, by 31 March 2026."),
        ("Page rotation covers nights", "Page rotation covers nights.", "Page rotation covers nights: Dev Patel, by 31 March 2026."),
        ("Limit retries to three", "We will limit retries to three.", "By 31 March 2026, Dev Patel will limit retries to three."),
        ("Renew it. Then test it", "Renew it. Then test it.", "Renew it. Then test it: Dev Patel, by 31 March 2026."),
        ("Add a test for INC-7 (SEV1)", "We will add a test for the incident.",
         "By 31 March 2026, Dev Patel will add a test for the incident."),
    ],
)  # fmt: skip
def test_what_will_be_is_told_as_what_will_be_where_it_begins_with_a_verb(text, public, leaders):
    assert (change(item(text)), change_and_owner(item(text))) == (public, leaders)


@pytest.mark.parametrize(
    ("text", "public", "leaders"),
    [
        ("Add an alert", "We have added an alert.", "Dev Patel has added an alert."),
        ("Rebuild the index", "We have rebuilt the index.", "Dev Patel has rebuilt the index."),
        (
            "Add an alert and test it",
            "Add an alert and test it (done).",
            "Add an alert and test it: Dev Patel, done.",
        ),
    ],
)
def test_what_was_done_is_told_as_done(text, public, leaders):
    assert (change(item(text, state="done")), change_and_owner(item(text, state="done"))) == (public, leaders)


def test_what_nobody_has_yet_says_so():
    assert (
        change_and_owner(item("Add an alert", owner=""))
        == "By 31 March 2026, we will add an alert (owner: nobody yet)."
    )
    assert (
        change_and_owner(item("Add an alert", owner="", due_on=None))
        == "We will add an alert (owner: nobody yet)."
    )


def test_of_a_summary_only_what_people_wrote_is_told_and_without_codes():
    record = suggested_summary(FULL.incidents)
    assert "INC-44 (SEV1) lasted from" in record
    assert summary_for_readers(replace(FULL, sections={Part.SUMMARY: record})) == ""
    written = f"{record} A certificate ended.\n\nIn INC-44 nobody was warned."
    assert summary_for_readers(replace(FULL, sections={Part.SUMMARY: written})) == (
        "A certificate ended.\n\nIn the incident nobody was warned."
    )


def test_what_an_older_record_told_is_left_out_by_its_form():
    told = "INC-44 (SEV2) lasted from 9 March 2026, 23:10 to 10 March 2026, 01:00 UTC, 1 h 50 min. It was a certificate."
    assert summary_for_readers(replace(FULL, sections={Part.SUMMARY: told})) == "It was a certificate."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("INC-7 (SEV1) began. See AI-3.", "The incident began. See AI-3."),
        ("A SEV2 incident, an SEV1 outage (PM-4, INC-7).", "An incident, an outage."),
        ("Since incident INC-7 we know.", "Since the incident we know."),
        ("Severity was SEV1.", "Severity was SEV1."),
    ],
)
def test_codes_are_told_as_what_they_stand_for_where_that_is_plain(written, told):
    assert without_codes(written) == told


def test_measures_that_the_record_tells_are_not_told_twice():
    (facts,) = FULL.incidents
    users = MeasureFacts("external", "Users affected", Decimal(900), "users", True, "", "")
    length = MeasureFacts("external", "Duration", Decimal(5), "minutes", False, "", "")
    document = replace(FULL, incidents=(replace(facts, users_affected=900),), measures=(users, length))
    assert measures_for_readers(document) == [length]
    assert measures_for_readers(replace(document, measures=(replace(users, value=Decimal(901)),))) != []
