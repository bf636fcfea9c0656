"""Wrong ways to read a sequence from both sides.

The layer is written once, with every decision in a method; a mistake overrides one of them. The functions are written
once with their ingredients as arguments.
"""

from __future__ import annotations

import itertools
import math
from typing import Any, Callable

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.misconceptions import Misconception

ORDER = "ifgo"
NAMES = {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate"}
WRONG_ORDERS = ["".join(order) for order in itertools.permutations(ORDER) if "".join(order) != ORDER]


# ---------------------------------------------------------------------------------------------------- reverse_padded


def sources(steps: int, lengths: Tensor) -> Tensor:
    """For each place of the result the step that its value comes from, (T, N)."""
    t = torch.arange(steps)[:, None]
    return torch.where(t < lengths, lengths - 1 - t, t)


def reverser(
    source: Callable[[int, Tensor], Tensor] = sources,
    enter: Callable[[Tensor], Tensor] = lambda x: x,
    leave: Callable[..., Any] = lambda y, x, lengths: y,
) -> Callable[..., Any]:
    """A right `reverse_padded`, except for what is given."""

    def reverse_padded(x, lengths):
        y = enter(x)[source(x.shape[0], lengths), torch.arange(x.shape[1])]
        return leave(y, x, lengths)

    return reverse_padded


reverse = reverser()


def shifted(by: int) -> Callable[[int, Tensor], Tensor]:
    return lambda steps, lengths: sources(steps, (lengths + by).clamp(1, steps))


def past_the_end(steps, lengths):
    t = torch.arange(steps)[:, None]
    return torch.where(t < lengths, lengths - t, t).clamp(max=steps - 1)


def turned_around(steps, lengths):
    return (lengths - 1 - torch.arange(steps)[:, None]) % steps


def behind(x: Tensor, lengths: Tensor) -> Tensor:
    """Where there is padding, in the shape of `x`."""
    mask = torch.arange(x.shape[0])[:, None] >= lengths
    return mask.reshape(*mask.shape, *[1] * (x.dim() - 2)).to(x.device)


def zeros_behind(y, x, lengths):
    return y.masked_fill(behind(y, lengths), 0)


def gathered(x, lengths):
    index = sources(x.shape[0], lengths).to(x.device)
    return x.gather(0, index.unsqueeze(2).expand(-1, -1, x.shape[2]))


def in_place(x, lengths):
    with torch.no_grad():
        x.copy_(reverse(x.clone(), lengths))
    return x


def into_floats(x, lengths):
    y = torch.zeros(x.shape)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
        y[length:, n] = x[length:, n]
    return y


def into_cpu(x, lengths):
    y = torch.zeros(x.shape, dtype=x.dtype)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
        y[length:, n] = x[length:, n]
    return y


def one_feature(x, lengths):
    index = sources(x.shape[0], lengths).to(x.device)
    return x.gather(0, index.reshape(*index.shape, *[1] * (x.dim() - 2)))


def assigned_in_place(x, lengths):
    for n, length in enumerate(lengths.tolist()):
        x[:length, n] = x[:length, n].flip(0)
    return x


def unwritten(x, lengths):
    return torch.where(behind(x, lengths), torch.empty_like(x), reverse(x, lengths))


def lengths_used_up(x, lengths):
    y = reverse(x, lengths)
    lengths.fill_(1)
    return y


def cut(x, lengths):
    return reverse(x, lengths)[: int(lengths.max())]


def sorted_and_left(x, lengths):
    order = lengths.argsort(descending=True, stable=True)
    return reverse(x[:, order], lengths[order])


REVERSED: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "all-flipped",
        "The whole tensor is turned around, padding and all, so that the shorter sequences begin with padding. Each sequence "
        "is reversed within its own length.",
        lambda x, lengths: x.flip(0),
    ),
    (
        "flipped-to-the-longest",
        "All sequences are reversed within the length of the longest one. Each has its own.",
        reverser(lambda steps, lengths: sources(steps, lengths.max().expand_as(lengths))),
    ),
    (
        "nothing-reversed",
        "The result is x as it was: nothing is reversed.",
        lambda x, lengths: x.clone(),
    ),
    (
        "batch-reversed",
        "The sequences of the batch have changed places. It is the steps of each sequence that are reversed.",
        lambda x, lengths: x.flip(1),
    ),
    (
        "features-reversed",
        "The features of each step are reversed. It is the steps of each sequence that are.",
        lambda x, lengths: torch.where(behind(x, lengths), x, x.flip(-1)),
    ),
    (
        "padding-mixed-up",
        "The sequences are right, but the padding behind them is turned around too. It stays in its place.",
        reverser(turned_around),
    ),
    (
        "padding-set-to-zero",
        "The sequences are right, but what stands behind them has become 0. It stays as it is.",
        reverser(leave=zeros_behind),
    ),
    (
        "one-step-too-far",
        "Each sequence begins with one step of padding. Steps count from 0: the last one of a sequence of length 3 is step 2.",
        reverser(past_the_end),
    ),
    (
        "one-step-too-many",
        "Each sequence is reversed together with one step of the padding behind it. Steps count from 0: the last one of a "
        "sequence of length 3 is step 2.",
        reverser(shifted(1)),
    ),
    (
        "one-step-too-few",
        "The last step of each sequence stays in its place, and only those before it are reversed.",
        reverser(shifted(-1)),
    ),
    (
        "cut-to-the-longest",
        "The result ends with the longest sequence. It has as many steps as x, even where no sequence is that long.",
        cut,
    ),
    (
        "sorted",
        "The sequences come out in the order of their sorted lengths. They should stay in their places.",
        sorted_and_left,
    ),
    (
        "first-length-for-all",
        "All sequences are reversed within the length of the first one. Each has its own.",
        reverser(lambda steps, lengths: sources(steps, lengths[:1].expand_as(lengths))),
    ),
    (
        "vectors-only",
        "This works for sequences of vectors alone. Behind T and N there may be no dimension at all, or several.",
        gathered,
    ),
    (
        "detached",
        "The numbers are right, but no gradient flows back to x. Look for detach, .data, no_grad or torch.tensor.",
        reverser(enter=torch.Tensor.detach),
    ),
    (
        "no-gradient-to-the-padding",
        "The numbers are right, but the padding gets no gradient. It is handed on as it is, gradient and all.",
        reverser(leave=lambda y, x, lengths: torch.where(behind(y, lengths), y.detach(), y)),
    ),
    (
        "given-x-reversed",
        "The given x is reversed itself. Someone may still need it: make a new tensor.",
        in_place,
    ),
    (
        "floats-on-the-cpu",
        "The result has 32-bit floats on the CPU whatever x has. Look at how it is made.",
        into_floats,
    ),
    (
        "on-the-cpu",
        "The result is on the CPU wherever x is. Look at how it is made.",
        into_cpu,
    ),
    (
        "one-sequence-squeezed",
        "Where there is one step, one sequence or one feature, a dimension is lost. Look for squeeze.",
        reverser(leave=lambda y, x, lengths: y.squeeze()),
    ),
    (
        "view-of-x",
        "A view of x asks for its memory in order, and a transposed tensor is not.",
        reverser(enter=lambda x: x.view(-1).view(x.shape)),
    ),
    (
        "shortest-length-for-all",
        "All sequences are reversed within the length of the shortest one. Each has its own.",
        reverser(lambda steps, lengths: sources(steps, lengths.min().expand_as(lengths))),
    ),
    (
        "sorted-lengths-only",
        "The lengths are sorted, but the sequences are not: most are reversed within the length of another one.",
        lambda x, lengths: reverse(x, lengths.sort(descending=True).values),
    ),
    (
        "padding-not-written",
        "What stands behind a sequence was never written: it is whatever was in memory. Look for empty.",
        unwritten,
    ),
    (
        "assigned-in-place",
        "The given x is assigned to. Someone may still need it, and torch cannot follow a change of a leaf: make a new tensor.",
        assigned_in_place,
    ),
    (
        "first-feature-only",
        "The result has one feature. The index for gather has to be as wide as x, with the same step in every feature.",
        one_feature,
    ),
    (
        "all-pairs",
        "The result has one dimension of sequences too many. A second index has to say which sequence each step belongs to.",
        lambda x, lengths: x[sources(x.shape[0], lengths)],
    ),
    (
        "lengths-changed",
        "The given lengths are changed. Look for an operation in place on them.",
        lengths_used_up,
    ),
]


