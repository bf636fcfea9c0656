"""Stock nbgrader commands, as programs, on a course of ours: what they grade, show and export is the judge's verdict."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import sample

BIN = Path(sys.executable).parent
POINTS = {"lstm_step": 15, "LSTMCell": 30, "init_forget_bias": 10, "LSTM": 30, "gate_trace": 15}
STUDENTS = ("ada", "ben", "dev", "jonas", "liam", "mira", "noor", "quinn")

pytestmark = pytest.mark.usefixtures("needs_bubblewrap")
Run = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(scope="module")
def course(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with some of the sample class, nothing graded, and no gradebook."""
    folder = tmp_path_factory.mktemp("stock") / "course"
    sample.make(course_root, folder)
    for student in sample.STUDENTS:
        if student not in STUDENTS:
            shutil.rmtree(folder / "submitted" / student)
    return folder


@pytest.fixture(scope="module")
def nbgrader(course: Path) -> Run:
    """Runs one nbgrader command in the course."""
    home = course.parent
    environment = os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "AUTOGRADER_SECRETS": str(home / "secrets"),
        "OMP_NUM_THREADS": "1",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess:
        command = [str(BIN / "nbgrader"), *arguments]
        return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, timeout=300)

    return run


@pytest.fixture(scope="module")
def graded(course: Path, nbgrader: Run) -> Path:
    """The course after `nbgrader autograde` and `nbgrader generate_feedback`."""
    for command in ("autograde", "generate_feedback"):
        done = nbgrader(command, "03_lstm")
        assert done.returncode == 0, done.stderr[-4000:]
    return course


