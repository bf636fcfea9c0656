"""`autograder progress`: the points so far over all assignments, from the notebooks that a student has."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.judge import outline

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of a student whose cache is empty too."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["progress", *arguments])
        return (code, *capsys.readouterr())

    return run


def hand_in(course_root: Path, folder: Path, assignment: str, without: tuple[str, ...] = ()) -> Path:
    """The assignment's folder in `folder`, its notebook solved but for the exercises `without`."""
    target = Path(shutil.copytree(course_root / "exercises" / assignment, folder / assignment, dirs_exist_ok=True))
    solution = json.loads((course_root / "solutions" / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8"))
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell["source"] for cell in solution["cells"]}
    path = target / f"{assignment}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and marks["grade_id"] not in without:
            cell["source"] = cells[marks["grade_id"]]
    notebook["cells"] = [c for c in notebook["cells"] if c["cell_type"] != "code" or c["metadata"].get("nbgrader")]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def row(table: str, assignment: str) -> list[str]:
    (line,) = [line for line in table.splitlines() if line.startswith(assignment)]
    return line.split()


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_points_so_far_are_those_of_a_check_and_are_remembered(course_root: Path, at_home: Path, call: Call, tmp_path: Path) -> None:
    path = hand_in(course_root, at_home / "exercises", "01_rnn", without=("unroll",))
    before = everything(at_home)
    code, table, _ = call("--json", str(tmp_path / "out.json"))
    points = {exercise.name: exercise.points for exercise in outline("01_rnn")}
    earned = 100 - points["unroll"]
    assert code == 1 and row(table, "01_rnn") == ["01_rnn", f"{earned:g}", "100", "3", "of", "4", "unroll"]
    assert row(table, "08_attention")[1:] == ["-", "100", "-", "of", "5", "no", "notebook", "here"]
    assert row(table, "together")[1:3] == [f"{earned:g}", "800"]
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["score"] == earned and written["max_score"] == 800
    first, second = written["assignments"][:2]
    assert (first["notebook"], first["done"], first["next"]) == (str(path), 3, "unroll") and second["notebook"] is None
    assert everything(at_home) == before  # nothing of the student's is touched, and nothing laid beside it
    # The second answer comes from memory: torch, which every check needs, is not even imported.
    program = "import sys; from autograder.cli import main; code = main(['progress']); print('torch' in sys.modules); sys.exit(code)"
    again = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert again.returncode == 1 and again.stdout == table + "False\n", again.stderr
    # A notebook that has changed is checked again.
    hand_in(course_root, at_home / "exercises", "01_rnn")
    _, table, _ = call()
    assert row(table, "01_rnn") == ["01_rnn", "100", "100", "4", "of", "4", "all", "done"]


@pytest.mark.parametrize("where", ["", "01_rnn", "exercises/01_rnn"])
def test_notebooks_are_found_where_students_have_them(at_home: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.progress import find

    path = at_home / where / "01_rnn.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    assert find([]) == find([at_home]) == find([path]) == {"01_rnn": path}
    assert find([path, at_home]) == {"01_rnn": path}


def test_without_a_notebook_it_says_what_it_looked_for(at_home: Path, call: Call) -> None:
    code, table, error = call()
    assert code == 2 and not table and len(error.splitlines()) == 1
    assert str(at_home) in error and "01_rnn/01_rnn.ipynb" in error and "autograder progress FOLDER" in error
    code, _, error = call("nowhere")
    assert code == 2 and error == "there is no nowhere\n"


def test_a_notebook_that_cannot_be_read_costs_the_others_nothing(course_root: Path, at_home: Path, call: Call) -> None:
    hand_in(course_root, at_home, "01_rnn", without=("rnn_step", "RNNCell", "unroll", "next_token_loss"))
    (at_home / "02_gradients.ipynb").write_text("not json")
    shutil.copy(at_home / "01_rnn" / "01_rnn.ipynb", at_home / "03_lstm.ipynb")
    shutil.copy(at_home / "01_rnn" / "answers.bin", at_home)
    code, table, _ = call()
    assert code == 2
    assert row(table, "01_rnn")[1:] == ["0", "100", "0", "of", "4", "rnn_step"]
    assert "not checked: the notebook is not JSON" in table
    assert "not checked: the notebook holds the exercises of 01_rnn" in table


def test_a_cache_that_is_broken_or_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    from autograder.progress.memory import Memory

    (tmp_path / "broken.json").write_text("[{")
    memory = Memory(tmp_path / "broken.json")
    memory.keep("key", 1)
    assert Memory(tmp_path / "broken.json").get("key") == 1
    lost = Memory(tmp_path / "broken.json" / "below a file.json")
    lost.keep("key", 2)
    assert lost.get("key") == 2
