"""The solutions of 01_rnn equal torch.nn in float64, forward and backward, and an independent count of the surprise."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import pytest
import torch
import torch.nn as nn

SOLUTION = Path(__file__).resolve().parents[2] / "solutions" / "01_rnn" / "01_rnn.py"
EXACT = {"rtol": 1e-12, "atol": 1e-12}


@pytest.fixture(scope="module")
def rnn() -> ModuleType:
    specification = importlib.util.spec_from_file_location("solution_of_01_rnn", SOLUTION)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def normal(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, dtype=torch.float64)


def both(rnn, **options):
    own, torchs = rnn.RNNCell(3, 5, dtype=torch.float64, **options), nn.RNNCell(3, 5, dtype=torch.float64, **options)
    torchs.load_state_dict(own.state_dict(), strict=True)
    return own, torchs


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
@pytest.mark.parametrize("given", [True, False])
def test_cell_equals_torchs_forward_and_backward(rnn, nonlinearity, bias, given):
    own, torchs = both(rnn, nonlinearity=nonlinearity, bias=bias)
    x, h, projection = normal(4, 3).requires_grad_(), normal(4, 5).requires_grad_(), normal(4, 5)
    results = []
    for cell in (own, torchs):
        out = cell(x, h) if given else cell(x)
        leaves = [x, *([h] if given else []), *cell.parameters()]
        results.append((out, *torch.autograd.grad((out * projection).sum(), leaves)))
    assert [name for name, _ in own.named_parameters()] == [name for name, _ in torchs.named_parameters()]
    for mine, theirs in zip(*results, strict=True):
        torch.testing.assert_close(mine, theirs, **EXACT)


def test_step_passes_gradcheck(rnn):
    shapes = (2, 3), (2, 4), (4, 3), (4, 4), (4,), (4,)
    assert torch.autograd.gradcheck(rnn.rnn_step, [normal(*shape).requires_grad_() for shape in shapes])


def test_step_is_the_cell(rnn):
    own, _ = both(rnn)
    x, h = normal(4, 3), normal(4, 5)
    torch.testing.assert_close(rnn.rnn_step(x, h, *own.parameters()), own(x, h), **EXACT)


@pytest.mark.parametrize("name", ["sigmoid", "TANH", "", "relu "])
def test_other_nonlinearities_are_refused_when_the_cell_is_made(rnn, name):
    with pytest.raises(ValueError, match="nonlinearity"):
        rnn.RNNCell(3, 5, nonlinearity=name)


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
def test_starts_are_drawn_as_torchs(rnn, nonlinearity):
    own, torchs = rnn.RNNCell(200, 100, nonlinearity=nonlinearity), nn.RNNCell(200, 100, nonlinearity=nonlinearity)
    for (name, mine), (_, theirs) in zip(own.named_parameters(), torchs.named_parameters(), strict=True):
        assert mine.abs().max() <= 0.1 and theirs.abs().max() <= 0.1, name
        assert abs(mine.std() / theirs.std() - 1) < 0.3, name


@pytest.mark.parametrize("given", [True, False])
def test_unrolled_cell_equals_torchs_layer(rnn, given):
    cell, layer = rnn.RNNCell(3, 5, dtype=torch.float64), nn.RNN(3, 5, dtype=torch.float64)
    layer.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    x, h = normal(7, 4, 3).requires_grad_(), normal(4, 5).requires_grad_()
    p, q = normal(7, 4, 5), normal(4, 5)
    output, h_n = rnn.unroll(cell, x, h if given else None)
    expected, last = layer(x, h[None] if given else None)
    torch.testing.assert_close(output, expected, **EXACT)
    torch.testing.assert_close(h_n, last[0], **EXACT)
    leaves = [x, h] if given else [x]
    mine = torch.autograd.grad((output * p).sum() + (h_n * q).sum(), [*leaves, *cell.parameters()])
    theirs = torch.autograd.grad((expected * p).sum() + (last[0] * q).sum(), [*leaves, *layer.parameters()])
    for a, b in zip(mine, theirs, strict=True):
        torch.testing.assert_close(a, b, **EXACT)


def test_unroll_makes_the_calls_and_no_others(rnn):
    calls = []

    def cell(x, h):
        calls.append((x, h))
        return x + (0 if h is None else h)

    output, h_n = rnn.unroll(cell, torch.ones(4, 2, 3))
    assert len(calls) == 4 and calls[0][1] is None
    torch.testing.assert_close(output, torch.arange(1.0, 5).reshape(4, 1, 1).expand(4, 2, 3))
    torch.testing.assert_close(h_n, output[-1])


def test_a_longer_sequence_goes_on_where_the_shorter_one_stopped(rnn):
    cell, x = rnn.RNNCell(3, 5), torch.randn(9, 2, 3)
    whole, last = rnn.unroll(cell, x)
    first, h = rnn.unroll(cell, x[:4])
    second, h = rnn.unroll(cell, x[4:], h)
    torch.testing.assert_close(torch.cat([first, second]), whole)
    torch.testing.assert_close(h, last)


def counted(logits, tokens, padding):
    """The mean surprise, place by place, in Python floats."""
    surprises = []
    for scores, sentence in zip(logits.tolist(), tokens.tolist()):
        for row, target in zip(scores, sentence[1:]):
            if target != padding:
                top = max(row)
                surprises.append(top + math.log(math.fsum(math.exp(s - top) for s in row)) - row[target])
    return math.fsum(surprises) / len(surprises)


@pytest.mark.parametrize("padding", [0, 3])
def test_loss_is_the_mean_surprise(rnn, padding):
    logits, tokens = 3 * normal(4, 7, 5), torch.randint(5, (4, 7))
    tokens[0, 3:] = padding
    loss = rnn.next_token_loss(logits, tokens, padding)
    assert loss.shape == () and loss.dtype == torch.float64
    assert loss.item() == pytest.approx(counted(logits, tokens, padding), rel=1e-12)


def test_loss_passes_gradcheck(rnn):
    tokens = torch.tensor([[2, 1, 0, 0], [0, 3, 3, 1]])
    assert torch.autograd.gradcheck(lambda logits: rnn.next_token_loss(logits, tokens), [normal(2, 4, 4).requires_grad_()])


def test_gradient_of_the_loss_is_softmax_minus_one_at_the_target(rnn):
    logits, tokens = normal(3, 5, 6).requires_grad_(), torch.randint(1, 6, (3, 5))
    (gradient,) = torch.autograd.grad(rnn.next_token_loss(logits, tokens), logits)
    expected = torch.zeros_like(gradient)
    expected[:, :-1] = (logits.detach().softmax(-1)[:, :-1] - nn.functional.one_hot(tokens[:, 1:], 6)) / 12
    torch.testing.assert_close(gradient, expected, **EXACT)


def test_knowing_nothing_costs_the_logarithm_of_the_vocabulary(rnn):
    tokens = torch.tensor([[1, 2, 3, 0]])
    assert rnn.next_token_loss(torch.zeros(1, 4, 9), tokens).item() == pytest.approx(math.log(9), rel=1e-6)
