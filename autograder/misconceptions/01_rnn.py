"""Wrong recurrent networks.

A mistake in the step is written once, as a `Recipe`, and lifted to a function and a cell. Mistakes that only a cell can
make are variants of the right one; wrong loops and wrong losses are the right one with an ingredient exchanged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Callable

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.misconceptions import Misconception

PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


# ---------------------------------------------------------------------------------------------------- steps


def total(x: Tensor, h: Tensor, weight_ih: Tensor, weight_hh: Tensor, bias_ih: Tensor, bias_hh: Tensor) -> Tensor:
    return F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)  # (N, H)


@dataclass(frozen=True)
class Recipe:
    """A step as a choice of its ingredients; as it stands it is the right one.

    Attributes:
        total: (x, h, four parameters) to what goes into the nonlinearity, (N, H).
        squash: what stands in the place of the nonlinearity, given the right one.
        leave: the result, from what came out of that and the old state.
    """

    total: Callable[..., Tensor] = total
    squash: Callable[[Callable[[Tensor], Tensor], Tensor], Tensor] = lambda right, a: right(a)
    leave: Callable[[Tensor, Tensor], Any] = lambda new, h: new

    def step(self, right: Callable[[Tensor], Tensor], x: Tensor, h: Tensor, *parameters: Tensor | None) -> Any:
        return self.leave(self.squash(right, self.total(x, h, *parameters)), h)


class Cell(nn.Module):
    """A right RNN cell around `recipe`; its variants override what they get wrong."""

    recipe = Recipe()
    known = {"tanh": torch.tanh, "relu": torch.relu}
    step_of = ""  # the only nonlinearity with which `recipe` is used

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        self.sizes, self.nonlinearity = (input_size, hidden_size), self.choose(nonlinearity)
        for name, shape in self.shapes(input_size, hidden_size, bias).items():
            value = None
            if shape is not None:
                value = nn.Parameter(torch.empty(shape, **self.factory(device, dtype)))
                self.start(value, hidden_size)
            self.register_parameter(name, value)

    def choose(self, nonlinearity):
        if nonlinearity not in self.known:
            raise ValueError(nonlinearity)
        return nonlinearity

    def shapes(self, i, n, bias):
        biases = (n,) if bias else None
        return {"weight_ih": (n, i), "weight_hh": (n, n), "bias_ih": biases, "bias_hh": biases}

    def start(self, value, n):
        nn.init.uniform_(value, -1 / math.sqrt(n), 1 / math.sqrt(n))

    def factory(self, device, dtype):
        return {"device": device, "dtype": dtype}

    def weights(self):
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh

    def zeros(self, x):
        return x.new_zeros(x.shape[0], self.sizes[1])

    def enter(self, x, h):
        return self.zeros(x) if h is None else h

    def right(self):
        return self.known[self.nonlinearity]

    def forward(self, x, h=None):
        recipe = self.recipe if self.step_of in ("", self.nonlinearity) else Recipe()
        return self.leave(recipe.step(self.right(), x, self.enter(x, h), *self.weights()))

    def leave(self, out):
        return out


def variant(**changes: Any) -> type:
    """`Cell` with some of its methods and attributes replaced."""
    return type("RNNCell", (Cell,), changes)


def instead(function: Callable[[Tensor], Tensor]) -> Callable[..., Tensor]:
    """`function` in the place of the tanh, while a cell's relu stays a relu."""
    return lambda right, a: function(a) if right is torch.tanh else right(a)


def overflowing_tanh(x):
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))


def overwriting(x, h, w, u, b, d):
    h.copy_(F.linear(h, u, d))
    return F.linear(x, w, b) + h


def apart(x, h, w, u, b, d):
    return torch.tanh(F.linear(x, w, b)) + torch.tanh(F.linear(h, u, d))


def one_after_the_other(x, h, w, u, b, d):
    h = h.clone()
    for unit in range(h.shape[1]):
        bias = 0 if b is None else b[unit] + d[unit]
        new = torch.tanh(x @ w[unit] + h @ u[unit] + bias)
        h = torch.cat([h[:, :unit], new[:, None], h[:, unit + 1 :]], dim=1)
    return h


