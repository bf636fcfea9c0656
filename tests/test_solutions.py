"""The solutions equal torch.nn in float64, forward and backward, and obey the identities that follow from the equations."""

from __future__ import annotations

import doctest
import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch
import torch.nn as nn

from autograder.sandbox import check_notebook

SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"
ASSIGNMENTS = sorted(path.stem for path in SOLUTIONS.glob("*/[0-9]*.py"))
EXACT = {"rtol": 1e-12, "atol": 1e-12}


def load(assignment: str) -> ModuleType:
    name = f"solution_{assignment}"
    if name not in sys.modules:
        specification = importlib.util.spec_from_file_location(name, SOLUTIONS / assignment / f"{assignment}.py")
        sys.modules[name] = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="module")
def lstm() -> ModuleType:
    return load("03_lstm")


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def normal(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, dtype=torch.float64)


def twin(own: nn.Module, torchs: nn.Module) -> None:
    """Gives both modules the same parameters, by name."""
    torchs.load_state_dict(own.state_dict(), strict=True)


def gradients(results, projections, leaves):
    loss = sum((result * projection).sum() for result, projection in zip(results, projections))
    return torch.autograd.grad(loss, leaves)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_examples_in_docstrings_are_true(assignment):
    module = load(assignment)
    outcome = doctest.testmod(module)
    assert outcome.failed == 0


def test_every_solution_earns_all_points_on_a_gpu(needs_cuda):
    for assignment in ASSIGNMENTS:
        report = check_notebook(SOLUTIONS / assignment / f"{assignment}.ipynb", "cuda")
        assert report.score == report.max_score == 100, f"{assignment}: {report}"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_solution_without_its_bodies_is_valid_python(assignment):
    kept, skipping = [], False
    for line in (SOLUTIONS / assignment / f"{assignment}.py").read_text(encoding="utf-8").splitlines():
        if line.strip() == "### BEGIN SOLUTION":
            assert not skipping
            skipping = True
            kept.append(line.replace("### BEGIN SOLUTION", "raise NotImplementedError()"))
        elif line.strip() == "### END SOLUTION":
            assert skipping
            skipping = False
        elif not skipping:
            kept.append(line)
    assert not skipping and any("NotImplementedError()" in line for line in kept)
    compile("\n".join(kept), assignment, "exec")


# one step


def step_arguments(n=3, i=4, h=5):
    return normal(n, i), (normal(n, h), normal(n, h)), normal(4 * h, i), normal(4 * h, h), normal(4 * h), normal(4 * h)


def test_worked_number_of_one_step(lstm):
    weight = torch.tensor([[0.0], [2.0], [1.0], [-1.0]])
    zeros = torch.zeros(4, 1), torch.zeros(4), torch.zeros(4)
    h, c = lstm.lstm_step(torch.ones(1, 1), (torch.zeros(1, 1), torch.full((1, 1), 2.0)), weight, *zeros)
    sigmoid = lambda z: 1 / (1 + math.exp(-z))
    expected = sigmoid(2) * 2 + 0.5 * math.tanh(1)
    assert c.item() == pytest.approx(expected) and expected == pytest.approx(2.1424, abs=5e-5)
    assert h.item() == pytest.approx(sigmoid(-1) * math.tanh(expected))
    assert h.item() == pytest.approx(0.2616, abs=5e-5)


def test_step_equals_torch(lstm):
    x, state, *parameters = step_arguments()
    torch.testing.assert_close(lstm.lstm_step(x, state, *parameters), torch.lstm_cell(x, state, *parameters), **EXACT)


def test_step_passes_gradcheck(lstm):
    x, (h, c), *parameters = step_arguments(2, 2, 2)
    leaves = [value.requires_grad_() for value in (x, h, c, *parameters)]
    assert torch.autograd.gradcheck(lambda x, h, c, *rest: lstm.lstm_step(x, (h, c), *rest), leaves)


def test_saturated_forget_gate_carries_the_cell_state(lstm):
    x, (h, c), w, u, b, d = step_arguments()
    n = h.shape[1]
    b[:n], b[n : 2 * n] = -800, 800
    _, c_new = lstm.lstm_step(x, (h, c), w, u, b, d)
    torch.testing.assert_close(c_new, c, rtol=0, atol=0)


def test_gradient_along_the_cell_state_is_the_forget_gate(lstm):
    x, (h, c), *parameters = step_arguments()
    c.requires_grad_()
    _, c_new = lstm.lstm_step(x, (h, c), *parameters)
    gates = torch.nn.functional.linear(x, parameters[0], parameters[2]) + torch.nn.functional.linear(h, parameters[1], parameters[3])
    forget = torch.sigmoid(gates.chunk(4, 1)[1])
    torch.testing.assert_close(torch.autograd.grad(c_new.sum(), c)[0], forget, **EXACT)


