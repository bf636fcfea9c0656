"""Is what came what was expected, to rounding?

A sum of n rounded terms of magnitude m is off by at most about n·ε·m, ε the unit roundoff of the dtype (Higham,
Accuracy and Stability of Numerical Algorithms, 2002, section 3.1). Two correct programs that add in different orders
differ by at most twice that; a gradient doubles the depth of the computation once more, and a chain of a few such sums
adds up. The tolerance is therefore 16·n·ε·m: with 64 terms in float64, 2e-13, where a wrong gate changes the first digits.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from .codec import NAMES, MetaTensor, Opaque


MAX_NUMBER = 1e300  # whole numbers beyond are no floats


class Mismatch(AssertionError):
    """A value that is not the expected one; `expected` and `came` are short texts for a reader."""

    def __init__(self, message: str, expected: str = "", came: str = ""):
        super().__init__(message)
        self.expected, self.came = expected, came


def tolerance(dtype: torch.dtype, terms: int, magnitude: float) -> float:
    """Largest difference that rounding explains after sums of `terms` terms of size `magnitude`."""
    return 16 * terms * torch.finfo(dtype).eps * magnitude


def compare(name: str, expected: Any, came: Any, terms: int = 64, magnitude: float = 1.0) -> None:
    """Raises `Mismatch`, naming the place, unless `came` has the structure, dtypes, shapes and values of `expected`.

    Args:
        name: what to call the value in the message.
        terms: length of the longest sum of rounded terms behind it.
        magnitude: size of the terms where it is larger than the result's.
    """
    if isinstance(expected, (Tensor, MetaTensor)):
        _compare_tensors(name, expected, came, terms, magnitude)
    elif isinstance(expected, (tuple, list)):
        if type(came) is not type(expected) or len(came) != len(expected):
            raise Mismatch(f"{name} has the wrong structure", kind(expected), kind(came))
        for i, (e, c) in enumerate(zip(expected, came)):
            compare(f"{name}[{i}]", e, c, terms, magnitude)
    elif isinstance(expected, dict):
        if not isinstance(came, dict):
            raise Mismatch(f"{name} has the wrong structure", kind(expected), kind(came))
        missing, extra = [k for k in expected if k not in came], [k for k in came if k not in expected]
        if missing or extra:
            words = [f"lacks {', '.join(map(repr, missing))}"] * bool(missing) + [f"has {', '.join(map(repr, extra))} too much"] * bool(extra)
            raise Mismatch(f"{name} {' and '.join(words)}", keys(expected), keys(came))
        for key, value in expected.items():
            compare(f"{name}[{key!r}]", value, came[key], terms, magnitude)
    elif isinstance(expected, float) and type(came) in (int, float):
        close = abs(came) <= MAX_NUMBER and math.isclose(expected, came, rel_tol=0, abs_tol=tolerance(torch.float64, terms, max(magnitude, abs(expected))))
        if not close and expected != came:
            raise Mismatch(f"{name} is not the expected number", f"{expected:.6g}", show(came))
    elif type(came) is not type(expected) or came != expected:
        raise Mismatch(f"{name} is not as expected", show(expected), show(came))


def _compare_tensors(name: str, expected: Tensor | MetaTensor, came: Any, terms: int, magnitude: float) -> None:
    if not isinstance(came, (Tensor, MetaTensor)):
        raise Mismatch(f"{name} is not a tensor", kind(expected), kind(came))
    if tuple(came.shape) != tuple(expected.shape):
        raise Mismatch(f"{name} has the wrong shape", f"shape {tuple(expected.shape)}", f"shape {tuple(came.shape)}")
    if _dtype(came) != _dtype(expected):
        raise Mismatch(f"{name} has the wrong dtype", _dtype(expected), _dtype(came))
    if _device(came) != _device(expected):
        raise Mismatch(f"{name} is on the wrong device", _device(expected), _device(came))
    if isinstance(expected, MetaTensor) or expected.numel() == 0:
        return
    if not expected.is_floating_point():
        wrong = expected != came
        if wrong.any():
            raise Mismatch(f"{name} differs{_where(wrong)}", show(expected), show(came))
        return
    if _are_near(expected, came, terms, magnitude):
        return
    finite = torch.isfinite(came)
    if not torch.equal(finite, torch.isfinite(expected)):
        raise Mismatch(f"{name} is not finite{_where(~finite)}", show(expected), show(came))
    difference, wrong = _differing(expected, came, terms, magnitude)
    if wrong.any():
        share = f", in {int(wrong.sum())} of {wrong.numel()} entries" if wrong.numel() > 1 else ""
        text = f"{name} differs by up to {float(difference.max()):.2g}{share}"
        raise Mismatch(text, _values_at(expected, wrong), _values_at(came, wrong))


def wrong_entries(expected: Tensor, came: Tensor, terms: int = 64, magnitude: float = 1.0) -> Tensor:
    """Which entries of a tensor of the expected shape and dtype are not the expected ones, to rounding."""
    return _differing(expected, came, terms, magnitude)[1] if expected.is_floating_point() else expected != came


def _differing(expected: Tensor, came: Tensor, terms: int, magnitude: float) -> tuple[Tensor, Tensor]:
    """How far apart numbers are, 0 where one is not finite, and whether that is too far."""
    finite = torch.isfinite(came) & torch.isfinite(expected)
    difference = torch.where(finite, (came.double() - expected.double()).abs(), 0.0)
    scale = max(magnitude, float(torch.where(finite, expected, 0.0).abs().max()))
    wrong = difference > tolerance(expected.dtype, terms, scale)
    return difference, wrong | ~finite & (came != expected) & ~(torch.isnan(came) & torch.isnan(expected))


def _are_near(expected: Tensor, came: Tensor, terms: int, magnitude: float) -> bool:
    """Whether two tensors of finite numbers are equal to rounding; what is not settled here is looked at one by one."""
    if torch.equal(expected, came):
        return True
    dtype, expected, came = expected.dtype, expected.double(), came.double()
    largest = float(expected.abs().max())
    return math.isfinite(largest) and float((came - expected).abs().max()) <= tolerance(dtype, terms, max(magnitude, largest))


def _where(wrong: Tensor) -> str:
    if wrong.dim() == 0:
        return ""
    return f" at {[int(i) for i in wrong.nonzero()[0]]}, and {int(wrong.sum()) - 1} more" if wrong.sum() > 1 else f" at {[int(i) for i in wrong.nonzero()[0]]}"


def _values_at(tensor: Tensor, wrong: Tensor) -> str:
    """The first wrong entries, with their index."""
    if tensor.dim() == 0:
        return f"{float(tensor):.5g}"
    places = wrong.nonzero()[:3]
    return ", ".join(f"{[int(i) for i in place]}: {float(tensor[tuple(place)]):.5g}" for place in places)


def _dtype(tensor: Tensor | MetaTensor) -> str:
    return tensor.dtype if isinstance(tensor, MetaTensor) else NAMES[tensor.dtype]


def _device(tensor: Tensor | MetaTensor) -> str:
    return tensor.device if isinstance(tensor, MetaTensor) else getattr(tensor, "came_from", tensor.device.type)


def keys(value: dict[Any, Any]) -> str:
    return "keys " + (", ".join(map(str, value)) or "none")


def kind(value: Any) -> str:
    """What a value is, in a few words."""
    if value is None:
        return "None"
    if isinstance(value, (Tensor, MetaTensor)):
        return f"a tensor of shape {tuple(value.shape)}"
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, dict):
        return f"a dictionary with {keys(value)}"
    return f"a value of type {value}" if isinstance(value, Opaque) else f"{type(value).__name__} {show(value)}"


def show(value: Any) -> str:
    """A value in at most about 60 characters."""
    if isinstance(value, Tensor):
        flat = value.reshape(-1)
        shown = ", ".join(f"{x:.4g}" for x in flat[:4].tolist())
        return f"[{shown}{', …' if flat.numel() > 4 else ''}]" if value.dim() else shown
    if isinstance(value, (tuple, list, dict, MetaTensor, Opaque)):
        return kind(value)
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
