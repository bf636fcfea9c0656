"""Where the numbers of a test come from.

Every case of every part draws from its own stream. In a student's notebook the streams are public and the same for
everybody, so that expected values can be recorded. At grading their key is an HMAC-SHA256 of a secret of the course,
the student, the assignment, the exercise, the part and the case: unpredictable without the secret, the same again with it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
import torch
from torch import Tensor

PUBLIC = b"public cases"


@dataclass(frozen=True)
class Cases:
    """A family of streams: the public one, or the one of a secret and a student."""

    secret: bytes = PUBLIC
    student: str = ""

    @property
    def public(self) -> bool:
        return self.secret == PUBLIC

    def draw(self, *place: str) -> Draw:
        """The stream of the case at `place` (assignment, exercise, part, case)."""
        message = b"".join(len(part).to_bytes(4, "big") + part for part in (p.encode() for p in (self.student, *place)))
        digest = hmac.new(self.secret, message, hashlib.sha256).digest()
        # The legacy generator's streams are frozen: the same numbers under every version of NumPy.
        return Draw(np.frombuffer(digest, dtype=">u4").astype(np.uint32))


# Making a generator takes ten times as long as seeding one.
_FREE: list[np.random.RandomState] = []


class Draw:
    """Random numbers of one case, from a generator of its own while it lives. Tensors are on the CPU."""

    def __init__(self, seed: np.ndarray):
        self.state = _FREE.pop() if _FREE else np.random.RandomState(0)
        self.state.seed(seed)

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
