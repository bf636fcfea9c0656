"""Say the symbol before last: the same small question at the end of a row of any length.

A row of symbols, ``SYMBOLS`` kinds drawn uniformly and independently, ends somewhere. The class is the symbol ``LAG``
steps before the last one. Everything else is noise, so that chance is one in ``SYMBOLS`` for a reader who cannot tell
where the row ends, and who looks at the right place is always right.
"""
from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

SYMBOLS = 4
LAG = 1


def echo(steps: int, size: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draws ``size`` rows: one-hot symbols ``(steps, size, SYMBOLS)`` and classes ``(size,)``.

    Raises:
        ValueError: for a row too short to hold the answer.
    """
    if steps <= LAG:
        raise ValueError(f"echo needs at least {LAG + 1} steps, got {steps}")
    symbols = torch.randint(SYMBOLS, (steps, size), generator=generator)
    return F.one_hot(symbols, SYMBOLS).float(), symbols[-1 - LAG].clone()


class WindowClassifier(nn.Module):
    """A feed-forward network on a window of fixed length: one weight for every step, symbol and unit.

    A shorter row is filled up with zeros after its end.

    Inputs:
        x ``(T, N, I)``, T at most ``steps``.

    Outputs:
        logits ``(N, classes)``.

    Raises:
        ValueError: from ``forward``, for a row that is longer than the window.
    """

    def __init__(self, steps: int, input_size: int, hidden_size: int, classes: int) -> None:
        super().__init__()
        self.steps = steps
        self.hidden = nn.Linear(steps * input_size, hidden_size)
        self.output = nn.Linear(hidden_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        if len(x) > self.steps:
            raise ValueError(f"this network reads at most {self.steps} steps, got {len(x)}")
        window = F.pad(x, (0, 0, 0, 0, 0, self.steps - len(x)))  # (steps, N, I)
        return self.output(self.hidden(window.transpose(0, 1).flatten(1)).relu())
