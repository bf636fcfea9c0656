"""Known mistakes: one file an assignment, each mistake a wrong version that runs and what a tutor would say of it.

When an exercise fails, the judge compares the student's numbers with those of every wrong version of that exercise. A
file `<assignment>.py` holds a list `MISCONCEPTIONS`, earlier entries before later ones where both would fit. It
imports torch, the standard library and `Misconception`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True)
class Misconception:
    """A wrong version of an exercise.

    Attributes:
        exercise: the exercise's name.
        id: a short name, unique within the exercise, made of lower-case words and hyphens. `gate-order-figo` says as
            which gates the stacked blocks are read, and a report draws that.
        text: what a tutor would say: the mistake by name and where to look, without corrected code.
        version: the wrong class or function, which stands under the exercise's name.
    """

    exercise: str
    id: str
    text: str
    version: Callable[..., Any]


__all__ = ["Misconception"]
