"""The adding problem: two marked numbers, far apart, must be summed (Hochreiter & Schmidhuber 1997, experiment 4).

Every step shows a number drawn uniformly from [0, 1] and a mark, 0 or 1. One step in the first half and one in the
second half are marked; the target is the sum of their two numbers. Who always answers 1 has a mean squared error of
exactly 1/6, the variance of the target; who remembers only the later number has 1/12.
"""
from __future__ import annotations

import torch
from torch import Tensor

CHANCE = 1 / 6


def adding(steps: int, size: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draws ``size`` sequences: numbers and marks ``(steps, size, 2)``, and targets ``(size,)``.

    Raises:
        ValueError: for fewer than 2 steps.
    """
    if steps < 2:
        raise ValueError(f"adding needs at least 2 steps, got {steps}")
    numbers = torch.rand(steps, size, generator=generator)
    half, rows = steps // 2, torch.arange(size)
    first = torch.randint(half, (size,), generator=generator)
    second = torch.randint(half, steps, (size,), generator=generator)
    marks = torch.zeros(steps, size)
    marks[first, rows] = marks[second, rows] = 1.0
    return torch.stack([numbers, marks], dim=-1), numbers[first, rows] + numbers[second, rows]
