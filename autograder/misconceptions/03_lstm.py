"""Wrong LSTMs.

A mistake in the step is written once, as a `Recipe`, and lifted to a function, a cell, a layer and a trace. Mistakes
that only a cell, a layer or a trace can make are variants of the right one.
"""

from __future__ import annotations

import copy
import itertools
import math
from dataclasses import dataclass, field
from typing import Any, Callable, Mapping

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.misconceptions import Misconception

State = tuple[Tensor, Tensor]

NAMES = {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate"}
ORDER = "ifgo"
PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


# ---------------------------------------------------------------------------------------------------- steps


def sums(x: Tensor, h: Tensor, weight_ih: Tensor, weight_hh: Tensor, bias_ih: Tensor, bias_hh: Tensor) -> Tensor:
    return F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)  # (N, 4H)


def blocks(total: Tensor) -> tuple[Tensor, ...]:
    return total.chunk(4, dim=1)


def nothing(x: Tensor) -> Tensor:
    return x


@dataclass(frozen=True)
class Recipe:
    """A step as a choice of its ingredients; as it stands it is the right one.

    Attributes:
        order: which gate each block is read as.
        sums: (x, h, four parameters) to what goes into the gates, (N, 4H).
        blocks: how that is cut into four.
        squash: the activation of each gate that does not have its own.
        cell: the new c, from the gates, the old c and the old h.
        hidden: the new h, from the gates, the new c and the old c.
        enter, leave: what becomes of the state on its way in and out.
    """

    order: str = ORDER
    sums: Callable[..., Tensor] = sums
    blocks: Callable[[Tensor], tuple[Tensor, ...]] = blocks
    squash: Mapping[str, Callable[[Tensor], Tensor]] = field(default_factory=dict)
    cell: Callable[..., Tensor] = lambda a, c, h: a["f"] * c + a["i"] * a["g"]
    hidden: Callable[..., Tensor] = lambda a, c, old: a["o"] * torch.tanh(c)
    enter: Callable[[State], State] = lambda state: (state[0], state[1])
    leave: Callable[[Tensor, Tensor], Any] = lambda h, c: (h, c)

    def trace(self, x: Tensor, state: State, *parameters: Tensor | None) -> dict[str, Tensor]:
        """One step with everything it computes, by name."""
        h, old = self.enter(state)
        usual = {"i": torch.sigmoid, "f": torch.sigmoid, "g": torch.tanh, "o": torch.sigmoid} | dict(self.squash)
        gates = {name: usual[name](block) for name, block in zip(self.order, self.blocks(self.sums(x, h, *parameters)))}
        c = self.cell(gates, old, h)
        return gates | {"c": c, "h": self.hidden(gates, c, old)}

    def step(self, x: Tensor, state: State, *parameters: Tensor | None) -> Any:
        values = self.trace(x, state, *parameters)
        return self.leave(values["h"], values["c"])


class Cell(nn.Module):
    """A right LSTM cell around `recipe`; its variants override what they get wrong."""

    recipe = Recipe()

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.sizes = input_size, hidden_size
        for name, shape in self.shapes(input_size, hidden_size, bias).items():
            value = None
            if shape is not None:
                value = nn.Parameter(torch.empty(shape, **self.factory(device, dtype)))
                nn.init.uniform_(value, -1 / math.sqrt(hidden_size), 1 / math.sqrt(hidden_size))
            self.register_parameter(name, value)

    def shapes(self, i, n, bias):
        biases = (4 * n,) if bias else None
        return {"weight_ih": (4 * n, i), "weight_hh": (4 * n, n), "bias_ih": biases, "bias_hh": biases}

    def factory(self, device, dtype):
        return {"device": device, "dtype": dtype}

    def weights(self):
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh

    def zeros(self, x):
        return x.new_zeros(x.shape[0], self.sizes[1])

    def start(self, x, state):
        return (self.zeros(x), self.zeros(x)) if state is None else state

    def forward(self, x, state=None):
        return self.leave(self.recipe.step(x, self.start(x, state), *self.weights()))

    def leave(self, out):
        return out


class Layer(nn.Module):
    """A right LSTM layer around `recipe`; its variants override what they get wrong."""

    recipe = Recipe()

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.size, self.layers, self.batch_first = hidden_size, num_layers, batch_first
        for k in range(num_layers):
            for name, shape in self.shapes(k, input_size, hidden_size, bias).items():
                value = nn.Parameter(torch.empty(shape, **self.factory(device, dtype)))
                nn.init.uniform_(value, -1 / math.sqrt(hidden_size), 1 / math.sqrt(hidden_size))
                self.register_parameter(self.name(name, k), value)

    def name(self, name, k):
        return f"{name}_l{k}"

    def shapes(self, k, i, n, bias):
        shapes = {"weight_ih": (4 * n, n if k else i), "weight_hh": (4 * n, n)}
        return shapes | ({"bias_ih": (4 * n,), "bias_hh": (4 * n,)} if bias else {})

    def factory(self, device, dtype):
        return {"device": device, "dtype": dtype}

    def weights(self, k):
        return tuple(getattr(self, self.name(name, k), None) for name in PARAMETERS)

    def time_first(self, x):
        return x.transpose(0, 1) if self.batch_first else x

    def result_first(self, output):
        return output.transpose(0, 1) if self.batch_first else output

    def zeros(self, x):
        return x.new_zeros(self.layers, x.shape[1], self.size)

    def start(self, x, state):
        return (self.zeros(x), self.zeros(x)) if state is None else state

    def first(self, k, state, below):
        """The state that layer k starts from; `below` is the final state of the layer below."""
        return state[0][k], state[1][k]

    def run(self, k, sequence, state):
        """Layer k over a sequence: all h, all c."""
        hs, cs = [], []
        for x in sequence:
            state = self.recipe.step(x, state, *self.weights(k))
            hs.append(state[0])
            cs.append(state[1])
        return torch.stack(hs), torch.stack(cs)

    def upwards(self, hs, cs):
        return hs

    def last(self, hs, cs):
        return hs[-1], cs[-1]

    def forward(self, x, state=None):
        x = self.time_first(x)
        state, sequence, below, every = self.start(x, state), x, None, []
        for k in range(self.layers):
            hs, cs = self.run(k, sequence, self.first(k, state, below))
            below = self.last(hs, cs)
            sequence = self.upwards(hs, cs)
            every.append((hs, cs, *below))
        return self.leave(every)

    def leave(self, every):
        h_n, c_n = torch.stack([e[2] for e in every]), torch.stack([e[3] for e in every])
        return self.result_first(self.output(every)), (h_n, c_n)

    def output(self, every):
        return every[-1][0]


def tracer(
    recipe: Recipe = Recipe(),
    start: Callable[..., State] = lambda state, zeros: (zeros, zeros) if state is None else state,
    keep: Callable[..., dict[str, Tensor]] = lambda values, before, again: values,
    carry: Callable[..., State] = lambda values, first: (values["h"], values["c"]),
    stack: Callable[..., Tensor] = torch.stack,
) -> Callable[..., dict[str, Tensor]]:
    """A right `gate_trace` around `recipe`, except for what is given.

    `keep` is what is recorded of a step: from its values, the state before it, and a function that gives the values of a
    step from another state. `carry` is the state that the next step starts from.
    """

    def gate_trace(cell, x, state=None):
        state = first = start(state, x.new_zeros(x.shape[1], cell.weight_hh.shape[1]))
        parameters, kept = [getattr(cell, name) for name in PARAMETERS], []
        with torch.no_grad():
            for x_t in x:
                again = lambda other: recipe.trace(x_t, other, *parameters)  # noqa: B023, E731 - used within the step
                values = again(state)
                kept.append(keep(values, state, again))
                state = carry(values, first)
        return {key: stack([values[key] for values in kept]) for key in "ifgoch"}

    return gate_trace


