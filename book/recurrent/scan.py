"""The three recurrences of ``torch.nn`` for many networks at once, with back-propagation through time by hand.

Every network of the crowd has its own weights: tensors carry a leading or second dimension S, and one batched product
per step serves them all. The loop backwards keeps only what hangs on the step before; the slopes of all steps, and
the gradients of the recurrent weights, are taken in one go outside it.

Shapes: ``inputs`` is what the input contributes to every step, ``W x_t + b``, ``(T, S, N, G)`` with G = H for an RNN,
3H for a GRU (r, z, n), 4H for an LSTM (i, f, g, o); ``weight (S, G, H)`` is ``weight_hh``; the result is
``(T, S, N, H)``, every hidden state from a start at zero.
"""
from __future__ import annotations

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import FunctionCtx


def _weight_gradient(grads: Tensor, states: Tensor, first: Tensor | None = None) -> Tensor:
    """Sum over steps and sequences of gradient times the state before: ``(S, G, H)``; the first state is zero if not given."""
    total = torch.bmm(grads[1:].transpose(0, 1).flatten(1, 2).mT, states[:-1].transpose(0, 1).flatten(1, 2))
    return total if first is None else torch.baddbmm(total, grads[0].mT, first)


class _RNN(Function):
    @staticmethod
    def forward(ctx: FunctionCtx, inputs: Tensor, weight: Tensor, relu: bool) -> Tensor:
        states = torch.empty_like(inputs)
        turned = weight.mT.contiguous()
        h = inputs.new_zeros(inputs.shape[1:])
        for t, z in enumerate(inputs):
            h = torch.baddbmm(z, h, turned)
            h = torch.relu(h) if relu else torch.tanh(h)
            states[t] = h
        ctx.save_for_backward(states, weight)
        ctx.relu = relu
        return states

    @staticmethod
    def backward(ctx: FunctionCtx, grad_states: Tensor) -> tuple[Tensor, Tensor, None]:
        states, weight = ctx.saved_tensors
        slopes = (states > 0).to(states.dtype) if ctx.relu else 1 - states**2
        grads = torch.empty_like(states)
        dh = grad_states[-1]
        for t in range(len(states) - 1, -1, -1):
            dz = torch.mul(dh, slopes[t], out=grads[t])
            if t:
                dh = torch.baddbmm(grad_states[t - 1], dz, weight)
        return grads, _weight_gradient(grads, states), None


class _LSTM(Function):
    @staticmethod
    def forward(ctx: FunctionCtx, inputs: Tensor, weight: Tensor, h: Tensor | None, c: Tensor | None) -> tuple[Tensor, Tensor]:
        size = weight.shape[-1]
        gates, cells = torch.empty_like(inputs), inputs.new_empty(*inputs.shape[:-1], size)
        states = torch.empty_like(cells)
        turned = weight.mT.contiguous()
        ctx.start = h, c
        if h is None or c is None:
            h = c = inputs.new_zeros(states.shape[1:])
        for t, z in enumerate(inputs):
            z = torch.baddbmm(z, h, turned)
            a = torch.sigmoid(z, out=gates[t])
            i, f, g, o = a.unflatten(-1, (4, size)).unbind(-2)
            torch.tanh(z[..., 2 * size : 3 * size], out=g)
            c = torch.addcmul(i * g, f, c)
            h = o * torch.tanh(c)
            cells[t], states[t] = c, h
        ctx.save_for_backward(gates, cells, states, weight)
        ctx.mark_non_differentiable(cells)
        return states, cells

    @staticmethod
    def backward(ctx: FunctionCtx, grad_states: Tensor, _: Tensor) -> tuple[Tensor, Tensor, None, None]:
        gates, cells, states, weight = ctx.saved_tensors
        first_h, first_c = ctx.start
        size = weight.shape[-1]
        i, f, g, o = gates.unflatten(-1, (4, size)).unbind(-2)
        seen = torch.tanh(cells)
        before = torch.cat([torch.zeros_like(cells[:1]) if first_c is None else first_c.unsqueeze(0), cells[:-1]])
        # Each gate's gradient is one of these times the gradient of the cell (i, f, g) or of the state (o).
        factors = torch.stack([g * i * (1 - i), before * f * (1 - f), i * (1 - g**2), seen * o * (1 - o)], dim=-2)
        through = o * (1 - seen**2)
        grads = torch.empty_like(factors)
        dh, dc = grad_states[-1], torch.zeros_like(states[0])
        for t in range(len(states) - 1, -1, -1):
            dc = torch.addcmul(dc, dh, through[t])
            torch.mul(dc.unsqueeze(-2), factors[t][..., :3, :], out=grads[t][..., :3, :])
            torch.mul(dh, factors[t][..., 3, :], out=grads[t][..., 3, :])
            if t:
                dh = torch.baddbmm(grad_states[t - 1], grads[t].flatten(-2), weight)
                dc = dc * f[t]
        grads = grads.flatten(-2)
        return grads, _weight_gradient(grads, states, first_h), None, None


