"""Models that read a sequence and answer, at every step or once: tokens → embedding → a layer → a linear output.

What differs is the layer, that is, how much of the sequence an answer can see: an LSTM all before it, a BiLSTM all of
it, a window or a small CNN a few steps to either side, a bag everything but no order.
"""
from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn as nn
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# The widths of a reader's convolutions; one of them over k steps is an MLP that sees a window of k steps.
WIDTHS: dict[str, tuple[int, ...]] = {"window": (7,), "CNN": (5, 5), "bag": ()}
RECURRENT = ("LSTM", "BiLSTM")
KINDS = (*RECURRENT, *WIDTHS)


class Reader(nn.Module):
    """One reader; its submodules are ``embedding``, ``layer`` and ``output``.

    Args:
        kind: one of ``KINDS``.
        vocabulary: rows of the embedding, the first being padding; None where the input is numbers, not tokens.
        width: the size of an embedding, or of an input without one.
        hidden_size: units of an LSTM, of each direction of a BiLSTM, or of each convolution.
        outputs: tags or classes.
        pooled: one answer for the whole sequence, from the final states of a recurrent layer, the largest value of
            each unit of a CNN or the mean of a bag; otherwise one at every step.
        activation: of the layer's states before the linear output; by default there is none.

    Inputs:
        x ``(N, T)`` tokens or ``(N, T, width)``, lengths ``(N,)``.

    Outputs:
        logits ``(N, T, outputs)``, or ``(N, outputs)`` if pooled. What stands past a length is not read.
    """

    def __init__(
        self,
        kind: str,
        vocabulary: int | None,
        width: int,
        hidden_size: int,
        outputs: int,
        pooled: bool = False,
        activation: Callable[[Tensor], Tensor] = lambda states: states,
    ) -> None:
        super().__init__()
        self.kind, self.pooled, self.activation = kind, pooled, activation
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=0) if vocabulary else None
        if kind in RECURRENT:
            self.layer = nn.LSTM(width, hidden_size, batch_first=True, bidirectional=kind == "BiLSTM")
            size = hidden_size * (1 + (kind == "BiLSTM"))
        else:
            sizes = [width, *(hidden_size for _ in WIDTHS[kind])]
            self.layer = nn.ModuleList(nn.Conv1d(a, b, k, padding=k // 2) for a, b, k in zip(sizes, sizes[1:], WIDTHS[kind]))
            size = sizes[-1]
        self.output = nn.Linear(size, outputs)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        if self.embedding is not None:
            x = self.embedding(x)  # (N, T, D)
        if self.kind in RECURRENT:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            states, (h_n, _) = self.layer(packed)
            if self.pooled:
                return self.output(self.activation(h_n.transpose(0, 1).flatten(1)))  # forward's last, then backward's
            states, _ = pad_packed_sequence(states, batch_first=True, total_length=x.shape[1])  # (N, T, H or 2H)
            return self.output(self.activation(states))
        real = (torch.arange(x.shape[1]) < lengths.unsqueeze(-1)).unsqueeze(-1)  # (N, T, 1)
        x = x * real
        for convolution in self.layer:
            x = convolution(x.mT).mT.relu() * real
        if self.pooled:
            x = x.amax(1) if len(self.layer) else x.sum(1) / lengths.unsqueeze(-1)
        return self.output(self.activation(x))


def size(model: nn.Module, embedding: bool = True) -> int:
    """Trained numbers, with or without those of the embedding."""
    return sum(p.numel() for name, p in model.named_parameters() if p.requires_grad and (embedding or not name.startswith("embedding")))


def matched(kind: str, like: Reader, width: int, outputs: int) -> int:
    """The hidden size that brings a reader of this kind closest to another one in parameters, embeddings left out."""
    target = size(like, embedding=False)
    return min(range(1, 257), key=lambda hidden: abs(size(Reader(kind, None, width, hidden, outputs), embedding=False) - target))
