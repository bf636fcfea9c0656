"""Measured values on their way into the text: formatted once, glued under a name, never typed."""
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from myst_nb import glue

from recurrent.intervals import Interval


def publish(prefix: str, values: Mapping[str, Interval | float | int | str] | Interval | float | int | str, spec: str = "") -> None:
    """Glues values for ``{glue:text}``: one under ``prefix``, or a mapping under ``prefix_key``.

    Args:
        prefix: the name in the text.
        values: what was measured; an ``Interval`` becomes ``0.93 (0.91 to 0.95)``.
        spec: the format of every number, such as ``".2f"``.
    """
    if isinstance(values, Mapping):
        for key, value in values.items():
            publish(f"{prefix}_{key}", value, spec)
    else:
        glue(prefix, format(values, spec).replace("-", "−") if not isinstance(values, str) else values, display=False)


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: ``none``, ``A``, ``A and B``, ``A, B and C``."""
    *others, last = names or ["none"]
    return f"{', '.join(others)} and {last}" if others else last


def compared(difference: Interval) -> str:
    """A difference in a word: ``better`` or ``worse`` when its whole interval lies on one side of 0."""
    return "better" if difference.low > 0 else "worse" if difference.high < 0 else "not told apart"


def power_of_ten(value: float) -> str:
    """A small or large positive number to one digit: ``2 × 10⁻¹⁵``."""
    exponent = math.floor(math.log10(value))
    digit = round(value / 10.0**exponent)
    if digit == 10:
        digit, exponent = 1, exponent + 1
    return f"{digit} × 10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