# ---------------------------------------------------------------------------------------------------- merge


def merger(**changes: Callable[[Tensor, Tensor], Any]) -> Callable[..., Any]:
    """A right `merge`, except for the modes that are given; `other` is what becomes of an unknown one."""
    modes: dict[str, Callable[[Tensor, Tensor], Any]] = {
        "concat": lambda f, b: torch.cat([f, b], dim=-1),
        "sum": lambda f, b: f + b,
        "mean": lambda f, b: (f + b) / 2,
        "mul": lambda f, b: f * b,
    } | changes

    def merge(forward, backward, mode):
        if mode in modes and mode != "other":
            return modes[mode](forward, backward)
        if "other" in modes:
            return modes["other"](forward, backward)
        raise ValueError(mode)

    return merge


def every(change: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]) -> Callable[..., Any]:
    """A right `merge` of two changed tensors."""
    return lambda forward, backward, mode: merger()(*change(forward, backward), mode)


def summed_in_place(f, b):
    with torch.no_grad():
        f += b
    return f


def failing(error):
    raise error


def key_error(forward, backward, mode):
    known = {"concat", "sum", "mean", "mul"}
    if mode not in known:
        raise KeyError(mode)
    return merger()(forward, backward, mode)


MERGES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "backward-first",
        "With concat the backward half comes first. Forward comes first: look at the order in your list.",
        merger(concat=lambda f, b: torch.cat([b, f], dim=-1)),
    ),
    (
        "concat-in-dimension-two",
        "With concat the two are joined in dimension 2. That is the last one only where there are three: count from the end.",
        merger(concat=lambda f, b: torch.cat([f, b], dim=2)),
    ),
    (
        "concat-in-dimension-one",
        "With concat the two are joined in dimension 1. They are joined in the last one, however many there are.",
        merger(concat=lambda f, b: torch.cat([f, b], dim=1)),
    ),
    (
        "concat-in-time",
        "With concat the two are joined along the steps. They are joined in the last dimension.",
        merger(concat=lambda f, b: torch.cat([f, b])),
    ),
    (
        "stacked",
        "With concat the two get a new dimension. They lie side by side in the last one: 2H numbers in a row.",
        merger(concat=lambda f, b: torch.stack([f, b], dim=-1)),
    ),
    (
        "interleaved",
        "With concat the numbers of the two alternate. First come all of forward, then all of backward.",
        merger(concat=lambda f, b: torch.stack([f, b], dim=-1).flatten(-2)),
    ),
    (
        "mean-is-the-sum",
        "The mean is not divided by two.",
        merger(mean=lambda f, b: f + b),
    ),
    (
        "half-of-one",
        "Only one of the two is halved: look at the brackets of your mean.",
        merger(mean=lambda f, b: f + b / 2),
    ),
    (
        "mean-over-features",
        "The mean is taken over the features. It is the mean of forward and backward, entry by entry.",
        merger(mean=lambda f, b: torch.cat([f, b], dim=-1).mean(-1)),
    ),
    (
        "sum-over-features",
        "The sum is taken over the features. It is the sum of forward and backward, entry by entry.",
        merger(sum=lambda f, b: torch.cat([f, b], dim=-1).sum(-1)),
    ),
    (
        "sum-is-the-mean",
        "The sum is halved.",
        merger(sum=lambda f, b: (f + b) / 2),
    ),
    (
        "matrix-product",
        "mul is a matrix product. It is the product entry by entry.",
        merger(mul=lambda f, b: f @ b.transpose(-1, -2) if f.dim() > 1 else f @ b),
    ),
    (
        "scalar-product",
        "mul is summed over the features. It is the product entry by entry.",
        merger(mul=lambda f, b: (f * b).sum(-1)),
    ),
    (
        "unknown-multiplied",
        "A mode that does not exist is taken for mul. Look at your last else.",
        merger(other=lambda f, b: f * b),
    ),
    (
        "unknown-concatenated",
        "A mode that does not exist is taken for concat. Look at your last else.",
        merger(other=lambda f, b: torch.cat([f, b], dim=-1)),
    ),
    (
        "unknown-summed",
        "A mode that does not exist is taken for sum. Look at your last else.",
        merger(other=lambda f, b: f + b),
    ),
    (
        "unknown-is-none",
        "With a mode that does not exist the result is None. It should be an error that names it.",
        merger(other=lambda f, b: None),
    ),
    (
        "unknown-is-a-key-error",
        "A mode that does not exist is an error of another kind. It should be a ValueError: where does yours come from?",
        key_error,
    ),
    (
        "unknown-is-a-type-error",
        "A mode that does not exist is a TypeError. It should be a ValueError: the type is right, the value is not.",
        merger(other=lambda f, b: failing(TypeError)),
    ),
    (
        "unknown-fails-an-assertion",
        "A mode that does not exist fails an assertion. It should be a ValueError: assertions can be switched off.",
        merger(other=lambda f, b: failing(AssertionError)),
    ),
    (
        "forward-modified",
        "The given forward outputs are overwritten by the sum. Look for plus-equals or a trailing underscore.",
        merger(sum=summed_in_place),
    ),
    (
        "backward-detached",
        "The numbers are right, but no gradient flows to backward. Look for detach or .data.",
        every(lambda f, b: (f, b.detach())),
    ),
    (
        "detached",
        "The numbers are right, but no gradient flows to either. Look for detach, .data or no_grad.",
        every(lambda f, b: (f.detach(), b.detach())),
    ),
    (
        "forward-twice",
        "backward has no effect: the forward outputs are used in its place.",
        every(lambda f, b: (f, f)),
    ),
    (
        "concat-is-the-sum",
        "With concat the two are added. They lie side by side: 2H numbers.",
        merger(concat=lambda f, b: f + b),
    ),
    (
        "concat-forward-twice",
        "With concat both halves are the forward outputs.",
        merger(concat=lambda f, b: torch.cat([f, f], dim=-1)),
    ),
    (
        "mean-rounded",
        "The mean is rounded down. Look for a division with two strokes.",
        merger(mean=lambda f, b: (f + b) // 2),
    ),
    (
        "mean-of-everything",
        "The mean is a single number. It is taken entry by entry.",
        merger(mean=lambda f, b: (f.mean() + b.mean()) / 2),
    ),
    (
        "sum-is-the-difference",
        "The sum is a difference: look at the sign.",
        merger(sum=lambda f, b: f - b),
    ),
    (
        "mul-is-the-maximum",
        "mul is the greater of the two. It is their product.",
        merger(mul=torch.maximum),
    ),
    (
        "mul-of-32-bits",
        "mul has 32 bits whatever the two have.",
        merger(mul=lambda f, b: f.float() * b.float()),
    ),
    (
        "mul-in-place",
        "mul overwrites the given forward outputs. Look for a trailing underscore.",
        merger(mul=lambda f, b: f.mul_(b)),
    ),
    (
        "error-returned",
        "With a mode that does not exist the error is returned. It should be raised.",
        merger(other=lambda f, b: ValueError()),
    ),
    (
        "sum-detached",
        "The numbers are right, but no gradient flows through the sum. Look for detach or .data.",
        merger(sum=lambda f, b: (f + b).detach()),
    ),
    (
        "concat-squeezed",
        "With concat a dimension of size 1 is lost. Look for squeeze.",
        merger(concat=lambda f, b: torch.cat([f, b], dim=-1).squeeze()),
    ),
    (
        "concat-on-the-cpu",
        "The concatenated outputs are on the CPU wherever the two are.",
        merger(concat=lambda f, b: torch.cat([f, b], dim=-1).cpu()),
    ),
    (
        "view-of-forward",
        "A view of forward asks for its memory in order, and a transposed tensor is not.",
        every(lambda f, b: (f.view(-1).view(f.shape), b)),
    ),
]


