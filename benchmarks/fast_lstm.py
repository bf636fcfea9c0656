"""An LSTM made faster step by step, the compiler included: ``python -m benchmarks.fast_lstm [--device cuda]``.

Writes ``book/data/fast_lstm.json``: milliseconds forward and backward of each version, side by side; what compiling
cost; and what the compiler says on a machine without a C++ compiler. A run for one device leaves the rows of other
devices as they are. The chapter on sequences in practice shows it. On one core: a few minutes.
"""
from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import torch
import torch._inductor.config
import torch.nn as nn
from torch import Tensor

from benchmarks.table import machine
from recurrent import fast

TARGET = Path(__file__).resolve().parents[1] / "book" / "data" / "fast_lstm.json"
SIZE, STEPS, ROWS, BLOCK, ROUNDS = 64, 100, (1, 32), 20, 15
WITHOUT = """
import torch
from recurrent import fast
try:
    torch.compile(fast.step)(*(torch.ones(4, 16), torch.ones(4, 4), torch.ones(4, 4), torch.ones(4, 16)))
except Exception as error:
    print(str(error).splitlines()[0])
"""


def seconds() -> float:
    """Processor time of this process and of those it started and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def versions() -> dict[str, Callable[[nn.LSTM, Tensor], Tensor]]:
    """Every version by its name: those of the chapter, the compiled step, and the compiled block of ``BLOCK`` steps."""
    step, block = torch.compile(fast.step, dynamic=False), torch.compile(fast.block, dynamic=False)
    return {
        **fast.STAGES,
        "compiled step": lambda lstm, x: fast.input_outside(lstm, x, step),
        "compiled block": lambda lstm, x: fast.in_blocks(lstm, x, BLOCK, block),
    }


def measure(device: str) -> list[dict[str, object]]:
    """Rows for one device; versions take turns, so that a slow moment hits all of them alike."""
    found = []
    for rows in ROWS:
        torch._dynamo.reset()
        lstm, x = nn.LSTM(SIZE, SIZE, device=device), torch.randn(STEPS, rows, SIZE, device=device)
        runs = versions()
        first = {}
        for name, run in runs.items():
            start = seconds()
            once(run, lstm, x)
            first[name] = seconds() - start
        times = [{name: once(run, lstm, x) for name, run in runs.items()} for _ in range(ROUNDS)]
        for name in runs:
            row = {"device": device, "rows": rows, "version": name, "first_seconds": round(first[name], 2)}
            found.append(row | {"milliseconds": round(median(turn[name] for turn in times), 3)})
            print(found[-1], flush=True)
    return found


def once(run: Callable[[nn.LSTM, Tensor], Tensor], lstm: nn.LSTM, x: Tensor) -> float:
    """Milliseconds of one run forward and backward: of processor time, or on a graphics processor of the clock on the wall."""
    clock = time.perf_counter if x.is_cuda else time.process_time
    start = clock()
    run(lstm, x).sum().backward()
    if x.is_cuda:
        torch.cuda.synchronize()
    return 1000 * (clock() - start)


def without_compiler() -> str:
    """The first line of what compiling says where no C++ compiler is found."""
    nowhere = os.environ | {"CXX": "/nowhere/c++", "PATH": "/nowhere", "TORCHINDUCTOR_FORCE_DISABLE_CACHES": "1"}
    return subprocess.run([sys.executable, "-W", "ignore", "-c", WITHOUT], env=nowhere, capture_output=True, text=True, check=True).stdout.strip()


def lines(record: dict[str, object]) -> str:
    """The record as JSON with one line for each row, so that a change shows in a diff."""
    rows = ",\n".join(f"  {json.dumps(row)}" for row in record["times"])
    head = json.dumps({key: value for key, value in record.items() if key != "times"}, indent=1)
    return f'{head[:-2]},\n "times": [\n{rows}\n ]\n}}\n'


def main() -> None:
    """Measures on one device and writes the record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    device = parser.parse_args().device
    torch.set_num_threads(1)
    torch._inductor.config.compile_threads = 1
    torch._inductor.config.force_disable_caches = True  # compiling is to be measured, not looked up
    start = seconds()
    found = measure(device)
    day, _, computer = machine(("torch",)).partition(", ")
    old = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.is_file() else {"machines": {}, "times": []}
    this = {
        "command": "python -m benchmarks.fast_lstm" + (f" --device {device}" if device != "cpu" else ""),
        "date": day,
        "machine": computer if device == "cpu" else f"{torch.cuda.get_device_name()}, {computer}",
        "graphics_processors": [torch.cuda.get_device_name(k) for k in range(torch.cuda.device_count())],
        "cpu_seconds": round(seconds() - start),
        "without_compiler": without_compiler(),
    }
    record = {
        "size": SIZE,
        "steps": STEPS,
        "block": BLOCK,
        "machines": old["machines"] | {device: this},
        "times": [row for row in old["times"] if row["device"] != device] + found,
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(lines(record), encoding="utf-8")


if __name__ == "__main__":
    main()
