"""The variants as drawings, in the language of the LSTM cell's: a belt on top, gates below, colours by what a gate does."""
from __future__ import annotations

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recurrent.diagrams import BELT, BUS, GATE_X, GATE_Y, arrow, box, lstm_cell, operator
from recurrent.plots import colour

MIDDLE = 3.15  # the height at which gates meet the candidate


def _canvas(width: float, low: float = -0.75, high: float = 5.35, right: float = 10.55) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(width, width * (high - low) / (right + 0.35)))
    axes.set(xlim=(-0.35, right), ylim=(low, high), aspect="equal")
    axes.axis("off")
    return figure, axes


def _name(axes: Axes, x: float, y: float, text: str, name: str = "ink", size: float = 13, align: str = "center") -> None:
    axes.text(x, y, text, color=colour(name), fontsize=size, ha=align, va="center")


def peephole_cell(width: float = 5.2) -> Figure:
    """The LSTM cell with three more wires, dashed: from the old cell state to i and f, from the new one to o."""
    figure = lstm_cell("ifgoch", width)
    (axes,) = figure.axes
    dashes = {"name": "c", "width": 1.4, "line": (0, (2.5, 1.5))}
    arrow(axes, [(1.2, BELT), (1.2, GATE_Y), (1.5, GATE_Y)], **dashes)
    arrow(axes, [(1.2, 2.32), (3.1, 2.32), (3.1, GATE_Y), (3.5, GATE_Y)], **dashes)
    arrow(axes, [(6.6, BELT), (6.6, GATE_Y), (7.1, GATE_Y)], **dashes)
    for x, y, text in ((0.86, 2.1, "$p_f$"), (2.72, 1.95, "$p_i$"), (6.26, 2.4, "$p_o$")):
        _name(axes, x, y, text, "c", 11)
    return figure


def _belt(axes: Axes, places: list[float], name: str, before: str, after: str, end: float = 10.0) -> None:
    """The thick line with gaps for the operators on it."""
    starts, ends = [-0.1, *(x + 0.26 for x in places)], [*(x - 0.26 for x in places), end]
    for start, stop in zip(starts, ends):
        arrow(axes, [(start, BELT), (stop, BELT)], name, 3.2)
    _name(axes, -0.1, BELT + 0.42, before, name, align="left")
    _name(axes, end - 0.1, BELT + 0.42, after, name, align="right")


def _mix(axes: Axes, keep: float, write: float, gate: str) -> None:
    """One gate for two jobs: it scales the belt at ``keep``, and one minus it scales what rises at ``write``."""
    arrow(axes, [(keep, GATE_Y + 0.3), (keep, BELT - 0.26)], "f")
    operator(axes, keep, BELT, "x")
    middle = (keep + write) / 2 - 0.15
    arrow(axes, [(keep, MIDDLE), (middle - 0.42, MIDDLE)], "f")
    _name(axes, middle, MIDDLE, "$1-$", "f", 12)
    arrow(axes, [(middle + 0.36, MIDDLE), (write - 0.26, MIDDLE)], "i")
    arrow(axes, [(write, GATE_Y + 0.3), (write, MIDDLE - 0.26)], "g")
    operator(axes, write, MIDDLE, "x")
    arrow(axes, [(write, MIDDLE + 0.26), (write, BELT - 0.26)], "ink")
    operator(axes, write, BELT, "+")
    _name(axes, keep - 0.34, 2.5, f"${gate}_t$", "f")


def coupled_cell(width: float = 5.2) -> Figure:
    """The LSTM whose input gate is one minus its forget gate."""
    figure, axes = _canvas(width)
    _belt(axes, [2.0, 5.6], "c", "$c_{t-1}$", "$c_t$")
    _mix(axes, 2.0, 5.6, "f")
    _name(axes, 5.94, 2.6, "$g_t$", "g")
    arrow(axes, [(-0.1, BUS), (GATE_X["o"], BUS)], "h", head=False)
    arrow(axes, [(0.8, -0.6), (0.8, BUS)], "ink", head=False)
    for x, text, name in ((2.0, r"$\sigma$", "f"), (5.6, r"$\tanh$", "g"), (7.6, r"$\sigma$", "o")):
        arrow(axes, [(x, BUS), (x, GATE_Y - 0.3)], "h")
        box(axes, x, GATE_Y, text, name)
    arrow(axes, [(8.6, BELT), (8.6, 4.02)], "c")
    _name(axes, 8.6, 3.78, r"$\tanh$", "c", 11)
    arrow(axes, [(8.6, 3.55), (8.6, 3.01)], "c")
    arrow(axes, [(7.6, GATE_Y + 0.3), (7.6, 2.75), (8.34, 2.75)], "o")
    operator(axes, 8.6, 2.75, "x")
    arrow(axes, [(8.6, 2.49), (8.6, BUS), (10.0, BUS)], "h")
    _name(axes, -0.1, BUS + 0.4, "$h_{t-1}$", "h", align="left")
    _name(axes, 9.9, BUS + 0.4, "$h_t$", "h", align="right")
    _name(axes, 7.26, 2.5, "$o_t$", "o")
    _name(axes, 1.15, -0.5, "$x_t$")
    return figure


