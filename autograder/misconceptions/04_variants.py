"""Wrong variants.

The three cells with a pair (h, c) and the block of a grid share one course, `Gated`, cut into methods; a mistake is a
replacement of one or two of them and is lifted to every class that can make it. The GRU, the Clockwork RNN and the scan
have right versions of their own.
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

NAMES = {
    "i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate",
    "r": "reset gate", "z": "update gate", "n": "candidate",
}  # fmt: skip
Changes = dict[str, Any]


def several(*changes: Changes) -> Changes:
    return {name: value for part in changes for name, value in part.items()}


class Parameters(nn.Module):
    """A module whose parameters are those of `shapes`, uniform in ±1/sqrt(H)."""

    def make(self, hidden_size: int, device: Any, dtype: Any, *sizes: int) -> None:
        self.size = hidden_size
        for name, shape in self.shapes(*sizes).items():
            value = None
            if shape is not None:
                value = nn.Parameter(torch.empty(shape, **self.factory(device, dtype)))
                nn.init.uniform_(value, -1 / math.sqrt(hidden_size), 1 / math.sqrt(hidden_size))
            self.register_parameter(name, value)

    def factory(self, device, dtype):
        return {"device": device, "dtype": dtype}

    def zeros(self, x):
        return x.new_zeros(x.shape[0], self.size)


def usual(gate: str) -> Callable[[Tensor], Tensor]:
    return torch.tanh if gate == "g" else torch.sigmoid


class Gated(Parameters):
    """One LSTM step in pieces; as it stands it is the right one for a cell without anything special."""

    gates = order = "ifgo"

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.make(hidden_size, device, dtype, input_size, hidden_size)

    def shapes(self, i, n):
        rows = len(self.gates) * n
        return {"weight_ih": (rows, i), "weight_hh": (rows, n), "bias": (rows,)}

    def start(self, x, state):
        return (self.zeros(x), self.zeros(x)) if state is None else state

    def enter(self, state):
        return state[0], state[1]

    def sums(self, x, h):
        return F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)

    def cut(self, total):
        return total.chunk(len(self.gates), dim=1)

    def squash(self, gate):
        return usual(gate)

    def extra(self, gate, x, old, new, below):
        """What a gate sees besides x and h."""
        return 0

    def complete(self, a, x, old, below):
        """Gates that are made of other things than a block."""
        return a

    def adjust(self, a):
        return a

    def cell(self, a, c, h, below):
        return a["f"] * c + a["i"] * a["g"]

    def hidden(self, a, c, old):
        return a["o"] * torch.tanh(c)

    def leave(self, h, c):
        return h, c

    def step(self, total, x, h, old, below):
        raw = dict(zip(self.order, self.cut(total)))
        a = {gate: self.squash(gate)(raw[gate] + self.extra(gate, x, old, None, below)) for gate in raw if gate != "o"}
        a = self.adjust(self.complete(a, x, old, below))
        new = self.cell(a, old, h, below)
        a["o"] = self.squash("o")(raw["o"] + self.extra("o", x, old, new, below))
        return self.hidden(a, new, old), new

    def forward(self, x, state=None, below=None):
        h, old = self.enter(self.start(x, state))
        return self.leave(*self.step(self.sums(x, h), x, h, old, below))


class Peephole(Gated):
    def shapes(self, i, n):
        return super().shapes(i, n) | {f"peephole_{gate}": (n,) for gate in "ifo"}

    def extra(self, gate, x, old, new, below):
        return 0 if gate == "g" else getattr(self, f"peephole_{gate}") * (new if gate == "o" else old)


class Coupled(Gated):
    gates = order = "fgo"

    def complete(self, a, x, old, below):
        return a | {"i": 1 - a["f"]}


class Depth(Gated):
    def shapes(self, i, n):
        return super().shapes(i, n) | {"weight_d": (n, i)} | {name: (n,) for name in ("bias_d", "depth_prev", "depth_below")}

    def sees(self, x, old, below):
        return F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * old + self.depth_below * below

    def complete(self, a, x, old, below):
        return a | {"d": torch.sigmoid(self.sees(x, old, below))}

    def cell(self, a, c, h, below):
        return a["d"] * below + a["f"] * c + a["i"] * a["g"]


class Grid(Gated):
    def __init__(self, hidden_size, device=None, dtype=None):
        Parameters.__init__(self)
        self.make(hidden_size, device, dtype, hidden_size)

    def shapes(self, n):
        return {"weight_1": (4 * n, 2 * n), "bias_1": (4 * n,), "weight_2": (4 * n, 2 * n), "bias_2": (4 * n,)}

    def weights(self, k):
        return (self.weight_1, self.bias_1) if k == 1 else (self.weight_2, self.bias_2)

    def reads(self, k, h1, h2):
        return torch.cat([h1, h2], dim=1)

    def enter(self, state):
        return state[0], state[1]

    def first(self, h1, m1, h2, m2):
        return self.step(F.linear(self.reads(1, h1, h2), *self.weights(1)), h1, h1, m1, None)

    def second(self, h1, m1, h2, m2, done):
        return self.step(F.linear(self.reads(2, h1, h2), *self.weights(2)), h2, h2, m2, None)

    def leave(self, h1, m1, h2, m2):
        return h1, m1, h2, m2

    def forward(self, h1, m1, h2, m2):
        (h1, m1), (h2, m2) = self.enter((h1, m1)), self.enter((h2, m2))
        done = self.first(h1, m1, h2, m2)
        return self.leave(*done, *self.second(h1, m1, h2, m2, done))


# ---------------------------------------------------------------------------------------------------- the order of gates


def permuted(gates: str) -> list[tuple[str, str, Changes]]:
    """Every wrong order of the blocks, in words."""
    found = []
    for order in map("".join, itertools.permutations(gates)):
        if order == gates:
            continue
        moved = [
            f"the {NAMES[used]} is computed from the block of the {NAMES[right]}"
            for right, used in zip(gates, order)
            if right != used
        ]
        words = ", ".join(moved[:-1]) + " and " + moved[-1]
        if len(moved) == 2:
            first, second = (NAMES[gate] for gate, used in zip(gates, order) if gate != used)
            words = f"{first} and {second} are exchanged"
        found.append((
            f"gate-order-{order}",
            f"The blocks are read in the order {', '.join(order)}: {words}. The rows hold the blocks {', '.join(gates)}. Look at "
            "the line that cuts the sum into pieces, and at the name that each piece gets there.",
            {"order": order},
        ))  # fmt: skip
    return found


# ---------------------------------------------------------------------------------------------------- any cell with gates


def with_squash(**functions: Callable[[Tensor], Tensor]) -> Changes:
    return {"squash": lambda self, gate: functions.get(gate, usual(gate))}


def overflowing_sigmoid(x: Tensor) -> Tensor:
    return 1 / (1 + torch.exp(-x))


def overflowing_tanh(x: Tensor) -> Tensor:
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))


def nothing(x: Tensor) -> Tensor:
    return x


def ones(*gates: str) -> Changes:
    return {"adjust": lambda self, a: a | {gate: torch.ones_like(a["f"]) for gate in gates}}


def interleaved(self, total):
    return total.reshape(total.shape[0], -1, len(self.gates)).unbind(dim=2)


STEPS: list[tuple[str, str, Changes]] = [
    (
        "old-cell-in-output",
        "h is computed from the memory before the step. Look at the last equation: which of the two does the output gate act on?",
        {"hidden": lambda self, a, c, old: a["o"] * torch.tanh(old)},
    ),
    (
        "no-tanh-on-cell",
        "h is the output gate times the memory itself: the tanh around it is missing. Look at the last equation.",
        {"hidden": lambda self, a, c, old: a["o"] * c},
    ),
    (
        "sigmoid-on-cell",
        "The memory passes a sigmoid on its way into h. A sigmoid is for gates only: look at which function the last equation has.",
        {"hidden": lambda self, a, c, old: a["o"] * torch.sigmoid(c)},
    ),
    (
        "no-output-gate",
        "h is the squashed memory, whole: the output gate has no effect. Where does o appear in your code after it is computed?",
        {"hidden": lambda self, a, c, old: torch.tanh(c)},
    ),
    (
        "sigmoid-candidate",
        "The candidate g passes a sigmoid, like the gates. What is written may be negative: look at the equation for g.",
        with_squash(g=torch.sigmoid),
    ),
    (
        "tanh-output-gate",
        "The output gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the equation for o.",
        with_squash(o=torch.tanh),
    ),
    (
        "tanh-forget-gate",
        "The forget gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the equation for f.",
        with_squash(f=torch.tanh),
    ),
    (
        "tanh-and-sigmoid-exchanged",
        "Candidate and output gate have each other's activation: g a sigmoid, o a tanh. Look at which block has the tanh.",
        with_squash(g=torch.sigmoid, o=torch.tanh),
    ),
    (
        "tanh-on-all",
        "All blocks pass a tanh. All but the candidate are gates, between 0 and 1: look at the activations in the equations.",
        with_squash(i=torch.tanh, f=torch.tanh, o=torch.tanh),
    ),
    (
        "gates-without-sigmoid",
        "The gates are used as they come out of the matrix products, without their sigmoid. Print one of them: is it between 0 "
        "and 1?",
        with_squash(i=nothing, f=nothing, o=nothing),
    ),
    (
        "candidate-without-tanh",
        "The candidate is used as it comes out of the matrix products, without its tanh. Look at the equation for g.",
        with_squash(g=nothing),
    ),
    (
        "sigmoid-twice",
        "The gates pass the sigmoid twice, so that they lie between 0.5 and 0.73. Look for the places where the activation is "
        "applied: there should be one.",
        with_squash(**dict.fromkeys("ifo", lambda x: torch.sigmoid(torch.sigmoid(x)))),
    ),
    (
        "no-input-gate",
        "The candidate is added to the memory whole: nothing scales what is written. Look at the equation for the new memory.",
        ones("i"),
    ),
    (
        "no-forget-gate",
        "The old memory is kept whole: the forget gate does not scale it. Look at the equation for the new memory.",
        ones("f"),
    ),
    (
        "memory-dropped",
        "The new memory holds nothing of this cell's old one. What should become of it before something is written?",
        {"adjust": lambda self, a: a | {"f": torch.zeros_like(a["f"])}},
    ),
    (
        "subtracts-what-is-written",
        "The part that is written is subtracted from the memory. Look at the sign in its equation.",
        {"adjust": lambda self, a: a | {"g": -a["g"]}},
    ),
    (
        "interleaved-blocks",
        "The stacked numbers are cut unit by unit instead of gate by gate, H to each. Which of the two runs faster in the stacked "
        "weights?",
        {"cut": interleaved},
    ),
    (
        "forget-bias-added",
        "The forget gate gets one more bias of 1 in every step. That trick belongs into the initial values; the step computes the "
        "equations as they are.",
        with_squash(f=lambda x: torch.sigmoid(x + 1)),
    ),
    (
        "cell-detached",
        "The numbers are right, but no gradient flows back to the memory before the step: it is cut from its graph. Look for "
        "detach, .data or torch.tensor around it.",
        {"enter": lambda self, state: (state[0], state[1].detach())},
    ),
    (
        "hidden-detached",
        "The numbers are right, but no gradient flows back to h before the step: it is cut from its graph. Look for detach, .data "
        "or torch.tensor around it.",
        {"enter": lambda self, state: (state[0].detach(), state[1])},
    ),
    (
        "state-detached",
        "The numbers are right, but no gradient flows back to the state before the step: all of it is cut from its graph. Look for "
        "detach, .data or torch.tensor.",
        {"enter": lambda self, state: (state[0].detach(), state[1].detach())},
    ),
    (
        "hidden-from-detached-cell",
        "The numbers are right, but the gradient of h does not pass through the new memory. Look at what happens to it between its "
        "equation and the last one.",
        {"hidden": lambda self, a, c, old: a["o"] * torch.tanh(c.detach())},
    ),
    (
        "exp-overflows",
        "Where a unit is saturated, a result or a gradient is not a number: a sigmoid or tanh is made of exp, which overflows for "
        "large arguments. Torch has both as functions, and they do not.",
        several(
            with_squash(g=overflowing_tanh, **dict.fromkeys("ifo", overflowing_sigmoid)),
            {"hidden": lambda self, a, c, old: a["o"] * overflowing_tanh(c)},
        ),
    ),
]

WITH_INPUT_GATE: list[tuple[str, str, Changes]] = [
    (
        "tanh-input-gate",
        "The input gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the equation for i.",
        with_squash(i=torch.tanh),
    ),
    (
        "coupled",
        "What is written is scaled by one minus the forget gate, so the input gate has no effect. That is the coupled cell; here "
        "i is a gate of its own.",
        {"adjust": lambda self, a: a | {"i": 1 - a["f"]}},
    ),
    (
        "coupled-to-input-gate",
        "What is kept is scaled by one minus the input gate, so the forget gate has no effect. Here f is a gate of its own.",
        {"adjust": lambda self, a: a | {"f": 1 - a["i"]}},
    ),
]

PRECISION: list[tuple[str, str, Changes]] = [
    (
        "dtype-ignored",
        "Something that is made in the constructor is 32-bit whatever dtype= asks for. Look at what becomes of dtype, and of device, "
        "after the signature.",
        {"factory": lambda self, device, dtype: {"device": device}},
    ),
    (
        "device-ignored",
        "Something that is made in the constructor is on the CPU whatever device= asks for. Look at what becomes of device after the "
        "signature.",
        {"factory": lambda self, device, dtype: {"dtype": dtype}},
    ),
]


# ---------------------------------------------------------------------------------------------------- cells with (h, c)


def turned(self, h):
    n = self.size
    weight = self.weight_hh.reshape(-1, n, n).transpose(1, 2).reshape(-1, n)
    return F.linear(h, weight)


def transposed_names(base: type) -> Changes:
    def shapes(self, i, n):
        rows = len(self.gates) * n
        return base.shapes(self, i, n) | {"weight_ih": (i, rows), "weight_hh": (n, rows)}

    def sums(self, x, h):
        return x @ self.weight_ih + h @ self.weight_hh + self.bias

    return {"shapes": shapes, "sums": sums}


def two_biases(base: type) -> Changes:
    def shapes(self, i, n):
        given = base.shapes(self, i, n)
        bias = given.pop("bias")
        return given | {"bias_ih": bias, "bias_hh": bias}

    def sums(self, x, h):
        return F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)

    return {"shapes": shapes, "sums": sums}


def overwriting(base, self, total, x, h, old, below):
    result = base.step(self, total, x, h, old, below)
    old.copy_(result[1].detach())
    return result


def squeezed(self, h, c):
    return tuple(value.squeeze(0) if value.shape[0] == 1 else value for value in (h, c))


def pair_steps(base: type) -> list[tuple[str, str, Changes]]:
    """Mistakes of a cell with one input and a pair (h, c)."""
    return [
        (
            "bias-missing",
            "The bias is not added. Look at which parameters your sum uses.",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih) + F.linear(h, self.weight_hh)},
        ),
        (
            "bias-twice",
            "The bias is added twice, once with each product. There is one bias: look at your sum.",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh, self.bias)},
        ),
        (
            "hidden-state-unused",
            "h before the step has no effect: the product with weight_hh is missing from the sum.",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih, self.bias) + F.linear(torch.zeros_like(h), self.weight_hh)},
        ),
        (
            "input-unused",
            "x has no effect on the gates: the product with weight_ih is missing from the sum.",
            {"sums": lambda self, x, h: F.linear(torch.zeros_like(x), self.weight_ih, self.bias) + F.linear(h, self.weight_hh)},
        ),
        (
            "recurrent-weight-transposed",
            "The blocks of weight_hh are used transposed. They are square, so the shapes cannot tell: row or column, which one "
            "belongs to a unit of the new state?",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih, self.bias) + turned(self, h)},
        ),
        (
            "cell-state-in-gates",
            "The gates are computed from c instead of h. Look at which part of the state meets weight_hh.",
            {"enter": lambda self, state: (state[1], state[1])},
        ),
        (
            "forgets-hidden-state",
            "The forget gate scales h instead of the old cell state. Look at the equation for the new c, and at which part of the "
            "state you use there.",
            {"cell": lambda self, a, c, h, below: base.cell(self, a, h, h, below)},
        ),
        (
            "state-in-exchanged",
            "The given state is taken apart as (c, h). In this course, as in PyTorch, it is (h, c).",
            {"enter": lambda self, state: (state[1], state[0])},
        ),
        (
            "tanh-of-product",
            "The tanh goes around the product of output gate and cell state, instead of around the cell state alone. Look at the "
            "brackets in your last line.",
            {"hidden": lambda self, a, c, old: torch.tanh(a["o"] * c)},
        ),
        (
            "result-exchanged",
            "The result is (c, h). In this course, as in PyTorch, h comes first. Look at your last line.",
            {"leave": lambda self, h, c: (c, h)},
        ),
        (
            "result-h-twice",
            "Both parts of the result are h. The second one is the new cell state.",
            {"leave": lambda self, h, c: (h, h)},
        ),
        (
            "result-one-tensor",
            "The result is h alone. As in PyTorch it is a pair of two tensors, (h, c): the next step needs both.",
            {"leave": lambda self, h, c: h},
        ),
        (
            "result-like-a-layer",
            "The result is (h, (h, c)), which is what a layer returns. A cell returns the pair (h, c).",
            {"leave": lambda self, h, c: (h, (h, c))},
        ),
        (
            "state-modified",
            "The numbers are right, but the given cell state is overwritten: someone may still need it. Look for an operation in "
            "place on c, such as a trailing underscore, or an assignment into it.",
            {"step": lambda self, *given: overwriting(base, self, *given)},
        ),
        (
            "input-detached",
            "The numbers are right, but no gradient flows back to x: it is cut from its graph. Look for detach, .data or torch.tensor "
            "around it.",
            {"forward": lambda self, x, *rest: base.forward(self, x.detach(), *rest)},
        ),
        (
            "new-cell-state-detached",
            "The numbers are right, but the cell state that is returned carries no gradient: through it an LSTM learns over many steps. "
            "Look at your last line.",
            {"leave": lambda self, h, c: (h, c.detach())},
        ),
        (
            "parameters-detached",
            "The numbers are right, but no gradient reaches the weights: the products are computed without recording, or from cut "
            "tensors. Look for no_grad, .data and detach.",
            {"sums": lambda self, x, h: base.sums(self, x, h).detach()},
        ),
        (
            "input-weight-detached",
            "The numbers are right, but weight_ih gets no gradient. Look for .data or detach around the weights.",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih.detach(), self.bias) + F.linear(h, self.weight_hh)},
        ),
        (
            "bias-detached",
            "The numbers are right, but the bias gets no gradient. Look for .data or detach around it.",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih, self.bias.detach()) + F.linear(h, self.weight_hh)},
        ),
        (
            "rounded-to-32-bits",
            "The gates are computed in 32 bits on the way, so that 64-bit numbers lose half of their digits. Look for float() and "
            "dtype=.",
            {"sums": lambda self, x, h: base.sums(self, x, h).float().to(x.dtype)},
        ),
        (
            "result-of-32-bits",
            "The result is 32-bit whatever the inputs are. It should have their dtype.",
            {"leave": lambda self, h, c: (h.float(), c.float())},
        ),
        (
            "result-of-64-bits",
            "The result is 64-bit whatever the inputs are. It should have their dtype.",
            {"leave": lambda self, h, c: (h.double(), c.double())},
        ),
        (
            "memory-viewed",
            "Arguments that do not lie in memory in order make your code fail: a view asks for that order. Look for view on x and on the "
            "state.",
            {"sums": lambda self, x, h: base.sums(self, x, h.view(-1).view(len(h), -1))},
        ),
        (
            "one-unit-squeezed",
            "With one unit the last dimension is gone from h. Look for squeeze: (N, 1) is not (N,).",
            {"leave": lambda self, h, c: (h.squeeze(-1), c)},
        ),
        (
            "result-of-zeros",
            "The result is zero everywhere. What do you compute, and what do you return?",
            {"leave": lambda self, h, c: (torch.zeros_like(h), torch.zeros_like(c))},
        ),
        (
            "recurrent-weight-detached",
            "The numbers are right, but weight_hh gets no gradient: it is cut from its graph. Look for .data or detach around the "
            "weights.",
            {"sums": lambda self, x, h: F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh.detach())},
        ),
        (
            "parameter-shapes",
            "A parameter does not have the shape of the table. Rows are the stacked units, columns what they read, and a weight for "
            "each unit has one dimension: print the shapes of dict(cell.named_parameters()).",
            transposed_names(base),
        ),
        (
            "parameter-names",
            "A parameter of the table is missing: it is called otherwise, is part of a larger one, or is a tensor that nn.Module does "
            "not know as a parameter. Here there is one bias, not two. Print dict(cell.named_parameters()).",
            two_biases(base),
        ),
        (
            "batch-of-one-squeezed",
            "With a batch of one the batch dimension is gone from the result. Look for squeeze: (1, H) is not (H,).",
            {"leave": squeezed},
        ),
    ]


def remembering_start(self, x, state):
    if state is None:
        state = getattr(self, "kept", None) or (self.zeros(x), self.zeros(x))
    return state


def remembering_leave(self, h, c):
    self.kept = h, c
    return h, c


OPTIONAL_STATE: list[tuple[str, str, Changes]] = [
    (
        "state-ignored",
        "The given state has no effect: every step starts from zeros. Look at what your forward does when state is not None.",
        {"start": lambda self, x, state: (self.zeros(x), self.zeros(x))},
    ),
    (
        "state-remembered",
        "Without a state the cell goes on from its last call. A missing state is a state of zeros, whatever came before: look for "
        "what forward keeps on self.",
        {"start": remembering_start, "leave": remembering_leave},
    ),
    (
        "missing-state-of-ones",
        "A missing state starts at one instead of zero. Look at how forward makes it.",
        {"start": lambda self, x, state: (self.zeros(x) + 1, self.zeros(x) + 1) if state is None else state},
    ),
    (
        "state-required",
        "Without a state the call fails. The state may be left out, and is None then: what do h and c start from?",
        {"forward": lambda self, x, state: Gated.forward(self, x, (state[0], state[1]))},
    ),
    (
        "zeros-of-32-bits",
        "The zero state is 32-bit on the CPU, whatever x is, so it does not meet 64-bit weights or another device. Look at how "
        "forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.size)},
    ),
    (
        "zeros-on-the-cpu",
        "The zero state is on the CPU, whatever device x is on. Look at how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.size, dtype=x.dtype)},
    ),
    (
        "missing-c-of-ones",
        "A missing state starts with h at zero and c at one. Both are zeros.",
        {"start": lambda self, x, state: (self.zeros(x), self.zeros(x) + 1) if state is None else state},
    ),
]


def looks(**which: Callable[..., Any]) -> Changes:
    """Peepholes of which some see something else: gate → (own weight, old c, new c, all weights) → what is added."""

    def extra(self, gate, x, old, new, below):
        if gate not in which:
            return Peephole.extra(self, gate, x, old, new, below)
        return which[gate](self, old, new)

    return {"extra": extra}


def all_at_once(self, total, x, h, old, below):
    """A step whose gates are all computed before the new memory."""
    raw = dict(zip(self.order, self.cut(total)))
    a = {gate: self.squash(gate)(raw[gate] + self.extra(gate, x, old, old, below)) for gate in raw}
    new = self.cell(a, old, h, below)
    return self.hidden(a, new, old), new


def input_and_forget_see_new(self, total, x, h, old, below):
    """A step in which i and f are corrected by the memory that they have already made."""
    raw = dict(zip(self.order, self.cut(total)))
    a = {gate: self.squash(gate)(raw[gate]) for gate in raw}
    early = self.cell(a, old, h, below)
    a |= {gate: self.squash(gate)(raw[gate] + self.extra(gate, x, early, early, below)) for gate in "if"}
    new = self.cell(a, old, h, below)
    a["o"] = self.squash("o")(raw["o"] + self.extra("o", x, old, new, below))
    return self.hidden(a, new, old), new


PEEPHOLES: list[tuple[str, str, Changes]] = [
    (
        "output-peephole-sees-old-cell",
        "The output gate's peephole looks at the cell state before the step. It should look at the new one, so o can only be "
        "computed once c is there: look at the index t in its equation.",
        {"step": all_at_once},
    ),
    (
        "peepholes-missing",
        "The peepholes have no effect: this is a plain LSTM. Which of the three parameters does your code use?",
        {"extra": lambda self, gate, x, old, new, below: 0},
    ),
    *(
        (
            f"peephole-{gate}-missing",
            f"The {NAMES[gate]} has no peephole: peephole_{gate} has no effect. Look at the equation for {gate}.",
            looks(**{gate: lambda self, old, new: 0}),
        )
        for gate in "ifo"
    ),
    (
        "peepholes-i-and-f-exchanged",
        "Input and forget gate use each other's peephole. Look at which parameter stands next to which block.",
        looks(i=lambda self, old, new: self.peephole_f * old, f=lambda self, old, new: self.peephole_i * old),
    ),
    (
        "peepholes-i-and-o-exchanged",
        "Input and output gate use each other's peephole. Look at which parameter stands next to which block.",
        looks(i=lambda self, old, new: self.peephole_o * old, o=lambda self, old, new: self.peephole_i * new),
    ),
    (
        "peepholes-f-and-o-exchanged",
        "Forget and output gate use each other's peephole. Look at which parameter stands next to which block.",
        looks(f=lambda self, old, new: self.peephole_o * old, o=lambda self, old, new: self.peephole_f * new),
    ),
    (
        "peephole-on-candidate",
        "The candidate sees the cell state as well. Only the three gates have a peephole: look at the equation for g.",
        looks(g=lambda self, old, new: self.peephole_i * old),
    ),
    (
        "one-peephole-for-all",
        "All three gates use peephole_i. Each has its own.",
        looks(f=lambda self, old, new: self.peephole_i * old, o=lambda self, old, new: self.peephole_i * new),
    ),
    (
        "peephole-of-squashed-cell",
        "The output gate's peephole looks at tanh(c). It looks at c itself: the tanh belongs to the last equation alone.",
        looks(o=lambda self, old, new: self.peephole_o * torch.tanh(new)),
    ),
    (
        "peepholes-not-weighted",
        "The cell state is added to the gates as it is, without the weights of the peepholes. Where do you use the three "
        "parameters?",
        looks(i=lambda self, old, new: old, f=lambda self, old, new: old, o=lambda self, old, new: new),
    ),
    (
        "input-and-forget-see-new-cell",
        "Input and forget gate look at a cell state that they have already changed. They see the one before the step: only the "
        "output gate comes later.",
        {"step": input_and_forget_see_new},
    ),
    (
        "peepholes-after-activation",
        "The peepholes are added after the sigmoid, so that the gates leave the range from 0 to 1. They belong inside: look at the "
        "brackets of the equations.",
        {
            "extra": lambda self, gate, x, old, new, below: 0,
            "complete": lambda self, a, x, old, below: a
            | {gate: a[gate] + Peephole.extra(self, gate, x, old, None, below) for gate in "if"},
            "hidden": lambda self, a, c, old: (a["o"] + self.peephole_o * c) * torch.tanh(c),
        },
    ),
    (
        "peepholes-detached",
        "The numbers are right, but no gradient flows through the peepholes to the cell state. Gers & Schmidhuber cut it there "
        "too; here the gradient is that of the whole formula.",
        {"extra": lambda self, gate, x, old, new, below: Peephole.extra(
            self, gate, x, old.detach(), None if new is None else new.detach(), below)},
    ),
    (
        "peepholes-see-hidden-state",
        "The peepholes look at h. That is what the gates see anyway; the point of a peephole is the cell state c.",
        {"step": lambda self, total, x, h, old, below: seeing_hidden(self, total, x, h, old, below)},
    ),
]  # fmt: skip


def seeing_hidden(self, total, x, h, old, below):
    raw = dict(zip(self.order, self.cut(total)))
    a = {gate: self.squash(gate)(raw[gate] + self.extra(gate, x, h, h, below)) for gate in raw}
    new = self.cell(a, old, h, below)
    return self.hidden(a, new, old), new


COUPLED: list[tuple[str, str, Changes]] = [
    (
        "forget-and-write-exchanged",
        "The old cell state is scaled by 1 − f and the candidate by f. It is the other way round: f is the share that stays.",
        {"adjust": lambda self, a: a | {"f": 1 - a["f"], "i": a["f"]}},
    ),
    (
        "input-gate-equals-forget-gate",
        "The candidate is scaled by f instead of 1 − f, so that everything is written where everything is kept.",
        {"adjust": lambda self, a: a | {"i": a["f"]}},
    ),
    (
        "one-minus-before-sigmoid",
        "The 1 − … stands inside the sigmoid. What is subtracted from 1 is the finished gate.",
        {"step": lambda self, total, x, h, old, below: minus_inside(self, total, h, old)},
    ),
    (
        "minus-outside-sigmoid",
        "The candidate is scaled by f − 1, so it is written with the wrong sign.",
        {"complete": lambda self, a, x, old, below: a | {"i": a["f"] - 1}},
    ),
    (
        "writes-what-remains-of-memory",
        "The candidate is scaled by one minus the old cell state. What is subtracted from 1 is the gate f.",
        {"cell": lambda self, a, c, h, below: a["f"] * c + (1 - c) * a["g"]},
    ),
    (
        "coupled-to-output-gate",
        "What is written is scaled by one minus the output gate. It is coupled to the forget gate: look at the equation for c.",
        {"step": lambda self, total, x, h, old, below: output_coupled(self, total, h, old)},
    ),
    (
        "written-through-tanh",
        "The new cell state passes a tanh before it is handed on. The tanh belongs to h alone: c is kept as the weighted mean.",
        {"cell": lambda self, a, c, h, below: torch.tanh(Gated.cell(self, a, c, h, below))},
    ),
    (
        "coupling-detached",
        "The numbers are right, but what is written sends no gradient to the forget gate: 1 − f is cut from its graph.",
        {"complete": lambda self, a, x, old, below: a | {"i": 1 - a["f"].detach()}},
    ),
]


def minus_inside(self, total, h, old):
    raw = dict(zip(self.order, self.cut(total)))
    new = torch.sigmoid(raw["f"]) * old + torch.sigmoid(1 - raw["f"]) * torch.tanh(raw["g"])
    return torch.sigmoid(raw["o"]) * torch.tanh(new), new


def output_coupled(self, total, h, old):
    raw = dict(zip(self.order, self.cut(total)))
    new = torch.sigmoid(raw["f"]) * old + (1 - torch.sigmoid(raw["o"])) * torch.tanh(raw["g"])
    return torch.sigmoid(raw["o"]) * torch.tanh(new), new


def depth_from(cell: Callable[..., Tensor]) -> Changes:
    return {"cell": lambda self, a, c, h, below: cell(a, c, h, below)}


def depth_sees(sees: Callable[..., Tensor]) -> Changes:
    return {"sees": sees}


DEPTHS: list[tuple[str, str, Changes]] = [
    (
        "memory-from-below-missing",
        "c of the layer below is not added: the depth gate has no effect, and this is a plain LSTM. Look at the equation for c.",
        depth_from(lambda a, c, h, below: a["f"] * c + a["i"] * a["g"]),
    ),
    (
        "depth-gate-missing",
        "c of the layer below is added whole: the depth gate does not scale it. Look at the equation for c.",
        depth_from(lambda a, c, h, below: below + a["f"] * c + a["i"] * a["g"]),
    ),
    (
        "depth-and-forget-exchanged",
        "Forget gate and depth gate scale each other's memory: d belongs to the one from below, f to this layer's own.",
        depth_from(lambda a, c, h, below: a["f"] * below + a["d"] * c + a["i"] * a["g"]),
    ),
    (
        "depth-replaces-forget",
        "The depth gate scales the old memory and the one from below. The old one has the forget gate f.",
        depth_from(lambda a, c, h, below: a["d"] * (below + c) + a["i"] * a["g"]),
    ),
    (
        "forget-for-both",
        "The forget gate scales the memory from below as well. That one has the depth gate d.",
        depth_from(lambda a, c, h, below: a["f"] * (below + c) + a["i"] * a["g"]),
    ),
    (
        "memories-exchanged",
        "The memory from below and the old one have changed places: both in the depth gate and in the equation for c.",
        {"step": lambda self, total, x, h, old, below: Depth.step(self, total, x, h, below, old)},
    ),
    (
        "depth-weights-exchanged",
        "depth_prev meets the memory from below and depth_below the old one. Look at which weight belongs to which memory.",
        depth_sees(lambda self, x, old, below: F.linear(x, self.weight_d, self.bias_d) + self.depth_below * old + self.depth_prev * below),
    ),
    (
        "depth-gate-without-old-memory",
        "The depth gate does not see this layer's old memory: depth_prev has no effect. Look at the equation for d.",
        depth_sees(lambda self, x, old, below: F.linear(x, self.weight_d, self.bias_d) + self.depth_below * below),
    ),
    (
        "depth-gate-without-memory-below",
        "The depth gate does not see the memory from below: depth_below has no effect. Look at the equation for d.",
        depth_sees(lambda self, x, old, below: F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * old),
    ),
    (
        "depth-gate-without-input",
        "The depth gate does not see x: weight_d has no effect. Look at the equation for d.",
        depth_sees(lambda self, x, old, below: self.bias_d + self.depth_prev * old + self.depth_below * below),
    ),
    (
        "depth-gate-without-bias",
        "bias_d is not added. Look at the equation for d.",
        depth_sees(lambda self, x, old, below: F.linear(x, self.weight_d) + self.depth_prev * old + self.depth_below * below),
    ),
    (
        "depth-gate-tanh",
        "The depth gate passes a tanh instead of a sigmoid. A gate lies between 0 and 1: look at the equation for d.",
        {"complete": lambda self, a, x, old, below: a | {"d": torch.tanh(self.sees(x, old, below))}},
    ),
    (
        "depth-gate-without-sigmoid",
        "The depth gate is used without its sigmoid. Print it: is it between 0 and 1?",
        {"complete": lambda self, a, x, old, below: a | {"d": self.sees(x, old, below)}},
    ),
    (
        "depth-coupled",
        "The old memory is scaled by one minus the depth gate. The depth gate comes on top; f is there as before.",
        depth_from(lambda a, c, h, below: a["d"] * below + (1 - a["d"]) * c + a["i"] * a["g"]),
    ),
    (
        "forget-gate-tied",
        "The forget gate is one minus the input gate, as in the code of the paper. Here f is independent of i: it has a block of "
        "its own.",
        {"adjust": lambda self, a: a | {"f": 1 - a["i"]}},
    ),
    (
        "depth-gate-on-candidate",
        "The depth gate scales what is written as well. It scales only what comes from below.",
        depth_from(lambda a, c, h, below: a["d"] * (below + a["i"] * a["g"]) + a["f"] * c),
    ),
    (
        "memory-below-squashed",
        "The memory from below passes a tanh before it is added. It comes as it is: look at the equation for c.",
        depth_from(lambda a, c, h, below: a["d"] * torch.tanh(below) + a["f"] * c + a["i"] * a["g"]),
    ),
    (
        "memory-below-detached",
        "The numbers are right, but no gradient flows to the layer below through its memory. Look for detach or .data around "
        "c_below.",
        {"step": lambda self, total, x, h, old, below: Depth.step(self, total, x, h, old, below.detach())},
    ),
    (
        "memory-below-modified",
        "The numbers are right, but the memory from below is overwritten: the layer below still needs it. Look for an operation in "
        "place on c_below.",
        {"step": lambda self, total, x, h, old, below: below_modified(self, total, x, h, old, below)},
    ),
    (
        "depth-weights-detached",
        "The numbers are right, but the depth gate sends no gradient to the two memories that it sees.",
        depth_sees(
            lambda self, x, old, below: F.linear(x, self.weight_d, self.bias_d)
            + self.depth_prev * old.detach()
            + self.depth_below * below.detach()
        ),
    ),
    (
        "depth-gate-sees-hidden-state",
        "The depth gate sees h where it should see the old cell state. Look at what meets depth_prev.",
        {"step": lambda self, total, x, h, old, below: depth_seeing_hidden(self, total, x, h, old, below)},
    ),
]  # fmt: skip


def below_modified(self, total, x, h, old, below):
    result = Depth.step(self, total, x, h, old, below)
    below.copy_(result[1].detach())
    return result


def depth_seeing_hidden(self, total, x, h, old, below):
    raw = dict(zip(self.order, self.cut(total)))
    a = {gate: self.squash(gate)(raw[gate]) for gate in raw} | {"d": torch.sigmoid(self.sees(x, h, below))}
    new = self.cell(a, old, h, below)
    return self.hidden(a, new, old), new


# ---------------------------------------------------------------------------------------------------- the grid


GRIDS: list[tuple[str, str, Changes]] = [
    (
        "tanh-of-product",
        "The tanh goes around the product of output gate and memory. That is how the paper writes it; this course asks for the tanh "
        "around the memory alone, as in every other cell.",
        {"hidden": lambda self, a, c, old: torch.tanh(a["o"] * c)},
    ),
    (
        "second-dimension-sees-new-hidden",
        "The second dimension reads the h1 that the first one has just computed. Both read the incoming ones: is h1 overwritten "
        "before it is used again?",
        {"second": lambda self, h1, m1, h2, m2, done: Grid.second(self, done[0], m1, h2, m2, done)},
    ),
    (
        "hidden-vectors-exchanged",
        "Both dimensions read the incoming hidden vectors as [h2, h1]. The columns are those of h1, then those of h2.",
        {"reads": lambda self, k, h1, h2: torch.cat([h2, h1], dim=1)},
    ),
    (
        "own-hidden-vector-first",
        "Each dimension reads its own hidden vector first, so that the second one reads [h2, h1]. The columns are those of h1, then "
        "those of h2, for both.",
        {"reads": lambda self, k, h1, h2: torch.cat([h1, h2] if k == 1 else [h2, h1], dim=1)},
    ),
    (
        "own-hidden-vector-only",
        "Each dimension reads its own hidden vector alone. Both read both: that is where the dimensions meet.",
        {"reads": lambda self, k, h1, h2: torch.cat([h1, torch.zeros_like(h2)] if k == 1 else [torch.zeros_like(h1), h2], dim=1)},
    ),
    (
        "one-hidden-vector-twice",
        "The concatenation holds h1 twice and h2 not at all. Look at its two parts.",
        {"reads": lambda self, k, h1, h2: torch.cat([h1, h1], dim=1)},
    ),
    (
        "first-weights-for-both",
        "Both dimensions use weight_1 and bias_1. Each has a transform of its own.",
        {"weights": lambda self, k: (self.weight_1, self.bias_1)},
    ),
    (
        "weights-exchanged",
        "The two dimensions use each other's weights.",
        {"weights": lambda self, k: Grid.weights(self, 3 - k)},
    ),
    (
        "biases-exchanged",
        "The two dimensions use each other's bias.",
        {"weights": lambda self, k: (Grid.weights(self, k)[0], Grid.weights(self, 3 - k)[1])},
    ),
    (
        "biases-missing",
        "The biases are not added. Look at which parameters your sums use.",
        {"weights": lambda self, k: Grid.weights(self, k)[:1]},
    ),
    (
        "memories-exchanged",
        "Each dimension changes the other one's memory. m1 belongs to dimension 1, m2 to dimension 2.",
        {"forward": lambda self, h1, m1, h2, m2: Grid.forward(self, h1, m2, h2, m1)},
    ),
    (
        "first-memory-for-both",
        "Both dimensions start from m1. The second one has a memory of its own, m2.",
        {"forward": lambda self, h1, m1, h2, m2: Grid.forward(self, h1, m1, h2, m1)},
    ),
    (
        "second-memory-from-new-first",
        "The second dimension starts from the new memory of the first one. It has a memory of its own, m2.",
        {"second": lambda self, h1, m1, h2, m2, done: Grid.second(self, h1, m1, h2, done[1], done)},
    ),
    (
        "result-hidden-then-memories",
        "The result is (h1, h2, m1, m2). The order is that of the arguments: (h1, m1, h2, m2).",
        {"leave": lambda self, h1, m1, h2, m2: (h1, h2, m1, m2)},
    ),
    (
        "result-in-pairs",
        "The result is two pairs. It should be four tensors, (h1, m1, h2, m2).",
        {"leave": lambda self, h1, m1, h2, m2: ((h1, m1), (h2, m2))},
    ),
    (
        "result-memory-first",
        "Memory and hidden vector are exchanged in the result. The order is that of the arguments: (h1, m1, h2, m2).",
        {"leave": lambda self, h1, m1, h2, m2: (m1, h1, m2, h2)},
    ),
    (
        "result-dimensions-exchanged",
        "The result of dimension 2 comes first. The order is that of the arguments: (h1, m1, h2, m2).",
        {"leave": lambda self, h1, m1, h2, m2: (h2, m2, h1, m1)},
    ),
    (
        "arguments-hidden-then-memories",
        "The arguments are taken as (h1, h2, m1, m2). They come as (h1, m1, h2, m2).",
        {"forward": lambda self, h1, m1, h2, m2: Grid.forward(self, h1, h2, m1, m2)},
    ),
    (
        "one-transform-adds-up",
        "The second hidden vector is added to the first one instead of standing beside it in the concatenation.",
        {"reads": lambda self, k, h1, h2: torch.cat([h1 + h2, torch.zeros_like(h2)], dim=1)},
    ),
    (
        "memories-modified",
        "The numbers are right, but the given memories are overwritten: someone may still need them. Look for an operation in place "
        "on m1 and m2.",
        {"step": lambda self, *given: overwriting(Grid, self, *given)},
    ),
]


# ---------------------------------------------------------------------------------------------------- the GRU


class GRU(Parameters):
    """A right GRU in pieces."""

    order = "rzn"

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.make(hidden_size, device, dtype, input_size, hidden_size, bias)

    def shapes(self, i, n, bias):
        biases = (3 * n,) if bias else None
        return {"weight_ih": (3 * n, i), "weight_hh": (3 * n, n), "bias_ih": biases, "bias_hh": biases}

    def start(self, x, h):
        return self.zeros(x) if h is None else h

    def enter(self, h):
        return h

    def from_x(self, x):
        return F.linear(x, self.weight_ih, self.bias_ih)

    def from_h(self, h):
        return F.linear(h, self.weight_hh, self.bias_hh)

    def cut(self, total):
        return total.chunk(3, dim=1)

    def gate(self, name, total):
        return torch.sigmoid(total)

    def candidate(self, total):
        return torch.tanh(total)

    def reset(self, r, h, wx, wh):
        """What goes into the candidate: r, the old h, and the candidate's parts from x and from h."""
        return wx + r * wh

    def mix(self, z, n, h):
        return (1 - z) * n + z * h

    def leave(self, h):
        return h

    def forward(self, x, h=None):
        h = self.enter(self.start(x, h))
        wx, wh = (dict(zip(self.order, self.cut(part))) for part in (self.from_x(x), self.from_h(h)))
        r, z = self.gate("r", wx["r"] + wh["r"]), self.gate("z", wx["z"] + wh["z"])
        n = self.candidate(self.reset(r, h, wx["n"], wh["n"]))
        return self.leave(self.mix(z, n, h))


