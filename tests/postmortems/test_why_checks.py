"""What keeps a tree from being final, what is only pointed out, and which questions help."""

from dataclasses import replace

import pytest

from clarion.postmortems.document import Document
from clarion.postmortems.missing import Missing, missing
from clarion.postmortems.why_checks import is_no_condition, missing_causes, remarks
from clarion.postmortems.why_review import QUESTIONS, reviewed
from tests.factories.why_trees import document_with, two_branches, why

SYSTEMIC = "The release pipeline has no step that compares the schema"


def names(document: Document) -> list[tuple[str, str]]:
    """Remarks with the answer that they speak of; empty for the whole tree."""
    from clarion.postmortems.why_checks import every_node

    answers = {node.key: node.answer for node in every_node(document.whys)} | {None: ""}
    return [(each.name, answers[each.key]) for each in remarks(document)]


def test_a_tree_without_an_answer_is_not_final():
    assert list(missing_causes(document_with())) == [Missing("causes", "The causes have no answer yet")]
    assert Missing("causes", "The causes have no answer yet") in missing(document_with())


def test_a_tree_in_branches_with_evidence_and_decisions_lacks_nothing():
    document = two_branches()
    assert list(missing_causes(document)) == []
    assert [(each.words, each.blocks) for each in remarks(document)] == [
        ("2 answers without evidence", False)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "Human error",
        "Operator error by the DBA",
        "The on-call engineer forgot to renew the certificate",
        "The payments team",
        "Payments team",
        "Management",
        "Developers",
        "The vendor",
        "Lack of training",
        "Carelessness",
    ],
)
def test_the_last_answer_may_not_be_a_person_a_team_or_human_error(answer):
    document = document_with(why(answer, evidence="log", items=("AI-1",)))
    assert list(missing_causes(document)) == [Missing("causes", "1 last answer names a person or a team")]


@pytest.mark.parametrize(
    "answer",
    [
        SYSTEMIC,
        "The health check did not detect the stuck process",
        "The runbook of the team does not name the primary",
        "Error handling of the import swallows time-outs",
        "Training material shows the old console",
        "The certificate expired",
        "Only one person holds the key of the vault",
    ],
)
def test_a_condition_is_not_taken_for_a_person(answer):
    assert not is_no_condition(answer)


def test_an_answer_in_the_middle_that_blames_is_pointed_out_and_blocks_nothing():
    document = document_with(
        why("Human error", why(SYSTEMIC, items=("AI-1",), evidence="log"), evidence="log")
    )
    assert [(each.name, each.blocks) for each in remarks(document) if each.name == "blame"] == [
        ("blame", False)
    ]
    assert list(missing_causes(document)) == []


def test_somebody_involved_is_named_by_role():
    document = replace(
        document_with(why("Only Ben holds the key of the vault", evidence="log", items=("AI-1",))),
        involved=(("Ben Okafor", "on call"),),
    )
    assert ("names", "Only Ben holds the key of the vault") in names(document)
    alone = replace(document_with(why("Ben", items=("AI-1",))), involved=(("Ben Okafor", "on call"),))
    assert ("blame", "Ben") in names(alone)


def test_each_end_needs_an_action_item_or_an_accepted_risk_but_for_what_helped():
    document = document_with(
        why("one", why(SYSTEMIC), why("The import treats an empty file as valid", risk="rare")),
        why("The alert names no host", kind="difficulty"),
        why("PayPal kept working", kind="luck"),
        why("The circuit breaker opened", kind="mitigator"),
    )
    assert [answer for name, answer in names(document) if name == "undecided"] == [
        SYSTEMIC,
        "The alert names no host",
    ]
    assert list(missing_causes(document)) == [
        Missing("causes", "2 last answers have no action item and no accepted risk")
    ]


def test_one_chain_is_pointed_out_and_a_short_one_as_near_the_surface():
    assert ("shallow", "") in names(document_with(why("one", why("two"))))
    assert ("single_chain", "") in names(document_with(why("one", why("two", why("three")))))
    branched = names(document_with(why("one", why("two"), why("three"))))
    assert {"shallow", "single_chain"}.isdisjoint(name for name, _ in branched)


def test_a_branch_that_ends_with_an_event_is_asked_what_made_it_possible_unless_the_risk_is_accepted():
    document = document_with(
        why("The certificate expired", kind="trigger"), why("The disk was full"), why(SYSTEMIC),
        why("Lightning struck the mast", risk="outside our control"),
    )  # fmt: skip
    assert [answer for name, answer in names(document) if name == "proximate"] == [
        "The certificate expired", "The disk was full",
    ]  # fmt: skip


def test_what_helped_and_how_it_was_noticed_is_asked_once_for_the_whole_tree():
    document = document_with(why(SYSTEMIC), why("The import treats an empty file as valid"))
    whole = [name for name, answer in names(document) if not answer]
    assert whole == ["no_help", "hypothesis", "no_detection"]
    told = replace(document, lessons={"well": ("PayPal kept working",)})
    assert "no_help" not in [name for name, _ in names(told)]


def test_an_answer_is_asked_for_what_it_lacks_and_then_for_the_next():
    blaming = reviewed("The on-call engineer forgot to renew it", "contributor")
    assert {each.name: each.present for each in blaming.elements} == {
        "systemic": False, "verifiable": True, "blameless": False,
    }  # fmt: skip
    assert blaming.questions == [QUESTIONS["systemic"], QUESTIONS["blameless"]]
    assert [found.rule for found in blaming.findings] == ["blame"]
    assert reviewed(SYSTEMIC, "detection_gap").questions == ["What would have shown it earlier?"]
    assert reviewed(" ", "trigger").questions == []
    assert reviewed(" ", "luck").questions == ["What if it had been otherwise? What would make sure of it?"]


def test_a_trigger_needs_no_condition_of_its_own():
    said = reviewed("The card gateway presented an expired certificate", "trigger")
    assert [each.name for each in said.elements] == ["verifiable", "blameless"]
