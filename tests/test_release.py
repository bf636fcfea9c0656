"""What students get is made from the solutions, the same bytes every time, and holds no solution."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course import layout
from autograder.course.instructor import BadSource, instructor_notebook
from autograder.course.release import checker_address, generate, instructor_bytes, release
from autograder.course.worked import worked_in
from autograder.judge import RECORD, Live, Recorded, answered, outline
from autograder.judge.reference import load_misconceptions
from autograder.packages.making import NotReleased, make

ASSIGNMENTS = layout.assignments(layout.course_directory(Path(__file__).parents[1]))
ONE = "02_gradients"  # the quickest to record
BIN = Path(sys.executable).parent


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def course(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one source and its configuration, and nothing made from them."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("nbgrader_config.py", "_config.yml"):
        shutil.copy(course_root / name, folder)
    target = folder / "solutions" / ONE
    target.mkdir(parents=True)
    shutil.copy(course_root / "solutions" / ONE / f"{ONE}.py", target)
    return folder


@pytest.fixture(scope="module")
def released(course: Path) -> Path:
    release(course)
    return course


@pytest.fixture(scope="module")
def without_answers(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with every source whose release leaves the recorded answers out: to write those down takes a minute."""
    folder = tmp_path_factory.mktemp("without")
    shutil.copytree(course_root / "solutions", folder / "solutions")
    shutil.copy(course_root / "_config.yml", folder)
    settings = (course_root / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(f"{settings}\nc.AddAnswers.enabled = False\n", encoding="utf-8")
    return folder


def advice(assignment: str) -> str:
    return f"stale: run `autograder release {assignment}` and commit what it writes"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_committed_notebooks_are_those_of_the_source(
    course_root: Path, without_answers: Path, assignment: str, tmp_path: Path
) -> None:
    source = course_root / "solutions" / assignment / f"{assignment}.py"
    made = instructor_bytes(source, assignment, checker_address(course_root))
    assert source.with_suffix(".ipynb").read_bytes() == made, advice(assignment)
    student = files(generate(without_answers, assignment, tmp_path))
    committed = files(course_root / "exercises" / assignment)
    committed.pop(RECORD)
    assert student == committed, advice(assignment)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_committed_answers_are_those_to_the_rubrics_questions(course_root: Path, assignment: str) -> None:
    """That they are right, and that the known mistakes are told apart by them, shows where a zoo is judged with them."""
    kept = Recorded((course_root / "exercises" / assignment / RECORD).read_bytes())
    questions = answered(assignment, Live(assignment, course_root))
    known = {name: [(m.id, m.text) for m in load_misconceptions(assignment) if m.exercise == name] for name in questions}
    assert {name: list(map(tuple, said)) for name, said in kept.record["misconceptions"].items()} == known, advice(assignment)
    assert kept.record["answers"].keys() == {question.key for asked in questions.values() for question in asked}, advice(assignment)
    for question in (question for asked in questions.values() for question in asked):
        kept.answer(question)  # raises where the program is another one


def test_a_release_writes_what_is_committed(course_root: Path, released: Path) -> None:
    made, committed = (files(root / "exercises" / ONE) for root in (released, course_root))
    now, then = (Recorded(found.pop(RECORD)).record for found in (made, committed))
    assert made == committed, advice(ONE)
    assert now["answers"].keys() == then["answers"].keys(), advice(ONE)
    assert all(now["answers"][key]["program"] == then["answers"][key]["program"] for key in now["answers"]), advice(ONE)
    assert now["misconceptions"] == then["misconceptions"], advice(ONE)


def test_releasing_again_touches_nothing(released: Path) -> None:
    before = files(released / "exercises") | files(released / "solutions")
    times = {path: path.stat().st_mtime_ns for path in (released / "exercises").rglob("*")}
    assert not [path for done in release(released) for path in done.changed]
    assert files(released / "exercises") | files(released / "solutions") == before
    assert {path: path.stat().st_mtime_ns for path in (released / "exercises").rglob("*")} == times


def test_release_leaves_nothing_else_in_the_course(released: Path) -> None:
    assert {path.name for path in released.iterdir()} == {"nbgrader_config.py", "_config.yml", "solutions", "exercises", "build"}


def test_what_is_lost_or_changed_is_made_again_the_same_and_work_is_spared_or_kept(released: Path) -> None:
    """Make releases with `spare`, since students work in the same folder."""
    before = files(released / "exercises")
    notebook = released / "exercises" / ONE / f"{ONE}.ipynb"
    left_over = notebook.with_name("left_over.txt")
    notebook.write_bytes(worked := notebook.read_bytes().replace(b"raise NotImplementedError()", b"return None"))
    (notebook.parent / RECORD).unlink()
    left_over.write_text("from an earlier release")
    with pytest.raises(NotReleased, match="has worked in"):
        make(released, "zip", ONE)

    (done,) = release(released, spare=True)
    assert (done.spared, done.kept, notebook.read_bytes()) == ([notebook], [], worked)
    assert files(released / "exercises").keys() - before.keys() == {f"{ONE}/{left_over.name}"}

    (done,) = release(released)
    (kept,) = done.kept
    assert kept.is_relative_to(released / "kept" / ONE) and kept.read_bytes() == worked
    assert files(released / "exercises") == before
    shutil.rmtree(released / "kept")


def test_a_notebook_that_was_only_looked_at_is_no_work(released: Path, tmp_path: Path) -> None:
    looked_at = nbformat.read(released / "exercises" / ONE / f"{ONE}.ipynb", as_version=4)
    nbformat.write(looked_at, tmp_path / "a.ipynb")
    assert not worked_in(tmp_path / "a.ipynb") and not worked_in(tmp_path / "none.ipynb")
    next(cell for cell in looked_at.cells if cell.cell_type == "code").execution_count = 1
    nbformat.write(looked_at, tmp_path / "a.ipynb")
    assert worked_in(tmp_path / "a.ipynb")
    for text in ("", "[]", '{"cells": [1]}', '{"cells": [{"cell_type": "code"}]}', '{"cells": null}'):
        (tmp_path / "a.ipynb").write_text(text)
        assert not worked_in(tmp_path / "a.ipynb")


def test_stock_nbgrader_makes_the_same_release(released: Path, tmp_path: Path) -> None:
    course = tmp_path / "stock"
    shutil.copytree(released, course)
    shutil.rmtree(course / "exercises")
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    command = [BIN / "nbgrader", "generate_assignment", ONE]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert files(course / "exercises") == files(released / "exercises")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
class TestStudentVersion:
    @pytest.fixture
    def notebook(self, course_root: Path, assignment: str) -> nbformat.NotebookNode:
        return nbformat.read(course_root / "exercises" / assignment / f"{assignment}.ipynb", as_version=4)

    @pytest.fixture
    def cells(self, notebook: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
        return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}

    def test_holds_no_solution(self, course_root: Path, assignment: str, notebook) -> None:
        source = (course_root / "solutions" / assignment / f"{assignment}.py").read_text(encoding="utf-8")
        regions = [part.split("### END SOLUTION")[0] for part in source.split("### BEGIN SOLUTION")[1:]]
        lines = {line.strip() for region in regions for line in region.splitlines() if len(line.strip()) > 24}
        assert lines
        text = "\n".join(cell.source for cell in notebook.cells)
        shown = "\n".join(source.split("### BEGIN SOLUTION")[0] for source in source.split("### END SOLUTION"))
        assert not [line for line in lines if line in text and line not in shown]
        assert "BEGIN SOLUTION" not in text

    def test_has_nothing_but_the_notebook_and_the_answers(self, course_root: Path, assignment: str) -> None:
        folder = course_root / "exercises" / assignment
        assert {path.name for path in folder.iterdir()} - {".ipynb_checkpoints"} == {f"{assignment}.ipynb", RECORD}

    def test_each_exercise_has_its_cell_and_its_check(self, assignment: str, cells) -> None:
        for exercise in outline(assignment):
            solution, check = cells[exercise.name], cells[f"check_{exercise.name}"]
            assert solution.metadata.nbgrader.solution and not solution.metadata.nbgrader.grade
            assert "raise NotImplementedError()" in solution.source
            ast.parse(solution.source)
            assert check.source == f'check("{exercise.name}")'
            assert check.metadata.nbgrader.grade and check.metadata.nbgrader.locked
            assert check.metadata.nbgrader.points == exercise.points
            assert not check.metadata.editable and not check.metadata.deletable

    def test_begins_with_the_imports_that_a_solution_may_rely_on(self, assignment: str, notebook) -> None:
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        assert first.metadata.nbgrader.grade_id == "imports" and first.metadata.nbgrader.locked
        imported = {line for line in first.source.splitlines() if line}
        assert {"import math", "import torch", "import torch.nn as nn", "import torch.nn.functional as F"} < imported
        assert "from autograder import check" in imported

    def test_is_clean(self, assignment: str, notebook) -> None:
        nbformat.validate(notebook)
        assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
        assert "version" not in notebook.metadata.language_info
        identities = [cell.id for cell in notebook.cells]
        assert len(set(identities)) == len(identities)
        assert all(cell.id == cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata)


IMPORTS = '# %% name="imports"\nimport torch\n\n'
STEP = '# %% exercise="step"\ndef step():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n'


@pytest.mark.parametrize(
    "source, message",
    [
        ("# %%\nimport torch\n\n" + STEP, "the first code cell"),
        (IMPORTS + STEP + '\n# %% name="imports"\nimport math\n', "the first code cell"),
        (IMPORTS, "the rubric asks for step"),
        (IMPORTS + STEP + STEP, "the source has the exercises step, step"),
        (IMPORTS + STEP.replace("step", "stop"), "exercise stop has a cell and no rubric"),
    ],
    ids=["no imports", "imports twice", "no exercise", "exercise twice", "unknown exercise"],
)
def test_a_source_that_does_not_fit_its_rubric_is_refused(source: str, message: str) -> None:
    with pytest.raises(BadSource, match=message):
        instructor_notebook(source, {"step": 5})


def test_cells_without_a_name_get_one_from_their_place() -> None:
    source = "# %% [markdown]\n# a\n\n" + IMPORTS + "# %% [markdown]\n# b\n\n" + STEP + "\n# %% [markdown]\n# c\n\n# %%\nstep()\n"
    notebook = instructor_notebook(source, {"step": 2.5})
    assert [cell.id for cell in notebook.cells] == [
        "text_start", "imports", "text_start_2", "step", "check_step", "text_after_step", "code_after_step",
    ]  # fmt: skip
    assert notebook.cells[4].metadata.nbgrader.points == 2.5


def test_what_is_not_there_is_named(released: Path, tmp_path: Path) -> None:
    with pytest.raises(layout.NoCourse, match="no source and rubric of 99_none"):
        release(released, ["99_none"])
    with pytest.raises(layout.NoCourse, match="is no course"):
        layout.find_root(tmp_path)