def variant(base: type, **changes: Any) -> type:
    """`base` with some of its methods and attributes replaced."""
    return type(base.__name__, (base,), changes)


# ---------------------------------------------------------------------------------------------------- the order of gates


KNOWN_ORDERS = {
    "igfo": "This is the order of TensorFlow's BasicLSTMCell and of Haiku.",
    "gifo": "This is the order of Chainer.",
    "iofg": "This is the order of ONNX.",
    "ifog": "This is the order of Stanford's course CS231n.",
    "figo": "This is the order in which many texts introduce the gates.",
}


def exchanged(order: str) -> str:
    """What a wrong order amounts to, in words: which gates are exchanged, or go round."""
    seen: set[str] = set()
    phrases = []
    for gate in ORDER:
        cycle = []
        while gate not in seen:
            seen.add(gate)
            cycle.append(gate)
            gate = order[ORDER.index(gate)]
        if len(cycle) == 2:
            phrases.append(f"{NAMES[cycle[0]]} and {NAMES[cycle[1]]} are exchanged")
        elif len(cycle) > 2:
            used = [f"the {NAMES[order[ORDER.index(g)]]} is computed from the block of the {NAMES[g]}" for g in cycle]
            phrases.append(", ".join(used[:-1]) + " and " + used[-1])
    return ", and whose ".join(phrases) if all("exchanged" in p for p in phrases) else "; ".join(phrases)


def order_text(order: str) -> str:
    words = exchanged(order)
    opening = f"This is an LSTM whose {words}" if "exchanged" in words else f"In this LSTM {words}"
    known = KNOWN_ORDERS.get(order, "")
    return (
        f"{opening}: the blocks are read as {', '.join(order)}. {known + ' ' if known else ''}"
        "The rows of the weights and biases hold the blocks i, f, g, o. "
        "Look at the line that cuts the sum into four, and at the name that each piece gets there."
    )


WRONG_ORDERS = ["".join(order) for order in itertools.permutations(ORDER) if "".join(order) != ORDER]


# ---------------------------------------------------------------------------------------------------- steps


def transposed_blocks(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    n = weight_hh.shape[1]
    turned = weight_hh.reshape(4, n, n).transpose(1, 2).reshape(4 * n, n)
    return sums(x, h, weight_ih, turned, bias_ih, bias_hh)


def interleaved(total):
    return total.reshape(total.shape[0], -1, 4).unbind(dim=2)


def detached(state, h=False, c=False):
    return (state[0].detach() if h else state[0]), (state[1].detach() if c else state[1])


def modified(a, c, h):
    return c.mul_(a["f"]).add_(a["i"] * a["g"])


def overflowing_sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def overflowing_tanh(x):
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))


OVERFLOW = (
    "exp-overflows",
    "Where a unit is saturated, a result or a gradient is not a number: a sigmoid or tanh is made of exp, which overflows "
    "for large arguments. Torch has both as functions, and they do not.",
    Recipe(
        squash=dict.fromkeys("ifo", overflowing_sigmoid) | {"g": overflowing_tanh},
        hidden=lambda a, c, old: a["o"] * overflowing_tanh(c),
    ),
)

STEPS: list[tuple[str, str, Recipe]] = [
    *((f"gate-order-{order}", order_text(order), Recipe(order=order)) for order in WRONG_ORDERS),
    (
        "old-cell-in-output",
        "h is computed from the cell state before the step. Look at the order of your last two lines: which c does the "
        "output gate act on in the equations?",
        Recipe(hidden=lambda a, c, old: a["o"] * torch.tanh(old)),
    ),
    (
        "no-tanh-on-cell",
        "h is the output gate times c itself: the tanh around the new cell state is missing. Look at the last equation.",
        Recipe(hidden=lambda a, c, old: a["o"] * c),
    ),
    (
        "tanh-of-product",
        "The tanh goes around the product of output gate and cell state, instead of around the cell state alone. Look at "
        "the brackets in your last line.",
        Recipe(hidden=lambda a, c, old: torch.tanh(a["o"] * c)),
    ),
    (
        "sigmoid-on-cell",
        "The new cell state passes a sigmoid on its way into h. A sigmoid is for gates only: look at which function the "
        "last equation has.",
        Recipe(hidden=lambda a, c, old: a["o"] * torch.sigmoid(c)),
    ),
    (
        "no-output-gate",
        "h is the squashed cell state, whole: the output gate has no effect. Where does o appear in your code after it is "
        "computed?",
        Recipe(hidden=lambda a, c, old: torch.tanh(c)),
    ),
    (
        "sigmoid-candidate",
        "The candidate g passes a sigmoid, like the three gates. What is written into the cell may be negative: look at "
        "the third equation.",
        Recipe(squash={"g": torch.sigmoid}),
    ),
    (
        "tanh-output-gate",
        "The output gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the fourth equation.",
        Recipe(squash={"o": torch.tanh}),
    ),
    (
        "tanh-input-gate",
        "The input gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the first equation.",
        Recipe(squash={"i": torch.tanh}),
    ),
    (
        "tanh-forget-gate",
        "The forget gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the second equation.",
        Recipe(squash={"f": torch.tanh}),
    ),
    (
        "tanh-and-sigmoid-exchanged",
        "Candidate and output gate have each other's activation: g a sigmoid, o a tanh. Look at which of the four blocks "
        "has the tanh.",
        Recipe(squash={"g": torch.sigmoid, "o": torch.tanh}),
    ),
    (
        "tanh-on-all",
        "All four blocks pass a tanh. Three of them are gates, between 0 and 1: look at the activations in the equations.",
        Recipe(squash={"i": torch.tanh, "f": torch.tanh, "o": torch.tanh}),
    ),
    (
        "gates-without-sigmoid",
        "The three gates are used as they come out of the matrix products, without their sigmoid. Print one of them: is it "
        "between 0 and 1?",
        Recipe(squash={"i": nothing, "f": nothing, "o": nothing}),
    ),
    (
        "candidate-without-tanh",
        "The candidate is used as it comes out of the matrix products, without its tanh. Look at the third equation.",
        Recipe(squash={"g": nothing}),
    ),
    (
        "sigmoid-twice",
        "The three gates pass the sigmoid twice, so that they lie between 0.5 and 0.73. Look for the places where the "
        "activation is applied: there should be one.",
        Recipe(squash=dict.fromkeys("ifo", lambda x: torch.sigmoid(torch.sigmoid(x)))),
    ),
    (
        "no-input-gate",
        "The candidate is added to the cell state whole: the input gate has no effect. Where does i appear in your code "
        "after it is computed?",
        Recipe(cell=lambda a, c, h: a["f"] * c + a["g"]),
    ),
    (
        "no-forget-gate",
        "The old cell state is kept whole: the forget gate has no effect. This is the LSTM of 1997; here the equation for c "
        "has one more factor.",
        Recipe(cell=lambda a, c, h: c + a["i"] * a["g"]),
    ),
    (
        "memory-dropped",
        "The new cell state holds what is written and nothing of the old one. What should become of c before the step?",
        Recipe(cell=lambda a, c, h: a["i"] * a["g"]),
    ),
    (
        "coupled-to-forget-gate",
        "What is written is scaled by one minus the forget gate, so the input gate has no effect. That is the coupled "
        "variant, a later exercise; here i is a gate of its own.",
        Recipe(cell=lambda a, c, h: a["f"] * c + (1 - a["f"]) * a["g"]),
    ),
    (
        "coupled-to-input-gate",
        "What is kept is scaled by one minus the input gate, so the forget gate has no effect. That is a GRU's habit; here "
        "f is a gate of its own.",
        Recipe(cell=lambda a, c, h: (1 - a["i"]) * c + a["i"] * a["g"]),
    ),
    (
        "forgets-hidden-state",
        "The forget gate scales h instead of the old cell state. Look at the equation for the new c, and at which part of "
        "the state you use there.",
        Recipe(cell=lambda a, c, h: a["f"] * h + a["i"] * a["g"]),
    ),
    (
        "tanh-on-new-cell",
        "The new cell state itself passes a tanh before it is handed on. The tanh belongs to h alone: c is kept as the sum.",
        Recipe(cell=lambda a, c, h: torch.tanh(a["f"] * c + a["i"] * a["g"])),
    ),
    (
        "subtracts-what-is-written",
        "The part that is written is subtracted from the cell state. Look at the sign in the equation for the new c.",
        Recipe(cell=lambda a, c, h: a["f"] * c - a["i"] * a["g"]),
    ),
    (
        "recurrent-bias-missing",
        "The second bias, bias_hh, is not added. PyTorch has two: look at which of the four parameters your sum uses.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, h, w, u, b, None)),
    ),
    (
        "input-bias-missing",
        "The first bias, bias_ih, is not added. PyTorch has two: look at which of the four parameters your sum uses.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, h, w, u, None, d)),
    ),
    (
        "biases-missing",
        "Neither bias is added. Look at which of the four parameters your sum uses.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, h, w, u, None, None)),
    ),
    (
        "one-bias-twice",
        "bias_ih is added twice and bias_hh not at all. Look at the two biases in your sum.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, h, w, u, b, b)),
    ),
    (
        "hidden-state-unused",
        "h before the step has no effect: the product with weight_hh is missing. Then nothing recurs but c.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, torch.zeros_like(h), w, u, b, d)),
    ),
    (
        "input-unused",
        "x has no effect: the product with weight_ih is missing from the sum.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(torch.zeros_like(x), h, w, u, b, d)),
    ),
    (
        "recurrent-weight-transposed",
        "The blocks of weight_hh are used transposed. They are square, so the shapes cannot tell: row or column, which one "
        "belongs to a unit of the new state?",
        Recipe(sums=transposed_blocks),
    ),
    (
        "interleaved-blocks",
        "The 4H numbers are cut unit by unit, four to each, instead of gate by gate, H to each. Which of the two dimensions "
        "runs faster in the stacked weights?",
        Recipe(blocks=interleaved),
    ),
    (
        "cell-state-in-gates",
        "The gates are computed from c instead of h. Look at which part of the state meets weight_hh.",
        Recipe(enter=lambda state: (state[1], state[1])),
    ),
    (
        "state-in-exchanged",
        "The given state is taken apart as (c, h). In this course, as in PyTorch, it is (h, c).",
        Recipe(enter=lambda state: (state[1], state[0])),
    ),
    (
        "forget-bias-added",
        "The forget gate gets one more bias of 1 in every step. That trick belongs into the initial values, where a later "
        "exercise puts it; the step computes the equations as they are.",
        Recipe(squash={"f": lambda x: torch.sigmoid(x + 1)}),
    ),
    (
        "relu-candidate",
        "The candidate passes a ReLU, so that nothing negative is ever written. Look at which function the third equation has.",
        Recipe(squash={"g": torch.relu}),
    ),
    (
        "hard-sigmoid",
        "The gates pass a hard sigmoid, made of straight lines. Look at which function the equations have.",
        Recipe(squash=dict.fromkeys("ifo", torch.nn.functional.hardsigmoid)),
    ),
    (
        "softmax-on-gates",
        "The gates pass a softmax, so that the units compete and add up to one. A gate is a sigmoid of its own for every unit.",
        Recipe(squash=dict.fromkeys("ifo", lambda total: torch.softmax(total, dim=-1))),
    ),
]

