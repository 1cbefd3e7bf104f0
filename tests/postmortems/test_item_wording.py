"""What is said of the wording of an action item, and of the list of them."""

from datetime import date

import pytest

from clarion.postmortems.action_items import ItemKind
from clarion.postmortems.document import read_document
from clarion.postmortems.item_following import drop_item
from clarion.postmortems.item_wording import CARE, OPENER, VERB, leans_on_care, not_a_verb, wording_of
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.lack import Missing
from clarion.postmortems.missing import missing
from clarion.postmortems.missing_items import missing_items, prevents_nothing
from tests.factories.postmortems import a_postmortem

GOOD = "Alert when a certificate has fewer than 14 days left"


def test_owner_and_due_date_of_the_form_count_like_words():
    bare, full = wording_of(GOOD), wording_of(GOOD, owner="Ana Sousa", due_on=date(2026, 4, 1))
    assert bare.lacks == ["owner", "due date"]
    assert (full.lacks, full.remarks) == ([], ())


@pytest.mark.parametrize(
    "text",
    [
        "Be more careful with production changes",
        "Remind staff to double-check the configuration",
        "Train the team on the new deploy tool",
        "Retrain the on-call engineers",
        "Raise awareness of the certificate process",
        "Pay attention to the disk",
    ],
)
def test_care_and_training_alone_are_blocked(text):
    wording = wording_of(text)
    assert wording.blocked
    assert [remark.message for remark in wording.remarks].count(CARE) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Retrain the on-call engineers and add a guard to the deploy tool",
        "Add a reminder job that renews certificates",
        "Reject uploads without a checksum",
        "Add a training environment with a masked copy of production; refresh it weekly",
        "Alert when the train timetable is older than an hour",
    ],
)
def test_a_change_of_the_system_beside_it_is_not_blocked(text):
    assert not wording_of(text).blocked


@pytest.mark.parametrize(
    "text", ["Investigate why the pager was silent", "Ensure that backups work", "Consider a canary"]
)
def test_a_vague_opener_is_pointed_out_unless_the_outcome_can_be_checked(text):
    assert OPENER in [remark.message for remark in wording_of(text).remarks]
    sharp = wording_of(text, "A restore of last night's backup takes less than 30 minutes")
    assert OPENER not in [remark.message for remark in sharp.remarks]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The import rejects empty files", "The"),
        ("Better monitoring of the disk", "Better"),
        ("Monitoring of the disk", "Monitoring"),
        ("Documentation for the failover", "Documentation"),
        ("Add a limit", ""),
        ("Implement a limit", ""),
        ("Ring the duty phone when the pager is silent", ""),
        ("Page on-call when 3 of 5 replicas lag", ""),
        ("", ""),
    ],
)
def test_it_begins_with_a_verb(text, first):
    assert not_a_verb(text) == first
    assert (VERB in [remark.message for remark in wording_of(text).remarks]) == bool(first)


def test_blame_in_an_item_is_blocked():
    assert wording_of("The engineer forgot to renew it; add an alert").blocked


def test_words_that_only_look_like_care_are_left_alone():
    assert leans_on_care("Deploy the brainstorm coachwork trainline importer") == ""


@pytest.mark.django_db
def test_the_rail_names_each_item_and_what_it_lacks(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    assert Missing("items", "No action item says what will change") in missing(read_document(postmortem))
    bare = add_item(postmortem, GOOD, kind=ItemKind.DETECT, by=ana, at=nine)
    careless = add_item(postmortem, "Be more careful", owner=ana, outcome="none", by=ana, at=nine)
    assert list(missing_items(read_document(postmortem))) == [
        Missing("items", f"{bare.reference} has no owner and no outcome that can be checked"),
        Missing("items", f"The wording of {careless.reference} has to change"),
    ]
    assert not prevents_nothing(read_document(postmortem))
    drop_item(careless, "says nothing", by=ana, at=nine)
    assert prevents_nothing(read_document(postmortem))
