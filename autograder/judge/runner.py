"""Runs a program on a namespace of definitions: a student's, the reference's, or a misconception's.

This module runs in the student's process, where nothing can be trusted; it holds no answers. What it returns is
compared elsewhere.
"""

from __future__ import annotations

import traceback
from typing import Any, Mapping

import torch
import torch.nn as nn
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from .program import Failure, Ref

SOURCE_NAME = "<student>"


class NotDefined(NameError):
    """The notebook defines no object of the asked name."""


def run(program: Mapping[str, Any], namespace: Mapping[str, Any]) -> dict[str, Any] | Failure:
    """The answer of `namespace` to `program` (as decoded from the wire): the named values, or how it failed.

    Reading uninitialised memory gives NaN while a program runs, and arguments are fresh copies on the program's device.
    """
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    fill = torch.utils.deterministic.fill_uninitialized_memory
    # The public function of the same name imports torch's compiler first, which takes seconds.
    torch._C._set_deterministic_algorithms(True, warn_only=True)
    torch.utils.deterministic.fill_uninitialized_memory = True
    machine = Machine(namespace, program["device"])
    try:
        with torch.enable_grad():
            for name, args, kwargs in program["operations"]:
                machine.step(name, args, kwargs)
            machine.position = -1
            return {name: machine.resolve(ref) for name, ref in program["returns"].items()}
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a student's code raises is an answer
        return Failure(_kind(error), _message(error), machine.position, _line(error))
    finally:
        torch._C._set_deterministic_algorithms(deterministic, warn_only=warn_only)
        torch.utils.deterministic.fill_uninitialized_memory = fill


