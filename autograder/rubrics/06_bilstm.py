"""The rubric of 06_bilstm: reversing within lengths, joining two directions, the bidirectional layer, a vector for a sequence, streaming.

Lengths are drawn unsorted, and often all below T. What stands in the padding is random, never zero. One size of the
layer is I = 2H, where the input of the first layer and of the ones above cannot be told apart by their shape. Every
part compares values, so that nothing is earned by returning something of the right shape.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

DOUBLE = torch.float64
DIRECTIONS = ("", "_reverse")
BACKDOORS = ("torch.lstm_cell", "torch._VF", "torch._C", "torch.ops.aten", "torch._thnn_fused_lstm_cell")

WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, tolist, "
    "numpy, torch.tensor, no_grad."
)
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore as in mul_, +=, or an assignment to a slice of an argument; "
    "and for anything remembered from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"
WHERE_DTYPE = "A new tensor is 32-bit unless it is told otherwise. Where do you make tensors, and do they follow dtype= and x?"
WHERE_DEVICE = (
    "A new tensor is on the CPU unless it is told otherwise. Where do you make tensors, and do they follow device= and x? "
    "lengths is on the CPU wherever the rest may be. This is tried with the device \"meta\", which every machine has and "
    "which holds shapes without numbers."
)


def sizes(draw, count=3):
    """Sizes that are all different from each other."""
    return draw.shuffled([2, 3, 4, 5, 6])[:count]


def leaves(ask, tensors, requires_grad=True):
    return [ask.leaf(tensor, requires_grad=requires_grad) for tensor in tensors]


def ragged(draw, batch, steps, full=True):
    """Lengths from 1 to `steps`, neither rising nor falling where there are three or more; the greatest is `steps` if `full`."""
    top = steps if full else max(steps - 1, 1)
    while True:
        values = draw.integers(1, top + 1, batch)
        values[int(draw.integers(0, batch, 1)[0])] = top
        change = values[1:] - values[:-1]
        if batch < 3 or steps < 3 or bool((change > 0).any() and (change < 0).any()):
            return values


# ---------------------------------------------------------------------------------------------------- reverse_padded

WHERE_REVERSED = (
    "Take the worked number of the text, one sequence at a time. From which step does the value at step t come, and what "
    "stands at the steps behind the end?"
)


@pytest.mark.exercise("reverse_padded", axes=dict.fromkeys(("reversed", "drawn", "full", "ones", "again", "twice", "x"), "TN"))
class TestReversePadded:
    @pytest.mark.points(6, "each sequence reversed, padding in its place", hint=WHERE_REVERSED)
    @pytest.mark.parametrize("full", [True, False], ids=["to the end", "all below T"])
    @pytest.mark.parametrize("case", range(2))
    def test_reversed(self, ask, draw, full, case):
        steps, batch, n = sizes(draw)
        lengths = ask.on_cpu(ragged(draw, batch, steps, full))
        ask.matches(reversed=ask.call("reverse_padded", draw.normal(steps, batch, n), lengths))

    @pytest.mark.points(
        2,
        "numbers, vectors, pictures",
        hint="Behind T and N there may be no further dimension, or several. Does your index have as many dimensions as x?",
    )
    @pytest.mark.parametrize("rest", [(), (1,), (2, 4), (3, 1, 2)])
    def test_rest(self, ask, draw, rest):
        steps, batch = sizes(draw, 2)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        ask.matches(reversed=ask.call("reverse_padded", draw.normal(steps, batch, *rest), lengths))

    @pytest.mark.points(3, "gradients, also to the padding", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("full", [True, False], ids=["to the end", "all below T"])
    def test_gradients(self, ask, draw, full):
        steps, batch, n = sizes(draw)
        x = ask.leaf(draw.normal(steps, batch, n))
        out = ask.call("reverse_padded", x, ask.on_cpu(ragged(draw, batch, steps, full)))
        ask.matches(gradient=ask.gradients([(out, draw.normal(steps, batch, n))], wrt={"x": x}))

    @pytest.mark.points(1, "one step, one sequence, equal sizes, equal lengths", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2), (4, 1, 2), (4, 3, 1), (1, 1, 1), (4, 4, 4), (3, 3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        x, (steps, batch, _) = ask.leaf(draw.normal(*shape)), shape
        known = {"drawn": ragged(draw, batch, steps), "full": torch.full((batch,), steps), "ones": torch.ones(batch, dtype=torch.int64)}
        found = {name: ask.call("reverse_padded", x, ask.on_cpu(lengths)) for name, lengths in known.items()}
        ways = {f"gradient_of_{name}": ask.gradients([(out, draw.normal(*shape))], wrt={"x": x}) for name, out in found.items()}
        ask.matches(**found, **ways, x_after=x)

    @pytest.mark.points(1, "32 bits, 64 bits, whole numbers, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "int64", "meta"])
    def test_dtype_and_device(self, ask, draw, made):
        steps, batch, n = sizes(draw)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        dtype = {"float32": torch.float32, "int64": torch.int64}.get(made, DOUBLE)
        drawn = draw.integers(0, 9, steps, batch, n) if made == "int64" else draw.normal(steps, batch, n, dtype=dtype)
        x = ask.empty(steps, batch, n, dtype=dtype) if made == "meta" else drawn
        ask.matches_if_possible(reversed=ask.call("reverse_padded", x, lengths))

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        steps, batch, n = sizes(draw)
        x, lengths = ask.leaf(draw.normal(steps, batch, n), requires_grad=False), ask.on_cpu(ragged(draw, batch, steps))
        first, again = ask.call("reverse_padded", x, lengths), ask.call("reverse_padded", x, lengths)
        twice = ask.call("reverse_padded", first, lengths)
        marked = {"x_requires_grad": ask.requires_grad(x)}
        ask.matches(reversed=first, again=again, twice=twice, x_after=x, lengths_after=lengths, **marked)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        steps, batch, n = sizes(draw)
        lengths = ask.on_cpu(torch.stack([ragged(draw, batch, steps), ragged(draw, batch, steps)], 1))
        lengths, x = ask.method(lengths, "select", 1, 0), ask.strided(draw.normal(steps, batch, n), True)
        out = ask.call("reverse_padded", x, lengths)
        gradient = ask.gradients([(out, draw.normal(steps, batch, n))], wrt={"x": x})
        ask.matches(reversed=out, x_after=x, lengths_after=lengths, gradient=gradient)


# ---------------------------------------------------------------------------------------------------- merge

MODES = ("concat", "sum", "mean", "mul")
SHAPES = ((3, 2, 4), (5,), (2, 3), (2, 1, 3, 2), (3, 2, 1), (1, 1, 1))


def merges(ask, draw, mode):
    """A part about one mode: several numbers of dimensions, and numbers of any size."""
    for shape in SHAPES:
        ask.matches(merged=ask.call("merge", draw.normal(*shape), draw.normal(*shape), mode))
    large = draw.normal(2, 3, scale=1e4), draw.normal(2, 3, scale=1e4)
    ask.matches(merged=ask.call("merge", *large, mode))


@pytest.mark.exercise("merge")
class TestMerge:
    @pytest.mark.points(2, "concat", hint="Forward comes first, and the two lie side by side in the last dimension, however many there are.")
    def test_concat(self, ask, draw):
        merges(ask, draw, "concat")

    @pytest.mark.points(1, "sum", hint="Entry by entry.")
    def test_sum(self, ask, draw):
        merges(ask, draw, "sum")

    @pytest.mark.points(2, "mean", hint="The mean of two numbers, entry by entry.")
    def test_mean(self, ask, draw):
        merges(ask, draw, "mean")

    @pytest.mark.points(1, "mul", hint="Entry by entry.")
    def test_mul(self, ask, draw):
        merges(ask, draw, "mul")

    @pytest.mark.points(2, "gradients to both", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("shape", ["drawn", (1, 3, 2), (3, 1, 2), (2, 3, 1), (4,)], ids=str)
    @pytest.mark.parametrize("mode", MODES)
    def test_gradients(self, ask, draw, mode, shape):
        shape = sizes(draw) if shape == "drawn" else shape
        front, back = leaves(ask, [draw.normal(*shape), draw.normal(*shape)])
        out = ask.call("merge", front, back, mode)
        width = shape[-1] * (2 if mode == "concat" else 1)
        gradient = ask.gradients([(out, draw.normal(*shape[:-1], width))], wrt={"forward": front, "backward": back})
        ask.matches(gradient=gradient)

    @pytest.mark.points(
        1, "any other mode is a ValueError", hint="What does your code do with a mode that it does not know? Misspelt ones are the commonest."
    )
    @pytest.mark.parametrize("mode", ["max", "cat", "average", ""])
    def test_unknown_mode(self, ask, draw, mode):
        front, back = draw.normal(2, 3, 4), draw.normal(2, 3, 4)
        ask.matches(sum=ask.call("merge", front, back, "sum"))
        ask.raises(ValueError, merged=ask.call("merge", front, back, mode))

    @pytest.mark.points(1, "arguments left as they were, dtype and device kept", hint=f"{WHERE_MODIFIED} {WHERE_DTYPE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "meta", "strided", "keywords"])
    @pytest.mark.parametrize("mode", MODES)
    def test_arguments(self, ask, draw, mode, made):
        shape = sizes(draw)
        if made == "meta":
            front, back = ask.empty(*shape, dtype=DOUBLE), ask.empty(*shape, dtype=DOUBLE)
            ask.matches_if_possible(merged=ask.call("merge", front, back, mode))
            return
        dtype = torch.float32 if made == "float32" else DOUBLE
        values = draw.normal(*shape, dtype=dtype), draw.normal(*shape, dtype=dtype)
        front, back = [ask.strided(v) for v in values] if made == "strided" else leaves(ask, values, requires_grad=False)
        if made == "keywords":
            out = ask.call("merge", forward=front, backward=back, mode=mode)
        else:
            out = ask.call("merge", front, back, mode)
        again = ask.call("merge", front, back, mode)
        marked = {"forward_requires_grad": ask.requires_grad(front), "backward_requires_grad": ask.requires_grad(back)}
        ask.matches(merged=out, again=again, forward_after=front, backward_after=back, **marked)


# ---------------------------------------------------------------------------------------------------- BiLSTM

WHERE_OUTPUT = (
    "Compare the two halves of the output with torch's, first for T = 1, then for T = 2. The backward outputs have to be put "
    "back into the order of time: what the second reader says of step t stands at step t."
)
WHERE_FINAL = (
    "The backward reader's last step is step 0. Its final state is the one it has after its own last step, and in h_n the two "
    "directions of layer 0 come first, forward before backward."
)
WHERE_LAYERS = "From layer 1 on the input is what both directions of the layer below say of each step, concatenated. Does every layer have its own states?"
WHERE_LENGTHS = (
    "Run one sequence alone, without its padding, and compare. Where does the backward reader start, which steps change a "
    "state, and is the output 0 behind the end?"
)
WHERE_BELOW = "output has as many steps as x, even if no sequence is that long."
WHERE_MERGE = "merge joins the last layer's directions; in between they are concatenated, whatever merge says."
WHERE_PADDING = (
    "Nothing is known about the padding, except that it is finite. In which of the two directions, and in which layer, can it "
    "be seen?"
)
WHERE_SATURATED = (
    "A sigmoid or tanh built from exp overflows for large arguments: the result may still be right while its gradient "
    "is not a number. Torch has both as functions that stay finite."
)
WHERE_START = "Every parameter, biases included, is drawn from the same interval, which depends on the hidden size alone."


def layer_weights(draw, i, n, layers, dtype=DOUBLE):
    """Random values for the parameters of a bidirectional layer, by name."""
    values = {}
    for k in range(layers):
        for suffix in DIRECTIONS:
            values[f"weight_ih_l{k}{suffix}"] = draw.normal(4 * n, i if k == 0 else 2 * n, scale=0.6, dtype=dtype)
            values[f"weight_hh_l{k}{suffix}"] = draw.normal(4 * n, n, scale=0.6, dtype=dtype)
            for bias in ("bias_ih", "bias_hh"):
                values[f"{bias}_l{k}{suffix}"] = draw.normal(4 * n, scale=0.6, dtype=dtype)
    return values


def layer_shapes(i, n, layers):
    shapes = {}
    for k in range(layers):
        for suffix in DIRECTIONS:
            shapes |= {f"weight_ih_l{k}{suffix}": (4 * n, i if k == 0 else 2 * n), f"weight_hh_l{k}{suffix}": (4 * n, n)}
            shapes |= {f"{bias}_l{k}{suffix}": (4 * n,) for bias in ("bias_ih", "bias_hh")}
    return shapes


def layer_sizes(draw, wide=False):
    """I, H, N and T; with `wide` I = 2H, else all different and I not 2H either."""
    if wide:
        n = draw.size(2, 3)
        rest = [size for size in (2, 3, 4, 5, 6) if size not in (n, 2 * n)]
        batch, steps = draw.shuffled(rest)[:2]
        return 2 * n, n, batch, steps
    while True:
        i, n, batch, steps = sizes(draw, 4)
        if i != 2 * n:
            return i, n, batch, steps


def double_layer(ask, draw, i, n, layers=1, **options):
    """A layer in 64 bits with random parameters, made without `dtype=` so that other parts decide about that."""
    layer = ask.new("BiLSTM", i, n, num_layers=layers, **options)
    layer = ask.method(layer, "to", ask.device, DOUBLE)
    ask.load(layer, layer_weights(draw, i, n, layers))
    return layer


def results(out, suffix=""):
    return {f"output{suffix}": out[0], f"h_n{suffix}": out[1][0], f"c_n{suffix}": out[1][1]}


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
            assert distance <= math.sqrt(math.log(4e11) / (2 * count)), (
                f"{name} does not start uniform between −1/sqrt(H) and 1/sqrt(H): "
                f"its mean is {float(value.mean()):.3g}, its standard deviation {float(value.std()):.3g} "
                f"instead of {bound / math.sqrt(3):.3g}"
            )
    values = torch.cat([value.double().flatten() for value in first.values()])
    assert len(np.unique(values.numpy())) > 0.95 * values.numel(), "many parameters start with the same values"
    repeated = torch.cat([(first[name] == second[name]).flatten() for name in first])
    assert repeated.double().mean() < 0.05, "two objects made one after the other start with the same values"


@pytest.mark.exercise(
    "BiLSTM",
    builds_on=("reverse_padded", "merge"),
    allows=("LSTMCell",),
    forbids=BACKDOORS,
    gates="ifgo",
    axes={"weight bias": "G", "output": "TN", "x": "TN"},
)
class TestBiLSTM:
    @pytest.mark.points(
        3,
        "parameters and state_dict with the names and shapes of nn.LSTM(bidirectional=True)",
        hint="Compare the output of dict(layer.named_parameters()) with that of an nn.LSTM with bidirectional=True. From layer "
        "1 on, how wide is the input of a layer?",
    )
    @pytest.mark.parametrize("layers", [1, 2, 3])
    def test_parameters(self, ask, draw, layers):
        i, n, _, _ = layer_sizes(draw, wide=layers == 3)
        made = ask.new("BiLSTM", input_size=i, hidden_size=n, num_layers=layers, merge=draw.choice(MODES))
        ask.matches(number_of_parameters=ask.method(ask.parameters(made), "__len__"))
        layer = ask.new("BiLSTM", i, n) if layers == 1 else ask.new("BiLSTM", i, n, layers)
        values = layer_weights(draw, i, n, layers, dtype=torch.float32)
        ask.load(layer, values)
        parameters = ask.parameters(layer)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        ask.matches(parameters=parameters, state_dict=ask.state_dict(layer), **trained)

    @pytest.mark.points(1, "initial values as in nn.LSTM", hint=WHERE_START)
    def test_start(self, ask, draw):
        i, n = draw.size(15, 25), draw.size(40, 60)
        made = ask.answer(first=ask.parameters(ask.new("BiLSTM", i, n, 2)), second=ask.parameters(ask.new("BiLSTM", i, n, 2)))
        for start in made.values():
            assert {name: tuple(value.shape) for name, value in start.items()} == layer_shapes(i, n, 2), "see the names and shapes first"
        starts_uniform(made["first"], made["second"], n)

    @pytest.mark.points(6, "one layer: the output of both directions", hint=WHERE_OUTPUT)
    @pytest.mark.parametrize("wide", [False, True], ids=["I not 2H", "I = 2H"])
    def test_output(self, ask, draw, wide):
        i, n, batch, steps = layer_sizes(draw, wide)
        out = ask.call(double_layer(ask, draw, i, n), draw.normal(steps, batch, i))
        ask.matches(output=out[0], parts=ask.method(out, "__len__"), terms=256)

    @pytest.mark.points(4, "one layer: the final states of both directions", hint=WHERE_FINAL)
    @pytest.mark.parametrize("wide", [False, True], ids=["I not 2H", "I = 2H"])
    def test_final_states(self, ask, draw, wide):
        i, n, batch, steps = layer_sizes(draw, wide)
        out = ask.call(double_layer(ask, draw, i, n), draw.normal(steps, batch, i))
        ask.matches(h_n=out[1][0], c_n=out[1][1], states=ask.method(out[1], "__len__"), terms=256)

    @pytest.mark.points(4, "several layers", hint=WHERE_LAYERS)
    @pytest.mark.parametrize("layers", [2, 3])
    @pytest.mark.parametrize("wide", [False, True], ids=["I not 2H", "I = 2H"])
    def test_several_layers(self, ask, draw, layers, wide):
        i, n, batch, steps = layer_sizes(draw, wide)
        out = ask.call(double_layer(ask, draw, i, n, layers), draw.normal(steps, batch, i))
        ask.matches(**results(out), terms=512)

    @pytest.mark.points(6, "sequences of different lengths", hint=WHERE_LENGTHS)
    @pytest.mark.parametrize("layers", [1, 2])
    @pytest.mark.parametrize("case", range(2))
    def test_lengths(self, ask, draw, layers, case):
        i, n, batch, steps = layer_sizes(draw, wide=case == 1)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        out = ask.call(double_layer(ask, draw, i, n, layers), draw.normal(steps, batch, i), lengths)
        ask.matches(**results(out), terms=512)

    @pytest.mark.points(2, "no sequence as long as the batch", hint=f"{WHERE_BELOW} {WHERE_LENGTHS}")
    @pytest.mark.parametrize("layers", [1, 3])
    def test_all_below(self, ask, draw, layers):
        i, n, batch, steps = layer_sizes(draw)
        layer = double_layer(ask, draw, i, n, layers)
        lengths = ask.on_cpu(ragged(draw, batch, steps, full=False))
        other = ask.call(layer, draw.normal(steps + 2, batch, i), lengths)
        ask.matches(**results(ask.call(layer, draw.normal(steps, batch, i), lengths=lengths)), **results(other, "_longer"), terms=512)

    @pytest.mark.points(3, "merge: sum, mean and mul", hint=WHERE_MERGE)
    @pytest.mark.parametrize("layers", [1, 2])
    @pytest.mark.parametrize("mode", ["sum", "mean", "mul"])
    def test_merge(self, ask, draw, mode, layers):
        i, n, batch, steps = layer_sizes(draw)
        layer = double_layer(ask, draw, i, n, layers, merge=mode)
        x = draw.normal(steps, batch, i)
        out, whole = ask.call(layer, x, ask.on_cpu(ragged(draw, batch, steps, full=False))), ask.call(layer, x)
        ask.matches(**results(out), **results(whole, "_without_lengths"), terms=512)

    @pytest.mark.points(
        1, "an unknown merge is a ValueError", hint="What becomes of a mode that does not exist, in the constructor or at the latest in forward?"
    )
    @pytest.mark.parametrize("mode", ["max", "cat", ""])
    def test_unknown_merge(self, ask, draw, mode):
        i, n, batch, steps = layer_sizes(draw)
        x = draw.normal(steps, batch, i)
        ask.matches(output=ask.call(double_layer(ask, draw, i, n, merge="sum"), x)[0], terms=256)
        values = layer_weights(draw, i, n, 1)

        def made_and_called():
            layer = ask.method(ask.new("BiLSTM", i, n, merge=mode), "to", ask.device, DOUBLE)
            ask.load(layer, values)
            return ask.call(layer, x)

        try:
            ask.answer(output=made_and_called()[0])
        except AssertionError as error:
            assert "raised ValueError" in str(error), f"merge={mode!r}: {error}"
        else:
            ask.raises(ValueError, output=made_and_called()[0])

    @pytest.mark.points(4, "gradients of output, h_n and c_n to the input and all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("layers", [1, 2, 3])
    @pytest.mark.parametrize("result", ["output", "h_n", "c_n"])
    def test_gradients(self, ask, draw, result, layers):
        i, n, batch, steps = layer_sizes(draw)
        layer = double_layer(ask, draw, i, n, layers)
        x = ask.leaf(draw.normal(steps, batch, i))
        out = ask.call(layer, x, ask.on_cpu(ragged(draw, batch, steps, full=layers == 1)))
        value = {"output": out[0], "h_n": out[1][0], "c_n": out[1][1]}[result]
        shape = (steps, batch, 2 * n) if result == "output" else (2 * layers, batch, n)
        ask.matches(gradient=ask.gradients([(value, draw.normal(*shape))], wrt={"x": x}, module=layer), terms=1024)

    @pytest.mark.points(1, "huge numbers in the padding leave no trace", hint=WHERE_PADDING)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_padding(self, ask, draw, dtype):
        i, n, batch, steps = layer_sizes(draw)
        layer = ask.method(ask.new("BiLSTM", i, n, 2), "to", ask.device, dtype)
        ask.load(layer, layer_weights(draw, i, n, 2, dtype=dtype))
        lengths = ragged(draw, batch, steps, full=False)
        x, size = draw.normal(steps, batch, i, dtype=dtype), 1e100 if dtype is DOUBLE else 1e15
        huge = size * draw.uniform(*x.shape, low=0.5, dtype=dtype) * torch.sign(draw.normal(*x.shape, dtype=dtype))
        x = ask.leaf(torch.where((torch.arange(steps)[:, None] >= lengths)[..., None], huge, x))
        out = ask.call(layer, x, ask.on_cpu(lengths))
        shapes = [(out[0], (steps, batch, 2 * n)), (out[1][0], (4, batch, n)), (out[1][1], (4, batch, n))]
        loss = [(value, draw.normal(*shape, dtype=dtype)) for value, shape in shapes]
        ask.matches(**results(out), gradient=ask.gradients(loss, wrt={"x": x}, module=layer), terms=1024)

    @pytest.mark.points(1, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (3, 1, 2, 4), (3, 2, 1, 4), (3, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3), (2, 2, 2, 1)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        layers, mode = draw.choice([1, 2]), draw.choice(MODES)
        layer = double_layer(ask, draw, i, n, layers, merge=mode)
        x = ask.leaf(draw.normal(steps, batch, i))
        out, whole = ask.call(layer, x, ask.on_cpu(ragged(draw, batch, steps))), ask.call(layer, x)
        loss = [(value, draw.normal(2 * layers, batch, n)) for result in (out, whole) for value in (result[1][0], result[1][1])]
        width = 2 * n if mode == "concat" else n
        loss += [(result[0], draw.normal(steps, batch, width)) for result in (out, whole)]
        gradient = ask.gradients(loss, wrt={"x": x}, module=layer)
        ask.matches(**results(out), **results(whole, "_without_lengths"), gradient=gradient, terms=1024)

    @pytest.mark.points(1, "saturated gates: results and gradients stay finite", hint=WHERE_SATURATED)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_saturated(self, ask, draw, dtype):
        i, n, batch, steps = layer_sizes(draw)
        layer = ask.method(ask.new("BiLSTM", i, n), "to", ask.device, dtype)
        size = 1000.0 if dtype is DOUBLE else 200.0
        biases = {
            f"bias_hh_l0{suffix}": torch.tensor([draw.choice([-size, 0.0, size]) for _ in range(4 * n)], dtype=dtype)
            for suffix in DIRECTIONS
        }
        ask.load(layer, layer_weights(draw, i, n, 1, dtype=dtype) | biases)
        x = ask.leaf(draw.normal(steps, batch, i, dtype=dtype))
        out = ask.call(layer, x)
        shapes = [(out[0], (steps, batch, 2 * n)), (out[1][0], (2, batch, n)), (out[1][1], (2, batch, n))]
        loss = [(value, draw.normal(*shape, dtype=dtype)) for value, shape in shapes]
        ask.matches(**results(out), gradient=ask.gradients(loss, wrt={"x": x}, module=layer), terms=512)

    @pytest.mark.points(1, "32 and 64 bits, made on any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["meta", "float32", "float64", "converted"])
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch, steps = layer_sizes(draw)
        if made == "meta":
            layer = ask.new("BiLSTM", i, n, num_layers=2, device="meta", dtype=DOUBLE)
            ask.load(layer, layer_weights(draw, i, n, 2))  # numbers for a layer that is elsewhere all the same
            ask.matches(parameters=ask.parameters(layer), state_dict=ask.state_dict(layer))
            return
        dtype = torch.float32 if made == "float32" else DOUBLE
        if made == "converted":
            layer = ask.method(ask.new("BiLSTM", i, n, 2, device=ask.device), "double")
        else:
            layer = ask.new("BiLSTM", i, n, 2, "concat", device=ask.device, dtype=dtype)
        ask.load(layer, layer_weights(draw, i, n, 2, dtype=dtype))
        x = draw.normal(steps, batch, i, dtype=dtype)
        out, whole = ask.call(layer, x, ask.on_cpu(ragged(draw, batch, steps))), ask.call(layer, x, None)
        ask.matches(**results(out), **results(whole, "_without_lengths"), parameters=ask.parameters(layer), terms=512)

    @pytest.mark.points(1, "arguments left as they were, the same again on later calls", hint=WHERE_MODIFIED)
    @pytest.mark.parametrize("mode", ["concat", "mean"])
    def test_arguments_unmodified(self, ask, draw, mode):
        i, n, batch, steps = layer_sizes(draw)
        layer = double_layer(ask, draw, i, n, 2, merge=mode)
        x, lengths = ask.leaf(draw.normal(steps, batch, i), requires_grad=False), ask.on_cpu(ragged(draw, batch, steps))
        first = ask.call(layer, x, lengths)
        other = ask.call(layer, draw.normal(steps + 1, batch + 1, i))
        again = ask.call(layer, x, lengths)
        after = {"x_after": x, "lengths_after": lengths, "parameters_after": ask.parameters(layer), "state_dict": ask.state_dict(layer)}
        marked = {"x_requires_grad": ask.requires_grad(x)}
        ask.matches(**results(first), **results(other, "_other"), **results(again, "_again"), **after, **marked, terms=512)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch, steps = layer_sizes(draw)
        layer = double_layer(ask, draw, i, n, 2)
        lengths = ask.on_cpu(torch.stack([ragged(draw, batch, steps), ragged(draw, batch, steps)], 1))
        x = ask.strided(draw.normal(steps, batch, i), True)
        out = ask.call(layer, x, ask.method(lengths, "select", 1, 0))
        gradient = ask.gradients([(out[0], draw.normal(steps, batch, 2 * n))], wrt={"x": x}, module=layer)
        ask.matches(**results(out), x_after=x, gradient=gradient, terms=1024)


# ---------------------------------------------------------------------------------------------------- sequence_vector

WHERE_VECTOR = "h_n holds layer 0 forward, layer 0 backward, layer 1 forward, … Which two belong to the last layer, and which comes first?"


@pytest.mark.exercise("sequence_vector")
class TestSequenceVector:
    @pytest.mark.points(5, "the last layer's two final states side by side", hint=WHERE_VECTOR)
    @pytest.mark.parametrize("layers", [1, 2, 3])
    def test_vector(self, ask, draw, layers):
        batch, n = sizes(draw, 2)
        ask.matches(vector=ask.call("sequence_vector", draw.normal(2 * layers, batch, n)))

    @pytest.mark.points(2, "gradients to the last layer, and 0 to the others", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("layers", [1, 2])
    def test_gradients(self, ask, draw, layers):
        batch, n = sizes(draw, 2)
        h_n = ask.leaf(draw.normal(2 * layers, batch, n))
        out = ask.call("sequence_vector", h_n)
        ask.matches(gradient=ask.gradients([(out, draw.normal(batch, 2 * n))], wrt={"h_n": h_n}))

    @pytest.mark.points(1, "one sequence, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(2, 1, 3), (4, 3, 1), (2, 1, 1), (2, 2, 2), (4, 4, 4), (4, 2, 1), (6, 1, 2)])
    def test_small_sizes(self, ask, draw, shape):
        h_n = ask.leaf(draw.normal(*shape))
        out = ask.call("sequence_vector", h_n)
        ask.matches(vector=out, gradient=ask.gradients([(out, draw.normal(shape[1], 2 * shape[2]))], wrt={"h_n": h_n}))

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, made):
        batch, n = sizes(draw, 2)
        dtype = torch.float32 if made == "float32" else DOUBLE
        h_n = ask.empty(4, batch, n, dtype=dtype) if made == "meta" else draw.normal(4, batch, n, dtype=dtype)
        ask.matches_if_possible(vector=ask.call("sequence_vector", h_n))

    @pytest.mark.points(1, "h_n left as it was, in memory in order or not", hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}")
    def test_left_unmodified(self, ask, draw):
        batch, n = sizes(draw, 2)
        h_n, strided = ask.leaf(draw.normal(4, batch, n), requires_grad=False), ask.strided(draw.normal(4, batch, n), True)
        out, again, other = (ask.call("sequence_vector", given) for given in (h_n, h_n, strided))
        after = {"h_n_after": h_n, "h_n_requires_grad": ask.requires_grad(h_n)}
        gradient = ask.gradients([(other, draw.normal(batch, 2 * n))], wrt={"h_n": strided})
        ask.matches(vector=out, again=again, vector_of_strided=other, **after, gradient=gradient)


# ---------------------------------------------------------------------------------------------------- stream

WHERE_CHUNKS = (
    "Take chunks of one size and no lookahead first, then a lookahead. The first H columns are the forward reader's and are "
    "those of the whole sequence; the others come from a reader that starts with zeros behind each chunk."
)
WHERE_LOOKAHEAD = "The lookahead serves the backward reader alone. With which state does the forward reader enter the next chunk?"
WHERE_END = "The last chunk may be shorter, and the lookahead ends where the sequence ends. Where does your code go beyond T?"


def torch_layer(ask, draw, i, n, dtype=DOUBLE):
    """An nn.LSTM(bidirectional=True) with random parameters, made where the student's code runs."""
    layer = ask.torch("nn.LSTM", i, n, bidirectional=True, device=ask.device, dtype=dtype)
    ask.load(layer, layer_weights(draw, i, n, 1, dtype))
    return layer


