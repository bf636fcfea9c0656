"""Many seeds in one computation: a crowd of equal networks, each with its own weights, data and running score.

Small networks spend their time on overhead, not on arithmetic. A crowd of ten costs little more than one of them, and
each member learns as it would alone: the members share no number, and gradients are clipped for each by itself.
"""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import scan
from recurrent.models import Classifier, LanguageModel
from recurrent.training import Run


class Crowd(nn.Module):
    """S classifiers or S language models with one recurrent layer each, side by side.

    Args:
        members: networks of one shape; their weights are copied.

    Inputs:
        what a member takes, with the crowd's dimension before the batch: ``(T, S, N, I)``, or tokens ``(T, S, N)``.

    Outputs:
        what a member gives, alike: logits ``(S, N, classes)``, or ``(T, S, N, V)``.
    """

    def __init__(self, members: Sequence[Classifier | LanguageModel]) -> None:
        super().__init__()
        self._pattern = copy.deepcopy(members[0])
        self._pattern.requires_grad_(False)
        self.size = len(members)
        rows = [dict(member.named_parameters()) for member in members]
        self.weights = nn.ParameterDict({
            name.replace(".", "/"): nn.Parameter(torch.stack([row[name].detach() for row in rows])) for name in rows[0]
        })  # fmt: skip

    def parameters(self, recurse: bool = True) -> Iterator[nn.Parameter]:
        """The stacked weights, ``(S, …)`` each, without the pattern's."""
        return self.weights.parameters()

    def weight(self, name: str) -> Tensor:
        """All members' parameter of this name, ``(S, …)``."""
        return self.weights[name.replace(".", "/")]

    def member(self, k: int) -> Classifier | LanguageModel:
        """Member ``k`` as a network of its own, with a copy of its weights."""
        alone = copy.deepcopy(self._pattern)
        with torch.no_grad():
            for name, parameter in alone.named_parameters():
                parameter.copy_(self.weight(name)[k])
        return alone.requires_grad_(True)

    def states(self, x: Tensor) -> Tensor:
        """The hidden states ``(T, S, N, H)`` over embedded or numeric inputs."""
        layer = self._pattern.layer
        weight_ih, weight_hh, bias_ih, bias_hh = (self.weight(f"layer.{name}_l0") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        if isinstance(self._pattern, LanguageModel):
            table = self.weight("embedding.weight")  # (S, V, D)
            rows = x + len(table[0]) * torch.arange(self.size).unsqueeze(-1)
            x = F.embedding(rows, table.flatten(0, 1))  # (T, S, N, D)
        bias = bias_ih if isinstance(layer, nn.GRU) else bias_ih + bias_hh
        inputs = torch.baddbmm(bias.unsqueeze(1), x.transpose(0, 1).flatten(1, 2), weight_ih.mT)  # (S, T N, G)
        inputs = inputs.unflatten(1, (x.shape[0], x.shape[2])).transpose(0, 1).contiguous()
        if isinstance(layer, nn.LSTM):
            return scan.lstm(inputs, weight_hh)
        if isinstance(layer, nn.GRU):
            return scan.gru(inputs, weight_hh, bias_hh.unsqueeze(1))
        return scan.rnn(inputs, weight_hh, layer.nonlinearity)

    def forward(self, x: Tensor) -> Tensor:
        states = self.states(x)
        read = states if isinstance(self._pattern, LanguageModel) else states[-1:]
        weight, bias = self.weight("output.weight"), self.weight("output.bias")
        logits = torch.baddbmm(bias.unsqueeze(1), read.transpose(0, 1).flatten(1, 2), weight.mT)
        logits = logits.unflatten(1, (read.shape[0], read.shape[2])).transpose(0, 1)  # (T or 1, S, N, C)
        return logits if isinstance(self._pattern, LanguageModel) else logits[0]


def fit_crowd(
    crowd: nn.Module,
    loss: Callable[[nn.Module], Tensor | tuple[Tensor, Tensor]],
    steps: int,
    *,
    rate: float = 5e-3,
    clip: float | None = 1.0,
    patience: float = 0.999,
    goal: float | None = None,
    memory: float = 0.95,
    watch: Callable[[int], None] | None = None,
) -> list[Run]:
    """Trains every member with Adam and its own gradient clipping, as ``training.fit`` trains one network.

    Args:
        crowd: trained in place; every parameter has the members in its first dimension.
        loss: draws a batch for each member; returns their losses ``(S,)``, or losses and scores.
        steps: the budget; with a goal, training stops when every member has reached it.
        rate: Adam's step size.
        clip: largest 2-norm of a member's gradient; None for no clipping.
        patience: Adam's second beta, the weight of the past in its running size of a gradient. A shorter memory lets a
            rare signal count once the common ones are learnt.
        goal: the running score that counts as solved.
        memory: weight of the past in the running score, which starts at 0.
        watch: called with the number of steps done, after each.

    Returns:
        one Run for each member. A member that has solved its task goes on training until all have.
    """
    parameters = list(crowd.parameters())
    optimiser = torch.optim.Adam(parameters, lr=rate, fused=True, betas=(0.9, patience))
    size = len(parameters[0])
    runs, score = [Run() for _ in range(size)], torch.zeros(size)
    for step in range(steps):
        result = loss(crowd)
        values, latest = result if isinstance(result, tuple) else (result, None)
        optimiser.zero_grad()
        values.sum().backward()
        if clip is not None:
            clip_each(parameters, clip)
        optimiser.step()
        for run, value in zip(runs, values.tolist()):
            run.losses.append(value)
        if watch is not None:
            watch(step + 1)
        if latest is not None:
            score = memory * score + (1 - memory) * latest
            for run, value in zip(runs, score.tolist()):
                run.scores.append(value)
                if goal is not None and run.solved_at is None and value >= goal:
                    run.solved_at = step + 1
            if all(run.solved_at for run in runs):
                break
    return runs


def clip_each(parameters: Sequence[Tensor], largest: float) -> Tensor:
    """Scales each member's gradient to a 2-norm of at most ``largest``, in place; returns the norms before, ``(S,)``."""
    with torch.no_grad():
        norms = torch.stack([p.grad.flatten(1).norm(dim=1) for p in parameters]).norm(dim=0)
        factor = (largest / (norms + 1e-6)).clamp(max=1.0)
        for p in parameters:
            p.grad.mul_(factor.view(-1, *[1] * (p.dim() - 1)))
    return norms


def each_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Each member's mean cross-entropy and accuracy, ``(S,)`` both.

    Args:
        logits: ``(S, N, classes)``.
        labels: ``(S, N)``.
    """
    losses = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="none").unflatten(0, labels.shape)
    return losses.mean(1), (logits.argmax(-1) == labels).float().mean(1)
