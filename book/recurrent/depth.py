"""How much of a gradient reaches the bottom of a deep stack: LSTMs, depth-gated LSTMs, and a grid."""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

STACKS = ("LSTM", "depth-gated", "grid")


def lstm_step(z: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Gates i, f, g, o from ``z (N, 4H)``: the new cell state, the output gate, and h."""
    i, f, g, o = z.chunk(4, dim=-1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return c, o.sigmoid(), o.sigmoid() * c.tanh()


def depth_gated_step(z: Tensor, d: Tensor, c: Tensor, c_below: Tensor, depth_prev: Tensor, depth_below: Tensor) -> tuple[Tensor, Tensor]:
    """``(h, c)`` of Yao et al. 2015 from the four gates' ``z (N, 4H)`` and the depth gate's ``d = W_d x + b_d``, ``(N, H)``."""
    i, f, g, o = z.chunk(4, dim=-1)
    gate = torch.sigmoid(d + depth_prev * c + depth_below * c_below)
    c = gate * c_below + f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def grid_block(
    h1: Tensor, m1: Tensor, h2: Tensor, m2: Tensor, weights: tuple[Tensor, Tensor], biases: tuple[Tensor, Tensor], paper: bool = False
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A block of a two-dimensional Grid LSTM (Kalchbrenner et al. 2015); ``paper=True`` takes its ``tanh(o * m)``."""
    incoming = torch.cat([h1, h2], dim=-1)  # (N, 2H)
    out: list[Tensor] = []
    for m, weight, bias in zip((m1, m2), weights, biases):
        i, f, g, o = (incoming @ weight.T + bias).chunk(4, dim=-1)
        m = f.sigmoid() * m + i.sigmoid() * g.tanh()
        out += [(o.sigmoid() * m).tanh() if paper else o.sigmoid() * m.tanh(), m]
    return out[0], out[1], out[2], out[3]


def reaches_the_bottom(stack: str, layers: int, generator: torch.Generator, hidden: int = 32, steps: int = 5, size: int = 8) -> float:
    """log10 of |dL/dx| at the bottom for a random weighted sum L of the top layer's output, both at the last step.

    Fresh layers, H inputs, weights uniform in ±1/sqrt(H). In the grid the input enters as h and m of the depth
    dimension at the bottom; elsewhere it is the first layer's input, and nothing lies below its cell.
    """
    if stack not in STACKS:
        raise ValueError(f"stack must be one of {STACKS}, got {stack!r}")
    bound = 1 / math.sqrt(hidden)

    def draw(*shape: int) -> Tensor:
        return torch.empty(*shape, dtype=torch.float64).uniform_(-bound, bound, generator=generator)

    x = torch.randn(steps, size, hidden, generator=generator, dtype=torch.float64).requires_grad_()
    zeros = torch.zeros(size, hidden, dtype=torch.float64)
    wide = [(draw(4 * hidden, 2 * hidden), draw(4 * hidden)) for _ in range(layers)]
    second = [(draw(4 * hidden, 2 * hidden), draw(4 * hidden)) for _ in range(layers)]
    gate = [(draw(hidden, hidden), draw(hidden), draw(hidden), draw(hidden)) for _ in range(layers)]
    states = [(zeros, zeros)] * layers
    for x_t in x:
        above, c_below = x_t, x_t if stack == "grid" else zeros
        for k, (h, c) in enumerate(states):
            if stack == "grid":
                (w1, b1), (w2, b2) = wide[k], second[k]
                h, c, above, c_below = grid_block(h, c, above, c_below, (w1, w2), (b1, b2))
            else:
                z = F.linear(torch.cat([above, h], dim=-1), *wide[k])
                if stack == "LSTM":
                    c, _, h = lstm_step(z, c)
                else:
                    weight_d, bias_d, prev, below = gate[k]
                    h, c = depth_gated_step(z, F.linear(above, weight_d, bias_d), c, c_below, prev, below)
                above, c_below = h, c
            states[k] = h, c
    top = (torch.randn(size, hidden, generator=generator, dtype=torch.float64) * above).sum()
    (gradient,) = torch.autograd.grad(top, x)
    return math.log10(gradient[-1].norm().item())
