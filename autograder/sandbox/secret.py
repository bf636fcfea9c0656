"""The secret of a course, from which the graded cases are drawn."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path


def course_secret(course: Path) -> bytes:
    """The secret that a course's graded cases are drawn with, made on first use and kept outside the repository.

    It lies in `$AUTOGRADER_SECRETS`, or under the user's data folder, in a file of the course's own that only the user
    can read. Keep it with the gradebook: with it a result can be reproduced.
    """
    folder = Path(os.environ.get("AUTOGRADER_SECRETS") or Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "autograder")
    path = folder / f"{hashlib.sha256(str(course.resolve()).encode()).hexdigest()[:16]}.secret"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)  # whole or not at all, and the first of two graders wins
        fresh.unlink()
    text = path.read_text().strip()
    if len(text) != 64:
        raise ValueError(f"the course secret {path} should hold 64 hexadecimal digits, it holds {len(text)} characters")
    return hmac.new(bytes.fromhex(text), b"cases", hashlib.sha256).digest()
