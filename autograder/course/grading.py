"""Grading a class: what has changed is examined, and every result goes into nbgrader's gradebook by one writer."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import OperationalError

from .. import places
from ..notebook.handed_in import exchanged
from ..notebook.reading import legible
from ..sandbox.limits import Limits
from . import batch, gradebook, layout
from .finish import Finished
from .fingerprint import PACKAGE, digest, of_assignment, of_files, of_rooms, of_versions
from .recording import Recorder, late_penalties
from .results import Results
from .submission import Submission, read


class Busy(Exception):
    """Another grader is at work on this assignment."""


class Watcher(Protocol):
    """Who wants to know how a run goes on."""

    def begin(self, assignment: str, total: int, todo: int) -> None:
        """`todo` of `total` submissions will be examined or written anew."""

    def waiting(self, reason: str) -> None:
        """Nothing happens at the moment, and why."""

    def done(self, entry: dict[str, Any], seconds: float) -> None:
        """A submission's result is in the gradebook."""

    def fault(self, student: str, reason: str) -> None:
        """The grader itself failed on a submission."""

    def end(self, outcome: Outcome) -> None:
        """The run is over."""

    def stopped(self) -> None:
        """The run ends before its time."""


@dataclass(frozen=True)
class Line:
    """One submission in a table of the class."""

    student: str
    score: float
    max_score: float
    status: str
    remark: str
    seconds: float


@dataclass
class Outcome:
    """What a run found. Reports are read from where they are kept, one at a time: a class may be large.

    Attributes:
        assignment: what was graded.
        results: where the reports are kept.
        lines: a line for every submission with a result, in order of students.
        graded: the students that were examined in this run.
        faults: where the grader itself failed, and how.
    """

    assignment: str
    results: Results | None = None
    lines: list[Line] = field(default_factory=list)
    graded: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[dict[str, Any]]:
        """Every submission's report in order of students, those that were kept from an earlier run included."""
        for line in self.lines:
            if self.results is not None and (kept := self.results.load(line.student)) is not None:
                yield kept.entry

    def as_json(self) -> dict[str, Any]:
        """The object of `--json`."""
        return {"assignment": self.assignment, "results": list(self.entries())}

    def write_json(self, path: Path) -> None:
        """Write the object of `--json`, report by report."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'{{\n "assignment": {json.dumps(self.assignment)},\n "results": [')
            for number, entry in enumerate(self.entries()):
                file.write(",\n" if number else "\n")
                file.write(textwrap.indent(json.dumps(entry, indent=1, ensure_ascii=False), "  "))
            file.write("\n ]\n}\n" if self.lines else "]\n}\n")


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
        RuntimeError: the gradebook refuses the assignment, there is no jail, or the cluster is gone.
    """
    with places.at_work(root):
        return _grade(root, assignment, options, watcher)


def _grade(root: Path, assignment: str, options: Options, watcher: Watcher) -> Outcome:
    coursedir = layout.course_directory(root)
    coursedir.assignment_id = assignment
    gradebook.check_released(coursedir, assignment)
    results = Results(root, assignment, basis(root, coursedir, assignment, options.device, options.limits))
    with ExitStack() as held:
        try:
            held.enter_context(results.only_writer())
        except BlockingIOError as other:
            raise Busy(f"another grader ({other}) is at work on {assignment} in {root}; wait for it or stop it") from None
        try:
            with results.only_registrar():
                gradebook.register(coursedir, assignment)
            return _Run(root, coursedir, assignment, options, watcher, results).run()
        except OperationalError as error:
            watcher.stopped()
            raise RuntimeError(f"the gradebook cannot be used now ({error.orig}); what was examined is kept for the next run") from None
        except BaseException:
            watcher.stopped()
            raise


