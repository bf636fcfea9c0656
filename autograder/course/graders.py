"""Open graders, one for each course and device in this process, so that all students meet one warm jail."""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import Any

from ..sandbox.limits import Limits

_open: dict[tuple[Path, str, bool, Limits], Any] = {}


def shared_grader(course: Path, device: str = "cpu", sandbox: bool = True, limits: Limits = Limits()) -> Any:
    """The open grader of a course; opened on first use, closed when the process ends."""
    key = (course.resolve(), device, sandbox, limits)
    if key not in _open:
        from autograder.sandbox import Grader

        grader = Grader(course, device=device, sandbox=sandbox, limits=limits)
        grader.__enter__()
        _open[key] = grader
    return _open[key]


@atexit.register
def close_graders() -> None:
    """Close every open grader of this process."""
    while _open:
        _, grader = _open.popitem()
        grader.__exit__(None, None, None)
