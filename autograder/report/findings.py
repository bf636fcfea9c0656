"""What a report says under each part, so that a reader sees the cause once and not its echo in every line."""

from __future__ import annotations

from typing import NamedTuple

from ..judge.verdict import ExerciseReport, Picture


class Finding(NamedTuple):
    """The message under a part, whether to show what was expected and what came, the hint, and the picture."""

    message: str = ""
    values: bool = False
    hint: str = ""
    picture: Picture | None = None


def findings(exercise: ExerciseReport) -> list[Finding]:
    """One finding a part.

    Nothing is said where the note on the exercise has said it, a message that an earlier part had is "as above", and
    where the mistake is named the hints, which would point elsewhere, are left out. Where the mistake has a
    picture of its own, no part has one.
    """
    said: set[str] = set()
    found = []
    for part in exercise.parts:
        if part.passed or exercise.note.startswith("Not implemented") or part.message == exercise.note:
            found.append(Finding())
        elif part.message in said:
            found.append(Finding("as above"))
        else:
            hint, picture = "" if exercise.diagnosis else part.hint, None if exercise.picture else part.picture
            found.append(Finding(part.message, True, hint, picture))
        if not part.passed:
            said.add(part.message)
    return found