STEPS: list[tuple[str, str, Recipe]] = [
    (
        "no-nonlinearity",
        "The sum is returned as it is: nothing squashes it. Without that a recurrent network is one long matrix product. "
        "Look at what stands around the sum in the equation.",
        Recipe(squash=instead(lambda a: a)),
    ),
    (
        "sigmoid-for-nonlinearity",
        "The sum passes a sigmoid, so the state lies between 0 and 1. Look at which function the equation has.",
        Recipe(squash=instead(torch.sigmoid)),
    ),
    (
        "nonlinearity-twice",
        "The sum passes the tanh twice. Look for the places where it is applied: there should be one.",
        Recipe(squash=instead(lambda a: torch.tanh(torch.tanh(a)))),
    ),
    (
        "nonlinearity-on-each-part",
        "The part of the input and the part of the state each pass the nonlinearity, and are added then. It belongs around "
        "the sum: look at the brackets.",
        Recipe(total=apart, squash=lambda right, a: a),
    ),
    (
        "input-bias-missing",
        "The first bias, bias_ih, is not added. PyTorch has two: look at which of the four parameters your sum uses.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, None, d)),
    ),
    (
        "recurrent-bias-missing",
        "The second bias, bias_hh, is not added. PyTorch has two: look at which of the four parameters your sum uses.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, b, None)),
    ),
    (
        "biases-missing",
        "Neither bias is added. Look at which of the four parameters your sum uses.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, None, None)),
    ),
    (
        "one-bias-twice",
        "bias_ih is added twice and bias_hh not at all. Look at the two biases in your sum.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, b, b)),
    ),
    (
        "state-unused",
        "The state before the step has no effect: the product with weight_hh is missing. Then nothing recurs.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, torch.zeros_like(h), w, u, b, d)),
    ),
    (
        "input-unused",
        "x has no effect: the product with weight_ih is missing from the sum.",
        Recipe(total=lambda x, h, w, u, b, d: total(torch.zeros_like(x), h, w, u, b, d)),
    ),
    (
        "recurrent-weight-transposed",
        "weight_hh is used transposed. It is square, so the shapes cannot tell: row or column, which one belongs to a unit of "
        "the new state?",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u.T, b, d)),
    ),
    (
        "parts-subtracted",
        "The part of the state is subtracted from the part of the input. Look at the signs in the equation.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, b) - F.linear(h, u, d)),
    ),
    (
        "old-state-added",
        "The old state is added to the new one, past the nonlinearity. That is a residual connection, a good idea for another "
        "network; here the new state is the squashed sum alone.",
        Recipe(leave=lambda new, h: h + new),
    ),
    (
        "state-without-weights",
        "The old state is added to the sum as it is: weight_hh has no effect. Look at what the state is multiplied with.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + h + (0 if d is None else d)),
    ),
    (
        "state-detached",
        "The numbers are right, but no gradient flows back to the state before the step: it is cut from its graph. Look for "
        "detach, .data or torch.tensor around h.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h.detach(), w, u, b, d)),
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient flows back to the input: it is cut from its graph. Look for detach, .data or "
        "torch.tensor around x.",
        Recipe(total=lambda x, h, w, u, b, d: total(x.detach(), h, w, u, b, d)),
    ),
    (
        "recurrent-weight-detached",
        "The numbers are right, but weight_hh gets no gradient, so it would never be trained. Look for .data or detach around "
        "the weights.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u.detach(), b, d)),
    ),
    (
        "result-detached",
        "The numbers are right, but the result is cut from its graph: no gradient flows back at all. Look for detach, .data, "
        "no_grad or torch.tensor.",
        Recipe(leave=lambda new, h: new.detach()),
    ),
    (
        "result-a-pair",
        "The result is a pair. A simple recurrent network has one state, and a step returns that one tensor.",
        Recipe(leave=lambda new, h: (new, new)),
    ),
    (
        "exp-overflows",
        "Where a unit is saturated, a result or a gradient is not a number: the tanh is made of exp, which overflows for large "
        "arguments. Torch has it as a function that does not.",
        Recipe(squash=instead(overflowing_tanh)),
    ),
    (
        "state-overwritten",
        "The numbers are right, but the given state is overwritten: someone may still need it. Look for an operation in place "
        "on h, such as a trailing underscore, +=, or an assignment into it.",
        Recipe(total=overwriting),
    ),
    (
        "hard-tanh",
        "The sum is cut off at −1 and 1 instead of passing a tanh. Look at which function the equation has.",
        Recipe(squash=instead(lambda a: a.clamp(-1, 1))),
    ),
    (
        "softsign-for-tanh",
        "The sum passes x / (1 + |x|), which looks like a tanh and is another function. Look at which one the equation has.",
        Recipe(squash=instead(F.softsign)),
    ),
    (
        "softmax-for-tanh",
        "The sum passes a softmax, so the units compete and add up to one. Look at which function the equation has.",
        Recipe(squash=instead(lambda a: torch.softmax(a, dim=1))),
    ),
    (
        "gated-tanh",
        "The result is multiplied with a sigmoid of the sum. There are no gates in a simple recurrent network: they come in a "
        "later assignment.",
        Recipe(squash=instead(lambda a: torch.sigmoid(a) * torch.tanh(a))),
    ),
    (
        "old-and-new-averaged",
        "The result is the average of the old and the new state. That is a leaky unit; here the new state replaces the old one.",
        Recipe(leave=lambda new, h: 0.5 * h + 0.5 * new),
    ),
    (
        "clipped-state",
        "The state is cut off below 1, or the sum before the tanh: saturated units come out wrong. The tanh needs no help.",
        Recipe(squash=instead(lambda a: torch.tanh(a.clamp(-2, 2)))),
    ),
    (
        "state-rounded",
        "The state is rounded. Nothing in the equation does that: look for round, or for a way through text.",
        Recipe(leave=lambda new, h: torch.round(new, decimals=6)),
    ),
    (
        "result-of-32-bits",
        "The result is 32-bit whatever the inputs are. Look for float().",
        Recipe(leave=lambda new, h: new.float()),
    ),
    (
        "result-of-64-bits",
        "The result is 64-bit whatever the inputs are. Look for double().",
        Recipe(leave=lambda new, h: new.double()),
    ),
    (
        "rounded-to-32-bits-inside",
        "The result has the right dtype, but 32-bit precision: somewhere on the way the numbers are 32-bit. Look for float().",
        Recipe(squash=lambda right, a: right(a.float()).to(a.dtype)),
    ),
    (
        "result-on-the-cpu",
        "The result is on the CPU whatever the device of the inputs. Look for cpu() or for a device that is written out.",
        Recipe(leave=lambda new, h: new.cpu()),
    ),
    (
        "result-squeezed",
        "Dimensions of size 1 are gone from the result: with a batch of one or a single unit its shape is wrong. Look for "
        "squeeze.",
        Recipe(leave=lambda new, h: new.squeeze()),
    ),
    (
        "result-in-a-tuple",
        "The result is a tuple with one tensor in it. Look for a comma too much in your return.",
        Recipe(leave=lambda new, h: (new,)),
    ),
    (
        "result-transposed",
        "The result is (H, N). As in the inputs, the batch comes first: (N, H).",
        Recipe(leave=lambda new, h: new.T),
    ),
    (
        "nothing-returned",
        "The result is None: the last line of a function has to return what it computed.",
        Recipe(leave=lambda new, h: None),
    ),
    (
        "zeros-returned",
        "The result is zero everywhere. Do you return the tensor that you computed?",
        Recipe(leave=lambda new, h: torch.zeros_like(new)),
    ),
    (
        "old-state-returned",
        "The result is the state before the step. Do you return the new one?",
        Recipe(leave=lambda new, h: h),
    ),
    (
        "recurrent-bias-twice",
        "bias_hh is added twice and bias_ih not at all. Look at the two biases in your sum.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, d, d)),
    ),
    (
        "input-bias-subtracted",
        "bias_ih is subtracted. Look at the signs in the equation.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, None if b is None else -b) + F.linear(h, u, d)),
    ),
    (
        "parts-multiplied",
        "The part of the input and the part of the state are multiplied with each other. The equation adds them.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, b) * F.linear(h, u, d)),
    ),
    (
        "parts-averaged",
        "The sum is divided by two before the tanh. The equation adds the two parts and does not average them.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, b, d) / 2),
    ),
    (
        "recurrence-unit-by-unit",
        "Each unit sees its own old state alone: only the diagonal of weight_hh is used. Every unit sees all of h.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + h * u.diagonal() + (0 if d is None else d)),
    ),
    (
        "tanh-on-the-old-state",
        "The old state passes a tanh once more before it is multiplied. It is squashed already: look at what weight_hh meets.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, torch.tanh(h), w, u, b, d)),
    ),
    (
        "tanh-on-the-input-part",
        "The part of the input passes a tanh of its own before it is added. Look at the brackets.",
        Recipe(total=lambda x, h, w, u, b, d: torch.tanh(F.linear(x, w, b)) + F.linear(h, u, d)),
    ),
    (
        "first-sequence-for-all",
        "Every sequence of the batch gets the state of the first one. Look for an index into h.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + F.linear(h[:1], u, d)),
    ),
    (
        "batch-averaged",
        "The old state is averaged over the batch. The sequences have nothing to do with each other: look for mean.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + F.linear(h.mean(0, keepdim=True), u, d)),
    ),
    (
        "input-weight-detached",
        "The numbers are right, but weight_ih gets no gradient, so it would never be trained. Look for .data or detach around "
        "the weights.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w.detach(), u, b, d)),
    ),
    (
        "input-bias-detached",
        "The numbers are right, but bias_ih gets no gradient, so it would never be trained. Look for .data or detach around the "
        "biases.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, None if b is None else b.detach(), d)),
    ),
    (
        "recurrent-bias-detached",
        "The numbers are right, but bias_hh gets no gradient, so it would never be trained. Look for .data or detach around the "
        "biases.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h, w, u, b, None if d is None else d.detach())),
    ),
    (
        "view-of-arguments",
        "An argument that does not lie in memory in order makes your code fail: view asks for that order. Where do you use "
        "view?",
        Recipe(total=lambda x, h, w, u, b, d: total(x.view(-1).view(x.shape), h.view(-1).view(h.shape), w, u, b, d)),
    ),
    (
        "input-marked",
        "The numbers are right, but x requires a gradient afterwards, which it did not before. Look for requires_grad_.",
        Recipe(total=lambda x, h, w, u, b, d: total(x.requires_grad_(), h, w, u, b, d)),
    ),
    (
        "state-marked",
        "The numbers are right, but h requires a gradient afterwards, which it did not before. Look for requires_grad_.",
        Recipe(total=lambda x, h, w, u, b, d: total(x, h.requires_grad_(), w, u, b, d)),
    ),
    (
        "state-overwritten-by-the-new-one",
        "The numbers are right, but the given state holds the new one afterwards: someone may still need the old one. Look for "
        "an assignment into h, or for h.data.",
        Recipe(leave=lambda new, h: (h.data.copy_(new.detach()), new)[1]),
    ),
    (
        "scaled-tanh",
        "The tanh is stretched: it is multiplied, or its argument is, by a number of its own. The equation has the plain one.",
        Recipe(squash=instead(lambda a: 1.7159 * torch.tanh(2 / 3 * a))),
    ),
    (
        "gelu-for-tanh",
        "The sum passes a GELU. Look at which function the equation has.",
        Recipe(squash=instead(F.gelu)),
    ),
    (
        "cut-off-result",
        "The state is cut off at 0.9. The tanh stays between −1 and 1 by itself: look for clamp.",
        Recipe(squash=instead(lambda a: torch.tanh(a).clamp(-0.9, 0.9))),
    ),
    (
        "biases-multiplied",
        "The two biases are multiplied with each other. Both are added to the sum.",
        Recipe(total=lambda x, h, w, u, b, d: F.linear(x, w) + F.linear(h, u) + (0 if b is None else b * d)),
    ),
    (
        "first-input-for-all",
        "Every sequence of the batch reads the input of the first one. Look for an index where the whole batch should be.",
        Recipe(total=lambda x, h, w, u, b, d: total(x[:1].expand_as(x), h, w, u, b, d)),
    ),
    (
        "units-one-after-the-other",
        "The units are computed in turn, and later ones read the new values of earlier ones. All of them read the old state.",
        Recipe(total=lambda x, h, w, u, b, d: one_after_the_other(x, h, w, u, b, d), squash=lambda right, a: a),
    ),
]