class Machine:
    """The registers of a running program and the operations on them."""

    def __init__(self, namespace: Mapping[str, Any], device: str):
        self.namespace, self.device = namespace, device
        self.registers: list[Any] = []
        self.position = 0

    def step(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.position = len(self.registers)
        operation = getattr(self, f"do_{name}")
        self.registers.append(operation(*args, **kwargs))

    def resolve(self, value: Any) -> Any:
        """`value` with every reference replaced by what it refers to, and tensors copied to the device."""
        if isinstance(value, Ref):
            found = self.registers[value.index]
            for key in value.path:
                found = _item(found, key)
            return found
        if isinstance(value, Tensor):
            return value.to(self.device).clone()
        if isinstance(value, torch.device):
            return torch.device(self.device) if value.type == "cuda" else value
        if isinstance(value, (tuple, list)):
            return type(value)(self.resolve(item) for item in value)
        if isinstance(value, dict):
            return {key: self.resolve(item) for key, item in value.items()}
        return value

    def do_get(self, name: str) -> Any:
        if name not in self.namespace:
            raise NotDefined(f"{name} is not defined")
        return self.namespace[name]

    def do_torch(self, path: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        made: Any = torch
        for part in path.split("."):
            made = getattr(made, part)
        return made(*self.resolve(args), **self.resolve(kwargs))

    def do_call(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        return self._function(function)(*self.resolve(args), **self.resolve(kwargs))

    def do_untracked(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """A call during which autograd records nothing, whatever the code asks for."""
        function, args, kwargs = self._function(function), self.resolve(args), self.resolve(kwargs)
        with torch.inference_mode():
            return function(*args, **kwargs)

    def do_operations(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> int:
        """How many operators a call dispatches."""
        function, args, kwargs = self._function(function), self.resolve(args), self.resolve(kwargs)
        with _Count() as count:
            function(*args, **kwargs)
        return count.total

    def do_probe(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        from . import probes

        return getattr(probes, name)(*self.resolve(args), **self.resolve(kwargs))

    def do_iterate(self, items: Any) -> Any:
        return iter(self.resolve(items))

    def do_hold(self, value: Any) -> Any:
        return self.resolve(value)

    def do_on_cpu(self, tensor: Tensor) -> Tensor:
        return tensor.cpu().clone()

    def do_set_grad(self, ref: Ref, gradient: Tensor | None) -> None:
        self.resolve(ref).grad = self.resolve(gradient)

    def do_method(self, ref: Ref, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        return getattr(self.resolve(ref), name)(*self.resolve(args), **self.resolve(kwargs))

    def do_attr(self, ref: Ref, name: str) -> Any:
        return getattr(self.resolve(ref), name)

    def do_load(self, ref: Ref, values: dict[str, Tensor]) -> None:
        parameters = dict(self._module(ref).named_parameters())
        for name, value in values.items():
            if name not in parameters:
                raise AttributeError(f"no parameter {name!r}; the parameters are {', '.join(parameters) or 'none'}")
            parameter = parameters[name]
            if parameter.shape != value.shape:
                raise ValueError(f"parameter {name!r} has shape {tuple(parameter.shape)}, expected {tuple(value.shape)}")
            with torch.no_grad():
                parameter.copy_(value)

    def do_parameters(self, ref: Ref) -> dict[str, Tensor]:
        return {name: parameter for name, parameter in self._module(ref).named_parameters()}

    def do_state_dict(self, ref: Ref) -> dict[str, Tensor]:
        return dict(self._module(ref).state_dict())

    def do_leaf(self, tensor: Tensor, requires_grad: bool) -> Tensor:
        return self.resolve(tensor).requires_grad_(requires_grad)

    def do_strided(self, tensor: Tensor, requires_grad: bool) -> Tensor:
        tensor = self.resolve(tensor)
        if tensor.dim() > 1:
            strided = tensor.transpose(0, -1).contiguous().transpose(0, -1)
        else:
            strided = torch.stack([tensor, tensor], -1)[..., 0]
        return strided.detach().requires_grad_(requires_grad)

    def do_empty(self, shape: list[int], device: str, dtype: torch.dtype) -> Tensor:
        return torch.empty(shape, device=device, dtype=dtype)

    def do_requires_grad(self, ref: Ref) -> bool:
        return bool(self.resolve(ref).requires_grad)

    def do_same_object(self, first: Ref, second: Ref) -> bool:
        return self.resolve(first) is self.resolve(second)

    def do_seed(self, seed: int) -> None:
        torch.manual_seed(seed)

    def do_gradients(self, losses: list[Any], wrt: dict[str, Ref], module: Ref | None) -> dict[str, Tensor]:
        """Gradients of Σ (value * weight).sum() to the leaves in `wrt` and the parameters of `module`; 0 where there is no path."""
        leaves = {name: self.resolve(ref) for name, ref in wrt.items()}
        if module is not None:
            leaves |= {name: p for name, p in self._module(module).named_parameters() if p.requires_grad}
        total = sum((self.resolve(ref) * self.resolve(weight)).sum() for ref, weight in losses)
        if not total.requires_grad:
            raise RuntimeError("the result carries no gradient: it was cut from its inputs on the way")
        gradients = torch.autograd.grad(total, list(leaves.values()), retain_graph=True, allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if gradient is None else gradient
            for (name, leaf), gradient in zip(leaves.items(), gradients)
        }

    def _function(self, function: Any) -> Any:
        return self.do_get(function) if isinstance(function, str) else self.resolve(function)

    def _module(self, ref: Ref) -> nn.Module:
        module = self.resolve(ref)
        if not isinstance(module, nn.Module):
            raise TypeError(f"expected an nn.Module, got {type(module).__name__}")
        return module


class _Count(TorchDispatchMode):
    def __init__(self):
        super().__init__()
        self.total = 0

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.total += 1
        return function(*args, **(kwargs or {}))


def _item(found: Any, key: int | str) -> Any:
    kind = type(found).__name__
    if isinstance(key, str):
        if not isinstance(found, Mapping):
            raise TypeError(f"expected a dictionary with the key {key!r}, got {kind}")
        if key not in found:
            raise KeyError(f"no key {key!r}; the keys are {', '.join(map(repr, found)) or 'none'}")
        return found[key]
    if not isinstance(found, (tuple, list)):
        raise TypeError(f"expected a tuple with at least {key + 1} parts, got {kind}")
    if key >= len(found):
        raise TypeError(f"expected a tuple with at least {key + 1} parts, got {len(found)}")
    return found[key]


def _kind(error: BaseException) -> str:
    """The exception's class, or the built-in one that a class of the student's own derives from."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ in ("builtins", __name__))


def _message(error: BaseException) -> str:
    text = error.args[0] if isinstance(error, KeyError) and error.args else error
    return str(text)[:2000]


def _line(error: BaseException) -> str:
    """The last line of the student's own source that the exception passed through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith((SOURCE_NAME, "<ipython-input", "/tmp/ipykernel", "<cell")) or "ipykernel" in frame.filename:
            return f"line {frame.lineno}: {frame.line}" if frame.line else f"line {frame.lineno}"
    return ""
