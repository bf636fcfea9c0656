"""Sentences whose verb must agree with its subject across distracting nouns (after Linzen et al. 2016).

A sentence is a noun phrase, ``distractors`` prepositional phrases, a verb and a full stop::

    this old key  near these new cabinets  of this big door  opens .

Two agreements live in it. The *near* one ties a determiner to its noun, two words later. The *far* one
ties the subject to the verb, ``4 * distractors + 1`` words later. Every distractor draws its number
independently, and with probability ``error`` the verb is a slip of the tongue. So for the verb's number
chance is 1/2, the nearest noun is worth 1/2 too once there is a distractor, and no model can exceed
``1 - error``.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

SINGULAR, PLURAL = 0, 1

DETERMINERS = ("this", "these")
ADJECTIVES = ("old", "new", "big", "small")
NOUNS = (("key", "cabinet", "door", "picture", "box", "house"), ("keys", "cabinets", "doors", "pictures", "boxes", "houses"))
PREPOSITIONS = ("near", "of", "behind")
VERBS = (("opens", "falls", "shines", "breaks"), ("open", "fall", "shine", "break"))

WORDS: tuple[str, ...] = (*DETERMINERS, *ADJECTIVES, *NOUNS[0], *NOUNS[1], *PREPOSITIONS, *VERBS[0], *VERBS[1], ".")
INDEX: dict[str, int] = {word: index for index, word in enumerate(WORDS)}
VOCABULARY = len(WORDS)
STOP = INDEX["."]


@dataclass(frozen=True)
class Sentences:
    """A batch of sentences of one shape.

    Attributes:
        tokens: ``(T, N)`` int64, T = 3 + 4 * distractors + 2.
        number: ``(N,)`` the subject's number, 0 singular, 1 plural.
        verb_number: ``(N,)`` the number the verb was written with; differs from ``number`` in slips.
        distractors: how many nouns stand between subject and verb.
    """

    tokens: Tensor
    number: Tensor
    verb_number: Tensor
    distractors: int

    @property
    def verb(self) -> int:
        """Position of the verb."""
        return 3 + 4 * self.distractors

    def text(self, n: int) -> str:
        """Sentence ``n`` in words."""
        return " ".join(WORDS[token] for token in self.tokens[:, n].tolist())


def _pick(group: tuple[str, ...], size: int, generator: torch.Generator) -> Tensor:
    return INDEX[group[0]] + torch.randint(len(group), (size,), generator=generator)


def _inflected(groups: tuple[tuple[str, ...], tuple[str, ...]], number: Tensor, generator: torch.Generator) -> Tensor:
    stem = torch.randint(len(groups[0]), number.shape, generator=generator)
    return INDEX[groups[0][0]] + number * len(groups[0]) + stem


def sentences(size: int, distractors: int, generator: torch.Generator, error: float = 0.05) -> Sentences:
    """Draws ``size`` sentences with ``distractors`` nouns between subject and verb."""

    def phrase(number: Tensor) -> list[Tensor]:
        return [INDEX["this"] + number, _pick(ADJECTIVES, size, generator), _inflected(NOUNS, number, generator)]

    number = torch.randint(2, (size,), generator=generator)
    rows = phrase(number)
    for _ in range(distractors):
        rows.append(_pick(PREPOSITIONS, size, generator))
        rows += phrase(torch.randint(2, (size,), generator=generator))
    slip = torch.rand(size, generator=generator) < error
    verb_number = torch.where(slip, 1 - number, number)
    rows += [_inflected(VERBS, verb_number, generator), torch.full((size,), STOP)]
    return Sentences(torch.stack(rows), number, verb_number, distractors)


def _mass(logits: Tensor, group: tuple[str, ...]) -> Tensor:
    first = INDEX[group[0]]
    return logits[..., first : first + len(group)].logsumexp(-1)


def verb_correct(logits: Tensor, batch: Sentences) -> Tensor:
    """Whether the verb's number is guessed right from ``logits (T, N, V)``: ``(N,)`` bool.

    The guess is the number whose verbs get more probability just before the verb.
    """
    before = logits[batch.verb - 1]
    return (_mass(before, VERBS[PLURAL]) > _mass(before, VERBS[SINGULAR])).long() == batch.verb_number


def noun_correct(logits: Tensor, batch: Sentences, position: int) -> Tensor:
    """Whether the number of the noun at ``position`` is guessed right from the word before it: ``(N,)`` bool."""
    before = logits[position - 1]
    truth = (batch.tokens[position] >= INDEX[NOUNS[PLURAL][0]]).long()
    return (_mass(before, NOUNS[PLURAL]) > _mass(before, NOUNS[SINGULAR])).long() == truth
