"""Baselines that count instead of learning: the commonest tag, the commonest tag in a context, naive Bayes."""
from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from recurrent.labelled import Labelled


def commonest(train: Sequence[Labelled], test: Sequence[Labelled]) -> list[list[str]]:
    """The tag that is commonest in the training sequences, everywhere."""
    count = Counter(tag for _, tags in train for tag in tags if tag is not None)
    return [[max(count, key=count.__getitem__)] * len(tokens) for tokens, _ in test]


def in_context(train: Sequence[Labelled], test: Sequence[Labelled], radius: int) -> list[list[str]]:
    """The tag that was commonest for this token among these neighbours, up to ``radius`` steps to either side.

    A context that the training sequences do not have is made smaller, down to the token alone and then to nothing.
    """
    counts: list[dict[tuple[str | None, ...], Counter[str]]] = [defaultdict(Counter) for _ in range(radius + 2)]

    def contexts(tokens: Sequence[str], at: int) -> list[tuple[str | None, ...]]:
        wide = [None] * radius + list(tokens) + [None] * radius
        centre = at + radius
        return [(), *(tuple(wide[centre - r : centre + r + 1]) for r in range(radius + 1))]

    for tokens, tags in train:
        for at, tag in enumerate(tags):
            if tag is not None:
                for count, context in zip(counts, contexts(tokens, at)):
                    count[context][tag] += 1

    def guess(tokens: Sequence[str], at: int) -> str:
        known = [count[context] for count, context in zip(counts, contexts(tokens, at)) if context in count]
        return max(known[-1], key=known[-1].__getitem__)

    return [[guess(tokens, at) for at in range(len(tokens))] for tokens, _ in test]


def naive_bayes(train: Sequence[tuple[Sequence[str], str]], test: Sequence[Sequence[str]]) -> list[str]:
    """The class of highest ``log P(class) + sum log P(token | class)``, every count raised by one."""
    classes = Counter(label for _, label in train)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens, label in train:
        counts[label].update(tokens)
    known = len({token for count in counts.values() for token in count}) + 1
    totals = {label: sum(counts[label].values()) + known for label in classes}

    def score(tokens: Sequence[str], label: str) -> float:
        likelihood = sum(math.log((counts[label][token] + 1) / totals[label]) for token in tokens)
        return math.log(classes[label] / len(train)) + likelihood

    return [max(classes, key=lambda label: score(tokens, label)) for tokens in test]
