"""What a submission may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; times in seconds of wall clock, sizes in bytes.

    Args:
        cell: one cell of the notebook.
        answer: one program of the judge.
        exercise: all programs about one exercise.
        submission: everything about one submission.
        memory: address space beyond what the warm process holds.
        file: one file in the scratch folder.
        scratch: the scratch folder.
        output: what one cell displays.
        processes: processes and threads at a time.
    """

    cell: float = 20.0
    answer: float = 5.0
    exercise: float = 20.0
    submission: float = 120.0
    memory: int = 2 * 2**30
    file: int = 64 * 2**20
    scratch: int = 128 * 2**20
    output: int = 2**20
    processes: int = 64
