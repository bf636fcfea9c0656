"""Cells that a rubric hands to a student's function, to see what the function does with any cell.

They are no layer of the course, so they give nothing away: affine maps through a softsign, whose numbers show in which
order, with which state and how often they were called. They ship to students.
"""

from __future__ import annotations

import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


class RNNProbe(nn.Module):
    """h' = softsign(x A + h B + a), called as ``cell(x, h)``; with h = None it starts from its own `start`, which is not 0.

    Args:
        weight_x: A, ``(I, H)``.
        weight_h: B, ``(H, H)``.
        bias: a, ``(H)``.
        start: the state that stands for None, ``(H)``.

    Attributes:
        calls: how often it was called.
    """

    def __init__(self, weight_x: Tensor, weight_h: Tensor, bias: Tensor, start: Tensor):
        super().__init__()
        self.input_size, self.hidden_size = weight_x.shape
        self.weight_x, self.weight_h = nn.Parameter(weight_x), nn.Parameter(weight_h)
        self.bias, self.start = nn.Parameter(bias), nn.Parameter(start)
        self.calls = 0

    def forward(self, x: Tensor, h: Tensor | None = None) -> Tensor:
        self.calls += 1
        h = self.start.expand(x.shape[0], -1) if h is None else h
        return F.softsign(x @ self.weight_x + h @ self.weight_h + self.bias)

    def step(self, x: Tensor, h: Tensor | None, /) -> Tensor:
        """The same as a plain function of two arguments by position: no module, and nothing known of its sizes."""
        return self(x, h)


class LSTMProbe(nn.Module):
    """c' = c / 2 + x A + h B, h' = softsign(c' + a), called as ``cell(x, state)`` with state None or (h, c).

    Args:
        weight_x: A, ``(I, H)``.
        weight_h: B, ``(H, H)``.
        bias: a, ``(H)``.
        start: h and c that stand for None, ``(2, H)``; zeros where a missing state equals zeros.

    Attributes:
        calls: how often it was called.
    """

    def __init__(self, weight_x: Tensor, weight_h: Tensor, bias: Tensor, start: Tensor):
        super().__init__()
        self.input_size, self.hidden_size = weight_x.shape
        self.weight_x, self.weight_h = nn.Parameter(weight_x), nn.Parameter(weight_h)
        self.bias, self.start = nn.Parameter(bias), nn.Parameter(start)
        self.calls = 0

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, Tensor]:
        self.calls += 1
        h, c = (row.expand(x.shape[0], -1) for row in self.start) if state is None else state
        c = c / 2 + x @ self.weight_x + h @ self.weight_h
        return F.softsign(c + self.bias), c
