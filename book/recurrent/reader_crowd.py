"""Readers of many seeds side by side: the answers, gradients and training that each would have alone."""
from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import scan
from recurrent.labelled import NOT_ASKED, reversal
from recurrent.readers import RECURRENT, Reader


class ReaderCrowd(nn.Module):
    """S readers of one kind and shape.

    Args:
        members: their weights are copied.

    Inputs:
        x ``(S, N, T)`` tokens or ``(S, N, T, I)``, lengths ``(S, N)``.

    Outputs:
        logits ``(S, N, T, K)``, or ``(S, N, K)`` for readers that answer once.
    """

    def __init__(self, members: Sequence[Reader]) -> None:
        super().__init__()
        self._pattern = copy.deepcopy(members[0]).requires_grad_(False)
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

    def member(self, k: int) -> Reader:
        """Member ``k`` as a reader of its own, with a copy of its weights."""
        alone = copy.deepcopy(self._pattern)
        with torch.no_grad():
            for name, parameter in alone.named_parameters():
                parameter.copy_(self.weight(name)[k])
        return alone.requires_grad_(True)

    def _embedded(self, x: Tensor) -> Tensor:
        if self._pattern.embedding is None:
            return x
        table = self.weight("embedding.weight")  # (S, V, D)
        rows = x + len(table[0]) * torch.arange(self.size).view(-1, 1, 1)
        return F.embedding(rows, table.flatten(0, 1)) * (x != 0).unsqueeze(-1)

    def _states(self, x: Tensor, lengths: Tensor) -> Tensor:
        """The recurrent layer's states ``(S, N, T, directions * H)``; the directions are run side by side."""
        ends = [""] + ["_reverse"] * (self._pattern.kind == "BiLSTM")
        turn = reversal(lengths, x.shape[2])[..., None]  # (S, N, T, 1)
        x = torch.cat([x if not end else x.gather(2, turn.expand_as(x)) for end in ends])  # (2S, N, T, D)
        weight_ih, weight_hh, bias_ih, bias_hh = (
            torch.cat([self.weight(f"layer.{name}_l0{end}") for end in ends]) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        inputs = torch.baddbmm((bias_ih + bias_hh).unsqueeze(1), x.flatten(1, 2), weight_ih.mT)
        inputs = inputs.unflatten(1, x.shape[1:3]).permute(2, 0, 1, 3).contiguous()  # (T, 2S, N, 4H)
        states = scan.lstm(inputs, weight_hh).permute(1, 2, 0, 3)  # (2S, N, T, H)
        if len(ends) == 1:
            return states
        forward, backward = states.chunk(2)
        return torch.cat([forward, backward.gather(2, turn.expand_as(backward))], -1)

    def _last(self, states: Tensor, lengths: Tensor) -> Tensor:
        """Each direction's final state: the forward one's at the last real step, the backward one's at the first."""
        units = self._pattern.layer.hidden_size
        at = (lengths - 1)[..., None, None].expand(-1, -1, 1, units)
        return torch.cat([states[..., :units].gather(2, at).squeeze(2), states[:, :, 0, units:]], -1)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        x = self._embedded(x)
        if self._pattern.kind in RECURRENT:
            x = self._states(x, lengths)
            x = self._last(x, lengths) if self._pattern.pooled else x
        else:
            real = (torch.arange(x.shape[2]) < lengths.unsqueeze(-1)).unsqueeze(-1)
            x = x * real
            for k, convolution in enumerate(self._pattern.layer):
                (width,) = convolution.kernel_size
                windows = F.pad(x, (0, 0, width // 2, width // 2)).unfold(2, width, 1).flatten(3)  # (S, N, T, D w)
                weight, bias = self.weight(f"layer.{k}.weight").flatten(2), self.weight(f"layer.{k}.bias")
                x = torch.baddbmm(bias.unsqueeze(1), windows.flatten(1, 2), weight.mT).unflatten(1, x.shape[1:3]).relu() * real
            if self._pattern.pooled:
                x = x.amax(2) if len(self._pattern.layer) else x.sum(2) / lengths.unsqueeze(-1)
        x = self._pattern.activation(x)
        bias, weight = self.weight("output.bias").unsqueeze(1), self.weight("output.weight").mT
        return torch.baddbmm(bias, x.flatten(1, -2), weight).unflatten(1, x.shape[1:-1])


def losses(logits: Tensor, wanted: Tensor) -> Tensor:
    """Each member's mean cross-entropy over what is asked, ``(S,)``, of logits ``(S, …, K)`` and numbers ``(S, …)``."""
    each = F.cross_entropy(logits.flatten(0, -2), wanted.flatten(), ignore_index=NOT_ASKED, reduction="none")
    return each.view(len(wanted), -1).sum(1) / (wanted != NOT_ASKED).flatten(1).sum(1)
