"""What is copied out of a chat becomes lines: the time, then the words; whoever wrote them is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.pasted_chat import read_chat


@pytest.mark.parametrize(
    "pasted",
    [
        "Ana Sousa  2:05 PM\nrolled back release 118\n2:07 PM\nerrors end\nBen Okafor  [2:09 PM]\nthanks",
        "Ana Sousa\n  2:05 PM\nrolled back release 118\n2:07 PM\nerrors end\nBen Okafor\n  2:09 PM\nthanks",
        "[2:05 PM] Ana Sousa\nrolled back release 118\n[2:07 PM] Ana Sousa\nerrors end\n[2:09 PM] Ben Okafor\nthanks",
        "[Tuesday 2:05 PM] Ana Sousa\nrolled back\nrelease 118\n[2:07 PM] deploy-bot\nerrors end\n[2:09 PM] Ben\nthanks",
        "Today\nAna Sousa  2:05 PM\nrolled back release 118 (edited)\ndeploy-bot APP  2:07 PM\nerrors end\nBen  2:09 PM\nthanks",
    ],
)
def test_messages_of_slack_and_teams_become_one_line_each(pasted):
    assert read_chat(pasted) == "2:05pm rolled back release 118\n2:07pm errors end\n2:09pm thanks"


def test_a_day_in_the_head_of_a_message_is_kept():
    assert read_chat("[2026-03-10 14:05] Ana Sousa\nrolled back") == "2026-03-10T14:05 rolled back"
    assert read_chat("Ana Sousa\n3/10/2026 2:05 PM\nrolled back") == "3/10/2026T2:05pm rolled back"


@pytest.mark.parametrize(
    "typed",
    [
        "14:05 rolled back release 118\n14:07 errors end",
        "[14:05] Errors began\n[14:07] Errors end",
        "[14:05] Errors began",
        "- 14:05 Ana Sousa rolled back",
        "rolled back at 14:05",
        "",
    ],
)
def test_lines_that_were_typed_as_lines_stay_as_they_are(typed):
    assert read_chat(typed) == typed


def test_one_word_above_a_time_is_a_message_and_not_a_name():
    pasted = "Ana Sousa\n14:05\nrolled back?\nDone\n14:07\nerrors end"
    assert read_chat(pasted) == "14:05 rolled back? Done\n14:07 errors end"


def test_a_message_that_begins_with_a_time_is_a_line_of_its_own():
    assert read_chat("Ana Sousa  14:20\n14:05 pager rang\n14:09 rolled back") == (
        "14:20 a message without words\n14:05 pager rang\n14:09 rolled back"
    )


@given(st.lists(st.sampled_from(["rolled back", "still failing", "see the graph"]), min_size=1, max_size=6))
def test_no_words_of_a_message_are_lost(messages):
    pasted = "\n".join(f"Ana Sousa  14:0{place}\n{words}" for place, words in enumerate(messages))
    assert read_chat(pasted).splitlines() == [f"14:0{place} {words}" for place, words in enumerate(messages)]
