"""Temporal order: the class is the ordered pair, nothing else in the sequence tells it."""
from __future__ import annotations

import pytest
import torch

from recurrent.temporal_order import CLASSES, SYMBOLS, temporal_order


@pytest.mark.parametrize("steps", [10, 20, 80, 105])
def test_two_marks_in_their_windows_decide_the_class(steps: int) -> None:
    x, label = temporal_order(steps, 500, torch.Generator().manual_seed(0))
    assert x.shape == (steps, 500, SYMBOLS) and torch.equal(x.sum(-1), torch.ones(steps, 500))
    symbols = x.argmax(-1)
    marked = symbols < 2
    assert (marked.sum(0) == 2).all()
    where = marked.int().T.nonzero()[:, 1].view(500, 2)
    assert where[:, 0].min() >= steps // 10 and where[:, 0].max() < steps // 5
    assert where[:, 1].min() >= steps // 2 and where[:, 1].max() < 6 * steps // 10
    first, second = (symbols.gather(0, where[:, k].unsqueeze(0))[0] for k in (0, 1))
    assert torch.equal(label, 2 * first + second)


def test_classes_are_even_so_chance_is_a_quarter() -> None:
    _, label = temporal_order(20, 20_000, torch.Generator().manual_seed(1))
    assert (torch.bincount(label, minlength=CLASSES) / len(label)).sub(0.25).abs().max() < 0.015


def test_either_symbol_alone_leaves_a_half() -> None:
    _, label = temporal_order(20, 20_000, torch.Generator().manual_seed(2))
    for first in (0, 1):
        second = label[label // 2 == first] % 2
        assert second.double().mean().item() == pytest.approx(0.5, abs=0.02)


def test_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 10 steps, got 9"):
        temporal_order(9, 2, torch.Generator())
