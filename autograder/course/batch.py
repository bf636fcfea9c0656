"""A job: everything that examining submissions takes beyond the installed package, so that any machine can do it.

What travels to a worker is the released notebook, the solution, the secret that the cases are drawn from, and one
submission at a time; what comes back is JSON. A worker needs no course folder. It has to be trusted: it learns the
secret, and its word is the result. It also has to be the same grader: one with another rubric or another torch says so
instead of judging.
"""

from __future__ import annotations

import atexit
import gc
import json
import platform
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..sandbox.limits import Limits
from .. import places
from . import cluster
from .finish import Finished, finish
from .fingerprint import PACKAGE, digest, of_files, of_rooms, of_versions
from .submission import Submission, examine, no_result


@dataclass(frozen=True)
class Job:
    """What all submissions of a run have in common.

    Attributes:
        assignment: its name.
        template: the released notebook's text.
        source: the solution's text.
        own: the texts of rubric and known mistakes, by their room, where they are the course's own.
        secret: what the cases are drawn from.
        device: where students' code runs.
        sandbox: whether it runs in a jail.
        limits: what it may use.
        limit_output: the course's configuration of nbgrader's `LimitOutput`.
        feedback: whether to make pages.
        grader: what the grader has to be: see `grader_here`.
    """

    assignment: str
    template: str = field(repr=False)
    source: str = field(repr=False)
    secret: bytes = field(repr=False)
    device: str = "cpu"
    sandbox: bool = True
    limits: Limits = Limits()
    limit_output: tuple[tuple[str, Any], ...] = ()
    feedback: bool = True
    grader: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    own: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def own_texts(assignment: str) -> tuple[tuple[str, str], ...]:
    """Rubric and known mistakes of the course at work, which no worker has installed; nothing where they are the package's."""
    paths = ((room, places.own(room, assignment)) for room in (places.RUBRICS, places.MISCONCEPTIONS))
    return tuple((room, path.read_text(encoding="utf-8")) for room, path in paths if path is not None)


def grader_here(assignment: str) -> tuple[tuple[str, str], ...]:
    """What of this installation a verdict depends on: its names and states."""
    rooms = digest(of_rooms("judge", "report", "notebook", "sandbox"))
    course = digest(of_files(PACKAGE / "course" / name for name in ("graded.py", "submission.py", "finish.py", "feedback.py")))
    asked = digest(of_files(places.file(room, assignment) for room in (places.RUBRICS, places.MISCONCEPTIONS)))
    versions = dict(line.rsplit(" ", 1) for line in list(of_versions("torch", "numpy", "pytest", "ipython", "nbgrader"))[1:])
    python = ".".join(platform.python_version_tuple()[:2])
    parts = {"autograder": rooms[:12], "its course": course[:12], "rubric and known mistakes": asked[:12], "Python": python}
    return tuple((parts | versions).items())


class Unfit(RuntimeError):
    """A worker that cannot examine anything."""


class Examiner:
    """A grader for one job in this process.

    Raises:
        Unfit: it is not the grader that the job asks for, or cannot be one on this machine.
    """

    def __init__(self, job: Job) -> None:
        self.job, self.template = job, json.loads(job.template)
        self._begun = False
        with ExitStack() as held:
            self.course = course = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="autograder-")))
            for room, text in ((f"solutions/{job.assignment}", job.source), *job.own):
                path = course / room / f"{job.assignment}.py"
                path.parent.mkdir(parents=True)
                path.write_text(text, encoding="utf-8")
            with places.at_work(course):
                here = dict(grader_here(job.assignment))
            other = [f"{name} ({here.get(name)}, not {wanted})" for name, wanted in job.grader if here.get(name) != wanted]
            if other:
                raise Unfit(f"its grader is another one than that of the class: {', '.join(other)}")
            from autograder.sandbox import Grader

            try:
                self.grader = held.enter_context(
                    Grader(course, device=job.device, sandbox=job.sandbox, limits=job.limits, secret=job.secret)
                )
            except Exception as error:  # noqa: BLE001 - whatever it is, no submission is to blame
                raise Unfit(f"it cannot grade: {error}") from error
            self._held = held.pop_all()

    def examine(self, submission: Submission) -> Finished:
        """The finished result of one submission."""
        job = self.job
        with places.at_work(self.course):
            result = examine(self.grader, self.template, job.assignment, submission)
        try:
            return finish(result, job.assignment, dict(job.limit_output), job.feedback)
        except Exception as error:  # noqa: BLE001 - one submission never stops the others
            return nothing(job, submission.student, f"its notebook cannot be written: {cluster.said(error)}")
        finally:
            if not self._begun:
                _leave_to_itself()
                self._begun = True

    def close(self) -> None:
        """End the grader and forget the solution."""
        self._held.close()


