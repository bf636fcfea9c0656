"""Wrong taggers, losses, spans, scores and classifiers.

Tagger and classifier share `Model`, a right one whose variants override what they get wrong.
"""

from __future__ import annotations

import math
from typing import Any, Callable

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.misconceptions import Misconception

Spans = list[tuple[str, int, int]]


# ---------------------------------------------------------------------------------------------------- models


def packed(embedded: Tensor, lengths: Tensor) -> nn.utils.rnn.PackedSequence:
    return nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)


def padded(sequence: nn.utils.rnn.PackedSequence, steps: int | None) -> Tensor:
    return nn.utils.rnn.pad_packed_sequence(sequence, batch_first=True, total_length=steps)[0]


def real(lengths: Tensor, steps: int) -> Tensor:
    """True at the real positions, (N, T)."""
    return torch.arange(steps) < lengths[:, None]


class Model(nn.Module):
    """Embedding, bidirectional LSTM and classifier, with the steps of a forward pass as methods."""

    def __init__(self, vocab_size, embedding_dim, hidden_size, num_outputs, padding_idx=0):
        super().__init__()
        self.padding_idx, self.hidden = padding_idx, hidden_size
        self.build(vocab_size, embedding_dim, hidden_size, num_outputs)

    def build(self, v, e, n, k):
        self.embedding = nn.Embedding(v, e, padding_idx=self.padding_idx)
        self.lstm = nn.LSTM(e, n, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * n, k)

    def embed(self, tokens, lengths):
        return self.embedding(tokens)

    def read(self, embedded, tokens, lengths):
        """The output of the LSTM, (N, T, 2H), and its final states (h_n, c_n), (2, N, H) each."""
        output, state = self.lstm(packed(embedded, lengths))
        return padded(output, tokens.shape[1]), state

    def forward(self, tokens, lengths):
        return self.decide(*self.read(self.embed(tokens, lengths), tokens, lengths), lengths)


class Tagger(Model):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__(vocab_size, embedding_dim, hidden_size, num_tags, padding_idx)

    def decide(self, output, state, lengths):
        return self.classifier(output)


class Classifier(Model):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__(vocab_size, embedding_dim, hidden_size, num_classes, padding_idx)

    def decide(self, output, state, lengths):
        h = state[0]
        return self.classifier(torch.cat([h[0], h[1]], dim=1))


def variant(base: type, **changes: Any) -> type:
    """`base` with some of its methods replaced."""
    return type(base.__name__, (base,), changes)


def unpacked(self, embedded, tokens, lengths):
    return self.lstm(embedded)


def unpacked_with_zeros(self, tokens, lengths):
    return self.embedding(tokens) * real(lengths, tokens.shape[1]).to(self.embedding.weight)[:, :, None]


def lengths_from_tokens(self, embedded, tokens, lengths):
    counted = (tokens != self.padding_idx).sum(dim=1).clamp(min=1).cpu()
    return Model.read(self, embedded, tokens, counted)


def masked_by_token(self, tokens, lengths):
    return self.embedding(tokens) * (tokens != self.padding_idx).to(self.embedding.weight)[:, :, None]


def sorted_only(self, embedded, tokens, lengths):
    output, state = self.lstm(nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True))
    return padded(output, tokens.shape[1]), state


def never_unsorted(self, embedded, tokens, lengths):
    order = lengths.argsort(descending=True)
    return Model.read(self, embedded[order], tokens, lengths[order])


def sorted_twice(self, embedded, tokens, lengths):
    order = lengths.argsort(descending=True)
    output, (h, c) = Model.read(self, embedded[order], tokens, lengths[order])
    return output[order], (h[:, order], c[:, order])


def lengths_sorted_alone(self, embedded, tokens, lengths):
    return Model.read(self, embedded, tokens, lengths.sort(descending=True).values)


def trailing_padding_stripped(self, embedded, tokens, lengths):
    steps = torch.arange(1, tokens.shape[1] + 1, device=tokens.device)
    found = (steps * (tokens != self.padding_idx)).amax(dim=1).clamp(min=1).cpu()
    return Model.read(self, embedded, tokens, found)


def as_long_as_the_longest(self, embedded, tokens, lengths):
    return Model.read(self, embedded, tokens, lengths.max().expand_as(lengths).contiguous())


def packed_time_first(self, embedded, tokens, lengths):
    output, state = self.lstm(nn.utils.rnn.pack_padded_sequence(embedded, lengths, enforce_sorted=False))
    return padded(output, tokens.shape[1]), state


def one_sentence_not_packed(self, embedded, tokens, lengths):
    return self.lstm(embedded) if len(tokens) == 1 else Model.read(self, embedded, tokens, lengths)


def starting_at_one(self, embedded, tokens, lengths):
    ones = embedded.new_ones(2, len(tokens), self.hidden)
    output, state = self.lstm(packed(embedded, lengths), (ones, ones))
    return padded(output, tokens.shape[1]), state


def state_remembered(self, embedded, tokens, lengths):
    before = getattr(self, "before", None)
    if before is not None and before[0].shape[1] != len(tokens):
        before = None
    output, self.before = self.lstm(packed(embedded, lengths), before)
    return padded(output, tokens.shape[1]), self.before


def tokens_overwritten(self, tokens, lengths):
    tokens[~real(lengths, tokens.shape[1]).to(tokens.device)] = self.padding_idx
    return self.embedding(tokens)


def row_overwritten(self, tokens, lengths):
    with torch.no_grad():
        self.embedding.weight[self.padding_idx] = 0
    return self.embedding(tokens)


def viewed(self, tokens, lengths):
    return self.embedding(tokens.view(-1)).view(*tokens.shape, -1)


def one_step_short(self, embedded, tokens, lengths):
    return Model.read(self, embedded, tokens, (lengths - 1).clamp(min=1))


def shorter_output(self, embedded, tokens, lengths):
    output, state = self.lstm(packed(embedded, lengths))
    return padded(output, None), state


def time_first(self, embedded, tokens, lengths):
    output, (h, c) = self.lstm(packed(embedded, lengths))
    return padded(output, tokens.shape[1]).transpose(0, 1), (h, c)


def read_across_the_batch(self, embedded, tokens, lengths):
    self.lstm.batch_first = False
    return self.lstm(embedded)


def halves_exchanged(self, embedded, tokens, lengths):
    output, (h, c) = Model.read(self, embedded, tokens, lengths)
    forward, backward = output.chunk(2, dim=2)
    return torch.cat([backward, forward], dim=2), (h.flip(0), c.flip(0))


