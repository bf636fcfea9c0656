"""The rubric of 05_sequences: padding, the mask, a cell over a padded batch, the last output, a state cut from its graph.

Lengths are drawn unsorted, and often all below T, so that nothing can be taken for granted about the longest sequence.
What stands in the padding is random, never zero; only where a part is about it, it is so large that any trace of it
would drown everything else. Every part compares values, so that nothing is earned by returning something of the right
shape.
"""

from __future__ import annotations

import pytest
import torch

DOUBLE = torch.float64
FORBIDDEN = (
    "torch.nn.utils.rnn",
    "torch._C._nn.pad_sequence",
    "torch._pad_packed_sequence",
    "torch._pack_padded_sequence",
    "torch._VF._pad_packed_sequence",
    "torch._VF._pack_padded_sequence",
    "torch.ops.aten.pad_sequence",
    "torch.ops.aten._pad_packed_sequence",
    "torch.ops.aten._pack_padded_sequence",
    "aten::pad_sequence",
    "aten::_pad_packed_sequence",
    "aten::_pack_padded_sequence",
)

WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, tolist, "
    "numpy, torch.tensor, no_grad."
)
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore as in mul_, +=, or an assignment to a slice of an argument; "
    "for a list that is sorted or appended to; and for anything remembered from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"
WHERE_DTYPE = "A new tensor is 32-bit unless it is told otherwise. Where do you make tensors, and do they follow the argument?"
WHERE_DEVICE = (
    "A new tensor is on the CPU unless it is told otherwise. Where do you make tensors, and do they follow the argument? "
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
        steps_between = values[1:] - values[:-1]
        if batch < 3 or steps < 3 or bool((steps_between > 0).any() and (steps_between < 0).any()):
            return values


# ---------------------------------------------------------------------------------------------------- pad

WHERE_PADDED = "Take the worked number of the text. Which dimension counts the steps, and which the sequences?"
WHERE_LENGTHS = "lengths holds the first size of every sequence, in the order of the list, as int64."


def some(draw, lengths, *rest, dtype=DOUBLE):
    """Sequences of the given lengths."""
    if dtype is torch.int64:
        return [draw.integers(1, 100, length, *rest) for length in lengths]
    return [draw.normal(length, *rest, dtype=dtype) for length in lengths]


def drawn_lengths(draw, count):
    """Different lengths, the first one not the greatest, in no order."""
    lengths = draw.shuffled([1, 2, 3, 4, 5, 6, 7])[:count]
    if lengths[0] == max(lengths):
        lengths[0], lengths[1] = lengths[1], lengths[0]
    return lengths


def padded(ask, out, suffix=""):
    return {f"padded{suffix}": out[0], f"lengths{suffix}": ask.method(out[1], "cpu")}


@pytest.mark.exercise("pad", forbids=FORBIDDEN, axes={"padded": "TN"})
class TestPad:
    @pytest.mark.points(6, "padded and lengths", hint=f"{WHERE_PADDED} {WHERE_LENGTHS}")
    @pytest.mark.parametrize("count", [2, 3, 5])
    def test_pad(self, ask, draw, count):
        out = ask.call("pad", some(draw, drawn_lengths(draw, count), draw.size(2, 4)))
        ask.matches(**padded(ask, out), parts=ask.method(out, "__len__"))

    @pytest.mark.points(3, "another padding value", hint="What stands behind the end of a sequence when padding_value is not 0?")
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_padding_value(self, ask, draw, by_keyword):
        value = float(draw.uniform(1, low=1.0, high=9.0)[0]) * draw.choice([-1, 1])
        sequences = some(draw, drawn_lengths(draw, 3), 2)
        out = ask.call("pad", sequences, padding_value=value) if by_keyword else ask.call("pad", sequences, value)
        ask.matches(**padded(ask, out))

    @pytest.mark.points(4, "gradients to every sequence", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("value", [0.0, 2.5])
    def test_gradients(self, ask, draw, value):
        lengths, width = drawn_lengths(draw, 3), draw.size(2, 4)
        given = leaves(ask, some(draw, lengths, width))
        out = ask.call("pad", given, value)
        loss = [(out[0], draw.normal(max(lengths), 3, width))]
        ask.matches(gradient=ask.gradients(loss, wrt={f"sequence_{n}": leaf for n, leaf in enumerate(given)}))

    @pytest.mark.points(
        2,
        "sequences of numbers, of vectors, of pictures",
        hint="Behind the number of steps there may be no further dimension, or several. Which shape does padded have then?",
    )
    @pytest.mark.parametrize("rest", [(), (3,), (2, 4), (1,), (1, 1)])
    def test_rest(self, ask, draw, rest):
        ask.matches(**padded(ask, ask.call("pad", some(draw, drawn_lengths(draw, 3), *rest), 1.0)))

    @pytest.mark.points(1, "one sequence, one step, equal lengths", hint=WHERE_SMALL)
    @pytest.mark.parametrize("lengths", [(4,), (1,), (1, 1, 1), (3, 3, 3), (3, 3), (1, 4), (4, 1)])
    def test_small_sizes(self, ask, draw, lengths):
        given = leaves(ask, some(draw, lengths, 3))
        out = ask.call("pad", given, -1.0)
        loss = [(out[0], draw.normal(max(lengths), len(lengths), 3))]
        gradient = ask.gradients(loss, wrt={f"sequence_{n}": leaf for n, leaf in enumerate(given)})
        ask.matches(**padded(ask, out), gradient=gradient)

    @pytest.mark.points(1, "32 bits, 64 bits, whole numbers", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE, torch.int64], ids=["float32", "float64", "int64"])
    @pytest.mark.parametrize("value", [None, 3])
    def test_dtype(self, ask, draw, dtype, value):
        sequences = some(draw, drawn_lengths(draw, 3), dtype=dtype)
        out = ask.call("pad", sequences) if value is None else ask.call("pad", sequences, value)
        ask.matches(**padded(ask, out))

    @pytest.mark.points(1, "any device", hint=WHERE_DEVICE)
    @pytest.mark.parametrize("device", ["meta", "real"])
    def test_device(self, ask, draw, device):
        lengths, width = drawn_lengths(draw, 3), draw.size(2, 4)
        if device == "meta":
            out = ask.call("pad", [ask.empty(length, width, device="meta", dtype=DOUBLE) for length in lengths])
            ask.matches_if_possible(padded=out[0])
        else:
            ask.matches(**padded(ask, ask.call("pad", some(draw, lengths, width))))

    @pytest.mark.points(1, "sequences left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        given = leaves(ask, some(draw, drawn_lengths(draw, 3), 2), requires_grad=False)
        sequences = ask.hold(given)
        first, again = ask.call("pad", sequences, 0.5), ask.call("pad", sequences, 0.5)
        marked = {f"sequence_{n}_requires_grad": ask.requires_grad(leaf) for n, leaf in enumerate(given)}
        kept = {f"sequence_{n}_in_its_place": ask.same_object(sequences[n], leaf) for n, leaf in enumerate(given)}
        results = padded(ask, first) | padded(ask, again, "_again")
        ask.matches(**results, number=ask.method(sequences, "__len__"), sequences_after=sequences, **marked, **kept)

    @pytest.mark.points(1, "sequences that do not lie in memory in order", hint=WHERE_MEMORY)
    @pytest.mark.parametrize("rest", [(), (3,), (2, 4)])
    def test_strided(self, ask, draw, rest):
        lengths = drawn_lengths(draw, 3)
        given = [ask.strided(sequence, True) for sequence in some(draw, lengths, *rest)]
        out = ask.call("pad", given)
        loss = [(out[0], draw.normal(max(lengths), 3, *rest))]
        gradient = ask.gradients(loss, wrt={f"sequence_{n}": leaf for n, leaf in enumerate(given)})
        ask.matches(**padded(ask, out), gradient=gradient)


# ---------------------------------------------------------------------------------------------------- length_mask

WHERE_MASK = "Print the mask of the worked number. The steps of a sequence of length 3 are 0, 1 and 2."


@pytest.mark.exercise("length_mask", forbids=FORBIDDEN, axes={"mask": "NT"})
class TestLengthMask:
    @pytest.mark.points(6, "True where there is a real entry", hint=WHERE_MASK)
    @pytest.mark.parametrize("case", range(3))
    def test_mask(self, ask, draw, case):
        batch, steps = draw.shuffled([3, 4, 5, 6, 7])[:2]
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        ask.matches(mask=ask.call("length_mask", lengths))

    @pytest.mark.points(
        4,
        "max_length above the greatest length",
        hint="With max_length the mask has that many columns, even if no sequence is that long.",
    )
    @pytest.mark.parametrize("beyond", [0, 1, 3])
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_max_length(self, ask, draw, beyond, by_keyword):
        batch, steps = draw.shuffled([3, 4, 5, 6])[:2]
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        if by_keyword:
            ask.matches(mask=ask.call("length_mask", lengths, max_length=steps + beyond))
        else:
            ask.matches(mask=ask.call("length_mask", lengths, steps + beyond))

    @pytest.mark.points(
        2,
        "as many sequences as steps",
        hint="With N = T a mask that lies on its side has the right shape. Does row n belong to sequence n?",
    )
    @pytest.mark.parametrize("size", [2, 3, 5])
    def test_square(self, ask, draw, size):
        lengths = ragged(draw, size, size)
        lengths[0], lengths[-1] = size, 1
        lengths = lengths.flip(0) if draw.choice([True, False]) else lengths
        bare = ask.call("length_mask", ask.on_cpu(lengths))
        ask.matches(mask=bare, mask_with_max_length=ask.call("length_mask", ask.on_cpu(lengths), size))

    @pytest.mark.points(1, "one sequence, one step, equal lengths", hint=WHERE_SMALL)
    @pytest.mark.parametrize("lengths", [(1,), (4,), (1, 1, 1), (3, 3), (1, 5), (5, 1)])
    @pytest.mark.parametrize("beyond", [None, 0, 2])
    def test_small_sizes(self, ask, lengths, beyond):
        given = ask.on_cpu(torch.tensor(lengths))
        if beyond is None:
            ask.matches(mask=ask.call("length_mask", given))
        else:
            ask.matches(mask=ask.call("length_mask", given, max(lengths) + beyond))

    @pytest.mark.points(1, "lengths left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        lengths = ask.on_cpu(ragged(draw, 4, 6))
        first, other, again = (ask.call("length_mask", lengths, *given) for given in ((), (8,), ()))
        ask.matches(mask=first, mask_with_max_length=other, mask_again=again, lengths_after=lengths)

    @pytest.mark.points(1, "lengths that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        lengths = ask.method(ask.on_cpu(torch.stack([ragged(draw, 4, 6), ragged(draw, 4, 6)], 1)), "select", 1, 1)
        ask.matches(mask=ask.call("length_mask", lengths), mask_with_max_length=ask.call("length_mask", lengths, 7))


# ---------------------------------------------------------------------------------------------------- masked_unroll

WHERE_OUTPUT = (
    "Run one sequence alone, without its padding, and compare: its outputs are those h. Then compare the padded batch, "
    "one sequence at a time. Which steps are real, and is the output 0 behind them?"
)
WHERE_FINAL = (
    "The final state of a sequence is the one after its own last step. What happens to h and to c in the steps behind it?"
)
WHERE_ALL_BELOW = "output has as many steps as x, even if no sequence is that long. Where do you take T from?"
WHERE_PADDING = (
    "Nothing is known about the padding, except that it is finite. Where does your code calculate with what the cell made "
    "of it? Choosing leaves no trace, adding and subtracting does."
)


def probe(ask, draw, i, n, dtype=DOUBLE):
    """A cell that is no layer of the course; a missing state equals zeros. And its parameters, by name."""
    weights = draw.normal(i, n, scale=0.6, dtype=dtype), draw.normal(n, n, scale=0.6, dtype=dtype)
    bias, start = draw.normal(n, dtype=dtype), torch.zeros(2, n, dtype=dtype)
    cell = ask.probe("LSTMProbe", *weights, bias, start)
    return cell, {name: ask.attr(cell, name) for name in ("weight_x", "weight_h", "bias")}


def pair(draw, *shape, dtype=DOUBLE):
    """A state: random h between −1 and 1, and random c."""
    return draw.uniform(*shape, dtype=dtype), draw.normal(*shape, dtype=dtype)


def results(out, suffix=""):
    return {f"output{suffix}": out[0], f"h_n{suffix}": out[1][0], f"c_n{suffix}": out[1][1]}


def loss_of_all(draw, out, steps, batch, n, dtype=DOUBLE):
    """A loss that asks for the gradient of output, h_n and c_n together."""
    shapes = [(out[0], (steps, batch, n)), (out[1][0], (batch, n)), (out[1][1], (batch, n))]
    return [(value, draw.normal(*shape, dtype=dtype)) for value, shape in shapes]


def spoilt(draw, x, lengths, size):
    """`x` with huge numbers of either sign behind the end of each sequence."""
    behind = torch.arange(x.shape[0])[:, None] >= lengths
    huge = size * draw.uniform(*x.shape, low=0.5, dtype=x.dtype) * torch.sign(draw.normal(*x.shape, dtype=x.dtype))
    return torch.where(behind.reshape(*behind.shape, *[1] * (x.dim() - 2)), huge, x)


@pytest.mark.exercise(
    "masked_unroll", builds_on=("pad", "length_mask"), forbids=FORBIDDEN, axes={"output": "TN", "x": "TN", "h_n c_n": "N"}
)
class TestMaskedUnroll:
    @pytest.mark.points(8, "the output: h where it is real, 0 behind the end", hint=WHERE_OUTPUT)
    @pytest.mark.parametrize("case", range(3))
    def test_output(self, ask, draw, case):
        i, n, batch, steps = sizes(draw, 4)
        cell, _ = probe(ask, draw, i, n)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        out = ask.call("masked_unroll", cell, draw.normal(steps, batch, i), lengths, pair(draw, batch, n))
        ask.matches(output=out[0], parts=ask.method(out, "__len__"), terms=256)

    @pytest.mark.points(8, "the final states h_n and c_n", hint=WHERE_FINAL)
    @pytest.mark.parametrize("case", range(3))
    def test_final_states(self, ask, draw, case):
        i, n, batch, steps = sizes(draw, 4)
        cell, _ = probe(ask, draw, i, n)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        out = ask.call("masked_unroll", cell, draw.normal(steps, batch, i), lengths, pair(draw, batch, n))
        ask.matches(h_n=out[1][0], c_n=out[1][1], states=ask.method(out[1], "__len__"), terms=256)

    @pytest.mark.points(
        3,
        "a missing state is a state of zeros, on every call",
        hint="What do h and c start from when no state is given, for this batch, whatever came before?",
    )
    @pytest.mark.parametrize("given", ["left out", "None"])
    def test_missing_state(self, ask, draw, given):
        i, n, batch, steps = sizes(draw, 4)
        cell, parameters = probe(ask, draw, i, n)
        state = [] if given == "left out" else [None]
        x, lengths = draw.normal(steps, batch, i), ask.on_cpu(ragged(draw, batch, steps))
        before = ask.call("masked_unroll", cell, x, lengths, pair(draw, batch, n))
        out = ask.call("masked_unroll", cell, x, lengths, *state)
        longer = ask.leaf(draw.normal(steps + 1, batch + 1, i))
        other = ask.call("masked_unroll", cell, longer, ask.on_cpu(ragged(draw, batch + 1, steps + 1)), *state)
        gradient = ask.gradients(loss_of_all(draw, other, steps + 1, batch + 1, n), wrt={"x": longer} | parameters)
        ask.matches(output_before=before[0], **results(out), **results(other, "_larger_batch"), gradient=gradient, terms=512)

    @pytest.mark.points(2, "no sequence as long as the batch", hint=WHERE_ALL_BELOW)
    @pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
    def test_all_below(self, ask, draw, given):
        i, n, batch = sizes(draw, 3)
        steps = draw.size(5, 7)
        cell, _ = probe(ask, draw, i, n)
        for below in (1, 3):
            lengths = ask.on_cpu(ragged(draw, batch, steps - below))
            state = [pair(draw, batch, n)] if given else []
            out = ask.call("masked_unroll", cell, draw.normal(steps, batch, i), lengths, *state)
            ask.matches(**results(out), terms=256)
            cell, _ = probe(ask, draw, i, n)

    @pytest.mark.points(
        5, "gradients of output, h_n and c_n to the input, the state and the cell's parameters; 0 to the padding", hint=WHERE_GRADIENT
    )
    @pytest.mark.parametrize("full", [True, False], ids=["to the end", "all below T"])
    @pytest.mark.parametrize("result", ["output", "h_n", "c_n"])
    def test_gradients(self, ask, draw, result, full):
        i, n, batch, steps = sizes(draw, 4)
        cell, parameters = probe(ask, draw, i, n)
        x, h_0, c_0 = leaves(ask, [draw.normal(steps, batch, i), *pair(draw, batch, n)])
        out = ask.call("masked_unroll", cell, x, ask.on_cpu(ragged(draw, batch, steps, full)), (h_0, c_0))
        value = {"output": out[0], "h_n": out[1][0], "c_n": out[1][1]}[result]
        weight = draw.normal(steps, batch, n) if result == "output" else draw.normal(batch, n)
        gradient = ask.gradients([(value, weight)], wrt={"x": x, "h_0": h_0, "c_0": c_0} | parameters)
        ask.matches(gradient=gradient, terms=512)

    @pytest.mark.points(2, "huge numbers in the padding leave no trace, forward or backward", hint=WHERE_PADDING)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    @pytest.mark.parametrize("full", [True, False], ids=["to the end", "all below T"])
    def test_padding(self, ask, draw, dtype, full):
        i, n, batch, steps = sizes(draw, 4)
        cell, parameters = probe(ask, draw, i, n, dtype)
        lengths = ragged(draw, batch, steps, full)
        x = spoilt(draw, draw.normal(steps, batch, i, dtype=dtype), lengths, 1e100 if dtype is DOUBLE else 1e15)
        x, h_0, c_0 = leaves(ask, [x, *pair(draw, batch, n, dtype=dtype)])
        out = ask.call("masked_unroll", cell, x, ask.on_cpu(lengths), (h_0, c_0))
        loss = loss_of_all(draw, out, steps, batch, n, dtype)
        gradient = ask.gradients(loss, wrt={"x": x, "h_0": h_0, "c_0": c_0} | parameters)
        ask.matches(**results(out), gradient=gradient, terms=512)

    @pytest.mark.points(2, "one step, a batch of one, one feature, one unit, equal sizes, equal lengths", hint=WHERE_SMALL)
    @pytest.mark.parametrize(
        "shape", [(1, 3, 2, 4), (3, 1, 2, 4), (3, 2, 1, 4), (3, 2, 4, 1), (1, 1, 1, 1), (3, 3, 3, 3), (2, 4, 1, 1)]
    )
    def test_small_sizes(self, ask, draw, shape):
        steps, batch, i, n = shape
        cell, parameters = probe(ask, draw, i, n)
        x, h_0, c_0 = leaves(ask, [draw.normal(steps, batch, i), *pair(draw, batch, n)])
        drawn, full = ask.on_cpu(ragged(draw, batch, steps)), ask.on_cpu(torch.full((batch,), steps))
        out, without = ask.call("masked_unroll", cell, x, drawn, (h_0, c_0)), ask.call("masked_unroll", cell, x, drawn)
        equal = ask.call("masked_unroll", cell, x, full, (h_0, c_0))
        wrt = {"x": x, "h_0": h_0, "c_0": c_0} | parameters
        found = results(out) | results(without, "_without_state") | results(equal, "_equal_lengths")
        for name, result in (("gradient", out), ("gradient_of_equal_lengths", equal)):
            found[name] = ask.gradients(loss_of_all(draw, result, steps, batch, n), wrt=wrt)
        ask.matches(**found, terms=512)

    @pytest.mark.points(2, "32 and 64 bits, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, made):
        i, n, batch, steps = sizes(draw, 4)
        if made == "meta":
            steps = 2  # an operation without numbers takes fifty times as long as one with a few
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        if made == "meta":
            cell = ask.probe("LSTMProbe", *(ask.empty(*shape, dtype=DOUBLE) for shape in ((i, n), (n, n), (n,), (2, n))))
            x, h, c = (ask.empty(*shape, dtype=DOUBLE) for shape in ((steps, batch, i), (batch, n), (batch, n)))
        else:
            dtype = torch.float32 if made == "float32" else DOUBLE
            cell, _ = probe(ask, draw, i, n, dtype)
            values = draw.normal(steps, batch, i, dtype=dtype), *pair(draw, batch, n, dtype=dtype)
            x, h, c = leaves(ask, values, requires_grad=False)
        out, without = ask.call("masked_unroll", cell, x, lengths, (h, c)), ask.call("masked_unroll", cell, x, lengths)
        ask.matches_if_possible(**results(out), **results(without, "_without_state"), terms=256)

    @pytest.mark.points(2, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        cell, parameters = probe(ask, draw, i, n)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        given = leaves(ask, [draw.normal(steps, batch, i), *pair(draw, batch, n)], requires_grad=False)
        x, h, c = given
        first = ask.call("masked_unroll", cell, x, lengths, (h, c))
        again = ask.call("masked_unroll", cell, x, lengths, (h, c))
        marked = {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in zip(("x", "h_0", "c_0"), given)}
        marked |= {f"{name}_requires_grad": ask.requires_grad(leaf) for name, leaf in parameters.items()}
        after = {"x_after": x, "h_0_after": h, "c_0_after": c, "lengths_after": lengths, "cell_after": ask.parameters(cell)}
        ask.matches(**results(first), **results(again, "_again"), **after, **marked, terms=256)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        i, n, batch, steps = sizes(draw, 4)
        cell, parameters = probe(ask, draw, i, n)
        x, h, c = (ask.strided(value, True) for value in (draw.normal(steps, batch, i), *pair(draw, batch, n)))
        lengths = torch.stack([ragged(draw, batch, steps), ragged(draw, batch, steps)], 1)
        lengths = ask.method(ask.on_cpu(lengths), "select", 1, 0)
        out = ask.call("masked_unroll", cell, x, lengths, (h, c))
        gradient = ask.gradients(loss_of_all(draw, out, steps, batch, n), wrt={"x": x, "h_0": h, "c_0": c} | parameters)
        ask.matches(**results(out), x_after=x, h_0_after=h, c_0_after=c, gradient=gradient, terms=512)


# ---------------------------------------------------------------------------------------------------- last_output

WHERE_LAST = "Take the worked number of the text. A sequence of length 3 ends at step 2, and every sequence at its own step."


@pytest.mark.exercise(
    "last_output", builds_on=("pad", "length_mask"), forbids=FORBIDDEN, axes={"output": "TN", "last": "N"}
)
class TestLastOutput:
    @pytest.mark.points(7, "the output at the end of each sequence", hint=WHERE_LAST)
    @pytest.mark.parametrize("full", [True, False], ids=["to the end", "all below T"])
    @pytest.mark.parametrize("case", range(2))
    def test_last(self, ask, draw, full, case):
        steps, batch, n = sizes(draw)
        lengths = ask.on_cpu(ragged(draw, batch, steps, full))
        ask.matches(last=ask.call("last_output", draw.normal(steps, batch, n), lengths))

    @pytest.mark.points(
        3, "gradients to the chosen entries, and 0 to all others", hint=f"{WHERE_GRADIENT} Does anything else get a gradient?"
    )
    @pytest.mark.parametrize("full", [True, False], ids=["to the end", "all below T"])
    def test_gradients(self, ask, draw, full):
        steps, batch, n = sizes(draw)
        output = ask.leaf(draw.normal(steps, batch, n))
        last = ask.call("last_output", output, ask.on_cpu(ragged(draw, batch, steps, full)))
        ask.matches(gradient=ask.gradients([(last, draw.normal(batch, n))], wrt={"output": output}))

    @pytest.mark.points(
        1,
        "huge numbers or zeros behind the end, zeros or large numbers before it",
        hint="Where the sequence ends is known from lengths alone. Does your code guess it from what stands in output?",
    )
    @pytest.mark.parametrize("what", ["zeros behind", "a zero at the end", "huge", "large"])
    def test_padding(self, ask, draw, what):
        steps, batch, n = sizes(draw)
        lengths = ragged(draw, batch, steps, full=False)
        output = draw.normal(steps, batch, n)
        if what == "huge":
            output = spoilt(draw, output, lengths, 1e100)
        elif what == "large":
            output *= 1e6
        else:
            output[torch.arange(steps)[:, None] >= lengths] = 0
        if what == "a zero at the end":
            output[lengths[0] - 1, 0] = 0
        ask.matches(last=ask.call("last_output", output, ask.on_cpu(lengths)))

    @pytest.mark.points(1, "one step, one sequence, one unit, equal sizes, equal lengths", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 3, 4), (3, 1, 4), (3, 4, 1), (1, 1, 1), (4, 4, 4), (3, 3, 2), (2, 4, 4)])
    @pytest.mark.parametrize("lengths", ["drawn", "full", "ones"])
    def test_small_sizes(self, ask, draw, shape, lengths):
        steps, batch, _ = shape
        drawn = {"full": torch.full((batch,), steps), "ones": torch.ones(batch, dtype=torch.int64)}
        known = drawn[lengths] if lengths in drawn else ragged(draw, batch, steps)
        output = ask.leaf(draw.normal(*shape))
        last = ask.call("last_output", output, ask.on_cpu(known))
        gradient = ask.gradients([(last, draw.normal(*shape[1:]))], wrt={"output": output})
        ask.matches(last=last, gradient=gradient)

    @pytest.mark.points(1, "32 and 64 bits, any device", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, made):
        steps, batch, n = sizes(draw)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        if made == "meta":
            ask.matches_if_possible(last=ask.call("last_output", ask.empty(steps, batch, n, dtype=DOUBLE), lengths))
        else:
            output = draw.normal(steps, batch, n, dtype=torch.float32 if made == "float32" else DOUBLE)
            ask.matches(last=ask.call("last_output", output, lengths))

    @pytest.mark.points(1, "arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_arguments_unmodified(self, ask, draw):
        steps, batch, n = sizes(draw)
        output, lengths = ask.leaf(draw.normal(steps, batch, n), requires_grad=False), ask.on_cpu(ragged(draw, batch, steps))
        first, again = ask.call("last_output", output, lengths), ask.call("last_output", output, lengths)
        marked = {"output_requires_grad": ask.requires_grad(output)}
        ask.matches(last=first, last_again=again, output_after=output, lengths_after=lengths, **marked)

    @pytest.mark.points(1, "inputs that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        steps, batch, n = sizes(draw)
        output = ask.strided(draw.normal(steps, batch, n), True)
        lengths = torch.stack([ragged(draw, batch, steps), ragged(draw, batch, steps)], 1)
        last = ask.call("last_output", output, ask.method(ask.on_cpu(lengths), "select", 1, 0))
        gradient = ask.gradients([(last, draw.normal(batch, n))], wrt={"output": output})
        ask.matches(last=last, output_after=output, gradient=gradient)


# ---------------------------------------------------------------------------------------------------- detach_state

WHERE_CUT = (
    "The numbers of the result are those of the state, and no gradient flows from the result back to what the state was "
    "computed from."
)
WHERE_KIND = "What may a state be? The table of the text has four rows. A tuple stays a tuple and a list a list."
WHERE_UNTOUCHED = (
    "What was given keeps its graph: a loss computed from it still has its gradient. Look for a trailing underscore, as in "
    "detach_, for requires_grad = False, and for entries that are replaced in the given list or dictionary."
)


class States:
    """States that hang on a graph, for one program: tensors made of a leaf each, in a container that is held.

    `loss` are the terms that show whether a result is cut off: the results and the given tensors, each with a weight. In
    their gradient to the leaves only the given tensors may be seen.
    """

    def __init__(self, ask, draw, dtype=DOUBLE):
        self.ask, self.draw, self.dtype = ask, draw, dtype
        self.leaves, self.tensors = {}, []

    def tensor(self, leaf=False):
        """A tensor of drawn shape: itself a leaf, or computed from one."""
        shape = [self.draw.size(1, 4) for _ in range(self.draw.size(1, 3))]
        made = self.ask.leaf(self.draw.normal(*shape, dtype=self.dtype))
        self.leaves[f"leaf_{len(self.leaves)}"] = made
        tensor = made if leaf else self.ask.method(made, "tanh")
        self.tensors.append((tensor, shape))
        return tensor

    def returned(self, results):
        """What `matches` asks for: the gradients, and that each of `results` is a leaf of its own."""
        weights = [(self.draw.normal(*shape, dtype=self.dtype), self.draw.normal(*shape, dtype=self.dtype)) for _, shape in self.tensors]
        loss = [(tensor, weight) for (tensor, _), (weight, _) in zip(self.tensors, weights)]
        loss += [(result, weight) for result, (_, weight) in zip(results, weights)]
        found = {f"tensor_{k}_hangs_on_no_graph": self.ask.attr(result, "is_leaf") for k, result in enumerate(results)}
        found |= {f"tensor_{k}_asks_for_a_gradient": self.ask.requires_grad(result) for k, result in enumerate(results)}
        return {"gradient": self.ask.gradients(loss, wrt=self.leaves), **found}


@pytest.mark.exercise("detach_state", forbids=FORBIDDEN)
class TestDetachState:
    @pytest.mark.points(5, "a pair (h, c), cut from its graph", hint=WHERE_CUT)
    @pytest.mark.parametrize("leaf", [False, True], ids=["computed", "learned"])
    def test_pair(self, ask, draw, leaf):
        states = States(ask, draw)
        h, c = states.tensor(leaf), states.tensor(leaf)
        out = ask.call("detach_state", (h, c))
        ask.matches(state=out, **states.returned([out[0], out[1]]))

    @pytest.mark.points(3, "a tensor, a list, a dictionary, None", hint=f"{WHERE_KIND} {WHERE_CUT}")
    @pytest.mark.parametrize("kind", ["tensor", "list", "dictionary", "numbered", "tuple of one", "tuple of three", "with None"])
    def test_kinds(self, ask, draw, kind):
        states = States(ask, draw)
        if kind == "tensor":
            out = ask.call("detach_state", states.tensor())
            ask.matches(state=out, **states.returned([out]))
        elif kind == "dictionary":
            out = ask.call("detach_state", {"h": states.tensor(), "c": states.tensor()})
            ask.matches(state=out, **states.returned([out["h"], out["c"]]))
        elif kind == "numbered":
            ask.matches(state=ask.call("detach_state", {0: draw.normal(2, 3), 1: (draw.normal(4), None)}))
            out = ask.call("detach_state", {0: states.tensor(), 1: (states.tensor(), None)})
            first, second = (ask.method(out, "__getitem__", key) for key in (0, 1))
            ask.matches(state=out, **states.returned([first, second[0]]))
        elif kind == "with None":
            nothing = ask.call("detach_state", None)
            out = ask.call("detach_state", [states.tensor(), None])
            ask.matches(nothing=nothing, state=out, **states.returned([out[0]]))
        else:
            count = {"list": 2, "tuple of one": 1, "tuple of three": 3}[kind]
            given = [states.tensor() for _ in range(count)]
            out = ask.call("detach_state", given if kind == "list" else tuple(given))
            ask.matches(state=out, **states.returned([out[k] for k in range(count)]))

    @pytest.mark.points(3, "states inside states", hint=f"The entry of a container is a state again. {WHERE_KIND}")
    @pytest.mark.parametrize("kind", ["layers", "names", "deep", "empty"])
    def test_nested(self, ask, draw, kind):
        states = States(ask, draw)
        if kind == "layers":
            out = ask.call("detach_state", [(states.tensor(), states.tensor()), (states.tensor(), states.tensor())])
            ask.matches(state=out, **states.returned([out[k][j] for k in range(2) for j in range(2)]))
        elif kind == "names":
            out = ask.call("detach_state", {"encoder": (states.tensor(), None), "decoder": [states.tensor()], "start": None})
            ask.matches(state=out, **states.returned([out["encoder"][0], out["decoder"][0]]))
        elif kind == "deep":
            out = ask.call("detach_state", ([{"a": ({"b": states.tensor()}, [[states.tensor()]])}], states.tensor()))
            inner = out[0][0]["a"]
            ask.matches(state=out, **states.returned([inner[0]["b"], inner[1][0][0], out[1]]))
        else:
            out = ask.call("detach_state", {"none": [], "nothing": {}, "no": (), "some": states.tensor()})
            ask.matches(state=out, **states.returned([out["some"]]))

    @pytest.mark.points(2, "what was given is untouched", hint=WHERE_UNTOUCHED)
    @pytest.mark.parametrize("kind", ["tuple", "list", "dictionary"])
    def test_untouched(self, ask, draw, kind):
        states = States(ask, draw)
        h, c, learned = states.tensor(), states.tensor(), states.tensor(leaf=True)
        inner = ask.hold([c, learned])
        keys = ["h", "rest"] if kind == "dictionary" else [0, 1]
        given = ask.hold({"tuple": (h, inner), "list": [h, inner], "dictionary": {"h": h, "rest": inner}}[kind])
        out = ask.call("detach_state", given)
        results = [out[keys[0]], out[keys[1]][0], out[keys[1]][1]]
        kept = {
            "first_in_its_place": ask.same_object(given[keys[0]], h),
            "inner_list_in_its_place": ask.same_object(given[keys[1]], inner),
            "second_in_its_place": ask.same_object(inner[0], c),
            "third_in_its_place": ask.same_object(inner[1], learned),
        }
        kept |= {f"tensor_{k}_requires_grad": ask.requires_grad(tensor) for k, tensor in enumerate((h, c, learned))}
        ask.matches(state=out, given_after=given, **kept, **states.returned(results))

    @pytest.mark.points(
        1, "the containers are new", hint="Is the list that you give back the list that you were given? Then a change to one is a change to both."
    )
    def test_new_containers(self, ask, draw):
        states = States(ask, draw)
        first, second = states.tensor(), states.tensor()
        inner_list, inner_dict = ask.hold([first, None]), ask.hold({"c": second})
        given = ask.hold([inner_list, inner_dict])
        out = ask.call("detach_state", given)
        same = {
            "outer_is_the_given": ask.same_object(out, given),
            "list_is_the_given": ask.same_object(out[0], inner_list),
            "dictionary_is_the_given": ask.same_object(out[1], inner_dict),
        }
        untracked = ask.hold([ask.leaf(draw.normal(2), requires_grad=False)])
        again = ask.call("detach_state", untracked)
        same["list_without_graph_is_the_given"] = ask.same_object(again, untracked)
        ask.matches(state=out, without_graph=again, **same, **states.returned([out[0][0], out[1]["c"]]))
        inner = ask.hold([]), ask.hold({}), ask.hold({"h": None})
        given = ask.hold(inner)
        out = ask.call("detach_state", given)
        names = ("empty_list", "empty_dictionary", "dictionary_of_none")
        same = {f"{name}_is_the_given": ask.same_object(out[k], inner[k]) for k, name in enumerate(names)}
        ask.matches(state=out, **same)

    @pytest.mark.points(1, "dtype and device stay what they are", hint=f"{WHERE_DTYPE} {WHERE_DEVICE}")
    @pytest.mark.parametrize("made", ["float32", "float64", "whole numbers", "meta", "strided"])
    def test_dtype_and_device(self, ask, draw, made):
        if made == "meta":
            out = ask.call("detach_state", (ask.empty(2, 3, dtype=DOUBLE), [ask.empty(4)]))
            ask.matches_if_possible(state=out)
        elif made == "whole numbers":
            counts, flags = draw.integers(0, 1000, 3, 2), draw.integers(0, 2, 4).bool()
            ask.matches(state=ask.call("detach_state", {"counts": counts, "flags": [flags]}))
        elif made == "strided":
            given = ask.strided(draw.normal(3, 4), requires_grad=True)
            out = ask.call("detach_state", [given])
            loss = [(given, draw.normal(3, 4)), (out[0], draw.normal(3, 4))]
            ask.matches(state=out, gradient=ask.gradients(loss, wrt={"given": given}))
        else:
            states = States(ask, draw, torch.float32 if made == "float32" else DOUBLE)
            out = ask.call("detach_state", (states.tensor(), states.tensor()))
            ask.matches(state=out, **states.returned([out[0], out[1]]))
