"""The one writer: a student's result into the gradebook in one transaction, then the notebook and the page.

The rows are those that `nbgrader autograde` would leave, in its own tables. nbgrader opens the gradebook anew and
commits for every cell; a class of ten thousand has no time for that, and a run that is killed between two commits would
leave half a student. A test compares both row by row.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from nbformat import v4
from sqlalchemy import bindparam, case, insert, select, update
from sqlalchemy.engine import Connection

from ..notebook.handed_in import exchanged
from . import layout
from .finish import Finished, comments_of, packed, page, points_of
from .results import write_whole

STUDENT, SUBMISSION, NOTEBOOK = Student.__table__, SubmittedAssignment.__table__, SubmittedNotebook.__table__
GRADE, COMMENT = Grade.__table__, Comment.__table__


@dataclass
class Marks:
    """A student's points and comments as the gradebook has them, a person's included.

    Attributes:
        scores: by check cell.
        comments: by solution cell.
        penalty: taken off for coming late.
        touched: whether anything differs from what the judge alone gave.
    """

    scores: dict[str, float]
    comments: dict[str, str | None]
    penalty: float = 0.0
    touched: bool = False


def late_penalties(coursedir: CourseDirectory) -> LateSubmissionPlugin:
    """The course's plugin that says what coming late costs."""
    assigning = AssignLatePenalties(config=coursedir.config)
    assigning.init_plugin()
    return assigning.plugin_inst


class Recorder:
    """Writes results of one assignment into a course. Use it as a context.

    Args:
        coursedir: the course, of which the gradebook knows the assignment.
        assignment: its name.
        feedback: whether to write pages.
    """

    def __init__(self, coursedir: CourseDirectory, assignment: str, feedback: bool) -> None:
        self.coursedir, self.assignment, self.feedback = coursedir, assignment, feedback
        self.book = Gradebook(coursedir.db_url, coursedir.course_id)
        found = self.book.find_assignment(assignment)
        self.assignment_id, self.due = found.id, found.duedate
        self.cells = {  # of every notebook of the assignment: ours, and any that the instructor has added
            notebook.id: (
                {cell.name: cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)},
                {cell.name: cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)},
            )
            for notebook in found.notebooks
        }
        self.notebook_id = self.book.find_notebook(assignment, assignment).id
        self.book.db.rollback()
        self.penalties = late_penalties(coursedir)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *exception: object) -> None:
        self.book.close()

    def record(self, student: str, result: Finished) -> None:
        """Write one student's result, in place of what an earlier run left."""
        text = result.text()
        notebook = json.loads(text)
        folder = layout.submission_folder(self.coursedir, self.assignment, student)
        when = self.coursedir.get_existing_timestamp(str(folder))
        with self.book.engine.begin() as transaction:
            marks = self._mark(transaction, student, when, points_of(result.entry), comments_of(notebook))
        self._put(layout.autograded_notebook(self.coursedir, self.assignment, student), text.encode(), 0o444)
        if self.feedback:
            html = result.page
            if marks.touched or not html:
                html = packed(page(v4.to_notebook(notebook), self.assignment, student, marks.scores, marks.comments, marks.penalty))
            self._put(layout.feedback_page(self.coursedir, self.assignment, student), gzip.decompress(html), 0o644, exchanged(folder))

    def _mark(
        self,
        db: Connection,
        student: str,
        when: datetime | None,
        scores: Mapping[str, float],
        comments: Mapping[str, str | None],
    ) -> Marks:
        place, extension = self._place(db, student, when)
        grades, remarks = self.cells[self.notebook_id]
        given = {grades[name]: score for name, score in scores.items() if name in grades}
        said = {remarks[name]: text for name, text in comments.items() if name in remarks}
        db.execute(SET_GRADE, [{"place": place, "cell": cell, "points": score} for cell, score in given.items()])
        db.execute(SET_COMMENT, [{"place": place, "cell": cell, "text": text} for cell, text in said.items()])

        marks = Marks({}, {})
        names = {cell: name for name, cell in (*grades.items(), *remarks.items())}
        for cell, auto, manual, extra in db.execute(GET_GRADES, {"place": place}):
            marks.scores[names[cell]] = (manual if manual is not None else auto or 0.0) + (extra or 0.0)
            marks.touched |= manual is not None or extra is not None
        for cell, auto, manual in db.execute(GET_COMMENTS, {"place": place}):
            marks.comments[names[cell]] = manual if manual is not None else auto
            marks.touched |= manual is not None
        if when is not None and self.due is not None:
            late = (when - self.due - (extension or timedelta())).total_seconds()
            marks.penalty = self._penalty(student, sum(marks.scores.values()), late) if late > 0 else 0.0
        marks.touched |= marks.penalty > 0
        db.execute(SET_PENALTY, {"place": place, "penalty": marks.penalty or None})
        return marks

    def _place(self, db: Connection, student: str, when: datetime | None) -> tuple[str, timedelta | None]:
        """The student's row for our notebook, made with all that belongs to it where it is not there yet; the extension."""
        found = db.execute(FIND, {"student": student, "assignment": self.assignment_id}).first()
        if found is None:
            if db.execute(select(STUDENT.c.id).where(STUDENT.c.id == student)).first() is None:
                db.execute(insert(STUDENT), {"id": student})
            row = {"assignment_id": self.assignment_id, "student_id": student, "timestamp": when}
            submission, extension = db.execute(insert(SUBMISSION), row).inserted_primary_key[0], None
        else:
            submission, extension = found
            if when is not None:
                db.execute(update(SUBMISSION).where(SUBMISSION.c.id == submission).values(timestamp=when))
        rows = {notebook: row for notebook, row in db.execute(PLACES, {"submission": submission})}
        for notebook, (grades, remarks) in self.cells.items():
            if notebook not in rows:
                values = {"assignment_id": submission, "notebook_id": notebook}
                rows[notebook] = db.execute(insert(NOTEBOOK), values).inserted_primary_key[0]
                for table, cells in ((GRADE, grades), (COMMENT, remarks)):
                    if cells:
                        db.execute(insert(table), [{"cell_id": cell, "notebook_id": rows[notebook]} for cell in cells.values()])
        return rows[self.notebook_id], extension

    def _penalty(self, student: str, score: float, late: float) -> float:
        asked = self.penalties.late_submission_penalty(student, score, late)
        return min(max(asked or 0.0, 0.0), score)

    def _put(self, path: Path, data: bytes, mode: int, beside: Mapping[str, bytes] | None = None) -> None:
        """Make `path` the only thing in its folder but for what goes `beside` it, whole."""
        beside = beside or {}
        if self.coursedir.groupshared:
            mode = 0o664
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, mode)
        for name, text in beside.items():
            write_whole(path.with_name(name), text, mode)
        for other in path.parent.iterdir():
            if other != path and other.name not in beside:
                shutil.rmtree(other) if other.is_dir() and not other.is_symlink() else other.unlink()
        if self.coursedir.groupshared:
            for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
                if folder.stat().st_mode & 0o2770 != 0o2770:
                    os.chmod(folder, (folder.stat().st_mode | 0o2770) & 0o2777)


