"""A crowd gives every member what it would have alone: the same numbers, gradients and training."""
from __future__ import annotations

import pytest
import torch
import torch.nn as nn
import torch.nn.functional as F

from recurrent import adding, latch
from recurrent.crowd import Crowd, clip_each, each_loss, fit_crowd
from recurrent.lags import MODELS, TASKS, TOGETHER, members, recorded, solve
from recurrent.models import Classifier, LanguageModel
from recurrent.training import fit

KINDS = [("RNN", {}), ("RNN", {"nonlinearity": "relu"}), ("GRU", {}), ("LSTM", {})]
SIZE, STEPS, BATCH = 3, 7, 2


def classifiers(kind: str, options: dict[str, object]) -> list[Classifier]:
    torch.manual_seed(0)
    return [Classifier(kind, 3, 5, 4, **options).double() for _ in range(SIZE)]


def speakers(kind: str, options: dict[str, object]) -> list[LanguageModel]:
    torch.manual_seed(0)
    return [LanguageModel(kind, 6, 5, embedding_dim=4, **options).double() for _ in range(SIZE)]


@pytest.mark.parametrize("steps", [1, STEPS])
@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_classifiers_equal_torch_forwards_and_backwards(kind: str, options: dict[str, object], steps: int) -> None:
    alone = classifiers(kind, options)
    crowd = Crowd(alone)
    x = torch.randn(steps, SIZE, BATCH, 3, dtype=torch.float64)
    weight = torch.randn(SIZE, BATCH, 4, dtype=torch.float64)
    output = crowd(x)
    (weight * output).sum().backward()
    for k, model in enumerate(alone):
        expected = model(x[:, k])
        (weight[k] * expected).sum().backward()
        torch.testing.assert_close(output[k], expected, rtol=1e-12, atol=1e-13)
        for name, parameter in model.named_parameters():
            torch.testing.assert_close(crowd.weight(name).grad[k], parameter.grad, rtol=1e-11, atol=1e-12, msg=name)


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_language_models_equal_torch_forwards_and_backwards(kind: str, options: dict[str, object]) -> None:
    alone = speakers(kind, options)
    crowd = Crowd(alone)
    tokens = torch.randint(6, (STEPS, SIZE, BATCH))
    weight = torch.randn(STEPS, SIZE, BATCH, 6, dtype=torch.float64)
    output = crowd(tokens)
    (weight * output).sum().backward()
    for k, model in enumerate(alone):
        expected = model(tokens[:, k])
        (weight[:, k] * expected).sum().backward()
        torch.testing.assert_close(output[:, k], expected, rtol=1e-12, atol=1e-13)
        for name, parameter in model.named_parameters():
            torch.testing.assert_close(crowd.weight(name).grad[k], parameter.grad, rtol=1e-11, atol=1e-12, msg=name)


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_a_member_trains_as_it_would_alone(kind: str, options: dict[str, object]) -> None:
    alone = classifiers(kind, options)
    crowd = Crowd(alone)
    rows = [torch.randn(STEPS, SIZE, BATCH, 3, dtype=torch.float64) for _ in range(5)]
    labels = torch.randint(4, (SIZE, BATCH))
    data = iter(rows)
    fit_crowd(crowd, lambda c: each_loss(c(next(data)), labels)[0], len(rows), rate=1e-2, clip=0.1)
    for k, model in enumerate(alone):
        mine = iter(rows)
        fit(model, lambda m, k=k, mine=mine: F.cross_entropy(m(next(mine)[:, k]), labels[k]), len(rows), rate=1e-2, clip=0.1)
        for name, parameter in crowd.member(k).named_parameters():
            torch.testing.assert_close(parameter, model.get_parameter(name), rtol=1e-5, atol=1e-7, msg=name)


def test_a_member_is_a_copy_that_can_learn() -> None:
    crowd = Crowd(classifiers("LSTM", {}))
    member = crowd.member(1)
    before = crowd.weight("output.weight").clone()
    with torch.no_grad():
        member.output.weight.zero_()
    assert torch.equal(crowd.weight("output.weight"), before) and all(p.requires_grad for p in member.parameters())


