"""Measuring and making time: intervals between spikes, and a metronome built from one LSTM unit (Gers et al. 2002)."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


def intervals(interval: int, count: int, size: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Streams of spikes that are ``interval`` or ``interval - 1`` steps apart, each with odds 1/2.

    Returns:
        the spikes ``(T, size)``, whether the interval that a spike ends was the longer one ``(T, size)``, and where
        that is asked ``(T, size)``: at every spike but the first; all are 0 or 1, T = interval * count + 1.

    Raises:
        ValueError: for an interval below 2.
    """
    if interval < 2:
        raise ValueError(f"interval must be at least 2 steps, got {interval}")
    longer = torch.randint(2, (count, size), generator=generator)
    at = (interval - 1 + longer).cumsum(0)  # (count, size) when the spikes come
    zeros = torch.zeros(interval * count + 1, size)
    asked = zeros.scatter(0, at, 1.0)
    spikes = asked.clone()
    spikes[0] = 1.0
    return spikes, zeros.scatter(0, at, longer.float()), asked


@dataclass(frozen=True)
class Intervals:
    """At every spike: was the interval that it ends the longer one? Chance 1/2, ceiling 1."""

    interval: int
    count: int = 4
    size: int = 8
    inputs: int = 1
    outputs: int = 1
    chance: float = 1 / 2

    def examine(self, model: nn.Module, generators: Sequence[torch.Generator]) -> tuple[Tensor, Tensor]:
        """Each member's loss and accuracy on a fresh batch, ``(members,)`` each."""
        batches = zip(*(intervals(self.interval, self.count, self.size, generator) for generator in generators))
        spikes, longer, asked = (torch.stack(group, 1) for group in batches)  # (T, S, N) each
        logits = model(spikes.unsqueeze(-1))[..., 0]  # (T, members, N)
        copies = logits.shape[1] // longer.shape[1]
        longer, asked = longer.repeat(1, copies, 1), asked.repeat(1, copies, 1)
        each = F.binary_cross_entropy_with_logits(logits, longer, reduction="none")
        right = (logits > 0) == (longer > 0)
        return (each * asked).sum((0, 2)) / asked.sum((0, 2)), (right * asked).sum((0, 2)) / asked.sum((0, 2))


def metronome(period: int, steps: int, sharpness: float = 40.0) -> Tensor:
    """One peephole LSTM unit without input or recurrent weights that opens its output gate every ``period`` steps.

    The cell adds 1 in every step, the forget gate's peephole wipes it once the old cell state has reached the period,
    and the output gate's peephole opens at the new one: c counts 1, 2, …, period, 1, 2, …

    Returns:
        h ``(steps,)``: far from 0 at the steps that are multiples of the period, counted from 1.
    """
    c = torch.zeros((), dtype=torch.float64)
    i, g = 1.0, 1.0  # the limit of large biases
    h = []
    for _ in range(steps):
        f = torch.sigmoid(sharpness * (period - 0.5 - c))  # the peephole of f is negative
        c = f * c + i * g
        o = torch.sigmoid(sharpness * (c - period + 0.5))  # that of o is positive
        h.append(o * c.tanh())
    return torch.stack(h)
