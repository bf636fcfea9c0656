"""nbgrader's gradebook: it learns an assignment, and then each student's result, through nbgrader's own steps."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from sqlalchemy import func, select
from sqlalchemy.exc import SAWarning

from . import layout

LOG = logging.getLogger("autograder.gradebook")
LOG.setLevel(logging.ERROR)

# A new gradebook calls the program `alembic`, which lies beside this Python, whether or not it is on the path.
if shutil.which("alembic") is None:
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

# nbgrader 0.9.6 says this about its own queries under SQLAlchemy 2.1; nobody else can act on it.
warnings.filterwarnings("ignore", category=SAWarning, message="Object of type .* not in session")


def register(coursedir: CourseDirectory, assignment: str) -> None:
    """Make the gradebook know the cells and points of the released notebook, if it does not already.

    Raises:
        layout.NoCourse: the assignment has not been released.
        RuntimeError: its exercises have changed since the first submission was graded; nbgrader refuses that.
    """
    path = layout.released_notebook(coursedir, assignment)
    if not path.is_file():
        raise layout.NoCourse(f"{assignment} has not been released: there is no {path}; run `autograder release {assignment}`")
    notebook = nbformat.read(path, as_version=4)
    if _knows(coursedir, assignment, notebook):
        return
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        book.update_or_create_assignment(assignment)
    saving = SaveCells(parent=None, log=LOG)
    saving.preprocess(
        notebook, {"nbgrader": {"notebook": assignment, "assignment": assignment, "db_url": coursedir.db_url}}
    )


def _knows(coursedir: CourseDirectory, assignment: str, notebook: Any) -> bool:
    released = {
        cell.metadata.nbgrader.grade_id: (cell.metadata.nbgrader.checksum, cell.metadata.nbgrader.get("points"))
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        try:
            known = book.find_notebook(assignment, assignment)
        except MissingEntry:
            return False
        points = {cell.name: cell.max_score for cell in known.grade_cells}
        return released == {cell.name: (cell.checksum, points.get(cell.name)) for cell in known.source_cells}


def recorded_scores(coursedir: CourseDirectory, assignment: str) -> dict[str, float]:
    """For each student with a submission in the gradebook, the sum of the points the judge gave."""
    from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook

    query = (
        select(SubmittedAssignment.student_id, func.sum(Grade.auto_score))
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
        .group_by(SubmittedAssignment.student_id)
    )
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        return {student: float(score or 0.0) for student, score in book.db.execute(query)}


class OneStudent(BaseConverter):
    """A converter for one student at a time, whose folder is taken as it is named.

    It stands behind nbgrader's converter in the order of inheritance: what nbgrader calls `super()` for, copying every
    file that came with the notebook and parsing names back out of paths, is done here or not at all. Copying would
    follow a student's links; a path need not match a pattern.
    """

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Nothing but the notebook goes on."""

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        name = Path(notebook_filename).stem
        return {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "nbgrader": {
                "student": self.coursedir.student_id,
                "assignment": self.coursedir.assignment_id,
                "notebook": name,
                "db_url": self.coursedir.db_url,
            },
        }

    def convert(self, student: str) -> None:
        """Run nbgrader's steps for one student, in place of what an earlier run left."""
        from nbconvert.writers import FilesWriter

        self.coursedir.student_id = student
        if not hasattr(self, "_ready"):
            self.writer = FilesWriter(parent=self, config=self.config)
            self.exporter = self.make_exporter()
            for preprocessor in self.preprocessors:
                self.exporter.register_preprocessor(preprocessor)
            self._ready = True
        assignment = self.coursedir.assignment_id
        target = Path(self._format_dest(assignment, student))
        if target.exists():
            shutil.rmtree(target)
        source = Path(self._format_source(assignment, student)) / f"{assignment}.ipynb"
        self.notebooks = [str(source)]
        try:
            self.init_assignment(assignment, student)
            self.convert_single_notebook(str(source))
            self.set_permissions(assignment, student)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise

    def make_exporter(self) -> Any:
        """The exporter of the configuration."""
        return self.exporter_class(parent=self, config=self.config)


class Recorder(Autograde, OneStudent):
    """nbgrader's `autograde` for results that are already there."""

    def make_exporter(self) -> Any:
        from .submission import Result, SubmissionExporter

        class Known(SubmissionExporter):
            """Gives the result that is being recorded in place of examining the submission again."""

            def prepare(self) -> None:
                """Nothing to open."""

            def result(self, filename: str, student: str, assignment: str) -> Result:
                return self.parent.current

        return Known(parent=self, config=self.config)

    def record(self, student: str, result: Any) -> None:
        """Write one student's result into the gradebook and the autograded folder."""
        self.current = result
        self._sanitizing = True
        self.convert(student)


class Feedback(GenerateFeedback, OneStudent):
    """nbgrader's `generate_feedback` for one student at a time."""


def recorder(coursedir: CourseDirectory) -> Recorder:
    """Writes results into the gradebook of a course, of which `assignment_id` is set."""
    return Recorder(coursedir=coursedir, config=coursedir.config, log=LOG)


def feedback(coursedir: CourseDirectory) -> Feedback:
    """Writes feedback pages of a course, of which `assignment_id` is set."""
    return Feedback(coursedir=coursedir, config=coursedir.config, log=LOG)