def test_one_members_overflow_leaves_the_others_alone() -> None:
    crowds = [Crowd(classifiers("RNN", {})) for _ in range(2)]
    x = torch.randn(STEPS, SIZE, BATCH, 3, dtype=torch.float64)
    for crowd, factor in zip(crowds, (1.0, float("nan"))):
        scale = torch.tensor([1.0, factor, 1.0], dtype=torch.float64)
        fit_crowd(crowd, lambda c, scale=scale: scale * c(x).square().mean((1, 2)), 3)
    for name, _ in crowds[0].member(0).named_parameters():
        fine, hurt = (crowd.weight(name) for crowd in crowds)
        assert torch.equal(fine[::2], hurt[::2]) and hurt[1].isnan().any()


def test_each_member_is_clipped_by_its_own_norm() -> None:
    parameters = [nn.Parameter(torch.zeros(3, 2)), nn.Parameter(torch.zeros(3, 1, 2))]
    parameters[0].grad = torch.tensor([[3.0, 0.0], [0.3, 0.0], [0.0, 0.0]])
    parameters[1].grad = torch.tensor([[[4.0, 0.0]], [[0.0, 0.4]], [[0.0, 0.0]]])
    norms = clip_each(parameters, 1.0)
    torch.testing.assert_close(norms, torch.tensor([5.0, 0.5, 0.0]))
    torch.testing.assert_close(parameters[0].grad, torch.tensor([[0.6, 0.0], [0.3, 0.0], [0.0, 0.0]]), rtol=1e-5, atol=0)
    torch.testing.assert_close(parameters[1].grad, torch.tensor([[[0.8, 0.0]], [[0.0, 0.4]], [[0.0, 0.0]]]), rtol=1e-5, atol=0)


def test_a_goal_is_noted_for_each_and_ends_the_training_when_all_have_it() -> None:
    crowd = Crowd(classifiers("RNN", {}))
    scores = iter(torch.tensor([[0.0, 1.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]))
    runs = fit_crowd(crowd, lambda c: (c(torch.zeros(1, SIZE, BATCH, 3, dtype=torch.float64)).sum((1, 2)), next(scores)), 4, goal=0.5, memory=0.5)
    assert [run.solved_at for run in runs] == [2, 1, 3] and [len(run.losses) for run in runs] == [3, 3, 3]


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
@pytest.mark.parametrize("task", ["latch", "adding"])
def test_a_seed_gives_the_same_runs(task: str, names: tuple[str, ...]) -> None:
    one, two = (solve(names, task, 12, 3, seeds=2) for _ in range(2))
    assert list(one) == list(names) and [len(runs) for runs in one.values()] == [2] * len(names)
    assert all(a.losses == b.losses for name in names for a, b in zip(one[name], two[name]))


def test_seeds_of_every_name_see_the_same_data_and_start_apart() -> None:
    runs = solve(("LSTM", "LSTM, chrono"), "latch", 12, 1, seeds=2)
    losses = [run.losses[0] for name in runs for run in runs[name]]
    assert len(set(losses)) == len(losses)
    found = members(("LSTM", "LSTM, forget bias 1"), "latch", 12, 4, 1)
    assert torch.equal(found[0].layer.weight_hh_l0, found[1].layer.weight_hh_l0)
    assert not torch.equal(found[0].layer.bias_hh_l0, found[1].layer.bias_hh_l0)


def test_every_model_of_the_lag_experiment_is_run_once() -> None:
    assert sorted(name for names in TOGETHER for name in names) == sorted(MODELS)


def test_an_unknown_task_is_named() -> None:
    with pytest.raises(ValueError, match="task must be one of .*, got 'sorting'"):
        solve(("RNN",), "sorting", 12, 1)


@pytest.mark.parametrize("name", MODELS)
def test_the_models_of_the_lag_experiment_take_the_tasks(name: str) -> None:
    data = torch.Generator().manual_seed(0)
    (model,) = members((name,), "latch", 12, 4, 1)
    assert model(latch.latch(12, 3, data)[0]).shape == (3, latch.CLASSES)
    (model,) = members((name,), "adding", 12, 4, 1)
    assert model(adding.adding(12, 3, data)[0]).shape == (3, 1)


def test_the_record_holds_every_model_at_every_length() -> None:
    record = recorded()
    for task in TASKS:
        assert set(record.solved[task]) == {(name, steps) for name in MODELS for steps in record.lengths(task)}
        assert {len(runs) for runs in record.solved[task].values()} == {5}
        assert all(run is None or 0 < run <= record.budgets[task] for runs in record.solved[task].values() for run in runs)
    assert "benchmarks.lags" in record.command and record.machine and 0 < record.minutes < 10
