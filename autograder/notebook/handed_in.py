"""What lies in a folder that a student has filled: a notebook's bytes, or the reason why there are none."""

from __future__ import annotations

import itertools
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from .reading import MAX_BYTES, legible

EXCHANGED = ("submission_secret.txt", "timestamp.txt")
MAX_EXCHANGED = 1000  # bytes; nbgrader's own are a line each


@dataclass(frozen=True)
class Submission:
    """A student's notebook as it was handed in: its bytes, or the reason why there are none."""

    student: str
    data: bytes = field(repr=False, default=b"")
    problem: str = ""


def read(folder: Path, assignment: str, student: str) -> Submission:
    """What lies in a submission's folder. Nothing but a regular file of sane size is ever opened for reading."""
    path = folder / f"{assignment}.ipynb"
    linked = [part.name for part in (folder.parent, folder) if part.is_symlink()]
    if linked:
        return Submission(student, problem=f"The folder {linked[0]} is a link to another one; hand in the notebook itself.")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        others = sorted(itertools.islice((other.name for other in folder.glob("*.ipynb")), 1000))[:3]
        hint = f" (there is {legible(', '.join(others))}; rename it)" if others else ""
        return Submission(student, problem=f"The notebook {path.name} was not handed in{hint}.")
    except OSError as error:
        return Submission(student, problem=f"{path.name} is not a plain file that can be read ({error.strerror}).")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return Submission(student, problem=f"{path.name} is not a plain file.")
    with open(descriptor, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return Submission(student, problem=f"{path.name} is larger than {MAX_BYTES // 2**20} MiB; clear its outputs.")
    return Submission(student, data)


def exchanged(folder: Path) -> dict[str, bytes]:
    """What nbgrader's exchange laid beside a notebook, and looks for beside the page that goes back."""
    found = {}
    for name in EXCHANGED:
        try:
            descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            continue
        with open(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and len(data := file.read(MAX_EXCHANGED + 1)) <= MAX_EXCHANGED:
                found[name] = data
    return found
