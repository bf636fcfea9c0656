"""Notebooks to examine, and a grader that is started once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox import Grader, Limits

ASSIGNMENT = "03_lstm"
Edit = Callable[..., dict]


@pytest.fixture(scope="session", autouse=True)
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The course secret of these tests, away from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("secrets")
        patch.setenv("AUTOGRADER_SECRETS", str(folder))
        yield folder


@pytest.fixture(scope="session")
def solution(course_root: Path) -> dict:
    """The solution notebook without its part to play with."""
    notebook = json.loads((course_root / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    notebook["cells"] = [
        cell for cell in notebook["cells"]
        if cell["cell_type"] != "code" or any(cell["metadata"].get("nbgrader", {}).get(mark) for mark in ("locked", "solution"))
    ]
    return notebook


@pytest.fixture
def edited(solution: dict) -> Edit:
    """The solution with text replaced in the cell of one id."""

    def edit(grade_id: str, old: str, new: str, notebook: dict | None = None) -> dict:
        copy = json.loads(json.dumps(notebook or solution))
        (cell,) = [c for c in copy["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
        text = "".join(cell["source"])
        assert old in text
        cell["source"] = text.replace(old, new)
        return copy

    return edit


@pytest.fixture(scope="session")
def grader(needs_bubblewrap: None, course_root: Path, secrets: Path) -> Iterator[Grader]:
    with Grader(course_root, limits=Limits(cell=6, answer=3, exercise=6)) as made:
        yield made
