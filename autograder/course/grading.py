"""Grading a class: what has changed is examined, and every result goes into nbgrader's gradebook by one writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nbgrader.coursedir import CourseDirectory

from ..sandbox.limits import Limits
from . import batch, gradebook, layout
from .fingerprint import PACKAGE, digest, of_assignment, of_files, of_rooms, of_versions
from .results import Results
from .submission import Result, Submission, read


class Busy(Exception):
    """Another grader is at work on this assignment."""


class Watcher(Protocol):
    """Who wants to know how a run goes on."""

    def begin(self, assignment: str, total: int, todo: int) -> None:
        """`todo` of `total` submissions will be examined or written anew."""

    def done(self, entry: dict[str, Any], seconds: float) -> None:
        """A submission's result is in the gradebook."""

    def fault(self, student: str, reason: str) -> None:
        """The grader itself failed on a submission."""

    def end(self, outcome: Outcome) -> None:
        """The run is over."""


@dataclass
class Outcome:
    """What a run found.

    Attributes:
        assignment: what was graded.
        entries: every submission's report in order of students, those that were kept from an earlier run included.
        seconds: how long each took, in this run or the earlier one.
        graded: the students that were examined in this run.
        faults: where the grader itself failed, and how.
    """

    assignment: str
    entries: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    graded: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The object of `--json`."""
        return {"assignment": self.assignment, "results": self.entries}


@dataclass(frozen=True)
class Options:
    """How to grade: see `autograder grade --help`."""

    students: Sequence[str] = ()
    jobs: int | None = None
    scheduler: str | None = None
    device: str = "cpu"
    sandbox: bool = True
    force: bool = False
    feedback: bool = True
    limits: Limits = Limits()


def grade(root: Path, assignment: str, options: Options, watcher: Watcher) -> Outcome:
    """Grade a class.

    Raises:
        layout.NoCourse: the assignment has not been released, or a named student has not handed it in.
        Busy: another grader is at work on it.
        RuntimeError: the gradebook refuses the assignment, or there is no jail.
    """
    coursedir = layout.course_directory(root)
    coursedir.assignment_id = assignment
    gradebook.register(coursedir, assignment)
    results = Results(root, assignment, basis(root, coursedir, assignment, options.device, options.limits))
    try:
        with results.only_writer():
            return _Run(root, coursedir, assignment, options, watcher, results).run()
    except BlockingIOError:
        raise Busy(f"another grader is at work on {assignment} in {root}") from None


def basis(root: Path, coursedir: CourseDirectory, assignment: str, device: str, limits: Limits = Limits()) -> str:
    """A hash of all that a verdict depends on apart from the submission: the secret that draws its cases included."""
    from autograder.sandbox.secret import course_secret

    return digest(
        [
            *of_assignment(layout.source_folder(coursedir, assignment), assignment),
            *of_files([layout.released_notebook(coursedir, assignment), *(PACKAGE / "course" / name for name in ("graded.py", "submission.py"))]),
            *of_rooms("judge", "report", "notebook", "sandbox"),
            *of_versions("torch", "numpy", "pytest", "ipython"),
            device,
            repr(limits),
            course_secret(root),
        ]
    )


def students_of(coursedir: CourseDirectory, assignment: str, asked: Sequence[str] = ()) -> list[str]:
    """Who handed in the assignment, in order; those that are asked for where some are.

    Raises:
        layout.NoCourse: one of them did not.
    """
    folder = layout.submission_folder(coursedir, ".", ".").resolve()
    found = sorted(path.name for path in folder.iterdir() if (path / assignment).exists()) if folder.is_dir() else []
    missing = [student for student in asked if student not in found]
    if missing:
        raise layout.NoCourse(f"no submission of {assignment} by {', '.join(missing)} in {folder}")
    return [student for student in found if student in asked] if asked else found


class _Run:
    """One run over one class."""

    def __init__(
        self,
        root: Path,
        coursedir: CourseDirectory,
        assignment: str,
        options: Options,
        watcher: Watcher,
        results: Results,
    ) -> None:
        self.root, self.coursedir, self.assignment = root, coursedir, assignment
        self.options, self.watcher, self.results = options, watcher, results
        self.keys: dict[str, str] = {}
        self.outcome = Outcome(assignment)

    def run(self) -> Outcome:
        """Examine what has changed, write what is not written, and gather all reports."""
        students = students_of(self.coursedir, self.assignment, self.options.students)
        fresh, unwritten = self._sort(students)
        self.watcher.begin(self.assignment, len(students), len(fresh) + len(unwritten))
        self.record = gradebook.recorder(self.coursedir).record
        self.feedback = gradebook.feedback(self.coursedir)
        for student in unwritten:
            result = self.results.load_result(student)
            if result is None:
                fresh.append(student)
            else:
                self._write(result)
        if fresh:
            self._examine(sorted(fresh))
        for student in students:
            kept = self.results.load(student)
            if kept is not None:
                self.outcome.entries.append(kept.entry)
                self.outcome.seconds[student] = kept.seconds
        self.watcher.end(self.outcome)
        return self.outcome

    def _sort(self, students: Sequence[str]) -> tuple[list[str], list[str]]:
        """Those to examine, and those whose result is known and not, or no longer, written down."""
        fresh, unwritten = [], []
        scores = gradebook.recorded_scores(self.coursedir, self.assignment)
        for student in students:
            key = self.results.key(self._read(student))
            kept = self.results.load(student)
            if self.options.force or kept is None or kept.key != key:
                fresh.append(student)
                continue
            self.keys[student] = key
            notebook = layout.autograded_notebook(self.coursedir, self.assignment, student)
            page = layout.feedback_page(self.coursedir, self.assignment, student)
            written = (
                self.results.is_recorded(student, key, notebook)
                and abs(scores.get(student, -1.0) - kept.entry["score"]) < 1e-6
                and (page.is_file() or not self.options.feedback)
            )
            if not written:
                unwritten.append(student)
        return fresh, unwritten

    def _examine(self, students: Sequence[str]) -> None:
        template = layout.released_notebook(self.coursedir, self.assignment).read_text(encoding="utf-8")
        job = batch.Job(self.root, self.assignment, template, self.options.device, self.options.sandbox, self.options.limits)
        jobs = batch.default_jobs(len(students)) if self.options.jobs is None else self.options.jobs
        examine = batch.examiner(job, min(jobs, len(students)), self.options.scheduler)
        for result in examine(self._submissions(students)):
            student = result.entry["student"]
            self.results.save(student, "" if result.fault else self.keys[student], result)
            self.outcome.graded.append(student)
            self._write(result)
            if result.fault:
                self._fault(student, f"the grader failed: {result.fault}")

    def _submissions(self, students: Sequence[str]) -> Iterator[Submission]:
        for student in students:
            submission = self._read(student)
            self.keys[student] = self.results.key(submission)
            yield submission

    def _read(self, student: str) -> Submission:
        return read(layout.submission_folder(self.coursedir, self.assignment, student), self.assignment, student)

    def _write(self, result: Result) -> None:
        student = result.entry["student"]
        try:
            self.record(student, result)
            if self.options.feedback:
                self.feedback.convert(student)
        except Exception as error:  # noqa: BLE001 - what cannot be written for one is reported and tried again next time
            self._fault(student, f"the result could not be written: {type(error).__name__}: {error}")
            return
        notebook = layout.autograded_notebook(self.coursedir, self.assignment, student)
        self.results.set_recorded(student, self.keys[student], notebook)
        self.watcher.done(result.entry, result.seconds)

    def _fault(self, student: str, reason: str) -> None:
        self.outcome.faults[student] = reason
        self.watcher.fault(student, reason)
