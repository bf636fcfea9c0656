"""One submission: read without trust, examined, and given to nbgrader as a notebook that the judge has written."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import NbGraderException
from traitlets import Bool, Unicode

from .. import places
from ..notebook.handed_in import Submission, read
from . import gradebook, layout
from .graded import graded_notebook


@dataclass(frozen=True)
class Result:
    """What came of a submission.

    Attributes:
        entry: the report, in the form of CONTRACT's `--json`.
        notebook: the student's notebook with the judge's outputs, as plain nbformat 4.
        seconds: how long it took.
        fault: how the grader itself failed on it; such a result is not kept, the next run tries again.
    """

    entry: dict[str, Any]
    notebook: dict[str, Any] = field(repr=False)
    seconds: float = 0.0
    fault: str = ""


def examine(grader: Any, template: dict[str, Any], assignment: str, submission: Submission) -> Result:
    """The result of one submission, whatever it is: a failure of any kind is its result and nobody else's.

    Args:
        grader: an open `autograder.sandbox.Grader`.
        template: the released notebook, for a submission that gives none.
        assignment: the assignment's name.
        submission: what the student handed in.
    """
    start = time.perf_counter()
    if submission.problem:
        return no_result(template, assignment, submission.student, "invalid", submission.problem)
    try:
        examination = grader.examine(submission.data, assignment, submission.student)
        result = _result(template, examination.report, examination.notebook)
    except Exception as error:  # noqa: BLE001 - one submission never stops the others
        fault = f"{type(error).__name__}: {error}"[:500]
        reason = "The grader itself failed on this notebook. This is not your fault; it will be graded again."
        return replace(no_result(template, assignment, submission.student, "crashed", reason), fault=fault)
    return replace(result, seconds=time.perf_counter() - start)


def no_result(template: dict[str, Any], assignment: str, student: str, status: str, reason: str) -> Result:
    """No points, and the released notebook with the reason in every check cell."""
    from autograder.judge import Report, not_judged, outline

    exercises = tuple(not_judged(exercise, reason, status) for exercise in outline(assignment))
    return _result(template, Report(assignment, student, exercises, status, (reason,)), {})


def _result(template: dict[str, Any], report: Any, examined: dict[str, Any]) -> Result:
    from autograder.report import as_json
    from autograder.sandbox.examination import check_outputs

    checks = {f"check_{exercise.name}": check_outputs(exercise) for exercise in report.exercises}
    return Result(as_json(report), graded_notebook(template, examined, checks))


class SubmissionExporter(NotebookExporter):
    """nbconvert's way in for `nbgrader autograde`: opening a submission is examining it.

    nbgrader converts a submission twice, first to sanitise, then to grade. The first time the file is the student's:
    it is read as bytes, examined, and what goes on is the judge's notebook. The second time it is that notebook.
    """

    device = Unicode("cpu", help="Where students' code runs: cpu, cuda or auto.").tag(config=True)
    sandbox = Bool(True, help="Whether students' code runs in a jail. Without one it can do what you can do.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.parent is not None:
            self.prepare()

    def prepare(self) -> None:
        """Open the grader and make sure that the gradebook knows the assignment, before the first submission."""
        from ..sandbox import probe
        from .graders import shared_grader

        for line in probe.machine().lines(self.sandbox):
            self.log.info("%s", line)
        coursedir = self.parent.coursedir
        try:
            gradebook.register(coursedir, coursedir.assignment_id)
            self.grader = shared_grader(Path(coursedir.root), self.device, self.sandbox)
        except Exception as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from error

    def result(self, filename: str, student: str, assignment: str) -> Result:
        """What came of the submission at `filename`."""
        template = json.loads(layout.released_notebook(self.parent.coursedir, assignment).read_text(encoding="utf-8"))
        submission = read(Path(filename).parent, assignment, student)
        with places.at_work(Path(self.parent.coursedir.root)):
            return examine(self.grader, template, assignment, submission)

    def from_filename(self, filename, resources=None, **kwargs):
        """The notebook of `filename`, examined where it is a student's."""
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        of = resources["nbgrader"]
        result = self.result(filename, of["student"], of["assignment"])
        resources["metadata"] = {"name": of["notebook"], "path": str(Path(filename).parent)}
        notebook = nbformat.reads(json.dumps(result.notebook), as_version=4)
        return self.from_notebook_node(notebook, resources=resources, **kwargs)
