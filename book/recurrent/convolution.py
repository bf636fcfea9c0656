"""A convolutional classifier with global pooling: what a reader without a state knows about a row."""
from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


class ConvolutionalClassifier(nn.Module):
    """Convolutions over time, the maximum over all steps, a linear read-out.

    Args:
        channels: of every hidden layer.
        dilations: one layer of three taps for each, ``d`` steps apart.
        padding: ``"zeros"`` or ``"circular"``, which closes the row to a ring without ends.
        position: adds a channel that rises from -1 at the first step to 1 at the last.

    Inputs:
        x ``(T, N, I)``.

    Outputs:
        logits ``(N, classes)``.
    """

    def __init__(
        self, input_size: int, channels: int, classes: int, dilations: Sequence[int], padding: str = "zeros", position: bool = False
    ) -> None:
        super().__init__()
        self.position = position
        sizes = [input_size + position, *[channels] * len(dilations)]
        self.layers = nn.ModuleList(
            nn.Conv1d(before, after, 3, dilation=d, padding=d, padding_mode=padding) for before, after, d in zip(sizes, sizes[1:], dilations)
        )
        self.output = nn.Linear(channels, classes)

    @property
    def field(self) -> int:
        """Steps that one position of the last layer sees."""
        return 1 + 2 * sum(layer.dilation[0] for layer in self.layers)

    def forward(self, x: Tensor) -> Tensor:
        steps, size, _ = x.shape
        if self.position:
            ramp = torch.linspace(-1, 1, steps, dtype=x.dtype, device=x.device).view(-1, 1, 1).expand(-1, size, 1)
            x = torch.cat([x, ramp], dim=-1)
        x = x.permute(1, 2, 0)  # (N, I, T)
        for layer in self.layers:
            x = layer(x).relu()
        return self.output(x.amax(-1))


class ConvolutionalCrowd(nn.Module):
    """Many such classifiers side by side, one group of channels each; `recurrent.crowd` trains them.

    Args:
        members: networks of one shape; their weights are copied.

    Inputs:
        x ``(T, S, N, I)``.

    Outputs:
        logits ``(S, N, classes)``.
    """

    def __init__(self, members: Sequence[ConvolutionalClassifier]) -> None:
        super().__init__()
        self._pattern = copy.deepcopy(members[0]).requires_grad_(False)
        rows = [dict(member.named_parameters()) for member in members]
        self.weights = nn.ParameterList(nn.Parameter(torch.stack([row[name].detach() for row in rows])) for name in rows[0])
        self.size = len(members)

    def parameters(self, recurse: bool = True) -> Iterator[nn.Parameter]:
        """The stacked weights, ``(S, …)`` each, without the pattern's."""
        return self.weights.parameters()

    def member(self, k: int) -> ConvolutionalClassifier:
        """Member ``k`` as a network of its own, with a copy of its weights."""
        alone = copy.deepcopy(self._pattern)
        with torch.no_grad():
            for parameter, weight in zip(alone.parameters(), self.weights):
                parameter.copy_(weight[k])
        return alone.requires_grad_(True)

    def forward(self, x: Tensor) -> Tensor:
        if self._pattern.position:
            ramp = torch.linspace(-1, 1, len(x), dtype=x.dtype).view(-1, 1, 1, 1).expand(*x.shape[:-1], 1)
            x = torch.cat([x, ramp], dim=-1)
        x = x.permute(2, 1, 3, 0).flatten(1, 2)  # (N, S I, T)
        *pairs, output, bias = self.weights
        for layer, weight, shift in zip(self._pattern.layers, pairs[::2], pairs[1::2]):
            d = layer.dilation[0]
            x = F.pad(x, (d, d), mode="circular" if layer.padding_mode == "circular" else "constant")
            x = F.conv1d(x, weight.flatten(0, 1), shift.flatten(), dilation=d, groups=self.size).relu()
        x = x.amax(-1).unflatten(1, (self.size, -1)).transpose(0, 1)  # (S, N, C)
        return torch.baddbmm(bias.unsqueeze(1), x, output.mT)