def before_the_product(self, r, h, wx, wh):
    size = self.size
    return wx + F.linear(r * h, self.weight_hh[2 * size :], None if self.bias_hh is None else self.bias_hh[2 * size :])


def bias_outside_reset(self, r, h, wx, wh):
    if self.bias_hh is None:
        return wx + r * wh
    bias = self.bias_hh[2 * self.size :]
    return wx + r * (wh - bias) + bias


def other_share(self, z, n, h):
    return (1 - z) * h + z * n


def gru_overwriting(self, z, n, h):
    new = (1 - z) * n + z * h
    h.copy_(new.detach())
    return new


def gru_turned(self, h):
    n = self.size
    return F.linear(h, self.weight_hh.reshape(3, n, n).transpose(1, 2).reshape(3 * n, n), self.bias_hh)


def gru_remembering(self, x, h):
    kept = getattr(self, "kept", None)
    return h if h is not None else self.zeros(x) if kept is None else kept


def gru_keep(self, h):
    self.kept = h
    return h


PAPER_RESET = (
    "In your candidate the reset gate scales h before the product with the weights. That is the GRU of the paper (Cho et al. 2014), "
    "and a right one, but not the one asked for: in PyTorch and cuDNN it scales the product, bias included."
)
CHUNG_UPDATE = (
    "z is the share of the candidate and 1 − z that of the old state. That is the convention of Chung et al. (2014), and a right "
    "one, but not the one asked for: here, as in Cho et al. and PyTorch, z is the share of the old state."
)

