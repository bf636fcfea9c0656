"""Intervals cover what they promise to cover."""
from __future__ import annotations

import random

import pytest

from recurrent.intervals import Interval, each_column, mean_interval, mean_share, share_interval

# Two-sided 95 % points of Student's t, from any printed table.
T_TABLE = {2: 12.706, 3: 4.303, 5: 2.776, 6: 2.571, 10: 2.262, 31: 2.042}


@pytest.mark.parametrize(("count", "point"), T_TABLE.items())
def test_half_width_is_the_tabled_point_times_the_standard_error(count: int, point: float) -> None:
    values = [(-1.0) ** k for k in range(count)]
    mean = sum(values) / count
    error = (sum((v - mean) ** 2 for v in values) / (count - 1) / count) ** 0.5
    interval = mean_interval(values)
    assert interval.value == pytest.approx(mean)
    assert interval.high - interval.value == pytest.approx(point * error, rel=3e-4)
    assert interval.value - interval.low == pytest.approx(point * error, rel=3e-4)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_mean_interval_covers_the_mean_as_often_as_it_says(level: float) -> None:
    draw = random.Random(0)
    rounds = 2000
    covered = 0
    for _ in range(rounds):
        interval = mean_interval([draw.gauss(3.0, 2.0) for _ in range(5)], level)
        covered += interval.low <= 3.0 <= interval.high
    assert covered / rounds == pytest.approx(level, abs=0.035)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_share_interval_covers_the_share_about_as_often_as_it_says(share: float) -> None:
    draw = random.Random(1)
    rounds, covered = 2000, 0
    for _ in range(rounds):
        interval = share_interval(sum(draw.random() < share for _ in range(40)), 40)
        covered += interval.low <= share <= interval.high
    assert covered / rounds == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (5, 5), (1, 3)])
def test_share_interval_stays_between_0_and_1_and_has_width(successes: int, trials: int) -> None:
    interval = share_interval(successes, trials)
    assert 0 <= interval.low < interval.high <= 1
    assert interval.low <= interval.value <= interval.high


def test_a_mean_of_shares_is_cut_off_at_what_is_possible() -> None:
    interval = mean_share([0.2, 1.0, 1.0])
    assert interval.high == 1.0
    assert mean_interval([0.2, 1.0, 1.0]).high > 1.0
    assert interval.low == pytest.approx(max(0.0, mean_interval([0.2, 1.0, 1.0]).low))


def test_columns_are_seeds_apart() -> None:
    first, second = each_column([[1.0, 10.0], [3.0, 10.0]])
    assert (first.value, second.value, second.low, second.high) == (2.0, 10.0, 10.0, 10.0)


def test_an_interval_is_written_with_a_true_minus_sign() -> None:
    assert format(Interval(-1.25, -1.5, 0.5), ".1f") == "−1.2 (−1.5 to 0.5)"


def test_a_single_seed_has_no_interval() -> None:
    with pytest.raises(ValueError, match="two values, got 1"):
        mean_interval([1.0])


@pytest.mark.parametrize(("successes", "trials"), [(-1, 3), (4, 3), (0, 0)])
def test_impossible_counts_are_refused(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="expected 0 <= successes"):
        share_interval(successes, trials)