GRADIENT_STEPS: list[tuple[str, str, Recipe]] = [
    (
        "cell-detached",
        "The numbers are right, but no gradient flows back to c before the step: it is cut from its graph. Look for detach, "
        ".data or torch.tensor around c.",
        Recipe(enter=lambda state: detached(state, c=True)),
    ),
    (
        "hidden-detached",
        "The numbers are right, but no gradient flows back to h before the step: it is cut from its graph. Look for detach, "
        ".data or torch.tensor around h.",
        Recipe(enter=lambda state: detached(state, h=True)),
    ),
    (
        "state-detached",
        "The numbers are right, but no gradient flows back to the state before the step: h and c are cut from their graph. "
        "Look for detach, .data or torch.tensor around the state.",
        Recipe(enter=lambda state: detached(state, h=True, c=True)),
    ),
    (
        "hidden-from-detached-cell",
        "The numbers are right, but the gradient of h does not pass through the new cell state. Look at what happens to c "
        "between its equation and the last one.",
        Recipe(hidden=lambda a, c, old: a["o"] * torch.tanh(c.detach())),
    ),
    (
        "no-gradient",
        "The numbers are right, but no gradient flows back at all. Look for no_grad, detach, .data or torch.tensor around "
        "the whole of it.",
        Recipe(leave=lambda h, c: (h.detach(), c.detach())),
    ),
    (
        "cell-result-detached",
        "The numbers are right, but the returned c carries no gradient: it is cut from its graph on the way out.",
        Recipe(leave=lambda h, c: (h, c.detach())),
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient flows back to x: it is cut from its graph. Look for detach, .data or "
        "torch.tensor around x.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x.detach(), h, w, u, b, d)),
    ),
    (
        "input-bias-detached",
        "The numbers are right, but bias_ih gets no gradient: it is cut from its graph. Look for detach or .data around it.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, h, w, u, None if b is None else b.detach(), d)),
    ),
    (
        "computed-in-32-bits",
        "The numbers are right to seven digits only: on the way they pass through 32-bit floats. Look for float() or a dtype "
        "that is written down.",
        Recipe(blocks=lambda total: total.float().to(total.dtype).chunk(4, dim=1)),
    ),
    (
        "result-in-32-bits",
        "The result is 32-bit whatever the inputs are. Look for float() or a dtype that is written down.",
        Recipe(leave=lambda h, c: (h.float(), c.float())),
    ),
    (
        "gradient-through-gates-only",
        "The numbers are right, but the parameters get no gradient from the hidden state's path: weight_hh is cut from its "
        "graph. Look for .data or detach around the weights.",
        Recipe(sums=lambda x, h, w, u, b, d: sums(x, h, w, u.detach(), b, d)),
    ),
]

RETURNS: list[tuple[str, str, Recipe]] = [
    (
        "result-exchanged",
        "The result is (c, h). In this course, as in PyTorch, h comes first. Look at your last line.",
        Recipe(leave=lambda h, c: (c, h)),
    ),
    (
        "result-h-twice",
        "Both parts of the result are h. The second one is the new cell state.",
        Recipe(leave=lambda h, c: (h, h)),
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one the batch dimension is gone from the result. Look for squeeze: (1, H) is not (H,).",
        Recipe(leave=lambda h, c: (h.squeeze(0), c.squeeze(0))),
    ),
    (
        "one-unit-squeezed",
        "With one hidden unit the last dimension is gone from the result. Look for squeeze: (N, 1) is not (N,).",
        Recipe(leave=lambda h, c: (h.squeeze(-1), c.squeeze(-1))),
    ),
    (
        "result-one-tensor",
        "The result is one tensor: h alone, or h and c stacked. As in PyTorch it is a pair of two tensors, (h, c): the next "
        "step needs both.",
        Recipe(leave=lambda h, c: h),
    ),
]

IN_PLACE = (
    "state-modified",
    "The numbers are right, but the given cell state is overwritten: someone may still need it. Look for an operation in "
    "place on c, such as a trailing underscore, or an assignment into it.",
    Recipe(cell=modified),
)


# ---------------------------------------------------------------------------------------------------- cells


def remembering_start(self, x, state):
    if state is None:
        state = getattr(self, "kept", None) or (self.zeros(x), self.zeros(x))
    return state


def remembering_leave(self, out):
    self.kept = out
    return out


def one_bias(self, i, n, bias):
    return {"weight_ih": (4 * n, i), "weight_hh": (4 * n, n), "bias": (4 * n,)}