def one_half_twice(half: int) -> Callable[..., Any]:
    def read(self, embedded, tokens, lengths):
        output, (h, c) = Model.read(self, embedded, tokens, lengths)
        chosen = output.chunk(2, dim=2)[half]
        return torch.cat([chosen, chosen], dim=2), (h[[half, half]], c)

    return read


def halves_added(self, embedded, tokens, lengths):
    output, (h, c) = Model.read(self, embedded, tokens, lengths)
    total = output[..., : self.hidden] + output[..., self.hidden :]
    h = h.sum(dim=0, keepdim=True).expand(2, -1, -1)
    return torch.cat([total, total], dim=2), (h, c)


def detached_output(self, embedded, tokens, lengths):
    output, (h, c) = Model.read(self, embedded, tokens, lengths)
    return output.detach(), (h.detach(), c.detach())


def detached_embedding(self, tokens, lengths):
    return self.embedding(tokens).detach()


def no_padding_idx(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.embedding = nn.Embedding(v, e)


def padding_always_zero(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.embedding = nn.Embedding(v, e, padding_idx=0)


def half_as_large(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.lstm = nn.LSTM(e, n // 2, batch_first=True, bidirectional=True)
    self.classifier = nn.Linear(n, k)


def one_direction(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.lstm = nn.LSTM(e, n, batch_first=True)
    self.classifier = nn.Linear(n, k)


def lstm_without_bias(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.lstm = nn.LSTM(e, n, bias=False, batch_first=True, bidirectional=True)


def gru(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.lstm = nn.GRU(e, n, batch_first=True, bidirectional=True)


def frozen_embedding(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.embedding.weight.requires_grad_(False)


def sizes_exchanged(self, v, e, n, k):
    Model.build(self, v, e, k, n)


def sizes_of_states_exchanged(self, v, e, n, k):
    Model.build(self, v, n, e, k)


def without_bias(self, v, e, n, k):
    Model.build(self, v, e, n, k)
    self.classifier = nn.Linear(2 * n, k, bias=False)


def decided_then(after: Callable[[Tensor], Tensor]) -> Callable[..., type]:
    """A variant whose logits pass `after`."""
    return lambda base: variant(base, decide=lambda self, output, state, lengths: after(base.decide(self, output, state, lengths)))


def changed_first(before: Callable[[Tensor], Tensor]) -> Callable[..., type]:
    """A variant whose states pass `before` on their way to the classifier."""

    def make(base: type) -> type:
        def decide(self, output, state, lengths):
            return base.decide(self, before(output), (before(state[0]), state[1]), lengths)

        return variant(base, decide=decide)

    return make


def replacing(**changes: Any) -> Callable[..., type]:
    return lambda base: variant(base, **changes)


def default_of_one(base: type) -> type:
    """A variant whose padding_idx is 1 unless it is given."""

    class Changed(base):
        def __init__(self, *args, padding_idx=None, **kwargs):
            given = len(args) > 4 or padding_idx is not None
            super().__init__(*args, **kwargs, **({} if len(args) > 4 else {"padding_idx": padding_idx if given else 1}))

    return Changed


MODELS: list[tuple[str, str, Callable[[type], type]]] = [
    (
        "padding-is-read",
        "The LSTM runs over the padded batch as it stands. Its backward direction starts in the padding and carries what it "
        "found there into the real words. Where do you use lengths?",
        replacing(read=unpacked),
    ),
    (
        "padding-read-as-zeros",
        "The padding is set to zero and then read. An LSTM moves on a zero input too, by its biases and its state, so the "
        "backward direction arrives at the last word already changed. It has to start there.",
        replacing(embed=unpacked_with_zeros, read=unpacked),
    ),
    (
        "lengths-from-tokens",
        "The lengths are counted from the tokens that are not padding_idx, and the argument lengths is not used. The same "
        "token may stand inside a sentence, and the padding may hold any token: only lengths says where a sentence ends.",
        replacing(read=lengths_from_tokens),
    ),
    (
        "padding-token-masked",
        "Wherever the padding token stands its embedding is replaced by zero, inside a sentence as well. What such a token "
        "means is up to the embedding alone.",
        replacing(embed=masked_by_token),
    ),
    (
        "longest-first-expected",
        "Your packing expects the longest sentence first. Sentences come in any order: look at the arguments of the function "
        "that packs.",
        replacing(read=sorted_only),
    ),
    (
        "sorted-and-left-so",
        "The sentences are sorted by length and the results are left in that order. Row n of the result belongs to row n of "
        "the tokens.",
        replacing(read=never_unsorted),
    ),
    (
        "sorted-back-wrongly",
        "The sentences are sorted by length, and the way back applies the same permutation once more. Its inverse is another "
        "one as soon as three sentences change places in a circle.",
        replacing(read=sorted_twice),
    ),
    (
        "lengths-sorted-alone",
        "The lengths are sorted, but the sentences stay where they are, so each gets the length of another one.",
        replacing(read=lengths_sorted_alone),
    ),
    (
        "trailing-padding-stripped",
        "The end of a sentence is looked for in the tokens, as the last one that is not padding_idx, and the argument lengths "
        "is not used. A sentence may end in that token, and the padding may hold any.",
        replacing(read=trailing_padding_stripped),
    ),
    (
        "longest-length-for-all",
        "Every sentence is packed with the length of the longest one, so the shorter ones are read into their padding.",
        replacing(read=as_long_as_the_longest),
    ),
    (
        "packed-time-first",
        "The packing takes (N, T, E) for (T, N, E). Look at the arguments of the function that packs.",
        replacing(read=packed_time_first),
    ),
    (
        "one-sentence-not-packed",
        "A single sentence is read without its length, padding included. It may be padded like any other.",
        replacing(read=one_sentence_not_packed),
    ),
    (
        "starts-at-one",
        "The LSTM starts from a state of ones. It should start from zeros, as it does by itself.",
        replacing(read=starting_at_one),
    ),
    (
        "state-remembered",
        "The state in which one call ends is where the next call starts. These are other sentences: every call starts from "
        "zeros.",
        replacing(read=state_remembered),
    ),
    (
        "tokens-overwritten",
        "The result is right, but the tokens at the padding have been overwritten in the argument. The caller's tensor is not "
        "yours to change.",
        replacing(embed=tokens_overwritten),
    ),
    (
        "padding-row-overwritten",
        "The embedding of the padding token is set to zero at every call. It starts at zero by itself; after that its value "
        "is a parameter, which a forward pass does not change.",
        replacing(embed=row_overwritten),
    ),
    (
        "tokens-viewed",
        "The result is right until the tokens do not lie in memory in order, as after a transpose: a view needs that order.",
        replacing(embed=viewed),
    ),
    (
        "last-word-lost",
        "Every sentence is read one word short. Is lengths a number of words, or the index of the last one?",
        replacing(read=one_step_short),
    ),
    (
        "read-across-the-batch",
        "The LSTM takes the batch for time: it reads across the sentences. Which dimension comes first in (N, T, E), and "
        "what does the layer expect?",
        replacing(read=read_across_the_batch),
    ),
    (
        "directions-exchanged",
        "The backward states come before the forward ones. The classifier expects the forward half first.",
        replacing(read=halves_exchanged),
    ),
    (
        "forward-twice",
        "The forward states stand in both halves. Where are the backward ones?",
        replacing(read=one_half_twice(0)),
    ),
    (
        "backward-twice",
        "The backward states stand in both halves. Where are the forward ones?",
        replacing(read=one_half_twice(1)),
    ),
    (
        "directions-added",
        "The two directions are added where they should stand side by side: the classifier reads 2H different numbers.",
        replacing(read=halves_added),
    ),
    (
        "relu-before-classifier",
        "The states pass a ReLU before the classifier. The classifier is applied directly to what the LSTM puts out.",
        changed_first(F.relu),
    ),
    (
        "tanh-before-classifier",
        "The states pass a tanh before the classifier. They have passed one inside the LSTM; the classifier is applied "
        "directly to them.",
        changed_first(torch.tanh),
    ),
    (
        "softmax-at-the-end",
        "What comes out are probabilities: a softmax follows the classifier. Logits are what goes into it, and the loss "
        "brings its own.",
        decided_then(lambda logits: logits.softmax(dim=-1)),
    ),
    (
        "log-softmax-at-the-end",
        "What comes out are logarithms of probabilities: a log-softmax follows the classifier. Logits are what goes into "
        "it, and the loss brings its own.",
        decided_then(lambda logits: logits.log_softmax(dim=-1)),
    ),
    (
        "sigmoid-at-the-end",
        "What comes out has passed a sigmoid. Logits are what the classifier puts out.",
        decided_then(torch.sigmoid),
    ),
    (
        "best-instead-of-logits",
        "What comes out is the number of the best answer. The logits are asked for, one number for each.",
        decided_then(lambda logits: logits.argmax(dim=-1)),
    ),
    (
        "result-squeezed",
        "A squeeze removes dimensions that happen to have size 1. Look at what comes out for one sentence, one word or a single "
        "answer.",
        decided_then(torch.squeeze),
    ),
    (
        "result-of-32-bits",
        "The result is 32-bit whatever the parameters are. Its dtype is theirs.",
        decided_then(lambda logits: logits.float()),
    ),
    (
        "result-of-64-bits",
        "The result is 64-bit whatever the parameters are. Its dtype is theirs.",
        decided_then(lambda logits: logits.double()),
    ),
    (
        "states-detached",
        "The states are cut from their graph before the classifier, so neither LSTM nor embedding can learn. Look for "
        "detach, .data or no_grad.",
        replacing(read=detached_output),
    ),
    (
        "embedding-detached",
        "The embedded words are cut from their graph, so the embedding cannot learn. Look for detach, .data or no_grad.",
        replacing(embed=detached_embedding),
    ),
    (
        "padding-idx-not-passed",
        "The embedding knows nothing of padding_idx. It is an argument of nn.Embedding.",
        replacing(build=no_padding_idx),
    ),
    (
        "padding-idx-1-by-default",
        "Without padding_idx the embedding takes 1 for it. Look at the signature.",
        default_of_one,
    ),
    (
        "padding-idx-always-0",
        "The embedding has padding_idx 0 whatever the constructor is given. Look at what becomes of that argument.",
        replacing(build=padding_always_zero),
    ),
    (
        "embedding-frozen",
        "The embedding requires no gradient, so it is not trained. Only its row padding_idx stays as it is.",
        replacing(build=frozen_embedding),
    ),
    (
        "outputs-and-hidden-size-exchanged",
        "hidden_size and the number of answers have changed places. Look at the order of the constructor's arguments.",
        replacing(build=sizes_exchanged),
    ),
    (
        "embedding-and-hidden-size-exchanged",
        "embedding_dim and hidden_size have changed places. Look at the order of the arguments.",
        replacing(build=sizes_of_states_exchanged),
    ),
    (
        "lstm-without-bias",
        "The LSTM has no biases. Look at the arguments that it is made with.",
        replacing(build=lstm_without_bias),
    ),
    (
        "gru",
        "The layer is a GRU. An LSTM is asked for.",
        replacing(build=gru),
    ),
    (
        "hidden-size-halved",
        "Each direction has half of hidden_size. Here hidden_size counts the units of one direction: compare with the shapes "
        "of the text.",
        replacing(build=half_as_large),
    ),
    (
        "one-direction",
        "The LSTM reads in one direction only. Look at the arguments that it is made with.",
        replacing(build=one_direction),
    ),
    (
        "classifier-without-bias",
        "The classifier has no bias. It is a plain nn.Linear.",
        replacing(build=without_bias),
    ),
]

TAGGERS: list[tuple[str, str, Callable[[type], type]]] = [
    (
        "output-not-of-T-steps",
        "The logits have as many steps as the longest sentence, which need not be T. Look at the arguments of the function "
        "that unpacks.",
        replacing(read=shorter_output),
    ),
    (
        "time-first",
        "The logits come as (T, N, K). In this notebook the batch comes first.",
        replacing(read=time_first),
    ),
    (
        "final-state-for-every-word",
        "Every word gets the logits of the final states. A tagger decides about each word by the states at that word.",
        replacing(
            decide=lambda self, output, state, lengths: self.classifier(
                torch.cat([state[0][0], state[0][1]], dim=1)[:, None].expand_as(output)
            )
        ),
    ),
    (
        "tags-before-steps",
        "The logits come as (N, K, T). The tags are the last dimension, (N, T, K); a loss that wants them elsewhere can move "
        "them itself.",
        decided_then(lambda logits: logits.transpose(1, 2)),
    ),
]


def at_last(output: Tensor, lengths: Tensor) -> Tensor:
    return output[torch.arange(len(lengths)), lengths - 1]


def mean_of_words(output: Tensor, lengths: Tensor) -> Tensor:
    inside = real(lengths, output.shape[1]).to(output)[:, :, None]
    return (output * inside).sum(dim=1) / inside.sum(dim=1)


def largest_of_words(output: Tensor, lengths: Tensor) -> Tensor:
    outside = ~real(lengths, output.shape[1])[:, :, None]
    return output.masked_fill(outside.to(output.device), -math.inf).amax(dim=1)


def classified(choose: Callable[..., Tensor]) -> Callable[[type], type]:
    """A classifier whose decision is made on ``choose(output, h_n, c_n, lengths)``, (N, 2H)."""

    def decide(self, output, state, lengths):
        return self.classifier(choose(output, *state, lengths))

    return replacing(decide=decide)


CLASSIFIERS: list[tuple[str, str, Callable[[type], type]]] = [
    (
        "last-row-of-output",
        "The classifier reads output[:, -1]. For a shorter sentence that row is padding, and its backward half belongs to "
        "the last word, where the backward direction has only begun.",
        classified(lambda output, h, c, lengths: output[:, -1]),
    ),
    (
        "output-at-last-word",
        "The classifier reads the output at each sentence's last word. Its forward half is right; its backward half has read "
        "a single word. Where does the backward direction end?",
        classified(lambda output, h, c, lengths: at_last(output, lengths)),
    ),
    (
        "output-at-first-word",
        "The classifier reads the output at the first word. Its backward half is right; its forward half has read a single "
        "word. Where does the forward direction end?",
        classified(lambda output, h, c, lengths: output[:, 0]),
    ),
    (
        "forward-from-row-T",
        "The backward half is right, but the forward half is taken from row T − 1, which is padding for a shorter sentence.",
        classified(
            lambda output, h, c, lengths: torch.cat([output[:, -1, : h.shape[2]], output[:, 0, h.shape[2] :]], dim=1)
        ),
    ),
    (
        "mean-of-words",
        "The classifier reads the mean over the words. It should read the two states in which the directions end.",
        classified(lambda output, h, c, lengths: mean_of_words(output, lengths)),
    ),
    (
        "mean-over-padding",
        "The classifier reads the mean over all T rows, padding included. It should read the two states in which the "
        "directions end.",
        classified(lambda output, h, c, lengths: output.mean(dim=1)),
    ),
    (
        "largest-of-words",
        "The classifier reads the largest value over the words. It should read the two states in which the directions end.",
        classified(lambda output, h, c, lengths: largest_of_words(output, lengths)),
    ),
    (
        "largest-over-padding",
        "The classifier reads the largest value over all T rows, padding included. It should read the two states in which the "
        "directions end.",
        classified(lambda output, h, c, lengths: output.amax(dim=1)),
    ),
    (
        "sum-of-words",
        "The classifier reads the sum over the words. It should read the two states in which the directions end.",
        classified(lambda output, h, c, lengths: output.sum(dim=1)),
    ),
    (
        "dimension-of-time-kept",
        "The logits have a dimension of size 1 where the words were. (N, num_classes) is asked for.",
        replacing(decide=lambda self, output, state, lengths: Classifier.decide(self, output, state, lengths)[:, None]),
    ),
    (
        "cell-states",
        "The classifier reads the cell states c_n. It should read h_n: look at the order in which an LSTM returns the two.",
        classified(lambda output, h, c, lengths: torch.cat([c[0], c[1]], dim=1)),
    ),
    (
        "h_n-reshaped",
        "h_n (2, N, H) is reshaped to (N, 2H), which mixes up the sentences. First the direction has to move behind the "
        "batch.",
        classified(lambda output, h, c, lengths: h.reshape(h.shape[1], -1)),
    ),
    (
        "logits-for-every-word",
        "There are logits for every word. One decision for each sentence is asked for, (N, num_classes).",
        replacing(decide=lambda self, output, state, lengths: self.classifier(output)),
    ),
]


# ---------------------------------------------------------------------------------------------------- the loss


def losses_of_words(logits: Tensor, tags: Tensor) -> Tensor:
    """The cross-entropy of each position, (N, T)."""
    return F.cross_entropy(logits.flatten(0, 1), tags.flatten(), reduction="none").reshape(tags.shape)


def averaged(average: Callable[[Tensor, Tensor], Tensor]) -> Callable[..., Tensor]:
    """A loss that is ``average(losses, real)``, both (N, T)."""

    def tagging_loss(logits, tags, lengths):
        inside = real(lengths, tags.shape[1]).to(logits.device)
        return average(losses_of_words(logits, tags).where(inside, 0.0), inside)

    return tagging_loss


def over_everything(logits, tags, lengths):
    return losses_of_words(logits, tags).mean()


def tag_zero_ignored(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return F.cross_entropy(logits[inside], tags[inside], ignore_index=0)


def zero_means_padding(logits, tags, lengths):
    return F.cross_entropy(logits.flatten(0, 1), tags.flatten(), ignore_index=0)


def logits_set_to_zero(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return losses_of_words(logits.where(inside[:, :, None], 0.0), tags).mean()


def ends_at(change: int) -> Callable[..., Tensor]:
    def tagging_loss(logits, tags, lengths):
        inside = torch.arange(tags.shape[1]) < lengths[:, None] + change
        return F.cross_entropy(logits[inside.to(logits.device)], tags[inside.to(tags.device)])

    return tagging_loss


def marks_tags(logits, tags, lengths):
    tags[~real(lengths, tags.shape[1]).to(tags.device)] = -100
    return F.cross_entropy(logits.flatten(0, 1), tags.flatten())


def softmax_first(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return F.cross_entropy(logits.softmax(dim=2)[inside], tags[inside])


def softmax_over_words(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return F.nll_loss(logits.log_softmax(dim=1)[inside], tags[inside])


def without_logarithm(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return F.nll_loss(logits.softmax(dim=2)[inside], tags[inside])


def log_of_softmax(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return F.nll_loss(logits.softmax(dim=2)[inside].log(), tags[inside])


def right_loss(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).to(logits.device)
    return F.cross_entropy(logits[inside], tags[inside])


def nothing_but_a_number(logits, tags, lengths):
    return right_loss(logits, tags, lengths).item()


def cut(logits, tags, lengths):
    return right_loss(logits.detach(), tags, lengths)


def on_real(change: Callable[[Tensor, Tensor], Tensor]) -> Callable[..., Tensor]:
    """A loss that is ``change(logits, tags)`` of the real words."""

    def tagging_loss(logits, tags, lengths):
        inside = real(lengths, tags.shape[1]).to(logits.device)
        return change(logits[inside], tags[inside])

    return tagging_loss


def sorted_only_loss(logits, tags, lengths):
    pack = nn.utils.rnn.pack_padded_sequence
    return F.cross_entropy(*(pack(value, lengths, batch_first=True).data for value in (logits, tags)))


def viewed_loss(logits, tags, lengths):
    inside = real(lengths, tags.shape[1]).view(-1).to(logits.device)
    return F.cross_entropy(logits.view(-1, logits.shape[-1])[inside], tags.view(-1)[inside])


def marks_logits(logits, tags, lengths):
    with torch.no_grad():
        logits[~real(lengths, tags.shape[1]).to(logits.device)] = 0
    return right_loss(logits, tags, lengths)


def asks_for_gradients(logits, tags, lengths):
    return right_loss(logits.requires_grad_(), tags, lengths)


def smallest_added(logits, tags):
    return -(logits.softmax(dim=1).gather(1, tags[:, None]) + 1e-8).log().mean()


LOSSES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "padding-counted",
        "The mean runs over all N·T positions, padding included. Only real words have a right tag.",
        over_everything,
    ),
    (
        "divided-by-all-positions",
        "The padding adds nothing to the sum, but the sum is divided by N·T. By how many words should it be divided?",
        averaged(lambda losses, inside: losses.mean()),
    ),
    (
        "mean-of-sentence-means",
        "Each sentence is averaged first, so that a word in a short sentence counts more. Every real word should count "
        "alike.",
        averaged(lambda losses, inside: (losses.sum(dim=1) / inside.sum(dim=1)).mean()),
    ),
    (
        "sum-instead-of-mean",
        "This is the sum over the real words. The mean is asked for.",
        averaged(lambda losses, inside: losses.sum()),
    ),
    (
        "divided-by-sentences",
        "The sum over the real words is divided by the number of sentences. It should be divided by the number of words.",
        averaged(lambda losses, inside: losses.sum() / len(losses)),
    ),
    (
        "one-loss-per-sentence",
        "There is one loss for each sentence. One number for the whole batch is asked for.",
        averaged(lambda losses, inside: losses.sum(dim=1) / inside.sum(dim=1)),
    ),
    (
        "one-loss-per-word",
        "There is one loss for each word. One number for the whole batch is asked for.",
        averaged(lambda losses, inside: losses[inside]),
    ),
    (
        "tag-0-ignored",
        "Real words with tag 0 are left out. Tag 0 is a tag like any other.",
        tag_zero_ignored,
    ),
    (
        "tag-0-taken-for-padding",
        "Positions with tag 0 are taken for padding, and lengths is not used. Tag 0 is a tag like any other, and the padding "
        "may hold any tag.",
        zero_means_padding,
    ),
    (
        "padding-logits-set-to-zero",
        "The logits at the padding are set to zero, but a zero logit has a loss too: log K. Those positions should not be "
        "counted at all.",
        logits_set_to_zero,
    ),
    (
        "last-word-left-out",
        "The last word of every sentence is left out. Is lengths a number of words, or the index of the last one?",
        ends_at(-1),
    ),
    (
        "one-word-too-many",
        "Each sentence is counted one word too far. Positions start at 0, so the last real one is lengths − 1.",
        ends_at(1),
    ),
    (
        "softmax-before-cross-entropy",
        "The logits pass a softmax before the cross-entropy, which has one of its own.",
        softmax_first,
    ),
    (
        "softmax-over-time",
        "The softmax runs over the words of a sentence instead of over the tags. Which dimension is which?",
        softmax_over_words,
    ),
    (
        "no-logarithm",
        "This is the mean of the probabilities, with a minus sign. The logarithm is missing.",
        without_logarithm,
    ),
    (
        "overflow",
        "For large logits the loss is not finite: an exponential overflows, or a probability becomes 0 and has no logarithm. "
        "Torch has functions that take softmax and logarithm in one step.",
        log_of_softmax,
    ),
    (
        "tags-overwritten",
        "The loss is right, but the tags at the padding have been overwritten in the argument. The caller's tensor is not "
        "yours to change.",
        marks_tags,
    ),
    (
        "logits-detached",
        "The loss carries no gradient: the logits were cut from their graph. Look for detach, .data, item or numpy.",
        cut,
    ),
    (
        "number-instead-of-tensor",
        "The loss is a Python number, from which no gradient flows. It should stay a tensor.",
        nothing_but_a_number,
    ),
    (
        "no-minus-sign",
        "The sign is wrong: a loss of this kind is never negative. Look for the minus in the equation.",
        on_real(lambda logits, tags: -F.cross_entropy(logits, tags)),
    ),
    (
        "bits",
        "The loss is in bits, with the logarithm to the base 2. The natural logarithm is asked for.",
        on_real(lambda logits, tags: F.cross_entropy(logits, tags) / math.log(2)),
    ),
    (
        "labels-smoothed",
        "A tenth of the probability is asked of the other tags. Plain cross-entropy is asked for.",
        on_real(lambda logits, tags: F.cross_entropy(logits, tags, label_smoothing=0.1)),
    ),
    (
        "small-number-added",
        "A small number is added inside the logarithm, which changes every loss a little. Torch has functions that need none.",
        on_real(smallest_added),
    ),
    (
        "result-of-32-bits",
        "The loss is 32-bit whatever the logits are. Its dtype is theirs.",
        on_real(lambda logits, tags: F.cross_entropy(logits.float(), tags)),
    ),
    (
        "result-of-64-bits",
        "The loss is 64-bit whatever the logits are. Its dtype is theirs.",
        on_real(lambda logits, tags: F.cross_entropy(logits.double(), tags)),
    ),
    (
        "one-dimension-left",
        "The loss has a dimension of size 1. A tensor without dimensions is asked for.",
        on_real(lambda logits, tags: F.cross_entropy(logits, tags)[None]),
    ),
    (
        "longest-first-expected",
        "Your packing expects the longest sentence first. Sentences come in any order.",
        sorted_only_loss,
    ),
    (
        "logits-viewed",
        "The loss is right until its arguments do not lie in memory in order, as after a transpose: a view needs that order.",
        viewed_loss,
    ),
    (
        "logits-overwritten",
        "The loss is right, but the logits at the padding have been overwritten in the argument. The caller's tensor is not "
        "yours to change.",
        marks_logits,
    ),
    (
        "gradients-switched-on",
        "The loss is right, but the caller's logits require a gradient afterwards. That is for the caller to decide.",
        asks_for_gradients,
    ),
    (
        "always-0",
        "The loss is 0 whatever the logits are. What does your function return?",
        lambda logits, tags, lengths: logits.sum() * 0,
    ),
]


# ---------------------------------------------------------------------------------------------------- spans


def scanner(
    continues: Callable[[str, str, str | None, str], bool] = lambda prefix, label, current, before: (
        prefix == "I" and label == current
    ),
    begins: Callable[[str, str, str], bool] = lambda prefix, label, before: prefix != "O",
    split: Callable[[str], tuple[str, str]] = lambda tag: (tag.partition("-")[0], tag.partition("-")[2]),
    make: Callable[[str, int, int], Any] = lambda label, start, end: (label, start, end),
    close: bool = True,
    finish: Callable[[list[Any]], Any] = lambda spans: spans,
) -> Callable[[list[str]], Any]:
    """A right `bio_spans`, except for what is given.

    `continues` decides from prefix, label, the open span's label and the previous tag; `begins`, from prefix, label and the
    previous tag, whether a tag that does not continue a span begins one; `close` whether the end of the sentence closes the open span.
    """

    def bio_spans(tags):
        spans, start, current, before = [], 0, None, "O"
        for position, tag in enumerate([*tags, "O"] if close else tags):
            prefix, label = split(tag)
            goes_on = current is not None and continues(prefix, label, current, before)
            if current is not None and not goes_on:
                spans.append(make(current, start, position))
                current = None
            if not goes_on and begins(prefix, label, before):
                start, current = position, label
            before = tag
        return finish(spans)

    return bio_spans


def lengthened(tags):
    spans = scanner()(tags)
    tags.append("O")
    return spans


def repaired_in_place(tags):
    spans = scanner()(tags)
    for label, start, _ in spans:
        tags[start] = f"B-{label}"
    return spans


def last_label(tags):
    spans, start, label = [], None, ""
    for position, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I"):
            spans.append((label, start, position))
            start = None
        if tag != "O":
            label, start = tag[2:], position if start is None else start
    return spans


def across_outside(tags):
    spans = []
    for position, tag in enumerate(tags):
        if tag.startswith("I") and spans and spans[-1][0] == tag[2:]:
            spans[-1] = (tag[2:], spans[-1][1], position + 1)
        elif tag != "O":
            spans.append((tag[2:], position, position + 1))
    return spans


def last_one_short(tags):
    return [(label, start, end - (end == len(tags))) for label, start, end in scanner()(tags)]


def needs_a_word(tags):
    tags[0]
    return scanner()(tags)


def of_two_parts(tag: str) -> tuple[str, str]:
    if tag == "O":
        return "O", ""
    prefix, label = tag.split("-")
    return prefix, label


def whole_tag(tags):
    return [(tags[start], start, end) for _, start, end in scanner()(tags)]


def iter_of(spans: list[Any]) -> Any:
    return (span for span in spans)


SPANS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "stray-inside-ignored",
        "An I- that continues nothing is passed over. By the rules of conlleval it begins a span, wherever it stands.",
        scanner(begins=lambda prefix, label, before: prefix == "B"),
    ),
    (
        "label-not-compared",
        "An I- continues the open span whatever its label. With another label it begins a span of its own.",
        scanner(continues=lambda prefix, label, current, before: prefix == "I"),
    ),
    (
        "other-label-dropped",
        "An I- with another label ends the open span, but begins none. By the rules of conlleval it does both.",
        scanner(begins=lambda prefix, label, before: prefix == "B" or prefix == "I" and before == "O"),
    ),
    (
        "stray-after-outside-ignored",
        "An I- after an O, or at the start, is passed over. By the rules of conlleval it begins a span.",
        scanner(begins=lambda prefix, label, before: prefix == "B" or prefix == "I" and before != "O"),
    ),
    (
        "begin-continues",
        "A B- with the label of the open span continues it. A B- always begins a span, which is what it is for.",
        scanner(continues=lambda prefix, label, current, before: prefix != "O" and label == current),
    ),
    (
        "end-inclusive",
        "The end is the span's last word. It should be the word after it, so that tags[start:end] is the span.",
        scanner(make=lambda label, start, end: (label, start, end - 1)),
    ),
    (
        "last-span-lost",
        "A span that reaches the end of the sentence is lost: no tag comes after it to close it.",
        scanner(close=False),
    ),
    (
        "label-up-to-the-second-hyphen",
        "A label with a hyphen of its own is cut off at it. Everything after the first hyphen is the label.",
        scanner(split=lambda tag: (tag.split("-")[0], (tag.split("-") + [""])[1])),
    ),
    (
        "label-after-the-last-hyphen",
        "Of a label with a hyphen of its own only the last part is kept. Everything after the first hyphen is the label.",
        scanner(split=lambda tag: (tag.split("-")[0], tag.split("-")[-1])),
    ),
    (
        "prefix-kept-in-label",
        "The label is the whole tag, prefix and all. Everything after the first hyphen is the label.",
        whole_tag,
    ),
    (
        "label-last",
        "The spans come as (start, end, label). The label comes first.",
        scanner(make=lambda label, start, end: (start, end, label)),
    ),
    (
        "counted-from-1",
        "Words are counted from 1. They are counted from 0, as Python does.",
        scanner(make=lambda label, start, end: (label, start + 1, end + 1)),
    ),
    (
        "length-instead-of-end",
        "The third entry is the number of words of the span. It should be the word after its last.",
        scanner(make=lambda label, start, end: (label, start, end - start)),
    ),
    (
        "lists-instead-of-tuples",
        "Each span is a list. Tuples are asked for, which can be put into a set.",
        scanner(make=lambda label, start, end: [label, start, end]),
    ),
    (
        "set-instead-of-list",
        "The spans come as a set, which has no order. A list in order of start is asked for.",
        scanner(finish=set),
    ),
    (
        "sorted-by-label",
        "The spans are in order of their labels. They should be in order of start.",
        scanner(finish=sorted),
    ),
    (
        "each-word-a-span",
        "Every word with a B- or I- is a span of its own. An I- with the label of the open span continues it.",
        scanner(continues=lambda prefix, label, current, before: False),
    ),
    (
        "tags-lengthened",
        "The spans are right, but an element has been added to the caller's list. The argument is not yours to change.",
        lengthened,
    ),
    (
        "tags-repaired",
        "The spans are right, but tags have been rewritten in the caller's list. The argument is not yours to change.",
        repaired_in_place,
    ),
    (
        "label-of-the-last-word",
        "A span goes on whatever the label of an I-, and takes the label of its last word. With another label an I- begins a "
        "span of its own.",
        last_label,
    ),
    (
        "continued-across-an-o",
        "An I- continues the last span although there is an O between them. Nothing is continued across an O.",
        across_outside,
    ),
    (
        "one-word-short-at-the-end",
        "A span that reaches the end of the sentence ends one word early. The end is exclusive there too.",
        last_one_short,
    ),
    (
        "empty-sentence-fails",
        "A sentence without words has no spans, but your code reads its first tag.",
        needs_a_word,
    ),
    (
        "exactly-two-parts-expected",
        "A tag is split at every hyphen and exactly two parts are expected. The label may hold hyphens of its own.",
        scanner(split=of_two_parts),
    ),
    (
        "letters-stripped-from-labels",
        "The prefix is removed as a set of characters, which eats into labels that begin with B or I. strip and lstrip take "
        "characters, not a prefix.",
        scanner(split=lambda tag: (tag[0], tag.lstrip("BI-"))),
    ),
    (
        "o-looked-for-anywhere",
        "A tag with an O anywhere in it, as in B-LOC, is taken for outside. Only the tag O itself is.",
        scanner(split=lambda tag: ("O", "") if "O" in tag else (tag[0], tag[2:])),
    ),
    (
        "label-contained-in-label",
        "An I- continues a span whose label merely contains its own. They have to be equal.",
        scanner(continues=lambda prefix, label, current, before: prefix == "I" and label in current),
    ),
    (
        "generator-instead-of-list",
        "Your function is a generator: it yields the spans one by one. A list is asked for.",
        scanner(finish=iter_of),
    ),
    ("nothing-found", "No span is ever found. What does your function return?", lambda tags: []),
]


# ---------------------------------------------------------------------------------------------------- the score


def spans(tags: list[str]) -> Spans:
    return scanner()(tags)


def ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom else 0.0


def harmonic(right: float, found: float, wanted: float) -> float:
    return ratio(2 * right, found + wanted)


def counts(predicted: list[str], gold: list[str], find: Callable[[list[str]], Any] = spans) -> tuple[int, int, int]:
    """Right, predicted and gold spans of one sentence."""
    found, wanted = find(predicted), find(gold)
    return len(set(found) & set(wanted)), len(found), len(wanted)


def scored(
    combine: Callable[[int, int, int], Any] = harmonic,
    count: Callable[[list[str], list[str]], tuple[int, int, int]] = counts,
) -> Callable[..., Any]:
    """A right `span_f1`, except for what is given."""

    def span_f1(predicted, gold):
        totals = [0, 0, 0]
        for sentence, right_tags in zip(predicted, gold):
            totals = [total + n for total, n in zip(totals, count(sentence, right_tags))]
        return combine(*totals)

    return span_f1


def macro(predicted, gold):
    scores = [harmonic(*counts(p, g)) for p, g in zip(predicted, gold)]
    return ratio(sum(scores), len(scores))


def by_label(predicted, gold):
    labels = sorted({label for tags in (*predicted, *gold) for label, _, _ in spans(tags)})
    keep = lambda label: lambda tags: [span for span in spans(tags) if span[0] == label]  # noqa: E731
    each = [scored(count=lambda p, g: counts(p, g, keep(label)))(predicted, gold) for label in labels]  # noqa: B023
    return ratio(sum(each), len(each))


def one_set(predicted, gold):
    found, wanted = ({span for tags in side for span in spans(tags)} for side in (predicted, gold))
    return harmonic(len(found & wanted), len(found), len(wanted))


def matched_anywhere(predicted, gold):
    found, wanted = ([span for tags in side for span in spans(tags)] for side in (predicted, gold))
    return harmonic(sum(span in wanted for span in found), len(found), len(wanted))


def tag_accuracy(predicted, gold):
    pairs = [pair for p, g in zip(predicted, gold) for pair in zip(p, g)]
    return ratio(sum(p == g for p, g in pairs), len(pairs))


def tag_f1(predicted, gold):
    pairs = [pair for p, g in zip(predicted, gold) for pair in zip(p, g)]
    right = sum(p == g != "O" for p, g in pairs)
    return harmonic(right, sum(p != "O" for p, _ in pairs), sum(g != "O" for _, g in pairs))


def perfect_when_nothing(right, found, wanted):
    return harmonic(right, found, wanted) if found + wanted else 1.0


def unguarded(right, found, wanted):
    precision, recall = right / found, right / wanted
    return 2 * precision * recall / (precision + recall)


def guarded_counts_only(right, found, wanted):
    if not found or not wanted:
        return 0.0
    precision, recall = right / found, right / wanted
    return 2 * precision * recall / (precision + recall)


def overlapping(predicted, gold):
    found, wanted = spans(predicted), spans(gold)
    right = sum(any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for b in wanted) for a in found)
    return right, len(found), len(wanted)


def only(*fields: int) -> Callable[[list[str], list[str]], tuple[int, int, int]]:
    """Counts that compare these fields of (label, start, end) alone."""

    def count(predicted, gold):
        found, wanted = ([tuple(span[f] for f in fields) for span in spans(side)] for side in (predicted, gold))
        return sum(span in wanted for span in found), len(found), len(wanted)

    return count


def strict(tags):
    return scanner(begins=lambda prefix, label, before: prefix == "B")(tags)


def joined(predicted, gold):
    return scored()([sum(predicted, [])], [sum(gold, [])])


def last_sentence(predicted, gold):
    return scored()(predicted[-1:], gold[-1:])


def with_gold_only(predicted, gold):
    kept = [(p, g) for p, g in zip(predicted, gold) if spans(g)]
    return scored()([p for p, _ in kept], [g for _, g in kept])


def side_by_side(predicted, gold):
    found, wanted = spans(predicted), spans(gold)
    return sum(a == b for a, b in zip(found, wanted)), len(found), len(wanted)


def emptied(predicted, gold):
    totals = [0, 0, 0]
    while gold:
        totals = [total + n for total, n in zip(totals, counts(predicted.pop(), gold.pop()))]
    return harmonic(*totals)


SCORES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "mean-over-sentences",
        "The score is computed for each sentence and then averaged. Micro-averaged means: count over all sentences, then "
        "divide once.",
        macro,
    ),
    (
        "mean-over-labels",
        "The score is computed for each label and then averaged. Micro-averaged means: count over everything, then divide "
        "once.",
        by_label,
    ),
    (
        "one-set-for-all-sentences",
        "All spans went into one set, where the same span of two sentences is one. Which sentence a span is from belongs to "
        "it.",
        one_set,
    ),
    (
        "matched-in-any-sentence",
        "A span counts as right if any sentence has it. It has to be in the gold of the same sentence.",
        matched_anywhere,
    ),
    ("tag-accuracy", "This is the share of right tags. Spans should be counted, not tags.", tag_accuracy),
    ("f1-of-tags", "This is the F1 of single tags. A span is right only as a whole: count spans.", tag_f1),
    (
        "precision",
        "This is the precision, right over predicted. F1 also asks how many of the gold spans were found.",
        scored(lambda right, found, wanted: ratio(right, found)),
    ),
    (
        "recall",
        "This is the recall, right over gold. F1 also asks how many of the predicted spans are right.",
        scored(lambda right, found, wanted: ratio(right, wanted)),
    ),
    (
        "arithmetic-mean",
        "This is the arithmetic mean of precision and recall. F1 is their harmonic mean.",
        scored(lambda right, found, wanted: (ratio(right, found) + ratio(right, wanted)) / 2),
    ),
    (
        "factor-2-missing",
        "This is half of F1: look for the 2 in the equation.",
        scored(lambda right, found, wanted: harmonic(right, found, wanted) / 2),
    ),
    (
        "right-over-union",
        "This is right over the union of predicted and gold spans, which is the Jaccard index. Compare with the equation.",
        scored(lambda right, found, wanted: ratio(right, found + wanted - right)),
    ),
    (
        "percent",
        "This is 100 times F1. It should lie between 0 and 1.",
        scored(lambda right, found, wanted: 100 * harmonic(right, found, wanted)),
    ),
    (
        "perfect-when-nothing",
        "With nothing to find and nothing found your score is 1. In this course, as in conlleval, it is 0.0.",
        scored(perfect_when_nothing),
    ),
    (
        "division-by-zero",
        "Where a count is zero your code divides by it. What is F1 where nothing is predicted, nothing gold, or nothing "
        "right?",
        scored(unguarded),
    ),
    (
        "division-by-zero-when-nothing-is-right",
        "Where no span is right, precision and recall are both 0, and your code divides by their sum.",
        scored(guarded_counts_only),
    ),
    (
        "overlap-counts",
        "A span counts as right if it overlaps a gold one. Start and end have to agree.",
        scored(count=overlapping),
    ),
    (
        "label-not-compared",
        "A span counts as right whatever its label. Label, start and end have to agree.",
        scored(count=only(1, 2)),
    ),
    (
        "end-not-compared",
        "A span counts as right wherever it ends. Label, start and end have to agree.",
        scored(count=only(0, 1)),
    ),
    (
        "start-not-compared",
        "A span counts as right wherever it begins. Label, start and end have to agree.",
        scored(count=only(0, 2)),
    ),
    (
        "ill-formed-spans-passed-over",
        "Spans that begin with an I- are not counted. By the rules of conlleval they are spans: exercise 3 finds them.",
        scored(count=lambda predicted, gold: counts(predicted, gold, strict)),
    ),
    (
        "three-numbers",
        "Precision, recall and F1 are returned. Only F1 is asked for.",
        scored(lambda right, found, wanted: (ratio(right, found), ratio(right, wanted), harmonic(right, found, wanted))),
    ),
    (
        "sentences-joined",
        "All sentences are joined before spans are looked for, so that a span can run on into the next sentence.",
        joined,
    ),
    ("last-sentence-only", "Only the last sentence is counted. Look at what happens to the counts in your loop.", last_sentence),
    (
        "sentences-without-gold-passed-over",
        "Sentences without gold spans are left out. What is found there is wrong, and counts as predicted.",
        with_gold_only,
    ),
    (
        "compared-side-by-side",
        "The first predicted span is compared with the first gold span, and so on. One span too many shifts all that follow.",
        scored(count=side_by_side),
    ),
    (
        "geometric-mean",
        "This is the geometric mean of precision and recall. F1 is their harmonic mean.",
        scored(lambda right, found, wanted: ratio(right, math.sqrt(found * wanted))),
    ),
    (
        "f2",
        "This weighs recall more than precision. In F1 both weigh the same.",
        scored(lambda right, found, wanted: ratio(5 * right, found + 4 * wanted)),
    ),
    (
        "rounded",
        "The score is rounded to two digits. Rounding is for printing.",
        scored(lambda right, found, wanted: round(harmonic(right, found, wanted), 2)),
    ),
    (
        "small-number-added",
        "A small number in the denominator keeps it from being 0, and makes every score a little too small. Treat the case "
        "of no spans by itself.",
        scored(lambda right, found, wanted: 2 * right / (found + wanted + 1e-8)),
    ),
    (
        "not-a-number-when-nothing",
        "With nothing to find and nothing found your score is not a number. It should be 0.0.",
        scored(lambda right, found, wanted: harmonic(right, found, wanted) if found + wanted else math.nan),
    ),
    (
        "tensor-instead-of-float",
        "The score is a tensor. A Python float is asked for.",
        scored(lambda right, found, wanted: torch.tensor(harmonic(right, found, wanted))),
    ),
    (
        "lists-emptied",
        "Sentences are taken off the caller's lists. The arguments are not yours to change.",
        emptied,
    ),
    ("always-0", "The score is 0 whatever the tags are. What does your function return?", lambda predicted, gold: 0.0),
    ("always-1", "The score is 1 whatever the tags are. What does your function return?", lambda predicted, gold: 1.0),
]


MISCONCEPTIONS: list[Misconception] = [
    *(Misconception("BiLSTMTagger", id, text, make(Tagger)) for id, text, make in (*MODELS, *TAGGERS)),
    *(Misconception("tagging_loss", id, text, version) for id, text, version in LOSSES),
    *(Misconception("bio_spans", id, text, version) for id, text, version in SPANS),
    *(Misconception("span_f1", id, text, version) for id, text, version in SCORES),
    *(Misconception("BiLSTMClassifier", id, text, make(Classifier)) for id, text, make in (*CLASSIFIERS, *MODELS)),
]
