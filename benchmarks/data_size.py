"""Learning curves over the number of training sequences: ``python -m benchmarks.data_size``, a few minutes on one core.

Writes ``book/data/data_size.json``: for each task, model and number of sequences the accuracy of every seed on what it
was trained on and on fresh sequences, and the command, day and machine. The chapter on bidirectional LSTMs draws it.
"""
from __future__ import annotations

import json
import time
from pathlib import Path

import torch

from benchmarks.table import machine
from recurrent.data_size import MODELS, TASKS, measure

TARGET = Path(__file__).resolve().parents[1] / "book" / "data" / "data_size.json"
SIZES = (16, 32, 64, 128, 256, 512, 1024)
SEEDS, STEPS, RATE = range(6), 400, 1.5e-2


def lines(record: dict[str, object]) -> str:
    """The record as JSON with one line for each model and size, so that a change shows in a diff."""
    rows = ",\n".join(f"  {json.dumps(row)}" for row in record["accuracy"])
    head = json.dumps({key: value for key, value in record.items() if key != "accuracy"}, indent=1)
    return f'{head[:-2]},\n "accuracy": [\n{rows}\n ]\n}}\n'


def main() -> None:
    """Runs everything and writes the record."""
    torch.set_num_threads(1)
    start, rows = time.process_time(), []
    for task in TASKS:
        for examples in SIZES:
            for model, found in measure(task, examples, STEPS, SEEDS, RATE).items():
                shares = {part: [round(share, 4) for share in of] for part, of in found.items()}
                rows.append({"task": task, "model": model, "examples": examples, **shares})
                print(rows[-1], flush=True)
    day, _, computer = machine(("torch",)).partition(", ")
    record = {
        "command": "python -m benchmarks.data_size",
        "date": day,
        "machine": computer,
        "cpu_seconds": round(time.process_time() - start),
        "budget": {"steps": STEPS, "rate": RATE, "seeds": len(SEEDS), "hidden_size": {model: size for model, (_, size) in MODELS.items()}},
        "accuracy": rows,
    }
    TARGET.write_text(lines(record))


if __name__ == "__main__":
    main()
