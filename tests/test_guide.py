"""The guide to adding an exercise, followed to the letter in a copy of the course."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "09_leaky"
BLOCK = re.compile(r"^```\{code-block\} (\w+)\n:caption: ([^\n]+)\n\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def blocks(course_root: Path) -> dict[str, str]:
    """Caption → text of the guide's blocks."""
    return {caption: text for _, caption, text in BLOCK.findall((course_root / "book/teach/exercise.md").read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def course(course_root: Path, blocks: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with what the guide writes, released as it says."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(course_root / "autograder", folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(course_root / "nbgrader_config.py", folder)
    for caption, text in blocks.items():
        if caption.endswith(".py"):
            (folder / caption).parent.mkdir(parents=True, exist_ok=True)
            (folder / caption).write_text(text, encoding="utf-8")
    release, check = commands(blocks)
    assert release == ["autograder", "release", NAME] and check[:2] == ["autograder", "check"]
    done = run(folder, *release[1:])
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def commands(blocks: dict[str, str]) -> list[list[str]]:
    return [line.removeprefix("$ ").split() for line in blocks["in the course's root"].splitlines()]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`autograder …` of the copy."""
    environment = os.environ | {"PYTHONPATH": str(folder), "AUTOGRADER_COURSE": str(folder), "OMP_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def test_the_check_gives_the_solution_everything(needs_bubblewrap, course: Path, blocks: dict[str, str]) -> None:
    done = run(course, *commands(blocks)[1][1:])
    assert done.returncode == 0 and f"{NAME}: 100 of 100 points" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("changes", "points", "said"),
    [
        ([], 0, "Not implemented yet."),
        ([("(1 - alpha) * average + alpha * x_t", "alpha * average + (1 - alpha) * x_t")], 20, "The two shares are exchanged"),
        ([("average = (1 - alpha) * average + alpha * x_t", "x_t *= alpha; average = (1 - alpha) * average + x_t")], 60, "+="),
    ],
    ids=["untouched", "known mistake", "in place"],
)
def test_a_students_notebook_gets_what_it_earns(needs_bubblewrap, course: Path, tmp_path: Path, changes, points: int, said: str) -> None:
    source = (course / "solutions" / NAME / f"{NAME}.py").read_text(encoding="utf-8")
    folder = Path(shutil.copytree(course / "exercises" / NAME, tmp_path / NAME))
    path = folder / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "leaky_average"]
    assert "raise NotImplementedError()" in "".join(cell["source"]) and "torch.stack" not in "".join(cell["source"])
    if changes:
        cell["source"] = source.partition('exercise="leaky_average"\n')[2]
        for old, new in changes:
            assert old in cell["source"]
            cell["source"] = cell["source"].replace(old, new)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    done = run(course, "check", str(path), "--json", str(tmp_path / "out.json"))
    assert said in done.stdout, done.stdout + done.stderr
    assert json.loads((tmp_path / "out.json").read_text())["results"][0]["score"] == points