def needs_biases(x, h, w, u, b, d):
    return x @ w.T + b + h @ u.T + d


def other_names(self, i, n, bias):
    biases = (4 * n,) if bias else None
    return {"W": (4 * n, i), "U": (4 * n, n), "b_ih": biases, "b_hh": biases}


CELLS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "state-ignored",
        "The given state has no effect: every step starts from zeros. Look at what your forward does when state is not None.",
        {"start": lambda self, x, state: (self.zeros(x), self.zeros(x))},
    ),
    (
        "state-remembered",
        "Without a state the cell goes on from its last call. A missing state is a state of zeros, whatever came before: "
        "look for what forward keeps on self.",
        {"start": remembering_start, "leave": remembering_leave},
    ),
    (
        "missing-state-of-ones",
        "A missing state starts at one instead of zero. Look at how forward makes it.",
        {"start": lambda self, x, state: (self.zeros(x) + 1, self.zeros(x) + 1) if state is None else state},
    ),
    (
        "missing-cell-state-of-ones",
        "Without a state h starts at zero, but c at one. Look at how forward makes them.",
        {"start": lambda self, x, state: (self.zeros(x), self.zeros(x) + 1) if state is None else state},
    ),
    (
        "state-required",
        "Without a state the call fails. The state may be left out, and is None then: what do h and c start from?",
        {"forward": lambda self, x, state: self.recipe.step(x, state, *self.weights())},
    ),
    (
        "zeros-of-32-bits",
        "The zero state is 32-bit on the CPU, whatever x is, so it does not meet 64-bit weights or another device. Look at "
        "how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.sizes[1])},
    ),
    (
        "zeros-with-wrong-dtype",
        "The zero state is 32-bit whatever x is, so it does not meet 64-bit weights. Look at how forward makes the missing "
        "state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.sizes[1], device=x.device)},
    ),
    (
        "zeros-on-wrong-device",
        "The zero state is on the CPU wherever x is. Look at how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.sizes[1], dtype=x.dtype)},
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
        {"recipe": Recipe(sums=needs_biases)},
    ),
    (
        "parameter-names",
        "The parameters do not have the names weight_ih, weight_hh, bias_ih and bias_hh: they are called otherwise, belong to "
        "a submodule, or are plain tensors that nn.Module does not know. Print dict(cell.named_parameters()).",
        {"shapes": other_names, "weights": lambda self: (self.W, self.U, self.b_ih, self.b_hh)},
    ),
    (
        "weights-transposed",
        "The weights have their two dimensions exchanged: rows are the 4H units, columns what they read. Compare the shapes "
        "with the table of the text.",
        {
            "shapes": lambda self, i, n, bias: Cell.shapes(self, i, n, bias) | {"weight_ih": (i, 4 * n), "weight_hh": (n, 4 * n)},
            "weights": lambda self: (self.weight_ih.T, self.weight_hh.T, self.bias_ih, self.bias_hh),
        },
    ),
    (
        "second-bias-missing",
        "There is no bias_hh, where nn.LSTMCell has two biases, bias_ih and bias_hh. Print dict(cell.named_parameters()).",
        {"shapes": lambda self, i, n, bias: Cell.shapes(self, i, n, bias) | {"bias_hh": None}},
    ),
    (
        "bias-attributes-missing",
        "With bias=False the attributes bias_ih and bias_hh do not exist. They exist there and are None, as in nn.LSTMCell.",
        {
            "shapes": lambda self, i, n, bias: {k: v for k, v in Cell.shapes(self, i, n, bias).items() if v is not None},
            "weights": lambda self: tuple(getattr(self, name, None) for name in PARAMETERS),
        },
    ),
    (
        "one-bias",
        "There is one bias, where nn.LSTMCell has two, bias_ih and bias_hh. Print dict(cell.named_parameters()).",
        {"shapes": one_bias, "weights": lambda self: (self.weight_ih, self.weight_hh, self.bias, None)},
    ),
    (
        "result-like-a-layer",
        "The result is (h, (h, c)), which is what a layer returns. A cell returns the pair (h, c).",
        {"leave": lambda self, out: (out[0], out)},
    ),
]


# ---------------------------------------------------------------------------------------------------- layers


def reshaped_input(self, x):
    return x.reshape(x.shape[1], x.shape[0], x.shape[2]) if self.batch_first else x


def reshaped_output(self, output):
    return output.reshape(output.shape[1], output.shape[0], output.shape[2]) if self.batch_first else output


def states_batch_first(self, every):
    output, states = Layer.leave(self, every)
    return output, tuple(s.transpose(0, 1) if self.batch_first else s for s in states)


def rearranged(change: Callable[[Any, Tensor, Tensor], Any]) -> Callable[..., Any]:
    """A `leave` that hands the right (output, h_n, c_n) to `change`."""

    def leave(self, every):
        output, (h_n, c_n) = Layer.leave(self, every)
        return change(output, h_n, c_n)

    return leave


def remembering_layer_start(self, x, state):
    if state is None:
        state = getattr(self, "kept", None) or (self.zeros(x), self.zeros(x))
    return state


def remembering_layer_leave(self, every):
    output, self.kept = Layer.leave(self, every)
    return output, self.kept


def reset_run(self, k, sequence, state):
    steps = [self.recipe.step(x, state, *self.weights(k)) for x in sequence]
    return torch.stack([h for h, _ in steps]), torch.stack([c for _, c in steps])


def reset_cell_run(self, k, sequence, state):
    hs, cs, (h, c_0) = [], [], state
    for x in sequence:
        h, c = self.recipe.step(x, (h, c_0), *self.weights(k))
        hs.append(h)
        cs.append(c)
    return torch.stack(hs), torch.stack(cs)


def reversed_run(self, k, sequence, state):
    hs, cs = Layer.run(self, k, sequence.flip(0), state)
    return hs.flip(0), cs.flip(0)


def shifted_run(self, k, sequence, state):
    hs, cs = Layer.run(self, k, sequence, state)
    self.finals = hs[-1], cs[-1]
    return torch.cat([state[0][None], hs[:-1]]), torch.cat([state[1][None], cs[:-1]])


def detached_run(self, k, sequence, state):
    hs, cs = [], []
    for x in sequence:
        state = self.recipe.step(x, (state[0].detach(), state[1].detach()), *self.weights(k))
        hs.append(state[0])
        cs.append(state[1])
    return torch.stack(hs), torch.stack(cs)


def residual_run(self, k, sequence, state):
    hs, cs = Layer.run(self, k, sequence, state)
    self.finals = hs[-1], cs[-1]
    return (hs + sequence, cs) if k else (hs, cs)


def without_last_step(self, k, sequence, state):
    hs, cs = Layer.run(self, k, sequence[: max(1, len(sequence) - 1)], state)
    missing = len(sequence) - len(hs)
    return torch.cat([hs, hs[-1:].expand(missing, -1, -1)]), torch.cat([cs, cs[-1:].expand(missing, -1, -1)])


