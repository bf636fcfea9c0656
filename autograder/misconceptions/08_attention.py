"""Wrong attentions, decoder steps, decodings, error rates and divergences, each a right one that is changed in one place."""

from __future__ import annotations

import math
from typing import Any, Callable

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.misconceptions import Misconception


def variant(base: type, **changes: Any) -> type:
    """`base` with some of its methods replaced."""
    return type(base.__name__, (base,), changes)


# ---------------------------------------------------------------------------------------------------- attention


def padding(keys: Tensor, lengths: Tensor) -> Tensor:
    """True behind each length, (N, T)."""
    return torch.arange(keys.shape[1], device=keys.device) >= lengths.to(keys.device)[:, None]


class Attention(nn.Module):
    """A right additive attention, with its steps as methods."""

    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.build(query_size, key_size, attention_size)

    def build(self, q, k, a):
        self.query_projection = nn.Linear(q, a, bias=False)
        self.key_projection = nn.Linear(k, a, bias=False)
        self.score = nn.Linear(a, 1, bias=False)

    def squash(self, total):
        return torch.tanh(total)

    def scores(self, query, keys):
        met = self.squash(self.query_projection(query)[:, None] + self.key_projection(keys))
        return self.score(met).squeeze(2)

    def weigh(self, scores, keys, lengths):
        return scores.masked_fill(padding(keys, lengths), -math.inf).softmax(dim=1)

    def read(self, weights, keys):
        return (weights[:, :, None] * keys).sum(dim=1)

    def forward(self, query, keys, lengths):
        weights = self.weigh(self.scores(query, keys), keys, lengths)
        return self.leave(self.read(weights, keys), weights)

    def leave(self, context, weights):
        return context, weights


def sizes_exchanged(self, q, k, a):
    Attention.build(self, k, q, a)


def zeroed_scores(self, scores, keys, lengths):
    return scores.masked_fill(padding(keys, lengths), 0.0).softmax(dim=1)


def zeroed_weights(self, scores, keys, lengths):
    return scores.softmax(dim=1).masked_fill(padding(keys, lengths), 0.0)


def renormalised(self, scores, keys, lengths):
    weights = scores.softmax(dim=1).masked_fill(padding(keys, lengths), 0.0)
    return weights / weights.sum(dim=1, keepdim=True)


def smallest_added(self, scores, keys, lengths):
    weights = scores.softmax(dim=1).masked_fill(padding(keys, lengths), 0.0)
    return weights / (weights.sum(dim=1, keepdim=True) + 1e-8)


def unmasked(self, scores, keys, lengths):
    return scores.softmax(dim=1)


def barely_masked(self, scores, keys, lengths):
    return scores.masked_fill(padding(keys, lengths), -10.0).softmax(dim=1)


def off_by(change: int) -> Callable[..., Tensor]:
    def weigh(self, scores, keys, lengths):
        return Attention.weigh(self, scores, keys, (lengths + change).clamp(min=1))

    return weigh


def inverted(self, scores, keys, lengths):
    return scores.masked_fill(~padding(keys, lengths), -math.inf).softmax(dim=1)


def over_the_batch(self, scores, keys, lengths):
    return scores.masked_fill(padding(keys, lengths), -1e9).softmax(dim=0)


def sigmoids(self, scores, keys, lengths):
    return scores.sigmoid().masked_fill(padding(keys, lengths), 0.0)


def first_length(self, scores, keys, lengths):
    return Attention.weigh(self, scores, keys, lengths[:1])


def cut_weights(self, scores, keys, lengths):
    return scores.detach().masked_fill(padding(keys, lengths), -math.inf).softmax(dim=1)


def query_cut(self, query, keys):
    return Attention.scores(self, query.detach(), keys)


def multiplied(self, query, keys):
    met = self.squash(self.query_projection(query)[:, None] * self.key_projection(keys))
    return self.score(met).squeeze(2)


def keys_viewed(self, query, keys):
    return Attention.scores(self, query, keys.view(-1, keys.shape[2]).view(keys.shape))


def keys_overwritten(self, scores, keys, lengths):
    with torch.no_grad():
        keys[padding(keys, lengths)] = 0
    return Attention.weigh(self, scores, keys, lengths)


def cut_to_the_longest(self, query, keys, lengths):
    return Attention.forward(self, query, keys[:, : lengths.max()], lengths)


def uniform(self, weights, keys):
    return Attention.read(self, (weights > 0).to(keys) / (weights > 0).sum(dim=1, keepdim=True), keys)


def on_the_cpu(self, scores, keys, lengths):
    outside = torch.arange(keys.shape[1]) >= lengths[:, None]
    return scores.masked_fill(outside, -math.inf).softmax(dim=1)


def query_size_for_keys(self, q, k, a):
    Attention.build(self, q, q, a)
    self.query_projection = nn.Linear(q, a, bias=False)


def scaled(self, query, keys):
    return Attention.scores(self, query, keys) / math.sqrt(self.score.in_features)


def dot_product(self, query, keys):
    return (self.key_projection(keys) @ self.query_projection(query)[:, :, None]).squeeze(2)


def query_left_out(self, query, keys):
    return self.score(self.squash(self.key_projection(keys))).squeeze(2)


def squeezed(self, query, keys):
    return self.score(self.squash(self.query_projection(query)[:, None] + self.key_projection(keys))).squeeze()


def detached_weights(self, weights, keys):
    return Attention.read(self, weights.detach(), keys)


def detached_keys(self, weights, keys):
    return Attention.read(self, weights, keys.detach())


def mean_instead_of_sum(self, weights, keys):
    return (weights[:, :, None] * keys).mean(dim=1)


def projected_keys(self, weights, keys):
    return Attention.read(self, weights, self.key_projection(keys))


