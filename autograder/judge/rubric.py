"""Reading a rubric: a pytest file whose classes are exercises and whose tests are parts.

The marks `exercise(name, builds_on=(), allows=(), forbids=(), gates="", axes={})` on a class and `points(n, title, hint="",
axes={})` on a test say what is asked; the fixtures `ask` and `draw` are how. Nothing of the folder that pytest is started
from is read: no configuration, no conftest, no plugins.

A rubric is collected once. Where its tests ask for nothing but `ask`, `draw` and parameters, `judgement` calls them
itself from then on; a rubric with fixtures of its own is run by pytest every time.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping
from unittest import mock

import pytest

from .reference import rubric_path

_ALONE = ["cacheprovider", "capture", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "stepwise",
          "terminal", "threadexception", "unraisableexception", "warnings"]


@dataclass(frozen=True)
class PartOutline:
    """A part before anyone is judged."""

    name: str
    points: float
    hint: str
    function: str
    axes: Mapping[str, str]


@dataclass(frozen=True)
class Exercise:
    """An exercise as its rubric describes it: what it builds on, what it allows and forbids, and its parts.

    `gates` are the blocks of rows of its stacked parameters, one letter each; the parts' `axes` say what dimensions count:
    see `picture`.
    """

    name: str
    title: str
    builds_on: tuple[str, ...]
    allows: tuple[str, ...]
    forbids: tuple[str, ...]
    gates: str
    parts: tuple[PartOutline, ...]

    @property
    def points(self) -> float:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Case:
    """One test of a rubric with one set of parameters, and the class that it is a method of."""

    exercise: str
    function: str
    id: str
    owner: type
    parameters: Mapping[str, Any]
    fixtures: tuple[str, ...]

    def run(self, **fixtures: Any) -> None:
        """Calls the test with those of the `fixtures` that it asks for."""
        test = getattr(self.owner(), self.function)
        test(**self.parameters, **{name: fixtures[name] for name in self.fixtures})


@dataclass(frozen=True)
class Rubric:
    """What a rubric holds.

    Attributes:
        exercises: in the rubric's order.
        cases: every test with its parameters, in order; None where only pytest can run them.
    """

    exercises: tuple[Exercise, ...]
    cases: tuple[Case, ...] | None


class Marks:
    """The pytest plugin that knows the rubrics' marks."""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "exercise(name, builds_on=(), allows=(), forbids=(), gates='', axes={}): the exercise that a class asks for")
        config.addinivalue_line("markers", "points(n, title, hint='', axes={}): what a test is worth, as one part")


def outline(assignment: str) -> tuple[Exercise, ...]:
    """The exercises of `assignment` in the order of its rubric, read from the marks alone."""
    return read(assignment).exercises


def names(assignment: str) -> tuple[str, ...]:
    """The names of an assignment's exercises: from the marks in its text, which takes no time, else from the outline."""
    found = _marked(rubric_path(assignment))
    return tuple(found) or tuple(exercise.name for exercise in outline(assignment))


@functools.cache
def _marked(path: Path) -> list[str]:
    return re.findall(r'^@pytest\.mark\.exercise\(\s*"(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)


def read(assignment: str) -> Rubric:
    """The rubric of an assignment, collected once.

    Raises:
        NoSuchAssignment: there is none of that name.
    """
    return _collected(rubric_path(assignment))


@functools.cache
def _collected(path: Path) -> Rubric:
    found: dict[str, dict[str, Any]] = {}
    cases: list[Case] = []
    plain = True

    class Reader(Marks):
        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            nonlocal plain
            for item in items:
                exercise, points = marks(item)
                entry = found.setdefault(exercise.args[0], {"mark": exercise, "class": item.cls, "parts": {}})
                entry["parts"].setdefault(item.originalname, points)
                name, function, case = place(item)
                parameters = dict(item.callspec.params) if hasattr(item, "callspec") else {}
                fixtures = tuple(set(item._fixtureinfo.argnames) - set(parameters))
                cases.append(Case(name, function, case, item.cls, parameters, fixtures))
                plain &= set(item._fixtureinfo.names_closure) <= {"ask", "draw", *parameters}
                plain &= {mark.name for mark in item.iter_markers()} <= {"exercise", "points", "parametrize"}
            items.clear()

    _run_pytest(path, Reader())
    exercises = tuple(
        Exercise(
            name,
            (entry["class"].__doc__ or name).strip().splitlines()[0],
            tuple(entry["mark"].kwargs.get("builds_on", ())),
            tuple(entry["mark"].kwargs.get("allows", ())),
            tuple(entry["mark"].kwargs.get("forbids", ())),
            entry["mark"].kwargs.get("gates", ""),
            tuple(
                PartOutline(
                    points.args[1], points.args[0], points.kwargs.get("hint", ""), function,
                    {**entry["mark"].kwargs.get("axes", {}), **points.kwargs.get("axes", {})},
                )
                for function, points in entry["parts"].items()
            ),
        )
        for name, entry in found.items()
    )
    return Rubric(exercises, tuple(cases) if plain else None)


def place(item: Any) -> tuple[str, str, str]:
    """Where a collected test stands: its exercise, its function, and the id of its parameters."""
    case = item.callspec.id if hasattr(item, "callspec") else ""
    return marks(item)[0].args[0], item.originalname, case


def marks(item: pytest.Item) -> tuple[pytest.Mark, pytest.Mark]:
    """The marks of a collected test: its exercise's, and its own."""
    exercise, points = item.get_closest_marker("exercise"), item.get_closest_marker("points")
    if exercise is None or points is None or len(points.args) != 2:
        raise pytest.UsageError(f"{item.nodeid} needs the marks exercise(name) and points(n, title)")
    return exercise, points


def run_pytest(assignment: str, plugin: object) -> None:
    """Has pytest collect and run a rubric with `plugin`, and nothing else of its surroundings."""
    _run_pytest(rubric_path(assignment), plugin)


def _run_pytest(path: Path, plugin: object) -> None:
    other = sys.modules.get(path.stem)
    if other is not None and getattr(other, "__file__", None) != str(path):
        del sys.modules[path.stem]  # a rubric of that name in another course, which pytest would take for this one
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
