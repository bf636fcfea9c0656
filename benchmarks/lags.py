"""Success against lag with a budget that a page cannot afford: ``python -m benchmarks.lags``, under ten minutes on one core.

Writes ``book/data/lags.json``: for each task, length and layer the training steps that every seed took, or null, and
the command, date and machine. The chapter on gradients draws it.
"""
from __future__ import annotations

import json
import platform
import time
from datetime import datetime, timezone
from pathlib import Path

import torch

from recurrent.lags import TOGETHER, solve

TARGET = Path(__file__).resolve().parents[1] / "book" / "data" / "lags.json"
LENGTHS = {"latch": (50, 100, 200), "adding": (50, 100)}
BUDGETS = {"latch": 600, "adding": 1800}
RATE, HIDDEN, SIZE, SEEDS = 5e-3, 16, 20, 5


def processor() -> str:
    """The processor's name, as the machine tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


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
    record = {
        "command": "python -m benchmarks.lags",
        "date": datetime.now(timezone.utc).date().isoformat(),
        "machine": f"{processor()}, one core, Python {platform.python_version()}, torch {torch.__version__}",
        "cpu_seconds": round(time.process_time() - start),
        "budget": {"steps": BUDGETS, "rate": RATE, "hidden_size": HIDDEN, "batch": SIZE, "seeds": SEEDS},
        "solved": solved,
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
