"""Whatever happens to the grader, the gradebook is consistent, what was finished is kept, and the next run completes the rest."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.course import grading, sample
from autograder.course.grading import Options, Outcome

ASSIGNMENT = "03_lstm"
STUDENTS = ("ben", "emma", "otto")
KILLS = 12  # of each kind

pytestmark = pytest.mark.usefixtures("needs_bubblewrap")


class Silent:
    """A watcher who does something when the first result is written."""

    def __init__(self, at_first: Callable[[], object] = lambda: None) -> None:
        self.at_first, self.written, self.faults = at_first, [], {}

    def begin(self, assignment: str, total: int, todo: int) -> None: ...

    def waiting(self, reason: str) -> None: ...

    def done(self, entry: dict, seconds: float) -> None:
        self.written.append(entry["student"])
        if len(self.written) == 1:
            self.at_first()

    def fault(self, student: str, reason: str) -> None:
        self.faults[student] = reason

    def end(self, outcome: Outcome) -> None: ...

    def stopped(self) -> None: ...


def grade(course: Path, watcher: Silent | None = None, **options) -> Outcome:
    return grading.grade(course, ASSIGNMENT, Options(**{"jobs": 1} | options), watcher or Silent())


def written(course: Path) -> dict[str, bytes]:
    """Every file that a run leaves for people, but for the gradebook."""
    files = (path for stage in ("autograded", "feedback") for path in (course / stage).rglob("*") if path.is_file())
    return {str(path.relative_to(course)): path.read_bytes() for path in files}


def points_of(course: Path) -> list[tuple]:
    """Every point in the gradebook, in order."""
    with sqlite3.connect(course / "gradebook.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return db.execute(
            "SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score FROM grade "
            "JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id JOIN base_cell ON base_cell.id = grade.cell_id "
            "JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2"
        ).fetchall()


@pytest.fixture(scope="module", autouse=True)
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SECRETS", str(tmp_path_factory.mktemp("secrets")))
        yield


@dataclass
class Class:
    """A course of three, always at the same place, since the place names the secret that draws the cases.

    Attributes:
        course: where it lies.
        points: the points that an undisturbed run gives.
        files: the files that it leaves.
    """

    course: Path
    before: Path
    results: Path
    points: list[tuple] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def ungraded(self) -> Path:
        """The course as if no submission had ever been seen."""
        shutil.rmtree(self.course, ignore_errors=True)
        shutil.copytree(self.before, self.course)
        return self.course

    def unwritten(self) -> Path:
        """The course with all submissions examined, and nothing of it written."""
        shutil.copytree(self.results, self.ungraded() / "build" / "results", dirs_exist_ok=True)
        return self.course

    def is_complete(self) -> bool:
        return points_of(self.course) == self.points and written(self.course) == self.files


@pytest.fixture(scope="module")
def three(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The class, of which a run without disturbance has shown what is right. Its gradebook knows the assignment."""
    made = tmp_path_factory.mktemp("three")
    course = made / "place" / "course"
    sample.make(course_root, course)
    for student in sample.STUDENTS:
        if student not in STUDENTS:
            shutil.rmtree(course / "submitted" / student)
    away = (course / "submitted").rename(course / "away")
    grade(course)
    away.rename(course / "submitted")
    three = Class(course, made / "before", made / "results")
    shutil.copytree(course, three.before)
    assert sorted(grade(course).graded) == sorted(STUDENTS)
    shutil.copytree(course / "build" / "results", three.results, ignore=shutil.ignore_patterns("*.recorded", ".*"))
    three.points, three.files = points_of(course), written(course)
    return three


def in_a_child(course: Path, die_at: int | None = None) -> tuple[int, int]:
    """Starts a run in a process of its own, which kills itself at a step where it is told one: its number, and a pipe.

    A step is whatever Python tells an audit hook: a file opened, put in place or removed, a folder made, and so on.
    """
    steps, tell = os.pipe()
    pid = os.fork()
    if pid:
        os.close(tell)
        return pid, steps
    try:
        count = 0

        def step(event: str, arguments: tuple) -> None:
            nonlocal count
            count += event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.listdir", "sqlite3.connect", "sqlite3.connect/handle")
            if count == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(step)
        outcome = grade(course)
        os.write(tell, json.dumps([count, outcome.graded, outcome.faults]).encode())
    finally:
        os._exit(0)


def finished(pid: int, steps: int) -> list | None:
    """What a run in a child says of itself; None where it was killed."""
    with os.fdopen(steps) as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(said) if said else None


@pytest.mark.parametrize("kind", ["at a step", "at a time"])
def test_a_grader_killed_anywhere_leaves_a_gradebook_that_the_next_completes(three: Class, kind: str) -> None:
    draw = random.Random(kind)
    course = three.unwritten()
    start = time.monotonic()
    count, examined, faults = finished(*in_a_child(course))
    took = time.monotonic() - start
    assert (examined, faults) == ([], {}) and three.is_complete()
    killed = 0
    for _ in range(KILLS):
        three.unwritten()
        if kind == "at a step":
            killed += finished(*in_a_child(course, draw.randrange(1, count + 1))) is None
        else:
            pid, steps = in_a_child(course)
            time.sleep(draw.uniform(0, took))
            os.kill(pid, signal.SIGKILL)
            killed += finished(pid, steps) is None
        points = points_of(course)
        seen = {row[0] for row in points}
        assert points == [row for row in three.points if row[0] in seen], "of each student all or nothing"
        assert all(three.files[name] == data for name, data in written(course).items() if ".new-" not in name), "each file whole"
        assert finished(*in_a_child(course))[1:] == [[], {}] and three.is_complete()
        assert not list((course / "build").rglob(".new-*")), "what a killed run left half written is cleared away"
    assert killed >= KILLS // 2


