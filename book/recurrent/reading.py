"""Training readers of several seeds at once on one data set, each on its own draws from it."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from recurrent.crowd import fit_crowd
from recurrent.reader_crowd import ReaderCrowd, losses
from recurrent.readers import Reader


def learn(
    make: Callable[[], Reader],
    x: Tensor,
    wanted: Tensor,
    lengths: Tensor,
    *,
    steps: int,
    seeds: int = 5,
    size: int = 32,
    rate: float = 1e-2,
    answer: Callable[[Tensor], Tensor] = lambda logits: logits,
) -> ReaderCrowd:
    """Trains one reader for each seed, with Adam and clipped gradients.

    Args:
        make: a fresh reader; called once for each seed, which sets its weights.
        x: the training sequences, ``(M, T)`` or ``(M, T, I)``.
        wanted: the right numbers, ``(M, T)`` with -1 where none is asked, or ``(M,)``.
        lengths: ``(M,)``.
        size: sequences a step for each seed, drawn with replacement.
        answer: what becomes of the logits before the cross-entropy takes their softmax.
    """
    members, generators = [], []
    for seed in range(seeds):
        torch.manual_seed(seed)
        members.append(make())
        generators.append(torch.Generator().manual_seed(10_000 + seed))

    def loss(crowd: ReaderCrowd) -> Tensor:
        rows = torch.stack([torch.randint(len(x), (size,), generator=generator) for generator in generators])  # (S, N)
        longest = int(lengths[rows].max())
        asked = wanted[rows]
        asked = asked[:, :, :longest] if asked.dim() == 3 else asked
        return losses(answer(crowd(x[rows][:, :, :longest], lengths[rows])), asked)

    crowd = ReaderCrowd(members)
    fit_crowd(crowd, loss, steps, rate=rate)
    return crowd


@torch.no_grad()
def logits(crowd: ReaderCrowd, x: Tensor, lengths: Tensor, size: int = 500) -> Tensor:
    """What every member says to the same sequences: ``(S, M, T, K)``, or ``(S, M, K)`` if it answers once."""
    pieces = [
        crowd(part.expand(crowd.size, *part.shape), length.expand(crowd.size, -1)) for part, length in zip(x.split(size), lengths.split(size))
    ]
    return torch.cat(pieces, 1)


def shares(right: Tensor, asked: Tensor | None = None) -> list[float]:
    """For each member the share of answers that are right, of ``(S, …)`` bool; of those that are asked, if given."""
    if asked is None:
        return right.double().flatten(1).mean(1).tolist()
    return ((right & asked).flatten(1).sum(1) / asked.sum()).tolist()


def accuracy(rows: Sequence[Sequence[str]], data: Sequence[tuple[Sequence[str], Sequence[str | None]]]) -> float:
    """Share of the tags asked for that are right."""
    pairs = [(guess, tag) for row, (_, tags) in zip(rows, data) for guess, tag in zip(row, tags) if tag is not None]
    return sum(guess == tag for guess, tag in pairs) / len(pairs)