GRUS: list[tuple[str, str, Changes]] = [
    ("reset-before-the-product", PAPER_RESET, {"reset": before_the_product}),
    ("update-gate-is-share-of-the-new", CHUNG_UPDATE, {"mix": other_share}),
    (
        "both-conventions",
        "Two conventions differ from the one asked for, each right by itself: the reset gate scales h before the product with the "
        "weights, as in Cho et al. (2014), and z is the share of the candidate, as in Chung et al. (2014). Compare both equations "
        "with the text.",
        {"reset": before_the_product, "mix": other_share},
    ),
    (
        "bias-outside-the-reset",
        "The reset gate scales the product of weight_hh and h, but not its bias. Look at the brackets in the equation for n.",
        {"reset": bias_outside_reset},
    ),
    (
        "reset-missing",
        "The reset gate has no effect. Where does r appear in your code after it is computed?",
        {"reset": lambda self, r, h, wx, wh: wx + wh},
    ),
    (
        "reset-on-everything",
        "The reset gate scales the input's part of the candidate as well. Look at the brackets in the equation for n.",
        {"reset": lambda self, r, h, wx, wh: r * (wx + wh)},
    ),
    (
        "reset-on-input",
        "The reset gate scales the input's part of the candidate instead of the state's. Look at the equation for n.",
        {"reset": lambda self, r, h, wx, wh: r * wx + wh},
    ),
    (
        "reset-complement",
        "The candidate uses 1 − r. A reset gate at 1 lets the old state through: look at the equation for n.",
        {"reset": lambda self, r, h, wx, wh: wx + (1 - r) * wh},
    ),
    (
        "old-state-unscaled",
        "The old state is added whole, without the update gate. Look at the last equation.",
        {"mix": lambda self, z, n, h: (1 - z) * n + h},
    ),
    (
        "candidate-unscaled",
        "The candidate is added whole, without 1 − z. Look at the last equation.",
        {"mix": lambda self, z, n, h: n + z * h},
    ),
    (
        "update-missing",
        "The result is the candidate: the update gate has no effect. Look at the last equation.",
        {"mix": lambda self, z, n, h: n},
    ),
    (
        "update-for-both",
        "Candidate and old state are both scaled by z. Their shares add up to one: look at the last equation.",
        {"mix": lambda self, z, n, h: z * n + z * h},
    ),
    (
        "reset-state-kept",
        "What is mixed into the result is the reset state. The last equation has the old state as it came.",
        {"forward": lambda self, x, h=None: keeping_reset(self, x, h)},
    ),
    (
        "candidate-sigmoid",
        "The candidate passes a sigmoid. It may be negative: look at the equation for n.",
        {"candidate": lambda self, total: torch.sigmoid(total)},
    ),
    (
        "candidate-without-tanh",
        "The candidate is used without its tanh. Look at the equation for n.",
        {"candidate": lambda self, total: total},
    ),
    (
        "gates-tanh",
        "Both gates pass a tanh. A gate lies between 0 and 1: look at the first two equations.",
        {"gate": lambda self, name, total: torch.tanh(total)},
    ),
    (
        "gates-without-sigmoid",
        "The gates are used without their sigmoid. Print one of them: is it between 0 and 1?",
        {"gate": lambda self, name, total: total},
    ),
    (
        "interleaved-blocks",
        "The 3H numbers are cut unit by unit, three to each, instead of gate by gate, H to each.",
        {"cut": lambda self, total: total.reshape(total.shape[0], -1, 3).unbind(dim=2)},
    ),
    (
        "recurrent-bias-missing",
        "The second bias, bias_hh, is not added. Look at which of the four parameters you use.",
        {"from_h": lambda self, h: F.linear(h, self.weight_hh)},
    ),
    (
        "input-bias-missing",
        "The first bias, bias_ih, is not added. Look at which of the four parameters you use.",
        {"from_x": lambda self, x: F.linear(x, self.weight_ih)},
    ),
    (
        "biases-missing",
        "Neither bias is added. Look at which of the four parameters you use.",
        {"from_x": lambda self, x: F.linear(x, self.weight_ih), "from_h": lambda self, h: F.linear(h, self.weight_hh)},
    ),
    (
        "recurrent-weight-transposed",
        "The blocks of weight_hh are used transposed. They are square, so the shapes cannot tell: row or column, which one belongs "
        "to a unit of the new state?",
        {"from_h": gru_turned},
    ),
    (
        "state-detached",
        "The numbers are right, but no gradient flows back to the state before the step: it is cut from its graph. Look for detach, "
        ".data or torch.tensor around h.",
        {"enter": lambda self, h: h.detach()},
    ),
    (
        "kept-state-detached",
        "The numbers are right, but what stays of the old state carries no gradient. Look for detach or .data in your last line.",
        {"mix": lambda self, z, n, h: (1 - z) * n + z * h.detach()},
    ),
    (
        "exp-overflows",
        "Where a unit is saturated, a result or a gradient is not a number: a sigmoid or tanh is made of exp, which overflows for "
        "large arguments. Torch has both as functions, and they do not.",
        {"gate": lambda self, name, total: overflowing_sigmoid(total), "candidate": lambda self, total: overflowing_tanh(total)},
    ),
    (
        "result-like-a-layer",
        "The result is a pair, like that of a layer or of an LSTM. A GRU has one state and its cell returns that tensor alone.",
        {"leave": lambda self, h: (h, h)},
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one the batch dimension is gone from the result. Look for squeeze: (1, H) is not (H,).",
        {"leave": lambda self, h: h.squeeze(0)},
    ),
    (
        "state-modified",
        "The numbers are right, but the given state is overwritten: someone may still need it. Look for an operation in place on h.",
        {"mix": gru_overwriting},
    ),
    (
        "state-ignored",
        "The given state has no effect: every step starts from zeros. Look at what your forward does when h is not None.",
        {"start": lambda self, x, h: self.zeros(x)},
    ),
    (
        "state-remembered",
        "Without a state the cell goes on from its last call. A missing state is a state of zeros, whatever came before.",
        {"start": gru_remembering, "leave": gru_keep},
    ),
    (
        "missing-state-of-ones",
        "A missing state starts at one instead of zero. Look at how forward makes it.",
        {"start": lambda self, x, h: self.zeros(x) + 1 if h is None else h},
    ),
    (
        "state-required",
        "Without a state the call fails. The state may be left out, and is None then: what does h start from?",
        {"forward": lambda self, x, h: GRU.forward(self, x, h + 0)},
    ),
    (
        "zeros-of-32-bits",
        "The zero state is 32-bit on the CPU, whatever x is, so it does not meet 64-bit weights or another device. Look at how "
        "forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.size)},
    ),
    (
        "zeros-on-the-cpu",
        "The zero state is on the CPU, whatever device x is on. Look at how forward makes the missing state.",
        {"zeros": lambda self, x: torch.zeros(x.shape[0], self.size, dtype=x.dtype)},
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient flows back to x: it is cut from its graph. Look for detach, .data or torch.tensor.",
        {"from_x": lambda self, x: GRU.from_x(self, x.detach())},
    ),
    (
        "reset-detached",
        "The numbers are right, but the reset gate gets no gradient. Look for detach or .data in the equation for n.",
        {"reset": lambda self, r, h, wx, wh: wx + r.detach() * wh},
    ),
    (
        "one-bias-twice",
        "bias_ih is added twice and bias_hh not at all. Look at which bias stands in which product.",
        {"from_h": lambda self, h: F.linear(h, self.weight_hh, self.bias_ih)},
    ),
    (
        "biases-exchanged",
        "The two biases are exchanged. That matters, since the reset gate scales only the one that belongs to h.",
        {
            "from_x": lambda self, x: F.linear(x, self.weight_ih, self.bias_hh),
            "from_h": lambda self, h: F.linear(h, self.weight_hh, self.bias_ih),
        },
    ),
    (
        "hidden-state-unused",
        "h has no effect on gates and candidate: the product with weight_hh is missing.",
        {"from_h": lambda self, h: GRU.from_h(self, torch.zeros_like(h))},
    ),
    (
        "reset-outside-tanh",
        "The reset gate scales the finished candidate. It belongs inside the tanh, on the state's part alone.",
        {
            "reset": lambda self, r, h, wx, wh: (wx + wh, r),
            "candidate": lambda self, parts: parts[1] * torch.tanh(parts[0]),
        },
    ),
    (
        "candidate-relu",
        "The candidate passes a ReLU. Look at the equation for n.",
        {"candidate": lambda self, total: torch.relu(total)},
    ),
    (
        "old-state-subtracted",
        "The old state's share is subtracted. Look at the sign in the last equation.",
        {"mix": lambda self, z, n, h: (1 - z) * n - z * h},
    ),
    (
        "tanh-on-result",
        "The new state passes another tanh. The tanh belongs to the candidate alone.",
        {"mix": lambda self, z, n, h: torch.tanh((1 - z) * n + z * h)},
    ),
    (
        "memory-viewed",
        "Arguments that do not lie in memory in order make your code fail: a view asks for that order. Look for view on x and on the "
            "state.",
        {"from_h": lambda self, h: GRU.from_h(self, h.view(-1).view(len(h), -1))},
    ),
    (
        "one-unit-squeezed",
        "With one unit the last dimension is gone from the result. Look for squeeze: (N, 1) is not (N,).",
        {"leave": lambda self, h: h.squeeze(-1)},
    ),
    (
        "bias-false-ignored",
        "With bias=False there are biases all the same. Look at what becomes of bias after the signature.",
        {"shapes": lambda self, i, n, bias: GRU.shapes(self, i, n, True)},
    ),
    (
        "bias-false-fails",
        "With bias=False the biases are None, and adding None to a tensor fails. What should the sums be without biases?",
        {"from_x": lambda self, x: x @ self.weight_ih.T + self.bias_ih, "from_h": lambda self, h: h @ self.weight_hh.T + self.bias_hh},
    ),
    (
        "parameter-names",
        "A parameter of nn.GRUCell is missing: it is called otherwise, belongs to a submodule, or is a tensor that nn.Module does not "
        "know as a parameter. There are two biases, and the reset gate scales one of them. Print dict(cell.named_parameters()).",
        {
            "shapes": lambda self, i, n, bias: {"weight_ih": (3 * n, i), "weight_hh": (3 * n, n), "bias": (3 * n,)},
            "from_x": lambda self, x: F.linear(x, self.weight_ih, self.bias),
            "from_h": lambda self, h: F.linear(h, self.weight_hh),
        },
    ),
    (
        "parameter-shapes",
        "A parameter does not have the shape that it has in nn.GRUCell. Rows are the 3H stacked units, columns what they read.",
        {
            "shapes": lambda self, i, n, bias: GRU.shapes(self, i, n, bias) | {"weight_ih": (i, 3 * n), "weight_hh": (n, 3 * n)},
            "from_x": lambda self, x: F.linear(x, self.weight_ih.T, self.bias_ih),
            "from_h": lambda self, h: F.linear(h, self.weight_hh.T, self.bias_hh),
        },
    ),
]