FIND = select(SUBMISSION.c.id, SUBMISSION.c.extension).where(
    SUBMISSION.c.student_id == bindparam("student"), SUBMISSION.c.assignment_id == bindparam("assignment")
)
PLACES = select(NOTEBOOK.c.notebook_id, NOTEBOOK.c.id).where(NOTEBOOK.c.assignment_id == bindparam("submission"))
GET_GRADES = select(GRADE.c.cell_id, GRADE.c.auto_score, GRADE.c.manual_score, GRADE.c.extra_credit).where(
    GRADE.c.notebook_id == bindparam("place")
)
GET_COMMENTS = select(COMMENT.c.cell_id, COMMENT.c.auto_comment, COMMENT.c.manual_comment).where(
    COMMENT.c.notebook_id == bindparam("place")
)
SET_GRADE = (
    update(GRADE)
    .where(GRADE.c.notebook_id == bindparam("place"), GRADE.c.cell_id == bindparam("cell"))
    .values(auto_score=bindparam("points"), needs_manual_grade=case((GRADE.c.manual_score.is_not(None), True), else_=False))
)
SET_COMMENT = (
    update(COMMENT)
    .where(COMMENT.c.notebook_id == bindparam("place"), COMMENT.c.cell_id == bindparam("cell"))
    .values(auto_comment=bindparam("text"))
)
SET_PENALTY = update(NOTEBOOK).where(NOTEBOOK.c.id == bindparam("place")).values(late_submission_penalty=bindparam("penalty"))
