"""Cells that a rubric hands to a student's function, to see what the function does with any cell.

They are no layer of the course, so they give nothing away: affine maps through a softsign, whose numbers show in which
order, with which state and how often they were called. They ship to students.
"""

from __future__ import annotations

import torch
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


class BareRNNProbe(RNNProbe):
    """The same as a module that takes exactly two arguments by position and does not tell its sizes."""

    def __init__(self, weight_x: Tensor, weight_h: Tensor, bias: Tensor, start: Tensor):
        super().__init__(weight_x, weight_h, bias, start)
        del self.input_size, self.hidden_size

    def forward(self, x: Tensor, h: Tensor | None, /) -> Tensor:
        return super().forward(x, h)


class FixedRNNProbe(RNNProbe):
    """The same without a parameter: there is nothing in it to train, and no gradient starts in it."""

    def __init__(self, weight_x: Tensor, weight_h: Tensor, bias: Tensor, start: Tensor):
        super().__init__(weight_x, weight_h, bias, start)
        for name, value in list(self.named_parameters()):
            delattr(self, name)
            self.register_buffer(name, value.detach())


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


class StepProbe:
    """A step of a decoder by script, called as ``step(token, state, memory, lengths)``; a plain callable, no module.

    With the state (h, c), h ``(N, V)`` and c ``(N, 1)``, the k-th place of a row's memory ``(N, T, V)`` holds its scores
    for step k = c, going round after the row's length; to these comes h' = h / 2 + B[token], and c' = c + 1. No row
    depends on another, on its place in the batch or on what lies past its length.

    Args:
        weight: B, ``(V, V)``.
        bos: the word that is never proposed.

    Attributes:
        calls: how often it was called.
    """

    def __init__(self, weight: Tensor, bos: int):
        self.weight, self.bos = weight, bos
        self.calls = 0

    def __call__(
        self, token: Tensor, state: tuple[Tensor, Tensor], memory: Tensor, lengths: Tensor
    ) -> tuple[Tensor, tuple[Tensor, Tensor], Tensor]:
        self.calls += 1
        h, c = state
        if token.shape != (len(memory),) or len(h) != len(memory) or len(lengths) != len(memory):
            sizes = ", ".join(str(tuple(value.shape)) for value in (token, h, memory, lengths))
            raise ValueError(f"token (N,), state (N, …), memory (N, T, …) and lengths (N,) do not fit together: {sizes}")
        place = c[:, 0].long() % lengths.to(memory.device)  # (N,)
        weights = F.one_hot(place, memory.shape[1]).to(memory.dtype)  # (N, T)
        h = h / 2 + F.embedding(token, self.weight)
        logits = memory[torch.arange(len(memory)), place] + h
        never = torch.arange(logits.shape[1], device=logits.device) == self.bos
        return logits.masked_fill(never, -1e4), (h, c + 1), weights
