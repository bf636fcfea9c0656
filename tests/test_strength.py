"""What the book shows about the strength of the checks is about the corpora as they are now."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_rubrics import corpus

from autograder.judge import assignments, outline

ROOT = Path(__file__).parents[1]
EXERCISES = [(assignment, exercise.name) for assignment in assignments() for exercise in outline(assignment)]


def rows(name: str) -> dict[str, list[int]]:
    """The counts of a benchmark's table, by exercise."""
    text = (ROOT / "benchmarks" / f"{name}.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `(\w+)` \| ([\d, |]+) \|$", text, flags=re.MULTILINE)
    return {exercise: [int(count.replace(",", "")) for count in counts.split(" | ")] for exercise, counts in found}


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=["/".join(pair) for pair in EXERCISES])
def test_the_tables_count_the_present_corpora(assignment: str, exercise: str) -> None:
    again = "run `python -m benchmarks.mutation_score` and `python -m benchmarks.mutants`"
    total, shapes, forward, gradient, rubric = rows("mutation_score")[exercise]
    assert total == len(corpus("zoo", assignment, exercise)), again
    assert shapes <= forward <= gradient <= rubric == total
    survivors = json.loads((ROOT / "tests" / "mutation" / "survivors.json").read_text(encoding="utf-8"))
    made, refused, kept = rows("mutants")[exercise]
    assert kept == len(survivors.get(assignment, {}).get(exercise, {})) and refused == made - kept, again


def test_the_weaker_styles_are_weaker() -> None:
    counts = rows("mutation_score").values()
    total, shapes, forward, gradient, rubric = (sum(column) for column in zip(*counts))
    assert shapes < forward <= gradient < rubric == total