FULL = """
import json, os, shutil, sys
from pathlib import Path
from autograder.cli import main
given, course, free = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
shutil.copytree(given, course)
filler = course / "filler"
with open(filler, "wb", buffering=0) as file:
    try:
        while True: file.write(bytes(4096))
    except OSError: pass
    file.truncate(filler.stat().st_size - free)
command = ["grade", "03_lstm", "--course-dir", str(course), "--jobs", "1"]
first = main(command)
filler.unlink()
kept = len(list((course / "build").rglob("*.json")))
second = main(command)
with open(sys.argv[4], "w") as out: json.dump([first, second, kept], out)
shutil.copytree(course, sys.argv[5])
"""


@pytest.mark.parametrize("free", [0, 200_000])
def test_a_full_disk_is_told_and_once_there_is_room_the_next_run_completes(three: Class, tmp_path: Path, free: int) -> None:
    course, out, after = three.ungraded(), tmp_path / "out.json", tmp_path / "after"
    size = sum(path.stat().st_size for path in course.rglob("*") if path.is_file()) + 4_000_000
    command = ["bwrap", "--dev-bind", "/", "/", "--size", str(size), "--tmpfs", str(course.parent), sys.executable, "-c", FULL]
    done = subprocess.run([*command, str(three.before), str(course), str(free), str(out), str(after)], capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    first, second, kept = json.loads(out.read_text())
    assert (first, second) == (1, 0), done.stdout + done.stderr
    assert "Traceback" not in done.stderr and ("No space left on device" in done.stderr or "disk is full" in done.stderr), done.stderr
    assert f"3 submissions, {3 - kept} graded now" in done.stdout, done.stdout
    assert points_of(after) == three.points and written(after) == three.files


HOLD = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"


class Held:
    """Another process that has locked the gradebook."""

    def __init__(self, course: Path) -> None:
        command = [sys.executable, "-c", HOLD, str(course / "gradebook.db")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "held\n"

    def release(self) -> None:
        self.process.communicate("")


def test_a_locked_gradebook_is_waited_for_and_then_told(three: Class, capsys: pytest.CaptureFixture) -> None:
    course = three.unwritten()
    held = Held(course)
    try:
        assert main(["grade", ASSIGNMENT, "--course-dir", str(course), "--jobs", "1"]) == 1
    finally:
        held.release()
    said = capsys.readouterr().err.strip()
    assert "locked" in said and len(said.splitlines()) == 1, said
    assert points_of(course) == []
    assert grade(course).graded == [] and three.is_complete()


def test_results_that_a_locked_gradebook_did_not_take_are_written_by_the_next_run(three: Class) -> None:
    course = three.unwritten()
    shutil.rmtree(course / "submitted" / "emma")
    locks: list[Held] = []
    watcher = Silent(lambda: locks.append(Held(course)))
    try:
        grade(course, watcher)
    finally:
        locks[0].release()
    assert "database is locked" in watcher.faults["otto"] and watcher.written == ["ben"]
    again = Silent()
    assert grade(course, again).graded == [] and again.written == ["otto"]
    assert points_of(course) == [row for row in three.points if row[0] != "emma"]


def test_of_two_graders_one_grades_and_the_other_says_who(three: Class, capsys: pytest.CaptureFixture) -> None:
    course = three.ungraded()
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--course-dir", str(course), "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as first:
        lines = iter(first.stdout.readline, "")
        assert any(line.startswith(f"{ASSIGNMENT}: 3 submissions") for line in lines)
        assert main(["grade", ASSIGNMENT, "--course-dir", str(course), "--jobs", "1"]) == 1
        assert f"another grader (process {first.pid} on " in capsys.readouterr().err
        said = "".join(lines)
    assert first.returncode == 0, said
    assert three.is_complete()


@pytest.mark.usefixtures("grader_kept_in_this_test")
def test_what_a_person_gave_and_wrote_is_never_overwritten(three: Class) -> None:
    """Through nbgrader's own gradebook, as its formgrader does it; then graded again, handed in again, and with a lost result."""
    course = three.unwritten()
    grade(course)
    url = f"sqlite:///{course / 'gradebook.db'}"

    def mine() -> list[tuple]:
        with Gradebook(url, "recurrent") as book:
            of = ASSIGNMENT, ASSIGNMENT, "otto"
            grades = [book.find_grade(f"check_{name}", *of) for name in ("LSTM", "gate_trace")]
            remark = book.find_comment("LSTM", *of)
            return [*((g.manual_score, g.extra_credit, g.score) for g in grades), (remark.manual_comment, remark.comment)]

    with Gradebook(url, "recurrent") as book:
        of = ASSIGNMENT, ASSIGNMENT, "otto"
        book.find_grade("check_LSTM", *of).manual_score = 12.5
        book.find_grade("check_gate_trace", *of).extra_credit = 2.0
        book.find_comment("LSTM", *of).manual_comment = "Nearly; look at the second layer."
        book.db.commit()
    before = mine()
    assert before[0] == (12.5, None, 12.5) and before[2][1] == "Nearly; look at the second layer."

    assert grade(course, students=["otto"], force=True).graded == ["otto"]
    assert mine() == before
    path = course / "submitted" / "otto" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")
    assert grade(course).graded == ["otto"]
    assert mine() == before
    shutil.rmtree(course / "build" / "results")
    assert sorted(grade(course).graded) == sorted(STUDENTS)
    assert mine() == before
    page = (course / "feedback" / "otto" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text()
    assert "Nearly; look at the second layer." in page
