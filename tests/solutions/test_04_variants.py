"""The solutions of 04_variants are right: torch where it has the cell, else gradcheck, identities and a second derivation.

The second derivation is written out unit by unit with plain numbers, straight from the papers' sums, so that it shares
neither a matrix product nor a layout with the solutions.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
import torch.nn as nn
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judge import load_solution

SOLUTION = load_solution("04_variants")
DOUBLE = torch.float64
SIZES = [(1, 1, 1), (3, 4, 2), (2, 5, 3), (4, 4, 4)]  # N, I, H


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, dtype=DOUBLE, generator=torch.Generator().manual_seed(hash((shape, seed)) % 2**31))


def made(name: str, *args: Any, **kwargs: Any) -> Any:
    """A module of the solution in float64, with random values in every parameter."""
    module = SOLUTION[name](*args, dtype=DOUBLE, **kwargs)
    with torch.no_grad():
        for k, parameter in enumerate(module.parameters()):
            parameter.copy_(0.7 * normal(*parameter.shape, seed=k + 1))
    return module


def close(came: torch.Tensor, expected: torch.Tensor) -> None:
    torch.testing.assert_close(came, expected, rtol=1e-12, atol=1e-12)


def gradients(results: Any, leaves: list[torch.Tensor]) -> list[torch.Tensor]:
    """Gradients of a random projection of all results."""
    results = [results] if isinstance(results, torch.Tensor) else results
    loss = sum((value * normal(*value.shape, seed=99 + k)).sum() for k, value in enumerate(results))
    found = torch.autograd.grad(loss, leaves, allow_unused=True)
    return [torch.zeros_like(leaf) if gradient is None else gradient for leaf, gradient in zip(leaves, found)]


def inputs(batch: int, i: int, n: int) -> tuple[torch.Tensor, ...]:
    """x, h, c and one more (N, H), all leaves."""
    return tuple(normal(batch, size, seed=k).requires_grad_() for k, size in enumerate((i, n, n, n), start=20))


def sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def total(module: Any, row: int, x: list[float], h: list[float]) -> float:
    """What goes into one row of the stacked gates."""
    weight_ih, weight_hh, bias = (getattr(module, name).tolist() for name in ("weight_ih", "weight_hh", "bias"))
    return sum(w * v for w, v in zip(weight_ih[row], x)) + sum(w * v for w, v in zip(weight_hh[row], h)) + bias[row]


def reference_lstm(model: nn.LSTMCell, module: Any) -> nn.LSTMCell:
    """torch's LSTM cell with the parameters of a cell that has one bias."""
    with torch.no_grad():
        model.weight_ih.copy_(module.weight_ih)
        model.weight_hh.copy_(module.weight_hh)
        model.bias_ih.copy_(module.bias)
        model.bias_hh.zero_()
    return model


# ---------------------------------------------------------------------------------------------------- GRU


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize(("batch", "i", "n"), SIZES)
def test_gru_equals_torch_forward_and_backward(batch, i, n, bias, given):
    ours, theirs = made("GRUCell", i, n, bias=bias), nn.GRUCell(i, n, bias=bias, dtype=DOUBLE)
    theirs.load_state_dict(ours.state_dict())
    x, h, *_ = inputs(batch, i, n)
    arguments = (x, h) if given else (x,)
    for cell in (ours, theirs):
        cell.out = cell(*arguments)
        cell.found = gradients(cell.out, [*arguments, *cell.parameters()])
    close(ours.out, theirs.out)
    for came, expected in zip(ours.found, theirs.found, strict=True):
        close(came, expected)


def test_gru_starts_as_in_torch():
    torch.manual_seed(0)
    cell = SOLUTION["GRUCell"](20, 50)
    values = torch.cat([parameter.flatten() for parameter in cell.parameters()]) * math.sqrt(50)
    assert values.abs().max() <= 1 and abs(values.mean()) < 0.03 and abs(values.std() - 1 / math.sqrt(3)) < 0.02
    assert list(cell.state_dict()) == list(nn.GRUCell(20, 50).state_dict())


