"""One look for every figure: a colour for each gate, transparent SVG that follows the page into dark mode.

``PALETTE`` is the only place where colours are chosen; ``book/_static/course.css`` repeats it for the text and a test
holds the two equal. Draw with ``colour("f")``; the light shade stands in the drawing, and ``svg`` replaces every
palette colour by a variable that takes the dark shade when the page is dark.
"""
from __future__ import annotations

import importlib
import io
import re
from collections.abc import Sequence

import matplotlib
import numpy as np
from IPython.core.getipython import get_ipython
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure

from recurrent.intervals import Interval

# name: (on a light page, on a dark page). Apart for deuteranopes and protanopes too; a test measures it.
PALETTE: dict[str, tuple[str, str]] = {
    "i": ("#0c7f73", "#35d6a0"),
    "f": ("#9a280b", "#ff7a4d"),
    "g": ("#c230b8", "#f5aee6"),
    "o": ("#183a86", "#5aa2f2"),
    "c": ("#966f06", "#f2d13c"),
    "h": ("#5b6472", "#aab4c3"),
    "ink": ("#1c2530", "#e4e8ee"),
    "faint": ("#d5dae1", "#3b4450"),
}

# Models are told apart by dash and marker, so that colour is left to the gates.
MODELS: dict[str, dict[str, object]] = {
    "RNN": {"linestyle": (0, (1, 1.6)), "marker": "v"},
    "GRU": {"linestyle": (0, (4, 1.6)), "marker": "s"},
    "LSTM": {"linestyle": "-", "marker": "o"},
    "LSTM, forget bias 1": {"linestyle": (0, (6, 1.4, 1, 1.4)), "marker": "D"},
    "LSTM, chrono": {"linestyle": "-", "marker": "^", "linewidth": 2.2},
}


def colour(name: str) -> str:
    """The light shade of a palette colour."""
    return PALETTE[name][0]


def ramp(name: str) -> ListedColormap:
    """A colour map from nothing to the full colour, for values from 0 to 1."""
    return ListedColormap([(*to_rgb(colour(name)), alpha) for alpha in np.linspace(0.03, 1, 64)], name=f"ramp-{name}")


def use_style() -> None:
    """Sets the look of this session's figures; in a notebook they become SVG made by ``svg``."""
    shell = get_ipython()
    if shell is not None:
        # Importing it installs matplotlib's own PNG formatter now, so that the first figure does not do it later.
        importlib.import_module("matplotlib_inline.backend_inline")
        shell.display_formatter.formatters["image/png"].pop(Figure, None)
        shell.display_formatter.formatters["image/svg+xml"].for_type(Figure, svg)
    ink = colour("ink")
    matplotlib.rcParams.update({
        "figure.figsize": (5.2, 2.7), "figure.constrained_layout.use": True, "savefig.transparent": True,
        "font.size": 10, "axes.titlesize": 10, "axes.labelsize": 10, "legend.fontsize": 9, "mathtext.fontset": "cm",
        "text.color": ink, "axes.labelcolor": ink, "axes.edgecolor": ink, "axes.titlecolor": ink,
        "xtick.color": ink, "ytick.color": ink, "xtick.labelsize": 9, "ytick.labelsize": 9,
        "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.linewidth": 0.8,
        "axes.grid": True, "axes.axisbelow": True, "grid.color": colour("faint"), "grid.linewidth": 0.7,
        "axes.prop_cycle": matplotlib.cycler(color=[ink]), "lines.linewidth": 1.5, "lines.markersize": 4,
        "legend.frameon": False, "svg.fonttype": "path", "svg.hashsalt": "recurrent",
    })  # fmt: skip


def svg(figure: Figure) -> str:
    """A figure as SVG text whose palette colours switch with the page's colour scheme."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", bbox_inches="tight", pad_inches=0.03, transparent=True, metadata={"Date": None})
    text = buffer.getvalue()
    for name, (light, _) in PALETTE.items():
        text = re.sub(light, f"var(--{name})", text, flags=re.IGNORECASE)
    shades = ["".join(f"--{name}:{pair[k]};" for name, pair in PALETTE.items()) for k in (0, 1)]
    style = f"<style>svg{{{shades[0]}}}@media(prefers-color-scheme:dark){{svg{{{shades[1]}}}}}</style>"
    return re.sub(r"(<svg\b[^>]*>)", lambda match: match.group(1) + style, text, count=1)


def panels(rows: int = 1, columns: int = 1, height: float = 2.2, width: float = 5.2, **options: object) -> tuple[Figure, np.ndarray]:
    """A figure and its axes as a flat array; ``height`` is that of one row, in inches."""
    figure, axes = plt.subplots(rows, columns, figsize=(width, height * rows), squeeze=False, **options)
    return figure, axes.ravel()


def line(axes: Axes, x: Sequence[float], intervals: Sequence[Interval], label: str = "", **style: object) -> None:
    """A line through the values with a band from ``low`` to ``high``."""
    (drawn,) = axes.plot(x, [v.value for v in intervals], label=label, **style)
    axes.fill_between(x, [v.low for v in intervals], [v.high for v in intervals], color=drawn.get_color(), alpha=0.13, linewidth=0)


def bars(axes: Axes, labels: Sequence[str], intervals: Sequence[Interval], colours: Sequence[str]) -> None:
    """Horizontal bars with interval whiskers, first label on top."""
    y = np.arange(len(labels))[::-1]
    axes.barh(y, [v.value for v in intervals], color=list(colours), alpha=0.75, height=0.62)
    for height, v in zip(y, intervals):
        axes.plot([v.low, v.high], [height, height], color=colour("ink"), linewidth=1.6, solid_capstyle="butt")
    axes.set_yticks(y, labels)
    axes.grid(axis="y", visible=False)


def forest(axes: Axes, labels: Sequence[str], intervals: Sequence[Interval], colours: Sequence[str], singles: Sequence[Sequence[float]]) -> None:
    """A forest plot: one row a label, first on top, with its interval, its mean, and the single values as ticks."""
    y = np.arange(len(labels))[::-1]
    for height, v, shade, values in zip(y, intervals, colours, singles):
        axes.plot(values, [height + 0.3] * len(values), "|", color=colour("h"), markersize=4, markeredgewidth=0.9)
        axes.plot([v.low, v.high], [height, height], color=shade, linewidth=2, solid_capstyle="butt")
        axes.plot(v.value, height, "o", color=shade, markersize=5.5)
    axes.axvline(0, color=colour("h"), linewidth=1, linestyle=(0, (2, 2)))
    axes.set_yticks(y, labels)
    axes.grid(axis="y", visible=False)


def reference(axes: Axes, y: float, text: str) -> None:
    """A horizontal line that a reader should compare with, named at its right end."""
    axes.axhline(y, color=colour("h"), linewidth=1, linestyle=(0, (2, 2)))
    axes.annotate(text, (1, y), xycoords=("axes fraction", "data"), xytext=(-2, 3), textcoords="offset points", ha="right", color=colour("h"), fontsize=8.5)


def strip(axes: Axes, values: np.ndarray, name: str) -> None:
    """A heat strip ``(units, T)`` in a gate's colour: empty is 0, full is 1."""
    axes.pcolormesh(np.arange(values.shape[1] + 1) - 0.5, np.arange(values.shape[0] + 1), values, cmap=ramp(name), vmin=0, vmax=1, linewidth=0)
    axes.grid(visible=False)
    axes.set_yticks([])
    axes.set_ylabel(f"${name}$", color=colour(name), rotation=0, labelpad=10, va="center", fontsize=12)
