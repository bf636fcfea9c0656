"""The judge's end of the sessions and exams in the jail: what goes there is text and data, and so is what comes back."""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING, Any, Iterator, Mapping, Sequence

from ..judge import Exercise, Failure
from ..judge.student import Sealed
from ..notebook.reading import legible

from . import wire
from .interpreter import Output, error_output
from .warm import send_with_socket

if TYPE_CHECKING:
    from .examination import Grader

MAX_ANSWER = 8 * 2**20  # the largest of the course's own has 1 MB
MAX_OUTPUTS = 8 * 2**20


class Ended(Exception):
    """A session is gone: stopped for its time ("timeout"), or ended by itself ("crashed")."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


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

    def exam(self, exercise: Exercise, source: str, prelude: tuple[str, ...]) -> Exam:
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

    def __init__(self, session: Session, connection: socket.socket, pid: Any, source: str, prelude: tuple[str, ...]):
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
