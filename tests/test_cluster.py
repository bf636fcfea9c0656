"""A class on a cluster of separate processes, and a run that is stopped: nothing is lost, nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.course import batch, cluster, grading, sample
from autograder.course.grading import Options, Outcome

ASSIGNMENT = "03_lstm"
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.usefixtures("needs_bubblewrap")


@pytest.fixture(scope="module", autouse=True)
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The courses of these tests keep their secrets here, not in the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SECRETS", str(tmp_path_factory.mktemp("secrets")))
        yield


def make_class(root: Path, course: Path, students: int, slow: range = range(0), seconds: float = 0.0) -> Path:
    """Notebooks as they were released, each handed in by another student, some of which take their time."""
    sample.make(root, course)
    for student in sample.STUDENTS:
        shutil.rmtree(course / "submitted" / student)
    released = json.loads((course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    for number in range(students):
        wait = seconds if number in slow else 0.0
        cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None, "source": f"import time; time.sleep({wait})"}
        hand_in(course, f"s{number:02}", {**released, "cells": [cell, *released["cells"]]})
    return course


def hand_in(course: Path, student: str, notebook: dict) -> None:
    path = course / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook))


def recorded(course: Path) -> list[str]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
        return sorted(submission.student_id for submission in book.assignment_submissions(ASSIGNMENT))


class Dask:
    """A scheduler and workers, each started from an empty folder as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workers = folder, {}
        self.environment = os.environ | {"AUTOGRADER_SECRETS": str(folder / "none"), "HOME": str(folder), "CUDA_VISIBLE_DEVICES": ""}
        self.processes = [self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json")]
        where = folder / "scheduler.json"
        wait_for(where.exists)
        self.address = json.loads(where.read_text())["address"]

    def worker(self, name: str, *options: str) -> None:
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name, *options)
        self.workers[name] = self._start("worker", self.address, *options)
        self.processes.append(self.workers[name])

    def _start(self, *arguments: str) -> subprocess.Popen:
        folder = self.folder / f"empty{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        arguments = tuple("../scheduler.json" if argument == "scheduler.json" else argument for argument in arguments)
        command = [str(BIN / "dask"), *arguments]
        return subprocess.Popen(command, cwd=folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def wait_for(condition: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    dask = Dask(tmp_path_factory.mktemp("dask"))
    try:
        for name in ("one", "two"):
            dask.worker(name)
        with Client(dask.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield dask
    finally:
        dask.end()


class Watcher:
    """Remembers who was written, and does something at the third."""

    def __init__(self, at_the_third: Callable[[], None] = lambda: None) -> None:
        self.written: list[str] = []
        self.at_the_third = at_the_third

    def begin(self, assignment: str, total: int, todo: int) -> None: ...

    def waiting(self, reason: str) -> None: ...

    def done(self, entry: dict, seconds: float) -> None:
        self.written.append(entry["student"])
        if len(self.written) == 3:
            self.at_the_third()

    def fault(self, student: str, reason: str) -> None:
        raise AssertionError(f"{student}: {reason}")

    def end(self, outcome: Outcome) -> None: ...

    def stopped(self) -> None: ...


def test_a_worker_killed_in_the_middle_of_a_class_costs_nobody_anything(
    course_root: Path, dask: Dask, tmp_path: Path
) -> None:
    course = make_class(course_root, tmp_path / "course", 12)
    sample_class = tmp_path / "sample"
    sample.make(course_root, sample_class)
    shutil.copytree(sample_class / "submitted" / "otto", course / "submitted" / "otto")
    everyone = sorted([*(f"s{number:02}" for number in range(12)), "otto"])

    watcher = Watcher(dask.workers["one"].kill)
    outcome = grading.grade(course, ASSIGNMENT, Options(scheduler=dask.address, feedback=True), watcher)

    assert dask.workers["one"].poll() == -signal.SIGKILL and dask.workers["two"].poll() is None
    assert sorted(watcher.written) == sorted(outcome.graded) == recorded(course) == everyone, "everybody, once"
    assert {line.student: line.score for line in outcome.lines} == {student: 70 * (student == "otto") for student in everyone}
    assert all((course / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").is_file() for student in everyone)
    assert not (dask.folder / "none").exists(), "the secret is not kept where the workers are"

    left = psutil.Process(dask.workers["two"].pid)
    wait_for(lambda: not left.children(recursive=True))  # the class is over, and so is its jail

    again = Watcher()
    assert grading.grade(course, ASSIGNMENT, Options(scheduler=dask.address), again).graded == again.written == []


def test_work_for_a_gpu_goes_to_workers_that_announce_one(dask: Dask) -> None:
    said: list[str] = []
    calls = [(number, ()) for number in range(8)]
    with Client(dask.address, set_as_default=False) as client:
        answers = cluster.spread(client, cluster.worker_name, calls, gpu=True, say=lambda reason: (said.append(reason), dask.worker("gpu", "--resources", "GPU=1")))
        where = dict(answers)
    assert re.match("no worker with a GPU at .* waiting for one", said[0])
    assert set(where) == set(range(8)) and all(name.startswith("gpu at tcp://") for name in where.values())
    assert cluster.has_gpu(dask.address)


def test_a_worker_that_cannot_grade_is_named_and_nothing_is_recorded(
    course_root: Path, dask: Dask, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """Here the one that announces a GPU and has none, which `--device auto` finds by what it announces."""
    course = make_class(course_root, tmp_path, 2)
    assert main(["grade", ASSIGNMENT, "--course-dir", str(course), "--scheduler", dask.address, "--device", "auto"]) == 1
    assert re.search("worker gpu at tcp://.*: it cannot grade: .*CUDA", capsys.readouterr().err)
    assert recorded(course) == []


def test_a_cluster_that_goes_away_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", "3s")
    dask = Dask(tmp_path)
    try:
        dask.worker("one")
        with cluster.at(dask.address) as client:
            answers = cluster.spread(client, time.sleep, ((number, (0.3,)) for number in range(50)))
            next(answers)
            dask.processes[0].kill()
            with pytest.raises(cluster.Gone, match="is gone; what was finished is kept"):
                for _ in answers:
                    pass
    finally:
        dask.end()


def test_a_worker_with_another_grader_says_so(course_root: Path) -> None:
    solution = (course_root / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.py").read_text()
    job = batch.Job(ASSIGNMENT, "{}", solution, b"secret", grader=(("torch", "0.1"), *batch.grader_here(ASSIGNMENT)[1:2]))
    with pytest.raises(batch.Unfit, match=r"torch \(.*, not 0\.1\)"):
        batch.Examiner(job)
    assert "secret" not in repr(job)


def test_a_scheduler_that_is_not_there_is_named(course_root: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", "1s")
    course = make_class(course_root, tmp_path, 1)
    assert main(["grade", ASSIGNMENT, "--course-dir", str(course), "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "no Dask scheduler at tcp://127.0.0.1:9" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("how", "jobs"), [(signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGTERM, 1), (signal.SIGKILL, 2)], ids=lambda value: getattr(value, "name", value)
)
def test_a_run_that_is_stopped_keeps_what_is_finished_and_goes_on_there(
    course_root: Path, tmp_path: Path, how: signal.Signals, jobs: int
) -> None:
    course = make_class(course_root, tmp_path, 4, slow=range(2, 4), seconds=18.0)
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--course-dir", str(course), "--jobs", str(jobs), "--no-feedback"]
    run = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs are told to ignore it
    )
    lines: list[str] = []
    while not lines or not lines[-1].startswith("[2/"):
        lines.append(run.stdout.readline())
        assert lines[-1], "".join(lines)
    time.sleep(0.5)  # into the slow ones
    started = psutil.Process(run.pid).children(recursive=True)
    assert started, "a jail at least"

    before = time.monotonic()
    # As a terminal does it: to all of the group at once.
    os.killpg(run.pid, how) if how == signal.SIGINT else run.send_signal(how)
    said, _ = run.communicate(timeout=60)
    took = time.monotonic() - before

    assert run.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 130)
    if how != signal.SIGKILL:
        assert took < 6, "2 s are promised, on a machine that does nothing else"
        assert said.splitlines() == ["stopped; what was finished is kept"], "no traceback"
    _, alive = psutil.wait_procs(started, timeout=20)
    assert not alive

    finished = recorded(course)
    assert len(finished) == 2
    make_class(course_root, tmp_path / "quick", 4)
    for student in ("s02", "s03"):
        shutil.copytree(tmp_path / "quick" / "submitted" / student, course / "submitted" / student, dirs_exist_ok=True)
    watcher = Watcher()
    outcome = grading.grade(course, ASSIGNMENT, Options(jobs=1, feedback=False), watcher)
    assert outcome.graded == watcher.written == ["s02", "s03"]
    assert len(recorded(course)) == 4
