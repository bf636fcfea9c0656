"""How far a student is in one assignment, and the table of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH = 96


@dataclass(frozen=True)
class Standing:
    """One assignment.

    Attributes:
        assignment: its name.
        notebook: the student's; None where there is none.
        score: the points so far.
        max_score: the points that can be had.
        done: exercises with every point.
        exercises: all exercises.
        next: the first exercise that lacks points, and the first of its properties that fails where some hold.
        problem: why the notebook could not be checked.
    """

    assignment: str
    notebook: Path | None
    score: float
    max_score: float
    done: int
    exercises: int
    next: str = ""
    problem: str = ""


def of_report(notebook: Path, assignment: str, entry: Mapping[str, Any]) -> Standing:
    """What a check's report, as `--json` writes it, says about how far somebody is."""
    exercises = entry["exercises"]
    open_ = [exercise for exercise in exercises if exercise["score"] < exercise["max_score"]]
    following = ""
    if open_:
        first = open_[0]
        failed = [part["name"] for part in first["parts"] if not part["passed"]]
        following = first["name"] if len(failed) == len(first["parts"]) else f"{first['name']}: {failed[0]}"
    done = len(exercises) - len(open_)
    return Standing(assignment, notebook, entry["score"], entry["max_score"], done, len(exercises), following)


def as_json(standings: Sequence[Standing]) -> dict[str, Any]:
    """The object of `--json`."""
    return {
        "score": _total(standings, "score"),
        "max_score": _total(standings, "max_score"),
        "assignments": [vars(s) | {"notebook": s.notebook and str(s.notebook)} for s in standings],
    }


def as_table(standings: Sequence[Standing]) -> str:
    """A line for each assignment, and their total."""
    rows = [("assignment", "points", "of", "exercises", "next")]
    for s in standings:
        if s.notebook is None:
            rows.append((s.assignment, "-", f"{s.max_score:g}", f"- of {s.exercises}", "no notebook here"))
        elif s.problem:
            rows.append((s.assignment, "-", f"{s.max_score:g}", f"- of {s.exercises}", f"not checked: {s.problem}"))
        else:
            rows.append((s.assignment, f"{s.score:g}", f"{s.max_score:g}", f"{s.done} of {s.exercises}", s.next or "all done"))
    done = f"{_total(standings, 'done')} of {_total(standings, 'exercises')}"
    total = ("together", f"{_total(standings, 'score'):g}", f"{_total(standings, 'max_score'):g}", done, "")
    widths = [max(len(row[column]) for row in (*rows, total)) for column in range(4)]
    lines = [_line(row, widths) for row in (*rows, total)]
    rule = "-" * max(len(line) for line in lines)
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _line(row: tuple[str, str, str, str, str], widths: Sequence[int]) -> str:
    name, score, most, exercises, following = row
    line = f"{name:<{widths[0]}}  {score:>{widths[1]}}  {most:>{widths[2]}}  {exercises:<{widths[3]}}  "
    return (line + _cut(following, WIDTH - len(line))).rstrip()


def _cut(text: str, width: int) -> str:
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _total(standings: Sequence[Standing], what: str) -> float | int:
    total = sum(getattr(standing, what) for standing in standings)
    return int(total) if float(total).is_integer() else total
