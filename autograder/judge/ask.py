"""The fixture `ask`: how a rubric writes a program and what it demands of the answer."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Sequence

import torch
from torch import Tensor, float32

from . import codec
from .compare import Mismatch, compare, show
from .forbidden import syntax
from .program import Answer, Failure, Operation, Program, Ref
from .student import Sealed, Student

ENDED = {
    "crashed": "Your code ended the process that it ran in.",
    "timeout": "Your code took longer than its time limit and was stopped.",
    "unreadable": "Your code's answer could not be read.",
}

# What torch says when code asks for numbers that a tensor on the device "meta" does not have.
NEEDS_NUMBERS = ("nonzero", "item()", "storage_device")


class ReferenceFailed(RuntimeError):
    """The course's own solution did not answer: a fault of the course, not of a student."""


@dataclass
class Question:
    """One program for a student, what is demanded of the answer, and both answers, once they are there.

    Attributes:
        key: where it stands: exercise, part, case and number.
        value: the program as `codec.encode` takes it.
        program: the same as bytes.
        texts: its operations as a person would write them.
        demand: raises `Mismatch` unless the answer is right; None where the rubric looks for itself.
        compared: whether it takes the reference's answer to tell.
        terms, magnitude: how far rounding may go.
        lenient: whether code that needs the numbers of tensors without data is excused.
        came, expected: the student's answer and the reference's.
        sealed: the student's, as it came; it is read where it takes that to tell whether it is right.
        known_as: a digest of its bytes, where these are known to be right.
    """

    key: str
    value: dict[str, Any]
    program: bytes
    texts: Sequence[str]
    demand: Callable[[Question], None] | None = None
    compared: bool = False
    terms: int = 64
    magnitude: float = 1.0
    lenient: bool = False
    came: Answer | None = None
    expected: Answer | None = None
    sealed: Sealed | None = None
    known_as: bytes = b""

    def open(self) -> None:
        """Reads the answer that came, where nobody has yet."""
        if self.came is None and self.sealed is not None:
            self.came = self.sealed.opened()

    def settle(self) -> None:
        """Raises unless the answer is right.

        Raises:
            Mismatch: it is not.
            ReferenceFailed: the solution did not answer.
        """
        if self.demand is not None:
            self.demand(self)


