"""Checks what has changed, and remembers the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .. import places
from ..course.fingerprint import digest, of_files, of_rooms, of_versions
from ..sandbox.limits import Limits
from .memory import Memory
from .notebooks import RECORD, has_own_rubric
from .standing import Standing, of_report


def standings(
    notebooks: Mapping[str, Path],
    device: str = "cpu",
    limits: Limits = Limits(),
    force: bool = False,
    say: Callable[[str], None] = lambda text: None,
    memory: Memory | None = None,
) -> list[Standing]:
    """How far a student is in every assignment, checked as `autograder check` does it.

    Args:
        notebooks: assignment → notebook, as `find` gives them. This course's other assignments count with no points;
            where a notebook came with a rubric of another course, nobody knows of others.
        device: where the code under test runs.
        limits: what a notebook may use.
        force: check also what is remembered.
        say: told the name of each assignment that is checked now.
        memory: what has been checked before.
    """
    memory = memory or Memory()
    how = [*of_rooms("judge", "report", "notebook", "sandbox"), *of_versions("torch", "numpy", "pytest")]
    found = []
    with ExitStack() as held:
        graders: list[Any] = []

        def grader() -> Any:
            if not graders:
                from ..sandbox import Grader

                graders.append(held.enter_context(Grader(Path.cwd(), device, sandbox=False, limits=limits, public=True)))
            return graders[0]

        alone = any(map(has_own_rubric, notebooks.values()))
        for assignment in notebooks if alone else sorted({*places.assignments(), *notebooks}):
            path = notebooks.get(assignment)
            folder = path.resolve().parent if path else Path.cwd()
            held.enter_context(places.at_work(places.course_root(folder), folder))
            rubric = [assignment, *how, *of_files([places.file(places.RUBRICS, assignment)])]
            if path is None:
                found.append(Standing(assignment, None, 0, *_whole(memory, assignment, rubric)))
                continue
            record = folder / RECORD
            key = digest([*rubric, device, repr(limits), *of_files([path, record])])
            entry = None if force else memory.get(key)
            if entry is None:
                say(assignment)
                try:
                    entry = _checked(path, assignment, grader)
                except (OSError, ValueError, LookupError, RuntimeError) as error:
                    most, done, exercises = _whole(memory, assignment, rubric)
                    found.append(Standing(assignment, path, 0, most, done, exercises, problem=str(error)))
                    continue
                # Time and memory are the machine's matter: tried again the next time. So are answers from elsewhere.
                if entry["status"] == "graded" and record.is_file():
                    memory.keep(key, entry)
            found.append(of_report(path, assignment, entry))
    return found


def _checked(path: Path, assignment: str, grader: Callable[[], Any]) -> dict[str, Any]:
    """The report on a notebook, as `--json` writes it."""
    from ..report.json import as_json
    from ..sandbox.checking import check_with

    report = check_with(grader, path)
    if report.assignment != assignment:
        raise ValueError(f"the notebook holds the exercises of {report.assignment}")
    return as_json(report)


def _whole(memory: Memory, assignment: str, rubric: list[str | bytes]) -> tuple[float, int, int]:
    """The points of an assignment, none of its exercises, and how many it has."""
    key = digest(["outline", *rubric])
    known = memory.get(key)
    if known is None:
        from ..judge import outline

        exercises = outline(assignment)
        known = [sum(exercise.points for exercise in exercises), len(exercises)]
        memory.keep(key, known)
    return known[0], 0, known[1]
