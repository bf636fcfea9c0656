"""Symptoms of random starts: by what law parameters were drawn, told from two objects made one after the other."""

from __future__ import annotations

import math
from typing import Callable, NamedTuple

import torch
from torch import Tensor

from .findings import Finding


class Start(NamedTuple):
    """A symptom of how parameters start."""

    id: str
    text: str
    explains: Callable[[Finding], bool]


def starts(finding: Finding) -> tuple[dict[str, Tensor], dict[str, Tensor]] | None:
    """The parameters of two objects, where a question asked for those and for nothing else."""
    came = finding.question.came
    if finding.question.expected is not None or not isinstance(came, dict) or set(came) != {"first", "second"}:
        return None
    both = came["first"], came["second"]
    ok = all(isinstance(one, dict) and one and all(isinstance(v, Tensor) and v.is_floating_point() for v in one.values()) for one in both)
    return both if ok else None


def one(test: Callable[[str, Tensor, float], bool]) -> Callable[[Finding], bool]:
    """A parameter of the first object passes the test, to which its name, its values and 1/sqrt(H) are given."""

    def explains(finding: Finding) -> bool:
        found = starts(finding)
        if found is None:
            return False
        first = found[0]
        hidden = next((value.shape[-1] for name, value in first.items() if name.startswith("weight_hh") and value.dim() == 2), 0)
        return any(test(name, value.double().flatten(), 1 / math.sqrt(hidden) if hidden else math.inf) for name, value in first.items())

    return explains


def all_of(test: Callable[[str, Tensor, float], bool]) -> Callable[[Finding], bool]:
    fails = one(lambda name, value, bound: not test(name, value, bound))
    return lambda finding: starts(finding) is not None and not fails(finding)


def same_twice(finding: Finding) -> bool:
    found = starts(finding)
    return found is not None and any(
        name in found[1] and value.unique().numel() > 2 and torch.equal(value, found[1][name]) for name, value in found[0].items()
    )


def two_alike(finding: Finding) -> bool:
    found = starts(finding)
    if found is None:
        return False
    items = list(found[0].items())
    return any(
        a.shape == b.shape and a.unique().numel() > 2 and torch.equal(a, b)
        for k, (_, a) in enumerate(items) for _, b in items[k + 1 :]
    )


def repeats(name: str, value: Tensor, bound: float) -> bool:
    """Many entries of a parameter are equal, though not all."""
    return 1 < value.unique().numel() < 0.95 * value.numel()


def most_frequent(value: Tensor) -> float:
    """The share of the entries that hold the number that stands there most often."""
    return float(value.unique(return_counts=True)[1].max()) / value.numel()


def bell(value: Tensor) -> bool:
    """The fourth moment of a normal distribution is 3, of a uniform one 1.8; told apart from 300 numbers on."""
    centred = value - value.mean()
    return value.numel() >= 300 and float((centred**4).mean() / (centred**2).mean() ** 2) > 2.5


def by_input_size(finding: Finding) -> bool:
    """weight_ih fills ±1/sqrt(I) instead of ±1/sqrt(H)."""
    found = starts(finding)
    return found is not None and any(
        name.startswith("weight_ih") and value.dim() == 2
        and math.isclose(float(value.abs().max()) * math.sqrt(value.shape[1]), 1.0, rel_tol=0.02)
        for name, value in found[0].items()
    )


STARTS: list[Start] = [
    Start(
        "start-not-filled",
        "A parameter starts with whatever was in memory. After torch.empty every parameter has to be given its values: which "
        "one is left out?",
        one(lambda name, value, bound: not bool(torch.isfinite(value).all())),
    ),
    Start(
        "start-the-same-twice",
        "Two objects made one after the other start with the same numbers. Look for a seed or a generator in the constructor.",
        same_twice,
    ),
    Start(
        "start-two-alike",
        "Two parameters start with the same numbers. Each is drawn by itself: look for one tensor that is used for both.",
        two_alike,
    ),
    Start(
        "start-constant",
        "A weight starts with one number in all its entries, so that all units are alike and stay so. Weights are drawn at "
        "random.",
        one(lambda name, value, bound: "bias" not in name and value.unique().numel() == 1),
    ),
    Start(
        "start-bias-constant",
        "A bias starts with one number in all its entries. Here the biases are drawn like the weights.",
        one(lambda name, value, bound: value.unique().numel() == 1),
    ),
    Start(
        "start-block-constant",
        "A good part of a parameter's entries starts with one and the same number. All entries are drawn at random here; a "
        "start for the forget gate is an exercise of its own.",
        one(lambda name, value, bound: 0.1 < most_frequent(value) < 1),
    ),
    Start(
        "start-repeats",
        "Many entries of a parameter start with the same number. Every entry is drawn by itself: look for repeat, expand or "
        "one draw for several gates.",
        one(repeats),
    ),
    Start(
        "start-normal",
        "A parameter's numbers grow rarer towards large ones, as those of a normal distribution do. They should be uniform "
        "between two bounds: look at how they are drawn.",
        one(lambda name, value, bound: bell(value)),
    ),
    Start(
        "start-by-input-size",
        "The bound of weight_ih follows the input size. It is the same for all parameters, and follows the hidden size.",
        by_input_size,
    ),
    Start(
        "start-one-sided",
        "A parameter starts with numbers of one sign only. They should lie on both sides of 0, between two opposite bounds.",
        one(lambda name, value, bound: value.numel() > 20 and (bool((value >= 0).all()) or bool((value <= 0).all()))),
    ),
    Start(
        "start-too-wide",
        "A parameter starts with numbers outside of ±1/sqrt(H). The bound is the same for all parameters, and follows the "
        "hidden size alone.",
        one(lambda name, value, bound: float(value.abs().max()) > bound * (1 + 1e-6)),
    ),
    Start(
        "start-too-narrow",
        "The parameters do not fill ±1/sqrt(H): they stay below a smaller bound. How many units is H, and is it one gate or "
        "all?",
        one(lambda name, value, bound: value.numel() > 100 and float(value.abs().max()) < 0.9 * bound),
    ),
]