def keeping_reset(self, x, h):
    h = self.start(x, h)
    wx, wh = (dict(zip(self.order, self.cut(part))) for part in (self.from_x(x), self.from_h(h)))
    r, z = torch.sigmoid(wx["r"] + wh["r"]), torch.sigmoid(wx["z"] + wh["z"])
    return self.mix(z, torch.tanh(wx["n"] + r * wh["n"]), r * h)


# ---------------------------------------------------------------------------------------------------- clocks


class Clock(Parameters):
    """A right Clockwork RNN in pieces."""

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        self.refuse(hidden_size, periods)
        self.make(hidden_size, device, dtype, input_size, hidden_size)
        self.period = self.spread(torch.tensor(self.clocks(periods), device=self.factory(device, dtype).get("device")), hidden_size)

    def refuse(self, hidden_size, periods):
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods do not fit")

    def clocks(self, periods):
        return list(periods)

    def spread(self, periods, hidden_size):
        return periods.repeat_interleave(hidden_size // len(periods))

    def shapes(self, i, n):
        return {"weight_ih": (n, i), "weight_hh": (n, n), "bias": (n,)}

    def reads(self, reader, read):
        """Whether a unit of period `reader` reads one of period `read`."""
        return read >= reader

    def ticks(self, t, period):
        return t % period == 0

    def sums(self, x, h):
        period = self.period.to(h.device)
        mask = self.reads(period[:, None], period[None, :])
        return F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * mask)

    def activation(self, total):
        return torch.tanh(total)

    def keep(self, h, new):
        return h

    def leave(self, h):
        return h

    def forward(self, x, h, t):
        new = self.activation(self.sums(x, h))
        return self.leave(torch.where(self.ticks(t, self.period.to(h.device)), new, self.keep(h, new)))


