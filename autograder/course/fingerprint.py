"""Hashes that tell whether anything has changed that a result depends on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .. import places
from ..places import PACKAGE


def digest(parts: Iterable[str | bytes]) -> str:
    """SHA-256 over the parts, each preceded by its length, so that no two lists of parts run together."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def of_files(paths: Iterable[Path]) -> Iterator[str | bytes]:
    """Name and content of each file that exists, as parts for `digest`."""
    for path in paths:
        if path.is_file():
            yield path.name
            yield path.read_bytes()


def of_rooms(*rooms: str) -> Iterator[str | bytes]:
    """The source of whole rooms of the autograder."""
    for room in rooms:
        yield room
        yield from of_files(sorted((PACKAGE / room).glob("*.py")))


def of_assignment(source: Path, assignment: str) -> Iterator[str | bytes]:
    """What an assignment asks and what it is compared with: rubric, misconceptions, reference."""
    yield assignment
    yield from of_files(places.file(room, assignment) for room in (places.RUBRICS, places.MISCONCEPTIONS))
    yield from of_files([source / f"{assignment}.py"])


def of_versions(*packages: str) -> Iterator[str]:
    """Python and the named packages, as they are installed."""
    yield platform.python_version()
    for package in packages:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} absent"
