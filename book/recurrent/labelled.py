"""Labelled sequences on their way into a model: strings become numbers, sequences become padded batches.

A data set is a list of pairs: the tokens of a sequence and a tag for each of them, all strings. A tag of None is not
asked for: it counts neither in the loss nor in the score.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

Labelled = tuple[Sequence[str], Sequence[str | None]]

PADDING, UNKNOWN = 0, 1
NOT_ASKED = -1


@dataclass(frozen=True)
class Padded:
    """Sequences as numbers.

    Attributes:
        tokens: ``(N, T)`` int64, 0 past each length.
        tags: ``(N, T)`` int64, -1 past each length and where no tag is asked for.
        lengths: ``(N,)`` int64.
    """

    tokens: Tensor
    tags: Tensor
    lengths: Tensor

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def asked(self) -> Tensor:
        """Where a tag counts, ``(N, T)`` bool."""
        return self.tags != NOT_ASKED


class Encoder:
    """Which number stands for which string.

    Args:
        data: the training sequences; what is only seen elsewhere is unknown.
        least: a token that is rarer than this is unknown too, so that the model learns what an unknown one looks like.

    Attributes:
        tokens: the known tokens, from number 2 on; 0 is padding and 1 is unknown.
        tags: the tags in alphabetical order.
    """

    def __init__(self, data: Iterable[Labelled], least: int = 1) -> None:
        data = list(data)
        count = Counter(token for tokens, _ in data for token in tokens)
        self.tokens = sorted(token for token, times in count.items() if times >= least)
        self.tags = sorted({tag for _, tags in data for tag in tags if tag is not None})
        self._token = {token: number for number, token in enumerate(self.tokens, start=2)}
        self._tag: dict[str | None, int] = {tag: number for number, tag in enumerate(self.tags)} | {None: NOT_ASKED}

    @property
    def vocabulary(self) -> int:
        """Rows of an embedding: the known tokens, padding and unknown."""
        return len(self.tokens) + 2

    def __call__(self, data: Sequence[Labelled]) -> Padded:
        """The sequences as one padded batch.

        A tag that the training sequences do not have becomes the number after the last one: no model answers it, so it
        counts as a mistake.

        Raises:
            ValueError: for a sequence without tokens, or with another number of tags than of tokens.
        """
        for tokens, tags in data:
            if not tokens or len(tokens) != len(tags):
                raise ValueError(f"expected at least one token and a tag (or None) for each, got {len(tokens)} and {len(tags)}")
        lengths = torch.tensor([len(tokens) for tokens, _ in data])
        numbers = torch.full((len(data), int(lengths.max())), PADDING)
        wanted = torch.full_like(numbers, NOT_ASKED)
        for row, (tokens, tags) in enumerate(data):
            numbers[row, : len(tokens)] = torch.tensor([self._token.get(token, UNKNOWN) for token in tokens])
            wanted[row, : len(tags)] = torch.tensor([self._tag.get(tag, len(self.tags)) for tag in tags])
        return Padded(numbers, wanted, lengths)

    def names(self, tags: Tensor, lengths: Tensor) -> list[list[str]]:
        """Tags as strings, one list a sequence, from numbers ``(N, T)``."""
        return [[self.tags[number] for number in row[:length]] for row, length in zip(tags.tolist(), lengths.tolist())]


def read_columns(path: Path | str) -> list[Labelled]:
    """Sequences from a text file: a token and its tag on each line, an empty line after each sequence.

    The first column is the token and the last one the tag, as in the files of the CoNLL shared tasks.
    """
    blocks = Path(path).read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.split() for line in block.splitlines() if line.strip()] for block in blocks]
    return [([columns[0] for columns in block], [columns[-1] for columns in block]) for block in rows if block]


def reversal(lengths: Tensor, steps: int) -> Tensor:
    """Where each step of a sequence stands when it is read from its own end: ``(…, T)`` for lengths ``(…)``.

    Padding stays in place, and reversing twice gives back what was there.
    """
    forward = torch.arange(steps)
    backward = lengths.unsqueeze(-1) - 1 - forward
    return torch.where(backward >= 0, backward, forward)
