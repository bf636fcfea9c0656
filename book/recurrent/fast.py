"""One LSTM, written several times, each meant to be faster than the one before: same weights, same numbers.

Every function takes an ``nn.LSTM`` with one layer, for its weights, and an input ``(T, N, I)``; it starts from zeros and
returns the hidden states ``(T, N, H)``.
"""
from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn as nn
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from recurrent import scan


def gate_by_gate(lstm: nn.LSTM, x: Tensor) -> Tensor:
    """As the equations stand: every gate has its own matrices."""
    W, U = lstm.weight_ih_l0.chunk(4), lstm.weight_hh_l0.chunk(4)
    b = (lstm.bias_ih_l0 + lstm.bias_hh_l0).chunk(4)
    h = c = x.new_zeros(x.shape[1], lstm.hidden_size)
    outputs = []
    for x_t in x:
        i = torch.sigmoid(x_t @ W[0].T + h @ U[0].T + b[0])
        f = torch.sigmoid(x_t @ W[1].T + h @ U[1].T + b[1])
        g = torch.tanh(x_t @ W[2].T + h @ U[2].T + b[2])
        o = torch.sigmoid(x_t @ W[3].T + h @ U[3].T + b[3])
        c = f * c + i * g
        h = o * torch.tanh(c)
        outputs.append(h)
    return torch.stack(outputs)


def one_product(lstm: nn.LSTM, x: Tensor) -> Tensor:
    """The four gates are blocks of one matrix: one product for the input and one for the state."""
    W, U = lstm.weight_ih_l0.T, lstm.weight_hh_l0.T
    b = lstm.bias_ih_l0 + lstm.bias_hh_l0
    h = c = x.new_zeros(x.shape[1], lstm.hidden_size)
    outputs = []
    for x_t in x:
        z = x_t @ W + h @ U + b  # (N, 4H)
        h, c = apply_gates(z, c)
        outputs.append(h)
    return torch.stack(outputs)


def apply_gates(z: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """From the gates, not yet squashed, ``(N, 4H)``, and the old c to ``(h, c)``."""
    i, f, g, o = z.chunk(4, dim=-1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def step(z: Tensor, h: Tensor, c: Tensor, U: Tensor) -> tuple[Tensor, Tensor]:
    """What is left inside the loop once the input's share ``z`` is known."""
    return apply_gates(torch.addmm(z, h, U), c)


def input_outside(lstm: nn.LSTM, x: Tensor, step: Callable[..., tuple[Tensor, Tensor]] = step) -> Tensor:
    """The input's share does not wait for the state: one product for all steps, before the loop."""
    U = lstm.weight_hh_l0.T
    b = lstm.bias_ih_l0 + lstm.bias_hh_l0
    h = c = x.new_zeros(x.shape[1], lstm.hidden_size)
    outputs = []
    for z in (x @ lstm.weight_ih_l0.T + b).unbind():  # (T, N, 4H), taken apart once
        h, c = step(z, h, c, U)
        outputs.append(h)
    return torch.stack(outputs)


def block(z: Tensor, h: Tensor, c: Tensor, U: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Several steps in one go, for a compiler to see at once: states ``(K, N, H)``, and the last h and c."""
    outputs = []
    for z_t in z.unbind():
        h, c = step(z_t, h, c, U)
        outputs.append(h)
    return torch.stack(outputs), h, c


def in_blocks(lstm: nn.LSTM, x: Tensor, size: int, block: Callable[..., tuple[Tensor, Tensor, Tensor]] = block) -> Tensor:
    """As ``input_outside``, in blocks of ``size`` steps."""
    z = x @ lstm.weight_ih_l0.T + (lstm.bias_ih_l0 + lstm.bias_hh_l0)
    h = c = x.new_zeros(x.shape[1], lstm.hidden_size)
    outputs = []
    for part in z.split(size):
        states, h, c = block(part, h, c, lstm.weight_hh_l0.T)
        outputs.append(states)
    return torch.cat(outputs)


def backward_by_hand(lstm: nn.LSTM, x: Tensor) -> Tensor:
    """The loop is one operation for autograd, with a way back that was written by hand (``recurrent.scan``)."""
    z = x @ lstm.weight_ih_l0.T + (lstm.bias_ih_l0 + lstm.bias_hh_l0)
    return scan.lstm(z.unsqueeze(1), lstm.weight_hh_l0.unsqueeze(0)).squeeze(1)


def built_in(lstm: nn.LSTM, x: Tensor) -> Tensor:
    """``nn.LSTM`` itself."""
    return lstm(x)[0]


STAGES: dict[str, Callable[[nn.LSTM, Tensor], Tensor]] = {
    "gate by gate": gate_by_gate,
    "one product": one_product,
    "input outside": input_outside,
    "backward by hand": backward_by_hand,
    "nn.LSTM": built_in,
}


class Operations(TorchDispatchMode):
    """Counts the operations that torch starts while the context lasts; views, which move nothing, are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __torch_dispatch__(self, function: torch._ops.OpOverload, types: object, args: tuple = (), kwargs: dict | None = None) -> object:
        self.count += not function.is_view
        return function(*args, **(kwargs or {}))


def operations_a_step(run: Callable[[nn.LSTM, Tensor], Tensor], lstm: nn.LSTM, forward_only: bool = False) -> float:
    """Operations that one more time step adds, forward and backward."""
    counts = []
    for steps in (10, 20):
        x = torch.zeros(steps, 1, lstm.input_size, dtype=lstm.weight_ih_l0.dtype)
        with Operations() as operations:
            output = run(lstm, x)
            if not forward_only:
                output.sum().backward()
        counts.append(operations.count)
    return (counts[1] - counts[0]) / 10
