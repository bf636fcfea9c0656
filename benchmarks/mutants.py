"""The machine-made mutants of each solution, and those that no rubric can refuse, with the reason.

`tests/mutation` makes the mutants, puts every one to the rubric and holds that just the listed ones pass; this counts
them. Run from the course's root as `python -m benchmarks.mutants`.
"""

from __future__ import annotations

import sys

from autograder.judge import assignments, outline
from autograder.judge.reference import solution_cells
from benchmarks.table import publish
from tests.mutation.mutants import mutants
from tests.mutation.test_mutants import SURVIVORS


def main() -> int:
    """The command line."""
    rows, reasons = [], []
    for assignment in assignments():
        cells = solution_cells(assignment)
        for exercise in (exercise.name for exercise in outline(assignment)):
            listed = SURVIVORS.get(assignment, {}).get(exercise, {})
            made = len(mutants(cells[exercise]))
            rows.append([f"`{exercise}`", made, made - len(listed), len(listed)])
            reasons += [f"- `{exercise}`: ``{change}``. {reason}" for change, reason in listed.items()]
    together = [sum(column) for column in zip(*(row[1:] for row in rows))]
    publish(
        "mutants",
        "Mutants of the solutions",
        ["exercise", "mutants", "refused", "change nothing"],
        [*rows, ["**together**", *together]],
        "The mutants that change nothing, with what was exchanged and why it makes no difference:\n\n" + "\n".join(reasons),
        packages=("torch",),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
