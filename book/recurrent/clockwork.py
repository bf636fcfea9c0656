"""Clockwork RNNs, many seeds at once (Koutník et al. 2014).

The hidden units are cut into modules with ascending periods. Module k is updated when the step, counted from 0, is a
multiple of its period, and reads itself and the slower modules; else it keeps its state. One module of period 1 is a
plain tanh RNN.
"""
from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn as nn
from torch import Tensor

from recurrent.ensemble import read_out, seeded


def reads(hidden_size: int, periods: Sequence[int]) -> Tensor:
    """Which unit reads which, ``(H, H)`` bool, row reads column: block-upper triangular."""
    period = torch.tensor(periods).repeat_interleave(hidden_size // len(periods))
    return period >= period[:, None]


class ClockworkEnsemble(nn.Module):
    """For every seed a clockwork RNN without input that draws one curve.

    Args:
        seeds: one whole number a seed; it decides the weights.
        hidden_size: H, a multiple of the number of periods.
        periods: ascending, one a module.

    Inputs:
        steps: how many to draw.

    Outputs:
        the curve of every seed, ``(T, S)``.
    """

    def __init__(self, seeds: Sequence[int], hidden_size: int, periods: Sequence[int]) -> None:
        super().__init__()
        H = hidden_size
        sizes = {"weight_h": (H, H), "bias": (1, H), "output": (H, 1), "output_bias": (1, 1)}
        for name, parameter in seeded(sizes, seeds, 1, 1 / math.sqrt(H)).items():
            self.register_parameter(name, parameter)
        self.register_buffer("mask", reads(H, periods).T.float())  # column reads row: states stand on the left
        self.periods = tuple(periods)
        self.module_size = H // len(periods)

    def forward(self, steps: int) -> Tensor:
        weight = self.weight_h * self.mask  # (S, H, H)
        h = self.bias.new_zeros(self.bias.shape)  # (S, 1, H)
        states = []
        for t in range(steps):
            ticking = [k for k, period in enumerate(self.periods) if t % period == 0]
            if ticking and ticking == list(range(len(ticking))):  # the fastest ones, so the others need no computing
                last = self.module_size * len(ticking)
                new = torch.baddbmm(self.bias[..., :last], h, weight[..., :last]).tanh()
                h = new if last == h.shape[-1] else torch.cat([new, h[..., last:]], dim=-1)
            elif ticking:
                ticks = torch.tensor([t % period == 0 for period in self.periods]).repeat_interleave(self.module_size)
                h = torch.where(ticks, torch.baddbmm(self.bias, h, weight).tanh(), h)
            states.append(h)
        return read_out(states, self.output, self.output_bias)[:, :, 0, 0]
