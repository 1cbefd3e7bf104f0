"""However an inject is shifted, it comes while the same is true as in its own minute: what it says is not wrong by chance."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.practice.content import ContentError
from clarion.practice.drills.engine import plan
from clarion.practice.drills.offered import shipped_scripts
from clarion.practice.drills.script import Script
from clarion.practice.drills.script_checks import most_jitter
from clarion.practice.drills.script_reading import LONGEST_JITTER, read_script
from tests.practice.drills.test_script import SMALL

SEEDS = st.integers(0, 2**32 - 1)
LINES = [(minute, f"at = {minute}\n") for minute in (1, 5, 8, 10, 15)]


def with_jitter(jitters: list[int]) -> str:
    """The small script, its injects shifted by up to half of these to either side."""
    text = SMALL.replace("jitter = 2\n", "")
    for (_, line), jitter in zip(LINES, jitters, strict=True):
        text = text.replace(line, f"{line}jitter = {jitter}\n", 1)
    return text


def errors_of(text: str) -> list[str]:
    try:
        read_script(text)
    except ContentError as error:
        return str(error).splitlines()
    return []


def truths_hold(script: Script, seed: int) -> bool:
    planned = plan(script, seed)
    assert all(timedelta() <= due.after < script.length for due in planned)
    after = {due.number: due.after for due in planned}
    assert all(after[rumour.number] < after[disproof.number] for rumour, disproof in script.rumours())
    return all(
        script.truth_at(due.after) == script.truth_at(timedelta(minutes=due.inject.minute)) for due in planned
    )


@given(st.lists(st.integers(0, LONGEST_JITTER), min_size=5, max_size=5), SEEDS)
def test_a_script_that_is_read_says_nothing_before_it_is_true_nor_after_the_end(jitters, seed):
    """One that is refused is read once its jitter is what the error names."""
    refused = errors_of(with_jitter(jitters))
    for error in refused:
        number, most = map(int, re.findall(r"injects (\d), line \d+: jitter: write (\d+) at most", error)[0])
        assert jitters[number - 1] > most
        jitters[number - 1] = most
    script = read_script(with_jitter(jitters))
    assert truths_hold(script, seed)


@given(st.sampled_from([offered.script for offered in shipped_scripts()]), SEEDS)
def test_the_shipped_scripts_say_nothing_before_it_is_true(script, seed):
    assert truths_hold(script, seed)


def test_a_fact_that_could_come_before_it_is_true_is_refused_with_what_is_possible():
    with pytest.raises(ContentError) as refused:
        read_script(with_jitter([0, 6, 0, 4, 2]), name="own.toml")
    assert str(refused.value).splitlines() == [
        f"own.toml, injects {number}, line {line}: jitter: write {most} at most, or move it to another minute; with"
        f" {jitter} it could come before what it tells is true, after something else is, or after the end."
        for number, line, most, jitter in ((2, 47, 5, 6), (5, 72, 0, 2))
    ]


@pytest.mark.parametrize(
    ("minute", "most"),
    [(0, 15), (1, 13), (7, 1), (8, 0), (9, 2), (12, 5), (14, 1), (15, 0), (16, 2), (19, 1), (20, -1)],
)
def test_the_nearer_a_change_of_truth_or_the_end_the_less_an_inject_may_be_shifted(minute, most):
    """What is true changes at minutes 8 and 15, and the drill ends at 20."""
    assert most_jitter(read_script(SMALL), minute) == most


def test_a_drill_that_was_begun_with_more_goes_on_as_it_was():
    text = with_jitter([0, 6, 0, 0, 0])
    assert len(read_script(text, checked_before=True).injects) == 5