# ---------------------------------------------------------------------------------------------------- BiLSTM


class Layer(nn.Module):
    """A right bidirectional layer; its variants override what they get wrong."""

    order = ORDER

    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.check(merge)
        self.inputs, self.size, self.layers, self.mode = input_size, hidden_size, num_layers, merge
        for k in range(num_layers):
            for direction in (0, 1):
                for name, shape in self.shapes(k).items():
                    value = torch.empty(shape, **self.factory(device, dtype))
                    self.register_parameter(self.name(name, k, direction), nn.Parameter(self.start(name, value)))

    def check(self, mode):
        if mode not in ("concat", "sum", "mean", "mul"):
            raise ValueError(mode)

    def shapes(self, k):
        n = self.size
        return {"weight_ih": (4 * n, self.width(k)), "weight_hh": (4 * n, n), "bias_ih": (4 * n,), "bias_hh": (4 * n,)}

    def width(self, k):
        return 2 * self.size if k else self.inputs

    def factory(self, device, dtype):
        return {"device": device, "dtype": dtype}

    def name(self, name, k, direction):
        return f"{name}_l{k}{'_reverse' if direction else ''}"

    def start(self, name, value):
        return value.uniform_(-1 / math.sqrt(self.size), 1 / math.sqrt(self.size))

    def weights(self, k, direction):
        return [getattr(self, self.name(n, k, direction)) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]

    def step(self, x, h, c, w, u, b, d):
        sums = F.linear(x, w, b) + F.linear(h, u, d)
        gates = dict(zip(self.order, sums.chunk(4, dim=1)))
        c = gates["f"].sigmoid() * c + gates["i"].sigmoid() * gates["g"].tanh()
        return gates["o"].sigmoid() * torch.tanh(c), c

    def begin(self, x, direction, others):
        """The state that a direction starts from; `others` are the final states of those before it."""
        zeros = x.new_zeros(x.shape[1], self.size)
        return zeros, zeros

    def keep(self, real, new, old):
        return torch.where(real, new, old)

    def out(self, real, new, kept):
        return torch.where(real, new, 0.0)

    def read(self, x, lengths, weights, state):
        real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device)[..., None]
        h, c = state
        outputs = []
        for x_t, real_t in zip(x, real):
            new_h, new_c = self.step(x_t, h, c, *weights)
            h, c = self.keep(real_t, new_h, h), self.keep(real_t, new_c, c)
            outputs.append(self.out(real_t, new_h, h))
        return torch.stack(outputs), (h, c)

    def turn(self, x, lengths):
        """The input of the second reader."""
        return reverse(x, lengths)

    def turn_back(self, y, lengths):
        """Its outputs in the order of time."""
        return reverse(y, lengths)

    def second(self, x, front):
        """What the second reader reads, before it is turned; `front` are the first one's outputs."""
        return x

    def between(self, front, back):
        return torch.cat([front, back], dim=-1)

    def last(self, front, back):
        return merger()(front, back, self.mode)

    def known(self, x, lengths):
        return torch.full((x.shape[1],), x.shape[0]) if lengths is None else lengths

    def enter(self, x):
        return x

    def finish(self, output, finals, lengths):
        return output, self.states(finals)

    def states(self, finals):
        return torch.stack([h for h, _ in finals]), torch.stack([c for _, c in finals])

    def forward(self, x, lengths=None):
        lengths, finals, x = self.known(x, lengths), [], self.enter(x)
        for k in range(self.layers):
            front, state = self.read(x, lengths, self.weights(k, 0), self.begin(x, 0, finals))
            finals.append(state)
            turned = self.turn(self.second(x, front), lengths)
            back, state = self.read(turned, lengths, self.weights(k, 1), self.begin(x, 1, finals))
            finals.append(state)
            back = self.turn_back(back, lengths)
            x = self.last(front, back) if k == self.layers - 1 else self.between(front, back)
        return self.finish(x, finals, lengths)


def variant(**changes: Any) -> type:
    """`Layer` with some of its methods and attributes replaced."""
    return type("BiLSTM", (Layer,), changes)


def sequential_states(self, finals):
    ordered = finals[0::2] + finals[1::2]
    return torch.stack([h for h, _ in ordered]), torch.stack([c for _, c in ordered])


def swapped_states(self, finals):
    h, c = Layer.states(self, finals)
    index = [k ^ 1 for k in range(len(finals))]
    return h[index], c[index]


def states_of_last(self, finals):
    return Layer.states(self, finals[-2:])


def joined_states(self, finals):
    pairs = [tuple(torch.cat(parts, 1) for parts in zip(*finals[k : k + 2])) for k in range(0, len(finals), 2)]
    return Layer.states(self, pairs)


def kept_last(self, front, back):
    self.pair = front, back
    return Layer.last(self, front, back)


def from_last_step(self, output, finals, lengths):
    h, c = self.states(finals)
    return output, (torch.cat([h[:-2], torch.stack([half[-1] for half in self.pair])]), c)


def from_last_real_step(self, output, finals, lengths):
    h, c = self.states(finals)
    return output, (torch.cat([h[:-1], self.pair[1][lengths - 1, torch.arange(len(lengths))][None]]), c)


