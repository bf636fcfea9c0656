"""The rubric of 03_lstm: one step, the cell, a start that remembers, the layer, a look at the gates.

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
GATES = {"gates": "ifgo", "axes": {"weight bias": "G"}}


def sizes(draw, count=3):
    """Input size, hidden size, batch size, and the number of steps where a sequence is asked for: all different."""
    return draw.shuffled([2, 3, 4, 5, 6])[:count]


def small_or_larger(draw, case):
    """Sizes of the case: small ones, but for the last, where they are beyond what anyone would write down."""
    return sizes(draw) if case < 2 else draw.shuffled([9, 17, 33])


def weights(draw, inputs, hidden, bias=True, dtype=DOUBLE):
    """Random values for the parameters of one cell, by name."""
    values = {
        "weight_ih": draw.normal(4 * hidden, inputs, scale=0.6, dtype=dtype),
        "weight_hh": draw.normal(4 * hidden, hidden, scale=0.6, dtype=dtype),
    }
    if bias:
        values |= {name: draw.normal(4 * hidden, scale=0.6, dtype=dtype) for name in BIASES}
    return values


def layer_weights(draw, inputs, hidden, layers, bias=True, dtype=DOUBLE):
    """Random values for the parameters of a layer of `layers` cells, by name."""
    return {
        f"{name}_l{k}": value
        for k in range(layers)
        for name, value in weights(draw, inputs if k == 0 else hidden, hidden, bias, dtype).items()
    }


def saturating(draw, hidden, dtype):
    """Biases that drive about two gates of three far beyond where exp() overflows, and leave the others alone."""
    size = 1000.0 if dtype is DOUBLE else 200.0
    return torch.tensor([draw.choice([-size, 0.0, size]) for _ in range(4 * hidden)], dtype=dtype)


def pair(draw, *shape, dtype=DOUBLE):
    """A state: random h between −1 and 1, and random c."""
    return draw.uniform(*shape, dtype=dtype), draw.normal(*shape, dtype=dtype)


def leaves(ask, tensors, requires_grad=True):
    return [ask.leaf(tensor, requires_grad=requires_grad) for tensor in tensors]


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
    for name, value in first.items():
        assert len(np.unique(value.double().numpy())) > 0.95 * value.numel(), f"many entries of {name} start with the same value"
        for other, twin in first.items():
            alike = other > name and twin.shape == value.shape and (twin == value).double().mean() > 0.05
            assert not alike, f"{name} and {other} start with the same values"
        repeated = (value == second[name]).double().mean()
        assert repeated < 0.05, f"{name} starts with the same values in two objects made one after the other"


WHERE_GATES = (
    "Take N = H = 1 with the worked number of the text and compare i, f, g, o, then c, then h, one by one. "
    "Which block of rows belongs to which gate, and which of them has a tanh?"
)
WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, numpy, "
    "torch.tensor, no_grad. h and c are checked separately, and so is every argument and parameter."
)
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_SATURATED = (
    "A sigmoid or tanh built from exp overflows for large arguments: the result may still be right while its gradient "
    "is not a number. Torch has both as functions that stay finite."
)
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore as in mul_, +=, or an assignment to a slice of an argument; "
    "and for anything that an object remembers from one call to the next."
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


@pytest.mark.exercise("lstm_step", **GATES)
class TestLstmStep:
    @pytest.mark.points(5, "h and c after one step", hint=WHERE_GATES)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = small_or_larger(draw, case)
        out = ask.call("lstm_step", draw.normal(batch, i), pair(draw, batch, n), *weights(draw, i, n).values())
        ask.matches(h=out[0], c=out[1], parts=ask.method(out, "__len__"))

    @pytest.mark.points(4, "gradients to the input, the state and all four parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("part", [0, 1], ids=["h", "c"])
    def test_gradients(self, ask, draw, part):
        i, n, batch = small_or_larger(draw, 2 * part)
        names = ("x", "h", "c", "weight_ih", "weight_hh", "bias_ih", "bias_hh")
        values = [draw.normal(batch, i), *pair(draw, batch, n), *weights(draw, i, n).values()]
        x, h, c, *parameters = given = leaves(ask, values)
        out = ask.call("lstm_step", x, (h, c), *parameters)
        wrt = dict(zip(names, given))
        ask.matches(gradient=ask.gradients([(out[part], draw.normal(batch, n))], wrt=wrt))

    @pytest.mark.points(1, "three steps in a row", hint="What does your step hand on, and in which order does it expect it?")
    def test_steps_in_a_row(self, ask, draw):
        i, n, batch = sizes(draw)
        state, parameters = pair(draw, batch, n), leaves(ask, weights(draw, i, n).values())
        for _ in range(3):
            out = ask.call("lstm_step", draw.normal(batch, i), state, *parameters)
            state = out[0], out[1]
        loss = [(state[0], draw.normal(batch, n)), (state[1], draw.normal(batch, n))]
        gradients = ask.gradients(loss, wrt=dict(zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), parameters)))
        ask.matches(h=state[0], c=state[1], gradient=gradients, terms=256)

    @pytest.mark.points(1, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 4), (3, 1, 4), (3, 4, 1), (1, 1, 1), (4, 4, 4)])
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        names = ("x", "h", "c", "weight_ih", "weight_hh", "bias_ih", "bias_hh")
        values = [draw.normal(batch, i), *pair(draw, batch, n), *weights(draw, i, n).values()]
        x, h, c, *parameters = given = leaves(ask, values)
        out = ask.call("lstm_step", x, (h, c), *parameters)
        loss = [(out[0], draw.normal(batch, n)), (out[1], draw.normal(batch, n))]
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, wrt=dict(zip(names, given))))

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_saturated(self, ask, draw, dtype):
        i, n, batch = sizes(draw)
        h, c = pair(draw, batch, n, dtype=dtype)
        values = weights(draw, i, n, dtype=dtype) | {"bias_ih": saturating(draw, n, dtype)}
        given = leaves(ask, [draw.normal(batch, i, dtype=dtype), h, 300 * c, *values.values()])
        out = ask.call("lstm_step", given[0], (given[1], given[2]), *given[3:])
        loss = [(out[0], draw.normal(batch, n, dtype=dtype)), (out[1], draw.normal(batch, n, dtype=dtype))]
        wrt = dict(zip(("x", "h", "c", *values), given))
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, wrt=wrt))

    @pytest.mark.points(1, "dtype and device are those of the inputs", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch = sizes(draw)
        dtype = torch.float32 if made == "float32" else DOUBLE
        if made == "meta":
            shapes = [(batch, i), (batch, n), (batch, n), (4 * n, i), (4 * n, n), (4 * n,), (4 * n,)]
            given = [ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes]
        else:
            parameters = weights(draw, i, n, dtype=dtype).values()
            given = [draw.normal(batch, i, dtype=dtype), *pair(draw, batch, n, dtype=dtype), *parameters]
        out = ask.call("lstm_step", given[0], (given[1], given[2]), *given[3:])
        ask.matches(h=out[0], c=out[1])

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch = sizes(draw)
        values = [draw.normal(batch, i), *pair(draw, batch, n), *weights(draw, i, n).values()]
        given = leaves(ask, values, requires_grad=False)
        first = ask.call("lstm_step", given[0], (given[1], given[2]), *given[3:])
        again = ask.call("lstm_step", given[0], (given[1], given[2]), *given[3:])
        names = ("x", "h", "c", "weight_ih", "weight_hh", "bias_ih", "bias_hh")
        after = {f"{name}_after": leaf for name, leaf in zip(names, given)}
        marked = {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip(names, given)}
        ask.matches(h=first[0], c=first[1], h_again=again[0], c_again=again[1], **after, **marked)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch = sizes(draw)
        values = [draw.normal(batch, i), *pair(draw, batch, n), *weights(draw, i, n).values()]
        given = [ask.strided(value, True) for value in values]
        out = ask.call("lstm_step", given[0], (given[1], given[2]), *given[3:])
        loss = [(out[0], draw.normal(batch, n)), (out[1], draw.normal(batch, n))]
        names = ("x", "h", "c", "weight_ih", "weight_hh", "bias_ih", "bias_hh")
        after = {f"{name}_after": leaf for name, leaf in zip(names, given)}
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, wrt=dict(zip(names, given))), **after)


def double_cell(ask, draw, i, n, bias=True):
    """A cell in 64 bits with random parameters, made without `dtype=` so that other parts decide about that."""
    cell = ask.new("LSTMCell", i, n) if bias else ask.new("LSTMCell", i, n, bias=False)
    cell = ask.method(cell, "to", ask.device, DOUBLE)
    ask.load(cell, weights(draw, i, n, bias))
    return cell


@pytest.mark.exercise("LSTMCell", builds_on=("lstm_step",), **GATES)
class TestLSTMCell:
    @pytest.mark.points(
        3,
        "parameters and state_dict with the names and shapes of nn.LSTMCell",
        hint="Compare the output of dict(cell.named_parameters()) with that of an nn.LSTMCell of the same sizes.",
    )
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_parameters(self, ask, draw, by_keyword):
        i, n, _ = sizes(draw)
        cell = ask.new("LSTMCell", input_size=i, hidden_size=n, bias=True) if by_keyword else ask.new("LSTMCell", i, n)
        values = weights(draw, i, n, dtype=torch.float32)
        ask.load(cell, values)
        parameters = ask.parameters(cell)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        own = {f"{name}_is_the_attribute": ask.same_object(parameters[name], ask.attr(cell, name)) for name in values}
        ask.matches(parameters=parameters, state_dict=ask.state_dict(cell), **own, **trained)

    @pytest.mark.points(2, "initial values as in nn.LSTMCell", hint=WHERE_START)
    def test_start(self, ask, draw):
        i, n = draw.size(15, 25), draw.size(40, 60)
        made = ask.answer(first=ask.parameters(ask.new("LSTMCell", i, n)), second=ask.parameters(ask.new("LSTMCell", i, n)))
        expected = {"weight_ih": (4 * n, i), "weight_hh": (4 * n, n), "bias_ih": (4 * n,), "bias_hh": (4 * n,)}
        for start in made.values():
            assert {name: tuple(value.shape) for name, value in start.items()} == expected, "see the names and shapes first"
        starts_uniform(made["first"], made["second"], n)

    @pytest.mark.points(6, "h and c after one step", hint=WHERE_GATES)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = small_or_larger(draw, case)
        out = ask.call(double_cell(ask, draw, i, n), draw.normal(batch, i), pair(draw, batch, n))
        ask.matches(h=out[0], c=out[1], parts=ask.method(out, "__len__"))

    @pytest.mark.points(
        3,
        "a missing state is a state of zeros, on every call",
        hint="What do h and c start from when forward gets x alone, for this batch, whatever came before?",
    )
    def test_missing_state(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = ask.new("LSTMCell", i, n, device=ask.device)
        ask.load(cell, weights(draw, i, n, dtype=torch.float32))
        before = ask.call(cell, draw.normal(batch, i, dtype=torch.float32), pair(draw, batch, n, dtype=torch.float32))
        out = ask.call(cell, draw.normal(batch, i, dtype=torch.float32))
        x = ask.leaf(draw.normal(batch + 1, i, dtype=torch.float32))
        other = ask.call(cell, x, None)
        loss = [(part, draw.normal(batch + 1, n, dtype=torch.float32)) for part in (other[0], other[1])]
        larger = {"h_larger_batch": other[0], "c_larger_batch": other[1]}
        ask.matches(h_before=before[0], h=out[0], c=out[1], **larger, gradient=ask.gradients(loss, wrt={"x": x}, module=cell))

    @pytest.mark.points(4, "gradients to the input, the state and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("part", [0, 1], ids=["h", "c"])
    def test_gradients(self, ask, draw, part):
        i, n, batch = small_or_larger(draw, 2 * part)
        cell = double_cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)])
        out = ask.call(cell, x, (h, c))
        loss = [(out[part], draw.normal(batch, n))]
        ask.matches(gradient=ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell))

    @pytest.mark.points(
        2,
        "steps in a row, forward and backward",
        hint="What one call returns goes into the next as it is. Does a gradient still reach the first input?",
    )
    @pytest.mark.parametrize("steps", [2, 3])
    def test_steps_in_a_row(self, ask, draw, steps):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n)
        xs = leaves(ask, [draw.normal(batch, i) for _ in range(steps)])
        h, c = given = leaves(ask, pair(draw, batch, n))
        for x in xs:
            out = ask.call(cell, x, (h, c))
            h, c = out[0], out[1]
        wrt = {f"x_{t}": x for t, x in enumerate(xs, 1)} | {"h_0": given[0], "c_0": given[1]}
        from_h = ask.gradients([(h, draw.normal(batch, n))], wrt=wrt, module=cell)
        from_c = ask.gradients([(c, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(h=h, c=c, gradient_of_h=from_h, gradient_of_c=from_c, terms=256)

    @pytest.mark.points(
        2,
        "bias=False",
        hint="Without biases the attributes exist and are None, and neither the parameters nor the state_dict hold any.",
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_no_bias(self, ask, draw, given):
        i, n, batch = sizes(draw)
        ask.matches(number_of_parameters=ask.method(ask.parameters(ask.new("LSTMCell", i, n, bias=False)), "__len__"))
        cell = ask.method(ask.new("LSTMCell", i, n, False), "to", ask.device, DOUBLE)
        ask.load(cell, weights(draw, i, n, bias=False))
        absent = {name: ask.attr(cell, name) for name in BIASES}
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)])
        out = ask.call(cell, x, (h, c)) if given else ask.call(cell, x)
        loss = [(out[0], draw.normal(batch, n)), (out[1], draw.normal(batch, n))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c} if given else {"x": x}, module=cell)
        ask.matches(h=out[0], c=out[1], gradient=gradient, state_dict=ask.state_dict(cell), **absent)

    @pytest.mark.points(2, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 4), (3, 1, 4), (3, 4, 1), (1, 1, 1), (4, 4, 4)])
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        cell = double_cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)])
        out, without = ask.call(cell, x, (h, c)), ask.call(cell, draw.normal(batch, i))
        loss = [(out[0], draw.normal(batch, n)), (out[1], draw.normal(batch, n))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell)
        ask.matches(h=out[0], c=out[1], h_without_state=without[0], c_without_state=without[1], gradient=gradient)

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_saturated(self, ask, draw, dtype):
        i, n, batch = sizes(draw)
        cell = ask.method(ask.new("LSTMCell", i, n), "to", ask.device, dtype)
        ask.load(cell, weights(draw, i, n, dtype=dtype) | {"bias_hh": saturating(draw, n, dtype)})
        h, c = pair(draw, batch, n, dtype=dtype)
        x, h, c = leaves(ask, [draw.normal(batch, i, dtype=dtype), h, 300 * c])
        out = ask.call(cell, x, (h, c))
        loss = [(out[0], draw.normal(batch, n, dtype=dtype)), (out[1], draw.normal(batch, n, dtype=dtype))]
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell))

    @pytest.mark.points(1, "32 and 64 bits", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("made", ["float32", "float64", "converted"])
    def test_dtype(self, ask, draw, made):
        i, n, batch = sizes(draw)
        dtype = torch.float32 if made == "float32" else DOUBLE
        if made == "converted":
            cell = ask.method(ask.new("LSTMCell", i, n, device=ask.device), "double")
        else:
            cell = ask.new("LSTMCell", i, n, device=ask.device, dtype=dtype)
        ask.load(cell, weights(draw, i, n, dtype=dtype))
        out = ask.call(cell, draw.normal(batch, i, dtype=dtype), pair(draw, batch, n, dtype=dtype))
        without = ask.call(cell, draw.normal(batch, i, dtype=dtype))
        ask.matches(h=out[0], h_without_state=without[0], c_without_state=without[1], parameters=ask.parameters(cell))

    @pytest.mark.points(1, "any device", hint=WHERE_DEVICE)
    @pytest.mark.parametrize("bias", [True, False], ids=["bias", "no bias"])
    @pytest.mark.parametrize("device", ["meta", "real"])
    def test_device(self, ask, draw, device, bias):
        i, n, batch = sizes(draw)
        if device == "meta":
            cell = ask.new("LSTMCell", i, n, bias=bias, device="meta", dtype=DOUBLE)
            x, h, c = (ask.empty(batch, size, device="meta", dtype=DOUBLE) for size in (i, n, n))
        else:
            cell = ask.new("LSTMCell", i, n, bias=bias, device=ask.device, dtype=DOUBLE)
            ask.load(cell, weights(draw, i, n, bias))
            x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)], requires_grad=False)
        parameters = {name: ask.attr(cell, name) for name in ("weight_ih", "weight_hh", *BIASES)}
        out, without = ask.call(cell, x, (h, c)), ask.call(cell, x)
        ask.matches(h=out[0], c=out[1], h_without_state=without[0], c_without_state=without[1], **parameters)

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n)
        x, h, c = given = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)], requires_grad=False)
        first = ask.call(cell, x, (h, c))
        again = ask.call(cell, x, (h, c))
        marked = {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip("xhc", given)}
        after = {"x_after": x, "h_after": h, "c_after": c, "parameters_after": ask.parameters(cell)}
        ask.matches(h=first[0], c=first[1], h_again=again[0], c_again=again[1], **after, **marked)

    @pytest.mark.points(
        1,
        "parameters changed between two calls, as training does",
        hint="Every call computes with what the parameters hold then. What does your cell keep of an earlier time?",
    )
    def test_parameters_changed(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)], requires_grad=False)
        ask.call(cell, x, (h, c))
        ask.load(cell, weights(draw, i, n))
        after = ask.call(cell, x, (h, c))
        loss = [(after[0], draw.normal(batch, n)), (after[1], draw.normal(batch, n))]
        gradient = ask.gradients(loss, module=cell)
        ask.matches(h=after[0], c=after[1], gradient=gradient)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = double_cell(ask, draw, i, n)
        x, h, c = (ask.strided(value, True) for value in (draw.normal(batch, i), *pair(draw, batch, n)))
        out = ask.call(cell, x, (h, c))
        loss = [(out[0], draw.normal(batch, n)), (out[1], draw.normal(batch, n))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell)
        ask.matches(h=out[0], c=out[1], x_after=x, h_after=h, c_after=c, gradient=gradient)


WHERE_FORGET = (
    "Print cell.bias_ih + cell.bias_hh before and after. Which H of the 4H entries belong to the forget gate, "
    "and what do both of them hold there?"
)


def torch_cell(ask, draw, i, n, bias=True, dtype=DOUBLE):
    """An nn.LSTMCell with random parameters, made where the student's code runs."""
    cell = ask.torch("nn.LSTMCell", i, n, bias=bias, device=ask.device, dtype=dtype)
    ask.load(cell, weights(draw, i, n, bias, dtype))
    return cell