@pytest.fixture(scope="module")
def scores(graded: Path) -> dict[str, dict[str, float]]:
    """Each student's points for each exercise, read from the gradebook."""
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}", "recurrent") as book:
        return {
            submission.student.id: {
                grade.name.removeprefix("check_"): grade.score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in book.assignment_submissions("03_lstm")
        }


def feedback(course: Path, student: str) -> str:
    return (course / "feedback" / student / "03_lstm" / "03_lstm.html").read_text(encoding="utf-8")


def graded_cells(course: Path, student: str) -> dict[str, dict]:
    notebook = json.loads((course / "autograded" / student / "03_lstm" / "03_lstm.ipynb").read_text(encoding="utf-8"))
    return {sample.grade_id(cell): cell for cell in notebook["cells"]}


def test_everyone_has_a_grade_for_every_exercise(scores: dict) -> None:
    assert set(scores) == set(STUDENTS)
    assert all(set(grades) == set(POINTS) for grades in scores.values())


def test_the_solution_gets_full_points(scores: dict) -> None:
    assert scores["ada"] == POINTS


def test_the_untouched_notebook_gets_none(scores: dict) -> None:
    assert sum(scores["ben"].values()) == 0


def test_a_noisy_right_notebook_gets_full_points(scores: dict) -> None:
    assert scores["mira"] == POINTS


def test_exchanged_gates_get_part_and_are_named(scores: dict, graded: Path) -> None:
    assert 0 < scores["dev"]["LSTMCell"] < POINTS["LSTMCell"]
    assert all(scores["dev"][name] == POINTS[name] for name in POINTS if name != "LSTMCell")
    page = feedback(graded, "dev")
    assert "input gate and forget gate are exchanged" in page


def test_feedback_reads_on_a_phone_and_loads_nothing(graded: Path, chromium) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((graded / "feedback" / "dev" / "03_lstm" / "03_lstm.html").as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [page.url]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_role("link", name="LSTMCell").is_visible()
    assert page.get_by_role("img", name="The rows hold the blocks i, f, g, o").is_visible()
    assert page.get_by_text("of 30 points").first.is_visible()
    page.close()


def test_feedback_runs_nothing_that_a_notebook_brings(graded: Path, nbgrader: Run, chromium) -> None:
    """A student's cells with active content, past the grader and into the autograded notebook itself."""
    path = graded / "autograded" / "ben" / "03_lstm" / "03_lstm.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    attack = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
    output = {"output_type": "display_data", "data": {"text/html": attack, "text/plain": attack}, "metadata": {}}
    notebook["cells"] += [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": attack},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": attack, "outputs": [output], "execution_count": 1},
    ]
    path.chmod(0o644)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    done = nbgrader("generate_feedback", "03_lstm", "--student", "ben", "--force")
    assert done.returncode == 0, done.stderr
    page = chromium.new_page()
    page.goto((graded / "feedback" / "ben" / "03_lstm" / "03_lstm.html").as_uri())
    assert page.title() == "03_lstm: 0 of 100 points"
    assert page.locator("script").count() == 0 and page.locator("img[src=x]").count() == 0
    page.close()


def test_an_endless_loop_costs_its_exercise_only(scores: dict, graded: Path) -> None:
    assert scores["liam"]["LSTM"] < POINTS["LSTM"] / 2
    assert all(scores["liam"][name] == POINTS[name] for name in POINTS if name != "LSTM")
    assert "longer than its time limit" in feedback(graded, "liam")


def test_leaving_the_process_costs_its_exercise_only(scores: dict) -> None:
    assert scores["jonas"] == POINTS | {"gate_trace": 0}


def test_a_tampered_notebook_is_graded_as_it_was_released(scores: dict, graded: Path) -> None:
    assert scores["noor"] == {"lstm_step": 15, "LSTMCell": 30, "init_forget_bias": 0, "LSTM": 0, "gate_trace": 0}
    cells = graded_cells(graded, "noor")
    assert "".join(cells["check_LSTMCell"]["source"]) == 'check("LSTMCell")'
    assert cells["check_LSTM"]["metadata"]["nbgrader"]["points"] == 30
    assert "tags" not in cells["check_LSTM"]["metadata"]


def test_an_unreadable_file_gets_none_and_a_reason(scores: dict, graded: Path) -> None:
    assert sum(scores["quinn"].values()) == 0
    assert "is not JSON" in feedback(graded, "quinn")


def test_a_check_shows_the_report_and_then_the_score(graded: Path) -> None:
    shown, score = graded_cells(graded, "dev")["check_LSTMCell"]["outputs"]
    assert shown["output_type"] == "display_data" and "<table" in "".join(shown["data"]["text/html"])
    assert score["output_type"] == "execute_result"
    assert 0 < float("".join(score["data"]["text/plain"])) < 30


def test_submissions_are_left_as_they_came(course_root: Path, graded: Path, tmp_path: Path) -> None:
    sample.make(course_root, tmp_path)
    for student in STUDENTS:
        path = Path("submitted") / student / "03_lstm" / "03_lstm.ipynb"
        assert (graded / path).read_bytes() == (tmp_path / path).read_bytes()


def test_no_solution_reaches_what_students_get_back(graded: Path) -> None:
    for folder in ("autograded", "feedback"):
        assert not list((graded / folder).rglob("*.py"))


def test_export(graded: Path, nbgrader: Run, scores: dict) -> None:
    assert nbgrader("export").returncode == 0
    with open(graded / "grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {student: float(row["score"]) for student, row in rows.items()} == {
        student: sum(grades.values()) for student, grades in scores.items()
    }
    assert {float(row["max_score"]) for row in rows.values()} == {100.0}


def test_validate_passes_the_solution(nbgrader: Run) -> None:
    done = nbgrader("validate", "solutions/03_lstm/03_lstm.ipynb")
    assert "Success! Your notebook passes all the tests." in done.stdout


def test_validate_fails_visibly_and_briefly(nbgrader: Run) -> None:
    done = nbgrader("validate", "submitted/dev/03_lstm/03_lstm.ipynb")
    assert "VALIDATION FAILED ON 1 CELL(S)!" in done.stdout
    assert 'check("LSTMCell")' in done.stdout
    assert "Traceback" not in done.stdout and len(done.stdout.splitlines()) < 20