LAYERS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "state-ignored",
        "The given state has no effect: the layers start from zeros. Look at what your forward does when state is not None.",
        {"start": lambda self, x, state: (self.zeros(x), self.zeros(x))},
    ),
    (
        "cell-state-ignored",
        "The given c_0 has no effect: the cell states start from zeros. Look at what becomes of both parts of the state.",
        {"first": lambda self, k, state, below: (state[0][k], torch.zeros_like(state[1][k]))},
    ),
    (
        "cell-state-starts-as-h",
        "The cell states start from h_0 instead of c_0. Look at what becomes of both parts of the state.",
        {"first": lambda self, k, state, below: (state[0][k], state[0][k])},
    ),
    (
        "given-state-exchanged",
        "The given state is taken apart as (c_0, h_0). In this course, as in PyTorch, it is (h_0, c_0).",
        {"first": lambda self, k, state, below: (state[1][k], state[0][k])},
    ),
    (
        "last-layers-state-for-all",
        "Every layer starts from the state of the last layer. The given states are (L, N, H): which entry belongs to layer k?",
        {"first": lambda self, k, state, below: (state[0][-1], state[1][-1])},
    ),
    (
        "state-remembered",
        "Without a state the layer goes on from its last call. A missing state is a state of zeros, whatever came before: "
        "look for what forward keeps on self.",
        {"start": remembering_layer_start, "leave": remembering_layer_leave},
    ),
    (
        "first-layers-state-for-all",
        "Every layer starts from the state of layer 0. The given states are (L, N, H): which entry belongs to layer k?",
        {"first": lambda self, k, state, below: (state[0][0], state[1][0])},
    ),
    (
        "starts-from-below",
        "Every layer starts from the final state of the layer below. It starts from its own: look at what h and c hold when "
        "the loop over layers comes round.",
        {"first": lambda self, k, state, below: (state[0][0], state[1][0]) if k == 0 else below},
    ),
    (
        "only-first-layer-gets-state",
        "The given state reaches layer 0 alone, the layers above start from zeros. The given states are (L, N, H), one for "
        "each layer.",
        {"first": lambda self, k, state, below: tuple(s[k] if k == 0 else torch.zeros_like(s[k]) for s in state)},
    ),
    (
        "states-in-reversed-order",
        "The given states are dealt out from the last layer to the first. Entry 0 belongs to layer 0, the one that reads x.",
        {"first": lambda self, k, state, below: (state[0][self.layers - 1 - k], state[1][self.layers - 1 - k])},
    ),
    (
        "first-layers-recurrent-weights-for-all",
        "Every layer uses weight_hh and biases of layer 0. Look at how the parameters are found in the loop over layers.",
        {
            "weights": lambda self, k: (
                getattr(self, f"weight_ih_l{k}"), self.weight_hh_l0, getattr(self, "bias_ih_l0", None), getattr(self, "bias_hh_l0", None)
            )
        },
    ),
    (
        "first-layers-weight-hh-for-all",
        "Every layer uses weight_hh of layer 0. Look at how the parameters are found in the loop over layers.",
        {
            "weights": lambda self, k: (
                getattr(self, f"weight_ih_l{k}"), self.weight_hh_l0, *(getattr(self, f"{b}_l{k}", None) for b in PARAMETERS[2:])
            )
        },
    ),
    (
        "first-layers-bias-for-all",
        "Every layer uses bias_ih of layer 0. Look at how the parameters are found in the loop over layers.",
        {
            "weights": lambda self, k: (
                getattr(self, f"weight_ih_l{k}"), getattr(self, f"weight_hh_l{k}"),
                getattr(self, "bias_ih_l0", None), getattr(self, f"bias_hh_l{k}", None),
            )
        },
    ),
    (
        "passes-c-upwards",
        "The layer above reads the cell states of the layer below. What goes upwards is h.",
        {"upwards": lambda self, hs, cs: cs},
    ),
    (
        "output-of-cell-states",
        "The output holds c of every step. What a layer shows is h.",
        {"output": lambda self, every: every[-1][1]},
    ),
    (
        "output-of-first-layer",
        "The output is that of layer 0. It should be that of the last layer: look at what you collect, and in which loop.",
        {"output": lambda self, every: every[0][0]},
    ),
    (
        "output-shifted",
        "The output is one step late: its first entry is the initial state. Is h kept before or after the step?",
        {"run": shifted_run, "last": lambda self, hs, cs: self.finals},
    ),
    (
        "state-not-carried",
        "Every step starts from the initial state. Look at what the loop over time hands to the next step.",
        {"run": reset_run},
    ),
    (
        "runs-backwards",
        "The sequence is read from its end to its beginning. Look at the direction of the loop over time.",
        {"run": reversed_run, "last": lambda self, hs, cs: (hs[0], cs[0])},
    ),
    (
        "runs-backwards-and-stays-so",
        "The sequence is read from its end to its beginning, and the output keeps that order. Look at the direction of the "
        "loop over time.",
        {"time_first": lambda self, x: Layer.time_first(self, x).flip(0)},
    ),
    (
        "cell-state-not-carried",
        "h goes on from step to step, but c starts anew every time. Look at what the loop over time hands to the next step.",
        {"run": reset_cell_run},
    ),
    (
        "output-of-last-step-only",
        "The output holds the last step alone. It should hold h of every step, (T, N, H).",
        {"output": lambda self, every: every[-1][0][-1:]},
    ),
    (
        "detached-between-steps",
        "The numbers are right, but no gradient flows from one step to the one before. Look for detach, .data or "
        "torch.tensor in the loop over time.",
        {"run": detached_run},
    ),
    (
        "detached-between-layers",
        "The numbers are right, but no gradient flows from one layer to the one below. Look at what you hand upwards.",
        {"upwards": lambda self, hs, cs: hs.detach()},
    ),
    (
        "initial-state-detached",
        "The numbers are right, but no gradient flows back to the given state: it is cut from its graph.",
        {"first": lambda self, k, state, below: (state[0][k].detach(), state[1][k].detach())},
    ),
    (
        "final-states-detached",
        "The numbers are right, but h_n and c_n carry no gradient: they are cut from their graph on the way out.",
        {"leave": rearranged(lambda output, h, c: (output, (h.detach(), c.detach())))},
    ),
    (
        "final-cell-state-detached",
        "The numbers are right, but c_n carries no gradient: it is cut from its graph on the way out.",
        {"leave": rearranged(lambda output, h, c: (output, (h, c.detach())))},
    ),
    (
        "no-gradient",
        "The numbers are right, but no gradient flows back at all. Look for no_grad, detach, .data or torch.tensor around "
        "the whole of it.",
        {"leave": rearranged(lambda output, h, c: (output.detach(), (h.detach(), c.detach())))},
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient flows back to x: it is cut from its graph. Look for detach, .data or "
        "torch.tensor around x.",
        {"time_first": lambda self, x: Layer.time_first(self, x.detach())},
    ),
    (
        "detached-after-every-step",
        "The numbers are right, but h and c are cut from their graph after every step, so that no gradient flows back in "
        "time or out of h_n and c_n. Look at the end of the loop over time.",
        {"run": detached_run, "last": lambda self, hs, cs: (hs[-1].detach(), cs[-1].detach())},
    ),
    (
        "batch-first-ignored",
        "batch_first has no effect: the input is read as (T, N, I) whatever it says.",
        {"time_first": lambda self, x: x, "result_first": lambda self, output: output},
    ),
    (
        "batch-first-for-input-only",
        "With batch_first the input is turned, but the output is still (T, N, H). It should be (N, T, H) then.",
        {"result_first": lambda self, output: output},
    ),
    (
        "batch-first-by-reshape",
        "With batch_first the input is reshaped to (T, N, I), which mixes up the sequences. To exchange two dimensions is "
        "something else: compare x[n, t] before with x[t, n] after.",
        {"time_first": reshaped_input},
    ),
    (
        "batch-first-output-by-reshape",
        "With batch_first the output is reshaped to (N, T, H), which mixes up the sequences. To exchange two dimensions is "
        "something else.",
        {"result_first": reshaped_output},
    ),
    (
        "batch-first-states-too",
        "With batch_first h_n and c_n come as (N, L, H). States are (L, N, H) in either case.",
        {"leave": states_batch_first},
    ),
    (
        "batch-first-initial-states-too",
        "With batch_first the given states are read as (N, L, H). States are (L, N, H) in either case.",
        {
            "start": lambda self, x, state: Layer.start(self, x, state)
            if state is None or not self.batch_first
            else tuple(s.transpose(0, 1) for s in state)
        },
    ),
    (
        "final-states-of-last-layer-only",
        "h_n and c_n hold the last layer's state alone. They are (L, N, H), one entry for each layer.",
        {"leave": rearranged(lambda output, h, c: (output, (h[-1:], c[-1:])))},
    ),
    (
        "final-states-without-layers",
        "h_n and c_n lack the dimension of layers. They are (L, N, H), with L = 1 as well.",
        {"leave": rearranged(lambda output, h, c: (output, (h[-1], c[-1])))},
    ),
    (
        "final-states-squeezed",
        "With one layer h_n and c_n lack the dimension of layers. They are (L, N, H), with L = 1 as well: look for squeeze.",
        {"leave": rearranged(lambda output, h, c: (output, (h.squeeze(0), c.squeeze(0))))},
    ),
    (
        "final-states-joined-in-the-batch",
        "The layers' final states are joined along the batch, (L·N, H). Layers have a dimension of their own: (L, N, H).",
        {"leave": rearranged(lambda output, h, c: (output, (h.flatten(0, 1), c.flatten(0, 1))))},
    ),
    (
        "final-states-in-reversed-order",
        "h_n and c_n are stacked from the last layer to the first. Entry 0 belongs to layer 0, the one that reads x.",
        {"leave": rearranged(lambda output, h, c: (output, (h.flip(0), c.flip(0))))},
    ),
    (
        "final-states-exchanged",
        "The final states come as (c_n, h_n). In this course, as in PyTorch, h comes first.",
        {"leave": rearranged(lambda output, h, c: (output, (c, h)))},
    ),
    (
        "final-h-twice",
        "c_n holds the same numbers as h_n. It should hold the cell states.",
        {"leave": rearranged(lambda output, h, c: (output, (h, h)))},
    ),
    (
        "final-states-of-first-step",
        "h_n and c_n are the states after the first step. They should be those after the last one.",
        {"last": lambda self, hs, cs: (hs[0], cs[0])},
    ),
    (
        "result-flat",
        "The result is (output, h_n, c_n). As in PyTorch the two states belong together: (output, (h_n, c_n)).",
        {"leave": rearranged(lambda output, h, c: (output, h, c))},
    ),
    (
        "result-output-alone",
        "Only the output is returned. The final states belong to the result: (output, (h_n, c_n)).",
        {"leave": rearranged(lambda output, h, c: output)},
    ),
    (
        "zeros-of-32-bits",
        "The zero states are 32-bit on the CPU, whatever x is, so they do not meet 64-bit weights or another device. Look at "
        "how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(self.layers, x.shape[1], self.size)},
    ),
    (
        "zeros-on-wrong-device",
        "The zero states are on the CPU wherever x is. Look at how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(self.layers, x.shape[1], self.size, dtype=x.dtype)},
    ),
    (
        "missing-state-of-ones",
        "A missing state starts at one instead of zero. Look at how forward makes it.",
        {"start": lambda self, x, state: (self.zeros(x) + 1, self.zeros(x) + 1) if state is None else state},
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
        "bias-false-ignored",
        "With bias=False there are biases all the same. Look at what becomes of bias after the signature.",
        {"shapes": lambda self, k, i, n, bias: Layer.shapes(self, k, i, n, True)},
    ),
    (
        "bias-false-fails",
        "With bias=False the biases are missing or None, and your sum fails on them. What should it be without biases?",
        {"recipe": Recipe(sums=needs_biases)},
    ),
    (
        "parameter-names",
        "The parameters do not have the names weight_ih_l0, weight_hh_l0 and so on: they are called otherwise, belong to a "
        "submodule, or are plain tensors that nn.Module does not know. Print dict(layer.named_parameters()).",
        {"name": lambda self, name, k: f"cells.{name}.{k}".replace(".", "_")},
    ),
    (
        "upper-layers-input-size",
        "From layer 1 on, weight_ih still has I columns. What a layer above reads is the h of the layer below, of size H.",
        {"shapes": lambda self, k, i, n, bias: Layer.shapes(self, 0, i, n, bias)},
    ),
    (
        "residual-between-layers",
        "From layer 1 on the input of a layer is added to its output. That is a residual connection, a good idea for another "
        "network: what goes upwards is h alone.",
        {"run": residual_run, "last": lambda self, hs, cs: self.finals},
    ),
    (
        "last-step-left-out",
        "The last step is not computed: its place in the output holds the one before. Look at the range of the loop over time.",
        {"run": without_last_step},
    ),
    (
        "first-step-left-out",
        "The first input is read twice and the last one never. Look at the range of the loop over time.",
        {"run": lambda self, k, sequence, state: Layer.run(self, k, torch.cat([sequence[:1], sequence[:-1]]), state)},
    ),
    (
        "batch-first-always",
        "The input is read as (N, T, I) whatever batch_first says. Time comes first unless it is asked for otherwise.",
        {"time_first": lambda self, x: x.transpose(0, 1), "result_first": lambda self, output: output.transpose(0, 1)},
    ),
    (
        "layer-one-for-all-above",
        "From layer 2 on the parameters of layer 1 are used again. Look at how they are found in the loop over layers.",
        {"weights": lambda self, k: Layer.weights(self, min(k, 1))},
    ),
    (
        "cells-read-the-first-input",
        "Every step reads the first input. Look at the index in the loop over time.",
        {"run": lambda self, k, sequence, state: Layer.run(self, k, sequence[:1].expand_as(sequence), state)},
    ),
]


