"""Where what an assignment asks is found: in the course that is at work, else in this package.

A course keeps rubrics of its own as `rubrics/<assignment>.py` and known mistakes as `misconceptions/<assignment>.py` in
its root. A release lays the rubric beside the student's notebook under the same name, since a check reads it there.
Imports nothing but the standard library: who only asks where something lies does not wait for torch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CONFIG = "nbgrader_config.py"
RUBRICS, MISCONCEPTIONS = "rubrics", "misconceptions"

_at_work: ContextVar[tuple[Path, ...]] = ContextVar("_at_work", default=())


def course_root(start: Path | None = None) -> Path:
    """The folder that holds the course's `nbgrader_config.py`: at or above `start`, else the one this package lies in.

    `AUTOGRADER_COURSE` overrides both.
    """
    if named := os.environ.get("AUTOGRADER_COURSE"):
        return Path(named)
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file() and (folder / "solutions").is_dir():
            return folder
    return PACKAGE.parent


@contextmanager
def at_work(*folders: Path) -> Iterator[None]:
    """Within it, these folders are where a course's own rubrics are looked for; the first that has one gives it."""
    token = _at_work.set(tuple(Path(folder).resolve() for folder in folders))
    try:
        yield
    finally:
        _at_work.reset(token)


def own(room: str, assignment: str) -> Path | None:
    """The file of an assignment in a room of the course at work; None where the course has none of its own."""
    paths = (folder / room / f"{assignment}.py" for folder in _at_work.get() or (course_root(),))
    return next((path for path in paths if path.is_file()), None)


def file(room: str, assignment: str) -> Path:
    """The same, or where this package has it, or would have it."""
    return own(room, assignment) or PACKAGE / room / f"{assignment}.py"


def assignments() -> list[str]:
    """The names of all assignments that have a rubric: the course's own in order, then this package's."""
    folders = [*(_at_work.get() or (course_root(),)), PACKAGE]
    names = [sorted(path.stem for path in (folder / RUBRICS).glob("[0-9]*.py")) for folder in folders]
    return list(dict.fromkeys(name for found in names for name in found))
