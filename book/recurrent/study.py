"""Tasks put to every variant: each seed draws its own data, and all members of a seed see the same."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import reber
from recurrent.ensemble import VARIANTS, LSTMEnsemble, Variant
from recurrent.gru import PLACEMENTS, GRUEnsemble
from recurrent.min_gru import MinGRUEnsemble
from recurrent.spikes import Intervals
from recurrent.temporal_order import CLASSES, SYMBOLS, temporal_order
from recurrent.together import fit_together

HIDDEN, STREAM = 16, 300  # units of every cell, and letters of the stream that trained members are examined on
JANET = Variant(coupled=True, output_gate=False, output_activation=False, peepholes=False)
LSTMS = VARIANTS | {"bias 1": Variant(forget_bias=1.0), "bias 2": Variant(forget_bias=2.0), "JANET": JANET}
GROUPS = ("LSTM", "FGR", *(f"GRU {reset}" for reset in PLACEMENTS), "minGRU 1", "minGRU 3")


@dataclass(frozen=True)
class Order:
    """Temporal order: one sequence at a time, the class is asked for at its end; chance 1/4, ceiling 1."""

    steps: int = 30
    size: int = 16
    inputs: int = SYMBOLS
    outputs: int = CLASSES
    chance: float = 1 / CLASSES

    def examine(self, model: nn.Module, generators: Sequence[torch.Generator]) -> tuple[Tensor, Tensor]:
        """Each member's loss and accuracy on a fresh batch, ``(members,)`` each."""
        batches = [temporal_order(self.steps, self.size, generator) for generator in generators]
        x, label = torch.stack([b[0] for b in batches], 1), torch.stack([b[1] for b in batches])  # (T, S, N, I), (S, N)
        logits = model(x)[-1]  # (members, N, classes)
        label = label.repeat(len(logits) // len(label), 1)
        loss = F.cross_entropy(logits.flatten(0, 1), label.flatten(), reduction="none").view(label.shape).mean(1)
        return loss, (logits.argmax(-1) == label).float().mean(1)


@dataclass(frozen=True)
class Reber:
    """Continual embedded Reber strings: every next letter is asked for, the returning one is scored; chance 1/2, ceiling 1."""

    steps: int = 50
    size: int = 16
    inputs: int = reber.SYMBOLS
    outputs: int = reber.SYMBOLS
    chance: float = 1 / 2

    def examine(self, model: nn.Module, generators: Sequence[torch.Generator]) -> tuple[Tensor, Tensor]:
        """Each member's loss and share of recalled letters on a fresh batch, ``(members,)`` each."""
        streams = [reber.continual(self.steps, self.size, generator) for generator in generators]
        logits = model(torch.stack([s.x for s in streams], 1))  # (T - 1, members, N, V)
        copies = logits.shape[1] // len(streams)
        target = torch.stack([s.letters[1:] for s in streams], 1).repeat(1, copies, 1)  # (T - 1, members, N)
        loss = F.cross_entropy(logits.flatten(0, 2), target.flatten(), reduction="none").view(target.shape).mean((0, 2))
        asked = torch.stack([s.returns[1:] for s in streams], 1).repeat(1, copies, 1)
        right = (logits[..., reber.OUTER[1]] > logits[..., reber.OUTER[0]]) == (target == reber.OUTER[1])
        return loss, (right & asked).sum((0, 2)) / asked.sum((0, 2))


class Learned(NamedTuple):
    """What training gave.

    Attributes:
        curve: the score on every fresh batch, before learning from it, ``(steps, members)``.
        exam: the score after training on one large batch, for streams a long one, ``(members,)``.
    """

    curve: Tensor
    exam: Tensor


def train(model: nn.Module, task: Order | Reber | Intervals, seeds: Sequence[int], steps: int, rate: float = 1e-2) -> Learned:
    """Trains all members on data of their seeds and examines them, all on the same data."""
    generators = [torch.Generator().manual_seed(10_000 + seed) for seed in seeds]
    scores = []

    def losses(model: nn.Module) -> Tensor:
        loss, score = task.examine(model, generators)
        scores.append(score.detach())
        return loss

    fit_together(model, losses, steps, rate=rate)
    exam = replace(task, size=64, steps=STREAM) if isinstance(task, Reber) else replace(task, size=256)
    with torch.no_grad():
        _, score = exam.examine(model, [torch.Generator().manual_seed(99) for _ in seeds])
    return Learned(torch.stack(scores), score)


def learn(group: str, task: Order | Reber | Intervals, seeds: Sequence[int], steps: int) -> dict[str, Learned]:
    """What the variants of a group learned, by name, one member a seed.

    Args:
        group: one of ``GROUPS``: all LSTMs but FGR, FGR alone, a GRU with either reset, a minGRU of so many layers; or
            ``"peepholes"``: the LSTM with and without.
    """
    kind, _, detail = group.partition(" ")
    if kind == "GRU":
        return {group: train(GRUEnsemble(detail, seeds, task.inputs, HIDDEN, task.outputs), task, seeds, steps)}
    if kind == "minGRU":
        return {group: train(MinGRUEnsemble(seeds, task.inputs, HIDDEN, task.outputs, int(detail)), task, seeds, steps)}
    names = {"LSTM": [name for name in LSTMS if name != "FGR"], "FGR": ["FGR"], "peepholes": ["vanilla", "NP"]}[group]
    found = train(LSTMEnsemble([LSTMS[name] for name in names], seeds, task.inputs, HIDDEN, task.outputs), task, seeds, steps)
    pieces = zip(found.curve.split(len(seeds), dim=1), found.exam.split(len(seeds)))
    return {name: Learned(*piece) for name, piece in zip(names, pieces)}