# ---------------------------------------------------------------------------------------------------- a start that remembers


def initialiser(fill: Callable[[nn.Module, int, float], Any], grad: bool = False) -> Callable[..., Any]:
    """An `init_forget_bias` that does `fill(cell, H, value)` and returns the cell, or what `fill` returns instead."""

    def init_forget_bias(cell, value=1.0):
        with torch.set_grad_enabled(grad):
            returned = fill(cell, cell.bias_ih.shape[0] // 4, value)
        return cell if returned is None else returned

    return init_forget_bias


def place(cell: nn.Module, n: int, ih: float | None, hh: float | None, block: int = 1) -> None:
    for bias, value in ((cell.bias_ih, ih), (cell.bias_hh, hh)):
        if value is not None:
            bias[block * n : (block + 1) * n] = value


def fill_everything(cell, n, value):
    cell.bias_ih.fill_(value)
    cell.bias_hh.zero_()


def clear_other(cell, n, value):
    cell.bias_hh.zero_()
    place(cell, n, value, None)


def from_nothing(cell, n, value):
    cell.bias_ih.zero_()
    clear_other(cell, n, value)


def add(cell, n, value):
    cell.bias_ih[n : 2 * n] += value


def strided_units(cell, n, value):
    cell.bias_ih[1::4], cell.bias_hh[1::4] = value, 0.0


def new_parameters(cell, n, value):
    for name, number in (("bias_ih", value), ("bias_hh", 0.0)):
        fresh = getattr(cell, name).detach().clone()
        fresh[n : 2 * n] = number
        setattr(cell, name, nn.Parameter(fresh))


def frozen(cell, n, value):
    place(cell, n, value, 0.0)
    cell.bias_ih.requires_grad_(False)
    cell.bias_hh.requires_grad_(False)


def copied(cell, n, value):
    cell = copy.deepcopy(cell)
    place(cell, n, value, 0.0)
    return cell


def returns_nothing(cell, value=1.0):
    with torch.no_grad():
        place(cell, cell.bias_ih.shape[0] // 4, value, 0.0)


def required_value(cell, value):
    with torch.no_grad():
        place(cell, cell.bias_ih.shape[0] // 4, value, 0.0)
    return cell


def place_first(cell, n, value):
    cell.bias_ih[n], cell.bias_hh[n] = value, 0.0


def wrong_block(block: int) -> Misconception:
    """The value in another gate's block."""
    gate = ORDER[block]
    return Misconception(
        "init_forget_bias",
        f"block-of-{gate}",
        f"The value went into the block of the {NAMES[gate]}. The blocks are i, f, g, o, of H entries each: which entries "
        "belong to the forget gate?",
        initialiser(lambda cell, n, value: place(cell, n, value, 0.0, block)),
    )


def both(cell, entries, value):
    cell.bias_ih[entries], cell.bias_hh[entries] = value, 0.0


def weights_cleared(cell, n, value):
    place(cell, n, value, 0.0)
    cell.weight_ih[n : 2 * n] = 0.0


def another_default(cell, value=2.0):
    return initialiser(lambda cell, n, value: place(cell, n, value, 0.0))(cell, value)


def only_once(cell, value=1.0):
    if hasattr(cell, "started"):
        return cell
    cell.started = True
    return initialiser(lambda cell, n, value: place(cell, n, value, 0.0))(cell, value)


STARTS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "value-in-both",
        "Both biases hold the value, so their sum is twice as large. What the gate sees is the sum.",
        initialiser(lambda cell, n, value: place(cell, n, value, value)),
    ),
    (
        "recurrent-bias-left",
        "bias_ih holds the value, but what bias_hh held before still adds to it. What the gate sees is the sum.",
        initialiser(lambda cell, n, value: place(cell, n, value, None)),
    ),
    (
        "input-bias-left",
        "bias_hh holds the value, but what bias_ih held before still adds to it. What the gate sees is the sum.",
        initialiser(lambda cell, n, value: place(cell, n, None, value)),
    ),
    (
        "value-added",
        "The value is added to what was there. Afterwards the total should be the value, whatever it was before.",
        initialiser(add),
    ),
    (
        "all-gates",
        "Every entry of the bias was set, that of all four gates. The forget gate has H of the 4H entries.",
        initialiser(fill_everything),
    ),
    (
        "other-bias-cleared",
        "The forget gate is right, but the whole of bias_hh was set to zero. The other gates' biases stay as they were.",
        initialiser(clear_other),
    ),
    (
        "others-cleared",
        "The forget gate is right, but all other biases were set to zero. They stay as they were.",
        initialiser(from_nothing),
    ),
    (
        "every-fourth-entry",
        "Every fourth entry was set. The blocks lie one after the other, H entries for each gate.",
        initialiser(strided_units),
    ),
    (
        "value-ignored",
        "The total is 1 whatever value asks for. Where do you use the argument?",
        initialiser(lambda cell, n, value: place(cell, n, 1.0, 0.0)),
    ),
    (
        "sign-dropped",
        "A negative value becomes positive. The total should be the value, whatever its sign.",
        initialiser(lambda cell, n, value: place(cell, n, abs(value), 0.0)),
    ),
    (
        "value-rounded",
        "The total is a whole number whatever value asks for. Where does the rest of it get lost?",
        initialiser(lambda cell, n, value: place(cell, n, int(value), 0.0)),
    ),
    (
        "value-in-32-bits",
        "The total is right to seven digits only: the value passes through a 32-bit tensor on its way.",
        initialiser(lambda cell, n, value: place(cell, n, torch.tensor(value, dtype=torch.float32), 0.0)),
    ),
    (
        "default-missing",
        "Without a value the call fails or does something else. The value may be left out, and is 1 then.",
        required_value,
    ),
    (
        "too-few-entries",
        "Not all of the forget gate's H entries were set. Print the total before and after: which ones did not change?",
        initialiser(lambda cell, n, value: place_first(cell, n, value)),
    ),
    (
        "zero-taken-as-missing",
        "A value of 0 is treated as if none were given. Zero is a number: look at how you test for a missing value.",
        initialiser(lambda cell, n, value: place(cell, n, value or 1.0, 0.0)),
    ),
    (
        "new-parameters",
        "The numbers are right, but bias_ih and bias_hh are new Parameter objects. An optimiser made before knows only the "
        "old ones: change what they hold.",
        initialiser(new_parameters),
    ),
    (
        "frozen",
        "The numbers are right, but the biases no longer require a gradient, so they will not be trained.",
        initialiser(frozen),
    ),
    (
        "changes-a-copy",
        "A copy of the cell was changed and returned; the given cell is as before. It should be changed itself.",
        initialiser(copied),
    ),
    (
        "returns-something-else",
        "The cell is right, but what the function gives back is not that cell: look at its last line.",
        returns_nothing,
    ),
    (
        "inside-the-graph",
        "A parameter that requires a gradient cannot be changed in place while torch records. How do you tell torch that "
        "this is no part of the computation?",
        initialiser(lambda cell, n, value: place(cell, n, value, 0.0), grad=True),
    ),
    (
        "nothing-done",
        "The biases are what they were before. Did you change a copy, or a slice that was made by arithmetic?",
        initialiser(lambda cell, n, value: None),
    ),
    (
        "one-entry-too-many",
        "One entry of the candidate's block was set as well. H entries belong to the forget gate: look at where your slice ends.",
        initialiser(lambda cell, n, value: both(cell, slice(n, 2 * n + 1), value)),
    ),
    (
        "one-entry-missing",
        "The last of the forget gate's entries was not set. H entries belong to it: look at where your slice ends.",
        initialiser(lambda cell, n, value: both(cell, slice(n, 2 * n - 1), value)),
    ),
    (
        "halves-of-the-bias",
        "The second half of the biases was set, the blocks of candidate and output gate. There are four blocks, and the forget "
        "gate's is the second.",
        initialiser(lambda cell, n, value: both(cell, slice(2 * n, 4 * n), value)),
    ),
    (
        "default-of-another-value",
        "Without a value the total is not 1. Look at the first line of your function.",
        another_default,
    ),
    (
        "recurrent-bias-cleared-alone",
        "The forget gate's block of bias_hh was set to zero, and bias_ih holds what it held before. Did you write to a copy of it?",
        initialiser(lambda cell, n, value: place(cell, n, None, 0.0)),
    ),
    (
        "only-once",
        "A cell that was initialised before is left alone. The value counts on every call: look for what you keep on the cell.",
        only_once,
    ),
    (
        "size-written-down",
        "It is right for one hidden size and wrong for others. How many entries a block has follows from the bias: look for a "
        "number in your slice.",
        initialiser(lambda cell, n, value: both(cell, slice(4, 8), value)),
    ),
    (
        "weights-cleared-too",
        "The forget gate's bias is right, but its rows of weight_ih were set to zero. The weights stay as they are.",
        initialiser(weights_cleared),
    ),
]


# ---------------------------------------------------------------------------------------------------- traces


def before_the_step(values, before, again):
    return values | {"h": before[0], "c": before[1]}


def gates_from_new_state(values, before, again):
    return again((values["h"], values["c"])) | {"h": values["h"], "c": values["c"]}


def last_only(values):
    return values[-1]


def no_hidden(state):
    return torch.zeros_like(state[0]), state[1]


def raw_trace(cell, x, state=None):
    """A trace whose gates have not passed their activation."""
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    state = (zeros, zeros) if state is None else state
    kept = []
    with torch.no_grad():
        for x_t in x:
            parameters = [getattr(cell, name) for name in PARAMETERS]
            values = Recipe().trace(x_t, state, *parameters)
            gates = dict(zip(ORDER, blocks(sums(x_t, state[0], *parameters))))
            state = values["h"], values["c"]
            kept.append(values | gates)
    return {key: torch.stack([values[key] for values in kept]) for key in "ifgoch"}


def with_initial_state(cell, x, state=None):
    trace = tracer()(cell, x, state)
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    return trace | {"h": torch.cat([h[None], trace["h"]]), "c": torch.cat([c[None], trace["c"]])}


TRACES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "state-before-the-step",
        "c and h are those before each step, so both traces come one step late. They should be those after it: look at "
        "when they are kept.",
        tracer(keep=before_the_step),
    ),
    (
        "gates-from-the-new-state",
        "The gates are computed from the state after the step, so they are one step ahead. They come from h before the "
        "step: look at the order of the lines in your loop.",
        tracer(keep=gates_from_new_state),
    ),
    (
        "state-ignored",
        "The given state has no effect: the trace starts from zeros. Look at what happens when state is not None.",
        tracer(start=lambda state, zeros: (zeros, zeros)),
    ),
    (
        "state-not-carried",
        "Every step starts from the initial state. Look at what the loop hands to the next step.",
        tracer(carry=lambda values, first: first),
    ),
    (
        "c-not-carried",
        "h goes on from step to step, but c starts anew every time. Look at what the loop hands to the next step.",
        tracer(carry=lambda values, first: (values["h"], first[1])),
    ),
    (
        "h-and-c-exchanged",
        "The traces of h and c are exchanged: look at what is kept under which key.",
        tracer(keep=lambda values, before, again: values | {"h": values["c"], "c": values["h"]}),
    ),
    (
        "c-squashed",
        "The trace of c is squashed by a tanh. It should be c itself, as it is handed to the next step.",
        tracer(keep=lambda values, before, again: values | {"c": torch.tanh(values["c"])}),
    ),
    (
        "c-before-the-step",
        "c is kept before each step, so its trace comes one step late. It should be c after the step.",
        tracer(keep=lambda values, before, again: values | {"c": before[1]}),
    ),
    (
        "candidate-scaled",
        "The trace of g is what is written, i times g. It should be the candidate itself.",
        tracer(keep=lambda values, before, again: values | {"g": values["i"] * values["g"]}),
    ),
    (
        "candidate-before-activation",
        "The candidate is kept as it comes out of the matrix products. It should be kept after its tanh.",
        tracer(recipe=Recipe(squash={"g": nothing}, cell=lambda a, c, h: a["f"] * c + a["i"] * torch.tanh(a["g"]))),
    ),
    (
        "gates-from-input-alone",
        "The gates are computed from x alone, while the state goes its right way. h before the step is part of their sum.",
        tracer(keep=lambda values, before, again: again(no_hidden(before)) | {"c": values["c"], "h": values["h"]}),
    ),
    (
        "g-and-o-under-each-others-key",
        "g and o are kept under each other's key, while the state goes its right way. Look at the order of your keys.",
        tracer(keep=lambda values, before, again: values | {"g": values["o"], "o": values["g"]}),
    ),
    (
        "given-state-exchanged",
        "The given state is taken apart as (c, h). In this course, as in PyTorch, it is (h, c).",
        tracer(start=lambda state, zeros: (zeros, zeros) if state is None else (state[1], state[0])),
    ),
    (
        "missing-cell-state-of-ones",
        "Without a state h starts at zero, but c at one. Look at how they are made.",
        tracer(start=lambda state, zeros: (zeros, zeros + 1) if state is None else state),
    ),
    (
        "state-required",
        "Without a state the call fails. The state may be left out, and is None then: what do h and c start from?",
        lambda cell, x, state: tracer()(cell, x, state),
    ),
    (
        "zeros-with-wrong-dtype",
        "The zero state is 32-bit whatever x is, so it does not meet 64-bit weights. Look at how the missing state is made.",
        tracer(start=lambda state, zeros: (zeros.float(), zeros.float()) if state is None else state),
    ),
    (
        "results-in-32-bits",
        "The traces are 32-bit whatever x is. Look for float(), or for a buffer made without a dtype.",
        tracer(stack=lambda values: torch.stack(values).float()),
    ),
    (
        "runs-backwards",
        "The sequence is read from its end to its beginning. Look at the direction of the loop.",
        lambda cell, x, state=None: tracer()(cell, x.flip(0), state),
    ),
    (
        "no-dictionary",
        "The result is no dictionary. It should be one, with a tensor under each of the keys i, f, g, o, c and h.",
        lambda cell, x, state=None: tuple(tracer()(cell, x, state).values()),
    ),
    (
        "other-keys",
        "The keys are others than i, f, g, o, c and h. Print them.",
        lambda cell, x, state=None: {key.upper(): value for key, value in tracer()(cell, x, state).items()},
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one the batch dimension is gone. Look for squeeze: (T, 1, H) is not (T, H).",
        tracer(stack=lambda values: torch.stack(values).squeeze(1)),
    ),
    (
        "sizes-of-one-squeezed",
        "Dimensions of size 1 are gone from the traces. Look for squeeze: the result is (T, N, H) with any of them 1.",
        tracer(stack=lambda values: torch.stack(values).squeeze()),
    ),
    (
        "batch-first",
        "The traces are (N, T, H). Time comes first: (T, N, H). Look at the dimension along which you stack.",
        tracer(stack=lambda values: torch.stack(values, dim=1)),
    ),
    (
        "last-step-only",
        "The dictionary holds the last step alone, (N, H). It should hold every step, (T, N, H).",
        tracer(stack=last_only),
    ),
    (
        "lists",
        "The dictionary holds Python lists of tensors. It should hold one tensor for each key, (T, N, H).",
        tracer(stack=list),
    ),
    (
        "joined-in-the-batch",
        "The steps are joined along the batch, (T·N, H). Time should have a dimension of its own: (T, N, H).",
        tracer(stack=torch.cat),
    ),
    (
        "bias-false-fails",
        "A cell made with bias=False has None for its biases, and your code uses them as tensors. What should the sum be "
        "without them?",
        tracer(Recipe(sums=needs_biases)),
    ),
    (
        "before-activation",
        "The four gates are kept as they come out of the matrix products. They should be kept after their sigmoid or tanh: "
        "a gate lies between 0 and 1.",
        raw_trace,
    ),
    (
        "same-tensor-every-step",
        "All steps of a trace hold the last one's numbers: the same memory is written again and again, or the list is filled with "
        "one tensor.",
        tracer(stack=lambda values: torch.stack([values[-1]] * len(values))),
    ),
    (
        "first-step-missing",
        "The first step is missing from the traces. Look at where your loop begins, or at what is dropped from the list.",
        tracer(stack=lambda values: torch.stack(values[1:])),
    ),
    (
        "initial-state-included",
        "The traces of c and h begin with the state before the first step. They have one entry for each step.",
        with_initial_state,
    ),
]


