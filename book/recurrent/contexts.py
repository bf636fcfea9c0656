"""A story whose hero changes: text in which the context switches at known places.

At every step one word is drawn. With probability ``name`` it is the name of one of three heroes, each as likely as
the others, so that one name in three repeats the hero of the moment: the word of a switch without the switch.
With probability ``pronoun`` it is the hero's pronoun (she, he, it), otherwise one of eight fillers. The right pronoun
is always the one of the last name, so a reader who keeps the hero in mind is never wrong, and one who does not is
right one time in three.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

NAMES = ("Anna", "Boris", "robot")
PRONOUNS = ("she", "he", "it")
FILLERS = ("walks", "waits", "and", "then", "slowly", "home", "again", "far")
WORDS: tuple[str, ...] = (*NAMES, *PRONOUNS, *FILLERS)
VOCABULARY = len(WORDS)
CONTEXTS = len(NAMES)


@dataclass(frozen=True)
class Story:
    """A batch of stories.

    Attributes:
        tokens: ``(T, N)`` int64; the first word is always a name.
        context: ``(T, N)`` int64, the hero after each word.
    """

    tokens: Tensor
    context: Tensor

    @property
    def named(self) -> Tensor:
        """Where a name stands: ``(T, N)`` bool, the first word left out."""
        named = self.tokens < CONTEXTS
        named[0] = False
        return named

    @property
    def switch(self) -> Tensor:
        """Where a name changes the hero: ``(T, N)`` bool."""
        before = torch.cat([self.context[:1], self.context[:-1]])
        return self.named & (self.context != before)

    @property
    def repeat(self) -> Tensor:
        """Where a name repeats the hero of the moment: ``(T, N)`` bool."""
        return self.named & ~self.switch

    @property
    def pronoun(self) -> Tensor:
        """Where a pronoun stands: ``(T, N)`` bool."""
        return (self.tokens >= CONTEXTS) & (self.tokens < 2 * CONTEXTS)

    def text(self, n: int) -> str:
        """Story ``n`` in words."""
        return " ".join(WORDS[token] for token in self.tokens[:, n].tolist())


def story(steps: int, size: int, generator: torch.Generator, name: float = 0.06, pronoun: float = 0.2) -> Story:
    """Draws ``size`` stories of ``steps`` words."""
    shape = (steps, size)
    draw = torch.rand(shape, generator=generator)
    draw[0] = 0.0
    hero = torch.randint(CONTEXTS, shape, generator=generator)
    filler = torch.randint(len(FILLERS), shape, generator=generator) + 2 * CONTEXTS
    named = draw < name
    latest = torch.where(named, torch.arange(steps).unsqueeze(1), 0).cummax(0).values  # (T, N) time of the last name
    context = hero.gather(0, latest)
    spoken = draw < name + pronoun
    return Story(torch.where(named, hero, torch.where(spoken, context + CONTEXTS, filler)), context)


def pronoun_accuracy(logits: Tensor, batch: Story, where: Tensor | None = None) -> float:
    """Share of pronouns guessed right from ``logits (T, N, V)``: logits[t] predicts tokens[t + 1].

    Args:
        where: ``(T, N)`` bool restricts the pronouns that are counted.
    """
    asked = batch.pronoun[1:] if where is None else (batch.pronoun & where)[1:]
    guess = logits[: len(asked), :, CONTEXTS : 2 * CONTEXTS].argmax(-1) + CONTEXTS
    return (guess == batch.tokens[1:])[asked].double().mean().item()
