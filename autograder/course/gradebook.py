"""nbgrader's gradebook: it learns an assignment, and says what it knows."""

from __future__ import annotations

import logging
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.api
from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import SaveCells
from sqlalchemy import func, or_, select
from sqlalchemy.exc import SAWarning

from . import layout

LOG = logging.getLogger("autograder.gradebook")
LOG.setLevel(logging.ERROR)


# nbgrader 0.9.6 says this about its own queries under SQLAlchemy 2.1; nobody else can act on it.
warnings.filterwarnings("ignore", category=SAWarning, message="Object of type .* not in session")


def _newest_version() -> str:
    """The version of a gradebook that is made now. nbgrader starts a program to ask, which takes over a second."""
    migrations = Config()
    migrations.set_main_option("script_location", ALEMBIC_DIR)
    return ScriptDirectory.from_config(migrations).get_current_head()


nbgrader.api.get_alembic_version = _newest_version


def register(coursedir: CourseDirectory, assignment: str) -> None:
    """Make the gradebook know the cells and points of the released notebook, if it does not already.

    Raises:
        layout.NoCourse: the assignment has not been released.
        RuntimeError: its exercises have changed since the first submission was graded; nbgrader refuses that.
    """
    notebook = nbformat.read(check_released(coursedir, assignment), as_version=4)
    if _knows(coursedir, assignment, notebook):
        return
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        book.update_or_create_assignment(assignment)
    saving = SaveCells(parent=None, log=LOG)
    saving.preprocess(
        notebook, {"nbgrader": {"notebook": assignment, "assignment": assignment, "db_url": coursedir.db_url}}
    )


def check_released(coursedir: CourseDirectory, assignment: str) -> Path:
    """The student version of an assignment's notebook.

    Raises:
        layout.NoCourse: there is none.
    """
    path = layout.released_notebook(coursedir, assignment)
    if not path.is_file():
        raise layout.NoCourse(f"{assignment} has not been released: there is no {path}; run `autograder release {assignment}`")
    return path


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


def given_by_people(coursedir: CourseDirectory, assignment: str) -> tuple[datetime | None, dict[str, list[str]]]:
    """When the assignment is due, and for each student the points, comments and extension that a person gave, as text."""
    from nbgrader.api import Assignment, Comment, Grade, SubmittedAssignment, SubmittedNotebook

    def of(columns: list[Any], table: Any, *places: Any) -> Any:
        query = select(SubmittedAssignment.student_id, *columns).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        if table is not SubmittedAssignment:
            query = query.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            query = query.join(table, table.notebook_id == SubmittedNotebook.id)
        given = or_(*(column.is_not(None) for column in places))
        return query.where(Assignment.name == assignment, given).order_by(SubmittedAssignment.student_id, columns[0])

    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        found: dict[str, list[str]] = {}
        for query in (
            of([Grade.cell_id, Grade.manual_score, Grade.extra_credit], Grade, Grade.manual_score, Grade.extra_credit),
            of([Comment.cell_id, Comment.manual_comment], Comment, Comment.manual_comment),
            of([SubmittedAssignment.extension], SubmittedAssignment, SubmittedAssignment.extension),
        ):
            for student, *values in book.db.execute(query):
                found.setdefault(student, []).append(repr(values))
        return book.find_assignment(assignment).duedate, found
