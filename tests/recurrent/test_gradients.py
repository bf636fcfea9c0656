"""Closed forms of gradients equal autograd."""
from __future__ import annotations

import math

import pytest
import torch
import torch.nn as nn
from scipy.special import exp1

from recurrent import initialise
from recurrent.gates import trace
from recurrent.gradients import belt_gradients, cell_gradients, chrono_share, half_life, input_gradient_norms

STEPS, SIZE, INPUT, HIDDEN = 15, 2, 3, 4


def layer(seed: int, scale: float = 1.0) -> nn.LSTM:
    torch.manual_seed(seed)
    lstm = nn.LSTM(INPUT, HIDDEN).double()
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.mul_(scale)
    return lstm


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_along_the_belt_the_gradient_is_the_product_of_forget_gates(seed: int, scale: float) -> None:
    lstm, x, weight = layer(seed, scale), normal(STEPS, SIZE, INPUT), normal(SIZE, HIDDEN, seed=1)
    measured, forgets = cell_gradients(lstm, x, weight, direct=True)
    assert measured.shape == (STEPS + 1, SIZE, HIDDEN)
    torch.testing.assert_close(measured, belt_gradients(forgets, weight), rtol=1e-12, atol=0)
    torch.testing.assert_close(forgets, trace(lstm, x)["f"], rtol=0, atol=1e-14)


@pytest.mark.parametrize("seed", range(3))
def test_one_step_of_all_paths_is_the_equation_of_the_book(seed: int) -> None:
    lstm, x = layer(seed, 3.0), normal(2, 1, INPUT)
    t = trace(lstm, x)
    (i, f, g), o, c = (t[name][1, 0] for name in "ifg"), t["o"][0, 0], t["c"][0, 0]
    w_i, w_f, w_g, _ = lstm.weight_hh_l0.chunk(4)
    through_h = torch.diag(c * f * (1 - f)) @ w_f + torch.diag(g * i * (1 - i)) @ w_i + torch.diag(i * (1 - g**2)) @ w_g
    jacobian = torch.diag(f) + through_h @ torch.diag(o * (1 - c.tanh() ** 2))
    rows = [cell_gradients(lstm, x, row.unsqueeze(0))[0][1, 0] for row in torch.eye(HIDDEN, dtype=torch.float64)]
    torch.testing.assert_close(torch.stack(rows), jacobian, rtol=1e-12, atol=1e-14)


def test_all_paths_agree_with_torch_on_the_start_state() -> None:
    lstm, x, weight = layer(0), normal(STEPS, SIZE, INPUT), normal(SIZE, HIDDEN, seed=1)
    c = torch.zeros(1, SIZE, HIDDEN, dtype=torch.float64, requires_grad=True)
    _, (_, c_n) = lstm(x, (torch.zeros_like(c), c))
    (expected,) = torch.autograd.grad((weight * c_n[0]).sum(), c)
    torch.testing.assert_close(cell_gradients(lstm, x, weight)[0][0], expected[0], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_input_gradient_norms_are_finite_differences(kind: type[nn.RNNBase]) -> None:
    torch.manual_seed(0)
    net = kind(INPUT, HIDDEN).double()
    norms = input_gradient_norms(net, 6, SIZE, torch.Generator().manual_seed(3))
    data = torch.Generator().manual_seed(3)
    x = torch.randn(6, SIZE, INPUT, generator=data, dtype=torch.float64)
    weight = torch.randn(SIZE, HIDDEN, generator=data, dtype=torch.float64)
    eps, slopes = 1e-6, torch.zeros_like(x)
    for index in torch.cartesian_prod(torch.arange(6), torch.arange(SIZE), torch.arange(INPUT)).tolist():
        shift = torch.zeros_like(x)
        shift[tuple(index)] = eps
        up, down = ((weight * net(x + sign * shift)[0][-1]).sum() for sign in (1, -1))
        slopes[tuple(index)] = (up - down) / (2 * eps)
    torch.testing.assert_close(norms, slopes.flatten(1).norm(dim=1), rtol=1e-6, atol=1e-10)


@pytest.mark.parametrize("f", [0.1, 0.5, 0.73, 0.99])
def test_after_its_half_life_half_is_left(f: float) -> None:
    assert f ** half_life(f) == pytest.approx(0.5)


@pytest.mark.parametrize("f", [0.0, 1.0, -0.1, 1.5])
def test_half_life_needs_a_gate_between_the_ends(f: float) -> None:
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        half_life(f)


@pytest.mark.parametrize("value", [0.0, 1.0, -2.0])
def test_forget_bias_sets_the_sum_and_leaves_the_rest(value: float) -> None:
    torch.manual_seed(0)
    lstm = nn.LSTM(INPUT, HIDDEN, num_layers=2)
    before = {name: p.clone() for name, p in lstm.named_parameters()}
    assert initialise.forget_bias(lstm, value) is lstm
    for level in (0, 1):
        total = getattr(lstm, f"bias_ih_l{level}") + getattr(lstm, f"bias_hh_l{level}")
        assert torch.equal(total[HIDDEN : 2 * HIDDEN], torch.full((HIDDEN,), value))
    for name, p in lstm.named_parameters():
        keep = torch.ones(len(p), dtype=torch.bool)
        if name.startswith("bias"):
            keep[HIDDEN : 2 * HIDDEN] = False
        assert torch.equal(p[keep], before[name][keep]) and p.requires_grad


def test_chrono_gives_time_scales_from_1_to_the_longest() -> None:
    lstm = initialise.chrono(nn.LSTM(INPUT, 4000), 100, torch.Generator().manual_seed(0))
    i, f, g, o = (lstm.bias_ih_l0 + lstm.bias_hh_l0).chunk(4)
    scale = f.exp()
    assert scale.min() >= 1 and scale.max() <= 99
    assert scale.mean().item() == pytest.approx(50, abs=2) and scale.std().item() == pytest.approx(98 / math.sqrt(12), abs=1)
    assert torch.equal(i, -f) and not g.any() and not o.any()


def test_chrono_needs_room_for_a_spread() -> None:
    with pytest.raises(ValueError, match="at least 3 steps, got 2"):
        initialise.chrono(nn.LSTM(2, 2), 2)


def test_chrono_passes_on_a_share_that_no_longer_depends_on_the_length() -> None:
    limit = math.exp(-1) - exp1(1.0)
    assert chrono_share(100_000) == pytest.approx(limit, rel=1e-3)
    assert abs(chrono_share(100) - limit) < 0.02
