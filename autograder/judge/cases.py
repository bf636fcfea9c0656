"""Where the numbers of a test come from.

Every case of every part draws from its own stream. In a student's notebook the streams are public and the same for
everybody, so that expected values can be recorded. At grading they are keyed by HMAC-SHA256 with a secret of the course:
student, assignment and exercise draw one of `PAPERS` examination papers, and paper, assignment, exercise, part and case
draw the numbers. Both are unpredictable without the secret and the same again with it; a grader that has set a paper once
knows its questions and the right answers to them for the rest of the class.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
import torch
from torch import Tensor

PUBLIC = b"public cases"
PAPERS = 8


@dataclass(frozen=True)
class Cases:
    """A family of streams: the public one, or the one of a secret and a student."""

    secret: bytes = PUBLIC
    student: str = ""

    @property
    def public(self) -> bool:
        return self.secret == PUBLIC

    def paper(self, assignment: str, exercise: str) -> str:
        """Which paper the student gets; the public one has no name."""
        if self.public:
            return ""
        return f"paper {int.from_bytes(self._digest('papers', self.student, assignment, exercise), 'big') % PAPERS}"

    def seed(self, assignment: str, exercise: str, part: str, case: str) -> bytes:
        """What the numbers of a case are drawn from: 32 bytes, which stand for the paper and the case's place in it."""
        return self._digest(self.paper(assignment, exercise), assignment, exercise, part, case)

    def draw(self, assignment: str, exercise: str, part: str, case: str) -> Draw:
        """The stream of a case."""
        return Draw(self.seed(assignment, exercise, part, case))

    def _digest(self, *words: str) -> bytes:
        message = b"".join(len(word).to_bytes(4, "big") + word for word in (w.encode() for w in words))
        return hmac.digest(self.secret, message, "sha256")


# Making a generator takes ten times as long as seeding one.
_FREE: list[np.random.RandomState] = []


class Draw:
    """Random numbers of one case, from a generator of its own while it lives. Tensors are on the CPU."""

    def __init__(self, seed: bytes):
        self.state = _FREE.pop() if _FREE else np.random.RandomState(0)
        # The legacy generator's streams are frozen: the same numbers under every version of NumPy.
        self.state.seed(np.frombuffer(seed, dtype=">u4").astype(np.uint32))

    def __del__(self) -> None:
        _FREE.append(self.state)

    def normal(self, *shape: int, scale: float = 1.0, dtype: torch.dtype = torch.float64) -> Tensor:
        """Independent normal numbers of standard deviation `scale`."""
        return torch.from_numpy(np.asarray(self.state.standard_normal(shape) * scale)).to(dtype)

    def uniform(self, *shape: int, low: float = -1.0, high: float = 1.0, dtype: torch.dtype = torch.float64) -> Tensor:
        """Independent uniform numbers in [low, high)."""
        return torch.from_numpy(np.asarray(self.state.uniform(low, high, shape))).to(dtype)

    def integers(self, low: int, high: int, *shape: int) -> Tensor:
        """Independent integers in [low, high), int64."""
        return torch.tensor(self.state.randint(low, high, shape), dtype=torch.int64)

    def size(self, low: int, high: int) -> int:
        """One integer in [low, high], both included."""
        return int(self.state.randint(low, high + 1))

    def choice(self, options: Sequence[Any]) -> Any:
        return options[int(self.state.randint(len(options)))]

    def shuffled(self, items: Sequence[Any]) -> list[Any]:
        return [items[int(i)] for i in self.state.permutation(len(items))]