ATTENTIONS: list[tuple[str, str, type]] = [
    (
        "padding-weighed",
        "The padding gets weights like the rest of the memory. Where do you use lengths?",
        variant(Attention, weigh=unmasked),
    ),
    (
        "padding-scored-0",
        "The scores at the padding are set to 0 before the softmax. The exponential of 0 is 1: the padding still gets a share.",
        variant(Attention, weigh=zeroed_scores),
    ),
    (
        "weights-do-not-sum-to-1",
        "The weights at the padding are set to 0 after the softmax, so those that are left no longer sum to 1.",
        variant(Attention, weigh=zeroed_weights),
    ),
    (
        "small-number-in-the-denominator",
        "A small number is added to what the weights are divided by, so that they do not quite sum to 1. Leave the padding "
        "out before the softmax, and nothing needs to be divided.",
        variant(Attention, weigh=smallest_added),
    ),
    (
        "divided-after-the-softmax",
        "For large scores the weights are not numbers. Either an exponential overflows, or the padding takes part in the "
        "softmax and is removed afterwards, when nothing is left to divide by. The padding has to be out before a softmax "
        "that subtracts the largest score.",
        variant(Attention, weigh=renormalised),
    ),
    (
        "mask-not-low-enough",
        "The score that is put at the padding is a number whose exponential is not 0, so the padding keeps a little weight.",
        variant(Attention, weigh=barely_masked),
    ),
    (
        "mask-inverted",
        "The real places are left out and the padding is weighed. Look at the direction of the comparison in your mask.",
        variant(Attention, weigh=inverted),
    ),
    (
        "last-place-left-out",
        "The last real place of each sequence gets no weight. Is lengths a number of places, or the index of the last one?",
        variant(Attention, weigh=off_by(-1)),
    ),
    (
        "one-place-too-many",
        "The first place of the padding gets a weight. Places are counted from 0, so the last real one is lengths − 1.",
        variant(Attention, weigh=off_by(1)),
    ),
    (
        "softmax-over-the-batch",
        "The softmax runs over the batch instead of over the places. The weights of one sequence should sum to 1.",
        variant(Attention, weigh=over_the_batch),
    ),
    (
        "sigmoid-instead-of-softmax",
        "Each score passes a sigmoid by itself. The weights should share out 1 among the places.",
        variant(Attention, weigh=sigmoids),
    ),
    (
        "no-tanh",
        "The sum of the two projections goes into the score as it is, without its tanh. Then the query has no influence at "
        "all: it adds the same to every score.",
        variant(Attention, squash=lambda self, total: total),
    ),
    (
        "relu-instead-of-tanh",
        "The sum of the two projections passes a ReLU instead of a tanh. Look at the first equation.",
        variant(Attention, squash=lambda self, total: F.relu(total)),
    ),
    (
        "sigmoid-instead-of-tanh",
        "The sum of the two projections passes a sigmoid instead of a tanh. Look at the first equation.",
        variant(Attention, squash=lambda self, total: total.sigmoid()),
    ),
    (
        "query-left-out",
        "The query has no influence on the weights. Where do you use it?",
        variant(Attention, scores=query_left_out),
    ),
    (
        "dot-product",
        "This is dot-product attention: the projections are multiplied, and the submodule score has nothing to do. Additive "
        "attention adds them.",
        variant(Attention, scores=dot_product),
    ),
    (
        "scores-scaled",
        "The scores are divided by the root of the attention's size, as in dot-product attention. Additive attention has no "
        "such factor.",
        variant(Attention, scores=scaled),
    ),
    (
        "sizes-of-one-squeezed",
        "A squeeze without a dimension also removes a batch of one, or a memory of one place.",
        variant(Attention, scores=squeezed),
    ),
    (
        "projected-keys-averaged",
        "The context is an average of the projected keys. It should be one of the keys themselves.",
        variant(Attention, read=projected_keys),
    ),
    (
        "context-divided-by-T",
        "The context is divided by the number of places once more: a mean of the weighted keys. The weights share out 1 "
        "already.",
        variant(Attention, read=mean_instead_of_sum),
    ),
    (
        "weights-detached",
        "The context is read with weights that are cut from their graph, so the attention cannot learn where to look.",
        variant(Attention, read=detached_weights),
    ),
    (
        "keys-detached",
        "The context is read from keys that are cut from their graph, so the encoder cannot learn from it.",
        variant(Attention, read=detached_keys),
    ),
    (
        "results-exchanged",
        "The results come as (weights, context). The context comes first.",
        variant(Attention, leave=lambda self, context, weights: (weights, context)),
    ),
    (
        "context-alone",
        "Only the context is returned. The weights belong to the result.",
        variant(Attention, leave=lambda self, context, weights: context),
    ),
    (
        "weights-with-a-third-dimension",
        "The weights keep a dimension of size 1. They are (N, T).",
        variant(Attention, leave=lambda self, context, weights: (context, weights[:, None])),
    ),
    (
        "context-with-a-third-dimension",
        "The context keeps a dimension of size 1. It is (N, K).",
        variant(Attention, leave=lambda self, context, weights: (context[:, None], weights)),
    ),
    (
        "weights-without-gradient",
        "The weights that are returned are cut from their graph. A loss may ask about them as well.",
        variant(Attention, leave=lambda self, context, weights: (context, weights.detach())),
    ),
    (
        "sizes-exchanged",
        "The sizes of query and key have changed places. Look at the order of the constructor's arguments.",
        variant(Attention, build=sizes_exchanged),
    ),
    (
        "length-of-the-first-sequence",
        "The length of the first sequence is taken for all. Each has its own.",
        variant(Attention, weigh=first_length),
    ),
    (
        "projections-multiplied",
        "The two projections are multiplied. They should be added.",
        variant(Attention, scores=multiplied),
    ),
    (
        "uniform-context",
        "The context is the plain mean of the real keys. Where do the weights come in?",
        variant(Attention, read=uniform),
    ),
    (
        "scores-detached",
        "The scores are cut from their graph, so no submodule can learn. Look for detach, .data or no_grad.",
        variant(Attention, weigh=cut_weights),
    ),
    (
        "query-detached",
        "The query is cut from its graph, so the decoder cannot learn what to ask. Look for detach, .data or no_grad.",
        variant(Attention, scores=query_cut),
    ),
    (
        "mask-on-the-cpu",
        "The mask is made on the CPU, wherever the keys are.",
        variant(Attention, weigh=on_the_cpu),
    ),
    (
        "keys-viewed",
        "The result is right until the keys do not lie in memory in order, as after a transpose: a view needs that order.",
        variant(Attention, scores=keys_viewed),
    ),
    (
        "context-squeezed",
        "A squeeze without a dimension at the context removes a batch of one, or a key of one number, as well.",
        variant(Attention, leave=lambda self, context, weights: (context.squeeze(), weights)),
    ),
    (
        "scores-returned-as-well",
        "There are three results. Context and weights are asked for.",
        variant(Attention, leave=lambda self, context, weights: (context, weights, weights)),
    ),
    (
        "query-size-for-both",
        "The projection of the keys is made for vectors of the query's size.",
        variant(Attention, build=query_size_for_keys),
    ),
    (
        "keys-overwritten",
        "The keys at the padding are overwritten in the argument. The caller's tensor is not yours to change.",
        variant(Attention, weigh=keys_overwritten),
    ),
    (
        "cut-to-the-longest",
        "The memory is cut to the longest sequence, so there are fewer than T weights. They are (N, T).",
        variant(Attention, forward=cut_to_the_longest),
    ),
]


