"""Accuracy against the number of training sequences, for an LSTM, one with as many weights as a BiLSTM, and a BiLSTM."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from recurrent.sides import SCOPE, SENSE, TEXT, Kind, Task, learn

TASKS: dict[str, Task] = {"sense": SENSE, "scope": SCOPE, "text": TEXT}
HIDDEN, EMBEDDING = 16, 12


def weights(input_size: int, hidden_size: int, directions: int = 1) -> int:
    """How many numbers one layer learns: ``directions * 4H (I + H + 2)``, torch's two biases counted."""
    return directions * 4 * hidden_size * (input_size + hidden_size + 2)


def equal_width(input_size: int, hidden_size: int) -> int:
    """The hidden size at which an LSTM has as nearly as possible as many weights as a BiLSTM of ``hidden_size`` a direction."""
    goal = weights(input_size, hidden_size, 2)
    return min(range(1, 2 * hidden_size + 1), key=lambda size: abs(weights(input_size, size) - goal))


MODELS: dict[str, tuple[Kind, int]] = {
    "LSTM": (Kind("forward"), HIDDEN),
    "wide LSTM": (Kind("forward"), equal_width(EMBEDDING, HIDDEN)),
    "BiLSTM": (Kind("both"), HIDDEN),
}


def measure(task: str, examples: int, steps: int, seeds: Sequence[int], rate: float) -> dict[str, dict[str, list[float]]]:
    """Trains every model on ``examples`` sequences a seed; accuracy on these (``"train"``) and on fresh ones (``"test"``)."""
    found = {}
    for hidden_size in dict.fromkeys(size for _, size in MODELS.values()):
        names = [name for name, (_, size) in MODELS.items() if size == hidden_size]
        kinds = [MODELS[name][0] for name in names]
        learned = learn(TASKS[task], kinds, seeds, steps, hidden_size=hidden_size, rate=rate, examples=examples)
        train, test = learned.rehearsed(), learned.exam(1000)
        found |= {name: {"train": train[kind], "test": test[kind]} for name, kind in zip(names, kinds)}
    return found


@dataclass(frozen=True)
class Record:
    """What ``python -m benchmarks.data_size`` measured.

    Attributes:
        accuracy: by task, model and number of sequences: for ``"train"`` and ``"test"`` one value a seed.
        steps: of training.
        command, machine: how, when and where it was measured.
        minutes: of processor time.
    """

    accuracy: Mapping[tuple[str, str, int], Mapping[str, list[float]]]
    steps: int
    command: str
    machine: str
    minutes: float

    def sizes(self) -> tuple[int, ...]:
        """The numbers of sequences that were tried, ascending."""
        return tuple(sorted({size for _, _, size in self.accuracy}))


def recorded() -> Record:
    """The record that lies with the book's data."""
    found = json.loads((Path(__file__).parents[1] / "data" / "data_size.json").read_text(encoding="utf-8"))
    rows = {(row["task"], row["model"], row["examples"]): {"train": row["train"], "test": row["test"]} for row in found["accuracy"]}
    return Record(rows, found["budget"]["steps"], found["command"], f"{found['date']}, {found['machine']}", found["cpu_seconds"] / 60)
