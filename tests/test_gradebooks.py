"""What `autograder grade` writes is what nbgrader's own commands write, row by row and file by file, in either database."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.course import grading, layout, sample
from autograder.course.grading import Options, Outcome

ASSIGNMENT = "03_lstm"
STUDENTS = ("ben", "emma", "noor", "quinn")
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.usefixtures("needs_bubblewrap", "kept_grader")

TABLES = {
    "grades": """
        select s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        from grade g join submitted_notebook sn on sn.id = g.notebook_id join notebook n on n.id = sn.notebook_id
        join submitted_assignment s on s.id = sn.assignment_id join base_cell c on c.id = g.cell_id""",
    "comments": """
        select s.student_id, n.name, c.name, k.auto_comment, k.manual_comment
        from comment k join submitted_notebook sn on sn.id = k.notebook_id join notebook n on n.id = sn.notebook_id
        join submitted_assignment s on s.id = sn.assignment_id join base_cell c on c.id = k.cell_id""",
    "submissions": """
        select s.student_id, a.name, s.timestamp, s.extension, n.name, sn.flagged, sn.late_submission_penalty
        from submitted_assignment s join assignment a on a.id = s.assignment_id
        join submitted_notebook sn on sn.assignment_id = s.id join notebook n on n.id = sn.notebook_id""",
    "students": "select id, first_name, last_name, email, lms_user_id from student",
    "courses": "select id from course",
}


class Silent:
    """A watcher that knows of no fault."""

    def begin(self, assignment: str, total: int, todo: int) -> None: ...

    def waiting(self, reason: str) -> None: ...

    def done(self, entry: dict, seconds: float) -> None: ...

    def fault(self, student: str, reason: str) -> None:
        raise AssertionError(f"{student}: {reason}")

    def end(self, outcome: Outcome) -> None: ...

    def stopped(self) -> None: ...


@pytest.fixture(scope="module", autouse=True)
def secrets(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SECRETS", str(tmp_path_factory.mktemp("secrets")))
        patch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path_factory.mktemp("jupyter")))
        yield


def make_course(root: Path, course: Path, configuration: str = "") -> Path:
    """A few of the sample class; one hands in late and loses a point for it."""
    sample.make(root, course)
    for student in sample.STUDENTS:
        if student not in STUDENTS:
            shutil.rmtree(course / "submitted" / student)
    (course / "submitted" / "emma" / ASSIGNMENT / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    (course / "late.py").write_text(
        "from nbgrader.plugins import LateSubmissionPlugin\n\n\nclass OnePoint(LateSubmissionPlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n        return 1.0\n"
    )
    with open(course / layout.CONFIG_NAME, "a") as file:
        file.write(
            f"\nimport sys\nsys.path.insert(0, {str(course)!r})\nfrom late import OnePoint\n"
            f"c.AssignLatePenalties.plugin_class = OnePoint\nc.LimitOutput.max_lines = 3\n{configuration}"
        )
    # Both courses draw the same cases.
    name = hashlib.sha256(str(course.resolve()).encode()).hexdigest()[:16]
    Path(os.environ["AUTOGRADER_SECRETS"], f"{name}.secret").write_text("0123456789abcdef" * 4)
    set_due(course)
    return course


def set_due(course: Path) -> None:
    with Gradebook(layout.course_directory(course).db_url, "recurrent") as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate=datetime(2026, 3, 1))


def rows(course: Path) -> dict[str, list[tuple]]:
    with Gradebook(layout.course_directory(course).db_url, "recurrent") as book:
        return {name: sorted((tuple(row) for row in book.db.execute(text(query))), key=repr) for name, query in TABLES.items()}


def files(course: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(course)): (path.stat().st_mode, path.read_bytes())
        for folder in ("autograded", "feedback")
        for path in sorted((course / folder).rglob("*"))
        if path.is_file() and path.name != "timestamp.txt"
    }


def nbgrader(course: Path, *arguments: str) -> None:
    done = subprocess.run([BIN / "nbgrader", *arguments], cwd=course, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]


def grade(course: Path, **options: object) -> Outcome:
    return grading.grade(course, ASSIGNMENT, Options(**{"jobs": 1, **options}), Silent())


@pytest.fixture(scope="module")
def stock(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that nbgrader's own commands have graded."""
    course = make_course(course_root, tmp_path_factory.mktemp("stock") / "course")
    nbgrader(course, "autograde", ASSIGNMENT)
    nbgrader(course, "generate_feedback", ASSIGNMENT)
    return course