# ---------------------------------------------------------------------------------------------------- the decoder's step


class Step(nn.Module):
    """A right decoder step, with its steps as methods."""

    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.build(vocab_size, embedding_dim, hidden_size, memory_size, attention_size)

    def build(self, v, e, n, m, a):
        self.embedding = nn.Embedding(v, e)
        self.attention = Attention(n, m, a)
        self.cell = nn.LSTMCell(e + m, n)
        self.output = nn.Linear(n + m, v)

    def look(self, state, memory, lengths):
        return self.attention(state[0], memory, lengths)

    def move(self, word, context, state):
        return self.cell(torch.cat([word, context], dim=1), state)

    def speak(self, new, old, context, word):
        return self.output(torch.cat([new[0], context], dim=1))

    def forward(self, token, state, memory, lengths):
        context, weights = self.look(state, memory, lengths)
        word = self.embedding(token)
        new = self.move(word, context, state)
        return self.leave(self.speak(new, state, context, word), new, state, weights)

    def leave(self, logits, new, old, weights):
        return logits, new, weights


class LateStep(Step):
    """Attention queried with the outgoing h; the cell reads the context of the old one."""

    def forward(self, token, state, memory, lengths):
        context, _ = self.attention(state[0], memory, lengths)
        new = self.move(self.embedding(token), context, state)
        context, weights = self.attention(new[0], memory, lengths)
        return self.output(torch.cat([new[0], context], dim=1)), new, weights


def from_zero_state(self, word, context, state):
    return self.cell(torch.cat([word, context], dim=1))


def embedding_with_padding(self, v, e, n, m, a):
    Step.build(self, v, e, n, m, a)
    self.embedding = nn.Embedding(v, e, padding_idx=0)


def narrow_cell(self, v, e, n, m, a):
    Step.build(self, v, e, n, m, a)
    self.cell = nn.LSTMCell(e, n)


def narrow_output(self, v, e, n, m, a):
    Step.build(self, v, e, n, m, a)
    self.output = nn.Linear(n, v)


def output_without_bias(self, v, e, n, m, a):
    Step.build(self, v, e, n, m, a)
    self.output = nn.Linear(n + m, v, bias=False)


def memory_and_hidden_exchanged(self, v, e, n, m, a):
    Step.build(self, v, e, m, n, a)


def attention_sizes_exchanged(self, v, e, n, m, a):
    Step.build(self, v, e, n, m, a)
    self.attention = Attention(m, n, a)


def state_overwritten(self, logits, new, old, weights):
    with torch.no_grad():
        for before, after in zip(old, new):
            before.copy_(after)
    return logits, new, weights


