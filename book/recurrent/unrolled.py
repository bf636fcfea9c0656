"""A recurrent network as a drawing: folded with its loop, and unrolled over time, with the gradient's way back."""
from __future__ import annotations

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from recurrent.plots import colour

STATE, HALF, HIGH = 1.9, 0.52, 0.34  # height of the state's row, half width and half height of a box


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], name: str, width: float = 1.6, bend: float = 0.0, dash: str = "-") -> None:
    style = {
        "arrowstyle": "-|>,head_width=0.22,head_length=0.4", "color": colour(name), "linewidth": width, "linestyle": dash,
        "shrinkA": 0, "shrinkB": 0, "connectionstyle": f"arc3,rad={bend}",
    }  # fmt: skip
    axes.annotate("", end, xytext=start, arrowprops=style, zorder=1)


def _box(axes: Axes, x: float, text: str) -> None:
    corner = (x - HALF, STATE - HIGH)
    shape = "round,pad=0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch(corner, 2 * HALF, 2 * HIGH, boxstyle=shape, facecolor=colour("h"), alpha=0.16, linewidth=0, zorder=2))
    axes.add_patch(FancyBboxPatch(corner, 2 * HALF, 2 * HIGH, boxstyle=shape, facecolor="none", edgecolor=colour("h"), linewidth=1.6, zorder=3))
    axes.text(x, STATE, text, ha="center", va="center", color=colour("h"), fontsize=12, zorder=4)


def _step(axes: Axes, x: float, index: str) -> None:
    """One copy of the network: input below, output above."""
    _box(axes, x, r"$\tanh$")
    _arrow(axes, (x, 0.62), (x, STATE - HIGH), "ink")
    _arrow(axes, (x, STATE + HIGH), (x, 3.18), "ink")
    axes.text(x, 0.4, f"$x_{{{index}}}$", ha="center", va="center", color=colour("ink"), fontsize=13)
    axes.text(x, 3.4, f"$y_{{{index}}}$", ha="center", va="center", color=colour("ink"), fontsize=13)
    axes.text(x + 0.12, 1.12, "$W$", ha="left", va="center", color=colour("ink"), fontsize=10)
    axes.text(x + 0.12, 2.72, "$R$", ha="left", va="center", color=colour("ink"), fontsize=10)


def unrolled(steps: int = 3, width: float = 5.2) -> Figure:
    """The folded network, and ``steps`` copies of it side by side that share their weights."""
    right = 2.9 + 1.95 * (steps - 1)
    figure, axes = plt.subplots(figsize=(width, width * 4.0 / (right + 3.0)))
    axes.set(xlim=(-1.2, right + 1.8), ylim=(0.0, 4.0), aspect="equal")
    axes.axis("off")
    _step(axes, 0.0, "t")
    axes.plot([HALF, 0.95, 0.95, -0.95, -0.95], [STATE, STATE, 2.5, 2.5, STATE], color=colour("h"), linewidth=1.6)
    _arrow(axes, (-0.95, STATE), (-HALF, STATE), "h")
    axes.text(-0.95, 2.62, "$U$", ha="center", va="bottom", color=colour("h"), fontsize=10)
    axes.text(1.45, STATE, "=", ha="center", va="center", color=colour("ink"), fontsize=15)
    for k in range(steps):
        x = 2.9 + 1.95 * k
        _step(axes, x, str(k + 1))
        _arrow(axes, (x - 1.95 + HALF, STATE) if k else (x - 1.0, STATE), (x - HALF, STATE), "h")
        axes.text(x - 0.97, STATE + 0.1, f"$h_{{{k}}}$", ha="center", va="bottom", color=colour("h"), fontsize=12)
        axes.text(x - 0.97, STATE - 0.12, "$U$" if k else "", ha="center", va="top", color=colour("h"), fontsize=10)
    _arrow(axes, (right + HALF, STATE), (right + 1.3, STATE), "h")
    axes.text(right + 0.95, STATE + 0.1, f"$h_{{{steps}}}$", ha="center", va="bottom", color=colour("h"), fontsize=12)
    return figure


def backwards(width: float = 5.2) -> Figure:
    """The last three steps with the gradient's way back: one arrow down from each output, one arrow along the states."""
    xs, names = (0.0, 2.6, 5.2), ("T-2", "T-1", "T")
    figure, axes = plt.subplots(figsize=(width, width * 0.46))
    axes.set(xlim=(-2.1, 6.2), ylim=(0.0, 3.85), aspect="equal")
    axes.axis("off")
    for x, name in zip(xs, names):
        _box(axes, x, f"$h_{{{name}}}$")
        _arrow(axes, (x - 0.14, 0.62), (x - 0.14, STATE - HIGH), "faint")
        _arrow(axes, (x - 0.14, STATE + HIGH), (x - 0.14, 3.1), "faint")
        _arrow(axes, (x + 0.14, 3.1), (x + 0.14, STATE + HIGH), "ink", dash=(0, (3, 1.5)))
        _arrow(axes, (x + 0.14, STATE - HIGH), (x + 0.14, 0.62), "ink", dash=(0, (3, 1.5)))
        axes.text(x, 0.36, f"$x_{{{name}}}$", ha="center", va="center", color=colour("ink"), fontsize=12)
        axes.text(x, 3.4, f"$y_{{{name}}}$", ha="center", va="center", color=colour("ink"), fontsize=12)
    for x in xs:
        left = x - 2.6 + HALF if x else -1.7
        _arrow(axes, (left, STATE + 0.13), (x - HALF, STATE + 0.13), "faint")
        _arrow(axes, (x - HALF, STATE - 0.13), (left, STATE - 0.13), "ink", width=2.6, dash=(0, (3, 1.2)))
        axes.text((left + x - HALF) / 2, STATE - 0.3, r"$U^{\top} D$", ha="center", va="top", color=colour("ink"), fontsize=11)
    return figure