@pytest.fixture(scope="module")
def ours(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same class, graded by `autograder grade`."""
    course = make_course(course_root, tmp_path_factory.mktemp("ours") / "course")
    grade(course)
    return course


@pytest.mark.parametrize("table", TABLES)
def test_the_gradebook_is_the_one_that_nbgrader_writes(stock: Path, ours: Path, table: str) -> None:
    assert rows(ours)[table] == rows(stock)[table] != []


def test_the_notebooks_and_pages_are_those_that_nbgrader_writes(stock: Path, ours: Path) -> None:
    assert len(files(ours)) == 2 * len(STUDENTS)
    assert files(ours) == files(stock)


def test_a_late_submission_loses_what_the_courses_plugin_says(ours: Path) -> None:
    (late,) = {row[-1] for row in rows(ours)["submissions"] if row[0] == "emma"}
    assert late == 1.0
    assert "1 points were taken off" in (ours / "feedback" / "emma" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text()


def test_what_a_person_has_set_shows_on_the_page_as_nbgrader_shows_it(stock: Path, ours: Path) -> None:
    for course in (stock, ours):
        with Gradebook(layout.course_directory(course).db_url, "recurrent") as book:
            mark = book.find_grade("check_LSTMCell", ASSIGNMENT, ASSIGNMENT, "noor")
            mark.manual_score, mark.extra_credit = 7.5, 2
            book.find_comment("LSTMCell", ASSIGNMENT, ASSIGNMENT, "noor").manual_comment = "See <me>."
            book.db.commit()
    nbgrader(stock, "autograde", ASSIGNMENT, "--student", "noor", "--force")
    nbgrader(stock, "generate_feedback", ASSIGNMENT, "--student", "noor", "--force")
    grade(ours, students=["noor"], force=True)
    assert rows(ours) == rows(stock)
    assert files(ours) == files(stock)
    assert "See &lt;me&gt;." in (ours / "feedback" / "noor" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text()


def test_what_fails_while_a_student_is_written_leaves_nothing_of_it(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.course.recording import Recorder

    before = rows(ours)
    shutil.copytree(ours / "submitted" / "ben", ours / "submitted" / "zed")

    def stop(*_: object) -> float:
        raise KeyboardInterrupt

    (ours / "submitted" / "zed" / ASSIGNMENT / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "_penalty", stop)
        with pytest.raises(KeyboardInterrupt):
            grade(ours)
    assert rows(ours) == before, "one transaction"
    outcome = grade(ours)
    assert outcome.graded == [], "its result was kept"
    assert [line.student for line in outcome.lines] == sorted([*STUDENTS, "zed"])
    assert "zed" in {row[0] for row in rows(ours)["students"]}


@pytest.fixture(scope="module")
def on_postgres(course_root: Path, postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class again, with a gradebook on PostgreSQL."""
    folder = tmp_path_factory.mktemp("postgres") / "course"
    return make_course(course_root, folder, f"c.CourseDirectory.db_url = {postgres!r}\n")


class TestPostgres:
    """The same on PostgreSQL, by nothing but `db_url`."""

    def test_a_class_is_graded(self, on_postgres: Path, postgres: str) -> None:
        outcome = grade(on_postgres)
        assert outcome.faults == {} and len(outcome.lines) == len(STUDENTS)
        assert not (on_postgres / "gradebook.db").exists()
        assert {row[0] for row in rows(on_postgres)["submissions"]} == set(STUDENTS)
        with Gradebook(postgres, "recurrent") as book:
            totals = {submission.student_id: submission.score for submission in book.assignment_submissions(ASSIGNMENT)}
        # nbgrader takes what is lost for coming late from the notebook's total.
        assert totals == pytest.approx({line.student: line.score for line in outcome.lines}, abs=1.01)
        assert grade(on_postgres).graded == []

    def test_nbgraders_own_commands_read_and_write_it(self, on_postgres: Path) -> None:
        before = rows(on_postgres)
        nbgrader(on_postgres, "autograde", ASSIGNMENT, "--student", "ben", "--force")
        nbgrader(on_postgres, "export")
        assert rows(on_postgres) == before
        assert "emma" in (on_postgres / "grades.csv").read_text()

    def test_a_password_is_not_shown(self, on_postgres: Path) -> None:
        coursedir = layout.course_directory(on_postgres)
        coursedir.db_url = "postgresql+psycopg2://course:hunter2@db/grades"
        assert layout.gradebook_name(coursedir) == "postgresql+psycopg2://course:***@db/grades"
