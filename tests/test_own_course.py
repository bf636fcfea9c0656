"""The guide to a course of one's own, followed to the letter: a folder that shares nothing with this one but the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbclient
import nbformat
import pytest

NAME, EXERCISE = "01_attention", "attention"
BLOCK = re.compile(r"^```\{code-block\} (\w+)\n:caption: ([^\n]+)\n\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
WRONG = (" / math.sqrt(query.shape[-1])", "")
SAID = "Les produits ne sont pas divisés par la racine de la dimension"


@pytest.fixture(scope="module")
def blocks(course_root: Path) -> dict[str, str]:
    """Caption → text of the guide's blocks."""
    return {caption: text for _, caption, text in BLOCK.findall((course_root / "book/teach/own_course.md").read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def commands(blocks: dict[str, str]) -> dict[str, list[str]]:
    lines = [line.removeprefix("$ autograder ").split() for line in blocks["in your course's folder"].splitlines()]
    return {line[0]: line for line in lines}


@pytest.fixture(scope="module")
def course(course_root: Path, blocks: dict[str, str], commands: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide's course, released as it says."""
    folder = tmp_path_factory.mktemp("cours")
    configuration = (course_root / "nbgrader_config.py").read_text(encoding="utf-8")
    assert 'course_id = "recurrent"' in configuration
    (folder / "nbgrader_config.py").write_text(configuration.replace('course_id = "recurrent"', 'course_id = "attention"'), encoding="utf-8")
    for caption, text in blocks.items():
        if caption.endswith(".py"):
            (folder / caption).parent.mkdir(parents=True, exist_ok=True)
            (folder / caption).write_text(text, encoding="utf-8")
    done = run(folder, *commands["release"])
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`autograder …` in `folder`, with this project's package and no word of its course."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AUTOGRADER")}
    environment |= {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "OMP_NUM_THREADS": "1", "XDG_CACHE_HOME": str(folder / ".cache")}
    return subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def handed_out(course: Path, blocks: dict[str, str], tmp_path: Path) -> Callable[..., Path]:
    """A student's notebook in the released folder, far from the course, with the solution or a change of it."""

    def make(old: str = "", new: str = "") -> Path:
        folder = Path(shutil.copytree(course / "exercises" / NAME, tmp_path / NAME, dirs_exist_ok=True))
        path = folder / f"{NAME}.ipynb"
        notebook = nbformat.read(path, 4)
        (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == EXERCISE]
        assert "einsum" not in cell.source or old == new == ""
        cell.source = blocks[f"solutions/{NAME}/{NAME}.py"].partition(f'exercise="{EXERCISE}"\n')[2].replace(old, new)
        nbformat.write(notebook, path)
        return path

    return make


def test_the_release_is_all_that_a_student_needs_and_no_more(course: Path, blocks: dict[str, str]) -> None:
    released = course / "exercises" / NAME
    assert {str(path.relative_to(released)) for path in released.rglob("*")} == {f"{NAME}.ipynb", "answers.bin", "rubrics", f"rubrics/{NAME}.py"}
    assert (released / "rubrics" / f"{NAME}.py").read_text(encoding="utf-8") == blocks[f"rubrics/{NAME}.py"]
    assert "einsum" not in (released / f"{NAME}.ipynb").read_text(encoding="utf-8")
    again = run(course, "release")
    assert "up to date" in again.stdout, again.stdout + again.stderr
    check = run(course, "check", f"solutions/{NAME}/{NAME}.ipynb")
    assert check.returncode == 0 and f"{NAME}: 100 of 100 points" in check.stdout, check.stdout + check.stderr


def test_a_rubric_that_changes_is_released_anew(course: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(course, tmp_path / "other"))
    rubric = other / "rubrics" / f"{NAME}.py"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace("les gradients", "la dérivée"), encoding="utf-8")
    done = run(other, "release")
    assert f"exercises/{NAME}/rubrics/{NAME}.py" in done.stdout, done.stdout + done.stderr


def test_a_students_check_works_in_a_kernel_and_in_a_terminal(handed_out: Callable[..., Path]) -> None:
    path = handed_out(*WRONG)
    notebook = nbformat.read(path, 4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    (check,) = [cell for cell in notebook.cells if cell.source == f'check("{EXERCISE}")']
    report, score = check.outputs
    assert SAID in report.data["text/html"] and float(score.data["text/plain"]) == 0
    done = run(path.parent, "check", path.name)
    assert done.returncode == 1 and SAID in done.stdout, done.stdout + done.stderr
    progress = run(path.parent.parent, "progress")
    assert progress.stdout.splitlines()[2].split() == [NAME, "0", "100", "0", "of", "1", EXERCISE], progress.stdout + progress.stderr
    assert "together" in progress.stdout.splitlines()[-1] and progress.stdout.splitlines()[-1].split()[1:3] == ["0", "100"]


def test_a_right_and_a_wrong_submission_get_what_they_earn(
    needs_bubblewrap: None, course: Path, commands: dict[str, list[str]], handed_out: Callable[..., Path], tmp_path: Path
) -> None:
    for student, change in (("juste", ("", "")), ("faux", WRONG)):
        target = course / "submitted" / student / NAME
        target.mkdir(parents=True)
        shutil.copy(handed_out(*change), target)
    done = run(course, *commands["grade"], "--json", str(tmp_path / "out.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    results = {result["student"]: result for result in json.loads((tmp_path / "out.json").read_text())["results"]}
    assert results["juste"]["score"] == 100 and results["faux"]["score"] < 100
    assert results["faux"]["exercises"][0]["diagnosis"]["text"].startswith(SAID)
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        (points,) = gradebook.execute("select sum(auto_score) from grade").fetchone()
    assert points == sum(result["score"] for result in results.values())
    assert "la moyenne pondérée" in (course / "feedback" / "faux" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
