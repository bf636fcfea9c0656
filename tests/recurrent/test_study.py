"""Ensembles learn as single networks do, the same for a seed, wherever they run; tasks are at chance for a model that knows nothing."""
from __future__ import annotations

from functools import partial

import pytest
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import waves
from recurrent.ensemble import LSTMEnsemble
from recurrent.parallel import side_by_side
from recurrent.spikes import Intervals
from recurrent.study import GROUPS, LSTMS, Order, Reber, learn, train
from recurrent.temporal_order import temporal_order
from recurrent.together import fit_together
from recurrent.training import fit


class Blind(nn.Module):
    """A model that says the same whatever it reads."""

    def __init__(self, outputs: int) -> None:
        super().__init__()
        self.said = nn.Parameter(torch.linspace(0, 0.1, outputs))

    def forward(self, x: Tensor) -> Tensor:
        return self.said.expand(*x.shape[:3], -1)


@pytest.mark.parametrize("task", [Order(size=2000), Reber(size=500), Intervals(6, size=1000)], ids=lambda task: type(task).__name__)
def test_a_model_that_ignores_its_input_is_at_chance(task: Order | Reber | Intervals) -> None:
    _, scores = task.examine(Blind(task.outputs), [torch.Generator().manual_seed(k) for k in range(2)])
    assert scores.tolist() == pytest.approx([task.chance] * 2, abs=0.035)


@pytest.mark.parametrize("group", GROUPS)
def test_a_seed_gives_the_same_curves_whoever_else_is_in_the_ensemble(group: str) -> None:
    task = Reber(steps=12, size=2)
    both, alone = learn(group, task, (4, 9), 3), learn(group, task, (9,), 3)
    for name, (curve, exam) in both.items():
        assert curve.shape == (3, 2) and exam.shape == (2,)
        torch.testing.assert_close(curve[:, 1:], alone[name].curve)
    again = learn(group, task, (4, 9), 3)
    assert all(torch.equal(one, other) for name in both for one, other in zip(both[name], again[name]))


def test_a_member_is_trained_as_a_model_alone_would_be() -> None:
    seeds, variants = (0, 1), [LSTMS["NP"], LSTMS["CIFG"]]
    together = LSTMEnsemble(variants, seeds, 6, 5, 4)
    alone = LSTMEnsemble(variants[1:], seeds[1:], 6, 5, 4)
    x, label = temporal_order(12, 8, torch.Generator().manual_seed(0))

    def each(model: nn.Module) -> Tensor:
        logits = model(x.unsqueeze(1).expand(-1, 2 if model is together else 1, -1, -1))[-1]
        return torch.stack([F.cross_entropy(member, label) for member in logits])

    fit_together(together, each, 20, clip=0.05)
    fit(alone, lambda model: each(model).sum(), 20, clip=0.05)
    for name, parameter in alone.named_parameters():
        torch.testing.assert_close(together.get_parameter(name)[3:], parameter, atol=1e-5, rtol=1e-4)


def test_jobs_run_side_by_side_and_change_nothing() -> None:
    job = partial(learn, "minGRU 1", Order(steps=10, size=4), (0, 1), 2)
    found = side_by_side({"one": job, "two": job})
    assert list(found) == ["one", "two"]
    assert all(torch.equal(found[name]["minGRU 1"].curve, job()["minGRU 1"].curve) for name in found)


def test_an_ensemble_learns() -> None:
    """Seed-averaged: scores rise with training in a group that learns the task."""
    curve, exam = train(LSTMEnsemble([LSTMS["bias 2"]], range(3), 6, 16, 4), Order(steps=12), range(3), 150)
    assert curve[-20:].mean() > curve[:20].mean() + 0.4 and exam.mean() > curve[:20].mean() + 0.4


def test_waveforms_have_mean_0_and_variance_1_and_the_periods_promised() -> None:
    curves = waves.waveforms(128, 300, torch.Generator().manual_seed(0))
    assert curves.mean(0).abs().max() < 1e-5 and (curves.var(0, unbiased=False) - 1).abs().max() < 1e-4
    power = torch.fft.rfft(curves, dim=0).abs() ** 2
    fast = power[24:].sum() / power.sum()  # periods below 128 / 24
    assert fast < 0.02


@pytest.mark.parametrize("kind", waves.SIZES)
def test_a_curve_is_learned_the_same_twice_and_better_than_a_flat_line(kind: str) -> None:
    (target, drawn), (_, again) = (waves.learn_curves(kind, (0, 1), 16, 60) for _ in range(2))
    assert torch.equal(drawn, again)
    assert ((drawn - target) ** 2).mean() < 0.9


def test_networks_that_draw_have_about_as_many_recurrent_weights() -> None:
    counts = [waves.recurrent_weights(kind) for kind in waves.SIZES]
    assert max(counts) < 1.2 * min(counts)
