"""The still figure of the explorable on attention: some words of ``book/data/alignments.json`` with lines for the weights.

``python -m recurrent.explore`` writes it with the others.
"""
from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recurrent import plots
from recurrent.looking import looked_at
from recurrent.plots import colour

WORDS = ("jobe", "giller", "craftsmanship")


def lines(axes: Axes, row: dict) -> None:
    """A word's letters from top to bottom on the left, its sounds as written on the right, lines as thick as the weights."""
    letters, sounds = row["word"], row["written"]
    steps = max(len(letters), len(sounds))
    left, right = ([-steps * (k + 0.5) / len(side) for k in range(len(side))] for side in (letters, sounds))
    for y, weights in zip(right, row["weights"]):
        for x, weight in zip(left, weights):
            if weight >= 0.005:
                axes.plot([0.1, 0.9], [x, y], color=colour("c"), linewidth=0.3 + 5 * weight, alpha=0.25 + 0.75 * weight, solid_capstyle="butt")
    for place, heights, texts in ((0, left, letters), (1, right, sounds)):
        for y, text in zip(heights, texts):
            axes.text(place, y, text, ha="left" if place else "right", va="center", fontstyle="italic" if text == "end" else None)
    axes.set(xlim=(-0.1, 1.35), ylim=(-13, 0), title=letters)
    axes.axis("off")


def still() -> Figure:
    """What stands in the place of the explorable where scripts are off."""
    plots.use_style()
    rows = {row["word"]: row for row in looked_at()}
    figure, axes = plots.panels(1, len(WORDS), height=3.4, width=6.2)
    for axis, word in zip(axes, WORDS):
        lines(axis, rows[word])
    return figure
