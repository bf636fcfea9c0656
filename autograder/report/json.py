"""A report as the plain objects that `--json` writes, and back."""

from __future__ import annotations

from typing import Any, Mapping

from ..judge.verdict import Diagnosis, ExerciseReport, Part, Report


def number(points: float) -> float | int:
    """Points without a trailing .0."""
    return int(points) if float(points).is_integer() else points


def as_json(report: Report) -> dict[str, Any]:
    """One entry of `results`: what was earned and why, without hints and values."""
    return {
        "student": report.student,
        "score": number(report.score),
        "max_score": number(report.max_score),
        "status": report.status,
        "flags": list(report.flags),
        "exercises": [
            {
                "name": exercise.name,
                "score": number(exercise.score),
                "max_score": number(exercise.max_score),
                "parts": [
                    {
                        "name": part.name,
                        "passed": part.passed,
                        "score": number(part.score),
                        "max_score": number(part.max_score),
                        "message": part.message,
                    }
                    for part in exercise.parts
                ],
                "diagnosis": exercise.diagnosis and {"id": exercise.diagnosis.id, "text": exercise.diagnosis.text},
            }
            for exercise in report.exercises
        ],
    }


def from_json(assignment: str, result: Mapping[str, Any]) -> Report:
    """The report behind an entry of `results`."""
    return Report(
        assignment,
        result["student"],
        tuple(
            ExerciseReport(
                exercise["name"],
                tuple(Part(**part) for part in exercise["parts"]),
                exercise["diagnosis"] and Diagnosis(**exercise["diagnosis"]),
            )
            for exercise in result["exercises"]
        ),
        result["status"],
        tuple(result["flags"]),
    )
