"""`autograder check`: a student's own notebook, on the student's own machine, with the public cases."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from ..judge import Report, assignments, course_root, names
from ..notebook import Unreadable, read
from ..notebook.check import find_reference
from ..notebook.reading import Notebook
from ..places import at_work
from .examination import Grader
from .limits import Limits


def check_notebook(path: Path | str, device: str = "cpu", limits: Limits = Limits()) -> Report:
    """Runs the notebook at `path` in a process of its own and judges its exercises.

    It has limits, and is not confined otherwise: it is your own code.

    Raises:
        Unreadable: the file is no notebook, or holds no exercise of this course.
        FileNotFoundError: there is no such file.
        NoAnswers: the recorded answers are missing.
    """
    with ExitStack() as held:
        course = course_root(Path(path).resolve().parent)
        return check_with(lambda: held.enter_context(Grader(course, device, sandbox=False, limits=limits, public=True)), Path(path))


def check_with(grader: Callable[[], Grader], path: Path) -> Report:
    """The same with a grader for the public cases that may serve several notebooks; asked for where there is something to judge.

    Raises:
        Unreadable, FileNotFoundError, NoAnswers: as `check_notebook`.
    """
    if not path.exists():
        raise FileNotFoundError(f"no such file: {path}")
    folder = path.resolve().parent
    with at_work(course_root(folder), folder):
        notebook = read(path)
        assignment = assignment_in(notebook)
        reference = find_reference(assignment, folder)
        judging = grader()
        judging.use_reference(assignment, reference)
        return judging.examine(notebook.raw, assignment).report


def assignment_in(notebook: Notebook) -> str:
    """The assignment that most of the notebook's exercise cells belong to.

    Raises:
        Unreadable: none of them belongs to any.
    """
    ids = {cell.grade_id.removeprefix("check_") for cell in notebook.cells}
    counts = {assignment: sum(name in ids for name in names(assignment)) for assignment in assignments()}
    best = max(counts, key=lambda assignment: counts[assignment], default=None)
    if best is None or not counts[best]:
        raise Unreadable("the notebook holds no exercise cell of this course; was it made from one of its assignments?")
    return best
