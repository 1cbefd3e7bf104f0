"""Writing in a section: every pause is kept, others' words are taken in, and nobody's are lost."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from clarion.accounts.audit import AuditEntry, Done
from clarion.postmortems.merging import Choice
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.section_writing import (
    Saved,
    WrittenAtOnce,
    edits_of,
    section_of,
    write_again,
    write_section,
)
from clarion.postmortems.sections import Part
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def postmortem(ana, nine) -> PostMortem:
    return a_postmortem(by=ana, at=nine)


@pytest.fixture
def section(postmortem):
    return section_of(postmortem, Part.IMPACT)


def texts(section) -> list[str]:
    """Every version, the oldest first."""
    return [version.text for version in section.versions.order_by("number")]


def test_a_text_is_the_next_version_and_the_post_mortem_has_changed(section, ben, nine):
    before = section.postmortem.version
    saved = write_section(section, "Payments failed.", seen_version=1, by=ben, at=nine)
    assert saved == Saved(section, merged=False)
    assert (section.text, section.version, section.edited_by) == ("Payments failed.", 2, ben)
    assert texts(section) == ["", "Payments failed."]
    assert PostMortem.objects.get().version == before + 1


def test_what_says_the_same_is_no_version(section, ben, nine):
    write_section(section, "Payments\r\nfailed.", seen_version=1, by=ben, at=nine)
    before = PostMortem.objects.get().version
    write_section(section, "Payments\nfailed.", seen_version=2, by=ben, at=nine)
    assert texts(section) == ["", "Payments\nfailed."]
    assert PostMortem.objects.get().version == before


def test_two_paragraphs_of_two_people_stand_together(section, ana, ben, nine):
    write_section(section, "one\n\ntwo", seen_version=1, by=ana, at=nine)
    write_section(section, "one by Ben\n\ntwo", seen_version=2, by=ben, at=nine)
    saved = write_section(section, "one\n\ntwo by Ana", seen_version=2, by=ana, at=nine)
    assert saved.merged
    assert section.text == "one by Ben\n\ntwo by Ana"


def test_who_wrote_nothing_sees_what_the_other_wrote_and_saves_no_version(section, ana, ben, nine):
    write_section(section, "one", seen_version=1, by=ana, at=nine)
    saved = write_section(section, "", seen_version=1, by=ben, at=nine)
    assert (saved.section.text, saved.merged, section.version) == ("one", True, 2)


def test_the_same_paragraph_is_asked_about_and_nothing_is_saved(section, ana, ben, nine):
    write_section(section, "one\n\ntwo", seen_version=1, by=ana, at=nine)
    write_section(section, "one by Ben\n\ntwo", seen_version=2, by=ben, at=nine)
    with pytest.raises(WrittenAtOnce) as conflict:
        write_section(section, "one by Ana\n\ntwo", seen_version=2, by=ana, at=nine)
    assert [(each.theirs, each.mine) for each in conflict.value.merged.conflicts] == [
        ("one by Ben", "one by Ana")
    ]
    assert conflict.value.section.text == "one by Ben\n\ntwo"
    assert section.versions.count() == 3


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (Choice.MINE, "one by Ana\n\ntwo"),
        (Choice.THEIRS, "one by Ben\n\ntwo"),
        (Choice.BOTH, "one by Ben\n\none by Ana\n\ntwo"),
    ],
)
def test_a_choice_is_saved_and_every_earlier_text_stays_a_version(section, ana, ben, nine, choice, text):
    write_section(section, "one\n\ntwo", seen_version=1, by=ana, at=nine)
    write_section(section, "one by Ben\n\ntwo", seen_version=2, by=ben, at=nine)
    mine = "one by Ana\n\ntwo"
    with pytest.raises(WrittenAtOnce) as conflict:
        write_section(section, mine, seen_version=2, by=ana, at=nine)
    mark = conflict.value.merged.mark
    write_section(section, mine, seen_version=2, choice=choice, chosen_of=mark, by=ana, at=nine)
    assert section.text == text
    assert "one by Ben\n\ntwo" in texts(section)


def test_a_choice_does_not_hold_for_words_that_were_saved_after_it_was_offered(section, ana, ben, nine):
    write_section(section, "one\n\ntwo", seen_version=1, by=ana, at=nine)
    write_section(section, "one by Ben\n\ntwo", seen_version=2, by=ben, at=nine)
    with pytest.raises(WrittenAtOnce) as offered:
        write_section(section, "one by Ana\n\ntwo", seen_version=2, by=ana, at=nine)
    mark = offered.value.merged.mark
    write_section(section, "one by Ben, once more\n\ntwo", seen_version=3, by=ben, at=nine)
    with pytest.raises(WrittenAtOnce):
        write_section(
            section, "one by Ana\n\ntwo", seen_version=2, choice=Choice.MINE, chosen_of=mark, by=ana, at=nine
        )
    assert section.text == "one by Ben, once more\n\ntwo"


def test_who_went_on_typing_while_the_answer_came_is_merged_from_what_they_had_sent(section, ana, ben, nine):
    """The browser sent "one by Ana", typed on, and then heard that Ben's paragraph was taken in."""
    write_section(section, "one\n\ntwo", seen_version=1, by=ana, at=nine)
    write_section(section, "one\n\ntwo by Ben", seen_version=2, by=ben, at=nine)
    sent = "one by Ana\n\ntwo"
    write_section(section, sent, seen_version=2, by=ana, at=nine)
    write_section(section, "one by Ana, and on\n\ntwo", seen_version=4, base=sent, by=ana, at=nine)
    assert section.text == "one by Ana, and on\n\ntwo by Ben"


