"""The rubric of 02_gradients: back-propagation by hand, what arrives of a gradient, a bound for it, and dead units.

Sizes are small and drawn, all different from each other unless a part is about equal ones, so that no dimension can
pass for another. Every part compares values, so that nothing is earned by returning something of the right shape.
"""

from __future__ import annotations

import pytest
import torch

SINGLE, DOUBLE = torch.float32, torch.float64
BOTH = pytest.mark.parametrize("dtype", [SINGLE, DOUBLE], ids=["float32", "float64"])


def sizes(draw, count=4):
    """Input size, hidden size, batch size and number of steps: all different."""
    return draw.shuffled([2, 3, 4, 5, 6])[:count]


def leaves(ask, tensors, requires_grad=True):
    return [ask.leaf(tensor, requires_grad=requires_grad) for tensor in tensors]


def marked(ask, names, given):
    return {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip(names, given)}


def after(names, given):
    return {f"{name}_after": leaf for name, leaf in zip(names, given)}


WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore as in mul_ or requires_grad_, +=, or an assignment to a slice of an "
    "argument; and for anything that is remembered from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"
WHERE_DTYPE = "A new tensor is 32-bit unless it is told otherwise. Where do you make tensors, and do they follow x?"
WHERE_DEVICE = (
    "A new tensor is on the CPU unless it is told otherwise. Where do you make tensors, and do they follow x? "
    "This is tried with the device \"meta\", which every machine has and which holds shapes without numbers."
)
WHERE_STEP = (
    "Take the worked number of the text and look at the last step by itself. Which state stands in the derivative of tanh, "
    "and which one did weight_hh meet in that step? Nothing here may come from autograd."
)
WHERE_BACK = (
    "Take the worked number of the text with its two steps. What does a step hand to the one before it, and where is that "
    "added to what the loss asks for?"
)
WHERE_PARAMETERS = (
    "The parameters are used at every step and for every sequence, so their gradients are sums over both. Compare each with "
    "autograd's for T = 1, then for T = 2."
)
WHERE_SATURATED = (
    "A tanh built from exp overflows for large arguments. Torch has it as a function that stays finite, and its derivative "
    "needs nothing but the state."
)

ARGUMENTS = ("x", "h0", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "grad_output")
RESULTS = tuple(f"grad_{name}" for name in ARGUMENTS[:-1])


def network(draw, i, n, batch, steps, dtype=DOUBLE):
    """Random arguments of `bptt`, in order."""
    shapes = [(steps, batch, i), (batch, n), (n, i), (n, n), (n,), (n,), (steps, batch, n)]
    return [draw.normal(*shape, scale=1.0 if k in (0, 6) else 0.6, dtype=dtype) for k, shape in enumerate(shapes)]


def results(out, *names):
    return {name: out[RESULTS.index(name)] for name in names or RESULTS}


