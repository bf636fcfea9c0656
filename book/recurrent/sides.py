"""Tasks in which it matters from which side a sequence is read, and readers that learn them side by side."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import ambiguity, negation
from recurrent.both_ways import DirectedReader
from recurrent.crowd import fit_crowd
from recurrent.directed_crowd import DirectedCrowd

IGNORED = -100  # no answer is asked for here


class Examples(NamedTuple):
    """A batch: tokens ``(T, N)``, lengths ``(N,)``, and the wanted classes, ``(T, N)`` at words or ``(1, N)`` for wholes."""

    tokens: Tensor
    lengths: Tensor
    wanted: Tensor


@dataclass(frozen=True)
class Task:
    """What is read and what is asked.

    Attributes:
        draw: a batch of a size from a generator.
        vocabulary, classes: how many of each.
        ask: ``"tags"`` for an answer at words, ``"final"`` or ``"last"`` for one a sequence, as ``DirectedCrowd`` has it.
    """

    draw: Callable[[int, torch.Generator], Examples]
    vocabulary: int
    classes: int = 2
    ask: str = "tags"


@dataclass(frozen=True)
class Kind:
    """A design of reader: in which direction, how merged, how many steps later it has to answer, hidden units in its read-out."""

    reads: str = "both"
    mode: str = "concat"
    delay: int = 0
    inner: int = 0


def _senses(size: int, generator: torch.Generator) -> Examples:
    batch = ambiguity.sentences(size, generator)
    return Examples(batch.tokens, batch.lengths, ambiguity.asked(batch))


def _of_texts(wanted: Callable[[negation.Texts], Tensor]) -> Callable[[int, torch.Generator], Examples]:
    def draw(size: int, generator: torch.Generator) -> Examples:
        batch = negation.texts(size, generator)
        return Examples(batch.tokens, batch.lengths, wanted(batch))

    return draw


SENSE = Task(_senses, ambiguity.VOCABULARY)
SCOPE = Task(_of_texts(lambda batch: batch.scope), negation.VOCABULARY)
NOUN = Task(_of_texts(negation.about_the_noun), negation.VOCABULARY)
TEXT = Task(_of_texts(lambda batch: batch.says.unsqueeze(0)), negation.VOCABULARY, ask="final")
FIRST = Task(_of_texts(lambda batch: batch.verdict[:1]), negation.VOCABULARY, ask="final")
FIRST_LAST_ROW = replace(FIRST, ask="last")


@dataclass(frozen=True)
class Learned:
    """What came of a training.

    Attributes:
        crowd: the trained readers, all seeds of the first kind first.
        kinds: their designs.
        curves: each kind's accuracy on the batch of every step, ``(seeds, steps)``.
        data: each seed's generator, for fresh sequences.
        task: what was learned.
        pools: what each seed was trained on where that was limited, else empty.
    """

    crowd: DirectedCrowd
    kinds: tuple[Kind, ...]
    curves: dict[Kind, Tensor]
    data: list[torch.Generator]
    task: Task
    pools: list[Examples]

    def exam(self, size: int = 500, **reading: int) -> dict[Kind, list[float]]:
        """Each kind's accuracy for each seed on fresh sequences; ``reading`` is the crowd's ``chunk`` and ``lookahead``."""
        return self._scores([self.task.draw(size, one) for one in self.data], **reading)

    def rehearsed(self) -> dict[Kind, list[float]]:
        """Each kind's accuracy for each seed on what it was trained on."""
        return self._scores(self.pools)

    def _scores(self, batches: Sequence[Examples], **reading: int) -> dict[Kind, list[float]]:
        with torch.no_grad():
            scores = answers(self.crowd, self.task, self.kinds, batches, **reading)[1]
        return dict(zip(self.kinds, scores.unflatten(0, (len(self.kinds), -1)).tolist()))


