"""A released notebook that somebody has worked in: whoever practises in the course's own folder loses nothing to a release."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

STUB = "NotImplementedError"
KEPT = "kept"


def worked_in(path: Path) -> bool:
    """Whether this is a notebook in which a cell was run, or an exercise's cell was written.

    What cannot be read as a notebook holds no work.
    """
    if path.suffix != ".ipynb" or not path.is_file():
        return False
    try:
        cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        return any(cell.get("execution_count") or cell.get("outputs") or _written(cell) for cell in cells)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _written(cell: dict) -> bool:
    return cell["metadata"].get("nbgrader", {}).get("solution", False) and STUB not in "".join(cell["source"])


def keep(root: Path, path: Path) -> Path:
    """Move a notebook out of the release into the course's folder `kept/` and return where it lies."""
    changed = datetime.fromtimestamp(path.stat().st_mtime)
    target = root / KEPT / path.parent.name / f"{path.stem}-{changed:%Y%m%d-%H%M%S-%f}{path.suffix}"
    target.parent.mkdir(parents=True, exist_ok=True)
    return path.replace(target)