STEPS: list[tuple[str, str, type]] = [
    (
        "attention-asked-with-c",
        "The attention is asked with the cell state c. It should be asked with h.",
        variant(Step, look=lambda self, state, memory, lengths: self.attention(state[1], memory, lengths)),
    ),
    (
        "attention-asked-with-the-new-h",
        "The attention is asked a second time, with the h that goes out. It should be asked once, with the one that comes in: "
        "look at the first equation.",
        LateStep,
    ),
    (
        "lengths-not-passed-on",
        "The whole memory is read, padding included. What does the attention get for lengths?",
        variant(
            Step,
            look=lambda self, state, memory, lengths: self.attention(
                state[0], memory, torch.full_like(lengths, memory.shape[1])
            ),
        ),
    ),
    (
        "context-before-embedding",
        "The cell reads the context before the embedded word. The embedding comes first.",
        variant(Step, move=lambda self, word, context, state: self.cell(torch.cat([context, word], dim=1), state)),
    ),
    (
        "context-before-h",
        "The output layer reads the context before h. h comes first.",
        variant(Step, speak=lambda self, new, old, context, word: self.output(torch.cat([context, new[0]], dim=1))),
    ),
    (
        "old-h-in-output",
        "The output layer reads the h that came in. It should read the one after the step.",
        variant(Step, speak=lambda self, new, old, context, word: self.output(torch.cat([old[0], context], dim=1))),
    ),
    (
        "c-in-output",
        "The output layer reads the cell state c. It should read h.",
        variant(Step, speak=lambda self, new, old, context, word: self.output(torch.cat([new[1], context], dim=1))),
    ),
    (
        "state-ignored",
        "The cell starts from zeros at every step. Does it get the state that came in?",
        variant(Step, move=from_zero_state),
    ),
    (
        "states-exchanged-on-entry",
        "The cell takes h for c and c for h. The state is the pair (h, c).",
        variant(
            Step, move=lambda self, word, context, state: self.cell(torch.cat([word, context], dim=1), (state[1], state[0]))
        ),
    ),
    (
        "states-exchanged-on-return",
        "The state that is returned is (c, h). The pair is (h, c).",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits, (new[1], new[0]), weights)),
    ),
    (
        "old-state-returned",
        "The state that is returned is the one that came in, so the decoder never moves on.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits, old, weights)),
    ),
    (
        "h-alone-returned",
        "The state that is returned is h alone. It is the pair (h, c).",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits, new[0], weights)),
    ),
    (
        "results-exchanged",
        "The results come as (state, logits, weights). The logits come first.",
        variant(Step, leave=lambda self, logits, new, old, weights: (new, logits, weights)),
    ),
    (
        "weights-not-returned",
        "The weights of the attention are missing from the result.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits, new)),
    ),
    (
        "softmax-at-the-end",
        "What comes out are probabilities. Logits are what goes into a softmax, and the loss brings its own.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits.softmax(dim=1), new, weights)),
    ),
    (
        "log-softmax-at-the-end",
        "What comes out are logarithms of probabilities. Logits are what goes into a log-softmax, and the loss brings its own.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits.log_softmax(dim=1), new, weights)),
    ),
    (
        "best-word-instead-of-logits",
        "What comes out is the number of the best word. The logits are asked for, one number for each word.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits.argmax(dim=1), new, weights)),
    ),
    (
        "tanh-before-output",
        "A tanh stands between the state and the output layer. The layer is applied directly to [h; context].",
        variant(
            Step,
            speak=lambda self, new, old, context, word: self.output(torch.tanh(torch.cat([new[0], context], dim=1))),
        ),
    ),
    (
        "context-detached",
        "The context is cut from its graph, so neither attention nor memory can learn.",
        variant(Step, look=lambda self, s, memory, lengths: tuple(r.detach() for r in self.attention(s[0], memory, lengths))),
    ),
    (
        "state-detached",
        "The state that is returned is cut from its graph, so no gradient flows from one step to the one before.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits, tuple(s.detach() for s in new), weights)),
    ),
    (
        "embedding-detached",
        "The embedded word is cut from its graph, so the embedding cannot learn.",
        variant(
            Step, move=lambda self, word, context, state: self.cell(torch.cat([word.detach(), context], dim=1), state)
        ),
    ),
    (
        "word-0-not-trained",
        "The embedding has a padding_idx, so word 0 is never trained. It is a plain nn.Embedding.",
        variant(Step, build=embedding_with_padding),
    ),
    (
        "cell-without-context",
        "The cell is made for the embedded word alone. It reads [embedding; context]: look at its input size.",
        variant(Step, build=narrow_cell, move=lambda self, word, context, state: self.cell(word, state)),
    ),
    (
        "output-without-context",
        "The output layer is made for h alone. It reads [h; context]: look at its input size.",
        variant(Step, build=narrow_output, speak=lambda self, new, old, context, word: self.output(new[0])),
    ),
    (
        "output-without-bias",
        "The output layer has no bias. It is a plain nn.Linear.",
        variant(Step, build=output_without_bias),
    ),
    (
        "memory-and-hidden-size-exchanged",
        "hidden_size and memory_size have changed places. Look at the order of the constructor's arguments.",
        variant(Step, build=memory_and_hidden_exchanged),
    ),
    (
        "attention-made-the-wrong-way-round",
        "The attention is made for queries of the memory's size and keys of the state's. The state asks, the memory answers.",
        variant(Step, build=attention_sizes_exchanged),
    ),
    (
        "cell-state-started-anew",
        "The cell starts from c = 0 at every step. The whole state that came in goes into it.",
        variant(
            Step,
            move=lambda self, word, context, state: self.cell(
                torch.cat([word, context], dim=1), (state[0], torch.zeros_like(state[1]))
            ),
        ),
    ),
    (
        "state-taken-for-c-and-h",
        "The incoming pair is read as (c, h), for the attention and for the cell. It is (h, c).",
        variant(
            Step,
            look=lambda self, state, memory, lengths: self.attention(state[1], memory, lengths),
            move=lambda self, word, context, state: self.cell(torch.cat([word, context], dim=1), (state[1], state[0])),
        ),
    ),
    (
        "old-c-returned",
        "The c that is returned is the one that came in. Both h and c are those after the step.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits, (new[0], old[1]), weights)),
    ),
    (
        "context-detached-for-the-cell",
        "The cell reads a context that is cut from its graph. Look for detach, .data or no_grad.",
        variant(Step, move=lambda self, word, context, state: self.cell(torch.cat([word, context.detach()], dim=1), state)),
    ),
    (
        "incoming-state-detached",
        "The incoming state is cut from its graph, so no gradient flows to the step before.",
        variant(Step, forward=lambda self, token, state, *rest: Step.forward(self, token, tuple(s.detach() for s in state), *rest)),
    ),
    (
        "memory-detached",
        "The memory is cut from its graph, so the encoder cannot learn.",
        variant(Step, look=lambda self, state, memory, lengths: self.attention(state[0], memory.detach(), lengths)),
    ),
    (
        "logits-of-32-bits",
        "The logits are 32-bit whatever the parameters are. Their dtype is theirs.",
        variant(Step, leave=lambda self, logits, new, old, weights: (logits.float(), new, weights)),
    ),
    (
        "state-overwritten",
        "The new state is written into the tensors of the old one. The arguments are not yours to change, and the gradient "
        "needs what they held.",
        variant(Step, leave=state_overwritten),
    ),
]


# ---------------------------------------------------------------------------------------------------- decoding


def decoder(
    choose: Callable[[Tensor], Tensor] = lambda logits: logits.argmax(dim=1),
    feed: Callable[[Tensor, Tensor], Tensor] = lambda token, first: token,
    carry: Callable[[Any, Any], Any] = lambda new, old: new,
    cut: Callable[[list[int], int], list[int]] = lambda words, eos: words[: words.index(eos)] if eos in words else words,
    see: Callable[[Tensor, Tensor], Tensor] = lambda lengths, memory: lengths,
    rounds: Callable[[int], int] = lambda max_length: max_length,
    first: Callable[[int, int], int] = lambda bos, eos: bos,
    limit: Callable[[int], int] = lambda max_length: max_length,
    stop: Callable[[Tensor, int], bool] = lambda token, eos: False,
    finish: Callable[[Any], Any] = lambda written: written,
) -> Callable[..., Any]:
    """A right `greedy_decode`, except for what is given; it always goes on to the end."""

    def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
        start = token = torch.full((len(memory),), first(bos, eos), device=memory.device)
        columns = []
        for _ in range(rounds(max_length)):
            logits, new, _ = step(feed(token, start), state, memory, see(lengths, memory))
            state = carry(new, state)
            token = choose(logits)
            columns.append(token)
            if stop(token, eos):
                break
        rows = torch.stack(columns, dim=1).tolist() if columns else [[] for _ in memory]
        return finish([cut(row, eos)[: limit(max_length)] for row in rows])

    return greedy_decode


def with_bos(step, state, memory, lengths, bos, eos, max_length):
    return [[bos, *row] for row in decoder()(step, state, memory, lengths, bos, eos, max_length)]


def with_padding(step, state, memory, lengths, bos, eos, max_length):
    rows = decoder()(step, state, memory, lengths, bos, eos, max_length)
    longest = max(map(len, rows))
    return [row + [eos] * (longest - len(row)) for row in rows]


def one_list_for_all(step, state, memory, lengths, bos, eos, max_length):
    written, running = [[]] * len(memory), set(range(len(memory)))
    token = torch.full((len(memory),), bos, device=memory.device)
    for _ in range(max_length):
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for row, word in enumerate(token.tolist()):
            if word == eos:
                running.discard(row)
            elif row in running:
                written[row].append(word)
        if not running:
            break
    return written


def memory_overwritten(step, state, memory, lengths, bos, eos, max_length):
    written = decoder()(step, state, memory, lengths, bos, eos, max_length)
    memory.zero_()
    return written


def needs_a_module(step, *args):
    step.eval()
    return decoder()(step, *args)


DECODERS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "all-end-with-the-first",
        "The loop stops as soon as one row proposes eos, and the others are cut off. Each row has its own end.",
        decoder(stop=lambda token, eos: bool((token == eos).any())),
    ),
    (
        "words-after-eos-kept",
        "Only the eos itself is left out, and the words that a row proposes after it are kept. A row ends at its first eos.",
        decoder(cut=lambda words, eos: [word for word in words if word != eos]),
    ),
    (
        "eos-never-looked-for",
        "Every row runs to max_length and holds its eos. Where do you look for it?",
        decoder(cut=lambda words, eos: words),
    ),
    (
        "eos-kept",
        "Each row ends with its eos. The words before it are asked for.",
        decoder(cut=lambda words, eos: words[: words.index(eos) + 1] if eos in words else words),
    ),
    (
        "ends-at-the-last-eos",
        "A row that proposes eos more than once is cut at the last one. It ends at the first.",
        decoder(cut=lambda words, eos: words[: len(words) - 1 - words[::-1].index(eos)] if eos in words else words),
    ),
    ("bos-kept", "Each row begins with bos. The words after it are asked for.", with_bos),
    (
        "state-not-carried",
        "Every step starts from the first state. What a step returns as its state goes into the next one.",
        decoder(carry=lambda new, old: old),
    ),
    (
        "always-fed-bos",
        "Every step is given bos. It should be given the word that was written last.",
        decoder(feed=lambda token, first: first),
    ),
    (
        "fed-eos-first",
        "The first step is given eos. It should be given bos.",
        decoder(first=lambda bos, eos: eos),
    ),
    (
        "fed-word-0-first",
        "The first step is given word 0, whatever bos is. Where do you use bos?",
        decoder(first=lambda bos, eos: 0),
    ),
    (
        "least-likely-word",
        "The word with the smallest logit is taken. The best one has the largest.",
        decoder(choose=lambda logits: logits.argmin(dim=1)),
    ),
    (
        "one-step-too-few",
        "The loop makes max_length − 1 steps. A row may have max_length words.",
        decoder(rounds=lambda max_length: max_length - 1),
    ),
    (
        "one-step-too-many",
        "The loop makes max_length + 1 steps, so rows get a word too many. bos and eos are not counted, but neither are they "
        "extra steps.",
        decoder(rounds=lambda max_length: max_length + 1, limit=lambda max_length: max_length + 1),
    ),
    (
        "called-too-often",
        "The result is right, but step is called more than max_length times. One call moves all rows on by a word: is there a "
        "call too many before or after the loop, or one for each row?",
        decoder(rounds=lambda max_length: max_length + 1),
    ),
    (
        "lengths-not-passed-on",
        "The step gets T for every length, so it reads the padding. Hand it the lengths that you were given.",
        decoder(see=lambda lengths, memory: torch.full_like(lengths, memory.shape[1])),
    ),
    (
        "lengths-sorted",
        "The step gets the lengths in another order than the rows of the memory.",
        decoder(see=lambda lengths, memory: lengths.sort(descending=True).values),
    ),
    (
        "rows-filled-up",
        "Rows that have ended are filled up to the longest one. Each has its own number of words.",
        with_padding,
    ),
    (
        "tensor-instead-of-lists",
        "The result is a tensor. A list of lists of Python ints is asked for, whose rows may have different lengths.",
        decoder(cut=lambda words, eos: words, finish=torch.tensor),
    ),
    (
        "tensors-in-the-lists",
        "The lists hold tensors. Python ints are asked for.",
        decoder(finish=lambda written: [[torch.tensor(word) for word in row] for row in written]),
    ),
    (
        "rows-as-tuples",
        "The rows are tuples. A list of lists is asked for.",
        decoder(finish=lambda written: [tuple(row) for row in written]),
    ),
    (
        "words-in-one-list",
        "All words are in one list. There is one list for each row of the batch.",
        decoder(finish=lambda written: [word for row in written for word in row]),
    ),
    (
        "time-first",
        "There is one list for each step. There should be one for each row of the batch.",
        decoder(finish=lambda written: [list(column) for column in zip(*written)]),
    ),
    (
        "second-best-word",
        "The second best word is taken. The best one has the largest logit.",
        decoder(choose=lambda logits: logits.topk(2, dim=1).indices[:, 1]),
    ),
    ("nothing-written", "Every row is empty. What does your function return?", decoder(cut=lambda words, eos: [])),
    (
        "numpy-numbers",
        "The lists hold numbers of NumPy. Python ints are asked for.",
        decoder(finish=lambda written: [list(torch.tensor(row, dtype=torch.int64).numpy()) for row in written]),
    ),
    (
        "first-row-alone",
        "Only the first row is returned. There is one list for each row of the batch.",
        decoder(finish=lambda written: written[0]),
    ),
    (
        "one-list-for-all-rows",
        "All rows are one and the same list, so every word goes into each of them. Multiplying a list does not copy what is "
        "in it.",
        one_list_for_all,
    ),
    (
        "memory-overwritten",
        "The result is right, but the memory has been overwritten. The arguments are not yours to change.",
        memory_overwritten,
    ),
    (
        "module-expected",
        "The step is expected to be a module. It is anything that can be called, a plain function as well.",
        needs_a_module,
    ),
]


