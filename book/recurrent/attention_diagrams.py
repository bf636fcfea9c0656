"""Drawings of the chapter on attention: what a decoder is handed, and one step of a recurrent network with a random variable."""
from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from recurrent.diagrams import arrow
from recurrent.plots import colour, panels

WORD, SAID = "phone", ("F", "OW", "N")


def _box(axes: Axes, x: float, y: float, name: str, width: float = 0.62, height: float = 0.44) -> None:
    shape = "round,pad=0,rounding_size=0.08"
    for options in ({"facecolor": colour(name), "alpha": 0.16, "linewidth": 0}, {"facecolor": "none", "edgecolor": colour(name), "linewidth": 1.4}):
        axes.add_patch(FancyBboxPatch((x - width / 2, y - height / 2), width, height, boxstyle=shape, zorder=2, **options))


def _word(axes: Axes, x: float, y: float, text: str, name: str = "ink", size: float = 11) -> None:
    axes.text(x, y, text, ha="center", va="center", color=colour(name), fontsize=size, zorder=4)


def _encoder(axes: Axes) -> None:
    """Letters, and above each the states of both directions."""
    for k, letter in enumerate(WORD):
        _word(axes, k, 0, letter)
        arrow(axes, [(k, 0.22), (k, 0.55)], "h", 1.2)
        _box(axes, k, 0.8, "h")
        if k:
            arrow(axes, [(k - 0.69, 0.88), (k - 0.31, 0.88)], "h", 1.2)
            arrow(axes, [(k - 0.31, 0.72), (k - 0.69, 0.72)], "h", 1.2)


def _decoder(axes: Axes, start: float) -> list[float]:
    """The writer's steps and what they write; returns where the steps stand."""
    places = [start + 1.15 * k for k in range(len(SAID))]
    for k, (x, phoneme) in enumerate(zip(places, SAID)):
        _box(axes, x, 2.6, "o")
        arrow(axes, [(x, 2.84), (x, 3.14)], "o", 1.2)
        _word(axes, x, 3.34, phoneme)
        if k:
            arrow(axes, [(places[k - 1] + 0.31, 2.6), (x - 0.31, 2.6)], "o", 1.2)
    return places


def bottleneck(width: float = 5.2) -> Figure:
    """Left: one vector has to carry the word. Right: every step of the decoder weighs all states anew."""
    figure, (left, right) = panels(1, 2, height=2.35, width=width)
    for axes in (left, right):
        axes.set(xlim=(-0.55, 4.55), ylim=(-0.3, 3.6), aspect="equal")
        axes.axis("off")
        _encoder(axes)
    places = _decoder(left, 0.85)
    _box(left, 2, 1.7, "c", 0.9, 0.36)
    _word(left, 3.2, 1.7, "one vector", "c", 9)
    arrow(left, [(0, 1.04), (1.55, 1.62)], "c", 1.2)
    arrow(left, [(4, 1.04), (2.45, 1.62)], "c", 1.2)
    for x in places:
        arrow(left, [(2, 1.9), (x, 2.36)], "c", 1.2)
    places = _decoder(right, 0.85)
    for x, weights in zip(places, ((0.5, 0.45, 0.05, 0, 0), (0, 0.05, 0.8, 0.1, 0.05), (0, 0, 0.1, 0.6, 0.3))):
        for k, weight in enumerate(weights):
            if weight:
                right.plot([k, x], [1.04, 2.36], color=colour("c"), linewidth=0.4 + 3.2 * weight, alpha=0.35 + 0.65 * weight, zorder=1)
    return figure


def random_step(width: float = 4.6) -> Figure:
    """One step of a VRNN: who is computed from whom."""
    figure, (axes,) = panels(height=2.0, width=width)
    axes.set(xlim=(-0.6, 6.1), ylim=(-0.55, 2.95), aspect="equal")
    axes.axis("off")
    places = {"h_{t-1}": (0.2, 1.2, "h"), "z_t": (2.6, 2.3, "g"), "x_t": (2.6, 0.1, "ink"), "h_t": (5.2, 1.2, "h")}
    for text, (x, y, name) in places.items():
        if text.startswith("h"):
            _box(axes, x, y, name, 0.95, 0.6)
        else:
            axes.add_patch(Circle((x, y), 0.36, facecolor="none", edgecolor=colour(name), linewidth=1.4, zorder=2))
        _word(axes, x, y, f"${text}$", name, 12)
    arrow(axes, [(0.68, 1.42), (2.25, 2.18)], "g")
    arrow(axes, [(0.68, 0.98), (2.25, 0.22)], "ink")
    arrow(axes, [(2.48, 1.95), (2.48, 0.45)], "ink")
    arrow(axes, [(2.72, 0.45), (2.72, 1.95)], "c")
    arrow(axes, [(0.68, 1.2), (4.72, 1.2)], "h")
    arrow(axes, [(2.95, 2.18), (4.72, 1.42)], "h")
    arrow(axes, [(2.95, 0.22), (4.72, 0.98)], "h")
    _word(axes, 1.1, 2.02, "prior", "g", 9)
    _word(axes, 3.42, 0.8, "posterior", "c", 9)
    _word(axes, 1.1, 0.36, "decoder", "ink", 9)
    _word(axes, 4.3, 2.02, "recurrence", "h", 9)
    return figure