FUNCTION_STEPS: list[tuple[str, str, Recipe]] = [
    (
        "relu-for-tanh",
        "The sum passes a relu. This step is the tanh one: look at which function the equation has.",
        Recipe(squash=instead(torch.relu)),
    ),
]


# ---------------------------------------------------------------------------------------------------- cells


def remembering_enter(self, x, h):
    kept = getattr(self, "kept", None)
    return (self.zeros(x) if kept is None else kept) if h is None else h


def remembering_leave(self, out):
    self.kept = out
    return out


def one_bias(self, i, n, bias):
    return {"weight_ih": (n, i), "weight_hh": (n, n), "bias": (n,)}


def other_names(self, i, n, bias):
    return {"W": (n, i), "U": (n, n), "b_ih": (n,), "b_hh": (n,)}


def turned(self, i, n, bias):
    return Cell.shapes(self, i, n, bias) | {"weight_ih": (i, n)}


def needs_biases(x, h, w, u, b, d):
    return x @ w.T + b + h @ u.T + d


def accepts_all(self, nonlinearity):
    return nonlinearity


def tanh_unless_relu(self):
    return torch.relu if self.nonlinearity == "relu" else torch.tanh


def asserting(self, nonlinearity):
    assert nonlinearity in self.known
    return nonlinearity


def looked_up(self, nonlinearity):
    self.known[nonlinearity]
    return nonlinearity


def defaults_to_relu(self, input_size, hidden_size, bias=True, nonlinearity="relu", device=None, dtype=None):
    Cell.__init__(self, input_size, hidden_size, bias, nonlinearity, device, dtype)


def nonlinearity_before_bias(self, input_size, hidden_size, nonlinearity="tanh", bias=True, device=None, dtype=None):
    Cell.__init__(self, input_size, hidden_size, bias, nonlinearity, device, dtype)


