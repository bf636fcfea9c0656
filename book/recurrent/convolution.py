"""A convolutional classifier with global pooling: what a reader without a state knows about a row."""
from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn as nn
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
