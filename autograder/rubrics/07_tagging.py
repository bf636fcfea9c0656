"""The rubric of 07_tagging: a tagger, its loss, spans, their score, and a classifier of whole sentences.

Real positions are all that is compared; what is put out at the padding is left open. Lengths stay on the CPU, in an
order that is not descending wherever there are several.
"""

from __future__ import annotations

import pytest
import torch

DOUBLE = torch.float64
LAYERS = ("RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell", "RNNBase", "RNNCellBase")


def sizes(draw, count):
    """Sizes from 2 to 6, all different."""
    return draw.shuffled([2, 3, 4, 5, 6])[:count]


def batch_sizes(draw):
    """Number of sentences, and a number of steps that allows each its own length."""
    return draw.choice([(2, 4), (3, 5), (4, 6), (3, 4)])


def ragged(draw, batch, steps):
    """Different lengths in an order that is not descending; one of them is `steps` where there are several."""
    lengths = [steps, *draw.shuffled(range(1, steps))[: batch - 1]] if batch > 1 else [max(1, steps - 1)]
    lengths = draw.shuffled(lengths)
    if lengths == sorted(lengths, reverse=True):
        lengths = lengths[::-1]
    return torch.tensor(lengths)


def mask(lengths, steps):
    """True at the real positions, (N, T)."""
    return torch.arange(steps) < lengths[:, None]


def sentences(draw, vocab, lengths, steps, padding_idx=0):
    """Tokens (N, T): never `padding_idx` inside a sentence, always behind it."""
    tokens = draw.integers(0, vocab - 1, len(lengths), steps)
    tokens = tokens + (tokens >= padding_idx)
    return torch.where(mask(lengths, steps), tokens, padding_idx)


def weights(draw, vocab, embedding, hidden, outputs, dtype=DOUBLE):
    """Random values for all parameters, by name; the row of the padding is not zero."""
    values = {"embedding.weight": draw.normal(vocab, embedding, dtype=dtype)}
    for direction in ("", "_reverse"):
        shapes = {"weight_ih": (4 * hidden, embedding), "weight_hh": (4 * hidden, hidden)}
        shapes |= {"bias_ih": (4 * hidden,), "bias_hh": (4 * hidden,)}
        for name, shape in shapes.items():
            values[f"lstm.{name}_l0{direction}"] = draw.normal(*shape, scale=0.6, dtype=dtype)
    values["classifier.weight"] = draw.normal(outputs, 2 * hidden, dtype=dtype)
    values["classifier.bias"] = draw.normal(outputs, dtype=dtype)
    return values


def double_model(ask, draw, name, vocab, embedding, hidden, outputs, padding_idx=0):
    """A model in 64 bits with random parameters."""
    made = ask.new(name, vocab, embedding, hidden, outputs, padding_idx)
    model = ask.method(made, "to", ask.device, DOUBLE)
    ask.load(model, weights(draw, vocab, embedding, hidden, outputs))
    return model


def real(ask, logits, lengths, steps):
    """The logits at the real positions, one sentence after the other."""
    return ask.method(logits, "__getitem__", mask(lengths, steps))


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
    "Compare dict(model.named_parameters()) with the table of submodules: three submodules under exactly these names, and "
    "the arguments of the constructor in the order of the signature."
)
WHERE_RAGGED = (
    "Run one sentence alone, without padding, and again as part of a padded batch: its numbers must be the same. "
    "In which order are the sentences, before and after, and where does the backward direction start?"
)
WHERE_PADDING = (
    "Change a token behind the end of a sentence. Nothing about the sentence may change. Who reads that token?"
)
WHERE_INSIDE = "Where a sentence ends is said by lengths alone. Do you look for the padding token anywhere?"
WHERE_GRADIENT = (
    "Look for whatever cuts a tensor from its graph or makes a new one from its numbers: detach, .data, item, numpy, "
    "torch.tensor, no_grad. Every parameter is checked."
)
WHERE_SMALL = "Look for squeeze, for sizes written as numbers, and for anything that treats a size of 1 as special."
WHERE_DTYPE = "A new tensor is 32-bit unless it is told otherwise. Do the tensors you make follow the parameters?"
WHERE_MODIFIED = (
    "Look for operations in place: a trailing underscore, +=, an assignment to a slice of an argument, sort or append on a "
    "list; and for anything that is remembered from one call to the next."
)
WHERE_MEMORY = "A view asks for memory in order, and a transposed tensor is not. Where do you use view on an argument?"


@pytest.mark.exercise("BiLSTMTagger", allows=LAYERS)
class TestBiLSTMTagger:
    @pytest.mark.points(2, "the three submodules, their parameters and padding_idx", hint=WHERE_NAMES)
    @pytest.mark.parametrize("made", ["by position", "by keyword", "default padding_idx"])
    def test_parameters(self, ask, draw, made):
        e, n, k = sizes(draw, 3)
        vocab, padding_idx = draw.size(7, 9), draw.size(1, 6)
        by_name = {"vocab_size": vocab, "embedding_dim": e, "hidden_size": n, "num_tags": k, "padding_idx": padding_idx}

        def make():
            if made == "by keyword":
                return ask.new("BiLSTMTagger", **by_name)
            return ask.new("BiLSTMTagger", vocab, e, n, k, *[padding_idx] * (made == "by position"))

        # On the device "meta" tensors have no values, so that this compares names, shapes and dtypes alone.
        ask.matches(parameters=ask.parameters(ask.method(make(), "to", "meta")))
        model = make()
        values = weights(draw, vocab, e, n, k, dtype=torch.float32)
        ask.load(model, values)
        parameters = ask.parameters(model)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        found = ask.attr(ask.attr(model, "embedding"), "padding_idx")
        ask.matches(parameters=parameters, padding_idx=found, **trained)

    @pytest.mark.points(1, "parameters start finite and random", hint="Torch's layers start well by themselves.")
    def test_start(self, ask, draw):
        e, n, k = sizes(draw, 3)
        made = [ask.parameters(ask.new("BiLSTMTagger", 9, e, n, k)) for _ in range(2)]
        start = ask.answer(first=made[0], second=made[1])
        expected = {name: tuple(value.shape) for name, value in weights(draw, 9, e, n, k).items()}
        for values in start.values():
            assert {name: tuple(value.shape) for name, value in values.items()} == expected, "see the names and shapes first"
        starts_random(start["first"], start["second"])

    @pytest.mark.points(
        5,
        "logits of sentences of one length",
        hint="Follow one sentence: embedding (N, T, E), LSTM output (N, T, 2H), classifier (N, T, K). Which dimension is "
        "the batch, and is there anything between the three?",
        axes={"logits": "NT"},
    )
    @pytest.mark.parametrize("case", range(2))
    def test_one_length(self, ask, draw, case):
        e, n, k, batch, steps = sizes(draw, 5)
        lengths = torch.full((batch,), steps)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k)
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        ask.matches(logits=logits, terms=256)

    @pytest.mark.points(5, "logits of sentences of several lengths, in any order", hint=WHERE_RAGGED)
    @pytest.mark.parametrize("case", range(3))
    def test_several_lengths(self, ask, draw, case):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k)
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        ask.matches(logits_of_real_words=real(ask, logits, lengths, steps), terms=256)

    @pytest.mark.points(
        3,
        "T steps, although every sentence is shorter",
        hint="What decides how many steps come back from a packed sequence? The logits are (N, T, K) for tokens (N, T).",
    )
    @pytest.mark.parametrize("one_length", [False, True], ids=["several lengths", "one length"])
    def test_all_shorter(self, ask, draw, one_length):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = torch.full((batch,), steps) if one_length else ragged(draw, batch, steps)
        longer = steps + draw.size(1, 3)
        values, tokens = weights(draw, 9, e, n, k), sentences(draw, 9, lengths, longer)

        def logits():
            model = ask.method(ask.new("BiLSTMTagger", 9, e, n, k), "to", ask.device, DOUBLE)
            ask.load(model, values)
            return ask.call(model, tokens, ask.on_cpu(lengths))

        ask.matches(shape=ask.attr(logits(), "shape"))
        ask.matches(logits_of_real_words=real(ask, logits(), lengths, longer), terms=256)

    @pytest.mark.points(3, "any tokens at the padding: no real word's logits change", hint=WHERE_PADDING)
    @pytest.mark.parametrize("case", range(2))
    def test_arbitrary_padding(self, ask, draw, case):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k)
        tokens = sentences(draw, 9, lengths, steps)
        other = torch.where(mask(lengths, steps), tokens, draw.integers(1, 9, batch, steps))
        logits = ask.call(model, tokens, ask.on_cpu(lengths))
        changed = ask.call(model, other, ask.on_cpu(lengths))
        ask.matches(
            logits_of_real_words=real(ask, logits, lengths, steps),
            with_other_padding=real(ask, changed, lengths, steps),
            terms=256,
        )

    @pytest.mark.points(2, "the padding token inside a sentence is a word like any other", hint=WHERE_INSIDE)
    @pytest.mark.parametrize("padding_idx", [0, 4])
    def test_padding_inside(self, ask, draw, padding_idx):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k, padding_idx)
        tokens = sentences(draw, 9, lengths, steps, padding_idx)
        tokens[lengths.argmax(), draw.size(0, steps - 3)] = padding_idx
        tokens[torch.arange(batch), lengths - 1] = padding_idx
        found = real(ask, ask.call(model, tokens, ask.on_cpu(lengths)), lengths, steps)
        loss = [(found, draw.normal(int(lengths.sum()), k))]
        ask.matches(logits_of_real_words=found, gradient=ask.gradients(loss, module=model), terms=512)

    @pytest.mark.points(4, "gradients to all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("one_length", [True, False], ids=["one length", "several lengths"])
    def test_gradients(self, ask, draw, one_length):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = torch.full((batch,), steps) if one_length else ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k)
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        loss = [(real(ask, logits, lengths, steps), draw.normal(int(lengths.sum()), k))]
        ask.matches(gradient=ask.gradients(loss, module=model), terms=512)

    @pytest.mark.points(2, "one sentence, one word, one unit, one tag, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize(
        "shape",
        [(1, 4, 3, 2, 5), (3, 1, 3, 2, 5), (3, 4, 1, 2, 5), (3, 4, 3, 1, 5), (3, 4, 3, 2, 1), (1, 1, 1, 1, 1), (4, 4, 4, 4, 4)],
    )
    def test_small_sizes(self, ask, draw, shape):
        batch, steps, e, n, k = shape
        lengths = ragged(draw, batch, steps) if steps >= batch else torch.ones(batch, dtype=torch.int64)
        model = double_model(ask, draw, "BiLSTMTagger", 3, e, n, k)
        logits = ask.call(model, sentences(draw, 3, lengths, steps), ask.on_cpu(lengths))
        found = real(ask, logits, lengths, steps)
        gradient = ask.gradients([(found, draw.normal(int(lengths.sum()), k))], module=model)
        ask.matches(logits_of_real_words=found, gradient=gradient, terms=512)

    @pytest.mark.points(1, "32 and 64 bits", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_dtype(self, ask, draw, dtype):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = ask.method(ask.new("BiLSTMTagger", 9, e, n, k), "to", ask.device, dtype)
        ask.load(model, weights(draw, 9, e, n, k, dtype=dtype))
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        ask.matches(logits_of_real_words=real(ask, logits, lengths, steps), terms=256)

    @pytest.mark.points(1, "model and arguments left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_left_unmodified(self, ask, draw):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths, other = ragged(draw, batch, steps), ragged(draw, batch + 1, steps + 1)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k)
        tokens = ask.leaf(draw.integers(1, 9, batch, steps), requires_grad=False)
        given = ask.on_cpu(lengths)
        first = ask.call(model, tokens, given)
        between = ask.call(model, sentences(draw, 9, other, steps + 1), ask.on_cpu(other))
        again = ask.call(model, tokens, given)
        ask.matches(
            logits=real(ask, first, lengths, steps),
            logits_of_a_larger_batch=real(ask, between, other, steps + 1),
            logits_again=real(ask, again, lengths, steps),
            tokens_after=tokens,
            lengths_after=given,
            parameters_after=ask.parameters(model),
            terms=256,
        )

    @pytest.mark.points(1, "tokens that do not lie in memory in order", hint=WHERE_MEMORY)
    def test_strided(self, ask, draw):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMTagger", 9, e, n, k)
        logits = ask.call(model, ask.strided(sentences(draw, 9, lengths, steps)), ask.on_cpu(lengths))
        found = real(ask, logits, lengths, steps)
        gradient = ask.gradients([(found, draw.normal(int(lengths.sum()), k))], module=model)
        ask.matches(logits_of_real_words=found, gradient=gradient, terms=512)


WHERE_REAL = (
    "Take the worked number of the text. How many words does your mean count, and does every real word count alike?"
)


@pytest.mark.exercise("tagging_loss", allows=LAYERS, axes={"logits": "NT"})
class TestTaggingLoss:
    @pytest.mark.points(
        4,
        "the loss without padding",
        hint="Compare with −log softmax(logits[n, t])[tags[n, t]], written out for one word. Which dimension holds the tags?",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_one_length(self, ask, draw, case):
        batch, steps, k = sizes(draw, 3)
        lengths = torch.full((batch,), steps)
        tags = draw.integers(0, k, batch, steps)
        ask.matches(loss=ask.call("tagging_loss", draw.normal(batch, steps, k), tags, ask.on_cpu(lengths)))

    @pytest.mark.points(4, "every real word counts alike, whatever the lengths", hint=WHERE_REAL)
    @pytest.mark.parametrize("extra", [0, 2], ids=["", "all shorter than T"])
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_several_lengths(self, ask, draw, dtype, extra):
        k = draw.size(3, 6)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        tags = draw.integers(0, k, batch, steps + extra)
        logits = draw.normal(batch, steps + extra, k, dtype=dtype)
        ask.matches(loss=ask.call("tagging_loss", logits, tags, ask.on_cpu(lengths)))

    @pytest.mark.points(
        2, "any finite logits and any tags at the padding", hint="Put 1e30 behind the end of a sentence. Who reads it?"
    )
    @pytest.mark.parametrize("sign", [1, -1], ids=["huge", "hugely negative"])
    def test_arbitrary_padding(self, ask, draw, sign):
        k = draw.size(3, 6)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        inside = mask(lengths, steps)[:, :, None]
        logits = draw.normal(batch, steps, k)
        huge = torch.where(inside, logits, sign * 1e30 * draw.uniform(batch, steps, k, low=0.5))
        tags = draw.integers(0, k, batch, steps)
        other = torch.where(inside[:, :, 0], tags, (tags + 1) % k)
        leaf = ask.leaf(huge)
        loss = ask.call("tagging_loss", leaf, other, ask.on_cpu(lengths))
        plain = ask.call("tagging_loss", logits, tags, ask.on_cpu(lengths))
        gradient = ask.gradients([(loss, draw.normal())], wrt={"logits": leaf})
        ask.matches(loss=loss, loss_with_other_padding=plain, gradient=gradient)

    @pytest.mark.points(2, "the gradient to the logits", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("one_length", [True, False], ids=["one length", "several lengths"])
    def test_gradients(self, ask, draw, one_length):
        k = draw.size(3, 6)
        batch, steps = batch_sizes(draw)
        lengths = torch.full((batch,), steps) if one_length else ragged(draw, batch, steps)
        logits = ask.leaf(draw.normal(batch, steps, k))
        loss = ask.call("tagging_loss", logits, draw.integers(0, k, batch, steps), ask.on_cpu(lengths))
        ask.matches(gradient=ask.gradients([(loss, draw.normal())], wrt={"logits": logits}))

    @pytest.mark.points(
        1,
        "loss and gradient stay finite for large logits",
        hint="The logarithm of a softmax that has become 0 is not finite. Torch has the two in one function.",
    )
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_large_logits(self, ask, draw, dtype):
        k = draw.size(3, 6)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        logits = ask.leaf(draw.normal(batch, steps, k, scale=3000.0, dtype=dtype))
        loss = ask.call("tagging_loss", logits, draw.integers(0, k, batch, steps), ask.on_cpu(lengths))
        gradient = ask.gradients([(loss, draw.normal(dtype=dtype))], wrt={"logits": logits})
        ask.matches(loss=loss, gradient=gradient, magnitude=10000.0)

    @pytest.mark.points(1, "one sentence, one word, one tag, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize("shape", [(1, 4, 3), (3, 1, 4), (3, 4, 1), (1, 1, 2), (4, 4, 4)])
    def test_small_sizes(self, ask, draw, shape):
        batch, steps, k = shape
        lengths = ragged(draw, batch, steps) if steps >= batch else torch.ones(batch, dtype=torch.int64)
        tags, logits = draw.integers(0, k, batch, steps), ask.leaf(draw.normal(batch, steps, k))
        loss = ask.call("tagging_loss", logits, tags, ask.on_cpu(lengths))
        ask.matches(loss=loss, gradient=ask.gradients([(loss, draw.normal())], wrt={"logits": logits}))

    @pytest.mark.points(
        1, "arguments left as they were, and in any order in memory", hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}"
    )
    @pytest.mark.parametrize("kind", ["contiguous", "strided"])
    def test_arguments_unmodified(self, ask, draw, kind):
        k = draw.size(3, 6)
        batch, steps = batch_sizes(draw)
        values = draw.normal(batch, steps, k), draw.integers(0, k, batch, steps)
        lengths = ask.on_cpu(ragged(draw, batch, steps))
        logits, tags = (ask.strided(v) if kind == "strided" else ask.leaf(v, requires_grad=False) for v in values)
        loss = ask.call("tagging_loss", logits, tags, lengths)
        again = ask.call("tagging_loss", logits, tags, lengths)
        after = {"logits_after": logits, "tags_after": tags, "lengths_after": lengths}
        ask.matches(loss=loss, loss_again=again, logits_require_grad=ask.requires_grad(logits), **after)
        if kind == "strided":
            logits, tags = ask.strided(values[0], True), ask.strided(values[1])
            loss = ask.call("tagging_loss", logits, tags, ask.on_cpu(ragged(draw, batch, steps)))
            ask.matches(loss=loss, gradient=ask.gradients([(loss, draw.normal())], wrt={"logits": logits}))


LABELS = ("PER", "LOC", "ORG", "MISC", "O", "B", "I")


def span(label, words, begin="B"):
    """The tags of one span."""
    return [f"{begin}-{label}", *[f"I-{label}"] * (words - 1)]


def outside(draw, least=1):
    return ["O"] * draw.size(least, 2)


def apart(draw, labels, count, begin="B"):
    """Tags of `count` spans with an O before and after each."""
    tags = outside(draw)
    for _ in range(count):
        tags += span(draw.choice(labels), draw.size(1, 3), begin) + outside(draw)
    return tags


def spans_match(ask, *sentences):
    ask.matches(**{f"spans_of_sentence_{n}": ask.call("bio_spans", tags) for n, tags in enumerate(sentences, 1)})


@pytest.mark.exercise("bio_spans", allows=LAYERS)
class TestBioSpans:
    @pytest.mark.points(
        5,
        "spans with an O between them",
        hint="Go through the worked example by hand. The label comes first, then the first word, then the word after the last.",
    )
    @pytest.mark.parametrize("case", range(3))
    def test_apart(self, ask, draw, case):
        spans_match(ask, *(apart(draw, LABELS, draw.size(1, 3)) for _ in range(4)))

    @pytest.mark.points(4, "an I- after an O, or at the start, begins a span", hint="What is open when such an I- comes?")
    @pytest.mark.parametrize("case", range(2))
    def test_inside_begins(self, ask, draw, case):
        first, label = draw.shuffled(LABELS)[:2]
        at_start = [*span(first, draw.size(1, 3), "I"), "O", *span(first, 2, "I"), "O"]
        after_span = [*span(label, 2), "O", *span(label, draw.size(1, 2), "I"), "O", "O", *span(first, 1, "I"), "O"]
        spans_match(ask, apart(draw, LABELS, 3, "I"), at_start, after_span)

    @pytest.mark.points(
        3, "an I- with another label begins a span", hint="Which label does the open span have, and which the I-?"
    )
    @pytest.mark.parametrize("case", range(2))
    def test_other_label(self, ask, draw, case):
        a, b, c = draw.shuffled(LABELS)[:3]
        two = [*outside(draw), *span(a, draw.size(1, 3)), *span(b, draw.size(1, 3), "I"), "O"]
        there_and_back = ["O", *span(a, 2), *span(b, 1, "I"), *span(a, 2, "I"), *span(c, 2), "O"]
        all_inside = ["O", *span(a, 2, "I"), *span(b, 2, "I"), *span(c, 1, "I"), "O"]
        spans_match(ask, two, there_and_back, all_inside)

    @pytest.mark.points(
        3, "a B- right after a span begins a new one, the label being the same or not", hint="What ends a span besides an O?"
    )
    @pytest.mark.parametrize("case", range(2))
    def test_adjacent(self, ask, draw, case):
        a, b = draw.shuffled(LABELS)[:2]
        same = ["O", *span(a, draw.size(1, 3)), *span(a, draw.size(1, 3)), "O"]
        three = [*outside(draw), *span(b, 1), *span(b, 1), *span(b, draw.size(1, 2)), "O", *span(a, 1, "I"), *span(a, 2), "O"]
        different = ["O", *span(a, draw.size(1, 2)), *span(b, draw.size(1, 2)), *span(a, 1), "O"]
        spans_match(ask, same, three, different)

    @pytest.mark.points(
        2,
        "a label holds everything after the first hyphen",
        hint="What do you do with the second hyphen of I-GPE-CITY? Two labels are the same if they are the same to the end.",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_hyphens(self, ask, draw, case):
        head, tail, other = draw.shuffled(["GPE", "CITY", "B", "I", "O", "x"])[:3]
        one = ["O", *span(f"{head}-{tail}", 2), "O", *span(f"{head}-{tail}-{other}", 2), *span(f"{other}-{tail}", 1), "O"]
        same_head = ["O", *span(f"{head}-{tail}", 2), *span(f"{head}-{other}", 2, "I"), *span(head, 2, "I"), "O"]
        same_tail = ["O", *span(f"{head}-{tail}", 1), *span(f"{other}-{tail}", 2, "I"), *span(tail, 1, "I"), "O"]
        spans_match(ask, one, same_head, same_tail)

    @pytest.mark.points(
        2,
        "a span at the end, one word, no span, no word",
        hint="Which spans are still open after the last word? What do you do for an empty list?",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_ends(self, ask, draw, case):
        a, b = draw.shuffled(LABELS)[:2]
        whole = span(a, draw.size(2, 4))
        at_end = ["O", *span(a, 2), "O", *span(b, draw.size(1, 3))]
        inside_at_end = [*span(a, 2), *span(b, draw.size(1, 2), "I")]
        spans_match(ask, whole, at_end, inside_at_end, span(b, 1), span(b, 1, "I"), ["O"], ["O", "O"], [])

    @pytest.mark.points(1, "the tags left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_unmodified(self, ask, draw):
        a, b = draw.shuffled(LABELS)[:2]
        tags = ask.hold(["O", *span(a, 2), *span(b, 2, "I"), *span(a, 1)])
        first, again = ask.call("bio_spans", tags), ask.call("bio_spans", tags)
        ask.matches(spans=first, spans_again=again, tags_after=tags)


def scores_match(ask, *pairs, **more):
    ask.matches(
        **{f"f1_of_example_{n}": ask.call("span_f1", predicted, gold) for n, (predicted, gold) in enumerate(pairs, 1)}, **more
    )


WHERE_COUNTS = (
    "Count three numbers by hand for one example: the right spans, the predicted ones and the gold ones. "
    "What does your function have for each?"
)


@pytest.mark.exercise("span_f1", builds_on=("bio_spans",), allows=LAYERS)
class TestSpanF1:
    @pytest.mark.points(4, "one sentence: all right, partly right", hint=WHERE_COUNTS)
    @pytest.mark.parametrize("case", range(2))
    def test_one_sentence(self, ask, draw, case):
        a, b, c = draw.shuffled(LABELS)[:3]
        gold = ["O", *span(a, 2), "O", *span(b, 1), "O", *span(c, 3), "O"]
        some = ["O", *span(a, 2), "O", "O", "O", "O", "O", "O", "O"]
        more = ["O", *span(a, 2), "O", *span(b, 1), *span(b, 1), *span(c, 1), *span(a, 1), *span(a, 1), "O"]
        scores_match(ask, ([gold], [gold]), ([some], [gold]), ([gold], [some]), ([more], [gold]))

    @pytest.mark.points(
        3,
        "several sentences are counted together",
        hint="Is anything divided before the last sentence has been counted? Micro-averaged means: count all, divide once.",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_micro(self, ask, draw, case):
        a, b, c = draw.shuffled(LABELS)[:3]
        long = apart(draw, [a], 4)
        gold = [long, ["O", *span(b, 2)], [*span(c, 1), "O", *span(a, 2)], ["O", "O"]]
        predicted = [long, ["O", *span(c, 2)], [*span(c, 1), "O", *span(b, 2)], ["O", *span(a, 1)]]
        ends_and_begins = [["O", *span(a, 1)], [*span(a, 2, "I"), "O"]]
        first_found = [["O", *span(a, 1)], [*span(a, 1, "I"), "O", "O"]]
        pairs = (predicted, gold), (predicted[1:], gold[1:]), (predicted[2:], gold[2:]), (predicted[:2], gold[:2])
        words = [span(a, 1), ["O"], span(b, 1), span(c, 1, "I")]
        one_word = ([span(a, 1), span(b, 1), ["O"], span(c, 1)], words)
        scores_match(ask, *pairs, (first_found, ends_and_begins), one_word, ([span(a, 1)], [span(a, 1)]), (words[1:], words[1:]))

    @pytest.mark.points(
        3, "label, start and end must all agree", hint="When is a predicted span right? Half a span is not half right."
    )
    @pytest.mark.parametrize("case", range(2))
    def test_agree(self, ask, draw, case):
        a, b, c = draw.shuffled(LABELS)[:3]
        gold = [["O", *span(a, 3), "O", *span(c, 1)]]
        label = [["O", *span(b, 3), "O", *span(c, 1)]]
        start = [["O", "O", *span(a, 2), "O", *span(c, 1)]]
        end = [["O", *span(a, 2), "O", "O", *span(c, 1)]]
        longer = [["O", *span(a, 4), *span(c, 1)]]
        split = [["O", *span(a, 1), *span(a, 2), "O", *span(c, 1)]]
        scores_match(ask, *((predicted, gold) for predicted in (label, start, end, longer, split)))

    @pytest.mark.points(
        2,
        "the same span in several sentences is several spans",
        hint="Does your code remember which sentence a span is from? Look for a set or a search over all sentences.",
    )
    @pytest.mark.parametrize("case", range(2))
    def test_same_in_several(self, ask, draw, case):
        a, b = draw.shuffled(LABELS)[:2]
        same, none = [*span(a, 2), "O"], ["O", "O", "O"]
        other = [*span(b, 2), "O"]
        gold = [same, same, none, other, same]
        predicted = [same, none, same, other, same]
        scores_match(ask, (predicted, gold), ([same, same, none], [same, none, none]), ([none, same, none], [same, none, other]))

    @pytest.mark.points(
        2,
        "nothing found, nothing to find",
        hint="Which of the three counts may be zero, and what do you divide by? No sentence at all is nothing, too.",
    )
    def test_nothing(self, ask, draw):
        a = draw.choice(LABELS)
        some, none = ["O", *span(a, 2)], ["O", "O", "O"]
        pairs = [([none], [none]), ([none], [some]), ([some], [none]), ([], []), ([[]], [[]])]
        wrong = [*span(a, 2), "O"]
        scores_match(ask, ([none, some], [none, some]), *pairs, ([wrong], [some]))

    @pytest.mark.points(1, "the lists left as they were, the same again on a second call", hint=WHERE_MODIFIED)
    def test_unmodified(self, ask, draw):
        a, b = draw.shuffled(LABELS)[:2]
        gold = ask.hold([["O", *span(a, 2), *span(b, 1)], [*span(b, 2), "O"]])
        predicted = ask.hold([["O", *span(a, 2, "I"), "O"], [*span(b, 1), *span(a, 1, "I"), "O"]])
        first, again = ask.call("span_f1", predicted, gold), ask.call("span_f1", predicted, gold)
        ask.matches(f1=first, f1_again=again, predicted_after=predicted, gold_after=gold)


WHERE_FINAL = (
    "In the output of one sentence, which row holds the forward state after its last word, and which the backward state "
    "after its first? h_n has both."
)


@pytest.mark.exercise("BiLSTMClassifier", builds_on=("BiLSTMTagger",), allows=LAYERS)
class TestBiLSTMClassifier:
    @pytest.mark.points(2, "the three submodules, their parameters and padding_idx", hint=WHERE_NAMES)
    @pytest.mark.parametrize("made", ["by position", "by keyword", "default padding_idx"])
    def test_parameters(self, ask, draw, made):
        e, n, k = sizes(draw, 3)
        vocab, padding_idx = draw.size(7, 9), draw.size(1, 6)
        by_name = {"vocab_size": vocab, "embedding_dim": e, "hidden_size": n, "num_classes": k, "padding_idx": padding_idx}

        def make():
            if made == "by keyword":
                return ask.new("BiLSTMClassifier", **by_name)
            return ask.new("BiLSTMClassifier", vocab, e, n, k, *[padding_idx] * (made == "by position"))

        # On the device "meta" tensors have no values, so that this compares names, shapes and dtypes alone.
        ask.matches(parameters=ask.parameters(ask.method(make(), "to", "meta")))
        model = make()
        values = weights(draw, vocab, e, n, k, dtype=torch.float32)
        ask.load(model, values)
        parameters = ask.parameters(model)
        trained = {f"{name}_requires_grad": ask.requires_grad(parameters[name]) for name in values}
        found = ask.attr(ask.attr(model, "embedding"), "padding_idx")
        ask.matches(parameters=parameters, padding_idx=found, **trained)

    @pytest.mark.points(1, "parameters start finite and random", hint="Torch's layers start well by themselves.")
    def test_start(self, ask, draw):
        e, n, k = sizes(draw, 3)
        made = [ask.parameters(ask.new("BiLSTMClassifier", 9, e, n, k)) for _ in range(2)]
        start = ask.answer(first=made[0], second=made[1])
        expected = {name: tuple(value.shape) for name, value in weights(draw, 9, e, n, k).items()}
        for values in start.values():
            assert {name: tuple(value.shape) for name, value in values.items()} == expected, "see the names and shapes first"
        starts_random(start["first"], start["second"])

    @pytest.mark.points(4, "logits of sentences of one length", hint=WHERE_FINAL)
    @pytest.mark.parametrize("case", range(2))
    def test_one_length(self, ask, draw, case):
        e, n, k, batch, steps = sizes(draw, 5)
        lengths = torch.full((batch,), steps)
        model = double_model(ask, draw, "BiLSTMClassifier", 9, e, n, k)
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        ask.matches(logits=logits, terms=256)

    @pytest.mark.points(4, "logits of sentences of several lengths, in any order", hint=f"{WHERE_FINAL} {WHERE_RAGGED}")
    @pytest.mark.parametrize("extra", [0, 0, 2], ids=["longest is T", "longest is T, again", "all shorter than T"])
    def test_several_lengths(self, ask, draw, extra):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMClassifier", 9, e, n, k)
        logits = ask.call(model, sentences(draw, 9, lengths, steps + extra), ask.on_cpu(lengths))
        ask.matches(logits=logits, terms=256)

    @pytest.mark.points(2, "any tokens at the padding: no logits change", hint=WHERE_PADDING)
    @pytest.mark.parametrize("case", range(2))
    def test_arbitrary_padding(self, ask, draw, case):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMClassifier", 9, e, n, k)
        tokens = sentences(draw, 9, lengths, steps)
        other = torch.where(mask(lengths, steps), tokens, draw.integers(1, 9, batch, steps))
        logits = ask.call(model, tokens, ask.on_cpu(lengths))
        ask.matches(logits=logits, with_other_padding=ask.call(model, other, ask.on_cpu(lengths)), terms=256)

    @pytest.mark.points(1, "the padding token inside a sentence is a word like any other", hint=WHERE_INSIDE)
    @pytest.mark.parametrize("padding_idx", [0, 4])
    def test_padding_inside(self, ask, draw, padding_idx):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMClassifier", 9, e, n, k, padding_idx)
        tokens = sentences(draw, 9, lengths, steps, padding_idx)
        tokens[lengths.argmax(), draw.size(0, steps - 3)] = padding_idx
        tokens[torch.arange(batch), lengths - 1] = padding_idx
        logits = ask.call(model, tokens, ask.on_cpu(lengths))
        gradient = ask.gradients([(logits, draw.normal(batch, k))], module=model)
        ask.matches(logits=logits, gradient=gradient, terms=512)

    @pytest.mark.points(3, "gradients to all parameters", hint=WHERE_GRADIENT)
    @pytest.mark.parametrize("one_length", [True, False], ids=["one length", "several lengths"])
    def test_gradients(self, ask, draw, one_length):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = torch.full((batch,), steps) if one_length else ragged(draw, batch, steps)
        model = double_model(ask, draw, "BiLSTMClassifier", 9, e, n, k)
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        gradient = ask.gradients([(logits, draw.normal(batch, k))], module=model)
        ask.matches(gradient=gradient, terms=512)

    @pytest.mark.points(1, "one sentence, one word, one unit, one class, equal sizes", hint=WHERE_SMALL)
    @pytest.mark.parametrize(
        "shape",
        [(1, 4, 3, 2, 5), (3, 1, 3, 2, 5), (3, 4, 1, 2, 5), (3, 4, 3, 1, 5), (3, 4, 3, 2, 1), (1, 1, 1, 1, 1), (4, 4, 4, 4, 4)],
    )
    def test_small_sizes(self, ask, draw, shape):
        batch, steps, e, n, k = shape
        lengths = ragged(draw, batch, steps) if steps >= batch else torch.ones(batch, dtype=torch.int64)
        model = double_model(ask, draw, "BiLSTMClassifier", 3, e, n, k)
        logits = ask.call(model, sentences(draw, 3, lengths, steps), ask.on_cpu(lengths))
        ask.matches(logits=logits, gradient=ask.gradients([(logits, draw.normal(batch, k))], module=model), terms=512)

    @pytest.mark.points(1, "32 and 64 bits", hint=WHERE_DTYPE)
    @pytest.mark.parametrize("dtype", [torch.float32, DOUBLE], ids=["float32", "float64"])
    def test_dtype(self, ask, draw, dtype):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths = ragged(draw, batch, steps)
        model = ask.method(ask.new("BiLSTMClassifier", 9, e, n, k), "to", ask.device, dtype)
        ask.load(model, weights(draw, 9, e, n, k, dtype=dtype))
        logits = ask.call(model, sentences(draw, 9, lengths, steps), ask.on_cpu(lengths))
        ask.matches(logits=logits, terms=256)

    @pytest.mark.points(
        1, "model and arguments left as they were, whatever their order in memory", hint=f"{WHERE_MODIFIED} {WHERE_MEMORY}"
    )
    @pytest.mark.parametrize("kind", ["contiguous", "strided"])
    def test_left_unmodified(self, ask, draw, kind):
        e, n, k = sizes(draw, 3)
        batch, steps = batch_sizes(draw)
        lengths, other = ragged(draw, batch, steps), ragged(draw, batch + 1, steps + 1)
        model = double_model(ask, draw, "BiLSTMClassifier", 9, e, n, k)
        values = draw.integers(1, 9, batch, steps)
        tokens = ask.strided(values) if kind == "strided" else ask.leaf(values, requires_grad=False)
        given = ask.on_cpu(lengths)
        first = ask.call(model, tokens, given)
        between = ask.call(model, sentences(draw, 9, other, steps + 1), ask.on_cpu(other))
        again = ask.call(model, tokens, given)
        after = {"tokens_after": tokens, "lengths_after": given, "parameters_after": ask.parameters(model)}
        gradient = ask.gradients([(again, draw.normal(batch, k))], module=model)
        results = {"logits": first, "logits_of_a_larger_batch": between, "logits_again": again}
        ask.matches(**results, **after, gradient=gradient, terms=512)
