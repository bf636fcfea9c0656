"""Whose notebook is it? What Canvas and Moodle call the files in a download of all submissions.

Canvas: `doejohn_101_5001_03_lstm.ipynb`, that is the name, the student's number, the upload's number and what the student
called the file. After the name may stand `LATE`. A file that was uploaded again is called `03_lstm-1.ipynb`.

Moodle: a folder `John Doe_101_assignsubmission_file` (before 4.1 with one more `_`) with the student's files in it, or, where
the download is set to be without folders, the same before the file's name.

Both are read from the left: whatever a student puts into the name of a file stands to the right of their number.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

MOODLE = re.compile(r"[^_]*_(?P<student>[0-9]{1,20})_assignsubmission_file_?(?P<file>.*)", re.DOTALL)
CANVAS = re.compile(r".*?_(?P<student>[0-9]{1,20})_(?P<upload>[0-9]{1,20})_(?P<file>.+)", re.DOTALL)


@dataclass(frozen=True, order=True)
class Found:
    """A file of a student in a download; of two, the greater one is the newer.

    Attributes:
        download: when the archive, or the file outside one, came here.
        upload: Canvas's number of the upload; 0 where there is none.
        copy: the number that a browser or Canvas put behind the file's name; 0 where there is none.
        name: its path in the download.
        student: the number that the system knows the student by.
        read: gives at most that many of its bytes.
    """

    download: float
    upload: int
    copy: int
    name: str
    student: str
    read: Callable[[int], bytes] = field(compare=False, repr=False)

    @property
    def late(self) -> bool:
        """Whether Canvas says so in the file's name."""
        return f"_LATE_{self.student}_" in self.name


@dataclass
class Download:
    """What was found: a notebook for each student, and the files of others that had none of the right name."""

    notebooks: dict[str, Found]
    without: dict[str, list[str]]


def read(folder: Path, assignment: str) -> Download:
    """The newest notebook of each student in a folder with archives, folders and files as they were downloaded.

    Raises:
        zipfile.BadZipFile: an archive is damaged.
    """
    download = Download({}, {})
    for name, when, give in _files(folder):
        if (parts := _split(name)) is None:
            continue
        student, upload, file = parts
        copy = re.fullmatch(rf"{re.escape(assignment)}(?:[-_ ]?\(?([0-9]{{1,4}})\)?)?\.ipynb", file)
        if copy is None:
            download.without.setdefault(student, []).append(name)
            continue
        found = Found(when, upload, int(copy[1] or 0), name, student, give)
        if student not in download.notebooks or download.notebooks[student] < found:
            download.notebooks[student] = found
    for student in download.notebooks:
        download.without.pop(student, None)
    return download


def _split(name: str) -> tuple[str, int, str] | None:
    """Student, upload and the student's name of the file; None where no part of the path is of either system."""
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts):
        if match := MOODLE.fullmatch(part):
            return match["student"], 0, parts[-1] if place + 1 < len(parts) else match["file"]
        if place + 1 == len(parts) and (match := CANVAS.fullmatch(part)):
            return match["student"], int(match["upload"]), match["file"]
    return None


def _files(folder: Path) -> Iterator[tuple[str, float, Callable[[int], bytes]]]:
    """Name, time and content of all files. An archive that a student handed in is a file like any other."""
    for path in sorted(Path(parent) / name for parent, _, names in os.walk(folder) for name in names):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            continue
        when = path.stat().st_mtime
        if path.suffix.lower() != ".zip" or _split(name) is not None:
            yield name, when, partial(_head, path)
            continue
        try:
            archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise zipfile.BadZipFile(f"{path}: {error}") from None
        for member in archive.infolist():
            if not member.is_dir():
                yield member.filename, when, partial(_member, archive, member)


def _head(path: Path, size: int) -> bytes:
    with open(path, "rb") as file:
        return file.read(size)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int) -> bytes:
    with archive.open(member) as file:
        return file.read(size)
