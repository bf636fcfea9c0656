"""What has been checked, remembered in the user's own cache folder and nowhere near the notebooks."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

KEPT = 400  # results; a course has some ten notebooks, so these are the last forty states of each


def cache_file() -> Path:
    """`autograder/progress.json` in `$XDG_CACHE_HOME`, by default `~/.cache`."""
    home = os.environ.get("XDG_CACHE_HOME") or ""
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "autograder" / "progress.json"


class Memory:
    """Results by a hash of all that they depend on. A cache that cannot be read is empty, one that cannot be written is left."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or cache_file()
        self.entries: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            self.entries = kept if isinstance(kept, dict) else {}

    def get(self, key: str) -> Any:
        """What is remembered under `key`; None where nothing is."""
        return self.entries.get(key)

    def keep(self, key: str, value: Any) -> None:
        """Remember `value`, at once: the next check may be interrupted."""
        self.entries.pop(key, None)
        self.entries[key] = value
        for old in list(self.entries)[:-KEPT]:
            del self.entries[old]
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(self.entries, file)
            os.replace(temporary, self.path)
