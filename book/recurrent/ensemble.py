"""Many small LSTMs trained as one: seeds and variants side by side, in one batch of matrix products.

A member of the ensemble is a variant and a seed. Members of one seed start from the same weights and see the same
data, so that differences between variants can be taken seed by seed. The variants are those of Greff et al. 2017.
With peepholes p and the switches of a variant, a step is::

    i = sigmoid(W_i x + U_i h + b_i + p_i * c),   f alike,   g = tanh(W_g x + U_g h + b_g)
    c' = f * c + i * g,   o = sigmoid(W_o x + U_o h + b_o + p_o * c'),   h' = o * tanh(c')
"""
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn as nn
from torch import Tensor


@dataclass(frozen=True)
class Variant:
    """Which parts of the cell are there.

    Attributes:
        input_gate, forget_gate, output_gate: without it the gate stands at 1.
        input_activation, output_activation: without it the tanh is the identity.
        coupled: the forget gate is 1 - i.
        peepholes: the gates see the cell state.
        full_recurrence: the gates also see the three gates of the step before.
        forget_bias: what is added to the forget gate's bias at the start.
    """

    input_gate: bool = True
    forget_gate: bool = True
    output_gate: bool = True
    input_activation: bool = True
    output_activation: bool = True
    coupled: bool = False
    peepholes: bool = True
    full_recurrence: bool = False
    forget_bias: float = 0.0

    def parameters(self, input_size: int, hidden_size: int) -> int:
        """How many weights the variant has that matter, the read-out left out."""
        gates = [self.input_gate, self.forget_gate and not self.coupled, self.output_gate]
        per_block = hidden_size * (input_size + hidden_size + 1)
        recurrence = 9 * hidden_size**2 if self.full_recurrence else 0
        return (1 + sum(gates)) * per_block + self.peepholes * sum(gates) * hidden_size + recurrence


PARTS = ("input_gate", "forget_gate", "output_gate", "input_activation", "output_activation", "peepholes", "coupled")
VANILLA = "vanilla"
VARIANTS: dict[str, Variant] = {
    VANILLA: Variant(),
    "NIG": Variant(input_gate=False),
    "NFG": Variant(forget_gate=False),
    "NOG": Variant(output_gate=False),
    "NIAF": Variant(input_activation=False),
    "NOAF": Variant(output_activation=False),
    "CIFG": Variant(coupled=True),
    "NP": Variant(peepholes=False),
    "FGR": Variant(full_recurrence=True),
}


def seeded(sizes: Mapping[str, tuple[int, int]], seeds: Sequence[int], copies: int, bound: float) -> dict[str, nn.Parameter]:
    """Parameters ``(copies * seeds, rows, columns)``, uniform in ±bound; every copy of a seed starts from the same numbers."""
    drawn: dict[str, list[Tensor]] = {name: [] for name in sizes}
    for seed in seeds:
        generator = torch.Generator().manual_seed(seed)
        for name, shape in sizes.items():
            drawn[name].append(torch.empty(shape).uniform_(-bound, bound, generator=generator))
    return {name: nn.Parameter(torch.stack(tensors).repeat(copies, 1, 1)) for name, tensors in drawn.items()}


def from_inputs(x: Tensor, weight: Tensor, bias: Tensor) -> tuple[Tensor, ...]:
    """``x W + b`` of all members for each step, ``(members, N, columns)``, in one product; x is ``(T, members, N, I)``."""
    T, B, N, _ = x.shape
    return torch.baddbmm(bias, x.transpose(0, 1).reshape(B, T * N, -1), weight).view(B, T, N, -1).unbind(1)


def read_out(states: Sequence[Tensor], weight: Tensor, bias: Tensor) -> Tensor:
    """The linear read-out of all members: ``(T, members, N, outputs)``."""
    T, (B, N, H) = len(states), states[0].shape
    return torch.baddbmm(bias, torch.stack(states, 1).view(B, T * N, H), weight).view(B, T, N, -1).transpose(0, 1)