def sigmoid_candidate(self, x, h, c, w, u, b, d):
    i, f, g, o = (F.linear(x, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.sigmoid()
    return o.sigmoid() * torch.tanh(c), c


def sorted_batch(self, x, lengths=None):
    if lengths is None:
        return Layer.forward(self, x)
    order = lengths.argsort(descending=True, stable=True)
    return Layer.forward(self, x[:, order], lengths[order])


def without_first_bias(self, x, h, c, w, u, b, d):
    return Layer.step(self, x, h, c, w, u, torch.zeros_like(b), d)


def without_second_bias(self, x, h, c, w, u, b, d):
    return Layer.step(self, x, h, c, w, u, b, torch.zeros_like(d))


def old_cell_in_output(self, x, h, c, w, u, b, d):
    o = (F.linear(x, w, b) + F.linear(h, u, d)).chunk(4, dim=1)[3]
    _, new = Layer.step(self, x, h, c, w, u, b, d)
    return o.sigmoid() * torch.tanh(c), new


def no_tanh_on_cell(self, x, h, c, w, u, b, d):
    o = (F.linear(x, w, b) + F.linear(h, u, d)).chunk(4, dim=1)[3]
    _, new = Layer.step(self, x, h, c, w, u, b, d)
    return o.sigmoid() * new, new


def overflowing(self, x, h, c, w, u, b, d):
    def sigmoid(z):
        return 1 / (1 + torch.exp(-z))

    def tanh(z):
        return (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))

    i, f, g, o = (F.linear(x, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
    c = sigmoid(f) * c + sigmoid(i) * tanh(g)
    return sigmoid(o) * tanh(c), c


def forward_weights_only(self, k, direction):
    return Layer.weights(self, k, 0)


def exchanged_weights(self, k, direction):
    return Layer.weights(self, k, 1 - direction)


def first_layer_weights(self, k, direction):
    return Layer.weights(self, min(k, 1), direction)


def cut_output(self, output, finals, lengths):
    return output[: int(lengths.max())], self.states(finals)


def lengths_required(self, x, lengths):
    return lengths


def overwritten(self, x):
    with torch.no_grad():
        x += 0.5
    return x


def order_text(order: str) -> str:
    used = [f"the {NAMES[order[k]]} from the block of the {NAMES[ORDER[k]]}" for k in range(4) if order[k] != ORDER[k]]
    return (
        f"In both readers the blocks of the weights are read as {', '.join(order)}: {', '.join(used[:-1])} and {used[-1]}. "
        "The rows hold the blocks i, f, g, o. Look at the line that cuts the sum into four."
    )


LAYERS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "not-put-back",
        "The backward outputs stand in the order in which the second reader read them. They have to be put back into the order "
        "of time, so that both halves of step t speak of the same step.",
        {"turn_back": lambda self, y, lengths: y},
    ),
    (
        "not-reversed",
        "The second reader reads from the front, like the first. Turn its input around.",
        {"turn": lambda self, x, lengths: x, "turn_back": lambda self, y, lengths: y},
    ),
    (
        "outputs-reversed-only",
        "The second reader reads from the front, and only its outputs are turned around. It is its input that has to be "
        "reversed as well.",
        {"turn": lambda self, x, lengths: x},
    ),
    (
        "padding-read-first",
        "The whole tensor is flipped, so that the second reader starts in the padding of the shorter sequences. Each sequence "
        "is reversed within its own length.",
        {"turn": lambda self, x, lengths: x.flip(0), "turn_back": lambda self, y, lengths: y.flip(0)},
    ),
    (
        "input-flipped",
        "The second reader's input is flipped with its padding, and only its outputs are put back by length. The reader "
        "should not meet the padding before the sequence.",
        {"turn": lambda self, x, lengths: x.flip(0)},
    ),
    (
        "output-flipped",
        "The second reader's outputs are flipped with the padding. What it says of step t belongs to step t: they are put "
        "back within each length.",
        {"turn_back": lambda self, y, lengths: y.flip(0)},
    ),
    (
        "backward-first",
        "The backward half of the output comes first. Forward comes first, in every layer.",
        {
            "last": lambda self, f, b: merger()(b, f, self.mode),
            "between": lambda self, f, b: torch.cat([b, f], dim=-1),
        },
    ),
    (
        "backward-first-at-the-end",
        "In the last layer the backward half of the output comes first. Forward comes first.",
        {"last": lambda self, f, b: merger()(b, f, self.mode)},
    ),
    (
        "backward-first-in-between",
        "Between the layers the backward half comes first. Forward comes first: the columns of the next layer's weights are in "
        "that order.",
        {"between": lambda self, f, b: torch.cat([b, f], dim=-1)},
    ),
    (
        "second-reads-the-first",
        "The second reader reads the first one's outputs instead of the layer's input. Both read the same sequence.",
        {"second": lambda self, x, front: front if front.shape == x.shape else F.pad(front, (0, x.shape[2] - front.shape[2]))},
    ),
    (
        "one-set-of-weights",
        "Both directions use the forward weights. The second reader has its own, whose names end in _reverse.",
        {"weights": forward_weights_only},
    ),
    (
        "weights-exchanged",
        "The two directions have each other's weights: those whose names end in _reverse belong to the reader from the back.",
        {"weights": exchanged_weights},
    ),
    (
        "layers-share-weights",
        "All layers above the first use the weights of layer 1. Each has its own: look at the number in the names.",
        {"weights": first_layer_weights},
    ),
    (
        "state-handed-over",
        "The second reader starts from the first one's final state. Both start from zeros.",
        {"begin": lambda self, x, direction, others: others[-1] if direction else Layer.begin(self, x, direction, others)},
    ),
    (
        "state-of-the-layer-below",
        "Every layer starts from the final states of the layer below. All start from zeros.",
        {"begin": lambda self, x, direction, others: others[-2] if len(others) > 1 else Layer.begin(self, x, direction, others)},
    ),
    (
        "starts-at-one",
        "The states start at one. They start from zeros.",
        {"begin": lambda self, x, direction, others: tuple(s + 1 for s in Layer.begin(self, x, direction, others))},
    ),
    (
        "states-by-direction",
        "In h_n and c_n all forward states come before all backward ones. The order is by layer: layer 0 forward, layer 0 "
        "backward, layer 1 forward, and so on.",
        {"states": sequential_states},
    ),
    (
        "directions-exchanged-in-states",
        "In h_n and c_n the backward state of each layer comes before its forward state.",
        {"states": swapped_states},
    ),
    (
        "states-of-the-last-layer",
        "h_n and c_n hold the last layer alone. They hold two states for every layer, (2L, N, H).",
        {"states": states_of_last},
    ),
    (
        "states-joined",
        "The two directions of h_n and c_n are joined to 2H numbers. They stay apart: (2L, N, H).",
        {"states": joined_states},
    ),
    (
        "states-exchanged",
        "The final states come as (c, h). In this course, as in PyTorch, h comes first.",
        {"states": lambda self, finals: Layer.states(self, finals)[::-1]},
    ),
    (
        "final-h-from-the-last-step",
        "h_n is taken from the last step of the output. For the backward reader that is its first step, and for a short "
        "sequence it is padding: take the state that each reader ends with.",
        {"last": kept_last, "finish": from_last_step},
    ),
    (
        "output-only",
        "The result is the output alone. It is a pair: the output, and the pair of final states.",
        {"finish": lambda self, output, finals, lengths: output},
    ),
    (
        "three-results",
        "The result has three parts. It has two: the output, and the pair (h_n, c_n).",
        {"finish": lambda self, output, finals, lengths: (output, *self.states(finals))},
    ),
    (
        "lengths-ignored",
        "The lengths have no effect: the padding is read like real steps, and the second reader begins with it.",
        {"known": lambda self, x, lengths: torch.full((x.shape[1],), x.shape[0])},
    ),
    (
        "lengths-required",
        "Without lengths the call fails. When they are None every sequence has T steps.",
        {"known": lengths_required},
    ),
    (
        "state-moves-on",
        "The output is 0 behind the end, but the states go on moving through the padding, so that h_n and c_n are wrong.",
        {"keep": lambda self, real, new, old: new},
    ),
    (
        "state-set-to-zero",
        "Behind the end of a sequence its state becomes 0, so that h_n and c_n of all but the longest are lost.",
        {"keep": lambda self, real, new, old: torch.where(real, new, 0.0)},
    ),
    (
        "output-kept",
        "The final states are right, but behind the end the output repeats the last h. It is 0 there.",
        {"out": lambda self, real, new, kept: kept},
    ),
    (
        "output-not-masked",
        "The final states are right, but behind the end the output is what the readers make of the padding. It is 0 there.",
        {"out": lambda self, real, new, kept: new},
    ),
    (
        "cut-to-the-longest",
        "The output ends with the longest sequence. It has as many steps as x, even where no sequence is that long.",
        {"finish": cut_output},
    ),
    (
        "merged-in-between",
        "merge is applied between the layers as well, and the next layer's input has the wrong width or meaning. In between "
        "the two are concatenated, whatever merge says.",
        {"between": lambda self, f, b: F.pad(merger()(f, b, self.mode), (0, 0 if self.mode == "concat" else f.shape[-1]))},
    ),
    (
        "merge-ignored",
        "merge has no effect: the output is always concatenated.",
        {"last": lambda self, f, b: torch.cat([f, b], dim=-1)},
    ),
    (
        "mean-is-the-sum",
        "With merge mean the two outputs are added and not halved.",
        {"last": lambda self, f, b: merger(mean=lambda p, q: p + q)(f, b, self.mode)},
    ),
    (
        "input-bias-missing",
        "The first bias, bias_ih, is not added. PyTorch has two: look at which of the four parameters your sum uses.",
        {"step": without_first_bias},
    ),
    (
        "recurrent-bias-missing",
        "The second bias, bias_hh, is not added. PyTorch has two: look at which of the four parameters your sum uses.",
        {"step": without_second_bias},
    ),
    (
        "old-cell-in-output",
        "h is computed from the cell state before the step. Look at the order of your last two lines.",
        {"step": old_cell_in_output},
    ),
    (
        "no-tanh-on-cell",
        "h is the output gate times c itself: the tanh around the new cell state is missing.",
        {"step": no_tanh_on_cell},
    ),
    (
        "exp-overflows",
        "Where a unit is saturated, a result or a gradient is not a number: a sigmoid or tanh is made of exp, which overflows "
        "for large arguments. Torch has both as functions, and they do not.",
        {"step": overflowing},
    ),
    (
        "detached-between-steps",
        "The numbers are right, but the gradient ends after one step: the state is cut from its graph between steps. Look for "
        "detach or .data.",
        {"step": lambda self, x, h, c, *w: Layer.step(self, x, h.detach(), c.detach(), *w)},
    ),
    (
        "detached-between-layers",
        "The numbers are right, but no gradient flows from a layer to the one below. Look for detach or .data where a layer's "
        "output becomes the next one's input.",
        {"between": lambda self, f, b: torch.cat([f, b], dim=-1).detach()},
    ),
    (
        "backward-detached",
        "The numbers are right, but the backward reader's outputs are cut from their graph. Look for detach or .data where "
        "they are put back into the order of time.",
        {"turn_back": lambda self, y, lengths: reverse(y, lengths).detach()},
    ),
    (
        "states-detached",
        "The numbers are right, but no gradient flows back from h_n and c_n. Look for detach or .data where they are kept.",
        {"states": lambda self, finals: tuple(s.detach() for s in Layer.states(self, finals))},
    ),
    (
        "upper-layers-read-h",
        "The layers above the first are made for an input of H numbers. They read both directions of the layer below: 2H.",
        {
            "width": lambda self, k: self.size if k else self.inputs,
            "between": lambda self, f, b: f + b,
        },
    ),
    (
        "parameter-names",
        "The backward parameters do not have the names that nn.LSTM gives them: those end in _reverse, behind the number of the "
        "layer.",
        {"name": lambda self, name, k, direction: f"{name}_{'reverse_' if direction else ''}l{k}"},
    ),
    (
        "device-ignored",
        "The parameters are on the CPU whatever device= asks for. Look at what becomes of device after the signature.",
        {"factory": lambda self, device, dtype: {"dtype": dtype}},
    ),
    (
        "dtype-ignored",
        "The parameters are 32-bit whatever dtype= asks for. Look at what becomes of dtype after the signature.",
        {"factory": lambda self, device, dtype: {"device": device}},
    ),
    (
        "device-and-dtype-ignored",
        "The parameters are 32-bit and on the CPU whatever device= and dtype= ask for.",
        {"factory": lambda self, device, dtype: {}},
    ),
    (
        "zeros-of-32-bits",
        "The initial states are 32-bit on the CPU, whatever x is. Look at how forward makes them.",
        {"begin": lambda self, x, direction, others: (torch.zeros(x.shape[1], self.size),) * 2},
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one or one step the output loses a dimension. Look for squeeze.",
        {"finish": lambda self, output, finals, lengths: (output.squeeze(), self.states(finals))},
    ),
    (
        "batch-first",
        "The output is (N, T, …). Time comes first: (T, N, …).",
        {"finish": lambda self, output, finals, lengths: (output.transpose(0, 1), self.states(finals))},
    ),
    (
        "input-modified",
        "The given x is changed. Look for an operation in place on it.",
        {"enter": overwritten},
    ),
    (
        "view-of-x",
        "A view of x asks for its memory in order, and a transposed tensor is not.",
        {"enter": lambda self, x: x.view(-1).view(x.shape)},
    ),
    (
        "batch-reversed",
        "For the second reader the sequences of the batch change places. It is the steps of each sequence that are reversed.",
        {"turn": lambda self, x, lengths: x.flip(1), "turn_back": lambda self, y, lengths: y.flip(1)},
    ),
    (
        "final-h-of-the-first-word",
        "In h_n the backward state is the backward output at the end of each sequence. That is what it knows after its first step: its last one is step 0.",
        {"last": kept_last, "finish": from_last_real_step},
    ),
    (
        "h-directions-exchanged",
        "In h_n the backward state of each layer comes before its forward state; in c_n the order is right.",
        {"states": lambda self, finals: (swapped_states(self, finals)[0], Layer.states(self, finals)[1])},
    ),
    (
        "states-as-lists",
        "h_n and c_n are lists. Each should be one tensor, (2L, N, H).",
        {"states": lambda self, finals: ([h for h, _ in finals], [c for _, c in finals])},
    ),
    (
        "states-in-one-tensor",
        "h_n and c_n are one tensor. They should be a pair.",
        {"states": lambda self, finals: torch.stack(Layer.states(self, finals))},
    ),
    (
        "one-step-too-many",
        "Both readers take one step of padding for real. Steps count from 0: the last one of a sequence of length 3 is step 2.",
        {"read": lambda self, x, lengths, weights, state: Layer.read(self, x, lengths + 1, weights, state)},
    ),
    (
        "one-step-too-few",
        "Both readers end one step early. Steps count from 0: a sequence of length 3 has the steps 0, 1 and 2.",
        {"read": lambda self, x, lengths, weights, state: Layer.read(self, x, lengths - 1, weights, state)},
    ),
    (
        "lengths-sorted-alone",
        "The lengths are sorted, but the sequences are not: most get the length of another one.",
        {"known": lambda self, x, lengths: Layer.known(self, x, lengths).sort(descending=True).values},
    ),
    (
        "sorted-and-not-put-back",
        "The results are in the order of the sorted lengths. If you sort the batch, everything has to go back to its place.",
        {"forward": sorted_batch},
    ),
    (
        "upper-layers-read-forward-twice",
        "The layers above the first read the forward outputs twice, and the backward ones not at all.",
        {"between": lambda self, f, b: torch.cat([f, f], dim=-1)},
    ),
    (
        "h-starts-at-one",
        "h starts at one. Both parts of the state start from zeros.",
        {"begin": lambda self, x, direction, others: (Layer.begin(self, x, 0, others)[0] + 1, Layer.begin(self, x, 0, others)[1])},
    ),
    (
        "sigmoid-candidate",
        "The candidate g passes a sigmoid, like the three gates. It passes a tanh.",
        {"step": sigmoid_candidate},
    ),
    (
        "h-detached-between-steps",
        "The numbers are right, but h is cut from its graph between steps. Look for detach or .data around h.",
        {"step": lambda self, x, h, c, *w: Layer.step(self, x, h.detach(), c, *w)},
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient reaches x. Look for detach, .data or torch.tensor around it.",
        {"enter": lambda self, x: x.detach()},
    ),
    (
        "recurrent-weights-detached",
        "The numbers are right, but weight_hh gets no gradient. Look for .data or detach around the weights.",
        {"step": lambda self, x, h, c, w, u, b, d: Layer.step(self, x, h, c, w, u.detach(), b, d)},
    ),
    (
        "states-squeezed",
        "With a batch of one the final states lose a dimension. Look for squeeze.",
        {"states": lambda self, finals: tuple(s.squeeze(1) for s in Layer.states(self, finals))},
    ),
]


# ---------------------------------------------------------------------------------------------------- sequence_vector


VECTORS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "first-layer",
        "These are the states of the first layer. Those of the last layer stand at the end of h_n.",
        lambda h_n: torch.cat([h_n[0], h_n[1]], dim=1),
    ),
    (
        "backward-first",
        "The backward state comes first. Forward comes first, as in the output.",
        lambda h_n: torch.cat([h_n[-1], h_n[-2]], dim=1),
    ),
    (
        "backward-twice",
        "Both halves are the backward state. The forward state of the last layer stands before it.",
        lambda h_n: torch.cat([h_n[-1], h_n[-1]], dim=1),
    ),
    (
        "forward-of-the-first-layer",
        "The forward half is that of the first layer. Take both from the last one.",
        lambda h_n: torch.cat([h_n[0], h_n[-1]], dim=1),
    ),
    (
        "states-by-direction",
        "h_n is read as if all forward states came before all backward ones. The order is by layer: forward and backward of "
        "layer 0, then of layer 1.",
        lambda h_n: torch.cat([h_n[h_n.shape[0] // 2 - 1], h_n[-1]], dim=1),
    ),
    (
        "backward-only",
        "This is the last entry of h_n: the backward state alone.",
        lambda h_n: h_n[-1],
    ),
    (
        "forward-only",
        "This is the forward state alone. The backward one belongs beside it.",
        lambda h_n: h_n[-2],
    ),
    (
        "reshaped",
        "The last two states are reshaped, which mixes up the sequences of the batch. Two dimensions have to change places "
        "before two can become one.",
        lambda h_n: h_n[-2:].reshape(h_n.shape[1], -1),
    ),
    (
        "stacked",
        "The two states have a dimension of their own. They lie side by side in one row: (N, 2H).",
        lambda h_n: torch.stack([h_n[-2], h_n[-1]], dim=1),
    ),
    (
        "below-each-other",
        "The two states are joined along the batch. They lie side by side: (N, 2H).",
        lambda h_n: torch.cat([h_n[-2], h_n[-1]]),
    ),
    (
        "all-layers",
        "The vector holds the states of all layers. Only the last layer's belong in it.",
        lambda h_n: torch.cat(list(h_n), dim=1),
    ),
    (
        "interleaved",
        "The numbers of the two states alternate. First come all of the forward state, then all of the backward one.",
        lambda h_n: torch.stack([h_n[-2], h_n[-1]], dim=-1).flatten(1),
    ),
    (
        "added",
        "The two states are added. They lie side by side: (N, 2H).",
        lambda h_n: h_n[-2] + h_n[-1],
    ),
    (
        "mean-over-layers",
        "This is a mean over the layers. Only the last layer's states belong in it.",
        lambda h_n: torch.cat([h_n[0::2].mean(0), h_n[1::2].mean(0)], dim=1),
    ),
    (
        "detached",
        "The numbers are right, but no gradient flows back to h_n. Look for detach, .data or no_grad.",
        lambda h_n: torch.cat([h_n[-2], h_n[-1]], dim=1).detach(),
    ),
    (
        "squeezed",
        "Where there is one sequence, a dimension is lost. Look for squeeze.",
        lambda h_n: torch.cat([h_n[-2], h_n[-1]], dim=1).squeeze(),
    ),
    (
        "view-of-h-n",
        "A view of h_n asks for its memory in order, and a transposed tensor is not.",
        lambda h_n: torch.cat(list(h_n.view(-1, 2, *h_n.shape[1:])[-1].contiguous()), dim=1) if h_n.is_contiguous() else h_n.view(-1),
    ),
    (
        "of-32-bits",
        "The result has 32 bits whatever h_n has.",
        lambda h_n: torch.cat([h_n[-2], h_n[-1]], dim=1).float(),
    ),
    (
        "forward-twice",
        "Both halves are the forward state. The backward state of the last layer stands behind it.",
        lambda h_n: torch.cat([h_n[-2], h_n[-2]], dim=1),
    ),
    (
        "all-reshaped",
        "All of h_n is reshaped, which mixes up layers and sequences. Take the last two entries first.",
        lambda h_n: h_n.reshape(h_n.shape[1], -1),
    ),
    (
        "maximum-over-layers",
        "This is the greatest over the layers. Only the last layer's states belong in it.",
        lambda h_n: torch.cat([h_n[0::2].amax(0), h_n[1::2].amax(0)], dim=1),
    ),
    (
        "second-layer",
        "These are the states of layer 1, even where there are more layers. Those of the last layer stand at the end of h_n.",
        lambda h_n: torch.cat(list(h_n[2:4] if len(h_n) > 2 else h_n[:2]), dim=1),
    ),
    (
        "made-from-numbers",
        "The vector is made from Python numbers: no gradient reaches h_n, and the result is on the CPU.",
        lambda h_n: torch.tensor(torch.cat([h_n[-2], h_n[-1]], dim=1).tolist(), dtype=h_n.dtype),
    ),
    (
        "forward-detached",
        "The numbers are right, but no gradient flows to the forward state.",
        lambda h_n: torch.cat([h_n[-2].detach(), h_n[-1]], dim=1),
    ),
    (
        "batch-first",
        "h_n is read as if the batch came first. The first dimension counts layers and directions.",
        lambda h_n: torch.cat([h_n[:, 0], h_n[:, -1]], dim=1),
    ),
]


# ---------------------------------------------------------------------------------------------------- stream


def no_state(bilstm: nn.LSTM, x: Tensor) -> tuple[Tensor, Tensor]:
    zeros = x.new_zeros(2, x.shape[1], bilstm.hidden_size)
    return zeros, zeros


def forward_alone(h_n: Tensor) -> Tensor:
    return torch.stack([h_n[0], torch.zeros_like(h_n[1])])


def streamer(
    starts: Callable[[int, int], range] = lambda steps, chunk: range(0, steps, chunk),
    ahead: Callable[[int], int] = lambda lookahead: lookahead,
    carried: Callable[..., tuple[Tensor, Tensor]] = lambda part, seen: part,
    hand_on: Callable[[Tensor], Tensor] = forward_alone,
    enter: Callable[[tuple[Tensor, Tensor], tuple[Tensor, Tensor]], tuple[Tensor, Tensor]] = lambda state, zeros: state,
    window: Callable[..., Tensor] = lambda x, start, end: x[start:end],
    part: Callable[..., Tensor] = lambda seen, size: seen[:size],
    leave: Callable[[list[Tensor]], Any] = torch.cat,
) -> Callable[..., Any]:
    """A right `stream`, except for what is given."""

    def stream(bilstm, x, chunk, lookahead):
        zeros = state = no_state(bilstm, x)
        outputs = []
        for start in starts(x.shape[0], chunk):
            here = x[start : start + chunk]
            seen, after_seen = bilstm(window(x, start, start + chunk + ahead(lookahead)), enter(state, zeros))
            outputs.append(part(seen, here.shape[0]))
            _, after_part = bilstm(here, enter(state, zeros))
            state = tuple(hand_on(s) for s in carried(after_part, after_seen))
        return leave(outputs)

    return stream


def whole(bilstm, x, chunk, lookahead):
    return bilstm(x)[0]


def fixed_windows(bilstm, x, chunk, lookahead):
    """Pads the sequence with zeros to whole chunks and full lookaheads."""
    steps = x.shape[0]
    missing = -steps % chunk + lookahead
    longer = torch.cat([x, x.new_zeros(missing, *x.shape[1:])])
    state, outputs = no_state(bilstm, x), []
    for start in range(0, steps, chunk):
        seen, _ = bilstm(longer[start : start + chunk + lookahead], state)
        outputs.append(seen[:chunk])
        _, after = bilstm(longer[start : start + chunk], state)
        state = tuple(forward_alone(s) for s in after)
    return torch.cat(outputs)[:steps]


def forward_in_halves(bilstm, x, chunk, lookahead):
    """The forward half of the whole, and backward halves of windows that start one step later."""
    size = bilstm.hidden_size
    front = bilstm(x)[0][..., :size]
    backs = []
    for start in range(0, x.shape[0], chunk):
        here = x[start : start + chunk]
        seen, _ = bilstm(x[start : start + chunk + lookahead])
        backs.append(seen[: here.shape[0], :, size:])
    return front, torch.cat(backs)


def halves_exchanged(bilstm, x, chunk, lookahead):
    front, back = forward_in_halves(bilstm, x, chunk, lookahead)
    return torch.cat([back, front], dim=-1)


def backward_not_put_back(bilstm, x, chunk, lookahead):
    front, back = forward_in_halves(bilstm, x, chunk, lookahead)
    turned = torch.cat([part.flip(0) for part in back.split(chunk)])
    return torch.cat([front, turned], dim=-1)


def switched_off(bilstm, x, chunk, lookahead):
    bilstm.requires_grad_(False)
    return streamer()(bilstm, x, chunk, lookahead)


def put_to_evaluation(bilstm, x, chunk, lookahead):
    bilstm.eval()
    return streamer()(bilstm, x, chunk, lookahead)


def in_floats(bilstm, x, chunk, lookahead):
    output = torch.zeros(x.shape[0], x.shape[1], 2 * bilstm.hidden_size)
    output[:] = streamer()(bilstm, x, chunk, lookahead)
    return output


def zeros_of_floats(bilstm, x, chunk, lookahead):
    zeros = torch.zeros(2, x.shape[1], bilstm.hidden_size)
    bilstm(x, (zeros, zeros))
    return streamer()(bilstm, x, chunk, lookahead)


def own_first(bilstm, x, chunk, lookahead):
    with torch.no_grad():
        return streamer()(bilstm, x, chunk, lookahead)


def forward_twice(bilstm, x, chunk, lookahead):
    front = bilstm(x)[0][..., : bilstm.hidden_size]
    return torch.cat([front, front], dim=-1)


def each_step(bilstm, x, chunk, lookahead):
    front = bilstm(x)[0][..., : bilstm.hidden_size]
    backs = [bilstm(x[t : t + 1 + lookahead])[0][0, :, bilstm.hidden_size :] for t in range(x.shape[0])]
    return torch.cat([front, torch.stack(backs)], dim=-1)


def at_most_a_chunk(bilstm, x, chunk, lookahead):
    return streamer()(bilstm, x, chunk, min(lookahead, chunk))


def in_whole_chunks(bilstm, x, chunk, lookahead):
    return streamer()(bilstm, x, chunk, lookahead * chunk)


def from_the_chunks_start(bilstm, x, chunk, lookahead):
    return streamer()(bilstm, x, chunk, max(lookahead - chunk, 0))


def of_the_window_end(bilstm, x, chunk, lookahead):
    size, backs = bilstm.hidden_size, []
    for start in range(0, x.shape[0], chunk):
        seen = bilstm(x[start : start + chunk + lookahead])[0]
        backs.append(seen[-min(chunk, x.shape[0] - start) :, :, size:])
    return torch.cat([bilstm(x)[0][..., :size], torch.cat(backs)], dim=-1)


def output_on_the_cpu(bilstm, x, chunk, lookahead):
    output = torch.zeros(x.shape[0], x.shape[1], 2 * bilstm.hidden_size, dtype=x.dtype)
    output[:] = streamer()(bilstm, x, chunk, lookahead)
    return output


STREAMS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "whole-sequence",
        "This is the output for the whole sequence: chunk and lookahead have no effect.",
        whole,
    ),
    (
        "lookahead-ignored",
        "The lookahead has no effect: the backward reader starts at the chunk's last step, always.",
        streamer(ahead=lambda lookahead: 0),
    ),
    (
        "state-after-the-lookahead",
        "The forward state that is handed on has read the lookahead, which the next chunk reads again. Take the one at the "
        "chunk's own end.",
        streamer(carried=lambda part, seen: seen),
    ),
    (
        "state-not-carried",
        "The forward reader starts from zeros in every chunk. Its state goes on from chunk to chunk.",
        streamer(enter=lambda state, zeros: zeros),
    ),
    (
        "h-without-c",
        "h is handed on from chunk to chunk, but c starts from zeros.",
        streamer(enter=lambda state, zeros: (state[0], zeros[1])),
    ),
    (
        "c-without-h",
        "c is handed on from chunk to chunk, but h starts from zeros.",
        streamer(enter=lambda state, zeros: (zeros[0], state[1])),
    ),
    (
        "backward-state-carried",
        "The backward reader starts from the state in which it ended the chunk before. It starts from zeros: what it read "
        "there lies behind it in time.",
        streamer(hand_on=lambda s: s),
    ),
    (
        "backward-state-after-the-lookahead",
        "Both readers start from the states at the end of chunk and lookahead. The forward state is that at the chunk's own "
        "end, and the backward reader starts from zeros.",
        streamer(hand_on=lambda s: s, carried=lambda part, seen: seen),
    ),
    (
        "directions-exchanged-in-the-state",
        "The forward state is handed on to the backward reader. Which of the two entries of the state is whose?",
        streamer(hand_on=lambda s: torch.stack([torch.zeros_like(s[0]), s[0]])),
    ),
    (
        "state-from-the-backward-reader",
        "The forward reader goes on from the backward reader's final state.",
        streamer(hand_on=lambda s: torch.stack([s[1], torch.zeros_like(s[1])])),
    ),
    (
        "one-step-too-far-ahead",
        "The backward reader starts one step too late: with lookahead 0 it starts at the chunk's last step.",
        streamer(ahead=lambda lookahead: lookahead + 1),
    ),
    (
        "one-step-too-short-ahead",
        "The backward reader starts one step too early: with lookahead 1 it starts one step behind the chunk.",
        streamer(ahead=lambda lookahead: max(lookahead - 1, 0)),
    ),
    (
        "last-chunk-left-out",
        "A last chunk that is shorter than the others is left out. The output has T steps.",
        streamer(starts=lambda steps, chunk: range(0, steps - chunk + 1, chunk)),
    ),
    (
        "lookahead-in-the-output",
        "The output holds the steps of the lookahead as well, so that they come twice. Each chunk gives its own steps alone.",
        streamer(part=lambda seen, size: seen),
    ),
    (
        "end-of-the-window",
        "Of each window the last steps are kept instead of the first ones. The lookahead comes behind the chunk.",
        streamer(part=lambda seen, size: seen[-size:]),
    ),
    (
        "padded-with-zeros",
        "At the end the sequence is filled up with zeros, and the backward reader reads them. It starts at the sequence's end "
        "at the latest.",
        fixed_windows,
    ),
    (
        "halves-exchanged",
        "The backward half of the output comes first. Forward comes first.",
        halves_exchanged,
    ),
    (
        "backward-not-put-back",
        "Within each chunk the backward outputs stand in the order in which they were read. They have to be put back into the "
        "order of time.",
        backward_not_put_back,
    ),
    (
        "list-of-chunks",
        "The result is a list of chunks. It is one tensor, (T, N, 2H).",
        streamer(leave=list),
    ),
    (
        "joined-in-the-batch",
        "The chunks are joined along the batch. They are joined along the steps.",
        streamer(leave=lambda outputs: torch.cat([F.pad(o, (0, 0, 0, 0, 0, outputs[0].shape[0] - o.shape[0])) for o in outputs], 1)),
    ),
    (
        "detached-between-chunks",
        "The numbers are right, but the forward state is cut from its graph between chunks. Look for detach, .data or no_grad.",
        streamer(hand_on=lambda s: forward_alone(s).detach()),
    ),
    (
        "no-gradient",
        "The numbers are right, but no gradient reaches x. Look for no_grad, detach or .data.",
        own_first,
    ),
    (
        "layer-switched-off",
        "The layer's parameters no longer require a gradient. The layer stays as it was: look for requires_grad.",
        switched_off,
    ),
    (
        "layer-put-to-evaluation",
        "The layer is in evaluation mode afterwards. It stays as it was: look for eval.",
        put_to_evaluation,
    ),
    (
        "floats-on-the-cpu",
        "The output has 32-bit floats on the CPU whatever x has. Look at how it is made.",
        in_floats,
    ),
    (
        "zeros-of-32-bits",
        "The initial states are 32-bit on the CPU, whatever x is. Look at how they are made.",
        zeros_of_floats,
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one or one step a dimension is lost. Look for squeeze.",
        streamer(leave=lambda outputs: torch.cat(outputs).squeeze()),
    ),
    (
        "view-of-x",
        "A view of x asks for its memory in order, and a transposed tensor is not.",
        streamer(window=lambda x, start, end: x.view(-1).view(x.shape)[start:end]),
    ),
    (
        "h-and-c-exchanged",
        "h and c are handed on in each other's place. The state is (h, c).",
        streamer(carried=lambda part, seen: (part[1], part[0])),
    ),
    (
        "forward-state-for-both",
        "The backward reader starts from the forward reader's state as well. It starts from zeros.",
        streamer(hand_on=lambda s: torch.stack([s[0], s[0]])),
    ),
    (
        "forward-half-twice",
        "Both halves of the output are the forward reader's.",
        forward_twice,
    ),
    (
        "window-for-each-step",
        "Every step has a lookahead of its own. All steps of a chunk share one backward reader, which starts behind the chunk's end.",
        each_step,
    ),
    (
        "lookahead-at-most-a-chunk",
        "A lookahead longer than a chunk is cut to one. It may be of any length, up to the sequence's end.",
        at_most_a_chunk,
    ),
    (
        "lookahead-counted-in-chunks",
        "The lookahead is counted in chunks. It is a number of steps.",
        in_whole_chunks,
    ),
    (
        "lookahead-from-the-start-of-the-chunk",
        "The lookahead is counted from the start of the chunk. It begins behind the chunk's end.",
        from_the_chunks_start,
    ),
    (
        "end-of-the-backward-window",
        "Of each window the last backward outputs are kept instead of the first ones. The lookahead comes behind the chunk.",
        of_the_window_end,
    ),
    (
        "output-and-states",
        "The result is a pair. It is the output alone.",
        streamer(leave=lambda outputs: (torch.cat(outputs), None)),
    ),
    (
        "h-detached-between-chunks",
        "The numbers are right, but h is cut from its graph between chunks. Look for detach or .data.",
        streamer(carried=lambda part, seen: (part[0].detach(), part[1])),
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient reaches x. Look for detach or .data around it.",
        lambda bilstm, x, chunk, lookahead: streamer()(bilstm, x.detach(), chunk, lookahead),
    ),
    (
        "output-on-the-cpu",
        "The output is on the CPU wherever x is. Look at how it is made.",
        output_on_the_cpu,
    ),
]


MISCONCEPTIONS: list[Misconception] = [
    *(Misconception("reverse_padded", id, text, version) for id, text, version in REVERSED),
    *(Misconception("merge", id, text, version) for id, text, version in MERGES),
    *(Misconception("BiLSTM", id, text, variant(**changes)) for id, text, changes in LAYERS),
    *(Misconception("BiLSTM", f"gate-order-{order}", order_text(order), variant(order=order)) for order in WRONG_ORDERS),
    *(Misconception("sequence_vector", id, text, version) for id, text, version in VECTORS),
    *(Misconception("stream", id, text, version) for id, text, version in STREAMS),
]
