"""Programs: what the judge asks a student's code to do, as data.

A program is a list of operations on numbered registers and the names of the values to answer with. It holds tensors,
plain values and references to registers, and no code, so that it can travel to another process and be run there on
the student's definitions, here on the reference, and on every known misconception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Ref:
    """The value of register `index`, followed along `path` of tuple positions and dictionary keys."""

    index: int
    path: tuple[int | str, ...] = ()

    def __getitem__(self, key: int | str) -> Ref:
        return Ref(self.index, (*self.path, key))

    def __iter__(self):
        raise TypeError("what a student's code returns has no known length here: take out[0], out[1], … by position")


@dataclass(frozen=True)
class Operation:
    """One operation of a program: what the runner calls it, its arguments, and how a person would write it."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Program:
    """Operations in order; `returns` names the values that are the answer, read after the last operation."""

    operations: tuple[Operation, ...]
    returns: dict[str, Ref]
    device: str = "cpu"

    def as_value(self) -> dict[str, Any]:
        """The program as a value that `codec.encode` accepts; texts stay with the judge."""
        return {
            "operations": [[o.name, list(o.args), dict(o.kwargs)] for o in self.operations],
            "returns": dict(self.returns),
            "device": self.device,
        }


@dataclass(frozen=True)
class Failure:
    """A program that raised: the exception's type and message, the operation it came from and the student's line.

    `kind` is "error" for an exception, "timeout" or "crashed" where no answer came at all, "unreadable" where what came
    was not an answer.
    """

    type: str
    message: str
    operation: int = -1
    line: str = ""
    kind: str = "error"


Answer = dict[str, Any] | Failure
