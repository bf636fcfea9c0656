"""Dropout in five places of an LSTM that has to remember: nowhere, on what is read out, on g, on h, on c.

A mask sets entries to zero with probability p and scales the others by 1 / (1 - p), afresh at every step::

    f, i, g, o from x_t and mask_h * h_{t-1};   c_t = mask_c * (f * c_{t-1} + i * mask_g * g)
    h_t = o * tanh(c_t);                          read out: mask_out * h_t
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from recurrent.crowd import clip_each
from recurrent.windows import SILENT, Readers, stream

PLACES = ("nowhere", "output", "g", "h", "c")


def run(readers: Readers, symbols: Tensor, masks: dict[str, Tensor] | None = None) -> Tensor:
    """Logits ``(T, S, N, CUES)`` from a start at zero.

    Args:
        symbols: ``(T, S, N)``.
        masks: by place, ``(T, S, N, H)``, already scaled; None for no dropout.
    """
    table = readers.weight_ih.mT + readers.bias.unsqueeze(1)
    h, c = readers.zeros(symbols.shape[-1])
    U, outputs = readers.weight_hh.mT, []
    for t, z in enumerate(table[torch.arange(len(table)).unsqueeze(-1), symbols].unbind()):
        kept = {place: mask[t] for place, mask in masks.items()} if masks else {}
        i, f, g, o = torch.baddbmm(z, h * kept["h"] if masks else h, U).chunk(4, dim=-1)  # (S, N, H) each
        c = f.sigmoid() * c + i.sigmoid() * (g.tanh() * kept["g"] if masks else g.tanh())
        c = c * kept["c"] if masks else c
        h = o.sigmoid() * c.tanh()
        outputs.append(h * kept["output"] if masks else h)
    states = torch.stack(outputs)  # (T, S, N, H)
    logits = torch.baddbmm(readers.offset.unsqueeze(1), states.transpose(0, 1).flatten(1, 2), readers.read.mT)
    return logits.unflatten(1, (len(symbols), -1)).transpose(0, 1)


def draw(share: float, shape: tuple[int, int, int, int], generator: torch.Generator) -> dict[str, Tensor]:
    """A mask for each place: random for the members that drop there, 1 for all others.

    Args:
        share: the probability of a zero.
        shape: ``(T, S, N, H)``; the members come in ``len(PLACES)`` equal groups, one for each place.
    """
    seeds = shape[1] // len(PLACES)
    masks = {}
    for k, place in enumerate(PLACES[1:], start=1):
        masks[place] = torch.ones(shape)
        here = slice(k * seeds, (k + 1) * seeds)
        part = masks[place][:, here]
        part.copy_((torch.rand(part.shape, generator=generator) >= share).float() / (1 - share))
    return masks


def accuracies(
    share: float, longest: int, *, updates: int = 500, seeds: int = 5, hidden_size: int = 16, size: int = 8, rate: float = 1e-2
) -> dict[str, tuple[Tensor, Tensor]]:
    """Trains readers with dropout in each place on lags of 1 to ``longest``, then asks at the longest.

    Returns:
        by place, the accuracy of every seed with dropout switched off, and with dropout on as in training.
    """
    readers, data = Readers(seeds, len(PLACES), hidden_size), torch.Generator().manual_seed(10_000)
    members, parameters = len(readers.bias), list(readers.parameters())
    optimiser = torch.optim.Adam(parameters, lr=rate, fused=True)
    steps = longest + 4
    for _ in range(updates):
        drawn = stream(steps, seeds * size, (1, longest), data)
        answerable = torch.arange(steps).unsqueeze(1) >= drawn.lags  # the cue is inside
        answers = torch.where(answerable, drawn.answers, SILENT)
        symbols, answers = (part.unflatten(1, (seeds, size)).repeat(1, len(PLACES), 1) for part in (drawn.symbols, answers))
        logits = run(readers, symbols, draw(share, (steps, members, size, hidden_size), data))
        losses = F.cross_entropy(logits.flatten(0, 2), answers.flatten(), reduction="none", ignore_index=SILENT).view(answers.shape)
        optimiser.zero_grad()
        (losses.sum((0, 2)) / (answers != SILENT).sum((0, 2)).clamp(min=1)).sum().backward()
        clip_each(parameters, 1.0)
        optimiser.step()
    with torch.no_grad():
        fresh = stream(400, size, (longest, longest), data)
        symbols = fresh.symbols.unsqueeze(1).expand(-1, members, -1)
        found = []
        for masks in (None, draw(share, (400, members, size, hidden_size), data)):
            right = run(readers, symbols, masks).argmax(-1) == fresh.answers.unsqueeze(1)
            found.append((right.sum((0, 2)) / (fresh.answers != SILENT).sum()).unflatten(0, (len(PLACES), seeds)))
    return {place: (off, on) for place, off, on in zip(PLACES, *found)}
