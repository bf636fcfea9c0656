"""What is not a cell: who reads whom in a clockwork and when it ticks, and the rounds of a scan."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from recurrent.diagrams import arrow
from recurrent.plots import colour, panels


def clockwork(periods: Sequence[int] = (1, 2, 4, 8), steps: int = 17) -> Figure:
    """Left: the blocks of the recurrent matrix that count. Right: which module is updated when."""
    figure, (left, right) = panels(1, 2, height=2.1, width=5.4, gridspec_kw={"width_ratios": [1, 1.9]})
    count = len(periods)
    for row in range(count):
        for column in range(count):
            used = column >= row
            left.add_patch(
                Rectangle((column, count - 1 - row), 0.94, 0.94, facecolor=colour("h" if used else "faint"), alpha=0.75 if used else 0.35, linewidth=0)
            )
        for step in range(steps):
            ticks = step % periods[row] == 0
            right.plot(step, count - row - 0.5, "s" if ticks else "_", color=colour("h" if ticks else "faint"), markersize=6)
    left.set(xlim=(-0.05, count), ylim=(0, count), aspect="equal", title="reads: row from column")
    right.set_xticks(range(0, steps, periods[-1] // 2))
    right.set(ylim=(0, count), xlabel="step $t$", title="updated ■, kept –")
    names = [str(period) for period in periods]
    for axis in (left, right):
        axis.set_yticks(np.arange(count) + 0.5, names[::-1])
        axis.grid(visible=False)
        axis.tick_params(length=0)
        for side in ("left", "bottom"):
            axis.spines[side].set_visible(False)
    left.set_xticks(np.arange(count) + 0.5, names)
    left.set_ylabel("period")
    return figure


def scan_rounds(steps: int = 8) -> Figure:
    """The rounds of a scan: who takes in whom, until every place stands for all steps up to it."""
    rounds = (steps - 1).bit_length()
    figure, (axes,) = panels(height=2.6)
    for k in range(rounds + 1):
        for t in range(steps):
            y = rounds - k
            first = max(0, t + 1 - 2**k)
            label = f"{t + 1}" if first == t else f"{first + 1}–{t + 1}"
            axes.text(t, y, label, ha="center", va="center", fontsize=9, color=colour("c" if first == 0 else "h"))
            if k < rounds:
                reach = 2**k
                if t >= reach:
                    arrow(axes, [(t - reach, y - 0.18), (t, y - 0.8)], "ink", 1.0)
                arrow(axes, [(t, y - 0.18), (t, y - 0.8)], "ink" if t >= reach else "faint", 1.0)
    axes.set(xlim=(-0.5, steps - 0.5), ylim=(-0.35, rounds + 0.35))
    axes.set_yticks([rounds - k for k in range(rounds + 1)], ["steps", *(f"round {k}" for k in range(1, rounds + 1))])
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure
