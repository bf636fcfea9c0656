"""The rubric of 08_attention: attention over a padded memory, a decoder step, greedy decoding, an error rate, a divergence.

Lengths stay on the CPU, in any order. What stands in the padding of a memory is finite and otherwise arbitrary, unless
a part is about sequences of one length.
"""

from __future__ import annotations

import pytest
import torch

DOUBLE = torch.float64


def sizes(draw, count):
    """Sizes from 2 to 7, all different."""
    return draw.shuffled([2, 3, 4, 5, 6, 7])[:count]


def ragged(draw, batch, steps):
    """Different lengths up to `steps` in an order that is not descending; for one sequence, one below `steps`."""
    lengths = [steps, *draw.shuffled(range(1, steps))[: batch - 1]] if batch > 1 else [max(1, steps - 1)]
    lengths = draw.shuffled(lengths)
    if lengths == sorted(lengths, reverse=True):
        lengths = lengths[::-1]
    return torch.tensor(lengths)


def batch_sizes(draw):
    """Number of sequences, and a number of places that allows each its own length."""
    return draw.choice([(2, 4), (3, 5), (4, 6), (3, 4)])


def mask(lengths, steps):
    """True at the real places, (N, T)."""
    return torch.arange(steps) < lengths[:, None]


def with_padding(values, lengths, padding):
    """`values` (N, T, …) at the real places and `padding` behind them."""
    return torch.where(mask(lengths, values.shape[1])[:, :, None], values, padding)


def leaves(ask, tensors, requires_grad=True):
    return [ask.leaf(tensor, requires_grad=requires_grad) for tensor in tensors]


def starts_random(first, second):
    """Both starts are finite, no weight matrix is constant, and the two differ."""
    for start in (first, second):
        for name, value in start.items():
            assert torch.isfinite(value).all(), f"{name} starts with values that are not finite"
            if value.dim() == 2 and value.numel() > 1:
                assert value.unique().numel() > 1, f"{name} starts with one value everywhere, so its units stay alike"
    repeated = [name for name in first if first[name].dim() == 2 and torch.equal(first[name], second[name])]
    assert not repeated, f"two models made one after the other start with the same {repeated[0]}"


WHERE_NAMES = (
    "Compare dict(model.named_parameters()) with the table of submodules: exactly these names, with a bias or without as "
    "the table says, and the arguments of the constructor in the order of the signature."
)
WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, numpy, "
    "torch.tensor, no_grad. Every result and every argument is checked by itself."
)
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_DTYPE = (
    "A new tensor is 32-bit and on the CPU unless it is told otherwise. Where do you make tensors, and do they follow the "
    "arguments? This is also tried with the device \"meta\", which holds shapes without numbers."
)
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore, +=, an assignment to a slice of an argument, pop or append on a "
    "list; and for anything that is remembered from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"
WHERE_MASK = (
    "Which places may have a weight? Take the worked number: the scores at the padding have to be out before the softmax, "
    "by a value whose exponential is 0."
)
WHERE_LARGE = (
    "The exponential of a large score overflows, and that of a very negative one is 0, so that nothing is left to divide "
    "by. torch.softmax subtracts the largest score first: which places does it see?"
)


def attention_weights(draw, q, k, a, dtype=DOUBLE, prefix="", scale=1.0):
    shapes = {"query_projection": (a, q), "key_projection": (a, k), "score": (1, a)}
    scales = {"query_projection": 0.6, "key_projection": 0.6, "score": scale}
    return {f"{prefix}{n}.weight": draw.normal(*shape, scale=scales[n], dtype=dtype) for n, shape in shapes.items()}


def double_attention(ask, draw, q, k, a, dtype=DOUBLE, scale=1.0):
    """An attention with random parameters, made without a dtype, which its constructor does not know."""
    made = ask.method(ask.new("AdditiveAttention", q, k, a), "to", ask.device, dtype)
    ask.load(made, attention_weights(draw, q, k, a, dtype, scale=scale))
    return made


def zero(ask, weights, padding):
    """Whether every weight at the padding is exactly 0."""
    return ask.method(ask.method(weights, "__getitem__", padding), "eq", 0.0)


