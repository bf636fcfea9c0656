"""What a class costs by its size, and how much memory its grader takes: both should not depend on it.

``python -m benchmarks.class_size`` grades classes of 10 to 10,000; ``--sizes 10 100`` is a quick try, whose table is not
kept. The submissions are as small as they get, so that what shows is the grader's own work.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from .classes import ASSIGNMENT, autograder, course, kept_apart, of_dask, run, small
from .table import ROOT, publish

SIZES = (10, 100, 1000, 10000)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.class_size", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="submissions of each class")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes of the autograder")
    options = parser.parse_args()
    rows: list[list[object]] = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="class-size-") as scratch:
            folder = course(Path(scratch) / "course", small(size))
            grade = autograder("grade", ASSIGNMENT, "--course-dir", str(folder), "--jobs", str(options.jobs), "--no-feedback")
            first = run(grade, folder, of_dask)
            again = run(grade, folder)
        grader, worker = (first.memory.get(name, 0) / 2**20 for name in ("grader", "worker"))
        each = 1000 * first.seconds / size
        rows.append([f"{size:,}", first.seconds, each, grader, worker, 1000 * again.seconds / size])
    smallest, largest = rows[0], rows[-1]
    notes = (
        f"The largest class takes {largest[3] / smallest[3]:.2f} times the grader's memory of the smallest, and "
        f"{largest[4] / smallest[4]:.2f} times a worker's. Starting up, which a small class pays as well, is in all times."
    )
    publish(
        "class_size",
        f"Classes of small submissions of {ASSIGNMENT}, {options.jobs} workers",
        ["submissions", "seconds", "ms a submission", "grader, MiB", "largest worker, MiB", "second run, ms a submission"],
        rows,
        notes,
        root=ROOT if tuple(options.sizes) == SIZES else kept_apart(),
    )


if __name__ == "__main__":
    main()
