"""How far a gradient travels: along the cell state alone, along every path, and back to the inputs."""
from __future__ import annotations

import math

import torch
import torch.nn as nn
from torch import Tensor


def cell_gradients(lstm: nn.LSTM, x: Tensor, weight: Tensor, *, direct: bool = False) -> tuple[Tensor, Tensor]:
    """Gradient of ``(weight * c_T).sum()`` with respect to every cell state, by autograd.

    Args:
        lstm: one layer, time first.
        x: ``(T, N, I)``.
        weight: ``(N, H)``, how much each entry of the last cell state counts.
        direct: cut the path through h, so that the gates are constants and only the conveyor belt is left.

    Returns:
        gradients ``(T + 1, N, H)``, entry t for c_t with c_0 the start, and the forget gates ``(T, N, H)``.
    """
    h = x.new_zeros(x.shape[1], lstm.hidden_size)
    c = torch.zeros_like(h, requires_grad=True)
    cells, forgets = [c], []
    bias = lstm.bias_ih_l0 + lstm.bias_hh_l0
    for x_t in x:
        seen = h.detach() if direct else h
        i, f, g, o = (x_t @ lstm.weight_ih_l0.T + seen @ lstm.weight_hh_l0.T + bias).chunk(4, dim=-1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        cells.append(c)
        forgets.append(f.sigmoid().detach())
    return torch.stack(torch.autograd.grad((weight * c).sum(), cells)), torch.stack(forgets)


def belt_gradients(forgets: Tensor, weight: Tensor) -> Tensor:
    """The same gradient in closed form when the gates are constants: ``weight * f_T * ... * f_{t+1}``.

    Args:
        forgets: ``(T, N, H)``, forget gates of steps 1 ... T.
        weight: ``(N, H)``.

    Returns:
        ``(T + 1, N, H)``, entry t for c_t; the last is ``weight`` itself.
    """
    products = forgets.flip(0).cumprod(0).flip(0)  # (T, N, H): f_t * ... * f_T
    return weight * torch.cat([products, torch.ones_like(products[:1])])


def input_gradient_norms(layer: nn.RNNBase, steps: int, size: int, generator: torch.Generator) -> Tensor:
    """Norm of dL/dx_t for t = 1 ... T: ``(T,)``, with L a random weighted sum of the last hidden state.

    The inputs are standard normal, ``(T, N, I)``.
    """
    dtype = layer.weight_ih_l0.dtype
    x = torch.randn(steps, size, layer.input_size, generator=generator, dtype=dtype).requires_grad_()
    weight = torch.randn(size, layer.hidden_size, generator=generator, dtype=dtype)
    (gradient,) = torch.autograd.grad((weight * layer(x)[0][-1]).sum(), x)
    return gradient.flatten(1).norm(dim=1)


def half_life(forget: float) -> float:
    """Steps after which a memory held by a constant forget gate is down to one half: ``log(1/2) / log(f)``.

    Raises:
        ValueError: unless 0 < forget < 1.
    """
    if not 0 < forget < 1:
        raise ValueError(f"forget must lie strictly between 0 and 1, got {forget}")
    return math.log(0.5) / math.log(forget)


def chrono_share(steps: int) -> float:
    """What the average unit passes on over ``steps`` steps after chrono initialisation for as many, gates standing still.

    The mean of ``(1 - 1 / (1 + u))^steps`` over u uniform on [1, steps - 1]; for long sequences it tends to
    ``exp(-1) - E_1(1)``, about 0.149, whatever their length.
    """
    u = torch.linspace(1, steps - 1, 100_001, dtype=torch.float64)
    return torch.trapezoid((1 - 1 / (1 + u)) ** steps, u).item() / (steps - 2)
