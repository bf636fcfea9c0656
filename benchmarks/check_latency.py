"""How long `check` takes in a running kernel: from sending the cell to the kernel being idle again.

``python -m benchmarks.check_latency [--runs N]``
"""

from __future__ import annotations

import argparse
import statistics
import time

from jupyter_client.manager import start_new_kernel
from nbformat import NO_CONVERT, read

from .table import ROOT, publish

ASSIGNMENT = "03_lstm"


def main() -> None:
    """Measure the first and later checks of the solution's exercises, in a kernel that has run its cells."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    source = ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    names = {cell.source: cell.metadata.get("nbgrader", {}) for cell in read(source, NO_CONVERT).cells if cell.cell_type == "code"}
    manager, client = start_new_kernel(cwd=str(ROOT / "exercises" / ASSIGNMENT))
    try:
        for code, marks in names.items():
            if marks.get("grade_id") == "imports" or marks.get("solution"):
                run(client, code)
        rows: list[list[object]] = []
        for asked in ('check("LSTMCell")', "check()"):
            first, *later = [run(client, asked) for _ in range(1 + runs)]
            rows.append([f"`{asked}`", first, statistics.median(later), max(later)])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    publish(
        "check_latency", f"`check` in a live kernel, {ASSIGNMENT} solved: seconds from sending the cell to the kernel being idle",
        ["cell", "the first time", f"later, median of {runs}", f"later, longest of {runs}"], rows,
        notes="The first check of a kernel imports the checker and reads the rubric. Without a name, `check` judges all five exercises.",
    )


def run(client: object, code: str) -> float:
    """Seconds that a cell takes.

    Raises:
        RuntimeError: it raised.
    """
    start = time.perf_counter()
    reply = client.execute_interactive(code, output_hook=lambda message: None, timeout=300)
    seconds = time.perf_counter() - start
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"{code.splitlines()[0]} raised {reply['content']['ename']}: {reply['content']['evalue']}")
    return seconds


if __name__ == "__main__":
    main()