def test_closed_output_gate_shows_nothing(lstm):
    x, state, w, u, b, d = step_arguments()
    b[-state[0].shape[1] :] = -800
    h, _ = lstm.lstm_step(x, state, w, u, b, d)
    assert torch.equal(h, torch.zeros_like(h))


def test_permuting_units_permutes_the_result(lstm):
    x, (h, c), w, u, b, d = step_arguments()
    n = h.shape[1]
    order = torch.randperm(n)
    rows = torch.cat([order + k * n for k in range(4)])
    expected = [value[:, order] for value in lstm.lstm_step(x, (h, c), w, u, b, d)]
    found = lstm.lstm_step(x, (h[:, order], c[:, order]), w[rows], u[rows][:, order], b[rows], d[rows])
    torch.testing.assert_close(list(found), expected, **EXACT)


# the cell


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("given", [True, False])
def test_cell_equals_torch(lstm, bias, given):
    n, i, h = 3, 4, 5
    own = lstm.LSTMCell(i, h, bias=bias, dtype=torch.float64)
    torchs = nn.LSTMCell(i, h, bias=bias, dtype=torch.float64)
    twin(own, torchs)
    leaves = [normal(n, i).requires_grad_(), normal(n, h).requires_grad_(), normal(n, h).requires_grad_()]
    projections = normal(n, h), normal(n, h)
    found = []
    for cell in (own, torchs):
        out = cell(leaves[0], (leaves[1], leaves[2])) if given else cell(leaves[0])
        again = cell(leaves[0], out)
        names = sorted(name for name, _ in cell.named_parameters())
        wrt = [*(leaves if given else leaves[:1]), *(cell.get_parameter(name) for name in names)]
        found.append((out, again, gradients(again, projections, wrt)))
    torch.testing.assert_close(found[0], found[1], **EXACT)


def test_cell_without_biases_has_none(lstm):
    cell = lstm.LSTMCell(3, 4, bias=False)
    assert cell.bias_ih is None and cell.bias_hh is None
    assert set(cell.state_dict()) == {"weight_ih", "weight_hh"}


@pytest.mark.parametrize("build", [lambda m: m.LSTMCell(3, 5), lambda m: m.LSTM(3, 5, 1)])
def test_worked_number_of_parameters(lstm, build):
    assert sum(p.numel() for p in build(lstm).parameters()) == 200


def ks_distance(sample: torch.Tensor, bound: float) -> float:
    level = (sample.detach().double().flatten().sort().values / bound + 1) / 2
    count = level.numel()
    rank = torch.arange(count) / count
    return float(torch.maximum((level - rank).abs(), (rank + 1 / count - level).abs()).max())


@pytest.mark.parametrize("kind", ["LSTMCell", "LSTM"])
def test_start_is_uniform_as_in_torch(lstm, kind):
    i, h = 20, 60
    for module in (getattr(lstm, kind)(i, h), getattr(nn, kind)(i, h)):
        for name, parameter in module.named_parameters():
            assert parameter.abs().max() <= 1 / math.sqrt(h)
            allowed = math.sqrt(math.log(2e9) / (2 * parameter.numel()))
            assert ks_distance(parameter, 1 / math.sqrt(h)) < allowed, name


@pytest.mark.parametrize("kind", ["LSTMCell", "LSTM"])
def test_modules_work_on_meta(lstm, kind):
    module = getattr(lstm, kind)(3, 4, device="meta")
    x = torch.empty((2, 3) if kind == "LSTMCell" else (5, 2, 3), device="meta")
    assert module(x)[0].device.type == "meta"


# a start that remembers


@pytest.mark.parametrize("value", [1.0, -2.5, 0.0])
def test_forget_bias_is_the_total(lstm, value):
    for cell in (nn.LSTMCell(3, 4, dtype=torch.float64), lstm.LSTMCell(3, 4, dtype=torch.float64)):
        before = {name: p.detach().clone() for name, p in cell.named_parameters()}
        objects = dict(cell.named_parameters())
        assert lstm.init_forget_bias(cell, value) is cell
        torch.testing.assert_close((cell.bias_ih + cell.bias_hh)[4:8], torch.full((4,), value, dtype=torch.float64))
        for name, parameter in cell.named_parameters():
            assert parameter is objects[name] and parameter.requires_grad and parameter.is_leaf
            others = [k for k in range(16) if not 4 <= k < 8]
            assert torch.equal(parameter[others], before[name][others])


