"""The movie was not bad: which words a negation reaches, from before and from behind, and what the whole text says.

A text is a row of clauses joined by *and*. A clause has one of two orders, and each is negated with probability ``NOT``::

    the movie was [not] really bad          the negation comes first
    a bad movie it was [not]                the negation comes last

All words of a negated clause are in its scope. At a word before the place of the *not* a reader who comes from the left
knows nothing, so ``1 - NOT`` is the best that can be done; from there on all is known. A reader from the right knows
nothing at the words behind it. Together they know all. A clause says its adjective's polarity, turned round when it is negated; a text says what
most of its clauses say.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

NOT, CLAUSES = 0.4, 3

NOUNS = ("movie", "food", "hotel", "book")
ADVERBS = ("really", "so", "very")
ADJECTIVES = (("bad", "dull", "poor"), ("good", "great", "fine"))
WORDS: tuple[str, ...] = ("", ".", "and", "not", "the", "a", "it", "was", *NOUNS, *ADVERBS, *ADJECTIVES[0], *ADJECTIVES[1])
INDEX: dict[str, int] = {word: index for index, word in enumerate(WORDS)}
VOCABULARY = len(WORDS)
ORDERS = (("the", "NOUN", "was", "not", "ADVERB", "ADJECTIVE"), ("a", "ADJECTIVE", "NOUN", "it", "was", "not"))
NOT_AT = tuple(order.index("not") for order in ORDERS)
STEPS = CLAUSES * 7


@dataclass(frozen=True)
class Texts:
    """A batch of texts.

    Attributes:
        tokens: ``(T, N)`` int64, T = ``STEPS``; 0 is padding.
        lengths: ``(N,)``.
        scope: ``(T, N)`` 1 where a negation reaches, 0 at other words, -100 in the padding.
        slot: ``(T, N)`` which place of ``ORDERS`` a word fills, 0 to 5 in the first order and 6 to 11 in the second; -1 for
            the words between clauses and for padding.
        verdict: ``(T, N)`` what a word's clause says, 1 for something good; -100 between clauses and in the padding.
        says: ``(N,)`` what most clauses say.
    """

    tokens: Tensor
    lengths: Tensor
    scope: Tensor
    slot: Tensor
    verdict: Tensor
    says: Tensor

    def words(self, n: int) -> list[str]:
        """The words of text ``n``."""
        return [WORDS[token] for token in self.tokens[: self.lengths[n], n].tolist()]


def texts(size: int, generator: torch.Generator) -> Texts:
    """Draws ``size`` texts of ``CLAUSES`` clauses."""
    shape = (CLAUSES, size)
    order = torch.randint(2, shape, generator=generator)
    negated = torch.rand(shape, generator=generator) < NOT
    polarity = torch.randint(2, shape, generator=generator)
    drawn = {
        "NOUN": INDEX[NOUNS[0]] + torch.randint(len(NOUNS), shape, generator=generator),
        "ADVERB": INDEX[ADVERBS[0]] + torch.randint(len(ADVERBS), shape, generator=generator),
        "ADJECTIVE": INDEX[ADJECTIVES[0][0]] + polarity * 3 + torch.randint(3, shape, generator=generator),
    }
    slot, first = torch.arange(6).view(6, 1), (order == 0).unsqueeze(1)  # (6, 1), (CLAUSES, 1, N)
    rows = [[drawn.get(name, torch.full(shape, INDEX.get(name, 0))) for name in names] for names in ORDERS]
    words = torch.where(first, *(torch.stack(row, 1) for row in rows))  # (CLAUSES, 6, N)
    everywhere = torch.ones_like(words, dtype=torch.bool)
    there = negated.unsqueeze(1) | (slot != torch.where(first, *NOT_AT))
    after = torch.full((CLAUSES, 1, size), INDEX["and"])  # the word behind each clause
    after[-1] = INDEX["."]

    def laid_out(values: Tensor, between: Tensor) -> Tensor:
        return torch.cat([values, between.to(values.dtype)], dim=1).flatten(0, 1)  # (STEPS, N)

    there = laid_out(there, torch.ones_like(after))
    lengths = there.sum(0)
    place = torch.argsort((~there).long(), dim=0, stable=True)  # the words that are there come first, in their order
    real = torch.arange(STEPS).unsqueeze(1) < lengths

    def spread(values: Tensor) -> Tensor:
        return values.unsqueeze(1).expand(CLAUSES, 6, size)

    def close_up(values: Tensor, between: Tensor, empty: int) -> Tensor:
        return laid_out(values, between).gather(0, place).masked_fill(~real, empty)

    verdict = polarity ^ negated.long()
    none = torch.zeros_like(after)
    return Texts(
        tokens=close_up(words, after, 0),
        lengths=lengths,
        scope=close_up(spread(negated.long()), none, -100),
        slot=close_up(torch.where(first, slot, slot + 6), none - 1, -1),
        verdict=close_up(spread(verdict), none - 100, -100),
        says=(verdict.sum(0) > CLAUSES / 2).long(),
    )


def known(slot: Tensor, reads: str) -> Tensor:
    """Whether what a reader has seen settles the scope of each word, of the shape of ``slot``.

    Args:
        slot: as in ``Texts``.
        reads: ``"forward"``, ``"backward"`` or ``"both"``.
    """
    between = slot < 0
    left = torch.where(slot < 6, slot >= NOT_AT[0], slot - 6 >= NOT_AT[1])
    right = (slot <= NOT_AT[0]) | (slot >= 6)
    return between | {"forward": left, "backward": right, "both": left | right}[reads]


def ceiling(batch: Texts, reads: str) -> float:
    """The largest share of these texts' words whose scope a reader can tell; ignorant, it says *not negated*."""
    real = batch.scope >= 0
    right = known(batch.slot, reads) | (batch.scope == 0)
    return right[real].double().mean().item()


def about_the_noun(batch: Texts) -> Tensor:
    """``(T, N)``: at the noun of *a bad movie it was not*, between adjective and negation, what is said of it; else -100."""
    return batch.verdict.masked_fill(batch.slot != 6 + ORDERS[1].index("NOUN"), -100)
