"""A report as Gradescope's `results.json`, in the format that https://gradescope-autograders.readthedocs.io/en/latest/specs/ publishes.

Every text is declared as plain text and holds no control characters, so that nothing of a student's acts on the page
that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..judge.verdict import ExerciseReport, Report
from ..report.findings import findings
from ..report.json import number
from ..report.text import printable

# Said once for the whole file: text is text, all tests are for students, and what run_autograder prints is not.
PLAIN = {"output_format": "text", "test_output_format": "text", "test_name_format": "text", "visibility": "visible", "stdout_visibility": "hidden"}


def as_results(report: Report, isolation: str, extra: dict[str, Any]) -> dict[str, Any]:
    """One test a property of an exercise, with its points.

    Args:
        report: what the judge found.
        isolation: how the student's code was held, in a sentence.
        extra: what is kept with the submission, and shown to nobody.
    """
    tests = [test for place, exercise in enumerate(report.exercises, 1) for test in _tests(place, exercise)]
    total = f"{number(report.score)} of {number(report.max_score)} points."
    said = [total, *([f"The notebook could not be read: {printable(flag)}" for flag in report.flags] if report.status == "invalid" else []), isolation]
    return {**PLAIN, "score": number(report.score), "output": "\n".join(said), "tests": tests, "extra_data": extra}


def no_verdict(reason: str) -> dict[str, Any]:
    """What stands there where nothing was judged: no points, and that they are no judgement."""
    said = f"This submission was not graded. {printable(reason)}\nIt is not your fault. Tell your instructor, who can run the autograder again."
    return {**PLAIN, "score": 0, "output": said, "tests": [], "extra_data": {"graded": False}}


def _tests(place: int, exercise: ExerciseReport) -> Iterator[dict[str, Any]]:
    first = ""  # where what is true of the exercise as a whole is said: the first property that fails
    for count, (part, found) in enumerate(zip(exercise.parts, findings(exercise)), 1):
        values = {"expected": part.expected, "came": part.came} if found.values else {}
        said = {**values, "": found.picture.words if found.picture else "", "hint": found.hint}
        lines = [found.message, *(f"{label}: {text}".removeprefix(": ") for label, text in said.items() if text)]
        if not part.passed and not first:
            first = f"{place}.{count}"
            lines = [exercise.note, exercise.diagnosis.text if exercise.diagnosis else "", *lines]
        elif not part.passed and found.message in ("", "as above"):  # each test of the page opens by itself
            lines = [f"See {first}."]
        yield {
            "name": printable(f"{exercise.name}: {part.name}"),
            "number": f"{place}.{count}",
            "score": number(part.score),
            "max_score": number(part.max_score),
            "status": "passed" if part.passed else "failed",
            "output": "\n".join(printable(line) for line in lines if line),
        }
