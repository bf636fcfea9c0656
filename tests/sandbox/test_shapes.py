"""Shapes computed in C++: every call on "meta" gives what torch's own versions in Python give, or fails in their words."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from typing import Any, Callable, Iterator

import torch

from autograder.sandbox import shapes

DTYPES = (torch.float32, torch.float64, torch.int64, torch.bool)
SIZES = ((3, 4), (3, 1), (4,), (), (0, 4), (2, 3, 4))
BIASES = ((5,), (3, 5), (), (4,), (2, 5), (1, 5), (2, 3, 5))


def calls() -> Iterator[tuple[str, Callable[..., Any], list[tuple[tuple[int, ...], torch.dtype]], dict[str, Any]]]:
    """A name, a function of tensors, their sizes and dtypes, and further arguments."""
    for dtype, size in itertools.product(DTYPES, SIZES):
        for name in ("sigmoid", "sigmoid_", "tanh", "tanh_"):
            yield name, getattr(torch, name), [(size, dtype)], {}
    for sizes in itertools.product(SIZES, SIZES):
        for dtypes in itertools.product(DTYPES, DTYPES) if sizes[0] == sizes[1] else [(torch.float64, torch.float64)]:
            given = list(zip(sizes, dtypes))
            for name in ("add", "sub", "mul", "mm"):
                yield name, getattr(torch, name), given, {}
            for dim in (0, -1):
                yield f"cat {dim}", lambda *tensors, dim: torch.cat(tensors, dim), given, {"dim": dim}
                yield f"stack {dim}", lambda *tensors, dim: torch.stack(tensors, dim), given, {"dim": dim}
    for bias, factors in itertools.product(BIASES, (((3, 4), (4, 5)), ((3, 4), (5, 4)), ((4,), (4, 5)), ((3, 4), ()))):
        yield "addmm", torch.addmm, [(size, torch.float64) for size in (bias, *factors)], {}
    for dtypes in itertools.product(DTYPES, repeat=3):
        yield "addmm", torch.addmm, list(zip(((5,), (3, 4), (4, 5)), dtypes)), {}
    for further in ({"beta": 0}, {"beta": 0.5, "alpha": 2}):
        yield f"addmm {further}", torch.addmm, [(size, torch.float64) for size in ((5,), (3, 4), (4, 5))], further
    for dtype, number in itertools.product(DTYPES, (2, 2.5, True)):
        yield f"alpha {number}", torch.add, [((3, 4), dtype)] * 2, {"alpha": number}
        yield f"plus {number}", lambda tensor: tensor + number, [((3, 4), dtype)], {}


def table() -> dict[str, Any]:
    """What each call gives, on "meta" and with each mixture of devices."""
    found: dict[str, Any] = {}
    for name, function, given, further in calls():
        one_dtype = {dtype for _, dtype in given} == {torch.float64}
        for devices in itertools.product(("meta", "cpu"), repeat=len(given)) if one_dtype else [("meta",) * len(given)]:
            if "meta" not in devices:
                continue
            try:
                result = function(*[torch.zeros(size, dtype=dtype, device=device) for (size, dtype), device in zip(given, devices)], **further)
                said = [list(result.shape), str(result.dtype), result.device.type, list(result.stride())]
            except Exception as error:
                said = [type(error).__name__, str(error)]
            found[f"{name} {given} {devices}"] = said
    return found


def in_python() -> list[str]:
    """The operators whose version in Python still answers a plain call."""
    x = torch.zeros(4, 4, device="meta")
    ways = {
        "add.Tensor": lambda: x + x, "sub.Tensor": lambda: x - x, "mul.Tensor": lambda: x * x, "addmm": lambda: torch.addmm(x[0], x, x),
        "mm": lambda: x @ x, "sigmoid": x.sigmoid, "sigmoid_": x.sigmoid_, "tanh": x.tanh, "tanh_": x.tanh_,
        "cat": lambda: torch.cat([x, x]), "stack": lambda: torch.stack([x, x]),
    }
    assert {*ways} == {*shapes.OPERATORS}
    entered: list[str] = []
    found = []
    for name, way in ways.items():
        entered.clear()
        sys.setprofile(lambda frame, event, arg: entered.append(frame.f_code.co_filename) if event == "call" else None)
        way()
        sys.setprofile(None)
        if any("_prims_common" in file or "_meta_registrations" in file for file in entered):
            found.append(name)
    return found


def test_what_a_call_gives_and_how_it_fails_stays_the_same():
    """In a process of its own, which then keeps the versions in C++."""
    done = subprocess.run([sys.executable, "-W", "ignore", __file__], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert said["calls"] > 1500 and said["differ"] == {}
    assert set(said["before"]) == set(shapes.OPERATORS) and said["after"] == []


def test_a_session_computes_shapes_in_c(grader):
    """A notebook's sum on "meta" enters no function of torch's in Python."""
    cell = (
        "import sys, torch\nx, entered = torch.zeros(3, device='meta'), []\n"
        "sys.setprofile(lambda frame, event, arg: entered.append(frame.f_code.co_filename))\nx + x\nsys.setprofile(None)\n"
        "print([name for name in entered if '_prims' in name], len(entered) > 0)"
    )
    session = grader.fork()
    assert session.run(cell, 1) == (True, [{"output_type": "stream", "name": "stdout", "text": "[] True\n"}])
    session.end()


if __name__ == "__main__":
    python, before = in_python(), table()
    assert shapes.quicken()
    after = table()
    differ = {call: [before[call], after[call]] for call in before if before[call] != after[call]}
    print(json.dumps({"calls": len(before), "differ": differ, "before": python, "after": in_python()}))
