"""Operators on the device "meta" in C++, where torch has them in Python as well and prefers those.

A question on "meta" computes shapes alone, but torch's versions in Python, which it registers over its own in C++, make
it the longest of all: one sum takes a tenth of a millisecond. They still answer whatever is not plain, operands of two
devices and calls that fail, so that what is refused, and in which words, stays the same.
"""

from __future__ import annotations

from typing import Any, Callable

import torch
from torch import Tensor

# What recurrent layers are made of. For these both versions find the same shapes and dtypes.
OPERATORS = ("add.Tensor", "sub.Tensor", "mul.Tensor", "addmm", "mm", "sigmoid", "sigmoid_", "tanh", "tanh_", "cat", "stack")
_KEY = torch._C.DispatchKey.Meta


def quicken() -> bool:
    """Has this process compute shapes in C++ from now on; False where this torch does not keep its versions as expected."""
    from torch import _meta_registrations as registrations

    try:
        theirs = registrations._meta_lib_dont_use_me_use_register_meta
        versions = {operator: operator.py_kernels[_KEY] for operator in (_operator(key.split("/")[1]) for key in theirs._op_impls)}
        get_kernel = torch.library.get_kernel
    except (AttributeError, IndexError, KeyError):
        return False
    theirs._destroy()  # none can be taken out alone
    library = torch.library.Library("aten", "IMPL", "Meta")
    for operator, version in versions.items():
        if operator.name().removeprefix("aten::") in OPERATORS:
            library.impl(operator, _either(operator, get_kernel(operator, _KEY), version), with_keyset=True)
        else:
            library.impl(operator, version)
    registrations._meta_lib_dont_use_me_use_register_meta = library  # there it lives as long as torch
    return True


def _operator(name: str) -> Any:
    name, _, overload = name.partition(".")
    return getattr(getattr(torch.ops.aten, name), overload or "default")


def _either(operator: Any, kernel: Any, version: Callable[..., Any]) -> Callable[..., Any]:
    def compute(keys: Any, *args: Any, **kwargs: Any) -> Any:
        for arg in args:
            for tensor in arg if isinstance(arg, (list, tuple)) else (arg,):
                if isinstance(tensor, Tensor) and not tensor.is_meta:
                    return version(*args, **kwargs)
        if operator is torch.ops.aten.addmm.default and args[0].shape != args[2].shape[1:]:  # C++ takes a bias of any shape
            return version(*args, **kwargs)
        try:
            return kernel.call_boxed(keys, *args, **kwargs)
        except Exception:  # noqa: BLE001 - the version in Python says what is wrong
            return version(*args, **kwargs)

    return compute
