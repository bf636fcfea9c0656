"""A student's process that answers without working anything out, on every rubric: whatever it says, it earns nothing."""

from __future__ import annotations

import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.judge import Cases, Failure, InProcess, Live, assignments, codec, load_solution, outline
from autograder.judge.judgement import run_rubric
from autograder.judge.student import unpack

# What a process that writes the wire itself may send in place of each value of the right answer.
LIES = {
    "NaN": lambda right: torch.full_like(right, float("nan")) if right.is_floating_point() else right + 1,
    "nothing": lambda right: right.reshape(-1)[:0],
    "zeros": torch.zeros_like,
    "another type": lambda right: right.float() if right.dtype == torch.float64 else right.double(),
    "yes": lambda right: True,
    "no tensor": lambda right: codec.Opaque("Tensor"),
}


def told(value, lie):
    """`value` with the lie in place of every tensor, and of every plain value something else."""
    if isinstance(value, torch.Tensor):
        return lie(value)
    if isinstance(value, dict):
        return {key: told(item, lie) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(told(item, lie) for item in value)
    if type(value) in (int, float):
        return value + 1
    return value if isinstance(value, (bool, codec.MetaTensor)) or value is None else "no"


class Liar(InProcess):
    """Knows the solution, and lies about every number that it gives."""

    def __init__(self, lie, solution):
        super().__init__(solution)
        self.lie = lie

    def answer(self, program):
        right = super().answer(program)
        return right if isinstance(right, Failure) else unpack(codec.encode({"values": told(right, self.lie)}))


@pytest.mark.parametrize("assignment", assignments())
def test_no_lie_earns_a_point(assignment):
    """Each lie is put in the place of every number of every answer that an exercise asks for; refusals are told truly."""
    live = Live(assignment)
    for name, lie in LIES.items():
        liar = Liar(lie, load_solution(assignment))
        found = run_rubric(assignment, {e.name: liar for e in outline(assignment)}, live.answer, Cases(b"s" * 32, "eve"), torch.device("cpu"))
        # How parameters are drawn is asked of their numbers, in whatever type; the type has a part of its own.
        passed = [(exercise, part.name) for exercise, (parts, _) in found.items() for part in parts
                  if part.passed and not (name == "another type" and part.name.startswith(("initial values", "parameters start")))]  # fmt: skip
        assert passed == [], name


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["T", "t", "l", "d", "m", "o", "r", "y", "v", "float64", "cpu"]),
    lambda inner: st.lists(inner, max_size=4), max_leaves=20))
def test_no_tree_makes_the_decoder_fail(tree):
    head = json.dumps({"value": tree, "tensors": [["float64", [1], "cpu"], ["bool", [0, 2**39, 2**39], "cpu"]]}).encode()
    data = len(head).to_bytes(4, "big") + head + bytes(8)
    answer = unpack(data)
    assert isinstance(answer, (dict, Failure))


def test_one_tensor_stands_in_one_place():
    head = b'{"value":["d",["values",["d",["a",["T",0]],["b",["T",0]]]]],"tensors":[["float64",[1],"cpu"]]}'
    assert unpack(len(head).to_bytes(4, "big") + head + bytes(8)).kind == "unreadable"


def test_text_that_no_file_holds_is_made_legible():
    answer = unpack(codec.encode({"failure": ["ValueError", "\ud800", 0, ""]}))
    assert answer.message.encode("utf-8") == b"?"
