"""The rubric of 01_rnn: one step, the cell, any cell over a sequence, the loss of a language model.

Sizes are small and drawn, all different from each other unless a part is about equal ones, so that no dimension can
pass for another. Every part compares values, so that nothing is earned by returning something of the right shape.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

DOUBLE = torch.float64
BIASES = ("bias_ih", "bias_hh")
PARAMETERS = ("weight_ih", "weight_hh", *BIASES)


def sizes(draw, count=3):
    """Input size, hidden size, batch size, and the number of steps where a sequence is asked for: all different."""
    return draw.shuffled([2, 3, 4, 5, 6])[:count]


def weights(draw, inputs, hidden, bias=True, dtype=DOUBLE):
    """Random values for the parameters of one cell, by name."""
    values = {
        "weight_ih": draw.normal(hidden, inputs, scale=0.6, dtype=dtype),
        "weight_hh": draw.normal(hidden, hidden, scale=0.6, dtype=dtype),
    }
    if bias:
        values |= {name: draw.normal(hidden, scale=0.6, dtype=dtype) for name in BIASES}
    return values


def saturating(draw, hidden, dtype):
    """Biases of which the first two drive a unit far beyond where exp() overflows, up and down, and others may."""
    size = 1000.0 if dtype is DOUBLE else 200.0
    return torch.tensor([size, -size, *(draw.choice([-size, 0.0, size]) for _ in range(hidden - 2))], dtype=dtype)


def leaves(ask, tensors, requires_grad=True):
    return [ask.leaf(tensor, requires_grad=requires_grad) for tensor in tensors]


def marked(ask, names, given):
    return {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip(names, given)}


def after(names, given):
    return {f"{name}_after": leaf for name, leaf in zip(names, given)}


def starts_uniform(first, second, hidden):
    """Both starts are independent and uniform in ±1/sqrt(H); a right one is refused with probability below 1e-9.

    The distance between the empirical and the true distribution function exceeds d with probability of at most
    2·exp(−2·n·d²) (Dvoretzky, Kiefer & Wolfowitz 1956, with the constant of Massart 1990).
    """
    bound = 1 / math.sqrt(hidden)
    for start in (first, second):
        for name, value in start.items():
            value = value.double().flatten()
            assert torch.isfinite(value).all(), f"{name} starts with values that are not finite"
            largest = float(value.abs().max())
            assert largest <= bound * (1 + 1e-6), (
                f"{name} starts with values up to {largest:.3g}, outside of ±1/sqrt(H) = ±{bound:.3g}"
            )
            count = value.numel()
            rank = np.arange(count)
            level = (np.sort(value.numpy()) / bound + 1) / 2
            distance = float(np.maximum(level - rank / count, (rank + 1) / count - level).max())
            assert distance <= math.sqrt(math.log(2e11) / (2 * count)), (
                f"{name} does not start uniform between −1/sqrt(H) and 1/sqrt(H): "
                f"its mean is {float(value.mean()):.3g}, its standard deviation {float(value.std()):.3g} "
                f"instead of {bound / math.sqrt(3):.3g}"
            )
    values = torch.cat([value.double().flatten() for value in first.values()])
    assert len(np.unique(values.numpy())) > 0.95 * values.numel(), "many parameters start with the same values"
    assert (first["bias_ih"] == first["bias_hh"]).double().mean() < 0.05, "the two biases start with the same values"
    repeated = torch.cat([(first[name] == second[name]).flatten() for name in first])
    assert repeated.double().mean() < 0.05, "two objects made one after the other start with the same values"


WHERE_SUM = (
    "Take N = H = 1 with the worked number of the text and look at the two products, the two biases, their sum, and what "
    "the sum passes through, one by one. Then take H = 2: a row of a weight belongs to a unit of the new state."
)
WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, numpy, "
    "torch.tensor, no_grad. Every argument and parameter is checked by itself."
)
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_SATURATED = (
    "A tanh built from exp overflows for large arguments: the result may still be right while its gradient is not a "
    "number. Torch has it as a function that stays finite."
)
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore as in mul_, +=, or an assignment to a slice of an argument; "
    "and for anything that is remembered from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"
WHERE_DTYPE = (
    "A new tensor is 32-bit unless it is told otherwise. Where do you make tensors, and do they follow dtype= and x?"
)
WHERE_DEVICE = (
    "A new tensor is on the CPU unless it is told otherwise. Where do you make tensors, and do they follow device= and x? "
    "This is tried with the device \"meta\", which every machine has and which holds shapes without numbers."
)
WHERE_START = (
    "Every parameter, biases included, is drawn from the same interval, which depends on the hidden size alone."
)

ARGUMENTS = ("x", "h", *PARAMETERS)


def step_arguments(draw, i, n, batch, dtype=DOUBLE):
    """Random arguments of one step, in order."""
    return [draw.normal(batch, i, dtype=dtype), draw.uniform(batch, n, dtype=dtype), *weights(draw, i, n, dtype=dtype).values()]


@pytest.mark.exercise("rnn_step")
class TestRnnStep:
    @pytest.mark.points(8, "the state after one step", hint=WHERE_SUM)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = sizes(draw)
        ask.matches(h=ask.call("rnn_step", *step_arguments(draw, i, n, batch)))

    @pytest.mark.points(5, "gradients to the input, the state and all four parameters", hint=WHERE_GRADIENT)
    def test_gradients(self, ask, draw):
        i, n, batch = sizes(draw)
        given = leaves(ask, step_arguments(draw, i, n, batch))
        out = ask.call("rnn_step", *given)
        ask.matches(gradient=ask.gradients([(out, draw.normal(batch, n))], wrt=dict(zip(ARGUMENTS, given))))

    @pytest.mark.points(
        2, "three steps in a row", hint="What one call returns is the state of the next. Does a gradient still reach the first?"
    )
    def test_steps_in_a_row(self, ask, draw):
        i, n, batch = sizes(draw)
        start, *parameters = leaves(ask, [draw.uniform(batch, n), *weights(draw, i, n).values()])
        h = start
        for _ in range(3):
            h = ask.call("rnn_step", draw.normal(batch, i), h, *parameters)
        wrt = dict(zip(("h_0", *PARAMETERS), (start, *parameters)))
        ask.matches(h=h, gradient=ask.gradients([(h, draw.normal(batch, n))], wrt=wrt), terms=256)

    @pytest.mark.points(1, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 4), (3, 1, 4), (3, 4, 1), (1, 1, 1), (4, 4, 4)])
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        given = leaves(ask, step_arguments(draw, i, n, batch))
        out = ask.call("rnn_step", *given)
        ask.matches(h=out, gradient=ask.gradients([(out, draw.normal(batch, n))], wrt=dict(zip(ARGUMENTS, given))))

    @pytest.mark.points(1, "saturated units: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_saturated(self, ask, draw, dtype):
        i, n, batch = sizes(draw)
        values = step_arguments(draw, i, n, batch, dtype)
        values[4] = saturating(draw, n, dtype)
        given = leaves(ask, values)
        out = ask.call("rnn_step", *given)
        loss = [(out, draw.normal(batch, n, dtype=dtype))]
        ask.matches(h=out, gradient=ask.gradients(loss, wrt=dict(zip(ARGUMENTS, given))))

    @pytest.mark.points(1, "dtype and device are those of the inputs", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("device", ["meta", "real"])
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_dtype_and_device(self, ask, draw, dtype, device):
        i, n, batch = sizes(draw)
        if device == "meta":
            shapes = [(batch, i), (batch, n), (n, i), (n, n), (n,), (n,)]
            given = [ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes]
        else:
            given = step_arguments(draw, i, n, batch, dtype)
        ask.matches(h=ask.call("rnn_step", *given))

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch = sizes(draw)
        given = leaves(ask, step_arguments(draw, i, n, batch), requires_grad=False)
        first, again = ask.call("rnn_step", *given), ask.call("rnn_step", *given)
        ask.matches(h=first, h_again=again, **after(ARGUMENTS, given), **marked(ask, ARGUMENTS, given))

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch = sizes(draw)
        given = [ask.strided(value, True) for value in step_arguments(draw, i, n, batch)]
        out = ask.call("rnn_step", *given)
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt=dict(zip(ARGUMENTS, given)))
        ask.matches(h=out, **after(ARGUMENTS, given), gradient=gradient)


def double_cell(ask, draw, i, n, **options):
    """A cell in 64 bits with random parameters, made without `dtype=` so that other parts decide about that."""
    cell = ask.method(ask.new("RNNCell", i, n, **options), "to", ask.device, DOUBLE)
    ask.load(cell, weights(draw, i, n, options.get("bias", True)))
    return cell


@pytest.mark.exercise("RNNCell", builds_on=("rnn_step",))
class TestRNNCell:
    @pytest.mark.points(
        3,
        "parameters and state_dict with the names and shapes of nn.RNNCell",
        hint="Compare the output of dict(cell.named_parameters()) with that of an nn.RNNCell of the same sizes.",
    )
    @pytest.mark.parametrize("made", ["by position", "by keyword", "relu"])
    def test_parameters(self, ask, draw, made):
        i, n, _ = sizes(draw)
        if made == "by position":
            cell = ask.new("RNNCell", i, n, True, "tanh", ask.device, torch.float32)
        elif made == "by keyword":
            cell = ask.new("RNNCell", input_size=i, hidden_size=n, bias=True, nonlinearity="tanh")
        else:
            cell = ask.new("RNNCell", i, n, nonlinearity="relu")
        values = weights(draw, i, n, dtype=torch.float32)
        ask.load(cell, values)
        parameters = ask.parameters(cell)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        own = {f"{name}_is_the_attribute": ask.same_object(parameters[name], ask.attr(cell, name)) for name in values}
        ask.matches(parameters=parameters, state_dict=ask.state_dict(cell), **own, **trained)

    @pytest.mark.points(2, "initial values as in nn.RNNCell", hint=WHERE_START)
    @pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
    def test_start(self, ask, draw, nonlinearity):
        i, n = draw.size(30, 50), draw.size(70, 100)
        first, second = (ask.new("RNNCell", i, n, nonlinearity=nonlinearity) for _ in range(2))
        made = ask.answer(first=ask.parameters(first), second=ask.parameters(second))
        expected = {"weight_ih": (n, i), "weight_hh": (n, n), "bias_ih": (n,), "bias_hh": (n,)}
        for start in made.values():
            assert {name: tuple(value.shape) for name, value in start.items()} == expected, "see the names and shapes first"
        starts_uniform(made["first"], made["second"], n)

    @pytest.mark.points(7, "the state after one step", hint=WHERE_SUM)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = sizes(draw)
        ask.matches(h=ask.call(double_cell(ask, draw, i, n), draw.normal(batch, i), draw.uniform(batch, n)))

    @pytest.mark.points(
        4,
        "nonlinearity=\"relu\", forward and backward",
        hint="With \"relu\" the same sum passes max(0, ·) instead of the tanh. Where does your forward ask which one it is?",
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_relu(self, ask, draw, given):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n, nonlinearity="relu")
        other = double_cell(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i, scale=3.0), draw.normal(batch, n, scale=3.0)])
        out = ask.call(cell, x, h) if given else ask.call(cell, x)
        wrt = {"x": x, "h": h} if given else {"x": x}
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(h=out, gradient=gradient, h_of_a_tanh_cell=ask.call(other, x, h), magnitude=10.0)

    @pytest.mark.points(
        2,
        "any other nonlinearity is a ValueError from the constructor",
        hint="Compare the argument with the two names that are allowed, before anything else is done with it, and raise "
        "ValueError when it is neither.",
    )
    @pytest.mark.parametrize("name", ["sigmoid", "Tanh", "relu6", "tan", ""], ids=["sigmoid", "capital", "relu6", "tan", "empty"])
    def test_other_nonlinearity(self, ask, draw, name):
        i, n, batch = sizes(draw)
        allowed = draw.choice(["tanh", "relu"])
        cell = double_cell(ask, draw, i, n, nonlinearity=allowed)
        ask.matches(h=ask.call(cell, draw.normal(batch, i), draw.uniform(batch, n)))
        ask.raises(ValueError, cell=ask.new("RNNCell", i, n, nonlinearity=name))

    @pytest.mark.points(
        3,
        "a missing state is a state of zeros, on every call",
        hint="What does h start from when forward gets x alone, for this batch, whatever came before?",
    )
    def test_missing_state(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = ask.new("RNNCell", i, n, device=ask.device)
        ask.load(cell, weights(draw, i, n, dtype=torch.float32))
        before = ask.call(cell, draw.normal(batch, i, dtype=torch.float32), draw.uniform(batch, n, dtype=torch.float32))
        out = ask.call(cell, draw.normal(batch, i, dtype=torch.float32))
        x = ask.leaf(draw.normal(batch + 1, i, dtype=torch.float32))
        other = ask.call(cell, x, None)
        loss = [(other, draw.normal(batch + 1, n, dtype=torch.float32))]
        gradient = ask.gradients(loss, wrt={"x": x}, module=cell)
        ask.matches(h_before=before, h=out, h_larger_batch=other, gradient=gradient)

    @pytest.mark.points(4, "gradients to the input, the state and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("case", range(2))
    def test_gradients(self, ask, draw, case):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        loss = [(ask.call(cell, x, h), draw.normal(batch, n))]
        ask.matches(gradient=ask.gradients(loss, wrt={"x": x, "h": h}, module=cell))

    @pytest.mark.points(
        2,
        "steps in a row, forward and backward",
        hint="What one call returns goes into the next as it is. Does a gradient still reach the first input?",
    )
    @pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
    def test_steps_in_a_row(self, ask, draw, nonlinearity):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n, nonlinearity=nonlinearity)
        xs = leaves(ask, [draw.normal(batch, i) for _ in range(3)])
        start = h = ask.leaf(draw.uniform(batch, n))
        for x in xs:
            h = ask.call(cell, x, h)
        wrt = {f"x_{t}": x for t, x in enumerate(xs, 1)} | {"h_0": start}
        gradient = ask.gradients([(h, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(h=h, gradient=gradient, terms=256, magnitude=10.0)

    @pytest.mark.points(
        2,
        "bias=False",
        hint="Without biases the attributes exist and are None, and neither the parameters nor the state_dict hold any.",
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    @pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
    def test_no_bias(self, ask, draw, nonlinearity, given):
        i, n, batch = sizes(draw)
        made = ask.new("RNNCell", i, n, bias=False, nonlinearity=nonlinearity)
        ask.matches(number_of_parameters=ask.method(ask.parameters(made), "__len__"))
        cell = ask.new("RNNCell", i, n, False, nonlinearity)
        absent = {name: ask.attr(cell, name) for name in BIASES}
        cell = ask.method(cell, "to", ask.device, DOUBLE)
        ask.load(cell, weights(draw, i, n, bias=False))
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        out = ask.call(cell, x, h) if given else ask.call(cell, x)
        wrt = {"x": x, "h": h} if given else {"x": x}
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(h=out, gradient=gradient, state_dict=ask.state_dict(cell), **absent)

    @pytest.mark.points(1, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 4), (3, 1, 4), (3, 4, 1), (1, 1, 1), (4, 4, 4)])
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        cell = double_cell(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        out, without = ask.call(cell, x, h), ask.call(cell, x)
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt={"x": x, "h": h}, module=cell)
        ask.matches(h=out, h_without_state=without, gradient=gradient)

    @pytest.mark.points(1, "saturated units: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    @pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
    def test_saturated(self, ask, draw, nonlinearity, dtype):
        i, n, batch = sizes(draw)
        cell = ask.method(ask.new("RNNCell", i, n, nonlinearity=nonlinearity), "to", ask.device, dtype)
        ask.load(cell, weights(draw, i, n, dtype=dtype) | {"bias_hh": saturating(draw, n, dtype)})
        x, h = leaves(ask, [draw.normal(batch, i, dtype=dtype), draw.uniform(batch, n, dtype=dtype)])
        out = ask.call(cell, x, h)
        loss = [(out, draw.normal(batch, n, dtype=dtype))]
        ask.matches(h=out, gradient=ask.gradients(loss, wrt={"x": x, "h": h}, module=cell))

    @pytest.mark.points(1, "32 and 64 bits", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("made", ["float32", "float64", "converted"])
    def test_dtype(self, ask, draw, made):
        i, n, batch = sizes(draw)
        dtype = torch.float32 if made == "float32" else DOUBLE
        nonlinearity = draw.choice(["tanh", "relu"])
        if made == "converted":
            cell = ask.method(ask.new("RNNCell", i, n, nonlinearity=nonlinearity, device=ask.device), "double")
        else:
            cell = ask.new("RNNCell", i, n, nonlinearity=nonlinearity, device=ask.device, dtype=dtype)
        ask.load(cell, weights(draw, i, n, dtype=dtype))
        x = draw.normal(batch, i, dtype=dtype)
        out, without = ask.call(cell, x, draw.uniform(batch, n, dtype=dtype)), ask.call(cell, x)
        ask.matches(h=out, h_without_state=without, parameters=ask.parameters(cell), magnitude=10.0)

    @pytest.mark.points(1, "any device", hint=WHERE_DEVICE)
    @pytest.mark.parametrize("bias", [True, False], ids=["bias", "no bias"])
    @pytest.mark.parametrize("device", ["meta", "real"])
    def test_device(self, ask, draw, device, bias):
        i, n, batch = sizes(draw)
        nonlinearity = draw.choice(["tanh", "relu"])
        if device == "meta":
            cell = ask.new("RNNCell", i, n, bias=bias, nonlinearity=nonlinearity, device="meta", dtype=DOUBLE)
            x, h = (ask.empty(batch, size, device="meta", dtype=DOUBLE) for size in (i, n))
        else:
            cell = ask.new("RNNCell", i, n, bias=bias, nonlinearity=nonlinearity, device=ask.device, dtype=DOUBLE)
            ask.load(cell, weights(draw, i, n, bias))
            x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)], requires_grad=False)
        out, without = ask.call(cell, x, h), ask.call(cell, x)
        ask.matches(h=out, h_without_state=without, parameters=ask.parameters(cell), magnitude=10.0)

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    @pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
    def test_arguments_unmodified(self, ask, draw, nonlinearity):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n, nonlinearity=nonlinearity)
        given = x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)], requires_grad=False)
        first, again = ask.call(cell, x, h), ask.call(cell, x, h)
        left = after("xh", given) | marked(ask, "xh", given) | {"parameters_after": ask.parameters(cell)}
        ask.matches(h=first, h_again=again, **left, magnitude=10.0)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n)
        given = x, h = ask.strided(draw.normal(batch, i), True), ask.strided(draw.uniform(batch, n), True)
        out = ask.call(cell, x, h)
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt={"x": x, "h": h}, module=cell)
        ask.matches(h=out, **after("xh", given), gradient=gradient)


def probe(ask, draw, i, n, dtype=DOUBLE):
    """A neutral cell with random parameters, which starts from something else than zeros when there is no state."""
    shapes = (i, n), (n, n), (n,), (n,)
    return ask.probe("RNNProbe", *(draw.normal(*shape, scale=0.8, dtype=dtype) for shape in shapes))


def unrolled(out, suffix=""):
    return {f"output{suffix}": out[0], f"h_n{suffix}": out[1]}


WHERE_LOOP = (
    "Run the worked number of the text, with T = 1 first. Which state goes into the second call, and is a state kept "
    "before or after the step?"
)
WHERE_STEPS_GRADIENT = (
    "Look for whatever cuts a state from its graph on its way to the next step or into the result: detach, .data, item, "
    "numpy, torch.tensor, no_grad. output and h_n are checked separately."
)


@pytest.mark.exercise("unroll", axes={"output": "TN", "x": "TN"})
class TestUnroll:
    @pytest.mark.points(7, "the states of all steps, and the last one", hint=WHERE_LOOP)
    @pytest.mark.parametrize("case", range(3))
    def test_steps(self, ask, draw, case):
        i, n, batch, steps = sizes(draw, 4)
        out = ask.call("unroll", probe(ask, draw, i, n), draw.normal(steps, batch, i), draw.uniform(batch, n))
        ask.matches(**unrolled(out), parts=ask.method(out, "__len__"), terms=256)

    @pytest.mark.points(
        5, "gradients of output and of h_n to the input, the state and the cell's parameters", hint=WHERE_STEPS_GRADIENT
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    @pytest.mark.parametrize("result", ["output", "h_n"])
    def test_gradients(self, ask, draw, result, given):
        i, n, batch, steps = sizes(draw, 4)
        cell = probe(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(steps, batch, i), draw.uniform(batch, n)])
        out = ask.call("unroll", cell, x, h) if given else ask.call("unroll", cell, x)
        shape = (steps, batch, n) if result == "output" else (batch, n)
        loss = [(out[0 if result == "output" else 1], draw.normal(*shape))]
        ask.matches(gradient=ask.gradients(loss, wrt={"x": x, "h": h}, module=cell), terms=512)

    @pytest.mark.points(
        3,
        "without a state the first call is cell(x_0, None)",
        hint="unroll knows nothing about the cell. What None means as a state is for the cell to decide.",
    )
    @pytest.mark.parametrize("steps", [1, 4])
    def test_missing_state(self, ask, draw, steps):
        i, n, batch = sizes(draw)
        cell = probe(ask, draw, i, n)
        x = draw.normal(steps, batch, i)
        out, other = ask.call("unroll", cell, x), ask.call("unroll", cell, x[:, :1], None)
        ask.matches(**unrolled(out), **unrolled(other, "_of_one_sequence"), terms=256)

    @pytest.mark.points(
        1,
        "anything that can be called as cell(x_t, h)",
        hint="The cell may be a function: it has no hidden_size, no forward and no parameters, and takes its two arguments by "
        "position.",
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_any_callable(self, ask, draw, given):
        i, n, batch, steps = sizes(draw, 4)
        cell = ask.attr(probe(ask, draw, i, n), "step")
        x = draw.normal(steps, batch, i)
        out = ask.call("unroll", cell, x, draw.uniform(batch, n)) if given else ask.call("unroll", cell, x)
        ask.matches(**unrolled(out), terms=256)

    @pytest.mark.points(1, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (3, 1, 2, 4), (3, 2, 1, 4), (3, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        cell, x, h = probe(ask, draw, i, n), *leaves(ask, [draw.normal(steps, batch, i), draw.uniform(batch, n)])
        out, without = ask.call("unroll", cell, x, h), ask.call("unroll", cell, x)
        loss = [(out[0], draw.normal(steps, batch, n)), (out[1], draw.normal(batch, n))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h}, module=cell)
        ask.matches(**unrolled(out), **unrolled(without, "_without_state"), gradient=gradient, terms=512)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("device", ["meta", "real"])
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_dtype_and_device(self, ask, draw, dtype, device):
        i, n, batch, steps = sizes(draw, 4)
        if device == "meta":
            steps = 2  # an operation without numbers takes fifty times as long as one with a few
            shapes = (i, n), (n, n), (n,), (n,)
            cell = ask.probe("RNNProbe", *(ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes))
            x, h = (ask.empty(*shape, device="meta", dtype=dtype) for shape in ((steps, batch, i), (batch, n)))
        else:
            cell = probe(ask, draw, i, n, dtype)
            x, h = draw.normal(steps, batch, i, dtype=dtype), draw.uniform(batch, n, dtype=dtype)
        out, without = ask.call("unroll", cell, x, h), ask.call("unroll", cell, x)
        ask.matches(**unrolled(out), **unrolled(without, "_without_state"), terms=256)

    @pytest.mark.points(1, "cell and arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        cell = probe(ask, draw, i, n)
        given = x, h = leaves(ask, [draw.normal(steps, batch, i), draw.uniform(batch, n)], requires_grad=False)
        first, again = ask.call("unroll", cell, x, h), ask.call("unroll", cell, x, h)
        without = ask.call("unroll", cell, x)
        left = after("xh", given) | marked(ask, "xh", given) | {"parameters_after": ask.parameters(cell)}
        names = ("weight_x", "weight_h", "bias", "start")
        left |= marked(ask, names, [ask.attr(cell, name) for name in names])
        ask.matches(**unrolled(first), **unrolled(again, "_again"), **unrolled(without, "_without_state"), **left, terms=256)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        given = x, h = ask.strided(draw.normal(steps, batch, i), True), ask.strided(draw.uniform(batch, n), True)
        cell = probe(ask, draw, i, n)
        out = ask.call("unroll", cell, x, h)
        loss = [(out[0], draw.normal(steps, batch, n)), (out[1], draw.normal(batch, n))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h}, module=cell)
        ask.matches(**unrolled(out), **after("xh", given), gradient=gradient, terms=512)


def text(draw, batch, steps, vocabulary, padding=0, real=None):
    """Tokens without padding; with `real`, sequence n is padded from its first real[n] tokens on."""
    tokens = (draw.integers(1, vocabulary, batch, steps) + padding) % vocabulary
    for row, length in zip(tokens, real or []):
        row[length:] = padding
    return tokens


def lengths(draw, batch, steps):
    """Different numbers of real tokens, one sequence full, one with a single token and so without a target."""
    return draw.shuffled([steps, 1, *(draw.size(2, steps - 1) for _ in range(batch - 2))])


WHERE_SHIFT = (
    "Take N = 1, T = 3 and the worked number of the text. Which logits are asked for which token? Which logits are asked "
    "for nothing, and which token is nobody asked for?"
)
WHERE_PADDING = (
    "Count by hand how many targets are real. It is the target that decides: neither the token that was read nor the place "
    "in the sequence. The mean is over all real targets of the batch together."
)
WHERE_LARGE = (
    "A probability far below the others rounds to 0, and the logarithm of 0 is not finite. Torch has the logarithm of a "
    "softmax as one function that stays finite."
)


@pytest.mark.exercise("next_token_loss", axes={"logits": "NT"})
class TestNextTokenLoss:
    @pytest.mark.points(7, "the loss of sequences without padding", hint=WHERE_SHIFT)
    @pytest.mark.parametrize("case", range(3))
    def test_full_sequences(self, ask, draw, case):
        batch, steps, vocabulary = sizes(draw)
        vocabulary += 3
        tokens = text(draw, batch, steps, vocabulary)
        ask.matches(loss=ask.call("next_token_loss", draw.normal(batch, steps, vocabulary), tokens))

    @pytest.mark.points(6, "targets that are padding are left out", hint=WHERE_PADDING)
    @pytest.mark.parametrize("where", ["at the end", "at the start", "in between", "one real target"])
    def test_padding(self, ask, draw, where):
        batch, steps, vocabulary = draw.shuffled([3, 4, 5])[0], draw.size(6, 8), draw.size(9, 12)
        if where == "one real target":
            tokens = torch.zeros(batch, steps, dtype=torch.int64)
            tokens[draw.size(0, batch - 1), draw.size(1, steps - 1)] = draw.size(1, vocabulary - 1)
        else:
            tokens = text(draw, batch, steps, vocabulary, real=lengths(draw, batch, steps))
            if where == "at the start":
                tokens = tokens.flip(1)
            elif where == "in between":
                tokens = torch.stack([row[draw.shuffled(list(range(steps)))] for row in tokens])
        ask.matches(loss=ask.call("next_token_loss", draw.normal(batch, steps, vocabulary), tokens))

    @pytest.mark.points(4, "the gradient to the logits", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("padded", [False, True], ids=["full", "padded"])
    def test_gradient(self, ask, draw, padded):
        batch, steps, vocabulary = draw.shuffled([3, 4, 5])[0], draw.size(6, 8), draw.size(9, 12)
        tokens = text(draw, batch, steps, vocabulary, real=lengths(draw, batch, steps) if padded else None)
        logits = ask.leaf(draw.normal(batch, steps, vocabulary))
        loss = ask.call("next_token_loss", logits, tokens)
        ask.matches(gradient=ask.gradients([(loss, draw.uniform(1, low=1.0, high=2.0)[0])], wrt={"logits": logits}))

    @pytest.mark.points(
        2,
        "another padding_idx",
        hint="With another padding_idx the token 0 is a token like any other. Where do you use the argument?",
    )
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_other_padding(self, ask, draw, by_keyword):
        batch, steps, vocabulary = draw.shuffled([3, 4, 5])[0], draw.size(6, 8), draw.size(9, 12)
        padding = draw.size(1, vocabulary - 1)
        tokens = text(draw, batch, steps, vocabulary, padding, lengths(draw, batch, steps))
        tokens[:, 1] = torch.where(tokens[:, 1] == padding, padding, 0)  # tokens 0 among the targets
        logits = draw.normal(batch, steps, vocabulary)
        if by_keyword:
            loss = ask.call("next_token_loss", logits, tokens, padding_idx=padding)
        else:
            loss = ask.call("next_token_loss", logits, tokens, padding)
        ask.matches(loss=loss)

    @pytest.mark.points(1, "two tokens, one sequence, two words, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(3, 2, 5), (1, 4, 5), (1, 2, 5), (4, 3, 2), (1, 2, 2), (5, 5, 5)])
    def test_small_sizes(self, ask, draw, shape):
        batch, steps, vocabulary = shape
        real = None if batch == 1 or steps == 2 else lengths(draw, batch, steps)
        tokens, logits = text(draw, batch, steps, vocabulary, real=real), ask.leaf(draw.normal(batch, steps, vocabulary))
        loss = ask.call("next_token_loss", logits, tokens)
        gradient = ask.gradients([(loss, draw.uniform(1, low=1.0, high=2.0)[0])], wrt={"logits": logits})
        ask.matches(loss=loss, gradient=gradient)

    @pytest.mark.points(2, "large logits: loss and gradient stay finite", hint=WHERE_LARGE)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_large(self, ask, draw, dtype):
        batch, steps, vocabulary = 3, draw.size(5, 7), draw.size(9, 12)
        tokens = text(draw, batch, steps, vocabulary, real=lengths(draw, batch, steps))
        size = 1000.0 if dtype is DOUBLE else 200.0
        values = draw.normal(batch, steps, vocabulary, dtype=dtype)
        values += size * draw.integers(-1, 2, batch, steps, vocabulary)
        values[:, :, 1] += 2 * size  # so that some probabilities are 0 in every place
        logits = ask.leaf(values)
        loss = ask.call("next_token_loss", logits, tokens)
        gradient = ask.gradients([(loss, draw.uniform(1, low=1.0, high=2.0, dtype=dtype)[0])], wrt={"logits": logits})
        ask.matches(loss=loss, gradient=gradient, magnitude=10.0)

    @pytest.mark.points(1, "a tensor without dimensions, with the dtype of the logits", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_dtype(self, ask, draw, dtype):
        batch, steps, vocabulary = draw.shuffled([3, 4, 5])[0], draw.size(6, 8), draw.size(9, 12)
        tokens = text(draw, batch, steps, vocabulary, real=lengths(draw, batch, steps))
        ask.matches(loss=ask.call("next_token_loss", draw.normal(batch, steps, vocabulary, dtype=dtype), tokens))

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        batch, steps, vocabulary = draw.shuffled([3, 4, 5])[0], draw.size(6, 8), draw.size(9, 12)
        tokens = ask.leaf(text(draw, batch, steps, vocabulary, real=lengths(draw, batch, steps)), requires_grad=False)
        logits = ask.leaf(draw.normal(batch, steps, vocabulary), requires_grad=False)
        first, again = ask.call("next_token_loss", logits, tokens), ask.call("next_token_loss", logits, tokens)
        left = after(("logits", "tokens"), (logits, tokens)) | marked(ask, ("logits",), (logits,))
        ask.matches(loss=first, loss_again=again, **left)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        batch, steps, vocabulary = draw.shuffled([3, 4, 5])[0], draw.size(6, 8), draw.size(9, 12)
        tokens = ask.strided(text(draw, batch, steps, vocabulary, real=lengths(draw, batch, steps)))
        logits = ask.strided(draw.normal(batch, steps, vocabulary), True)
        loss = ask.call("next_token_loss", logits, tokens)
        gradient = ask.gradients([(loss, draw.uniform(1, low=1.0, high=2.0)[0])], wrt={"logits": logits})
        ask.matches(loss=loss, logits_after=logits, tokens_after=tokens, gradient=gradient)
