"""The LSTM cell as a drawing, in the palette and the line weights of the plots."""
from __future__ import annotations

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from recurrent.plots import colour

GATE_X = {"f": 2.0, "i": 4.0, "g": 5.6, "o": 7.6}
BELT, BUS, GATE_Y = 4.6, 0.55, 1.75


def arrow(axes: Axes, points: list[tuple[float, float]], name: str, width: float = 1.6, head: bool = True, line: str = "-") -> None:
    """A line through the points in a palette colour, with an arrow's head at its end."""
    xs, ys = zip(*points)
    axes.plot(xs, ys, color=colour(name), linewidth=width, linestyle=line, solid_joinstyle="round", solid_capstyle="butt", zorder=1)
    if head:
        style = {"arrowstyle": "-|>,head_width=0.22,head_length=0.4", "color": colour(name), "linewidth": width, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", points[-1], xytext=points[-2], arrowprops=style, zorder=1)


def operator(axes: Axes, x: float, y: float, kind: str) -> None:
    """A circle with a times or plus sign drawn as lines, so that it looks alike in every font."""
    axes.add_patch(Circle((x, y), 0.26, facecolor="none", edgecolor=colour("ink"), linewidth=1.5, zorder=3))
    r = 0.13 if kind == "+" else 0.1
    ends = [((-r, 0), (r, 0)), ((0, -r), (0, r))] if kind == "+" else [((-r, -r), (r, r)), ((-r, r), (r, -r))]
    for (x0, y0), (x1, y1) in ends:
        axes.plot([x + x0, x + x1], [y + y0, y + y1], color=colour("ink"), linewidth=1.5, zorder=3)


def box(axes: Axes, x: float, y: float, text: str, name: str) -> None:
    """A layer with its squashing function: a tinted box, one unit wide."""
    shape = "round,pad=0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch((x - 0.5, y - 0.3), 1.0, 0.6, boxstyle=shape, facecolor=colour(name), alpha=0.16, linewidth=0, zorder=2))
    axes.add_patch(FancyBboxPatch((x - 0.5, y - 0.3), 1.0, 0.6, boxstyle=shape, facecolor="none", edgecolor=colour(name), linewidth=1.6, zorder=3))
    axes.text(x, y, text, ha="center", va="center", color=colour(name), fontsize=12, zorder=4)


def lstm_cell(active: str = "ifgoch", width: float = 5.2) -> Figure:
    """Draws the cell; what is not in ``active`` (gates i f g o, belt c, output h) is drawn faint.

    Args:
        active: the letters to draw in their colour; everything by default.
        width: in inches.
    """

    def shade(name: str) -> str:
        return name if name in active else "faint"

    figure, axes = plt.subplots(figsize=(width, 0.56 * width))
    axes.set(xlim=(-0.35, 10.55), ylim=(-0.75, 5.35), aspect="equal")
    axes.axis("off")

    belt = shade("c")
    arrow(axes, [(-0.1, BELT), (1.74, BELT)], belt, 3.2)
    arrow(axes, [(2.26, BELT), (4.54, BELT)], belt, 3.2)
    arrow(axes, [(5.06, BELT), (10.0, BELT)], belt, 3.2)
    axes.text(-0.1, BELT + 0.28, r"$c_{t-1}$", color=colour(belt), fontsize=13)
    axes.text(9.9, BELT + 0.28, r"$c_t$", color=colour(belt), fontsize=13, ha="right")

    arrow(axes, [(-0.1, BUS), (GATE_X["o"], BUS)], shade("h"), 1.6, head=False)
    arrow(axes, [(0.8, -0.6), (0.8, BUS)], "ink", 1.6, head=False)
    axes.text(-0.1, BUS + 0.26, r"$h_{t-1}$", color=colour(shade("h")), fontsize=13)
    axes.text(1.0, -0.62, r"$x_t$", color=colour("ink"), fontsize=13)
    for name, x in GATE_X.items():
        arrow(axes, [(x, BUS), (x, GATE_Y - 0.3)], shade("h"))
        box(axes, x, GATE_Y, {"g": r"$\tanh$"}.get(name, r"$\sigma$"), shade(name))

    arrow(axes, [(2.0, GATE_Y + 0.3), (2.0, BELT - 0.26)], shade("f"))
    operator(axes, 2.0, BELT, "x")
    arrow(axes, [(4.0, GATE_Y + 0.3), (4.0, 3.15), (4.54, 3.15)], shade("i"))
    arrow(axes, [(5.6, GATE_Y + 0.3), (5.6, 3.15), (5.06, 3.15)], shade("g"))
    operator(axes, 4.8, 3.15, "x")
    arrow(axes, [(4.8, 3.41), (4.8, BELT - 0.26)], "ink" if set("ig") & set(active) else "faint")
    operator(axes, 4.8, BELT, "+")

    arrow(axes, [(8.6, BELT), (8.6, 4.02)], belt)
    axes.text(8.6, 3.78, r"$\tanh$", ha="center", va="center", color=colour(belt), fontsize=11)
    arrow(axes, [(8.6, 3.55), (8.6, 3.01)], belt)
    arrow(axes, [(7.6, GATE_Y + 0.3), (7.6, 2.75), (8.34, 2.75)], shade("o"))
    operator(axes, 8.6, 2.75, "x")
    arrow(axes, [(8.6, 2.49), (8.6, BUS), (10.0, BUS)], shade("h"))
    axes.text(9.9, BUS + 0.26, r"$h_t$", color=colour(shade("h")), fontsize=13, ha="right")
    for name, (dx, y) in {"f": (-0.34, 3.1), "i": (-0.34, 2.6), "g": (0.34, 2.6), "o": (-0.34, 2.5)}.items():
        axes.text(GATE_X[name] + dx, y, f"${name}_t$", color=colour(shade(name)), fontsize=13, ha="center", va="center")
    return figure
