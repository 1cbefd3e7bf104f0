"""Two causes that share words are the same only if what failed is the same."""

import pytest

from clarion.review.grounding.same_cause import head_of, same_cause


@pytest.mark.parametrize(
    ("told", "recorded"),
    [
        ("a failed update of the card terminals", "a failed disk in the card terminal gateway"),
        ("a wrong setting of the load balancer", "a wrong certificate on the load balancer"),
        ("a change of the tax table for Norway", "a change of the sign-in page for Norway"),
        ("a flood in Leeds", "an expired certificate"),
    ],
)
def test_another_part_is_another_cause(told, recorded):
    assert not same_cause(told, recorded, by_head=True)


@pytest.mark.parametrize(
    ("told", "recorded"),
    [
        ("an expired certificate", "a certificate of the gateway had not been renewed and expired"),
        ("a bad configuration push to the edge", "a wrong setting was rolled out to the edge servers"),
        ("a full disk on the database server", "the disk of the database server filled up"),
        ("a network card that failed", "a damaged network card in the transfer server"),
    ],
)
def test_the_same_part_in_other_words_is_the_same_cause(told, recorded):
    assert same_cause(told, recorded, by_head=True)


def test_a_clause_may_tell_it_from_the_other_side():
    told = "the importer dropped the last column of the file"
    recorded = "a changed format of the file hid the last column"
    assert same_cause(told, recorded, by_head=False)
    assert not same_cause(told, recorded, by_head=True)


def test_the_head_is_what_the_rest_only_places():
    assert head_of("a failed update of the card terminals") == head_of("the update")
    assert head_of("a failure") is None