def forget_total(ask, cell, n):
    """The forget gate's total bias, (H,)."""
    return ask.method(ask.method(ask.attr(cell, "bias_ih"), "add", ask.attr(cell, "bias_hh")), "narrow", 0, n, n)


@pytest.mark.exercise("init_forget_bias")
class TestInitForgetBias:
    @pytest.mark.points(4, "the forget gate's total bias is the value asked for", hint=WHERE_FORGET)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    @pytest.mark.parametrize("value", ["positive", "negative", "zero", "default"])
    def test_total(self, ask, draw, value, dtype):
        i, n, _ = sizes(draw)
        cell = torch_cell(ask, draw, i, n, dtype=dtype)
        size = 0.5 + 3 * float(draw.uniform(1, low=0.0)[0])
        arguments = {"positive": [size], "negative": [-size], "zero": [0.0], "default": []}[value]
        ask.call("init_forget_bias", cell, *arguments)
        ask.matches(total=forget_total(ask, cell, n))

    @pytest.mark.points(
        2,
        "every other bias and the weights unchanged",
        hint="The forget gate has H of the 4H entries of each bias. Compare the other 3H with what they were.",
    )
    @pytest.mark.parametrize("hidden", [3, 1, 4])
    def test_others_unchanged(self, ask, draw, hidden):
        i, n = draw.size(2, 5), hidden
        cell = torch_cell(ask, draw, i, n)
        ask.call("init_forget_bias", cell, 0.5 + float(draw.uniform(1, low=0.0)[0]))
        others = {}
        for name in BIASES:
            bias = ask.attr(cell, name)
            others[f"{name}_of_i"] = ask.method(bias, "narrow", 0, 0, n)
            others[f"{name}_of_g_and_o"] = ask.method(bias, "narrow", 0, 2 * n, 2 * n)
        kept = {name: ask.attr(cell, name) for name in ("weight_ih", "weight_hh")}
        ask.matches(forget_total=forget_total(ask, cell, n), **others, **kept)

    @pytest.mark.points(
        2,
        "the same Parameter objects, trainable as before",
        hint="Is cell.bias_ih still the object it was, a leaf that requires a gradient? A new Parameter is unknown to an "
        "optimiser made before.",
    )
    def test_same_parameters(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = torch_cell(ask, draw, i, n)
        before = {name: ask.attr(cell, name) for name in BIASES}
        ask.call("init_forget_bias", cell, float(draw.uniform(1, low=1.0, high=3.0)[0]))
        same = {f"{name}_is_the_same": ask.same_object(ask.attr(cell, name), before[name]) for name in BIASES}
        trained = {f"{name}_requires_grad": ask.requires_grad(ask.attr(cell, name)) for name in BIASES}
        leaf = {f"{name}_is_a_leaf": ask.attr(ask.attr(cell, name), "is_leaf") for name in BIASES}
        weight = {f"{name}_requires_grad": ask.requires_grad(ask.attr(cell, name)) for name in ("weight_ih", "weight_hh")}
        ask.matches(total=forget_total(ask, cell, n), **same, **trained, **leaf, **weight)

    @pytest.mark.points(
        1, "gives back the cell that it was given", hint="The function changes the cell in place and returns that cell."
    )
    def test_same_cell(self, ask, draw):
        i, n, _ = sizes(draw)
        cell = torch_cell(ask, draw, i, n)
        returned = ask.call("init_forget_bias", cell, float(draw.uniform(1, low=1.0, high=3.0)[0]))
        ask.matches(same=ask.same_object(returned, cell), total=forget_total(ask, cell, n))

    @pytest.mark.points(
        1,
        "once more, with another value",
        hint="The value is what the total is afterwards, whatever it was before: set it, rather than add to it.",
    )
    def test_again(self, ask, draw):
        i, n, _ = sizes(draw)
        cell = torch_cell(ask, draw, i, n)
        for low in (1.0, -2.0):
            ask.call("init_forget_bias", cell, low + float(draw.uniform(1, low=0.0)[0]))
        ask.matches(total=forget_total(ask, cell, n))


def double_layer(ask, draw, i, n, layers, **options):
    """A layer in 64 bits with random parameters, made without `dtype=` so that other parts decide about that."""
    layer = ask.new("LSTM", i, n, num_layers=layers, **options)
    layer = ask.method(layer, "to", ask.device, DOUBLE)
    ask.load(layer, layer_weights(draw, i, n, layers, bias=options.get("bias", True)))
    return layer


def layer_results(out, suffix=""):
    return {f"output{suffix}": out[0], f"h_n{suffix}": out[1][0], f"c_n{suffix}": out[1][1]}


def gradient_of_all(ask, draw, out, steps, batch, n, layers, wrt, layer, batch_first=False, dtype=DOUBLE):
    """The gradient of output, h_n and c_n together to the leaves `wrt` and the parameters of a layer."""
    output = (batch, steps, n) if batch_first else (steps, batch, n)
    shapes = [(out[0], output), (out[1][0], (layers, batch, n)), (out[1][1], (layers, batch, n))]
    return ask.gradients([(value, draw.normal(*shape, dtype=dtype)) for value, shape in shapes], wrt=wrt, module=layer)


EITHER = {"output": "", "x": ""}  # time first or batch first


@pytest.mark.exercise(
    "LSTM", builds_on=("lstm_step", "LSTMCell"), gates="ifgo", axes={"weight bias": "G", "output": "TN", "x": "TN"}
)
class TestLSTM:
    @pytest.mark.points(
        3,
        "parameters and state_dict with the names and shapes of nn.LSTM",
        hint="Compare the output of dict(layer.named_parameters()) with that of an nn.LSTM of the same sizes. "
        "From layer 1 on, what is the input of a layer?",
    )
    @pytest.mark.parametrize("bias", [True, False], ids=["bias", "no bias"])
    @pytest.mark.parametrize("layers", [1, 2, 3])
    def test_parameters(self, ask, draw, layers, bias):
        i, n, _ = sizes(draw)
        made = ask.new("LSTM", input_size=i, hidden_size=n, num_layers=layers, bias=bias)
        ask.matches(number_of_parameters=ask.method(ask.parameters(made), "__len__"))
        layer = ask.new("LSTM", i, n) if layers == 1 and bias else ask.new("LSTM", i, n, layers, bias)
        values = layer_weights(draw, i, n, layers, bias, dtype=torch.float32)
        ask.load(layer, values)
        parameters = ask.parameters(layer)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        ask.matches(parameters=parameters, state_dict=ask.state_dict(layer), **trained)

    @pytest.mark.points(1, "initial values as in nn.LSTM", hint=WHERE_START)
    def test_start(self, ask, draw):
        i, n = draw.size(15, 25), draw.size(40, 60)
        made = ask.answer(first=ask.parameters(ask.new("LSTM", i, n, 2)), second=ask.parameters(ask.new("LSTM", i, n, 2)))
        expected = {}
        for k, inputs in enumerate((i, n)):
            expected |= {f"weight_ih_l{k}": (4 * n, inputs), f"weight_hh_l{k}": (4 * n, n)}
            expected |= {f"bias_ih_l{k}": (4 * n,), f"bias_hh_l{k}": (4 * n,)}
        for start in made.values():
            assert {name: tuple(value.shape) for name, value in start.items()} == expected, "see the names and shapes first"
        starts_uniform(made["first"], made["second"], n)

    @pytest.mark.points(
        6,
        "one layer: output and final states",
        hint="Run T = 1 first and compare with your cell, then T = 2. The output is h of every step, the final states are "
        "those after the last step, each (1, N, H).",
    )
    @pytest.mark.parametrize("case", range(3))
    def test_one_layer(self, ask, draw, case):
        i, n, batch, steps = sizes(draw, 4)
        layer = double_layer(ask, draw, i, n, 1)
        out = ask.call(layer, draw.normal(steps, batch, i), pair(draw, 1, batch, n))
        ask.matches(**layer_results(out), parts=ask.method(out, "__len__"), states=ask.method(out[1], "__len__"), terms=256)

    @pytest.mark.points(
        4,
        "several layers, each from its own state",
        hint="Layer k reads the outputs of layer k − 1 and starts from entry k of h_0 and of c_0. Which states are stacked "
        "in h_n and c_n, and in which order?",
    )
    @pytest.mark.parametrize("layers", [2, 3])
    def test_several_layers(self, ask, draw, layers):
        i, n, batch, steps = sizes(draw, 4)
        layer = double_layer(ask, draw, i, n, layers)
        out = ask.call(layer, draw.normal(steps, batch, i), pair(draw, layers, batch, n))
        ask.matches(**layer_results(out), terms=256)

    @pytest.mark.points(
        2,
        "a missing state is a state of zeros, on every call",
        hint="What does every layer start from when forward gets x alone, for this batch, whatever came before?",
    )
    @pytest.mark.parametrize("layers", [1, 2])
    def test_missing_state(self, ask, draw, layers):
        i, n, batch, steps = sizes(draw, 4)
        layer = ask.new("LSTM", i, n, num_layers=layers, device=ask.device)
        ask.load(layer, layer_weights(draw, i, n, layers, dtype=torch.float32))
        state = pair(draw, layers, batch, n, dtype=torch.float32)
        before = ask.call(layer, draw.normal(steps, batch, i, dtype=torch.float32), state)
        out = ask.call(layer, draw.normal(steps, batch, i, dtype=torch.float32))
        x = ask.leaf(draw.normal(steps + 1, batch + 1, i, dtype=torch.float32))
        other = ask.call(layer, x, None)
        gradient = gradient_of_all(ask, draw, other, steps + 1, batch + 1, n, layers, {"x": x}, layer, dtype=torch.float32)
        results = layer_results(out) | layer_results(other, "_larger_batch")
        ask.matches(output_before=before[0], **results, gradient=gradient, terms=512)

    @pytest.mark.points(
        3,
        "batch_first",
        hint="With batch_first the input and the output are (N, T, …). The states are (L, N, H) in either case. "
        "A transpose exchanges dimensions, view and reshape do not.",
        axes={"output": "NT", "x": "NT"},
    )
    @pytest.mark.parametrize(("layers", "given"), [(1, False), (2, True), (3, True)], ids=["no state", "two layers", "three layers"])
    def test_batch_first(self, ask, draw, layers, given):
        i, n, batch, steps = sizes(draw, 4)
        if layers == 3:  # as many sequences as layers, so that the shape of a state does not tell them apart
            batch, steps = 3, 7
        layer = double_layer(ask, draw, i, n, layers, batch_first=True)
        x, h_0, c_0 = leaves(ask, [draw.normal(batch, steps, i), *pair(draw, layers, batch, n)])
        out = ask.call(layer, x, (h_0, c_0)) if given else ask.call(layer, x)
        wrt = {"x": x, "h_0": h_0, "c_0": c_0} if given else {"x": x}
        gradient = gradient_of_all(ask, draw, out, steps, batch, n, layers, wrt, layer, batch_first=True)
        ask.matches(**layer_results(out), gradient=gradient, terms=512)

    @pytest.mark.points(
        4, "gradients of output, h_n and c_n to the input, both states and all parameters", hint=WHERE_GRADIENT
    )
    @pytest.mark.parametrize("layers", [1, 2, 3])
    def test_gradients(self, ask, draw, layers):
        i, n, batch, steps = sizes(draw, 4)
        if layers == 1:
            steps = 30  # longer than a window that someone cuts the gradient to
        layer = double_layer(ask, draw, i, n, layers)
        x, h_0, c_0 = leaves(ask, [draw.normal(steps, batch, i), *pair(draw, layers, batch, n)])
        out = ask.call(layer, x, (h_0, c_0))
        wrt = {"x": x, "h_0": h_0, "c_0": c_0}
        if steps == 30:
            gradient = gradient_of_all(ask, draw, out, steps, batch, n, layers, wrt, layer)
            ask.matches(**layer_results(out), gradient=gradient, terms=1024)
            return
        results = {"output": (out[0], steps), "h_n": (out[1][0], layers), "c_n": (out[1][1], layers)}
        gradients = {
            f"gradient_of_{name}": ask.gradients([(value, draw.normal(rows, batch, n))], wrt=wrt, module=layer)
            for name, (value, rows) in results.items()
        }
        ask.matches(**gradients, terms=512)

    @pytest.mark.points(1, "bias=False", hint="Without biases the gates are the two matrix products alone, in every layer.")
    @pytest.mark.parametrize("layers", [1, 2])
    def test_no_bias(self, ask, draw, layers):
        i, n, batch, steps = sizes(draw, 4)
        made = ask.new("LSTM", i, n, num_layers=layers, bias=False)
        ask.matches(number_of_parameters=ask.method(ask.parameters(made), "__len__"))
        layer = double_layer(ask, draw, i, n, layers, bias=False)
        x, h_0, c_0 = leaves(ask, [draw.normal(steps, batch, i), *pair(draw, layers, batch, n)])
        out = ask.call(layer, x, (h_0, c_0))
        without = ask.call(layer, draw.normal(steps, batch, i))
        wrt = {"x": x, "h_0": h_0, "c_0": c_0}
        gradient = gradient_of_all(ask, draw, out, steps, batch, n, layers, wrt, layer)
        ask.matches(**layer_results(out), **layer_results(without, "_without_state"), gradient=gradient, terms=512)

    @pytest.mark.points(1, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL, axes=EITHER)
    @pytest.mark.parametrize("batch_first", [False, True], ids=["time first", "batch first"])
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (2, 1, 3, 4), (2, 3, 1, 4), (2, 3, 4, 1), (1, 1, 1, 1), (2, 2, 2, 2)])
    def test_small_sizes(self, ask, draw, shape, batch_first):
        steps, batch, i, n = shape
        layers = draw.choice([1, 2])
        layer = double_layer(ask, draw, i, n, layers, batch_first=batch_first)
        x = draw.normal(batch, steps, i) if batch_first else draw.normal(steps, batch, i)
        x, h_0, c_0 = leaves(ask, [x, *pair(draw, layers, batch, n)])
        out, without = ask.call(layer, x, (h_0, c_0)), ask.call(layer, x)
        wrt = {"x": x, "h_0": h_0, "c_0": c_0}
        gradient = gradient_of_all(ask, draw, out, steps, batch, n, layers, wrt, layer, batch_first)
        ask.matches(**layer_results(out), **layer_results(without, "_without_state"), gradient=gradient, terms=512)

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_saturated(self, ask, draw, dtype):
        i, n, batch, steps = sizes(draw, 4)
        layer = ask.method(ask.new("LSTM", i, n, num_layers=2), "to", ask.device, dtype)
        biases = {f"bias_ih_l{k}": saturating(draw, n, dtype) for k in range(2)}
        ask.load(layer, layer_weights(draw, i, n, 2, dtype=dtype) | biases)
        h, c = pair(draw, 2, batch, n, dtype=dtype)
        x, h, c = leaves(ask, [draw.normal(steps, batch, i, dtype=dtype), h, 300 * c])
        out = ask.call(layer, x, (h, c))
        shapes = [(out[0], (steps, batch, n)), (out[1][0], (2, batch, n)), (out[1][1], (2, batch, n))]
        loss = [(value, draw.normal(*shape, dtype=dtype)) for value, shape in shapes]
        gradient = ask.gradients(loss, wrt={"x": x, "h_0": h, "c_0": c}, module=layer)
        ask.matches(**layer_results(out), gradient=gradient, terms=512)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "converted", "meta", "meta, no bias"])
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch, steps = sizes(draw, 4)
        layers = draw.choice([1, 2])
        dtype = torch.float32 if made == "float32" else DOUBLE
        if made.startswith("meta"):
            steps = 2  # an operation without numbers takes fifty times as long as one with a few
            layer = ask.new("LSTM", i, n, num_layers=layers, bias=made == "meta", device="meta", dtype=dtype)
            shapes = (steps, batch, i), (layers, batch, n), (layers, batch, n)
            x, h, c = (ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes)
        else:
            if made == "converted":
                layer = ask.method(ask.new("LSTM", i, n, num_layers=layers, device=ask.device), "double")
            else:
                layer = ask.new("LSTM", i, n, num_layers=layers, device=ask.device, dtype=dtype)
            ask.load(layer, layer_weights(draw, i, n, layers, dtype=dtype))
            values = draw.normal(steps, batch, i, dtype=dtype), *pair(draw, layers, batch, n, dtype=dtype)
            x, h, c = leaves(ask, values, requires_grad=False)
        out, without = ask.call(layer, x, (h, c)), ask.call(layer, x)
        results = layer_results(out) | layer_results(without, "_without_state")
        ask.matches(**results, parameters=ask.parameters(layer), terms=256)

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED, axes=EITHER)
    @pytest.mark.parametrize("batch_first", [False, True], ids=["time first", "batch first"])
    def test_arguments_unmodified(self, ask, draw, batch_first):
        i, n, batch, steps = sizes(draw, 4)
        layer = double_layer(ask, draw, i, n, 2, batch_first=batch_first)
        x = draw.normal(batch, steps, i) if batch_first else draw.normal(steps, batch, i)
        x, h, c = given = leaves(ask, [x, *pair(draw, 2, batch, n)], requires_grad=False)
        first = ask.call(layer, x, (h, c))
        again = ask.call(layer, x, (h, c))
        marked = {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip(("x", "h_0", "c_0"), given)}
        after = {"x_after": x, "h_0_after": h, "c_0_after": c, "parameters_after": ask.parameters(layer)}
        ask.matches(**layer_results(first), **layer_results(again, "_again"), **after, **marked, terms=256)

    @pytest.mark.points(
        1,
        "parameters changed between two calls, as training does",
        hint="Every call computes with what the parameters hold then. What does your layer keep of an earlier time?",
    )
    def test_parameters_changed(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        layer = double_layer(ask, draw, i, n, 2)
        x, h, c = leaves(ask, [draw.normal(steps, batch, i), *pair(draw, 2, batch, n)])
        ask.call(layer, x, (h, c))
        ask.load(layer, layer_weights(draw, i, n, 2))
        after = ask.call(layer, x, (h, c))
        gradient = gradient_of_all(ask, draw, after, steps, batch, n, 2, {"x": x, "h_0": h, "c_0": c}, layer)
        ask.matches(**layer_results(after), gradient=gradient, terms=512)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY, axes=EITHER)
    @pytest.mark.parametrize("batch_first", [False, True], ids=["time first", "batch first"])
    def test_strided(self, ask, draw, batch_first):
        i, n, batch, steps = sizes(draw, 4)
        layer = double_layer(ask, draw, i, n, 2, batch_first=batch_first)
        x = draw.normal(batch, steps, i) if batch_first else draw.normal(steps, batch, i)
        x, h, c = (ask.strided(value, True) for value in (x, *pair(draw, 2, batch, n)))
        out = ask.call(layer, x, (h, c))
        gradient = gradient_of_all(ask, draw, out, steps, batch, n, 2, {"x": x, "h_0": h, "c_0": c}, layer, batch_first)
        ask.matches(**layer_results(out), x_after=x, h_0_after=h, c_0_after=c, gradient=gradient, terms=512)