def test_the_two_reset_placements_agree_where_the_reset_gate_is_open():
    """With r = 1 the GRU of Cho et al. (2014) and that of cuDNN are the same function."""
    cell = made("GRUCell", 3, 4)
    with torch.no_grad():
        cell.bias_ih[:4] = 1000.0
    x, h, *_ = inputs(2, 3, 4)
    w_z, w_n = (cell.weight_ih[4:8], cell.weight_ih[8:])
    u_z, u_n = (cell.weight_hh[4:8], cell.weight_hh[8:])
    z = torch.sigmoid(x @ w_z.T + h @ u_z.T + (cell.bias_ih + cell.bias_hh)[4:8])
    n = torch.tanh(x @ w_n.T + (1.0 * h) @ u_n.T + (cell.bias_ih + cell.bias_hh)[8:])
    close(cell(x, h), (1 - z) * n + z * h)


# ---------------------------------------------------------------------------------------------------- identities


@pytest.mark.parametrize(("batch", "i", "n"), SIZES)
def test_without_peepholes_it_is_an_lstm(batch, i, n):
    cell = made("PeepholeLSTMCell", i, n)
    with torch.no_grad():
        for gate in "ifo":
            getattr(cell, f"peephole_{gate}").zero_()
    x, h, c, _ = inputs(batch, i, n)
    expected = reference_lstm(nn.LSTMCell(i, n, dtype=DOUBLE), cell)(x, (h, c))
    came = cell(x, (h, c))
    for ours, theirs in zip((*came, *gradients(came, [x, h, c])), (*expected, *gradients(expected, [x, h, c])), strict=True):
        close(ours, theirs)


@pytest.mark.parametrize(("batch", "i", "n"), SIZES)
def test_coupled_is_an_lstm_whose_input_gate_has_the_opposite_sum(batch, i, n):
    """1 − σ(a) = σ(−a): the LSTM with the forget rows, negated, as its input rows."""
    cell = made("CoupledLSTMCell", i, n)
    model = nn.LSTMCell(i, n, dtype=DOUBLE)
    with torch.no_grad():
        for ours, theirs in ((cell.weight_ih, model.weight_ih), (cell.weight_hh, model.weight_hh), (cell.bias, model.bias_ih)):
            theirs.copy_(torch.cat([-ours[:n], ours]))
        model.bias_hh.zero_()
    x, h, c, _ = inputs(batch, i, n)
    came, expected = cell(x, (h, c)), model(x, (h, c))
    for ours, theirs in zip((*came, *gradients(came, [x, h, c])), (*expected, *gradients(expected, [x, h, c])), strict=True):
        close(ours, theirs)


def test_the_coupled_memory_lies_between_the_old_one_and_the_candidate():
    cell = made("CoupledLSTMCell", 3, 5)
    x, h, c, _ = inputs(4, 3, 5)
    g = torch.tanh((x @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias)[:, 5:10])
    new = cell(x, (h, c))[1]
    assert (new >= torch.minimum(c, g)).all() and (new <= torch.maximum(c, g)).all()


@pytest.mark.parametrize("t", [0, 1, 7])
@pytest.mark.parametrize(("batch", "i", "n"), SIZES)
def test_one_clock_of_period_one_is_an_rnn(batch, i, n, t):
    cell, model = made("ClockworkRNNCell", i, n, [1]), nn.RNNCell(i, n, dtype=DOUBLE)
    with torch.no_grad():
        model.weight_ih.copy_(cell.weight_ih)
        model.weight_hh.copy_(cell.weight_hh)
        model.bias_ih.copy_(cell.bias)
        model.bias_hh.zero_()
    x, h, *_ = inputs(batch, i, n)
    close(cell(x, h, t), model(x, h))


def test_the_slowest_module_is_an_rnn_of_its_own():
    """It reads no other module, so at its ticks it is an RNN on its own block."""
    cell = made("ClockworkRNNCell", 3, 6, (1, 2, 4))
    x, h, *_ = inputs(2, 3, 6)
    expected = torch.tanh(x @ cell.weight_ih[4:].T + h[:, 4:] @ cell.weight_hh[4:, 4:].T + cell.bias[4:])
    close(cell(x, h, 4)[:, 4:], expected)
    assert torch.equal(cell(x, h, 6)[:, 4:], h[:, 4:]) and torch.equal(cell(x, h, 7)[:, 2:], h[:, 2:])


