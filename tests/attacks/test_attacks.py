"""Every attack of the corpus on one class, which it shares with honest students: nothing is gained, read, changed or left behind."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from nbgrader.api import Gradebook

from autograder.course import graders, grading
from autograder.course.layout import CONFIG_NAME
from autograder.course.sample import solution_cells
from autograder.sandbox.limits import Limits

from .corpus import ALL, ASSIGNMENT, FULL, HONEST, THREATS, Attack
from .ground import Ground, acting

# A loop without end costs its limit: small ones keep the tests cheap, and are far above what honest code takes.
LIMITS = Limits(cell=4, answer=3, exercise=5, submission=20, cpu=20)
pytestmark = pytest.mark.usefixtures("needs_bubblewrap")


class Watcher:
    """Remembers faults, and when each result was there."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def begin(self, assignment: str, total: int, todo: int) -> None: ...

    def waiting(self, reason: str) -> None: ...

    def done(self, *_: object) -> None: ...

    def fault(self, student: str, reason: str) -> None:
        self.faults[student] = reason

    def end(self, outcome: object) -> None: ...

    def stopped(self) -> None: ...


def student_of(attack: Attack) -> str:
    """The name that an attack hands in under: attackers and honest students take turns in the class."""
    return re.sub(r"\W+", "-", attack.name).strip("-")


@dataclass
class Graded:
    """A class after grading."""

    ground: Ground
    entries: dict[str, dict]
    faults: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]
    processes: set[int]


def hand_in(course: Path, attack: Attack, released: dict, solution: dict, places: dict) -> None:
    """Puts an attack's submission into the class."""
    folder = course / "submitted" / student_of(attack) / ASSIGNMENT
    folder.mkdir(parents=True)
    if attack.handed_in:
        (folder / f"{ASSIGNMENT}.ipynb").write_bytes(attack.submission(released, solution, places))
    if attack.place:
        attack.place(folder)


