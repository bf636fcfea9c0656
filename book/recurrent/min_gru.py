"""Stacks of minGRUs, many seeds at once: gates from the input alone, the recurrence by a scan (Feng et al. 2024)."""
from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn as nn
from torch import Tensor

from recurrent.ensemble import read_out, seeded
from recurrent.linear_scan import by_scan


class MinGRUEnsemble(nn.Module):
    """For every seed ``layers`` minGRU layers with a linear read-out.

    Args:
        seeds, input_size, hidden_size, output_size: as in ``LSTMEnsemble``.
        layers: how many; a later one reads the states of the one before.

    Inputs:
        x ``(T, S, N, I)``.

    Outputs:
        the read-out ``(T, S, N, outputs)``.
    """

    def __init__(self, seeds: Sequence[int], input_size: int, hidden_size: int, output_size: int, layers: int = 1) -> None:
        super().__init__()
        H, self.layers = hidden_size, layers
        sizes = {"output": (H, output_size), "output_bias": (1, output_size)}
        for layer in range(layers):
            sizes |= {f"weight_{layer}": (H if layer else input_size, 2 * H), f"bias_{layer}": (1, 2 * H)}
        for name, parameter in seeded(sizes, seeds, 1, 1 / math.sqrt(H)).items():
            self.register_parameter(name, parameter)

    def forward(self, x: Tensor) -> Tensor:
        for layer in range(self.layers):
            z, n = (x @ getattr(self, f"weight_{layer}") + getattr(self, f"bias_{layer}")).chunk(2, dim=-1)
            z = z.sigmoid()
            x = by_scan(1 - z, z * n, torch.zeros_like(n[0]))
        return read_out(x.unbind(0), self.output, self.output_bias)
