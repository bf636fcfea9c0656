"""A walk in arcs whose every next step has a known density: what a generative model of it can reach is known too.

A walker makes steps of length about 1. It turns by 40 degrees at each step, three times to the same side; then it tosses
a coin for the side of the next three. What is seen is the step itself, with noise: ``x_t = R(turn) x_{t-1} / |x_{t-1}| + e``,
``e ~ N(0, NOISE^2)`` in both directions. The side of an arc is plain from its first step on.
"""
from __future__ import annotations

import math

import torch
from torch import Tensor

TURN, RUN, NOISE = math.radians(40), 3, 0.1


def walks(steps: int, size: int, generator: torch.Generator) -> Tensor:
    """Steps of the walks, ``(steps + 1, size, 2)``; the first is given, in a random direction, and a coin is tossed after it."""
    sides = torch.randint(0, 2, (math.ceil(steps / RUN), size), generator=generator) * 2.0 - 1
    turns = TURN * sides.repeat_interleave(RUN, dim=0)[:steps]
    heading = 2 * math.pi * torch.rand(size, generator=generator)
    seen = [torch.stack([heading.cos(), heading.sin()], dim=-1)]
    for turn in turns:
        seen.append(_turned(seen[-1], turn) + NOISE * torch.randn(size, 2, generator=generator))
    return torch.stack(seen)


def tosses(steps: int) -> Tensor:
    """Where the side is open, ``(steps,)``: true for the first step of every arc."""
    return torch.arange(steps) % RUN == 0


def _turned(step: Tensor, turn: Tensor) -> Tensor:
    """The direction of a step ``(N, 2)`` turned to the left by ``turn (N,)``, with length 1."""
    unit = step / step.norm(dim=-1, keepdim=True)
    across = torch.stack([-unit[..., 1], unit[..., 0]], dim=-1)
    return turn.cos().unsqueeze(-1) * unit + turn.sin().unsqueeze(-1) * across


def log_density(walk: Tensor) -> Tensor:
    """The true ``log p(x_t | x_<t)`` of every step after the first, in nats, ``(steps, N)``.

    At a toss it is a mixture of two Gaussians; elsewhere the mixture's weights are what the arc so far says of its side.
    """
    steps = len(walk) - 1
    ahead = torch.full_like(walk[:-1, :, 0], TURN)
    both = torch.stack([_turned(walk[:-1], ahead), _turned(walk[:-1], -ahead)])  # (2, steps, N, 2)
    each = -0.5 * ((walk[1:] - both) / NOISE).square().sum(-1) - math.log(2 * math.pi * NOISE**2)  # (2, steps, N)
    found, weight = [], each.new_zeros(2, walk.shape[1])
    for t, toss in enumerate(tosses(steps)):
        if toss:
            weight = torch.full_like(weight, math.log(0.5))
        joint = weight + each[:, t]
        found.append(joint.logsumexp(0))
        weight = joint - found[-1]
    return torch.stack(found)


def one_gaussian() -> Tensor:
    """The best that any single Gaussian can do at a toss, on average: minus its entropy, in nats.

    Its covariance is that of the mixture: noise along the heading, noise and ``sin(TURN)^2`` across it.
    """
    across = NOISE**2 + math.sin(TURN) ** 2
    return torch.tensor(-0.5 * math.log((2 * math.pi * math.e) ** 2 * NOISE**2 * across))


def ceiling() -> tuple[float, float]:
    """Mean log-density of the walk itself, at a toss and elsewhere, in nats a step (the two sides do not overlap)."""
    known = -math.log(2 * math.pi * math.e * NOISE**2)
    return known - math.log(2), known
