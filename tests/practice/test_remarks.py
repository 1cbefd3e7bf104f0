"""What is said about places in a practised text: each once, in the order of the text, with its line."""

from clarion.practice.content import read_toml
from clarion.practice.criteria import hold_against, read_task
from clarion.practice.remarks import remarks

TASK = """
audience = "public"
kind = "progress"

[record]
percent_affected = 25
now = "2026-03-10T10:00:00Z"

[[criteria]]
id = "blameless"
says = "Blames nobody"
rule = "blame"

[[criteria]]
id = "inside"
says = "Keeps the release inside"
avoids = "release 118"

[[criteria]]
id = "true"
says = "Agrees with the record"
record = "agrees"
"""


def test_findings_claims_and_criteria_speak_of_their_places_in_the_order_of_the_text():
    text = "Payments fail since release 118.\nThe engineer forgot to test it.\nThis hits 60% of customers."
    met, review = hold_against(text, read_task(read_toml(TASK, name="task.toml")))
    said = remarks(text, met, review)
    assert [(each.line, each.about) for each in said] == [
        (1, "Keeps the release inside"),
        (2, "block blame"),
        (3, "contradicted percent affected"),
    ]
    assert [text[each.start : each.end] for each in said] == [each.quote for each in said]
    assert said[0].message == "Leave this out."
    assert said[2].message == "The record says: 25%."


ITEMS = """
audience = "postmortem"
kind = "action_item"

[[criteria]]
id = "owner"
says = "Every item has an owner"
element = "owner"
each_line = true

[[criteria]]
id = "due"
says = "Every item has a date"
element = "due"
each_line = true
"""


def test_a_line_that_lacks_two_things_is_named_for_both():
    text = "Ana Sousa adds an alert on the expiry date by 12 May 2026.\nAdd an alert on the queue."
    met, review = hold_against(text, read_task(read_toml(ITEMS, name="items.toml")))
    said = [each for each in remarks(text, met, review) if each.about.startswith("Every")]
    assert [(each.line, each.quote, each.about) for each in said] == [
        (2, "Add an alert on the queue.", "Every item has an owner"),
        (2, "Add an alert on the queue.", "Every item has a date"),
    ]


def test_of_a_clean_text_nothing_is_said():
    met, review = hold_against("Card payments fail.", read_task(read_toml(TASK, name="task.toml")))
    assert remarks("Card payments fail.", met, review) == ()
