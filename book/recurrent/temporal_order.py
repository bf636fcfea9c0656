"""Temporal order: which of two symbols came first, long ago? (Hochreiter & Schmidhuber 1997, experiment 6a)

A sequence of ``steps`` symbols is noise, four distractors drawn uniformly, except for two places. One place in the
second tenth and one in the sixth tenth hold an X or a Y each, drawn uniformly. The class is the pair in its
order, XX, XY, YX or YY, and is asked for at the end, so chance is 1/4 and nothing short of remembering both symbols
and their order does better than 1/2.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SYMBOLS = 6  # X, Y and four distractors
CLASSES = 4


def temporal_order(steps: int, size: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draws ``size`` sequences: one-hot symbols ``(steps, size, 6)`` and classes ``(size,)``.

    Raises:
        ValueError: for fewer than 10 steps, where the two places would fall together.
    """
    if steps < 10:
        raise ValueError(f"temporal_order needs at least 10 steps, got {steps}")

    def draw(low: int, high: int) -> Tensor:
        return torch.randint(low, high, (size,), generator=generator)

    symbols = torch.randint(2, SYMBOLS, (steps, size), generator=generator)
    first, second = draw(0, 2), draw(0, 2)
    rows = torch.arange(size)
    symbols[draw(steps // 10, steps // 5), rows] = first
    symbols[draw(steps // 2, 6 * steps // 10), rows] = second
    return F.one_hot(symbols, SYMBOLS).float(), 2 * first + second
