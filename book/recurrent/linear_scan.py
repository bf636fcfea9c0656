"""The recurrence h_t = a_t * h_{t-1} + b_t, step by step and in log2(T) rounds, and the minGRU that lives on it."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def by_loop(a: Tensor, b: Tensor, h0: Tensor) -> Tensor:
    """All states by T steps, one after the other: ``(T, …)`` from ``a, b (T, …)`` and ``h0 (…)``."""
    states, h = [], h0
    for a_t, b_t in zip(a, b):
        h = torch.addcmul(b_t, a_t, h)
        states.append(h)
    return torch.stack(states)


def by_scan(a: Tensor, b: Tensor, h0: Tensor) -> Tensor:
    """The same in ``ceil(log2 T)`` rounds (Hillis and Steele 1986, Blelloch 1990).

    Two steps in a row are one step: ``(a1, b1)`` then ``(a2, b2)`` is ``(a2 a1, a2 b1 + b2)``. After round k each
    pair stands for the 2^k steps that end at its place.
    """
    b = torch.cat([torch.addcmul(b[:1], a[:1], h0), b[1:]])  # the first step is done: nothing stands before it
    reach = 1
    while reach < len(a):
        b = torch.cat([b[:reach], torch.addcmul(b[reach:], a[reach:], b[:-reach])])
        a = torch.cat([a[:reach], a[reach:] * a[:-reach]])
        reach *= 2
    return b


def min_gru(x: Tensor, h0: Tensor, weight_z: Tensor, weight_n: Tensor, run: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Tensor:
    """minGRU (Feng et al. 2024) without biases: ``h_t = (1 - z_t) * h_{t-1} + z_t * n_t``, z and n from the input alone.

    Args:
        x: ``(T, N, I)``.
        h0: ``(N, H)``.
        weight_z, weight_n: ``(H, I)``; ``z = sigmoid(W_z x)``, ``n = W_n x``.
        run: ``by_loop`` or ``by_scan``.

    Returns:
        ``(T, N, H)``.
    """
    z, n = (x @ weight_z.T).sigmoid(), x @ weight_n.T
    return run(1 - z, z * n, h0)
