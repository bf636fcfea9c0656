"""Continual embedded Reber strings: one letter near the start of a string returns near its end (Gers et al. 2000).

A string is B, then T or P, then an inner Reber string that starts with B and ends with E, then the same T or P
again, then E::

    B T  B P V P S E  T E   B P  B T X S E  P E   ...

The inner string takes one of two branches with equal odds wherever there is a choice, so its length varies. Strings
follow one another without a pause and without a mark that tells a reader to start afresh: *continual*. The letter that
returns can be known for sure, and by nothing but remembering its first appearance; a reader who does not remember is
right one time in two.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

LETTERS = "BTPSXVE"
SYMBOLS = len(LETTERS)
OUTER = (LETTERS.index("T"), LETTERS.index("P"))

# The inner string: from a state, the letters that may come and the states that they lead to; None is its end.
INNER: tuple[tuple[tuple[str, int | None], ...], ...] = (
    (("B", 1),),
    (("T", 2), ("P", 3)),
    (("S", 2), ("X", 4)),
    (("T", 3), ("V", 5)),
    (("X", 3), ("S", 6)),
    (("P", 4), ("V", 6)),
    (("E", None),),
)


def _automaton() -> tuple[Tensor, Tensor, Tensor]:
    """Letters and successors ``(states, 2)`` with equal odds, and which states are about to repeat the outer letter."""
    inner = len(INNER)
    close = 2 + 2 * inner  # states 0, 1: before B, before the outer letter; then both inner copies; then T|P, E
    rows = [[("B", 1)] * 2, [("T", 2), ("P", 2 + inner)]]
    for copy in range(2):
        for choices in INNER:
            goes = [(letter, close + copy if to is None else 2 + copy * inner + to) for letter, to in choices]
            rows.append(goes if len(goes) == 2 else goes * 2)
    rows += [[("T", close + 2)] * 2, [("P", close + 2)] * 2, [("E", 0)] * 2]
    letters = torch.tensor([[LETTERS.index(letter) for letter, _ in row] for row in rows])
    successors = torch.tensor([[to for _, to in row] for row in rows])
    states = torch.arange(len(rows))
    return letters, successors, (states == close) | (states == close + 1)


NEXT_LETTER, SUCCESSOR, RETURNS = _automaton()


@dataclass(frozen=True)
class Streams:
    """A batch of streams.

    Attributes:
        letters: ``(T, N)`` int64.
        returns: ``(T, N)`` bool, where the outer letter comes back.
    """

    letters: Tensor
    returns: Tensor

    @property
    def x(self) -> Tensor:
        """One-hot inputs, all letters but the last: ``(T - 1, N, 7)``."""
        return F.one_hot(self.letters[:-1], SYMBOLS).float()

    def text(self, n: int) -> str:
        """Stream ``n`` as a row of letters."""
        return "".join(LETTERS[letter] for letter in self.letters[:, n].tolist())


def continual(steps: int, size: int, generator: torch.Generator) -> Streams:
    """Draws ``size`` streams of ``steps`` letters, each from the start of a string."""
    state = torch.zeros(size, dtype=torch.int64)
    letters, returns = [], []
    for choice in torch.randint(2, (steps, size), generator=generator):
        letters.append(NEXT_LETTER[state, choice])
        returns.append(RETURNS[state])
        state = SUCCESSOR[state, choice]
    return Streams(torch.stack(letters), torch.stack(returns))


def recalled(logits: Tensor, streams: Streams) -> Tensor:
    """Share of returning letters guessed right: ``(…)`` from ``logits (T - 1, …, N, 7)``, which predict one letter ahead.

    The guess is whichever of T and P gets more probability.
    """
    t, n = streams.returns[1:].nonzero(as_tuple=True)
    asked = logits.movedim(-2, 1)[t, n]  # (asked, …, 7)
    guess = asked[..., OUTER[1]] > asked[..., OUTER[0]]
    truth = streams.letters[1:][t, n] == OUTER[1]
    return (guess == truth.view(-1, *[1] * (guess.dim() - 1))).double().mean(0)
