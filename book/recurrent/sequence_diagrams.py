"""What a padded and a packed batch hold, letter by letter, and where a truncated gradient stops."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from torch.nn.utils.rnn import pack_sequence

from recurrent.diagrams import arrow
from recurrent.plots import colour


def _cell(axes: Axes, x: float, y: float, letter: str, number: int | None = None, real: bool = True) -> None:
    """One entry of a batch, one unit wide, with its letter and the number of its place."""
    shade = "h" if real else "faint"
    axes.add_patch(Rectangle((x + 0.04, y + 0.04), 0.92, 0.92, facecolor=colour(shade), alpha=0.22 if real else 0.5, linewidth=0))
    high = y + (0.5 if number is None else 0.62)
    axes.text(x + 0.5, high, letter, ha="center", va="center", fontsize=9.5, color=colour("ink" if real else "h"))
    if number is not None:
        axes.text(x + 0.5, y + 0.22, str(number), ha="center", va="center", fontsize=6.5, color=colour("h"))


def padded_and_packed(words: Sequence[str], width: float = 5.2) -> Figure:
    """Words as a padded batch in the order given, as a packed batch, and the packed batch's memory as it lies there.

    What is drawn is read from ``torch.nn.utils.rnn.pack_sequence``.
    """
    packed = pack_sequence([torch.tensor([ord(letter) for letter in word]) for word in words], enforce_sorted=False)
    letters, sizes, order = [chr(code) for code in packed.data.tolist()], packed.batch_sizes.tolist(), packed.sorted_indices.tolist()
    steps, rows = len(sizes), len(words)
    total = len(letters)
    left, gap = 1.4, 1.6
    scale = (2 * steps + gap) / total  # a place of the strip is that much narrower
    figure, (upper, lower) = plt.subplots(2, 1, figsize=(width, width * 0.5), gridspec_kw={"height_ratios": [rows + 1.8, 2.7 * scale]})
    for axes in (upper, lower):
        axes.axis("off")
    for n, word in enumerate(words):
        y = rows - 1 - n
        upper.text(-0.25, y + 0.5, f"{n}", ha="right", va="center", fontsize=8.5, color=colour("h"))
        for t in range(steps):
            _cell(upper, t, y, word[t] if t < len(word) else "·", real=t < len(word))
    second = steps + gap
    start = 0
    for t, size in enumerate(sizes):
        for row in range(size):
            _cell(upper, second + t, rows - 1 - row, letters[start + row], start + row)
        upper.text(second + t + 0.5, -0.1, str(size), ha="center", va="top", fontsize=9, color=colour("ink"))
        start += size
    for row, n in enumerate(order):
        upper.text(second - 0.25, rows - 0.5 - row, f"{n}", ha="right", va="center", fontsize=8.5, color=colour("h"))
    upper.text(0, rows + 0.25, "padded: (T, N), time to the right", fontsize=8.5, color=colour("ink"))
    upper.text(second, rows + 0.25, "packed: longest first", fontsize=8.5, color=colour("ink"))
    upper.text(second - 0.1, -0.1, "batch_sizes", ha="right", va="top", fontsize=8, color=colour("ink"))
    upper.set(xlim=(-left, 2 * steps + gap), ylim=(-0.9, rows + 0.9))
    start = 0
    for size in sizes:
        for k in range(start, start + size):
            _cell(lower, k, 0, letters[k], k)
        lower.plot([start + 0.08, start + size - 0.08], [-0.18, -0.18], color=colour("ink"), linewidth=1.4)
        start += size
    lower.text(0, 1.25, "data, as it lies in memory: step after step", fontsize=8.5, color=colour("ink"))
    lower.set(xlim=(-left / scale, total), ylim=(-0.6, 2.1))
    return figure


def cut_windows(windows: int = 3, steps: int = 3, width: float = 5.2) -> Figure:
    """States in a row, in windows: numbers go right all the way, gradients go left only inside a window."""
    figure, axes = plt.subplots(figsize=(width, 0.3 * width))
    last = 0.0
    for k in range(windows * steps):
        x = 1.3 * k + 0.9 * (k // steps)
        axes.add_patch(FancyBboxPatch((x - 0.3, -0.3), 0.6, 0.6, boxstyle="round,pad=0,rounding_size=0.12", facecolor=colour("h"), alpha=0.22, linewidth=0))
        axes.text(x, 0, f"$s_{{{k + 1}}}$", ha="center", va="center", fontsize=10, color=colour("ink"))
        start = x - 1.2 if k == 0 else last + 0.33
        arrow(axes, [(start, 0.12), (x - 0.33, 0.12)], "h")
        if k % steps:
            axes.plot([x - 0.33, last + 0.55], [-0.14, -0.14], color=colour("ink"), linewidth=1.6, linestyle=(0, (1.2, 0.8)))
            axes.plot(last + 0.45, -0.14, "<", color=colour("ink"), markersize=5)
        elif k:
            middle = (x + last) / 2
            axes.plot([middle, middle], [-0.75, 0.75], color=colour("ink"), linewidth=1.2, linestyle=(0, (1, 1.5)))
            axes.text(middle, 0.85, "cut", ha="center", va="bottom", fontsize=8.5, color=colour("ink"))
        arrow(axes, [(x, 0.3), (x, 0.85)], "h")
        arrow(axes, [(x, -0.85), (x, -0.3)], "h")
        axes.text(x, -1.08, f"$x_{{{k + 1}}}$", ha="center", va="center", fontsize=10, color=colour("ink"))
        last = x
    arrow(axes, [(last + 0.33, 0.12), (last + 1.2, 0.12)], "h")
    axes.set(xlim=(-1.3, last + 1.3), ylim=(-1.4, 1.4))
    axes.axis("off")
    return figure
