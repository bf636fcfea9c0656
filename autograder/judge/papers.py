"""What a grader has set and worked out before, kept for the next student who has the same paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Callable, Hashable, Sequence, TypeVar

from .ask import Question
from .diagnosis import Fingerprint, fingerprint
from .program import Failure
from .student import Sealed

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

ROOM = 2**16  # entries; all papers of one assignment take a tenth of it
WAYS = 64  # of computing the same, each with its own rounding, whose bytes are known by sight


def kept(memory: dict[Key, Value], key: Key, work: Callable[[], Value]) -> Value:
    """What `memory` holds under `key`, worked out where it holds nothing yet. A full memory is emptied first."""
    if key not in memory:
        if len(memory) >= ROOM:
            memory.clear()
        memory[key] = work()
    return memory[key]


@dataclass
class Right:
    """A right answer whose bytes are known: the failure that it is, if it is one, and its fingerprint, once somebody asked."""

    failure: Failure | None
    fingerprint: Fingerprint | None = None


@dataclass
class Known:
    """What is known of a question: the fingerprint of the reference's answer, and right answers by a digest of their bytes."""

    expected: Fingerprint | None = None
    right: dict[bytes, Right] = field(default_factory=dict)


class Papers:
    """The questions of each case, by what its numbers are drawn from, and what is known of their answers.

    Questions are kept of tests alone that look at no answer while they ask: such a test asks everybody the same.
    """

    def __init__(self) -> None:
        self._questions: dict[tuple[bytes, str], tuple[Question, ...]] = {}
        self._known: dict[tuple[str, bytes], Known] = {}

    def questions(self, seed: bytes, device: str) -> list[Question] | None:
        """The questions of a case, unanswered; None where it was not set yet."""
        found = self._questions.get((seed, device))
        return None if found is None else [replace(question) for question in found]

    def keep(self, seed: bytes, device: str, questions: Sequence[Question]) -> None:
        """Keeps the questions of a case, which nobody has answered yet."""
        unanswered = tuple(replace(question) for question in questions)
        kept(self._questions, (seed, device), lambda: unanswered)

    def is_right(self, question: Question, answer: Sealed) -> bool:
        """Whether these very bytes were found right before, in answer to this very question; it is told which they are."""
        digest = hashlib.sha256(answer.data).digest()
        known = self._known.get((question.key, question.program))
        found = known and known.right.get(digest)
        if not found:
            return False
        question.came, question.known_as = found.failure, digest
        return True

    def found_right(self, question: Question, answer: Sealed) -> None:
        """Remember the bytes of a right answer."""
        ways = self._of(question).right
        if len(ways) < WAYS:
            ways[hashlib.sha256(answer.data).digest()] = Right(question.came if isinstance(question.came, Failure) else None)

    def fingerprints(self, question: Question) -> tuple[Fingerprint, Fingerprint]:
        """Of the answer that came, which is opened where nobody did that for these bytes before, and of the expected one."""
        known = self._of(question)
        if known.expected is None:
            known.expected = fingerprint(question.expected)
        right = known.right.get(question.known_as)
        if right is not None and right.fingerprint is not None:
            return right.fingerprint, known.expected
        question.open()
        came = fingerprint(question.came)
        if right is not None:
            right.fingerprint = came
        return came, known.expected

    def _of(self, question: Question) -> Known:
        return kept(self._known, (question.key, question.program), Known)
