"""The rubric of 04_variants: six cells that differ from the LSTM or the RNN in a few lines, and a scan.

Sizes are small and drawn, all different from each other unless a part is about equal ones, so that no dimension can
pass for another. Every part compares values, so that nothing is earned by returning something of the right shape.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

DOUBLE = torch.float64


def sizes(draw, count=3):
    """Input size, hidden size, batch size: all different."""
    return draw.shuffled([2, 3, 4, 5, 6])[:count]


def random(draw, shapes, dtype=DOUBLE):
    """Random values for parameters of these shapes, by name."""
    return {name: draw.normal(*shape, scale=0.6, dtype=dtype) for name, shape in shapes.items()}


def saturating(draw, count, dtype):
    """Biases that drive about two units of three far beyond where exp() overflows, and leave the others alone."""
    size = 1000.0 if dtype is DOUBLE else 200.0
    return torch.tensor([draw.choice([-size, 0.0, size]) for _ in range(count)], dtype=dtype)


def pair(draw, *shape, dtype=DOUBLE):
    """A state: random h between −1 and 1, and random c."""
    return draw.uniform(*shape, dtype=dtype), draw.normal(*shape, dtype=dtype)


def leaves(ask, tensors, requires_grad=True):
    return [ask.leaf(tensor, requires_grad=requires_grad) for tensor in tensors]


def double(ask, draw, name, arguments, shapes):
    """An object in 64 bits with random parameters, made without `dtype=` so that other parts decide about that."""
    made = ask.method(ask.new(name, *arguments), "to", ask.device, DOUBLE)
    ask.load(made, random(draw, shapes))
    return made


def in_precision(ask, draw, name, arguments, shapes, made):
    """An object and the dtype it computes in, `made` with dtype= or converted, on the real device or on "meta"."""
    dtype = torch.float32 if made == "float32" else DOUBLE
    if made == "meta":
        return ask.new(name, *arguments, device="meta", dtype=dtype), dtype
    if made == "converted":
        cell = ask.method(ask.new(name, *arguments, device=ask.device), "double")
    else:
        cell = ask.new(name, *arguments, device=ask.device, dtype=dtype)
    ask.load(cell, random(draw, shapes, dtype=dtype))
    return cell, dtype


def tensors(ask, draw, made, dtype, *shapes):
    """Inputs for an object of `in_precision`."""
    if made == "meta":
        return [ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes]
    return leaves(ask, [draw.normal(*shape, dtype=dtype) for shape in shapes], requires_grad=False)


def has_parameters(ask, draw, name, positional, keywords, shapes):
    """Exactly these parameters, trainable, whichever way the arguments are given; weights start random, all finite."""
    for args, kwargs in ((positional, {}), ((), keywords)):
        cell = ask.new(name, *args, **kwargs)
        ask.load(cell, random(draw, shapes, dtype=torch.float32))
        parameters = ask.parameters(cell)
        trained = {f"{key}_requires_grad": ask.requires_grad(parameters[key]) for key in shapes}
        ask.matches(parameters=parameters, **trained)
    starts = ask.answer(first=ask.parameters(ask.new(name, *positional)), second=ask.parameters(ask.new(name, *positional)))
    for key in shapes:
        first, second = starts["first"][key], starts["second"][key]
        assert torch.isfinite(first).all(), f"{key} starts with values that are not finite: is it filled after it is made?"
        if first.dim() > 1:
            assert first.unique().numel() > 1, f"{key} starts with the same value everywhere; it should be random"
            assert not torch.equal(first, second), f"{key} starts with the same values in two objects; it should be random"


def unmodified(leaves_by_name, ask):
    """What the arguments are after the calls, and whether they still require no gradient."""
    after = {f"{name}_after": leaf for name, leaf in leaves_by_name.items()}
    return after | {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in leaves_by_name.items()}


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
    repeated = torch.cat([(first[name] == second[name]).flatten() for name in first])
    assert repeated.double().mean() < 0.05, "two objects made one after the other start with the same values"


SMALL = [(1, 3, 4), (3, 1, 4), (3, 4, 1), (1, 1, 1), (4, 4, 4)]
BITS = [torch.float32, DOUBLE]
BIT_NAMES = ["float32", "float64"]
MADE = ["float32", "float64", "converted", "meta"]

WHERE_PARAMETERS = (
    "Compare dict(cell.named_parameters()) with the table of the text: names, shapes, and no others. The weights start "
    "random, and everything starts finite: torch.empty alone leaves whatever was in memory."
)
WHERE_GATES = (
    "Take N = I = H = 1 with the worked number of the text and compare every gate, then the new state, one by one. "
    "Which block of rows belongs to which gate, and which of them has a tanh?"
)
WHERE_MISSING = "What does the state start from when forward gets x alone, for this batch, whatever came before?"
WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, numpy, "
    "torch.tensor, no_grad. Every result is checked separately, and so is every argument and parameter."
)
WHERE_ROW = "What one call returns goes into the next as it is. Does a gradient still reach the first input?"
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_SATURATED = (
    "A sigmoid or tanh built from exp overflows for large arguments: the result may still be right while its gradient "
    "is not a number. Torch has both as functions that stay finite."
)
WHERE_MADE = (
    "A new tensor is 32-bit and on the CPU unless it is told otherwise. Where do you make tensors, and do they follow "
    "device=, dtype= and x? Devices are tried with \"meta\", which every machine has and which holds shapes without numbers."
)
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore as in mul_, +=, or an assignment to a slice of an argument; "
    "and for anything that an object remembers from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"
WHERE_CHANGED = "Every call computes with what the parameters hold then. What does your cell keep of an earlier time?"
UNMODIFIED = "arguments left as they were, the same again on a second call, any memory"
CHANGED = "parameters changed between two calls, as training does"


class LSTMLike:
    """What the peephole and the coupled cell are asked alike: the same signature and the same kind of state."""

    name: str
    blocks: int

    def shapes(self, i, n):
        return {"weight_ih": (self.blocks * n, i), "weight_hh": (self.blocks * n, n), "bias": (self.blocks * n,)}

    def cell(self, ask, draw, i, n):
        return double(ask, draw, self.name, (i, n), self.shapes(i, n))

    @pytest.mark.points(1, "parameters with the names and shapes of the table", hint=WHERE_PARAMETERS)
    def test_parameters(self, ask, draw):
        i, n, _ = sizes(draw)
        has_parameters(ask, draw, self.name, (i, n), {"input_size": i, "hidden_size": n}, self.shapes(i, n))

    @pytest.mark.points(4, "h and c after one step", hint=WHERE_GATES)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = sizes(draw)
        out = ask.call(self.cell(ask, draw, i, n), draw.normal(batch, i), pair(draw, batch, n))
        ask.matches(h=out[0], c=out[1], parts=ask.method(out, "__len__"))

    @pytest.mark.points(1, "a missing state is a state of zeros, on every call", hint=WHERE_MISSING)
    def test_missing_state(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = ask.new(self.name, i, n, device=ask.device)
        ask.load(cell, random(draw, self.shapes(i, n), dtype=torch.float32))
        before = ask.call(cell, draw.normal(batch, i, dtype=torch.float32), pair(draw, batch, n, dtype=torch.float32))
        out = ask.call(cell, draw.normal(batch, i, dtype=torch.float32))
        x = ask.leaf(draw.normal(batch + 1, i, dtype=torch.float32))
        other = ask.call(cell, x, None)
        loss = [(part, draw.normal(batch + 1, n, dtype=torch.float32)) for part in (other[0], other[1])]
        larger = {"h_larger_batch": other[0], "c_larger_batch": other[1]}
        ask.matches(h_before=before[0], h=out[0], c=out[1], **larger, gradient=ask.gradients(loss, wrt={"x": x}, module=cell))

    @pytest.mark.points(3, "gradients to the input, the state and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("part", [0, 1], ids=["h", "c"])
    def test_gradients(self, ask, draw, part):
        i, n, batch = sizes(draw)
        cell = self.cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)])
        out = ask.call(cell, x, (h, c))
        loss = [(out[part], draw.normal(batch, n))]
        ask.matches(gradient=ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell))

    @pytest.mark.points(1, "steps in a row, forward and backward", hint=WHERE_ROW)
    def test_steps_in_a_row(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = self.cell(ask, draw, i, n)
        xs = leaves(ask, [draw.normal(batch, i) for _ in range(3)])
        h, c = given = leaves(ask, pair(draw, batch, n))
        for x in xs:
            out = ask.call(cell, x, (h, c))
            h, c = out[0], out[1]
        wrt = {f"x_{t}": x for t, x in enumerate(xs, 1)} | {"h_0": given[0], "c_0": given[1]}
        from_h = ask.gradients([(h, draw.normal(batch, n))], wrt=wrt, module=cell)
        from_c = ask.gradients([(c, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(h=h, c=c, gradient_of_h=from_h, gradient_of_c=from_c, terms=256)

    @pytest.mark.points(1, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", SMALL)
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        cell = self.cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)])
        out, without = ask.call(cell, x, (h, c)), ask.call(cell, x)
        loss = [(part, draw.normal(batch, n)) for part in (out[0], out[1])]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell)
        missing = {"h_without_state": without[0], "c_without_state": without[1]}
        ask.matches(h=out[0], c=out[1], **missing, gradient=gradient)

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", BITS, ids=BIT_NAMES)
    def test_saturated(self, ask, draw, dtype):
        i, n, batch = sizes(draw)
        cell = ask.method(ask.new(self.name, i, n), "to", ask.device, dtype)
        bias = saturating(draw, self.blocks * n, dtype)
        ask.load(cell, random(draw, self.shapes(i, n), dtype=dtype) | {"bias": bias})
        h, c = pair(draw, batch, n, dtype=dtype)
        x, h, c = leaves(ask, [draw.normal(batch, i, dtype=dtype), h, 300 * c])
        out = ask.call(cell, x, (h, c))
        loss = [(out[0], draw.normal(batch, n, dtype=dtype)), (out[1], draw.normal(batch, n, dtype=dtype))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell)
        ask.matches(h=out[0], c=out[1], gradient=gradient, magnitude=300)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=WHERE_MADE)
    @pytest.mark.parametrize("made", MADE)
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch = sizes(draw)
        cell, dtype = in_precision(ask, draw, self.name, (i, n), self.shapes(i, n), made)
        x, h, c = tensors(ask, draw, made, dtype, (batch, i), (batch, n), (batch, n))
        out, without = ask.call(cell, x, (h, c)), ask.call(cell, x)
        missing = {"h_without_state": without[0], "c_without_state": without[1]}
        ask.matches(h=out[0], c=out[1], parameters=ask.parameters(cell), **missing)

    @pytest.mark.points(1, UNMODIFIED, hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = self.cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)], requires_grad=False)
        first, again = ask.call(cell, x, (h, c)), ask.call(cell, x, (h, c))
        after = unmodified({"x": x, "h": h, "c": c}, ask) | {"parameters_after": ask.parameters(cell)}
        ask.matches(h=first[0], c=first[1], h_again=again[0], c_again=again[1], **after)
        cell = self.cell(ask, draw, i, n)
        x, h, c = (ask.strided(value, True) for value in (draw.normal(batch, i), *pair(draw, batch, n)))
        out = ask.call(cell, x, (h, c))
        loss = [(part, draw.normal(batch, n)) for part in (out[0], out[1])]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c}, module=cell)
        ask.matches(h=out[0], c=out[1], x_after=x, h_after=h, c_after=c, gradient=gradient)

    @pytest.mark.points(1, CHANGED, hint=WHERE_CHANGED)
    def test_parameters_changed(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = self.cell(ask, draw, i, n)
        x, h, c = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n)], requires_grad=False)
        ask.call(cell, x, (h, c))
        ask.load(cell, random(draw, self.shapes(i, n)))
        out = ask.call(cell, x, (h, c))
        loss = [(part, draw.normal(batch, n)) for part in (out[0], out[1])]
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, module=cell))


@pytest.mark.exercise("PeepholeLSTMCell", gates="ifgo", axes={"weight bias": "G"})
class TestPeepholeLSTMCell(LSTMLike):
    name, blocks = "PeepholeLSTMCell", 4

    def shapes(self, i, n):
        return super().shapes(i, n) | {f"peephole_{gate}": (n,) for gate in "ifo"}


@pytest.mark.exercise("CoupledLSTMCell", gates="fgo", axes={"weight bias": "G"})
class TestCoupledLSTMCell(LSTMLike):
    name, blocks = "CoupledLSTMCell", 3


WHERE_GRU = (
    "Take the worked number of the text and compare r, z, n, then h, one by one. Which block belongs to which gate, what "
    "exactly does r scale, and which of the two shares is z?"
)
WHERE_START = "Every parameter, biases included, is drawn from the same interval, which depends on the hidden size alone."
GRU_BIASES = ("bias_ih", "bias_hh")


def gru_shapes(i, n, bias=True):
    shapes = {"weight_ih": (3 * n, i), "weight_hh": (3 * n, n)}
    return shapes | (dict.fromkeys(GRU_BIASES, (3 * n,)) if bias else {})


def gru(ask, draw, i, n):
    return double(ask, draw, "GRUCell", (i, n), gru_shapes(i, n))


@pytest.mark.exercise("GRUCell", gates="rzn", axes={"weight bias": "G"})
class TestGRUCell:
    @pytest.mark.points(
        1,
        "parameters and state_dict with the names and shapes of nn.GRUCell",
        hint="Compare the output of dict(cell.named_parameters()) with that of an nn.GRUCell of the same sizes.",
    )
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_parameters(self, ask, draw, by_keyword):
        i, n, _ = sizes(draw)
        cell = ask.new("GRUCell", input_size=i, hidden_size=n, bias=True) if by_keyword else ask.new("GRUCell", i, n)
        values = random(draw, gru_shapes(i, n), dtype=torch.float32)
        ask.load(cell, values)
        parameters = ask.parameters(cell)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        ask.matches(parameters=parameters, state_dict=ask.state_dict(cell), **trained)

    @pytest.mark.points(1, "initial values as in nn.GRUCell", hint=WHERE_START)
    def test_start(self, ask, draw):
        i, n = draw.size(15, 25), draw.size(40, 60)
        made = ask.answer(first=ask.parameters(ask.new("GRUCell", i, n)), second=ask.parameters(ask.new("GRUCell", i, n)))
        for start in made.values():
            shapes = {name: tuple(value.shape) for name, value in start.items()}
            assert shapes == gru_shapes(i, n), "see the names and shapes first"
        starts_uniform(made["first"], made["second"], n)

    @pytest.mark.points(3, "h after one step", hint=WHERE_GRU)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = sizes(draw)
        ask.matches(h=ask.call(gru(ask, draw, i, n), draw.normal(batch, i), draw.uniform(batch, n)))

    @pytest.mark.points(1, "a missing state is a state of zeros, on every call", hint=WHERE_MISSING)
    def test_missing_state(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = ask.new("GRUCell", i, n, device=ask.device)
        ask.load(cell, random(draw, gru_shapes(i, n), dtype=torch.float32))
        before = ask.call(cell, draw.normal(batch, i, dtype=torch.float32), draw.uniform(batch, n, dtype=torch.float32))
        out = ask.call(cell, draw.normal(batch, i, dtype=torch.float32))
        x = ask.leaf(draw.normal(batch + 1, i, dtype=torch.float32))
        other = ask.call(cell, x, None)
        loss = [(other, draw.normal(batch + 1, n, dtype=torch.float32))]
        gradient = ask.gradients(loss, wrt={"x": x}, module=cell)
        ask.matches(h_before=before, h=out, h_larger_batch=other, gradient=gradient)

    @pytest.mark.points(2, "gradients to the input, the state and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("case", range(2))
    def test_gradients(self, ask, draw, case):
        i, n, batch = sizes(draw)
        cell = gru(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        out = ask.call(cell, x, h)
        ask.matches(gradient=ask.gradients([(out, draw.normal(batch, n))], wrt={"x": x, "h": h}, module=cell))

    @pytest.mark.points(1, "steps in a row, forward and backward", hint=WHERE_ROW)
    def test_steps_in_a_row(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = gru(ask, draw, i, n)
        xs = leaves(ask, [draw.normal(batch, i) for _ in range(3)])
        h = first = ask.leaf(draw.uniform(batch, n))
        for x in xs:
            h = ask.call(cell, x, h)
        wrt = {f"x_{t}": x for t, x in enumerate(xs, 1)} | {"h_0": first}
        ask.matches(h=h, gradient=ask.gradients([(h, draw.normal(batch, n))], wrt=wrt, module=cell), terms=256)

    @pytest.mark.points(
        1,
        "bias=False",
        hint="Without biases the attributes exist and are None, and neither the parameters nor the state_dict hold any.",
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_no_bias(self, ask, draw, given):
        i, n, batch = sizes(draw)
        ask.matches(number_of_parameters=ask.method(ask.parameters(ask.new("GRUCell", i, n, bias=False)), "__len__"))
        cell = ask.new("GRUCell", i, n, bias=False) if given else ask.new("GRUCell", i, n, False)
        absent = {name: ask.attr(cell, name) for name in GRU_BIASES}
        cell = ask.method(cell, "to", ask.device, DOUBLE)
        ask.load(cell, random(draw, gru_shapes(i, n, bias=False)))
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        out = ask.call(cell, x, h) if given else ask.call(cell, x)
        wrt = {"x": x, "h": h} if given else {"x": x}
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(h=out, gradient=gradient, parameters=ask.parameters(cell), state_dict=ask.state_dict(cell), **absent)

    @pytest.mark.points(1, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", SMALL)
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        cell = gru(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        out, without = ask.call(cell, x, h), ask.call(cell, x)
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt={"x": x, "h": h}, module=cell)
        ask.matches(h=out, h_without_state=without, gradient=gradient)

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", BITS, ids=BIT_NAMES)
    def test_saturated(self, ask, draw, dtype):
        i, n, batch = sizes(draw)
        cell = ask.method(ask.new("GRUCell", i, n), "to", ask.device, dtype)
        biases = {name: saturating(draw, 3 * n, dtype) for name in GRU_BIASES}
        ask.load(cell, random(draw, gru_shapes(i, n), dtype=dtype) | biases)
        x, h = leaves(ask, [draw.normal(batch, i, dtype=dtype), 300 * draw.uniform(batch, n, dtype=dtype)])
        out = ask.call(cell, x, h)
        gradient = ask.gradients([(out, draw.normal(batch, n, dtype=dtype))], wrt={"x": x, "h": h}, module=cell)
        ask.matches(h=out, gradient=gradient, magnitude=1000)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=WHERE_MADE)
    @pytest.mark.parametrize("made", [*MADE, "meta, no bias"])
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch = sizes(draw)
        if made == "meta, no bias":
            made, dtype = "meta", DOUBLE
            cell = ask.new("GRUCell", i, n, bias=False, device="meta", dtype=dtype)
        else:
            cell, dtype = in_precision(ask, draw, "GRUCell", (i, n), gru_shapes(i, n), made)
        x, h = tensors(ask, draw, made, dtype, (batch, i), (batch, n))
        out = ask.call(cell, x, h)
        back = {} if made == "meta" else {"gradient": ask.gradients([(out, draw.normal(batch, n, dtype=dtype))], module=cell)}
        ask.matches(h=out, h_without_state=ask.call(cell, x), parameters=ask.parameters(cell), **back)

    @pytest.mark.points(1, UNMODIFIED, hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = gru(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)], requires_grad=False)
        first, again = ask.call(cell, x, h), ask.call(cell, x, h)
        after = unmodified({"x": x, "h": h}, ask) | {"parameters_after": ask.parameters(cell)}
        ask.matches(result=first, result_again=again, **after)
        cell = gru(ask, draw, i, n)
        x, h = ask.strided(draw.normal(batch, i), True), ask.strided(draw.uniform(batch, n), True)
        out = ask.call(cell, x, h)
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt={"x": x, "h": h}, module=cell)
        ask.matches(h_next=out, x_after=x, h_after=h, gradient=gradient)

    @pytest.mark.points(1, CHANGED, hint=WHERE_CHANGED)
    def test_parameters_changed(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = gru(ask, draw, i, n)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)], requires_grad=False)
        ask.call(cell, x, h)
        ask.load(cell, random(draw, gru_shapes(i, n)))
        out = ask.call(cell, x, h)
        ask.matches(h=out, gradient=ask.gradients([(out, draw.normal(batch, n))], module=cell))


WHERE_CLOCK = (
    "Print t % period for every module: 0 means that it is updated, and everything else that it keeps its state, to the "
    "last digit. Steps are counted from 0."
)
WHERE_READS = (
    "At t = 0 every module is updated. Write down which modules each of them reads, with the periods in the margin: itself "
    "and the slower ones. In weight_hh the row is the unit that reads."
)
PERIODS = [(1, 2, 4), (1, 3), (2, 3, 6), (1, 2, 4, 8), (2, 5)]


def clock_shapes(i, n):
    return {"weight_ih": (n, i), "weight_hh": (n, n), "bias": (n,)}


def clock_sizes(draw):
    """Input size, hidden size, batch size, periods; two or three units a module."""
    periods = draw.choice(PERIODS)
    return draw.size(2, 3), draw.size(2, 3) * len(periods), draw.choice([2, 3]), periods


def clock(ask, draw, i, n, periods):
    return double(ask, draw, "ClockworkRNNCell", (i, n, periods), clock_shapes(i, n))


@pytest.mark.exercise("ClockworkRNNCell")
class TestClockworkRNNCell:
    @pytest.mark.points(1, "parameters with the names and shapes of the table", hint=WHERE_PARAMETERS)
    def test_parameters(self, ask, draw):
        i, n, _, periods = clock_sizes(draw)
        keywords = {"input_size": i, "hidden_size": n, "periods": list(periods)}
        has_parameters(ask, draw, "ClockworkRNNCell", (i, n, periods), keywords, clock_shapes(i, n))

    @pytest.mark.points(
        1,
        "a ValueError for sizes or periods that do not fit",
        hint="Three units cannot be divided among two modules, and (4, 1) descends. Where do you look at the arguments?",
    )
    @pytest.mark.parametrize("wrong", ["does not divide", "more modules than units", "descends", "descends at the end"])
    def test_refused(self, ask, draw, wrong):
        i, n, batch = draw.size(2, 5), 6, draw.size(2, 3)
        cell = clock(ask, draw, i, n, [1, 2, 4])
        ask.matches(h=ask.call(cell, draw.normal(batch, i), draw.uniform(batch, n), 2))
        arguments = {
            "does not divide": (6, (1, 2, 4, 8)),
            "more modules than units": (2, [1, 2, 4]),
            "descends": (6, (4, 1)),
            "descends at the end": (6, [1, 4, 2]),
        }[wrong]
        ask.raises(ValueError, cell=ask.new("ClockworkRNNCell", i, *arguments))

    @pytest.mark.points(3, "step 0: every module reads itself and the slower ones", hint=WHERE_READS)
    @pytest.mark.parametrize("periods", [(1, 2), (1, 2, 4), (2, 3, 6, 7)])
    def test_all_modules(self, ask, draw, periods):
        i, batch, n = draw.size(2, 3), draw.choice([2, 3]), draw.size(2, 3) * len(periods)
        ask.matches(h=ask.call(clock(ask, draw, i, n, periods), draw.normal(batch, i), draw.uniform(batch, n), 0))

    @pytest.mark.points(3, "later steps: only the modules whose period divides t", hint=WHERE_CLOCK)
    @pytest.mark.parametrize("periods", [(1, 2, 4), (2, 3, 6), [3, 4], (1, 10, 100)])
    def test_clocks(self, ask, draw, periods):
        i, batch, n = draw.size(2, 3), draw.choice([2, 3]), draw.size(2, 3) * len(periods)
        cell = clock(ask, draw, i, n, periods)
        x, h = draw.normal(batch, i), 2 * draw.uniform(batch, n)
        steps = [1, 2, 3, 4, 6, 8, draw.size(9, 30), 100 * draw.size(1, 20), draw.size(10**6, 10**6 + 50)]
        ask.matches(**{f"h_after_step_{t}": ask.call(cell, x, h, t) for t in steps})

    @pytest.mark.points(2, "gradients to the input, the state and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("some", ["all", "some", "none"], ids=["all updated", "some updated", "none updated"])
    def test_gradients(self, ask, draw, some):
        i, n, batch, periods = draw.size(2, 3), 6, draw.choice([2, 3]), (2, 3, 4)
        t = {"all": 12 * draw.size(0, 5), "some": draw.choice([2, 3, 4, 6]), "none": draw.choice([1, 5, 7])}[some]
        cell = clock(ask, draw, i, n, periods)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
        out = ask.call(cell, x, h, t)
        gradient = ask.gradients([(out, draw.normal(batch, n))], wrt={"x": x, "h": h}, module=cell)
        ask.matches(h_new=out, gradient=gradient)

    @pytest.mark.points(1, "steps in a row, forward and backward", hint=WHERE_ROW)
    def test_steps_in_a_row(self, ask, draw):
        i, n, batch, periods = clock_sizes(draw)
        cell = clock(ask, draw, i, n, periods)
        xs = leaves(ask, [draw.normal(batch, i) for _ in range(5)])
        h = first = ask.leaf(draw.uniform(batch, n))
        states = {}
        for t, x in enumerate(xs):
            h = states[f"h_after_step_{t}"] = ask.call(cell, x, h, t)
        wrt = {f"x_{t}": x for t, x in enumerate(xs)} | {"h_0": first}
        gradient = ask.gradients([(h, draw.normal(batch, n))], wrt=wrt, module=cell)
        ask.matches(**states, gradient=gradient, terms=512)

    @pytest.mark.points(1, "one clock, one unit a module, a batch of one, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 2, 4), (3, 1, 4), (1, 1, 2), (4, 4, 4), (2, 3, 1), (1, 1, 1)])
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        results = {}
        for count in {1, n}:
            cell = clock(ask, draw, i, n, tuple(range(1, count + 1)))
            x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)])
            after = {f"h_of_{count}_modules_after_step_{t}": ask.call(cell, x, h, t) for t in (0, 3)}
            loss = [(out, draw.normal(batch, n)) for out in after.values()]
            results |= after | {f"gradient_of_{count}_modules": ask.gradients(loss, wrt={"x": x, "h": h}, module=cell)}
        ask.matches(**results)

    @pytest.mark.points(1, "saturated units and 32 or 64 bits, any device", hint=f"{WHERE_MADE} {WHERE_SATURATED}")
    @pytest.mark.parametrize("made", MADE)
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch, periods = clock_sizes(draw)
        cell, dtype = in_precision(ask, draw, "ClockworkRNNCell", (i, n, periods), clock_shapes(i, n), made)
        x, h = tensors(ask, draw, made, dtype, (batch, i), (batch, n))
        results = {f"h_after_step_{t}": ask.call(cell, x, h, t) for t in (0, 1, periods[-1])}
        if made != "meta":
            loss = [(results["h_after_step_0"], draw.normal(batch, n, dtype=dtype))]
            results["gradient"] = ask.gradients(loss, module=cell)
        ask.matches(**results, parameters=ask.parameters(cell))
        if made != "meta":
            cell = ask.method(ask.new("ClockworkRNNCell", i, n, periods), "to", ask.device, dtype)
            ask.load(cell, random(draw, clock_shapes(i, n), dtype=dtype) | {"bias": saturating(draw, n, dtype)})
            x, h = leaves(ask, [draw.normal(batch, i, dtype=dtype), 300 * draw.uniform(batch, n, dtype=dtype)])
            out = ask.call(cell, x, h, periods[0])
            gradient = ask.gradients([(out, draw.normal(batch, n, dtype=dtype))], wrt={"x": x, "h": h}, module=cell)
            ask.matches(saturated=out, gradient=gradient, magnitude=1000)

    @pytest.mark.points(1, UNMODIFIED, hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch, periods = clock_sizes(draw)
        cell = clock(ask, draw, i, n, periods)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)], requires_grad=False)
        t = draw.choice(periods)
        results = {f"result_{k}_of_step_{step}": ask.call(cell, x, h, step) for k in (1, 2) for step in (0, t)}
        after = unmodified({"x": x, "h": h}, ask) | {"parameters_after": ask.parameters(cell)}
        ask.matches(**results, **after)
        cell = clock(ask, draw, i, n, periods)
        x, h = ask.strided(draw.normal(batch, i), True), ask.strided(draw.uniform(batch, n), True)
        out, later = ask.call(cell, x, h, 0), ask.call(cell, x, h, periods[-1])
        loss = [(out, draw.normal(batch, n)), (later, draw.normal(batch, n))]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h}, module=cell)
        ask.matches(h_next=out, h_later=later, x_after=x, h_after=h, gradient=gradient)

    @pytest.mark.points(1, CHANGED, hint=WHERE_CHANGED)
    def test_parameters_changed(self, ask, draw):
        i, n, batch, periods = clock_sizes(draw)
        cell = clock(ask, draw, i, n, periods)
        x, h = leaves(ask, [draw.normal(batch, i), draw.uniform(batch, n)], requires_grad=False)
        for t in (0, periods[0], periods[-1]):
            ask.call(cell, x, h, t)
        ask.load(cell, random(draw, clock_shapes(i, n)))
        out, later = ask.call(cell, x, h, 0), ask.call(cell, x, h, periods[-1])
        loss = [(out, draw.normal(batch, n)), (later, draw.normal(batch, n))]
        ask.matches(h=out, h_later=later, gradient=ask.gradients(loss, module=cell))


WHERE_DEPTH = (
    "Take the worked number of the text and compare d, then the three terms of c, then h. What does d see, and which of the "
    "three cell states does each gate scale?"
)


def depth_shapes(i, n):
    shapes = {"weight_ih": (4 * n, i), "weight_hh": (4 * n, n), "bias": (4 * n,), "weight_d": (n, i)}
    return shapes | {name: (n,) for name in ("bias_d", "depth_prev", "depth_below")}


def depth_cell(ask, draw, i, n):
    return double(ask, draw, "DepthGatedLSTMCell", (i, n), depth_shapes(i, n))


@pytest.mark.exercise("DepthGatedLSTMCell", gates="ifgo", axes={"weight_ih weight_hh bias": "G", "bias_d": ""})
class TestDepthGatedLSTMCell:
    @pytest.mark.points(1, "parameters with the names and shapes of the table", hint=WHERE_PARAMETERS)
    def test_parameters(self, ask, draw):
        i, n, _ = sizes(draw)
        keywords = {"input_size": i, "hidden_size": n}
        has_parameters(ask, draw, "DepthGatedLSTMCell", (i, n), keywords, depth_shapes(i, n))

    @pytest.mark.points(5, "h and c after one step", hint=WHERE_DEPTH)
    @pytest.mark.parametrize("case", range(3))
    def test_step(self, ask, draw, case):
        i, n, batch = sizes(draw)
        cell = depth_cell(ask, draw, i, n)
        out = ask.call(cell, draw.normal(batch, i), pair(draw, batch, n), draw.normal(batch, n))
        ask.matches(h=out[0], c=out[1], parts=ask.method(out, "__len__"))

    @pytest.mark.points(
        3, "gradients to the input, the state, the memory from below and all parameters", hint=WHERE_GRADIENT
    )
    @pytest.mark.parametrize("part", [0, 1], ids=["h", "c"])
    def test_gradients(self, ask, draw, part):
        i, n, batch = sizes(draw)
        cell = depth_cell(ask, draw, i, n)
        x, h, c, below = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n), draw.normal(batch, n)])
        out = ask.call(cell, x, (h, c), below)
        wrt = {"x": x, "h": h, "c": c, "c_below": below}
        ask.matches(gradient=ask.gradients([(out[part], draw.normal(batch, n))], wrt=wrt, module=cell))

    @pytest.mark.points(
        1,
        "two layers over two steps, forward and backward",
        hint="The upper layer reads h of the lower one as its input and c of the lower one as c_below, both of the same step.",
    )
    def test_layers(self, ask, draw):
        i, n, batch = sizes(draw)
        lower, upper = depth_cell(ask, draw, i, n), depth_cell(ask, draw, n, n)
        bottom = ask.leaf(draw.normal(batch, n))
        given = leaves(ask, [*pair(draw, batch, n), *pair(draw, batch, n)])
        states, xs = [(given[0], given[1]), (given[2], given[3])], leaves(ask, [draw.normal(batch, i) for _ in range(2)])
        for x in xs:
            low = ask.call(lower, x, states[0], bottom)
            top = ask.call(upper, low[0], (states[1][0], states[1][1]), low[1])
            states = [(low[0], low[1]), (top[0], top[1])]
        wrt = dict(zip(("x_1", "x_2", "c_bottom", "h_lower", "c_lower", "h_upper", "c_upper"), (*xs, bottom, *given)))
        loss = [(states[1][0], draw.normal(batch, n)), (states[1][1], draw.normal(batch, n))]
        below = ask.gradients(loss, wrt=wrt, module=lower)
        above = ask.gradients(loss, module=upper)
        ask.matches(h=states[1][0], c=states[1][1], gradient_below=below, gradient_above=above, terms=512)

    @pytest.mark.points(1, "a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", SMALL)
    def test_small_sizes(self, ask, draw, shape):
        batch, i, n = shape
        cell = depth_cell(ask, draw, i, n)
        x, h, c, below = leaves(ask, [draw.normal(batch, i), *pair(draw, batch, n), draw.normal(batch, n)])
        out = ask.call(cell, x, (h, c), below)
        loss = [(part, draw.normal(batch, n)) for part in (out[0], out[1])]
        wrt = {"x": x, "h": h, "c": c, "c_below": below}
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, wrt=wrt, module=cell))

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", BITS, ids=BIT_NAMES)
    def test_saturated(self, ask, draw, dtype):
        i, n, batch = sizes(draw)
        cell = ask.method(ask.new("DepthGatedLSTMCell", i, n), "to", ask.device, dtype)
        biases = {"bias": saturating(draw, 4 * n, dtype), "bias_d": saturating(draw, n, dtype)}
        ask.load(cell, random(draw, depth_shapes(i, n), dtype=dtype) | biases)
        h, c = pair(draw, batch, n, dtype=dtype)
        given = leaves(ask, [draw.normal(batch, i, dtype=dtype), h, 300 * c, 300 * draw.normal(batch, n, dtype=dtype)])
        out = ask.call(cell, given[0], (given[1], given[2]), given[3])
        loss = [(out[0], draw.normal(batch, n, dtype=dtype)), (out[1], draw.normal(batch, n, dtype=dtype))]
        gradient = ask.gradients(loss, wrt=dict(zip(("x", "h", "c", "c_below"), given)), module=cell)
        ask.matches(h=out[0], c=out[1], gradient=gradient, magnitude=300)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=WHERE_MADE)
    @pytest.mark.parametrize("made", MADE)
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch = sizes(draw)
        cell, dtype = in_precision(ask, draw, "DepthGatedLSTMCell", (i, n), depth_shapes(i, n), made)
        x, h, c, below = tensors(ask, draw, made, dtype, (batch, i), (batch, n), (batch, n), (batch, n))
        out = ask.call(cell, x, (h, c), below)
        ask.matches(h=out[0], c=out[1], parameters=ask.parameters(cell))

    @pytest.mark.points(1, UNMODIFIED, hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = depth_cell(ask, draw, i, n)
        values = [draw.normal(batch, i), *pair(draw, batch, n), draw.normal(batch, n)]
        x, h, c, below = leaves(ask, values, requires_grad=False)
        first, again = ask.call(cell, x, (h, c), below), ask.call(cell, x, (h, c), below)
        after = unmodified({"x": x, "h": h, "c": c, "c_below": below}, ask)
        after["parameters_after"] = ask.parameters(cell)
        ask.matches(h=first[0], c=first[1], h_again=again[0], c_again=again[1], **after)
        cell = depth_cell(ask, draw, i, n)
        values = (draw.normal(batch, i), *pair(draw, batch, n), draw.normal(batch, n))
        x, h, c, below = (ask.strided(value, True) for value in values)
        out = ask.call(cell, x, (h, c), below)
        loss = [(part, draw.normal(batch, n)) for part in (out[0], out[1])]
        gradient = ask.gradients(loss, wrt={"x": x, "h": h, "c": c, "c_below": below}, module=cell)
        ask.matches(h=out[0], c=out[1], x_after=x, h_after=h, c_after=c, c_below_after=below, gradient=gradient)

    @pytest.mark.points(1, CHANGED, hint=WHERE_CHANGED)
    def test_parameters_changed(self, ask, draw):
        i, n, batch = sizes(draw)
        cell = depth_cell(ask, draw, i, n)
        values = [draw.normal(batch, i), *pair(draw, batch, n), draw.normal(batch, n)]
        x, h, c, below = leaves(ask, values, requires_grad=False)
        ask.call(cell, x, (h, c), below)
        ask.load(cell, random(draw, depth_shapes(i, n)))
        out = ask.call(cell, x, (h, c), below)
        loss = [(part, draw.normal(batch, n)) for part in (out[0], out[1])]
        ask.matches(h=out[0], c=out[1], gradient=ask.gradients(loss, module=cell))


WHERE_GRID = (
    "Take the worked number of the text and compare the gates of dimension 1, then m1 and h1, then dimension 2. Which "
    "hidden vectors does each dimension read, in which order, and before or after the other one's step?"
)
GRID = ("h1", "m1", "h2", "m2")


def grid_shapes(n):
    return {"weight_1": (4 * n, 2 * n), "bias_1": (4 * n,), "weight_2": (4 * n, 2 * n), "bias_2": (4 * n,)}


def grid(ask, draw, n):
    return double(ask, draw, "GridLSTMBlock", (n,), grid_shapes(n))


def grid_state(draw, batch, n, dtype=DOUBLE):
    return [*pair(draw, batch, n, dtype=dtype), *pair(draw, batch, n, dtype=dtype)]


def grid_results(out, suffix=""):
    return {f"{name}{suffix}": out[k] for k, name in enumerate(GRID)}


@pytest.mark.exercise("GridLSTMBlock", gates="ifgo", axes={"weight bias": "G"})
class TestGridLSTMBlock:
    @pytest.mark.points(1, "parameters with the names and shapes of the table", hint=WHERE_PARAMETERS)
    def test_parameters(self, ask, draw):
        n = draw.size(2, 5)
        has_parameters(ask, draw, "GridLSTMBlock", (n,), {"hidden_size": n}, grid_shapes(n))

    @pytest.mark.points(2, "both hidden vectors and both memories after one block", hint=WHERE_GRID)
    @pytest.mark.parametrize("case", range(3))
    def test_block(self, ask, draw, case):
        n, batch = sizes(draw, 2)
        out = ask.call(grid(ask, draw, n), *grid_state(draw, batch, n))
        ask.matches(**grid_results(out), parts=ask.method(out, "__len__"))

    @pytest.mark.points(2, "gradients to all four inputs and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("part", range(4), ids=GRID)
    def test_gradients(self, ask, draw, part):
        n, batch = sizes(draw, 2)
        block = grid(ask, draw, n)
        given = leaves(ask, grid_state(draw, batch, n))
        out = ask.call(block, *given)
        loss = [(out[part], draw.normal(batch, n))]
        ask.matches(gradient=ask.gradients(loss, wrt=dict(zip(GRID, given)), module=block))

    @pytest.mark.points(1, "a batch of one, one unit, equal sizes, blocks in a row", hint=f"{WHERE_SMALL} {WHERE_ROW}")
    @pytest.mark.parametrize("shape", [(1, 3), (3, 1), (1, 1), (4, 4), (2, 3)])
    def test_small_sizes(self, ask, draw, shape):
        batch, n = shape
        block = grid(ask, draw, n)
        given = leaves(ask, grid_state(draw, batch, n))
        first = ask.call(block, *given)
        out = ask.call(block, *(first[k] for k in range(4)))
        loss = [(out[k], draw.normal(batch, n)) for k in range(4)]
        gradient = ask.gradients(loss, wrt=dict(zip(GRID, given)), module=block)
        ask.matches(**grid_results(first), **grid_results(out, "_after_two"), gradient=gradient, terms=256)

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", BITS, ids=BIT_NAMES)
    def test_saturated(self, ask, draw, dtype):
        n, batch = sizes(draw, 2)
        block = ask.method(ask.new("GridLSTMBlock", n), "to", ask.device, dtype)
        biases = {name: saturating(draw, 4 * n, dtype) for name in ("bias_1", "bias_2")}
        ask.load(block, random(draw, grid_shapes(n), dtype=dtype) | biases)
        h1, m1, h2, m2 = grid_state(draw, batch, n, dtype)
        given = leaves(ask, [h1, 300 * m1, h2, 300 * m2])
        out = ask.call(block, *given)
        loss = [(out[k], draw.normal(batch, n, dtype=dtype)) for k in range(4)]
        gradient = ask.gradients(loss, wrt=dict(zip(GRID, given)), module=block)
        ask.matches(**grid_results(out), gradient=gradient, magnitude=300)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=WHERE_MADE)
    @pytest.mark.parametrize("made", MADE)
    def test_dtype_and_device(self, ask, draw, made):
        n, batch = sizes(draw, 2)
        block, dtype = in_precision(ask, draw, "GridLSTMBlock", (n,), grid_shapes(n), made)
        out = ask.call(block, *tensors(ask, draw, made, dtype, *[(batch, n)] * 4))
        ask.matches(**grid_results(out), parameters=ask.parameters(block))

    @pytest.mark.points(1, UNMODIFIED, hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    def test_arguments_unmodified(self, ask, draw):
        n, batch = sizes(draw, 2)
        block = grid(ask, draw, n)
        given = leaves(ask, grid_state(draw, batch, n), requires_grad=False)
        first, again = ask.call(block, *given), ask.call(block, *given)
        after = unmodified(dict(zip(GRID, given)), ask) | {"parameters_after": ask.parameters(block)}
        ask.matches(**grid_results(first, "_result"), **grid_results(again, "_again"), **after)
        block = grid(ask, draw, n)
        given = [ask.strided(value, True) for value in grid_state(draw, batch, n)]
        out = ask.call(block, *given)
        loss = [(out[k], draw.normal(batch, n)) for k in range(4)]
        gradient = ask.gradients(loss, wrt=dict(zip(GRID, given)), module=block)
        after = {f"{name}_after": leaf for name, leaf in zip(GRID, given)}
        ask.matches(**grid_results(out, "_result"), **after, gradient=gradient)

    @pytest.mark.points(1, CHANGED, hint=WHERE_CHANGED)
    def test_parameters_changed(self, ask, draw):
        n, batch = sizes(draw, 2)
        block = grid(ask, draw, n)
        given = leaves(ask, grid_state(draw, batch, n), requires_grad=False)
        ask.call(block, *given)
        ask.load(block, random(draw, grid_shapes(n)))
        out = ask.call(block, *given)
        loss = [(out[k], draw.normal(batch, n)) for k in range(4)]
        ask.matches(**grid_results(out), gradient=ask.gradients(loss, module=block))


WHERE_SCAN = (
    "Compare with a plain loop over time for T = 1, then 2, then 3. What does the first step start from, and does a pair "
    "that is combined twice count something twice?"
)
WHERE_ANY = (
    "Division by a product of factors, and logarithms of them, fail for some real numbers. The rule that combines two steps "
    "needs neither."
)
WHERE_OPERATIONS = (
    "A loop over T is one operation or more for each step. In rounds that double the span there are 6 rounds for T = 64 and "
    "10 for T = 1024."
)


def scan_arguments(draw, steps, batch, n, dtype=DOUBLE):
    a = draw.uniform(steps, batch, n, low=-1.2, high=1.2, dtype=dtype)
    return a, draw.normal(steps, batch, n, dtype=dtype), draw.normal(batch, n, dtype=dtype)


def difficult(draw, kind, dtype):
    """Factors that break formulas with quotients or logarithms, (T, N, H)."""
    tiny = 1e-200 if dtype is DOUBLE else 1e-30
    steps, batch, n = draw.size(9, 15), 2, 3
    a = draw.uniform(steps, batch, n, low=0.3, high=0.9)
    if kind == "some 0":
        a *= draw.integers(0, 3, steps, batch, n) > 0
    elif kind == "all 0":
        a *= 0
    elif kind == "negative":
        a = -a
    elif kind == "tiny":
        a *= tiny
    elif kind == "large":
        a = a + 3 * torch.sign(draw.normal(steps, batch, n))
    elif kind == "mixed":
        factors = torch.tensor([0.0, tiny, -1.0, 1.0, -tiny, 2.0], dtype=DOUBLE)
        a *= factors[draw.integers(0, 6, steps, batch, n)]
    elif kind == "many":
        a = draw.uniform(300 if dtype is torch.float32 else 2000, 1, 2, low=0.3, high=0.6)
    return a.to(dtype)


@pytest.mark.exercise("linear_scan", axes={"h": "TN", "a": "TN", "b": "TN"})
class TestLinearScan:
    @pytest.mark.points(3, "the loop's numbers", hint=WHERE_SCAN)
    @pytest.mark.parametrize("steps", [2, 3, 7, 16, "any"])
    def test_values(self, ask, draw, steps):
        _, n, batch = sizes(draw)
        steps = draw.size(17, 40) if steps == "any" else steps
        ask.matches(h=ask.call("linear_scan", *scan_arguments(draw, steps, batch, n)), terms=256)

    @pytest.mark.points(3, "about log T operations, with the right numbers", hint=WHERE_OPERATIONS)
    def test_operations(self, ask, draw):
        arguments = {}
        for steps in (64, 1024):
            _, b, h0 = scan_arguments(draw, steps, 1, 2)
            sign = 2.0 * draw.integers(0, 2, steps, 1, 2) - 1
            arguments[steps] = sign * draw.uniform(steps, 1, 2, low=0.99, high=1.0), b, h0  # what was long ago still counts
        results = {f"h_{steps}": ask.call("linear_scan", *given) for steps, given in arguments.items()}
        ask.matches(**results, terms=1024)
        counts = {steps: ask.operations("linear_scan", *given) for steps, given in arguments.items()}
        twice_many, five_few = ask.method(counts[1024], "__mul__", 2), ask.method(counts[64], "__mul__", 5)
        ask.matches(**{"at_most_2.5_times_as_many_operations_for_T_1024_as_for_T_64": ask.method(twice_many, "__le__", five_few)})

    @pytest.mark.points(2, "factors that are 0, negative, large, or vanish in a product", hint=WHERE_ANY)
    @pytest.mark.parametrize("dtype", BITS, ids=BIT_NAMES)
    @pytest.mark.parametrize("kind", ["some 0", "all 0", "negative", "tiny", "large", "mixed", "many"])
    def test_any_factor(self, ask, draw, kind, dtype):
        a = difficult(draw, kind, dtype)
        given = a, draw.normal(*a.shape, dtype=dtype), draw.normal(*a.shape[1:], dtype=dtype)
        ask.matches(h=ask.call("linear_scan", *given), terms=256)

    @pytest.mark.points(3, "gradients to a, b and h0, whatever the factors", hint=f"{WHERE_GRADIENT} {WHERE_ANY}")
    @pytest.mark.parametrize("kind", ["any", "one step", "some 0", "all 0", "tiny", "mixed"])
    def test_gradients(self, ask, draw, kind):
        _, n, batch = sizes(draw)
        if kind in ("any", "one step"):
            given = scan_arguments(draw, 1 if kind == "one step" else draw.size(9, 20), batch, n)
        else:
            a = difficult(draw, kind, DOUBLE)
            given = a, draw.normal(*a.shape), draw.normal(*a.shape[1:])
        a, b, h0 = leaves(ask, given)
        out = ask.call("linear_scan", a, b, h0)
        loss = [(out, draw.normal(*given[0].shape))]
        ask.matches(gradient=ask.gradients(loss, wrt={"a": a, "b": b, "h0": h0}), terms=512)

    @pytest.mark.points(
        1, "one step, lengths around powers of two, a batch of one, one unit, equal sizes", hint=f"{WHERE_SCAN} {WHERE_SMALL}"
    )
    @pytest.mark.parametrize(
        "shape",
        [(1, 2, 3), (1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 4), (5, 4, 1), (8, 1, 2), (9, 2, 1), (15, 1, 1), (17, 1, 1), (33, 1, 1), (4, 4, 4)],
    )
    def test_small_sizes(self, ask, draw, shape):
        a, b, h0 = leaves(ask, scan_arguments(draw, *shape))
        out = ask.call("linear_scan", a, b, h0)
        gradient = ask.gradients([(out, draw.normal(*shape))], wrt={"a": a, "b": b, "h0": h0})
        ask.matches(h=out, gradient=gradient, terms=512)

    @pytest.mark.points(1, "dtype and device are those of the inputs", hint=WHERE_MADE)
    @pytest.mark.parametrize("device", ["meta", "real"])
    @pytest.mark.parametrize("dtype", BITS, ids=BIT_NAMES)
    def test_dtype_and_device(self, ask, draw, dtype, device):
        _, n, batch = sizes(draw)
        steps = draw.size(5, 12)
        if device == "meta":
            shapes = (steps, batch, n), (steps, batch, n), (batch, n)
            given = [ask.empty(*shape, device="meta", dtype=dtype) for shape in shapes]
        else:
            given = leaves(ask, scan_arguments(draw, steps, batch, n, dtype=dtype))
        out = ask.call("linear_scan", *given)
        back = {}
        if device != "meta":
            loss = [(out, draw.normal(steps, batch, n, dtype=dtype))]
            back["gradient"] = ask.gradients(loss, wrt=dict(zip(("a", "b", "h0"), given)))
        ask.matches(h=out, **back, terms=512)

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    @pytest.mark.parametrize("steps", [1, 11])
    def test_arguments_unmodified(self, ask, draw, steps):
        _, n, batch = sizes(draw)
        a, b, h0 = leaves(ask, scan_arguments(draw, steps, batch, n), requires_grad=False)
        first, again = ask.call("linear_scan", a, b, h0), ask.call("linear_scan", a, b, h0)
        ask.matches(h=first, h_again=again, **unmodified({"a": a, "b": b, "h0": h0}, ask), terms=256)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        _, n, batch = sizes(draw)
        steps = draw.size(6, 12)
        a, b, h0 = (ask.strided(value, True) for value in scan_arguments(draw, steps, batch, n))
        out = ask.call("linear_scan", a, b, h0)
        gradient = ask.gradients([(out, draw.normal(steps, batch, n))], wrt={"a": a, "b": b, "h0": h0})
        ask.matches(h=out, a_after=a, b_after=b, h0_after=h0, gradient=gradient, terms=512)
