"""What becomes of a result: the notebook and the page as they will lie in the course, made where it was examined.

So that the one writer has little to do, both are finished by the worker. A page shows the points that the judge gave;
where a person has changed points or commented, the writer makes it anew from the gradebook.
"""

from __future__ import annotations

import base64
import functools
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import v4
from nbformat.notebooknode import NotebookNode

from .submission import Result

NO_RESPONSE = "No response."


@dataclass(frozen=True)
class Finished:
    """A result, ready to be written.

    Attributes:
        entry: the report, in the form of CONTRACT's `--json`.
        notebook: the autograded notebook's text, compressed.
        page: the feedback page, compressed; empty where none was asked for.
        seconds: how long the examination took.
        fault: how the grader itself failed on it.
    """

    entry: dict[str, Any]
    notebook: bytes = field(repr=False)
    page: bytes = field(repr=False, default=b"")
    seconds: float = 0.0
    fault: str = ""

    def to_json(self) -> bytes:
        """As it travels."""
        parts = {name: base64.b64encode(getattr(self, name)).decode() for name in ("notebook", "page")}
        return json.dumps({"entry": self.entry, **parts, "seconds": self.seconds, "fault": self.fault}).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Finished:
        """What `to_json` made."""
        given = json.loads(data)
        parts = {name: base64.b64decode(given[name]) for name in ("notebook", "page")}
        return cls(given["entry"], **parts, seconds=given["seconds"], fault=given["fault"])

    def text(self) -> str:
        """The autograded notebook's text."""
        return gzip.decompress(self.notebook).decode()


def finish(result: Result, assignment: str, limit_output: Mapping[str, Any], feedback: bool) -> Finished:
    """The result with its notebook, cut to nbgrader's limits of output, and its page.

    Args:
        result: what came of a submission.
        assignment: its name.
        limit_output: the course's configuration of nbgrader's `LimitOutput`.
        feedback: whether to make the page.
    """
    from nbgrader.preprocessors import LimitOutput

    notebook = v4.to_notebook(result.notebook)
    LimitOutput(**limit_output).preprocess(notebook, {})
    text = nbformat.writes(notebook, version=4)
    html = page(notebook, assignment, result.entry["student"], points_of(result.entry), comments_of(notebook)) if feedback else ""
    return Finished(result.entry, packed(text.rstrip("\n") + "\n"), packed(html) if html else b"", result.seconds, result.fault)


def packed(text: str) -> bytes:
    """Compressed text, the same for the same."""
    return gzip.compress(text.encode(), 5, mtime=0)


def points_of(entry: Mapping[str, Any]) -> dict[str, float]:
    """The points the judge gave, by check cell."""
    return {f"check_{exercise['name']}": float(exercise["score"]) for exercise in entry["exercises"]}


def comments_of(notebook: Mapping[str, Any]) -> dict[str, str | None]:
    """What nbgrader remarks on each solution cell by itself: that nothing was written there, or nothing."""
    from nbgrader.utils import compute_checksum

    solutions = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    return {
        cell.metadata.nbgrader.grade_id: NO_RESPONSE if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) else None
        for cell in v4.to_notebook({**notebook, "cells": solutions}).cells
    }


def page(
    notebook: NotebookNode,
    assignment: str,
    student: str,
    scores: Mapping[str, float],
    comments: Mapping[str, str | None],
    penalty: float = 0.0,
) -> str:
    """The feedback page for these points and comments. Their marks are set in `notebook`."""
    total = 0.0
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        if not marks:
            continue
        if marks.grade:
            marks.score, marks.points = scores.get(marks.grade_id, 0.0), float(marks.points)
            total += marks.points
        if marks.solution or marks.get("task"):
            marks.comment = comments.get(marks.grade_id)
    given = {"score": sum(scores.values()) - penalty, "max_score": total, "late_penalty": penalty}
    names = {"notebook": assignment, "assignment": assignment, "student": student}
    return _exporter().from_notebook_node(notebook, resources={"nbgrader": {**names, **given}})[0]


@functools.cache
def _exporter() -> Any:
    from .feedback import FeedbackExporter

    return FeedbackExporter(default_preprocessors=[])  # none of them is switched on, and each would validate the notebook