class _GRU(Function):
    @staticmethod
    def forward(ctx: FunctionCtx, inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        size = weight.shape[-1]
        gates = torch.empty_like(inputs)
        states = inputs.new_empty(*inputs.shape[:-1], size)
        recurrent = torch.empty_like(states)
        turned = weight.mT.contiguous()
        h = inputs.new_zeros(states.shape[1:])
        for t, x in enumerate(inputs):
            z = torch.baddbmm(bias, h, turned)
            torch.sigmoid(x[..., : 2 * size] + z[..., : 2 * size], out=gates[t][..., : 2 * size])
            r, keep, n = gates[t].unflatten(-1, (3, size)).unbind(-2)
            recurrent[t] = z[..., 2 * size :]
            torch.tanh(torch.addcmul(x[..., 2 * size :], r, recurrent[t]), out=n)
            h = torch.lerp(n, h, keep)
            states[t] = h
        ctx.save_for_backward(gates, recurrent, states, weight)
        return states

    @staticmethod
    def backward(ctx: FunctionCtx, grad_states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        gates, recurrent, states, weight = ctx.saved_tensors
        size = weight.shape[-1]
        r, keep, n = gates.unflatten(-1, (3, size)).unbind(-2)
        before = torch.cat([torch.zeros_like(states[:1]), states[:-1]])
        new = (1 - keep) * (1 - n**2)
        # Every gradient of a step is one of these times the gradient of its state.
        factors = torch.stack([new * recurrent * r * (1 - r), (before - n) * keep * (1 - keep), new * r], dim=-2)
        totals = torch.empty_like(states)
        dh = grad_states[-1]
        for t in range(len(states) - 1, -1, -1):
            totals[t] = dh
            if t:
                dz = dh.unsqueeze(-2) * factors[t]
                dh = torch.baddbmm(torch.addcmul(grad_states[t - 1], dh, keep[t]), dz.flatten(-2), weight)
        inner = (totals.unsqueeze(-2) * factors).flatten(-2)
        outer = torch.cat([inner[..., : 2 * size], totals * new], dim=-1)
        return outer, _weight_gradient(inner, states), inner.sum((0, 2)).unsqueeze(1)


def rnn(inputs: Tensor, weight: Tensor, nonlinearity: str = "tanh") -> Tensor:
    """``h_t = tanh(inputs_t + U h_{t-1})``, or with a ReLU."""
    return _RNN.apply(inputs, weight, nonlinearity == "relu")


def lstm(inputs: Tensor, weight: Tensor) -> Tensor:
    """``i, f, g, o`` from ``inputs_t + U h_{t-1}``; ``c_t = f c_{t-1} + i g``; ``h_t = o tanh(c_t)``."""
    return _LSTM.apply(inputs, weight, None, None)[0]


def lstm_from(inputs: Tensor, weight: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """The LSTM from a state ``(h, c)``, each ``(S, N, H)``, to which no gradient goes back: states, and the state to go on from."""
    states, cells = _LSTM.apply(inputs, weight, *(part.detach() for part in state))
    return states, (states[-1].detach(), cells[-1])


def gru(inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """``n = tanh(inputs_n + r (U_n h_{t-1} + bias_n))``, ``h_t = (1 - z) n + z h_{t-1}``; bias is ``(S, 1, 3H)``."""
    return _GRU.apply(inputs, weight, bias)
