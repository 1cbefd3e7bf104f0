"""Suggestions on labelled cases, half of which nobody looked at while the weights were set."""

import pytest

from tests.problems.similar_quality import CASES, quality, write_cases

pytestmark = pytest.mark.django_db


def test_there_are_fifteen_families_of_four_and_twenty_that_nothing_is_like():
    families = [case["family"] for case in CASES]
    assert {families.count(name) for name in set(families) - {""}} == {4}
    assert len(set(families) - {""}) == 15
    assert families.count("") == 20


@pytest.mark.parametrize(("chosen", "precision", "recall"), [("tune", 0.86, 0.64), ("held_out", 0.69, 0.44)])
def test_suggestions_are_as_good_as_when_they_were_measured(chosen, precision, recall, nine):
    measured = quality(write_cases(nine), chosen)
    assert measured.precision >= precision
    assert measured.recall >= recall
    assert measured.quiet == 1  # nothing for what nothing is like
