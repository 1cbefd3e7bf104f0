"""Comparing: what went, what came, what stayed; in a text by words, in a document by part."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.added_lines import add_lines
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.comparing import Change, Kind, PartChanges, Words, compare, diff_words
from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.five_whys import Why
from clarion.postmortems.impact import Measure
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.section_writing import section_of, write_section
from tests.factories.postmortems import a_postmortem

texts = st.text("ab c\n", max_size=30)


def test_changed_words_stand_between_those_that_stayed():
    assert diff_words("Card payments failed at ten.", "Card payments were slow at ten.") == (
        Words(" ", "Card payments "), Words("-", "failed "), Words("+", "were slow "), Words(" ", "at ten."),
    )  # fmt: skip


@given(texts, texts)
def test_the_older_text_can_be_read_from_what_went_and_stayed_and_the_newer_from_the_rest(before, after):
    runs = diff_words(before, after)
    assert "".join(run.words for run in runs if run.sign != "-") == after
    assert "".join(run.words for run in runs if run.sign != "+").split() == before.split()


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert [run.sign for run in diff_words(text, text)] == ([" "] if text else [])


@pytest.mark.django_db
def test_every_part_of_a_document_is_compared(ana, ben, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    Lesson.objects.create(postmortem=postmortem, kind="well", text="The rollback took four minutes")
    gone = Why.objects.create(postmortem=postmortem, answer="A certificate expired", added_at=nine)
    item = ActionItem.objects.create(
        postmortem=postmortem, text="Renew certificates by a job", owner=ben, added_at=nine
    )
    Measure.objects.create(
        postmortem=postmortem, side="external", metric="users", value=1200, unit="users", source="billing"
    )
    before = as_json(read_document(postmortem))
    assert compare(before, before) == []

    write_section(section_of(postmortem, "impact"), "Nobody could pay.", seen_version=1, by=ben, at=nine)
    Lesson.objects.update(text="The rollback took six minutes")
    Why.objects.filter(pk=gone.pk).update(removed_at=nine)
    Why.objects.create(
        postmortem=postmortem, answer="Nothing watches expiry", kind="detection_gap", evidence="the dashboard",
        added_at=nine,
    )  # fmt: skip
    ActionItem.objects.update(due_on=(nine + timedelta(days=15)).date())
    Measure.objects.update(value=1300)
    add_lines(postmortem.incidents.get(), "rolled back", by=ben, at=nine)
    postmortem.owner = ben
    after = as_json(read_document(postmortem))

    assert compare(before, after) == [
        PartChanges("Top", (Change(Kind.CHANGED, (Words("-", "Ana Sousa"), Words("+", "Ben Okafor")), "Owner"),)),
        PartChanges("Impact", (Change(Kind.ADDED, (Words("+", "Nobody could pay."),)),)),
        PartChanges("Timeline", (Change(Kind.ADDED, (Words("+", "2026-03-10 09:00 rolled back"),)),)),
        PartChanges(
            "Five whys",
            (
                Change(
                    Kind.ADDED, (Words("+", "Detection gap: Nothing watches expiry · the dashboard"),)
                ),
                Change(Kind.REMOVED, (Words("-", "Contributor: A certificate expired · hypothesis"),)),
            ),
        ),
        PartChanges(
            "Measures of impact",
            (
                Change(
                    Kind.CHANGED,
                    (
                        Words(" ", "Outside: Users affected "), Words("-", "1200 "), Words("+", "1300 "),
                        Words(" ", "users · measured · billing"),
                    ),
                ),
            ),
        ),
        PartChanges(
            "Went well",
            (
                Change(
                    Kind.CHANGED,
                    (
                        Words(" ", "The rollback took "), Words("-", "four "), Words("+", "six "),
                        Words(" ", "minutes"),
                    ),
                ),
            ),
        ),
        PartChanges(
            "Action items",
            (
                Change(
                    Kind.CHANGED,
                    (
                        Words(" ", f"{item.reference} Renew certificates by a job · Prevent · Ben Okafor · "),
                        Words("-", "no "), Words(" ", "due "), Words("-", "date "), Words("+", "2026-03-25 "),
                        Words(" ", "· Open"),
                    ),
                ),
            ),
        ),
    ]  # fmt: skip


def test_a_version_from_before_a_part_was_kept_is_compared_all_the_same():
    assert compare({}, {"title": "Card payments fail"}) == [
        PartChanges("Top", (Change(Kind.CHANGED, (Words("+", "Card payments fail"),), "Title"),))
    ]