def jails() -> set[int]:
    """The processes of jails that this one has started, and of what runs in them."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "autograder.sandbox.warm" in process.cmdline():
                found.add(process.pid)
    return found


@pytest.fixture(scope="module")
def made(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A course in which everybody of the corpus has handed in."""
    base = tmp_path_factory.mktemp("ground")
    ground = Ground(base / "course", base / "home", base / "tmp")
    for name in ("solutions", "exercises"):
        shutil.copytree(course_root / name / ASSIGNMENT, ground.course / name / ASSIGNMENT)
    shutil.copy(course_root / CONFIG_NAME, ground.course)
    ground.plant(ground.course / "solutions" / ASSIGNMENT)
    released = json.loads((course_root / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    solution = solution_cells(json.loads((course_root / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()))
    with pytest.MonkeyPatch.context() as patch, ground.server():
        patch.setenv("AUTOGRADER_SECRETS", str(base / "secrets"))
        patch.setenv("CANARY", ground.token)
        ground.other = student_of(HONEST[0])
        for _, attack in ALL:
            hand_in(ground.course, attack, released, solution, ground.places())
        other = ground.course / "submitted" / ground.other / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        other.write_bytes(other.read_bytes().replace(b'"metadata": {}', json.dumps({"metadata": {"note": ground.token}})[1:-1].encode(), 1))
        yield ground
        graders.close_graders()


def grade(ground: Ground, **options) -> tuple[dict[str, dict], dict[str, str]]:
    watcher = Watcher()
    outcome = grading.grade(ground.course, ASSIGNMENT, grading.Options(**{"jobs": 1, "limits": LIMITS} | options), watcher)
    return {entry["student"]: entry for entry in outcome.as_json()["results"]}, watcher.faults


@pytest.fixture(scope="module")
def graded(made: Ground) -> Graded:
    before = made.hashes()
    entries, faults = grade(made)
    graders.close_graders()
    for _ in range(100):
        if not jails():
            break
        time.sleep(0.1)
    return Graded(made, entries, faults, before, made.hashes(), jails())


def attacks_of(threat: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("attack", THREATS[threat], ids=lambda attack: attack.name)


class Threat:
    """What holds of every attack, whatever it tries."""

    def test_it_gains_nothing(self, graded: Graded, attack: Attack) -> None:
        student = student_of(attack)
        assert student not in graded.faults, graded.faults
        entry = graded.entries[student]
        assert entry["score"] <= attack.worth, [(p["name"], p["score"]) for e in entry["exercises"] for p in e["parts"] if p["score"]]
        assert entry["max_score"] == FULL
        with Gradebook(f"sqlite:///{graded.ground.course / 'gradebook.db'}", "recurrent") as book:
            assert book.find_submission(ASSIGNMENT, student).score == entry["score"]

    def test_it_shows_nothing(self, graded: Graded, attack: Attack) -> None:
        student, course = student_of(attack), graded.ground.course
        notebook = (course / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8")
        page = (course / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
        for text in (notebook, page, json.dumps(graded.entries[student])):
            assert graded.ground.token not in text
        assert not acting(page)


@attacks_of("scoring")
class TestScoring(Threat):
    """Points for nothing."""


@attacks_of("reading")
class TestReading(Threat):
    """Looking where nobody may."""


@attacks_of("writing")
class TestWriting(Threat):
    """Changing what is not one's own."""


@attacks_of("escaping")
class TestEscaping(Threat):
    """Out of the jail, or into a neighbour."""


@attacks_of("exhausting")
class TestExhausting(Threat):
    """Using up what all share."""


@attacks_of("persisting")
class TestPersisting(Threat):
    """Staying after one's turn."""


@attacks_of("deceiving")
class TestDeceiving(Threat):
    """Deceiving who looks."""


class TestTheClass:
    """What holds after all of them together."""

    @pytest.mark.parametrize("attack", HONEST, ids=lambda attack: attack.name)
    def test_an_odd_honest_submission_gets_every_point(self, graded: Graded, attack: Attack) -> None:
        entry = graded.entries[student_of(attack)]
        assert entry["score"] == FULL, [(p["name"], p["message"]) for e in entry["exercises"] for p in e["parts"] if not p["passed"]]

    def test_nothing_outside_has_changed(self, graded: Graded) -> None:
        assert graded.after == graded.before

    def test_nobody_asked_the_server(self, graded: Graded) -> None:
        assert graded.ground.calls == []

    def test_no_process_is_left(self, graded: Graded) -> None:
        assert graded.processes == set()

    def test_nobody_was_infected(self, graded: Graded) -> None:
        for attack in HONEST:
            path = graded.ground.course / "autograded" / student_of(attack) / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
            assert "INFECTED" not in path.read_text(encoding="utf-8")

    def test_everybody_has_a_result_within_the_limits(self, graded: Graded) -> None:
        kept = (graded.ground.course / "build" / "results").rglob("*.json")
        seconds = [json.loads(path.read_text())["seconds"] for path in kept if "seconds" in path.read_text()]
        assert len(graded.entries) == len(ALL) <= len(seconds) + sum(not attack.handed_in for _, attack in ALL)
        # Beyond its own limit a submission costs what its restarts, its page and a busy machine take.
        assert max(seconds) < 5 * LIMITS.submission

    def test_reflection_is_shown_to_a_person(self, graded: Graded) -> None:
        for name in ("frames", "waits for the answer", "built-in: dictionary", "built-in: closing prevented", "built-in: an oracle thread"):
            attack = next(attack for attack in THREATS["scoring"] if attack.name == name)
            assert graded.entries[student_of(attack)]["flags"], name

    def test_the_honest_get_alone_what_they_get_in_this_class(self, graded: Graded) -> None:
        names = [student_of(attack) for attack in HONEST[::4]]  # some of them: that all get every point in this class is the first test
        for student in os.listdir(graded.ground.course / "submitted"):
            if student not in names:
                shutil.rmtree(graded.ground.course / "submitted" / student)
        alone, faults = grade(graded.ground, force=True, feedback=False)
        assert not faults and alone == {name: graded.entries[name] for name in names}


def test_the_corpus_is_as_large_as_it_says() -> None:
    names = [attack.name for _, attack in ALL]
    assert len(names) == len(set(names)) == len({student_of(attack) for _, attack in ALL})
    assert len(ALL) - len(HONEST) >= 80 and len(HONEST) >= 20
