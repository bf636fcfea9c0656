"""Reading and running a rubric: a pytest file whose classes are exercises and whose tests are parts.

The marks `exercise(name, builds_on=(), allows=(), forbids=())` on a class and `points(n, title, hint="")` on a test say what is
asked; the fixtures `ask` and `draw` are how. Nothing of the folder that pytest is started from is read: no
configuration, no conftest, no plugins.
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from typing import Any, Callable, Mapping
from unittest import mock

import pytest
import torch

from .ask import Ask, Question, ReferenceFailed
from .cases import Cases, Draw
from .compare import Mismatch
from .program import Answer
from .reference import NoAnswers, rubric_path
from .verdict import Part

_ALONE = ["cacheprovider", "capture", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "stepwise",
          "terminal", "threadexception", "unraisableexception", "warnings"]


@dataclass(frozen=True)
class PartOutline:
    """A part before anyone is judged."""

    name: str
    points: float
    hint: str
    function: str


@dataclass(frozen=True)
class Exercise:
    """An exercise as its rubric describes it: what it builds on, what it allows and forbids, and its parts."""

    name: str
    title: str
    builds_on: tuple[str, ...]
    allows: tuple[str, ...]
    forbids: tuple[str, ...]
    parts: tuple[PartOutline, ...]

    @property
    def points(self) -> float:
        return sum(part.points for part in self.parts)


class Marks:
    """The pytest plugin that knows the rubrics' marks."""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "exercise(name, builds_on=(), allows=(), forbids=()): the exercise that a class asks for")
        config.addinivalue_line("markers", "points(n, title, hint=''): what a test is worth, as one part")


@functools.cache
def outline(assignment: str) -> tuple[Exercise, ...]:
    """The exercises of `assignment` in the order of its rubric, read from the marks alone."""
    found: dict[str, dict[str, Any]] = {}

    class Reader(Marks):
        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            for item in items:
                exercise, points = _marks(item)
                entry = found.setdefault(exercise.args[0], {"mark": exercise, "class": item.cls, "parts": {}})
                entry["parts"].setdefault(item.originalname, points)
            items.clear()

    _run(assignment, Reader())
    return tuple(
        Exercise(
            name,
            (entry["class"].__doc__ or name).strip().splitlines()[0],
            tuple(entry["mark"].kwargs.get("builds_on", ())),
            tuple(entry["mark"].kwargs.get("allows", ())),
            tuple(entry["mark"].kwargs.get("forbids", ())),
            tuple(
                PartOutline(points.args[1], points.args[0], points.kwargs.get("hint", ""), function)
                for function, points in entry["parts"].items()
            ),
        )
        for name, entry in found.items()
    )


def run_rubric(
    assignment: str,
    students: Mapping[str, Callable[[bytes], Answer]],
    reference: Callable[[str, bytes], Answer],
    cases: Cases,
    device: torch.device,
    brief: bool = False,
) -> dict[str, tuple[tuple[Part, ...], list[Question]]]:
    """Puts the exercises of `students` to them. For each: its parts, and every question with both answers.

    With `brief`, the parts after the first failed one are not tried and count as failed.
    """
    judgement = Judgement(assignment, students, reference, cases, device, brief)
    _run(assignment, judgement)
    return {name: (judgement.parts(name), judgement.asked[name]) for name in students}


class Judgement(Marks):
    """The pytest plugin of one run: hands out the fixtures and keeps what each case came to."""

    def __init__(self, assignment, students, reference, cases, device, brief):
        self.assignment, self.students, self.reference = assignment, students, reference
        self.cases, self.device, self.brief = cases, device, brief
        self.outlines = {exercise.name: exercise for exercise in outline(assignment)}
        self.asked: dict[str, list[Question]] = {name: [] for name in students}
        self.failures: dict[tuple[str, str], BaseException] = {}
        self.ran: set[tuple[str, str]] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if _marks(item)[0].args[0] in self.students]

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest) -> Draw:
        return self.cases.draw(self.assignment, *self._place(request.node))

    @pytest.fixture
    def ask(self, request: pytest.FixtureRequest) -> Ask:
        exercise, function, case = self._place(request.node)
        key = f"{exercise}/{function}[{case}]"
        return Ask(self.students[exercise], self.reference, key, self.device, self.asked[exercise])

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        exercise, function, _ = self._place(pyfuncitem)
        self.ran.add((exercise, function))
        if self.brief and any(name == exercise for name, _ in self.failures):
            self.failures.setdefault((exercise, function), AssertionError("not tried"))
        if (exercise, function) not in self.failures:  # one wrong case decides a part
            arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
            try:
                pyfuncitem.obj(**arguments)
            except Exception as error:  # noqa: BLE001 - the outcome of a part, told in its report
                self.failures[exercise, function] = error
        return True

    def parts(self, name: str) -> tuple[Part, ...]:
        parts = []
        for part in self.outlines[name].parts:
            if (name, part.function) not in self.ran:
                raise RuntimeError(f"the rubric's {name}.{part.function} did not run: is one of its fixtures broken?")
            error = self.failures.get((name, part.function))
            if error is None:
                parts.append(Part(part.name, True, part.points, part.points))
            elif isinstance(error, Mismatch):
                parts.append(Part(part.name, False, 0, part.points, str(error), part.hint, error.expected, error.came))
            elif isinstance(error, AssertionError):
                parts.append(Part(part.name, False, 0, part.points, str(error), part.hint))
            elif isinstance(error, (NoAnswers, ReferenceFailed)):
                raise error
            else:  # the solution passes, so it is the answer that this rubric could not work with
                parts.append(Part(part.name, False, 0, part.points, f"the answer could not be used: {error}"[:300], part.hint))
        return tuple(parts)

    @staticmethod
    def _place(item: Any) -> tuple[str, str, str]:
        case = item.callspec.id if hasattr(item, "callspec") else ""
        return _marks(item)[0].args[0], item.originalname, case


def _marks(item: pytest.Item) -> tuple[pytest.Mark, pytest.Mark]:
    exercise, points = item.get_closest_marker("exercise"), item.get_closest_marker("points")
    if exercise is None or points is None or len(points.args) != 2:
        raise pytest.UsageError(f"{item.nodeid} needs the marks exercise(name) and points(n, title)")
    return exercise, points


def _run(assignment: str, plugin: object) -> None:
    path = rubric_path(assignment)
    arguments = [str(path), "-c", os.devnull, "--rootdir", str(path.parent), "--noconftest", "--import-mode=importlib",
                 "--assert=plain"]
    for name in _ALONE:
        arguments += ["-p", f"no:{name}"]
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    with mock.patch.dict(os.environ, environment):
        code = pytest.main(arguments, plugins=[plugin])
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"the rubric {path} could not be run: pytest ended with {code!r}")
