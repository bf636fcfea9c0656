"""Intervals that say how far a number measured on a few seeds can be trusted."""
from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

from scipy.special import stdtrit


@dataclass(frozen=True)
class Interval:
    """An estimate with its confidence limits; ``f"{interval:.2f}"`` writes ``0.93 (0.91 to 0.95)``."""

    value: float
    low: float
    high: float

    def __format__(self, spec: str) -> str:
        return f"{self.value:{spec}} ({self.low:{spec}} to {self.high:{spec}})".replace("-", "−")

    def __str__(self) -> str:
        return format(self, ".2f")


def mean_interval(values: Sequence[float], level: float = 0.95, within: tuple[float, float] = (-math.inf, math.inf)) -> Interval:
    """Mean with Student's t interval, ``mean ± t * s / sqrt(n)``: one value a seed.

    Args:
        values: one for each seed.
        level: how often the interval covers the true mean.
        within: what the mean can possibly be; the limits are cut off there.

    Raises:
        ValueError: for fewer than two values.
    """
    if len(values) < 2:
        raise ValueError(f"an interval needs at least two values, got {len(values)}")
    half = float(stdtrit(len(values) - 1, 0.5 + level / 2)) * stdev(values) / math.sqrt(len(values))
    mean = fmean(values)
    return Interval(mean, max(mean - half, within[0]), min(mean + half, within[1]))


def mean_share(shares: Sequence[float], level: float = 0.95) -> Interval:
    """``mean_interval`` of accuracies and other shares, which lie in [0, 1]."""
    return mean_interval(shares, level, within=(0.0, 1.0))


def share_interval(successes: int, trials: int, level: float = 0.95) -> Interval:
    """A share of successes with Wilson's interval, which stays inside [0, 1] (Wilson 1927).

    Raises:
        ValueError: unless 0 <= successes <= trials and trials >= 1.
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(f"expected 0 <= successes <= trials and trials >= 1, got {successes} of {trials}")
    z2 = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    share = successes / trials
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = math.sqrt(z2 * (share * (1 - share) / trials + z2 / (4 * trials**2))) / (1 + z2 / trials)
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))


def each_column(rows: Sequence[Sequence[float]], interval: Callable[[Sequence[float]], Interval] = mean_interval) -> list[Interval]:
    """An interval over the seeds for every column of ``rows (seeds, columns)``."""
    return [interval([float(value) for value in column]) for column in zip(*rows)]