def never_refuse(self, hidden_size, periods):
    pass


def slow_first(self, x, h, t):
    """Modules updated one after the other, the slowest first, each reading what is there already."""
    state = h
    for period in sorted(set(self.period.tolist()), reverse=True):
        if t % period == 0:
            new = torch.tanh(self.sums(x, state))
            state = torch.where(self.period == period, new, state)
    return state


def clock_modified(self, x, h, t):
    new = Clock.forward(self, x, h, t)
    h.copy_(new.detach())
    return new


def clock_transposed(self, x, h):
    mask = self.reads(self.period[:, None], self.period[None, :])
    return F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh.T * mask)


def reads_only_ticking(self, x, h, t):
    mask = self.reads(self.period[:, None], self.period[None, :]) & self.ticks(t, self.period)[None, :]
    new = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * mask))
    return torch.where(self.ticks(t, self.period), new, h)


def averaging(self, x, h, t):
    return torch.where(self.ticks(t, self.period.to(h.device)), (h + torch.tanh(self.sums(x, h))) / 2, h)


def reading_next(self, x, h):
    clocks = sorted(set(self.period.tolist()))
    place = torch.tensor([clocks.index(period) for period in self.period.tolist()])
    gap = place[None, :] - place[:, None]
    return F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * ((gap == 0) | (gap == 1)))


