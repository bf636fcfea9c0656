"""Naming the mistake: whose numbers are these?

Each answer is reduced to a fingerprint: its structure, and one random projection of all its numbers. A misconception
is named when its fingerprints equal the student's, to rounding, in every program of the exercise that the student's
code answered, at least one of which is wrong. So is one whose wrong numbers are the student's in most programs, and
which is right wherever the student is: a second mistake hides the first in the others. Where none has the student's
numbers, a symptom may say what was seen. Where nothing matches, nothing is claimed.
"""

from __future__ import annotations

import hashlib
import math
import re
from typing import Any, Callable, Mapping, NamedTuple, Sequence

import numpy as np
import torch
from torch import Tensor

from .ask import Question
from .codec import NAMES, MetaTensor
from .findings import Finding, arities, part_of
from .program import Answer, Failure
from .symptoms import SIZES, symptom
from .verdict import Diagnosis


_WEIGHTS = np.random.RandomState(0)  # seeded anew for each fingerprint: making a generator takes longer than all the rest of one
VAGUE = f"{SIZES}|does not require grad"


class Fingerprint(NamedTuple):
    """`structure` names shapes, dtypes and plain values; `value` is a projection of all `numbers`, of terms of size `size`."""

    structure: str
    value: float
    size: float = 0.0
    numbers: int = 0

    def equals(self, other: Fingerprint, terms: int, magnitude: float = 1.0) -> bool:
        if self.structure != other.structure:
            return False
        if not (math.isfinite(self.value) and math.isfinite(other.value)):
            return math.isnan(self.value) and math.isnan(other.value)
        eps = torch.finfo(torch.float32 if "float32" in self.structure else torch.float64).eps
        return abs(self.value - other.value) <= 32 * terms * eps * max(magnitude, self.size)


class Candidate(NamedTuple):
    """A misconception as the diagnosis sees it: what to say, and its fingerprint in the program of a question."""

    diagnosis: Diagnosis
    fingerprint: Callable[[Question], Fingerprint | None]


def fingerprint(answer: Answer) -> Fingerprint:
    """The fingerprint of an answer; the projection is the same for all answers of one structure."""
    if isinstance(answer, Failure):
        return Fingerprint(f"{answer.kind} {answer.type} in {answer.operation}", 0.0)
    words: list[str] = []
    numbers: list[np.ndarray] = []

    def walk(value: Any) -> None:
        if isinstance(value, Tensor):
            words.append(f"{NAMES[value.dtype]}{tuple(value.shape)}{getattr(value, 'came_from', '')}")
            numbers.append(value.double().numpy().ravel())
        elif isinstance(value, MetaTensor):
            words.append(f"meta {value.dtype}{value.shape}")
        elif isinstance(value, (tuple, list)):
            words.append(f"{type(value).__name__}{len(value)}")
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            for key, item in sorted(value.items(), key=lambda pair: str(pair[0])):
                words.append(str(key))
                walk(item)
        elif type(value) is float:
            words.append("float")
            numbers.append(np.array([value]))
        else:
            words.append(repr(value))

    walk(answer)
    structure = " ".join(words)
    if not numbers:
        return Fingerprint(structure, 0.0)
    flat = np.concatenate(numbers)
    seed = int.from_bytes(hashlib.sha256(structure.encode()).digest()[:4], "big")
    _WEIGHTS.seed(seed)
    weights = _WEIGHTS.uniform(0.5, 1.5, flat.shape) * np.where(np.arange(flat.size) % 2, 1, -1)
    with np.errstate(all="ignore"):
        return Fingerprint(structure, float(weights @ flat), float(np.abs(flat).sum()), flat.size)


def diagnose(
    questions: Sequence[Question],
    candidates: Sequence[Candidate],
    parts: Mapping[str, bool],
    fingerprints: Callable[[Question], tuple[Fingerprint, Fingerprint]],
) -> Diagnosis | None:
    """The misconception whose answers the student's are, else the symptom that explains them, or None.

    Args:
        questions: all that was asked, with both answers; one that is known to be right need not be opened.
        candidates: the exercise's misconceptions, those to be preferred first.
        parts: whether each part passed, by the name of its function.
        fingerprints: of the answer that came to a question and of the expected one.
    """
    compared = [
        (question, *fingerprints(question))
        for question in questions
        if question.expected is not None and not (isinstance(question.came, Failure) and question.came.kind != "error")
    ]
    wrong = {question.key for question, came, expected in compared if not came.equals(expected, question.terms, question.magnitude)}
    answered = [(question, came) for question, came, _ in compared]
    # The programs in which the student is wrong tell the candidates apart soonest.
    answered.sort(key=lambda pair: pair[0].key not in wrong)
    valued = [(question, came) for question, came in answered if not isinstance(question.came, Failure)]
    # Where nothing came but errors of sizes or graphs, their type alone does not tell mistakes apart.
    vague = not valued and all(q.came.type == "RuntimeError" and re.search(VAGUE, q.came.message) for q, _ in answered)
    for considered, needed in ((answered, 1), (valued, 2)) if not vague else ():
        if sum(question.key in wrong for question, _ in considered) < needed:
            continue
        for candidate in candidates:
            if all(_same(candidate.fingerprint(question), came, question) for question, came in considered):
                return candidate.diagnosis
    findings, share = _findings(questions, parts)
    return (
        symptom(findings, share, anywhere=True) or _mostly(valued, wrong, candidates) or symptom(findings, share, anywhere=False)
    )


def _same(candidate: Fingerprint | None, came: Fingerprint, question: Question) -> bool:
    return candidate is not None and candidate.equals(came, question.terms, question.magnitude)


def _mostly(valued: Sequence[tuple[Question, Fingerprint]], wrong: set[str], candidates: Sequence[Candidate]) -> Diagnosis | None:
    """The misconception that has the student's wrong numbers in at least four programs and in three of four."""
    evidence = [(q, came) for q, came in valued if q.key in wrong and came.numbers > 3 and math.isfinite(came.value)]
    right = [(q, came) for q, came in valued if q.key not in wrong]
    allowed = min(len(evidence) - 4, len(evidence) // 4)
    for candidate in candidates if allowed >= 0 else ():
        misses = 0
        for question, came in evidence:
            misses += not _same(candidate.fingerprint(question), came, question)
            if misses > allowed:
                break
        else:
            if all(_same(candidate.fingerprint(question), came, question) for question, came in right):
                return candidate.diagnosis
    return None


def _findings(questions: Sequence[Question], parts: Mapping[str, bool]) -> tuple[list[Finding], float]:
    """All that is wrong, and the share of the parts that it is in."""
    arity = arities(questions)
    findings = [finding for q in questions if q.expected is not None and (finding := Finding(q, arity)).wrong]
    seen = {finding.function for finding in findings}
    last = {part_of(question): question for question in questions}
    # What is wrong in a part without an expected answer is a matter of its last question.
    of_parts = [last[part] for part, passed in parts.items() if not passed and part in last and part not in seen]
    for question in of_parts:
        question.open()
    findings += [Finding(question, arity) for question in of_parts]
    return findings, sum(not passed for passed in parts.values()) / len(parts)
