"""The notebook that a person grades: the released one, with what the student wrote and what the judge found.

Cells are known by their nbgrader id. A known cell gets back its metadata, and its text unless it is the student's to
write; a known cell that is missing is put back at its place; a second cell of the same id, or one whose kind has been
changed, becomes a cell like any other. Nothing but text and outputs is taken over from a submission, and of outputs
only what cannot do anything in the reader's browser. A student's prose stands as it was typed, in a fence: rendered, it
could hold markup that acts in the formgrader, or loads an image from elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

IMAGES = ("image/png", "image/jpeg", "image/gif")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")
Cell = dict[str, Any]


def graded_notebook(template: Mapping[str, Any], examined: Mapping[str, Any], checks: Mapping[str, list[Cell]]) -> Cell:
    """The graded notebook.

    Args:
        template: the released notebook.
        examined: the student's, with the outputs of its cells; may be empty.
        checks: the outputs of each check cell, by its id.
    """
    known = {grade_id(cell): cell for cell in template["cells"] if grade_id(cell)}
    cells: list[Cell] = []
    found: set[str] = set()
    for given in examined.get("cells") or []:
        if not _is_cell(given):
            continue
        name = grade_id(given)
        model = known.get(name)
        if model is not None and name not in found and model["cell_type"] == given["cell_type"]:
            found.add(name)
            cells.append(_restored(model, given, checks))
        else:
            cells.append(_own(given, f"own_{len(cells)}"))
    _put_back(cells, template["cells"], found, checks)
    return {
        "cells": cells,
        "metadata": json.loads(json.dumps(template["metadata"])),
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def grade_id(cell: Mapping[str, Any]) -> str:
    """A cell's name in nbgrader; empty where it has none."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def _restored(model: Cell, given: Cell, checks: Mapping[str, list[Cell]]) -> Cell:
    """The released cell with the student's text where it is theirs to write, and the outputs."""
    cell = json.loads(json.dumps(model))
    if cell["metadata"]["nbgrader"]["solution"]:
        cell["source"] = _text(given["source"]) if cell["cell_type"] == "code" else fenced(_text(given["source"]))
    if cell["cell_type"] == "code":
        cell["execution_count"] = _count(given)
        cell["outputs"] = [_numbered(output, cell) for output in checks.get(grade_id(cell)) or _inert(given.get("outputs"))]
    return cell


def _numbered(output: Cell, cell: Cell) -> Cell:
    return output | {"execution_count": cell["execution_count"]} if output["output_type"] == "execute_result" else output


def _own(given: Cell, identity: str) -> Cell:
    """A cell that the student added: text and outputs, nothing else."""
    cell: Cell = {"cell_type": "markdown", "id": identity, "metadata": {}, "source": _text(given["source"])}
    if given["cell_type"] == "code":
        return cell | {"cell_type": "code", "execution_count": _count(given), "outputs": _inert(given.get("outputs"))}
    return cell | {"source": fenced(cell["source"])}


def fenced(text: str) -> str:
    """`text` as a block of code in Markdown, which shows it as it is; empty where it is."""
    if not text.strip():
        return ""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def unfenced(text: str) -> str:
    """What `fenced` was given."""
    return "\n".join(text.split("\n")[1:-1])


def _put_back(cells: list[Cell], released: Iterable[Cell], found: set[str], checks: Mapping[str, list[Cell]]) -> None:
    """Insert each released cell that is missing after the one that it followed."""
    position = 0
    for model in released:
        name = grade_id(model)
        if not name:
            continue
        if name not in found:
            cell = json.loads(json.dumps(model))
            if cell["cell_type"] == "code":
                cell["outputs"] = checks.get(name, [])
            cells.insert(position, cell)
        position = 1 + next(index for index, cell in enumerate(cells) if grade_id(cell) == name)


def _inert(outputs: Any) -> list[Cell]:
    kept = []
    for output in outputs if isinstance(outputs, list) else []:
        kind = output.get("output_type")
        if kind in ("display_data", "execute_result"):
            data = {mime: content for mime, content in output["data"].items() if _is_inert(mime, content)}
            if data:
                kept.append({**output, "data": data, "metadata": {}})
        elif kind in ("stream", "error"):
            kept.append(output)
    return kept


def _is_inert(mime: str, content: Any) -> bool:
    """Whether a browser does no more with it than show it: plain text, or an image that is written as images are."""
    return isinstance(content, str) and (mime == "text/plain" or mime in IMAGES and _BASE64.fullmatch(content) is not None)


def _is_cell(given: Any) -> bool:
    if not isinstance(given, dict) or given.get("cell_type") not in ("code", "markdown", "raw"):
        return False
    source = given.get("source")
    return isinstance(source, str) or isinstance(source, list) and all(isinstance(line, str) for line in source)


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _count(given: Cell) -> int | None:
    count = given.get("execution_count")
    return count if type(count) is int else None
