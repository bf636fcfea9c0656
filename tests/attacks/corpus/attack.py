"""What an attack is: a submission, and what it must not gain.

Texts may hold places that are filled in for the course at hand: @COURSE@, @HOME@ and @TMP@ are folders, @PORT@ is a
port of this machine where a server waits, @OTHER@ is another student.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

ASSIGNMENT = "01_rnn"
POINTS = {"rnn_step": 20, "RNNCell": 35, "unroll": 20, "next_token_loss": 25}
FULL = sum(POINTS.values())
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Attack:
    """One submission.

    Args:
        name: short, the same in the tests and in the table.
        tries: what it tries, in one line.
        worth: the most points that honest code in its place would get; an honest submission gets exactly these.
        solved: whether it starts from the solution instead of the released notebook.
        cells: new texts of cells, by nbgrader id.
        first, last: cells that come before all others of its own and after the last check.
        change: any other change to the notebook; returns it, or the bytes to hand in instead.
        place: what else lies in the submission's folder: puts it there.
        handed_in: whether the notebook itself is handed in.
    """

    name: str
    tries: str
    worth: float = 0
    solved: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    change: Callable[[Notebook], Notebook | bytes] | None = None
    place: Callable[[Any], None] | None = None
    handed_in: bool = True

    def submission(self, released: Notebook, solution: Mapping[str, str], places: Mapping[str, str]) -> bytes:
        """The notebook to hand in, as bytes.

        Args:
            released: the notebook that students get.
            solution: the text of each solution cell, by nbgrader id.
            places: what stands for each @PLACE@.
        """
        notebook = json.loads(json.dumps(released))
        # The part to play with trains a network, which takes longer than all attacks together.
        notebook["cells"] = [cell for cell in notebook["cells"] if identity(cell) or cell["cell_type"] != "code"]
        texts = {**(solution if self.solved else {}), **self.cells}
        for cell in notebook["cells"]:
            if identity(cell) in texts:
                cell["source"] = texts[identity(cell)]
        start = 1 + next(k for k, cell in enumerate(notebook["cells"]) if identity(cell) == "imports")
        notebook["cells"][start:start] = [code(text) for text in self.first]
        notebook["cells"] += [code(text) for text in self.last]
        made = self.change(notebook) if self.change else notebook
        data = made if isinstance(made, bytes) else json.dumps(made).encode()
        for name, value in places.items():
            data = data.replace(f"@{name}@".encode(), value.encode())
        return data


def identity(cell: Mapping[str, Any]) -> str:
    """A cell's nbgrader id, or ""."""
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def code(source: str, outputs: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A code cell of the student's own."""
    return {"cell_type": "code", "id": f"c{abs(hash(source)):x}"[:60], "metadata": {}, "source": source, "outputs": outputs or [], "execution_count": None}


def prose(source: str, kind: str = "markdown", **more: Any) -> dict[str, Any]:
    """A cell of text of the student's own."""
    return {"cell_type": kind, "id": f"m{abs(hash(source)):x}"[:60], "metadata": {}, "source": source, **more}


def named(notebook: Notebook, name: str) -> dict[str, Any]:
    """The cell of an nbgrader id."""
    return next(cell for cell in notebook["cells"] if identity(cell) == name)
