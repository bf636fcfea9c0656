"""Examining many submissions: one after the other in this process, or spread over a Dask cluster.

Each worker holds one grader with its warm jail. A submission travels to it as bytes and comes back as a result; the
caller alone writes. No more than a few submissions a worker are under way at any time, so that memory does not grow
with the class.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..sandbox.limits import Limits
from .submission import Result, Submission, examine, no_result

UNDER_WAY = 4


@dataclass(frozen=True)
class Job:
    """What all submissions of a run have in common."""

    course: Path
    assignment: str
    template: str
    device: str = "cpu"
    sandbox: bool = True
    limits: Limits = Limits()


def in_this_process(job: Job, submissions: Iterable[Submission]) -> Iterator[Result]:
    """Each result, as it comes."""
    from autograder.sandbox import Grader

    template = json.loads(job.template)
    with Grader(job.course, device=job.device, sandbox=job.sandbox, limits=job.limits) as grader:
        for submission in submissions:
            yield examine(grader, template, job.assignment, submission)


def on_cluster(job: Job, submissions: Iterable[Submission], client: Any) -> Iterator[Result]:
    """Each result, as it comes, from the workers of a Dask client.

    Work for a GPU goes to workers that announce the resource `GPU`. A submission whose worker dies is tried again on
    another; one that takes several workers with it is a crash of its own.
    """
    from distributed import as_completed

    options: dict[str, Any] = {"pure": False, "retries": 0}
    if job.device == "cuda":
        options["resources"] = {"GPU": 1}
    waiting = iter(submissions)
    shared = client.scatter(job, broadcast=True, hash=False)
    under_way: dict[Any, str] = {}
    completed = as_completed(loop=client.loop)

    def more(count: int) -> None:
        for _, submission in zip(range(count), waiting):
            future = client.submit(_on_worker, shared, submission, **options)
            under_way[future] = submission.student
            completed.add(future)

    try:
        more(UNDER_WAY * max(1, len(client.scheduler_info()["workers"])))
        for future in completed:
            student = under_way.pop(future)
            try:
                result = future.result()
            except Exception as error:  # noqa: BLE001 - a lost worker costs the submission it was lost with
                reason = f"The process that examined this submission was lost again and again ({type(error).__name__})."
                result = no_result(json.loads(job.template), job.assignment, student, "crashed", reason)
            future.release()
            more(1)
            yield result
    finally:
        client.cancel(list(under_way))


def _on_worker(job: Job, submission: Submission) -> Result:
    from .graders import shared_grader

    grader = shared_grader(job.course, job.device, job.sandbox, job.limits)
    return examine(grader, json.loads(job.template), job.assignment, submission)


def examiner(
    job: Job, jobs: int, scheduler: str | None = None
) -> Callable[[Iterable[Submission]], Iterator[Result]]:
    """How to examine: on the cluster at `scheduler`, on `jobs` processes of this machine, or in this one."""
    if scheduler is None and jobs <= 1:
        return lambda submissions: in_this_process(job, submissions)

    def on_dask(submissions: Iterable[Submission]) -> Iterator[Result]:
        import dask
        from distributed import Client, LocalCluster

        if scheduler is not None:
            with Client(scheduler, set_as_default=False) as client:
                yield from on_cluster(job, submissions, client)
            return
        with dask.config.set({"distributed.worker.daemon": False, "distributed.admin.tick.limit": "60s"}):
            with (
                LocalCluster(
                    n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0,
                    resources={"GPU": 1} if job.device == "cuda" else None, silence_logs=50, host="127.0.0.1",
                ) as cluster,
                Client(cluster, set_as_default=False) as client,
            ):  # fmt: skip
                yield from on_cluster(job, submissions, client)

    return on_dask


def default_jobs(count: int) -> int:
    """Processes for a class of `count`: starting one costs about as much as 25 submissions."""
    return max(1, min(os.cpu_count() or 1, count // 25))