# ---------------------------------------------------------------------------------------------------- the error rate


def distance(a: list[int], b: list[int], insert: int = 1, delete: int = 1, replace: int = 1, swap: bool = False) -> int:
    """The edit distance with these costs; `swap` lets two neighbours change places for 1."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i == 0 or j == 0:
                table[i][j] = i * delete + j * insert
                continue
            same = a[i - 1] == b[j - 1]
            table[i][j] = min(
                table[i - 1][j] + delete, table[i][j - 1] + insert, table[i - 1][j - 1] + (0 if same else replace)
            )
            if swap and i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def rated(
    measure: Callable[[list[int], list[int]], float] = distance,
    size: Callable[[list[int], list[int]], float] = lambda p, g: len(g),
    scale: float = 1.0,
) -> Callable[..., float]:
    """A right `error_rate`, except for what is given."""

    def error_rate(predicted, gold):
        pairs = list(zip(predicted, gold))
        return scale * sum(measure(p, g) for p, g in pairs) / sum(size(p, g) for p, g in pairs)

    return error_rate


def side_by_side(p: list[int], g: list[int]) -> int:
    return sum(a != b for a, b in zip(p, g))


def side_by_side_and_rest(p: list[int], g: list[int]) -> int:
    return side_by_side(p, g) + abs(len(p) - len(g))


def mean_of_rates(predicted, gold):
    rates = [distance(p, g) / len(g) for p, g in zip(predicted, gold)]
    return sum(rates) / len(rates)


def guarded_mean_of_rates(predicted, gold):
    rates = [distance(p, g) / max(len(g), 1) for p, g in zip(predicted, gold)]
    return sum(rates) / len(rates)


def joined(predicted, gold):
    return rated()([sum(predicted, [])], [sum(gold, [])])


def set_difference(p: list[int], g: list[int]) -> int:
    return len(set(p) ^ set(g))


def border_of_zeros(p: list[int], g: list[int]) -> int:
    row = [0] * (len(g) + 1)
    for a in p:
        above, row = row, [0]
        for j, b in enumerate(g, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return row[-1]


def as_text(p: list[int], g: list[int]) -> int:
    return distance(list("".join(map(str, p))), list("".join(map(str, g))))


def always_replacing(p: list[int], g: list[int]) -> int:
    return distance([*range(-len(p), 0)], g)


def emptied(predicted, gold):
    rate = rated()(predicted, gold)
    for row in predicted:
        row.clear()
    return rate


RATES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "mean-of-rates",
        "Each sequence's rate is computed first, and then their mean. All edits are divided by all gold tokens, once.",
        mean_of_rates,
    ),
    (
        "guarded-mean-of-rates",
        "The mean of the sequences' rates is returned, an empty gold list counting as one token. All edits are divided by all "
        "gold tokens, once.",
        guarded_mean_of_rates,
    ),
    (
        "place-by-place",
        "Sequences are compared place by place up to the end of the shorter one. One token too many shifts all that follow: "
        "the edit distance is asked for.",
        rated(side_by_side),
    ),
    (
        "place-by-place-and-the-rest",
        "Sequences are compared place by place, and what is left over is added. One token too many shifts all that follow: "
        "the edit distance is asked for.",
        rated(side_by_side_and_rest),
    ),
    (
        "difference-of-sets",
        "Only which tokens occur is compared, not their order or number. The edit distance is asked for.",
        rated(set_difference),
    ),
    (
        "replacement-costs-2",
        "Replacing a token costs 2, as if it were deleted and inserted. It costs 1.",
        rated(lambda p, g: distance(p, g, replace=2)),
    ),
    (
        "deletion-is-free",
        "Tokens that are too many cost nothing. Insertions and deletions cost 1 each.",
        rated(lambda p, g: distance(p, g, delete=0)),
    ),
    (
        "insertion-is-free",
        "Tokens that are missing cost nothing. Insertions and deletions cost 1 each.",
        rated(lambda p, g: distance(p, g, insert=0)),
    ),
    (
        "neighbours-may-be-swapped",
        "Two neighbours may change places for 1. That is another distance: only insertions, deletions and replacements are "
        "allowed here.",
        rated(lambda p, g: distance(p, g, swap=True)),
    ),
    (
        "first-row-of-zeros",
        "The first row and column of your table are 0. They hold the distance from an empty list, which grows with every "
        "token.",
        rated(border_of_zeros),
    ),
    (
        "divided-by-predicted",
        "The edits are divided by the number of predicted tokens. They should be divided by the gold ones.",
        rated(size=lambda p, g: len(p)),
    ),
    (
        "divided-by-the-longer",
        "The edits are divided by the length of the longer sequence. They should be divided by the number of gold tokens.",
        rated(size=lambda p, g: max(len(p), len(g))),
    ),
    (
        "divided-by-sequences",
        "The edits are divided by the number of sequences. They should be divided by the number of gold tokens.",
        rated(size=lambda p, g: 1),
    ),
    (
        "not-divided",
        "This is the number of edits. It should be divided by the number of gold tokens.",
        lambda predicted, gold: float(sum(map(distance, predicted, gold))),
    ),
    (
        "percent",
        "This is 100 times the rate. 1 stands for as many edits as there are gold tokens.",
        rated(scale=100.0),
    ),
    (
        "at-most-1",
        "The rate is cut off at 1. It may be larger, when more was written than there was to write.",
        lambda predicted, gold: min(1.0, rated()(predicted, gold)),
    ),
    (
        "accuracy",
        "This is 1 minus the rate. The share of errors is asked for.",
        lambda predicted, gold: 1 - rated()(predicted, gold),
    ),
    (
        "sequences-wrong",
        "This is the share of sequences that are not entirely right. Edits should be counted.",
        rated(lambda p, g: float(p != g), size=lambda p, g: 1),
    ),
    (
        "sequences-joined",
        "All sequences are joined before they are compared, so that edits reach across their borders.",
        joined,
    ),
    (
        "compared-as-text",
        "Tokens are written down as digits and compared digit by digit. A token is one thing, whatever its number.",
        rated(as_text),
    ),
    ("always-0", "The rate is 0 whatever was predicted. What does your function return?", lambda predicted, gold: 0.0),
    (
        "equal-tokens-cost-1",
        "A token that is right costs 1 as well. When does the diagonal step of your table cost nothing?",
        rated(always_replacing),
    ),
    (
        "empty-gold-passed-over",
        "Sequences with an empty gold list are left out. What was written there is too much, and counts.",
        rated(lambda p, g: distance(p, g) if g else 0),
    ),
    (
        "rounded-down",
        "The rate is rounded down to a whole number. Look at the division.",
        lambda predicted, gold: float(sum(map(distance, predicted, gold)) // sum(map(len, gold))),
    ),
    (
        "tensor-instead-of-float",
        "The rate is a tensor. A Python float is asked for.",
        lambda predicted, gold: torch.tensor(rated()(predicted, gold)),
    ),
    (
        "lists-emptied",
        "The rate is right, but the predicted lists have been emptied. The arguments are not yours to change.",
        emptied,
    ),
]


# ---------------------------------------------------------------------------------------------------- the divergence


def each(mean_q: Tensor, logvar_q: Tensor, mean_p: Tensor, logvar_p: Tensor) -> Tensor:
    """The divergence of every dimension, (N, D)."""
    shift = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return 0.5 * (logvar_p - logvar_q + torch.exp(logvar_q - logvar_p) + shift - 1)


def named(divergence: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """`divergence` under the argument names of the exercise."""

    def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
        return divergence(mean_q, logvar_q, mean_p, logvar_p)

    return gaussian_kl


def changed(term: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A divergence whose dimensions have ``term(mean_q, logvar_q, mean_p, logvar_p)`` each."""
    return named(lambda *given: term(*given).sum(dim=-1))


