"""One training loop for every experiment of the book."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


@dataclass
class Run:
    """What a training run did.

    Attributes:
        losses: the loss of every step.
        scores: the running score of every step, an exponential mean, empty when the run was not scored.
        solved_at: the first step whose running score reached the goal, or None.
    """

    losses: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    solved_at: int | None = None


def fit(
    model: nn.Module,
    loss: Callable[[nn.Module], Tensor | tuple[Tensor, float]],
    steps: int,
    *,
    rate: float = 5e-3,
    clip: float = 1.0,
    goal: float | None = None,
    memory: float = 0.95,
    watch: Callable[[int], None] | None = None,
) -> Run:
    """Trains with Adam and gradient clipping.

    Args:
        model: trained in place.
        loss: draws a batch and returns its loss, or its loss and a score such as the accuracy.
        steps: the budget; with a goal, training stops as soon as it is reached.
        rate: Adam's step size.
        clip: largest 2-norm of the gradient.
        goal: the running score that counts as solved.
        memory: weight of the past in the running score, which starts at 0.
        watch: called with the number of steps done, after each.
    """
    run = Run()
    parameters = list(model.parameters())
    optimiser = torch.optim.Adam(parameters, lr=rate)
    score = 0.0
    for step in range(steps):
        result = loss(model)
        value, latest = result if isinstance(result, tuple) else (result, None)
        optimiser.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(parameters, clip)
        optimiser.step()
        run.losses.append(value.item())
        if watch is not None:
            watch(step + 1)
        if latest is not None:
            score = memory * score + (1 - memory) * latest
            run.scores.append(score)
            if goal is not None and score >= goal:
                run.solved_at = step + 1
                break
    return run


def next_word_loss(model: nn.Module, tokens: Tensor) -> Tensor:
    """Mean cross-entropy of predicting ``tokens[1:]`` from ``tokens[:-1]``, tokens ``(T, N)``."""
    logits = model(tokens[:-1])  # (T - 1, N, V)
    return F.cross_entropy(logits.flatten(0, 1), tokens[1:].flatten())


def each_next_word_loss(crowd: nn.Module, tokens: Tensor) -> Tensor:
    """The same of every member of a crowd, ``(S,)``, tokens ``(T, S, N)``."""
    logits = crowd(tokens[:-1])  # (T - 1, S, N, V)
    losses = F.cross_entropy(logits.flatten(0, 2), tokens[1:].flatten(), reduction="none")
    return losses.view(tokens[1:].shape).mean((0, 2))


def streams(seed: int) -> torch.Generator:
    """Seeds the weights and returns a separate generator for the data.

    Two models started with one seed see the same data, whatever number of weights they draw.
    """
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(10_000 + seed)
