"""Where things lie in a course, as nbgrader's own configuration says.

A course root is a folder that holds `nbgrader_config.py`. That file is the whole configuration; what a person has
under `~/.jupyter` does not change what is released.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .. import places
from ..notebook.reading import legible

CONFIG_NAME = "nbgrader_config.py"


class NoCourse(Exception):
    """A folder, an assignment or a submission that was named and is not there."""


def find_root(start: str | os.PathLike[str] | None = None) -> Path:
    """The course root: `start` itself where it is given, otherwise the nearest one at or above the working folder.

    Raises:
        NoCourse: there is no `nbgrader_config.py`.
    """
    if start is not None:
        root = Path(start).resolve()
        if not (root / CONFIG_NAME).is_file():
            raise NoCourse(f"{root} is no course: it holds no {CONFIG_NAME}")
        return root
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    raise NoCourse(f"no {CONFIG_NAME} in {here} or above it; name the course with --course-dir")


class TolerantCourseDirectory(CourseDirectory):
    """nbgrader's course folder, for which a submission's illegible time stamp is no time stamp.

    A pipe of that name is never opened: it would wait for a writer. Nor is a link, or anything longer than a date.
    """

    def get_existing_timestamp(self, dest_path: str):
        try:
            found = os.lstat(os.path.join(dest_path, "timestamp.txt"))
            if not stat.S_ISREG(found.st_mode) or found.st_size > 200:
                return None
            return super().get_existing_timestamp(dest_path)
        except (AttributeError, OSError, ValueError, OverflowError):
            return None


def course_directory(root: Path) -> CourseDirectory:
    """nbgrader's view of the course at `root`, with its configuration as `.config`."""
    config = Config(PyFileConfigLoader(CONFIG_NAME, path=str(root)).load_config())
    config.CourseDirectory.root = str(root)
    return TolerantCourseDirectory(config=config)


def source_folder(coursedir: CourseDirectory, assignment: str) -> Path:
    """The folder of an assignment's one source and of nbgrader's instructor version."""
    return Path(os.path.normpath(coursedir.format_path(coursedir.source_directory, ".", assignment)))


def release_folder(coursedir: CourseDirectory, assignment: str) -> Path:
    """The folder that students get."""
    return Path(os.path.normpath(coursedir.format_path(coursedir.release_directory, ".", assignment)))


def released_notebook(coursedir: CourseDirectory, assignment: str) -> Path:
    """The student version of an assignment's notebook."""
    return release_folder(coursedir, assignment) / f"{assignment}.ipynb"


def submission_folder(coursedir: CourseDirectory, assignment: str, student: str) -> Path:
    """What a student handed in."""
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))


def unfit_name(student: str) -> str:
    """Why a folder's name cannot be a student's id; "" where it can.

    nbgrader's own pages write ids into HTML as they are: a name that is markup would act in them.
    """
    if legible(student) != student:
        return "the name of this student's folder is not UTF-8 text"
    if marks := sorted({repr(mark) for mark in student if mark in "<>\"&\\" or not mark.isprintable()}):
        return f"the name of this student's folder holds {', '.join(marks)}"
    return ""


def autograded_notebook(coursedir: CourseDirectory, assignment: str, student: str) -> Path:
    """A student's notebook after grading, with the judge's reports as its outputs."""
    return Path(coursedir.format_path(coursedir.autograded_directory, student, assignment)) / f"{assignment}.ipynb"


def feedback_page(coursedir: CourseDirectory, assignment: str, student: str) -> Path:
    """The page that a student gets back."""
    return Path(coursedir.format_path(coursedir.feedback_directory, student, assignment)) / f"{assignment}.html"


def gradebook_name(coursedir: CourseDirectory) -> str:
    """Where the gradebook is: a file, or a database's address without its password."""
    from sqlalchemy import make_url

    url = make_url(coursedir.db_url)
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def assignments(coursedir: CourseDirectory) -> list[str]:
    """Every assignment that has a source and a rubric, in order."""
    folder = source_folder(coursedir, ".")
    sources = sorted(path.stem for path in folder.glob("*/*.py") if path.stem == path.parent.name)
    with places.at_work(Path(coursedir.root)):
        return [name for name in sources if places.file(places.RUBRICS, name).is_file()]
