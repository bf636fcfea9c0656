"""`check` where students use it: in a kernel, and from a terminal."""

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import nbclient
import nbformat
import pytest

ASSIGNMENT = "03_lstm"


@pytest.fixture
def handed_out(tmp_path, course_root):
    """What a student has: the folder of the assignment, away from the course."""
    return Path(shutil.copytree(course_root / "exercises" / ASSIGNMENT, tmp_path / ASSIGNMENT))


@pytest.fixture
def solved(handed_out, course_root):
    """Fills the student's notebook."""
    return partial(fill, handed_out, course_root)


def fill(folder, course_root, **other):
    """The student's notebook with the solution's cells, or other text in some."""
    solution = json.loads((course_root / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    cells = {c["metadata"].get("nbgrader", {}).get("grade_id"): "".join(c["source"]) for c in solution["cells"]}
    notebook = nbformat.read(folder / f"{ASSIGNMENT}.ipynb", 4)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            old, new = other.get(marks["grade_id"], ("", ""))
            assert old in cells[marks["grade_id"]]
            cell.source = cells[marks["grade_id"]].replace(old, new) if old else cells[marks["grade_id"]]
    notebook.cells = [c for c in notebook.cells if c.cell_type != "code" or c.metadata.get("nbgrader", {}).get("grade_id")]
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")
    return folder / f"{ASSIGNMENT}.ipynb"


def run(path, *more):
    notebook = nbformat.read(path, 4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in more]
    nbclient.NotebookClient(notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": path.parent}}).execute()
    return {c.metadata.get("nbgrader", {}).get("grade_id", c.source): c.outputs for c in notebook.cells if c.cell_type == "code"}


@pytest.fixture(scope="module")
def shown(course_root, tmp_path_factory):
    """What a kernel shows of a notebook with one mistake, and of some more cells."""
    folder = Path(shutil.copytree(course_root / "exercises" / ASSIGNMENT, tmp_path_factory.mktemp("shown") / ASSIGNMENT))
    path = fill(folder, course_root, lstm_step=("i, f, g, o =", "f, i, g, o ="))
    return run(path, "check()", "check(device='moon')", "nn.LSTM(2, 3)(torch.zeros(1, 1, 2))[0].shape", 'check("LSTMcell")')


def test_in_a_kernel_a_check_shows_its_report_and_ends_with_the_score(shown):
    report, score = shown["check_lstm_step"]
    assert "input gate and forget gate are exchanged" in report.data["text/html"]
    assert "lstm_step  0 of 15 points" in report.data["text/plain"]
    assert score.output_type == "execute_result" and float(score.data["text/plain"]) == 0
    assert float(shown["check_init_forget_bias"][-1].data["text/plain"]) == 10
    everything = shown["check()"]
    assert len(everything) == 6 and float(everything[-1].data["text/plain"]) < 85 + 1
    (error,) = shown["check(device='moon')"]
    assert error.ename == "ValueError" and "got 'moon'" in error.evalue
    # What a check closes is open again for the student's own play.
    assert shown["nn.LSTM(2, 3)(torch.zeros(1, 1, 2))[0].shape"][0].output_type == "execute_result"


def test_a_wrong_name_is_answered_with_the_right_ones(shown):
    (error,) = shown['check("LSTMcell")']
    assert error.ename == "NoSuchAssignment" and "LSTMCell" in error.evalue and len(error.traceback) == 1


def test_without_its_answers_a_check_says_so_in_one_line(solved, monkeypatch):
    path = solved()
    (path.parent / "answers.bin").unlink()
    monkeypatch.setenv("AUTOGRADER_COURSE", str(path.parent))
    (error,) = run(path)["check_LSTM"]
    assert error.ename == "NoAnswers" and "get the whole folder" in error.evalue and len(error.traceback) == 1


def test_a_check_before_its_cell_says_so(handed_out):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in ("from autograder import check", 'check("LSTM")')])
    nbformat.write(notebook, handed_out / "own.ipynb")
    report, score = run(handed_out / "own.ipynb")['check("LSTM")']
    assert "LSTM is not defined: run its cell first." in report.data["text/plain"] and score.data["text/plain"] in ("0", "0.0")


def autograder(*arguments):
    return subprocess.run([sys.executable, "-m", "autograder", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_from_a_terminal(solved, tmp_path):
    done = autograder("check", solved(), "--json", tmp_path / "out.json")
    assert done.returncode == 0 and "03_lstm: 100 of 100 points" in done.stdout, done.stdout + done.stderr
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["assignment"] == ASSIGNMENT and written["results"][0]["score"] == 100
    failed = autograder("check", solved(lstm_step=("i, f, g, o =", "f, i, g, o =")))
    assert failed.returncode == 1 and "input gate and forget gate are exchanged" in failed.stdout


@pytest.mark.parametrize(
    "text, words", [("not json", "not JSON"), ('{"nbformat": 4, "cells": []}', "no exercise cell"), (None, "no such file")]
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, text, words):
    path = tmp_path / "x.ipynb"
    if text is not None:
        path.write_text(text)
    done = autograder("check", path)
    assert done.returncode == 2 and words in done.stderr and len(done.stderr.strip().splitlines()) == 1
