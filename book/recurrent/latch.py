"""The latch: name the first symbol after a long row of others (after Bengio et al. 1994 and Hochreiter & Schmidhuber 1997).

A sequence begins with one of ``CLASSES`` cues, drawn uniformly; all later symbols are distractors, drawn uniformly
and independently of it. The class is the cue and is asked for after the last step, so chance is one in ``CLASSES``,
and every share above it was carried over the whole lag of ``steps - 1``.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

CLASSES = 4
SYMBOLS = 2 * CLASSES  # the cues, and as many distractors


def latch(steps: int, size: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draws ``size`` sequences: one-hot symbols ``(steps, size, SYMBOLS)`` and classes ``(size,)``."""
    symbols = torch.randint(CLASSES, SYMBOLS, (steps, size), generator=generator)
    symbols[0] = torch.randint(CLASSES, (size,), generator=generator)
    return F.one_hot(symbols, SYMBOLS).float(), symbols[0].clone()
