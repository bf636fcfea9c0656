"""Training is the same for a seed, stops where it says, and learns."""
from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from recurrent import agreement
from recurrent.models import LAYERS, Classifier, LanguageModel
from recurrent.temporal_order import CLASSES, SYMBOLS, temporal_order
from recurrent.training import Run, each_next_word_loss, fit, next_word_loss, streams


def short_run(kind: str, seed: int, steps: int = 8) -> tuple[Run, dict[str, torch.Tensor]]:
    data = streams(seed)
    model = LanguageModel(kind, agreement.VOCABULARY, 8)
    run = fit(model, lambda m: next_word_loss(m, agreement.sentences(8, 1, data).tokens), steps)
    return run, model.state_dict()


@pytest.mark.parametrize("kind", LAYERS)
def test_a_seed_gives_the_same_run_bit_for_bit(kind: str) -> None:
    (one, first), (two, second) = short_run(kind, 3), short_run(kind, 3)
    assert one.losses == two.losses
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert short_run(kind, 4)[0].losses != one.losses


def test_the_data_do_not_depend_on_how_many_weights_were_drawn() -> None:
    first = streams(5)
    torch.randn(1000)
    second = streams(5)
    assert torch.equal(torch.rand(10, generator=first), torch.rand(10, generator=second))


def test_the_next_word_loss_of_a_model_that_knows_nothing_is_log_v() -> None:
    model = LanguageModel("LSTM", 11, 4)
    with torch.no_grad():
        model.output.weight.zero_()
        model.output.bias.zero_()
    loss = next_word_loss(model, torch.randint(11, (7, 5)))
    torch.testing.assert_close(loss, torch.tensor(11.0).log())


def test_the_next_word_loss_looks_one_word_ahead() -> None:
    tokens = torch.tensor([[0, 1], [1, 2], [2, 0]])
    knows = lambda seen: 100.0 * F.one_hot((seen + 1) % 3, 3).float()  # noqa: E731
    assert next_word_loss(knows, tokens).item() == pytest.approx(0.0, abs=1e-6)


def test_each_next_word_loss_is_that_of_the_member() -> None:
    tables = torch.randn(2, 5, 5)  # what each of two speakers says after each of five words
    both = lambda seen: torch.stack([tables[k][seen[:, k]] for k in range(2)], 1)  # noqa: E731
    tokens = torch.randint(5, (6, 2, 3))
    alone = [next_word_loss(lambda seen, k=k: tables[k][seen], tokens[:, k]) for k in range(2)]
    torch.testing.assert_close(each_next_word_loss(both, tokens), torch.stack(alone))


def test_training_stops_at_the_goal_and_says_when() -> None:
    model = Classifier("RNN", 2, 3, 2)
    scores = iter([0.0, 1.0, 1.0, 1.0])
    run = fit(model, lambda m: (m(torch.zeros(2, 1, 2)).sum(), next(scores)), 4, goal=0.7, memory=0.5)
    assert run.scores == [0.0, 0.5, 0.75] and run.solved_at == 3 and len(run.losses) == 3


def test_without_reaching_the_goal_nothing_is_solved() -> None:
    model = Classifier("RNN", 2, 3, 2)
    run = fit(model, lambda m: (m(torch.zeros(2, 1, 2)).sum(), 0.0), 3, goal=0.5)
    assert run.solved_at is None and len(run.losses) == 3


def test_the_watcher_sees_every_step() -> None:
    seen: list[int] = []
    fit(Classifier("GRU", 2, 3, 2), lambda m: m(torch.ones(2, 1, 2)).sum(), 3, watch=seen.append)
    assert seen == [1, 2, 3]


def test_the_clip_bounds_the_step_of_the_first_gradient() -> None:
    model = Classifier("RNN", 2, 3, 2)
    fit(model, lambda m: 1e6 * m(torch.ones(2, 1, 2)).sum(), 1, clip=0.5)
    norm = torch.stack([p.grad.norm() for p in model.parameters()]).norm().item()
    assert norm == pytest.approx(0.5, rel=1e-4)


def test_an_lstm_learns_temporal_order_at_a_short_lag() -> None:
    """Seed-averaged: three runs of a task that an LSTM solves in about 150 steps."""
    solved = []
    for seed in range(3):
        data = streams(seed)
        model = Classifier("LSTM", SYMBOLS, 16, CLASSES)

        def loss(m: torch.nn.Module) -> tuple[torch.Tensor, float]:
            x, label = temporal_order(20, 32, data)
            logits = m(x)
            return F.cross_entropy(logits, label), (logits.argmax(-1) == label).double().mean().item()

        solved.append(fit(model, loss, 450, goal=0.95).solved_at)
    assert all(solved)


@pytest.mark.parametrize("kind", LAYERS)
def test_models_give_the_stated_shapes(kind: str) -> None:
    assert LanguageModel(kind, 9, 4)(torch.zeros(5, 3, dtype=torch.int64)).shape == (5, 3, 9)
    assert Classifier(kind, 2, 4, 3)(torch.zeros(5, 6, 2)).shape == (6, 3)