CLOCKS: list[tuple[str, str, Changes]] = [
    (
        "reads-faster-modules",
        "Modules read the faster ones instead of the slower ones: the mask on weight_hh is the wrong way round. Write down for the "
        "slowest module which columns of its rows may count.",
        {"reads": lambda self, reader, read: read <= reader},
    ),
    (
        "reads-all-modules",
        "Every module reads every other one: nothing masks weight_hh in the step. Setting entries to zero when the cell is made does "
        "not last, since parameters are loaded and trained. Look at the condition under the sum.",
        {"reads": lambda self, reader, read: (read >= reader) | True},
    ),
    (
        "reads-itself-only",
        "Every module reads itself alone. It also reads the slower ones: look at the condition under the sum.",
        {"reads": lambda self, reader, read: read == reader},
    ),
    (
        "does-not-read-itself",
        "A module reads the slower ones but not itself. The condition under the sum includes its own period.",
        {"reads": lambda self, reader, read: read > reader},
    ),
    (
        "triangular-unit-by-unit",
        "weight_hh is masked unit by unit. Within a module every unit reads every other one: the mask consists of blocks.",
        {"sums": lambda self, x, h: F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh.triu())},
    ),
    (
        "counts-from-one",
        "The clocks are one step ahead: steps are counted from 0, and at t = 0 every module is updated.",
        {"ticks": lambda self, t, period: (t + 1) % period == 0},
    ),
    (
        "first-step-is-silent",
        "At t = 0 nothing is updated. 0 is a multiple of every period.",
        {"ticks": lambda self, t, period: (t % period == 0) & (t > 0)},
    ),
    (
        "no-clocks",
        "Every module is updated at every step. Look at the condition in the equation: t is to decide.",
        {"ticks": lambda self, t, period: t % period >= 0},
    ),
    (
        "clocks-inverted",
        "The modules whose turn it is keep their state, and the others are updated. Look at the two cases of the equation.",
        {"ticks": lambda self, t, period: t % period != 0},
    ),
    (
        "waits-once",
        "A module is updated at every step from t = P on. It should be updated only when t is a multiple of P.",
        {"ticks": lambda self, t, period: t >= period},
    ),
    (
        "period-divided-by-step",
        "The condition divides the period by t, instead of t by the period.",
        {"ticks": lambda self, t, period: period % max(t, 1) == 0},
    ),
    (
        "periods-ignored",
        "The periods are taken to be 1, 2, 4 and so on, whatever periods says.",
        {"clocks": lambda self, periods: [2**k for k in range(len(periods))]},
    ),
    (
        "interleaved-modules",
        "The units are dealt out to the modules in turn. A module is a block of neighbouring units, the first block the first period.",
        {"spread": lambda self, periods, hidden_size: periods.repeat(hidden_size // len(periods))},
    ),
    (
        "silent-modules-zero",
        "A module whose turn it is not is set to zero. It keeps its state.",
        {"keep": lambda self, h, new: torch.zeros_like(h)},
    ),
    (
        "silent-modules-squashed",
        "A module whose turn it is not passes the tanh all the same. It keeps its state as it is, to the last digit.",
        {"keep": lambda self, h, new: torch.tanh(h)},
    ),
    (
        "silent-modules-not-read",
        "Only the modules whose turn it is are read. A slow module that keeps its state is still read by the faster ones: that is "
        "what it keeps it for.",
        {"forward": reads_only_ticking},
    ),
    (
        "reads-new-state",
        "The modules are updated one after the other, and the later ones read what the earlier ones have just become. All of them "
        "read the state from before the step.",
        {"forward": slow_first},
    ),
    (
        "adds-to-state",
        "What a module computes is added to its old state. It replaces the old state.",
        {"forward": lambda self, x, h, t: torch.where(self.ticks(t, self.period.to(h.device)), h + torch.tanh(self.sums(x, h)), h)},
    ),
    (
        "no-tanh",
        "The new state does not pass a tanh. Look at the first case of the equation.",
        {"activation": lambda self, total: total},
    ),
    (
        "sigmoid",
        "The new state passes a sigmoid. Look at the first case of the equation.",
        {"activation": lambda self, total: torch.sigmoid(total)},
    ),
    (
        "relu",
        "The new state passes a ReLU. Look at the first case of the equation.",
        {"activation": lambda self, total: torch.relu(total)},
    ),
    (
        "recurrent-weight-transposed",
        "weight_hh is used transposed. Rows are the units that read, columns the ones that are read.",
        {"sums": clock_transposed},
    ),
    (
        "bias-missing",
        "The bias is not added. Look at which parameters your sum uses.",
        {"sums": lambda self, x, h: Clock.sums(self, x, h) - self.bias},
    ),
    (
        "input-unused",
        "x has no effect. Look at which parameters your sum uses.",
        {"sums": lambda self, x, h: Clock.sums(self, torch.zeros_like(x), h)},
    ),
    (
        "state-unused",
        "h has no effect on the modules that are updated. Look at the sum in the equation.",
        {"sums": lambda self, x, h: Clock.sums(self, x, torch.zeros_like(h))},
    ),
    (
        "kept-state-detached",
        "The numbers are right, but no gradient flows through the modules that keep their state. That path is the whole point of "
        "slow clocks: look for detach, .data or torch.tensor around h.",
        {"keep": lambda self, h, new: h.detach()},
    ),
    (
        "state-detached",
        "The numbers are right, but no gradient flows back to the state before the step. Look for detach, .data or torch.tensor "
        "around h.",
        {"forward": lambda self, x, h, t: Clock.forward(self, x, h.detach(), t)},
    ),
    (
        "state-modified",
        "The given state is overwritten: someone may still need it. Look for an assignment to a slice of h.",
        {"forward": clock_modified},
    ),
    (
        "exp-overflows",
        "Where a unit is saturated, the result or its gradient is not a number: the tanh is made of exp, which overflows for large "
        "arguments. Torch has it as a function, and that does not.",
        {"activation": lambda self, total: overflowing_tanh(total)},
    ),
    (
        "descending-periods-accepted",
        "Descending periods are accepted. The constructor should raise a ValueError.",
        {"refuse": lambda self, hidden_size, periods: Clock.refuse(self, hidden_size, sorted(periods))},
    ),
    (
        "uneven-modules-accepted",
        "A hidden size that cannot be divided among the modules is accepted. The constructor should raise a ValueError.",
        {
            "refuse": lambda self, hidden_size, periods: Clock.refuse(self, len(periods), periods),
            "spread": lambda self, periods, n: periods.repeat_interleave(-(-n // len(periods)))[:n],
        },
    ),
    (
        "parameter-names",
        "A parameter of the table is missing: it is called otherwise, is part of a larger one, or is a tensor that nn.Module does not "
        "know as a parameter. There is one bias, not two. Print dict(cell.named_parameters()).",
        {"shapes": lambda self, i, n: {"W": (n, i), "U": (n, n), "b": (n,)}, "sums": lambda self, x, h: F.linear(x, self.W, self.b)},
    ),
    (
        "averaged-with-state",
        "What a module computes is averaged with its old state. It replaces the old state.",
        {"forward": averaging},
    ),
    (
        "never-updated",
        "Nothing is ever updated. Look at the condition in the equation: which value of t % period means that it is a module's turn?",
        {"ticks": lambda self, t, period: period < 0},
    ),
    (
        "numbered-periods",
        "Module k is updated every k + 1 steps, whatever periods says.",
        {"clocks": lambda self, periods: [k + 1 for k in range(len(periods))]},
    ),
    (
        "reads-next-module-only",
        "Every module reads itself and the next slower one. It reads all slower ones: look at the condition under the sum.",
        {"sums": reading_next},
    ),
    (
        "memory-viewed",
        "Arguments that do not lie in memory in order make your code fail: a view asks for that order. Look for view on x and on the "
            "state.",
        {"forward": lambda self, x, h, t: Clock.forward(self, x, h.view(-1).view(len(h), -1), t)},
    ),
    (
        "result-pair",
        "The result is a pair. The cell has one state and returns that tensor alone.",
        {"leave": lambda self, h: (h, h)},
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one the batch dimension is gone from the result. Look for squeeze: (1, H) is not (H,).",
        {"leave": lambda self, h: h.squeeze(0)},
    ),
]


# ---------------------------------------------------------------------------------------------------- the scan


def doubling(
    first: Callable[..., Tensor] = lambda a, b, h0: a[0] * h0 + b[0],
    combine: Callable[..., tuple[Tensor, Tensor]] = lambda a1, b1, a2, b2: (a2 * a1, a2 * b1 + b2),
    spans: Callable[[int], list[int]] = lambda steps: [2**k for k in range(32) if 2**k < steps],
    enter: Callable[..., tuple[Tensor, Tensor, Tensor]] = lambda a, b, h0: (a, b, h0),
    leave: Callable[..., Any] = lambda states, h0: states,
) -> Callable[..., Any]:
    """A right `linear_scan`, except for what is given."""

    def linear_scan(a, b, h0):
        a, b, h0 = enter(a, b, h0)
        b = torch.cat([first(a, b, h0)[None], b[1:]])
        for span in spans(b.shape[0]):
            new_a, new_b = combine(a[:-span], b[:-span], a[span:], b[span:])
            a, b = torch.cat([a[:span], new_a]), torch.cat([b[:span], new_b])
        return leave(b, h0)

    return linear_scan


def loop(a, b, h0):
    states = []
    for a_t, b_t in zip(a, b):
        h0 = a_t * h0 + b_t
        states.append(h0)
    return torch.stack(states)


def quotients(a, b, h0):
    products = a.cumprod(0)
    return products * (h0 + (b / products).cumsum(0))


def logarithms(a, b, h0):
    logs = a.log().cumsum(0)
    return logs.exp() * h0 + (logs + (b.log() - logs).logcumsumexp(0)).exp()


def clamped(a, b, h0):
    return quotients(torch.where(a.abs() < 1e-8, 1e-8, a), b, h0)


def modified(a, b, h0):
    states = doubling()(a, b, h0)
    b.copy_(states)
    return states


SCANS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "loop-over-time",
        "The numbers are right, but they are computed one step, or one piece of the sequence, after the other, so that the number of "
        "operations grows with T much faster than log T. The rule that combines two steps lets you treat all pairs of neighbours at "
        "once.",
        loop,
    ),
    (
        "quotients",
        "This divides by the product of all factors so far, openly or by way of logarithms. That product is 0 as soon as one factor "
        "is, and vanishes when they are small. The rule that combines two steps needs no division.",
        quotients,
    ),
    (
        "logarithms",
        "This takes logarithms, which exist for positive numbers only. The paper may do so since its factors and inputs are "
        "positive; here a and b are any real numbers.",
        logarithms,
    ),
    (
        "small-factors-clamped",
        "Factors near 0 are replaced by a small number before dividing, and so are the results. The rule that combines two steps "
        "needs no division.",
        clamped,
    ),
    (
        "starts-from-zero",
        "h0 has no effect: the recurrence starts from zero.",
        doubling(first=lambda a, b, h0: b[0]),
    ),
    (
        "h0-without-factor",
        "h0 is added in the first step without its factor. Look at the equation for t = 1.",
        doubling(first=lambda a, b, h0: h0 + b[0]),
    ),
    (
        "h0-instead-of-first-step",
        "The result starts with h0, so that everything comes one step late and the last state is missing. The first entry is h_1.",
        doubling(leave=lambda states, h0: torch.cat([h0[None], states[:-1]])),
    ),
    (
        "h0-in-front",
        "The result holds h0 as well and is T + 1 long. It should be h_1 to h_T.",
        doubling(leave=lambda states, h0: torch.cat([h0[None], states])),
    ),
    (
        "h0-in-every-step",
        "h0 is added in every step, with that step's factor. It comes in once, at the first.",
        doubling(enter=lambda a, b, h0: (a, torch.cat([b[:1], (a * h0 + b)[1:]]), h0)),
    ),
    (
        "last-state-only",
        "The result is the last state alone. It should hold the states of all steps, (T, N, H).",
        doubling(leave=lambda states, h0: states[-1]),
    ),
    (
        "combined-in-the-wrong-order",
        "The pairs are combined in the wrong order: the earlier factor scales what the later step adds. Look at the rule of the "
        "text, with two different pairs.",
        doubling(combine=lambda a1, b1, a2, b2: (a2 * a1, a1 * b2 + b1)),
    ),
    (
        "factors-not-combined",
        "The factors stay as they are while the spans grow. A pair that stands for several steps has the product of their factors.",
        doubling(combine=lambda a1, b1, a2, b2: (a2, a2 * b1 + b2)),
    ),
    (
        "factors-squared",
        "The factors are squared in every round. The product is that of two different pairs.",
        doubling(combine=lambda a1, b1, a2, b2: (a2 * a2, a2 * b1 + b2)),
    ),
    (
        "one-round",
        "Pairs are combined once, so that every state knows two steps. The rounds go on until the span reaches the beginning.",
        doubling(spans=lambda steps: [1] if steps > 1 else []),
    ),
    (
        "a-round-too-few",
        "There is one round too few, so the last steps do not reach back to the beginning. How many rounds does a T that is not a "
        "power of two need?",
        doubling(spans=lambda steps: [2**k for k in range(steps.bit_length() - 1)]),
    ),
    (
        "span-grows-by-one",
        "The span grows by one in each round. After a round every pair stands for twice as many steps as before.",
        doubling(spans=lambda steps: list(range(1, steps))),
    ),
    (
        "factors-ignored",
        "The result is a running sum of b: the factors have no effect.",
        lambda a, b, h0: h0 + b.cumsum(0),
    ),
    (
        "added-unscaled",
        "What is added is summed up without the factors that follow. It is scaled by every later factor.",
        lambda a, b, h0: a.cumprod(0) * h0 + b.cumsum(0),
    ),
    (
        "min-gru-weights",
        "b is scaled by 1 − a. In the minGRU the caller does that; here b is added as it is.",
        lambda a, b, h0: doubling()(a, (1 - a) * b, h0),
    ),
    (
        "detached",
        "The numbers are right, but no gradient flows back to the factors. Look for detach, .data or no_grad.",
        doubling(enter=lambda a, b, h0: (a.detach(), b, h0)),
    ),
    (
        "h0-detached",
        "The numbers are right, but no gradient flows back to h0. Look for detach, .data or torch.tensor around it.",
        doubling(enter=lambda a, b, h0: (a, b, h0.detach())),
    ),
    (
        "arguments-modified",
        "The numbers are right, but b is overwritten: someone may still need it. Look for an operation in place, or an assignment to "
        "a slice of an argument.",
        modified,
    ),
    (
        "b-detached",
        "The numbers are right, but no gradient flows back to b. Look for detach, .data or no_grad.",
        doubling(enter=lambda a, b, h0: (a, b.detach(), h0)),
    ),
    (
        "result-reversed",
        "The states come in reversed order, the last one first.",
        doubling(leave=lambda states, h0: states.flip(0)),
    ),
    (
        "factors-of-one-sign",
        "Negative factors are used without their sign.",
        doubling(enter=lambda a, b, h0: (a.abs(), b, h0)),
    ),
    (
        "added-once-only",
        "When two pairs are combined, what the later step adds is lost. Look at the rule of the text.",
        doubling(combine=lambda a1, b1, a2, b2: (a2 * a1, a2 * b1)),
    ),
    (
        "combined-without-factor",
        "When two pairs are combined, what the earlier step adds is not scaled by the later factor. Look at the rule of the text.",
        doubling(combine=lambda a1, b1, a2, b2: (a2 * a1, b1 + b2)),
    ),
    (
        "factors-added",
        "When two pairs are combined, their factors are added. The combined factor is their product.",
        doubling(combine=lambda a1, b1, a2, b2: (a2 + a1, a2 * b1 + b2)),
    ),
    (
        "first-step-without-b",
        "What the first step adds is lost: h_1 is the factor times h0 alone.",
        doubling(first=lambda a, b, h0: a[0] * h0),
    ),
    (
        "result-list",
        "The result is a list of states. It should be one tensor, (T, N, H).",
        doubling(leave=lambda states, h0: list(states)),
    ),
    (
        "wide-floats",
        "The result is 64-bit whatever the arguments are. It should have their dtype.",
        doubling(enter=lambda a, b, h0: (a.double(), b.double(), h0.double())),
    ),
]


# ---------------------------------------------------------------------------------------------------- the catalogue


def catalogue(exercise: str, base: type, *lists: list[tuple[str, str, Changes]], without: tuple[str, ...] = ()) -> list[Misconception]:
    """Misconceptions of `exercise`; where an id comes twice, the first one counts."""
    found: dict[str, Misconception] = {}
    for id, text, changes in itertools.chain(*lists):
        if id not in found and id not in without:
            found[id] = Misconception(exercise, id, text, type(exercise, (base,), changes))
    return list(found.values())


MISCONCEPTIONS: list[Misconception] = [
    *catalogue(
        "PeepholeLSTMCell", Peephole, PEEPHOLES, permuted("ifgo"), STEPS, WITH_INPUT_GATE, pair_steps(Peephole), OPTIONAL_STATE, PRECISION
    ),
    *catalogue(
        "CoupledLSTMCell", Coupled, COUPLED, permuted("fgo"), STEPS, pair_steps(Coupled), OPTIONAL_STATE, PRECISION,
        without=("subtracts-what-is-written",),  # here it is minus-outside-sigmoid
    ),
    *catalogue("GRUCell", GRU, GRUS, permuted("rzn"), PRECISION),
    *catalogue("ClockworkRNNCell", Clock, CLOCKS, PRECISION),
    *catalogue(
        "DepthGatedLSTMCell", Depth, DEPTHS, permuted("ifgo"), STEPS, WITH_INPUT_GATE, pair_steps(Depth), PRECISION,
        without=("coupled-to-input-gate",),  # here it is forget-gate-tied
    ),
    *catalogue("GridLSTMBlock", Grid, GRIDS, permuted("ifgo"), STEPS, WITH_INPUT_GATE, PRECISION),
    *(Misconception("linear_scan", id, text, version) for id, text, version in SCANS),
]  # fmt: skip
