"""What a reader looked at: how its answer hangs on each step of the sequence, asked in three ways.

None of them needs the model to be understood, and none of them says why: the chapter on tagging puts each to a test.
Sequences are given without padding, all of one length.
"""
from __future__ import annotations

import torch
import torch.nn as nn
from torch import Tensor

from recurrent import gates
from recurrent.labelled import UNKNOWN
from recurrent.readers import Reader


def log_probability(reader: Reader, embedded: Tensor, numbers: Tensor, at: int | None) -> Tensor:
    """``log p`` of a number ``(N,)`` for each embedded sequence ``(N, T, D)``, answered once or at step ``at``."""
    table, reader.embedding = reader.embedding, None
    try:
        answers = reader(embedded, torch.full((len(embedded),), embedded.shape[1])).log_softmax(-1)
    finally:
        reader.embedding = table
    answers = answers if at is None else answers[:, at]
    return answers.gather(1, numbers.unsqueeze(1)).squeeze(1)


def _slopes(reader: Reader, tokens: Tensor, numbers: Tensor, at: int | None) -> tuple[Tensor, Tensor]:
    """The embeddings ``(N, T, D)`` and the gradient of ``log p`` for each."""
    embedded = reader.embedding(tokens).detach().requires_grad_()
    (slope,) = torch.autograd.grad(log_probability(reader, embedded, numbers, at).sum(), embedded)
    return embedded.detach(), slope


def saliency(reader: Reader, tokens: Tensor, numbers: Tensor, at: int | None = None) -> Tensor:
    """``|d log p / d e_k|``: the 2-norm of the gradient for the embedding of every step k (Simonyan et al. 2014).

    Args:
        tokens: ``(N, T)``.
        numbers: the tag or class of each sequence whose probability is asked, ``(N,)``.
        at: the step whose tag it is; None for a reader that answers once.

    Returns:
        ``(N, T)``.
    """
    return _slopes(reader, tokens, numbers, at)[1].norm(dim=-1)


def times_input(reader: Reader, tokens: Tensor, numbers: Tensor, at: int | None = None) -> Tensor:
    """``|e_k . d log p / d e_k|``, ``(N, T)``: what a straight line would lose if the embedding of step k were zero."""
    embedded, slope = _slopes(reader, tokens, numbers, at)
    return (embedded * slope).sum(-1).abs()


@torch.no_grad()
def left_out(reader: Reader, tokens: Tensor, numbers: Tensor, at: int | None = None) -> Tensor:
    """``log p - log p without step k`` for every k: what it costs to leave a token out (Li et al. 2016).

    A step of a tagger is replaced by the unknown token, since its tag must have a place; a reader that answers once
    reads the sequence without the step.

    Returns:
        ``(N, T)``, in nats; negative where the answer would be surer without.
    """
    count, steps = tokens.shape
    whole = log_probability(reader, reader.embedding(tokens), numbers, at)
    diagonal = torch.eye(steps, dtype=torch.bool).expand(count, -1, -1)
    rows = tokens.unsqueeze(1).expand(-1, steps, -1)  # (N, T, T), a copy for each step
    rows = rows[~diagonal].view(count, steps, steps - 1) if at is None else rows.masked_fill(diagonal, UNKNOWN)
    without = log_probability(reader, reader.embedding(rows.flatten(0, 1)), numbers.repeat_interleave(steps), at)
    return whole.unsqueeze(1) - without.view(count, steps)


@torch.no_grad()
def written(reader: Reader, tokens: Tensor) -> Tensor:
    """How much each step writes into the cells, ``sum |i g|`` over the units: ``(directions, N, T)``, forward first."""
    found = []
    for end in ("", "_reverse")[: 1 + reader.layer.bidirectional]:
        layer = nn.LSTM(reader.layer.input_size, reader.layer.hidden_size).to(reader.output.weight.dtype)
        for name, parameter in layer.named_parameters():
            parameter.copy_(getattr(reader.layer, name + end))
        x = reader.embedding(tokens).transpose(0, 1)  # (T, N, D)
        trace = gates.trace(layer, x.flip(0) if end else x)
        amount = (trace["i"] * trace["g"]).abs().sum(-1)  # (T, N)
        found.append((amount.flip(0) if end else amount).T)
    return torch.stack(found)


def rank_correlation(a: Tensor, b: Tensor) -> Tensor:
    """Spearman's correlation of each row of ``(N, T)``, without ties: 1 for the same order, -1 for the opposite one."""
    a, b = (values.argsort(-1).argsort(-1).double() for values in (a, b))
    a, b = (values - values.mean(-1, keepdim=True) for values in (a, b))
    return (a * b).sum(-1) / (a.norm(dim=-1) * b.norm(dim=-1))
