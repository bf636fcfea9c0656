"""From an assignment's one source to nbgrader's instructor notebook.

A source is a jupytext percent file. Its first code cell is named `imports`, its exercise cells carry
`exercise="Name"`. Here each cell gets nbgrader's metadata and an id that follows from what the cell is, so that the
same source always gives the same bytes, and each exercise gets its check cell, worth the points of its rubric.
"""

from __future__ import annotations

from collections.abc import Mapping

import jupytext
from nbformat import v4
from nbformat.notebooknode import NotebookNode

IMPORTS = "imports"
CHECKER = "from autograder import check"
FETCHING = """\
try:
    from autograder import check
except ModuleNotFoundError:  # as on Colab, where the first run installs the checker
    %pip install -q --no-deps {address}
    from autograder import check"""
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}


class BadSource(Exception):
    """A source that does not say what its rubric asks for."""


def instructor_notebook(source: str, points: Mapping[str, float], address: str = "") -> NotebookNode:
    """The instructor version of an assignment.

    Args:
        source: the jupytext percent text.
        points: every exercise of the rubric and what it is worth, in order.
        address: what pip installs the checker from where a notebook is opened without it; with "" nothing does.

    Raises:
        BadSource: the first code cell is not `imports`, or the exercises are not those of the rubric, in its order.
    """
    cells: list[NotebookNode] = []
    found: list[str] = []
    ids = _Ids()
    code_cells = 0
    for cell in jupytext.reads(source, fmt="py:percent").cells:
        name, exercise = cell.metadata.get("name"), cell.metadata.get("exercise")
        if cell.cell_type == "markdown":
            cells.append(_locked(v4.new_markdown_cell(cell.source), ids.next("text")))
            continue
        code_cells += 1
        if (name == IMPORTS) != (code_cells == 1):
            raise BadSource(f'the first code cell, and no other, must be marked `# %% name="{IMPORTS}"`')
        if name == IMPORTS:
            cells.append(_locked(v4.new_code_cell(_fetching(cell.source, address)), IMPORTS))
        elif exercise is not None:
            found.append(exercise)
            if exercise not in points:
                raise BadSource(f"exercise {exercise} has a cell and no rubric; the rubric asks for {', '.join(points)}")
            cells.append(_solution(v4.new_code_cell(cell.source), exercise))
            cells.append(_check(exercise, points[exercise]))
            ids.section = exercise
        else:
            free = v4.new_code_cell(cell.source)
            free.id = ids.name(name) if name else ids.next("code")
            cells.append(free)
    if found != list(points):
        raise BadSource(f"the source has the exercises {', '.join(found)}; the rubric asks for {', '.join(points)}")
    return v4.new_notebook(cells=cells, metadata={"kernelspec": dict(KERNEL), "language_info": dict(LANGUAGE)})


def _fetching(imports: str, address: str) -> str:
    """The imports, which get the checker from `address` where it is missing. Torch stays the one that is there."""
    lines = [FETCHING.format(address=address) if address and line == CHECKER else line for line in imports.splitlines()]
    return "\n".join(lines)


class _Ids:
    """Names for the cells that have none: what they are, the exercise they come after, and a number from 2 on."""

    def __init__(self) -> None:
        self.section = "start"
        self.used: dict[str, int] = {}

    def next(self, kind: str) -> str:
        stem = f"{kind}_{self.section}" if self.section == "start" else f"{kind}_after_{self.section}"
        return self.name(stem)

    def name(self, stem: str) -> str:
        self.used[stem] = self.used.get(stem, 0) + 1
        return (stem if self.used[stem] == 1 else f"{stem}_{self.used[stem]}")[-64:]


def _nbgrader(cell: NotebookNode, grade_id: str, **metadata: object) -> NotebookNode:
    cell.id = grade_id
    cell.metadata["nbgrader"] = {
        "grade": False, "grade_id": grade_id, "locked": False, "schema_version": 3, "solution": False, "task": False,
        **metadata,
    }  # fmt: skip
    return cell


def _locked(cell: NotebookNode, grade_id: str) -> NotebookNode:
    return _nbgrader(cell, grade_id, locked=True)


def _solution(cell: NotebookNode, exercise: str) -> NotebookNode:
    return _nbgrader(cell, exercise, solution=True)


def _check(exercise: str, points: float) -> NotebookNode:
    whole = int(points) if float(points).is_integer() else float(points)
    return _nbgrader(v4.new_code_cell(f'check("{exercise}")'), f"check_{exercise}", grade=True, locked=True, points=whole)
