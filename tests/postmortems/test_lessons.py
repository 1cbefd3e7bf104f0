"""Lessons: what went well, what went poorly, where we were lucky; each in its order."""

import pytest
from django.core.exceptions import ValidationError

from clarion.postmortems.document import read_document
from clarion.postmortems.lesson_checks import missing_lessons
from clarion.postmortems.lesson_writing import add_lesson, change_lesson, move_lesson, remove_lesson
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.writing import RowChanged
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


@pytest.fixture
def three(postmortem, ana, nine):
    return [add_lesson(postmortem, "well", text, by=ana, at=nine) for text in ("first", "second", "third")]


def texts(postmortem, kind="well"):
    return [lesson.text for lesson in postmortem.lessons.filter(kind=kind)]


def test_lessons_stand_in_the_order_in_which_they_were_added(postmortem, three):
    assert texts(postmortem) == ["first", "second", "third"]


def test_a_lesson_moves_one_place_among_its_kind_and_not_beyond_the_ends(postmortem, three, ana, nine):
    move_lesson(three[2], up=True, by=ana, at=nine)
    assert texts(postmortem) == ["first", "third", "second"]
    move_lesson(three[0], up=True, by=ana, at=nine)
    move_lesson(three[1], up=False, by=ana, at=nine)
    assert texts(postmortem) == ["first", "third", "second"]
    move_lesson(three[0], up=False, by=ana, at=nine)
    assert texts(postmortem) == ["third", "first", "second"]


def test_a_lesson_of_another_kind_stands_at_its_end(postmortem, three, ana, nine):
    add_lesson(postmortem, "lucky", "it was a Sunday", by=ana, at=nine)
    change_lesson(three[0], kind="lucky", text="first", seen_version=1, by=ana, at=nine)
    assert (texts(postmortem), texts(postmortem, "lucky")) == (
        ["second", "third"],
        ["it was a Sunday", "first"],
    )


def test_moving_does_not_disturb_whoever_rewords_it(postmortem, three, ana, ben, nine):
    move_lesson(three[2], up=True, by=ana, at=nine)
    change_lesson(three[2], kind="well", text="third, reworded", seen_version=1, by=ben, at=nine)
    assert texts(postmortem) == ["first", "third, reworded", "second"]


def test_of_two_who_reword_one_lesson_the_second_sees_what_the_first_saved(three, ana, ben, nine):
    change_lesson(three[0], kind="well", text="Ana's words", seen_version=1, by=ana, at=nine)
    with pytest.raises(RowChanged) as conflict:
        change_lesson(three[0], kind="well", text="Ben's words", seen_version=1, by=ben, at=nine)
    assert str(conflict.value.row) == "Ana's words"
    with pytest.raises(RowChanged):
        remove_lesson(three[0], seen_version=1, by=ben, at=nine)


def test_what_was_taken_out_is_handed_back(postmortem, three, ana, nine):
    said = remove_lesson(three[1], seen_version=1, by=ana, at=nine)
    assert (said.kind, said.text, texts(postmortem)) == ("well", "second", ["first", "third"])


@pytest.mark.parametrize(
    ("kind", "text", "field", "remedy"),
    [
        ("well", "  ", "text", "Write what happened"),
        ("well", "x" * 601, "text", "These are 601 characters, and at most 600 fit"),
        ("bad", "x", "kind", "not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_refused(postmortem, ana, nine, kind, text, field, remedy):
    with pytest.raises(ValidationError) as refused:
        add_lesson(postmortem, kind, text, by=ana, at=nine)
    assert remedy in refused.value.message_dict[field][0]
    assert not Lesson.objects.exists()


def test_well_and_poorly_are_missed_and_luck_is_not(postmortem, ana, nine):
    def words():
        return [each.words for each in missing_lessons(read_document(postmortem))]

    assert words() == ["The lessons do not say what went well", "The lessons do not say what went poorly"]
    add_lesson(postmortem, "well", "the alert fired within a minute", by=ana, at=nine)
    add_lesson(postmortem, "poorly", "the rollback took 40 minutes", by=ana, at=nine)
    assert words() == []
