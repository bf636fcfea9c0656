"""The guide to teaching, followed to the letter in a course of three: from the release to grades in Canvas and Moodle."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.cli import main
from autograder.course import sample
from autograder.course.late import LatePerDay
from autograder.lms import downloads, sheets

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "book" / "teach" / "guide.md").read_text(encoding="utf-8")
STEPS, STORIES = GUIDE.split("## Whose notebook it is")
ONE = "01_rnn"
UPLOADS = {"101": "lovelaceada_101_5001_01_rnn.ipynb", "102": "boltben_102_5002_01_rnn-1.ipynb", "103": "zedzoe_LATE_103_5003_01_rnn.ipynb"}
NESTED = "nestnina_104_5004_work.zip"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (17),01_rnn (4711),Essays Current Score
    Points Possible,,,,,10,100,(read only)
"Bolt, Ben",102,S2,ben,A,9,,90
"=HYPERLINK(""http://example.org"")",103,S3,zoe,A,8,,80
"Lovelace, Ada",101,S1,ada,B,7,,70
"Nest, Nina",104,S4,nina,B,,55,
"""
MOODLE = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 101,Ada Lovelace,ada@example.org,Submitted for grading,,100.00,Yes,"Monday, 9 November 2026, 10:21 AM",-,
Participant 102,@SUM(1),ben@example.org,Submitted for grading,,100.00,Yes,"Monday, 9 November 2026, 11:21 AM",-,
Participant 103,Zoe Zed,zoe@example.org,Submitted for grading,,100.00,Yes,"Wednesday, 11 November 2026, 9:00 AM",-,
"""


@dataclass
class Done:
    """A command of the guide, and what came of it."""

    line: str
    code: int
    said: str


def commands(text: str) -> list[str]:
    return re.findall(r"^\$ (.*)$", text, flags=re.MULTILINE)


def block(language: str, part: str) -> str:
    """The one block of the stories that holds `part`."""
    (found,) = [body for body in re.findall(rf"```\{{code-block\}} {language}\n(?::caption:[^\n]*\n\n)?(.*?)```", STORIES, flags=re.DOTALL) if part in body]
    return found


def notebooks() -> dict[str, bytes]:
    """What three students hand in: all solved; one exercise not; all solved."""
    released, solution = (json.loads((ROOT / room / ONE / f"{ONE}.ipynb").read_text(encoding="utf-8")) for room in ("exercises", "solutions"))
    cells = sample.solution_cells(solution)
    released["cells"] = [cell for cell in released["cells"] if cell["cell_type"] != "code" or "nbgrader" in cell["metadata"]]
    made = {}
    for student in UPLOADS:
        own = {name: source for name, source in cells.items() if student != "102" or name != "unroll"}
        made[student] = json.dumps(sample.fill(json.loads(json.dumps(released)), own)).encode()
    return made


def run(line: str) -> Done:
    """A command in the working folder, ours in this process."""
    words = [os.path.expanduser(word) for word in shlex.split(line)]
    said = io.StringIO()
    if words[0] == "autograder":
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            return Done(line, main(words[1:]), said.getvalue())
    if words[0] == "nbgrader":
        words[:1] = [sys.executable, "-m", "nbgrader"]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return Done(line, done.returncode, done.stdout)


def judged_by_a_person(root: Path) -> None:
    """What the formgrader does when points and a comment are written on its page."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "recurrent") as book:
        book.find_grade("check_unroll", ONE, ONE, "102").manual_score = 5
        book.find_comment("unroll", ONE, ONE, "102").manual_comment = "We talked about <this> one."
        book.db.commit()