@pytest.mark.exercise(
    "bptt",
    forbids=("torch.autograd", "torch.func", "functorch", "torch._functorch", ".backward"),
    axes={"grad_x": "TN"},
)
class TestBptt:
    @pytest.mark.points(6, "one step: all six gradients", hint=WHERE_STEP)
    @pytest.mark.parametrize("case", range(2))
    def test_one_step(self, ask, draw, case):
        i, n, batch = sizes(draw, 3)
        out = ask.untracked("bptt", *network(draw, i, n, batch, 1))
        ask.matches(**results(out), parts=ask.method(out, "__len__"), terms=256)

    @pytest.mark.points(8, "several steps: the gradients to the inputs and to the first state", hint=WHERE_BACK)
    @pytest.mark.parametrize("case", range(3))
    def test_inputs(self, ask, draw, case):
        i, n, batch, steps = sizes(draw)
        out = ask.untracked("bptt", *network(draw, i, n, batch, steps))
        ask.matches(**results(out, "grad_x", "grad_h0"), terms=512)

    @pytest.mark.points(9, "several steps: the gradients to the two weights", hint=WHERE_PARAMETERS)
    @pytest.mark.parametrize("case", range(3))
    def test_weights(self, ask, draw, case):
        i, n, batch, steps = sizes(draw)
        out = ask.untracked("bptt", *network(draw, i, n, batch, steps))
        ask.matches(**results(out, "grad_weight_ih", "grad_weight_hh"), terms=512)

    @pytest.mark.points(4, "several steps: the gradients to the two biases", hint=WHERE_PARAMETERS)
    @pytest.mark.parametrize("case", range(2))
    def test_biases(self, ask, draw, case):
        i, n, batch, steps = sizes(draw)
        out = ask.untracked("bptt", *network(draw, i, n, batch, steps))
        ask.matches(**results(out, "grad_bias_ih", "grad_bias_hh"), terms=512)

    @pytest.mark.points(
        3,
        "a loss that looks at one step alone",
        hint="What comes after the step that the loss reads gets a gradient of zero; what comes before it gets its share "
        "through the states. Is grad_output used at its own step, and only there?",
    )
    @pytest.mark.parametrize("step", [0, 2, -1], ids=["the first", "one between", "the last"])
    def test_one_step_read(self, ask, draw, step):
        i, n, batch, steps = sizes(draw)
        steps = max(steps, 4)
        given = network(draw, i, n, batch, steps)
        read = torch.zeros_like(given[-1])
        read[step] = given[-1][step]
        ask.matches(**results(ask.untracked("bptt", *given[:-1], read)), terms=512)

    @pytest.mark.points(
        2, "a long sequence", hint="The way back has as many steps as the way forward. Does every step use its own states?"
    )
    def test_long(self, ask, draw):
        i, n, batch = sizes(draw, 3)
        steps = draw.size(25, 35)
        ask.matches(**results(ask.untracked("bptt", *network(draw, i, n, batch, steps))), terms=2048, magnitude=10.0)

    @pytest.mark.points(2, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (3, 1, 2, 4), (3, 2, 1, 4), (3, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        ask.matches(**results(ask.untracked("bptt", *network(draw, i, n, batch, steps))), terms=512)

    @pytest.mark.points(2, "saturated units: the gradients stay finite", hint=WHERE_SATURATED)
    @BOTH
    def test_saturated(self, ask, draw, dtype):
        i, n, batch, steps = sizes(draw)
        given = network(draw, i, n, batch, steps, dtype)
        size = 1000.0 if dtype is DOUBLE else 200.0
        others = [draw.choice([-size, 0.0, size]) for _ in range(n - 2)]
        given[4] = torch.tensor([size, -size, *others], dtype=dtype)
        ask.matches(**results(ask.untracked("bptt", *given)), terms=512)

    @pytest.mark.points(2, "dtype and device are those of the inputs", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("device", ["meta", "real"])
    @BOTH
    def test_dtype_and_device(self, ask, draw, dtype, device):
        i, n, batch, steps = sizes(draw)
        if device == "meta":
            steps = 2  # an operation without numbers takes fifty times as long as one with a few
        given = network(draw, i, n, batch, steps, dtype)
        if device == "meta":
            given = [ask.empty(*value.shape, device="meta", dtype=dtype) for value in given]
        ask.matches(**results(ask.untracked("bptt", *given)), terms=512)

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch, steps = sizes(draw)
        given = leaves(ask, network(draw, i, n, batch, steps), requires_grad=False)
        first, again = ask.untracked("bptt", *given), ask.untracked("bptt", *given)
        second = {f"{name}_again": ref for name, ref in results(again).items()}
        ask.matches(**results(first), **second, **after(ARGUMENTS, given), **marked(ask, ARGUMENTS, given), terms=512)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch, steps = sizes(draw)
        given = [ask.strided(value) for value in network(draw, i, n, batch, steps)]
        ask.matches(**results(ask.untracked("bptt", *given)), terms=512)


def probe(ask, draw, i, n, dtype=SINGLE, scale=0.8, name="RNNProbe"):
    """A neutral cell with random parameters, which starts from something else than zeros when there is no state."""
    shapes = (i, n), (n, n), (n,), (n,)
    return ask.probe(name, *(draw.normal(*shape, scale=scale, dtype=dtype) for shape in shapes))


PROBE = ("weight_x", "weight_h", "bias", "start")
WHERE_NORMS = (
    "Take the cell of the text that halves its state: which three numbers come? The loss is the sum over all of the last "
    "state, and each norm is over all of (N, H), for the states after each step."
)


@pytest.mark.exercise("gradient_norms", axes={"norms": "T"})
class TestGradientNorms:
    @pytest.mark.points(6, "the norm at every step", hint=WHERE_NORMS)
    @pytest.mark.parametrize("case", range(3))
    def test_norms(self, ask, draw, case):
        i, n, batch, steps = sizes(draw)
        x, h = draw.normal(steps, batch, i, dtype=SINGLE), draw.uniform(batch, n, dtype=SINGLE)
        ask.matches(norms=ask.call("gradient_norms", probe(ask, draw, i, n), x, h), terms=256)

    @pytest.mark.points(
        3,
        "without a state the first call is cell(x_0, None)",
        hint="You know nothing about the cell. What None means as a state is for the cell to decide.",
    )
    @pytest.mark.parametrize("explicit", [False, True], ids=["left out", "None"])
    def test_missing_state(self, ask, draw, explicit):
        i, n, batch, steps = sizes(draw)
        cell = probe(ask, draw, i, n, name="BareRNNProbe")
        x = draw.normal(steps, batch, i, dtype=SINGLE)
        out = ask.call("gradient_norms", cell, x, None) if explicit else ask.call("gradient_norms", cell, x)
        ask.matches(norms=out, terms=256)

    @pytest.mark.points(
        2,
        "gradients that grow and gradients that vanish",
        hint="Each norm is that of the gradient itself, whatever its size: nothing is clipped, rounded or divided by the others.",
    )
    @pytest.mark.parametrize("scale", [0.1, 2.0], ids=["vanishing", "growing"])
    def test_growing_and_vanishing(self, ask, draw, scale):
        i, batch, n = 3, 2, draw.size(4, 6)
        # So close to 0 the cell is linear: the gradient is multiplied by its matrix at every step.
        small = [1e-9 * draw.normal(*shape, dtype=SINGLE) for shape in ((i, n), (n,), (n,), (8, batch, i), (batch, n))]
        matrix = draw.normal(n, n, scale=scale, dtype=SINGLE)
        cell = ask.probe("RNNProbe", small[0], matrix, *small[1:3])
        out = ask.call("gradient_norms", cell, *small[3:])
        ask.matches(norms=out, logarithms=ask.method(out, "log"))

    @pytest.mark.points(
        1,
        "a cell without parameters",
        hint="The cell of the text that halves its state has nothing to train. Does its state require a gradient then, and is "
        "there one to the state after the first step?",
    )
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_no_parameters(self, ask, draw, given):
        i, n, batch, steps = sizes(draw)
        cell, x = probe(ask, draw, i, n, name="FixedRNNProbe"), draw.normal(steps, batch, i, dtype=SINGLE)
        state = [draw.uniform(batch, n, dtype=SINGLE)] if given else []
        ask.matches(norms=ask.call("gradient_norms", cell, x, *state), terms=256)

    @pytest.mark.points(2, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (3, 1, 2, 4), (3, 2, 1, 4), (3, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        cell, x = probe(ask, draw, i, n), draw.normal(steps, batch, i, dtype=SINGLE)
        given = ask.call("gradient_norms", cell, x, draw.uniform(batch, n, dtype=SINGLE))
        ask.matches(norms=given, norms_without_state=ask.call("gradient_norms", cell, x), terms=256)

    @pytest.mark.points(
        1,
        "input and state that require a gradient themselves",
        hint="The arguments may be leaves of somebody else's graph. Then they stay so, and the norms are the same.",
    )
    def test_inputs_with_gradient(self, ask, draw):
        i, n, batch, steps = sizes(draw)
        values = [draw.normal(steps, batch, i, dtype=SINGLE), draw.uniform(batch, n, dtype=SINGLE)]
        cell, given = probe(ask, draw, i, n), leaves(ask, values)
        out = ask.call("gradient_norms", cell, *given)
        ask.matches(norms=out, **after("xh", given), **marked(ask, "xh", given), terms=256)

    @pytest.mark.points(2, "32 and 64 bits", hint=WHERE_DTYPE)
    @BOTH
    def test_dtype(self, ask, draw, dtype):
        i, n, batch, steps = sizes(draw)
        x, h = draw.normal(steps, batch, i, dtype=dtype), draw.uniform(batch, n, dtype=dtype)
        cell = probe(ask, draw, i, n, dtype)
        out, without = ask.call("gradient_norms", cell, x, h), ask.call("gradient_norms", cell, x)
        ask.matches(norms=out, norms_without_state=without, terms=256)

    @pytest.mark.points(
        2,
        "cell and arguments left as they were, the same again on a second call",
        hint=f"{WHERE_MODIFIED} Gradients are added to .grad, and stay there.",
    )
    def test_left_unmodified(self, ask, draw):
        i, n, batch, steps = sizes(draw)
        cell = probe(ask, draw, i, n)
        values = [draw.normal(steps, batch, i, dtype=SINGLE), draw.uniform(batch, n, dtype=SINGLE)]
        given = leaves(ask, values, requires_grad=False)
        calls = {f"norms_{k}": ask.call("gradient_norms", cell, *given) for k in (1, 2, 3)}
        left = after("xh", given) | marked(ask, "xh", given) | {"parameters_after": ask.parameters(cell)}
        ask.matches(**calls, **left, **marked(ask, PROBE, [ask.attr(cell, name) for name in PROBE]), terms=256)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch, steps = sizes(draw)
        x = ask.strided(draw.normal(steps, batch, i, dtype=SINGLE))
        h = ask.strided(draw.uniform(batch, n, dtype=SINGLE))
        ask.matches(norms=ask.call("gradient_norms", probe(ask, draw, i, n), x, h), terms=256)


SHAPES = [(3,), (2, 4), (), (2, 1, 3)]
WHERE_TOTAL = (
    "Take the two gradients of the text. The total is the root of the sum of all squares over all parameters, and it is "
    "returned as it was before anything was scaled."
)
WHERE_SCALE = (
    "All gradients are multiplied with one number, so that their direction stays. Compute the total again afterwards: is it "
    "max_norm?"
)


def gradient_values(draw, dtype=DOUBLE):
    return [draw.normal(*shape, scale=3.0, dtype=dtype) for shape in SHAPES]


def with_gradients(ask, draw, gradients):
    """Parameters with these gradients; None where there is none."""
    parameters = []
    for shape, gradient in zip(SHAPES, gradients):
        dtype = gradient.dtype if isinstance(gradient, torch.Tensor) else DOUBLE
        parameters.append(ask.torch("nn.Parameter", draw.normal(*shape, dtype=dtype)))
        ask.set_grad(parameters[-1], gradient)
    return parameters


def share(gradients, factor):
    """`factor` times the global norm, to three digits, so that it is the same number on every machine."""
    return round(factor * float(torch.cat([g.double().flatten() for g in gradients]).norm()), 3)


def number(ask, total, dtype=DOUBLE):
    """A float or a tensor without dimensions as a tensor."""
    return ask.torch("as_tensor", total, dtype=dtype, device=ask.device)


def grads(ask, parameters, suffix=""):
    return {f"grad_{k}{suffix}": ask.attr(p, "grad") for k, p in enumerate(parameters, 1)}


def within(dtype):
    """So many terms that the tolerance is a relative 1e-4 of the largest number."""
    return {"terms": int(1e-4 / (16 * torch.finfo(dtype).eps)), "magnitude": 0.0}


@pytest.mark.exercise(
    "clip_grad_norm",
    forbids=(
        "torch.nn.utils.clip_grad", "torch.nn.utils.clip_grad_norm_", "torch.nn.utils.clip_grad_norm",
        "torch.nn.utils.clip_grad_value_", "torch.nn.utils.clip_grads_with_norm_", "torch.nn.utils.get_total_norm",
        "torch.nn.utils._clip_grads_with_norm_", "torch.nn.utils._get_total_norm",
    ),
)
class TestClipGradNorm:
    @pytest.mark.points(6, "the norm before clipping", hint=WHERE_TOTAL)
    @pytest.mark.parametrize("factor", [0.3, 3.0], ids=["exceeded", "not exceeded"])
    def test_total(self, ask, draw, factor):
        gradients = gradient_values(draw)
        parameters = with_gradients(ask, draw, gradients)
        total = ask.call("clip_grad_norm", parameters, share(gradients, factor))
        ask.matches(total=number(ask, total))

    @pytest.mark.points(8, "gradients that are too large are scaled to max_norm together", hint=WHERE_SCALE)
    @pytest.mark.parametrize("factor", [0.02, 0.5, 0.95])
    def test_scaled(self, ask, draw, factor):
        gradients = gradient_values(draw)
        parameters = with_gradients(ask, draw, gradients)
        ask.call("clip_grad_norm", parameters, share(gradients, factor))
        ask.matches(**grads(ask, parameters), **within(DOUBLE))

    @pytest.mark.points(
        3,
        "gradients within max_norm stay exactly as they are",
        hint="Where the total does not exceed max_norm there is nothing to scale, neither down nor up.",
    )
    @pytest.mark.parametrize("factor", [1.05, 2.0, 50.0])
    def test_within(self, ask, draw, factor):
        gradients = gradient_values(draw)
        parameters = with_gradients(ask, draw, gradients)
        total = ask.call("clip_grad_norm", parameters, share(gradients, factor))
        ask.matches(total=number(ask, total), **grads(ask, parameters))

    @pytest.mark.points(
        2,
        "the same tensors in .grad, the parameters themselves untouched",
        hint="p.grad is the same object afterwards, with other numbers in it. Do you assign to p.grad, or to p?",
    )
    def test_in_place(self, ask, draw):
        gradients = gradient_values(draw)
        parameters = with_gradients(ask, draw, gradients)
        before = [ask.attr(p, "grad") for p in parameters]
        ask.call("clip_grad_norm", parameters, share(gradients, 0.4))
        same = {f"same_{k}": ask.same_object(ask.attr(p, "grad"), b) for k, (p, b) in enumerate(zip(parameters, before))}
        held = {f"held_{k}": b for k, b in enumerate(before)}
        names = [f"p_{k}" for k in range(len(parameters))]
        ask.matches(**same, **held, **after(names, parameters), **marked(ask, names, parameters), **within(DOUBLE))

    @pytest.mark.points(
        2,
        "any iterable, once",
        hint="What a module's parameters() gives is empty after one pass, and has no length and no index. How often do you go "
        "through it?",
    )
    @pytest.mark.parametrize("kind", ["iterator", "parameters()", "tuple"])
    @pytest.mark.parametrize("factor", [0.4, 2.0], ids=["exceeded", "not exceeded"])
    def test_iterable(self, ask, draw, factor, kind):
        gradients = gradient_values(draw)
        if kind == "parameters()":
            gradients = [draw.normal(4, 3), draw.normal(4)]
            module = ask.torch("nn.Linear", 3, 4, dtype=DOUBLE, device=ask.device)
            parameters = [ask.attr(module, "weight"), ask.attr(module, "bias")]
            for parameter, gradient in zip(parameters, gradients):
                ask.set_grad(parameter, gradient)
            iterable = ask.method(module, "parameters")
        else:
            parameters = with_gradients(ask, draw, gradients)
            iterable = ask.iterate(parameters) if kind == "iterator" else tuple(parameters)
        total = ask.call("clip_grad_norm", iterable, share(gradients, factor))
        ask.matches(total=number(ask, total), **grads(ask, parameters), **within(DOUBLE))

    @pytest.mark.points(
        2,
        "parameters without gradient are passed over; none at all gives 0",
        hint="A parameter that was not used has None in .grad. And what is the norm of nothing?",
    )
    @pytest.mark.parametrize("kind", ["some", "all but one", "all", "no parameters", "empty iterator"])
    def test_missing_gradients(self, ask, draw, kind):
        gradients = gradient_values(draw)
        first = ask.call("clip_grad_norm", with_gradients(ask, draw, gradients), share(gradients, 0.4))
        if kind in ("no parameters", "empty iterator"):
            total = ask.call("clip_grad_norm", ask.iterate([]) if kind == "empty iterator" else [], 1.0)
            ask.matches(total_of_others=number(ask, first), total=number(ask, total))
            return
        there = {"some": (1, 3), "all but one": (2,), "all": ()}[kind]
        left = [gradient if k in there else None for k, gradient in enumerate(gradients)]
        parameters = with_gradients(ask, draw, left)
        limit = share([gradients[k] for k in there], 0.4) if there else 1.0
        total = ask.call("clip_grad_norm", parameters, limit)
        ask.matches(total_of_others=number(ask, first), total=number(ask, total), **grads(ask, parameters), **within(DOUBLE))

    @pytest.mark.points(
        1, "gradients that are zero stay zero", hint="Zero divided by zero is not a number. What do you divide by?"
    )
    def test_zero_gradients(self, ask, draw):
        gradients = gradient_values(draw)
        some = [gradients[0], torch.zeros_like(gradients[1]), *gradients[2:]]
        parameters = with_gradients(ask, draw, some)
        total = ask.call("clip_grad_norm", parameters, share(some, 0.4))
        zeros = with_gradients(ask, draw, [torch.zeros_like(gradient) for gradient in gradients])
        nothing = ask.call("clip_grad_norm", zeros, 1.0)
        ask.matches(total=number(ask, total), **grads(ask, parameters), total_of_zeros=number(ask, nothing),
                    **grads(ask, zeros, "_of_zeros"), **within(DOUBLE))

    @pytest.mark.points(
        1,
        "32 and 64 bits, once more, and gradients that do not lie in memory in order",
        hint=f"{WHERE_DTYPE} {WHERE_MEMORY} After clipping the total is max_norm, so a second call changes next to nothing.",
    )
    @pytest.mark.parametrize("strided", [False, True], ids=["in order", "not in order"])
    @BOTH
    def test_dtype(self, ask, draw, dtype, strided):
        gradients = gradient_values(draw, dtype)
        limit = share(gradients, 0.4)
        given = [ask.strided(gradient) if strided and gradient.dim() else gradient for gradient in gradients]
        parameters = []
        for shape, gradient in zip(SHAPES, given):
            parameters.append(ask.torch("nn.Parameter", draw.normal(*shape, dtype=dtype)))
            ask.set_grad(parameters[-1], gradient)
        first, again = ask.call("clip_grad_norm", parameters, limit), ask.call("clip_grad_norm", parameters, limit)
        totals = {"total": number(ask, first, dtype), "total_again": number(ask, again, dtype)}
        ask.matches(**totals, **grads(ask, parameters), **within(dtype))


WHERE_DEAD = (
    "Take the worked number of the text. For each unit, look through all steps and all sequences: is there any activation above "
    "0? Then count units, not activations."
)
ROUNDED = 2**29  # the terms for which the tolerance is that of one rounding to 32 bits, in which a mean may be taken


def activity(draw, steps, batch, units, dead, low=0.0, high=2.0, dtype=DOUBLE):
    """Activations that are at most 0, and in all but `dead` units above 0 in some places, at least one."""
    values = -draw.normal(steps, batch, units).abs().clamp(max=high) * draw.integers(0, 2, steps, batch, units)
    for unit in draw.shuffled(list(range(units)))[dead:]:
        places = draw.shuffled([(t, n) for t in range(steps) for n in range(batch)])
        for t, n in places[: draw.size(1, max(1, steps * batch // 2))]:
            values[t, n, unit] = low + float(draw.uniform(1, low=0.05, high=high)[0])
    return values.to(dtype)


def fraction(ask, out):
    return ask.torch("as_tensor", out, dtype=DOUBLE, device=ask.device)


@pytest.mark.exercise("dead_units")
class TestDeadUnits:
    @pytest.mark.points(5, "the fraction of units that are never above 0", hint=WHERE_DEAD)
    @pytest.mark.parametrize("case", range(4))
    def test_fraction(self, ask, draw, case):
        steps, batch, units = draw.shuffled([3, 4, 5])[0], draw.shuffled([2, 6])[0], draw.size(7, 11)
        out = ask.call("dead_units", activity(draw, steps, batch, units, draw.size(2, 5)))
        ask.matches(fraction=fraction(ask, out), terms=ROUNDED)

    @pytest.mark.points(
        3,
        "one activation above 0 is enough to be alive",
        hint="A unit that is above 0 at a single step, in a single sequence, is alive. Which steps and sequences do you look at?",
    )
    @pytest.mark.parametrize("place", ["anywhere", "first", "last"])
    def test_alive_once(self, ask, draw, place):
        steps, batch, units = 4, 3, draw.size(7, 11)
        values = torch.zeros(steps, batch, units, dtype=DOUBLE)
        for unit in range(draw.size(3, units - 2)):
            t, n = {"anywhere": (draw.size(0, 3), draw.size(0, 2)), "first": (0, 0), "last": (-1, -1)}[place]
            values[t, n, unit] = float(draw.uniform(1, low=0.1, high=2.0)[0])
        ask.matches(fraction=fraction(ask, ask.call("dead_units", values)), terms=ROUNDED)

    @pytest.mark.points(
        2,
        "exactly 0 and below is dead, anything above is alive",
        hint="The boundary is 0 itself, for activations of any size and sign. What do you compare with, and what becomes of "
        "positive and negative numbers that are added?",
    )
    @pytest.mark.parametrize("kind", ["negative", "tiny", "negative but once"])
    def test_boundary(self, ask, draw, kind):
        steps, batch, units = 4, 3, draw.size(7, 11)
        values = -draw.normal(steps, batch, units).abs() - 0.5
        values[:, :, 0] = 0.0
        for unit in range(1, draw.size(3, units - 2)):
            size = 1e-300 if kind == "tiny" else 0.1
            if kind != "negative":
                values[draw.size(0, 3), draw.size(0, 2), unit] = size
            else:
                values[:, :, unit] = draw.normal(steps, batch).abs()
        ask.matches(fraction=fraction(ask, ask.call("dead_units", values)), terms=ROUNDED)

    @pytest.mark.points(2, "a Python float", hint="A tensor is no float, not even one without dimensions, and neither is an int. "
                      "What is tried is a method that every float has.")
    def test_python_float(self, ask, draw):
        values = activity(draw, 4, 3, draw.size(7, 11), draw.size(2, 5))
        none_dead, all_dead = values.abs() + 1.0, -values.abs()
        out = [ask.call("dead_units", value) for value in (values, none_dead, all_dead)]
        # Only a float, or what inherits from it, can be written in hexadecimal: neither a tensor nor an int has the method.
        floats = [ask.method(ask.method(one, "hex"), "startswith", "0x") for one in out]
        ask.matches(fractions=[fraction(ask, one) for one in out], floats=floats, terms=ROUNDED)

    @pytest.mark.points(
        1, "activations that carry a graph", hint="numpy and float refuse a tensor that requires a gradient. Where do you leave torch?"
    )
    def test_graph(self, ask, draw):
        given = ask.leaf(activity(draw, 4, 3, draw.size(7, 11), draw.size(2, 5)))
        grown = ask.method(given, "mul", 2.0)
        fractions = [fraction(ask, ask.call("dead_units", value)) for value in (given, grown)]
        ask.matches(fractions=fractions, after=given, requires_grad=ask.requires_grad(given), terms=ROUNDED)

    @pytest.mark.points(1, "one step, one sequence, one unit; no unit dead, all units dead", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 7), (4, 1, 7), (4, 3, 1), (1, 1, 7), (1, 1, 1), (4, 4, 4), (1, 7, 3), (7, 1, 3)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, units = shape
        counts = sorted({0, units, units // 2, units // 3})
        out = [fraction(ask, ask.call("dead_units", activity(draw, steps, batch, units, dead))) for dead in counts]
        ask.matches(fractions=out, terms=ROUNDED)

    @pytest.mark.points(1, "32 and 64 bits, any order in memory, arguments left as they were", hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    @BOTH
    def test_dtype_and_memory(self, ask, draw, dtype):
        values = activity(draw, 4, 3, draw.size(7, 11), draw.size(2, 5), dtype=dtype)
        given = ask.leaf(values, requires_grad=False)
        out = [fraction(ask, ask.call("dead_units", value)) for value in (given, given, ask.strided(values))]
        ask.matches(fractions=out, after=given, requires_grad=ask.requires_grad(given), terms=ROUNDED)
