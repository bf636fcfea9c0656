"""Handwritten digits of 8 by 8 pixels (Alpaydin & Kaynak 1998), as sequences of eight rows."""
from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

FILE = Path(__file__).parents[1] / "data" / "digits" / "digits.csv.gz"
FILE_HASH = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
CLASSES, STEPS, WIDTH = 10, 8, 8


@cache
def rows() -> tuple[Tensor, Tensor]:
    """Images ``(M, T, 8)``, one row of pixels a step from top to bottom, from 0 for white to 1 for ink; digits ``(M,)``.

    Raises:
        ValueError: if the file is not the one that this book was made with.
    """
    found = FILE.read_bytes()
    if (digest := hashlib.sha256(found).hexdigest()) != FILE_HASH:
        raise ValueError(f"{FILE} must have the SHA-256 {FILE_HASH}, got {digest}")
    lines = gzip.decompress(found).decode("ascii").splitlines()
    table = torch.tensor([[int(value) for value in line.split(",")] for line in lines])  # (M, 65)
    return table[:, :-1].view(-1, STEPS, WIDTH) / 16, table[:, -1]