def test_forget_bias_defaults_to_one(lstm):
    cell = lstm.init_forget_bias(nn.LSTMCell(3, 4))
    torch.testing.assert_close((cell.bias_ih + cell.bias_hh)[4:8], torch.ones(4))


def test_worked_number_of_remembering():
    assert 0.5**10 == pytest.approx(0.001, abs=5e-5)
    open_gate = 1 / (1 + math.exp(-1))
    assert open_gate == pytest.approx(0.7311, abs=5e-5) and open_gate**10 == pytest.approx(0.0436, abs=5e-5)
    assert open_gate**10 / 0.5**10 > 40


# the layer


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("given", [True, False])
def test_layer_equals_torch(lstm, layers, bias, batch_first, given):
    t, n, i, h = 6, 3, 4, 5
    own = lstm.LSTM(i, h, layers, bias, batch_first, dtype=torch.float64)
    torchs = nn.LSTM(i, h, layers, bias, batch_first, dtype=torch.float64)
    twin(own, torchs)
    x = normal(n, t, i) if batch_first else normal(t, n, i)
    leaves = [x.requires_grad_(), normal(layers, n, h).requires_grad_(), normal(layers, n, h).requires_grad_()]
    projections = [normal(n, t, h) if batch_first else normal(t, n, h), normal(layers, n, h), normal(layers, n, h)]
    found = []
    for layer in (own, torchs):
        output, (h_n, c_n) = layer(leaves[0], (leaves[1], leaves[2])) if given else layer(leaves[0])
        names = sorted(name for name, _ in layer.named_parameters())
        wrt = [*(leaves if given else leaves[:1]), *(layer.get_parameter(name) for name in names)]
        found.append((output, h_n, c_n, gradients((output, h_n, c_n), projections, wrt)))
    torch.testing.assert_close(found[0], found[1], **EXACT)


def test_layer_is_the_cell_unrolled(lstm):
    layer = lstm.LSTM(3, 4, dtype=torch.float64)
    cell = lstm.LSTMCell(3, 4, dtype=torch.float64)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in layer.state_dict().items()})
    x, state, hs = normal(5, 2, 3), None, []
    for x_t in x:
        state = cell(x_t, state)
        hs.append(state[0])
    output, (h_n, c_n) = layer(x)
    torch.testing.assert_close(output, torch.stack(hs), **EXACT)
    torch.testing.assert_close((h_n[0], c_n[0]), state, **EXACT)


def test_a_sequence_in_two_halves_is_the_sequence(lstm):
    layer = lstm.LSTM(3, 4, 2, dtype=torch.float64)
    x = normal(6, 2, 3)
    whole, final = layer(x)
    first, state = layer(x[:2])
    second, end = layer(x[2:], state)
    torch.testing.assert_close(torch.cat([first, second]), whole, **EXACT)
    torch.testing.assert_close(end, final, **EXACT)


def test_worked_number_of_two_layers(lstm):
    assert sum(p.numel() for p in lstm.LSTM(3, 5, 2).parameters()) == 440


# looking inside


@pytest.mark.parametrize("bias", [True, False])
def test_trace_rebuilds_what_the_cell_does(lstm, bias):
    cell = nn.LSTMCell(3, 4, bias=bias, dtype=torch.float64)
    x, (h, c) = normal(5, 2, 3), (normal(2, 4), normal(2, 4))
    trace = lstm.gate_trace(cell, x, (h, c))
    assert sorted(trace) == sorted("ifgoch")
    for t in range(5):
        torch.testing.assert_close(trace["c"][t], trace["f"][t] * c + trace["i"][t] * trace["g"][t], **EXACT)
        h, c = cell(x[t], (h, c))
        torch.testing.assert_close((trace["h"][t], trace["c"][t]), (h, c), **EXACT)
        torch.testing.assert_close(trace["o"][t] * torch.tanh(c), h, **EXACT)


def test_worked_number_of_the_trace(lstm):
    cell = nn.LSTMCell(1, 1)
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.zero_()
        cell.weight_ih.copy_(torch.tensor([[0.0], [2.0], [1.0], [-1.0]]))
    trace = lstm.gate_trace(cell, torch.ones(2, 1, 1), (torch.zeros(1, 1), torch.full((1, 1), 2.0)))
    expected = {"i": [0.5, 0.5], "f": [0.8808] * 2, "g": [0.7616] * 2, "o": [0.2689] * 2, "c": [2.1424, 2.2678]}
    for key, values in expected.items():
        assert trace[key].flatten().tolist() == pytest.approx(values, abs=5e-5)
