"""Where a student's notebooks are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..course.fingerprint import PACKAGE

RELEASED, RECORD = "exercises", "answers.bin"


class NothingFound(LookupError):
    """No notebook of the course where one was looked for."""


def assignments() -> list[str]:
    """The names of all assignments that have a rubric, in order; read from the files' names alone."""
    return sorted(path.stem for path in (PACKAGE / "rubrics").glob("[0-9]*.py"))


def find(places: Sequence[Path]) -> dict[str, Path]:
    """Assignment → its notebook, the first that is found.

    Args:
        places: notebooks, or folders that hold `03_lstm.ipynb`, `03_lstm/03_lstm.ipynb` or
            `exercises/03_lstm/03_lstm.ipynb`; the working folder where there are none.

    Raises:
        NothingFound: a place is not there, or none of them holds a notebook of the course.
    """
    places = list(places) or [Path.cwd()]
    names = assignments()
    found: dict[str, Path] = {}
    for place in places:
        if not place.exists():
            raise NothingFound(f"there is no {place}")
        for name in names:
            file = f"{name}.ipynb"
            candidates = [place] if place.is_file() and place.name == file else [
                place / RELEASED / name / file, place / name / file, place / file
            ]  # fmt: skip
            here = next((path for path in candidates if path.is_file()), None)
            if here is not None:
                found.setdefault(name, here)
    if not found:
        looked = ", ".join(map(str, places))
        raise NothingFound(
            f"no notebook of the course in {looked}: looked for {names[0]}/{names[0]}.ipynb to {names[-1]}/{names[-1]}.ipynb, "
            f"there and in {RELEASED}/. Go to the folder that holds them, or name it: autograder progress FOLDER"
        )
    return dict(sorted(found.items()))
