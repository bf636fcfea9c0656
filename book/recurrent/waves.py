"""Drawing a waveform from nothing: a network without input learns one curve by heart (after Koutník et al. 2014)."""
from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn as nn
from torch import Tensor

from recurrent.clockwork import ClockworkEnsemble, reads
from recurrent.ensemble import LSTMEnsemble, Variant
from recurrent.together import fit_together

PERIODS = (1, 2, 4, 8, 16, 32)
SIZES = {"clockwork": 36, "RNN": 27, "LSTM": 13}  # about equally many recurrent weights


def waveforms(steps: int, size: int, generator: torch.Generator, partials: int = 4) -> Tensor:
    """``size`` curves, ``(steps, size)``: sums of sines with random periods, phases and weights, mean 0, variance 1.

    The periods are drawn evenly on a logarithmic scale between 8 steps and the whole length.
    """
    t = torch.arange(steps, dtype=torch.float32)[:, None, None]
    period = 8 * (steps / 8) ** torch.rand(size, partials, generator=generator)
    phase = 2 * math.pi * torch.rand(size, partials, generator=generator)
    weight = 0.5 + torch.rand(size, partials, generator=generator)
    curve = (weight * torch.sin(2 * math.pi * t / period + phase)).sum(-1)
    return (curve - curve.mean(0)) / curve.std(0, unbiased=False)


def recurrent_weights(kind: str) -> int:
    """How many recurrent weights of a network of ``SIZES`` count: those of the blocks that a clockwork reads, or all."""
    H = SIZES[kind]
    return int(reads(H, PERIODS).sum()) if kind == "clockwork" else H * H * (4 if kind == "LSTM" else 1)


def learn_curves(kind: str, seeds: Sequence[int], steps: int, training: int, rate: float = 1e-2) -> tuple[Tensor, Tensor]:
    """Trains one network a seed on a curve of its own.

    Args:
        kind: ``"clockwork"``, ``"RNN"`` or ``"LSTM"`` (with forget bias 1).
        seeds: they decide curves and weights.
        steps: length of the curves.
        training: steps of Adam.

    Returns:
        the curves and what is drawn in the end, ``(steps, S)`` both. A network that draws the mean has error 1.
    """
    target = torch.cat([waveforms(steps, 1, torch.Generator().manual_seed(10_000 + seed)) for seed in seeds], dim=1)
    if kind == "LSTM":
        model: nn.Module = LSTMEnsemble([Variant(peepholes=False, forget_bias=1.0)], seeds, 1, SIZES[kind], 1)
        silence = torch.zeros(steps, len(seeds), 1, 1)
        draw = lambda model: model(silence)[:, :, 0, 0]  # noqa: E731
    else:
        model = ClockworkEnsemble(seeds, SIZES[kind], PERIODS if kind == "clockwork" else (1,))
        draw = lambda model: model(steps)  # noqa: E731
    fit_together(model, lambda model: ((draw(model) - target) ** 2).mean(0), training, rate=rate)
    with torch.no_grad():
        return target, draw(model)
