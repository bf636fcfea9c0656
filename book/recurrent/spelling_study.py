"""The experiment of the chapter on attention: every kind of encoder-decoder learns to pronounce, and is judged by word length."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from recurrent.pronunciations import Word
from recurrent.spelling import PAD, PHONEMES, Batch, batch, edits, split
from recurrent.together import fit_together
from recurrent.transducer import Transducers, losses

BINS = ((2, 4), (5, 6), (7, 8), (9, 10), (11, 99))  # letters of a word
DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Learned:
    """Networks after their training.

    Attributes:
        model: all of them.
        words: for each seed the words that it has not seen.
        held: the same for every member, as a batch.
    """

    model: Transducers
    words: list[list[Word]]
    held: Batch


@dataclass(frozen=True)
class Mark:
    """How one network does on words that it has not seen.

    Attributes:
        all: phoneme error rate of all words.
        by_length: the same for each of ``BINS``.
        words: share of words with a mistake.
    """

    all: float
    by_length: list[float]
    words: float


def learn(
    kinds: Sequence[str],
    seeds: int,
    hidden_size: int,
    rates: Mapping[float, int],
    size: int = 32,
    held_out: int = 500,
    watch: Callable[[int, Learned], None] | None = None,
) -> Learned:
    """Trains one network for each kind and seed; the kinds of a seed see the same words in the same order.

    Args:
        rates: Adam's step sizes, and for how many steps each.
        size: words of a batch.
        held_out: words that a seed leaves out.
        watch: called with the number of steps done, after each.
    """
    splits = [split(seed, held_out) for seed in range(seeds)]
    known = batch([seen for seen, _ in splits])
    unseen = [words for _, words in splits]
    learned = Learned(Transducers(kinds, range(seeds), hidden_size), unseen, batch(unseen * len(kinds)))
    generators = [torch.Generator().manual_seed(10_000 + seed) for seed in range(seeds)]

    def loss(model: Transducers) -> Tensor:
        rows = torch.stack([torch.randint(known.lengths.shape[1], (size,), generator=generator) for generator in generators])
        return losses(model, drawn(known, rows, len(kinds)))

    done = 0
    for rate, steps in rates.items():
        seen_so_far = done
        fit_together(learned.model, loss, steps, rate=rate, watch=watch and (lambda step: watch(seen_so_far + step, learned)))
        done += steps
    return learned


def drawn(known: Batch, rows: Tensor, copies: int) -> Batch:
    """The words in places ``rows (S, N)``, without padding that none of them needs, for ``copies`` kinds."""
    lengths = known.lengths.gather(1, rows)
    letters = known.letters.gather(2, rows.expand(len(known.letters), -1, -1))[: int(lengths.max())]
    phonemes = known.phonemes.gather(2, rows.expand(len(known.phonemes), -1, -1))
    phonemes = phonemes[: int((phonemes != PAD).sum(0).max())]
    return Batch(letters.repeat(1, copies, 1), lengths.repeat(copies, 1), phonemes.repeat(1, copies, 1))


def marks(learned: Learned) -> dict[str, list[Mark]]:
    """Every kind's marks, one a seed."""
    written, _ = learned.model.write(learned.held)
    found: dict[str, list[Mark]] = {kind: [] for kind in learned.model.kinds}
    for k, rows in enumerate(written):
        words = learned.words[k % learned.model.seeds]
        off = [(len(word.spelling), edits(row, list(map(PHONEMES.index, word.phonemes))), len(word.phonemes)) for row, word in zip(rows, words)]
        inside = [[(wrong, total) for letters, wrong, total in off if low <= letters <= high] for low, high in ((0, 99), *BINS)]
        overall, *by_length = (sum(wrong for wrong, _ in found) / sum(total for _, total in found) for found in inside)
        found[learned.model.kinds[k // learned.model.seeds]].append(Mark(overall, by_length, sum(wrong > 0 for _, wrong, _ in off) / len(off)))
    return found


def recorded() -> dict:
    """What ``python -m benchmarks.transduction`` measured with a budget that a page cannot afford."""
    return json.loads((DATA / "transduction.json").read_text(encoding="utf-8"))
