"""The zip that Gradescope builds an autograder from: https://gradescope-autograders.readthedocs.io/en/latest/specs/"""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

from .. import places
from ..sandbox.secret import course_secret
from . import checker
from .archive import Entry

FILES = Path(__file__).parent / "files"
RUN = ("packages/__init__.py", "packages/gradescope_run.py", "packages/results.py")
MISTAKES = f"{places.MISCONCEPTIONS}/__init__.py"  # a wheel has none


def entries(root: Path, source: Path, assignment: str) -> list[Entry]:
    """Everything that judging takes: `setup.sh`, `run_autograder`, the judge, the rubric, the solution, the known mistakes, a secret.

    Args:
        root: the course root.
        source: the assignment's solution.
        assignment: its name.
    """
    asked = ((room, places.file(room, assignment)) for room in (places.RUBRICS, places.MISCONCEPTIONS))
    return [
        Entry("setup.sh", (FILES / "setup.sh").read_bytes(), program=True),
        Entry("run_autograder", (FILES / "run_autograder.sh").read_bytes(), program=True),
        Entry("package.json", (json.dumps({"assignment": assignment}) + "\n").encode()),
        Entry("requirements.txt", checker.requirements().encode()),
        Entry("secret", f"{secret(root).hex()}\n".encode()),
        *checker.entries("checker", *RUN, *([MISTAKES] if (places.PACKAGE / MISTAKES).is_file() else [])),
        Entry(f"course/solutions/{assignment}/{assignment}.py", source.read_bytes()),
        *(Entry(f"course/{room}/{assignment}.py", path.read_bytes()) for room, path in asked if path.is_file()),
    ]


def secret(root: Path) -> bytes:
    """What this course's cases on Gradescope are drawn with: the same each time, and no way back to the course's own secret."""
    return hmac.new(course_secret(root), b"gradescope", hashlib.sha256).digest()
