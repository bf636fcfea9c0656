"""The table of an assignment's exercises, read from its rubric and its solution, so that it cannot go stale."""
from __future__ import annotations

from html import escape

from autograder.judge import load_solution, outline


class Exercises:
    """What an assignment asks and for how many points; a notebook shows it as HTML.

    Args:
        assignment: such as ``"03_lstm"``.
    """

    def __init__(self, assignment: str) -> None:
        solution = load_solution(assignment)
        self.rows = [
            (exercise.name, (solution[exercise.name].__doc__ or "").strip().splitlines()[0].replace("``", ""), exercise.points)
            for exercise in outline(assignment)
        ]

    def _repr_html_(self) -> str:
        rows = [f'<tr><td><code>{escape(name)}</code></td><td>{escape(asks)}</td><td class="number">{points:g}</td></tr>' for name, asks, points in self.rows]
        total = f'<tr><td></td><td>Together</td><td class="number">{sum(points for *_, points in self.rows):g}</td></tr>'
        head = "<tr><th scope='col'>Exercise</th><th scope='col'>What you write</th><th scope='col'>Points</th></tr>"
        return f'<table class="course"><thead>{head}</thead><tbody>{"".join(rows)}{total}</tbody></table>'
