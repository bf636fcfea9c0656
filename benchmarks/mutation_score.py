"""How many wrong versions each style of test refuses, an exercise at a time: the course's rubric and three weaker styles.

All styles see the same wrong solution cells, those of `tests/zoo`, and put the same programs, those of the rubric:

- *shapes*: the first program that calls the student's code runs, and its results have the reference's structure, shapes
  and types;
- *forward*: besides, their values equal the reference's to rounding;
- *one gradient*: besides, in the first program that differentiates, the first gradient does;
- *rubric*: all of it, as a student's check applies it.

Run from the course's root as `python -m benchmarks.mutation_score`.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import torch

from autograder.judge import Cases, Failure, InProcess, assignments, codec, load_solution, outline
from autograder.judge.ask import Question
from autograder.judge.compare import Mismatch, compare
from autograder.judge.diagnosis import fingerprint
from autograder.judge.program import Ref
from autograder.judge.judgement import run_rubric
from benchmarks.table import publish
from tests.test_rubrics import IMPORTS, corpus, examine_cell, judge

STYLES = ("shapes", "forward", "one gradient", "rubric")


class Programs(NamedTuple):
    """What the weaker styles look at: the first program that calls the code, and the first that differentiates, if any."""

    call: Question
    gradient: Question | None

    @classmethod
    def of(cls, assignment: str, exercise: str) -> Programs:
        """Those of the rubric, with the solution's answers."""
        solution = InProcess(load_solution(assignment))
        asked = run_rubric(
            assignment, {exercise: solution}, lambda question: solution.answer(question.program), Cases(), torch.device("cpu")
        )
        compared = [question for question in asked[exercise][1] if isinstance(question.expected, dict)]
        call = next((question for question in compared if results_of(question, "call")), compared[0])
        return cls(call, next((question for question in compared if results_of(question, "gradients")), None))


def results_of(question: Question, operation: str) -> dict[str, Any]:
    """The expected results that a kind of operation gave, by name."""
    program = codec.decode(question.program, map_device=True)
    of = {name: program["operations"][ref.index][0] for name, ref in program["returns"].items() if isinstance(ref, Ref)}
    return {name: value for name, value in question.expected.items() if of.get(name) == operation}


def refused(student: InProcess, programs: Programs) -> dict[str, bool]:
    """Which of the weaker styles refuse a student."""
    asked, differentiated = programs
    came = student.answer(asked.program)
    shapes = isinstance(came, Failure) or fingerprint(came).structure != fingerprint(asked.expected).structure
    forward = shapes or not all(equal(name, asked.expected[name], came[name], asked) for name in asked.expected)
    first = forward
    if differentiated is not None and not forward:
        gradient = student.answer(differentiated.program)
        name, expected = next(iter(results_of(differentiated, "gradients").items()))
        first = isinstance(gradient, Failure) or name not in gradient or not first_equal(name, expected, gradient[name], differentiated)
    return {"shapes": shapes, "forward": forward, "one gradient": first}


def equal(name: str, expected: Any, came: Any, question: Question) -> bool:
    """Whether two values agree to rounding."""
    try:
        compare(name, expected, came, question.terms, question.magnitude)
    except Mismatch:
        return False
    return True


def first_equal(name: str, expected: Any, came: Any, question: Question) -> bool:
    """The same of the first gradient of a program only."""
    while isinstance(expected, dict):
        key = next(iter(expected))
        if not isinstance(came, dict) or key not in came:
            return False
        expected, came = expected[key], came[key]
    return equal(name, expected, came, question)


def score(assignment: str, exercise: str) -> tuple[str, str, int, dict[str, int]]:
    """Of an exercise's wrong versions, how many each style refuses."""
    programs = Programs.of(assignment, exercise)
    cells = corpus("zoo", assignment, exercise)
    counts = dict.fromkeys(STYLES, 0)
    solution = load_solution(assignment)
    judge(assignment).brief = True  # one failed part refuses a version
    earlier = judge(assignment).exercises[exercise].builds_on
    for source in cells.values():
        namespace = {name: value for name, value in solution.items() if name in (*IMPORTS, *earlier)} | {"__name__": "__main__"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "<student>", "exec"), namespace)
            verdicts = refused(InProcess(namespace), programs)
            report = examine_cell(assignment, exercise, source)
        verdicts["rubric"] = report is None or not report.passed
        counts = {style: counts[style] + verdicts[style] for style in STYLES}
    return assignment, exercise, len(cells), counts


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", default=assignments())
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    pairs = [(assignment, exercise.name) for assignment in arguments.assignments for exercise in outline(assignment)]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        scores = list(pool.map(score, *zip(*pairs)))
    rows = [[f"`{exercise}`", total, *(counts[style] for style in STYLES)] for _, exercise, total, counts in scores]
    together = [sum(column) for column in zip(*(row[1:] for row in rows))]
    rows += [["**together**", *together], ["share", "", *(f"{count / together[0]:.1%}" for count in together[1:])]]
    publish(
        "mutation_score",
        "Wrong versions that each style of test refuses",
        ["exercise", "wrong versions", *STYLES],
        rows,
        "Every style judges the same wrong solution cells by the same programs: *shapes* compares the structure, shapes and "
        "types of what the first call returns, *forward* its values too, *one gradient* also the first gradient that the "
        "rubric asks for, and *rubric* is the whole.",
        packages=("torch",),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
