"""The two GRUs, many seeds at once: the reset gate before the matrix product (Cho et al. 2014), or after it (cuDNN)::

    r, z = sigmoid(W x + U h + b)
    before:  n = tanh(W_n x + b_n + U_n (r * h) + u_n)
    after:   n = tanh(W_n x + b_n + r * (U_n h + u_n))
    h' = (1 - z) * n + z * h
"""
from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn as nn
from torch import Tensor

from recurrent.ensemble import from_inputs, read_out, seeded

PLACEMENTS = ("after", "before")


def gru_step(z_x: Tensor, h: Tensor, weight_h: Tensor, bias_h: Tensor, reset: str) -> Tensor:
    """One step of either GRU for all members.

    Args:
        z_x: what comes from the input, bias included, ``(…, N, 3H)``, blocks r, z, n.
        h: ``(…, N, H)``.
        weight_h: ``(…, H, 3H)``; bias_h: ``(…, 1, 3H)``.
        reset: ``"before"`` or ``"after"`` the product of the candidate.
    """
    H = h.shape[-1]
    gates_x, n_x = z_x.split((2 * H, H), dim=-1)
    if reset == "after":
        gates_h, n_h = (h @ weight_h + bias_h).split((2 * H, H), dim=-1)
        r, z = (gates_x + gates_h).sigmoid().chunk(2, dim=-1)
        n = torch.addcmul(n_x, r, n_h).tanh()
    else:
        r, z = (gates_x + h @ weight_h[..., : 2 * H] + bias_h[..., : 2 * H]).sigmoid().chunk(2, dim=-1)
        n = (n_x + (r * h) @ weight_h[..., 2 * H :] + bias_h[..., 2 * H :]).tanh()
    return torch.lerp(n, h, z)


class GRUEnsemble(nn.Module):
    """One GRU with a linear read-out for every seed; both placements of a seed start from the same weights.

    Args:
        reset: ``"before"`` or ``"after"``.
        seeds, input_size, hidden_size, output_size: as in ``LSTMEnsemble``.

    Inputs:
        x ``(T, S, N, I)``.

    Outputs:
        the read-out ``(T, S, N, outputs)``.
    """

    def __init__(self, reset: str, seeds: Sequence[int], input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        if reset not in PLACEMENTS:
            raise ValueError(f"reset must be one of {PLACEMENTS}, got {reset!r}")
        self.reset, H = reset, hidden_size
        sizes = {"weight_x": (input_size, 3 * H), "weight_h": (H, 3 * H), "bias": (1, 3 * H), "bias_h": (1, 3 * H)}
        sizes |= {"output": (H, output_size), "output_bias": (1, output_size)}
        for name, parameter in seeded(sizes, seeds, 1, 1 / math.sqrt(H)).items():
            self.register_parameter(name, parameter)

    def forward(self, x: Tensor) -> Tensor:
        h = x.new_zeros(x.shape[1], x.shape[2], self.weight_h.shape[1])
        states = []
        for z_x in from_inputs(x, self.weight_x, self.bias):
            h = gru_step(z_x, h, self.weight_h, self.bias_h, self.reset)
            states.append(h)
        return read_out(states, self.output, self.output_bias)
