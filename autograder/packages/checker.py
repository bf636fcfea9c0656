"""The part of this program that judges, as files of a package: no nbgrader, no Jupyter, no rubric but what is asked for."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from .. import places
from .archive import Entry, entries_of

ROOMS = ("judge", "notebook", "report", "sandbox")
# With IPython and matplotlib, cells that draw or use magics run as they do for the student.
NEEDED = ("torch", "numpy", "pytest", "ipython", "matplotlib", "matplotlib-inline")


def entries(place: str, *more: str) -> list[Entry]:
    """The judge and what it takes, under `place`; and `more`: files of this program, or whole rooms."""
    found = []
    for name in ("__init__.py", "places.py", *ROOMS, *more):
        path, target = places.PACKAGE / name, f"{place}/autograder/{name}"
        found += entries_of(path, target) if path.is_dir() else [Entry(target, path.read_bytes())]
    return found


def requirements() -> str:
    """The versions that are installed here, for which the assignment was released, one a line."""
    lines = []
    for name in NEEDED:
        try:
            lines.append(f"{name}=={version(name).partition('+')[0]}\n")
        except PackageNotFoundError:
            lines.append(f"{name}\n")
    return "".join(lines)