def crowd_of(task: Task, kinds: Sequence[Kind], seeds: Iterable[int], hidden_size: int) -> DirectedCrowd:
    """Fresh readers, all seeds of a kind in a row."""
    members, seeds = [], tuple(seeds)
    for kind in kinds:
        for seed in seeds:
            torch.manual_seed(seed)
            members.append(DirectedReader(kind.reads, task.vocabulary, hidden_size, task.classes, kind.mode, inner=kind.inner))
    return DirectedCrowd(members)


def answers(crowd: nn.Module, task: Task, kinds: Sequence[Kind], batches: Sequence[Examples], **reading: int) -> tuple[Tensor, Tensor]:
    """Each member's mean loss and accuracy over what is asked, ``(M,)`` both; a batch for each seed."""
    waiting = max(kind.delay for kind in kinds)
    tokens = F.pad(torch.stack([b.tokens for b in batches], 1), (0, 0, 0, 0, 0, waiting)).repeat(1, len(kinds), 1)
    lengths = torch.stack([b.lengths for b in batches]).repeat(len(kinds), 1)
    wanted = torch.stack([b.wanted for b in batches], 1)
    late = [F.pad(wanted, (0, 0, 0, 0, kind.delay, waiting - kind.delay), value=IGNORED) for kind in kinds]
    wanted = torch.cat(late, dim=1)  # (T or 1, M, N)
    logits = crowd(tokens, lengths, ask=task.ask, **reading)
    logits = logits if task.ask == "tags" else logits.unsqueeze(0)
    asked = wanted != IGNORED
    losses = F.cross_entropy(logits.flatten(0, 2), wanted.flatten(), reduction="none", ignore_index=IGNORED).view(wanted.shape)
    count = asked.sum((0, 2)).clamp_min(1)
    right = (logits.argmax(-1) == wanted) & asked
    return losses.sum((0, 2)) / count, right.sum((0, 2)) / count


def learn(
    task: Task,
    kinds: Sequence[Kind],
    seeds: Sequence[int],
    steps: int,
    *,
    hidden_size: int = 16,
    size: int = 16,
    rate: float = 1e-2,
    chunk: int | None = None,
    lookaheads: int = 0,
    examples: int | None = None,
) -> Learned:
    """Trains every kind with every seed; all kinds of a seed see the same sequences.

    Args:
        task: what to learn.
        kinds: the designs.
        seeds: each decides a start and, separately, the data.
        steps: of Adam, at the step size ``rate``, on batches of ``size``.
        hidden_size: of each direction.
        chunk: backward readers work in chunks, with a lookahead of 0 to ``lookaheads`` steps drawn anew for each batch.
        examples: how many sequences there are for each seed, seen again and again; by default always fresh ones.
    """
    kinds, crowd = tuple(kinds), crowd_of(task, kinds, seeds, hidden_size)
    data = [torch.Generator().manual_seed(10_000 + seed) for seed in seeds]
    looking = torch.Generator().manual_seed(20_000)
    pools = [] if examples is None else [task.draw(examples, one) for one in data]
    scores = []

    def drawn(seed: int) -> Examples:
        if not pools:
            return task.draw(size, data[seed])
        chosen = torch.randint(examples, (size,), generator=data[seed])
        tokens, lengths, wanted = pools[seed]
        return Examples(tokens[:, chosen], lengths[chosen], wanted[:, chosen])

    def loss(crowd: nn.Module) -> Tensor:
        reading = {} if chunk is None else {"chunk": chunk, "lookahead": int(torch.randint(lookaheads + 1, (), generator=looking))}
        losses, right = answers(crowd, task, kinds, [drawn(seed) for seed in range(len(data))], **reading)
        scores.append(right.detach())
        return losses

    fit_crowd(crowd, loss, steps, rate=rate)
    curves = torch.stack(scores, dim=1).unflatten(0, (len(kinds), len(seeds)))
    return Learned(crowd, kinds, dict(zip(kinds, curves)), data, task, pools)
