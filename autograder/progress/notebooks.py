"""Where a student's notebooks are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import places

RELEASED, RECORD = "exercises", "answers.bin"


class NothingFound(LookupError):
    """No notebook of the course where one was looked for."""


def find(where: Sequence[Path]) -> dict[str, Path]:
    """Assignment → its notebook, the first that is found.

    Args:
        where: notebooks, or folders that hold `03_lstm.ipynb`, `03_lstm/03_lstm.ipynb` or
            `exercises/03_lstm/03_lstm.ipynb`; the working folder where there are none.

    Raises:
        NothingFound: a place is not there, or none of them holds a notebook of a course.
    """
    where = list(where) or [Path.cwd()]
    known = places.assignments()
    found: dict[str, Path] = {}
    for place in where:
        if not place.exists():
            raise NothingFound(f"there is no {place}")
        patterns = (f"{RELEASED}/[0-9]*/[0-9]*.ipynb", "[0-9]*/[0-9]*.ipynb", "[0-9]*.ipynb")
        candidates = [place] if place.is_file() else [path for pattern in patterns for path in sorted(place.glob(pattern))]
        for path in candidates:
            named = path.stem == path.parent.name or path.parent == place or path == place
            if named and path.is_file() and (path.stem in known or has_own_rubric(path)):
                found.setdefault(path.stem, path)
    if not found:
        looked = ", ".join(map(str, where))
        raise NothingFound(
            f"no notebook of the course in {looked}: looked for {known[0]}/{known[0]}.ipynb to {known[-1]}/{known[-1]}.ipynb, "
            f"there and in {RELEASED}/. Go to the folder that holds them, or name it: autograder progress FOLDER"
        )
    return dict(sorted(found.items()))


def has_own_rubric(notebook: Path) -> bool:
    """Whether the rubric of another course than this package's was handed out with a notebook."""
    return (notebook.parent / places.RUBRICS / f"{notebook.stem}.py").is_file()
