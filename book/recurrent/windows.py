"""A stream that is learned window by window: what a cut in the gradient lets a network learn, and what it does not.

A stream is made of rounds. A round opens with a cue, one of ``CUES`` letters, goes on with noise, and ends with a
question whose answer is the cue; its *lag* is the distance from cue to question. The next round follows at once.
Chance is one in ``CUES``, and who keeps the last cue is always right.

Learning goes window by window, as in truncated back-propagation through time (Williams and Peng 1990): after every
window the weights change, the graph is dropped, and the state's numbers are handed on, or set to zero.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import initialise, scan
from recurrent.crowd import clip_each

CUES, NOISE = 4, 4
QUESTION = CUES + NOISE
SYMBOLS = QUESTION + 1
SILENT = -1


@dataclass(frozen=True)
class Stream:
    """Streams side by side, ``(T, N)`` int64 each.

    Attributes:
        symbols: what is read.
        answers: the cue that a question asks for, ``SILENT`` where nothing is asked.
        lags: steps since that cue, at questions; elsewhere 0.
    """

    symbols: Tensor
    answers: Tensor
    lags: Tensor

    def text(self, n: int) -> str:
        """Stream ``n`` in letters: cues A to D, noise a dot, questions a question mark."""
        return "".join(("ABCD" + "." * NOISE + "?")[k] for k in self.symbols[:, n].tolist())


def stream(steps: int, size: int, lags: tuple[int, int], generator: torch.Generator) -> Stream:
    """Draws streams whose lags are uniform from the first of ``lags`` to the second, both included.

    Raises:
        ValueError: for lags below 1, or in the wrong order.
    """
    shortest, longest = lags
    if not 1 <= shortest <= longest:
        raise ValueError(f"lags must be 1 <= shortest <= longest, got {lags}")
    rounds = steps // (shortest + 1) + 1
    lag = torch.randint(shortest, longest + 1, (rounds, size), generator=generator)
    cue = torch.randint(CUES, (rounds, size), generator=generator)
    phase = torch.randint(longest + 1, (size,), generator=generator)
    ends = phase + (lag + 1).cumsum(0) - 1  # of every round, where its question stands
    symbols = torch.randint(CUES, QUESTION, (int(ends.max()) + 1, size), generator=generator)
    answers, distance = torch.full_like(symbols, SILENT), torch.zeros_like(symbols)
    symbols.scatter_(0, ends - lag, cue).scatter_(0, ends, torch.full_like(ends, QUESTION))
    answers.scatter_(0, ends, cue)
    distance.scatter_(0, ends, lag)
    return Stream(symbols[:steps], answers[:steps], distance[:steps])


@dataclass(frozen=True)
class Way:
    """A way of learning from a stream: the lags in it, and whether the state goes from one window to the next."""

    lags: tuple[int, int]
    carried: bool = True


class Readers(nn.Module):
    """LSTMs with a forget bias of 1 and a read-out, one for each seed, ``copies`` times over; all read letters.

    Inputs:
        symbols ``(T, S, N)``, state ``(h, c)``, ``(S, N, H)`` each.

    Outputs:
        logits ``(T, S, N, CUES)`` and the state to go on from, without a graph.
    """

    def __init__(self, seeds: int, copies: int, hidden_size: int) -> None:
        super().__init__()
        rows: list[list[Tensor]] = []
        for seed in range(seeds):
            torch.manual_seed(seed)
            layer, output = initialise.forget_bias(nn.LSTM(SYMBOLS, hidden_size)), nn.Linear(hidden_size, CUES)
            rows.append([layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0 + layer.bias_hh_l0, output.weight, output.bias])
        stacked = [nn.Parameter(torch.stack(part).detach().repeat(copies, *[1] * part[0].dim())) for part in zip(*rows)]
        self.weight_ih, self.weight_hh, self.bias, self.read, self.offset = stacked

    def zeros(self, size: int) -> tuple[Tensor, Tensor]:
        """The state at the start of ``size`` streams."""
        start = self.bias.new_zeros(len(self.bias), size, self.weight_hh.shape[-1])
        return start, start

    def forward(self, symbols: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        table = self.weight_ih.mT + self.bias.unsqueeze(1)  # (S, SYMBOLS, 4H): a letter's share of the gates
        members = torch.arange(len(table)).unsqueeze(-1)
        states, state = scan.lstm_from(table[members, symbols], self.weight_hh, state)
        logits = torch.baddbmm(self.offset.unsqueeze(1), states.transpose(0, 1).flatten(1, 2), self.read.mT)  # (S, T N, CUES)
        return logits.unflatten(1, (len(symbols), -1)).transpose(0, 1), state


def learn(ways: Sequence[Way], window: int, *, steps: int, seeds: int = 6, hidden_size: int = 16, size: int = 8, rate: float = 5e-3) -> Readers:
    """Trains ``seeds`` readers in every way, side by side, on ``steps`` letters of ``size`` streams each.

    Args:
        window: letters between two changes of the weights, and between two cuts.
        rate: Adam's step size; gradients are clipped at a norm of 1, each reader's by itself.

    Returns:
        the readers, those of the first way first.
    """
    data = torch.Generator().manual_seed(10_000)
    drawn = [stream(steps, seeds * size, way.lags, data) for way in ways]
    symbols, answers = (torch.cat([getattr(one, name).unflatten(1, (seeds, size)) for one in drawn], dim=1) for name in ("symbols", "answers"))
    carried = torch.tensor([float(way.carried) for way in ways]).repeat_interleave(seeds).view(-1, 1, 1)
    readers = Readers(seeds, len(ways), hidden_size)
    parameters = list(readers.parameters())
    optimiser = torch.optim.Adam(parameters, lr=rate, fused=True)
    state = readers.zeros(size)
    for at in range(0, steps - window + 1, window):
        logits, (h, c) = readers(symbols[at : at + window], state)
        state = h * carried, c * carried
        asked = answers[at : at + window]
        losses = F.cross_entropy(logits.flatten(0, 2), asked.flatten(), reduction="none", ignore_index=SILENT).view(asked.shape)
        optimiser.zero_grad()
        (losses.sum((0, 2)) / (asked != SILENT).sum((0, 2)).clamp(min=1)).sum().backward()
        clip_each(parameters, 1.0)
        optimiser.step()
    return readers


@torch.no_grad()
def accuracy(readers: Readers, lags: Sequence[int], *, window: int | None = None, steps: int = 600, size: int = 8) -> Tensor:
    """Share of right answers by lag on fresh streams, ``(lags, S)``.

    Args:
        lags: those asked for; every fresh stream has one lag throughout.
        window: steps after which the state is set to zero; None for never.
    """
    data = torch.Generator().manual_seed(20_000)
    shares = []
    for lag in lags:
        fresh = stream(steps, size, (lag, lag), data)
        right = 0
        for at in range(0, steps, window or steps):
            part = slice(at, at + (window or steps))
            state = readers.zeros(size) if at == 0 or window else state
            logits, state = readers(fresh.symbols[part].unsqueeze(1).expand(-1, len(readers.bias), -1), state)
            right = right + (logits.argmax(-1) == fresh.answers[part].unsqueeze(1)).sum((0, 2))
        shares.append(right / (fresh.answers != SILENT).sum())
    return torch.stack(shares)
