"""A grid of dots: which seeds of which model solved a task of which length."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from recurrent.plots import colour


def solved_grid(axes: Axes, solved: Mapping[tuple[str, int], Sequence[int | None]], models: Sequence[str], lengths: Sequence[int]) -> None:
    """One dot a seed, filled where it solved the task, and the median number of training steps of those that did.

    Args:
        solved: by model and length, the training steps that each seed took, or None.
        models: the rows, from the top.
        lengths: the columns.
    """
    ink = colour("ink")
    for row, name in enumerate(models):
        for column, steps in enumerate(lengths):
            runs = solved[name, steps]
            for k, run in enumerate(runs):
                axes.plot(column + 0.1 * (k - 2), -row, "o", markersize=5.5, color=ink, markerfacecolor=ink if run else "none")
            done = sorted(run for run in runs if run)
            if done:
                axes.text(column + 0.28, -row, done[len(done) // 2], va="center", color=colour("h"), fontsize=7.5)
    axes.set_yticks([-row for row in range(len(models))], list(models))
    axes.set_xticks(range(len(lengths)), [str(steps) for steps in lengths])
    axes.set(xlim=(-0.4, len(lengths) - 0.35), ylim=(-len(models) + 0.5, 0.5))
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def wins(solved: Mapping[tuple[str, int], Sequence[int | None]]) -> dict[tuple[str, int], int]:
    """How many seeds solved it, by model and length."""
    return {key: sum(run is not None for run in runs) for key, runs in solved.items()}


def reach(solved: Mapping[tuple[str, int], Sequence[int | None]], model: str, lengths: Sequence[int]) -> int:
    """The longest of ``lengths`` up to which more than half of a model's seeds solved every one; 0 for none."""
    longest = 0
    for steps in lengths:
        runs = solved[model, steps]
        if 2 * sum(run is not None for run in runs) <= len(runs):
            break
        longest = steps
    return longest
