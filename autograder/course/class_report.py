"""A page about a graded class: how the scores lie, which properties are missed, which mistakes are common, who needs a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from jinja2 import Environment

from . import layout
from .grading import students_of
from .results import Results
from .terminal import points

TEMPLATE = Path(__file__).with_name("class_report.html.j2")
BINS = 10
NAMED = 5  # students named for a misconception; the rest is counted


@dataclass(frozen=True)
class Property:
    """One property of an exercise: how many of those that were graded have it."""

    exercise: str
    name: str
    points: float
    passed: int
    of: int

    @property
    def share(self) -> float:
        return self.passed / self.of if self.of else 0.0


@dataclass(frozen=True)
class Misconception:
    """A named mistake and the students whose numbers it explains."""

    exercise: str
    text: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class ClassReport:
    """What a page about a graded class shows.

    Attributes:
        bins: number of students by tenth of the maximum, the last one closed at both ends.
        properties: in the rubric's order.
        misconceptions: the commonest first.
        for_a_person: student and reason, where the grader could not judge alone.
        ungraded: who handed in and has no result.
    """

    assignment: str
    entries: tuple[dict[str, Any], ...]
    ungraded: tuple[str, ...]
    bins: tuple[int, ...]
    properties: tuple[Property, ...]
    misconceptions: tuple[Misconception, ...]
    for_a_person: tuple[tuple[str, str], ...]

    @property
    def max_score(self) -> float:
        return max((entry["max_score"] for entry in self.entries), default=0.0)

    @property
    def mean(self) -> float:
        return sum(entry["score"] for entry in self.entries) / len(self.entries) if self.entries else 0.0

    @property
    def median(self) -> float:
        scores = sorted(entry["score"] for entry in self.entries)
        middle = len(scores) // 2
        return (scores[middle] + scores[~middle]) / 2 if scores else 0.0


def summarise(assignment: str, entries: Sequence[dict[str, Any]], ungraded: Sequence[str] = ()) -> ClassReport:
    """The report of a class from its results, as `autograder grade --json` writes them."""
    bins = [0] * BINS
    properties: dict[tuple[str, str], list[float]] = {}
    found: dict[tuple[str, str, str], list[str]] = {}
    for entry in entries:
        share = entry["score"] / entry["max_score"] if entry["max_score"] else 0.0
        bins[min(int(share * BINS), BINS - 1)] += 1
        for exercise in entry["exercises"]:
            for part in exercise["parts"]:
                tally = properties.setdefault((exercise["name"], part["name"]), [part["max_score"], 0, 0])
                tally[1] += part["passed"]
                tally[2] += 1
            if exercise["diagnosis"]:
                key = (exercise["name"], exercise["diagnosis"]["id"], exercise["diagnosis"]["text"])
                found.setdefault(key, []).append(entry["student"])
    people = [(e["student"], reason) for e in entries for reason in [*([e["status"]] if e["status"] != "graded" else []), *e["flags"]]]
    return ClassReport(
        assignment,
        tuple(entries),
        tuple(ungraded),
        tuple(bins),
        tuple(Property(*key, tally[0], int(tally[1]), int(tally[2])) for key, tally in properties.items()),
        tuple(
            Misconception(exercise, text, tuple(students))
            for (exercise, _, text), students in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
        tuple(people),
    )


def of_course(root: Path, assignment: str) -> ClassReport:
    """The report of what `autograder grade` has found so far.

    Raises:
        layout.NoCourse: nobody's submission has been graded.
    """
    coursedir = layout.course_directory(root)
    results = Results(root, assignment, "")
    students = students_of(coursedir, assignment)
    kept = {student: results.load(student) for student in students}
    entries = [found.entry for found in kept.values() if found]
    if not entries:
        raise layout.NoCourse(f"no submission of {assignment} has been graded in {root}; run `autograder grade {assignment}` first")
    return summarise(assignment, entries, [student for student, found in kept.items() if not found])


def as_page(report: ClassReport) -> str:
    """The report as one self-contained page that runs nothing and loads nothing."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["points"] = points
    statuses = Counter(entry["status"] for entry in report.entries)
    exercises: dict[str, list[Property]] = {}
    for found in report.properties:
        exercises.setdefault(found.exercise, []).append(found)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(report=report, named=NAMED, statuses=statuses, exercises=exercises)
