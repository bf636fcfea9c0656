"""A word that only what follows decides: is *apple* a fruit or a company?

A sentence has one ambiguous word. Before it stands a verb that leans towards one sense, after it, ``0`` to ``GAPS - 1``
words later, a clue that settles it::

    now and then she ate   apple      which is something that is   juicy .
                     hint  ambiguous  filler                       clue

The verb leans the right way with probability ``HINT``; the clue is always right. Nothing else tells. So whoever has seen
``k`` words behind the ambiguous one knows the sense if the clue was among them, and else has the hint: no model can
exceed ``ceiling(k) = HINT + (1 - HINT) * min(k, GAPS) / GAPS``.
"""
from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import torch
from torch import Tensor


FRUIT, COMPANY = 0, 1
HINT, GAPS, LEADS = 0.75, 8, 8

LEAD = ("well", "you", "know", "so", "now", "and", "then")  # a sentence begins with the last few of them
SUBJECTS = ("she", "he", "they")
VERBS = (("ate", "picked", "peeled"), ("joined", "sued", "funded"))
AMBIGUOUS = ("apple", "orange", "blackberry")
FILLER = ("here", "today", "which", "is", "something", "that", "is")  # and here too the last few
CLUES = (("juicy", "ripe", "sour"), ("listed", "hiring", "bankrupt"))

WORDS: tuple[str, ...] = ("", ".", *LEAD, *SUBJECTS, *VERBS[0], *VERBS[1], *AMBIGUOUS, *dict.fromkeys(FILLER), *CLUES[0], *CLUES[1])
INDEX: dict[str, int] = {word: index for index, word in enumerate(WORDS)}
VOCABULARY, STEPS = len(WORDS), LEADS + GAPS + 3


@dataclass(frozen=True)
class Sentences:
    """A batch of sentences.

    Attributes:
        tokens: ``(T, N)`` int64, T = ``STEPS``; 0 is padding.
        lengths: ``(N,)``.
        sense: ``(N,)`` 0 for the fruit, 1 for the company.
        place: ``(N,)`` the step of the ambiguous word.
        clue: ``(N,)`` the step of the clue.
    """

    tokens: Tensor
    lengths: Tensor
    sense: Tensor
    place: Tensor
    clue: Tensor

    def text(self, n: int) -> str:
        """Sentence ``n`` in words."""
        return " ".join(WORDS[token] for token in self.tokens[: self.lengths[n], n].tolist())


def _pick(group: tuple[str, ...], shape: tuple[int, ...], generator: torch.Generator) -> Tensor:
    return INDEX[group[0]] + torch.randint(len(group), shape, generator=generator)


def _before(phrase: tuple[str, ...], distance: Tensor) -> Tensor:
    """The word of a phrase that stands so many words before what follows the phrase; anything outside of it."""
    return torch.tensor([INDEX[word] for word in phrase])[(len(phrase) - distance).clamp(0, len(phrase) - 1)]


def _leaning(groups: tuple[tuple[str, ...], tuple[str, ...]], way: Tensor, generator: torch.Generator) -> Tensor:
    return INDEX[groups[0][0]] + way * len(groups[0]) + torch.randint(len(groups[0]), way.shape, generator=generator)


def sentences(size: int, generator: torch.Generator) -> Sentences:
    """Draws ``size`` sentences."""
    lead = torch.randint(LEADS, (size,), generator=generator)
    gap = torch.randint(GAPS, (size,), generator=generator)
    sense = torch.randint(2, (size,), generator=generator)
    misleads = (torch.rand(size, generator=generator) >= HINT).long()
    place = lead + 2
    clue, steps = place + 1 + gap, torch.arange(STEPS).unsqueeze(1)
    tokens = torch.where(steps < lead, _before(LEAD, lead - steps), _before(FILLER, clue - steps))
    fixed = {
        lead: _pick(SUBJECTS, (size,), generator),
        lead + 1: _leaning(VERBS, sense ^ misleads, generator),
        place: _pick(AMBIGUOUS, (size,), generator),
        clue: _leaning(CLUES, sense, generator),
        clue + 1: torch.full((size,), INDEX["."]),
    }
    for step, words in fixed.items():
        tokens.scatter_(0, step.unsqueeze(0), words.unsqueeze(0))
    return Sentences(tokens * (steps < clue + 2), clue + 2, sense, place, clue)


def asked(batch: Sentences) -> Tensor:
    """``(T, N)``: the sense at the ambiguous word, -100 at every other."""
    return torch.full_like(batch.tokens, -100).scatter_(0, batch.place.unsqueeze(0), batch.sense.unsqueeze(0))


def ceiling(lookahead: int) -> float:
    """The largest accuracy at ambiguous words for anyone who sees ``lookahead`` words behind them."""
    return HINT + (1 - HINT) * min(lookahead, GAPS) / GAPS


def chunked_ceiling(chunk: int, lookahead: int) -> float:
    """The same where a word waits for the end of its chunk and ``lookahead`` words more; its place in the chunk is uniform.

    Raises:
        ValueError: for a chunk that does not divide ``LEADS``, since places are then not uniform.
    """
    if LEADS % chunk:
        raise ValueError(f"chunk must divide {LEADS}, got {chunk}")
    return fmean(ceiling(chunk - 1 - place + lookahead) for place in range(chunk))