def basis(root: Path, coursedir: CourseDirectory, assignment: str, device: str, limits: Limits = Limits()) -> str:
    """A hash of all that a verdict depends on apart from the submission: the secret that draws its cases included."""
    from autograder.sandbox.secret import course_secret

    return digest(
        [
            *of_assignment(layout.source_folder(coursedir, assignment), assignment),
            *of_files([layout.released_notebook(coursedir, assignment), *(PACKAGE / "course" / name for name in ("graded.py", "submission.py", "finish.py"))]),
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
    # A link that leads nowhere, or a folder that may not be entered, is a submission too: it gets a result that says so.
    found = sorted(path.name for path in folder.iterdir() if _handed_in(path, assignment)) if folder.is_dir() else []
    missing = [student for student in asked if student not in found]
    if missing:
        raise layout.NoCourse(f"no submission of {assignment} by {', '.join(missing)} in {folder}")
    return [student for student in found if student in asked] if asked else found


def remark(entry: dict[str, Any]) -> str:
    """The first thing that an instructor would want to know about a report."""
    for exercise in entry["exercises"]:
        if exercise["diagnosis"]:
            return f"{exercise['name']}: {exercise['diagnosis']['id'].replace('_', ' ').replace('-', ' ')}"
    if entry["flags"]:
        return entry["flags"][0]
    short = [exercise["name"] for exercise in entry["exercises"] if exercise["score"] < exercise["max_score"]]
    if short:
        return "points lost in " + (", ".join(short) if len(short) < 5 else f"{len(short)} exercises")
    return ""


def _handed_in(student: Path, assignment: str) -> bool:
    return os.path.lexists(student / assignment) or student.is_dir() and not os.access(student, os.X_OK)


class _Run:
    """One run over one class. What it holds of a submission, once that is written, is a key and a line."""

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
        self.outcome = Outcome(assignment, results)

    def run(self) -> Outcome:
        """Examine what has changed, write what is not written, and gather a line for each submission."""
        everyone = students_of(self.coursedir, self.assignment, self.options.students)
        students = [student for student in everyone if not layout.unfit_name(student)]
        fresh, unwritten = self._sort(students)
        self.watcher.begin(self.assignment, len(everyone), len(fresh) + len(unwritten))
        for student in {*everyone} - {*students}:
            self._fault(legible(student), f"{layout.unfit_name(student)}; rename the folder")
        with Recorder(self.coursedir, self.assignment, self.options.feedback) as self.recorder:
            for student in unwritten:
                result = self.results.load_finished(student)
                if result is None:
                    fresh.append(student)
                else:
                    self._write(result)
            if fresh:
                self._examine(sorted(fresh))
        for student in students:
            kept = self.results.load(student)
            if kept is not None:
                of = kept.entry
                self.outcome.lines.append(
                    Line(student, of["score"], of["max_score"], of["status"], remark(of)[:200], kept.seconds)
                )
        self.watcher.end(self.outcome)
        return self.outcome

    def _sort(self, students: Sequence[str]) -> tuple[list[str], list[str]]:
        """Those to examine, and those whose result is known and not, or no longer, written down."""
        fresh, unwritten = [], []
        scores = gradebook.recorded_scores(self.coursedir, self.assignment)
        self.marks = self._marks(students)
        for student in students:
            kept = None if self.options.force else self.results.load(student)
            if kept is None or kept.key != self.results.key(self._read(student)):
                fresh.append(student)
                continue
            self.keys[student] = kept.key
            notebook = layout.autograded_notebook(self.coursedir, self.assignment, student)
            page = layout.feedback_page(self.coursedir, self.assignment, student)
            written = (
                self.results.is_recorded(student, kept.key + self.marks[student], notebook)
                and abs(scores.get(student, -1.0) - kept.entry["score"]) < 1e-6
                and (page.is_file() or not self.options.feedback)
            )
            if not written:
                unwritten.append(student)
        return fresh, unwritten

    def _marks(self, students: Sequence[str]) -> dict[str, str]:
        """A hash of all but the verdict that a student's page and penalty show: where it changes, both are written anew."""
        due, given = gradebook.given_by_people(self.coursedir, self.assignment)
        plugin = late_penalties(self.coursedir)
        rule = f"{type(plugin).__qualname__} {sorted(plugin.trait_values(config=True).items())}"
        marks = {}
        for student in students:
            folder = layout.submission_folder(self.coursedir, self.assignment, student)
            when = self.coursedir.get_existing_timestamp(str(folder))
            lateness = [] if due is None or when is None else [str(due), str(when), rule]
            marks[student] = digest([*given.get(student, []), *lateness, *exchanged(folder).values()])
        return marks

    def _examine(self, students: Sequence[str]) -> None:
        options = self.options
        jobs = default_jobs(len(students)) if options.jobs is None else options.jobs
        examine = batch.examiner(self._job(), min(jobs, len(students)), options.scheduler, self.watcher.waiting)
        with closing(examine(self._submissions(students))) as results:
            for result in results:
                student = result.entry["student"]
                self.results.save(student, "" if result.fault else self.keys[student], result)
                self.outcome.graded.append(student)
                self._write(result)
                if result.fault:
                    self._fault(student, f"the grader failed: {result.fault}")

    def _job(self) -> batch.Job:
        from ..sandbox.secret import course_secret

        source = layout.source_folder(self.coursedir, self.assignment) / f"{self.assignment}.py"
        return batch.Job(
            self.assignment,
            template=layout.released_notebook(self.coursedir, self.assignment).read_text(encoding="utf-8"),
            source=source.read_text(encoding="utf-8"),
            secret=course_secret(self.root),
            device=self.options.device,
            sandbox=self.options.sandbox,
            limits=self.options.limits,
            limit_output=tuple(self.coursedir.config.get("LimitOutput", {}).items()),
            feedback=self.options.feedback,
            grader=batch.grader_here(self.assignment),
            own=batch.own_texts(self.assignment),
        )

    def _submissions(self, students: Sequence[str]) -> Iterator[Submission]:
        for student in students:
            submission = self._read(student)
            self.keys[student] = self.results.key(submission)
            yield submission

    def _read(self, student: str) -> Submission:
        return read(layout.submission_folder(self.coursedir, self.assignment, student), self.assignment, student)

    def _write(self, result: Finished) -> None:
        student = result.entry["student"]
        try:
            self.recorder.record(student, result)
        except Exception as error:  # noqa: BLE001 - what cannot be written for one is reported and tried again next time
            reason = error.orig if isinstance(error, OperationalError) else error
            self._fault(student, f"the result could not be written, the next run will: {type(reason).__name__}: {reason}")
            return
        notebook = layout.autograded_notebook(self.coursedir, self.assignment, student)
        self.results.set_recorded(student, self.keys[student] + self.marks[student], notebook)
        self.watcher.done(result.entry, result.seconds)

    def _fault(self, student: str, reason: str) -> None:
        self.outcome.faults[student] = reason
        self.watcher.fault(student, reason)


def default_jobs(count: int) -> int:
    """Processes for a class of `count`: starting one costs about as much as 25 submissions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, count // 25))
