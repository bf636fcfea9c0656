"""Values as bytes and back: the only thing that crosses between the judge and a student's process.

A message is a JSON head, which spells the structure, and the tensors' raw bytes behind it:

    4 bytes  length of the head, big-endian
    head     {"value": tree, "tensors": [[dtype, shape], …]}
    blobs    the tensors' bytes, in order, nothing between or after them

A tree is `null`, a truth value, a number or a string as JSON has them, or a list that begins with a tag: ``["t", …]``
a tuple, ``["l", …]`` a list, ``["d", [key, value], …]`` a dictionary, ``["T", i]`` tensor number i, ``["m", dtype,
shape, device]`` a tensor without data, ``["y", name]`` a dtype, ``["v", name]`` a device, ``["r", index, path]`` a
register, ``["o", name]`` a value that cannot travel, of which only the name of its type does. Decoding builds these
and nothing else; nothing is imported, evaluated or unpickled.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any, Iterator

import torch
from torch import Tensor

from .program import Ref

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64, torch.float32, torch.float16, torch.bfloat16,
        torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool,
    )
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
MAX_BYTES = 64 * 2**20
MAX_HEAD = 8 * 2**20
MAX_TENSORS = 10_000
MAX_DEPTH = 32
MAX_NODES = 100_000
MAX_INTEGER = 2**64
_STEPS = {int, str}
_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


class Malformed(ValueError):
    """Bytes that are not a message of this codec, or one beyond its limits."""


class Opaque(str):
    """The type name of a value that cannot travel."""


class MetaTensor:
    """Shape, dtype and device of a tensor without data."""

    def __init__(self, dtype: str, shape: tuple[int, ...], device: str):
        self.dtype, self.shape, self.device = dtype, shape, device


def encode(value: Any) -> bytes:
    """`value` as bytes. Tensors lose their graph and their device; what cannot travel becomes its type's name."""
    tensors: list[list[Any]] = []
    blobs: list[bytes] = []

    def tree(value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind is int or kind is str or kind is float or kind is bool:
            return value
        if depth > MAX_DEPTH:
            return ["o", "a structure nested too deeply"]
        if isinstance(value, Tensor):
            return tensor(value)
        if kind is Ref:
            return ["r", value.index, list(value.path)]
        depth += 1
        if isinstance(value, list):
            return ["l", *[tree(item, depth) for item in value]]
        if isinstance(value, tuple):
            return ["t", *[tree(item, depth) for item in value]]
        if isinstance(value, dict):
            return ["d", *[[key if type(key) in (str, int) else repr(key), tree(item, depth)] for key, item in value.items()]]
        if isinstance(value, Opaque):
            return ["o", str(value)]
        if isinstance(value, MetaTensor):
            return ["m", value.dtype, list(value.shape), value.device]
        if isinstance(value, torch.dtype):
            return ["y", str(value).removeprefix("torch.")]
        if isinstance(value, torch.device):
            return ["v", str(value)]
        return ["o", kind.__name__]

    def tensor(value: Tensor) -> Any:
        if value.dtype not in NAMES or value.layout is not torch.strided:
            return ["o", f"{value.layout} tensor of {value.dtype}"]
        head = [NAMES[value.dtype], list(value.shape), value.device.type]
        if head[2] == "meta":
            return ["m", *head]
        blobs.append(_bytes(value))
        tensors.append(head)
        return ["T", len(blobs) - 1]

    head = _JSON.encode({"value": tree(value, 0), "tensors": tensors}).encode()
    return b"".join((struct.pack(">I", len(head)), head, *blobs))


def crossed(value: Any) -> Any:
    """What `value` is on the other side, for one that stays here: ``decode(encode(value))``, but without copies of numbers."""

    def build(value: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            return Opaque("a structure nested too deeply")
        if value is None or type(value) in (bool, int, float, str) or isinstance(value, (Opaque, MetaTensor, Ref, torch.device)):
            return value
        if isinstance(value, Tensor):
            if value.dtype not in NAMES or value.layout is not torch.strided:
                return Opaque(f"{value.layout} tensor of {value.dtype}")
            if value.device.type == "meta":
                return MetaTensor(NAMES[value.dtype], tuple(value.shape), "meta")
            tensor = value.detach().cpu().resolve_neg()
            tensor.came_from = value.device.type
            return tensor
        if isinstance(value, torch.dtype):
            return value if value in NAMES else Opaque(str(value))
        if isinstance(value, tuple):
            return tuple([build(item, depth + 1) for item in value])
        if isinstance(value, list):
            return [build(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {key if type(key) in (str, int) else repr(key): build(item, depth + 1) for key, item in value.items()}
        return Opaque(type(value).__name__)

    return build(value, 0)


def tensors_of(value: Any) -> Iterator[Tensor]:
    """Every tensor in a value, but for those without numbers."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from tensors_of(item)
    elif isinstance(value, dict):
        yield from tensors_of(list(value.values()))


def decode(data: bytes, max_bytes: int = MAX_BYTES, map_device: bool = False) -> Any:
    """The value of a message. Everything is checked before anything is built.

    Tensors come back on the CPU and remember where they were as `tensor.came_from`; with `map_device` they are put
    there instead.

    Raises:
        Malformed: the bytes are not exactly one message, or exceed `max_bytes`, the depth or the number of nodes.
    """
    if len(data) > max_bytes:
        raise Malformed(f"a message of {len(data)} bytes; at most {max_bytes} are read")
    if len(data) < 4:
        raise Malformed("a message shorter than its own length field")
    (length,) = struct.unpack(">I", data[:4])
    if length > len(data) - 4:
        raise Malformed("a head longer than its message")
    if length > MAX_HEAD:
        raise Malformed(f"a head of {length} bytes; at most {MAX_HEAD} are read")
    try:
        head = json.loads(data[4 : 4 + length].decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"a head that is not JSON: {error}") from None
    if not (isinstance(head, dict) and set(head) == {"value", "tensors"} and isinstance(head["tensors"], list)):
        raise Malformed("a head without value and tensors")

    if len(head["tensors"]) > MAX_TENSORS:
        raise Malformed("a message of too many tensors")
    tensors, position, view = [], 4 + length, memoryview(data)
    for entry in head["tensors"]:
        dtype, shape = _header(entry, ("cpu", "cuda"))
        size = math.prod(shape) * dtype.itemsize
        if size > len(data) - position:
            raise Malformed("a tensor longer than its message")
        blob = bytearray(view[position : position + size])
        position += size
        if dtype is torch.bool:
            tensor = torch.frombuffer(blob, dtype=torch.uint8) != 0 if size else torch.empty(0, dtype=dtype)
        else:
            tensor = torch.frombuffer(blob, dtype=dtype) if size else torch.empty(0, dtype=dtype)
        tensor = tensor.view(shape) if size else torch.empty(shape, dtype=dtype)
        device = entry[2]
        if map_device and device != "cpu":
            tensor = tensor.to(device)
        tensor.came_from = device
        tensors.append(tensor)
    if position != len(data):
        raise Malformed("bytes behind the last tensor")

    nodes, taken = 0, set()

    def build(tree: Any, depth: int) -> Any:
        nonlocal nodes
        nodes += 1
        if depth > MAX_DEPTH + 2 or nodes > MAX_NODES:
            raise Malformed("a structure too deep or too large")
        kind = type(tree)  # JSON has no subclasses
        if kind is str:
            return _legible(tree)
        if tree is None or kind is bool or kind is float or (kind is int and abs(tree) < MAX_INTEGER):
            return tree
        if not (kind is list and tree and type(tree[0]) is str):
            raise Malformed("a structure without a tag")
        tag, depth = tree[0], depth + 1
        if tag == "l":
            return [build(item, depth) for item in tree[1:]]
        if tag == "d":
            pairs = {}
            for pair in tree[1:]:
                if not (type(pair) is list and len(pair) == 2 and type(pair[0]) in (str, int)):
                    raise Malformed("a dictionary entry that is not a key and a value")
                key, item = pair
                pairs[_legible(key) if type(key) is str else key] = build(item, depth)
            return pairs
        if tag == "T":
            if len(tree) != 2 or type(tree[1]) is not int or not 0 <= tree[1] < len(tensors):
                raise Malformed("a tensor that is not in the message")
            if tree[1] in taken:
                raise Malformed("a tensor that stands in two places")  # thousands of one large one would be an answer without end
            taken.add(tree[1])
            return tensors[tree[1]]
        if tag == "t":
            return tuple([build(item, depth) for item in tree[1:]])
        rest = tree[1:]
        if tag == "r" and len(rest) == 2 and type(rest[0]) is int and type(rest[1]) is list and _STEPS.issuperset(map(type, rest[1])):
            return Ref(rest[0], tuple(rest[1]))
        if tag == "m":
            dtype, shape = _header(rest, ("meta",))
            return MetaTensor(NAMES[dtype], shape, rest[2])
        if tag == "o" and len(rest) == 1 and isinstance(rest[0], str):
            return Opaque(_legible(rest[0]))
        if tag == "y" and len(rest) == 1 and isinstance(rest[0], str) and rest[0] in DTYPES:
            return DTYPES[rest[0]]
        if tag == "v" and len(rest) == 1 and rest[0] in ("cpu", "cuda", "meta"):
            return torch.device(rest[0])
        raise Malformed(f"an unknown tag {_legible(tag[:20])!r}")

    return build(head["value"], 0)


def _legible(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON can spell and no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _bytes(tensor: Tensor) -> bytes:
    """A tensor's numbers in order, whatever its strides."""
    tensor = tensor.detach().cpu().resolve_neg()
    if tensor.dtype is torch.bfloat16:  # NumPy has none
        tensor = tensor.contiguous().view(torch.int16)
    return tensor.numpy().tobytes()


def _header(entry: Any, devices: tuple[str, ...]) -> tuple[torch.dtype, tuple[int, ...]]:
    if not (isinstance(entry, list) and len(entry) == 3 and isinstance(entry[0], str) and entry[0] in DTYPES):
        raise Malformed("a tensor of unknown dtype")
    shape = entry[1]
    if not (isinstance(shape, list) and len(shape) <= 16):
        raise Malformed("a tensor whose shape is not a list of sizes")
    count = 1
    for n in shape:
        if not (type(n) is int and 0 <= n < 2**40):
            raise Malformed("a tensor whose shape is not a list of sizes")
        count *= n or 1
    if count >= 2**62:
        raise Malformed("a tensor with more entries than can be counted")
    if entry[2] not in devices:
        raise Malformed("a tensor on an unknown device")
    return DTYPES[entry[0]], tuple(shape)
