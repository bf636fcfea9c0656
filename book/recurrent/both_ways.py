"""One network that reads a sequence from the front, from the back, or both ways, over packed sequences."""
from __future__ import annotations

import torch
import torch.nn as nn
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

READS = ("forward", "backward", "both")
MERGES = ("concat", "sum", "mean", "mul")


def reverse_padded(x: Tensor, lengths: Tensor) -> Tensor:
    """Each sequence of ``x (T, N, …)`` reversed within its length, the padding left where it is."""
    steps = torch.arange(len(x)).unsqueeze(1)  # (T, 1)
    source = torch.where(steps < lengths, lengths - 1 - steps, steps)  # (T, N)
    return x[source, torch.arange(x.shape[1])]


def merge(forward: Tensor, backward: Tensor, mode: str) -> Tensor:
    """Two directions in one: ``[f; b]``, ``f + b``, ``(f + b) / 2`` or ``f * b``.

    Raises:
        ValueError: for a mode that is not one of ``MERGES``.
    """
    if mode not in MERGES:
        raise ValueError(f"mode must be one of {MERGES}, got {mode!r}")
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "mul":
        return forward * backward
    return (forward + backward) / (2 if mode == "mean" else 1)


class DirectedReader(nn.Module):
    """Embedding, an LSTM in one direction or both, a read-out at every step: linear, or with one hidden layer.

    Args:
        reads: ``"forward"``, ``"backward"`` or ``"both"``.
        mode: how two directions are merged, one of ``MERGES``.
        inner: units of a hidden layer (ReLU) in the read-out, 0 for a linear read-out.

    Inputs:
        tokens ``(T, N)`` int64, lengths ``(N,)``.

    Outputs:
        logits ``(T, N, classes)``; those past a sequence's end mean nothing.
    """

    def __init__(self, reads: str, vocabulary: int, hidden_size: int, classes: int, mode: str = "concat", embedding_dim: int = 12, inner: int = 0) -> None:
        super().__init__()
        if reads not in READS:
            raise ValueError(f"reads must be one of {READS}, got {reads!r}")
        self.reads, self.mode = reads, mode
        self.embedding = nn.Embedding(vocabulary, embedding_dim)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, bidirectional=reads == "both")
        width = hidden_size * (2 if reads == "both" and mode == "concat" else 1)
        self.inner = nn.Linear(width, inner) if inner else None
        self.output = nn.Linear(inner or width, classes)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        if self.reads == "backward":
            tokens = reverse_padded(tokens, lengths)
        packed = pack_padded_sequence(self.embedding(tokens), lengths, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.lstm(packed)[0], total_length=len(tokens))  # (T, N, H or 2H)
        if self.reads == "backward":
            states = reverse_padded(states, lengths)
        if self.reads == "both":
            states = merge(*states.chunk(2, dim=-1), self.mode)
        return self.output(states if self.inner is None else self.inner(states).relu())
