"""Which came first? A task in which the order of two symbols decides, and nothing else does.

A row of noise holds one A and one B, ``gap`` steps apart. The class is whether A comes first. Every row of one class
is a row of the other with the two letters exchanged, so that a reader who knows which symbols occur, and how often,
is right one time in two.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

STEPS = 24
SYMBOLS = 6  # A, B and four kinds of noise
GAPS = range(1, 18)


def which_first(size: int, generator: torch.Generator, gap: int | None = None, steps: int = STEPS) -> tuple[Tensor, Tensor]:
    """Draws ``size`` rows: one-hot symbols ``(steps, size, SYMBOLS)`` and classes ``(size,)``, 1 when A comes first.

    Args:
        gap: the distance between A and B; drawn uniformly from ``GAPS`` for each row when missing.
    """
    symbols = torch.randint(2, SYMBOLS, (steps, size), generator=generator)
    label = torch.randint(2, (size,), generator=generator)
    apart = torch.randint(GAPS.start, GAPS.stop, (size,), generator=generator) if gap is None else torch.full((size,), gap)
    first = (torch.rand(size, generator=generator) * (steps - apart)).long()
    rows = torch.arange(size)
    symbols[first, rows] = 1 - label
    symbols[first + apart, rows] = label
    return F.one_hot(symbols, SYMBOLS).float(), label


def ceiling(gap: int, field: int, edges: bool, steps: int = STEPS) -> float:
    """The best possible accuracy of a reader who sees windows of ``field`` steps and forgets where they were.

    A window that holds both letters decides. Otherwise only an end of the row can tell, and only when windows feel
    it: a letter that shares a window with what lies beyond it is known to be the first, or the last.

    Args:
        field: an odd number of steps.
        edges: whether windows reach past the ends and see that nothing is there, as with zero padding.
    """
    if gap < field:
        return 1.0
    if not edges:
        return 0.5
    near = min(1.0, 2 * (field - 1) / (steps - gap))
    return near + (1 - near) / 2
