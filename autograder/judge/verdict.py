"""What the judge found: plain data, from parts up to a whole submission."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Sequence

Status = Literal["graded", "timeout", "crashed", "invalid"]


class Row(NamedTuple):
    """A line of cells: which of them are wrong, which lie behind the end of their sequence, and what is written in them."""

    label: str
    wrong: tuple[bool, ...]
    behind: tuple[bool, ...] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Picture:
    """Cells in rows and columns, and the same in words; without rows where there would be too many to look at.

    `across` says what a row goes along: time steps T, sequences N, blocks of rows G; `down` what the rows are, where their
    labels do not say it.
    """

    title: str
    words: str
    across: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    down: str = ""


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
    picture: Picture | None = None


@dataclass(frozen=True)
class Diagnosis:
    """A mistake by name: the misconception whose numbers the student's equal, or the symptom that was seen."""

    id: str
    text: str


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise.

    `note` is a sentence about the whole of it: not implemented, forbidden, judged with the reference…; `picture` goes with
    the diagnosis.
    """

    name: str
    parts: tuple[Part, ...]
    diagnosis: Diagnosis | None = None
    note: str = ""
    status: Status = "graded"
    flags: tuple[str, ...] = ()
    picture: Picture | None = None

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