CELLS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "nonlinearity-ignored",
        "The nonlinearity is tanh whatever the constructor is asked for. Look at what becomes of the argument after the "
        "signature.",
        {"right": lambda self: torch.tanh},
    ),
    (
        "nonlinearities-exchanged",
        "\"tanh\" gives a relu and \"relu\" a tanh. Look at the two branches of your condition.",
        {"right": lambda self: torch.tanh if self.nonlinearity == "relu" else torch.relu},
    ),
    (
        "relu-always",
        "The nonlinearity is relu whatever the constructor is asked for. Look at what becomes of the argument after the "
        "signature, and at its default.",
        {"right": lambda self: torch.relu},
    ),
    (
        "any-nonlinearity-accepted",
        "A nonlinearity that is neither \"tanh\" nor \"relu\" is accepted by the constructor. It should be a ValueError "
        "there, where the mistake is made, and not in forward or never.",
        {"choose": accepts_all, "right": tanh_unless_relu},
    ),
    (
        "nonlinearity-asserted",
        "An unknown nonlinearity raises an AssertionError. The text asks for a ValueError: an assert disappears under "
        "python -O and says something else.",
        {"choose": asserting},
    ),
    (
        "nonlinearity-key-error",
        "An unknown nonlinearity raises a KeyError, from a dictionary. The text asks for a ValueError.",
        {"choose": looked_up},
    ),
    (
        "state-ignored",
        "The given state has no effect: every step starts from zeros, or the product with weight_hh is missing. Look at what your "
        "forward does when h is not None.",
        {"enter": lambda self, x, h: self.zeros(x)},
    ),
    (
        "state-remembered",
        "Without a state the cell goes on from its last call. A missing state is a state of zeros, whatever came before: "
        "look for what forward keeps on self.",
        {"enter": remembering_enter, "leave": remembering_leave},
    ),
    (
        "missing-state-of-ones",
        "A missing state starts at one instead of zero. Look at how forward makes it.",
        {"enter": lambda self, x, h: self.zeros(x) + 1 if h is None else h},
    ),
    (
        "state-required",
        "Without a state the call fails. The state may be left out, and is None then: what does h start from?",
        {"forward": lambda self, x, h: self.recipe.step(self.right(), x, h, *self.weights())},
    ),
    (
        "zeros-of-32-bits",
        "The zero state is 32-bit on the CPU, whatever x is, so it does not meet 64-bit weights or another device. Look at "
        "how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.sizes[1])},
    ),
    (
        "dtype-ignored",
        "The parameters are 32-bit whatever dtype= asks for. Look at what becomes of dtype after the signature.",
        {"factory": lambda self, device, dtype: {"device": device}},
    ),
    (
        "device-ignored",
        "The parameters are on the CPU whatever device= asks for. Look at what becomes of device after the signature.",
        {"factory": lambda self, device, dtype: {"dtype": dtype}},
    ),
    (
        "device-and-dtype-ignored",
        "The parameters are 32-bit and on the CPU whatever device= and dtype= ask for. Look at what becomes of the two "
        "after the signature.",
        {"factory": lambda self, device, dtype: {}},
    ),
    (
        "bias-false-ignored",
        "With bias=False there are biases all the same. Look at what becomes of bias after the signature: the attributes "
        "exist and are None.",
        {"shapes": lambda self, i, n, bias: Cell.shapes(self, i, n, True)},
    ),
    (
        "bias-false-fails",
        "With bias=False the biases are None, and adding None to a tensor fails. Look at your sum: what should it be without "
        "biases?",
        {"recipe": Recipe(total=needs_biases)},
    ),
    (
        "parameter-names",
        "The parameters do not have the names weight_ih, weight_hh, bias_ih and bias_hh: they are called otherwise, belong to "
        "a submodule, or are plain tensors that nn.Module does not know. Print dict(cell.named_parameters()).",
        {"shapes": other_names, "weights": lambda self: (self.W, self.U, self.b_ih, self.b_hh)},
    ),
    (
        "input-weight-transposed",
        "weight_ih has its two dimensions exchanged: rows are the H units, columns what they read. Compare the shapes with the "
        "table of the text.",
        {"shapes": turned, "weights": lambda self: (self.weight_ih.T, self.weight_hh, self.bias_ih, self.bias_hh)},
    ),
    (
        "one-bias",
        "There is one bias, where nn.RNNCell has two, bias_ih and bias_hh. Print dict(cell.named_parameters()).",
        {"shapes": one_bias, "weights": lambda self: (self.weight_ih, self.weight_hh, self.bias, None)},
    ),
    (
        "leaky-relu",
        "With \"relu\" what is below 0 comes through, made smaller. A ReLU is 0 there: look at which function you call.",
        {"known": {"tanh": torch.tanh, "relu": F.leaky_relu}},
    ),
    (
        "softplus-for-relu",
        "With \"relu\" the sum passes a softplus, a smooth function that resembles it. Look at which function you call.",
        {"known": {"tanh": torch.tanh, "relu": F.softplus}},
    ),
    (
        "elu-for-relu",
        "With \"relu\" the sum passes an ELU, which is negative below 0. A ReLU is 0 there: look at which function you call.",
        {"known": {"tanh": torch.tanh, "relu": F.elu}},
    ),
    (
        "relu-cut-off",
        "With \"relu\" the state is cut off at 6. Look at which function you call.",
        {"known": {"tanh": torch.tanh, "relu": F.relu6}},
    ),
    (
        "absolute-value-for-relu",
        "With \"relu\" negative sums lose their sign. They should become 0.",
        {"known": {"tanh": torch.tanh, "relu": torch.abs}},
    ),
    (
        "relu-then-tanh",
        "With \"relu\" the sum passes a ReLU and then the tanh as well. Which of the two does the argument ask for?",
        {"known": {"tanh": torch.tanh, "relu": lambda a: torch.tanh(torch.relu(a))}},
    ),
    (
        "relu-without-biases",
        "With \"relu\" the biases are not added. The sum is the same for both: look at where your two cases part.",
        {"weights": lambda self: Cell.weights(self) if self.nonlinearity == "tanh" else (self.weight_ih, self.weight_hh, None, None)},
    ),
    (
        "relu-ignores-the-state",
        "With \"relu\" the state has no effect. The sum is the same for both: look at where your two cases part.",
        {"enter": lambda self, x, h: self.zeros(x) if self.nonlinearity == "relu" or h is None else h},
    ),
    (
        "relu-by-default",
        "A cell that is told nothing uses a ReLU. The default is \"tanh\": look at the first line of the constructor.",
        {"__init__": defaults_to_relu},
    ),
    (
        "arguments-in-another-order",
        "The constructor's arguments come in another order than in nn.RNNCell: given by position, one is taken for another. "
        "Compare the first line with that of the exercise.",
        {"__init__": nonlinearity_before_bias},
    ),
    (
        "missing-state-returned",
        "Without a state the cell returns zeros, and computes nothing. A missing state stands for zeros: the step is made all the "
        "same.",
        {"forward": lambda self, x, h=None: self.zeros(x) if h is None else Cell.forward(self, x, h)},
    ),
    (
        "two-steps-in-one",
        "Every call makes two steps with the same x. Look for the lines that are there twice, or a loop around the step.",
        {"forward": lambda self, x, h=None: Cell.forward(self, x, Cell.forward(self, x, h))},
    ),
    (
        "relu-refused",
        "\"relu\" is refused, which is one of the two names allowed. Compare it letter by letter with what you test for.",
        {"known": {"tanh": torch.tanh, "ReLU": torch.relu}},
    ),
]


