"""Classes to grade: courses in a temporary folder with as many submissions as are asked for."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from autograder.course import layout, sample

from .table import ROOT

ASSIGNMENT = sample.ASSIGNMENT
Notebook = dict[str, Any]


def course(folder: Path, submissions: dict[str, Notebook | bytes]) -> Path:
    """A course with one assignment and these submissions; its secret lies beside it."""
    folder.mkdir(parents=True)
    (folder / layout.CONFIG_NAME).write_bytes((ROOT / layout.CONFIG_NAME).read_bytes())
    for of in ("solutions", "exercises"):
        (folder / of / ASSIGNMENT).mkdir(parents=True)
        for path in (ROOT / of / ASSIGNMENT).iterdir():
            if path.is_file():
                (folder / of / ASSIGNMENT / path.name).write_bytes(path.read_bytes())
    for student, notebook in submissions.items():
        place = folder / "submitted" / student / ASSIGNMENT
        place.mkdir(parents=True)
        data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        (place / f"{ASSIGNMENT}.ipynb").write_bytes(data)
    return folder


def mixed(size: int) -> tuple[dict[str, Notebook], dict[str, int]]:
    """A class that is the same every time, and how many there are of each kind.

    Of ten students four hand in right versions of everything, the course's or others; three leave exercises as they
    came; three hand in wrong versions from the zoo among right ones.
    """
    released = json.loads((ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    instructor = json.loads((ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    solution = sample.solution_cells(instructor)
    right = {name: [text, *corpus("alternatives", name)] for name, text in solution.items()}
    wrong = {name: corpus("zoo", name) for name in solution}
    students: dict[str, Notebook] = {}
    kinds = {"complete": 0, "partial": 0, "wrong": 0}
    for number in range(size):
        draw = random.Random(number)
        kind = ("complete", "wrong", "partial", "complete", "wrong", "complete", "partial", "wrong", "complete", "partial")[number % 10]
        kinds[kind] += 1
        cells = {name: draw.choice(right[name]) for name in solution}
        some = draw.sample(sorted(solution), draw.randint(1, 3))
        for name in some if kind != "complete" else ():
            cells[name] = draw.choice(wrong[name]) if kind == "wrong" else ""
        notebook = json.loads(json.dumps(released))
        students[f"s{number:05}"] = sample.fill(notebook, {name: text for name, text in cells.items() if text})
    return students, kinds


def corpus(kind: str, exercise: str) -> list[str]:
    """The cells of a corpus under `tests/`."""
    path = ROOT / "tests" / kind / ASSIGNMENT / f"{exercise}.py"
    parts = re.split(r"^# %% .+$", path.read_text(encoding="utf-8"), flags=re.MULTILINE) if path.is_file() else [""]
    return [text.strip() for text in parts[1:]]


def small(size: int) -> dict[str, bytes]:
    """Notebooks with one cell that answers nothing: what is left is the grader's own work."""
    notebook: Notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    notebook["cells"] = [{"cell_type": "code", "id": "a", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": None}]
    data = json.dumps(notebook).encode()
    return {f"s{number:05}": data for number in range(size)}


@dataclass
class Ran:
    """A command that has run: seconds of wall clock, and the largest memory of each kind of process in bytes."""

    seconds: float
    memory: dict[str, int] = field(default_factory=dict)


def run(command: list[str | Path], folder: Path, kind: Callable[[psutil.Process], str] | None = None, **environment: str) -> Ran:
    """Run a command to its end.

    Args:
        command: the command.
        folder: where.
        kind: the kind of a process; with it, memory is looked at twice a second.
        environment: variables in addition.

    Raises:
        SystemExit: it failed; its output is shown.
    """
    given = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "book")]), "AUTOGRADER_SECRETS": str(folder.parent / "secrets")}
    # Stock nbgrader looks for the program `alembic`, which lies beside this Python, on the path.
    given["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    start = time.perf_counter()
    with open(folder.parent / f"{hashlib.sha256(repr(command).encode()).hexdigest()[:8]}.log", "w+") as log:
        process = subprocess.Popen(command, cwd=folder, env=given | environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        memory: dict[str, int] = {}
        while process.poll() is None:
            if kind:
                _look(process.pid, kind, memory)
            time.sleep(0.5 if kind else 0.02)
        seconds = time.perf_counter() - start
        if process.returncode:
            log.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{log.read()[-4000:]}")
    return Ran(seconds, memory)


def _look(pid: int, kind: Callable[[psutil.Process], str], memory: dict[str, int]) -> None:
    try:
        first = psutil.Process(pid)
        for process in (first, *first.children(recursive=True)):
            try:
                name = "grader" if process.pid == pid else kind(process)
                memory[name] = max(memory.get(name, 0), process.memory_info().rss)
            except psutil.Error:
                continue
    except psutil.Error:
        return


def of_dask(process: psutil.Process) -> str:
    """A worker, or something else that a grader has started."""
    return "worker" if "forkserver" in " ".join(process.cmdline()) else "other"


def autograder(*arguments: str) -> list[str | Path]:
    """A command of the autograder."""
    return [sys.executable, "-m", "autograder", *arguments]


def kept_apart() -> Path:
    """Where the table of a try goes, so that it does not take the place of the whole one's."""
    root = ROOT / "build" / "tries"
    (root / "benchmarks").mkdir(parents=True, exist_ok=True)
    return root
