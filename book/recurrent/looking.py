"""What a reader looked at: how its answer hangs on each step of the sequence, asked in three ways.

None of them needs the model to be understood, and none of them says why: the chapter on tagging puts each to a test.
"""
from __future__ import annotations

import torch
from torch import Tensor

from recurrent import gates
from recurrent.labelled import UNKNOWN
from recurrent.readers import Reader


def _log_probability(reader: Reader, embedded: Tensor, number: int, at: int | None) -> Tensor:
    """``log p(number)`` of each sequence ``(N, T, D)`` of full length, for a reader that answers once or at step ``at``."""
    lengths = torch.full((len(embedded),), embedded.shape[1])
    table, reader.embedding = reader.embedding, None
    try:
        answers = reader(embedded, lengths).log_softmax(-1)
    finally:
        reader.embedding = table
    return answers[:, number] if at is None else answers[:, at, number]


def saliency(reader: Reader, tokens: Tensor, number: int, at: int | None = None) -> Tensor:
    """``|d log p / d e_k|``: the gradient's 2-norm for the embedding of every step k (Simonyan et al. 2014).

    Args:
        tokens: one sequence, ``(T,)``.
        number: the tag or class whose probability is asked.
        at: the step whose tag it is; None for a reader that answers once.

    Returns:
        ``(T,)``.
    """
    embedded = reader.embedding(tokens[None]).detach().requires_grad_()
    (slope,) = torch.autograd.grad(_log_probability(reader, embedded, number, at).sum(), embedded)
    return slope[0].norm(dim=-1)


@torch.no_grad()
def left_out(reader: Reader, tokens: Tensor, number: int, at: int | None = None) -> Tensor:
    """``log p - log p without step k`` for every k: what it costs to leave a token out (Li et al. 2016).

    A step of a tagger is replaced by the unknown token, since its tag must have a place; a reader that answers once
    reads the sequence without the step.

    Returns:
        ``(T,)``, in nats; negative where the answer would be surer without.
    """
    steps = len(tokens)
    whole = _log_probability(reader, reader.embedding(tokens[None]), number, at)
    rows = tokens.expand(steps, -1)
    if at is None:
        rows = rows[~torch.eye(steps, dtype=torch.bool)].view(steps, steps - 1)
    else:
        rows = rows.masked_fill(torch.eye(steps, dtype=torch.bool), UNKNOWN)
    return whole - _log_probability(reader, reader.embedding(rows), number, at)


@torch.no_grad()
def written(reader: Reader, tokens: Tensor) -> Tensor:
    """How much each step writes into the cells, ``|i g|`` summed over the units of both directions: ``(T,)``."""
    embedded = reader.embedding(tokens[None]).transpose(0, 1)  # (T, 1, D)
    total = torch.zeros(len(tokens))
    for end in ("", "_reverse"):
        if hasattr(reader.layer, f"weight_ih_l0{end}"):
            layer = torch.nn.LSTM(reader.layer.input_size, reader.layer.hidden_size)
            for name, parameter in layer.named_parameters():
                parameter.copy_(getattr(reader.layer, name + end))
            trace = gates.trace(layer, embedded.flip(0) if end else embedded)
            amount = (trace["i"] * trace["g"]).abs().sum((1, 2))
            total += amount.flip(0) if end else amount
    return total


def ranks(values: Tensor) -> Tensor:
    """Each value's place in ascending order, ``(T,)``."""
    return values.argsort().argsort().float()


def rank_correlation(a: Tensor, b: Tensor) -> float:
    """Spearman's correlation of two rows without ties: 1 for the same order, -1 for the opposite one."""
    return torch.corrcoef(torch.stack([ranks(a), ranks(b)]))[0, 1].item()