# ---------------------------------------------------------------------------------------------------- the loop


def loop(
    begin: Callable[..., Any] = lambda cell, x, h: h,
    order: Callable[[Tensor], Any] = lambda x: x,
    carry: Callable[..., Any] = lambda new, first: new,
    keep: Callable[..., Tensor] = lambda new, old: new,
    stack: Callable[[list[Tensor]], Any] = torch.stack,
    leave: Callable[..., Any] = lambda output, last, states: (output, last),
) -> Callable[..., Any]:
    """A right `unroll`, except for what is given.

    `begin` is the state for the first call, `carry` the one for the next, `keep` what is recorded of a step.
    """

    def unroll(cell, x, h=None):
        state = first = begin(cell, x, h)
        kept, states = [], []
        for x_t in order(x):
            new = cell(x_t, state)
            kept.append(keep(new, state))
            states.append(new)
            state = carry(new, first)
        return leave(stack(kept), states[-1], states)

    return unroll


def zeros_for(cell, x, h):
    return x.new_zeros(x.shape[1], cell.hidden_size) if h is None else h


def first_call_alone(cell, x, h):
    return None


def shifted(new, old):
    return torch.zeros_like(new) if old is None else old


def stack_of_32_bits(states):
    return torch.stack(states).float()


def writes_into_input(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
        x_t.data.zero_()
    return torch.stack(states), h


def one_more_at_the_end(cell, x, h=None):
    output, h_n = loop()(cell, x, h)
    return output, cell(x[-1], h_n)


def every_step_twice(cell, x, h=None):
    return loop()(lambda x_t, h_t: cell(x_t, cell(x_t, h_t)), x, h)


def one_buffer(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
        if len(states) > 1:
            states[-2].data.copy_(h.data)
    return torch.stack(states), h


LOOPS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "zeros-for-none",
        "Without a state the first call gets zeros. It should get None: what a missing state means is for the cell to decide.",
        loop(begin=zeros_for),
    ),
    (
        "state-ignored",
        "The given state has no effect: the loop starts without one. Look at what the first call gets.",
        loop(begin=first_call_alone),
    ),
    (
        "state-not-carried",
        "Every step starts from the initial state. Look at what the loop hands to the next call.",
        loop(carry=lambda new, first: first),
    ),
    (
        "batch-first",
        "The output is (N, T, H). Time comes first: (T, N, H). Look at the dimension along which you stack.",
        loop(stack=lambda states: torch.stack(states, dim=1)),
    ),
    (
        "joined-in-the-batch",
        "The steps are joined along the batch, (T·N, H). Time should have a dimension of its own: (T, N, H).",
        loop(stack=torch.cat),
    ),
    (
        "loop-over-the-batch",
        "The loop takes one sequence after the other, as if it were a time step. In (T, N, I) the first dimension is time.",
        loop(order=lambda x: x.transpose(0, 1)),
    ),
    (
        "backwards",
        "The sequence is read from its end to its beginning. Look at the direction of the loop.",
        loop(order=lambda x: x.flip(0)),
    ),
    (
        "last-step-missing",
        "The last step is left out. Look at where your loop ends.",
        loop(order=lambda x: x[:-1] if len(x) > 1 else x),
    ),
    (
        "output-shifted",
        "The output is one step late: its first entry is the state before the first step. Is h kept before or after the call?",
        loop(keep=shifted),
    ),
    (
        "first-state-returned",
        "h_n is the state after the first step. It should be the one after the last.",
        loop(leave=lambda output, last, states: (output, states[0])),
    ),
    (
        "last-state-with-a-layer",
        "h_n is (1, N, H), as a layer's would be. Here it is the last state itself, (N, H).",
        loop(leave=lambda output, last, states: (output, last[None])),
    ),
    (
        "result-exchanged",
        "The result is (h_n, output). The output comes first: look at your last line.",
        loop(leave=lambda output, last, states: (last, output)),
    ),
    (
        "one-tensor-returned",
        "Only one tensor is returned. The states of all steps and the last one belong to the result: (output, h_n).",
        loop(leave=lambda output, last, states: output),
    ),
    (
        "output-a-list",
        "The output is a Python list. It should be one tensor, (T, N, H).",
        loop(stack=list),
    ),
    (
        "detached-between-steps",
        "The numbers are right, but no gradient flows from one step to the one before. Look for detach, .data or torch.tensor "
        "in the loop.",
        loop(carry=lambda new, first: new.detach()),
    ),
    (
        "output-detached",
        "The numbers are right, but no gradient flows back from the output: what is kept is cut from its graph. Look for "
        "detach, .data or torch.tensor where you keep a state.",
        loop(keep=lambda new, old: new.detach()),
    ),
    (
        "last-state-detached",
        "The numbers are right, but no gradient flows back from h_n. Look for detach, .data or clone of data in your last line.",
        loop(leave=lambda output, last, states: (output, last.detach())),
    ),
    (
        "output-of-32-bits",
        "The output is 32-bit on the CPU, whatever the cell gives back. Look at how you make the tensor that you write into.",
        loop(stack=stack_of_32_bits),
    ),
    (
        "first-step-missing",
        "The first step is left out: the output is one too short, or the state is one behind. Look at where your loop begins.",
        loop(order=lambda x: x[1:] if len(x) > 1 else x),
    ),
    (
        "first-input-at-every-step",
        "Every step reads the first input. Look at the index in your loop.",
        loop(order=lambda x: x[:1].expand_as(x)),
    ),
    (
        "last-input-at-every-step",
        "Every step reads the last input. Look at the index in your loop.",
        loop(order=lambda x: x[-1:].expand_as(x)),
    ),
    (
        "one-step-too-many",
        "The last input is read twice, so h_n is one step further than the output. Look at what is done after the loop.",
        one_more_at_the_end,
    ),
    (
        "every-step-twice",
        "The cell is called twice at every step. Look for the call in your loop: there should be one.",
        every_step_twice,
    ),
    (
        "last-but-one-state-returned",
        "h_n is the state of the last step but one. Look at the index, or at when h is kept.",
        loop(leave=lambda output, last, states: (output, states[-2] if len(states) > 1 else states[-1])),
    ),
    (
        "outputs-reversed",
        "The states are in the output from the last step to the first. Look for insert, flip or [::-1].",
        loop(leave=lambda output, last, states: (output.flip(0), last)),
    ),
    (
        "output-reshaped",
        "The output is put together along the batch and reshaped, which mixes steps with sequences. To stack is something else.",
        loop(stack=lambda states: torch.stack(states, 1).reshape(len(states), *states[0].shape)),
    ),
    (
        "same-tensor-every-step",
        "All steps of the output hold the last states: the same memory is written again and again. Look for copy_, [:] or a "
        "buffer that is kept in the list.",
        one_buffer,
    ),
]


