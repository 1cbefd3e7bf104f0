"""What decides in the rules about people, causes and promises: who acts, what is said, and whether it is qualified."""

import pytest

from clarion.review import review


def rules_in(text, audience="postmortem", kind="postmortem_text"):
    found = review(text, audience=audience, kind=kind).findings
    return {finding.rule for finding in found if finding.severity != "hint"}


@pytest.mark.parametrize(
    ("blaming", "fine"),
    [
        ("The engineer failed to check the list.", "The health check failed to check the list."),
        ("The clerk sent the wrong file.", "The load balancer sent the wrong file."),
        ("One of our technicians forgot the key.", "One of our servers forgot the key."),
        (
            "The intern who was left alone did not know the order.",
            "The tool that was left did not know the order.",
        ),
        ("The outage was caused by a contractor.", "The outage was caused by a contract test."),
        ("It was Karim who left the switch on.", "It was Karim who noticed the switch."),
        ("The person on shift should not have closed it.", "Someone should not have closed it."),
        ("The worker skipped the safety check.", "The worker skipped the message."),
        ("Nobody bothered to read the notes.", "Nobody was hurt when the mast fell."),
        ("The driver never called.", "The parcel never arrived."),
    ],
)
def test_the_subject_decides_whether_a_failure_is_blame(blaming, fine):
    assert "blame" in rules_in(blaming)
    assert "blame" not in rules_in(fine)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The vendor's engineer pulled the wrong plug.", "blame"),
        ("Our vendor let us down.", "excuse"),
        ("Our vendor is to blame for the delay.", "excuse"),
        ("This should never have happened.", "excuse"),
        ("The alarm should have rung at the plant.", "counterfactual"),
    ],
)
def test_one_kind_of_reproach_is_one_rule(text, rule):
    assert rules_in(text) & {"blame", "excuse", "counterfactual"} == {rule}


@pytest.mark.parametrize(
    ("promise", "qualified"),
    [
        ("Payments will be back by 17:00 CET.", "Payments are expected to be back by 17:00 CET."),
        ("In half an hour you can use the card again.", "In half an hour we write to you again."),
        ("This will never happen again.", "We add a check so that this cannot happen again."),
        ("We guarantee that no order is lost.", "The contract guarantees that no order is lost."),
    ],
)
def test_a_reservation_makes_an_estimate_of_a_promise(promise, qualified):
    assert "overpromise" in rules_in(promise, "public", "progress")
    assert "overpromise" not in rules_in(qualified, "public", "progress")


@pytest.mark.parametrize(
    ("small", "measured"),
    [
        ("Only a few users were affected.", "Only a few users, 14 of 2,000, were affected."),
        ("A small share of orders was lost.", "A small share of orders (0.4 %) was lost."),
        ("It was a minor outage.", "It was a minor release."),
    ],
)
def test_a_measure_makes_small_words_fine(small, measured):
    assert "minimising" in rules_in(small, "public", "progress")
    assert "minimising" not in rules_in(measured, "public", "progress")


def test_a_hypothesis_is_fine_where_engineers_work_and_called_one():
    text = "Hypothesis: the pool may be the bottleneck."
    assert "speculation" not in rules_in(text, "engineering", "progress")
    assert "speculation" in rules_in(text, "public", "progress")


@pytest.mark.parametrize("kind", ["action_item", "root_cause"])
def test_what_should_be_is_a_requirement_in_an_action_item(kind):
    assert rules_in("Each region should be available on its own again.", kind=kind) == set()


@pytest.mark.parametrize(
    "text",
    [
        "You should have received an e-mail today.",
        "Between 09:00 and 09:20 UTC, users would have seen an error.",
        "The valve closed as it would have done in manual mode.",
        "Orders that would have gone to Leeds went to York.",
    ],
)
def test_not_every_perfect_after_a_modal_is_a_counterfactual(text):
    assert "counterfactual" not in rules_in(text, "customer", "customer_reply")


@pytest.mark.parametrize(
    ("rude", "polite"),
    [
        ("Stop calling us.", "You do not have to call us; the refund is booked."),
        ("Asking again will not make it faster.", "Asking by phone is possible until 18:00 CET."),
        ("Questions are not answered.", "Questions are answered in our chat."),
    ],
)
def test_a_reader_is_not_sent_away(rude, polite):
    assert "dismissive" in rules_in(rude, "customer", "customer_reply")
    assert "dismissive" not in rules_in(polite, "customer", "customer_reply")
