"""What spreading over a cluster costs a submission: 10,000 tasks that carry what a submission carries and do nothing.

``python -m benchmarks.cluster_overhead``; ``--tasks 200`` is a quick try, whose table is not kept. The same calls are made
without a cluster in the same run, and a real submission is examined for comparison.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from autograder.course import batch, cluster, sample
from autograder.course.submission import Submission

from .classes import ASSIGNMENT, kept_apart
from .table import ROOT, publish

TASKS = 10_000
EXAMINED = 6


def give_back(job: batch.Job, submission: Submission, answer: int) -> bytes:
    """An answer of the size that a real one has."""
    return b"x" * answer


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster_overhead", description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=TASKS, metavar="N", help="tasks")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="workers")
    options = parser.parse_args()
    template = (ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8")
    source = (ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    job = batch.Job(ASSIGNMENT, template, source, b"s" * 32, feedback=False)
    with tempfile.TemporaryDirectory(prefix="cluster-overhead-") as scratch:
        sample.make(ROOT, Path(scratch))
        data = (Path(scratch) / "submitted" / "emma" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()
    submission = Submission("emma", data)

    examiner = batch.Examiner(job)
    answer = len(examiner.examine(submission).to_json())
    start = time.perf_counter()
    for _ in range(EXAMINED):
        examiner.examine(submission)
    real = (time.perf_counter() - start) / EXAMINED
    examiner.close()

    start = time.perf_counter()
    for _ in range(options.tasks):
        give_back(job, submission, answer)
    here = (time.perf_counter() - start) / options.tasks

    with cluster.local(options.jobs) as client:
        calls = ((number, (job, submission, answer)) for number in range(options.tasks))
        list(cluster.spread(client, give_back, ((number, (job, submission, answer)) for number in range(20))))
        start = time.perf_counter()
        count = sum(len(given) == answer for _, given in cluster.spread(client, give_back, calls))
        spread = (time.perf_counter() - start) / options.tasks
    assert count == options.tasks, "every call is answered, once"

    travels = (len(template) + len(source) + len(data) + answer) / 2**10
    publish(
        "cluster_overhead",
        f"{options.tasks:,} tasks that do nothing, {options.jobs} workers on this machine",
        ["", "ms a task", "share of a submission"],
        [
            ["called here", 1000 * here, here / real],
            ["through the cluster", 1000 * spread, spread / real],
            [f"a submission of {ASSIGNMENT}, examined here", 1000 * real, 1.0],
        ],
        f"Each task carries what a submission of {ASSIGNMENT} does, {travels:.0f} KiB both ways together, over TLS.",
        root=ROOT if options.tasks == TASKS else kept_apart(),
    )


if __name__ == "__main__":
    main()