class Ask:
    """Records operations; `matches`, `answer` and `raises` make a question of what was recorded.

    `answer` asks it at once; the demands of the others are settled with those of the whole exercise.

    Args:
        student: who answers.
        key: where this is: exercise, part and case.
        device: where tensors are put.

    Attributes:
        questions: in the order in which they were made.
    """

    def __init__(self, student: Student, key: str, device: torch.device):
        self.student, self.key, self.device = student, key, device
        self.questions: list[Question] = []
        self._operations: list[Operation] = []

    # recording

    def get(self, name: str) -> Ref:
        """The object that the notebook defines under `name`."""
        return self._add("get", (name,), text=name)

    def torch(self, path: str, *args: Any, **kwargs: Any) -> Ref:
        """`torch.<path>(*args, **kwargs)`, made in the student's process."""
        return self._add("torch", (path, list(args), kwargs), text=f"{path}({self._arguments(args, kwargs)})")

    def call(self, function: str | Ref, *args: Any, **kwargs: Any) -> Ref:
        """The result of calling an object of the notebook, by name, or an earlier result."""
        text = function if isinstance(function, str) else self._name(function)
        return self._add("call", (function, list(args), kwargs), text=f"{text}({self._arguments(args, kwargs)})")

    def new(self, name: str, *args: Any, **kwargs: Any) -> Ref:
        """An instance of a class of the notebook."""
        return self.call(name, *args, **kwargs)

    def untracked(self, function: str | Ref, *args: Any, **kwargs: Any) -> Ref:
        """As `call`, while autograd records nothing, whatever the code asks for."""
        return self._add("untracked", (function, list(args), kwargs), text=f"{function}({self._arguments(args, kwargs)})")

    def operations(self, function: str | Ref, *args: Any, **kwargs: Any) -> Ref:
        """The number of tensor operations that a call dispatches."""
        return self._add("operations", (function, list(args), kwargs), text=f"{function}({self._arguments(args, kwargs)})")

    def probe(self, name: str, *args: Any, **kwargs: Any) -> Ref:
        """A cell of `autograder.judge.probes`, to hand to a function of the student's."""
        return self._add("probe", (name, list(args), kwargs), text="the given cell")

    def iterate(self, items: Any) -> Ref:
        """A one-pass iterator over `items`."""
        return self._add("iterate", (items,), text="an iterator")

    def hold(self, value: Any) -> Ref:
        """A container with what it contains, to hand over and to look at again after the call."""
        return self._add("hold", (value,), text="the given container")

    def on_cpu(self, tensor: Tensor) -> Ref:
        """A tensor that stays on the CPU, as lengths do, whatever the device."""
        return self._add("on_cpu", (tensor,), text="lengths")

    def set_grad(self, ref: Ref, gradient: Tensor | None) -> None:
        """Sets `.grad` of a leaf; read it with ``attr(ref, "grad")``."""
        self._add("set_grad", (ref, gradient), text=f"{self._name(ref)}.grad")

    def method(self, ref: Ref, name: str, *args: Any, **kwargs: Any) -> Ref:
        text = f"{self._name(ref)}.{name}({self._arguments(args, kwargs)})"
        return self._add("method", (ref, name, list(args), kwargs), text=text)

    def attr(self, ref: Ref, name: str) -> Ref:
        return self._add("attr", (ref, name), text=f"{self._name(ref)}.{name}")

    def load(self, ref: Ref, values: Mapping[str, Tensor]) -> None:
        """Copies `values` into the parameters of those names."""
        self._add("load", (ref, dict(values)), text=f"setting the parameters of {self._name(ref)}")

    def parameters(self, ref: Ref) -> Ref:
        """Name → tensor of all parameters."""
        return self._add("parameters", (ref,), text=f"{self._name(ref)}.named_parameters()")

    def state_dict(self, ref: Ref) -> Ref:
        return self._add("state_dict", (ref,), text=f"{self._name(ref)}.state_dict()")

    def leaf(self, tensor: Tensor, requires_grad: bool = True) -> Ref:
        """A tensor to differentiate to, or to look at again after a call."""
        return self._add("leaf", (tensor, requires_grad), text="x")

    def strided(self, tensor: Tensor, requires_grad: bool = False) -> Ref:
        """The same values in memory that is not contiguous."""
        return self._add("strided", (tensor, requires_grad), text="a non-contiguous x")

    def empty(self, *shape: int, device: str = "meta", dtype: torch.dtype = float32) -> Ref:
        return self._add("empty", (list(shape), device, dtype), text=f"torch.empty({shape}, device={device!r})")

    def requires_grad(self, ref: Ref) -> Ref:
        return self._add("requires_grad", (ref,), text=f"{self._name(ref)}.requires_grad")

    def same_object(self, first: Ref, second: Ref) -> Ref:
        return self._add("same_object", (first, second), text=f"{self._name(first)} is {self._name(second)}")

    def seed(self, seed: int) -> None:
        self._add("seed", (seed,), text=f"torch.manual_seed({seed})")

    def gradients(self, losses: list[tuple[Ref, Tensor]], wrt: Mapping[str, Ref] | None = None, module: Ref | None = None) -> Ref:
        """Name → gradient of Σ (value * weight).sum() to the leaves `wrt` and the parameters of `module`."""
        return self._add("gradients", ([list(loss) for loss in losses], dict(wrt or {}), module), text="the backward pass")

    # questions

    def matches(self, terms: int = 64, magnitude: float = 1.0, **refs: Ref) -> None:
        """The answer equals the reference's in structure, shape, dtype, device and, to rounding, in value."""
        question = self._question(refs)
        question.demand, question.compared = _equals, True
        question.terms, question.magnitude = terms, magnitude

    def matches_if_possible(self, terms: int = 64, **refs: Ref) -> None:
        """`matches`, but correct code may need numbers, which tensors on "meta" lack: what fails for that is not judged."""
        data_less = any(operation.name == "empty" for operation in self._operations)
        self.matches(terms, **refs)
        self.questions[-1].lenient = data_less

    def answer(self, **refs: Ref) -> dict[str, Any]:
        """The student's values, for the rubric to judge.

        Raises:
            Mismatch: there are none.
        """
        question = self._question(refs)
        (answer,) = self.student.answers([question.program])
        question.came = answer.opened() if isinstance(answer, Sealed) else answer
        return _values(question)

    def raises(self, exception: type[Exception], **refs: Ref) -> None:
        """The program raises `exception` in its last operation."""
        question = self._question(refs)
        question.demand = _raised
        question.expected = Failure(exception.__name__, "", len(question.texts) - 1)

    # inside

    def _add(self, name: str, args: tuple[Any, ...], text: str) -> Ref:
        self._operations.append(Operation(name, args, {}, text))
        return Ref(len(self._operations) - 1)

    def _question(self, refs: Mapping[str, Ref]) -> Question:
        value = Program(tuple(self._operations), dict(refs), self.device.type).as_value()
        texts = [operation.text for operation in self._operations]
        self._operations = []
        question = Question(f"{self.key}#{len(self.questions)}", value, codec.encode(value), texts)
        self.questions.append(question)
        return question

    def _name(self, ref: Ref) -> str:
        text = self._operations[ref.index].text if ref.index < len(self._operations) else "it"
        head, bracket, _ = text.partition("(")
        return f"{head}(…)" if bracket else head

    def _arguments(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
        shown = [self._show(value) for value in args]
        shown += [f"{name}={self._show(value)}" for name, value in kwargs.items() if not (name == "device" and value == self.device)]
        return ", ".join(shown)

    def _show(self, value: Any) -> str:
        if isinstance(value, (Tensor, Ref)):
            return "…"
        if isinstance(value, tuple):
            return f"({', '.join(self._show(item) for item in value)})"
        return show(value)


def _equals(question: Question) -> None:
    if isinstance(question.expected, Failure):
        raise ReferenceFailed(f"the reference failed on {question.key}: {question.expected}")
    if question.lenient and isinstance(question.came, Failure) and any(words in question.came.message for words in NEEDS_NUMBERS):
        return
    came = _values(question)
    for name, expected in question.expected.items():
        compare(name, expected, came[name], question.terms, question.magnitude)


def _raised(question: Question) -> None:
    came, expected, text = question.came, question.expected, question.texts[-1]
    if not isinstance(came, Failure):
        raise Mismatch(f"{text} was accepted", expected.type, "no error")
    if came.type != expected.type or came.operation != expected.operation:
        raise Mismatch(f"{text} raised the wrong error", expected.type, f"{came.type}: {came.message}"[:200])


def _values(question: Question) -> dict[str, Any]:
    if isinstance(question.came, Failure):
        raise Mismatch(*describe(question.came, question.texts))
    return question.came


def describe(failure: Failure, texts: Sequence[str]) -> tuple[str, str, str]:
    """A failure as a part's message, what was expected, and what came."""
    what = texts[failure.operation] if 0 <= failure.operation < len(texts) else "reading the result"
    if failure.kind != "error":
        return ENDED[failure.kind], "", ""
    if unimplemented(failure):
        return "Not implemented yet.", "", ""
    if failure.type == "NotDefined":
        return f"{failure.message}.", "", ""
    where = f" ({failure.line})" if failure.line else ""
    return f"{what} raised {failure.type}: {failure.message.splitlines()[0] if failure.message else ''}{where}"[:600], "", ""


def is_unwritten(source: str, name: str) -> bool:
    """Whether all that the text says of `name` is that it is not written: a function, or a class that cannot be made."""
    tree = syntax(source)
    found = [node for node in tree.body if getattr(node, "name", None) == name] if tree else []
    if len(found) == 1 and isinstance(found[0], ast.ClassDef):
        found = [node for node in found[0].body if getattr(node, "name", None) == "__init__"]
    if len(found) != 1 or not isinstance(found[0], ast.FunctionDef):
        return False
    body = [node for node in found[0].body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.unparse(body[0]) if body else False


def unimplemented(failure: Failure) -> bool:
    """Whether the student's code says that it is not written yet; torch says so of its own about tensors without data."""
    return failure.type == "NotImplementedError" and "meta" not in failure.message
