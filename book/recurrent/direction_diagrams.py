"""Two directions as drawings: the layer, its steps, a padded batch turned round, and what each slice of the output has read."""
from __future__ import annotations

from collections.abc import Sequence

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from recurrent.diagrams import arrow
from recurrent.plots import colour, panels

AHEAD, BACK = "ink", "c"  # the palette's names for the two directions


def _block(axes: Axes, x: float, y: float, text: str, name: str, width: float = 1.0) -> None:
    shape = "round,pad=0,rounding_size=0.1"
    for face, alpha, edge in ((colour(name), 0.13, 0.0), ("none", 1.0, 1.5)):
        axes.add_patch(
            FancyBboxPatch((x - width / 2, y - 0.28), width, 0.56, boxstyle=shape, facecolor=face, edgecolor=colour(name), alpha=alpha, linewidth=edge, zorder=3)
        )
    axes.text(x, y, text, ha="center", va="center", color=colour(name), fontsize=11, zorder=4)


def both_directions(words: Sequence[str] = ("apple", "is", "a", "fruit"), width: float = 5.2) -> Figure:
    """A bidirectional layer over some words: two rows of cells, arrows in opposite directions, outputs joined per word."""
    gap, steps = 1.75, len(words)
    figure, axes = plt.subplots(figsize=(width, 0.62 * width))
    axes.set(xlim=(-1.6, gap * (steps - 1) + 1.6), ylim=(-0.5, 4.6), aspect="equal")
    axes.axis("off")
    for k, word in enumerate(words):
        x, t = gap * k, k + 1
        axes.text(x, -0.3, word, ha="center", va="center", color=colour("ink"), fontsize=11)
        axes.text(x, 0.12, f"$x_{t}$", ha="center", va="center", color=colour("ink"), fontsize=11)
        _block(axes, x - 0.22, 1.25, rf"$\overrightarrow{{h}}_{t}$", AHEAD, 0.8)
        _block(axes, x + 0.22, 2.45, rf"$\overleftarrow{{h}}_{t}$", BACK, 0.8)
        arrow(axes, [(x - 0.22, 0.35), (x - 0.22, 0.97)], "h")
        arrow(axes, [(x + 0.42, 0.35), (x + 0.42, 2.17)], "h")
        arrow(axes, [(x - 0.42, 1.53), (x - 0.42, 3.45)], AHEAD)
        arrow(axes, [(x + 0.22, 2.73), (x + 0.22, 3.45)], BACK)
        axes.text(x - 0.05, 3.75, rf"$[\overrightarrow{{h}}_{t};\overleftarrow{{h}}_{t}]$", ha="center", va="center", color=colour("ink"), fontsize=11)
        axes.text(x - 0.05, 4.3, f"$y_{t}$", ha="center", va="center", color=colour("ink"), fontsize=11)
        start = x - gap + 0.18 if k else x - 1.3
        arrow(axes, [(start, 1.25), (x - 0.62, 1.25)], AHEAD, 2.2)
        begin = x + gap - 0.18 if k < steps - 1 else x + 1.3
        arrow(axes, [(begin, 2.45), (x + 0.62, 2.45)], BACK, 2.2)
    axes.text(-1.35, 1.45, "0", ha="center", color=colour(AHEAD), fontsize=9)
    axes.text(gap * (steps - 1) + 1.35, 2.65, "0", ha="center", color=colour(BACK), fontsize=9)
    return figure


def _cell(axes: Axes, x: float, y: float, text: str, name: str, full: bool = True) -> None:
    """A square with its middle at the point, tinted when it is full."""
    axes.add_patch(Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, facecolor=colour(name), alpha=0.3 if full else 0.0, linewidth=0))
    axes.add_patch(Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, facecolor="none", edgecolor=colour(name if full else "faint"), linewidth=1.1))
    axes.text(x, y, text, ha="center", va="center", color=colour(name if full else "h"), fontsize=10)


def _bare(axes: Axes, columns: float, rows: float, title: str = "") -> None:
    axes.set(xlim=(-0.6, columns - 0.4), ylim=(-0.6, rows - 0.4), aspect="equal", title=title)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def stepped(steps: int = 5) -> Figure:
    """What is there after each tick: a forward state more from the left, a backward one from the right, outputs where both are."""
    figure, axes = panels(-(-steps // 3), 3, height=1.25, width=5.2)
    for axis in axes[steps:]:
        axis.axis("off")
    for tick, axis in enumerate(axes[:steps], 1):
        for t in range(steps):
            ahead, back = t < tick, t >= steps - tick
            _cell(axis, t, 0, "→" if ahead else "", AHEAD, ahead)
            _cell(axis, t, 1, "←" if back else "", BACK, back)
            _cell(axis, t, 2.3, "y" if ahead and back else "", "ink", ahead and back)
        _bare(axis, steps, 3.4, f"tick {tick}")
    return figure


def padded_reversal(words: Sequence[str] = ("ABCDE", "FGH", "IJKL")) -> Figure:
    """A padded batch, the batch turned round as a whole, and each sequence turned round within its length."""
    longest = max(map(len, words))
    padded = [word.ljust(longest) for word in words]
    views = {
        "x": padded,
        "x.flip(0)": [word[::-1] for word in padded],
        "within the lengths": [word[::-1].ljust(longest) for word in words],
    }
    figure, axes = panels(1, 3, height=1.35, width=5.6)
    for axis, (title, rows) in zip(axes, views.items()):
        for n, row in enumerate(rows):
            for t, letter in enumerate(row):
                _cell(axis, t, len(rows) - 1 - n, letter.strip() or "0", AHEAD if title == "x" else BACK, letter != " ")
        _bare(axis, longest, len(rows), title)
    return figure


def words_read(steps: int = 5, length: int | None = None) -> Figure:
    """The two halves of the output at every step, each cell with the number of words that it has read; the last row is framed."""
    length = length or steps
    figure, (axes,) = panels(height=1.85, width=5.0)
    for t in range(steps):
        there = t < length
        _cell(axes, t, 0, str(t + 1) if there else "0", AHEAD, there)
        _cell(axes, t, 1, str(length - t) if there else "0", BACK, there)
    axes.add_patch(Rectangle((steps - 1.56, -0.56), 1.12, 2.12, facecolor="none", edgecolor=colour("f"), linewidth=1.8, linestyle=(0, (3, 1.5))))
    axes.text(steps - 1, 1.9, "output[-1]", ha="center", va="center", color=colour("f"), fontsize=9)
    axes.text(length - 1, -0.9, "h_n[0]", ha="center", va="center", color=colour(AHEAD), fontsize=9)
    axes.text(0, 1.9, "h_n[1]", ha="center", va="center", color=colour(BACK), fontsize=9)
    _bare(axes, steps, 2.2)
    axes.set(xlim=(-2.6, steps - 0.3), ylim=(-1.3, 2.3))
    axes.text(-0.7, 0, "forward half", ha="right", va="center", color=colour(AHEAD), fontsize=9)
    axes.text(-0.7, 1, "backward half", ha="right", va="center", color=colour(BACK), fontsize=9)
    return figure
