"""Makes a package of one assignment."""

from __future__ import annotations

from pathlib import Path

from .. import places
from ..course import layout
from . import archive, handout

KINDS = {
    "zip": "what students receive: the notebook, the recorded answers, a note",
}


class NotReleased(Exception):
    """The assignment's notebook for students is not there."""


def make(root: Path, kind: str, assignment: str, output: Path | None = None) -> Path:
    """Write the package and return where it lies; by default in the course's `build/packages/`.

    Args:
        root: the course root.
        kind: one of `KINDS`.
        assignment: its name.
        output: the file to write.

    Raises:
        layout.NoCourse: the course has no such assignment.
        NotReleased: it has not been released.
    """
    coursedir = layout.course_directory(root)
    known = layout.assignments(coursedir)
    if assignment not in known:
        raise layout.NoCourse(f"no source and rubric of {assignment} in {root}; there are {', '.join(known) or 'none'}")
    if not layout.released_notebook(coursedir, assignment).is_file():
        raise NotReleased(f"{assignment} has not been released: run `autograder release {assignment}` first")
    path = output or root / "build" / "packages" / (f"{assignment}.zip" if kind == "zip" else f"{assignment}-{kind}.zip")
    with places.at_work(root):
        archive.write(path, handout.entries(layout.release_folder(coursedir, assignment), assignment))
    return path
