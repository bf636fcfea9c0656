"""Success against lag with a budget that a page cannot afford: ``python -m benchmarks.lags``, under ten minutes on one core.

Writes ``book/data/lags.json``: for each task, length and layer the training steps that every seed took, or null, and
the command, day and machine. The chapter on gradients draws it.
"""
from __future__ import annotations

import json
import time
from pathlib import Path

import torch

from benchmarks.table import machine
from recurrent.lags import TOGETHER, solve

TARGET = Path(__file__).resolve().parents[1] / "book" / "data" / "lags.json"
LENGTHS = {"latch": (50, 100, 200), "adding": (50, 100)}
BUDGETS = {"latch": 600, "adding": 1800}
RATE, HIDDEN, SIZE, SEEDS = 5e-3, 16, 20, 5


def lines(record: dict[str, object]) -> str:
    """The record as JSON with one line for each model, so that a change shows in a diff."""
    solved = ",\n".join(f"  {json.dumps(row)}" for row in record["solved"])
    head = json.dumps({key: value for key, value in record.items() if key != "solved"}, indent=1)
    return f'{head[:-2]},\n "solved": [\n{solved}\n ]\n}}\n'


def main() -> None:
    """Runs everything and writes the record."""
    torch.set_num_threads(1)
    start, solved = time.process_time(), []
    for task, lengths in LENGTHS.items():
        for steps in lengths:
            for names in TOGETHER:
                runs = solve(names, task, steps, BUDGETS[task], hidden_size=HIDDEN, size=SIZE, rate=RATE, seeds=SEEDS)
                for name, of in runs.items():
                    solved.append({"task": task, "steps": steps, "model": name, "solved_at": [run.solved_at for run in of]})
                    print(task, steps, name, solved[-1]["solved_at"], flush=True)
    day, _, computer = machine(("torch",)).partition(", ")
    record = {
        "command": "python -m benchmarks.lags",
        "date": day,
        "machine": computer,
        "cpu_seconds": round(time.process_time() - start),
        "budget": {"steps": BUDGETS, "rate": RATE, "hidden_size": HIDDEN, "batch": SIZE, "seeds": SEEDS},
        "solved": solved,
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(lines(record))


if __name__ == "__main__":
    main()