def _leave_to_itself() -> None:
    """Has the collector pass over all that is loaded, which stays: going through torch again and again takes longer than judging."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


def nothing(job: Job, student: str, fault: str) -> Finished:
    """The result of a submission that the grader failed on."""
    reason = "The grader itself failed on this notebook. This is not your fault; it will be graded again."
    result = no_result(json.loads(job.template), job.assignment, student, "crashed", reason)
    finished = finish(result, job.assignment, dict(job.limit_output), job.feedback)
    return Finished(finished.entry, finished.notebook, finished.page, fault=fault)


def in_this_process(job: Job, submissions: Iterable[Submission]) -> Iterator[Finished]:
    """Each result, as it comes."""
    examiner = Examiner(job)
    try:
        for submission in submissions:
            yield examiner.examine(submission)
    finally:
        examiner.close()


def on_cluster(job: Job, submissions: Iterable[Submission], client: Any, say: Callable[[str], None]) -> Iterator[Finished]:
    """Each result, as it comes, from the workers of a Dask client.

    Raises:
        Unfit: a worker cannot grade; the message names it.
        cluster.Gone: the cluster went away.
    """
    calls = ((submission.student, (job, submission)) for submission in submissions)
    gpu = job.device == "cuda"
    try:
        with closing(cluster.spread(client, on_worker, calls, gpu=gpu, say=say)) as answers:
            for student, answer in answers:
                if isinstance(answer, Unfit):
                    raise answer
                if isinstance(answer, BaseException):
                    yield nothing(job, student, f"its worker was lost again and again, or failed: {cluster.said(answer)}")
                else:
                    yield Finished.from_json(answer)
    finally:
        cluster.everywhere(client, stop_here, job)


OPEN = 2  # jobs for which a worker keeps a grader
_one_at_a_time = threading.Lock()
_open: dict[Job, Examiner] = {}


def on_worker(job: Job, submission: Submission) -> bytes:
    """Examine a submission on a worker, which keeps the graders of its last jobs open. One at a time, whatever its threads."""
    with _one_at_a_time:
        if job not in _open:
            while len(_open) >= OPEN:
                _open.pop(next(iter(_open))).close()
            try:
                _open[job] = Examiner(job)
            except Unfit as unfit:
                raise Unfit(f"worker {cluster.worker_name()}: {unfit}") from None
        return _open[job].examine(submission).to_json()


def stop_here(job: Job) -> None:
    """End what this process examines for a job, and its grader for it."""
    if examiner := _open.pop(job, None):
        examiner.grader.abandon()
        threading.Thread(target=_close, args=[examiner]).start()


def _close(examiner: Examiner) -> None:
    with _one_at_a_time:  # what it examines ends first
        examiner.close()


@atexit.register
def close_all() -> None:
    """Close every grader of this process."""
    while _open:
        _open.popitem()[1].close()


def examiner(
    job: Job, jobs: int, scheduler: str | None, say: Callable[[str], None]
) -> Callable[[Iterable[Submission]], Iterator[Finished]]:
    """How to examine: on the cluster at `scheduler`, on `jobs` processes of this machine, or in this one.

    Args:
        job: the job.
        jobs: processes on this machine.
        scheduler: a cluster's address.
        say: told when the cluster keeps the class waiting.
    """
    if scheduler is None and jobs <= 1:
        return lambda submissions: in_this_process(job, submissions)

    def on_dask(submissions: Iterable[Submission]) -> Iterator[Finished]:
        opened = cluster.local(jobs, job.device == "cuda") if scheduler is None else cluster.at(scheduler)
        with opened as client:
            yield from on_cluster(job, submissions, client, say)

    return on_dask
