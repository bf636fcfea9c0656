"""Who answers a program: the interface that the judge speaks to, and the answerer that lives in this process."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any, Iterator, Mapping, Protocol, Sequence

from . import codec, forbidden, runner
from .program import Answer, Failure
from .verdict import Status


@dataclass(frozen=True)
class Sealed:
    """An answer as it came, which nobody has read yet."""

    data: bytes

    def opened(self) -> Answer:
        return unpack(self.data)


class Student(Protocol):
    """Answers encoded programs about one exercise.

    `source` is the text of the cells that define it, `prelude` those before them; nothing where unknown. One that is
    `apart` works in a process of its own, so that it may be asked much at a time.
    """

    source: str
    prelude: tuple[str, ...]
    apart: bool

    def answers(self, programs: Sequence[bytes]) -> Iterator[Answer | Sealed]:
        """The answer to each, as it comes; all must be taken."""


class InProcess:
    """Answers from a namespace in this process: the reference's, a misconception's, or a notebook's own kernel.

    With `closed`, the recurrent built-ins of torch raise while a program runs, except those in `allows`, and so do the
    operators in `forbids`.
    """

    apart = False

    def __init__(
        self, namespace: Mapping[str, Any], source: str = "", prelude: tuple[str, ...] = (), closed: bool = False,
        allows: tuple[str, ...] = (), forbids: tuple[str, ...] = (),
    ):
        self.namespace, self.source, self.prelude = namespace, source, prelude
        self.closed, self.allows, self.forbids = closed, allows, forbids

    def answer(self, program: bytes) -> Answer:
        return unpack(answer_bytes(codec.decode(program, map_device=True), self.namespace))

    def answers(self, programs: Sequence[bytes]) -> Iterator[Answer]:
        # All at once: closing the operators takes as long as many a program.
        with forbidden.operators_closed(self.allows, self.forbids) if self.closed else contextlib.nullcontext():
            return iter([self.answer(program) for program in programs])


class Unplaced:
    """A student on another device, with answers as if they came from the CPU: those were recorded there."""

    def __init__(self, student: Student):
        self.student = student
        self.source, self.prelude, self.apart = student.source, student.prelude, student.apart

    def answers(self, programs: Sequence[bytes]) -> Iterator[Answer]:
        for answer in self.student.answers(programs):
            for tensor in codec.tensors_of(answer):
                tensor.came_from = "cpu"
            yield answer


class Absent:
    """Stands for an exercise that nobody can be asked about: its cell is missing, failed or was stopped, as `reason` says."""

    apart = False

    def __init__(self, reason: str, status: Status = "graded", source: str = "", prelude: tuple[str, ...] = ()):
        self.reason, self.status, self.source, self.prelude = reason, status, source, prelude

    def answers(self, programs: Sequence[bytes]) -> Iterator[Answer]:
        return (Failure("Absent", self.reason, kind="crashed") for _ in programs)


def answer_value(program: Mapping[str, Any], namespace: Mapping[str, Any]) -> Answer:
    """What a trusted namespace answers to a program that never left this process: the same as from its bytes and back."""
    answer = runner.run(program, namespace)
    return Failure(answer.type[:100], answer.message, answer.operation, answer.line[:300]) if isinstance(answer, Failure) else codec.crossed(answer)


def answer_bytes(program: Mapping[str, Any], namespace: Mapping[str, Any]) -> bytes:
    """Runs a decoded program and encodes what came of it; runs where the student's code does."""
    answer = runner.run(program, namespace)
    if isinstance(answer, Failure):
        return codec.encode({"failure": [answer.type, answer.message, answer.operation, answer.line]})
    return codec.encode({"values": answer})


def unpack(data: bytes) -> Answer:
    """The answer in a message; a `Failure` of kind "unreadable" where there is none."""
    try:
        message = codec.decode(data)
    except codec.Malformed as error:
        return Failure("Malformed", str(error), kind="unreadable")
    match message:
        case {"failure": [str(kind), str(text), int(operation), str(line)]}:
            return Failure(kind[:100], text[:2000], operation, line[:300])
        case {"values": dict(values)}:
            return values
    return Failure("Malformed", "a message that is no answer", kind="unreadable")
