"""Success against lag: which recurrent layer solves a task of a given length within a budget of training steps."""
from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn

from recurrent import adding, initialise, latch
from recurrent.crowd import Crowd, each_loss, fit_crowd
from recurrent.models import Classifier
from recurrent.training import Run

# name: kind of layer, its options, and how its weights start for sequences of a given length.
MODELS: dict[str, tuple[str, dict[str, object], Callable[[nn.RNNBase, int], object]]] = {
    "RNN": ("RNN", {}, lambda layer, steps: layer),
    "IRNN": ("RNN", {"nonlinearity": "relu"}, lambda layer, steps: initialise.identity(layer)),
    "GRU": ("GRU", {}, lambda layer, steps: layer),
    "LSTM": ("LSTM", {}, lambda layer, steps: layer),
    "LSTM, forget bias 1": ("LSTM", {}, lambda layer, steps: initialise.forget_bias(layer)),
    "LSTM, chrono": ("LSTM", {}, lambda layer, steps: initialise.chrono(layer, steps)),
}
# Layers with the same equations learn side by side.
TOGETHER = (("RNN",), ("IRNN",), ("GRU",), ("LSTM", "LSTM, forget bias 1", "LSTM, chrono"))

TASKS = ("latch", "adding")
GOALS = {"latch": 0.95, "adding": 0.9}  # accuracy; share of the target's variance that is explained


def members(names: Sequence[str], task: str, steps: int, hidden_size: int, seeds: int) -> list[Classifier]:
    """Fresh networks, ``seeds`` of each name in turn."""
    shape = (latch.SYMBOLS, hidden_size, latch.CLASSES) if task == "latch" else (2, hidden_size, 1)
    found = []
    for name in names:
        kind, options, start = MODELS[name]
        for seed in range(seeds):
            torch.manual_seed(seed)
            found.append(Classifier(kind, *shape, **options))
            start(found[-1].layer, steps)
    return found


def solve(
    names: Sequence[str], task: str, steps: int, budget: int, *, hidden_size: int = 16, size: int = 20, rate: float = 5e-3, seeds: int = 5
) -> dict[str, list[Run]]:
    """Trains ``seeds`` networks of each name until all have solved the task or the budget is spent.

    Args:
        names: keys of ``MODELS`` with the same equations, such as one entry of ``TOGETHER``.
        task: ``"latch"``, scored by its accuracy, or ``"adding"``, by ``1 - error / (1/6)``.
        steps: the length of the sequences.
        budget: training steps at most.
        size: sequences a step for each network; seed k of every name sees the same ones.

    Returns:
        the runs, by name; ``solved_at`` is None where the running score stayed below the task's goal.
    """
    if task not in TASKS:
        raise ValueError(f"task must be one of {TASKS}, got {task!r}")
    crowd = Crowd(members(names, task, steps, hidden_size, seeds))
    data = torch.Generator().manual_seed(10_000)

    def loss(crowd: nn.Module) -> tuple[torch.Tensor, torch.Tensor]:
        x, y = (latch.latch if task == "latch" else adding.adding)(steps, seeds * size, data)
        x = x.unflatten(1, (seeds, size)).repeat(1, len(names), 1, 1)  # (T, S, N, I)
        y = y.unflatten(0, (seeds, size)).repeat(len(names), 1)  # (S, N)
        output = crowd(x)
        if task == "latch":
            return each_loss(output, y)
        error = ((output.squeeze(-1) - y) ** 2).mean(1)
        return error, 1 - error.detach() / adding.CHANCE

    runs = fit_crowd(crowd, loss, budget, rate=rate, goal=GOALS[task])
    return {name: runs[k * seeds : (k + 1) * seeds] for k, name in enumerate(names)}


@dataclass(frozen=True)
class Record:
    """What ``python -m benchmarks.lags`` measured, with a budget that a page cannot afford.

    Attributes:
        solved: by task, then by model and length, the training steps that each seed took, or None.
        budgets: training steps at most, by task.
        command, machine: how, when and where it was measured.
        minutes: of processor time.
    """

    solved: dict[str, dict[tuple[str, int], list[int | None]]]
    budgets: dict[str, int]
    command: str
    machine: str
    minutes: float

    def lengths(self, task: str) -> tuple[int, ...]:
        """The lengths that were tried, ascending."""
        return tuple(sorted({steps for _, steps in self.solved[task]}))


def recorded() -> Record:
    """The record that lies with the book's data."""
    found = json.loads((Path(__file__).parents[1] / "data" / "lags.json").read_text(encoding="utf-8"))
    solved: dict[str, dict[tuple[str, int], list[int | None]]] = {task: {} for task in TASKS}
    for row in found["solved"]:
        solved[row["task"]][row["model"], row["steps"]] = row["solved_at"]
    return Record(solved, found["budget"]["steps"], found["command"], f"{found['date']}, {found['machine']}", found["cpu_seconds"] / 60)