class LSTMEnsemble(nn.Module):
    """``len(variants) * len(seeds)`` cells with a linear read-out each; member ``v * seeds + s`` is variant v, seed s.

    Args:
        variants: the switches of each variant; full gate recurrence is for all or for none.
        seeds: one whole number a seed; it alone decides the weights that its members start with.
        input_size, hidden_size, output_size: of every member.

    Inputs:
        x ``(T, S, N, I)``, the data of each seed.

    Outputs:
        the read-out ``(T, V * S, N, outputs)``.

    Raises:
        ValueError: for a mixture of variants with and without full gate recurrence.
    """

    def __init__(self, variants: Sequence[Variant], seeds: Sequence[int], input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        if len({v.full_recurrence for v in variants}) != 1:
            raise ValueError("full gate recurrence must be there in all variants of an ensemble or in none")
        self.variants, self.seeds, H = tuple(variants), tuple(seeds), hidden_size
        self.full = variants[0].full_recurrence
        sizes = {"weight_x": (input_size, 4 * H), "weight_h": (H, 4 * H), "bias": (1, 4 * H)}
        sizes |= {"output": (H, output_size), "output_bias": (1, output_size)}
        sizes |= {"peephole": (1, 3 * H)} if any(v.peepholes for v in variants) else {}
        sizes |= {"weight_gates": (3 * H, 3 * H)} if self.full else {}
        for name, parameter in seeded(sizes, seeds, len(variants), 1 / math.sqrt(H)).items():
            self.register_parameter(name, parameter)
        with torch.no_grad():
            start = torch.tensor([v.forget_bias for v in variants]).repeat_interleave(len(seeds))
            self.bias[:, :, H : 2 * H] += start[:, None, None]

    def _share(self, name: str) -> Tensor | None:
        """``(V * S, 1, 1)``, 1 where a member has the part and else 0; None where all of them have it."""
        on = torch.tensor([float(getattr(v, name)) for v in self.variants]).repeat_interleave(len(self.seeds))
        return None if on.all() else on[:, None, None]

    def forward(self, x: Tensor) -> Tensor:
        H = self.weight_h.shape[1]
        x = x.repeat(1, len(self.variants), 1, 1)  # (T, V * S, N, I)
        has = {name: self._share(name) for name in PARTS}
        peepholes, coupled = any(v.peepholes for v in self.variants), any(v.coupled for v in self.variants)
        p_if = p_o = None
        if peepholes:
            p = self.peephole if has["peepholes"] is None else self.peephole * has["peepholes"]
            p_if, p_o = p.split((2 * H, H), dim=-1)

        def gate(name: str, value: Tensor) -> Tensor:
            return value if has[name] is None else value * has[name] + (1 - has[name])

        def squash(name: str, value: Tensor) -> Tensor:
            return value.tanh() if has[name] is None else torch.lerp(value, value.tanh(), has[name])

        h = c = x.new_zeros(x.shape[1], x.shape[2], H)
        seen = torch.cat([h, h, h], dim=-1)  # the gates of the step before
        states = []
        for z in from_inputs(x, self.weight_x, self.bias):
            z = torch.baddbmm(z, h, self.weight_h)  # (V * S, N, 4H), blocks i, f, o, g
            z_if, z_o, z_g = z.split((2 * H, H, H), dim=-1)
            if self.full:
                more_if, more_o = (seen @ self.weight_gates).split((2 * H, H), dim=-1)
                z_if, z_o = z_if + more_if, z_o + more_o
            if peepholes:
                z_if = torch.addcmul(z_if, p_if, torch.cat([c, c], dim=-1))
            i, f = z_if.sigmoid().chunk(2, dim=-1)
            i, f = gate("input_gate", i), gate("forget_gate", f)
            if coupled:
                f = 1 - i if has["coupled"] is None else torch.lerp(f, 1 - i, has["coupled"])
            c = torch.addcmul(i * squash("input_activation", z_g), f, c)
            o = gate("output_gate", (torch.addcmul(z_o, p_o, c) if peepholes else z_o).sigmoid())
            h = o * squash("output_activation", c)
            if self.full:
                seen = torch.cat([i, f, o], dim=-1)
            states.append(h)
        return read_out(states, self.output, self.output_bias)
