"""Scores of a tagger that marks spans; what a span is, and its F1, is the solution of the exercises of assignment 7."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from autograder.judge import load_solution

_SOLUTION = load_solution("07_tagging")
bio_spans: Callable[[list[str]], list[tuple[str, int, int]]] = _SOLUTION["bio_spans"]
span_f1: Callable[[list[list[str]], list[list[str]]], float] = _SOLUTION["span_f1"]


def only(rows: Sequence[Sequence[str]], label: str) -> list[list[str]]:
    """The tags of one label, all others being outside."""
    return [[tag if tag.endswith(f"-{label}") else "O" for tag in row] for row in rows]


def recall_of_new(predicted: Sequence[list[str]], gold: Sequence[list[str]], tokens: Sequence[Sequence[str]], known: Collection[str]) -> float:
    """Share of the gold spans with a token outside ``known`` that were found, label and both ends."""
    found = wanted = 0
    for row, right, words in zip(predicted, gold, tokens):
        new = {span for span in bio_spans(right) if any(word not in known for word in words[span[1] : span[2]])}
        wanted += len(new)
        found += len(new & set(bio_spans(row)))
    return found / wanted


def mistakes(predicted: Sequence[list[str]], gold: Sequence[list[str]]) -> Counter[str]:
    """How often each kind of mistake was made.

    ``"boundary"`` counts predicted spans that overlap a gold one of their label without being it, ``"label"`` those that
    overlap gold ones of other labels only, ``"invented"`` those that overlap none; ``"missed"`` counts gold spans that
    no predicted one overlaps.
    """
    kinds: Counter[str] = Counter({"boundary": 0, "label": 0, "invented": 0, "missed": 0})
    for row, right in zip(predicted, gold):
        found, wanted = bio_spans(row), bio_spans(right)
        for label, start, end in set(found) - set(wanted):
            touched = {other for other, first, last in wanted if first < end and start < last}
            kinds["boundary" if label in touched else "label" if touched else "invented"] += 1
        kinds["missed"] += sum(not any(a < end and start < b for _, a, b in found) for _, start, end in wanted)
    return kinds