def added_to_variances(mean_q, logvar_q, mean_p, logvar_p):
    q, p = logvar_q.exp() + 1e-8, logvar_p.exp() + 1e-8
    return 0.5 * (p.log() - q.log() + (q + (mean_q - mean_p) ** 2) / p - 1)


def limited(mean_q, logvar_q, mean_p, logvar_p):
    return each(mean_q, logvar_q.clamp(-10, 10), mean_p, logvar_p.clamp(-10, 10))


def in_place(mean_q, logvar_q, mean_p, logvar_p):
    return each(mean_q.sub_(mean_p), logvar_q, torch.zeros_like(mean_p), logvar_p).sum(dim=-1)


def other_order(mean_q, mean_p, logvar_q, logvar_p):
    return each(mean_q, logvar_q, mean_p, logvar_p).sum(dim=-1)


DIVERGENCES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "the-other-way-round",
        "This is KL(p‖q). The two are different numbers: which Gaussian's variance is divided by?",
        changed(lambda mq, lq, mp, lp: each(mp, lp, mq, lq)),
    ),
    (
        "both-ways",
        "This is the mean of KL(q‖p) and KL(p‖q). One direction is asked for.",
        changed(lambda mq, lq, mp, lp: (each(mp, lp, mq, lq) + each(mq, lq, mp, lp)) / 2),
    ),
    (
        "prior-taken-for-standard-normal",
        "p has no influence: this is the divergence from the standard normal. p has a mean and a variance of its own.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, torch.zeros_like(mp), torch.zeros_like(lp))),
    ),
    (
        "variance-of-p-left-out",
        "The mean of p is used, but its variance is taken for 1. Where does logvar_p appear in the equation?",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp, torch.zeros_like(lp))),
    ),
    (
        "logvar-taken-for-log-of-deviation",
        "logvar is used as the logarithm of the standard deviation. It is that of the variance, twice as large.",
        changed(lambda mq, lq, mp, lp: each(mq, 2 * lq, mp, 2 * lp)),
    ),
    (
        "half-missing",
        "This is twice the divergence: the factor one half is missing.",
        changed(lambda mq, lq, mp, lp: 2 * each(mq, lq, mp, lp)),
    ),
    (
        "sign",
        "The sign is wrong: a divergence is never negative. Many texts write the same terms with a minus in front.",
        changed(lambda mq, lq, mp, lp: -each(mq, lq, mp, lp)),
    ),
    (
        "minus-1-missing",
        "Two equal Gaussians get a divergence of half their number of dimensions. Which term is missing?",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp, lp) + 0.5),
    ),
    (
        "minus-1-once-for-all-dimensions",
        "The 1 is subtracted once instead of once for each dimension. It stands inside the sum.",
        named(lambda mq, lq, mp, lp: (each(mq, lq, mp, lp) + 0.5).sum(dim=-1) - 0.5),
    ),
    (
        "means-left-out",
        "The distance between the means has no influence. Look at the fraction in the equation.",
        changed(lambda mq, lq, mp, lp: each(torch.zeros_like(mq), lq, torch.zeros_like(mp), lp)),
    ),
    (
        "distance-not-squared",
        "The distance between the means is not squared.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mq, lp) + 0.5 * (mq - mp).abs() * torch.exp(-lp)),
    ),
    (
        "distance-not-divided",
        "The squared distance between the means is not divided by the variance of p. Look at what the fraction spans.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mq, lp) + 0.5 * (mq - mp) ** 2),
    ),
    (
        "distance-divided-by-variance-of-q",
        "The squared distance between the means is divided by the variance of q. It is measured in units of p.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mq, lp) + 0.5 * (mq - mp) ** 2 * torch.exp(-lq)),
    ),
    (
        "logarithms-exchanged",
        "The two logarithms of variances have each other's sign. Look at the first two terms.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp, lp) + lq - lp),
    ),
    (
        "logarithms-left-out",
        "The difference of the logarithms is missing. Look at the first two terms.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp, lp) - 0.5 * (lp - lq)),
    ),
    (
        "mean-over-dimensions",
        "This is the mean over the dimensions. Their sum is asked for.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).mean(dim=-1)),
    ),
    (
        "sum-over-the-batch",
        "The sum runs over the rows. It should run over the last dimension, so that each row has its own divergence.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).sum(dim=0)),
    ),
    (
        "one-number-for-all",
        "The sum runs over rows and dimensions. Each row has a divergence of its own.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).sum()),
    ),
    (
        "mean-over-the-batch",
        "This is the mean over the rows, as one would use in a loss. Each row's own divergence is asked for.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).sum(dim=-1).mean()),
    ),
    (
        "not-summed",
        "There is a number for every dimension. Each row's sum is asked for.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp)),
    ),
    (
        "dimension-kept",
        "The sum keeps its dimension, (N, 1). (N,) is asked for.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).sum(dim=-1, keepdim=True)),
    ),
    (
        "small-number-added",
        "A small number is added to the variances, which changes narrow Gaussians. An exponential is never 0, so it is not "
        "needed.",
        changed(added_to_variances),
    ),
    (
        "logvar-limited",
        "logvar is limited to ±10, which changes narrow and wide Gaussians and stops their gradient.",
        changed(limited),
    ),
    (
        "bits",
        "The divergence is in bits. The natural logarithm is asked for.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp, lp) / math.log(2)),
    ),
    (
        "argument-overwritten",
        "The result is right at first, but mean_q has been overwritten. The arguments are not yours to change.",
        in_place,
    ),
    (
        "p-detached",
        "p is cut from its graph, so a prior that is learned gets no gradient. Look for detach, .data or no_grad.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp.detach(), lp.detach())),
    ),
    (
        "q-detached",
        "q is cut from its graph, so it cannot learn. Look for detach, .data or no_grad.",
        changed(lambda mq, lq, mp, lp: each(mq.detach(), lq.detach(), mp, lp)),
    ),
    (
        "arguments-in-another-order",
        "The second argument is taken for the mean of p and the third for logvar_q. Look at the order in the signature.",
        other_order,
    ),
    (
        "result-of-32-bits",
        "The result is 32-bit whatever the arguments are. Its dtype is theirs.",
        changed(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).float()),
    ),
    (
        "small-number-in-the-denominator",
        "A small number is added to the variance of p where it is divided by. An exponential is never 0, so it is not needed.",
        changed(lambda mq, lq, mp, lp: 0.5 * (lp - lq + (lq.exp() + (mq - mp) ** 2) / (lp.exp() + 1e-6) - 1)),
    ),
    (
        "all-detached",
        "The result is cut from its graph, so nothing can learn from it. Look for detach, .data or no_grad.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).sum(dim=-1).detach()),
    ),
    (
        "argument-viewed",
        "The result is right until an argument does not lie in memory in order, as after a transpose: a view needs that order.",
        named(lambda mq, lq, mp, lp: each(mq.view(-1).view(mq.shape), lq, mp, lp).sum(dim=-1)),
    ),
    (
        "tensor-on-the-cpu",
        "A tensor is made on the CPU, wherever the arguments are.",
        named(lambda mq, lq, mp, lp: each(mq, lq, mp, lp).sum(dim=-1) + torch.zeros(len(mq), dtype=mq.dtype)),
    ),
    (
        "always-0",
        "The divergence is 0 whatever the Gaussians are. What does your function return?",
        named(lambda mq, lq, mp, lp: 0 * (mq + lq + mp + lp).sum(dim=-1)),
    ),
]


MISCONCEPTIONS: list[Misconception] = [
    *(Misconception("AdditiveAttention", id, text, version) for id, text, version in ATTENTIONS),
    *(Misconception("DecoderStep", id, text, version) for id, text, version in STEPS),
    *(Misconception("greedy_decode", id, text, version) for id, text, version in DECODERS),
    *(Misconception("error_rate", id, text, version) for id, text, version in RATES),
    *(Misconception("gaussian_kl", id, text, version) for id, text, version in DIVERGENCES),
]