def test_a_problem_statement_is_short_and_a_refusal_names_the_part_and_the_remedy(postmortem, ben, nine):
    problem = section_of(postmortem, Part.PROBLEM)
    with pytest.raises(ValidationError) as refused:
        write_section(problem, "x" * 401, seen_version=1, by=ben, at=nine)
    assert refused.value.messages == [
        "“Problem statement” takes 400 characters, and this text has 401. Say it in one or two sentences."
    ]
    assert problem.versions.count() == 1


def test_what_is_final_stays(section, ben, nine):
    PostMortem.objects.update(stage=Stage.FINAL)
    section = section_of(section.postmortem, Part.IMPACT)
    with pytest.raises(PostMortemClosed):
        write_section(
            section_of(PostMortem.objects.get(), Part.IMPACT), "new", seen_version=1, by=ben, at=nine
        )
    with pytest.raises(PostMortemClosed):
        write_again(section, 1, seen_version=1, by=ben, at=nine)
    assert section.versions.count() == 1


def test_an_earlier_version_is_written_again_as_the_newest(section, ben, nine):
    write_section(section, "one", seen_version=1, by=ben, at=nine)
    write_section(section, "two", seen_version=2, by=ben, at=nine)
    assert write_again(section, 2, seen_version=3, by=ben, at=nine).version == 4
    assert texts(section) == ["", "one", "two", "one"]
    assert AuditEntry.objects.filter(act=Done.WROTE_SECTION).first().detail == "version 2 again, as version 4"


def test_an_earlier_version_is_not_written_over_what_nobody_has_seen(section, ana, ben, nine):
    write_section(section, "one", seen_version=1, by=ben, at=nine)
    write_section(section, "two", seen_version=2, by=ana, at=nine)
    with pytest.raises(RowChanged):
        write_again(section, 1, seen_version=2, by=ben, at=nine)
    with pytest.raises(ValidationError, match="There is no version 9 of this text"):
        write_again(section, 9, seen_version=3, by=ben, at=nine)
    assert section.text == "two"


def test_versions_stand_together_by_writer_and_ten_minutes(section, ana, ben, nine):
    moments = [(ben, 0), (ben, 9), (ben, 18), (ana, 19), (ben, 20), (ben, 31)]
    for number, (person, minute) in enumerate(moments, start=1):
        write_section(section, f"text {number}", seen_version=number, by=person, at=nine + minute * MINUTE)
    assert [(str(edit.newest.by), edit.oldest.number, edit.newest.number) for edit in edits_of(section)] == [
        ("Ben Okafor", 7, 7), ("Ben Okafor", 6, 6), ("Ana Sousa", 5, 5), ("Ben Okafor", 2, 4), ("None", 1, 1),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(act=Done.WROTE_SECTION).count() == 4, "one line for each edit"


def test_the_log_names_the_section_and_none_of_its_words(section, ben, nine):
    write_section(section, "Payments failed.", seen_version=1, by=ben, at=nine)
    line = AuditEntry.objects.filter(act=Done.WROTE_SECTION).get()
    assert (line.subject, line.detail) == (f"{section.postmortem.reference}, impact", "from version 2")


@pytest.mark.django_db(transaction=True)
def test_two_who_save_in_one_instant_both_stand(postmortem, ana, ben, nine):
    """Two threads, each with its own connection, begin from one version and press together, ten times."""
    people = (ana, ben)
    begun = "\n\n".join(f"{person.name}: 0" for person in people)
    write_section(section_of(postmortem, Part.IMPACT), begun, seen_version=1, by=ana, at=nine)
    start, failures = Barrier(2), []

    def write(person):
        try:
            for count in range(1, 11):
                mine = section_of(postmortem, Part.IMPACT)
                text = mine.text.replace(f"{person.name}: {count - 1}", f"{person.name}: {count}")
                start.wait(20)
                write_section(mine, text, seen_version=mine.version, by=person, at=nine)
        except Exception as failure:  # noqa: BLE001 -- told below
            failures.append(failure)
            start.abort()
        finally:
            connections.close_all()

    threads = [Thread(target=write, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    connection.close()

    assert failures == []
    section = section_of(postmortem, Part.IMPACT)
    assert section.text == "Ana Sousa: 10\n\nBen Okafor: 10"
    assert section.version == 22
    assert section.versions.count() == 22
