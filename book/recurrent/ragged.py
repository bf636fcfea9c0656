"""Rows of different lengths in one batch, and two ways to read a class from it: where the row ends, or where the batch ends.

The task is that of ``recurrent.echo``: name the symbol before last. Rows are 2 to ``LONGEST`` steps long and are
filled up with zeros, so that all the reader's weights are right for every row and only the place of reading differs.
"""
from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from recurrent import initialise
from recurrent.crowd import Crowd, each_loss, fit_crowd
from recurrent.echo import LAG, SYMBOLS
from recurrent.models import Classifier

SHORTEST, LONGEST = LAG + 1, 24
PLACES = ("end of the batch", "end of the row")


def ragged(size: int, steps: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Draws rows: padded one-hot symbols ``(steps, size, SYMBOLS)``, lengths ``(size,)`` and classes ``(size,)``.

    Raises:
        ValueError: for a batch that is shorter than its longest row may be.
    """
    if steps < LONGEST:
        raise ValueError(f"steps must be at least {LONGEST}, got {steps}")
    lengths = torch.randint(SHORTEST, LONGEST + 1, (size,), generator=generator)
    symbols = torch.randint(SYMBOLS, (steps, size), generator=generator)
    real = torch.arange(steps).unsqueeze(1) < lengths
    return F.one_hot(symbols, SYMBOLS) * real.unsqueeze(-1).float(), lengths, symbols[lengths - 1 - LAG, torch.arange(size)]


def logits_at(crowd: Crowd, x: Tensor, places: Tensor) -> Tensor:
    """What every member says ``(S, N, classes)`` from its state after step ``places (S, N)`` of ``x (T, S, N, I)``."""
    states = crowd.states(x)  # (T, S, N, H)
    read = states.gather(0, places[None, :, :, None].expand(1, -1, -1, states.shape[-1]))[0]
    return torch.baddbmm(crowd.weight("output.bias").unsqueeze(1), read, crowd.weight("output.weight").mT)


def padded_scores(lengths_of_batch: Sequence[int], *, steps: int = 300, seeds: int = 5, hidden_size: int = 16, size: int = 16) -> dict[str, Tensor]:
    """Trains LSTMs that read at the end of the batch and at the end of the row, then pads the test rows further and further.

    Args:
        lengths_of_batch: steps that the test rows are padded to, each at least ``LONGEST``.
        steps: training steps, with batches of ``LONGEST`` steps.

    Returns:
        for each of ``PLACES`` the accuracies ``(lengths, seeds)``.
    """
    members = []
    for _ in PLACES:
        for seed in range(seeds):
            torch.manual_seed(seed)
            members.append(Classifier("LSTM", SYMBOLS, hidden_size, SYMBOLS))
            initialise.forget_bias(members[-1].layer)
    crowd, data = Crowd(members), torch.Generator().manual_seed(10_000)

    def loss(crowd: Crowd, upto: int = LONGEST, size: int = size) -> tuple[Tensor, Tensor]:
        x, lengths, classes = ragged(seeds * size, upto, data)
        x = x.unflatten(1, (seeds, size)).repeat(1, len(PLACES), 1, 1)
        lengths, classes = lengths.view(seeds, size), classes.view(seeds, size).repeat(len(PLACES), 1)
        places = torch.cat([torch.full_like(lengths, upto - 1), lengths - 1])
        return each_loss(logits_at(crowd, x, places), classes)

    fit_crowd(crowd, loss, steps)
    with torch.no_grad():
        found = torch.stack([loss(crowd, upto, 200)[1] for upto in lengths_of_batch])  # (lengths, S)
    return dict(zip(PLACES, found.unflatten(1, (len(PLACES), seeds)).unbind(1)))
