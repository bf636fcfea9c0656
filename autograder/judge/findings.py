"""What exactly is wrong with an answer: each value that differs, how it differs, and what the program was about."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Mapping, NamedTuple

import torch
from torch import Tensor

from . import codec
from .ask import Question
from .codec import MetaTensor
from .compare import Mismatch, compare
from .program import Failure, Ref


class Difference(NamedTuple):
    """One value that is not the expected one.

    `path` leads to it from the returned name on; `kind` is "structure" (another type or length), "missing", "extra",
    "shape", "dtype", "device", "finite" (NaN or infinity where there should be a number), "value" or "plain" (no tensor).
    """

    path: tuple[str | int, ...]
    kind: str
    expected: Any
    came: Any

    @property
    def name(self) -> str:
        return str(self.path[0])

    @property
    def of_gradient(self) -> bool:
        return self.name.startswith("gradient")


@dataclass
class Finding:
    """A question whose answer is wrong; `arity` holds the most arguments that the exercise's functions are called with."""

    question: Question
    arity: Mapping[str, int]

    @property
    def function(self) -> str:
        """The part of the rubric that asked."""
        return part_of(self.question)

    @property
    def failure(self) -> Failure | None:
        """How the program failed, unless a failure was asked for."""
        came = self.question.came
        return came if isinstance(came, Failure) and not isinstance(self.question.expected, Failure) else None

    @functools.cached_property
    def differences(self) -> list[Difference]:
        return differences(self.question)

    @property
    def wrong(self) -> bool:
        """Whether the answer, which is compared with an expected one, is not that."""
        expected, came = self.question.expected, self.question.came
        if isinstance(expected, Failure):
            return not (isinstance(came, Failure) and (came.type, came.operation) == (expected.type, expected.operation))
        return isinstance(came, Failure) or bool(self.differences)

    @property
    def operations(self) -> list[list[Any]]:
        """The program: ``[name, args, kwargs]`` for each operation."""
        return self.question.value["operations"]

    @functools.cached_property
    def inputs(self) -> list[Tensor]:
        """Every tensor that the program holds."""
        return list(codec.tensors_of(self.operations))

    @property
    def failed_operation(self) -> list[Any]:
        position = self.failure.operation if self.failure else -1
        return self.operations[position] if 0 <= position < len(self.operations) else ["", [], {}]

    def lacks_argument(self, operation: list[Any]) -> bool:
        """Whether a call leaves out an argument that other calls have, or gives None for it."""
        name, arguments = operation[0], operation[1]
        return name in CALLS and (None in arguments[1] or len(arguments[1]) < self.arity.get(called(arguments[0]), 0))

    def calls_behind(self, name: str) -> list[list[Any]]:
        """The calls of the student's code that a returned value comes from."""
        seen: set[int] = set()
        waiting = [self.question.value["returns"].get(name)]
        while waiting:
            value = waiting.pop()
            if isinstance(value, Ref) and value.index not in seen:
                seen.add(value.index)
                waiting.extend(self.operations[value.index][1:])
            elif isinstance(value, (tuple, list)):
                waiting.extend(value)
            elif isinstance(value, dict):
                waiting.extend(value.values())
        made = {called(self.operations[index][1][0]) for index in seen if self.operations[index][0] in CALLS}
        calls = [self.operations[index] for index in sorted(seen) if self.operations[index][0] in CALLS]
        return [call for call in calls if OBJECT not in made or called(call[1][0]) == OBJECT]


CALLS, OBJECT = ("call", "untracked"), "an object"


def called(function: Any) -> str:
    """What a call calls: a function or class by name, or an object made before."""
    return function if isinstance(function, str) else OBJECT


def arities(questions: Iterable[Question]) -> dict[str, int]:
    """How many arguments by position each function, class or object is called with, up to the last that is a state."""
    most: dict[str, int] = {}
    for question in questions:
        operations = question.value["operations"]
        for name, arguments, _ in operations:
            if name in CALLS:
                places = [k for k, value in enumerate(arguments[1], 1) if _may_be_state(value, operations)]
                most[called(arguments[0])] = max(most.get(called(arguments[0]), 0), *places, 0)
    return most


def _may_be_state(value: Any, operations: list[list[Any]]) -> bool:
    """A tuple, a tensor of numbers, or a register that may hold one: no lengths, sizes or flags."""
    if isinstance(value, Ref):
        return operations[value.index][0] != "on_cpu"
    return isinstance(value, tuple) or isinstance(value, Tensor) and value.is_floating_point()


def part_of(question: Question) -> str:
    """The function of the rubric that asked a question."""
    return question.key.partition("/")[2].partition("[")[0]


def differences(question: Question) -> list[Difference]:
    """What differs between an answer and the expected one, where both are values."""
    if not (isinstance(question.came, dict) and isinstance(question.expected, dict)):
        return []
    return list(_walk((), question.expected, question.came, question.terms, question.magnitude))


def _walk(path: tuple[str | int, ...], expected: Any, came: Any, terms: int, magnitude: float) -> Iterator[Difference]:
    if isinstance(expected, dict):
        if not isinstance(came, dict):
            yield Difference(path, "structure", expected, came)
            return
        for key, value in expected.items():
            if key in came:
                yield from _walk((*path, key), value, came[key], terms, magnitude)
            else:
                yield Difference((*path, key), "missing", value, None)
        for key in came:
            if key not in expected and path:
                yield Difference((*path, key), "extra", None, came[key])
    elif isinstance(expected, (tuple, list)):
        if type(came) is not type(expected) or len(came) != len(expected):
            # A list may have any length, so that it is a matter of what is in it; a tuple has as many parts as there are.
            yield Difference(path, "plain" if type(came) is type(expected) is list else "structure", expected, came)
            return
        for position, (e, c) in enumerate(zip(expected, came)):
            yield from _walk((*path, position), e, c, terms, magnitude)
    else:
        try:
            compare("", expected, came, terms, magnitude)
        except Mismatch:
            yield Difference(path, _kind(expected, came), expected, came)


def _kind(expected: Any, came: Any) -> str:
    if not isinstance(expected, (Tensor, MetaTensor)):
        return "plain"
    if not isinstance(came, (Tensor, MetaTensor)):
        return "structure"
    if tuple(expected.shape) != tuple(came.shape):
        return "shape"
    if _dtype(expected) != _dtype(came):
        return "dtype"
    if isinstance(expected, MetaTensor) or isinstance(came, MetaTensor):
        return "device"
    place = getattr(expected, "came_from", expected.device.type)
    if getattr(came, "came_from", place) != place:
        return "device"
    if expected.is_floating_point() and not torch.equal(torch.isfinite(expected), torch.isfinite(came)):
        return "finite"
    return "value"


def _dtype(value: Tensor | MetaTensor) -> str:
    return value.dtype if isinstance(value, MetaTensor) else codec.NAMES[value.dtype]

