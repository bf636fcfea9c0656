"""`autograder grade`: every submission gets a result, only what changed is examined, and nothing is lost."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import places
from autograder.cli import main
from autograder.course import fingerprint, grading, layout, sample, terminal
from autograder.course.finish import Finished, packed
from autograder.course.graded import grade_id, graded_notebook
from autograder.course.grading import Line, Options, Outcome
from autograder.course.results import Results
from autograder.course.submission import Submission, examine, read

ASSIGNMENT = "03_lstm"
POINTS = {"lstm_step": 15, "LSTMCell": 30, "init_forget_bias": 10, "LSTM": 30, "gate_trace": 15}


class Silent:
    """A watcher that remembers."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def begin(self, assignment: str, total: int, todo: int) -> None: ...

    def waiting(self, reason: str) -> None: ...

    def done(self, entry: dict, seconds: float) -> None:
        self.written.append(entry["student"])

    def fault(self, student: str, reason: str) -> None: ...

    def end(self, outcome: Outcome) -> None: ...

    def stopped(self) -> None: ...


@pytest.fixture(scope="module", autouse=True)
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The courses of these tests keep their secrets here, not in the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SECRETS", str(tmp_path_factory.mktemp("secrets")))
        yield


def make_course(root: Path, folder: Path, *students: str) -> Path:
    sample.make(root, folder)
    for student in sample.STUDENTS:
        if student not in students:
            shutil.rmtree(folder / "submitted" / student)
    return folder


def notebook_of(course: Path, student: str) -> Path:
    return course / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def grade(course: Path, **options) -> tuple[Outcome, list[str]]:
    watcher = Silent()
    outcome = grading.grade(course, ASSIGNMENT, Options(**{"jobs": 1, "feedback": False} | options), watcher)
    return outcome, watcher.written


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent")


def total_in_gradebook(course: Path, student: str) -> float:
    with gradebook(course) as book:
        return book.find_submission(ASSIGNMENT, student).score


