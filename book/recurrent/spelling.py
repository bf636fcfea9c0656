"""Spelling to phonemes as a task for networks: words as padded numbers, and how far a written pronunciation is off."""
from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from recurrent.pronunciations import Word, words

LETTERS = string.ascii_lowercase
PHONEMES = tuple(sorted({phoneme for word in words() for phoneme in word.phonemes}))
EOS, BOS = len(PHONEMES), len(PHONEMES) + 1  # after the phonemes: what ends a row, and what the first step is given
PAD = -1  # no letter, no phoneme


@dataclass(frozen=True)
class Batch:
    """Words for every member of a crowd.

    Attributes:
        letters: ``(T, S, N)``, 0 to 25, ``PAD`` past a word's end.
        lengths: ``(S, N)``, letters of each word.
        phonemes: ``(U, S, N)``, each row closed by ``EOS``, then ``PAD``.
    """

    letters: Tensor
    lengths: Tensor
    phonemes: Tensor

    def __getitem__(self, rows: slice) -> Batch:
        """The words in these places of every member."""
        return Batch(self.letters[..., rows], self.lengths[:, rows], self.phonemes[..., rows])


def batch(of_members: Sequence[Sequence[Word]]) -> Batch:
    """The words of every member, equally many, padded to the longest of all."""
    spelt = [[[LETTERS.index(letter) for letter in word.spelling] for word in row] for row in of_members]
    said = [[[*map(PHONEMES.index, word.phonemes), EOS] for word in row] for row in of_members]
    lengths = torch.tensor([[len(word) for word in row] for row in spelt])
    return Batch(_padded(spelt), lengths, _padded(said))


def _padded(rows: Sequence[Sequence[Sequence[int]]]) -> Tensor:
    """``(longest, S, N)``."""
    longest = max(len(row) for member in rows for row in member)
    return torch.tensor([[[*row, *[PAD] * (longest - len(row))] for row in member] for member in rows]).permute(2, 0, 1).contiguous()


def split(seed: int, held_out: int, shortest: int = 2, longest: int = 99) -> tuple[list[Word], list[Word]]:
    """The words of these lengths, as those to learn from and those left out; every seed leaves out other ones."""
    chosen = [word for word in words() if shortest <= len(word.spelling) <= longest]
    start = seed * held_out
    if start + held_out > len(chosen):
        raise ValueError(f"seed must be below {len(chosen) // held_out} with {held_out} of {len(chosen)} words held out, got {seed}")
    return chosen[:start] + chosen[start + held_out :], chosen[start : start + held_out]


def edits(written: Sequence[object], right: Sequence[object]) -> int:
    """The smallest number of phonemes to insert, delete or replace (Levenshtein 1966)."""
    row = list(range(len(right) + 1))
    for i, one in enumerate(written, 1):
        above, row = row, [i]
        for j, other in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (one != other)))
    return row[-1]

