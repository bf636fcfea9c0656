"""A report as text for a terminal."""

from __future__ import annotations

import functools
import textwrap
import unicodedata

from ..judge.verdict import ExerciseReport, Report
from .findings import findings
from .json import number


def as_text(report: Report | ExerciseReport, width: int = 96) -> str:
    """Each exercise with its parts: a mark, the property, the points; where one fails what was expected, what came, a hint."""
    if isinstance(report, ExerciseReport):
        return _exercise(report, width)
    blocks = [_exercise(exercise, width) for exercise in report.exercises]
    total = f"{report.assignment}: {number(report.score)} of {number(report.max_score)} points"
    if report.status != "graded":
        total += f" ({report.status})"
    return "\n\n".join([*blocks, "\n".join([total, *(f"  ! {flag}" for flag in map(printable, report.flags))])])


@functools.lru_cache(maxsize=64)  # as the same in HTML
def _exercise(exercise: ExerciseReport, width: int) -> str:
    lines = [f"{exercise.name}  {number(exercise.score)} of {number(exercise.max_score)} points"]

    def say(label: str, text: str) -> None:
        if text:
            lead = f"      {label}: " if label else "      "
            lines.extend(textwrap.wrap(printable(text), width, initial_indent=lead, subsequent_indent=" " * len(lead)))

    if exercise.note:
        lines.append(f"    {printable(exercise.note)}")
    if exercise.diagnosis:
        lines.extend(textwrap.wrap(exercise.diagnosis.text, width, initial_indent="  » ", subsequent_indent="    "))
    for part, (message, values, hint, picture) in zip(exercise.parts, findings(exercise)):
        points = f"{number(part.score)}/{number(part.max_score)}"
        lines.append(f"  {'✓' if part.passed else '✗'} {part.name} {'.' * max(3, width - 8 - len(part.name) - len(points))} {points}")
        say("", message)
        if values:
            say("expected", part.expected)
            say("came", part.came)
        if picture:
            say("", picture.words)
        say("hint", hint)
    return "\n".join(lines)


def printable(text: str) -> str:
    """`text` without control characters and line ends of any kind: what a student's code said must not steer a terminal."""
    return "".join(" " if (kind := unicodedata.category(c))[0] == "C" or kind in ("Zl", "Zp") else c for c in text)