# ---------------------------------------------------------------------------------------------------- the loss


def loss_function(
    scores: Callable[[Tensor], Tensor] = lambda logits: logits[:, :-1],
    targets: Callable[[Tensor], Tensor] = lambda tokens: tokens[:, 1:],
    real: Callable[[Tensor, int], Tensor] = lambda tokens, padding: tokens[:, 1:] != padding,
    surprise: Callable[[Tensor, Tensor], Tensor] = lambda scores, targets: -F.log_softmax(scores, -1)
    .gather(-1, targets[..., None])
    .squeeze(-1),
    reduce: Callable[[Tensor, Tensor], Tensor] = lambda values, real: torch.where(real, values, 0).sum() / real.sum(),
    enter: Callable[[Tensor], Tensor] = lambda logits: logits,
    leave: Callable[[Tensor], Any] = lambda loss: loss,
) -> Callable[..., Any]:
    """A right `next_token_loss`, except for what is given: `surprise` is (N, T − 1), `reduce` makes one number of it."""

    def next_token_loss(logits, tokens, padding_idx=0):
        logits = enter(logits)
        values = surprise(scores(logits), targets(tokens))
        return leave(reduce(values, real(tokens, padding_idx)))

    return next_token_loss


def probabilities(scores, targets):
    return -scores.softmax(-1).gather(-1, targets[..., None]).squeeze(-1)


def softmax_twice(scores, targets):
    return -F.log_softmax(scores.softmax(-1), -1).gather(-1, targets[..., None]).squeeze(-1)


def no_softmax(scores, targets):
    return -scores.gather(-1, targets[..., None]).squeeze(-1)


def softmax_over_time(scores, targets):
    return -F.log_softmax(scores, 1).gather(-1, targets[..., None]).squeeze(-1)


def softmax_over_batch(scores, targets):
    return -F.log_softmax(scores, 0).gather(-1, targets[..., None]).squeeze(-1)


def log_of_softmax(scores, targets):
    return -scores.softmax(-1).log().gather(-1, targets[..., None]).squeeze(-1)


def log_with_epsilon(scores, targets):
    return -(scores.softmax(-1) + 1e-8).log().gather(-1, targets[..., None]).squeeze(-1)


def without_padding_token(scores, targets):
    """Token 0 gets no probability, as if padding could not be scored."""
    kept = torch.cat([torch.full_like(scores[..., :1], -1e4), scores[..., 1:]], -1)
    return -F.log_softmax(kept, -1).gather(-1, targets[..., None]).squeeze(-1)


def time_mixed(logits, tokens, padding_idx=0):
    n, t, v = logits.shape
    scores = logits[:, :-1].transpose(0, 1).reshape(-1, v)
    return F.cross_entropy(scores, tokens[:, 1:].reshape(-1), ignore_index=padding_idx)


def reshaped_scores(logits, tokens, padding_idx=0):
    n, t, v = logits.shape
    return F.cross_entropy(logits[:, :-1].reshape(n, v, t - 1), tokens[:, 1:], ignore_index=padding_idx)


def sequence_means(values, real):
    means = torch.where(real, values, 0).sum(1) / real.sum(1).clamp(min=1)
    return means[real.any(1)].mean()


def over_all_places(values, real):
    return torch.where(real, values, 0).mean()


def default_ignored(tokens, padding):
    return tokens[:, 1:] != 0


def fixed_lengths(tokens, padding):
    """Everything after the first padding is taken for padding."""
    return (tokens[:, 1:] != padding).long().cumprod(1).bool()


def counted(count: Callable[[Tensor, int], Any]) -> Callable[..., Any]:
    """The right sum, divided by something else."""

    def next_token_loss(logits, tokens, padding_idx=0):
        total = loss_function(reduce=lambda values, real: torch.where(real, values, 0).sum())(logits, tokens, padding_idx)
        return total / count(tokens, padding_idx)

    return next_token_loss


def shifted_by_two(logits, tokens, padding_idx=0):
    if tokens.shape[1] == 2:
        return loss_function()(logits, tokens, padding_idx)
    return loss_function(lambda l: l[:, :-2], lambda t: t[:, 2:], lambda t, p: t[:, 2:] != p)(logits, tokens, padding_idx)


def over_the_batch(logits, tokens, padding_idx=0):
    if len(tokens) == 1:
        return loss_function(lambda l: l, lambda t: t, lambda t, p: t != p)(logits, tokens, padding_idx)
    return loss_function(lambda l: l[:-1], lambda t: t[1:], lambda t, p: t[1:] != p)(logits, tokens, padding_idx)


def step_means(values, real):
    means = torch.where(real, values, 0).sum(0) / real.sum(0).clamp(min=1)
    return means[real.any(0)].mean()


def padding_logits_zero(logits, tokens, padding_idx=0):
    kept = torch.arange(logits.shape[-1], device=logits.device) != padding_idx
    return loss_function()(torch.where(kept, logits, 0), tokens, padding_idx)


def squared_error(scores, targets):
    return (scores.softmax(-1) - F.one_hot(targets, scores.shape[-1])).square().sum(-1)


def without_last_target(values, real):
    if real.sum() > 1:
        real = torch.cat([real[:, :-1], torch.zeros_like(real[:, -1:])], 1)
    return torch.where(real, values, 0).sum() / real.sum()