WHERE_TRACE = (
    "Compare with the worked number of the text, and with calling the cell step by step: the traces c and h must be what "
    "the cell returns."
)
WHERE_TRACE_GATES = (
    "The gates of step t come from x_t and from h before the step, pass their sigmoid or tanh, and are kept in the order "
    "of the blocks."
)


def trace_of(out, suffix="", keys="ifgoch"):
    return {f"{key}{suffix}": out[key] for key in keys}


@pytest.mark.exercise("gate_trace", allows=("LSTMCell",), axes={"i f g o c h": "TN", "h_after c_after": ""})
class TestGateTrace:
    @pytest.mark.points(5, "the four gates after their activation", hint=WHERE_TRACE_GATES)
    @pytest.mark.parametrize("case", range(2))
    def test_gates(self, ask, draw, case):
        i, n, batch, steps = sizes(draw, 4)
        out = ask.call("gate_trace", torch_cell(ask, draw, i, n), draw.normal(steps, batch, i), pair(draw, batch, n))
        ask.matches(**trace_of(out, keys="ifgo"), terms=256)

    @pytest.mark.points(3, "c and h after every step", hint=WHERE_TRACE)
    @pytest.mark.parametrize("case", range(2))
    def test_states(self, ask, draw, case):
        i, n, batch, steps = sizes(draw, 4)
        out = ask.call("gate_trace", torch_cell(ask, draw, i, n), draw.normal(steps, batch, i), pair(draw, batch, n))
        ask.matches(**trace_of(out, keys="ch"), terms=256)

    @pytest.mark.points(
        2, "a missing state is a state of zeros", hint="What do h and c start from when no state is given?"
    )
    def test_missing_state(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        cell = torch_cell(ask, draw, i, n)
        out = ask.call("gate_trace", cell, draw.normal(steps, batch, i))
        other = ask.call("gate_trace", cell, draw.normal(steps, batch + 1, i), None)
        ask.matches(**trace_of(out), **trace_of(other, "_larger_batch"), terms=256)

    @pytest.mark.points(1, "a cell without biases", hint="With bias=False the biases of the cell are None.")
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_no_bias(self, ask, draw, given):
        i, n, batch, steps = sizes(draw, 4)
        cell, x = torch_cell(ask, draw, i, n, bias=False), draw.normal(steps, batch, i)
        out = ask.call("gate_trace", cell, x, pair(draw, batch, n)) if given else ask.call("gate_trace", cell, x)
        ask.matches(**trace_of(out), terms=256)

    @pytest.mark.points(1, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (3, 1, 2, 4), (3, 2, 1, 4), (3, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        out = ask.call("gate_trace", torch_cell(ask, draw, i, n), draw.normal(steps, batch, i), pair(draw, batch, n))
        ask.matches(**trace_of(out), terms=256)

    @pytest.mark.points(1, "saturated gates: the traces stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_saturated(self, ask, draw, dtype):
        i, n, batch, steps = sizes(draw, 4)
        cell = torch_cell(ask, draw, i, n, dtype=dtype)
        ask.load(cell, {"bias_ih": saturating(draw, n, dtype)})
        h, c = pair(draw, batch, n, dtype=dtype)
        out = ask.call("gate_trace", cell, draw.normal(steps, batch, i, dtype=dtype), (h, 300 * c))
        ask.matches(**trace_of(out), terms=256)

    @pytest.mark.points(1, "dtype and device are those of the input", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("device", ["meta", "real"])
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_dtype_and_device(self, ask, draw, dtype, device):
        i, n, batch, steps = sizes(draw, 4)
        if device == "meta":
            steps = 2
            cell = ask.torch("nn.LSTMCell", i, n, device="meta", dtype=dtype)
            shapes = (steps, batch, i), (batch, n), (batch, n)
            x, h, c = (ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes)
        else:
            cell = torch_cell(ask, draw, i, n, dtype=dtype)
            values = draw.normal(steps, batch, i, dtype=dtype), *pair(draw, batch, n, dtype=dtype)
            x, h, c = leaves(ask, values, requires_grad=False)
        out, without = ask.call("gate_trace", cell, x, (h, c)), ask.call("gate_trace", cell, x)
        ask.matches(**trace_of(out), **trace_of(without, "_without_state"), terms=256)

    @pytest.mark.points(
        1, "cell and arguments left as they were, the same again on a second call, any memory",
        hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}",
    )
    def test_left_unmodified(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        cell = torch_cell(ask, draw, i, n)
        values = [draw.normal(steps, batch, i), *pair(draw, batch, n)]
        x, h, c = given = leaves(ask, values, requires_grad=False)
        first = ask.call("gate_trace", cell, x, (h, c))
        again = ask.call("gate_trace", cell, x, (h, c))
        x_apart, h_apart, c_apart = (ask.strided(value) for value in (draw.normal(steps, batch, i), *pair(draw, batch, n)))
        apart = ask.call("gate_trace", cell, x_apart, (h_apart, c_apart))
        marked = {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip("xhc", given)}
        names = ("weight_ih", "weight_hh", *BIASES)
        marked |= {f"{name}_requires_grad": ask.requires_grad(ask.attr(cell, name)) for name in names}
        after = {"x_after": x, "h_after": h, "c_after": c, "parameters_after": ask.parameters(cell)}
        ask.matches(**trace_of(first), **trace_of(again, "_again"), **trace_of(apart, "_apart"), **after, **marked, terms=256)
