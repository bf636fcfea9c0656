"""Solutions to exercises, through nbgrader's own generate step.

Writing goes by way of a temporary folder: a file whose bytes have not changed is not touched, and a release that fails
leaves the old one in place. A release whose sources have not changed since the last one is not made again. A notebook that
somebody has worked in is kept, or left where it is.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import places
from . import layout
from .fingerprint import digest, of_assignment, of_files, of_rooms, of_versions
from .worked import keep, worked_in

@dataclass(frozen=True)
class Release:
    """One assignment's release: the files that changed, those that were already right, and what became of a person's work.

    `kept` are notebooks that made way for the release, where they lie now; `spared` those that stayed in its place.
    """

    assignment: str
    changed: list[Path]
    unchanged: list[Path]
    kept: list[Path] = field(default_factory=list)
    spared: list[Path] = field(default_factory=list)

class ReleaseFailed(Exception):
    """nbgrader's generate step did not accept an assignment."""

def release(root: Path, assignments: Sequence[str] = (), force: bool = False, spare: bool = False) -> list[Release]:
    """Write the instructor and the student version of each assignment; all of them where none is named.

    Args:
        root: the course root.
        assignments: their names.
        force: make each anew even where nothing it depends on has changed.
        spare: leave a notebook that somebody has worked in where it is, and files that no release has written.

    Raises:
        layout.NoCourse: there is no source of that name.
        instructor.BadSource: a source and its rubric do not fit.
        ReleaseFailed: nbgrader refused.
    """
    coursedir = layout.course_directory(root)
    known = layout.assignments(coursedir)
    for assignment in assignments:
        if assignment not in known:
            raise layout.NoCourse(f"no source and rubric of {assignment} in {root}; there are {', '.join(known) or 'none'}")
    with places.at_work(root):
        return [_release_one(root, assignment, force, spare) for assignment in assignments or known]

def _release_one(root: Path, assignment: str, force: bool, spare: bool) -> Release:
    coursedir = layout.course_directory(root)
    source = layout.source_folder(coursedir, assignment)
    notebook = source / f"{assignment}.ipynb"
    target = layout.release_folder(coursedir, assignment)
    stamp = root / "build" / "release" / f"{assignment}.json"
    inputs = digest(
        [
            *of_assignment(source, assignment),
            *of_files([root / layout.CONFIG_NAME]),
            *of_rooms("judge", "course"),
            *of_versions("nbgrader", "nbconvert", "nbformat", "jupytext", "torch"),
            checker_address(root),
        ]
    )
    if not force and _is_current(stamp, inputs):
        written = [root / name for name in json.loads(stamp.read_text())["outputs"]]
        return Release(assignment, [], written)

    done = Release(assignment, [], [])
    changed, unchanged = done.changed, done.unchanged

    def put(path: Path, data: bytes) -> None:
        if path.is_file() and path.read_bytes() == data:
            unchanged.append(path)
            return
        _write(path, data)
        changed.append(path)

    put(notebook, instructor_bytes(source / f"{assignment}.py", assignment, checker_address(root)))
    with tempfile.TemporaryDirectory() as scratch:
        generated = generate(root, assignment, Path(scratch))
        files = {path.relative_to(generated): path for path in sorted(generated.rglob("*")) if path.is_file()}
        for name, path in files.items():
            if worked_in(target / name) and not worked_in(path):
                if spare:
                    done.spared.append(target / name)
                    continue
                done.kept.append(keep(root, target / name))
            put(target / name, path.read_bytes())
    for path in sorted(target.rglob("*")):
        if path.is_file() and path.relative_to(target) not in files and not spare:
            done.kept.append(keep(root, path)) if worked_in(path) else path.unlink()
            changed.append(path)
    if done.spared:
        return done

    outputs = {str(path.relative_to(root)): _hash(path) for path in (*changed, *unchanged) if path.is_file()}
    _write(stamp, json.dumps({"inputs": inputs, "outputs": outputs}, indent=1).encode())
    return done

def checker_address(root: Path) -> str:
    """What pip installs the checker from: the repository that the book's configuration names; "" while it names none."""
    import yaml

    path = root / "_config.yml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    book = settings.get("sphinx", {}).get("config", {})
    repository = book.get("course_repository", "")
    return f"git+{repository}@{book.get('course_branch', 'main')}" if repository else ""

def instructor_bytes(source: Path, assignment: str, address: str = "") -> bytes:
    """The bytes of the instructor notebook that a source gives; see `instructor_notebook`."""
    from autograder.judge import outline
    from nbformat import writes

    from .instructor import instructor_notebook

    points = {exercise.name: exercise.points for exercise in outline(assignment)}
    return (writes(instructor_notebook(source.read_text(encoding="utf-8"), points, address)) + "\n").encode()

def generate(root: Path, assignment: str, scratch: Path) -> Path:
    """Run nbgrader's generate step into `scratch`, without a gradebook, and return the assignment's folder there.

    Raises:
        ReleaseFailed: nbgrader refused.
    """
    from nbgrader.converters import GenerateAssignment, NbGraderException

    coursedir = layout.course_directory(root)
    coursedir.release_directory = str(scratch)
    coursedir.assignment_id = assignment
    coursedir.config.SaveCells.enabled = False
    converter = GenerateAssignment(coursedir=coursedir, config=coursedir.config, no_database=True)
    converter.log = logging.getLogger("autograder.release")
    converter.log.setLevel(logging.ERROR)
    try:
        converter.start()
    except NbGraderException as error:
        raise ReleaseFailed(f"nbgrader could not generate {assignment}: {error}") from error
    return layout.release_folder(coursedir, assignment)

def _is_current(stamp: Path, inputs: str) -> bool:
    root = stamp.parents[2]
    try:
        kept = json.loads(stamp.read_text())
        return kept["inputs"] == inputs and all(_hash(root / name) == kept["outputs"][name] for name in kept["outputs"])
    except (OSError, ValueError, KeyError):
        return False

def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

