"""The score: a calm drill, and what each thing that goes wrong does to its mark. Values only, no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clarion.practice.drills.course import Course, Heard, Message, Owed
from clarion.practice.drills.engine import plan
from clarion.practice.drills.offered import shipped_scripts
from clarion.practice.drills.scoring import score
from clarion.practice.tiers import Tier
from clarion.review import Lexicon, Service
from clarion.updates.cadence import SHIPPED_CADENCE

TEN = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
SCRIPT = next(each.script for each in shipped_scripts() if each.name == "appointment-booking")
WORDS = Lexicon(services=tuple(Service(each.name) for each in SCRIPT.services))

FIRST = """\
We are investigating a problem with Online booking. Since 09:54 UTC, patients see an error instead of a confirmation when \
they book an appointment online. This concerns patients of all our clinics. We are checking what stops the confirmations.

Next update by 10:20 UTC.
"""
SECOND = """\
We have found the cause of the errors in Online booking and are repairing it. About 60 % of bookings end with an error \
instead of a confirmation. The connection between Online booking and the clinics' calendars is full.

Appointments that were booked before are not deleted: we have checked that every one is there.

What you can do: book by phone, at the number of your clinic.

Next update by 10:45 UTC.
"""
LAST = """\
Resolved: Online booking works again. From 09:54 to 10:27 UTC, about 60 % of bookings ended with an error instead of a \
confirmation.

The cause was that the connection between Online booking and the clinics' calendars was full. A clean-up of unfinished \
bookings now runs every hour.

