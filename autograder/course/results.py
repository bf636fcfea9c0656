"""Results that are kept, so that a second run does only what changed and a killed one goes on where it stopped.

A result lies under its course's `build/results`, one file a student, with the key it was found under: a hash of the
submission's bytes and of everything that the verdict depends on. A key that still fits is a result that still holds.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .finish import Finished
from .fingerprint import digest
from .submission import Submission


@dataclass(frozen=True)
class Kept:
    """The report of a result, the key it holds for, and how long it took."""

    key: str
    entry: dict[str, Any]
    seconds: float


class Results:
    """The kept results of one assignment.

    Args:
        root: the course root.
        assignment: its name.
        basis: a hash of all that a verdict depends on apart from the submission.
    """

    def __init__(self, root: Path, assignment: str, basis: str) -> None:
        self.folder = root / "build" / "results" / assignment
        self.basis = basis

    def key(self, submission: Submission) -> str:
        """The key of what a submission's result would be."""
        return digest([self.basis, submission.student, submission.problem, submission.data])

    def load(self, student: str) -> Kept | None:
        """A student's last report; None where there is none that can be read."""
        try:
            kept = json.loads(self._path(student, ".json").read_bytes())
            return Kept(kept["key"], kept["entry"], kept["seconds"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def load_finished(self, student: str) -> Finished | None:
        """A student's last result with its notebook; None where there is none that can be read."""
        kept = self.load(student)
        try:
            notebook = self._path(student, ".ipynb.gz").read_bytes()
            gzip.decompress(notebook)
        except (OSError, EOFError, zlib.error):
            return None
        return kept and Finished(kept.entry, notebook, seconds=kept.seconds)

    def save(self, student: str, key: str, result: Finished) -> None:
        """Keep a result, the report last, so that a report never stands without its notebook."""
        kept = {"key": key, "entry": result.entry, "seconds": round(result.seconds, 3)}
        self._path(student, ".json").unlink(missing_ok=True)
        write_whole(self._path(student, ".ipynb.gz"), result.notebook)
        write_whole(self._path(student, ".json"), json.dumps(kept).encode())

    def is_recorded(self, student: str, key: str, notebook: Path) -> bool:
        """Whether the autograded notebook is still the one that was written for this key."""
        try:
            return self._path(student, ".recorded").read_text() == f"{key} {notebook.stat().st_mtime_ns}"
        except OSError:
            return False

    def set_recorded(self, student: str, key: str, notebook: Path) -> None:
        """Remember that the result of this key is in the gradebook, and `notebook` in the autograded folder."""
        write_whole(self._path(student, ".recorded"), f"{key} {notebook.stat().st_mtime_ns}".encode())

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Hold the assignment's lock, which ends with the process at the latest.

        Raises:
            BlockingIOError: another grader holds it; the message says which.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / ".lock", "a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise BlockingIOError(lock.read(200).strip()) from None
            lock.truncate(0)
            lock.write(f"process {os.getpid()} on {os.uname().nodename}\n")
            lock.flush()
            for left in self.folder.glob(".new-*"):  # by a run that was killed
                left.unlink()
            yield

    @contextmanager
    def only_registrar(self) -> Iterator[None]:
        """Wait for the lock under which one grader at a time makes the gradebook or tells it about an assignment."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder.parent / ".gradebook.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, student: str, suffix: str) -> Path:
        return self.folder / (hashlib.sha256(os.fsencode(student)).hexdigest()[:32] + suffix)


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Put a file in place at once: whoever looks sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
