"""Examines a submission: runs its cells in a session, puts the rubric to its exercises, and writes the graded notebook."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

from ..judge import forbidden
from ..judge import (
    Absent, Cases, Exercise, ExerciseReport, Failure, Judge, Live, Recorded, Report, Student, not_judged, outline,
)
from ..judge.reference import solution_cells
from ..judge.student import Sealed
from ..notebook import Cell, Notebook, Unreadable, parse
from ..notebook.reading import CHECK, legible
from ..report import as_html, as_text

from . import jail, wire
from .interpreter import Output, error_output
from .limits import Limits
from .secret import course_secret
from .warm import send_with_socket

MAX_ANSWER = 8 * 2**20  # the largest of the course's own has 1 MB
MAX_OUTPUTS = 8 * 2**20
MAX_SHOWN = 8 * 2**20  # characters of output that are kept of one notebook
MAX_RESTARTS = 4
MAX_STARTS = 3  # of an examination whose jail goes away: somebody else ended it, or the machine had no memory left
MAX_FLAGS = 60
CELL_ENDED = {
    "timeout": "Its cell took longer than the time limit and was stopped.",
    "crashed": "Its cell ended the process that it ran in.",
}


@dataclass(frozen=True)
class Examination:
    """A submission's report, and its notebook with outputs, the judge's at the checks."""

    report: Report
    notebook: dict[str, Any]


class Ended(Exception):
    """A session is gone: stopped for its time ("timeout"), or ended by itself ("crashed")."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


class Grader:
    """A warm process and what is needed to examine submissions with it, one after the other.

    Args:
        course: folder that holds the course's solutions.
        device: "cpu", "cuda", or "auto" for cuda where there is one.
        sandbox: whether student code is confined; without it, it runs with the caller's rights.
        limits: what a submission may use.
        public: use the public cases, as a student's own check does, instead of the secret ones.
        secret: what the secret cases are drawn with, where it is not this machine that keeps it.
        account: whom student code runs as without a jail, where it is not the caller.

    Raises:
        jail.NoJail: the code is to be confined and this machine cannot.
    """

    def __init__(self, course: Path, device: str = "cpu", sandbox: bool = True, limits: Limits = Limits(), public: bool = False, secret: bytes | None = None, account: jail.Account | None = None):
        self.course, self.limits, self.sandbox, self.account = Path(course), limits, sandbox, account
        self.device = resolve_device(device)
        self.secret = None if public else secret or course_secret(self.course)
        self._judges: dict[str, Live | Recorded] = {}
        self._warm: tuple[subprocess.Popen, socket.socket] | None = None
        self._abandoned = self._lost = False
        self._start()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the warm process and everything in its jail."""
        if self._warm:
            process, control = self._warm
            self._warm = None
            control.close()
            process.kill()
            process.wait()

    def abandon(self) -> None:
        """Ends what is being examined, from another thread; nothing can be examined after that. `close` still has to be called."""
        self._abandoned = True
        if self._warm:
            self._warm[0].kill()

    def use_reference(self, assignment: str, reference: Live | Recorded) -> None:
        """Judges `assignment` by `reference` instead of the course's solution."""
        self._judges[assignment] = reference

    def examine(self, notebook: dict[str, Any] | bytes, assignment: str, student: str = "") -> Examination:
        """The report and the graded notebook of one submission. A submission that cannot be read gets a report that says why."""
        exercises = outline(assignment)
        try:
            names = {exercise.name for exercise in exercises}
            parsed = parse(notebook, names | {CHECK + name for name in names})
        except Unreadable as error:
            reports = tuple(not_judged(exercise, f"The notebook cannot be read: {error}", "invalid") for exercise in exercises)
            return Examination(Report(assignment, student, reports, "invalid", (str(error),)), {})
        cases = Cases() if self.secret is None else Cases(self.secret, student)
        judge = Judge(assignment, self._reference(assignment), cases, self.device)
        for _ in range(MAX_STARTS):
            run, self._lost = Run(self, parsed, judge), False
            try:
                reports = run.reports()
            finally:
                run.end()
                if self._lost or (self.sandbox and not self.nested):
                    self.close()  # the next submission gets a jail in which nothing of this one is left
            if not self._lost:
                break  # else the jail went under all the student's processes, which cost them points that they may have earned
        flags = tuple(dict.fromkeys([*parsed.repairs, *run.flags, *(flag for report in reports for flag in report.flags)]))
        report = Report(assignment, student, tuple(reports), _status(reports, run), flags[:MAX_FLAGS])
        return Examination(report, _graded(parsed, run.outputs, reports, run.ended))

    def _reference(self, assignment: str) -> Live | Recorded:
        if assignment not in self._judges:
            self._judges[assignment] = Live(assignment, self.course)
        return self._judges[assignment]

    def _start(self) -> None:
        if self._abandoned:
            raise RuntimeError("this grader has been told to stop")
        process, control, hello = jail.start(self.sandbox, self.device, self.limits, self.account)
        self._warm = (process, control)
        self.nested = bool(hello.get("nested"))

    def fork(self) -> Session:
        """A fresh session; the warm process is started again where it is gone."""
        for attempt in (1, 2):
            if self._warm is None:
                self._start()
            ours, theirs = socket.socketpair()
            try:
                send_with_socket(self._warm[1], json.dumps({"do": "session", "limits": asdict(self.limits)}).encode(), theirs)
                reply = json.loads(wire.receive(self._warm[1], 2**16, time.monotonic() + 30))
                return Session(self, ours, reply["pid"])
            except (wire.WireError, OSError):
                ours.close()
                self.close()
                self._lost = True
            finally:
                theirs.close()
        raise wire.WireError("the warm process cannot fork a session")

    def kill(self, pid: int) -> None:
        """Ends a session and all it started."""
        if self._warm:
            try:
                wire.send(self._warm[1], json.dumps({"do": "kill", "pid": pid}).encode(), time.monotonic() + 30)
                wire.receive(self._warm[1], 2**16, time.monotonic() + 30)
            except wire.WireError:
                self._lost = True


