"""Checks and grades the course's exercises.

In a notebook, ``from autograder import check`` and then ``check("LSTMCell")``, or ``check()`` for all exercises.
"""

from __future__ import annotations

import os
import sys


def check(exercise: str | None = None, device: str = "cpu") -> float | None:
    """Shows what an exercise of this notebook earns, property by property, and returns its points.

    Args:
        exercise: its name, such as "LSTMCell"; all exercises of the notebook when left out.
        device: where your code runs: "cpu", "cuda", or "auto" for cuda where there is one.

    Returns:
        The points earned on the public cases; None where no notebook is running.
    """
    if os.environ.get("AUTOGRADER_GRADING"):
        print("The grader makes this check itself.")
        return None
    from .notebook.check import check_kernel

    return check_kernel(exercise, device)


if "ipykernel" in sys.modules and not os.environ.get("AUTOGRADER_GRADING"):
    from .notebook.check import get_ready

    get_ready()  # with the notebook's imports, so that the first check does not wait for it

__all__ = ["check"]
