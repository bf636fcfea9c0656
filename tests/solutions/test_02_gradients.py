"""The solutions of 02_gradients equal autograd and torch.nn in float64, and numbers that can be derived without either."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import pytest
import torch
import torch.nn as nn

SOLUTION = Path(__file__).resolve().parents[2] / "solutions" / "02_gradients" / "02_gradients.py"
EXACT = {"rtol": 1e-11, "atol": 1e-11}


@pytest.fixture(scope="module")
def gradients() -> ModuleType:
    specification = importlib.util.spec_from_file_location("solution_of_02_gradients", SOLUTION)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def normal(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, dtype=torch.float64)


def network(steps, batch, i, n):
    return [normal(steps, batch, i), normal(batch, n), normal(n, i), normal(n, n) / 2, normal(n), normal(n), normal(steps, batch, n)]


@pytest.mark.parametrize("sizes", [(1, 3, 2, 4), (7, 3, 2, 4), (40, 1, 3, 5), (5, 4, 1, 1)])
def test_bptt_equals_autograd_through_torchs_layer(gradients, sizes):
    steps, batch, i, n = sizes
    x, h0, *parameters, grad_output = network(*sizes)
    layer = nn.RNN(i, n, dtype=torch.float64)
    layer.load_state_dict(dict(zip(("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"), parameters)))
    leaves = [x.clone().requires_grad_(), h0.clone().requires_grad_()]
    output, _ = layer(leaves[0], leaves[1][None])
    expected = torch.autograd.grad(output, [*leaves, *layer.parameters()], grad_output)
    for mine, theirs in zip(gradients.bptt(x, h0, *parameters, grad_output), expected, strict=True):
        torch.testing.assert_close(mine, theirs, **EXACT)


def test_bptt_equals_difference_quotients(gradients):
    *given, grad_output = network(4, 2, 3, 3)

    def loss():
        h, total = given[1], 0.0
        for x_t, g in zip(given[0], grad_output):
            h = torch.tanh(x_t @ given[2].T + given[4] + h @ given[3].T + given[5])
            total += float((h * g).sum())
        return total

    for value, gradient in zip(given, gradients.bptt(*given, grad_output), strict=True):
        direction = torch.randn_like(value)
        quotients = []
        for sign in (1, -1):
            value += sign * 1e-5 * direction
            quotients.append(loss())
            value -= sign * 1e-5 * direction
        assert (quotients[0] - quotients[1]) / 2e-5 == pytest.approx(float((gradient * direction).sum()), rel=1e-7, abs=1e-7)


def test_bptt_is_linear_in_what_the_loss_asks(gradients):
    *given, first = network(5, 2, 3, 4)
    second = torch.randn_like(first)
    sums = zip(gradients.bptt(*given, first), gradients.bptt(*given, second), gradients.bptt(*given, first + 2 * second))
    for a, b, both in sums:
        torch.testing.assert_close(a + 2 * b, both, **EXACT)


def test_bptt_leaves_its_arguments_alone(gradients):
    given = network(5, 2, 3, 4)
    before = [value.clone() for value in given]
    gradients.bptt(*given)
    assert all(torch.equal(a, b) for a, b in zip(given, before))


class Linear(nn.Module):
    """h' = x + h A."""

    def __init__(self, matrix):
        super().__init__()
        self.register_buffer("matrix", matrix)

    def forward(self, x, h):
        return x if h is None else x + h @ self.matrix


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
def test_norms_of_a_linear_cell_are_those_of_its_powers(gradients, given, frozen):
    matrix, x = normal(4, 4) / 2, normal(6, 3, 4)
    cell = Linear(matrix) if frozen else Linear(nn.Parameter(matrix))
    norms = gradients.gradient_norms(cell, x, normal(3, 4) if given else None)
    ones = torch.ones(4, dtype=torch.float64)
    expected = [math.sqrt(3) * (torch.linalg.matrix_power(matrix, 6 - t) @ ones).norm() for t in range(1, 7)]
    torch.testing.assert_close(norms.detach(), torch.stack(expected), **EXACT)


@pytest.mark.parametrize("cell", [nn.RNNCell, nn.GRUCell])
def test_norms_are_those_of_bptt(gradients, cell):
    made, x, h = cell(3, 4, dtype=torch.float64), normal(6, 2, 3), normal(2, 4)
    norms = gradients.gradient_norms(made, x, h)
    assert norms.shape == (6,) and norms[-1].item() == pytest.approx(math.sqrt(8), rel=1e-12)
    if cell is nn.RNNCell:
        parameters = [p.detach() for p in made.parameters()]
        states = [h]
        for x_t in x:
            states.append(made(x_t, states[-1]).detach())
        for t in range(1, 6):
            grad_output = torch.zeros(6 - t, 2, 4, dtype=torch.float64)
            grad_output[-1] = 1
            expected = gradients.bptt(x[t:], states[t], *parameters, grad_output)[1].norm()
            assert norms[t - 1].item() == pytest.approx(expected.item(), rel=1e-10)


@pytest.mark.parametrize("limit", [0.1, 1.0, 1e3])
def test_clipping_equals_torchs(gradients, limit):
    mine, theirs = ([nn.Parameter(torch.zeros(shape, dtype=torch.float64)) for shape in ((3, 4), (), (5,))] for _ in range(2))
    for p, q in zip(mine, theirs):
        p.grad = torch.randn_like(p)
        q.grad = p.grad.clone()
    objects = [p.grad for p in mine]
    assert float(gradients.clip_grad_norm(iter(mine), limit)) == pytest.approx(float(nn.utils.clip_grad_norm_(theirs, limit)), rel=1e-12)
    for p, q, kept in zip(mine, theirs, objects):
        torch.testing.assert_close(p.grad, q.grad, rtol=1e-4, atol=0)
        assert p.grad is kept


def test_clipping_keeps_the_direction_and_reaches_the_bound(gradients):
    p = nn.Parameter(torch.zeros(50, dtype=torch.float64))
    p.grad = normal(50)
    before = p.grad.clone()
    gradients.clip_grad_norm([p], 0.25)
    assert p.grad.norm().item() == pytest.approx(0.25, rel=1e-12)
    assert torch.cosine_similarity(p.grad, before, dim=0).item() == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("parameters", [[], [nn.Parameter(torch.ones(2))], iter(())])
def test_nothing_to_clip_is_0(gradients, parameters):
    assert gradients.clip_grad_norm(parameters, 1.0) == 0


def test_dead_units_are_counted_one_by_one(gradients):
    activations = torch.relu(normal(3, 2, 40) - 1).requires_grad_()
    dead = sum(all(value <= 0 for value in activations[:, :, j].flatten().tolist()) for j in range(40))
    fraction = gradients.dead_units(activations)
    assert type(fraction) is float and fraction == pytest.approx(dead / 40) and 0 < dead < 40


def test_dead_units_at_the_ends(gradients):
    assert gradients.dead_units(torch.zeros(2, 3, 5)) == 1.0 and gradients.dead_units(-torch.ones(2, 3, 5)) == 1.0
    assert gradients.dead_units(torch.full((2, 3, 5), 1e-30)) == 0.0
