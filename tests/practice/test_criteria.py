"""Criteria of a practised text: each kind of check is met by one text and failed by another, with the place shown."""

import pytest

from clarion.practice.content import ContentError, read_toml
from clarion.practice.criteria import hold_against, read_task
from clarion.practice.tiers import Tier, tier_of

TASK = """
audience = "public"
kind = "progress"

[record]
status = "identified"
percent_affected = 25
services = ["Checkout"]
workaround = "pay with PayPal"
now = "2026-03-10T10:00:00Z"

[[criteria]]
id = "next"
says = "Says when the next update comes"
element = "next_update"
wrong = "We will write again soon."

[[criteria]]
id = "blameless"
says = "Blames nobody"
rule = ["blame", "excuse"]

[[criteria]]
id = "true"
says = "Agrees with the record"
record = "agrees"

[[criteria]]
id = "share"
says = "Says how many"
names = ["25 %", "a quarter"]
must = false

[[criteria]]
id = "short"
says = "Can be read in a minute"
at_most_words = 40
"""
GOOD = (
    "Card payments fail for 25% of customers in Checkout. We have found the cause and are repairing it."
    " You can pay with PayPal. The next update comes by 10:40 UTC."
)


def task(file=TASK):
    return read_task(read_toml(file, name="task.toml"))


def met(text, **more):
    results, _ = hold_against(text, task(**more))
    return {each.criterion.id: each.met for each in results}


def tier(text):
    results, review = hold_against(text, task())
    return tier_of(results, review)


def test_a_good_text_meets_every_criterion():
    assert met(GOOD) == {"next": True, "blameless": True, "true": True, "share": True, "short": True}


def test_a_criterion_fails_where_its_wrong_text_stands():
    (wrong,) = task().criteria[0].wrong
    assert met(wrong)["next"] is False


def test_a_finding_is_shown_at_its_place():
    text = f"{GOOD} The engineer failed to renew the certificate."
    results, _ = hold_against(text, task())
    (blame,) = [each for each in results if each.criterion.id == "blameless"]
    assert "engineer failed" in text[blame.spans[0].start : blame.spans[0].end]


def test_a_number_that_the_record_contradicts_fails():
    assert met(GOOD.replace("25%", "60%"))["true"] is False


def test_nothing_written_meets_nothing_and_needs_work():
    assert not any(met("  \n").values())
    assert tier("  \n") == Tier.NEEDS_WORK


def test_what_should_be_there_separates_solid_from_excellent():
    assert (
        tier(GOOD.replace("25% of customers", "customers in Europe")) == Tier.NEEDS_WORK
    )  # not in the record
    assert tier(GOOD.replace("25% of customers", "card holders")) == Tier.SOLID
    assert tier(GOOD.replace("by 10:40 UTC", "soon")) == Tier.NEEDS_WORK


LINES = """
audience = "postmortem"
kind = "why_answer"

[[criteria]]
id = "blameless"
says = "No answer blames"
element = "blameless"
each_line = true

[[criteria]]
id = "systemic"
says = "The last answer can be changed"
element = "systemic"
last_line = true

[[criteria]]
id = "three"
says = "Asks three times"
at_least_lines = 3
"""


def test_lines_are_reviewed_one_by_one_and_the_place_counts_from_the_whole_text():
    text = (
        "- Payments were declined\n- Ana forgot to renew the certificate\n- No alert watched the expiry date"
    )
    assert met(text, file=LINES) == {"blameless": False, "systemic": True, "three": True}
    results, _ = hold_against(text, task(LINES))
    (span,) = results[0].spans
    assert text[span.start : span.end] == "Ana forgot to renew the certificate"


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('element = "next_update"', 'element = "nextupdate"', "“nextupdate” is not known; write action"),
        ('element = "next_update"', "", "ask one thing, by one of element"),
        ("at_most_words = 40", "at_most_words = 0", "write a whole number from 1"),
        ('id = "short"', 'id = "next"', "give every criterion an id of its own"),
        ('names = ["25 %", "a quarter"]', "names = [1]", "names: write a list of texts in quotes"),
        ('kind = "progress"', 'kind = "progres"', "kind: write one of acknowledgement"),
        ("percent_affected = 25", 'percent_affected = "25"', "percent_affected: expected a number"),
        ("must = false", "musty = false", "musty: this key is not known here; correct or remove it"),
        ("must = false", "each_line = true", "only one of both, and only beside clean, element, rule"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_the_remedy(was, becomes, says):
    with pytest.raises(ContentError, match=r"task\.toml") as refused:
        task(TASK.replace(was, becomes, 1))
    assert says in str(refused.value)


def test_what_the_review_would_block_needs_work_whatever_else_is_right():
    blocked = f"{GOOD} We guarantee that this never happens again."
    assert all(met(blocked).values())
    assert tier(blocked) == Tier.NEEDS_WORK
