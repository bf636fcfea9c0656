"""A submission is data: reads a notebook file without trusting anything in it.

Only the cells' kinds, sources and nbgrader ids are taken over. Where a notebook is not as it was released, but what the
student meant is plain, it is repaired and the repair is named; where it cannot be read at all, it is refused with a
reason.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_BYTES = 20 * 2**20
MAX_CELLS = 2000
CHECK = "check_"


class Unreadable(ValueError):
    """A file that is no notebook of format 4, or too large for one."""


@dataclass(frozen=True)
class Cell:
    """One cell: its position, its kind, its text, and its nbgrader id ("" without one)."""

    index: int
    kind: str
    source: str
    grade_id: str


@dataclass
class Notebook:
    """The cells of a notebook, and `raw`, the object they came from."""

    cells: list[Cell]
    raw: dict[str, Any]
    repairs: list[str] = field(default_factory=list)

    def code(self) -> list[Cell]:
        """The code cells that run: all but empty ones and the checks, which are the judge's."""
        return [cell for cell in self.cells if cell.kind == "code" and cell.source.strip() and not cell.grade_id.startswith(CHECK)]

    def place_of(self, exercise: str) -> int:
        """After which cell index an exercise is judged: its check cell's, else the last one that defines it, else the end."""
        checks = [cell.index for cell in self.cells if cell.grade_id == CHECK + exercise and cell.kind == "code"]
        if checks:
            return checks[-1]
        defining = [cell.index for cell in self.defining(exercise)]
        return defining[-1] if defining else len(self.cells)

    def defining(self, exercise: str) -> list[Cell]:
        """The code cells that belong to the exercise by their id, or that bind its name at top level."""
        return [cell for cell in self.code() if cell.grade_id == exercise or exercise in bound_names(cell.source)]


def read(path: Path) -> Notebook:
    """The notebook in a file.

    Raises:
        Unreadable: it is no regular file, too large, or no notebook.
    """
    if path.is_symlink() or not path.is_file():
        raise Unreadable(f"{path.name} is not a regular file")
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(f"{path.name} has {path.stat().st_size} bytes; at most {MAX_BYTES} are read. Clear the outputs and save it again")
    return parse(path.read_bytes())


def parse(data: bytes | dict[str, Any]) -> Notebook:
    """The notebook in the bytes of a file, or in the object they spell.

    Raises:
        Unreadable: with what was expected and what came.
    """
    if isinstance(data, bytes):
        try:
            raw = json.loads(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Unreadable(f"the notebook is not UTF-8 text (byte {error.start})") from None
        except RecursionError:
            raise Unreadable("the notebook is nested too deeply") from None
        except ValueError as error:
            raise Unreadable(f"the notebook is not JSON: {error}") from None
    else:
        raw = data
    if not isinstance(raw, dict) or not isinstance(raw.get("cells"), list):
        version = raw.get("nbformat") if isinstance(raw, dict) else None
        detail = f" (it says format {version})" if isinstance(version, int) and version != 4 else ""
        raise Unreadable(f"the file is JSON but no notebook of format 4: it has no list of cells{detail}")
    if len(raw["cells"]) > MAX_CELLS:
        raise Unreadable(f"the notebook has {len(raw['cells'])} cells; at most {MAX_CELLS} are read")
    cells, repairs, seen = [], [], set()
    for index, cell in enumerate(raw["cells"]):
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            repairs.append(f"cell {index + 1} is of no known kind and was passed over")
            continue
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            repairs.append(f"cell {index + 1} has no text and was passed over")
            continue
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
        grade_id = grade_id if isinstance(grade_id, str) else ""
        if grade_id and grade_id in seen:
            repairs.append(f"two cells have the id {grade_id!r}")
        seen.add(grade_id)
        cells.append(Cell(index, cell["cell_type"], source, grade_id))
    return Notebook(cells, raw, repairs)


def bound_names(source: str) -> set[str]:
    """The names that a cell's code binds at top level by `def`, `class` or assignment."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names
