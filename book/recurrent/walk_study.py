"""Generative networks learn walks through a city: what their bound reaches, and how their own walks look."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from recurrent.blocks import DIRECTIONS, NOISE, corners, walks
from recurrent.together import fit_together
from recurrent.variational import VRNNs, tighter

# name: (kind of network, whether the weight of the divergence is raised from 0 to 1 at the start of training)
GROUPS = {"VRNN": ("VRNN", True), "fixed prior": ("fixed prior", True), "at once": ("VRNN", False), "no z": ("no z", False)}


@dataclass(frozen=True)
class Score:
    """What one network reaches on new walks, in nats a step.

    Attributes:
        corner, elsewhere: its bound at the steps where a direction is drawn, and at the others.
        gap_corner, gap_elsewhere: the divergence of posterior from prior there.
        bound: over all steps.
        tight: the bound from several samples together.
    """

    corner: float
    elsewhere: float
    gap_corner: float
    gap_elsewhere: float
    bound: float
    tight: float


def learn_walks(seeds: Sequence[int], training: int, warm: int, steps: int = 10, size: int = 32, rate: float = 0.02) -> VRNNs:
    """Trains one network for each group and seed, in the order of ``GROUPS``; a seed's networks see the same walks.

    Args:
        training: steps of Adam.
        warm: over how many of them the weight of the divergence is raised, where it is.
        steps: length of the walks.
        size: walks of a batch.
    """
    model = VRNNs([kind for kind, _ in GROUPS.values()], seeds)
    generators = [torch.Generator().manual_seed(10_000 + seed) for seed in seeds]
    noise = torch.Generator().manual_seed(0)
    raised = torch.tensor([raised for _, raised in GROUPS.values() for _ in seeds])
    done = 0

    def loss(model: VRNNs) -> Tensor:
        nonlocal done
        done += 1
        weight = torch.where(raised, min(done / warm, 1.0), 1.0)
        x = torch.stack([walks(steps, size, generator) for generator in generators], dim=1).repeat(1, len(GROUPS), 1, 1)
        found = model(x, noise)
        return -(found.fit - weight.unsqueeze(-1) * found.gap).mean((0, 2))

    fit_together(model, loss, training, rate=rate)
    return model


def scores(model: VRNNs, walk: Tensor, draws: int, seed: int = 1) -> dict[str, list[Score]]:
    """Every group's scores on new walks ``(T, N, 2)``, one a seed; ``draws`` samples for the tighter bound."""
    generator = torch.Generator().manual_seed(seed)
    members = len(model.random)
    with torch.no_grad():
        found = model(walk.unsqueeze(1).expand(-1, members, -1, -1), generator)
    at = corners(len(walk))[1:]
    bound, gap = (found.fit - found.gap).mean(2), found.gap.mean(2)  # (T - 1, S)
    columns = bound[at].mean(0), bound[~at].mean(0), gap[at].mean(0), gap[~at].mean(0), bound.mean(0), tighter(model, walk, draws, generator)
    rows = [Score(*map(float, row)) for row in zip(*columns)]
    each = members // len(GROUPS)
    return {name: rows[k * each : (k + 1) * each] for k, name in enumerate(GROUPS)}


def on_a_street(steps: Tensor) -> float:
    """Share of steps ``(…, 2)`` within three times the noise of one of the four directions."""
    distance = (steps.unsqueeze(-2) - DIRECTIONS).norm(dim=-1).amin(-1)
    return (distance < 3 * NOISE).float().mean().item()
