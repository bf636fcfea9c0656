"""Examines a submission: runs its cells in a session, puts the rubric to its exercises, and writes the graded notebook."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Mapping

from ..judge import Cases, ExerciseReport, Judge, Live, Recorded, Report, not_judged, outline
from ..notebook import Notebook, Unreadable, parse
from ..notebook.reading import CHECK
from ..report import as_html, as_text

from . import jail, wire
from .conversation import Session
from .interpreter import Output, error_output
from .limits import Limits
from .run import CELL_ENDED, Run
from .secret import course_secret
from .warm import send_with_socket

MAX_STARTS = 3  # of an examination whose jail goes away: somebody else ended it, or the machine had no memory left
MAX_FLAGS = 60


@dataclass(frozen=True)
class Examination:
    """A submission's report, and its notebook with outputs, the judge's at the checks."""

    report: Report
    notebook: dict[str, Any]


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