@pytest.mark.exercise(
    "stream",
    builds_on=("reverse_padded", "merge", "BiLSTM"),
    allows=("LSTM", "LSTMCell"),
    axes={"output": "TN", "x": "TN"},
)
class TestStream:
    @pytest.mark.points(8, "chunks with a lookahead", hint=f"{WHERE_CHUNKS} {WHERE_LOOKAHEAD}")
    @pytest.mark.parametrize(("steps", "chunk", "lookahead"), [(7, 3, 1), (8, 3, 2), (9, 2, 3), (8, 4, 2)])
    def test_chunks(self, ask, draw, steps, chunk, lookahead):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        ask.matches(output=ask.call("stream", layer, draw.normal(steps, batch, i), chunk, lookahead), terms=512)

    @pytest.mark.points(3, "no lookahead", hint="With lookahead 0 the backward reader starts at the chunk's last step.")
    @pytest.mark.parametrize(("steps", "chunk"), [(7, 3), (6, 2)])
    def test_no_lookahead(self, ask, draw, steps, chunk):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        ask.matches(output=ask.call("stream", layer, draw.normal(steps, batch, i), chunk, 0), terms=512)

    @pytest.mark.points(3, "a lookahead that reaches the end is the whole output", hint=WHERE_END)
    @pytest.mark.parametrize(("steps", "chunk", "lookahead"), [(7, 3, 4), (7, 2, 5), (6, 2, 50), (5, 1, 4)])
    def test_whole(self, ask, draw, steps, chunk, lookahead):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        x = draw.normal(steps, batch, i)
        ask.matches(output=ask.call("stream", layer, x, chunk, lookahead), terms=512)

    @pytest.mark.points(3, "chunks of one step, one chunk for all, chunks longer than the sequence", hint=WHERE_END)
    @pytest.mark.parametrize("lookahead", [0, 2])
    @pytest.mark.parametrize(("steps", "chunk"), [(5, 1), (5, 5), (5, 4), (4, 9)])
    def test_odd_chunks(self, ask, draw, steps, chunk, lookahead):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        x = draw.normal(steps, batch, i)
        ask.matches(output=ask.call("stream", layer, x, chunk=chunk, lookahead=lookahead), terms=512)

    @pytest.mark.points(3, "gradients to x", hint=f"{WHERE_GRADIENT} Is the forward state that a chunk hands on still part of the graph?")
    @pytest.mark.parametrize(("steps", "chunk", "lookahead"), [(7, 3, 1), (5, 2, 0)])
    def test_gradients(self, ask, draw, steps, chunk, lookahead):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        x = ask.leaf(draw.normal(steps, batch, i))
        out = ask.call("stream", layer, x, chunk, lookahead)
        ask.matches(gradient=ask.gradients([(out, draw.normal(steps, batch, 2 * n))], wrt={"x": x}), terms=1024)

    @pytest.mark.points(1, "one step, a batch of one, one feature, one unit, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 2, 4), (5, 1, 2, 4), (5, 2, 1, 4), (5, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        layer, x = torch_layer(ask, draw, i, n), ask.leaf(draw.normal(steps, batch, i))
        out, ones = ask.call("stream", layer, x, 2, 1), ask.call("stream", layer, x, 1, 0)
        gradient = ask.gradients([(value, draw.normal(steps, batch, 2 * n)) for value in (out, ones)], wrt={"x": x})
        ask.matches(output=out, output_in_ones=ones, gradient=gradient, terms=1024)

    @pytest.mark.points(2, "32 and 64 bits, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        dtype = torch.float32 if made == "float32" else DOUBLE
        if made == "meta":
            layer = ask.torch("nn.LSTM", i, n, bidirectional=True, device="meta", dtype=dtype)
            ask.matches_if_possible(output=ask.call("stream", layer, ask.empty(2, batch, i, dtype=dtype), 1, 1))
        else:
            layer = torch_layer(ask, draw, i, n, dtype)
            ask.matches(output=ask.call("stream", layer, draw.normal(5, batch, i, dtype=dtype), 2, 1), terms=512)

    @pytest.mark.points(1, "layer and x left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_left_unmodified(self, ask, draw):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        x = ask.leaf(draw.normal(7, batch, i), requires_grad=False)
        first, again = ask.call("stream", layer, x, 3, 1), ask.call("stream", layer, x, 3, 1)
        names = layer_shapes(i, n, 1)
        marked = {f"{name}_requires_grad": ask.requires_grad(ask.attr(layer, name)) for name in names}
        marked |= {name: ask.attr(layer, name) for name in ("training", "bidirectional", "batch_first", "num_layers", "hidden_size")}
        whole = ask.call(layer, x)[0]
        after = {"x_after": x, "x_requires_grad": ask.requires_grad(x), "parameters_after": ask.parameters(layer), "layer_after": whole}
        ask.matches(output=first, again=again, **after, **marked, terms=512)

    @pytest.mark.points(1, "an x that does not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch = draw.shuffled([2, 3, 4, 5])[:3]
        layer = torch_layer(ask, draw, i, n)
        x = ask.strided(draw.normal(7, batch, i), True)
        out = ask.call("stream", layer, x, 3, 2)
        gradient = ask.gradients([(out, draw.normal(7, batch, 2 * n))], wrt={"x": x})
        ask.matches(output=out, x_after=x, gradient=gradient, terms=1024)
