"""What differs between one's own text and the model answer: what is not met, and the sentence that meets it."""

from clarion.practice.comparing import differences
from clarion.practice.content import read_toml
from clarion.practice.criteria import hold_against, read_task

TASK = """
audience = "public"
kind = "progress"

[[criteria]]
id = "next"
says = "Says when the next update comes"
element = "next_update"

[[criteria]]
id = "way"
says = "Offers the stairs"
names = ["stairs", "staircase"]

[[criteria]]
id = "blameless"
says = "Blames nobody"
rule = "blame"

[[criteria]]
id = "short"
says = "Is short"
at_most_words = 40
"""
MODEL = "The lifts stand still. You can take the stairs, at 3 p.m. too.\nThe next update comes by 10:00 UTC."


def differing(text):
    task = read_task(read_toml(TASK, name="task.toml"))
    met, _ = hold_against(text, task)
    return {each.criterion.id: each.model_says for each in differences(met, MODEL, task)}


def test_what_is_missing_is_shown_in_the_sentence_of_the_model_answer():
    assert differing("The lifts stand still.") == {
        "next": "The next update comes by 10:00 UTC.",
        "way": "You can take the stairs, at 3 p.m.",
    }


def test_what_the_model_meets_by_saying_nothing_has_no_sentence():
    text = "An engineer forgot the lifts. Take the stairs. The next update comes by 10:00 UTC."
    assert differing(text) == {"blameless": ""}


def test_nothing_differs_where_all_is_met():
    assert differing(MODEL) == {}
