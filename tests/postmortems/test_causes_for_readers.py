"""Causes for readers outside: proved, of conditions, in the past, in plain words, and without a name."""

from dataclasses import replace

import pytest

from clarion.postmortems.causes_for_readers import told_causes, untold_causes
from clarion.postmortems.person_to_role import rewrites_in
from clarion.review import Audience, Kind, Lexicon, review
from clarion.review.lexicon import Term
from tests.postmortems.exports.samples import FULL, why

LEXICON = Lexicon(
    people=("Dev Patel",), glossary=(Term("gateway fabric", "the network between our machines"),)
)


def tree(*answers, **known):
    return replace(FULL, whys=tuple(why(each, evidence="the log", **known) for each in answers))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Certificates are renewed by hand.", "Certificates were renewed by hand"),
        ("certificates have no owner", "Certificates had no owner"),
        ("Nothing warns before a certificate ends", "Nothing warned before a certificate ended"),
        ("No test makes the check fail", "No test made the check fail"),
        ("The gateway's certificate expired without a warning", "The gateway's certificate expired without a warning"),
        ("Ana Sousa forgot to renew the certificate",
         "The certificate was not renewed: nothing renewed it or warned of it"),
        ("Dev deleted the wrong table", "It was possible to delete the wrong table"),
        ("There is no failover", "There was no switch to the standby system"),
        ("Orders were read from a replica that was behind", "Orders were read from a copy of the database that was behind"),
        ("The alarm in INC-44 (SEV1) has no reader", "The alarm in the incident had no reader"),
    ],
)  # fmt: skip
def test_an_answer_is_told_in_the_past_in_plain_words_and_of_the_thing(answer, told):
    assert told_causes(tree(answer), lexicon=LEXICON) == [told]
    assert untold_causes(tree(answer), lexicon=LEXICON) == []


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        ("Human error", "It is about people"),
        ("The operator made a mistake", "It is about people"),
        ("Ana deployed release 118", "It names a person"),
        ("Nobody but Dev's laptop had the key", "It names a person"),
        ("The runbook describes the old failover procedure", "“failover”: A term of the trade"),
        ("The disk of db-primary-3 was full", "“db-primary-3”: Shows an internal detail"),
    ],
)
def test_what_has_no_words_for_readers_is_not_told_and_says_why(answer, because):
    document = tree(answer, "Certificates are renewed by hand")
    assert told_causes(document, lexicon=LEXICON) == ["Certificates were renewed by hand"]
    (untold,) = untold_causes(document, lexicon=LEXICON)
    assert untold.answer == answer
    assert untold.because.startswith(because)


@pytest.mark.parametrize("kind", ["luck", "mitigator"])
def test_luck_help_and_hypotheses_are_neither_told_nor_missed(kind):
    document = tree("The second region was idle", kind=kind)
    guess = replace(FULL, whys=(why("Retries have no limit"),))
    for each in (document, guess):
        assert told_causes(each) == []
        assert untold_causes(each) == []


def test_answers_below_are_told_after_those_above_and_the_same_words_once():
    below = why("Retries have no limit", evidence="the code")
    above = why("The queue has no limit", below, evidence="the code")
    document = replace(FULL, whys=(above, why("Retries have no limit.", evidence="a graph")))
    assert told_causes(document) == ["The queue had no limit", "Retries had no limit"]


def test_what_is_told_passes_the_review_of_a_public_text_and_leaves_nobody_to_rewrite():
    told = told_causes(FULL, lexicon=LEXICON)
    assert told == [
        "The gateway's certificate expired without a warning",
        "The check was written when both were one machine",
    ]
    text = "\n".join(f"- {each}" for each in told)
    assert review(text, audience=Audience.PUBLIC, kind=Kind.POSTMORTEM, lexicon=LEXICON).telling == ()
    assert rewrites_in(text, {"Ana Sousa": "", "Dev Patel": ""}) == []
