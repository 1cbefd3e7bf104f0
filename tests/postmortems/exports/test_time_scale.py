"""From time to place."""

from datetime import timedelta
from itertools import pairwise

import pytest

from clarion.postmortems.exports.time_scale import BREAK, scale_of
from tests.postmortems.exports.samples import START, minutes


def test_time_runs_evenly():
    scale = scale_of([minutes(0), minutes(30), minutes(60)], left=0, right=600)
    assert [scale.place(minutes(at)) for at in (0, 15, 30, 60)] == [0, 150, 300, 600]
    assert scale.pauses() == []


def test_a_pause_that_is_most_of_the_time_is_cut_out_and_says_how_long_it_was():
    scale = scale_of(
        [*map(minutes, range(0, 60, 10)), minutes(50 + 2880), minutes(60 + 2880)], left=0, right=656
    )
    [(left, right, length)] = scale.pauses()
    assert length == timedelta(days=2)
    assert right - left == BREAK
    assert (left, scale.place(minutes(60 + 2880))) == (500, 656)


@pytest.mark.parametrize("at", [-10, 0, 20, 50, 500, 2930, 2940, 9999])
def test_every_time_has_a_place_within_the_picture(at):
    scale = scale_of([*map(minutes, range(0, 60, 10)), minutes(2930), minutes(2940)], left=20, right=656)
    assert 20 <= scale.place(minutes(at)) <= 656


def test_later_is_never_further_left():
    scale = scale_of([minutes(at * at * at) for at in range(20)], left=0, right=700)
    places = [scale.place(minutes(at)) for at in range(0, 7000, 7)]
    assert places == sorted(places)


def test_one_moment_alone_has_a_place_and_a_tick():
    scale = scale_of([START], left=20, right=700)
    assert scale.place(START) == 20
    assert [(tick.at, tick.x) for tick in scale.ticks()] == [(START, 20)]


@pytest.mark.parametrize(
    ("length", "between"),
    [
        (timedelta(seconds=40), timedelta(seconds=5)),
        (timedelta(minutes=92), timedelta(minutes=15)),
        (timedelta(hours=30), timedelta(hours=6)),
        (timedelta(days=40), timedelta(days=7)),
    ],
)
def test_ticks_are_at_round_times_with_room_for_their_words(length, between):
    ticks = scale_of([START, START + length], left=0, right=640).ticks()
    assert {later.at - earlier.at for earlier, later in pairwise(ticks)} == {between}
    assert all(later.x - earlier.x >= 50 for earlier, later in pairwise(ticks))
