"""Looking into an LSTM while it runs, and reaching in: gate traces and interventions.

The equations, with the weights of ``nn.LSTM`` (blocks i, f, g, o)::

    i, f, o = sigmoid(W_* x_t + U_* h_{t-1} + b_*),   g = tanh(W_g x_t + U_g h_{t-1} + b_g)
    c_t = f * c_{t-1} + i * g,                          h_t = o * tanh(c_t)
"""
from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn as nn
from torch import Tensor

GATES = ("i", "f", "g", "o")
State = tuple[Tensor, Tensor]
GateEdit = Callable[[int, dict[str, Tensor]], dict[str, Tensor]]
StateEdit = Callable[[int, Tensor, Tensor], State]


def trace(
    lstm: nn.LSTM,
    x: Tensor,
    state: State | None = None,
    *,
    edit_gates: GateEdit | None = None,
    edit_state: StateEdit | None = None,
) -> dict[str, Tensor]:
    """Runs a one-layer LSTM step by step and keeps everything it computed.

    Args:
        lstm: one layer, one direction, time first, with bias.
        x: inputs ``(T, N, I)``.
        state: ``(h, c)``, each ``(N, H)``; zeros when missing.
        edit_gates: called as ``edit_gates(t, gates)`` with the activated gates of step t (from 0), each
            ``(N, H)``; what it returns is used instead.
        edit_state: called as ``edit_state(t, h, c)`` after step t; what it returns is carried on.

    Returns:
        dict of ``i f g o c h``, each ``(T, N, H)``: gates as used, states as carried to the next step.

    Raises:
        ValueError: for a layer of another kind.
    """
    if lstm.num_layers != 1 or lstm.bidirectional or lstm.batch_first or not lstm.bias:
        raise ValueError(f"trace needs one layer, one direction, time first, with bias; got {lstm}")
    h, c = (x.new_zeros(x.shape[1], lstm.hidden_size),) * 2 if state is None else state
    kept: dict[str, list[Tensor]] = {name: [] for name in (*GATES, "c", "h")}
    bias = lstm.bias_ih_l0 + lstm.bias_hh_l0
    for t, x_t in enumerate(x):
        i, f, g, o = (x_t @ lstm.weight_ih_l0.T + h @ lstm.weight_hh_l0.T + bias).chunk(4, dim=-1)  # (N, H) each
        gates = {"i": i.sigmoid(), "f": f.sigmoid(), "g": g.tanh(), "o": o.sigmoid()}
        if edit_gates is not None:
            gates = edit_gates(t, gates)
        c = gates["f"] * c + gates["i"] * gates["g"]
        h = gates["o"] * c.tanh()
        if edit_state is not None:
            h, c = edit_state(t, h, c)
        for name, value in {**gates, "c": c, "h": h}.items():
            kept[name].append(value)
    return {name: torch.stack(values) for name, values in kept.items()}


def reset(at: int, *, h: bool = False, c: bool = False) -> StateEdit:
    """A state edit that wipes ``h``, ``c`` or both once, after step ``at`` (from 0)."""

    def edit(t: int, h_t: Tensor, c_t: Tensor) -> State:
        wipe = t == at
        return (torch.zeros_like(h_t) if wipe and h else h_t, torch.zeros_like(c_t) if wipe and c else c_t)

    return edit


def hold(where: Tensor, **values: float) -> GateEdit:
    """A gate edit that sets gates to constants where ``where (T, N)`` is true: ``hold(switch, f=1.0)``."""

    def edit(t: int, gates: dict[str, Tensor]) -> dict[str, Tensor]:
        mask = where[t].unsqueeze(-1)
        return {
            name: torch.where(mask, torch.full_like(gate, values[name]), gate) if name in values else gate
            for name, gate in gates.items()
        }

    return edit