# ---------------------------------------------------------------------------------------------------- the catalogue


def step_function(recipe: Recipe) -> Callable[..., Any]:
    def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
        return recipe.step(x, state, weight_ih, weight_hh, bias_ih, bias_hh)

    return lstm_step


# What is another mistake's double in a layer, or none that a layer can make.
NOT_IN_LAYERS = {"state-detached", "cell-result-detached", "no-gradient", "result-in-32-bits", "input-detached"}

MISCONCEPTIONS: list[Misconception] = [
    *(
        Misconception("lstm_step", id, text, step_function(recipe))
        for id, text, recipe in (*STEPS, *RETURNS, *GRADIENT_STEPS, OVERFLOW, IN_PLACE)
    ),
    *(
        Misconception("LSTMCell", id, text, variant(Cell, recipe=recipe))
        for id, text, recipe in (*STEPS, *RETURNS, *GRADIENT_STEPS, OVERFLOW, IN_PLACE)
    ),
    *(Misconception("LSTMCell", id, text, variant(Cell, **changes)) for id, text, changes in CELLS),
    *(Misconception("init_forget_bias", id, text, version) for id, text, version in STARTS),
    *(wrong_block(block) for block in range(4) if ORDER[block] != "f"),
    *(Misconception("LSTM", id, text, variant(Layer, **changes)) for id, text, changes in LAYERS),
    *(
        Misconception("LSTM", id, text, variant(Layer, recipe=recipe))
        for id, text, recipe in (*STEPS, *GRADIENT_STEPS, OVERFLOW)
        if id not in NOT_IN_LAYERS
    ),
    *(Misconception("gate_trace", id, text, version) for id, text, version in TRACES),
    *(Misconception("gate_trace", id, text, tracer(recipe)) for id, text, recipe in (*STEPS, OVERFLOW)),
]
