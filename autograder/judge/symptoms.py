"""Naming a mistake by what it does, where no misconception has the student's numbers.

A symptom is a rule about what came and what was expected: an argument that has changed, a gradient that is exactly 0, a
result that lacks a dimension of size 1. It says no more than what was seen, so it holds for any exercise. It is claimed
where it explains every wrong answer of the exercise, or, for what is a mistake wherever it shows, at least one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Sequence

import torch
from torch import Tensor

from .codec import MetaTensor
from .findings import CALLS, Difference, Finding
from .forbidden import REFUSAL
from .program import Failure
from .starts import STARTS
from .verdict import Diagnosis

Rule = Callable[[Finding], bool]
Test = Callable[[Difference], bool]


@dataclass(frozen=True)
class Symptom:
    """What may be seen of a mistake.

    Attributes:
        id: a short name, unique among the symptoms, made of lower-case words and hyphens.
        text: what a tutor would say: what is wrong and where to look, without corrected code.
        explains: whether it is all that is wrong in an answer.
        shown: what at least one of the wrong answers has to show.
        anywhere: whether one answer that shows it is enough, whatever else is wrong.
        share: the least share of the exercise's parts that fail of it.
    """

    id: str
    text: str
    explains: Rule
    shown: Rule = lambda finding: True
    anywhere: bool = False
    share: float = 0.0

    @property
    def diagnosis(self) -> Diagnosis:
        return Diagnosis(self.id, self.text)


def symptom(findings: Sequence[Finding], share: float, anywhere: bool) -> Diagnosis | None:
    """The first symptom that explains `findings`, or with `anywhere` one of them, which are in a share of the parts; or None."""
    for candidate in SYMPTOMS:
        if findings and candidate.anywhere == anywhere and share >= candidate.share:
            explained = (any if anywhere else all)(map(candidate.explains, findings))
            if explained and any(map(candidate.shown, findings)):
                return candidate.diagnosis
    return None


# ---------------------------------------------------------------------------------------------------- how a program failed


def raised(kind: str = ".*", message: str = "", operation: str = ".*") -> Rule:
    """An error whose type, message and operation have these patterns."""

    def explains(finding: Finding) -> bool:
        failure = finding.failure
        return failure is not None and bool(
            re.fullmatch(kind, failure.type)
            and re.search(message, failure.message)
            and re.fullmatch(operation, finding.failed_operation[0])
        )

    return explains


def either(*rules: Rule) -> Rule:
    return lambda finding: any(rule(finding) for rule in rules)


def when(condition: Rule, *rules: Rule) -> Rule:
    return lambda finding: condition(finding) and all(rule(finding) for rule in rules)


def has_no_bias(finding: Finding) -> bool:
    """The program makes something with bias=False."""
    made = [args for name, args, _ in finding.operations if name in ("call", "torch")]
    return any(kwargs.get("bias") is False or any(value is False for value in given) for _, given, kwargs in made)


def has_meta(finding: Finding) -> bool:
    return any(name == "empty" and args[1] == "meta" for name, args, _ in finding.operations)


def has_special_size(finding: Finding) -> bool:
    """A size of the program is 1, or two sizes of a tensor are equal."""
    return any(1 in tensor.shape or len(set(tensor.shape)) < tensor.dim() for tensor in finding.inputs)


def has_large_numbers(finding: Finding) -> bool:
    return any(t.is_floating_point() and t.numel() > 0 and float(t.abs().max()) > 90 for t in finding.inputs)


def lacks_state(finding: Finding) -> bool:
    """All that is wrong comes from calls that leave out an argument."""
    if finding.failure is not None:
        return finding.lacks_argument(finding.failed_operation)
    names = {difference.name for difference in finding.differences}
    calls = [finding.calls_behind(name) for name in names]
    return bool(calls) and all(behind and any(map(finding.lacks_argument, behind)) for behind in calls)


def error_missing(finding: Finding) -> bool:
    return isinstance(finding.question.expected, Failure) and isinstance(finding.question.came, dict)


def error_of_other_type(finding: Finding) -> bool:
    expected, came = finding.question.expected, finding.question.came
    return (
        isinstance(expected, Failure) and isinstance(came, Failure)
        and came.operation == expected.operation and came.type != expected.type
    )


def error_too_early(finding: Finding) -> bool:
    """The error that some arguments ask for, from arguments that are right."""
    return finding.failure is not None and finding.failure.type == "ValueError" and finding.failed_operation[0] == "call"


# ---------------------------------------------------------------------------------------------------- how an answer differs


def every(*tests: Test) -> Rule:
    """All differences of an answer, of which there is one at least, pass all tests."""
    return lambda finding: bool(finding.differences) and all(test(d) for d in finding.differences for test in tests)


def some(*tests: Test) -> Rule:
    """One difference passes all tests."""
    return lambda finding: any(all(test(d) for test in tests) for d in finding.differences)


def kind(*kinds: str) -> Test:
    return lambda difference: difference.kind in kinds


def named(pattern: str) -> Test:
    return lambda difference: re.search(pattern, difference.name) is not None


def not_named(pattern: str) -> Test:
    return lambda difference: re.search(pattern, difference.name) is None


def shapes(test: Callable[[list[int], list[int]], bool]) -> Test:
    return lambda d: d.kind == "shape" and test(list(d.expected.shape), list(d.came.shape))


def numbers(test: Callable[[Tensor, Tensor], bool]) -> Test:
    """Numbers in the right shape, of which `test(expected, came)` holds in 64 bits."""

    def holds(difference: Difference) -> bool:
        expected, came = difference.expected, difference.came
        if type(expected) is float and type(came) in (int, float):
            expected, came = torch.tensor(expected), torch.tensor(came)
        if not (isinstance(expected, Tensor) and isinstance(came, Tensor) and expected.shape == came.shape):
            return False
        return bool(torch.isfinite(came).all()) and bool(test(expected.double(), came.double()))

    return holds


def of_64_bits(difference: Difference) -> bool:
    return type(difference.expected) is float or getattr(difference.expected, "dtype", None) == torch.float64


def about_right(expected: Tensor, came: Tensor) -> bool:
    return float((expected - came).abs().max()) < 1e-5 * float(expected.abs().max())


def close(expected: Tensor, came: Tensor) -> bool:
    return float((expected - came).abs().max()) < 0.015 * float(expected.abs().max())


def all_zero(expected: Tensor, came: Tensor) -> bool:
    return not came.any() and bool(expected.any())


def constant(expected: Tensor, came: Tensor) -> bool:
    return expected.unique().numel() > 2 and came.unique().numel() == 1


def clipped(expected: Tensor, came: Tensor) -> bool:
    """Where it differs it is smaller, and the same number but for its sign, at three places or more."""
    differs = (expected - came).abs() > 1e-6 * expected.abs().clamp(min=1.0)
    sizes = came[differs].abs()
    if sizes.numel() < 2 or not sizes.any():
        return False
    return float(sizes.max() - sizes.min()) < 1e-6 and bool((expected[differs] / came[differs] > 1).all())


def rearranged(expected: Tensor, came: Tensor) -> bool:
    """The same numbers in other places; so many different ones that chance does not do it."""
    if expected.unique().numel() < 4:
        return False
    return torch.allclose(expected.flatten().sort().values, came.flatten().sort().values, rtol=1e-6, atol=0)


def opposite(expected: Tensor, came: Tensor) -> bool:
    return expected.unique().numel() > 2 and torch.allclose(expected, -came, rtol=1e-6, atol=1e-12)


def proportional(expected: Tensor, came: Tensor) -> bool:
    """One factor explains all entries; so many different ones that chance does not do it."""
    if expected.unique().numel() < 3 or not came.any():
        return False
    factor = float((expected * came).sum() / (expected * expected).sum())
    return torch.allclose(came, factor * expected, rtol=1e-5, atol=1e-12)


def wrong_dtype_or_rounded(difference: Difference) -> bool:
    if difference.kind == "dtype" and isinstance(difference.came, Tensor):
        return numbers(about_right)(difference)
    return difference.kind == "dtype" or of_64_bits(difference) and difference.kind in ("value", "plain") and numbers(about_right)(difference)


def not_repeatable(finding: Finding) -> bool:
    """Values of the first call and of the second differ from what they should be, and from each other."""
    found = {d.name: d for d in finding.differences if d.kind == "value"}
    pairs = [(found[name], found[f"{name}_again"]) for name in found if f"{name}_again" in found]
    tensors = [(a, b) for a, b in pairs if isinstance(a.came, Tensor) and torch.equal(a.expected, b.expected)]
    return any(not torch.allclose(a.came, b.came, rtol=1e-12, atol=0) for a, b in tensors)


def consequence(finding: Finding) -> bool:
    """A failure of what is done with a result: reading it, differentiating it, handing it to the next call."""
    if finding.failure is None:
        return False
    operation = finding.failed_operation[0]
    return operation not in ("new", "load") and (operation not in CALLS or re.search(SIZES, finding.failure.message) is not None)


def form(*kinds: str, test: Test = lambda difference: True) -> dict[str, Rule]:
    """Differences of these kinds explain all, with what follows from them: failures of the use, and gradients."""
    shown = lambda d: d.kind in kinds and test(d)  # noqa: E731 - said once for two rules
    return {
        "explains": either(consequence, every(lambda d: shown(d) or named(GRADIENT)(d))),
        "shown": some(shown),
    }


def asked_in(part: str) -> Rule:
    return lambda finding: finding.function == f"test_{part}"


def returns_an_argument(finding: Finding) -> bool:
    if finding.failure is not None:
        return NO_GRADIENT in finding.failure.message
    numbers = [d for d in finding.differences if isinstance(d.came, Tensor) and d.came.numel() > 1]
    return bool(numbers) and all(
        any(t.shape == d.came.shape and torch.equal(t.to(d.came.dtype), d.came) for t in finding.inputs)
        for d in numbers if not named(GRADIENT)(d)
    ) and any(not named(GRADIENT)(d) for d in numbers)


def without_ones(shape: list[int]) -> list[int]:
    return [size for size in shape if size != 1]


WITHOUT_ONES = shapes(lambda e, c: len(e) != len(c) and without_ones(e) == without_ones(c))
ONE_OFF = shapes(lambda e, c: len(e) == len(c) and sum(abs(a - b) for a, b in zip(e, c)) == 1)
GRADIENT, AFTER, AGAIN, MARK = r"^gradient", r"_after$", r"_again$|^norms_[23]$", r"requires_grad$"
NOTHING = r"NoneType|not None|got None"
META = "meta|device|no data"
NO_GRADIENT = "the result carries no gradient"
SIZES = (
    "must match the size|Sizes of tensors must match|shapes cannot be multiplied|size mismatch|is invalid for input of size|"
    "not broadcastable|doesn't match|Dimension out of range|out of bounds|out of range|must be equal|"
    "not enough values|too many values|inconsistent tensor size|larger than|expand|but got tensor|[Dd]imension"
)
# Where torch wants yes or no, or a number with a fraction, the dtype tells of another mistake.
DTYPES = r"^(?!.*(boolean|could not infer|Bool)).*(dtype|scalar type|Float and Double|Double and Float|float != double|double != float)"

BUILT_IN = Symptom(
    "built-in",
    "A built-in of torch does the work here. The exercise is to write the steps that it takes: look for the name that the "
    "report gives.",
    raised(message=f"^{REFUSAL}"),
    anywhere=True,
)

SYMPTOMS: list[Symptom] = [
    BUILT_IN,
    *(Symptom(s.id, s.text, s.explains) for s in STARTS),
    # ------------------------------------------------------------------ arguments and what is kept
    Symptom(
        "argument-modified",
        "An argument of your code, or something that belongs to it, holds other numbers after the call than before. Look "
        "for an operation in place: a trailing underscore, +=, an assignment into a slice or to .data.",
        some(named(AFTER), kind("value", "finite", "shape", "dtype")),
        anywhere=True,
    ),
    Symptom(
        "argument-marked",
        "After the call an argument requires a gradient, which it did not before. Look for requires_grad: it changes the "
        "tensor that it is said of, and that belongs to somebody else.",
        some(named(MARK), lambda d: d.came is True),
        anywhere=True,
    ),
    Symptom(
        "not-repeatable",
        "The same call gives something else each time: there is chance in it, or something is kept from the last call. Look "
        "for dropout or rand, and for what is stored between calls.",
        not_repeatable,
        anywhere=True,
    ),
    Symptom(
        "frozen",
        "A parameter or an argument that is to be trained requires no gradient. Look for requires_grad, and for what is not "
        "an nn.Parameter, or is no longer.",
        some(named(MARK), lambda d: d.came is False),
        anywhere=True,
    ),
    Symptom(
        "second-call-differs",
        "The first call is right, and a second one with the same arguments gives something else: something is kept from "
        "the first. Look for what your code stores on self, in a global name or in a default argument.",
        every(named(f"{AGAIN}|{GRADIENT}")),
        shown=some(named(AGAIN)),
    ),
    Symptom(
        "object-replaced",
        "The numbers are right, but they are in a new object. Whoever holds the old one, an optimiser for instance, does "
        "not see them: look for an assignment where the contents should change.",
        every(named(r"^same|_is_the_same$|_is_the_attribute$")),
    ),
    # ------------------------------------------------------------------ names, shapes and kinds of parameters
    Symptom(
        "no-module",
        "What your class makes is no nn.Module, so torch does not know its parameters. Look at what the class inherits from.",
        raised("TypeError", "expected an nn.Module"),
        anywhere=True,
    ),
    Symptom(
        "parameter-names",
        "A parameter that is asked for does not exist: it has another name, belongs to a submodule, is the same as another "
        "one, or is a plain tensor that nn.Module does not know. Print dict(….named_parameters()) and compare the names with the table of the text.",
        raised("AttributeError", "no parameter", "load"),
        anywhere=True,
    ),
    Symptom(
        "parameter-shapes",
        "A parameter has another shape than asked for. Print the shapes of ….named_parameters() and compare them with the "
        "table of the text: how many blocks are there, and do rows or columns belong to the units?",
        raised("ValueError", r"parameter '.*' has shape", "load"),
        anywhere=True,
    ),
    Symptom(
        "further-parameters",
        "There are more parameters than asked for. Print dict(….named_parameters()): which of them does the text not know?",
        some(named(r"^parameters|^number_of_parameters"), lambda d: d.kind == "extra" or d.kind == "plain" and d.came > d.expected),
        anywhere=True,
    ),
    Symptom(
        "parameters-missing",
        "There are fewer parameters than asked for. Print dict(….named_parameters()): which of the text's are not there?",
        some(named(r"^parameters|^number_of_parameters"), lambda d: d.kind == "missing" or d.kind == "plain" and d.came < d.expected),
        anywhere=True,
    ),
    Symptom(
        "further-state",
        "The state_dict holds more than the parameters asked for: a buffer, or a parameter under a second name. Print its "
        "keys. What torch should move between devices but not save can be registered as not persistent.",
        some(named("^state_dict"), kind("extra")),
        anywhere=True,
    ),
    # ------------------------------------------------------------------ gradients
    Symptom(
        "gradient-cut",
        "The numbers are right, but they carry no gradient at all: they are cut from their graph. Look for detach, .data, "
        "item, numpy, torch.tensor or no_grad on the way from the arguments to the result.",
        either(raised("RuntimeError", NO_GRADIENT), every(named(GRADIENT), numbers(all_zero)), when(has_meta, raised(message=META))),
        shown=raised("RuntimeError", NO_GRADIENT),
    ),
    Symptom(
        "gradient-error",
        "The way forward works, and the way back raises an error: a number that it needs was overwritten. Look for an "
        "operation in place on something that was used before: a trailing underscore, +=, an assignment into a slice.",
        either(raised("RuntimeError", "modified by an inplace operation"), raised("RuntimeError", "in-?place", "gradients")),
    ),
    Symptom(
        "gradient-to-some-missing",
        "The numbers are right, but some of the arguments or parameters get a gradient of exactly 0, or none. Which ones is "
        "said below: where are they cut from their graph, by detach, .data, torch.tensor or requires_grad?",
        every(named(f"{GRADIENT}|{MARK}"), lambda d: d.kind == "missing" or named(MARK)(d) or numbers(all_zero)(d)),
    ),
    Symptom(
        "gradient-not-finite",
        "The numbers are right, but their gradient is not finite where units are saturated or probabilities are 0. Look for "
        "an exp, a log, a root or a division of your own: torch has functions for these that stay finite.",
        when(has_large_numbers, every(named(GRADIENT), kind("finite"))),
    ),
    Symptom(
        "gradient-differs",
        "The numbers are right and their gradients are not: some part of the way back is cut or goes another way than the "
        "formula. Look for detach, .data, no_grad, a clamp, or an operation in place.",
        every(named(GRADIENT)),
    ),
    # ------------------------------------------------------------------ errors that were asked for
    Symptom(
        "error-missing",
        "An argument that makes no sense is accepted, where a ValueError is asked for. Look at which values you test, and "
        "where: before anything is done with them.",
        error_missing,
    ),
    Symptom(
        "error-of-other-type",
        "An argument that makes no sense raises an error of another type than ValueError. Test the argument yourself, "
        "before something else stumbles over it.",
        error_of_other_type,
    ),
    # ------------------------------------------------------------------ where it fails
    Symptom(
        "view-of-memory",
        "A view asks for memory in order, and a transposed or sliced tensor is not. Look at which tensors you call view on: "
        "reshape has no such demand.",
        raised("RuntimeError", "view size is not compatible"),
    ),
    Symptom(
        "fails-without-bias",
        "With bias=False something fails that is right with biases: an attribute does not exist, or None is used as a "
        "tensor. Follow what your code does where there are no biases.",
        when(has_no_bias, raised(message=f"{NOTHING}|no attribute|bias")),
    ),
    Symptom(
        "fails-without-state",
        "Without a state the call fails. The state may be left out, and is None then: what does it start from?",
        when(lacks_state, raised(message=f"{NOTHING}|missing \\d required|unpack")),
    ),
    Symptom(
        "result-without-ones",
        "Where a size is 1, that dimension is gone from a result, or there is one more. Look for squeeze, unsqueeze and "
        "indexing: a batch of one is still a batch.",
        either(raised(operation="gradients"), every(lambda d: WITHOUT_ONES(d) or named(GRADIENT)(d))),
        shown=some(WITHOUT_ONES),
    ),
    Symptom(
        "wrong-at-special-sizes",
        "It is right for most sizes, and wrong for special ones: where some size is 1, or where sizes are equal. Look for "
        "squeeze, for a loop that begins at the second step, and for a test of a shape.",
        either(when(asked_in("small_sizes"), has_special_size), every(named("_of_one_sequence$"))),
    ),
    Symptom(
        "called-by-keyword",
        "Something that you were given is called with arguments by name, and it takes them by position. Its own names are not "
        "known to you.",
        raised("TypeError", "positional-only|unexpected keyword", "call"),
    ),
    Symptom(
        "attribute-unknown",
        "An object is asked for an attribute that it does not have. Is the name misspelt, or do you ask more of an argument "
        "than the text says that it has?",
        raised("AttributeError", "^(?!'NoneType').*has no attribute", "call|untracked"),
    ),
    Symptom(
        "assertion",
        "An assert of your own stops the call, though its arguments are as the text allows. Which of them did you not expect?",
        raised("AssertionError"),
    ),
    Symptom(
        "missing-state",
        "It is right where a state is given, and wrong where there is none. Look at what is made of a state that is None, on "
        "every call and for this batch.",
        lacks_state,
    ),
    Symptom(
        "device-fixed",
        "Something is made on the CPU wherever the arguments are, or a number is taken out of a tensor. Look at the tensors "
        "you make, and for item, tolist, float() or an if about a tensor's value.",
        either(when(has_meta, raised(message=META)), every(kind("device"))),
    ),
    Symptom(
        "dtype-fixed",
        "A tensor has a dtype of its own, 32-bit mostly, whatever that of the arguments or of dtype= is. Look at the "
        "tensors you make and for float(), double() or a dtype that is written down.",
        either(raised("RuntimeError", DTYPES), every(wrong_dtype_or_rounded)),
        shown=either(raised("RuntimeError", DTYPES), some(kind("dtype"))),
    ),
    Symptom(
        "device-or-dtype-fixed",
        "A tensor has a device and a dtype of its own, whatever those of the arguments are. Look at the tensors you make: "
        "do they follow device=, dtype= and x?",
        either(when(has_meta, raised(message=META)), raised("RuntimeError", DTYPES), every(wrong_dtype_or_rounded), every(kind("dtype", "device"))),
        shown=either(raised("RuntimeError", DTYPES), some(kind("dtype"))),
    ),
    Symptom(
        "overflows",
        "It is right for numbers of usual size, and not finite for large ones. Look for an exp, a log, a root or a division of "
        "your own: torch has functions for these that stay finite.",
        when(has_large_numbers, every(kind("finite", "value"))),
        shown=some(kind("finite")),
    ),
    Symptom(
        "not-filled",
        "The result is not a number in places where nothing is large: memory is read that nobody has written, something is "
        "divided by 0, or a logarithm, a root or an infinite number is where it cannot be. Look for these, for torch.empty, and "
        "for entries of it that your loop leaves out.",
        either(some(kind("finite")), when(has_large_numbers, every(kind("finite", "value")))),
        shown=when(lambda finding: not has_large_numbers(finding), some(kind("finite"))),
    ),
    Symptom(
        "precision-lost",
        "The numbers are right to a few digits only: on the way they pass through 32 bits, are rounded, or a small number is "
        "added to be safe. Look for float(), a tensor made without a dtype, round, or an epsilon.",
        every(kind("value", "plain"), numbers(about_right)),
    ),
    # ------------------------------------------------------------------ errors that stop everything
    Symptom(
        "nothing-returned",
        "What comes back is None. Does every path through your function end in a return?",
        raised("TypeError|AttributeError", r"got NoneType$|^'NoneType' object has no attribute"),
    ),
    Symptom(
        "arguments-of-call",
        "It cannot be called in the way that is asked for: arguments are missing, too many, or have other names. Compare "
        "your first line with the one of the exercise.",
        raised("TypeError", r"positional argument|unexpected keyword|multiple values"),
    ),
    Symptom(
        "name-unknown",
        "Python does not know a name that your code uses. Is it misspelt, or assigned only on another path?",
        raised("NameError|UnboundLocalError"),
    ),
    Symptom(
        "fails-on-nothing",
        "Your code fails where there is nothing: an empty list, or no element that counts. What is the result then?",
        raised("RuntimeError|ValueError|IndexError|ZeroDivisionError", "non-empty|empty (list|sequence|tensor)|division by zero|arg is an empty"),
    ),
    Symptom(
        "sizes-do-not-fit",
        "Two tensors meet in your code whose sizes do not fit, and torch says so. Print the shapes of both in the line that "
        "is named below, and say for each dimension what it counts.",
        raised("RuntimeError|ValueError|IndexError", SIZES),
    ),
    Symptom(
        "keys",
        "The dictionary does not have the keys that are asked for. Print its keys.",
        either(raised("KeyError", "^no key"), every(kind("missing", "extra"))),
    ),
    # ------------------------------------------------------------------ the form of a result
    Symptom(
        "wrong-without-bias",
        "It is right with biases, and wrong with bias=False. Follow what your code does where there are none.",
        has_no_bias,
    ),
    Symptom(
        "wrong-without-parameters",
        "It is right for objects that have parameters, and wrong for one that has none. Nothing in it requires a gradient: "
        "what does, then?",
        asked_in("no_parameters"),
    ),
    Symptom(
        "result-dimensions-exchanged",
        "A result has its dimensions in another order. Say for each of them what it counts, and look at stack, cat and "
        "transpose.",
        **form("shape", test=shapes(lambda e, c: sorted(e) == sorted(c))),
    ),
    Symptom(
        "result-one-too-many-or-few",
        "A result is longer or shorter by one than asked for. Look at the range of your loop and at what is in the list "
        "before it begins.",
        either(raised(operation="gradients"), every(lambda d: ONE_OFF(d) or named(GRADIENT)(d))),
        shown=some(ONE_OFF),
    ),
    Symptom(
        "result-shape",
        "A result has another shape than asked for. Print it, and say for each dimension what it counts.",
        **form("shape"),
    ),
    Symptom(
        "result-form",
        "What comes back is not built as asked: a tensor, a tuple or a list where there should be something else, or another "
        "number of parts. Compare your last line with what the text says is returned.",
        either(consequence, every(lambda d: d.kind == "structure" or named(f"^parts|^states|{GRADIENT}")(d))),
        shown=either(some(kind("structure")), some(named("^parts|^states")), raised("TypeError", "expected a (tuple|dictionary)"), raised("AttributeError|TypeError", "", "method")),
    ),
    # ------------------------------------------------------------------ numbers
    Symptom(
        "parameters-kept",
        "When the parameters change between two calls, the result does not follow: numbers of an earlier time are kept. Look "
        "for what is computed from them in the constructor or stored in the first call.",
        either(when(asked_in("parameters_changed"), every(kind("value", "finite"))), every(named(GRADIENT))),
        shown=when(asked_in("parameters_changed"), some(kind("value", "finite"), not_named(GRADIENT))),
    ),
    Symptom(
        "clipped",
        "Large numbers are cut off at a bound. There is none in the equations: look for clamp, hardtanh, min or max.",
        when(has_large_numbers, either(some(numbers(clipped)))),
    ),
    Symptom(
        "result-zero",
        "A result is 0 everywhere, whatever the arguments are. Does what you compute reach the result?",
        either(every(numbers(all_zero)), raised("RuntimeError", NO_GRADIENT)),
        share=0.6,
    ),
    Symptom(
        "result-constant",
        "Every entry of a result is the same number. Does what you compute reach the result?",
        either(every(numbers(constant)), raised("RuntimeError", NO_GRADIENT)),
        share=0.6,
    ),
    Symptom(
        "argument-returned",
        "What comes back is one of the arguments as it was given. Does what you compute reach the result?",
        returns_an_argument,
        share=0.6,
    ),
    Symptom(
        "sign-changed",
        "Every number has the wrong sign. Look for a minus, and at which of two things is subtracted from the other.",
        every(numbers(opposite)),
        share=0.4,
    ),
    Symptom(
        "off-by-a-factor",
        "All numbers of a result are right but for one factor. Look for a mean where there should be a sum, or the other way "
        "round, and for a number by which you multiply or divide.",
        every(numbers(proportional)),
        share=0.4,
    ),
    Symptom(
        "places-exchanged",
        "The right numbers stand in the wrong places. Look for reshape or view where dimensions should be exchanged, for flip, "
        "and at the order in which you collect.",
        every(lambda d: named(GRADIENT)(d) or numbers(rearranged)(d)),
        shown=some(numbers(rearranged)),
        share=0.4,
    ),
    Symptom(
        "close",
        "The numbers are close to the right ones and not equal to them, within one in a hundred. Look for an approximation, a "
        "small number that is added to be safe, a bound, or a factor near 1.",
        every(kind("value", "plain"), numbers(close)),
        share=0.25,
    ),
    Symptom(
        "wrong-for-large-numbers",
        "It is right for numbers of usual size, and wrong for large ones. Look for a bound, and for an approximation that "
        "holds for small numbers alone.",
        when(has_large_numbers, every(kind("value"))),
    ),
]
