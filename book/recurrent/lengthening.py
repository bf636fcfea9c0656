"""What a token costs as sequences grow longer: processor time, and memory that a backward pass needs, for five layers.

All read and write ``(T, N, WIDTH)``: an LSTM, a BiLSTM whose directions have half the width each, causal self-attention
with its table of weights written out or left to torch's fused kernel, and a minGRU by a scan.
"""
from __future__ import annotations

import math
from collections.abc import Callable
from time import process_time

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent.linear_scan import by_scan, min_gru

WIDTH = 64


class Attention(nn.Module):
    """Causal self-attention with one head: ``softmax(Q K^T / sqrt(WIDTH)) V`` (Vaswani et al. 2017).

    Args:
        fused: torch's own kernel, which never writes the T x T weights down.
    """

    def __init__(self, fused: bool) -> None:
        super().__init__()
        self.projections, self.fused = nn.Linear(WIDTH, 3 * WIDTH, bias=False), fused

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = self.projections(x.transpose(0, 1)).chunk(3, dim=-1)  # (N, T, WIDTH) each
        if self.fused:
            return F.scaled_dot_product_attention(q.unsqueeze(1), k.unsqueeze(1), v.unsqueeze(1), is_causal=True)[:, 0].transpose(0, 1)
        hidden = torch.ones(len(x), len(x), dtype=torch.bool).triu(1)
        scores = (q @ k.mT / math.sqrt(WIDTH)).masked_fill(hidden, -math.inf)
        return (scores.softmax(-1) @ v).transpose(0, 1)


class MinGRU(nn.Module):
    """minGRU (Feng et al. 2024), all steps in ``log2 T`` rounds."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.candidate = (nn.Parameter(torch.randn(WIDTH, WIDTH) / math.sqrt(WIDTH)) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        return min_gru(x, x.new_zeros(x.shape[1:]), self.gate, self.candidate, by_scan)


class Recurrent(nn.Module):
    """``nn.LSTM`` without its state."""

    def __init__(self, bidirectional: bool) -> None:
        super().__init__()
        self.layer = nn.LSTM(WIDTH, WIDTH // (1 + bidirectional), bidirectional=bidirectional)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x)[0]


LAYERS: dict[str, Callable[[], nn.Module]] = {
    "LSTM": lambda: Recurrent(False),
    "BiLSTM": lambda: Recurrent(True),
    "attention": lambda: Attention(False),
    "attention, fused": lambda: Attention(True),
    "minGRU, scan": MinGRU,
}


def saved_bytes(layer: nn.Module, steps: int) -> float:
    """Bytes a token that autograd keeps for the backward pass, the weights left out; every storage counts once."""
    weights = {parameter.untyped_storage().data_ptr() for parameter in layer.parameters()}
    kept: dict[int, tuple[int, Tensor]] = {}

    def keep(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes(), tensor  # held, so that its address is not used again
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        out = layer(torch.randn(steps, 1, WIDTH))
    del out
    return sum(size for size, _ in kept.values()) / steps


def training_time(layer: nn.Module, steps: int, repeats: int = 3) -> float:
    """Microseconds of processor time a token, forward and backward over one sequence; the shortest of some runs."""
    x = torch.randn(steps, 1, WIDTH)
    taken = []
    for _ in range(repeats + 1):  # the first warms up
        start = process_time()
        layer(x).sum().backward()
        taken.append(process_time() - start)
    return 1e6 * min(taken[1:]) / steps


def fastest(run: Callable[[], object], repeats: int) -> float:
    """Microseconds of processor time of the fastest run."""
    taken = []
    for _ in range(repeats + 1):
        start = process_time()
        run()
        taken.append(process_time() - start)
    return 1e6 * min(taken[1:])


@torch.no_grad()
def next_token(steps: int, repeats: int = 20) -> dict[str, tuple[float, int]]:
    """What one more token costs behind ``steps`` others: microseconds, and numbers that have to be remembered.

    An LSTM and a minGRU take a step from their state; attention asks the keys and values of all tokens so far; a BiLSTM
    has to read everything again, since every one of its backward states has changed.
    """
    x = torch.randn(1, 1, WIDTH)
    lstm, both = nn.LSTM(WIDTH, WIDTH), nn.LSTM(WIDTH, WIDTH // 2, bidirectional=True)
    state = torch.zeros(1, 1, WIDTH), torch.zeros(1, 1, WIDTH)
    project, keys, values = nn.Linear(WIDTH, 3 * WIDTH, bias=False), torch.randn(1, steps, WIDTH), torch.randn(1, steps, WIDTH)
    tokens, scan = torch.randn(steps, 1, WIDTH), MinGRU()

    def ask() -> Tensor:
        q = project(x)[..., :WIDTH]
        return (q @ keys.mT / math.sqrt(WIDTH)).softmax(-1) @ values

    return {
        "LSTM": (fastest(lambda: lstm(x, state), repeats), 2 * WIDTH),
        "BiLSTM": (fastest(lambda: both(tokens), 2), steps * WIDTH),
        "attention": (fastest(ask, repeats), 2 * steps * WIDTH),
        "minGRU": (fastest(lambda: min_gru(x, state[0][0], scan.gate, scan.candidate, by_scan), repeats), WIDTH),
    }
