"""Many small LSTMs trained as one: seeds and variants side by side, in one batch of matrix products.

A member of the ensemble is a variant and a seed. Members of one seed start from the same weights and see the same
data, so that differences between variants can be taken seed by seed. The variants are those of Greff et al. 2017.
With peepholes p and the switches of a variant, a step is::

    i = sigmoid(W_i x + U_i h + b_i + p_i * c),   f alike,   g = tanh(W_g x + U_g h + b_g)
    c' = f * c + i * g,   o = sigmoid(W_o x + U_o h + b_o + p_o * c'),   h' = o * tanh(c')
"""
from __future__ import annotations

import math
from collections.abc import Sequence
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


class LSTMEnsemble(nn.Module):
    """``len(variants) * seeds`` cells with a linear read-out each; member ``v * seeds + s`` is variant v, seed s.

    Args:
        variants: the switches of each variant.
        seeds: one whole number a seed; it alone decides the weights that its members start with.
        input_size, hidden_size, output_size: of every member.

    Inputs:
        x ``(T, S, N, I)``, the data of each seed.

    Outputs:
        the read-out ``(T, V * S, N, outputs)``.
    """

    def __init__(self, variants: Sequence[Variant], seeds: Sequence[int], input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        self.variants, self.seeds, self.hidden_size = tuple(variants), tuple(seeds), hidden_size
        H, full = hidden_size, any(v.full_recurrence for v in variants)
        sizes = {"weight_x": (input_size, 4 * H), "weight_h": (H, 4 * H), "bias": (1, 4 * H), "peephole": (1, 3 * H)}
        sizes |= {"output": (H, output_size), "output_bias": (1, output_size)}
        sizes |= {"weight_gates": (3 * H, 3 * H)} if full else {}
        drawn: dict[str, list[Tensor]] = {name: [] for name in sizes}
        for seed in seeds:
            generator = torch.Generator().manual_seed(seed)
            for name, shape in sizes.items():
                drawn[name].append(torch.empty(shape).uniform_(-1, 1, generator=generator) / math.sqrt(H))
        for name, tensors in drawn.items():
            self.register_parameter(name, nn.Parameter(torch.stack(tensors).repeat(len(variants), 1, 1)))
        with torch.no_grad():
            start = torch.tensor([v.forget_bias for v in variants]).repeat_interleave(len(seeds))
            self.bias[:, :, H : 2 * H] += start[:, None, None]

    def _switch(self, name: str) -> Tensor | None:
        """``(V * S, 1, 1)`` bool, or None where all members have the part."""
        on = torch.tensor([getattr(v, name) for v in self.variants]).repeat_interleave(len(self.seeds))
        return None if on.all() else on[:, None, None].to(self.bias.device)

    def forward(self, x: Tensor) -> Tensor:
        H, one = self.hidden_size, torch.ones((), dtype=x.dtype)
        has = {name: self._switch(name) for name in ("input_gate", "forget_gate", "output_gate", "input_activation", "output_activation")}
        peeps, uncoupled = self._switch("peepholes"), self._switch("coupled")
        coupled = any(v.coupled for v in self.variants)
        full = torch.tensor([v.full_recurrence for v in self.variants]).repeat_interleave(len(self.seeds))
        peephole = self.peephole if peeps is None else self.peephole * peeps
        p_if, p_o = peephole.split((2 * H, H), dim=-1)
        no_peeps = not any(v.peepholes for v in self.variants)

        def switched(name: str, value: Tensor, otherwise: Tensor) -> Tensor:
            return value if has[name] is None else torch.where(has[name], value, otherwise)

        x = x.repeat(1, len(self.variants), 1, 1)  # (T, B, N, I)
        T, B, N, _ = x.shape
        from_x = torch.baddbmm(self.bias, x.transpose(0, 1).reshape(B, T * N, -1), self.weight_x)  # (B, T * N, 4H)
        from_x = from_x.view(B, T, N, 4 * H).unbind(1)
        h = c = x.new_zeros(B, N, H)
        before = x.new_zeros(int(full.sum()), N, 3 * H)  # the gates of the step before
        states = []
        for t in range(T):
            z = torch.baddbmm(from_x[t], h, self.weight_h)  # (B, N, 4H), blocks i, f, o, g
            z_if, z_o, z_g = z.split((2 * H, H, H), dim=-1)
            if full.any():
                extra = x.new_zeros(B, N, 3 * H).index_put((full,), before @ self.weight_gates[full])
                z_if, z_o = z_if + extra[..., : 2 * H], z_o + extra[..., 2 * H :]
            if not no_peeps:
                z_if = z_if + p_if * torch.cat([c, c], dim=-1)
            i, f = z_if.sigmoid().chunk(2, dim=-1)
            i = switched("input_gate", i, one)
            f = switched("forget_gate", f, one)
            if coupled:
                f = 1 - i if uncoupled is None else torch.where(uncoupled, 1 - i, f)
            c = f * c + i * switched("input_activation", z_g.tanh(), z_g)
            o = switched("output_gate", (z_o if no_peeps else z_o + p_o * c).sigmoid(), one)
            h = o * switched("output_activation", c.tanh(), c)
            if full.any():
                before = torch.cat([i[full], f[full], o.expand_as(h)[full]], dim=-1)
            states.append(h)
        return torch.stack([torch.baddbmm(self.output_bias, h, self.output) for h in states])
