"""Sequences of noise in which a clue decides the class, once or several times over: what a model should look at is known."""
from __future__ import annotations

import torch
from torch import Tensor

CLASSES, NOISE = 2, 8
FIRST = 2  # 0 is padding, 1 unknown; then the clue of each class, then the noise
VOCABULARY = FIRST + CLASSES + NOISE


def clues(size: int, steps: int, copies: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens ``(size, steps)``, classes ``(size,)``, and where the clue stands, ``(size, steps)`` bool, ``copies`` times in each."""
    label = torch.randint(CLASSES, (size,), generator=generator)
    noise = FIRST + CLASSES + torch.randint(NOISE, (size, steps), generator=generator)
    where = torch.rand(size, steps, generator=generator).argsort(1) < copies
    return torch.where(where, FIRST + label.unsqueeze(1), noise), label, where
