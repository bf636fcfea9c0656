"""What the judge found: plain data, from parts up to a whole submission."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["graded", "timeout", "crashed", "invalid"]


@dataclass(frozen=True)
class Part:
    """One property of an exercise: its points, and what was found."""

    name: str
    passed: bool
    score: float
    max_score: float
    message: str = ""
    hint: str = ""
    expected: str = ""
    came: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """A mistake by name: the misconception whose numbers the student's equal, or the symptom that was seen."""

    id: str
    text: str


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise. `note` is a sentence about the whole of it: not implemented, forbidden, judged with the reference…"""

    name: str
    parts: tuple[Part, ...]
    diagnosis: Diagnosis | None = None
    note: str = ""
    status: Status = "graded"
    flags: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return sum(part.score for part in self.parts)

    @property
    def max_score(self) -> float:
        return sum(part.max_score for part in self.parts)

    @property
    def passed(self) -> bool:
        return all(part.passed for part in self.parts)


@dataclass(frozen=True)
class Report:
    """A whole submission."""

    assignment: str
    student: str = ""
    exercises: tuple[ExerciseReport, ...] = ()
    status: Status = "graded"
    flags: tuple[str, ...] = field(default=())

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def passed(self) -> bool:
        return all(exercise.passed for exercise in self.exercises)