@pytest.fixture(scope="module")
def course(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = make_course(course_root, tmp_path_factory.mktemp("class"), "ben", "emma", "otto")
    (course / "submitted" / "nothing here" / ASSIGNMENT).mkdir(parents=True)
    odd = course / "submitted" / "Zoë [x]*" / ASSIGNMENT
    odd.mkdir(parents=True)
    shutil.copy(notebook_of(course, "emma"), odd)
    (odd / "secrets").symlink_to("/etc/passwd")
    (odd / "timestamp.txt").write_text("yesterday, roughly")
    linked = course / "submitted" / "linked" / ASSIGNMENT
    linked.mkdir(parents=True)
    (linked / f"{ASSIGNMENT}.ipynb").symlink_to(notebook_of(course, "emma"))
    return course

@pytest.fixture(scope="module")
def first(course: Path) -> dict:
    """What the command writes on its first run."""
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--course-dir", str(course), "--jobs", "1"]
    done = subprocess.run([*command, "--json", str(course / "all.json")], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(course / "gradebook.db") in done.stdout
    assert "\x1b" not in done.stdout
    return json.loads((course / "all.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("needs_bubblewrap", "kept_grader")
class TestClass:
    """One class through several runs, in order."""

    def test_json_has_the_promised_form(self, first: dict) -> None:
        assert set(first) == {"assignment", "results"} and first["assignment"] == ASSIGNMENT
        for result in first["results"]:
            assert set(result) == {"student", "score", "max_score", "status", "flags", "exercises"}
            assert result["status"] in ("graded", "timeout", "crashed", "invalid")
            assert all(isinstance(flag, str) for flag in result["flags"])
            assert result["max_score"] == 100
            assert [(exercise["name"], exercise["max_score"]) for exercise in result["exercises"]] == list(POINTS.items())
            for exercise in result["exercises"]:
                assert set(exercise) == {"name", "score", "max_score", "parts", "diagnosis"}
                assert exercise["diagnosis"] is None or set(exercise["diagnosis"]) == {"id", "text"}
                assert exercise["score"] == pytest.approx(sum(part["score"] for part in exercise["parts"]))
                for part in exercise["parts"]:
                    assert set(part) == {"name", "passed", "score", "max_score", "message"}
                    assert part["passed"] is (part["score"] == part["max_score"])

    def test_everyone_has_a_result_in_the_report_and_the_gradebook(self, course: Path, first: dict) -> None:
        scores = {result["student"]: (result["score"], result["status"]) for result in first["results"]}
        assert list(scores) == sorted(["ben", "emma", "otto", "Zoë [x]*", "linked", "nothing here"])
        assert scores["ben"] == (0, "graded")
        assert scores["emma"] == scores["Zoë [x]*"] and 85 <= scores["emma"][0] < 100
        assert scores["otto"] == (70, "graded")
        assert scores["linked"] == scores["nothing here"] == (0, "invalid")
        for student, (score, _) in scores.items():
            assert total_in_gradebook(course, student) == score

    def test_reasons_are_told(self, first: dict) -> None:
        flags = {result["student"]: " ".join(result["flags"]) for result in first["results"]}
        assert "was not handed in" in flags["nothing here"]
        assert "not a plain file" in flags["linked"]

    def test_feedback_is_written_and_nothing_else_is_copied(self, course: Path, first: dict) -> None:
        for result in first["results"]:
            for stage, name in (("autograded", "03_lstm.ipynb"), ("feedback", "03_lstm.html")):
                found = {path.name for path in (course / stage / result["student"] / ASSIGNMENT).iterdir()}
                assert found - {"timestamp.txt"} == {name}

    def test_a_second_run_grades_nothing(self, course: Path, first: dict) -> None:
        outcome, written = grade(course, feedback=True)
        assert outcome.graded == [] and written == []
        assert outcome.as_json() == first

    def test_a_changed_submission_is_graded_alone(self, course: Path, first: dict) -> None:
        shutil.copy(notebook_of(course, "emma"), notebook_of(course, "ben"))
        outcome, written = grade(course)
        assert outcome.graded == written == ["ben"]
        assert total_in_gradebook(course, "ben") == total_in_gradebook(course, "emma")

    def test_a_lost_gradebook_is_written_again_without_grading(self, course: Path, first: dict) -> None:
        (course / "gradebook.db").unlink()
        shutil.rmtree(course / "autograded" / "otto")
        outcome, written = grade(course)
        assert outcome.graded == [] and len(written) == len(outcome.lines) == 6
        assert total_in_gradebook(course, "otto") == 70

    def test_a_lost_result_is_found_again_and_the_same(self, course: Path, first: dict) -> None:
        before, _ = grade(course)
        results = Results(course, ASSIGNMENT, "")
        results._path("otto", ".json").write_bytes(b'{"key": ')
        after, written = grade(course)
        assert after.graded == written == ["otto"]
        assert after.as_json() == before.as_json()

    def test_what_a_person_graded_stays(self, course: Path, first: dict) -> None:
        with gradebook(course) as book:
            book.find_grade("check_LSTMCell", ASSIGNMENT, ASSIGNMENT, "otto").manual_score = 12
            book.find_comment("LSTMCell", ASSIGNMENT, ASSIGNMENT, "otto").manual_comment = "Nearly."
            book.db.commit()
        outcome, _ = grade(course, students=["otto"], force=True)
        assert outcome.graded == ["otto"] and [line.score for line in outcome.lines] == [70]
        with gradebook(course) as book:
            mark = book.find_grade("check_LSTMCell", ASSIGNMENT, ASSIGNMENT, "otto")
            assert (mark.manual_score, mark.auto_score, mark.score) == (12, 0, 12)
            assert book.find_comment("LSTMCell", ASSIGNMENT, ASSIGNMENT, "otto").comment == "Nearly."

    def test_only_one_grader_writes(self, course: Path, first: dict) -> None:
        with Results(course, ASSIGNMENT, "").only_writer(), pytest.raises(grading.Busy, match=f"another grader .process {os.getpid()} "):
            grade(course)

    def test_processes_of_this_machine_find_the_same(self, course: Path, first: dict) -> None:
        alone, _ = grade(course)
        spread, _ = grade(course, force=True, jobs=2)
        assert sorted(spread.graded) == [line.student for line in alone.lines]
        assert spread.as_json() == alone.as_json()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["03_lstm", "--student", "nobody"], "no submission of 03_lstm by nobody"),
        (["99_none"], "has not been released"),
    ],
)
def test_what_is_not_there_is_named(course_root: Path, tmp_path: Path, capsys, arguments: list[str], message: str) -> None:
    course = make_course(course_root, tmp_path / "course", "ben")
    assert main(["grade", *arguments, "--course-dir", str(course)]) == 2
    assert message in capsys.readouterr().err


def test_the_process_that_spreads_the_work_does_without_torch() -> None:
    """Its import takes longer than ten submissions."""
    code = "import sys; from autograder.course import batch, cluster, grading, terminal; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path, capsys) -> None:
    assert main(["grade", ASSIGNMENT, "--course-dir", str(tmp_path)]) == 2
    assert "is no course" in capsys.readouterr().err


def test_a_class_of_nobody_is_graded(course_root: Path, tmp_path: Path) -> None:
    outcome, written = grade(make_course(course_root, tmp_path))
    assert outcome.as_json() == {"assignment": ASSIGNMENT, "results": []} and written == []


class TestReading:
    """What lies in a submission's folder is opened with care."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path

    def problem(self, folder: Path) -> str:
        submission = read(folder, ASSIGNMENT, "somebody")
        assert submission.data == b""
        return submission.problem

    def test_a_plain_file(self, folder: Path) -> None:
        (folder / "03_lstm.ipynb").write_bytes(b"{}")
        assert read(folder, ASSIGNMENT, "somebody") == Submission("somebody", b"{}")

    def test_a_pipe(self, folder: Path) -> None:
        os.mkfifo(folder / "03_lstm.ipynb")
        assert "not a plain file" in self.problem(folder)

    def test_a_folder(self, folder: Path) -> None:
        (folder / "03_lstm.ipynb").mkdir()
        assert "not a plain file" in self.problem(folder)

    def test_another_name(self, folder: Path) -> None:
        (folder / "3_lstm_final.ipynb").write_bytes(b"{}")
        assert "3_lstm_final.ipynb" in self.problem(folder)

    def test_a_huge_file(self, folder: Path) -> None:
        with open(folder / "03_lstm.ipynb", "wb") as file:
            file.truncate(40 * 2**20)
        assert "larger than" in self.problem(folder)


@pytest.fixture(scope="module")
def template(course_root: Path) -> dict:
    return json.loads((course_root / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))


def test_a_grader_that_fails_costs_nobody_else_and_is_tried_again(template: dict) -> None:
    class Broken:
        def examine(self, *_):
            raise ZeroDivisionError("a bug of ours")

    result = examine(Broken(), template, ASSIGNMENT, Submission("ada", b"{}"))
    assert result.fault == "ZeroDivisionError: a bug of ours"
    assert result.entry["status"] == "crashed" and result.entry["score"] == 0
    assert "ZeroDivisionError" not in json.dumps(result.notebook)


class TestGradedNotebook:
    """Whatever is handed in, what nbgrader sees has the cells, points and texts of the release."""

    CHECKS = {f"check_{name}": [{"output_type": "stream", "name": "stdout", "text": name}] for name in POINTS}

    @staticmethod
    def released_cells(notebook: dict) -> list[tuple[str, str, dict]]:
        return [
            (cell["cell_type"], grade_id(cell), cell["metadata"])
            for cell in notebook["cells"]
            if grade_id(cell)
        ]  # fmt: skip

    def mangled(self, template: dict, how: str) -> dict:
        notebook = json.loads(json.dumps(template))
        cells = notebook["cells"]
        place = next(index for index, cell in enumerate(cells) if grade_id(cell) == "check_LSTM")
        if how == "everything deleted":
            cells.clear()
        elif how == "no cells":
            return {}
        elif how == "check deleted":
            del cells[place]
        elif how == "check doubled":
            cells.append(cells[place])
        elif how == "check retyped":
            cells[place] = {"cell_type": "markdown", "metadata": cells[place]["metadata"], "source": "30"}
        elif how == "points changed":
            cells[place]["metadata"]["nbgrader"]["points"] = 1e6
        elif how == "id changed":
            cells[place]["metadata"]["nbgrader"]["grade_id"] = "check_mate"
        elif how == "locked text changed":
            cells[0]["source"] = "<script>alert(1)</script>"
        elif how == "foreign metadata":
            cells[place]["metadata"] |= {"tags": ["skip-execution"], "autograder": 100}
            notebook["metadata"] = {"kernelspec": {"name": "bash"}}
        elif how == "not cells":
            cells[1:1] = [None, 7, {"cell_type": "slide"}, {"cell_type": "code", "source": 5}, {"cell_type": "code"}]
        elif how == "ids doubled":
            for cell in cells:
                cell["id"] = "same"
        return notebook

    @pytest.mark.parametrize(
        "how",
        ["untouched", "everything deleted", "no cells", "check deleted", "check doubled", "check retyped", "points changed",
         "id changed", "locked text changed", "foreign metadata", "not cells", "ids doubled"],
    )  # fmt: skip
    def test_the_release_is_restored(self, template: dict, how: str) -> None:
        import nbformat
        from nbgrader.nbgraderformat import MetadataValidator

        graded = graded_notebook(template, self.mangled(template, how), self.CHECKS)
        assert self.released_cells(graded) == self.released_cells(template)
        outputs = {grade_id(cell): cell["outputs"] for cell in graded["cells"] if grade_id(cell).startswith("check_")}
        assert outputs == self.CHECKS
        assert graded["metadata"] == template["metadata"]
        read_back = nbformat.reads(json.dumps(graded), as_version=4)
        nbformat.validate(read_back)
        MetadataValidator().validate_nb(read_back)

    def test_the_students_own_cells_stay_where_they_are(self, template: dict) -> None:
        notebook = json.loads(json.dumps(template))
        notebook["cells"].insert(5, {"cell_type": "code", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": 4})
        graded = graded_notebook(template, notebook, self.CHECKS)
        assert graded["cells"][5]["source"] == "x = 1" and graded["cells"][5]["execution_count"] == 4

    def test_outputs_are_inert(self, template: dict) -> None:
        notebook = json.loads(json.dumps(template))
        active = {"text/html": "<script>1</script>", "image/svg+xml": "<svg/>", "application/javascript": "1", "text/plain": "shown"}
        output = {"output_type": "display_data", "data": active, "metadata": {"isolated": True}}
        notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "", "outputs": [output], "execution_count": 1})
        graded = graded_notebook(template, notebook, self.CHECKS)
        assert graded["cells"][-1]["outputs"] == [{"output_type": "display_data", "data": {"text/plain": "shown"}, "metadata": {}}]


class TestResults:
    """Kept results hold for the bytes they were found for, and for nothing else."""

    def test_the_key_follows_everything_that_counts(self, tmp_path: Path) -> None:
        keys = {
            Results(tmp_path, ASSIGNMENT, basis).key(Submission(student, data, problem))
            for basis in ("a", "b")
            for student in ("ada", "ben")
            for data, problem in ((b"1", ""), (b"2", ""), (b"", "missing"))
        }
        assert len(keys) == 12

    def test_the_basis_follows_the_device_and_the_reference(self, course_root: Path, tmp_path: Path) -> None:
        course = make_course(course_root, tmp_path)
        coursedir = layout.course_directory(course)
        first = [grading.basis(course, coursedir, ASSIGNMENT, device) for device in ("cpu", "cuda")]
        source = course / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.py"
        source.write_text(source.read_text() + "\n")
        assert len({*first, grading.basis(course, coursedir, ASSIGNMENT, "cpu")}) == 3

    def test_the_basis_follows_the_rubric_the_known_mistakes_and_the_versions(
        self, course_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        coursedir = layout.course_directory(course_root)
        package = tmp_path / "autograder"
        shutil.copytree(fingerprint.PACKAGE, package)
        for module in (fingerprint, places):
            monkeypatch.setattr(module, "PACKAGE", package)
        found = [grading.basis(course_root, coursedir, ASSIGNMENT, "cpu")]
        assert grading.basis(course_root, coursedir, ASSIGNMENT, "cpu") == found[0]
        for name in (f"rubrics/{ASSIGNMENT}.py", f"misconceptions/{ASSIGNMENT}.py", "judge/compare.py"):
            with open(package / name, "a") as file:
                file.write("\n")
            found.append(grading.basis(course_root, coursedir, ASSIGNMENT, "cpu"))
        monkeypatch.setattr(fingerprint, "version", lambda package: "2.99" if package == "torch" else "1.0")
        found.append(grading.basis(course_root, coursedir, ASSIGNMENT, "cpu"))
        assert len(set(found)) == len(found)

    def test_a_result_comes_back_whole(self, tmp_path: Path) -> None:
        results, result = Results(tmp_path, ASSIGNMENT, ""), Finished({"student": "../ada", "score": 1}, packed("ü"), seconds=0.5)
        results.save("../ada", "key", result)
        assert results.load_finished("../ada") == result
        assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "build" / "results" / ASSIGNMENT}

    def test_a_mark_holds_for_one_writing_of_the_notebook(self, tmp_path: Path) -> None:
        results, notebook = Results(tmp_path, ASSIGNMENT, ""), tmp_path / "graded.ipynb"
        notebook.write_text("{}")
        assert not results.is_recorded("ada", "key", notebook)
        results.set_recorded("ada", "key", notebook)
        assert results.is_recorded("ada", "key", notebook)
        assert not results.is_recorded("ada", "other", notebook)
        os.utime(notebook, (time.time() + 5, time.time() + 5))
        assert not results.is_recorded("ada", "key", notebook)


class TestTerminal:
    """What a person sees."""

    ENTRY = {
        "student": "mal\x1b[2Jlory", "score": 12.5, "max_score": 100, "status": "timeout", "flags": ["a\rb"],
        "exercises": [{"name": "LSTM", "score": 0, "max_score": 30, "parts": [], "diagnosis": None}],
    }  # fmt: skip
    OUTCOME = Outcome(
        ASSIGNMENT, lines=[Line(ENTRY["student"], 12.5, 100, "timeout", "a\rb", 7.25)], graded=[ENTRY["student"]]
    )

    def show(self, watcher) -> None:
        watcher.begin(ASSIGNMENT, 1, 1)
        watcher.done(self.ENTRY, 7.25)
        watcher.end(self.OUTCOME)

    def test_plain_lines(self, capsys) -> None:
        self.show(terminal.Plain())
        shown = capsys.readouterr().out
        assert "[1/1] " in shown and "12.5/100  timeout" in shown and "1 graded now" in shown and "slowest: " in shown
        assert "\x1b" not in shown and "\r" not in shown

    def test_plain_lines_say_how_long_it_will_take(self, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(terminal.Plain, "EVERY", 0.0)
        watcher = terminal.Plain()
        watcher.begin(ASSIGNMENT, 2, 2)
        watcher.done(self.ENTRY, 1.0)
        assert re.search(r"1 of 2, \d+\.\d\d a second, about \d+ s left, 1 failed", capsys.readouterr().out)

    def test_a_table_on_a_terminal(self, capsys) -> None:
        self.show(terminal.Live())
        shown = capsys.readouterr().out
        for word in ("student", "score", "status", "12.5 / 100", "timeout", "mean score", "slowest"):
            assert word in shown
        assert "\x1b[2J" not in shown

    def test_a_bar_with_rate_time_left_and_failures(self, course_root: Path) -> None:
        """In a terminal of its own: a bar is for people."""
        code = "\n".join([
            "import time",
            "from autograder.course import terminal",
            "watcher = terminal.watcher()",
            "watcher.begin('03_lstm', 9, 9)",
            "for k in range(6):",
            "    time.sleep(0.3)",
            "    watcher.done({'student': 'a', 'score': 0, 'max_score': 1, 'status': 'timeout'}, 1.0)",
            "watcher.stopped()",
        ])  # fmt: skip
        shown = in_a_terminal([sys.executable, "-c", code])
        assert re.search(r"[1-6]/9", shown) and re.search(r"\d\.\d/s", shown) and re.search(r"[1-6] failed", shown)
        assert re.search(r"00:0\d", shown), "the time left"

    def test_a_large_class_gets_a_table_of_those_to_look_at(self, capsys) -> None:
        lines = [Line(f"s{k}", 1, 1, "crashed" if k == 7 else "graded", "", float(k == 9)) for k in range(terminal.ROWS + 1)]
        watcher = terminal.Live()
        watcher.begin(ASSIGNMENT, len(lines), 0)
        watcher.end(Outcome(ASSIGNMENT, lines=lines))
        shown = capsys.readouterr().out
        assert " s7 " in shown and " s9 " in shown and " s30 " not in shown


def in_a_terminal(command: list[str]) -> str:
    """What a command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "120"})
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the terminal ends with its last process
        while data := os.read(ours, 4096):
            shown += data
    os.close(ours)
    assert process.wait() == 0, shown.decode()
    return shown.decode()
