"""Training many members at once: every member has its own loss, its own gradient norm and its own step size."""
from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn as nn
from torch import Tensor


def fit_together(
    model: nn.Module,
    losses: Callable[[nn.Module], Tensor],
    steps: int,
    *,
    rate: float = 5e-3,
    clip: float = 1.0,
    watch: Callable[[int], None] | None = None,
) -> Tensor:
    """Trains every member with Adam, its gradient clipped to norm ``clip``: what ``training.fit`` does to one model.

    Args:
        model: parameters ``(members, …)``; trained in place.
        losses: draws a batch and returns one loss a member, ``(members,)``.
        steps: how often.
        rate: Adam's step size.
        clip: largest 2-norm of a member's gradient.
        watch: called with the number of steps done, after each.

    Returns:
        the losses ``(steps, members)``.
    """
    parameters = list(model.parameters())
    optimiser = torch.optim.Adam(parameters, lr=rate)
    history = []
    for step in range(steps):
        value = losses(model)
        optimiser.zero_grad()
        value.sum().backward()
        gradients = [p.grad for p in parameters if p.grad is not None]
        norms = torch.stack([g.flatten(1).norm(dim=1) for g in gradients]).norm(dim=0)  # (members,)
        shrink = (clip / (norms + 1e-6)).clamp(max=1.0)
        for gradient in gradients:
            gradient *= shrink.view(-1, *[1] * (gradient.dim() - 1))
        optimiser.step()
        history.append(value.detach())
        if watch is not None:
            watch(step + 1)
    return torch.stack(history)
