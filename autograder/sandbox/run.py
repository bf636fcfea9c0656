"""One submission on its way through sessions, exams and the rubric."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ..judge import Absent, ExerciseReport, Judge, Student, forbidden
from ..judge.reference import solution_cells
from ..notebook import Cell, Notebook

from .conversation import Ended, Session
from .interpreter import Output

if TYPE_CHECKING:
    from .examination import Grader

MAX_SHOWN = 8 * 2**20  # characters of output that are kept of one notebook
MAX_RESTARTS = 4
CELL_ENDED = {
    "timeout": "Its cell took longer than the time limit and was stopped.",
    "crashed": "Its cell ended the process that it ran in.",
}


class Run:
    """One submission on its way through sessions and rubric."""

    def __init__(self, grader: Grader, notebook: Notebook, judge: Judge):
        self.grader, self.notebook, self.judge = grader, notebook, judge
        self.numbers = notebook.numbers()
        self.outputs: dict[int, list[Output]] = {}
        self.ended: dict[int, str] = {}  # cells that a session did not survive
        self.raised: dict[int, str] = {}  # cells that raised, and what
        self.room = MAX_SHOWN
        self.flags = self._suspicions()
        # Code that reflects could keep a way around what is closed at the exam: for it, all is closed from the start.
        self.wary = bool(self.flags) or any(forbidden.suspicions(cell.source) for name in judge.exercises for cell in notebook.defining(name))
        self.allows = tuple({allowed for exercise in judge.exercises.values() for allowed in exercise.allows})
        self.sessions: list[Session] = []
        self.deadline = time.monotonic() + grader.limits.submission

    def end(self) -> None:
        for session in self.sessions:
            session.end()

    def reports(self) -> list[ExerciseReport]:
        """Runs the notebook from the top and judges each exercise as it stood at its check.

        An exercise that fails where others failed too is judged once more, with the course's own in place of those that
        it builds on and without the rest, and gets the better of the two: what one exercise does wrong, to those that
        call it or to torch itself, costs it alone. Those that it does not build on stay out: they could hand it its own answer.
        """
        reports = self.judge.examine(self._students())
        for name in [*reports]:
            if reports[name].passed or self._is_not_there(name, reports[name]):
                continue
            failed = [other for other in reports if other != name and not reports[other].passed]
            below = self._below(name, failed)
            could_tell = below or reports[name].status != "graded" or any(self._reaches(other, name) for other in failed)
            if could_tell and time.monotonic() < self.deadline:
                again = self.judge.examine({name: self._alone(name, below, [other for other in failed if other not in below])})[name]
                if again.score > reports[name].score:
                    note = f"Judged with the course's own {' and '.join(below)} in place of yours." if below else f"Judged without your {' and '.join(failed)}."
                    reports[name] = replace(again, note=f"{again.note} {note}".strip())
        return list(reports.values())

    def _is_not_there(self, name: str, report: ExerciseReport) -> bool:
        """Whether an exercise was not written, or not to its end, so that no other one can be to blame."""
        cells = self.notebook.defining(name)
        return not cells or report.note.startswith("Not implemented") and any("raise NotImplementedError" in cell.source for cell in cells)

    def _suspicions(self) -> list[str]:
        """What a person should look at in the cells that run before the last check and belong to no exercise."""
        exercises = self.judge.exercises
        last = max((self.notebook.place_of(name) for name in exercises), default=0)
        others = [cell for cell in self.notebook.code() if cell.index <= last and cell.grade_id not in exercises and not cell.names & {*exercises}]
        return [f"cell {cell.index + 1}: {words}" for cell in others for words in forbidden.suspicions(cell.source)]

    def _students(self) -> dict[str, Student]:
        """Runs all cells; where one takes the session with it, starts again without that cell."""
        for _ in range(MAX_RESTARTS):
            try:
                return self._attempt(self.notebook.code())
            except _Lost as lost:
                self.ended[lost.cell.index] = lost.kind
            except Ended as ended:
                return {name: Absent(CELL_ENDED[ended.kind], ended.kind) for name in self.judge.exercises}
        self.flags.append(f"more than {MAX_RESTARTS} cells ended the process; the exercises were judged cell by cell")
        return {name: self._alone(name, [], []) for name in self.judge.exercises}

    def _attempt(self, cells: list[Cell]) -> dict[str, Student]:
        session = self._fork()
        students: dict[str, Student] = {}
        places = {name: self.notebook.place_of(name) for name in self.judge.exercises}
        waiting = sorted(places, key=lambda name: places[name])
        for cell in cells:
            while waiting and places[waiting[0]] < cell.index:
                self._open(session, waiting.pop(0), students, cells)
            if cell.index in self.ended:
                continue
            try:
                success, outputs = session.run(cell.source, self.numbers[cell.index])
            except Ended as ended:
                raise _Lost(cell, ended.kind) from None
            self.outputs[cell.index] = self._kept(outputs)
            if not success:
                errors = [f"{output['ename']}: {output['evalue']}" for output in outputs if output["output_type"] == "error"]
                said = re.sub(r"\(<ipython-input[^>]*>, (line \d+)\)", r"(\1)", errors[-1][:300]) if errors else "an error"
                self.raised[cell.index] = said.removesuffix(": ")
        for name in waiting:
            self._open(session, name, students, cells)
        return students

    def _kept(self, outputs: list[Output]) -> list[Output]:
        """The outputs of a cell while there is room for them: many cells together could show more than this process can hold."""
        size = len(json.dumps(outputs))
        if size <= self.room:
            self.room -= size
            return outputs
        text = f"[this cell's output is left out: all outputs of the notebook are over {MAX_SHOWN} characters]\n"
        return [{"output_type": "stream", "name": "stdout", "text": text}]

    def _open(self, session: Session, name: str, students: dict[str, Student], cells: list[Cell]) -> None:
        source, prelude = self._texts(name, cells)
        defining = self.notebook.defining(name)
        lost = [self.ended[cell.index] for cell in defining if cell.index in self.ended]
        raised = [self.raised[cell.index] for cell in defining if cell.index in self.raised]
        if lost or raised or not defining:
            reason = CELL_ENDED[lost[0]] if lost else f"Its cell raised {raised[0]}" if raised else f"The notebook holds no {name}."
            students[name] = Absent(reason, lost[0] if lost else "graded", source, prelude)
            return
        try:
            students[name] = session.exam(self.judge.exercises[name], source, prelude)
        except Ended as ended:
            students[name] = Absent(CELL_ENDED[ended.kind], ended.kind, source, prelude)

    def _texts(self, name: str, cells: list[Cell]) -> tuple[str, tuple[str, ...]]:
        defining = self.notebook.defining(name)
        end = max((cell.index for cell in defining), default=-1)
        prelude = tuple(cell.source for cell in cells if cell.index < end and cell not in defining)
        return "\n".join(cell.source for cell in defining), prelude

    def _below(self, name: str, failed: list[str]) -> list[str]:
        """Those of the `failed` exercises that `name` builds on, directly or through others."""
        found: list[str] = []
        queue = list(self.judge.exercises[name].builds_on)
        while queue:
            below = queue.pop(0)
            if below not in found:
                found.append(below)
                queue += self.judge.exercises[below].builds_on
        return [below for below in failed if below in found]

    def _reaches(self, other: str, name: str) -> bool:
        """Whether the cells of the exercise `other` could have a part in what was found about `name`.

        They have none where they run after its check; nor where all that they do is to define `other`, and nothing that
        runs before its check speaks of that. In doubt they have.
        """
        place = self.notebook.place_of(name)
        theirs = [cell for cell in self.notebook.defining(other) if cell.index <= place]
        before = [cell for cell in self.notebook.code() if cell.index <= place and cell not in theirs]
        word = re.compile(rf"\b{re.escape(other)}\b")
        return bool(theirs) and (
            self.wary
            or not all(forbidden.only_defines(cell.source, other) for cell in theirs)
            or any(word.search(cell.source) for cell in before)
        )

    def _alone(self, name: str, replaced: list[str], left_out: list[str]) -> Student:
        """The exercise in a session of its own, the `replaced` ones taken from the solution where the course has it."""
        try:
            own = solution_cells(self.judge.assignment, self.grader.course)
        except OSError:
            own = {}
        defining = self.notebook.defining(name)
        end = max((cell.index for cell in defining), default=-1)
        students: dict[str, Student] = {}
        try:
            session = self._fork()
            for cell in self.notebook.code():
                if cell.index > end:
                    break
                if cell.grade_id in replaced and cell.grade_id in own:
                    session.define(own[cell.grade_id])
                elif cell.grade_id not in left_out and cell.index not in self.ended:
                    session.run(cell.source, self.numbers[cell.index])
        except Ended as ended:
            return Absent(CELL_ENDED[ended.kind], ended.kind, *self._texts(name, self.notebook.code()))
        self._open(session, name, students, self.notebook.code())
        return students[name]

    def _fork(self) -> Session:
        session = self.grader.fork()
        session.deadline = self.deadline
        self.sessions.append(session)
        if self.wary:
            session.close_operators(self.allows)
        return session


class _Lost(Exception):
    """A cell that took its session with it."""

    def __init__(self, cell: Cell, kind: str):
        super().__init__(kind)
        self.cell, self.kind = cell, kind
