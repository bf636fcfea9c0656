"""The Jacobian product of a plain RNN: how a gradient is carried back through time, and what bounds it.

With ``h_t = g(x_t + U h_{t-1})`` the gradient of a loss at the end goes back by ``dL/dh_{t-1} = U^T D_t dL/dh_t``, where
``D_t`` holds the slopes ``g'`` of step t. Its 2-norm shrinks or grows by at most the largest singular value of U times
the largest slope in one step; over many steps a linear network goes by the spectral radius of U.
"""
from __future__ import annotations

import torch
from torch import Tensor


def square(size: int, radius: float, generator: torch.Generator, *, rotation: bool = False) -> Tensor:
    """A random matrix ``(size, size)`` in double precision whose largest eigenvalue has the absolute value ``radius``.

    Args:
        rotation: an orthogonal matrix times ``radius``, all of whose singular values are ``radius``; else Gaussian.
    """
    matrix = torch.randn(size, size, generator=generator, dtype=torch.float64)
    if rotation:
        q, r = torch.linalg.qr(matrix)
        return radius * q * torch.sign(torch.diagonal(r))
    return radius * matrix / spectral_radius(matrix)


def spectral_radius(matrix: Tensor) -> float:
    """The largest absolute value of an eigenvalue."""
    return torch.linalg.eigvals(matrix).abs().max().item()


def gain(matrix: Tensor) -> float:
    """The largest singular value: how much longer the matrix can make a vector in one step."""
    return torch.linalg.matrix_norm(matrix, 2).item()


def back(weight: Tensor, slopes: Tensor, last: Tensor) -> Tensor:
    """The gradients ``dL/dh_t`` for t = 0 … T, by the recursion: ``(T + 1, N, H)``.

    Args:
        weight: U, ``(H, H)``.
        slopes: ``g'`` at every step 1 … T, ``(T, N, H)``; ones for a linear network.
        last: ``dL/dh_T``, ``(N, H)``.
    """
    rows = [last]
    for slope in slopes.flip(0):
        rows.append((rows[-1] * slope) @ weight)  # U^T D_t applied to every row
    return torch.stack(rows[::-1])


def run(weight: Tensor, inputs: Tensor) -> tuple[Tensor, Tensor]:
    """States and slopes of a tanh network over ``inputs (T, N, H)``, from a start at zero: ``(T, N, H)`` both."""
    h, states = torch.zeros_like(inputs[0]), []
    for x in inputs:
        h = torch.tanh(x + h @ weight.T)
        states.append(h)
    states = torch.stack(states)
    return states, 1 - states**2


def relative_norms(gradients: Tensor) -> Tensor:
    """log10 of ``|dL/dh_t| / |dL/dh_T|`` by steps back, over the batch together: ``(T + 1,)``, first 0."""
    norms = gradients.flatten(1).norm(dim=1).flip(0)
    return (norms / norms[0]).log10()


def weight_shares(gradients: Tensor, states: Tensor, slopes: Tensor) -> Tensor:
    """How much each step adds to ``dL/dU``: the norm of its term, as a share of the sum of norms, by steps back: ``(T,)``.

    Args:
        gradients: ``(T + 1, N, H)`` of ``back``; states, slopes: ``(T, N, H)`` of ``run``.
    """
    before = torch.cat([torch.zeros_like(states[:1]), states[:-1]])
    terms = torch.einsum("tnh,tnk->thk", gradients[1:] * slopes, before).flatten(1).norm(dim=1).flip(0)
    return terms / terms.sum()
