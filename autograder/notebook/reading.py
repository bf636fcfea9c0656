"""A submission is data: reads a notebook file without trusting anything in it.

Only the cells' kinds, sources and nbgrader ids are taken over, so that nothing else of it reaches any further step.
Where a notebook is not as it was released, but what the student meant is plain, it is repaired and the repair is named;
where it cannot be read at all, it is refused with a reason that says what to do.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


MAX_BYTES = 20 * 2**20
MAX_CELLS = 2000
MAX_PARTS = 1_000_000  # lists and objects in the file: each costs the reader much more memory than bytes
MAX_CODE = 2**18  # characters in all code cells, far beyond what any exercise needs
MAX_TEXT = 2**21  # characters in all cells
MAX_ID = 100
MAX_REPAIRS = 20
CHECK = "check_"
AGAIN = "open it in Jupyter, and save and hand in the notebook again"


class Unreadable(ValueError):
    """A file that is no notebook of format 4, or too large for one."""


@dataclass(frozen=True)
class Cell:
    """One cell: its position, its kind, its text, its nbgrader id ("" without one), and the names that its code binds."""

    index: int
    kind: str
    source: str
    grade_id: str
    names: frozenset[str] = frozenset()


@dataclass
class Notebook:
    """The cells of a notebook, and what was put right in it."""

    cells: list[Cell]
    repairs: list[str] = field(default_factory=list)

    @property
    def raw(self) -> dict[str, Any]:
        """The notebook in nbformat 4, with nothing in it but what was read: kinds, texts, ids."""
        cells = []
        for cell in self.cells:
            marks = {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {}
            plain: dict[str, Any] = {"cell_type": cell.kind, "id": f"cell-{cell.index}", "metadata": marks, "source": cell.source}
            cells.append(plain | ({"outputs": [], "execution_count": None} if cell.kind == "code" else {}))
        return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}

    def code(self) -> list[Cell]:
        """The code cells that run: all but empty ones and the checks, which are the judge's."""
        return [cell for cell in self.cells if cell.kind == "code" and cell.source.strip() and not cell.grade_id.startswith(CHECK)]

    def numbers(self) -> dict[int, int]:
        """The number that a kernel would give each code cell that it runs from the top, checks included, by cell index."""
        run = [cell.index for cell in self.cells if cell.kind == "code" and cell.source.strip()]
        return {index: number for number, index in enumerate(run, 1)}

    def place_of(self, exercise: str) -> int:
        """After which cell index an exercise is judged: its check cell's, else the last one that defines it, else the end.

        A check that stands before all that it could check has been moved, and does not count.
        """
        checks = [cell.index for cell in self.cells if cell.grade_id == CHECK + exercise and cell.kind == "code"]
        defining = [cell.index for cell in self.defining(exercise)]
        if checks and (not defining or defining[0] < checks[-1]):
            return checks[-1]
        return defining[-1] if defining else len(self.cells)

    def defining(self, exercise: str) -> list[Cell]:
        """The code cells that belong to the exercise by their id, or that bind its name at top level."""
        return [cell for cell in self.code() if cell.grade_id == exercise or exercise in cell.names]


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


def parse(data: bytes | dict[str, Any], code_ids: Container[str] = ()) -> Notebook:
    """The notebook in the bytes of a file, or in the object they spell.

    Args:
        code_ids: nbgrader ids whose cells were released as code, and are read as code whatever they have become.

    Raises:
        Unreadable: with what was expected and what came.
    """
    raw = _object(data) if isinstance(data, bytes) else data
    if not isinstance(raw, dict) or not isinstance(raw.get("cells"), list):
        version = raw.get("nbformat") if isinstance(raw, dict) else None
        detail = f" (it says format {version})" if type(version) is int and 0 < version < 100 and version != 4 else ""
        raise Unreadable(f"the file is JSON but no notebook of format 4: it has no list of cells{detail}; {AGAIN}")
    if len(raw["cells"]) > MAX_CELLS:
        raise Unreadable(f"the notebook has {len(raw['cells'])} cells; at most {MAX_CELLS} are read")
    cells: list[Cell] = []
    repairs: list[str] = []
    seen: set[str] = set()
    for number, given in enumerate(raw["cells"], 1):
        if not isinstance(given, dict) or given.get("cell_type") not in ("code", "markdown", "raw"):
            repairs.append(f"cell {number} is of no known kind and was passed over")
            continue
        text = _text(given.get("source", ""))
        if text is None:
            repairs.append(f"cell {number} has no text and was passed over")
            continue
        source = legible(text)
        if source != text:
            repairs.append(f"cell {number} holds characters that are no text; each was replaced by a question mark")
        kind, grade_id = given["cell_type"], _grade_id(given)
        if kind != "code" and grade_id in code_ids:
            repairs.append(f"the cell {grade_id!r} had been turned into a {kind} cell and was read as code again")
            kind = "code"
        if grade_id and grade_id in seen:
            repairs.append(f"two cells have the id {grade_id!r}")
        seen.add(grade_id)
        cells.append(Cell(len(cells), kind, source, grade_id))
    _refuse_bulk(cells)
    more = len(repairs) - MAX_REPAIRS
    if more > 0:
        repairs[MAX_REPAIRS:] = [f"and {more} more repairs of this kind"]
    named = [Cell(c.index, c.kind, c.source, c.grade_id, frozenset(bound_names(c.source) if c.kind == "code" else ())) for c in cells]
    return Notebook(named, repairs)


def legible(text: str) -> str:
    """`text` with a question mark for each half of a surrogate pair, which JSON can spell and no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def bound_names(source: str) -> set[str]:
    """The names that a cell's code binds at top level by `def`, `class` or assignment, also under `if`, `try` and `with`."""
    from ..judge.forbidden import syntax  # torch comes with it, which those who only read notebooks can do without

    tree = syntax(source)
    return set(_bound(tree.body)) if tree else set()


def _bound(body: list[ast.stmt]) -> Iterator[str]:
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store))
        elif isinstance(node, (ast.If, ast.With, ast.Try)):
            waiting += node.body
            for handler in getattr(node, "handlers", []):
                waiting += handler.body
            waiting += [*getattr(node, "orelse", []), *getattr(node, "finalbody", [])]


def _object(data: bytes) -> Any:
    """What the bytes of a file spell."""
    if data.count(b"[") + data.count(b"{") > MAX_PARTS:
        raise Unreadable(f"the file has more than {MAX_PARTS} lists and objects in it; clear the outputs, and {AGAIN}")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"the notebook is not UTF-8 text (byte {error.start}); {AGAIN}") from None
    except RecursionError:
        raise Unreadable(f"the notebook is nested too deeply; clear the outputs, and {AGAIN}") from None
    except ValueError as error:
        raise Unreadable(f"the notebook is not JSON: {str(error)[:200]}; {AGAIN}") from None


def _text(source: Any) -> str | None:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _grade_id(cell: dict[str, Any]) -> str:
    """A cell's nbgrader id; "" where it has none, or one that no release gives."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return legible(grade_id) if isinstance(grade_id, str) and len(grade_id) <= MAX_ID else ""


def _refuse_bulk(cells: list[Cell]) -> None:
    code = sum(len(cell.source) for cell in cells if cell.kind == "code")
    if code > MAX_CODE:
        raise Unreadable(f"the code cells hold {code} characters; at most {MAX_CODE} are read. Take out what does not belong to the exercises")
    text = sum(len(cell.source) for cell in cells)
    if text > MAX_TEXT:
        raise Unreadable(f"the cells hold {text} characters; at most {MAX_TEXT} are read. Take out what does not belong to the exercises")