LOSSES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "not-shifted",
        "The logits are asked for the token that was just read. They are to predict the next one: which logits belong to "
        "tokens[:, 1]?",
        loss_function(lambda logits: logits, lambda tokens: tokens, lambda tokens, p: tokens != p),
    ),
    (
        "shifted-backwards",
        "The logits are asked for the token before. They are to predict the next one: exchange what you cut off at the start "
        "with what you cut off at the end.",
        loss_function(lambda logits: logits[:, 1:], lambda tokens: tokens[:, :-1], lambda tokens, p: tokens[:, :-1] != p),
    ),
    (
        "first-token-unshifted",
        "Logits and tokens both lose their first step, so that the logits are asked for the token that was just read. What is "
        "cut off the logits is the last step.",
        loss_function(lambda logits: logits[:, 1:]),
    ),
    (
        "padding-counted",
        "Padding is a target like any other: nothing leaves it out. Look at where you use padding_idx.",
        loss_function(real=lambda tokens, p: torch.ones_like(tokens[:, 1:], dtype=torch.bool)),
    ),
    (
        "mean-over-padding-too",
        "The padding targets add nothing, but the sum is divided by the number of all places. The mean is over the real "
        "targets.",
        loss_function(reduce=over_all_places),
    ),
    (
        "mean-of-sequence-means",
        "Each sequence is averaged first, and the averages are averaged then, so a token of a short sequence weighs more. The "
        "mean is over all real targets together.",
        loss_function(reduce=sequence_means),
    ),
    (
        "sum-instead-of-mean",
        "The losses of the real targets are added up. The text asks for their mean.",
        loss_function(reduce=lambda values, real: torch.where(real, values, 0).sum()),
    ),
    (
        "sum-over-time",
        "The losses are added up within a sequence and averaged over the batch. The mean is over all real targets.",
        loss_function(reduce=lambda values, real: torch.where(real, values, 0).sum(1).mean()),
    ),
    (
        "masked-by-what-was-read",
        "Places are left out where the token that was read is padding. It is the target that decides, one step later.",
        loss_function(real=lambda tokens, p: tokens[:, :-1] != p),
    ),
    (
        "masked-by-both",
        "Places are left out where the token that was read is padding, even if the target is real. It is the target alone that "
        "decides.",
        loss_function(real=lambda tokens, p: (tokens[:, :-1] != p) & (tokens[:, 1:] != p)),
    ),
    (
        "all-after-the-first-padding",
        "Everything after the first padding token is left out. Padding may stand anywhere: look at each target by itself.",
        loss_function(real=fixed_lengths),
    ),
    (
        "padding-idx-ignored",
        "The token 0 is left out, whatever padding_idx says. Where do you use the argument?",
        loss_function(real=default_ignored),
    ),
    (
        "padding-token-without-probability",
        "The padding token is taken out of the softmax. It is no target, but the network has a score for it like for any other "
        "token.",
        loss_function(surprise=without_padding_token),
    ),
    (
        "softmax-twice",
        "The logits pass a softmax, and then another one inside the cross-entropy. Torch's cross-entropy takes logits.",
        loss_function(surprise=softmax_twice),
    ),
    (
        "no-logarithm",
        "The probabilities are averaged without their logarithm. The surprise is −log p.",
        loss_function(surprise=probabilities),
    ),
    (
        "no-softmax",
        "The logits are used as if they were logarithms of probabilities already. Which function makes probabilities of them?",
        loss_function(surprise=no_softmax),
    ),
    (
        "softmax-over-time",
        "The softmax goes over the time steps. It should go over the vocabulary: look at its dimension.",
        loss_function(surprise=softmax_over_time),
    ),
    (
        "softmax-over-batch",
        "The softmax goes over the batch. It should go over the vocabulary: look at its dimension.",
        loss_function(surprise=softmax_over_batch),
    ),
    (
        "sign-missing",
        "The loss is negative: the logarithm of a probability is. Look at the sign.",
        loss_function(leave=lambda loss: -loss),
    ),
    (
        "bits",
        "The loss is in bits, with the logarithm to the base 2. The text has the natural one.",
        loss_function(leave=lambda loss: loss / math.log(2)),
    ),
    (
        "perplexity",
        "The result is the exponential of the loss, which is called perplexity. The text asks for the loss itself.",
        loss_function(leave=torch.exp),
    ),
    (
        "sequences-mixed",
        "Logits and targets are flattened in different orders, time first and batch first, so that they belong to different "
        "places. Look at your transposes.",
        time_mixed,
    ),
    (
        "vocabulary-by-reshape",
        "The logits were reshaped to (N, V, T), which mixes up scores and steps. To exchange two dimensions is something else.",
        reshaped_scores,
    ),
    (
        "log-of-softmax",
        "For large logits the loss or its gradient is not finite: the softmax rounds to 0 before the logarithm is taken. Torch "
        "has both in one function.",
        loss_function(surprise=log_of_softmax),
    ),
    (
        "log-with-epsilon",
        "A small number is added to the probabilities before the logarithm, so that no loss is quite right and no surprise can "
        "be large. Torch has the logarithm of a softmax as one function that needs no such help.",
        loss_function(surprise=log_with_epsilon),
    ),
    (
        "logits-detached",
        "The number is right, but no gradient flows back to the logits. Look for detach, .data, no_grad or torch.tensor.",
        loss_function(enter=lambda logits: logits.detach()),
    ),
    (
        "a-number",
        "The result is a Python number, through which no gradient can flow. Look for item or float: the loss is a tensor "
        "without dimensions.",
        loss_function(leave=lambda loss: loss.item()),
    ),
    (
        "one-dimension",
        "The result has one dimension, (1,). A scalar has none.",
        loss_function(leave=lambda loss: loss[None]),
    ),
    (
        "not-reduced",
        "The result holds the loss of every place. The text asks for their mean, one number.",
        loss_function(reduce=lambda values, real: torch.where(real, values, 0)),
    ),
    (
        "tokens-read-as-targets-cut",
        "The last logits are dropped, but the targets are the tokens that were read. Which token follows tokens[:, t]?",
        loss_function(targets=lambda tokens: tokens[:, :-1], real=lambda tokens, p: tokens[:, :-1] != p),
    ),
    (
        "shifted-by-two",
        "The logits are asked for the token after the next. Count how far the targets are moved.",
        shifted_by_two,
    ),
    (
        "first-token-after-the-last",
        "The logits of the last step are asked for the first token of the sequence: targets were rolled round. Nothing follows the "
        "last token.",
        loss_function(lambda logits: logits, lambda tokens: tokens.roll(-1, 1), lambda tokens, p: tokens.roll(-1, 1) != p),
    ),
    (
        "shifted-over-the-batch",
        "The targets are taken from the next sequence instead of the next step. Which dimension is time?",
        over_the_batch,
    ),
    (
        "divided-by-all-tokens",
        "The sum is divided by the number of all tokens, padding included. It is the mean over targets that are real.",
        counted(lambda tokens, p: tokens.numel()),
    ),
    (
        "divided-by-real-tokens",
        "The sum is divided by the number of real tokens, but the first of a sequence is nobody's target. Count targets.",
        counted(lambda tokens, p: (tokens != p).sum()),
    ),
    (
        "divided-by-one-more",
        "The sum is divided by one more than the number of real targets. There is one at least: nothing needs to be made safe.",
        counted(lambda tokens, p: (tokens[:, 1:] != p).sum() + 1),
    ),
    (
        "means-of-all-sequences",
        "A mean is taken for each sequence and then over all of them, those without a target counting as 0. It is one mean over all "
        "real targets.",
        loss_function(reduce=lambda values, real: (torch.where(real, values, 0).sum(1) / real.sum(1).clamp(min=1)).mean()),
    ),
    (
        "means-of-steps",
        "A mean is taken at each step and then over the steps, so that a step with few targets counts as much as one with many. It "
        "is one mean over all real targets.",
        loss_function(reduce=step_means),
    ),
    (
        "median",
        "The result is the median of the targets' losses. The text has their mean.",
        loss_function(reduce=lambda values, real: values[real].median()),
    ),
    (
        "only-padding-counted",
        "The mask is the wrong way round: only targets that are padding are counted. Look at the comparison.",
        loss_function(real=lambda tokens, p: tokens[:, 1:] == p),
    ),
    (
        "above-the-padding-index",
        "Tokens with a number below padding_idx are left out as well. Only padding_idx itself is padding: look at the comparison.",
        loss_function(real=lambda tokens, p: tokens[:, 1:] > p),
    ),
    (
        "padded-sequences-dropped",
        "A sequence with any padding is left out as a whole. Its real targets count.",
        loss_function(real=lambda tokens, p: (tokens[:, 1:] != p).all(1, keepdim=True).expand_as(tokens[:, 1:])),
    ),
    (
        "zero-never-padding",
        "With padding_idx 0, its default, padding is counted. Zero is a number, and false where a truth value is asked: look for or, "
        "and for the default.",
        loss_function(real=lambda tokens, p: tokens[:, 1:] != (p or -1)),
    ),
    (
        "logits-of-padding-set-to-zero",
        "The logits of the padding token are set to 0 before the softmax. They stay as they are: what is left out are targets.",
        padding_logits_zero,
    ),
    (
        "logits-doubled",
        "The logits are multiplied before the softmax. They go into it as they are.",
        loss_function(enter=lambda logits: 2 * logits),
    ),
    (
        "sigmoid-for-softmax",
        "Each token gets a sigmoid of its own, so that the probabilities do not add up to one. One of V follows: look at which "
        "function you use.",
        loss_function(surprise=lambda scores, targets: -F.logsigmoid(scores).gather(-1, targets[..., None]).squeeze(-1)),
    ),
    (
        "label-smoothing",
        "The targets are smoothed. The text has the plain cross-entropy.",
        lambda logits, tokens, padding_idx=0: F.cross_entropy(
            logits[:, :-1].flatten(0, 1), tokens[:, 1:].flatten(), ignore_index=padding_idx, label_smoothing=0.1
        ),
    ),
    (
        "squared-error",
        "The probabilities are compared with the target by squares. The text has the cross-entropy: minus the logarithm of the "
        "target's probability.",
        loss_function(surprise=squared_error),
    ),
    (
        "best-token-scored",
        "What is scored is the most probable token, not the one that follows. Where are the targets used?",
        loss_function(surprise=lambda scores, targets: -F.log_softmax(scores, -1).amax(-1)),
    ),
    (
        "logits-time-first",
        "The logits are read as (T, N, V) by a reshape, which mixes up the sequences. They are (N, T, V).",
        lambda logits, tokens, padding_idx=0: loss_function()(
            logits.reshape(logits.shape[1], logits.shape[0], -1).transpose(0, 1), tokens, padding_idx
        ),
    ),
    (
        "last-step-alone",
        "Only the last step is scored. Every step predicts the token after it.",
        loss_function(reduce=lambda values, real: values[:, -1].mean()),
    ),
    (
        "last-target-left-out",
        "The last token of each sequence is nobody's target. It follows the last but one: look at where your slices end.",
        loss_function(reduce=without_last_target),
    ),
]