def gru_cell(width: float = 5.2) -> Figure:
    """The GRU with the reset gate before the product: one state, which rides the belt itself."""
    figure, axes = _canvas(width)
    _belt(axes, [2.0, 7.0], "h", "$h_{t-1}$", "$h_t$")
    _mix(axes, 2.0, 7.0, "z")
    _name(axes, 7.36, 2.5, "$n_t$", "g")
    arrow(axes, [(0.3, BELT), (0.3, BUS), (5.44, BUS)], "h")
    operator(axes, 5.7, BUS, "x")
    arrow(axes, [(5.96, BUS), (7.0, BUS), (7.0, GATE_Y - 0.3)], "h")
    for x in (1.1, 6.4):
        arrow(axes, [(x, -0.6), (x, BUS)], "ink", head=False)
        _name(axes, x + 0.34, -0.5, "$x_t$")
    for x, text, name in ((2.0, r"$\sigma$", "f"), (4.2, r"$\sigma$", "o")):
        arrow(axes, [(x, BUS), (x, GATE_Y - 0.3)], "h")
        box(axes, x, GATE_Y, text, name)
    box(axes, 7.0, GATE_Y, r"$\tanh$", "g")
    arrow(axes, [(4.7, GATE_Y), (5.7, GATE_Y), (5.7, BUS + 0.26)], "o")
    _name(axes, 5.15, GATE_Y + 0.3, "$r_t$", "o")
    return figure


def depth_gate(width: float = 5.2) -> Figure:
    """Two layers at one step: a gate lets the cell state below into the one above."""
    figure, axes = _canvas(width, low=-0.2, high=5.6, right=9.4)
    for y, layer, sign in ((1.0, "below", ""), (4.4, "", "")):
        stops = [(2.4, "x", "f"), (6.6, "+", "ink")] if layer == "" else [(2.4, "x", "f"), (4.6, "+", "ink")]
        ends = [-0.1, *(x for x, _, _ in stops), 9.0]
        for k, (start, stop) in enumerate(zip(ends, ends[1:])):
            arrow(axes, [(start + (0.26 if k else 0), y), (stop - (0.26 if k < len(stops) else 0), y)], "c", 3.2)
        for x, kind, _ in stops:
            operator(axes, x, y, kind)
        above = r"^{\mathrm{below}}" if layer else ""
        _name(axes, -0.1, y + 0.45, f"$c{above}_{{t-1}}$", "c", align="left")
        _name(axes, 9.0, y + 0.45, f"$c{above}_t$", "c", align="right")
        for x, text, name in ((2.4, "$f$", "f"), (stops[1][0], r"$i \odot g$", "i")):
            arrow(axes, [(x, y + 0.85), (x, y + 0.26)], name)
            _name(axes, x, y + 1.05, text, name, 12)
    arrow(axes, [(5.8, 1.0), (5.8, 2.44)], "c", 2.2)
    operator(axes, 5.8, 2.7, "x")
    arrow(axes, [(5.8, 2.96), (5.8, 3.6), (6.42, 4.2)], "c", 2.2)
    arrow(axes, [(4.5, 2.7), (5.54, 2.7)], "ink")
    box(axes, 4.0, 2.7, r"$\sigma$", "ink")
    _name(axes, 5.0, 3.0, "$d_t$")
    dashes = (0, (2.5, 1.5))
    arrow(axes, [(1.0, 4.4), (1.0, 2.7), (3.5, 2.7)], "c", 1.3, line=dashes)
    arrow(axes, [(5.8, 1.75), (4.0, 1.75), (4.0, 2.4)], "c", 1.3, line=dashes)
    _name(axes, 0.72, 3.3, "$w_p$", "c", 11, "right")
    _name(axes, 3.66, 2.0, "$w_b$", "c", 11)
    return figure


def grid_block(width: float = 3.6) -> Figure:
    """A block of a two-dimensional grid: a memory and a hidden vector come in from two sides and leave on the other two."""
    figure, axes = _canvas(width, low=-0.7, high=6.9, right=8.2)
    for x0, y0, w, h in ((2.3, 1.5, 3.4, 3.4),):
        axes.plot([x0, x0 + w, x0 + w, x0, x0], [y0, y0, y0 + h, y0 + h, y0], color=colour("ink"), linewidth=1.5)
    for offset, name, thick in ((0.0, "c", 3.2), (-1.3, "h", 1.6)):
        symbol = "m" if name == "c" else "h"
        y = 4.0 + offset
        arrow(axes, [(0.5, y), (2.3, y)], name, thick)
        arrow(axes, [(5.7, y), (7.5, y)], name, thick)
        _name(axes, 0.4, y + 0.4, f"${symbol}_1$", name)
        _name(axes, 7.5, y + 0.4, f"${symbol}'_1$", name)
        x = 3.2 - offset
        arrow(axes, [(x, -0.4), (x, 1.5)], name, thick)
        arrow(axes, [(x, 4.9), (x, 6.7)], name, thick)
        _name(axes, x + 0.45, -0.3, f"${symbol}_2$", name)
        _name(axes, x + 0.6, 6.5, f"${symbol}'_2$", name)
    _name(axes, 4.0, 3.55, "LSTM$_1$", size=11)
    _name(axes, 4.0, 2.4, "LSTM$_2$", size=11)
    _name(axes, 1.4, 5.4, "depth $\\uparrow$", size=9.5)
    _name(axes, 6.9, 1.9, "time $\\rightarrow$", size=9.5)
    return figure