def test_a_closed_depth_gate_leaves_an_lstm():
    cell = made("DepthGatedLSTMCell", 3, 4)
    x, h, c, below = inputs(2, 3, 4)
    with torch.no_grad():
        cell.bias_d.fill_(-1000.0)
    expected = reference_lstm(nn.LSTMCell(3, 4, dtype=DOUBLE), cell)(x, (h, c))
    for ours, theirs in zip(cell(x, (h, c), below), expected, strict=True):
        close(ours, theirs)


def test_an_open_depth_gate_adds_the_memory_from_below():
    cell = made("DepthGatedLSTMCell", 3, 4)
    x, h, c, below = inputs(2, 3, 4)
    with torch.no_grad():
        cell.bias_d.fill_(1000.0)
    plain = reference_lstm(nn.LSTMCell(3, 4, dtype=DOUBLE), cell)(x, (h, c))
    close(cell(x, (h, c), below)[1], plain[1] + below)


@pytest.mark.parametrize(("batch", "n"), [(1, 1), (3, 2), (2, 5)])
def test_a_grid_block_is_two_lstm_cells_with_the_other_side_as_input(batch, n):
    block = made("GridLSTMBlock", n)
    h1, m1, h2, m2 = (normal(batch, n, seed=k).requires_grad_() for k in range(4))
    expected = []
    for weight, bias, m in ((block.weight_1, block.bias_1, m1), (block.weight_2, block.bias_2, m2)):
        model = nn.LSTMCell(n, n, dtype=DOUBLE)
        with torch.no_grad():
            model.weight_hh.copy_(weight[:, :n])
            model.weight_ih.copy_(weight[:, n:])
            model.bias_ih.copy_(bias)
            model.bias_hh.zero_()
        expected += model(h2, (h1, m))
    came = block(h1, m1, h2, m2)
    leaves = [h1, m1, h2, m2]
    for ours, theirs in zip((*came, *gradients(came, leaves)), (*expected, *gradients(expected, leaves)), strict=True):
        close(ours, theirs)


# ---------------------------------------------------------------------------------------------------- unit by unit


def test_peephole_unit_by_unit():
    """Gers & Schmidhuber (2000), in the form of Greff et al. (2017), section II."""
    cell, n = made("PeepholeLSTMCell", 3, 4), 4
    x, h, c, _ = (value.detach() for value in inputs(2, 3, 4))
    came_h, came_c = cell(x, (h, c))
    p_i, p_f, p_o = (getattr(cell, f"peephole_{gate}").tolist() for gate in "ifo")
    for sample in range(2):
        xs, hs, cs = x[sample].tolist(), h[sample].tolist(), c[sample].tolist()
        for u in range(n):
            i = sigmoid(total(cell, u, xs, hs) + p_i[u] * cs[u])
            f = sigmoid(total(cell, n + u, xs, hs) + p_f[u] * cs[u])
            new = f * cs[u] + i * math.tanh(total(cell, 2 * n + u, xs, hs))
            o = sigmoid(total(cell, 3 * n + u, xs, hs) + p_o[u] * new)
            assert came_c[sample, u].item() == pytest.approx(new, abs=1e-12)
            assert came_h[sample, u].item() == pytest.approx(o * math.tanh(new), abs=1e-12)


def test_coupled_unit_by_unit():
    """Greff et al. (2017), CIFG: the gates of writing and keeping add up to one."""
    cell, n = made("CoupledLSTMCell", 2, 3), 3
    x, h, c, _ = (value.detach() for value in inputs(2, 2, 3))
    came_h, came_c = cell(x, (h, c))
    for sample in range(2):
        xs, hs, cs = x[sample].tolist(), h[sample].tolist(), c[sample].tolist()
        for u in range(n):
            write = 1 - sigmoid(total(cell, u, xs, hs))
            new = (1 - write) * cs[u] + write * math.tanh(total(cell, n + u, xs, hs))
            assert came_c[sample, u].item() == pytest.approx(new, abs=1e-12)
            assert came_h[sample, u].item() == pytest.approx(sigmoid(total(cell, 2 * n + u, xs, hs)) * math.tanh(new), abs=1e-12)


def test_depth_gated_unit_by_unit():
    """Yao et al. (2015), equations 6 and 7, with the gates of section 2 and without their peepholes."""
    cell, n = made("DepthGatedLSTMCell", 3, 4), 4
    x, h, c, below = (value.detach() for value in inputs(2, 3, 4))
    came_h, came_c = cell(x, (h, c), below)
    weight_d, bias_d, prev, under = (getattr(cell, name).tolist() for name in ("weight_d", "bias_d", "depth_prev", "depth_below"))
    for sample in range(2):
        xs, hs, cs, bs = (value[sample].tolist() for value in (x, h, c, below))
        for u in range(n):
            i, f, g, o = (total(cell, block * n + u, xs, hs) for block in range(4))
            d = sigmoid(sum(w * v for w, v in zip(weight_d[u], xs)) + bias_d[u] + prev[u] * cs[u] + under[u] * bs[u])
            new = d * bs[u] + sigmoid(f) * cs[u] + sigmoid(i) * math.tanh(g)
            assert came_c[sample, u].item() == pytest.approx(new, abs=1e-12)
            assert came_h[sample, u].item() == pytest.approx(sigmoid(o) * math.tanh(new), abs=1e-12)


@pytest.mark.parametrize("periods", [(1,), (1, 2), (2, 3, 7), (1, 4, 9)])
def test_clockwork_unit_by_unit(periods):
    """Koutník et al. (2014), section 3: modules by period, block-upper-triangular recurrence, over 30 steps."""
    size, inputs_ = 2, 3
    n = size * len(periods)
    cell = made("ClockworkRNNCell", inputs_, n, periods)
    weight_ih, weight_hh, bias = (getattr(cell, name).tolist() for name in ("weight_ih", "weight_hh", "bias"))
    h = normal(1, n, seed=5)
    numbers = h[0].tolist()
    for t in range(30):
        x = normal(1, inputs_, seed=t)
        h = cell(x, h, t)
        old = list(numbers)
        for u in range(n):
            if t % periods[u // size] == 0:
                read = [v for v in range(n) if periods[v // size] >= periods[u // size]]
                value = bias[u] + sum(w * v for w, v in zip(weight_ih[u], x[0].tolist()))
                numbers[u] = math.tanh(value + sum(weight_hh[u][v] * old[v] for v in read))
        assert h[0].tolist() == pytest.approx(numbers, abs=1e-11)


def test_clockwork_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="divided"):
        SOLUTION["ClockworkRNNCell"](3, 5, (1, 2))
    with pytest.raises(ValueError, match="ascend"):
        SOLUTION["ClockworkRNNCell"](3, 4, [2, 1])


# ---------------------------------------------------------------------------------------------------- gradients


@pytest.mark.parametrize("name", ["PeepholeLSTMCell", "CoupledLSTMCell", "GRUCell", "DepthGatedLSTMCell", "ClockworkRNNCell", "GridLSTMBlock"])
def test_gradcheck(name):
    """Analytic against numerical gradients, to every input and every parameter."""
    arguments = {"ClockworkRNNCell": (2, 4, (2, 3)), "GridLSTMBlock": (3,)}.get(name, (2, 3))
    module = made(name, *arguments)
    n = 4 if name == "ClockworkRNNCell" else 3
    x, h, c, other = inputs(2, 2, n)
    call = {
        "GRUCell": lambda x, h, c, other: (x, h),
        "DepthGatedLSTMCell": lambda x, h, c, other: (x, (h, c), other),
        "ClockworkRNNCell": lambda x, h, c, other: (x, h, 3),
        "GridLSTMBlock": lambda x, h, c, other: (h, c, other, c * h),
    }.get(name, lambda x, h, c, other: (x, (h, c)))
    names = [key for key, _ in module.named_parameters()]

    def function(x, h, c, other, *values):
        return torch.func.functional_call(module, dict(zip(names, values)), call(x, h, c, other))

    values = [value.detach().clone().requires_grad_() for value in module.parameters()]
    assert torch.autograd.gradcheck(function, (x, h, c, other, *values))


# ---------------------------------------------------------------------------------------------------- the scan


def loop(a: torch.Tensor, b: torch.Tensor, h: torch.Tensor) -> torch.Tensor:
    states = []
    for a_t, b_t in zip(a, b):
        h = a_t * h + b_t
        states.append(h)
    return torch.stack(states)


FACTORS = st.one_of(
    st.floats(-2, 2, allow_subnormal=False), st.sampled_from([0.0, -0.0, 1.0, -1.0, 1e-200, -1e-200, 1e-320, 0.5, -3.0])
)


@settings(max_examples=60)
@given(steps=st.integers(1, 40), data=st.data())
def test_the_scan_equals_the_loop(steps, data):
    values = data.draw(st.lists(FACTORS, min_size=2 * steps, max_size=2 * steps))
    a = torch.tensor(values, dtype=DOUBLE).reshape(steps, 1, 2).requires_grad_()
    b, h0 = normal(steps, 1, 2, seed=1).requires_grad_(), normal(1, 2, seed=2).requires_grad_()
    came, expected = SOLUTION["linear_scan"](a, b, h0), loop(a, b, h0)
    pairs = [(came, expected), *zip(gradients(came, [a, b, h0]), gradients(expected, [a, b, h0]))]
    for ours, theirs in pairs:
        size = max(1.0, theirs.abs().max().item())
        assert torch.isfinite(ours).all()
        torch.testing.assert_close(ours / size, theirs / size, rtol=0, atol=1e-9)


def test_the_scan_equals_the_loop_in_closed_form():
    """With constant a and b the recurrence is a geometric series."""
    a, b, h0 = 0.9, 0.3, 2.0
    steps = torch.arange(1, 1001, dtype=DOUBLE)
    expected = a**steps * h0 + b * (1 - a**steps) / (1 - a)
    one = torch.ones(1000, 1, 1, dtype=DOUBLE)
    close(SOLUTION["linear_scan"](a * one, b * one, h0 * one[0]).flatten(), expected)


def test_gradcheck_of_the_scan():
    a = normal(6, 2, 2).detach()
    a[2], a[4, 0] = 0.0, -1.5
    arguments = a.requires_grad_(), normal(6, 2, 2, seed=1).requires_grad_(), normal(2, 2, seed=2).requires_grad_()
    assert torch.autograd.gradcheck(SOLUTION["linear_scan"], arguments)


@pytest.mark.parametrize("dtype", [torch.float32, DOUBLE])
def test_long_products_vanish_quietly(dtype):
    a = torch.full((3000, 1, 2), 0.5, dtype=dtype)
    b, h0 = torch.randn(3000, 1, 2, dtype=dtype, generator=torch.Generator().manual_seed(0)), torch.ones(1, 2, dtype=dtype)
    torch.testing.assert_close(SOLUTION["linear_scan"](a, b, h0), loop(a, b, h0))


def test_the_number_of_operations_grows_with_log_t():
    from torch.utils._python_dispatch import TorchDispatchMode

    class Count(TorchDispatchMode):
        total = 0

        def __torch_dispatch__(self, function, types, args=(), kwargs=None):
            self.total += 1
            return function(*args, **(kwargs or {}))

    counts = {}
    for steps in (64, 65, 1024, 2048):
        arguments = torch.ones(steps, 1, 1), torch.ones(steps, 1, 1), torch.ones(1, 1)
        with Count() as count:
            SOLUTION["linear_scan"](*arguments)
        counts[steps] = count.total
    assert counts[1024] <= 2.5 * counts[64]
    assert counts[2048] - counts[1024] == counts[65] - counts[64], "one more round for twice the length"
