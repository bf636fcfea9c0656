"""A walk through a city, whose every next step has a known density: so what a model of it can reach is known too.

A walker makes steps of length 1 to the east, north, west or south. At each corner, that is every ``RUN`` steps, it draws
one of the four anew, and keeps it up to the next corner. What is seen is each step with noise:
``x_t = direction + e``, ``e ~ N(0, NOISE^2)`` in both coordinates.
"""
from __future__ import annotations

import math

import torch
from torch import Tensor

RUN, NOISE = 3, 0.2
DIRECTIONS = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])


def walks(steps: int, size: int, generator: torch.Generator) -> Tensor:
    """Steps of ``size`` walks, ``(steps, size, 2)``; the first stands at a corner."""
    chosen = torch.randint(0, len(DIRECTIONS), (math.ceil(steps / RUN), size), generator=generator)
    return DIRECTIONS[chosen.repeat_interleave(RUN, dim=0)[:steps]] + NOISE * torch.randn(steps, size, 2, generator=generator)


def corners(steps: int) -> Tensor:
    """Where the direction is drawn, ``(steps,)``."""
    return torch.arange(steps) % RUN == 0


def log_density(walk: Tensor) -> Tensor:
    """The true ``log p(x_t | x_<t)`` of every step, in nats, ``(T, N)``.

    A mixture of four Gaussians, whose weights are a quarter each at a corner, and elsewhere what the block so far says.
    """
    each = -0.5 * ((walk.unsqueeze(-2) - DIRECTIONS) / NOISE).square().sum(-1) - math.log(2 * math.pi * NOISE**2)  # (T, N, 4)
    found, weight = [], each[0]
    for logs, corner in zip(each, corners(len(walk))):
        if corner:
            weight = torch.full_like(logs, -math.log(len(DIRECTIONS)))
        joint = weight + logs
        found.append(joint.logsumexp(-1))
        weight = joint - found[-1].unsqueeze(-1)
    return torch.stack(found)


def one_gaussian() -> float:
    """The most that a single Gaussian can give a step at a corner, on average, in nats.

    It has the mixture's mean, 0, and its variance, a half and the noise's in each coordinate; no correlation.
    """
    return -math.log(2 * math.pi * math.e * (0.5 + NOISE**2))
