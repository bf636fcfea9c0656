"""What a student gets: notebooks, recorded answers and the checker as a wheel. No answer is in it, and a check works."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.judge import RECORD, assignments, codec
from autograder.judge.reference import solution_cells

LONG = 40  # a statement shorter than this may well stand in two programs


@pytest.fixture(scope="module")
def package(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that a student receives, unpacked: `checker/` as pip would install it, `exercises/` as they are handed out."""
    folder = tmp_path_factory.mktemp("student")
    source = folder / "source"  # building leaves files beside the sources
    left_out = shutil.ignore_patterns(".git", ".venv", "build", "_build", "*.egg-info", "__pycache__", "_static")
    shutil.copytree(course_root, source, ignore=left_out)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "checker")
    shutil.copytree(course_root / "exercises", folder / "exercises")
    shutil.rmtree(source)
    return folder


def functions(source: str) -> Iterator[ast.FunctionDef]:
    """The functions and methods of a program."""
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))


def statements(source: str) -> Iterator[str]:
    """Every long statement within the functions of a program, written in one way; what a docstring says is left out."""
    for function in functions(source):
        for node in ast.walk(function):
            if isinstance(node, ast.stmt) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                if len(text := ast.unparse(node)) >= LONG:
                    yield text


def bodies(source: str) -> Iterator[str]:
    """The bodies of all functions with three statements or more."""
    return (ast.unparse(ast.Module(function.body, [])) for function in functions(source) if len(function.body) >= 3)


def everything(package: Path) -> dict[str, str]:
    """Path → text of all that is in the package; code cells of the notebooks as one program."""
    found = {}
    for path in sorted(path for path in package.rglob("*") if path.is_file() and path.suffix != ".whl"):
        if path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            found[str(path.relative_to(package))] = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        elif path.name != RECORD:
            found[str(path.relative_to(package))] = path.read_text(encoding="utf-8")
    return found


def test_no_answer_is_in_the_package(package: Path, course_root: Path) -> None:
    given = everything(package)
    programs = [text for name, text in given.items() if name.endswith((".py", ".ipynb"))]
    shown = {statement for text in programs for statement in statements(text)}
    written = {body for text in programs for body in bodies(text)}
    for assignment in assignments():
        skeletons = set(statements(given[f"exercises/{assignment}/{assignment}.ipynb"]))
        solutions = {s for cell in solution_cells(assignment).values() for s in statements(cell)}
        assert len(solutions - skeletons) >= 10
        assert not (solutions - skeletons) & shown
        wrong = course_root / "autograder" / "misconceptions" / f"{assignment}.py"
        versions = set(bodies(wrong.read_text(encoding="utf-8")))
        assert len(versions) >= 5
        assert not versions & written
    assert not [name for name in given if "misconceptions" in name or "recurrent/" in name or "solutions" in name]


def test_the_records_are_data(package: Path) -> None:
    for assignment in assignments():
        record = codec.decode(zlib.decompress((package / "exercises" / assignment / RECORD).read_bytes()))
        texts = [text for entries in record["misconceptions"].values() for _, text in entries]
        assert texts and not [text for text in texts if "\n" in text or "def " in text or "lambda" in text]


def run(package: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with the student's checker alone: the course is neither at hand nor named."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AUTOGRADER", "PYTHON"))}
    environment |= {"PYTHONPATH": str(package / "checker"), "OMP_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [(None, 0, "100 of 100 points"), (("i, f, g, o =", "f, i, g, o ="), 1, "input gate and forget gate are exchanged")],
    ids=["right", "wrong"],
)
def test_check_and_diagnosis_work_there(needs_bubblewrap, package: Path, tmp_path: Path, change, status: int, said: str) -> None:
    folder = Path(shutil.copytree(package / "exercises" / "03_lstm", tmp_path / "03_lstm"))
    path = folder / "03_lstm.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = solution_cells("03_lstm")
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in cells:
            cell["source"] = cells[name].replace(*change) if change and name == "lstm_step" else cells[name]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    done = run(package, folder, "-m", "autograder", "check", path.name)
    assert done.returncode == status and said in done.stdout, done.stdout + done.stderr


def test_it_is_the_packages_own_checker_that_ran(package: Path, tmp_path: Path) -> None:
    looked = (
        "import autograder, autograder.judge.reference as reference\n"
        "print(autograder.__file__, reference.load_misconceptions('03_lstm'))"
    )
    done = run(package, tmp_path, "-c", looked)
    assert done.stdout.split() == [str(package / "checker" / "autograder" / "__init__.py"), "[]"], done.stderr
