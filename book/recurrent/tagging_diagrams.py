"""A tagger as a drawing, phonemes at the bottom and one answer over each, and pictures of its scores and of what it looked at."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recurrent.diagrams import arrow, box
from recurrent.direction_diagrams import AHEAD, BACK
from recurrent.intervals import Interval
from recurrent.plots import colour, ramp

ROWS = {"embedding": 1.0, "forward": 2.3, "backward": 3.6, "dense": 4.9}


def tagger(tokens: Sequence[str] = ("M", "AH", "NG", "K", "IY"), answers: Sequence[str] = ("", "1", "", "", "0"), width: float = 5.2) -> Figure:
    """Embedding, the two directions, and a dense layer at every step; a step whose answer is empty is not asked."""
    figure, axes = plt.subplots(figsize=(width, 0.68 * width))
    axes.set(xlim=(-1.9, 1.55 * len(tokens)), ylim=(-0.1, 6.25), aspect="equal")
    axes.axis("off")
    shades = {"embedding": "h", "forward": AHEAD, "backward": BACK, "dense": "h"}
    for row, y in ROWS.items():
        axes.text(-0.75, y, row, ha="right", va="center", color=colour(shades[row]), fontsize=9)
    for k, (token, answer) in enumerate(zip(tokens, answers)):
        x = 1.55 * k
        axes.text(x, 0.15, token, ha="center", va="center", fontsize=11)
        arrow(axes, [(x, 0.35), (x, ROWS["embedding"] - 0.3)], "h", 1.2)
        # Each direction reads the embedding and is read by the dense layer, past the other one.
        left, right = x - 0.32, x + 0.32
        arrow(axes, [(left, ROWS["embedding"] + 0.3), (left, ROWS["forward"] - 0.3)], "h", 1.2)
        arrow(axes, [(x + 0.62, ROWS["embedding"]), (x + 0.62, 3.05), (right, 3.05), (right, ROWS["backward"] - 0.3)], "h", 1.2)
        axes.plot([x + 0.5, x + 0.62], [ROWS["embedding"]] * 2, color=colour("h"), linewidth=1.2)
        arrow(axes, [(x - 0.2, ROWS["forward"] + 0.3), (x - 0.2, 2.95), (x - 0.66, 2.95), (x - 0.66, 4.3), (x - 0.2, 4.3), (x - 0.2, 4.6)], AHEAD, 1.2)
        arrow(axes, [(x + 0.2, ROWS["backward"] + 0.3), (x + 0.2, ROWS["dense"] - 0.3)], BACK, 1.2)
        for row, y in ROWS.items():
            box(axes, x, y, {"embedding": r"$e$", "forward": r"$\rightarrow$", "backward": r"$\leftarrow$", "dense": r"$W$"}[row], shades[row])
        if answer:
            arrow(axes, [(x, ROWS["dense"] + 0.3), (x, 5.7)], "ink", 1.2)
            axes.text(x, 5.95, answer, ha="center", va="center", fontsize=11)
        if k:
            arrow(axes, [(x - 1.05, ROWS["forward"]), (x - 0.5, ROWS["forward"])], AHEAD, 2.2)
            arrow(axes, [(x - 0.5, ROWS["backward"]), (x - 1.05, ROWS["backward"])], BACK, 2.2)
    axes.text(-0.75, 5.95, "stress", ha="right", va="center", fontsize=9)
    return figure


def dots(axes: Axes, rows: Mapping[str, Interval | float], strong: str = "BiLSTM") -> None:
    """A dot for each name, first on top, with its interval where it has one; the axis need not begin at 0."""
    for y, (name, value) in enumerate(rows.items()):
        shade = colour("ink" if name == strong else "h")
        if isinstance(value, Interval):
            axes.plot([value.low, value.high], [y, y], color=shade, linewidth=2, solid_capstyle="butt")
        counted = isinstance(value, float)
        axes.plot(value if counted else value.value, y, "s" if counted else "o", color=shade, markersize=6, markerfacecolor="none" if counted else shade)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set_ylim(len(rows) - 0.4, -0.6)


def heat(axes: Axes, values: np.ndarray, name: str, most: float, columns: Sequence[str], rows: Sequence[str]) -> None:
    """A heat map ``(rows, columns)``, first row on top, in a palette colour that is full at ``most`` and above."""
    axes.pcolormesh(np.clip(values, 0, most), cmap=ramp(name), vmin=0, vmax=most, linewidth=0)
    axes.invert_yaxis()
    axes.grid(visible=False)
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns)
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