We apologise to all patients who could not get their appointment.
"""


def minute(count: float) -> datetime:
    return TEN + timedelta(minutes=count)


def message(at: float, text: str, *, kind="progress", state="investigating", audience="public", due=None):
    due_at = minute(due) if due else None
    return Message(audience, kind, text, minute(at), state, due_at)


CALM = (
    message(4, FIRST, kind="acknowledgement", due=20),
    message(18, SECOND, state="identified", due=45),
    message(28, LAST, kind="resolution", state="resolved"),
)
KEPT = (
    Owed("public", minute(5), "kept", minute(4)),
    Owed("public", minute(20), "kept", minute(18)),
    Owed("public", minute(45), "kept", minute(28)),
)


def course(*messages: Message, promises=KEPT, ended: float = 30, script=SCRIPT) -> Course:
    injects = tuple(Heard(due.inject, TEN + due.after) for due in plan(script, 1) if due.after < timedelta(minutes=ended))  # fmt: skip
    return Course(script, TEN, minute(ended), SHIPPED_CADENCE, messages, promises, injects, WORDS)


def marks(found) -> dict[str, Tier]:
    return {mark.name.partition(" at ")[0]: mark.tier for mark in found.marks}


def mark(found, name: str):
    return next(each for each in found.marks if each.name.startswith(name))


def test_a_calm_drill_is_excellent_in_everything():
    found = score(course(*CALM))
    assert {
        each.name: (each.tier, each.reason) for each in found.marks if each.tier is not Tier.EXCELLENT
    } == {}
    assert [each.nothing_to_say for each in found.messages] == [True, True, True]
    assert (
        mark(found, "First word").reason == "The public page: after 4 minutes; it was owed within 5 minutes."
    )
    assert mark(found, "Promises").reason == "3 kept, 0 late, 0 missed."
    assert found.to_try == (*SCRIPT.hints, "Take the same script at twice the pace.")


def test_nothing_published_needs_work_everywhere_and_says_where_to_begin():
    found = score(course(promises=(Owed("public", minute(5), "missed"),)))
    assert {each.name: each.tier for each in found.marks} == {
        "First word": Tier.NEEDS_WORK, "Promises": Tier.NEEDS_WORK, "Longest silence": Tier.NEEDS_WORK,
        "Words": Tier.NEEDS_WORK,
    }  # fmt: skip
    assert mark(found, "First word").reason == "The public page: nothing in 30 minutes."
    assert found.to_try[0].startswith("Write the first message to the public page before you know much")


@pytest.mark.parametrize(
    ("at", "tier"), [(5, Tier.EXCELLENT), (6, Tier.SOLID), (10, Tier.SOLID), (11, Tier.NEEDS_WORK)]
)
def test_the_first_word_is_solid_within_twice_what_is_owed(at, tier):
    first = replace(CALM[0], at=minute(at))
    assert marks(score(course(first, *CALM[1:])))["First word"] is tier


def test_an_audience_that_never_heard_needs_work_unless_the_drill_ended_before_it_was_owed_a_word():
    script = replace(SCRIPT, audiences=(*SCRIPT.audiences, type(SCRIPT.audiences[0]).SUPPORT))
    found = score(course(*CALM, script=script))
    assert mark(found, "First word").tier is Tier.NEEDS_WORK
    assert mark(found, "First word").reason.endswith("Support: nothing in 28 minutes.")
    short = score(course(CALM[0], promises=KEPT[:1], ended=12, script=script))
    assert (
        mark(short, "First word").reason == "The public page: after 4 minutes; it was owed within 5 minutes."
    )


@pytest.mark.parametrize(
    ("promise", "tier", "says"),
    [
        (Owed("public", minute(20), "late", minute(24)), Tier.SOLID, "2 kept, 1 late, 0 missed."),
        (Owed("public", minute(20), "late", minute(26)), Tier.NEEDS_WORK, "2 kept, 1 late, 0 missed."),
        (Owed("public", minute(20), "missed"), Tier.NEEDS_WORK, "2 kept, 0 late, 1 missed."),
        (Owed("public", minute(40), "ended"), Tier.EXCELLENT, "2 kept, 0 late, 0 missed."),
    ],
)
def test_promises_kept_late_and_missed(promise, tier, says):
    found = mark(score(course(*CALM, promises=(KEPT[0], promise, KEPT[2]))), "Promises")
    assert (found.tier, found.reason) == (tier, says)


def test_without_a_next_time_in_any_message_promises_need_work():
    silent = [replace(each, next_update_at=None) for each in CALM]
    found = mark(score(course(*silent)), "Promises")
    assert found.tier is Tier.NEEDS_WORK
    assert found.reason == "No message gave a time for the next one. 3 kept, 0 late, 0 missed."


@pytest.mark.parametrize(("second", "tier"), [(23, Tier.EXCELLENT), (26, Tier.SOLID), (36, Tier.NEEDS_WORK)])
def test_the_longest_silence_is_held_against_what_was_owed_in_it(second, tier):
    """The first message came at minute 3 without a time of its own: 20 minutes are owed."""
    recovered = replace(SCRIPT.truths[-1], since=22)
    longer = replace(SCRIPT, minutes=60, truths=(*SCRIPT.truths[:-1], recovered))
    messages = (replace(CALM[0], at=minute(3), next_update_at=None), replace(CALM[2], at=minute(second)))
    found = mark(score(course(*messages, script=longer, ended=40)), "Longest silence")
    assert found.tier is tier
    assert (
        f"heard nothing for {second - 3} minutes from 10:03 UTC; a word was owed within 20 minutes."
        in found.reason
    )


def test_who_says_too_early_that_it_is_over_goes_on_to_owe_word():
    early = replace(CALM[2], at=minute(2))
    found = score(course(early, ended=28))
    assert mark(found, "Longest silence").tier is not Tier.EXCELLENT
    assert "for 26 minutes" in mark(found, "Longest silence").reason


def test_a_longer_interval_that_a_message_states_is_no_silence():
    longer = replace(SCRIPT, minutes=60)
    told = replace(CALM[0], next_update_at=minute(44))
    found = score(course(told, replace(CALM[2], at=minute(43)), script=longer, ended=50))
    assert marks(found)["Longest silence"] is Tier.EXCELLENT


def test_what_is_missing_counts_by_message_and_what_is_indispensable_weighs_more():
    lacking = replace(CALM[1], text=SECOND.replace("What you can do: book by phone, at the number of your clinic.\n\n", ""))  # fmt: skip
    found = mark(score(course(CALM[0], lacking, CALM[2])), "What was said")
    assert (found.tier, found.reason) == (Tier.SOLID, "Missing in messages: reader action (1 of 3).")
    no_time = replace(CALM[1], text=SECOND.replace("Next update by 10:45 UTC.", ""))
    found = mark(score(course(CALM[0], no_time, CALM[2])), "What was said")
    assert (found.tier, found.reason) == (Tier.NEEDS_WORK, "Missing in messages: next update (1 of 3).")


def test_findings_that_block_need_work_and_quote_the_words():
    blaming = replace(CALM[1], text=SECOND + "\nOur engineer forgot to clear the connection.\n")
    found = score(course(CALM[0], blaming, CALM[2]))
    assert mark(found, "Wording").tier is Tier.NEEDS_WORK
    assert "blame" in mark(found, "Wording").reason
    assert "forgot" in mark(found, "Wording").try_next


def test_a_number_that_was_not_true_at_that_time_contradicts():
    wrong = replace(CALM[1], text=SECOND.replace("About 60 %", "About 20 %"))
    found = score(course(CALM[0], wrong, CALM[2]))
    said = mark(found, "Truth")
    assert said.tier is Tier.NEEDS_WORK
    assert (
        said.reason == "1 statement contradicted what was true, the first at 10:18 UTC: “20 %”; true was 60%."
    )
    assert [claim.quote for claim in found.messages[1].contradicted] == ["20 %"]


def test_what_was_true_three_minutes_ago_may_still_be_written():
    """At minute 15 the cause is confirmed; a text of minute 17 may still investigate, one of minute 19 may not."""
    still = FIRST.replace("Next update by 10:20", "Next update by 10:37")
    early = replace(CALM[0], at=minute(17), text=still)
    late = replace(CALM[0], at=minute(19), text=still)
    assert [claim.field for claim in score(course(early)).messages[0].contradicted] == []
    assert "status" in [claim.field for claim in score(course(late)).messages[0].contradicted]


def test_two_audiences_that_hear_two_numbers_of_one_time_hear_two_stories():
    support = message(
        20,
        "Bookings fail for about 30 % of patients. Please apologise. Online booking: we have found the cause.",
        kind="talking_points", audience="support", state="identified",
    )  # fmt: skip
    found = score(course(CALM[0], CALM[1], support, CALM[2]))
    assert mark(found, "One story").tier is Tier.NEEDS_WORK
    assert mark(found, "One story").reason == (
        "At 10:20 UTC support heard another share of users: 30 here, 60 there (the public page, 10:18 UTC)."
    )
    behind = replace(support, text=support.text.replace("30 %", "60 %"), state="investigating")
    found = score(course(CALM[0], CALM[1], behind, CALM[2]))
    assert "state: investigating here, identified there" in mark(found, "One story").reason


def test_a_number_that_changed_between_two_messages_is_news_and_no_second_story():
    support = message(
        2, "Bookings fail for about 30 % of patients.", kind="talking_points", audience="support"
    )
    found = score(course(support, *CALM))
    assert mark(found, "One story").tier is Tier.EXCELLENT


PASSED_ON = FIRST.replace("We are checking what", "Existing appointments were deleted. We are checking what")


def test_a_rumour_that_is_passed_on_and_never_corrected_needs_work():
    told = replace(CALM[0], text=PASSED_ON, at=minute(12))
    silent = replace(CALM[1], text=SECOND.replace("Appointments that were booked before are not deleted: we have checked that every one is there.\n\n", ""))  # fmt: skip
    found = mark(score(course(told, silent, CALM[2])), "Rumour")
    assert (found.tier, found.reason) == (
        Tier.NEEDS_WORK,
        "The public page heard it as a fact at 10:12 UTC and no correction followed.",
    )


@pytest.mark.parametrize(
    ("at", "kind", "tier", "how"),
    [
        (24, "correction", Tier.SOLID, "corrected at 10:24 UTC."),
        (28, "correction", Tier.NEEDS_WORK, "corrected at 10:28 UTC."),
        (24, "progress", Tier.NEEDS_WORK, "put right without calling it a correction at 10:24 UTC."),
    ],
)
def test_a_rumour_that_was_passed_on_is_to_be_corrected_soon_and_as_a_correction(at, kind, tier, how):
    told = replace(CALM[0], text=PASSED_ON, at=minute(12))
    right = message(at, "Correction: we wrote that existing appointments were deleted. That was wrong: none was deleted.", kind=kind, state="identified", due=45)  # fmt: skip
    found = mark(score(course(told, right)), "Rumour")
    assert (found.tier, found.reason) == (
        tier, f"The public page heard it as a fact at 10:12 UTC; {how}",
    )  # fmt: skip


def test_a_rumour_that_nobody_passed_on_is_solid_and_excellent_where_it_was_put_right():
    silent = replace(CALM[1], text=SECOND.replace("Appointments that were booked before are not deleted: we have checked that every one is there.\n\n", ""))  # fmt: skip
    assert mark(score(course(CALM[0], silent, CALM[2])), "Rumour").tier is Tier.SOLID
    assert mark(score(course(*CALM)), "Rumour").reason == (
        "It was not passed on, and the public page heard at 10:18 UTC that it is wrong."
    )


def test_saying_that_a_rumour_is_not_confirmed_does_not_pass_it_on():
    careful = FIRST.replace("We are checking what", "We have not confirmed reports that appointments were deleted. We are checking what")  # fmt: skip
    found = score(course(replace(CALM[0], text=careful, at=minute(12)), *CALM[1:]))
    assert mark(found, "Rumour").tier is Tier.EXCELLENT


@pytest.mark.parametrize(
    "text",
    [
        "We write again when nothing is deleted any more.",
        "Nobody has confirmed that appointments were deleted.",
        "The undeleted appointments are there.",
    ],
)
def test_conditions_denials_and_parts_of_other_words_do_not_pass_it_on(text):
    careful = replace(CALM[0], text=f"{FIRST}\n{text}\n", at=minute(12))
    assert mark(score(course(careful, *CALM[1:])), "Rumour").tier is Tier.EXCELLENT


def test_three_things_to_try_come_from_the_worst_marks_and_are_always_the_same():
    wrong = replace(CALM[1], text=SECOND.replace("About 60 %", "About 20 %"))
    late = (KEPT[0], Owed("public", minute(20), "late", minute(22)), KEPT[2])
    found = score(course(replace(CALM[0], at=minute(7)), wrong, CALM[2], promises=late))
    assert [each.split()[0] for each in found.to_try] == ["Before", "Write", "Give"]
    assert found.to_try == score(course(replace(CALM[0], at=minute(7)), wrong, CALM[2], promises=late)).to_try
    assert len(found.to_try) == 3