@pytest.mark.exercise("AdditiveAttention", axes={"weights": "NT", "keys": "NT"})
class TestAdditiveAttention:
    @pytest.mark.points(2, "the three submodules and their parameters", hint=WHERE_NAMES)
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_parameters(self, ask, draw, by_keyword):
        q, k, a = sizes(draw, 3)

        def make():
            if by_keyword:
                return ask.new("AdditiveAttention", query_size=q, key_size=k, attention_size=a)
            return ask.new("AdditiveAttention", q, k, a)

        # On the device "meta" tensors have no values, so that this compares names, shapes and dtypes alone.
        ask.matches(parameters=ask.parameters(ask.method(make(), "to", "meta")))
        model = make()
        values = attention_weights(draw, q, k, a, dtype=torch.float32)
        ask.load(model, values)
        parameters = ask.parameters(model)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        ask.matches(parameters=parameters, **trained)

    @pytest.mark.points(1, "parameters start finite and random", hint="Torch's layers start well by themselves.")
    def test_start(self, ask, draw):
        q, k, a = sizes(draw, 3)
        made = [ask.parameters(ask.new("AdditiveAttention", q, k, a)) for _ in range(2)]
        start = ask.answer(first=made[0], second=made[1])
        expected = {name: tuple(value.shape) for name, value in attention_weights(draw, q, k, a).items()}
        for values in start.values():
            assert {name: tuple(value.shape) for name, value in values.items()} == expected, "see the names and shapes first"
        starts_random(start["first"], start["second"])

    @pytest.mark.points(
        5,
        "context and weights without padding",
        hint="Take one query and one place and follow the equations: two projections, one sum, one tanh, one score. "
        "Over which dimension is the softmax, and what is averaged?",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_one_length(self, ask, draw, case):
        q, k, a, batch, steps = sizes(draw, 5)
        attention = double_attention(ask, draw, q, k, a)
        lengths = ask.on_cpu(torch.full((batch,), steps))
        out = ask.call(attention, draw.normal(batch, q), draw.normal(batch, steps, k), lengths)
        ask.matches(context=out[0], weights=out[1], parts=ask.method(out, "__len__"))

    @pytest.mark.points(4, "sequences of several lengths", hint=WHERE_MASK)
    @pytest.mark.parametrize("extra", [0, 2], ids=["longest is T", "all shorter than T"])
    def test_several_lengths(self, ask, draw, extra):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        attention = double_attention(ask, draw, q, k, a)
        keys = with_padding(draw.normal(batch, steps + extra, k), lengths, 0.0)
        out = ask.call(attention, draw.normal(batch, q), keys, ask.on_cpu(lengths))
        ask.matches(context=out[0], weights=out[1])

    @pytest.mark.points(2, "weights at the padding are exactly 0", hint=WHERE_MASK)
    def test_exactly_zero(self, ask, draw):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        attention = double_attention(ask, draw, q, k, a)
        out = ask.call(attention, draw.normal(batch, q), draw.normal(batch, steps + 1, k), ask.on_cpu(lengths))
        padding = ~mask(lengths, steps + 1)
        total = ask.method(out[1], "sum", dim=1)
        ask.matches(exactly_zero=zero(ask, out[1], padding), sum_of_weights=total, weights=out[1])

    @pytest.mark.points(
        3, "any finite keys at the padding, huge ones too", hint=f"{WHERE_MASK} Zero times a huge number is 0; what else do you do with it?"
    )
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_arbitrary_padding(self, ask, draw, dtype):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        attention = double_attention(ask, draw, q, k, a, dtype)
        query, keys = draw.normal(batch, q, dtype=dtype), draw.normal(batch, steps, k, dtype=dtype)
        huge = 1e30 * draw.normal(batch, steps, k, dtype=dtype)
        leaf = ask.leaf(with_padding(keys, lengths, huge))
        first = ask.call(attention, query, keys, ask.on_cpu(lengths))
        other = ask.call(attention, query, leaf, ask.on_cpu(lengths))
        loss = [(other[0], draw.normal(batch, k, dtype=dtype)), (other[1], draw.normal(batch, steps, dtype=dtype))]
        gradient = ask.gradients(loss, wrt={"keys": leaf})
        results = {"context": first[0], "context_with_huge_padding": other[0], "weights_with_huge_padding": other[1]}
        ask.matches(**results, gradient=gradient, terms=128)

    @pytest.mark.points(4, "gradients of context and weights to query, keys and parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("one_length", [True, False], ids=["one length", "several lengths"])
    @pytest.mark.parametrize("part", [0, 1], ids=["context", "weights"])
    def test_gradients(self, ask, draw, part, one_length):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = torch.full((batch,), steps) if one_length else ragged(draw, batch, steps)
        attention = double_attention(ask, draw, q, k, a)
        query, keys = leaves(ask, [draw.normal(batch, q), draw.normal(batch, steps, k)])
        out = ask.call(attention, query, keys, ask.on_cpu(lengths))
        loss = [(out[part], draw.normal(batch, (k, steps)[part]))]
        ask.matches(gradient=ask.gradients(loss, wrt={"query": query, "keys": keys}, module=attention), terms=128)

    @pytest.mark.points(1, "one sequence, one place, sizes of one, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize(
        "shape",
        [(1, 4, 3, 2, 5), (3, 1, 3, 2, 5), (3, 4, 1, 2, 5), (3, 4, 3, 1, 5), (3, 4, 3, 2, 1), (1, 1, 1, 1, 1), (4, 4, 4, 4, 4)],
    )
    def test_small_sizes(self, ask, draw, shape):
        batch, steps, q, k, a = shape
        lengths = ragged(draw, batch, steps) if steps >= batch else torch.ones(batch, dtype=torch.int64)
        attention = double_attention(ask, draw, q, k, a)
        query, keys = leaves(ask, [draw.normal(batch, q), draw.normal(batch, steps, k)])
        out = ask.call(attention, query, keys, ask.on_cpu(lengths))
        loss = [(out[0], draw.normal(batch, k)), (out[1], draw.normal(batch, steps))]
        gradient = ask.gradients(loss, wrt={"query": query, "keys": keys}, module=attention)
        ask.matches(context=out[0], weights=out[1], gradient=gradient, terms=128)

    @pytest.mark.points(1, "large scores: results and gradients stay finite, weights sum to 1", hint=WHERE_LARGE)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_large_scores(self, ask, draw, dtype):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        attention = double_attention(ask, draw, q, k, a, dtype, scale=2000.0)
        query, keys = leaves(ask, [draw.normal(batch, q, dtype=dtype), draw.normal(batch, steps, k, scale=20.0, dtype=dtype)])
        out = ask.call(attention, query, keys, ask.on_cpu(lengths))
        loss = [(out[0], draw.normal(batch, k, dtype=dtype)), (out[1], draw.normal(batch, steps, dtype=dtype))]
        gradient = ask.gradients(loss, wrt={"query": query, "keys": keys}, module=attention)
        ask.matches(context=out[0], weights=out[1], gradient=gradient, magnitude=1e5)

    @pytest.mark.points(1, "dtype and device are those of the arguments", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("kind", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, kind):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        if kind == "meta":
            attention = ask.method(ask.new("AdditiveAttention", q, k, a), "to", "meta")
            query, keys = ask.empty(batch, q, device="meta"), ask.empty(batch, steps, k, device="meta")
        else:
            dtype = torch.float32 if kind == "float32" else DOUBLE
            attention = double_attention(ask, draw, q, k, a, dtype)
            query, keys = draw.normal(batch, q, dtype=dtype), draw.normal(batch, steps, k, dtype=dtype)
        out = ask.call(attention, query, keys, lengths)
        ask.matches(context=out[0], weights=out[1])

    @pytest.mark.points(
        1, "arguments left as they were, whatever their order in memory, the same again on a second call",
        hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}",
    )
    @pytest.mark.parametrize("kind", ["contiguous", "strided"])
    def test_left_unmodified(self, ask, draw, kind):
        q, k, a = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        attention = double_attention(ask, draw, q, k, a)
        values = draw.normal(batch, q), draw.normal(batch, steps, k)
        query, keys = (ask.strided(v) if kind == "strided" else ask.leaf(v, requires_grad=False) for v in values)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        first = ask.call(attention, query, keys, lengths)
        larger = draw.normal(batch + 1, q), draw.normal(batch + 1, steps + 1, k)
        between = ask.call(attention, *larger, ask.on_cpu(ragged(draw, batch + 1, steps + 1)))
        again = ask.call(attention, query, keys, lengths)
        after = {"query_after": query, "keys_after": keys, "lengths_after": lengths}
        marked = {"query_requires_grad": ask.requires_grad(query), "keys_require_grad": ask.requires_grad(keys)}
        results = {"context": first[0], "context_again": again[0], "weights_again": again[1], "context_between": between[0]}
        ask.matches(**results, **after, **marked, parameters_after=ask.parameters(attention))
        if kind == "strided":
            attention = double_attention(ask, draw, q, k, a)
            query, keys = (ask.strided(value, True) for value in values)
            out = ask.call(attention, query, keys, ask.on_cpu(ragged(draw, batch, steps)))
            loss = [(out[0], draw.normal(batch, k)), (out[1], draw.normal(batch, steps))]
            gradient = ask.gradients(loss, wrt={"query": query, "keys": keys}, module=attention)
            ask.matches(context=out[0], weights=out[1], gradient=gradient, terms=128)


VOCABULARY = 9


def step_weights(draw, e, n, m, a, vocab=VOCABULARY, dtype=DOUBLE):
    """Random values for all parameters of a DecoderStep, by name."""
    values = {"embedding.weight": draw.normal(vocab, e, dtype=dtype)}
    values |= attention_weights(draw, n, m, a, dtype, prefix="attention.")
    shapes = {"weight_ih": (4 * n, e + m), "weight_hh": (4 * n, n), "bias_ih": (4 * n,), "bias_hh": (4 * n,)}
    values |= {f"cell.{name}": draw.normal(*shape, scale=0.6, dtype=dtype) for name, shape in shapes.items()}
    return values | {"output.weight": draw.normal(vocab, n + m, dtype=dtype), "output.bias": draw.normal(vocab, dtype=dtype)}


def double_step(ask, draw, e, n, m, a, vocab=VOCABULARY, dtype=DOUBLE):
    step = ask.method(ask.new("DecoderStep", vocab, e, n, m, a), "to", ask.device, dtype)
    ask.load(step, step_weights(draw, e, n, m, a, vocab, dtype))
    return step


def pair(draw, batch, n, dtype=DOUBLE):
    """A state: random h between −1 and 1, and random c."""
    return draw.uniform(batch, n, dtype=dtype), draw.normal(batch, n, dtype=dtype)


def step_results(out, suffix=""):
    return {f"logits{suffix}": out[0], f"h{suffix}": out[1][0], f"c{suffix}": out[1][1], f"weights{suffix}": out[2]}


def step_gradient(ask, draw, out, batch, vocab, n, steps, step, h, c, memory):
    """The gradient of all results together to the state, the memory and the parameters."""
    widths = {"logits": vocab, "h": n, "c": n, "weights": steps}
    loss = [(value, draw.normal(batch, widths[name])) for name, value in step_results(out).items()]
    return {"gradient": ask.gradients(loss, wrt={"h": h, "c": c, "memory": memory}, module=step)}


@pytest.mark.exercise(
    "DecoderStep", builds_on=("AdditiveAttention",), allows=("LSTMCell",), axes={"weights": "NT", "memory": "NT"}
)
class TestDecoderStep:
    @pytest.mark.points(3, "the four submodules and their parameters", hint=WHERE_NAMES)
    @pytest.mark.parametrize("by_keyword", [False, True], ids=["by position", "by keyword"])
    def test_parameters(self, ask, draw, by_keyword):
        e, n, m, a = sizes(draw, 4)
        by_name = {"vocab_size": 9, "embedding_dim": e, "hidden_size": n, "memory_size": m, "attention_size": a}

        def make():
            return ask.new("DecoderStep", **by_name) if by_keyword else ask.new("DecoderStep", 9, e, n, m, a)

        # On the device "meta" tensors have no values, so that this compares names, shapes and dtypes alone.
        ask.matches(parameters=ask.parameters(ask.method(make(), "to", "meta")))
        step = make()
        values = step_weights(draw, e, n, m, a, dtype=torch.float32)
        ask.load(step, values)
        parameters = ask.parameters(step)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        ask.matches(parameters=parameters, **trained)

    @pytest.mark.points(1, "parameters start finite and random", hint="Torch's layers start well by themselves.")
    def test_start(self, ask, draw):
        e, n, m, a = sizes(draw, 4)
        made = [ask.parameters(ask.new("DecoderStep", 9, e, n, m, a)) for _ in range(2)]
        start = ask.answer(first=made[0], second=made[1])
        expected = {name: tuple(value.shape) for name, value in step_weights(draw, e, n, m, a).items()}
        for values in start.values():
            assert {name: tuple(value.shape) for name, value in values.items()} == expected, "see the names and shapes first"
        starts_random(start["first"], start["second"])

    @pytest.mark.points(
        3, "the weights of the attention", hint="Which h asks: the one that comes in, or the one that goes out? What is asked?"
    )
    def test_weights(self, ask, draw):
        e, n, m, a, batch = sizes(draw, 5)
        step = double_step(ask, draw, e, n, m, a)
        memory, lengths = draw.normal(batch, 8, m), ask.on_cpu(ragged(draw, batch, 8))
        out = ask.call(step, draw.integers(0, VOCABULARY, batch), pair(draw, batch, n), memory, lengths)
        ask.matches(weights=out[2])

    @pytest.mark.points(
        5,
        "h and c after the step",
        hint="The cell reads the embedded word and the context, in this order, and moves on from the whole incoming state.",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_state(self, ask, draw, case):
        e, n, m, a, batch = sizes(draw, 5)
        step = double_step(ask, draw, e, n, m, a)
        memory, lengths = draw.normal(batch, 8, m), ask.on_cpu(ragged(draw, batch, 8))
        out = ask.call(step, draw.integers(0, VOCABULARY, batch), pair(draw, batch, n), memory, lengths)
        ask.matches(h=out[1][0], c=out[1][1], parts_of_state=ask.method(out[1], "__len__"))

    @pytest.mark.points(
        4, "the logits", hint="The output layer reads the new h and the context, in this order, and nothing comes after it."
    )
    @pytest.mark.parametrize("case", range(2))
    def test_logits(self, ask, draw, case):
        e, n, m, a, batch = sizes(draw, 5)
        step = double_step(ask, draw, e, n, m, a)
        memory, lengths = draw.normal(batch, 8, m), ask.on_cpu(ragged(draw, batch, 8))
        out = ask.call(step, draw.integers(0, VOCABULARY, batch), pair(draw, batch, n), memory, lengths)
        ask.matches(logits=out[0], parts=ask.method(out, "__len__"))

    @pytest.mark.points(1, "three steps in a row", hint="What a step returns as its state goes into the next one as it is.")
    def test_steps_in_a_row(self, ask, draw):
        e, n, m, a, batch = sizes(draw, 5)
        step = double_step(ask, draw, e, n, m, a)
        memory, lengths = draw.normal(batch, 8, m), ask.on_cpu(ragged(draw, batch, 8))
        state, results = pair(draw, batch, n), {}
        for t in range(3):
            out = ask.call(step, draw.integers(0, VOCABULARY, batch), state, memory, lengths)
            state = out[1]
            results |= step_results(out, f"_{t + 1}")
        loss = [(out[0], draw.normal(batch, VOCABULARY)), (state[0], draw.normal(batch, n)), (state[1], draw.normal(batch, n))]
        ask.matches(**results, gradient=ask.gradients(loss, module=step), terms=1024)

    @pytest.mark.points(4, "gradients of logits, state and weights to state, memory and parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("result", ["logits", "h", "c", "weights"])
    def test_gradients(self, ask, draw, result):
        e, n, m, a, batch = sizes(draw, 5)
        step = double_step(ask, draw, e, n, m, a)
        h, c, memory = leaves(ask, [*pair(draw, batch, n), draw.normal(batch, 8, m)])
        lengths = ask.on_cpu(ragged(draw, batch, 8))
        out = ask.call(step, draw.integers(0, VOCABULARY, batch), (h, c), memory, lengths)
        width = {"logits": VOCABULARY, "h": n, "c": n, "weights": 8}[result]
        loss = [(step_results(out)[result], draw.normal(batch, width))]
        wrt = {"h": h, "c": c, "memory": memory}
        ask.matches(gradient=ask.gradients(loss, wrt=wrt, module=step), terms=256)

    @pytest.mark.points(1, "any memory in the padding", hint=WHERE_MASK)
    def test_arbitrary_padding(self, ask, draw):
        e, n, m, a, batch = sizes(draw, 5)
        lengths, state = ragged(draw, batch, 7), pair(draw, batch, n)
        token, memory = draw.integers(0, VOCABULARY, batch), draw.normal(batch, 9, m)
        step = double_step(ask, draw, e, n, m, a)
        other = with_padding(memory, lengths, 1e30 * draw.normal(batch, 9, m))
        first = ask.call(step, token, state, memory, ask.on_cpu(lengths))
        second = ask.call(step, token, state, other, ask.on_cpu(lengths))
        ask.matches(**step_results(first), **step_results(second, "_with_huge_padding"))

    @pytest.mark.points(1, "one sequence, one place, sizes of one, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize(
        "shape",
        [(1, 4, 3, 2, 5, 6), (3, 1, 3, 2, 5, 6), (3, 4, 1, 2, 5, 6), (3, 4, 3, 1, 5, 6), (3, 4, 3, 2, 1, 6), (3, 4, 3, 2, 5, 1),
         (1, 1, 1, 1, 1, 1), (4, 4, 4, 4, 4, 4)],
    )
    def test_small_sizes(self, ask, draw, shape):
        batch, steps, e, n, m, a = shape
        lengths = ragged(draw, batch, steps) if steps >= batch else torch.ones(batch, dtype=torch.int64)
        step = double_step(ask, draw, e, n, m, a, vocab=4)
        h, c, memory = leaves(ask, [*pair(draw, batch, n), draw.normal(batch, steps, m)])
        out = ask.call(step, draw.integers(0, 4, batch), (h, c), memory, ask.on_cpu(lengths))
        ask.matches(**step_results(out), **step_gradient(ask, draw, out, batch, 4, n, steps, step, h, c, memory), terms=256)

    @pytest.mark.points(1, "dtype and device are those of the arguments", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("kind", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, kind):
        e, n, m, a, batch = sizes(draw, 5)
        lengths = ask.on_cpu(ragged(draw, batch, 8))
        dtype = DOUBLE if kind == "float64" else torch.float32
        if kind == "meta":
            step = ask.method(ask.new("DecoderStep", VOCABULARY, e, n, m, a), "to", "meta")
            token = ask.empty(batch, device="meta", dtype=torch.int64)
            state = ask.empty(batch, n, device="meta"), ask.empty(batch, n, device="meta")
            memory = ask.empty(batch, 8, m, device="meta")
        else:
            step = double_step(ask, draw, e, n, m, a, dtype=dtype)
            token, state = draw.integers(0, VOCABULARY, batch), pair(draw, batch, n, dtype)
            memory = draw.normal(batch, 8, m, dtype=dtype)
        ask.matches(**step_results(ask.call(step, token, state, memory, lengths)))

    @pytest.mark.points(
        1, "arguments left as they were, whatever their order in memory, the same again on a second call",
        hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}",
    )
    @pytest.mark.parametrize("kind", ["contiguous", "strided"])
    def test_left_unmodified(self, ask, draw, kind):
        e, n, m, a, batch = sizes(draw, 5)
        step = double_step(ask, draw, e, n, m, a)
        values = draw.integers(0, VOCABULARY, batch), *pair(draw, batch, n), draw.normal(batch, 8, m)
        token, h, c, memory = given = [
            ask.strided(v) if kind == "strided" else ask.leaf(v, requires_grad=False) for v in values
        ]
        lengths = ask.on_cpu(ragged(draw, batch, 8))
        first = ask.call(step, token, (h, c), memory, lengths)
        again = ask.call(step, token, (h, c), memory, lengths)
        names = ("token", "h", "c", "memory")
        after = {f"{name}_after": value for name, value in zip(names, given)}
        marked = {f"{name}_requires_grad": ask.requires_grad(value) for name, value in zip(names, given)}
        after |= {"lengths_after": lengths, "parameters_after": ask.parameters(step)}
        ask.matches(**step_results(first), **step_results(again, "_again"), **after, **marked)
        if kind == "strided":
            step = double_step(ask, draw, e, n, m, a)
            h, c, memory = (ask.strided(value, True) for value in values[1:])
            out = ask.call(step, ask.strided(values[0]), (h, c), memory, ask.on_cpu(ragged(draw, batch, 8)))
            ask.matches(**step_results(out), **step_gradient(ask, draw, out, batch, VOCABULARY, n, 8, step, h, c, memory), terms=256)


def script(draw, batch, vocab, eos, ends, bos):
    """Arguments for a decoding in which row n proposes `eos` for the first time in step ``ends[n]``, counted from 0.

    Scores are drawn, and at each place of a row's memory that of `eos` is raised or lowered beyond what the other
    terms can change. After its first eos a row proposes words again, and later eos once more.
    """
    steps = max(ends) + 4
    memory = draw.normal(batch, steps, vocab, scale=3.0)
    memory[:, :, eos] = -200.0
    for row, end in enumerate(ends):
        memory[row, end, eos] = 200.0
        memory[row, end + 2, eos] = 200.0
    h, weight = draw.normal(batch, vocab), draw.normal(vocab, vocab, scale=3.0)
    return {"weight": weight, "bos": bos, "eos": eos, "h": h, "c": torch.zeros(batch, 1, dtype=DOUBLE), "memory": memory}


def two_words(draw, vocab):
    """Words for bos and eos, different from each other."""
    bos, eos = draw.shuffled(range(vocab))[:2]
    return bos, eos


def decode(ask, made, max_length, lengths=None):
    """The step and what `greedy_decode` makes of it."""
    step = ask.probe("StepProbe", made["weight"], made["bos"])
    batch, steps = made["memory"].shape[:2]
    lengths = ask.on_cpu(torch.full((batch,), steps) if lengths is None else lengths)
    state = made["h"], made["c"]
    return step, ask.call("greedy_decode", step, state, made["memory"], lengths, made["bos"], made["eos"], max_length)


WHERE_ENDS = (
    "Follow one row by hand. What is taken from the logits, what goes into the next step, and what happens to the words "
    "that a row proposes after its own eos?"
)


@pytest.mark.exercise("greedy_decode", builds_on=("DecoderStep",), allows=("LSTMCell",))
class TestGreedyDecode:
    @pytest.mark.points(
        5,
        "rows that run to max_length without an eos",
        hint="The word of a step is the one with the largest logit. It and the new state go into the next step, and the "
        "first step gets bos.",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_to_max_length(self, ask, draw, case):
        vocab, batch = draw.size(6, 9), draw.size(2, 4)
        bos, eos = two_words(draw, vocab)
        length = draw.size(3, 5)
        made = script(draw, batch, vocab, eos, [length + n for n in range(batch)], bos)
        ask.matches(written=decode(ask, made, length)[1])

    @pytest.mark.points(5, "every row ends before its own eos", hint=WHERE_ENDS)
    @pytest.mark.parametrize("case", range(3))
    def test_own_end(self, ask, draw, case):
        vocab, batch = draw.size(6, 9), draw.size(3, 4)
        bos, eos = two_words(draw, vocab)
        made = script(draw, batch, vocab, eos, draw.shuffled([1, 2, 4, 6])[:batch], bos)
        ask.matches(written=decode(ask, made, 9)[1])

    @pytest.mark.points(
        3,
        "an eos at once, an eos in the last step, and none in time",
        hint="How many words has a row that begins with eos? And one whose eos would be word max_length + 1?",
    )
    @pytest.mark.parametrize("max_length", [1, 3])
    def test_edges(self, ask, draw, max_length):
        vocab = draw.size(6, 9)
        bos, eos = two_words(draw, vocab)
        ends = draw.shuffled([0, max_length - 1, max_length, max_length + 2])
        made = script(draw, 4, vocab, eos, ends, bos)
        ask.matches(written=decode(ask, made, max_length)[1])

    @pytest.mark.points(
        2,
        "step is called at most max_length times",
        hint="One call writes one word for every row. Is there a call before the loop, after it, or one for each row?",
    )
    @pytest.mark.parametrize("max_length", [1, 4])
    def test_calls(self, ask, draw, max_length):
        vocab, batch = draw.size(6, 9), draw.size(2, 4)
        bos, eos = two_words(draw, vocab)
        made = script(draw, batch, vocab, eos, [max_length + n for n in range(batch)], bos)
        step, written = decode(ask, made, max_length)
        too_often = ask.method(ask.attr(step, "calls"), "__gt__", max_length)
        ask.matches(written=written, called_more_often_than_max_length=too_often)

    @pytest.mark.points(
        2,
        "memory and lengths reach the step as they are",
        hint="Rows have different lengths, and the step looks at them. What do you hand to it?",
    )
    def test_lengths(self, ask, draw):
        vocab, batch = draw.size(6, 9), draw.size(3, 4)
        bos, eos = two_words(draw, vocab)
        made = script(draw, batch, vocab, eos, [9 + n for n in range(batch)], bos)
        lengths = torch.tensor(draw.shuffled([2, 3, 4, 5])[:batch])
        ask.matches(written=decode(ask, made, 8, lengths)[1])

    @pytest.mark.points(1, "a batch of one, and bos or eos being word 0", hint=WHERE_SMALL)
    @pytest.mark.parametrize("zero", ["bos", "eos"])
    def test_small(self, ask, draw, zero):
        other = draw.size(1, 5)
        bos, eos = (0, other) if zero == "bos" else (other, 0)
        one, three = script(draw, 1, 6, eos, [2], bos), script(draw, 3, 6, eos, [1, 3, 0], bos)
        ask.matches(written=decode(ask, one, 5)[1], written_for_three=decode(ask, three, 5)[1])

    @pytest.mark.points(
        2,
        "32 bits as well; arguments left as they were, the same again on a second call",
        hint=f"{WHERE_MODIFIED} {WHERE_DTYPE}",
    )
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_unmodified(self, ask, draw, dtype):
        vocab, batch = draw.size(6, 9), draw.size(2, 3)
        bos, eos = two_words(draw, vocab)
        made = script(draw, batch, vocab, eos, draw.shuffled([1, 3, 4])[:batch], bos)
        step = ask.probe("StepProbe", made["weight"].to(dtype), bos)
        given = [made[name].to(dtype) for name in ("h", "c", "memory")]
        h, c, memory = leaves(ask, given, requires_grad=False)
        lengths = ask.on_cpu(torch.full((batch,), made["memory"].shape[1]))
        first = ask.call("greedy_decode", step, (h, c), memory, lengths, bos, eos, 6)
        again = ask.call("greedy_decode", step, (h, c), memory, lengths, bos, eos, 6)
        after = {"h_after": h, "c_after": c, "memory_after": memory, "lengths_after": lengths}
        ask.matches(written=first, written_again=again, **after)


def tokens(draw, length, vocab=6):
    return draw.integers(0, vocab, length).tolist()


def edited(draw, tokens_given, kinds, vocab=6):
    """A copy with one edit of each kind, at drawn places."""
    found = list(tokens_given)
    for kind in kinds:
        place = draw.size(0, len(found) - 1)
        if kind == "delete":
            del found[place]
        elif kind == "insert":
            found.insert(place, vocab + 3)
        else:
            found[place] = vocab + 7
    return found


WHERE_DISTANCE = (
    "Write down the table of the text for two short lists, row by row. What do its first row and its first column hold, and "
    "which three entries does each other one look at?"
)


def rates_match(ask, *pairs, **more):
    found = {f"rate_of_example_{n}": ask.call("error_rate", p, g) for n, (p, g) in enumerate(pairs, 1)}
    ask.matches(**found, **more)


@pytest.mark.exercise("error_rate", allows=("LSTMCell",))
class TestErrorRate:
    @pytest.mark.points(3, "one sequence: all right, or one kind of edit", hint=WHERE_DISTANCE)
    @pytest.mark.parametrize("case", range(2))
    def test_one_edit(self, ask, draw, case):
        gold = tokens(draw, draw.size(5, 8))
        pairs = [([edited(draw, gold, [kind] * count)], [gold]) for kind in ("insert", "delete", "replace") for count in (1, 2)]
        rates_match(ask, ([gold], [gold]), *pairs)

    @pytest.mark.points(4, "edits of all kinds in one sequence", hint=WHERE_DISTANCE)
    @pytest.mark.parametrize("case", range(3))
    def test_mixed(self, ask, draw, case):
        pairs = [([tokens(draw, draw.size(3, 8), 3)], [tokens(draw, draw.size(3, 8), 3)]) for _ in range(4)]
        gold = list(range(draw.size(6, 8)))
        shifted = [gold[1:] + gold[:1]], [gold]
        reversed_ = [gold[::-1]], [gold]
        rates_match(ask, *pairs, shifted, reversed_)

    @pytest.mark.points(
        3,
        "all edits over all gold tokens",
        hint="Is anything divided before the last sequence has been counted? Which of the two lengths is divided by?",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_total(self, ask, draw, case):
        gold = [tokens(draw, length) for length in draw.shuffled([2, 5, 9])]
        predicted = [edited(draw, row, kinds) for row, kinds in zip(gold, draw.shuffled([["insert"], ["delete"], []]))]
        long = [row + row + [1] for row in gold]
        rates_match(ask, (predicted, gold), (long, gold), (gold, long))

    @pytest.mark.points(
        2,
        "empty lists: nothing predicted, nothing to predict",
        hint="What is the distance from an empty list? What does a sequence with an empty gold list add to the two sums?",
    )
    def test_empty(self, ask, draw):
        some, more = tokens(draw, 4), tokens(draw, 3)
        nothing = ([[]], [some])
        rates_match(ask, nothing, ([more, some], [[], some]), ([[], some[:-1]], [[], some]), ([[], more], [some, []]))

    @pytest.mark.points(
        2,
        "one token, large numbers of tokens, large token numbers",
        hint="Are tokens compared as numbers? As text, 1 and 12 look like 11 and 2. Is the time of your code exponential?",
    )
    def test_sizes(self, ask, draw):
        one = ([[7]], [[7]]), ([[7]], [[8]]), ([[7, 7]], [[7]])
        joined = ([[1, 12]], [[11, 2]]), ([[112]], [[1, 12]])
        large = [300 + t for t in tokens(draw, 40, 700)]
        other = edited(draw, large, ["insert", "delete", "replace", "insert"], 1000)
        rates_match(ask, *one, *joined, ([other], [large]), ([tokens(draw, 30, 4)], [tokens(draw, 25, 4)]))

    @pytest.mark.points(1, "the lists left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_unmodified(self, ask, draw):
        gold = ask.hold([tokens(draw, 4), tokens(draw, 2)])
        predicted = ask.hold([tokens(draw, 5), tokens(draw, 1)])
        first, again = ask.call("error_rate", predicted, gold), ask.call("error_rate", predicted, gold)
        ask.matches(rate=first, rate_again=again, predicted_after=predicted, gold_after=gold)


NAMES = ("mean_q", "logvar_q", "mean_p", "logvar_p")
WHERE_KL = "Take the worked number of the text, one dimension at a time, and compare the four terms one by one."


def gaussians(draw, batch, dimensions, dtype=DOUBLE, scale=1.0):
    return [draw.normal(batch, dimensions, scale=scale, dtype=dtype) for _ in NAMES]


@pytest.mark.exercise("gaussian_kl", allows=("LSTMCell",))
class TestGaussianKl:
    @pytest.mark.points(3, "p standard normal", hint=WHERE_KL)
    def test_standard(self, ask, draw):
        batch, dimensions = sizes(draw, 2)
        mean_q, logvar_q, _, _ = gaussians(draw, batch, dimensions)
        zeros = torch.zeros(batch, dimensions, dtype=DOUBLE)
        ask.matches(divergence=ask.call("gaussian_kl", mean_q, logvar_q, zeros, zeros))

    @pytest.mark.points(5, "any two Gaussians", hint=f"{WHERE_KL} Which of the two variances is divided by?")
    @pytest.mark.parametrize("case", range(3))
    def test_any(self, ask, draw, case):
        batch, dimensions = sizes(draw, 2)
        given = gaussians(draw, batch, dimensions)
        by_name = dict(zip(NAMES, gaussians(draw, batch, dimensions)))
        named = ask.call("gaussian_kl", **by_name)
        ask.matches(divergence=ask.call("gaussian_kl", *given), divergence_by_keyword=named, terms=256)

    @pytest.mark.points(3, "gradients to both means and both logvars", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("case", range(2))
    def test_gradients(self, ask, draw, case):
        batch, dimensions = sizes(draw, 2)
        given = leaves(ask, gaussians(draw, batch, dimensions))
        loss = [(ask.call("gaussian_kl", *given), draw.normal(batch))]
        ask.matches(gradient=ask.gradients(loss, wrt=dict(zip(NAMES, given))), terms=256)

    @pytest.mark.points(
        1,
        "narrow and wide Gaussians, and equal ones",
        hint="Small numbers added for safety are not needed here: an exponential is never 0 or negative. Does your code "
        "limit logvar, or add something to a variance?",
    )
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_narrow_and_wide(self, ask, draw, dtype):
        batch, dimensions = sizes(draw, 2)
        mean_q, _, mean_p, _ = gaussians(draw, batch, dimensions, dtype)
        narrow = draw.uniform(batch, dimensions, low=-12.0, high=-8.0, dtype=dtype)
        wide = draw.uniform(batch, dimensions, low=8.0, high=12.0, dtype=dtype)
        ask.matches(
            narrow_from_wide=ask.call("gaussian_kl", mean_q, narrow, mean_p, wide),
            wide_from_narrow=ask.call("gaussian_kl", mean_q, wide, mean_p, narrow),
            both_narrow=ask.call("gaussian_kl", mean_q, narrow, mean_p, narrow + 1),
            equal=ask.call("gaussian_kl", mean_q, narrow, mean_q, narrow),
            terms=256,
            magnitude=100.0,
        )
        ask.matches(far_apart=ask.call("gaussian_kl", mean_q + 100, wide, mean_p - 100, wide - 2), terms=256)

    @pytest.mark.points(1, "one row, one dimension, as many rows as dimensions", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 4), (4, 1), (1, 1), (3, 3)])
    def test_small_sizes(self, ask, draw, shape):
        given = leaves(ask, gaussians(draw, *shape))
        out = ask.call("gaussian_kl", *given)
        gradient = ask.gradients([(out, draw.normal(shape[0]))], wrt=dict(zip(NAMES, given)))
        ask.matches(divergence=out, gradient=gradient, terms=256)

    @pytest.mark.points(1, "dtype and device are those of the arguments", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("kind", ["float32", "float64", "meta"])
    def test_dtype_and_device(self, ask, draw, kind):
        batch, dimensions = sizes(draw, 2)
        if kind == "meta":
            given = [ask.empty(batch, dimensions, device="meta") for _ in NAMES]
        else:
            given = gaussians(draw, batch, dimensions, torch.float32 if kind == "float32" else DOUBLE)
        ask.matches(divergence=ask.call("gaussian_kl", *given), terms=256)

    @pytest.mark.points(
        1, "arguments left as they were, and in any order in memory", hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}"
    )
    @pytest.mark.parametrize("kind", ["contiguous", "strided"])
    def test_arguments_unmodified(self, ask, draw, kind):
        batch, dimensions = sizes(draw, 2)
        values = gaussians(draw, batch, dimensions)
        given = [ask.strided(v) if kind == "strided" else ask.leaf(v, requires_grad=False) for v in values]
        first, again = ask.call("gaussian_kl", *given), ask.call("gaussian_kl", *given)
        after = {f"{name}_after": value for name, value in zip(NAMES, given)}
        marked = {f"{name}_requires_grad": ask.requires_grad(value) for name, value in zip(NAMES, given)}
        ask.matches(divergence=first, divergence_again=again, **after, **marked, terms=256)
        if kind == "strided":
            given = [ask.strided(value, True) for value in values]
            out = ask.call("gaussian_kl", *given)
            ask.matches(divergence=out, gradient=ask.gradients([(out, draw.normal(batch))], wrt=dict(zip(NAMES, given))), terms=256)
