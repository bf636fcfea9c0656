"""The gradebook's scores by the number that a learning management system knows a student by."""

from __future__ import annotations

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError

from ..course import layout


def by_number(coursedir: CourseDirectory, assignment: str) -> tuple[float, dict[str, float]]:
    """The assignment's points, and each submission's score, a person's points and late penalties included.

    The number is the student's `lms_user_id` in the gradebook, and where there is none, the id itself.

    Raises:
        layout.NoCourse: nothing has been graded, two students have one number, or the gradebook cannot be read.
    """
    try:
        return _by_number(coursedir, assignment)
    except SQLAlchemyError as error:  # somebody else has locked it, say
        raise layout.NoCourse(f"the gradebook cannot be read: {getattr(error, 'orig', error)}") from None


def _by_number(coursedir: CourseDirectory, assignment: str) -> tuple[float, dict[str, float]]:
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        try:
            found = book.find_assignment(assignment)
        except MissingEntry:
            raise layout.NoCourse(f"the gradebook knows no {assignment}; run `autograder grade {assignment}` first") from None
        grades: dict[str, float] = {}
        for submission in found.submissions:
            student = submission.student
            number = student.lms_user_id or student.id
            if number in grades:
                raise layout.NoCourse(f"two students have the number {number}; look at their lms_user_id in the gradebook")
            grades[number] = max(0.0, submission.score - submission.late_submission_penalty)
        return found.max_score, grades