class Session:
    """The judge's end of one session."""

    def __init__(self, grader: Grader, connection: socket.socket, pid: int):
        self.grader, self.connection, self.pid = grader, connection, pid
        self.deadline = time.monotonic() + grader.limits.submission
        self.exams: list[Exam] = []

    def run(self, source: str, number: int) -> tuple[bool, list[Output]]:
        """Runs the `number`-th cell of a notebook: whether it succeeded, and its outputs.

        Raises:
            Ended: it took too long, or took the session with it.
        """
        reply = self._ask({"do": "run", "source": source, "number": number}, self.grader.limits.cell)
        return reply.get("success") is True, clean_outputs(reply.get("outputs"))

    def define(self, source: str) -> None:
        """Runs code of the course, which leaves its definitions and not its text.

        Raises:
            Ended: it took too long, or took the session with it.
        """
        self._ask({"do": "define", "source": source}, self.grader.limits.cell)

    def close_operators(self, allows: tuple[str, ...]) -> None:
        """Closes torch's recurrent operators for all that this session will run, but for those of `allows`.

        Raises:
            Ended: the session is gone.
        """
        self._ask({"do": "close", "allows": allows}, 10)

    def exam(self, exercise: Exercise, source: str, prelude: str) -> Exam:
        """A fork of the session as it stands, which answers programs about `exercise`."""
        ours, theirs = socket.socketpair()
        try:
            send_with_socket(self.connection, json.dumps({"do": "exam", "allows": exercise.allows, "forbids": exercise.forbids}).encode(), theirs)
            reply = self._receive(10)
        except OSError:
            raise Ended("crashed") from None
        finally:
            theirs.close()
        exam = Exam(self, ours, reply.get("pid"), source, prelude)
        self.exams.append(exam)
        return exam

    def end(self) -> None:
        for exam in self.exams:
            exam.connection.close()
        self.connection.close()
        self.grader.kill(self.pid)

    def _ask(self, command: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        try:
            wire.send(self.connection, json.dumps(command).encode(), min(time.monotonic() + seconds, self.deadline))
        except wire.WireTimeout:
            raise Ended("timeout") from None
        except wire.WireError:
            raise Ended("crashed") from None
        return self._receive(seconds)

    def _receive(self, seconds: float) -> dict[str, Any]:
        try:
            data = wire.receive(self.connection, MAX_OUTPUTS, min(time.monotonic() + seconds, self.deadline))
            reply = json.loads(data)
        except wire.WireTimeout:
            raise Ended("timeout") from None
        except (wire.WireError, ValueError, RecursionError):
            raise Ended("crashed") from None
        if not isinstance(reply, dict):
            raise Ended("crashed")
        return reply


class Exam:
    """A student as the judge sees one: programs out, data back, within the limits."""

    apart = True

    def __init__(self, session: Session, connection: socket.socket, pid: Any, source: str, prelude: str):
        self.session, self.connection, self.pid = session, connection, pid
        self.source, self.prelude = source, prelude
        self.left = session.grader.limits.exercise
        self.over: Failure | None = None

    def answers(self, programs: Sequence[bytes]) -> Iterator[Sealed | Failure]:
        """The answer to each, which is being worked out from now on; once the exam is over, how it ended."""
        if programs and not self.over:
            try:
                wire.send(self.connection, wire.joined(programs), self._deadline())
            except wire.WireError as error:
                self._end(error)
        return (self.over or self._answer() for _ in programs)

    def _answer(self) -> Sealed | Failure:
        start = time.monotonic()
        try:
            return Sealed(wire.receive(self.connection, MAX_ANSWER, self._deadline()))
        except wire.WireError as error:
            return self._end(error)
        finally:
            self.left -= time.monotonic() - start

    def _deadline(self) -> float:
        """When the next answer must be there; the time that the judge takes for itself does not count."""
        return min(time.monotonic() + min(self.left, self.session.grader.limits.answer), self.session.deadline)

    def _end(self, error: wire.WireError) -> Failure:
        if isinstance(error, wire.WireTimeout):
            self.over = Failure("Timeout", "", kind="timeout")
            if not self._stop():
                self.session.grader.kill(self.session.pid)
        else:
            self.over = Failure("Crash", "", kind="crashed")
        return self.over

    def _stop(self) -> bool:
        """Asks the session to end this exam; whether it did."""
        if type(self.pid) is not int:
            return False
        try:
            self.session._ask({"do": "kill", "pid": self.pid}, 2)
        except Ended:
            return False
        return True


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
            if reports[name].passed or reports[name].note.startswith("Not implemented"):
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

    def _texts(self, name: str, cells: list[Cell]) -> tuple[str, str]:
        defining = self.notebook.defining(name)
        end = max((cell.index for cell in defining), default=-1)
        prelude = "\n".join(cell.source for cell in cells if cell.index < end and cell not in defining)
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


def resolve_device(device: str) -> str:
    """ "cpu" or "cuda"; "auto" is cuda where torch finds one.

    Raises:
        ValueError: another word, or cuda where there is none.
    """
    import torch

    if device not in ("cpu", "cuda", "auto"):
        raise ValueError(f"device must be cpu, cuda or auto, got {device!r}")
    if device == "cuda" and not torch.cuda.is_available():
        raise ValueError("device is cuda, but torch finds no CUDA device here")
    return ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device


def clean_outputs(outputs: Any) -> list[Output]:
    """Cell outputs as nbformat has them, from what a student's process sent; what does not fit is left out."""
    if not isinstance(outputs, list):
        return []
    cleaned: list[Output] = []
    for output in outputs[:1000]:
        match output:
            case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
                cleaned.append({"output_type": "stream", "name": name, "text": legible(text)})
            case {"output_type": "display_data", "data": dict(data)}:
                cleaned.append({"output_type": "display_data", "data": _bundle(data), "metadata": {}})
            case {"output_type": "execute_result", "data": dict(data)}:
                cleaned.append({"output_type": "execute_result", "data": _bundle(data), "metadata": {}, "execution_count": None})
            case {"output_type": "error", "ename": str(name), "evalue": str(value), "traceback": list(lines)}:
                cleaned.append(error_output(legible(name), legible(value), [legible(line) for line in lines if isinstance(line, str)]))
    return cleaned


def _bundle(data: Mapping[str, Any]) -> dict[str, str]:
    return {legible(kind): legible(text) for kind, text in data.items() if isinstance(kind, str) and isinstance(text, str)}


def _status(reports: list[ExerciseReport], run: Run) -> str:
    kinds = {*run.ended.values(), *(report.status for report in reports)}
    return "timeout" if "timeout" in kinds else "crashed" if "crashed" in kinds else "graded"


def _graded(notebook: Notebook, outputs: Mapping[int, list[Output]], reports: list[ExerciseReport], ended: Mapping[int, str] = {}) -> dict[str, Any]:
    """The notebook with outputs: the student's in their cells, the judge's at the checks."""
    graded = notebook.raw
    by_name = {report.name: report for report in reports}
    numbers = notebook.numbers()
    for cell in notebook.cells:
        if cell.kind != "code":
            continue
        raw = graded["cells"][cell.index]
        raw["outputs"], raw["execution_count"] = [], numbers.get(cell.index)
        report = by_name.get(cell.grade_id.removeprefix("check_")) if cell.grade_id.startswith("check_") else None
        if report is not None:
            raw["outputs"] = check_outputs(report)
        elif cell.index in ended:
            raw["outputs"] = [error_output(ended[cell.index], CELL_ENDED[ended[cell.index]], [CELL_ENDED[ended[cell.index]]])]
        elif cell.index in outputs:
            raw["outputs"] = outputs[cell.index]
        for output in raw["outputs"]:
            if output["output_type"] == "execute_result":
                output["execution_count"] = raw["execution_count"]
    return graded


def check_outputs(report: ExerciseReport) -> list[Output]:
    """What the judge writes under a check: the report, then the score as the cell's one result."""
    return [
        {"output_type": "display_data", "data": {"text/html": as_html(report), "text/plain": as_text(report)}, "metadata": {}},
        {"output_type": "execute_result", "data": {"text/plain": str(float(report.score))}, "metadata": {}, "execution_count": None},
    ]
