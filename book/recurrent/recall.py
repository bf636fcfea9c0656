"""Two sentences that everybody quotes, as corpora: the clouds are in the *sky*; I grew up in France, I speak fluent *French*.

A text opens with a cue (clouds, France), goes on with filler that has nothing to do with it, and comes to the word
that only the cue decides::

    the clouds are in the wide old sky .
    i grew up in France . my sister likes music . i speak fluent French .

Cues are drawn uniformly. With probability ``SLIP`` the answer is one of the other answers, drawn uniformly, so that no
model can exceed ``1 - SLIP`` and one that has lost the cue is right one time in ``CUES``.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

SLIP = 0.05
CUES = 5


@dataclass(frozen=True)
class Corpus:
    """What a kind of text is made of; every word is one token, and no word stands in two of the lists.

    Attributes:
        cues, answers: ``CUES`` words each; answer k belongs to cue k.
        before, between, after: fixed words up to the cue, from it to the filler, from the filler to the answer.
        filler: lists of words; one word of each list in turn is one unit of filler.
    """

    cues: tuple[str, ...]
    answers: tuple[str, ...]
    before: tuple[str, ...]
    between: tuple[str, ...]
    after: tuple[str, ...]
    filler: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The vocabulary: cues, answers, then everything else."""
        rest = (*self.before, *self.between, *self.after, *(word for slot in self.filler for word in slot), ".")
        return (*self.cues, *self.answers, *dict.fromkeys(rest))

    def gap(self, units: int) -> int:
        """How many words stand between cue and answer."""
        return len(self.between) + units * len(self.filler) + len(self.after)


CLOUDS = Corpus(
    cues=("clouds", "fish", "cows", "cars", "stars"),
    answers=("sky", "sea", "meadow", "street", "night"),
    before=("the",),
    between=("are", "in", "the"),
    after=(),
    filler=(("big", "old", "wide", "quiet", "dark", "blue", "cold", "bright"),),
)
FRANCE = Corpus(
    cues=("France", "Spain", "Italy", "Japan", "Norway"),
    answers=("French", "Spanish", "Italian", "Japanese", "Norwegian"),
    before=("i", "grew", "up", "in"),
    between=(".",),
    after=("i", "speak", "fluent"),
    filler=(("the",), ("days", "months", "years"), ("went",), ("by",), (".",)),
)


@dataclass(frozen=True)
class Texts:
    """A batch of texts of one length.

    Attributes:
        tokens: ``(T, N)`` int64, T = len(before) + 1 + gap + 2.
        cue: ``(N,)`` which cue was given.
        answer: ``(N,)`` which answer was written; differs from ``cue`` in slips.
        corpus: what they are made of.
    """

    tokens: Tensor
    cue: Tensor
    answer: Tensor
    corpus: Corpus

    def text(self, n: int) -> str:
        """Text ``n`` in words."""
        return " ".join(self.corpus.words[token] for token in self.tokens[:, n].tolist())


def texts(corpus: Corpus, units: int, size: int, generator: torch.Generator) -> Texts:
    """Draws ``size`` texts with ``units`` units of filler between cue and answer."""
    index = {word: k for k, word in enumerate(corpus.words)}

    def fixed(words: tuple[str, ...]) -> list[Tensor]:
        return [torch.full((size,), index[word]) for word in words]

    def drawn(words: tuple[str, ...]) -> Tensor:
        return torch.tensor([index[word] for word in words])[torch.randint(len(words), (size,), generator=generator)]

    cue = torch.randint(CUES, (size,), generator=generator)
    slip = torch.rand(size, generator=generator) < SLIP
    other = (cue + torch.randint(1, CUES, (size,), generator=generator)) % CUES
    answer = torch.where(slip, other, cue)
    filler = [drawn(slot) for _ in range(units) for slot in corpus.filler]
    rows = [*fixed(corpus.before), cue, *fixed(corpus.between), *filler, *fixed(corpus.after), answer + CUES, *fixed((".",))]
    return Texts(torch.stack(rows), cue, answer, corpus)


def answer_correct(logits: Tensor, batch: Texts) -> Tensor:
    """Whether the answer is guessed right from ``logits (T, …, N, V)``: ``(…, N)`` bool.

    The guess is the most probable answer after the last word before it, answers being the second ``CUES`` words.
    """
    before = logits[len(batch.tokens) - 3]
    return before[..., CUES : 2 * CUES].argmax(-1) == batch.answer
