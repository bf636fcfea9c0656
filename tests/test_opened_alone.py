"""A notebook that is opened alone, as the button for Colab does, gets its checker from the course's repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest
import yaml

from autograder.course.instructor import FETCHING
from autograder.course.release import checker_address, instructor_bytes
from autograder.judge.forbidden import suspicions
from autograder.sandbox.interpreter import Plain

ONE = "01_rnn"


@pytest.fixture(scope="module")
def published(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as a repository that the book's configuration names by its address."""
    folder = tmp_path_factory.mktemp("public") / "course"
    folder.mkdir()
    for name in ("autograder", "exercises", "solutions"):
        shutil.copytree(course_root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "book").mkdir()
    for name in ("README.md", "LICENSE", "LICENSE-text", "nbgrader_config.py", "pyproject.toml", "setup.py"):
        shutil.copy(course_root / name, folder)
    settings = yaml.safe_load((course_root / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"]["config"] |= {"course_repository": folder.as_uri(), "course_branch": "main"}
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has what Colab has, torch and Jupyter, and not the checker."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "theirs.pth").write_text(sysconfig.get_path("purelib"))  # its own .pth files, an editable install's, are not read
    return folder / "venv" / "bin" / "python"


def test_the_imports_bring_the_checker_where_it_is_missing(published: Path, elsewhere: Path, tmp_path: Path) -> None:
    address = checker_address(published)
    assert address == f"git+{published.as_uri()}@main"
    made = json.loads(instructor_bytes(published / "solutions" / ONE / f"{ONE}.py", ONE, address))
    code = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    cells = {cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"]) for cell in code if "nbgrader" in cell["metadata"]}
    assert next(iter(cells)) == "imports"
    wrong = cells["rnn_step"].replace("torch.tanh(", "torch.sigmoid(")
    script = "\n".join([cells["imports"], wrong, cells["check_rnn_step"]])
    assert not suspicions(cells["imports"])
    alone = tmp_path / "alone"
    alone.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AUTOGRADER", "PIP_"))}
    environment |= {"IPYTHONDIR": str(tmp_path / "ipython"), "OMP_NUM_THREADS": "1"}
    environment |= {"PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_INDEX": "1"}  # what builds a package is there already
    command = [str(elsewhere), "-m", "IPython", "--no-banner", "--colors=NoColor", "-c", script]
    done = subprocess.run(command, cwd=alone, env=environment, capture_output=True, text=True)
    assert "of 20 points" in done.stdout and "came:" in done.stdout, done.stdout + done.stderr
    assert list(alone.iterdir()) == []


def test_without_an_address_the_imports_are_those_of_the_source(course_root: Path, tmp_path: Path) -> None:
    assert checker_address(tmp_path) == ""
    source = (course_root / "solutions" / ONE / f"{ONE}.py").read_text(encoding="utf-8")
    made = json.loads(instructor_bytes(course_root / "solutions" / ONE / f"{ONE}.py", ONE))
    (imports,) = [cell for cell in made["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "imports"]
    assert "".join(imports["source"]) in source


def test_without_jupyter_the_imports_run_too() -> None:
    interpreter = Plain(10_000)
    source = FETCHING.format(address="git+https://localhost/course@main")
    assert "%pip" in source
    assert interpreter.run(f"{source}\ncheck.__name__") == (True, [RESULT])
    assert interpreter.run("%pip install\nnothing here")[0] is False


RESULT = {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "'check'"}, "metadata": {}}
