"""Merging: no word of either writer is lost, and who changed the same paragraph is asked."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.postmortems.merging import Choice, Conflict, merge

BASE = "Payments failed.\n\nA certificate had expired.\n\nIt was renewed at 10:40."

paragraphs = st.lists(
    st.text("abcdef ", min_size=1, max_size=12).filter(str.strip).map(str.strip), max_size=6
)


def text_of(some: list[str]) -> str:
    return "\n\n".join(some)


def paragraphs_of(text: str) -> Counter[str]:
    return Counter(each for each in text.split("\n\n") if each.strip())


@st.composite
def written_at_once(draw) -> tuple[str, str, str]:
    """A text and two that writers made of it: paragraphs reworded, added and taken out."""

    def rewritten(base: list[str]) -> list[str]:
        made: list[str] = []
        for each in base:
            what = draw(st.sampled_from(["keep", "keep", "keep", "reword", "drop", "add"]))
            if what in {"keep", "add"}:
                made.append(each)
            if what == "reword":
                made.append(f"{each} {draw(st.sampled_from(['x', 'y', 'z']))}")
            if what == "add":
                made += draw(paragraphs)
        return made + draw(paragraphs)

    base = draw(paragraphs)
    return text_of(base), text_of(rewritten(base)), text_of(rewritten(base))


def test_changes_of_different_paragraphs_stand_side_by_side():
    theirs = BASE.replace("failed", "failed for a quarter of customers")
    mine = BASE.replace("10:40", "10:41 UTC")
    merged = merge(BASE, theirs=theirs, mine=mine)
    assert merged.conflicts == ()
    assert merged.text == (
        "Payments failed for a quarter of customers.\n\nA certificate had expired.\n\nIt was renewed at 10:41 UTC."
    )


def test_neighbouring_paragraphs_are_different_ones():
    merged = merge("one\n\ntwo", theirs="one by them\n\ntwo", mine="one\n\ntwo by me")
    assert (merged.text, merged.conflicts) == ("one by them\n\ntwo by me", ())


def test_a_paragraph_that_one_added_stays_beside_the_one_that_the_other_changed():
    merged = merge("one\n\ntwo", theirs="one by them\n\ntwo", mine="one\n\nbetween\n\ntwo")
    assert (merged.text, merged.conflicts) == ("one by them\n\nbetween\n\ntwo", ())


def test_two_who_begin_an_empty_text_both_keep_their_words():
    merged = merge("", theirs="Payments failed.", mine="Nobody was paged.")
    assert (merged.text, merged.conflicts) == ("Payments failed.\n\nNobody was paged.", ())


def test_what_both_added_alike_is_asked_for_and_what_they_added_the_same_is_there_once():
    asked = merge("", theirs="Payments failed at ten.", mine="Payments failed at nine.")
    assert asked.conflicts == (Conflict("Payments failed at ten.", "Payments failed at nine."),)
    assert merge("one", theirs="one\n\ntwo", mine="one\n\ntwo\n\nthree").text == "one\n\ntwo\n\nthree"


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (Choice.MINE, "one by me\n\ntwo\n\nthree by them"),
        (Choice.THEIRS, "one by them\n\ntwo\n\nthree by them"),
        (Choice.BOTH, "one by them\n\none by me\n\ntwo\n\nthree by them"),
    ],
)
def test_the_same_paragraph_is_a_conflict_and_the_choice_is_about_it_alone(choice, text):
    merged = merge(
        "one\n\ntwo\n\nthree",
        theirs="one by them\n\ntwo\n\nthree by them",
        mine="one by me\n\ntwo\n\nthree",
        choice=choice,
    )
    assert merged.conflicts == (Conflict("one by them", "one by me"),)
    assert merged.text == text


def test_taking_out_what_the_other_reworded_is_a_conflict():
    merged = merge(
        BASE, theirs=BASE.replace("\n\nA certificate had expired.", ""), mine=BASE.replace("had", "has")
    )
    assert merged.conflicts == (Conflict("", "A certificate has expired."),)


def test_the_mark_of_a_conflict_stays_while_the_other_writes_elsewhere_and_changes_with_the_disputed_words():
    mine = "one by me\n\ntwo"
    first = merge("one\n\ntwo", theirs="one by them\n\ntwo", mine=mine)
    elsewhere = merge("one\n\ntwo", theirs="one by them\n\ntwo and more", mine=mine)
    again = merge("one\n\ntwo", theirs="one by them, again\n\ntwo", mine=mine)
    assert first.mark == elsewhere.mark != again.mark


def test_items_of_a_list_are_merged_one_by_one():
    base = "Went well:\n- paging\n- rollback\n\nThat is all."
    merged = merge(
        base,
        theirs=base.replace("- rollback", "- rollback\n- status page"),
        mine=base.replace("- paging", "- paging in a minute"),
    )
    assert merged.conflicts == ()
    assert merged.text == "Went well:\n- paging in a minute\n- rollback\n- status page\n\nThat is all."


def test_a_paragraph_that_comes_below_a_list_stays_out_of_the_list():
    merged = merge("- one\n- two", theirs="- one\n- two\n- three", mine="- one\n- two\n\nA paragraph.")
    assert merged.text == "- one\n- two\n- three\n\nA paragraph."


def test_blank_lines_inside_a_block_of_code_and_line_breaks_at_the_end_survive():
    base = "one\n\n```\na\n\n\n    b\n```\n\ntwo"
    merged = merge(base, theirs=base.replace("one", "one, reworded"), mine=base + " reworded too\n\n")
    assert merged.text == "one, reworded\n\n```\na\n\n\n    b\n```\n\ntwo reworded too\n\n"


@given(written_at_once())
def test_merging_with_somebody_who_changed_nothing_gives_the_other_text(texts):
    base, theirs, mine = texts
    assert merge(base, theirs=base, mine=mine).text == mine
    assert merge(base, theirs=theirs, mine=base).text == theirs
    assert merge(base, theirs=theirs, mine=theirs).text == theirs


@given(written_at_once())
def test_no_paragraph_that_either_wrote_is_lost(texts):
    """Each side's new paragraphs are in the merged text, or in the conflict that is shown."""
    base, theirs, mine = texts
    merged = merge(base, theirs=theirs, mine=mine)
    kept = paragraphs_of(merged.text)
    shown_of_mine = sum((paragraphs_of(each.mine) for each in merged.conflicts), Counter())
    shown_of_theirs = sum((paragraphs_of(each.theirs) for each in merged.conflicts), Counter())
    for side, shown in ((mine, shown_of_mine), (theirs, shown_of_theirs)):
        for words in paragraphs_of(side) - paragraphs_of(base):
            assert words in kept or words in shown


@given(written_at_once())
def test_whoever_keeps_both_loses_nothing(texts):
    base, theirs, mine = texts
    both = paragraphs_of(merge(base, theirs=theirs, mine=mine, choice=Choice.BOTH).text)
    for side in (mine, theirs):
        assert (paragraphs_of(side) - paragraphs_of(base)).keys() <= both.keys()


@given(written_at_once())
def test_what_nobody_touched_is_still_there(texts):
    base, theirs, mine = texts
    merged = merge(base, theirs=theirs, mine=mine)
    for words, count in paragraphs_of(base).items():
        if count == paragraphs_of(theirs)[words] == paragraphs_of(mine)[words] == 1:
            shown = [text for each in merged.conflicts for text in (each.mine, each.theirs)]
            assert words in paragraphs_of("\n\n".join([merged.text, *shown]))


@given(written_at_once())
def test_saving_the_same_again_adds_nothing(texts):
    """A save whose answer was lost is sent again: the changes are there once."""
    base, theirs, mine = texts
    merged = merge(base, theirs=theirs, mine=mine, choice=Choice.BOTH).text
    assert merge(mine, theirs=merged, mine=mine).text == merged
