"""What crosses between judge and student: everything survives the way, and no bytes can do more than be refused."""

import json
import struct

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.judge import codec
from autograder.judge.program import Ref

SCALARS = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | st.text(max_size=20)
TENSORS = st.builds(
    lambda dtype, shape, seed: (torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * 50).to(dtype),
    st.sampled_from([torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.uint8, torch.bool]),
    st.lists(st.integers(0, 4), max_size=4),
    st.integers(0, 1000),
)
VALUES = st.recursive(
    SCALARS | TENSORS,
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def same(a, b):
    if isinstance(a, torch.Tensor):
        return isinstance(b, torch.Tensor) and a.dtype == b.dtype and a.shape == b.shape and torch.equal(a, b)
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b


@given(VALUES)
def test_a_value_survives_the_way(value):
    assert same(value, codec.decode(codec.encode(value)))


def test_what_is_no_data_arrives_as_its_type_alone():
    class Student:
        def __reduce__(self):
            raise AssertionError("pickled")

    assert codec.decode(codec.encode({"a": Student(), "b": [len, torch.nn.Linear(1, 1)]})) == {
        "a": "Student", "b": ["builtin_function_or_method", "Linear"],
    }
    assert isinstance(codec.decode(codec.encode(Student())), codec.Opaque)


def test_special_values_keep_their_kind():
    meta = codec.decode(codec.encode(torch.empty(2, 3, device="meta")))
    assert (meta.dtype, meta.shape, meta.device) == ("float32", (2, 3), "meta")
    again = codec.decode(codec.encode(meta))
    assert (again.dtype, again.shape, again.device) == ("float32", (2, 3), "meta")
    assert codec.decode(codec.encode(Ref(3, (0, "h")))) == Ref(3, (0, "h"))
    assert codec.decode(codec.encode([torch.float64, torch.device("meta")])) == [torch.float64, torch.device("meta")]
    assert torch.isnan(codec.decode(codec.encode(torch.tensor(float("nan")))))


def test_a_transposed_tensor_with_a_graph_travels_by_value():
    tensor = (torch.randn(3, 4, requires_grad=True) * 2).t()
    came = codec.decode(codec.encode(tensor))
    assert torch.equal(came, tensor.detach()) and not came.requires_grad


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data):
    try:
        codec.decode(data)
    except codec.Malformed:
        return
    assert codec.encode(codec.decode(data))  # the few that are a message are one


@given(VALUES, st.data())
def test_a_damaged_message_is_refused_or_read_as_data(value, data):
    message = bytearray(codec.encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(message)))
    for damaged in (bytes(message), bytes(message[:cut])):
        try:
            codec.decode(damaged)
        except codec.Malformed:
            pass


def message(head, blobs=b""):
    text = json.dumps(head).encode()
    return struct.pack(">I", len(text)) + text + blobs


@pytest.mark.parametrize(
    "data",
    [
        message({"value": ["T", 0], "tensors": []}),
        message({"value": ["T", True], "tensors": [["float64", [1], "cpu"]]}, bytes(8)),
        message({"value": ["T", 0], "tensors": [["float64", [2**39, 2**39], "cpu"]]}),
        message({"value": ["T", 0], "tensors": [["float64", [-1], "cpu"]]}),
        message({"value": ["T", 0], "tensors": [["float64", [1], "cpu"]]}, bytes(9)),
        message({"value": ["T", 0], "tensors": [["complex64", [1], "cpu"]]}, bytes(8)),
        message({"value": ["T", 0], "tensors": [["float64", [1], "hip"]]}, bytes(8)),
        message({"value": ["x", 0], "tensors": []}),
        message({"value": {"a": 1}, "tensors": []}),
        message({"value": 1}),
        message([1, 2]),
        b'\x00\x00\x00\x04nope',
        struct.pack(">I", 2**31) + b"{}",
        b"\x00\x00",
    ],
)
def test_a_message_that_lies_is_refused(data):
    with pytest.raises(codec.Malformed):
        codec.decode(data)


def test_depth_and_size_are_limited():
    deep = 1
    for _ in range(200):
        deep = ["l", deep]
    with pytest.raises(codec.Malformed):
        codec.decode(message({"value": deep, "tensors": []}))
    with pytest.raises(codec.Malformed):
        codec.decode(b"\x00\x00\xff\xff" + b"[" * 65535)
    with pytest.raises(codec.Malformed):
        codec.decode(codec.encode(torch.zeros(1000)), max_bytes=1000)
    nested = []
    nested.append(nested)
    assert codec.decode(codec.encode(nested))  # a structure that holds itself is cut off
