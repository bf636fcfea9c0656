"""Makes a package of one assignment."""

from __future__ import annotations

from pathlib import Path

from .. import places
from ..course import layout
from ..course.worked import worked_in
from . import archive, classroom, gradescope, handout


class NotReleased(Exception):
    """The assignment's notebook for students is not there, or no longer empty."""


def make(root: Path, kind: str, assignment: str, output: Path | None = None) -> Path:
    """Write the package and return where it lies; by default in the course's `build/packages/`.

    Args:
        root: the course root.
        kind: "zip", "gradescope" or "classroom".
        assignment: its name.
        output: the file to write.

    Raises:
        layout.NoCourse: the course has no such assignment.
        NotReleased: it has not been released, or somebody has worked in what was.
    """
    coursedir = layout.course_directory(root)
    known = layout.assignments(coursedir)
    if assignment not in known:
        raise layout.NoCourse(f"no source and rubric of {assignment} in {root}; there are {', '.join(known) or 'none'}")
    released = layout.release_folder(coursedir, assignment)
    if not (released / f"{assignment}.ipynb").is_file():
        raise NotReleased(f"{assignment} has not been released: run `autograder release {assignment}` first")
    if worked_in(released / f"{assignment}.ipynb"):
        raise NotReleased(f"somebody has worked in {assignment}: run `autograder release {assignment}` first, which keeps a copy")
    path = output or root / "build" / "packages" / (f"{assignment}.zip" if kind == "zip" else f"{assignment}-{kind}.zip")
    with places.at_work(root):
        if kind == "gradescope":
            source = layout.source_folder(coursedir, assignment) / f"{assignment}.py"
            entries = gradescope.entries(root, source, assignment)
        else:
            entries = {"zip": handout, "classroom": classroom}[kind].entries(released, assignment)
    archive.write(path, entries, private=kind == "gradescope")
    return path