# ---------------------------------------------------------------------------------------------------- the catalogue


def step_function(recipe: Recipe) -> Callable[..., Any]:
    def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
        return recipe.step(torch.tanh, x, h, weight_ih, weight_hh, bias_ih, bias_hh)

    return rnn_step


MISCONCEPTIONS: list[Misconception] = [
    *(Misconception("rnn_step", id, text, step_function(recipe)) for id, text, recipe in (*STEPS, *FUNCTION_STEPS)),
    *(
        Misconception("RNNCell", id, text, variant(recipe=recipe))
        for id, text, recipe in STEPS
        if id != "state-unused"  # in a cell that is state-ignored
    ),
    *(
        Misconception("RNNCell", f"{id}-with-tanh", f"{text} With \"relu\" it is right.", variant(recipe=recipe, step_of="tanh"))
        for id, text, recipe in STEPS
        if recipe.leave is not Recipe().leave and id != "result-squeezed"
    ),
    *(Misconception("RNNCell", id, text, variant(**changes)) for id, text, changes in CELLS),
    *(Misconception("unroll", id, text, version) for id, text, version in LOOPS),
    Misconception(
        "unroll",
        "input-overwritten",
        "The numbers are right, but x is changed: someone may still need it. Look for an assignment into x or into one of its "
        "slices.",
        writes_into_input,
    ),
    *(Misconception("next_token_loss", id, text, version) for id, text, version in LOSSES),
]
