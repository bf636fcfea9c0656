"""`check` in a running notebook: the rubric on the kernel's own objects, against recorded answers."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import torch

from ..judge import (
    RECORD, Absent, ExerciseReport, InProcess, Judge, Live, NoAnswers, NoSuchAssignment, Recorded, Student,
    assignments, course_root, names, outline,
)
from ..places import PACKAGE, at_work
from ..report import as_html, as_text


class Checked:
    """What `check` displays: HTML in a notebook, text in a terminal."""

    def __init__(self, report: ExerciseReport):
        self.report = report

    def _repr_html_(self) -> str:
        return as_html(self.report)

    def __repr__(self) -> str:
        return as_text(self.report)


def get_ready() -> None:
    """Makes torch import what it imports late: its arithmetic on the device "meta" alone takes a second the first time."""
    empty = torch.empty(1, 1, device="meta")
    torch.nn.functional.linear(empty, empty, empty[0]).sigmoid()


def check_kernel(exercise: str | None, device: str = "cpu") -> float | None:
    """Checks the exercise, or all of the notebook's, in the running IPython; see `autograder.check`.

    Raises:
        NoSuchAssignment: no exercise has that name.
        ValueError: there is no such device here.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return None
    with at_work(course_root(), Path.cwd()):
        return _check_in(shell, exercise, device)


def _check_in(shell: Any, exercise: str | None, device: str) -> float:
    assignment = assignment_of(exercise, shell.user_ns)
    outlines = {e.name: e for e in outline(assignment)}
    students: dict[str, Student] = {}
    for name in outlines if exercise is None else [exercise]:
        source = _source_of(name, shell.user_ns)
        if name in shell.user_ns:
            students[name] = InProcess(shell.user_ns, source, closed=True, allows=outlines[name].allows, forbids=outlines[name].forbids)
        else:
            students[name] = Absent(f"{name} is not defined: run its cell first.")
    judge = Judge(assignment, find_reference(assignment), device=_found(device))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the tensors of a check are small: more threads only wait for each other
    try:
        reports = judge.examine(students)
    finally:
        torch.set_num_threads(threads)
    from IPython.display import display

    for report in reports.values():
        display(Checked(report))
    return float(sum(report.score for report in reports.values()))


def _found(device: str) -> str:
    here = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]
    if device not in (*here, "auto"):
        raise ValueError(f"expected the device {', '.join(map(repr, here))} or 'auto', got {device!r}")
    return here[-1] if device == "auto" else device


def assignment_of(exercise: str | None, namespace: dict[str, Any]) -> str:
    """The assignment that has this exercise; without one, the assignment most of whose exercises `namespace` defines."""
    known = {assignment: names(assignment) for assignment in assignments()}
    if exercise is not None:
        for assignment, exercises in known.items():
            if exercise in exercises:
                return assignment
        listed = ", ".join(name for exercises in known.values() for name in exercises)
        raise NoSuchAssignment(f"no exercise is called {exercise!r}; the exercises are {listed}")
    return max(known, key=lambda assignment: sum(name in namespace for name in known[assignment]))


def find_reference(assignment: str, start: Path | None = None) -> Recorded | Live:
    """The recorded answers beside the notebook, in the course's `exercises/` or in this package; else the solution, where it is.

    Raises:
        NoAnswers: none of them is there.
    """
    start = start or Path.cwd()
    root = course_root(start)
    for folder in (start, root / "exercises" / assignment, PACKAGE / "answers" / assignment):
        if (folder / RECORD).is_file():
            return Recorded((folder / RECORD).read_bytes())
    if (root / "solutions" / assignment / f"{assignment}.py").is_file():
        return Live(assignment, root)
    raise NoAnswers(
        f"the file {RECORD} with the recorded answers of {assignment} is not beside the notebook (looked in {start}): "
        "get the whole folder of the assignment, not the notebook alone"
    )


def _source_of(name: str, namespace: dict[str, Any]) -> str:
    """The last executed cell that defines `name` at top level."""
    for source in reversed(namespace.get("In", [])):
        try:
            body = ast.parse(source).body
        except (SyntaxError, ValueError):
            continue
        if any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name for node in body):
            return source
    return ""
