"""Where the right answers come from: the course's solution, or what was recorded from it at release."""

from __future__ import annotations

import functools
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from .. import places
from ..places import assignments, course_root


class Said:
    """Mixed into an exception that says all there is to say: a notebook shows that line, and no page of traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class NoSuchAssignment(Said, LookupError):
    """An assignment or exercise that the course does not have."""


class NoAnswers(Said, RuntimeError):
    """The recorded answers are missing, or of another version than the rubric."""


def rubric_path(assignment: str) -> Path:
    if assignment not in assignments():
        raise NoSuchAssignment(f"no assignment {assignment!r}; the course has {', '.join(assignments()) or 'none'}")
    return places.file(places.RUBRICS, assignment)


@functools.cache
def load_module(path: Path, name: str) -> ModuleType:
    """The module at `path`, imported once under `name` whatever the file is called."""
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    specification.loader.exec_module(module)
    return module


def solution_path(assignment: str, root: Path | None = None) -> Path:
    return (root or course_root()) / "solutions" / assignment / f"{assignment}.py"


def load_solution(assignment: str, root: Path | None = None) -> dict[str, Any]:
    """The definitions of the assignment's solution, by name.

    Raises:
        NoSuchAssignment: there is no such solution.
    """
    path = solution_path(assignment, root)
    if not path.is_file():
        raise NoSuchAssignment(f"no solution of {assignment!r} at {path}")
    return vars(load_module(path, f"autograder_solution_{assignment}"))


def solution_cells(assignment: str, root: Path | None = None) -> dict[str, str]:
    """The text of each exercise's cell in the solution, by the exercise's name."""
    text = solution_path(assignment, root).read_text(encoding="utf-8")
    parts = re.split(r"^# %%(.*)$", text, flags=re.MULTILINE)
    cells = {}
    for header, body in zip(parts[1::2], parts[2::2]):
        if match := re.search(r'exercise="(\w+)"', header):
            cells[match.group(1)] = body.strip("\n")
    return cells


def load_misconceptions(assignment: str) -> list[Any]:
    """The known wrong versions of the assignment's exercises; empty where the installation holds none."""
    path = places.file(places.MISCONCEPTIONS, assignment)
    return load_module(path, f"autograder_misconceptions_{assignment}").MISCONCEPTIONS if path.is_file() else []