def scores(root: Path) -> dict[str, tuple[float, float]]:
    """Points and what was taken off them."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "recurrent") as book:
        return {found.student.id: (found.score, found.late_submission_penalty) for found in book.find_assignment(ONE).submissions}


@pytest.fixture(scope="module")
def course(needs_bubblewrap: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course, and downloads from either system; it is the working folder while these tests run."""
    root, home = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("home")
    for room in ("solutions", "exercises"):
        shutil.copytree(ROOT / room / ONE, root / room / ONE)
    rule = block("python", "LatePerDay")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with open(root / "nbgrader_config.py", "a", encoding="utf-8") as file:
        file.write(rule)
    folder = home / "Downloads"
    folder.mkdir()
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        for student, data in notebooks().items():
            archive.writestr(UPLOADS[student], data)
        archive.writestr(NESTED, "never opened")
    (folder / "grades.csv").write_text(CANVAS, encoding="utf-8")
    (folder / "worksheet.csv").write_text(MOODLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # as after `. .venv/bin/activate`
        for name, value in {"HOME": home, "AUTOGRADER_SECRETS": home / "secrets", "JUPYTER_CONFIG_DIR": home / "jupyter"}.items():
            patch.setenv(name, str(value))
        patch.delenv("AUTOGRADER_COURSE", raising=False)
        yield root


@pytest.fixture(scope="module")
def followed(course: Path) -> list[Done]:
    """Every command of the steps in its order. Between them the guide's time is written down, and a person grades.

    The release has tests of its own.
    """
    first, *lines = commands(STEPS)
    assert first == f"autograder release {ONE}"
    done = []
    for line in lines:
        if line == "make lab":
            judged_by_a_person(course)
            continue
        done.append(run(line))
        assert done[-1].code == 0, f"{line}\n{done[-1].said}"
        if "zip_collect" in line:
            assert subprocess.run(["sh", "-c", block("sh", "timestamp.txt")]).returncode == 0
    return done


def said(followed: list[Done], words: str, time: int = 0) -> str:
    return [done.said for done in followed if words in done.line][time]


def test_each_notebook_comes_to_its_student(followed: list[Done], course: Path) -> None:
    assert {path.parent.parent.name: path.read_bytes() for path in course.glob("submitted/*/*/*.ipynb")} == notebooks()
    told = said(followed, "zip_collect")
    assert "3 notebooks of 01_rnn" in told and "late, says Canvas: 103" in told
    assert f"104 handed in no 01_rnn.ipynb, but {NESTED}" in told


def test_points_come_off_for_each_day(followed: list[Done], course: Path) -> None:
    assert "3 graded now" in said(followed, "grade 01_rnn")
    found = scores(course)
    assert found["101"] == (100, 0) and found["103"] == (100, 20)
    assert "20 points were taken off" in (course / "feedback" / "103" / ONE / f"{ONE}.html").read_text(encoding="utf-8")


def test_a_time_stays_with_the_notebook_that_it_is_about(followed: list[Done], course: Path) -> None:
    root, sent = course.parent / "again", f"zed_103_5003_{ONE}.ipynb"
    archive, folder = root / "downloaded" / ONE / "archive", root / "submitted" / "103" / ONE
    shutil.copytree(course / "submitted" / "103" / ONE, folder)
    shutil.copytree(course / "exercises", root / "exercises")
    shutil.copy(course / "nbgrader_config.py", root)
    archive.mkdir(parents=True)

    def collected(data: bytes) -> str:
        (archive / sent).write_bytes(data)
        done = subprocess.run([sys.executable, "-m", "nbgrader", "zip_collect", ONE, "--force"], cwd=root, capture_output=True, text=True)
        assert done.returncode == 0 and (folder / f"{ONE}.ipynb").read_bytes() == data, done.stderr
        return done.stderr

    collected(notebooks()["103"])
    assert (folder / "timestamp.txt").read_text().startswith("2026-11-11")
    assert "103 handed in again" in collected(notebooks()["102"]) and not (folder / "timestamp.txt").exists()


def test_what_a_person_gave_comes_with_the_feedback_and_outlasts_an_appeal(followed: list[Done], course: Path) -> None:
    again = said(followed, "grade 01_rnn", 1)
    assert "0 graded now, 3 unchanged" in again and "[1/1] 102" in again
    with zipfile.ZipFile(course / "build" / "feedback" / f"{ONE}.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(pages) == {name.replace(".ipynb", ".html") for name in UPLOADS.values()}
    assert "We talked about &lt;this&gt; one." in pages["boltben_102_5002_01_rnn-1.html"]
    assert "1 graded now" in said(followed, "--student 102")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
        assert book.find_grade("check_unroll", ONE, ONE, "102").manual_score == 5
        assert book.find_comment("unroll", ONE, ONE, "102").manual_comment == "We talked about <this> one."


def test_the_sheets_go_back_as_they_are_wanted(followed: list[Done], course: Path) -> None:
    ben = f"{scores(course)['102'][0]:g}"
    canvas, moodle = ((course / "build" / "grades" / f"{ONE}-{kind}.csv").read_text(encoding="utf-8").splitlines() for kind in ("canvas", "moodle"))
    assert canvas == [
        "Student,ID,SIS User ID,SIS Login ID,Section,01_rnn (4711)",
        "    Points Possible,,,,,100",
        f'"Bolt, Ben",102,S2,ben,A,{ben}',
        "\"'=HYPERLINK(\"\"http://example.org\"\")\",103,S3,zoe,A,80",
        '"Lovelace, Ada",101,S1,ada,B,100',
        '"Nest, Nina",104,S4,nina,B,55',
    ]
    given = {"101": "100", "102": ben, "103": "80"}
    expected = [re.sub(r"^(Participant (\d+),.*grading),,", lambda match: f"{match[1]},{given[match[2]]},", line) for line in MOODLE.splitlines()]
    assert moodle == [line.replace(",@SUM(1)", ",'@SUM(1)") for line in expected]


def test_the_files_that_the_guide_names_are_there(followed: list[Done], course: Path) -> None:
    named = set(re.findall(r"`((?:build|submitted)/[^`]+)`", STEPS)) - {"submitted/"}
    assert len(named) == 6 and all((course / name).is_file() for name in named)


def test_another_rule_or_due_date_needs_no_new_examination(followed: list[Done], course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
        book.update_or_create_assignment(ONE, duedate="2026-11-10 23:59:00 UTC")
    assert "0 graded now" in run("autograder grade 01_rnn").said and scores(course)["103"] == (100, 10)
    assert "10 points were taken off" in (course / "feedback" / "103" / ONE / f"{ONE}.html").read_text(encoding="utf-8")
    assert run("autograder grade 01_rnn").said.startswith("jail:") and "[1/" not in run("autograder grade 01_rnn").said


def test_what_the_exchange_gave_goes_back_with_the_page(followed: list[Done], course: Path) -> None:
    """`nbgrader release_feedback` reads it there; what is no file of that kind is left alone."""
    handed_in, returned = course / "submitted" / "101" / ONE, course / "feedback" / "101" / ONE
    (handed_in / "submission_secret.txt").write_text("a secret")
    os.mkfifo(handed_in / "timestamp.txt")
    assert "[1/1] 101" in run("autograder grade 01_rnn").said
    assert {path.name for path in returned.iterdir()} == {f"{ONE}.html", "submission_secret.txt"}
    assert (returned / "submission_secret.txt").read_text() == "a secret"


def test_a_grade_without_a_row_is_named(followed: list[Done], tmp_path: Path) -> None:
    (tmp_path / "part.csv").write_text("\n".join(CANVAS.splitlines()[:4]), encoding="utf-8")
    done = run(f"autograder export canvas 01_rnn {tmp_path / 'part.csv'} --output {tmp_path / 'out.csv'}")
    assert done.code == 1 and "101 is not in" in done.said and "2 of 3" in done.said


@pytest.mark.parametrize(("file", "student"), re.findall(r"^  - `([^`]+\.ipynb)`\n  - (\d+)$", STORIES, flags=re.MULTILINE))
def test_the_table_says_whose_a_file_is(tmp_path: Path, file: str, student: str) -> None:
    path = tmp_path / "a download" / file
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    found = downloads.read(tmp_path, ONE).notebooks
    assert list(found) == [student] and found[student].late == ("LATE" in file)


@pytest.mark.parametrize("file", [
    "evaeve_105_5005_101_5001_01_rnn.ipynb",  # a file's name that holds somebody else's numbers
    "evaeve_101_105_5005_01_rnn.ipynb",  # a name in Canvas that ends in them
    "Eva Eve_105_assignsubmission_file/Ada_101_assignsubmission_file_01_rnn.ipynb",
    "evaeve_105_5005_Ada_101_assignsubmission_file_01_rnn.ipynb",
])  # fmt: skip
def test_nobody_hands_in_for_another(tmp_path: Path, file: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    assert downloads.read(tmp_path, ONE).notebooks == {}


def test_the_newest_of_a_students_notebooks_counts(tmp_path: Path) -> None:
    for when, (name, files) in enumerate({"old.zip": ["a_101_9_01_rnn.ipynb"], "new.zip": ["a_101_7_01_rnn.ipynb", "a_101_8_01_rnn-2.ipynb", "a_101_8_01_rnn.ipynb"]}.items()):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for file in files:
                archive.writestr(file, file)
        os.utime(tmp_path / name, (when, when))
    assert downloads.read(tmp_path, ONE).notebooks["101"].read(100) == b"a_101_8_01_rnn-2.ipynb"


@pytest.mark.parametrize(("fill", "text", "column", "reason"), [
    (sheets.canvas, CANVAS, "Nothing", "0 columns are called Nothing"),
    (sheets.canvas, CANVAS.replace("Essay (17)", "01_rnn (8)"), None, "2 columns are called 01_rnn"),
    (sheets.canvas, CANVAS.replace("10,100", "10,10"), None, "01_rnn has 100 points here and 10 there"),
    (sheets.canvas, CANVAS.replace("104,", "101,"), None, "2 rows have the number 101"),
    (sheets.canvas, MOODLE, None, "there is no column ID"),
    (sheets.canvas, CANVAS.replace("Bolt", "B" * 200_000), None, "no sheet as it was exported"),
    (sheets.canvas, CANVAS.replace("\n", "\r"), None, "no sheet as it was exported"),
    (sheets.moodle, CANVAS, None, "there is no column Grade"),
    (sheets.moodle, MOODLE.replace("100.00", "20,00").replace(",20,00", ',"20,00"'), None, "01_rnn has 100 points here and 20,00 there"),
])  # fmt: skip
def test_a_sheet_that_does_not_fit_is_refused(tmp_path: Path, fill, text: str, column: str | None, reason: str) -> None:
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    with pytest.raises(sheets.BadSheet, match=re.escape(reason)):
        fill(sheets.Sheet.read(tmp_path / "sheet.csv"), ONE, column, 100, {"101": 50})


def test_a_student_can_be_called_points_possible(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text(f"{CANVAS}Points Possible,105,S5,eva,B,,10,\n\n", encoding="utf-8")
    filled = sheets.canvas(sheets.Sheet.read(tmp_path / "sheet.csv"), ONE, None, 100, {"105": 90})
    assert filled.sheet.rows[-1] == ["Points Possible", "105", "S5", "eva", "B", "90"]


def test_a_sheet_in_another_language_keeps_its_form(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_bytes("\ufeffID;Nom complet;Note\nParticipant 101;Zoé;-\n".encode())
    filled = sheets.moodle(sheets.Sheet.read(tmp_path / "sheet.csv"), ONE, "Note", 100, {"101": 66.666})
    assert filled.sheet.text() == "\ufeffID;Nom complet;Note\r\nParticipant 101;Zoé;66.67\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", " \t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert sheets.inert(cell) == f"'{cell}"


@pytest.mark.parametrize("mark", [";", "\t", "|", "; "])
def test_no_cell_is_a_formula_to_a_program_that_divides_by_other_marks(mark: str) -> None:
    assert sheets.inert(f"Ada{mark}=1+1{mark}b") == f"Ada{mark}'=1+1{mark}b"


@pytest.mark.parametrize("cell", ["", "-", "-1.5", "+3", "Ada", "a=1", "90 %"])
def test_other_cells_stay(cell: str) -> None:
    assert sheets.inert(cell) == cell


@pytest.mark.parametrize(("seconds", "off"), [(1, None), (15 * 60, None), (15 * 60 + 1, 10), (86400, 10), (86401, 20), (86400 * 30, 66)])
def test_a_day_that_has_begun_counts(seconds: float, off: float | None) -> None:
    assert LatePerDay(points=10, grace=15).late_submission_penalty("ada", 66, seconds) == off


def test_the_hubs_files_name_one_course() -> None:
    read = {}
    for name in ("jupyterhub_config.py", "jupyter_server_config.py", "nbgrader_config.py"):
        config = Config()
        exec(compile((ROOT / "deploy" / "jupyterhub" / name).read_text(encoding="utf-8"), name, "exec"), {"get_config": lambda config=config: config})
        read[name] = config
        assert f"../../deploy/jupyterhub/{name}" in GUIDE
    hub, (service,) = read["jupyterhub_config.py"].JupyterHub, read["jupyterhub_config.py"].JupyterHub.services
    assert service["name"] == read["nbgrader_config.py"].CourseDirectory.course_id == "recurrent"
    assert set(hub.load_groups) == {"formgrade-recurrent", "nbgrader-recurrent"} and f"/services/{service['name']}" in GUIDE
