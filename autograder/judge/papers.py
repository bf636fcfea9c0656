"""What a grader has set and worked out before, kept for the next student who has the same paper."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Callable, Hashable, Sequence, TypeVar

from .ask import Question
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


class Papers:
    """The questions of each case, by what its numbers are drawn from.

    Only of tests that look at no answer while they ask: such a test asks everybody the same.
    """

    def __init__(self) -> None:
        self._questions: dict[tuple[bytes, str], tuple[Question, ...]] = {}
        self._right: dict[tuple[str, bytes], set[bytes]] = {}

    def questions(self, seed: bytes, device: str) -> list[Question] | None:
        """The questions of a case, unanswered; None where it was not set yet."""
        found = self._questions.get((seed, device))
        return None if found is None else [replace(question) for question in found]

    def keep(self, seed: bytes, device: str, questions: Sequence[Question]) -> None:
        """Keeps the questions of a case, which nobody has answered yet."""
        unanswered = tuple(replace(question) for question in questions)
        kept(self._questions, (seed, device), lambda: unanswered)

    def is_right(self, question: Question, answer: Sealed) -> bool:
        """Whether these very bytes were found right before, in answer to this very question."""
        return hashlib.sha256(answer.data).digest() in self._right.get((question.key, question.program), ())

    def found_right(self, question: Question, answer: Sealed) -> None:
        """Remember the bytes of a right answer."""
        ways: set[bytes] = kept(self._right, (question.key, question.program), set)
        if len(ways) < WAYS:
            ways.add(hashlib.sha256(answer.data).digest())
