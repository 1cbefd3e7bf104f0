"""Suggestions on labelled cases, half of which nobody looked at while the weights were set."""

import pytest

from tests.problems.similar_quality import CASES, quality, write_cases

pytestmark = pytest.mark.django_db


def test_there_are_fifteen_families_of_four_and_twenty_that_nothing_is_like():
    families = [case["family"] for case in CASES]
    assert {families.count(name) for name in set(families) - {""}} == {4}
    assert len(set(families) - {""}) == 15
    assert families.count("") == 20


@pytest.mark.parametrize("chosen", ["tune", "held_out"])
def test_print(nine, chosen):
    written = write_cases(nine)
    print(chosen, quality(written, chosen))
